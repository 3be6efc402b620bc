#include <assert.h>

#include "model/policy.h"

/* Version 1 of the policy. */
#define ALL_HOURS   24
#define NOON_MINUTE (12 * 60)

struct tt_back
tt_back_of(int64_t policy, tt_time starts, tt_money price)
{
	tt_day before = tt_days_later(tt_day_of(starts), -1);
	tt_time noon = tt_at(before, NOON_MINUTE);
	/* Exactly 24 h before is in time; noon itself is late. */
	tt_time day = tt_later(starts, -ALL_HOURS * TT_HOUR + 1);

	assert(policy == TT_POLICY_NOW);
	return (struct tt_back){
		.all_until = tt_earlier_of(day, noon), .half_until = starts,
		.all = price,
		/* The odd cent goes to the owner. */
		.part = { price.cents - price.cents / 2 },
	};
}

bool
tt_back_at(const struct tt_back *b, tt_time now, tt_money *back)
{
	*back = (tt_money){ 0 };
	if (now.s >= b->half_until.s)
		return false;
	*back = now.s < b->all_until.s ? b->all : b->part;
	return true;
}

tt_time
tt_answer_by(tt_time asked, tt_time starts, int64_t notice_min)
{
	tt_time last;

	if (starts.s - asked.s <= 24 * TT_HOUR)
		last = tt_earlier_of(tt_later(asked, 2 * TT_HOUR), starts);
	else
		last = tt_earlier_of(tt_later(asked, 24 * TT_HOUR),
		    tt_later(starts, -notice_min * TT_MINUTE));
	return last;
}

tt_time
tt_pay_by(tt_time accepted, tt_time starts)
{
	tt_time last = tt_earlier_of(tt_later(accepted, 24 * TT_HOUR),
	    tt_later(starts, -TT_HOUR));

	/*
	 * A booking that starts within the hour: there must be some time to
	 * pay, and it may not go past the start.
	 */
	if (last.s < accepted.s + 15 * TT_MINUTE)
		last = tt_earlier_of(tt_later(accepted, 15 * TT_MINUTE),
		    starts);
	return last;
}
