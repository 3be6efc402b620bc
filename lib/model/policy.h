/*
 * What somebody who cancels gets back (decision 24), and the clocks of a
 * booking (decision 20). Pure functions; the constants stand here alone.
 *
 * A policy is data with a version, and the version is frozen on the booking.
 * Version 1: all of it while at least 24 h remain and it is before 12:00
 * (wall clock) of the day before the start; half until the start; then
 * nothing. The odd cent goes to the owner.
 */
#ifndef TT_POLICY_H
#define TT_POLICY_H

#include "core/ctx.h"

#define TT_POLICY_NOW 1
/* The version of the text somebody agrees to for off-leash walks. */
#define TT_OFF_LEASH_NOW "2026-11"

struct tt_back {
	tt_time  all_until;      /* before this instant: everything */
	tt_time  half_until;     /* before this: the part; the start */
	tt_money all, part;      /* what comes back in each */
};

struct tt_back tt_back_of(int64_t policy, tt_time starts, tt_money price);

/* What comes back when cancelled at `now`. False when it is too late to. */
bool tt_back_at(const struct tt_back *, tt_time now, tt_money *back);

/* min(24 h, start - notice), but 2 h when it starts within 24 h. */
tt_time tt_answer_by(tt_time asked, tt_time starts, int64_t notice_min);
/* min(24 h, start - 1 h). */
tt_time tt_pay_by(tt_time accepted, tt_time starts);

#define TT_AUTO_COMPLETE (24 * TT_HOUR)     /* after the end */
#define TT_DISPUTE       (48 * TT_HOUR)     /* after completion */
#define TT_REVIEW        (14 * TT_DAY)      /* after completion */

#endif
