/* Mails: whatever the bytes, what is shown is text, and nothing faults. */
#include "fuzz_web.h"
#include "web/mime.h"

static void
is_text(const char *s, bool lines)
{
	assert(tt_utf8_ok(s, strlen(s), lines));
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	struct tt_letter_read l = tt_mime_read(z->arena, z->bytes, z->n);

	is_text(l.subject, false);
	is_text(l.from, false);
	is_text(l.to, false);
	is_text(l.date, false);
	is_text(l.text, true);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
