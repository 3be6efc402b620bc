#include <string.h>

#include "core/text.h"
#include "db/db.h"
#include "model/availability.h"
#include "model/offer.h"
#include "model/service.h"

#define ROW_UNITS    500
#define COLUMN_UNITS 800
#define RANK_ZERO    100000

/* What of a caregiver goes into each of the rows. */
struct who {
	int64_t     lat, lon, radius_km, max_pets, rating_sum, rating_count,
	            complete, rank;
	const char *state, *kinds;
};
#define W(m) TT_FIELD(struct who, m)
static const struct tt_field who_fields[] = { W(lat), W(lon), W(radius_km),
    W(max_pets), W(rating_sum), W(rating_count), W(complete), W(rank),
    W(state), W(kinds), { 0 } };
TT_QUERY(who, struct who, who_fields, "SELECT u.lat, u.lon, c.radius_km,"
	" c.max_pets, c.rating_sum, c.rating_count, c.complete, c.rank,"
	" CASE WHEN u.closing IS NULL AND u.suspended IS NULL THEN c.state"
	" ELSE 'suspended' END"
	" AS state, c.kinds FROM caregiver c JOIN users u ON u.id = c.user_id"
	" WHERE c.user_id = $1");

#define O(m) TT_FIELD(struct tt_offer, m)
static const struct tt_field price_fields[] = { O(code), O(price),
    O(extra_pet), O(weekend), O(holiday), { 0 } };
TT_QUERY(prices, struct tt_offer, price_fields, "SELECT code, price,"
	" extra_pet, weekend, holiday FROM service WHERE caregiver_id = $1"
	" LIMIT 20");

TT_EXEC(gone, "DELETE FROM offer WHERE caregiver_id = $1");
TT_EXEC(add, "INSERT INTO offer (service, cell, rank, caregiver_id, lat, lon,"
	" radius_km, price, extra_pet, weekend, holiday, max_pets, kinds,"
	" rating, free1, free2) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
	" $10, $11, $12, $13, $14, $15, $16)");
TT_EXEC(rank_set, "UPDATE caregiver SET rank = $2 WHERE user_id = $1");
TT_QUERY_NUMBER(next_ids, "SELECT user_id AS n FROM caregiver"
	" WHERE user_id > $1 AND state = 'approved' ORDER BY user_id LIMIT $2");

static int64_t
floor_part(int64_t a, int64_t b)
{
	return a >= 0 ? a / b : -((b - 1 - a) / b);
}

int64_t
tt_cell(int64_t lat, int64_t lon)
{
	return floor_part(lat, ROW_UNITS) * 10000 +
	    floor_part(lon, COLUMN_UNITS);
}

int64_t
tt_points(int64_t rating_sum, int64_t rating_count, int64_t complete)
{
	int64_t points = complete * 40 / 100;

	if (rating_count > 0)
		points += 200 * rating_sum / rating_count;
	points += 5 * (rating_count < 10 ? rating_count : 10);
	if (rating_count == 0)
		points += 80;
	else if (rating_count < 3)
		points += 30;
	return points;
}

int64_t
tt_rank(int64_t rating_sum, int64_t rating_count, int64_t complete)
{
	return RANK_ZERO - tt_points(rating_sum, rating_count, complete);
}

int64_t
tt_offer_rating(int64_t rating_sum, int64_t rating_count)
{
	return rating_count == 0 ? 0 : rating_sum * 100 / rating_count;
}

/* Words by blanks as bits, by their place in the list. */
int64_t
tt_offer_kinds(struct tt_arena *a, const struct tt_service *s,
    const char *kinds)
{
	int64_t bits = 0;

	for (const char *p = kinds; *p != '\0';) {
		size_t n = strcspn(p, " ");
		int i = tt_word(tt_pet_kinds, tt_strndup(a, p, n));

		if (i >= 0)
			bits |= (int64_t)1 << i;
		p += n + (p[n] != '\0');
	}
	return s->dogs_only ? bits & (int64_t)1 << TT_DOG : bits;
}

static void
add_row(struct tt_ctx *cx, int64_t id, const struct who *w,
    const struct tt_offer *o, const struct tt_calendar *c)
{
	const struct tt_service *s = tt_service_named(o->code);
	uint64_t bits[2];

	if (s == NULL)
		return;
	tt_free_bits(c, s, cx->now, bits);
	tt_exec(cx, &add, TT_ARGS(s->number, tt_cell(w->lat, w->lon), w->rank,
	    id, w->lat, w->lon, w->radius_km, o->price, o->extra_pet,
	    o->weekend, o->holiday, w->max_pets, tt_offer_kinds(cx->arena, s,
	    w->kinds), tt_offer_rating(w->rating_sum, w->rating_count),
	    (int64_t)bits[0], (int64_t)bits[1])); /* as the table keeps them */
}

static enum tt_outcome
refresh(struct tt_ctx *cx, void *arg)
{
	int64_t id = *(const int64_t *)arg, rank;
	struct who *w = tt_one(cx, &who, TT_ARGS(id));
	tt_day today = tt_day_of(cx->now);
	struct tt_calendar c;
	struct tt_rows rows;

	if (w == NULL)
		return TT_OK;
	tt_exec(cx, &gone, TT_ARGS(id));
	rank = tt_rank(w->rating_sum, w->rating_count, w->complete);
	if (rank != w->rank)
		tt_exec(cx, &rank_set, TT_ARGS(id, rank));
	w->rank = rank;
	if (!tt_eq(w->state, "approved"))
		return TT_OK;
	c = tt_calendar_load(cx, id, today,
	    tt_days_later(today, cx->conf->horizon_days));
	rows = tt_all(cx, &prices, TT_ARGS(id));
	for (size_t i = 0; i < rows.n; i++)
		add_row(cx, id, w, &((const struct tt_offer *)rows.v)[i], &c);
	return TT_OK;
}

void
tt_offer_refresh(struct tt_ctx *cx, int64_t caregiver_id)
{
	(void)tt_tx(cx, refresh, &caregiver_id);
}

int64_t
tt_offer_refresh_some(struct tt_ctx *cx, int64_t after, int64_t limit)
{
	struct tt_rows rows = tt_all(cx, &next_ids, TT_ARGS(after, limit));
	const struct tt_number *ids = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		tt_offer_refresh(cx, ids[i].n);
	return rows.n == 0 ? 0 : ids[rows.n - 1].n;
}
