/*
 * Logging in by an OpenID Connect provider: the code flow with PKCE (RFC 6749,
 * RFC 7636, OpenID Connect Core 1.0). The issuer is conf->openid_issuer.
 *
 * Somebody begins a way: three secrets are made (`state` and `verifier` and
 * `nonce`), kept by the caller, and the browser is sent to tt_openid_address.
 * It comes back with a code; tt_openid_ask exchanges that for an ID token and
 * says who it is.
 *
 * What the provider publishes (its addresses and keys) is kept in the process
 * for an hour. A token signed by a key that is not known makes us look again,
 * at most once a minute. After a call that failed, none is made for five
 * seconds: a provider that hangs must not hold those who have a password.
 */
#ifndef TT_OPENID_H
#define TT_OPENID_H

#include "core/ctx.h"

#define TT_OPENID_KEYS 16

/* Where the provider is spoken to. */
struct tt_openid_site { const char *authorize, *token, *keys; };

/* An RSA key: what calls it, modulus, exponent. */
struct tt_openid_key {
	const char          *id;
	const unsigned char *n, *e;
	size_t               n_size, e_size;
};
struct tt_openid_keys {
	size_t               n;
	struct tt_openid_key v[TT_OPENID_KEYS];
};

/* What a token must say. */
struct tt_openid_want {
	const char *issuer, *client, *nonce;
	tt_time     now;
};

/* Whom it names. "" for what it does not tell. */
struct tt_openid_person {
	const char *subject, *email, *first_name, *last_name;
	bool        email_verified;
};

enum tt_openid_verdict {
	TT_OPENID_FINE,
	TT_OPENID_MALFORMED,    /* no token, or twice the same key in it */
	TT_OPENID_ALGORITHM,    /* anything but RS256 */
	TT_OPENID_KEY,          /* signed by a key that is not published */
	TT_OPENID_SIGNATURE,
	TT_OPENID_ISSUER,
	TT_OPENID_AUDIENCE,     /* it is for somebody else */
	TT_OPENID_EXPIRED,
	TT_OPENID_FUTURE,
	TT_OPENID_NONCE,        /* it is for another way */
	TT_OPENID_SUBJECT,
	TT_OPENID_AWAY,         /* the provider does not answer */
	TT_OPENID_REFUSED,      /* it does not take the code */
};
extern const char *const tt_openid_verdicts[];   /* for the log */

/* ---- reading: pure, each with a fuzzer ------------------------------------ */

/* False: not a description of `issuer`, or it leads where it must not. */
bool tt_openid_read_site(struct tt_arena *, const char *text, size_t n,
    const char *issuer, struct tt_openid_site *);
/* The RSA keys that sign with RS256; others are left out. */
bool tt_openid_read_keys(struct tt_arena *, const char *text, size_t n,
    struct tt_openid_keys *);
/* The ID token in the answer to a code; NULL for none. */
const char *tt_openid_read_answer(struct tt_arena *, const char *text,
    size_t n);
/* Whether a token is right, and whom it names. */
enum tt_openid_verdict tt_openid_check(struct tt_arena *, const char *token,
    const struct tt_openid_keys *, const struct tt_openid_want *,
    struct tt_openid_person *);

/* ---- the way -------------------------------------------------------------- */

/* Whether the configuration names a provider. */
bool tt_openid_on(const struct tt_conf *);
/* Where the browser is to come back to. */
const char *tt_openid_back(struct tt_ctx *);
/* The address to send the browser to; NULL: the provider does not answer. */
const char *tt_openid_address(struct tt_ctx *, const char *state,
    const char *nonce, const char *verifier);
/* Who came back with `code`. Never inside a transaction. */
enum tt_openid_verdict tt_openid_ask(struct tt_ctx *, const char *code,
    const char *verifier, const char *nonce, struct tt_openid_person *);

#endif
