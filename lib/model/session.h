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
#include "db/db.h"

struct tt_user {
	int64_t     id;
	const char *email, *first_name, *last_name;
	const char *lang;
	bool        is_owner, is_caregiver;
	const char *staff;              /* "" or roles by blanks: right.h */
	tt_time     verified;           /* of the e-mail; 0 s: not yet */
	bool        two_steps;          /* logs in with a code as well */
	tt_time     closing;            /* to be erased then; 0 s: no */
	const char *postcode, *town;    /* "" until told */
};

struct tt_session {
	const char *hash;               /* SHA-256 of the secret, hexadecimal */
	int64_t     user_id;
	tt_time     created, seen;
	const char *device;             /* as the browser says, or "" */
	const char *address;            /* of the last use, "192.0.2.7" */
	const char *note;               /* to be shown once, "" for none */
	tt_time     proved;             /* when the password was last given */
	int64_t     viewing;            /* whom staff look on as, or 0: view.h */
	tt_time     view_until;
	const char *ticket;
};

/* The live session of a cookie's secret and its user; NULL for none. */
const struct tt_session *tt_session_find(struct tt_ctx *, const char *secret,
    const struct tt_user **);
/*
 * A new one; returns the secret for the cookie. Of `device`, a User-Agent, 200
 * bytes are kept. The first one of an unknown name that is not the user's very
 * first is told by mail.
 */
const char *tt_session_new(struct tt_ctx *, int64_t user_id,
    const char *device, const char *address);
/* A user's live ones, the last used first: struct tt_session, at most 50. */
struct tt_rows tt_sessions_of(struct tt_ctx *, const struct tt_user *);
void tt_session_end(struct tt_ctx *, const char *hash);
/* End all of a user's but `but` ("" ends all). */
void tt_session_end_others(struct tt_ctx *, int64_t user_id,
    const char *but);
/* TT_ABSENT: the user has no such session. */
enum tt_outcome tt_session_end_own(struct tt_ctx *, int64_t user_id,
    const char *hash);
/* The same by the user, who can read it later. */
void tt_session_end_rest(struct tt_ctx *, int64_t user_id, const char *but);
/* Write `seen`, a caregiver's too, and the address when `seen` is over a
 * minute old. */
void tt_session_touch(struct tt_ctx *, const struct tt_session *,
    const char *address);
/* "Firefox, Windows" of a User-Agent; "" when it says neither. Pure. */
const char *tt_device_name(struct tt_arena *, const char *agent);
/* Set or clear the note. */
void tt_session_note(struct tt_ctx *, const char *hash, const char *note);

#endif
