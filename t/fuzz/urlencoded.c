/* Forms: what is accepted is text, and reading it again gives the same. */
#include "fuzz_web.h"

/* The fields written as a form again. */
static const char *
written(struct tt_arena *a, const struct tt_req *r)
{
	struct tt_buf b = tt_buf_in(a, (size_t)4 << 20);

	for (size_t i = 0; i < r->n_fields; i++) {
		tt_buf_add_url(&b, r->fields[i].name);
		tt_buf_addc(&b, '=');
		tt_buf_add_url(&b, r->fields[i].value);
		tt_buf_addc(&b, '&');
	}
	return b.p;
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	struct tt_req *r = t_req(z->arena), *again = t_req(z->arena);
	const char *text;

	if (!tt_parse_urlencoded(r, z->bytes, z->n))
		return;
	fuzz_fields(r);
	text = written(z->arena, r);
	assert(tt_parse_urlencoded(again, text, strlen(text)));
	assert(again->n_fields == r->n_fields);
	for (size_t i = 0; i < r->n_fields; i++)
		assert(tt_eq(again->fields[i].value, r->fields[i].value));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
