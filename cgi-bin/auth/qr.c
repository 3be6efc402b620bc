#include <qrencode.h>

#include "auth.h"
#include "core/buf.h"
#include "core/fault.h"

#define QUIET    4          /* modules of white around, as the norm wants */
#define SVG_MAX  ((size_t)256 << 10)

static void
end(void *code)
{
	QRcode_free(code);
}

/* Drawn here: no picture is fetched, and nobody else sees the text. */
struct qr
qr_of(struct tt_arena *a, const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct tt_buf b = tt_buf_in(a, SVG_MAX);
	int n;

	if (code == NULL)
		tt_fault(TT_FAULT_MACHINE, "no QR code");
	tt_defer(a, end, code);
	n = code->width;
	for (int y = 0; y < n; y++)
		for (int x = 0; x < n; x++)
			if ((code->data[y * n + x] & 1) != 0)
				tt_buf_printf(&b, "M%d %dh1v1h-1z", x +
				    QUIET, y + QUIET);
	return (struct qr){ n + 2 * QUIET, b.p };
}
