/* What everybody may see of a caregiver, and under which name. */
#include "model/caregiver.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

TT_EXEC(picture_add, "INSERT INTO picture (id, caregiver_id, place, path, alt,"
	" created) VALUES ($1, $2, $3, $4, '', 0)");

static void
masked(struct tt_ctx *cx, const char *first, const char *last,
    const char *want, const char *initials)
{
	is_str(tt_name(cx, first, last), want, want);
	is_str(tt_initials(cx->arena, first, last), initials, "its initials");
}

static void
names(struct tt_ctx *cx)
{
	masked(cx, "Emma", "Willems", "Emma W.", "EW");
	masked(cx, "Jan", "", "Jan", "J");
	masked(cx, "Jan", "van den Berg", "Jan B.", "JB");
	masked(cx, " élise ", "étienne", "élise É.", "ÉÉ");
	masked(cx, "Bart", "De Smet ", "Bart S.", "BS");
	masked(cx, "", "", "Deleted user", "");
	is_str(tt_last_initial(cx->arena, "willems"), "W", "a capital");
	is_str(tt_last_initial(cx->arena, ""), "", "of nothing");
}

static void
profile(struct tt_ctx *cx, int64_t lisa)
{
	const struct tt_caregiver *c = tt_caregiver_find(cx, lisa);
	struct tt_rows offers = tt_caregiver_offers(cx, lisa);
	const struct tt_offer *o = offers.v;

	is_str(c->town, "Antwerpen", "the town");
	is(c->max_pets, 3, "how many pets");
	is(c->approved.s, cx->now.s, "since when");
	ok(c->smoke_free && !c->is_trader, "yes, no");
	is((int64_t)offers.n, 10, "ten services");
	is_str(o[0].code, "walk", "in the order of the table");
	is_str(o[1].code, "group-walk", "the second");
	is(o[0].price.cents, 1500, "with the price");
	o = tt_caregiver_offer(cx, lisa, "boarding");
	is(o->price.cents, 3200, "one by its code");
	is(o->extra_pet.cents, 1600, "each further pet");
	ok(tt_caregiver_offer(cx, lisa, "flying") == NULL, "not offered");
}

static void
pictures(struct tt_ctx *cx, int64_t lisa)
{
	const struct tt_picture *p;

	t_do(cx, &picture_add, TT_ARGS(1, lisa, 1, "garden.webp"), 0);
	t_do(cx, &picture_add, TT_ARGS(2, lisa, 0, "face.webp"), 0);
	p = tt_caregiver_pictures(cx, lisa).v;
	is_str(p[0].path, "face.webp", "the portrait comes first");
	is_str(p[1].path, "garden.webp", "then the others");
}

static void
approved_only(struct tt_ctx *cx, int64_t lisa)
{
	int64_t tom = t_caregiver(cx, "Tom");
	struct tt_rows ids;

	t_state(cx, lisa, "suspended");
	ok(tt_caregiver_find(cx, lisa) == NULL, "suspended: not shown");
	is((int64_t)tt_caregiver_offers(cx, lisa).n, 0, "no offers");
	ok(tt_caregiver_offer(cx, lisa, "walk") == NULL, "not one");
	is((int64_t)tt_caregiver_pictures(cx, lisa).n, 0, "no pictures");
	ok(tt_caregiver_find(cx, t_owner(cx, "An")) == NULL, "an owner");
	ids = tt_caregiver_ids(cx, 0, 10);
	is((int64_t)ids.n, 1, "one for the site map");
	is(((const struct tt_number *)ids.v)->n, tom, "Tom");
	is((int64_t)tt_caregiver_ids(cx, tom, 10).n, 0, "none after him");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t lisa = t_caregiver(cx, "Lisa");

	names(cx);
	profile(cx, lisa);
	pictures(cx, lisa);
	approved_only(cx, lisa);
	return t_done();
}
