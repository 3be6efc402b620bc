#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "core/text.h"
#include "model/availability.h"
#include "model/caregiver.h"
#include "model/merge.h"
#include "model/offer.h"
#include "model/place.h"
#include "model/search.h"

const char *const tt_sorts[] = { "best", "distance", "price", "rating", NULL };

#define LOOKED_MAX  5000
#define LOOKED_BEST 100       /* rows that mostly hold 101 hits */

/* Metres of 1/10000 degree of latitude, as tt_distance_m has the earth. */
#define RADIANS (M_PI / 180.0 / 10000.0)
#define METRES  (6371000.0 * RADIANS)

/* One that fits. */
struct found {
	const struct tt_offer_row *row;
	double                     square;     /* of the distance in metres */
	int64_t                    price;
};
struct list { struct found *v; size_t n, room; };

/* What a row is judged by, worked out once. */
struct judge {
	const struct tt_search *s;
	bool     never;               /* nobody can come on those days */
	bool     whole;               /* the rows are tt_offer_whole */
	double   along, tilt, reach;  /* see square_of; reach is squared */
	int64_t  kind, units, extras, weekends, holidays;
	uint64_t days[2];             /* all of these must be free */
};

/* ---- what is asked ------------------------------------------------------- */

/* The first day and the one after the last that must be free. */
static tt_day
days_end(const struct tt_search *s)
{
	if (s->service->unit == TT_PER_NIGHT && s->to.n > s->from.n)
		return s->to;
	return tt_days_later(s->to, 1);
}

int64_t
tt_search_units(const struct tt_search *s)
{
	if (s->dated && (s->service->unit == TT_PER_NIGHT ||
	    s->service->unit == TT_PER_DAY))
		return days_end(s).n - s->from.n;
	return 1;
}

/* The least that can be asked on those days: by hours, one at ten. */
static struct tt_when
when_of(const struct tt_search *s)
{
	struct tt_when w = { .from = s->from, .to = s->from,
	    .from_min = 600, .to_min = 660 };

	if (s->service->unit == TT_PER_DAY)
		w.to = s->to;
	if (s->service->unit == TT_PER_NIGHT)
		w.to = tt_days_later(s->from, tt_search_units(s));
	return w;
}

/*
 * A price is linear in the caregiver's four amounts. How often each counts is
 * what tt_price_of makes of a cent of it.
 */
static int64_t
times(const struct tt_search *s, struct tt_offer o)
{
	struct tt_when w = when_of(s);

	o.code = s->service->code;
	return tt_price_of(&o, &w, s->pets, s->country).total.cents;
}

static void
set_prices(struct judge *j)
{
	const struct tt_search *s = j->s;
	const tt_money cent = { 1 };

	j->units = 1;
	j->extras = s->pets - 1;
	if (!s->dated)
		return;
	j->units = times(s, (struct tt_offer){ .price = cent });
	j->extras = times(s, (struct tt_offer){ .extra_pet = cent });
	j->weekends = times(s, (struct tt_offer){ .weekend = cent });
	j->holidays = times(s, (struct tt_offer){ .holiday = cent });
}

static void
set_days(struct judge *j, struct tt_ctx *cx)
{
	const struct tt_search *s = j->s;
	tt_day today = tt_day_of(cx->now);
	tt_day end;

	if (!s->dated)
		return;
	end = days_end(s);
	j->never = s->from.n < today.n ||
	    end.n > today.n + cx->conf->horizon_days + 1;
	for (tt_day d = s->from; !j->never && d.n < end.n; d.n++)
		j->days[d.n % 128 / 64] |= (uint64_t)1 << (d.n % 64);
}

static struct judge
judge_of(struct tt_ctx *cx, const struct tt_search *s)
{
	double reach = (double)s->radius_km * 1000;
	double lat = s->lat * RADIANS;
	struct judge j = { .s = s, .reach = reach * reach,
	    .along = METRES * cos(lat),
	    .tilt = METRES * sin(lat) * RADIANS / 2,
	    .kind = (int64_t)1 << s->kind };

	j.whole = s->dated || s->pets > 1;
	set_prices(&j);
	set_days(&j, cx);
	return j;
}

/* ---- judging a row ------------------------------------------------------- */

/*
 * The square of the distance in a plane, where a degree of longitude is as
 * long as it is halfway: right to a metre in 50 km, without trigonometry.
 */
static double
square_of(const struct judge *j, const struct tt_offer_row *r)
{
	double up = (double)(r->lat - j->s->lat);
	double right = (double)(r->lon - j->s->lon) * (j->along - j->tilt * up);

	up *= METRES;
	return up * up + right * right;
}

static const struct tt_offer_whole *
whole(const struct tt_offer_row *r)
{
	return (const void *)r;      /* its first member; judge.whole says so */
}

static int64_t
price_of(const struct judge *j, const struct tt_offer_row *r)
{
	int64_t price = r->price * j->units;

	if (j->whole)
		price += whole(r)->extra_pet * j->extras +
		    whole(r)->weekend * j->weekends +
		    whole(r)->holiday * j->holidays;
	return price;
}

/* Free on all the days; the bits are kept as numbers with a sign. */
static bool
can_come(const struct judge *j, const struct tt_offer_whole *w)
{
	return (~(uint64_t)w->free1 & j->days[0]) == 0 &&
	    (~(uint64_t)w->free2 & j->days[1]) == 0 &&
	    w->max_pets >= j->s->pets;
}

static bool
fits(const void *about, const struct tt_offer_row *r)
{
	const struct judge *j = about;
	const struct tt_search *s = j->s;
	double square, own;

	if ((r->kinds & j->kind) == 0 || (j->whole && !can_come(j, whole(r))))
		return false;
	if (s->max_price.cents > 0 && price_of(j, r) > s->max_price.cents)
		return false;
	square = square_of(j, r);
	own = (double)(r->radius_km * 1000);
	return square <= j->reach &&
	    (!s->service->at_owner || square <= own * own);
}

/* ---- where to look ------------------------------------------------------- */

/* Cells that the circle touches: in each row those under its widest part. */
static size_t
cells_of(const struct judge *j, int64_t cells[TT_CELLS_MAX])
{
	const struct tt_search *s = j->s;
	int64_t reach = (int64_t)ceil((double)s->radius_km * 1000 / METRES);
	int64_t lat = s->lat - reach, last = s->lat + reach;
	size_t n = 0;

	/* From the south edge of one row of cells to that of the next. */
	for (lat -= ((lat % 500) + 500) % 500; lat <= last; lat += 500) {
		int64_t near = s->lat < lat ? lat :
		    s->lat > lat + 499 ? lat + 499 : s->lat;
		double up = (double)(near - s->lat) * METRES;
		double left = j->reach - up * up;
		/* A per cent more: degrees are shorter to the north. */
		int64_t wide = left < 0 ? 0 :
		    (int64_t)(sqrt(left) / j->along * 1.01) + 1;
		int64_t cell = tt_cell(lat, s->lon - wide);
		int64_t to = tt_cell(lat, s->lon + wide);

		for (; cell <= to && n < TT_CELLS_MAX; cell++)
			cells[n++] = cell;
	}
	return n;
}

/* ---- putting in order ---------------------------------------------------- */

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* What leaves two of them equal is settled by rank, then by id. */
static int
by_rank(const struct found *a, const struct found *b)
{
	int c = compare(a->row->rank, b->row->rank);

	return c != 0 ? c : compare(a->row->caregiver_id,
	    b->row->caregiver_id);
}

static int
by_distance(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->square < y->square || x->square > y->square)
		return x->square < y->square ? -1 : 1;
	return by_rank(x, y);
}

static int
by_price(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int c = compare(x->price, y->price);

	return c != 0 ? c : by_rank(x, y);
}

static int
by_rating(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int c = compare(y->row->rating, x->row->rating);

	return c != 0 ? c : by_rank(x, y);
}

static int (*const orders[])(const void *, const void *) = {
	[TT_SORT_BEST] = NULL,                      /* as they come */
	[TT_SORT_DISTANCE] = by_distance,
	[TT_SORT_PRICE] = by_price,
	[TT_SORT_RATING] = by_rating,
};

/* Room for one more; what is kept doubles when it is full. */
static void
add(struct tt_arena *a, struct list *l, struct found f)
{
	struct found *more;

	if (l->n == l->room) {
		l->room = l->room == 0 ? TT_HITS_MAX : 2 * l->room;
		more = TT_NEW_N(a, l->room, struct found);
		for (size_t i = 0; i < l->n; i++)
			more[i] = l->v[i];
		l->v = more;
	}
	l->v[l->n++] = f;
}

/* All that fit, in the order that was asked; for best match the first 101. */
static struct list
find(struct tt_ctx *cx, const struct judge *j)
{
	const struct tt_search *s = j->s;
	bool best = s->sort == TT_SORT_BEST;
	const struct tt_wanted w = { .fits = fits, .about = j,
	    .price = s->max_price.cents == 0 ? INT64_MAX :
	    s->max_price.cents / j->units, .part = j->whole ? TT_OFFER_WHOLE :
	    s->sort == TT_SORT_RATING ? TT_OFFER_RATED : TT_OFFER_PLAIN,
	    .most = LOOKED_MAX, .hint = best ? LOOKED_BEST : LOOKED_MAX };
	int64_t cells[TT_CELLS_MAX];
	size_t n = cells_of(j, cells);
	struct tt_merge *m = tt_merge_open(cx, s->service->number, cells, n,
	    &w);
	const struct tt_offer_row *r;
	struct list l = { 0 };

	while ((!best || l.n < TT_HITS_MAX) && (r = tt_merge_next(m)) != NULL)
		add(cx->arena, &l, (struct found){ r, square_of(j, r),
		    price_of(j, r) });
	if (orders[s->sort] != NULL && l.n > 1)
		qsort(l.v, l.n, sizeof(*l.v), orders[s->sort]);
	return l;
}

/* ---- the page that is shown ---------------------------------------------- */

struct card {
	int64_t     id, rating_sum, rating_count;
	const char *first_name, *last_name, *town, *headline, *portrait,
	           *lang;
	tt_time     calendar_seen, approved;
	bool        is_trader, insured, first_aid;
};
#define C(m) TT_FIELD(struct card, m)
static const struct tt_field card_fields[] = { C(id), C(rating_sum),
    C(rating_count), C(first_name), C(last_name), C(town), C(headline),
    C(portrait), C(lang), C(calendar_seen), C(approved), C(is_trader),
    C(insured), C(first_aid), { 0 } };

/* A certificate that holds today. */
#define PROOF(kind)                                                         \
	" (SELECT COUNT(*) FROM (SELECT 1 AS one FROM certificate x WHERE"  \
	" x.caregiver_id = u.id AND x.kind = '" kind "' AND"                \
	" x.state = 'verified' AND (x.expires IS NULL OR x.expires >= $21)" \
	" LIMIT 1) y) AS "

/* Of the twenty of a page at once; 0 where there are fewer. */
TT_QUERY(cards, struct card, card_fields,
	"SELECT u.id, u.first_name, u.last_name, u.town, u.lang, c.headline,"
	" c.rating_sum, c.rating_count, c.calendar_seen, c.approved,"
	" c.is_trader, (SELECT p.path FROM picture p"
	"  WHERE p.caregiver_id = u.id AND p.place = 0 LIMIT 1) AS portrait,"
	PROOF("insurance") "insured," PROOF("animal_first_aid") "first_aid"
	" FROM users u JOIN caregiver c ON c.user_id = u.id"
	" WHERE u.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	" $13, $14, $15, $16, $17, $18, $19, $20) LIMIT 20");

static struct tt_rows
cards_of(struct tt_ctx *cx, const struct found *f, size_t n)
{
	struct tt_args ids = { .n = TT_HITS_PAGE };

	for (size_t i = 0; i < TT_HITS_PAGE; i++)
		ids.v[i] = tt_arg_int(i < n ? f[i].row->caregiver_id : 0);
	ids.v[ids.n++] = tt_arg_day(tt_day_of(cx->now));
	return tt_all(cx, &cards, ids);
}

static const struct card *
card_of(struct tt_rows rows, int64_t id)
{
	const struct card *c = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		if (c[i].id == id)
			return &c[i];
	return NULL;
}

/*
 * A bit says that one pet can come. Where several bookings share the time,
 * room for more pets is asked of the calendar, so that nothing false is shown.
 */
static bool
really(struct tt_ctx *cx, const struct tt_search *s,
    const struct tt_offer_row *r)
{
	struct tt_calendar c;

	if (!s->dated || s->pets < 2 || !s->service->shared)
		return true;
	c = tt_calendar_load(cx, r->caregiver_id, s->from, s->to);
	if (s->service->unit == TT_PER_DAY ||
	    s->service->unit == TT_PER_NIGHT) {
		struct tt_when w = when_of(s);
		bool night = s->service->unit == TT_PER_NIGHT;

		w.from_min = (night ? 17 : 8) * 60;
		w.to_min = (night ? 10 : 18) * 60;
		return tt_can(&c, s->service, &w, s->pets, cx->now) == TT_FREE;
	}
	for (tt_day d = s->from; d.n <= s->to.n; d.n++) {
		enum tt_day_state state = tt_day_state(&c, s->service, d,
		    s->pets, cx->now);

		if (state != TT_DAY_FREE && state != TT_DAY_PART)
			return false;
	}
	return true;
}

static struct tt_hit
hit_of(struct tt_ctx *cx, const struct tt_search *s, const struct found *f,
    const struct card *c)
{
	return (struct tt_hit){
		.caregiver_id = c->id, .first_name = c->first_name,
		.initial = tt_last_initial(cx->arena, c->last_name),
		.town = c->town, .headline = c->headline,
		.portrait = c->portrait, .lang = c->lang,
		.distance_m = tt_distance_m(s->lat, s->lon,
		    (int32_t)f->row->lat, (int32_t)f->row->lon),
		.rating_sum = c->rating_sum, .rating_count = c->rating_count,
		.price = { f->price }, .calendar_seen = c->calendar_seen,
		.approved = c->approved, .is_trader = c->is_trader,
		.insured = c->insured, .first_aid = c->first_aid,
	};
}

static void
show(struct tt_ctx *cx, const struct tt_search *s, const struct found *f,
    size_t n, struct tt_found *out)
{
	struct tt_rows rows = cards_of(cx, f, n);

	out->hits = TT_NEW_N(cx->arena, n, struct tt_hit);
	for (size_t i = 0; i < n; i++) {
		const struct card *c = card_of(rows, f[i].row->caregiver_id);

		if (c != NULL && really(cx, s, f[i].row))
			out->hits[out->n++] = hit_of(cx, s, &f[i], c);
		else
			out->count--;
	}
}

struct tt_found
tt_search_run(struct tt_ctx *cx, const struct tt_search *s)
{
	struct judge j = judge_of(cx, s);
	struct tt_found out = { 0 };
	size_t first = (size_t)(s->page - 1) * TT_HITS_PAGE;
	struct list l;

	assert(s->page >= 1 && s->page <= 5 && s->pets >= 1 &&
	    s->radius_km >= 1 && s->radius_km <= 50);
	if (j.never || (s->dated && s->to.n < s->from.n))
		return out;
	/* One lock for all of its statements, where these are our own. */
	if (tt_eq(tt_db_engine(cx->db), "sqlite"))
		tt_snapshot(cx);
	l = find(cx, &j);
	out.count = l.n < TT_HITS_MAX ? (int64_t)l.n : TT_HITS_MAX;
	if (first < l.n)
		show(cx, s, l.v + first, l.n - first < TT_HITS_PAGE ?
		    l.n - first : TT_HITS_PAGE, &out);
	return out;
}
