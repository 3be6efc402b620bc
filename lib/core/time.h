/*
 * Time. Instants are UTC seconds; days and hours are those of the wall clock
 * in Europe/Brussels (Europe/Amsterdam keeps the same), read from tzdata.
 *
 * A day is a number of days since 1970-01-01 of the civil calendar and says
 * nothing about hours. Intervals are half open: [starts, ends).
 */
#ifndef TT_TIME_H
#define TT_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"

typedef struct tt_time { int64_t s; } tt_time;   /* UTC seconds since 1970 */
typedef struct tt_day { int64_t n; } tt_day;     /* days since 1970-01-01 */

#define TT_ZONE   "Europe/Brussels"
#define TT_MINUTE 60
#define TT_HOUR   3600
#define TT_DAY    86400

/* A day and a minute of the wall clock. */
struct tt_wall {
	int year, month, date;      /* 2026, 1..12, 1..31 */
	int weekday;                /* 1 Monday .. 7 Sunday */
	int minute;                 /* 0..1439 */
	int second;
};

/* Call once per program, before anything else of this file. */
void tt_time_start(void);

/* The clock of the machine. Handlers use cx->now instead. */
tt_time tt_time_read(void);
/* Milliseconds of a clock that never jumps; for durations. */
int64_t tt_monotonic_ms(void);

struct tt_wall tt_wall(tt_time);

/*
 * The instant of a wall time. minute may be 1440 or more and runs into the
 * next days. A time that the clock skips in spring is the same number of
 * minutes after midnight counted on, 02:30 -> 03:30; one that comes twice in
 * autumn is the first.
 */
tt_time tt_at(tt_day, int minute);

tt_day tt_day_of(tt_time);                       /* of the wall clock */
tt_day tt_day_make(int year, int month, int date);
struct tt_wall tt_day_wall(tt_day);              /* at minute 0 */
int tt_weekday(tt_day);                          /* 1 Monday .. 7 Sunday */
bool tt_day_valid(int year, int month, int date);
int tt_month_days(int year, int month);

/* "2026-12-18"; false when it is not a day from 2000 to 2199. */
bool tt_day_parse(const char *, tt_day *);
char *tt_day_iso(struct tt_arena *, tt_day);
/* "17:00" or "24:00" -> minutes of the day, 0..1440. */
bool tt_minute_parse(const char *, int *);
char *tt_minute_text(struct tt_arena *, int minute);
/* "2026-12-18T17:00:00Z", and "…+01:00" of the wall clock. */
char *tt_time_iso(struct tt_arena *, tt_time);
char *tt_time_iso_wall(struct tt_arena *, tt_time);

static inline tt_time
tt_later(tt_time t, int64_t seconds)
{
	return (tt_time){ t.s + seconds };
}

static inline tt_day
tt_days_later(tt_day d, int64_t days)
{
	return (tt_day){ d.n + days };
}

static inline tt_time
tt_earlier_of(tt_time a, tt_time b)
{
	return a.s < b.s ? a : b;
}

#endif
