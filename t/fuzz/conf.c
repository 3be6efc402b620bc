/* The configuration: read, or refused with a sentence. */
#include "fuzz_web.h"

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	struct tt_conf conf;
	const char *bad;

	/* A value that begins with @ is a file's name: not one of ours. */
	if (memchr(z->bytes, '@', z->n) != NULL)
		return;
	bad = tt_conf_parse(z->arena, z->bytes, z->n, &conf);
	assert(bad == NULL || *bad != '\0');
	if (bad != NULL)
		return;
	assert(strlen(conf.secret) >= 32 && conf.commission_bp >= 0);
	assert(tt_starts(conf.site, "https://"));
	assert(conf.horizon_days >= 1 && conf.horizon_days <= 120);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
