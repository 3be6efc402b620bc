/*
 * Searching, against a plain search of our own: all rows are read, judged by
 * distance and price as the pages show these, sorted and cut.
 */
#include <stdlib.h>

#include "model/availability.h"
#include "model/place.h"
#include "model/search.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

#define PEOPLE   700
#define SEARCHES 400
#define EDGE_M   3          /* so near to the edge either answer is right */

struct row {
	int64_t service, rank, caregiver_id, lat, lon, radius_km, price,
	        extra_pet, weekend, holiday, max_pets, kinds, rating, free1,
	        free2;
	int64_t metres, total;
};
#define R(m) TT_FIELD(struct row, m)
static const struct tt_field row_fields[] = { R(service), R(rank),
    R(caregiver_id), R(lat), R(lon), R(radius_km), R(price), R(extra_pet),
    R(weekend), R(holiday), R(max_pets), R(kinds), R(rating), R(free1),
    R(free2), { 0 } };
TT_QUERY(all_rows, struct row, row_fields, "SELECT service, rank,"
	" caregiver_id, lat, lon, radius_km, price, extra_pet, weekend,"
	" holiday, max_pets, kinds, rating, free1, free2 FROM offer"
	" ORDER BY service, rank, caregiver_id LIMIT 100000");
TT_EXEC(offer_add, "INSERT INTO offer (service, cell, rank, caregiver_id, lat,"
	" lon, radius_km, price, extra_pet, weekend, holiday, max_pets, kinds,"
	" rating, free1, free2) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
	" $10, $11, $12, $13, $14, $15, $16)");
TT_EXEC(picture_add, "INSERT INTO picture (id, caregiver_id, place, path, alt,"
	" created) VALUES ($1, $2, 0, $3, '', 0)");

/* Chance that is the same each time. */
static uint64_t seed = 42;

static int64_t
dice(int64_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(seed >> 33) % n;
}

/* Near a town more often than not. */
static int64_t
around(int64_t middle, int64_t wide)
{
	int64_t spread = dice(3) == 0 ? wide : wide / 20;

	return middle - spread + dice(2 * spread);
}

static enum tt_outcome
fill(struct tt_ctx *cx, void *arg)
{
	(void)arg;
	for (int i = 0; i < PEOPLE; i++) {
		int64_t id = tt_id_new(), lat = around(T_ANTWERPEN_LAT, 6000);
		int64_t lon = around(T_ANTWERPEN_LON, 9000);
		int64_t rating = dice(3) == 0 ? 0 : 300 + dice(201);
		int64_t rank = 100000 - 80 - dice(8) * 10;

		tt_exec(cx, &t_user_add, TT_ARGS(id, tt_printf(cx->arena,
		    "c%d@example.be", i), cx->now, "Els", false, true, "",
		    "2000", "Antwerpen", lat, lon));
		tt_exec(cx, &t_caregiver_add, TT_ARGS(id, "x", cx->now));
		for (int64_t s = 1; s <= 10; s += 1 + dice(3))
			tt_exec(cx, &offer_add, TT_ARGS(s, tt_cell(lat, lon),
			    rank, id, lat, lon, 1 + dice(60),
			    500 + 100 * dice(40), 100 * dice(10),
			    100 * dice(4), 100 * dice(6), 1 + dice(4),
			    1 + dice(255), rating,
			    (int64_t)(~0ull << dice(64)), -1 - dice(1000)));
	}
	return TT_OK;
}

/* ---- the plain search ---------------------------------------------------- */

static bool
free_on(const struct row *r, int64_t day)
{
	uint64_t bits = (uint64_t)(day % 128 < 64 ? r->free1 : r->free2);

	return (bits >> (day % 64) & 1) != 0;
}

static bool
free_all(const struct row *r, const struct tt_search *s)
{
	int64_t last = s->to.n - (s->service->unit == TT_PER_NIGHT &&
	    s->to.n > s->from.n);

	for (int64_t d = s->from.n; s->dated && d <= last; d++)
		if (!free_on(r, d))
			return false;
	return true;
}

/* The price for what was asked, by the one function that makes prices. */
static int64_t
total(const struct row *r, const struct tt_search *s)
{
	struct tt_offer o = { .code = s->service->code, .price = { r->price },
	    .extra_pet = { r->extra_pet }, .weekend = { r->weekend },
	    .holiday = { r->holiday } };
	struct tt_when w = { s->from, s->from, 600, 660 };

	if (!s->dated)
		return r->price + r->extra_pet * (s->pets - 1);
	if (s->service->unit == TT_PER_DAY || s->service->unit == TT_PER_NIGHT)
		w.to = s->to;
	if (s->service->unit == TT_PER_NIGHT && s->to.n == s->from.n)
		w.to.n++;
	return tt_price_of(&o, &w, s->pets, s->country).total.cents;
}

static enum tt_sort sort;

static int
order(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int64_t c = 0;

	if (sort == TT_SORT_DISTANCE)
		c = x->metres - y->metres;
	if (sort == TT_SORT_PRICE)
		c = x->total - y->total;
	if (sort == TT_SORT_RATING)
		c = y->rating - x->rating;
	if (c == 0)
		c = x->rank - y->rank;
	if (c == 0)
		c = x->caregiver_id < y->caregiver_id ? -1 : 1;
	return c < 0 ? -1 : 1;
}

/* How many fit, put in order in `out`; -1 when one is too near the edge. */
static int64_t
plainly(struct tt_rows all, const struct tt_search *s, struct row *out)
{
	const struct row *r = all.v;
	int64_t n = 0;

	for (size_t i = 0; i < all.n; i++, r++) {
		int64_t m = tt_distance_m(s->lat, s->lon, (int32_t)r->lat,
		    (int32_t)r->lon);
		int64_t most = s->radius_km * 1000;

		if (s->service->at_owner && r->radius_km * 1000 < most)
			most = r->radius_km * 1000;
		if (r->service != s->service->number || !free_all(r, s) ||
		    (r->kinds >> s->kind & 1) == 0 || r->max_pets < s->pets ||
		    (s->max_price.cents > 0 &&
		    total(r, s) > s->max_price.cents))
			continue;
		if (m > most - EDGE_M && m < most + EDGE_M)
			return -1;
		if (m > most)
			continue;
		out[n] = *r;
		out[n].metres = m;
		out[n++].total = total(r, s);
	}
	sort = s->sort;
	qsort(out, (size_t)n, sizeof(*out), order);
	return n;
}

/* ---- one against the other ----------------------------------------------- */

static struct tt_search
any_search(struct tt_ctx *cx)
{
	tt_day today = tt_day_of(cx->now);
	struct tt_search s = { .service = &tt_services[dice(10)],
	    .lat = (int32_t)around(T_ANTWERPEN_LAT, 3000),
	    .lon = (int32_t)around(T_ANTWERPEN_LON, 4000), .country = "BE",
	    .radius_km = 1 + dice(50), .dated = dice(2) == 0, .pets = 1,
	    .kind = (enum tt_pet_kind)dice(TT_PET_KINDS),
	    .max_price = { dice(2) * (1000 + 100 * dice(200)) },
	    .sort = (enum tt_sort)dice(4), .page = 1 + dice(5) };

	/* Where pets share, more than one also needs a calendar. */
	if (!s.dated || !s.service->shared)
		s.pets = 1 + dice(3);
	s.from = tt_days_later(today, dice(80));
	s.to = tt_days_later(s.from, dice(3) * dice(4));
	return s;
}

static bool
same_hit(const struct tt_hit *h, const struct row *r,
    const struct tt_search *s)
{
	/* Two of one distance in whole metres may come in either order. */
	if (s->sort == TT_SORT_DISTANCE &&
	    h->distance_m >= r->metres - 1 && h->distance_m <= r->metres + 1)
		return true;
	return h->caregiver_id == r->caregiver_id &&
	    h->price.cents == r->total && h->distance_m == r->metres;
}

static bool
agree(struct tt_ctx *cx, const struct tt_search *s, struct tt_rows all,
    struct row *out, int64_t *found)
{
	int64_t n = plainly(all, s, out), first = 20 * (s->page - 1);
	struct tt_found f;
	int64_t want;

	if (n < 0)
		return true;
	f = tt_search_run(cx, s);
	want = n - first < 20 ? n - first : 20;
	if (f.count != (n < 101 ? n : 101) ||
	    (int64_t)f.n != (want < 0 ? 0 : want))
		return false;
	for (size_t i = 0; i < f.n; i++)
		if (!same_hit(&f.hits[i], &out[first + (int64_t)i], s))
			return false;
	*found += (int64_t)f.n;
	return true;
}

static void
many(struct tt_ctx *cx)
{
	struct tt_rows all;
	struct row *out;
	int64_t right = 0, found = 0;

	tt_tx(cx, fill, NULL);
	all = tt_all(cx, &all_rows, TT_NO_ARGS);
	out = TT_NEW_N(cx->arena, all.n, struct row);
	for (int i = 0; i < SEARCHES; i++) {
		struct tt_search s = any_search(cx);

		right += agree(cx, &s, all, out, &found);
	}
	is(right, SEARCHES, "every search finds what a plain one finds");
	ok(found > SEARCHES, "and that is not nothing");
}

/* ---- by hand ------------------------------------------------------------- */

static struct tt_search
walks(void)
{
	return (struct tt_search){ .service = tt_service_named("walk"),
	    .lat = T_ANTWERPEN_LAT, .lon = T_ANTWERPEN_LON, .country = "BE",
	    .radius_km = 10, .pets = 1, .page = 1 };
}

static void
shown(struct tt_ctx *cx, int64_t lisa)
{
	struct tt_search s = walks();
	struct tt_found f = tt_search_run(cx, &s);

	is(f.count, 1, "Lisa is found");
	is(f.hits[0].caregiver_id, lisa, "it is her");
	is_str(f.hits[0].first_name, "Lisa", "by her first name");
	is_str(f.hits[0].initial, "P", "and an initial");
	is_str(f.hits[0].town, "Antwerpen", "her town");
	is_str(f.hits[0].portrait, "", "no portrait");
	is(f.hits[0].price.cents, 1500, "for an hour");
	is(f.hits[0].distance_m, 0, "here");
	t_do(cx, &picture_add, TT_ARGS(7, lisa, "face.webp"), 0);
	f = tt_search_run(cx, &s);
	is_str(f.hits[0].portrait, "face.webp", "her portrait");
	s.lat = T_MECHELEN_LAT;
	s.lon = T_MECHELEN_LON;
	is(tt_search_run(cx, &s).count, 0, "not within 10 km of Mechelen");
	s.radius_km = 30;
	is(tt_search_run(cx, &s).count, 0, "22 km is too far for her");
	s.service = tt_service_named("boarding");
	f = tt_search_run(cx, &s);
	is(f.count, 1, "but the dog may come to her");
	is(f.hits[0].distance_m, tt_distance_m(T_MECHELEN_LAT, T_MECHELEN_LON,
	    T_ANTWERPEN_LAT, T_ANTWERPEN_LON), "so far");
	s = walks();
	s.page = 2;
	is((int64_t)tt_search_run(cx, &s).n, 0, "no second page");
	s = walks();
	s.pets = 4;
	is(tt_search_run(cx, &s).count, 0, "four dogs are too many");
	s.pets = 3;
	is(tt_search_run(cx, &s).hits[0].price.cents, 2500, "three cost more");
	s.max_price = (tt_money){ 2499 };
	is(tt_search_run(cx, &s).count, 0, "a cent too dear");
	t_state(cx, lisa, "suspended");
	s = walks();
	is(tt_search_run(cx, &s).count, 0, "suspended");
	t_state(cx, lisa, "approved");
}

static void
dated(struct tt_ctx *cx, int64_t lisa)
{
	struct tt_search s = walks();
	tt_day christmas = tt_day_make(2026, 12, 25);   /* a Friday */

	t_service(cx, lisa, "boarding", 3200, 1600, 300, 700);
	s.service = tt_service_named("boarding");
	s.dated = true;
	s.from = christmas;
	s.to = tt_days_later(christmas, 3);
	is(tt_search_units(&s), 3, "three nights");
	is(tt_search_run(cx, &s).hits[0].price.cents,
	    3 * 3200 + 700 + 2 * 300, "Christmas and a weekend");
	t_dated(cx, lisa, tt_days_later(christmas, 3), 0, 0);
	is(tt_search_run(cx, &s).count, 1, "the day of leaving may be closed");
	t_dated(cx, lisa, tt_days_later(christmas, 1), 0, 0);
	is(tt_search_run(cx, &s).count, 0, "a night in between may not");
	s.to = tt_days_later(christmas, 1);
	is(tt_search_run(cx, &s).count, 1, "one night");
	s.service = tt_service_named("day-care");
	is(tt_search_units(&s), 2, "two days, both counted");
	is(tt_search_run(cx, &s).count, 0, "of days, the last counts");
	s.to = tt_days_later(christmas, -1);
	is(tt_search_run(cx, &s).count, 0, "backwards");
	s.from = s.to = tt_days_later(tt_day_of(cx->now), -1);
	is(tt_search_run(cx, &s).count, 0, "yesterday");
	s.from = s.to = tt_days_later(tt_day_of(cx->now), 91);
	is(tt_search_run(cx, &s).count, 0, "too far ahead");
	s.from = s.to = tt_days_later(tt_day_of(cx->now), 90);
	is(tt_search_run(cx, &s).count, 1, "the last day");
	s.service = tt_service_named("walk");
	is(tt_search_units(&s), 1, "by the hour, one");
}

TT_EXEC(booking_add, "INSERT INTO booking (id, owner_id, caregiver_id,"
	" service, state, version, starts, ends, starts_wall, ends_wall, zone,"
	" pets, price, commission_bp, policy, note, off_leash, emergency_name,"
	" emergency_phone, vet_name, vet_phone, vet_address, answer_by,"
	" report, reason, created) VALUES ($1, $2, $3, 'boarding', 'paid', 1,"
	" $4, $5, '', '', '', 2, 1000, 2000, 1, '', '', '', '', '', '', '',"
	" $4, '', '', $6)");
TT_EXEC(hold_add, "INSERT INTO hold (booking_id, caregiver_id, seat_from,"
	" seat_to, starts, ends) VALUES ($1, $2, 1, 3, $3, $4)");

/* Two of three places are taken by another booking. */
static void
room(struct tt_ctx *cx, int64_t lisa)
{
	int64_t id = tt_id_new(), an = t_owner(cx, "An");
	tt_day day = tt_days_later(tt_day_of(cx->now), 40);
	struct tt_search s = walks();

	t_do(cx, &booking_add, TT_ARGS(id, an, lisa, tt_at(day, 1020),
	    tt_at(tt_days_later(day, 1), 600), cx->now), 0);
	t_do(cx, &hold_add, TT_ARGS(id, lisa, tt_at(day, 1020),
	    tt_at(tt_days_later(day, 1), 600)), lisa);
	s.service = tt_service_named("boarding");
	s.dated = true;
	s.from = day;
	s.to = tt_days_later(day, 1);
	is(tt_search_run(cx, &s).count, 1, "there is room for one pet");
	s.pets = 2;
	is(tt_search_run(cx, &s).count, 0, "not for two");
	s.from = tt_days_later(day, 2);
	s.to = tt_days_later(day, 3);
	is(tt_search_run(cx, &s).count, 1, "later there is");
	s.service = tt_service_named("walk");
	s.from = s.to = day;
	s.pets = 1;
	is(tt_search_run(cx, &s).count, 1, "a walk in the morning");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t lisa;

	cx->now = tt_at(tt_day_make(2026, 11, 24), 9 * 60);
	lisa = t_caregiver(cx, "Lisa");
	shown(cx, lisa);
	dated(cx, lisa);
	room(cx, lisa);
	many(cx);
	return t_done();
}
