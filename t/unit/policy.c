/* Cancellation: the domain's vectors 1-12, as decision 24 settles them. */
#include "model/policy.h"
#include "t.h"

static tt_time
at(const char *day, int hour, int minute, int second)
{
	tt_day d = { 0 };

	tt_day_parse(day, &d);
	return tt_later(tt_at(d, hour * 60 + minute), second);
}

static int64_t
back(tt_time starts, tt_time now, int64_t price)
{
	struct tt_back b = tt_back_of(TT_POLICY_NOW, starts,
	    (tt_money){ price });
	tt_money m;

	return tt_back_at(&b, now, &m) ? m.cents : -1;
}

static void
friday_at_ten(void)
{
	tt_time fri = at("2025-10-17", 10, 0, 0);

	is(back(fri, at("2025-10-15", 9, 0, 0), 36000), 36000,
	    "two days before: everything");
	is(back(fri, at("2025-10-15", 15, 0, 0), 36000), 36000,
	    "in an afternoon, two days before: everything");
	is(back(fri, at("2025-10-16", 10, 0, 0), 36000), 36000,
	    "exactly 24 hours before is in time");
	is(back(fri, at("2025-10-16", 10, 0, 1), 36000), 18000,
	    "a second later is not");
	is(back(fri, at("2025-10-16", 12, 0, 0), 36000), 18000,
	    "noon of the day before: half");
	is(back(fri, at("2025-10-17", 9, 59, 59), 36000), 18000,
	    "a second before the start: half");
	is(back(fri, at("2025-10-17", 10, 0, 0), 36000), -1,
	    "at the start it is too late");
	is(back(fri, at("2025-10-17", 14, 0, 0), 36000), -1,
	    "during it, too");
}

static void
friday_at_four(void)
{
	tt_time fri = at("2025-10-17", 16, 0, 0);

	is(back(fri, at("2025-10-16", 11, 59, 59), 36000), 36000,
	    "before noon, 28 hours before: everything");
	is(back(fri, at("2025-10-16", 12, 0, 0), 36000), 18000,
	    "noon itself is late");
	is(back(fri, at("2025-10-16", 13, 30, 0), 36000), 18000,
	    "27 hours before but after noon: half, in Belgian time");
}

static void
clock_change(void)
{
	tt_time sun = at("2025-10-26", 10, 0, 0);

	is(sun.s - at("2025-10-25", 10, 0, 0).s, 25 * TT_HOUR,
	    "that day has 25 hours");
	is(back(sun, at("2025-10-25", 11, 0, 0), 1000), 1000,
	    "11:00 the day before is exactly 24 hours");
	is(back(sun, at("2025-10-25", 11, 1, 0), 1000), 500,
	    "11:01 is less");
}

static void
odd_cents(void)
{
	tt_time fri = at("2025-10-17", 10, 0, 0);
	tt_time late = at("2025-10-16", 15, 0, 0);

	is(back(fri, late, 2505), 1253, "half of 25.05: the odd cent is the owner's");
	is(back(fri, late, 3333), 1667, "half of 33.33");
	is(back(fri, late, 1), 1, "half of a cent");
}

static void
clocks(void)
{
	tt_time noon = at("2026-11-24", 12, 0, 0);
	tt_time in_a_week = at("2026-12-01", 12, 0, 0);

	is(tt_answer_by(noon, in_a_week, 120).s, noon.s + 24 * TT_HOUR,
	    "an answer within 24 hours");
	is(tt_answer_by(noon, tt_later(noon, 25 * TT_HOUR), 120).s,
	    noon.s + 23 * TT_HOUR, "but before the notice of the start");
	is(tt_answer_by(noon, tt_later(noon, 20 * TT_HOUR), 120).s,
	    noon.s + 2 * TT_HOUR, "within 2 hours when it starts within 24");
	is(tt_answer_by(noon, tt_later(noon, TT_HOUR), 0).s,
	    noon.s + TT_HOUR, "never after the start");
	is(tt_pay_by(noon, in_a_week).s, noon.s + 24 * TT_HOUR,
	    "a day to pay");
	is(tt_pay_by(noon, tt_later(noon, 5 * TT_HOUR)).s,
	    noon.s + 4 * TT_HOUR, "until an hour before the start");
	is(tt_pay_by(noon, tt_later(noon, TT_HOUR)).s,
	    noon.s + 15 * TT_MINUTE, "at least a quarter of an hour");
}

int
main(void)
{
	tt_time_start();
	friday_at_ten();
	friday_at_four();
	clock_change();
	odd_cents();
	clocks();
	return t_done();
}
