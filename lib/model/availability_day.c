/* What days look like, other times, and the bits that search reads. */
#include "model/availability.h"

#define PIECES  24
#define SHORTEST 30     /* minutes: less than this is no free time */

/* A day as it would be asked of a service that counts days or nights. */
static struct tt_when
whole(const struct tt_service *s, tt_day d)
{
	if (s->unit == TT_PER_NIGHT)
		return (struct tt_when){ d, tt_days_later(d, 1), 17 * 60,
		    10 * 60 };
	return (struct tt_when){ d, d, 8 * 60, 18 * 60 };
}

static bool
busy(const struct tt_calendar *c, const struct tt_service *s, tt_time at,
    int64_t pets)
{
	int64_t pieces[TT_SEATS][2];
	tt_time next = tt_later(at, 15 * TT_MINUTE);

	for (size_t i = 0; i < c->n_blocks; i++)
		if (c->blocks[i].starts.s < next.s &&
		    at.s < c->blocks[i].ends.s)
			return true;
	return tt_seats(c, s, at, next, pets, pieces) == 0;
}

/* Whether a block or a booking, with the buffer after ours, lies in between. */
static bool
touched(const struct tt_calendar *c, tt_time from, tt_time to)
{
	int64_t until = to.s + c->buffer_min * TT_MINUTE;

	for (size_t i = 0; i < c->n_blocks; i++)
		if (c->blocks[i].starts.s < until && from.s < c->blocks[i].ends.s)
			return true;
	for (size_t i = 0; i < c->n_holds; i++)
		if (c->holds[i].starts.s < until && from.s < c->holds[i].ends.s)
			return true;
	return false;
}

struct quarters { bool some_busy, some_free; };

/* Walk through the hours of one piece by quarters. */
static void
walk(const struct tt_calendar *c, const struct tt_service *s, tt_day day,
    const int64_t piece[2], int64_t pets, tt_time first, struct quarters *q)
{
	int64_t run = 0;

	for (int64_t m = piece[0]; m + 15 <= piece[1]; m += 15) {
		tt_time at = tt_at(day, (int)m);

		if (at.s < first.s || busy(c, s, at, pets)) {
			q->some_busy = true;
			run = 0;
			continue;
		}
		run += 15;
		q->some_free |= run >= SHORTEST;
	}
}

/* Of an hour-like service. Most days nothing touches: then the hours tell. */
static enum tt_day_state
by_quarters(const struct tt_calendar *c, const struct tt_service *s,
    tt_day day, int64_t pets, tt_time first)
{
	int64_t pieces[PIECES][2];
	size_t n = tt_hours(c, day, pieces, PIECES);
	struct quarters q = { false, false };
	bool plain = pets <= c->max_pets && tt_at(day, 0).s >= first.s &&
	    !touched(c, tt_at(day, 0), tt_at(tt_days_later(day, 1), 0));

	for (size_t i = 0; i < n; i++) {
		if (plain)
			q.some_free |= pieces[i][1] - pieces[i][0] >= SHORTEST;
		else
			walk(c, s, day, pieces[i], pets, first, &q);
	}
	if (!q.some_free)
		return n == 0 ? TT_DAY_CLOSED : TT_DAY_FULL;
	return q.some_busy ? TT_DAY_PART : TT_DAY_FREE;
}

enum tt_day_state
tt_day_state(const struct tt_calendar *c, const struct tt_service *s,
    tt_day day, int64_t pets, tt_time now)
{
	int64_t pieces[1][2];
	tt_day today = tt_day_of(now);

	if (day.n < today.n || day.n > today.n + c->horizon_days ||
	    tt_hours(c, day, pieces, 1) == 0)
		return TT_DAY_CLOSED;
	if (s->unit == TT_PER_DAY || s->unit == TT_PER_NIGHT) {
		struct tt_when w = whole(s, day);

		switch (tt_can(c, s, &w, pets, now)) {
		case TT_FREE:
			return TT_DAY_FREE;
		case TT_NOT_PAST:
		case TT_NOT_NOTICE:
		case TT_NOT_HORIZON:
		case TT_NOT_HOURS:
			return TT_DAY_CLOSED;
		case TT_NOT_BLOCKED:
		case TT_NOT_HELD:
		case TT_NOT_DAY_LIMIT:
		case TT_NOT_CAPACITY:
			return TT_DAY_FULL;
		}
	}
	return by_quarters(c, s, day, pets,
	    tt_later(now, c->notice_min * TT_MINUTE));
}

static bool
try_at(const struct tt_calendar *c, const struct tt_service *s,
    struct tt_when w, int64_t days, int64_t minutes, int64_t pets,
    tt_time now, struct tt_when *out)
{
	w.from = tt_days_later(w.from, days);
	w.to = tt_days_later(w.to, days);
	w.from_min += minutes;
	w.to_min += minutes;
	if (w.from_min < 0 || w.to_min < 0 || w.from_min >= 1440 ||
	    w.to_min > 1440 || tt_can(c, s, &w, pets, now) != TT_FREE)
		return false;
	*out = w;
	return true;
}

/* 1, -1, 2, -2 …: the nearest first. */
static int64_t
zigzag(int64_t i)
{
	return i % 2 == 0 ? -(i / 2) : (i + 1) / 2;
}

size_t
tt_other_times(const struct tt_calendar *c, const struct tt_service *s,
    const struct tt_when *w, int64_t pets, tt_time now, struct tt_when out[3])
{
	bool by_day = s->unit == TT_PER_DAY || s->unit == TT_PER_NIGHT;
	struct tt_when near = *w;
	size_t n = 0;

	/* Two on the same day at most, so that there is a choice of days. */
	for (int64_t i = 1; i <= 48 && !by_day && n < 2; i++)
		n += try_at(c, s, *w, 0, zigzag(i) * 30, pets, now, &out[n]);
	/* On other days at the hour that was asked, or the nearest found. */
	if (n > 0)
		near = out[0];
	for (int64_t i = 1; i <= 28 && n < 3; i++)
		n += try_at(c, s, near, zigzag(i), 0, pets, now, &out[n]);
	return n;
}

static void
set_bit(uint64_t bits[2], int64_t day)
{
	int64_t at = day % 128;

	bits[at / 64] |= (uint64_t)1 << (at % 64);
}

/* Mark the days from today that a span touches. */
static void
touch(bool marked[128], tt_time starts, tt_time ends, tt_day today)
{
	int64_t first = tt_day_of(starts).n - today.n - 1;
	int64_t last = tt_day_of(ends).n - today.n;

	for (int64_t i = first < 0 ? 0 : first; i <= last && i < 128; i++)
		marked[i] = true;
}

void
tt_free_bits(const struct tt_calendar *c, const struct tt_service *s,
    tt_time now, uint64_t bits[2])
{
	bool marked[128] = { false };
	tt_day today = tt_day_of(now);
	int64_t piece[PIECES][2];

	bits[0] = bits[1] = 0;
	for (size_t i = 0; i < c->n_blocks; i++)
		touch(marked, c->blocks[i].starts, c->blocks[i].ends, today);
	for (size_t i = 0; i < c->n_holds; i++)
		touch(marked, c->holds[i].starts, c->holds[i].ends, today);
	/* Today depends on the hour; most other days only on the hours. */
	marked[0] = true;
	for (int64_t i = 0; i <= c->horizon_days && i < 128; i++) {
		tt_day d = tt_days_later(today, i);
		bool free = false;

		if (marked[i]) {
			enum tt_day_state state = tt_day_state(c, s, d, 1,
			    now);

			free = state == TT_DAY_FREE || state == TT_DAY_PART;
		} else {
			size_t n = tt_hours(c, d, piece, PIECES);

			for (size_t k = 0; k < n; k++)
				free |= piece[k][1] - piece[k][0] >= SHORTEST;
		}
		if (free)
			set_bit(bits, d.n);
	}
}
