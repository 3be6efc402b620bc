/*
 * Who is staff, and with which roles. The first is made by `tailtribe user`;
 * after that a super admin grants and revokes, never their own.
 */
#ifndef TT_STAFF_H
#define TT_STAFF_H

#include "core/ctx.h"
#include "db/db.h"

struct tt_staffer {
	int64_t     id;
	const char *email, *first_name, *last_name, *staff;
	bool        two_steps;
	tt_time     seen;                /* of a live session, 0: none */
};
/* All of staff, by name; at most 100. */
struct tt_rows tt_admin_staff(struct tt_ctx *);
const struct tt_staffer *tt_admin_staffer(struct tt_ctx *, int64_t id);
/* 0: nobody has that address. */
int64_t tt_admin_id_of(struct tt_ctx *, const char *email);

/*
 * Give somebody these roles (words by blanks, "" takes all away); every
 * session of theirs ends. TT_ABSENT: nobody. TT_INVALID: not roles, or the
 * address is not confirmed. TT_REFUSED: oneself, or the right is missing.
 */
enum tt_outcome tt_staff_set(struct tt_ctx *, int64_t id, const char *roles,
    int64_t by);

#endif
