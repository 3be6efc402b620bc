/*
 * Who somebody is at the OpenID provider.
 *
 * An identity is an issuer and a subject, never an address: addresses change
 * hands. A person has one identity of an issuer. Whoever comes back from the
 * provider and is known by no identity is a guest: they make an account, or
 * prove by its password or a mailed link that one is theirs.
 *
 * The browser keeps one secret in a cookie; all else is kept here.
 */
#ifndef TT_IDENTITY_H
#define TT_IDENTITY_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/user.h"

#define TT_WAY_LASTS   (10 * TT_MINUTE)
#define TT_GUEST_LASTS (30 * TT_MINUTE)

/* ---- a way to the provider and back ---------------------------------------- */

struct tt_way {
	const char *nonce, *verifier, *lang, *next;
	int64_t     user_id;            /* who wants to link it, or 0 */
};
/* Begin one that `state` names, from the browser with that secret. */
void tt_way_begin(struct tt_ctx *, const char *state, const char *browser,
    const struct tt_way *);
/* Use it: once, from the same browser, in time; else NULL. */
const struct tt_way *tt_way_use(struct tt_ctx *, const char *state,
    const char *browser);

/* ---- identities ------------------------------------------------------------ */

struct tt_identity { const char *email; tt_time created; };
/* Whose it is; 0 for nobody's. */
int64_t tt_identity_owner(struct tt_ctx *, const char *issuer,
    const char *subject);
/* A person's at an issuer; NULL for none. */
const struct tt_identity *tt_identity_of(struct tt_ctx *, int64_t user,
    const char *issuer);
/* Link it; a mail tells. TT_TAKEN: somebody has it, or has another. */
enum tt_outcome tt_identity_add(struct tt_ctx *, int64_t user,
    const char *issuer, const char *subject, const char *email);
/* TT_REFUSED: there is no password to log in with then. TT_ABSENT. */
enum tt_outcome tt_identity_remove(struct tt_ctx *, int64_t user,
    const char *issuer);

/* ---- guests ---------------------------------------------------------------- */

struct tt_guest {
	const char *hash, *issuer, *subject, *email, *first_name, *last_name,
	           *next;
};
/* Keep one; the secret for their cookie. */
const char *tt_guest_new(struct tt_ctx *, const struct tt_guest *);
const struct tt_guest *tt_guest_find(struct tt_ctx *, const char *secret);
/* They have shown that `user` is theirs: link it, and they are no guest. */
enum tt_outcome tt_guest_prove(struct tt_ctx *, const struct tt_guest *,
    int64_t user);
/* An account for them, confirmed and without a password. TT_TAKEN: there is
 * one of this address, or this identity has one, by now. */
enum tt_outcome tt_guest_register(struct tt_ctx *, const struct tt_guest *,
    const struct tt_register *, bool owner, int64_t *id);
/* Mail the account of that address a link that links the two; three an hour.
 * TT_REFUSED, TT_ABSENT. */
enum tt_outcome tt_guest_ask(struct tt_ctx *, const struct tt_guest *);

/* What such a link would link; NULL: it works no more. */
struct tt_identity_link { int64_t user_id; const char *email, *detail; };
const struct tt_identity_link *tt_identity_link(struct tt_ctx *,
    const char *secret);
/* The address at the provider in it. */
const char *tt_identity_link_email(struct tt_ctx *,
    const struct tt_identity_link *);
/* Use it. TT_ABSENT, TT_TAKEN; else *user is whose account it is. */
enum tt_outcome tt_identity_link_use(struct tt_ctx *, const char *secret,
    int64_t *user);

#endif
