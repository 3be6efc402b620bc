#include <string.h>

#include "model/holiday.h"

#define KINGS_DAY_SINCE 2014
#define SUNDAY 7

enum kind { ON_DATE, AFTER_EASTER };

/* A fixed day of the year, or so many days after Easter Sunday. */
static const struct holiday {
	char      country[3];
	enum kind kind;
	int       month, date;     /* ON_DATE */
	int       days;            /* AFTER_EASTER */
} holidays[] = {
	{ "BE", .kind = ON_DATE, .month = 1, .date = 1 },     /* New Year */
	{ "BE", .kind = AFTER_EASTER, .days = 1 },
	{ "BE", .kind = ON_DATE, .month = 5, .date = 1 },     /* Labour Day */
	{ "BE", .kind = AFTER_EASTER, .days = 39 },           /* Ascension */
	{ "BE", .kind = AFTER_EASTER, .days = 50 },           /* Whit Monday */
	{ "BE", .kind = ON_DATE, .month = 7, .date = 21 },    /* National Day */
	{ "BE", .kind = ON_DATE, .month = 8, .date = 15 },    /* Assumption */
	{ "BE", .kind = ON_DATE, .month = 11, .date = 1 },    /* All Saints */
	{ "BE", .kind = ON_DATE, .month = 11, .date = 11 },   /* Armistice */
	{ "BE", .kind = ON_DATE, .month = 12, .date = 25 },   /* Christmas */
	{ "NL", .kind = ON_DATE, .month = 1, .date = 1 },
	{ "NL", .kind = AFTER_EASTER, .days = 0 },
	{ "NL", .kind = AFTER_EASTER, .days = 1 },
	{ "NL", .kind = AFTER_EASTER, .days = 39 },
	{ "NL", .kind = AFTER_EASTER, .days = 49 },           /* Whit Sunday */
	{ "NL", .kind = AFTER_EASTER, .days = 50 },
	{ "NL", .kind = ON_DATE, .month = 12, .date = 25 },
	{ "NL", .kind = ON_DATE, .month = 12, .date = 26 },
};

tt_day
tt_easter(int year)
{
	/* The method published by Nature in 1876; its letters are kept. */
	int a = year % 19;
	int b = year / 100;
	int c = year % 100;
	int g = (b - (b + 8) / 25 + 1) / 3;
	int h = (19 * a + b - b / 4 - g + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int days = h + l - 7 * m + 114;

	return tt_day_make(year, days / 31, days % 31 + 1);
}

static bool
is_kings_day(const char *country, int year, tt_day day)
{
	tt_day kings;

	if (strcmp(country, "NL") != 0 || year < KINGS_DAY_SINCE)
		return false;
	kings = tt_day_make(year, 4, 27);
	if (tt_weekday(kings) == SUNDAY)
		kings = tt_days_later(kings, -1);
	return day.n == kings.n;
}

bool
tt_holiday(const char *country, tt_day day)
{
	struct tt_wall wall = tt_day_wall(day);
	tt_day easter = tt_easter(wall.year);

	for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++) {
		const struct holiday *h = &holidays[i];

		if (strcmp(h->country, country) != 0)
			continue;
		if (h->kind == AFTER_EASTER ? day.n == easter.n + h->days :
		    h->month == wall.month && h->date == wall.date)
			return true;
	}
	return is_kings_day(country, wall.year, day);
}
