/* ID tokens and what a provider publishes: what is right is taken, all else is
 * refused, each for its own reason. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "core/crypt.h"
#include "core/text.h"
#include "net/openid.h"
#include "t.h"

#define NOW    1800000000
#define ISSUER "https://id.example"
#define HEAD   "{\"alg\":\"RS256\",\"kid\":\"one\"}"
#define START  "{\"iss\":\"" ISSUER "\",\"sub\":\"7\",\"aud\":\"us\","      \
	"\"nonce\":\"n\",\"iat\":1800000000,"
#define BODY   START "\"exp\":1800003600}"

static struct tt_arena *arena;
static EVP_PKEY *key;
static struct tt_openid_keys keys;
static struct tt_openid_person who;

static const char *
b64(const char *s)
{
	return tt_base64(arena, s, strlen(s));
}

static const char *
token(const char *head, const char *body)
{
	const char *text = tt_printf(arena, "%s.%s", b64(head), b64(body));
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	unsigned char sig[256];
	size_t n = sizeof(sig);

	EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key);
	EVP_DigestSign(c, sig, &n, (const unsigned char *)text, strlen(text));
	EVP_MD_CTX_free(c);
	return tt_printf(arena, "%s.%s", text, tt_base64(arena, sig, n));
}

static enum tt_openid_verdict
verdict(const char *jwt)
{
	const struct tt_openid_want want = { ISSUER, "us", "n", { NOW } };

	return tt_openid_check(arena, jwt, &keys, &want, &who);
}

static const char *
jwk(const char *more)
{
	BIGNUM *n = NULL;
	unsigned char bytes[256];

	EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n);
	BN_bn2binpad(n, bytes, sizeof(bytes));
	BN_free(n);
	return tt_printf(arena, "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"%s\"%s}",
	    tt_base64(arena, bytes, sizeof(bytes)), more);
}

static bool
read_keys(const char *one)
{
	const char *s = tt_printf(arena, "{\"keys\":[%s]}", one);

	return tt_openid_read_keys(arena, s, strlen(s), &keys);
}

static void
published(void)
{
	static const char *const bad[] = { "", ",\"kid\":\"\"",
		",\"kid\":\"a\",\"use\":\"enc\"", ",\"kid\":7",
		",\"kid\":\"a\",\"alg\":\"RS512\"",
		",\"kid\":\"a\",\"alg\":null",
		",\"kid\":\"a\",\"kid\":\"b\"" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(!read_keys(jwk(bad[i])), tt_printf(arena,
		    "no key of ours: %s", bad[i]));
	ok(!read_keys("{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"AQAB\","
	    "\"n\":\"q7s\"}"), "a short key is none");
	ok(!read_keys("{\"kty\":\"EC\",\"kid\":\"a\"}"), "nor one of a curve");
	ok(!read_keys("7, null, \"x\", []"), "nor what is no key");
	ok(read_keys(jwk(",\"kid\":\"one\",\"use\":\"sig\"")),
	    "one that signs is taken");
}

static void
right(void)
{
	is(verdict(token(HEAD, BODY)), TT_OPENID_FINE, "a right one");
	is_str(who.subject, "7", "names somebody");
	is_str(who.email, "", "without an address");
	ok(!who.email_verified, "that would be verified");
	is(verdict(token(HEAD, START "\"exp\":1800003600,\"email\":"
	    "\" An@Example.BE\",\"email_verified\":true,"
	    "\"given_name\":\"Zo\\u00eb\"}")), TT_OPENID_FINE, "with more");
	is_str(who.email, "an@example.be", "the address in lower case");
	is_str(who.first_name, "Zoë", "the name");
	ok(who.email_verified, "verified");
	is(verdict(token(HEAD, START "\"exp\":1800003600,"
	    "\"email_verified\":\"true\",\"given_name\":\"a\\nb\"}")),
	    TT_OPENID_FINE, "a text is no yes");
	ok(!who.email_verified && who.first_name[0] == '\0',
	    "and two lines are no name");
}

static const struct wrong {
	enum tt_openid_verdict verdict;
	const char            *head, *body, *name;
} wrongs[] = {
	{ TT_OPENID_ALGORITHM, "{\"alg\":\"none\",\"kid\":\"one\"}", BODY,
	    "none" },
	{ TT_OPENID_ALGORITHM, "{\"alg\":\"HS256\",\"kid\":\"one\"}", BODY,
	    "HS256" },
	{ TT_OPENID_ALGORITHM, "{\"alg\":\"rs256\",\"kid\":\"one\"}", BODY,
	    "rs256" },
	{ TT_OPENID_ALGORITHM, "{\"alg\":\"RS256\\u0000\",\"kid\":\"one\"}",
	    BODY, "a hidden end" },
	{ TT_OPENID_ALGORITHM, "{\"kid\":\"one\"}", BODY, "no algorithm" },
	{ TT_OPENID_MALFORMED,
	    "{\"alg\":\"RS256\",\"kid\":\"one\",\"crit\":[\"x\"]}", BODY,
	    "an extension that must be understood" },
	{ TT_OPENID_MALFORMED,
	    "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"one\"}", BODY,
	    "two algorithms" },
	{ TT_OPENID_KEY, "{\"alg\":\"RS256\",\"kid\":\"two\"}", BODY,
	    "another key" },
	{ TT_OPENID_KEY, "{\"alg\":\"RS256\"}", BODY, "no key" },
	{ TT_OPENID_ISSUER, HEAD, "{\"iss\":\"" ISSUER "/\"}",
	    "another issuer" },
	{ TT_OPENID_ISSUER, HEAD, "{}", "no issuer" },
	{ TT_OPENID_AUDIENCE, HEAD, "{\"iss\":\"" ISSUER "\"}",
	    "no audience" },
	{ TT_OPENID_AUDIENCE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":\"us2\"}",
	    "another audience" },
	{ TT_OPENID_AUDIENCE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":"
	    "[\"us\",\"them\"]}", "several, and nobody it was made for" },
	{ TT_OPENID_AUDIENCE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":\"us\","
	    "\"azp\":\"them\"}", "made for others" },
	{ TT_OPENID_AUDIENCE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":[7]}",
	    "a number" },
	{ TT_OPENID_MALFORMED, HEAD, START "\"x\":1}", "no end" },
	{ TT_OPENID_MALFORMED, HEAD, START "\"exp\":\"1800003600\"}",
	    "an end that is text" },
	{ TT_OPENID_EXPIRED, HEAD, START "\"exp\":1799999939}", "expired" },
	{ TT_OPENID_FUTURE, HEAD, START "\"exp\":1800003600,"
	    "\"nbf\":1800000061}", "not valid yet" },
	{ TT_OPENID_FUTURE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":[\"us\"],"
	    "\"iat\":1800000061,\"exp\":1800003600}", "made tomorrow" },
	{ TT_OPENID_NONCE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":\"us\","
	    "\"iat\":1800000000,\"exp\":1800003600}", "no nonce" },
	{ TT_OPENID_NONCE, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":\"us\","
	    "\"iat\":1800000000,\"exp\":1800003600,\"nonce\":\"m\"}",
	    "another nonce" },
	{ TT_OPENID_SUBJECT, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":\"us\","
	    "\"iat\":1800000000,\"exp\":1800003600,\"nonce\":\"n\"}",
	    "nobody" },
	{ TT_OPENID_SUBJECT, HEAD, "{\"iss\":\"" ISSUER "\",\"aud\":\"us\","
	    "\"iat\":1800000000,\"exp\":1800003600,\"nonce\":\"n\","
	    "\"sub\":\"a b\"}", "a subject with a blank" },
	{ TT_OPENID_MALFORMED, HEAD, START "\"exp\":1800003600,"
	    "\"sub\":\"8\"}", "two subjects" },
	{ TT_OPENID_MALFORMED, HEAD, "[]", "a list" },
	{ TT_OPENID_MALFORMED, HEAD, BODY " x", "more behind it" },
};

static void
wrong(void)
{
	const char *t = token(HEAD, BODY), *dot = strrchr(t, '.');
	int n = (int)(dot - t);

	for (size_t i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++)
		is(verdict(token(wrongs[i].head, wrongs[i].body)),
		    wrongs[i].verdict, wrongs[i].name);
	is(verdict(tt_printf(arena, "%.*s.", n, t)), TT_OPENID_SIGNATURE,
	    "no signature");
	is(verdict(tt_printf(arena, "%.*s.AAAA", n, t)), TT_OPENID_SIGNATURE,
	    "a short one");
	is(verdict(tt_printf(arena, "%s.%s%s", b64(HEAD), b64(START
	    "\"exp\":1900000000}"), dot)), TT_OPENID_SIGNATURE,
	    "that of another text");
	is(verdict(tt_printf(arena, "%s=", t)), TT_OPENID_MALFORMED,
	    "padding");
	is(verdict(tt_printf(arena, "%s.x", t)), TT_OPENID_MALFORMED,
	    "four parts");
	is(verdict(tt_printf(arena, "%s\n", t)), TT_OPENID_MALFORMED,
	    "a line end");
	is(verdict(""), TT_OPENID_MALFORMED, "nothing");
	is(verdict(".."), TT_OPENID_MALFORMED, "dots");
	is(verdict(tt_replace(arena, t, ".", "+.")), TT_OPENID_MALFORMED,
	    "the other base64");
}

static bool
site(const char *issuer, const char *text)
{
	struct tt_openid_site s;

	return tt_openid_read_site(arena, text, strlen(text), issuer, &s);
}

#define SITE(iss, at, to) "{\"issuer\":\"" iss "\","                        \
	"\"authorization_endpoint\":\"" at "\",\"token_endpoint\":\"" to    \
	"\",\"jwks_uri\":\"https://keys.example/k\"}"

static void
described(void)
{
	const char *local = "http://127.0.0.1:9";

	ok(site(ISSUER, SITE(ISSUER, ISSUER "/a", "https://t.example/")),
	    "a description");
	ok(!site(ISSUER, SITE("https://other.example", ISSUER "/a",
	    ISSUER "/t")), "of another");
	ok(!site(ISSUER, SITE(ISSUER, "https://evil.example/a",
	    ISSUER "/t")), "that sends people elsewhere");
	ok(!site(ISSUER, SITE(ISSUER, ISSUER ".evil.example/a",
	    ISSUER "/t")), "or to who looks alike");
	ok(!site(ISSUER, SITE(ISSUER, ISSUER "/a", "http://127.0.0.1:9/")),
	    "that leads to this machine");
	ok(!site(ISSUER, SITE(ISSUER, ISSUER "/a", "file:///etc/passwd")),
	    "or into its files");
	ok(!site(ISSUER, SITE(ISSUER, ISSUER "@evil.example/a",
	    ISSUER "/t")), "with a name before the host");
	ok(site(local, "{\"issuer\":\"http://127.0.0.1:9\","
	    "\"authorization_endpoint\":\"http://127.0.0.1:9/a\","
	    "\"token_endpoint\":\"http://127.0.0.1:9/t\","
	    "\"jwks_uri\":\"http://127.0.0.1:9/k\"}"),
	    "this machine, when the configuration says so");
	ok(!site(local, "{\"issuer\":\"http://127.0.0.1:9\","
	    "\"authorization_endpoint\":\"http://127.0.0.1:9/a\","
	    "\"token_endpoint\":\"http://127.0.0.1:8/t\","
	    "\"jwks_uri\":\"http://127.0.0.1:9/k\"}"), "and no other port");
}

static void
answered(void)
{
	const char *good = "{\"id_token\":\"a.b.c\",\"token_type\":\"bearer\"}";

	is_str(tt_openid_read_answer(arena, good, strlen(good)), "a.b.c",
	    "the token in an answer");
	ok(tt_openid_read_answer(arena, "{}", 2) == NULL, "none");
	ok(tt_openid_read_answer(arena, "<p>", 3) == NULL, "no answer");
}

int
main(void)
{
	tt_crypt_start();
	arena = tt_arena_new((size_t)64 << 20);
	key = EVP_RSA_gen(2048);
	published();
	right();
	wrong();
	described();
	answered();
	EVP_PKEY_free(key);
	tt_arena_end(arena);
	return t_done();
}
