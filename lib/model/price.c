#include "model/holiday.h"
#include "model/price.h"

const char *const tt_line_kinds[] = { "base", "extra_pet", "weekend",
    "holiday", NULL };

static bool
weekend(tt_day d)
{
	return tt_weekday(d) >= 6;
}

/* How many units there are, and how many of them on dearer days. */
struct units { int64_t all, weekend, holiday; };

static void
count_day(struct units *u, tt_day d, int64_t n, const char *country)
{
	u->all += n;
	if (tt_holiday(country, d))
		u->holiday += n;
	else if (weekend(d))
		u->weekend += n;
}

/* Minutes, day by day, of wall-clock time made true by the instants. */
static struct units
minutes(const struct tt_service *s, const struct tt_when *w,
    const char *country)
{
	tt_time at = tt_when_starts(w), ends = tt_when_ends(s, w);
	struct units u = { 0 };

	while (at.s < ends.s) {
		tt_day d = tt_day_of(at);
		tt_time next = tt_earlier_of(tt_at(tt_days_later(d, 1), 0),
		    ends);

		count_day(&u, d, (next.s - at.s) / TT_MINUTE, country);
		at = next;
	}
	return u;
}

static struct units
units_of(const struct tt_service *s, const struct tt_when *w,
    const char *country)
{
	struct units u = { 0 };

	switch (s->unit) {
	case TT_PER_HOUR:
		return minutes(s, w, country);
	case TT_PER_VISIT:
	case TT_PER_TRIP:
	case TT_PER_EVENT:
		count_day(&u, w->from, 1, country);
		break;
	case TT_PER_DAY:
		for (tt_day d = w->from; d.n <= w->to.n; d.n++)
			count_day(&u, d, 1, country);
		break;
	case TT_PER_NIGHT:
		for (tt_day d = w->from; d.n < w->to.n; d.n++)
			count_day(&u, d, 1, country);
		break;
	}
	return u;
}

static void
add(struct tt_price *p, enum tt_line_kind kind, enum tt_unit unit,
    int64_t quantity, int64_t times, tt_money each)
{
	struct tt_line *l = &p->lines[p->n];
	int64_t whole = unit == TT_PER_HOUR ? 60 : 1;

	if (quantity == 0 || times == 0 || each.cents == 0)
		return;
	*l = (struct tt_line){ .kind = kind, .unit = unit,
	    .quantity = quantity, .times = times, .each = each,
	    .amount = tt_money_part(each, quantity * times, whole) };
	p->total = tt_money_add(p->total, l->amount);
	p->n++;
}

struct tt_price
tt_price_of(const struct tt_offer *o, const struct tt_when *w, int64_t pets,
    const char *country)
{
	const struct tt_service *s = tt_service_named(o->code);
	struct units u = units_of(s, w, country);
	struct tt_price p = { .n = 0 };

	add(&p, TT_LINE_BASE, s->unit, u.all, 1, o->price);
	add(&p, TT_LINE_EXTRA_PET, s->unit, u.all, pets - 1, o->extra_pet);
	add(&p, TT_LINE_WEEKEND, s->unit, u.weekend, 1, o->weekend);
	add(&p, TT_LINE_HOLIDAY, s->unit, u.holiday, 1, o->holiday);
	return p;
}

tt_time
tt_when_starts(const struct tt_when *w)
{
	return tt_at(w->from, (int)w->from_min);
}

tt_time
tt_when_ends(const struct tt_service *s, const struct tt_when *w)
{
	/* 22:00 to 06:00 on one day is until the next morning. */
	bool next = w->from.n == w->to.n && w->to_min <= w->from_min &&
	    s->unit == TT_PER_HOUR;

	return tt_at(w->to, (int)w->to_min + (next ? 1440 : 0));
}

tt_money
tt_commission(tt_money price, int64_t basis_points)
{
	return tt_money_part(price, basis_points, 10000);
}
