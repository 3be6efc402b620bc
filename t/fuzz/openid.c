/*
 * What an OpenID provider sends: the first byte says as what it is read. As an
 * ID token nothing may pass that is not signed, and no input is.
 */
#include "fuzz_web.h"
#include "core/crypt.h"
#include "net/openid.h"

static void
as_token(const struct fuzz *z, const char *s)
{
	static const unsigned char e[] = { 1, 0, 1 };
	const struct tt_openid_want want = { "https://id.example", "us", "n",
	    { 1800000000 } };
	unsigned char n[256];
	struct tt_openid_keys keys = { .n = 1 };
	struct tt_openid_person who;

	memset(n, 0xc5, sizeof(n));
	keys.v[0] = (struct tt_openid_key){ "one", n, e, sizeof(n),
	    sizeof(e) };
	assert(tt_openid_check(z->arena, s, &keys, &want, &who) !=
	    TT_OPENID_FINE);
}

/* The parts as plain text, so that the reader of JSON is reached. */
static void
as_parts(const struct fuzz *z, const char *s)
{
	size_t n = strcspn(s, "\n");

	as_token(z, tt_printf(z->arena, "%s.%s.AAAA", tt_base64(z->arena, s,
	    n), tt_base64(z->arena, s + n, strlen(s + n))));
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	const char *s = z->bytes + (z->n > 0 && z->bytes[0] != '\0');
	const char *issuer = "https://id.example";
	struct tt_openid_keys keys;
	struct tt_openid_site site;
	size_t n = strlen(s);

	switch (z->n == 0 ? 0 : (unsigned char)z->bytes[0] % 5) {
	case 0:
		as_token(z, s);
		break;
	case 1:
		as_parts(z, s);
		break;
	case 2:
		if (tt_openid_read_keys(z->arena, s, n, &keys))
			assert(keys.n > 0 && keys.n <= TT_OPENID_KEYS);
		break;
	case 3:
		if (tt_openid_read_site(z->arena, s, n, issuer, &site))
			assert(tt_starts(site.authorize, issuer) &&
			    tt_starts(site.token, "https://") &&
			    tt_starts(site.keys, "https://"));
		break;
	case 4:
		(void)tt_openid_read_answer(z->arena, s, n);
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
