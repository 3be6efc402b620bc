#include <qrencode.h>

#include "auth.h"
#include "core/fault.h"

#define QUIET 4          /* modules of white around, as the norm wants */

static void
end(void *code)
{
	QRcode_free(code);
}

/* One path of a square for each dark module: no picture is fetched and no
 * third party sees the text. */
void
put_qr(struct tt_out *o, const char *text, const char *label)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	int n;

	if (code == NULL)
		tt_fault(TT_FAULT_MACHINE, "no QR code");
	tt_defer(o->arena, end, code);
	n = code->width;
	tt_buf_printf(&o->b, "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 %d"
	    " %d\" shape-rendering=\"crispEdges\" aria-label=\"", n + 2 *
	    QUIET, n + 2 * QUIET);
	tt_put_text(o, label);
	tt_buf_printf(&o->b, "\"><path d=\"");
	for (int y = 0; y < n; y++)
		for (int x = 0; x < n; x++)
			if ((code->data[y * n + x] & 1) != 0)
				tt_buf_printf(&o->b, "M%d %dh1v1h-1z", x +
				    QUIET, y + QUIET);
	tt_buf_printf(&o->b, "\"/></svg>");
}
