/*
 * Forms with files. The first line of the input is the Content-Type. Files
 * must lie inside of the body.
 */
#include "fuzz_web.h"

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	struct tt_req *r = t_req(z->arena);
	const char *newline = memchr(z->bytes, '\n', z->n), *body, *type;
	size_t n;

	if (newline == NULL)
		return;
	type = tt_strndup(z->arena, z->bytes, (size_t)(newline - z->bytes));
	n = z->n - (size_t)(newline + 1 - z->bytes);
	/* Of exactly its size, so that a byte beyond is seen. */
	body = memcpy(tt_alloc(z->arena, n), newline + 1, n);
	if (!tt_parse_multipart(r, type, body, n))
		return;
	fuzz_fields(r);
	for (size_t i = 0; i < r->n_files; i++) {
		const char *p = (const char *)r->files[i].bytes;  /* as body */

		assert(p >= body && p + r->files[i].n <= body + n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
