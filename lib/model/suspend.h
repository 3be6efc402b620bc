/*
 * Members whom staff keep out for a while, owners and caregivers alike: they
 * are logged out, cannot log in, are not found and cannot be asked. Bookings
 * that are agreed stay, and the mails about them too. It ends on the morning
 * that was said, or sooner when staff say so.
 *
 * A caregiver's profile alone is suspended by model/approve.h.
 */
#ifndef TT_SUSPEND_H
#define TT_SUSPEND_H

#include "model/approve.h"

struct tt_suspension {
	tt_time     until;             /* 0 s: is not suspended */
	const char *reason;
};
/* NULL: there is no such member. */
const struct tt_suspension *tt_suspension_of(struct tt_ctx *, int64_t user);

/*
 * By `staff`, until the morning of a day, with a reason of TT_REASON_MIN to
 * TT_REASON_MAX characters that the member reads. One that is suspended gets
 * the new day.
 */
enum tt_hurdle tt_suspend(struct tt_ctx *, int64_t user, int64_t staff,
    tt_day until, const char *reason);
/* Who may suspend for a week only does not end what is longer. */
enum tt_hurdle tt_suspend_end(struct tt_ctx *, int64_t user, int64_t staff);
/* The clock: those that are over end; how many. */
int64_t tt_suspend_tick(struct tt_ctx *);

#endif
