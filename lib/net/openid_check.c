/*
 * The check of an ID token (OpenID Connect Core 1.0, 3.1.3.7; RFC 7519). One
 * algorithm: whoever may choose the algorithm may choose a weak one.
 */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "net/openid.h"
#include "net/openid_json.h"

#define SKEW        60                   /* seconds that clocks may differ */
#define TOKEN_CHARS ((size_t)16 << 10)
#define SUBJECT_MAX 255

const char *const tt_openid_verdicts[] = { "fine", "malformed", "algorithm",
	"unknown key", "signature", "issuer", "audience", "expired",
	"from the future", "nonce", "subject", "provider away",
	"code refused", NULL };

/* The three parts, and what was signed: the first two with their dot. */
struct parts {
	struct json_object  *head, *body;
	const unsigned char *signature;
	size_t               signature_n, signed_n;
};

static struct json_object *
json_part(struct tt_arena *a, const char *s, size_t n)
{
	size_t size;
	const unsigned char *p = tt_unbase64(a, s, n, &size);

	return p == NULL ? NULL : tt_json_object(a, (const char *)p, size);
}

static bool
split(struct tt_arena *a, const char *token, struct parts *p)
{
	size_t n = strlen(token), first = strcspn(token, "."), second;

	if (n > TOKEN_CHARS || token[first] != '.')
		return false;
	second = first + 1 + strcspn(token + first + 1, ".");
	if (token[second] != '.')
		return false;
	p->signed_n = second;
	p->head = json_part(a, token, first);
	p->body = json_part(a, token + first + 1, second - first - 1);
	/* A third dot is none of base64's. No signature is no base64 either:
	 * an empty one is caught by its length. */
	p->signature = tt_unbase64(a, token + second + 1, n - second - 1,
	    &p->signature_n);
	return p->head != NULL && p->body != NULL && p->signature != NULL;
}

static void
free_key(void *key)
{
	EVP_PKEY_free(key);
}

static EVP_PKEY *
made_of(BIGNUM *n, BIGNUM *e)
{
	OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;

	if (b != NULL && c != NULL && n != NULL && e != NULL &&
	    OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, n) &&
	    OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, e) &&
	    (params = OSSL_PARAM_BLD_to_param(b)) != NULL &&
	    EVP_PKEY_fromdata_init(c) == 1 &&
	    EVP_PKEY_fromdata(c, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(b);
	EVP_PKEY_CTX_free(c);
	return key;
}

static EVP_PKEY *
public_key(struct tt_arena *a, const struct tt_openid_key *k)
{
	BIGNUM *n = BN_bin2bn(k->n, (int)k->n_size, NULL);
	BIGNUM *e = BN_bin2bn(k->e, (int)k->e_size, NULL);
	EVP_PKEY *key = made_of(n, e);

	BN_free(n);
	BN_free(e);
	if (key != NULL)
		tt_defer(a, free_key, key);
	return key;
}

static bool
signature_ok(struct tt_arena *a, const struct tt_openid_key *k,
    const char *token, const struct parts *p)
{
	EVP_PKEY *key = public_key(a, k);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool fine = key != NULL && c != NULL && p->signature_n == k->n_size &&
	    EVP_DigestVerifyInit(c, NULL, EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestVerify(c, p->signature, p->signature_n,
	    (const unsigned char *)token, p->signed_n) == 1;

	EVP_MD_CTX_free(c);
	return fine;
}

static const struct tt_openid_key *
key_named(const struct tt_openid_keys *keys, const char *id)
{
	for (size_t i = 0; id != NULL && i < keys->n; i++)
		if (tt_eq(keys->v[i].id, id))
			return &keys->v[i];
	return NULL;
}

static enum tt_openid_verdict
check_signature(struct tt_arena *a, const char *token, const struct parts *p,
    const struct tt_openid_keys *keys)
{
	const char *alg = tt_json_text(p->head, "alg");
	const struct tt_openid_key *k;

	if (alg == NULL || !tt_eq(alg, "RS256"))
		return TT_OPENID_ALGORITHM;
	/* Extensions that have to be understood; none is. */
	if (json_object_object_get_ex(p->head, "crit", NULL))
		return TT_OPENID_MALFORMED;
	k = key_named(keys, tt_json_text(p->head, "kid"));
	if (k == NULL)
		return TT_OPENID_KEY;
	return signature_ok(a, k, token, p) ? TT_OPENID_FINE :
	    TT_OPENID_SIGNATURE;
}

/* It is for us; and if it is for others too, it was made for us. */
static bool
audience_ok(struct json_object *o, const char *client)
{
	const char *one = tt_json_text(o, "aud");
	const char *party = tt_json_text(o, "azp");
	struct json_object *list;
	size_t n, ours = 0;

	if (json_object_object_get_ex(o, "azp", NULL) &&
	    (party == NULL || !tt_eq(party, client)))
		return false;
	if (one != NULL)
		return tt_eq(one, client);
	if (!json_object_object_get_ex(o, "aud", &list) ||
	    !json_object_is_type(list, json_type_array))
		return false;
	n = json_object_array_length(list);
	for (size_t i = 0; i < n; i++) {
		struct json_object *v = json_object_array_get_idx(list, i);

		if (!json_object_is_type(v, json_type_string))
			return false;
		ours += tt_eq(json_object_get_string(v), client);
	}
	return ours > 0 && (n == 1 || party != NULL);
}

/* Seconds under a key; false when it is there and is no whole number. */
static bool
seconds(struct json_object *o, const char *key, bool required, int64_t *s)
{
	struct json_object *v;

	if (!json_object_object_get_ex(o, key, &v))
		return !required;
	if (!json_object_is_type(v, json_type_int))
		return false;
	*s = json_object_get_int64(v);
	return *s >= 0;
}

static enum tt_openid_verdict
check_times(struct json_object *o, tt_time now)
{
	int64_t expires = 0, issued = 0, from = 0;

	if (!seconds(o, "exp", true, &expires) ||
	    !seconds(o, "iat", true, &issued) ||
	    !seconds(o, "nbf", false, &from))
		return TT_OPENID_MALFORMED;
	if (expires < now.s - SKEW)
		return TT_OPENID_EXPIRED;
	return issued > now.s + SKEW || from > now.s + SKEW ?
	    TT_OPENID_FUTURE : TT_OPENID_FINE;
}

/* A name or an address as it may be shown and kept, else "". */
static const char *
plain(struct tt_arena *a, struct json_object *o, const char *key, size_t most)
{
	const char *s = tt_json_text(o, key);

	if (s == NULL || tt_chars(s) > most ||
	    !tt_utf8_ok(s, strlen(s), false))
		return "";
	return tt_trim(a, s);
}

static enum tt_openid_verdict
take_person(struct tt_arena *a, struct json_object *o,
    struct tt_openid_person *who)
{
	const char *subject = tt_json_text(o, "sub");
	struct json_object *v;

	if (subject == NULL || subject[0] == '\0' ||
	    strlen(subject) > SUBJECT_MAX)
		return TT_OPENID_SUBJECT;
	for (const char *p = subject; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~')
			return TT_OPENID_SUBJECT;
	*who = (struct tt_openid_person){ .subject = tt_strdup(a, subject),
	    .email = tt_lower(a, plain(a, o, "email", 254)),
	    .first_name = plain(a, o, "given_name", 60),
	    .last_name = plain(a, o, "family_name", 80) };
	who->email_verified = json_object_object_get_ex(o, "email_verified",
	    &v) && json_object_is_type(v, json_type_boolean) &&
	    json_object_get_boolean(v);
	return TT_OPENID_FINE;
}

enum tt_openid_verdict
tt_openid_check(struct tt_arena *a, const char *token,
    const struct tt_openid_keys *keys, const struct tt_openid_want *want,
    struct tt_openid_person *who)
{
	enum tt_openid_verdict bad;
	const char *issuer, *nonce;
	struct parts p = { 0 };

	if (!split(a, token, &p))
		return TT_OPENID_MALFORMED;
	bad = check_signature(a, token, &p, keys);
	if (bad != TT_OPENID_FINE)
		return bad;
	issuer = tt_json_text(p.body, "iss");
	if (issuer == NULL || !tt_eq(issuer, want->issuer))
		return TT_OPENID_ISSUER;
	if (!audience_ok(p.body, want->client))
		return TT_OPENID_AUDIENCE;
	bad = check_times(p.body, want->now);
	if (bad != TT_OPENID_FINE)
		return bad;
	nonce = tt_json_text(p.body, "nonce");
	if (nonce == NULL || !tt_same_text(nonce, want->nonce))
		return TT_OPENID_NONCE;
	return take_person(a, p.body, who);
}
