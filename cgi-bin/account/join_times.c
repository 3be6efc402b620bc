/* Step 3 of joining: the hours of a week, and how cancelling works. */
#include "account.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

#define ROWS_FIRST 1
#define EXAMPLE    10000         /* cents */

const char *
join_hour_name(struct tt_arena *a, size_t day, size_t row, const char *end)
{
	return tt_printf(a, "d%zu-%zu-%s", day + 1, row, end);
}

/* A field has no 24:00; the end of a day is its 00:00. */
static const char *
shown(struct tt_arena *a, int64_t minute)
{
	return tt_minute_text(a, (int)(minute % 1440));
}

/* The hours that are saved, and one more row for each day. */
static struct join_week
saved(struct tt_req *r, int64_t user)
{
	struct tt_rows rows = tt_join_hours(r->cx, user);
	const struct tt_weekly *w = rows.v;
	struct join_week week = { 0 };

	for (size_t i = 0; i < rows.n; i++) {
		size_t day = (size_t)w[i].weekday - 1, *n = &week.rows[day];

		if (*n == JOIN_PIECES)
			continue;
		week.day[day][*n].from = shown(r->cx->arena, w[i].from_min);
		week.day[day][(*n)++].to = shown(r->cx->arena, w[i].to_min);
	}
	for (size_t day = 0; day < 7; day++)
		if (week.rows[day] < ROWS_FIRST)
			week.rows[day] = ROWS_FIRST;
	return week;
}

/* As many rows as came, and one more when that was asked. */
static struct join_week
typed(struct tt_req *r, bool more)
{
	struct join_week week = { 0 };

	for (size_t day = 0; day < 7; day++) {
		size_t n = 0;

		while (n < JOIN_PIECES && tt_form_raw(r,
		    join_hour_name(r->cx->arena, day, n, "from")) != NULL)
			n++;
		n += more;
		week.rows[day] = n < ROWS_FIRST ? ROWS_FIRST :
		    n > JOIN_PIECES ? JOIN_PIECES : n;
	}
	return week;
}

static void
show(struct tt_req *r, int status, const struct tt_join *j,
    const struct join_week *week)
{
	tt_day day = tt_days_later(tt_day_of(r->cx->now), 7);
	struct join_example x = { .starts = tt_at(day, 10 * 60),
	    .price = { EXAMPLE } };
	int64_t rate = r->cx->conf->commission_bp;
	tt_money kept;

	x.back = tt_back_of(TT_POLICY_NOW, x.starts, x.price);
	kept = tt_money_less(x.price, x.back.part);
	x.half = tt_money_less(kept, tt_commission(kept, rate));
	x.all = tt_money_less(x.price, tt_commission(x.price, rate));
	page_join_times(tt_page(r, status), j, week, &x);
}

void
join_times(struct tt_req *r)
{
	const struct tt_join *j = join_at(r, 3);
	struct join_week week;

	if (j == NULL)
		return;
	week = saved(r, j->id);
	show(r, 200, j, &week);
}

/* ---- the form ---------------------------------------------------------------- */

struct form {
	struct tt_join j;
	bool           policy;
};
#define J(m, ...) { .name = #m, .at = offsetof(struct form, j.m),           \
    .type = TT_FIELD_TYPE(((struct form *)0)->j.m), ##__VA_ARGS__ }
static const struct tt_field form[] = {
	J(notice_min, .label = N_("How long before must one ask?"),
	    .max = 10080),
	J(buffer_min, .label = N_("Pause after a booking"), .max = 1440),
	J(day_limit, .label = N_("Bookings a day, at most"), .max = 20),
	TT_FIELD(struct form, policy, .required = true,
	    .label = N_("Cancelling")), { 0 } };

struct taking {
	struct tt_req    *r;
	struct tt_weekly  out[7 * JOIN_PIECES];
	size_t            n;
};

static bool
meets_another(const struct taking *t, int64_t weekday, int from, int to)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->out[i].weekday == weekday && from < t->out[i].to_min &&
		    t->out[i].from_min < to)
			return true;
	return false;
}

/* One piece of a day's hours; both its fields empty is none. */
static void
take(struct taking *t, size_t day, size_t row)
{
	struct tt_arena *a = t->r->cx->arena;
	const char *name = join_hour_name(a, day, row, "from");
	const char *from_text = tt_form_raw(t->r, name);
	const char *to_text = tt_form_raw(t->r, join_hour_name(a, day, row,
	    "to"));
	int64_t weekday = (int64_t)day + 1;
	int from, to;

	if (from_text == NULL || to_text == NULL ||
	    (from_text[0] == '\0' && to_text[0] == '\0'))
		return;
	if (!tt_minute_parse(from_text, &from) || from == 1440 ||
	    !tt_minute_parse(to_text, &to)) {
		join_fault(t->r, name,
		    N_("Enter both times, for example 09:00 and 17:30."));
		return;
	}
	to = to == 0 ? 1440 : to;
	if (from >= to)
		join_fault(t->r, name,
		    N_("The end must be later than the start."));
	else if (meets_another(t, weekday, from, to))
		join_fault(t->r, name,
		    N_("These hours overlap with others of that day."));
	else
		t->out[t->n++] = (struct tt_weekly){ weekday, from, to };
}

static void
take_week(struct taking *t)
{
	for (size_t day = 0; day < 7; day++)
		for (size_t row = 0; row < JOIN_PIECES; row++)
			take(t, day, row);
	if (t->n == 0 && tt_form_ok(t->r))
		join_fault(t->r, join_hour_name(t->r->cx->arena, 0, 0,
		    "from"), N_("Tell the hours of one day at least."));
}

void
join_times_post(struct tt_req *r)
{
	const struct tt_join *was = join_at(r, 3);
	bool more = tt_form_raw(r, "more") != NULL;
	struct taking t = { .r = r };
	struct join_week week;
	struct form f;

	if (was == NULL)
		return;
	f = (struct form){ .j = *was };
	week = typed(r, more);
	if (more) {
		show(r, 200, was, &week);
		return;
	}
	(void)tt_form(r, form, &f);
	take_week(&t);
	if (!tt_form_ok(r)) {
		show(r, 422, was, &week);
		return;
	}
	join_saved(r, tt_join_times(r->cx, &f.j, t.out, t.n), was, 3);
}
