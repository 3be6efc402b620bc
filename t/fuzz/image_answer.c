/* What the decoder answers: files within what came, or no files. */
#include "fuzz_web.h"
#include "web/decode.h"

static void
try(const struct fuzz *z, bool paper)
{
	/* Bytes, of which the others think as text. */
	const unsigned char *p = (const unsigned char *)z->bytes;
	struct tt_decoded d = tt_decode_answer(z->arena, p, z->n, paper);

	if (d.as != TT_PHOTO_FINE)
		return;
	assert(d.n_files == (paper ? 1 : TT_DECODED_FILES));
	for (size_t i = 0; i < d.n_files; i++) {
		assert(d.file[i].p >= p && d.file[i].n > 0);
		assert((size_t)(p + z->n - d.file[i].p) >= d.file[i].n);
	}
}

static void
one(void *arg)
{
	try(arg, false);
	try(arg, true);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
