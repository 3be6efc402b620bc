/*
 * Closing an account: asked for with the password, confirmed by a mailed
 * link, undone by logging in during thirty days, and then for good
 * (model/personal.h).
 */
#ifndef TT_CLOSE_H
#define TT_CLOSE_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/approve.h"

#define TT_CLOSE_DAYS 30

/* What keeps an account open: each has a sentence (N_()). */
struct tt_close_bar { const char *says; int64_t n; };
/* Rows of struct tt_close_bar; none: it may be closed. */
struct tt_rows tt_close_bars(struct tt_ctx *, int64_t user);

/* Mail the link. TT_REFUSED: there is a bar. */
enum tt_outcome tt_close_ask(struct tt_ctx *, int64_t user);
/* Use the link: hidden and logged out from now on, erased in thirty days.
 * TT_ABSENT: it does not work (any more). TT_REFUSED: there is a bar. */
enum tt_outcome tt_close_confirm(struct tt_ctx *, const char *secret);
/* Inside a transaction, when nothing bars it; `reason` of staff, or NULL. */
void tt_close_now(struct tt_ctx *, int64_t user, const char *reason);
/* It goes on. TT_ABSENT: it was not closing. */
enum tt_outcome tt_close_undo(struct tt_ctx *, int64_t user);

/*
 * Staff close it for somebody who asks by mail, or has to go. A super admin
 * may alone; of admins one asks, which waits here, and another agrees. The
 * same thirty days, in which the member can log in and keep it. *asked: it
 * waits for the second person now.
 */
struct tt_close_request {
	int64_t     by_id;
	const char *first_name, *last_name, *reason;     /* of who asked */
	tt_time     asked;
};
/* NULL: nobody has asked. */
const struct tt_close_request *tt_close_request_of(struct tt_ctx *,
    int64_t user);
enum tt_hurdle tt_close_by_staff(struct tt_ctx *, int64_t user,
    int64_t staff, const char *reason, bool *asked);

/* Erase who is due, at most 20; how many. What still has a bar waits a day. */
int64_t tt_close_due(struct tt_ctx *);
/* Who was erased: rows of struct tt_stone. */
struct tt_stone { int64_t user_id; tt_time asked; };
struct tt_rows tt_close_stones(struct tt_ctx *);
/* After a backup was put back: somebody who was erased is so again. */
enum tt_outcome tt_close_again(struct tt_ctx *, int64_t user, tt_time asked);

#endif
