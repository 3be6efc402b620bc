/* Cookies: a value never holds what ends one. */
#include "fuzz_web.h"

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	const char *value = tt_cookie(z->arena, z->bytes, "__Host-tt");

	assert(strchr(value, ';') == NULL);
	assert(*value == '\0' || strstr(z->bytes, "__Host-tt=") != NULL);
	(void)tt_best_lang(z->bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
