#include "model/holiday.h"
#include "t.h"

static void
easter(int year, int month, int date)
{
	char name[32];

	snprintf(name, sizeof name, "Easter of %d", year);
	is(tt_easter(year).n, tt_day_make(year, month, date).n, name);
}

static void
known_easters(void)
{
	easter(1954, 4, 18);
	easter(1981, 4, 19);
	easter(2000, 4, 23);
	easter(2024, 3, 31);
	easter(2025, 4, 20);
	easter(2026, 4, 5);
	easter(2027, 3, 28);
	easter(2028, 4, 16);
	easter(2029, 4, 1);
	easter(2030, 4, 21);
	easter(2038, 4, 25);
	easter(2049, 4, 18);
	easter(2285, 3, 22);
}

static int
holidays_in(const char *country, int year)
{
	tt_day day = tt_day_make(year, 1, 1);
	int n = 0;

	for (; tt_day_wall(day).year == year; day = tt_days_later(day, 1))
		n += tt_holiday(country, day);
	return n;
}

static void
every_year(void)
{
	for (int year = 2024; year <= 2030; year++) {
		/* In 2008 Ascension was on 1 May; not in these years. */
		is(holidays_in("BE", year), 10, "Belgium has ten");
		is(holidays_in("NL", year), 9, "the Netherlands have nine");
		is(holidays_in("FR", year), 0, "France has none of ours");
	}
	is(holidays_in("BE", 2008), 9, "two on one day are one");
}

static const struct {
	const char *country, *name;
	int year, month, date;
	bool holiday;
} days[] = {
	{ "BE", "Easter Monday 2024", 2024, 4, 1, true },
	{ "BE", "Ascension 2024", 2024, 5, 9, true },
	{ "BE", "Whit Monday 2024", 2024, 5, 20, true },
	{ "BE", "Easter Monday 2025", 2025, 4, 21, true },
	{ "BE", "Ascension 2025", 2025, 5, 29, true },
	{ "BE", "Whit Monday 2025", 2025, 6, 9, true },
	{ "BE", "Easter Monday 2026", 2026, 4, 6, true },
	{ "BE", "Ascension 2026", 2026, 5, 14, true },
	{ "BE", "Whit Monday 2026", 2026, 5, 25, true },
	{ "BE", "Ascension 2027", 2027, 5, 6, true },
	{ "BE", "Whit Monday 2028", 2028, 6, 5, true },
	{ "BE", "Ascension 2029", 2029, 5, 10, true },
	{ "BE", "Whit Monday 2030", 2030, 6, 10, true },
	{ "BE", "National Day", 2026, 7, 21, true },
	{ "BE", "Assumption", 2027, 8, 15, true },
	{ "BE", "All Saints", 2028, 11, 1, true },
	{ "BE", "Armistice", 2029, 11, 11, true },
	{ "BE", "Boxing Day is none in Belgium", 2026, 12, 26, false },
	{ "BE", "nor is King's Day", 2026, 4, 27, false },
	{ "BE", "Easter Sunday is no legal holiday", 2026, 4, 5, false },
	{ "BE", "an ordinary Tuesday", 2026, 3, 3, false },
	{ "NL", "Easter Sunday", 2026, 4, 5, true },
	{ "NL", "Whit Sunday", 2026, 5, 24, true },
	{ "NL", "King's Day 2024", 2024, 4, 27, true },
	{ "NL", "King's Day 2025 is a day early", 2025, 4, 26, true },
	{ "NL", "because 27 April was a Sunday", 2025, 4, 27, false },
	{ "NL", "King's Day 2026", 2026, 4, 27, true },
	{ "NL", "second Christmas Day", 2026, 12, 26, true },
	{ "NL", "Labour Day is none in the Netherlands", 2026, 5, 1, false },
	{ "NL", "nor is Good Friday", 2026, 4, 3, false },
	{ "NL", "nor All Saints", 2026, 11, 1, false },
};

int
main(void)
{
	tt_time_start();
	known_easters();
	every_year();
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		is(tt_holiday(days[i].country, tt_day_make(days[i].year,
		    days[i].month, days[i].date)), days[i].holiday,
		    days[i].name);
	return t_done();
}
