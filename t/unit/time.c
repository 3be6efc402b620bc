/* Days and hours of the wall clock, through both changes of the clock. */
#include "core/time.h"
#include "t.h"

static tt_day
day(const char *iso)
{
	tt_day d = { 0 };

	if (!tt_day_parse(iso, &d))
		printf("# %s is no day\n", iso);
	return d;
}

int
main(void)
{
	struct tt_arena *a = tt_arena_new(1 << 20);
	bool same = true;
	int minute;
	tt_day d;

	tt_time_start();
	is_str(tt_time_iso(a, tt_at(day("2025-10-20"), 540)),
	    "2025-10-20T07:00:00Z", "09:00 in summer is 07:00 UTC");
	is_str(tt_time_iso(a, tt_at(day("2025-10-27"), 540)),
	    "2025-10-27T08:00:00Z", "09:00 in winter is 08:00 UTC");
	is_str(tt_time_iso(a, tt_at(day("2026-03-29"), 150)),
	    "2026-03-29T01:30:00Z", "02:30 that does not exist is 03:30");
	is_str(tt_time_iso(a, tt_at(day("2026-10-25"), 150)),
	    "2026-10-25T00:30:00Z", "02:30 that comes twice is the first");
	is_str(tt_time_iso(a, tt_at(day("2026-03-28"), 1440)),
	    "2026-03-28T23:00:00Z", "24:00 is midnight after");
	is_str(tt_time_iso_wall(a, tt_at(day("2026-12-18"), 1020)),
	    "2026-12-18T17:00:00+01:00", "with the zone's offset");
	is(tt_weekday(day("2026-11-24")), 2, "that is a Tuesday");
	ok(!tt_day_parse("1999-12-31", &d), "before 2000 is no day for us");
	ok(!tt_day_parse("2026-02-29", &d), "2026 has no 29 February");
	ok(tt_day_parse("2028-02-29", &d), "2028 has");
	ok(!tt_day_parse("2026-2-9", &d), "a day has two digits each");
	ok(!tt_minute_parse("24:01", &minute), "24:01 is no time");
	ok(tt_minute_parse("24:00", &minute) && minute == 1440, "24:00 is");
	for (int64_t n = day("2000-01-01").n; n < day("2199-12-31").n; n++) {
		struct tt_wall w = tt_day_wall((tt_day){ n });
		tt_day back = tt_day_make(w.year, w.month, w.date);

		same &= back.n == n && tt_day_valid(w.year, w.month, w.date);
	}
	ok(same, "every day of two centuries is itself again");
	same = true;
	for (int64_t n = day("2025-01-01").n; n < day("2031-01-01").n; n++)
		same &= tt_day_of(tt_at((tt_day){ n }, 0)).n == n &&
		    tt_wall(tt_at((tt_day){ n }, 720)).minute == 720;
	ok(same, "midnight and noon of each day are on that day");
	tt_arena_end(a);
	return t_done();
}
