/* The months of a caregiver: what each day looks like for what is asked. */
#include "search/view.h"

/* What a day looks like; those past or too far ahead cannot be booked. */
static struct cell
cell_of(struct tt_req *r, const struct profile *p,
    const struct tt_calendar *cal, tt_day day)
{
	struct cell c = { .date = tt_day_wall(day).date, .look = CELL_PAST };

	switch (tt_day_state(cal, p->ask.s.service, day, p->ask.s.pets,
	    r->cx->now)) {
	case TT_DAY_CLOSED:
		break;
	case TT_DAY_FREE:
		c.look = CELL_FREE;
		break;
	case TT_DAY_PART:
		c.look = CELL_PART;
		break;
	case TT_DAY_FULL:
		c.look = CELL_FULL;
		break;
	}
	return c;
}

static tt_day
first_of_next(tt_day first)
{
	struct tt_wall w = tt_day_wall(first);

	return tt_days_later(first, tt_month_days(w.year, w.month));
}

static void
fill(struct tt_req *r, const struct profile *p, const struct tt_calendar *cal,
    tt_day first, struct month *m)
{
	struct tt_wall w = tt_day_wall(first);
	int at = tt_weekday(first) - 1;
	int days = tt_month_days(w.year, w.month);

	m->name = tt_show_month(r->cx->arena, r->cx->lang, w.year, w.month);
	for (int i = 0; i < days; i++, at++)
		m->cells[at / 7][at % 7] = cell_of(r, p, cal,
		    tt_days_later(first, i));
	m->weeks = (size_t)(at + 6) / 7;
}

void
profile_months(struct tt_req *r, struct profile *p,
    const struct tt_calendar *cal)
{
	fill(r, p, cal, p->first, &p->months[0]);
	fill(r, p, cal, first_of_next(p->first), &p->months[1]);
}
