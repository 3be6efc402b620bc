/* What a provider publishes, and what it answers to a code. */
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "net/openid.h"
#include "net/openid_json.h"

#define URL_CHARS   1000
#define TOKEN_CHARS ((size_t)16 << 10)
#define ID_CHARS    200
#define N_LEAST     256     /* bytes: 2048 bits */
#define N_MOST      1024

/* Bytes of an address up to the end of its host. */
static size_t
origin_n(const char *url)
{
	const char *host = strstr(url, "://");

	return host == NULL ? 0 : (size_t)(host - url) + 3 +
	    strcspn(host + 3, "/?#");
}

/*
 * An address that may be called: https, or this machine when the configuration
 * itself names it as the issuer. Nothing in it but what an address is made of.
 */
static const char *
address(struct json_object *o, const char *key, const char *issuer)
{
	const char *s = tt_json_text(o, key);

	if (s == NULL || strlen(s) > URL_CHARS)
		return NULL;
	for (const char *p = s; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~' || strchr("\"<>\\^`{|}#@", *p) !=
		    NULL)
			return NULL;
	if (tt_starts(s, "https://"))
		return s;
	return !tt_starts(issuer, "https://") && origin_n(s) ==
	    origin_n(issuer) && strncmp(s, issuer, origin_n(issuer)) == 0 ?
	    s : NULL;
}

bool
tt_openid_read_site(struct tt_arena *a, const char *text, size_t n,
    const char *issuer, struct tt_openid_site *site)
{
	struct json_object *o = tt_json_object(a, text, n);
	const char *says = tt_json_text(o, "issuer");

	if (says == NULL || !tt_eq(says, issuer))
		return false;
	site->authorize = address(o, "authorization_endpoint", issuer);
	site->token = address(o, "token_endpoint", issuer);
	site->keys = address(o, "jwks_uri", issuer);
	/* People are sent to the issuer itself and nowhere else. */
	return site->authorize != NULL && site->token != NULL &&
	    site->keys != NULL &&
	    origin_n(site->authorize) == origin_n(issuer) &&
	    strncmp(site->authorize, issuer, origin_n(issuer)) == 0;
}

static bool
says(struct json_object *o, const char *key, const char *word, bool or_absent)
{
	const char *s = tt_json_text(o, key);

	if (s == NULL)
		return or_absent && !json_object_object_get_ex(o, key, NULL);
	return tt_eq(s, word);
}

static bool
read_key(struct tt_arena *a, struct json_object *o, struct tt_openid_key *k)
{
	const char *n = tt_json_text(o, "n"), *e = tt_json_text(o, "e");

	k->id = tt_json_text(o, "kid");
	if (!says(o, "kty", "RSA", false) || !says(o, "use", "sig", true) ||
	    !says(o, "alg", "RS256", true) || n == NULL || e == NULL ||
	    k->id == NULL || k->id[0] == '\0' || strlen(k->id) > ID_CHARS ||
	    strlen(n) > N_MOST * 2 || strlen(e) > 8)
		return false;
	k->n = tt_unbase64(a, n, strlen(n), &k->n_size);
	k->e = tt_unbase64(a, e, strlen(e), &k->e_size);
	return k->n != NULL && k->e != NULL && k->n_size >= N_LEAST &&
	    k->n_size <= N_MOST && k->n[0] >= 0x80 && k->e_size >= 3 &&
	    (k->e[k->e_size - 1] & 1) == 1;
}

bool
tt_openid_read_keys(struct tt_arena *a, const char *text, size_t n,
    struct tt_openid_keys *keys)
{
	struct json_object *o = tt_json_object(a, text, n), *list;

	keys->n = 0;
	if (o == NULL || !json_object_object_get_ex(o, "keys", &list) ||
	    !json_object_is_type(list, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(list) &&
	    keys->n < TT_OPENID_KEYS; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (json_object_is_type(one, json_type_object) &&
		    read_key(a, one, &keys->v[keys->n]))
			keys->n++;
	}
	return keys->n > 0;
}

const char *
tt_openid_read_answer(struct tt_arena *a, const char *text, size_t n)
{
	struct json_object *o = tt_json_object(a, text, n);
	const char *token = tt_json_text(o, "id_token");
	const char *type = tt_json_text(o, "token_type");

	if (token == NULL || strlen(token) > TOKEN_CHARS || type == NULL ||
	    !tt_eq_nocase(type, "Bearer"))
		return NULL;
	return token;
}
