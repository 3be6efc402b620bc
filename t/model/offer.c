/* The rows that search reads say what is true of a caregiver. */
#include "model/availability.h"
#include "model/offer.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

TT_QUERY_NUMBER(rows_of, "SELECT COUNT(*) AS n FROM offer"
	" WHERE caregiver_id = $1");
struct row { int64_t cell, rank, price, kinds, rating, free1, free2; };
#define R(m) TT_FIELD(struct row, m)
static const struct tt_field row_fields[] = { R(cell), R(rank), R(price),
    R(kinds), R(rating), R(free1), R(free2), { 0 } };
TT_QUERY(row_of, struct row, row_fields, "SELECT cell, rank, price, kinds,"
	" rating, free1, free2 FROM offer WHERE caregiver_id = $1"
	" AND service = $2");
TT_QUERY_NUMBER(kept_rank, "SELECT rank AS n FROM caregiver"
	" WHERE user_id = $1");
TT_EXEC(kinds_set, "UPDATE caregiver SET kinds = $2 WHERE user_id = $1");
TT_EXEC(spoil, "DELETE FROM offer WHERE caregiver_id = $1");

static void
pure(void)
{
	is(tt_cell(512194, 44025), 10240055, "the cell of Antwerp");
	is(tt_cell(512000, 44000), 10240055, "its south-west corner");
	is(tt_cell(511999, 44000), 10230055, "one below");
	is(tt_cell(512499, 44799), 10240055, "its north-east corner");
	is(tt_cell(0, -1), -1, "west of Greenwich");
	is(tt_cell(-1, 0), -10000, "south of the equator");
	is(tt_points(0, 0, 100), 120, "new, and complete");
	is(tt_points(5, 1, 50), 1000 + 5 + 30 + 20, "one review");
	is(tt_points(10, 2, 0), 1000 + 10 + 30, "two");
	is(tt_points(14, 3, 0), 933 + 15, "three: no longer new");
	is(tt_points(100, 20, 100), 1000 + 50 + 40, "ten count at most");
}

static bool
free_on(const struct row *r, tt_day d)
{
	uint64_t bits = (uint64_t)(d.n / 64 % 2 == 0 ? r->free1 : r->free2);

	return (bits >> (d.n % 64) & 1) != 0;
}

static void
days(struct tt_ctx *cx, int64_t lisa)
{
	const struct tt_service *board = tt_service_named("boarding");
	const struct tt_service *walk = tt_service_named("walk");
	tt_day today = tt_day_of(cx->now);
	tt_day away = tt_days_later(today, 5);
	const struct row *w, *b;

	t_block(cx, lisa, tt_at(away, 0), tt_at(away, 12 * 60));
	t_dated(cx, lisa, tt_days_later(today, 7), 0, 0);
	w = tt_one(cx, &row_of, TT_ARGS(lisa, walk->number));
	b = tt_one(cx, &row_of, TT_ARGS(lisa, board->number));
	ok(free_on(w, tt_days_later(today, 1)), "free tomorrow");
	ok(free_on(w, away), "away in the morning: walks in the afternoon");
	ok(free_on(b, away), "and a stay from the evening");
	ok(!free_on(b, tt_days_later(away, -1)), "but not the night before");
	ok(!free_on(w, tt_days_later(today, 7)), "a closed day");
	ok(free_on(w, tt_days_later(today, 90)), "the last day");
	ok(!free_on(w, tt_days_later(today, 91)), "not beyond");
}

static void
changes(struct tt_ctx *cx, int64_t lisa)
{
	const int64_t walk = tt_service_named("walk")->number;
	const int64_t visit = tt_service_named("home-visit")->number;
	const struct row *r = tt_one(cx, &row_of, TT_ARGS(lisa, walk));

	is(r->rank, 100000 - 120, "a new one's rank");
	is(r->rating, 0, "no rating");
	is(tt_number(cx, &kept_rank, TT_ARGS(lisa)), r->rank, "kept as well");
	t_rating(cx, lisa, 14, 3);
	r = tt_one(cx, &row_of, TT_ARGS(lisa, walk));
	is(r->rating, 466, "4.66 stars");
	is(r->rank, 100000 - tt_points(14, 3, 100), "another rank");
	t_service(cx, lisa, "walk", 2000, 0, 0, 0);
	r = tt_one(cx, &row_of, TT_ARGS(lisa, walk));
	is(r->price, 2000, "another price");
	t_do(cx, &kinds_set, TT_ARGS(lisa, "cat dog unicorn"), lisa);
	r = tt_one(cx, &row_of, TT_ARGS(lisa, visit));
	is(r->kinds, 3, "dogs and cats");
	r = tt_one(cx, &row_of, TT_ARGS(lisa, walk));
	is(r->kinds, 1, "only dogs are walked");
	t_at_place(cx, lisa, T_MECHELEN_LAT, T_MECHELEN_LON);
	r = tt_one(cx, &row_of, TT_ARGS(lisa, walk));
	is(r->cell, tt_cell(T_MECHELEN_LAT, T_MECHELEN_LON), "another place");
	is(tt_number(cx, &rows_of, TT_ARGS(lisa)), 10, "ten rows");
	t_state(cx, lisa, "suspended");
	is(tt_number(cx, &rows_of, TT_ARGS(lisa)), 0, "suspended: none");
	t_state(cx, lisa, "approved");
	is(tt_number(cx, &rows_of, TT_ARGS(lisa)), 10, "and ten again");
}

static void
nightly(struct tt_ctx *cx, int64_t lisa)
{
	int64_t tom = t_caregiver(cx, "Tom"), after;

	t_do(cx, &spoil, TT_ARGS(lisa), 0);
	t_do(cx, &spoil, TT_ARGS(tom), 0);
	after = tt_offer_refresh_some(cx, 0, 1);
	is(after, lisa < tom ? lisa : tom, "one at a time");
	is(tt_number(cx, &rows_of, TT_ARGS(after)), 10, "is written anew");
	after = tt_offer_refresh_some(cx, after, 1);
	is(tt_number(cx, &rows_of, TT_ARGS(after)), 10, "then the other");
	is(tt_offer_refresh_some(cx, after, 1), 0, "then it is finished");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t lisa = t_caregiver(cx, "Lisa");

	cx->now = tt_at(tt_day_make(2026, 12, 1), 9 * 60);
	pure();
	days(cx, lisa);
	changes(cx, lisa);
	nightly(cx, lisa);
	return t_done();
}
