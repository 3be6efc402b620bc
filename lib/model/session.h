/*
 * Sessions: who somebody is, from the secret in their cookie.
 *
 * The cookie holds 32 random bytes; the table holds their SHA-256, so that a
 * stolen database opens nothing. A member's session ends 30 days after its
 * last use, a staff member's after 15 minutes idle or 8 hours. `seen` is
 * written at most once a minute.
 */
#ifndef TT_SESSION_H
#define TT_SESSION_H

#include "core/ctx.h"

struct tt_user {
	int64_t     id;
	const char *email, *first_name, *last_name;
	const char *lang;
	bool        is_owner, is_caregiver;
	const char *staff;              /* "" or a staff role */
	tt_time     verified;           /* of the e-mail; 0 s: not yet */
	const char *postcode, *town;    /* "" until told */
};

struct tt_session {
	const char *hash;               /* SHA-256 of the secret, hexadecimal */
	int64_t     user_id;
	tt_time     created, seen;
	const char *note;               /* to be shown once, "" for none */
};

/* The live session of a cookie's secret and its user; NULL for none. */
const struct tt_session *tt_session_find(struct tt_ctx *, const char *secret,
    const struct tt_user **);
/* A new one; returns the secret for the cookie. `device` is at most 200 bytes. */
const char *tt_session_new(struct tt_ctx *, int64_t user_id,
    const char *device);
void tt_session_end(struct tt_ctx *, const char *hash);
/* End all of a user's but `but` ("" ends all). */
void tt_session_end_others(struct tt_ctx *, int64_t user_id,
    const char *but);
/* Write `seen` when it is over a minute old. */
void tt_session_touch(struct tt_ctx *, const struct tt_session *);
/* Set or clear the note. */
void tt_session_note(struct tt_ctx *, const char *hash, const char *note);

#endif
