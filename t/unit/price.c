/* What a booking costs: the domain's vectors 15-20, and units and days. */
#include "model/price.h"
#include "t.h"

static const struct tt_offer walk25 = { .code = "walk", .price = { 2500 },
    .extra_pet = { 500 }, .weekend = { 300 }, .holiday = { 1000 } };
static const struct tt_offer walk15 = { .code = "walk", .price = { 1500 } };
static const struct tt_offer board = { .code = "boarding", .price = { 3200 },
    .extra_pet = { 1200 }, .weekend = { 400 }, .holiday = { 900 } };
static const struct tt_offer day = { .code = "day-care", .price = { 2200 } };
static const struct tt_offer visit = { .code = "home-visit",
    .price = { 1400 } };

static int64_t
cost(const struct tt_offer *o, const char *from, int from_min, const char *to,
    int to_min, int64_t pets)
{
	struct tt_when w = { .from_min = from_min, .to_min = to_min };

	tt_day_parse(from, &w.from);
	tt_day_parse(to, &w.to);
	return tt_price_of(o, &w, pets, "BE").total.cents;
}

static void
hours(void)
{
	const char *tue = "2026-11-24", *sat = "2026-11-28";

	is(cost(&walk25, tue, 600, tue, 720, 1), 5000, "two hours at 25");
	is(cost(&walk25, tue, 540, tue, 620, 1), 3333,
	    "80 minutes are priced to the minute");
	is(cost(&walk25, tue, 540, tue, 570, 1), 1250, "half an hour is half");
	is(cost(&walk15, tue, 1320, tue, 360, 1), 12000,
	    "22:00 to 06:00 is eight hours over midnight");
	is(cost(&walk25, tue, 600, tue, 660, 3), 3500,
	    "two more dogs cost their extra price each");
	is(cost(&walk25, sat, 600, sat, 720, 1), 5600,
	    "a Saturday costs its supplement an hour");
	is(cost(&walk25, "2026-12-25", 600, "2026-12-25", 660, 1), 3500,
	    "Christmas costs the holiday supplement");
	is(cost(&walk25, "2026-11-27", 1380, "2026-11-28", 60, 1), 5300,
	    "Friday 23:00 to Saturday 01:00: one of two hours is weekend");
	is(cost(&walk15, "2026-10-24", 1320, "2026-10-25", 360, 1), 13500,
	    "the night when the clock goes back has nine hours");
	is(cost(&walk15, "2026-03-28", 1320, "2026-03-29", 360, 1), 10500,
	    "the night when it goes forward has seven");
}

static void
nights_and_days(void)
{
	is(cost(&board, "2026-12-18", 1020, "2026-12-21", 600, 2), 14000,
	    "three nights, two dogs, Saturday and Sunday: 96 + 36 + 8");
	is(cost(&board, "2026-12-24", 1020, "2026-12-26", 600, 1), 7300,
	    "the night of the 25th is a holiday, the 24th is not");
	is(cost(&board, "2026-10-24", 1080, "2026-10-25", 600, 1), 3600,
	    "a night is a night, whatever the clock does");
	is(cost(&day, "2026-11-23", 480, "2026-11-25", 1080, 1), 6600,
	    "three days of day care, both ends counted");
	is(cost(&visit, "2026-11-23", 480, "2026-11-23", 510, 1), 1400,
	    "a visit is one");
}

static void
commission(void)
{
	static const struct { int64_t price, fee; const char *name; } v[] = {
		{ 5000, 1000, "20 % of 50.00" },
		{ 3333, 667, "of 33.33 rounds half up" },
		{ 500, 100, "of 5.00" }, { 7500, 1500, "of 75.00" },
		{ 999, 200, "of 9.99" }, { 2508, 502, "of 25.08" },
		{ 2503, 501, "of 25.03" }, { 3, 1, "of 3 cents" },
		{ 1, 0, "of 1 cent" }, { 0, 0, "of nothing" },
	};
	bool whole = true;

	for (size_t i = 0; i < sizeof(v) / sizeof(*v); i++)
		is(tt_commission((tt_money){ v[i].price }, 2000).cents,
		    v[i].fee, v[i].name);
	for (int64_t c = 0; c <= 1000000; c++) {
		tt_money fee = tt_commission((tt_money){ c }, 2000);
		int64_t exact = c * 2000;

		whole &= fee.cents * 10000 - exact <= 5000 &&
		    exact - fee.cents * 10000 < 5000;
	}
	ok(whole, "every amount to 10,000.00 is within half a cent");
}

static void
lines(void)
{
	struct tt_when w = { .from_min = 1020, .to_min = 600 };
	struct tt_price p;
	int64_t sum = 0;

	tt_day_parse("2026-12-18", &w.from);
	tt_day_parse("2026-12-21", &w.to);
	p = tt_price_of(&board, &w, 2, "BE");
	is((int64_t)p.n, 3, "three lines: base, second pet, weekend");
	for (size_t i = 0; i < p.n; i++)
		sum += p.lines[i].amount.cents;
	is(sum, p.total.cents, "the lines add up to the total");
	is(p.lines[2].quantity, 2, "two nights of weekend");
}

int
main(void)
{
	tt_time_start();
	hours();
	nights_and_days();
	commission();
	lines();
	return t_done();
}
