#include <inttypes.h>

#include "core/text.h"
#include "search/view.h"
#include "web/form.h"

#define SHORTEST 30     /* minutes */
#define QUARTER  15

/* "17:00", or minutes as a plain number; `otherwise` when there is none. */
static int64_t
minute(struct tt_req *r, const char *name, int64_t otherwise)
{
	const char *s = tt_form_raw(r, name);
	int64_t n;
	int wall;

	if (s == NULL || *s == '\0')
		return otherwise;
	if (tt_int(s, 0, 1440, &n))
		return n;
	if (tt_minute_parse(s, &wall))
		return wall;
	tt_form_error(r, name, N_("Write the time as 17:00."));
	return otherwise;
}

/* The hours that most people mean, until they say others. */
static void
usual(struct tt_when *w, const struct tt_offer *f, enum tt_unit unit)
{
	switch (unit) {
	case TT_PER_HOUR:
	case TT_PER_TRIP:
		w->from_min = 10 * 60;
		w->to_min = 11 * 60;
		break;
	case TT_PER_VISIT:
		w->from_min = 10 * 60;
		w->to_min = w->from_min + f->visit_min;
		break;
	case TT_PER_DAY:
		w->from_min = 8 * 60;
		w->to_min = 18 * 60;
		break;
	case TT_PER_NIGHT:
		w->from_min = 17 * 60;
		w->to_min = 10 * 60;
		break;
	case TT_PER_EVENT:
		w->from_min = 12 * 60;
		w->to_min = 18 * 60;
		break;
	}
}

static void
check(struct tt_req *r, const struct tt_when *w, const struct tt_service *s)
{
	int64_t minutes = w->to_min - w->from_min;

	if (s->unit == TT_PER_NIGHT || w->from.n != w->to.n)
		return;
	if (s->unit == TT_PER_HOUR && minutes <= 0)
		minutes += 1440;
	if (minutes <= 0)
		tt_form_error(r, "to_min", N_("The end is before the start."));
	else if (s->unit == TT_PER_HOUR && minutes < SHORTEST)
		tt_form_error(r, "to_min", N_("Ask for at least 30"
		    " minutes."));
	else if (s->unit == TT_PER_HOUR && minutes % QUARTER != 0)
		tt_form_error(r, "to_min", N_("Ask for quarters of an"
		    " hour."));
}

struct tt_when
profile_when(struct tt_req *r, const struct tt_ask *a,
    const struct tt_offer *f)
{
	const struct tt_service *s = a->s.service;
	struct tt_when w = { .from = a->s.from, .to = a->s.to };

	if (s->unit != TT_PER_DAY && s->unit != TT_PER_NIGHT)
		w.to = w.from;
	usual(&w, f, s->unit);
	w.from_min = minute(r, "from_min", w.from_min);
	if (s->unit == TT_PER_VISIT)
		w.to_min = w.from_min + f->visit_min;
	else
		w.to_min = minute(r, "to_min", w.to_min);
	if (a->s.dated)
		check(r, &w, s);
	return w;
}
