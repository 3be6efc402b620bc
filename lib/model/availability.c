#include "core/msg.h"
#include "model/availability.h"

#define W(m) TT_FIELD(struct tt_weekly, m)
static const struct tt_field weekly_fields[] = { W(weekday), W(from_min),
    W(to_min), { 0 } };
#define D(m) TT_FIELD(struct tt_dated, m)
static const struct tt_field dated_fields[] = { D(day), D(from_min),
    D(to_min), { 0 } };
#define B(m) TT_FIELD(struct tt_span, m)
static const struct tt_field block_fields[] = { B(starts), B(ends), { 0 } };
#define H(m) TT_FIELD(struct tt_hold, m)
static const struct tt_field hold_fields[] = { H(booking_id), H(starts),
    H(ends), H(seat_from), H(seat_to), { 0 } };

struct settings { int64_t max_pets, notice_min, buffer_min, day_limit; };
#define S(m) TT_FIELD(struct settings, m)
static const struct tt_field settings_fields[] = { S(max_pets),
    S(notice_min), S(buffer_min), S(day_limit), { 0 } };

TT_QUERY(settings, struct settings, settings_fields, "SELECT max_pets,"
	" notice_min, buffer_min, day_limit FROM caregiver WHERE user_id = $1");
TT_QUERY(weekly, struct tt_weekly, weekly_fields, "SELECT weekday, from_min,"
	" to_min FROM weekly WHERE caregiver_id = $1"
	" ORDER BY weekday, from_min LIMIT 100");
TT_QUERY(dated, struct tt_dated, dated_fields, "SELECT day, from_min, to_min"
	" FROM dated WHERE caregiver_id = $1 AND day BETWEEN $2 AND $3"
	" ORDER BY day, from_min LIMIT 1000");
TT_QUERY(blocks, struct tt_span, block_fields, "SELECT starts, ends FROM block"
	" WHERE caregiver_id = $1 AND ends > $2 AND starts < $3"
	" ORDER BY starts LIMIT 1000");
TT_QUERY(holds, struct tt_hold, hold_fields, "SELECT booking_id, starts, ends,"
	" seat_from, seat_to FROM hold WHERE caregiver_id = $1 AND ends > $2"
	" AND starts < $3 ORDER BY starts, seat_from LIMIT 2000");

const char *
tt_why_not_text(enum tt_why_not why)
{
	switch (why) {
	case TT_FREE:          return "";
	case TT_NOT_PAST:      return N_("This moment has passed.");
	case TT_NOT_NOTICE:    return N_("This is too soon for this caregiver."
	    " Choose a later moment.");
	case TT_NOT_HORIZON:   return N_("This is too far ahead. Choose an"
	    " earlier day.");
	case TT_NOT_HOURS:     return N_("The caregiver does not work then.");
	case TT_NOT_BLOCKED:   return N_("The caregiver is away then.");
	case TT_NOT_HELD:      return N_("The caregiver is booked already"
	    " then.");
	case TT_NOT_DAY_LIMIT: return N_("The caregiver has enough bookings"
	    " that day.");
	case TT_NOT_CAPACITY:  return N_("The caregiver has no room for so many"
	    " pets then.");
	}
	return "";
}

struct tt_calendar
tt_calendar_load(struct tt_ctx *cx, int64_t id, tt_day from, tt_day to)
{
	tt_time starts = tt_at(tt_days_later(from, -1), 0);
	tt_time ends = tt_at(tt_days_later(to, 2), 0);
	const struct settings *s = tt_one(cx, &settings, TT_ARGS(id));
	struct tt_rows w = tt_all(cx, &weekly, TT_ARGS(id));
	struct tt_rows d = tt_all(cx, &dated, TT_ARGS(id,
	    tt_days_later(from, -1), tt_days_later(to, 1)));
	struct tt_rows b = tt_all(cx, &blocks, TT_ARGS(id, starts, ends));
	struct tt_rows h = tt_all(cx, &holds, TT_ARGS(id, starts, ends));
	struct tt_calendar c = {
		.weekly = w.v, .n_weekly = w.n, .dated = d.v, .n_dated = d.n,
		.blocks = b.v, .n_blocks = b.n, .holds = h.v, .n_holds = h.n,
		.horizon_days = cx->conf->horizon_days,
	};

	if (s != NULL) {
		c.max_pets = s->max_pets;
		c.notice_min = s->notice_min;
		c.buffer_min = s->buffer_min;
		c.day_limit = s->day_limit;
	}
	return c;
}

/* Add a piece that comes in order; touching ones become one. */
static size_t
add_piece(int64_t pieces[][2], size_t n, size_t max, int64_t from, int64_t to)
{
	if (n > 0 && pieces[n - 1][1] >= from) {
		if (to > pieces[n - 1][1])
			pieces[n - 1][1] = to;
		return n;
	}
	if (n == max)
		return n;
	pieces[n][0] = from;
	pieces[n][1] = to;
	return n + 1;
}

size_t
tt_hours(const struct tt_calendar *c, tt_day day, int64_t pieces[][2],
    size_t max)
{
	int weekday = tt_weekday(day);
	bool differs = false;
	size_t n = 0;

	for (size_t i = 0; i < c->n_dated; i++) {
		const struct tt_dated *d = &c->dated[i];

		if (d->day.n != day.n)
			continue;
		differs = true;
		if (d->to_min > d->from_min)
			n = add_piece(pieces, n, max, d->from_min, d->to_min);
	}
	for (size_t i = 0; i < c->n_weekly && !differs; i++) {
		const struct tt_weekly *w = &c->weekly[i];

		if (w->weekday == weekday)
			n = add_piece(pieces, n, max, w->from_min, w->to_min);
	}
	return n;
}

#define PIECES 24

/* Whether wall-clock minutes from..to of one day lie in one piece of hours. */
static bool
in_hours(const struct tt_calendar *c, tt_day day, int64_t from, int64_t to)
{
	int64_t pieces[PIECES][2];
	size_t n = tt_hours(c, day, pieces, PIECES);

	for (size_t i = 0; i < n; i++)
		if (pieces[i][0] <= from && to <= pieces[i][1])
			return true;
	return false;
}

static bool
has_hours(const struct tt_calendar *c, tt_day day)
{
	int64_t pieces[1][2];

	return tt_hours(c, day, pieces, 1) > 0;
}

static bool
hours_fit(const struct tt_calendar *c, const struct tt_service *s,
    const struct tt_when *w)
{
	int64_t days = w->to.n - w->from.n;

	if (s->unit == TT_PER_DAY || s->unit == TT_PER_NIGHT) {
		int64_t last = s->unit == TT_PER_NIGHT ? days - 1 : days;

		for (int64_t i = 0; i <= last; i++)
			if (!has_hours(c, tt_days_later(w->from, i)))
				return false;
		return true;
	}
	if (days == 0 && w->to_min > w->from_min)
		return in_hours(c, w->from, w->from_min, w->to_min);
	/* Over midnight: to the end of each day, and from its start. */
	if (days == 0)
		days = 1;
	if (!in_hours(c, w->from, w->from_min, 1440))
		return false;
	for (int64_t i = 1; i < days; i++)
		if (!in_hours(c, tt_days_later(w->from, i), 0, 1440))
			return false;
	return w->to_min == 0 ||
	    in_hours(c, tt_days_later(w->from, days), 0, w->to_min);
}

static bool
blocked(const struct tt_calendar *c, tt_time starts, tt_time ends)
{
	for (size_t i = 0; i < c->n_blocks; i++)
		if (c->blocks[i].starts.s < ends.s &&
		    starts.s < c->blocks[i].ends.s)
			return true;
	return false;
}

size_t
tt_seats(const struct tt_calendar *c, const struct tt_service *s,
    tt_time starts, tt_time ends, int64_t pets, int64_t pieces[][2])
{
	bool taken[TT_SEATS + 2] = { false };
	tt_time until = tt_later(ends, c->buffer_min * TT_MINUTE);
	bool any = false;
	size_t n = 0;

	for (size_t i = 0; i < c->n_holds; i++) {
		const struct tt_hold *h = &c->holds[i];

		if (h->starts.s >= until.s || starts.s >= h->ends.s)
			continue;
		any = true;
		for (int64_t seat = h->seat_from; seat < h->seat_to; seat++)
			taken[seat] = true;
	}
	if (!s->shared) {
		pieces[0][0] = 1;
		pieces[0][1] = TT_SEATS + 1;
		return any || pets > c->max_pets ? 0 : 1;
	}
	for (int64_t seat = 1; seat <= c->max_pets && pets > 0; seat++) {
		if (taken[seat])
			continue;
		n = add_piece(pieces, n, TT_SEATS, seat, seat + 1);
		pets--;
	}
	return pets > 0 ? 0 : n;
}

/* Whether a hold that leaves no seat at all lies in the way. */
static bool
alone_held(const struct tt_calendar *c, tt_time starts, tt_time ends)
{
	for (size_t i = 0; i < c->n_holds; i++)
		if (c->holds[i].starts.s < ends.s &&
		    starts.s < c->holds[i].ends.s &&
		    c->holds[i].seat_to > TT_SEATS)
			return true;
	return false;
}

static int64_t
bookings_on(const struct tt_calendar *c, tt_day day)
{
	int64_t n = 0, last = 0;

	for (size_t i = 0; i < c->n_holds; i++) {
		const struct tt_hold *h = &c->holds[i];

		if (h->booking_id != last && tt_day_of(h->starts).n == day.n)
			n++;
		last = h->booking_id;
	}
	return n;
}

enum tt_why_not
tt_can(const struct tt_calendar *c, const struct tt_service *s,
    const struct tt_when *w, int64_t pets, tt_time now)
{
	tt_time starts = tt_when_starts(w), ends = tt_when_ends(s, w);
	int64_t pieces[TT_SEATS][2];

	if (starts.s <= now.s)
		return TT_NOT_PAST;
	if (starts.s - now.s < c->notice_min * TT_MINUTE)
		return TT_NOT_NOTICE;
	if (w->from.n > tt_day_of(now).n + c->horizon_days)
		return TT_NOT_HORIZON;
	if (!hours_fit(c, s, w))
		return TT_NOT_HOURS;
	if (blocked(c, starts, ends))
		return TT_NOT_BLOCKED;
	if (pets > c->max_pets)
		return TT_NOT_CAPACITY;
	if (tt_seats(c, s, starts, ends, pets, pieces) == 0)
		return s->shared && !alone_held(c, starts, ends) ?
		    TT_NOT_CAPACITY : TT_NOT_HELD;
	if (c->day_limit > 0 && bookings_on(c, w->from) >= c->day_limit)
		return TT_NOT_DAY_LIMIT;
	return TT_FREE;
}
