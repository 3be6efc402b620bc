#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/text.h"
#include "core/time.h"

void
tt_time_start(void)
{
	/* The only zone of the program, whatever the machine's own is. */
	setenv("TZ", ":" TT_ZONE, 1);
	tzset();
}

tt_time
tt_time_read(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (tt_time){ ts.tv_sec };
}

int64_t
tt_monotonic_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct tt_wall
tt_wall(tt_time t)
{
	time_t s = t.s;
	struct tm tm;

	localtime_r(&s, &tm);
	return (struct tt_wall){
		.year = tm.tm_year + 1900, .month = tm.tm_mon + 1,
		.date = tm.tm_mday, .weekday = tm.tm_wday == 0 ? 7 : tm.tm_wday,
		.minute = tm.tm_hour * 60 + tm.tm_min, .second = tm.tm_sec,
	};
}

/* Days from civil, after H. Hinnant's public-domain algorithm. */
tt_day
tt_day_make(int year, int month, int date)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
	    date - 1;

	return (tt_day){ era * 146097 + of_era * 365 + of_era / 4 -
	    of_era / 100 + of_year - 719468 };
}

struct tt_wall
tt_day_wall(tt_day d)
{
	int64_t z = d.n + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct tt_wall){
		.year = (int)(yoe + era * 400 + (month <= 2 ? 1 : 0)),
		.month = month, .date = (int)(doy - (153 * mp + 2) / 5 + 1),
		.weekday = tt_weekday(d),
	};
}

int
tt_weekday(tt_day d)
{
	/* 1970-01-01 was a Thursday. */
	int64_t w = (d.n + 3) % 7;

	return (int)(w < 0 ? w + 7 : w) + 1;
}

tt_day
tt_day_of(tt_time t)
{
	struct tt_wall w = tt_wall(t);

	return tt_day_make(w.year, w.month, w.date);
}

/* Seconds that the wall clock is ahead of UTC. */
static int64_t
ahead(int64_t at)
{
	time_t s = at;
	struct tm tm;

	localtime_r(&s, &tm);
	return tm.tm_gmtoff;
}

/*
 * Not mktime: asked for a summer time in winter, it searches for one, and
 * that took more than half of the time of a page with two months.
 */
tt_time
tt_at(tt_day day, int minute)
{
	int64_t wall = day.n * TT_DAY + (int64_t)minute * TT_MINUTE;
	int64_t before = ahead(wall - TT_DAY), after = ahead(wall + TT_DAY);
	int64_t most = before > after ? before : after;

	/* Of two equal wall times the first; one that is left out moves on. */
	if (before == after || ahead(wall - most) == most)
		return (tt_time){ wall - most };
	return (tt_time){ wall - (before + after - most) };
}

int
tt_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

bool
tt_day_valid(int year, int month, int date)
{
	return year >= 2000 && year <= 2199 && month >= 1 && month <= 12 &&
	    date >= 1 && date <= tt_month_days(year, month);
}

static bool
digits(const char *s, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (!tt_is_digit(s[i]))
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

bool
tt_day_parse(const char *s, tt_day *out)
{
	int year, month, date;

	if (!digits(s, 4, &year) || s[4] != '-' || !digits(s + 5, 2, &month) ||
	    s[7] != '-' || !digits(s + 8, 2, &date) || s[10] != '\0' ||
	    !tt_day_valid(year, month, date))
		return false;
	*out = tt_day_make(year, month, date);
	return true;
}

char *
tt_day_iso(struct tt_arena *a, tt_day d)
{
	struct tt_wall w = tt_day_wall(d);

	return tt_printf(a, "%04d-%02d-%02d", w.year, w.month, w.date);
}

bool
tt_minute_parse(const char *s, int *out)
{
	int hour, minute;

	if (!digits(s, 2, &hour) || s[2] != ':' || !digits(s + 3, 2, &minute))
		return false;
	/* Browsers may add seconds of zero to a time field. */
	if (s[5] != '\0' && !tt_eq(s + 5, ":00"))
		return false;
	if (minute > 59 || hour * 60 + minute > 1440)
		return false;
	*out = hour * 60 + minute;
	return true;
}

char *
tt_minute_text(struct tt_arena *a, int minute)
{
	return tt_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

char *
tt_time_iso(struct tt_arena *a, tt_time t)
{
	time_t s = t.s;
	struct tm tm;

	gmtime_r(&s, &tm);
	return tt_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec);
}

char *
tt_time_iso_wall(struct tt_arena *a, tt_time t)
{
	time_t s = t.s;
	struct tm tm;
	long off;

	localtime_r(&s, &tm);
	off = tm.tm_gmtoff / 60;
	return tt_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02ld:%02ld",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec, off < 0 ? '-' : '+', labs(off) / 60,
	    labs(off) % 60);
}
