/*
 * The accounts that the README names, and what has happened to them:
 *
 *   An in Mechelen has Rex and Fien; she has asked Lisa, was with her before,
 *   and has one visit that she has not reviewed. Tom has said yes to her.
 *   Bob has paid for next week with Lisa. Tom cannot come to him.
 *   Lisa has worked a year for people around her.
 */
#include <inttypes.h>

#include "core/text.h"
#include "tailtribe/seed_year.h"

static struct tt_seed_person
person(struct tt_seed *s, const char *first, const char *last,
    const char *postcode, bool woman)
{
	const struct tt_place *place = tt_place_by_postcode("BE", postcode);
	struct tt_seed_person p = { .id = tt_seed_id(s), .lang = TT_NL,
	    .woman = woman, .first = first, .last = last, .place = place,
	    .lat = place->lat, .lon = place->lon,
	    .created = tt_later(s->now, -420 * TT_DAY) };

	p.email = tt_printf(s->arena, "%s@example.be", tt_lower(s->arena,
	    first));
	p.phone = tt_seed_phone(s);
	p.street = tt_printf(s->arena, "%s %" PRId64, tt_seed_any(&s->luck,
	    &s->words[TT_NL].list[TT_W_STREETS]),
	    tt_luck_between(&s->luck, 1, 80));
	return p;
}

void
tt_seed_known_staff(struct tt_seed *s,
    struct tt_seed_person p[TT_SEED_STAFF])
{
	p[0] = person(s, "Sam", "Verhaegen", "1000", false);
	p[1] = person(s, "Sofie", "Dewaele", "9000", true);
	p[1].email = "staff@example.be";
}

static void
known_caregiver(struct tt_seed *s, struct tt_seed_caregiver *c,
    const char *const codes[], const int64_t cents[], size_t n)
{
	tt_seed_profile(s, c);
	c->kinds = "dog cat small";
	c->sizes = "xs s m l xl";
	c->pattern = 0;
	c->radius_km = 25;
	c->max_pets = 3;
	c->notice_min = 120;
	c->buffer_min = c->day_limit = 0;
	c->complete = 100;
	c->calendar_seen = tt_later(s->now, -3 * TT_HOUR);
	c->seen = tt_later(s->now, -TT_HOUR);
	c->n_offers = n;
	for (size_t i = 0; i < n; i++)
		c->offers[i] = (struct tt_offer){ .code = codes[i],
		    .price = { cents[i] }, .extra_pet = { cents[i] / 3 / 50 *
		    50 }, .visit_min = 30 };
	c->bio = tt_seed_bio(s, c);
}

void
tt_seed_known_caregivers(struct tt_seed *s, struct tt_seed_caregiver *c)
{
	static const char *const lisa[] = { "walk", "home-visit", "boarding",
	    "day-care" };
	static const int64_t lisa_cents[] = { 1500, 1400, 3200, 2500 };
	static const char *const tom[] = { "walk", "group-walk", "sitting",
	    "training" };
	static const int64_t tom_cents[] = { 1800, 1200, 4000, 5000 };

	/* Between Mechelen and Antwerpen, so that both find her. */
	c[TT_SEED_LISA].p = person(s, "Lisa", "Claes", "2570", true);
	known_caregiver(s, &c[TT_SEED_LISA], lisa, lisa_cents, 4);
	c[TT_SEED_TOM].p = person(s, "Tom", "Wouters", "2800", false);
	known_caregiver(s, &c[TT_SEED_TOM], tom, tom_cents, 4);
}

static struct tt_seed_pet
pet(struct tt_seed *s, const char *name, enum tt_pet_kind kind,
    const char *sex, const char *breed, int64_t grams)
{
	return (struct tt_seed_pet){ .id = tt_seed_id(s), .name = name,
	    .kind = kind, .sex = sex, .breed = breed, .weight_g = grams };
}

void
tt_seed_known_owners(struct tt_seed *s, struct tt_seed_owner *o)
{
	o[TT_SEED_AN].p = person(s, "An", "Peeters", "2800", true);
	o[TT_SEED_AN].pets[0] = pet(s, "Rex", TT_DOG, "male", "labrador",
	    31000);
	o[TT_SEED_AN].pets[1] = pet(s, "Fien", TT_CAT, "female",
	    "huiskat", 4200);
	o[TT_SEED_AN].n_pets = 2;
	o[TT_SEED_BOB].p = person(s, "Bob", "Mertens", "2018", false);
	o[TT_SEED_BOB].pets[0] = pet(s, "Moos", TT_DOG, "male", "beagle",
	    13500);
	o[TT_SEED_BOB].n_pets = 1;
}

/* A visit of the owner's first pet, so many days from now, from some minute. */
static struct tt_visit *
visit(struct tt_year *y, size_t owner, size_t caregiver, size_t offer,
    int64_t days, int64_t from_min)
{
	const struct tt_seed_owner *o = &y->town->owners[owner];
	const struct tt_seed_caregiver *c = &y->town->caregivers[caregiver];
	struct tt_visit *v = tt_year_visit(y, o, c);
	tt_day day = tt_days_later(tt_day_of(y->s->now), days);

	v->offer = &c->offers[offer];
	v->pets[0] = &o->pets[0];
	v->n_pets = 1;
	v->when = (struct tt_when){ day, day, from_min, from_min + 60 };
	v->owner_reviews = v->caregiver_reviews = true;
	return v;
}

static void
settle(struct tt_year *y, struct tt_visit *v, enum tt_fate fate,
    int64_t hours_ago)
{
	v->fate = fate;
	v->asked = tt_later(y->s->now, -hours_ago * TT_HOUR);
	tt_year_deeds(y, v);
}

/* People around Lisa who come back. */
static void
a_year_of_lisa(struct tt_year *y)
{
	const struct tt_seed_town *t = y->town;
	int64_t days = 20;

	for (size_t i = TT_SEED_KNOWN; i < t->n_owners && days < 300; i++) {
		const struct tt_seed_owner *o = &t->owners[i];
		struct tt_visit *v;

		if (o->p.lang != TT_NL || o->pets[0].kind != TT_DOG)
			continue;
		v = visit(y, i, TT_SEED_LISA, 0, -days, 60 *
		    tt_luck_between(&y->s->luck, 9, 17));
		settle(y, v, TT_FATE_DONE, 24 * (days + 4));
		days += tt_luck_between(&y->s->luck, 9, 24);
	}
}

void
tt_year_plan_known(struct tt_year *y)
{
	struct tt_visit *v;

	a_year_of_lisa(y);
	settle(y, visit(y, TT_SEED_AN, TT_SEED_LISA, 0, -40, 600),
	    TT_FATE_DONE, 24 * 45);
	v = visit(y, TT_SEED_AN, TT_SEED_LISA, 0, -4, 1020);
	v->owner_reviews = v->caregiver_reviews = false;
	settle(y, v, TT_FATE_DONE, 24 * 7);
	settle(y, visit(y, TT_SEED_AN, TT_SEED_LISA, 0, 3, 1020),
	    TT_FATE_PENDING, 2);
	settle(y, visit(y, TT_SEED_AN, TT_SEED_TOM, 0, 6, 840),
	    TT_FATE_ACCEPTED, 5);
	settle(y, visit(y, TT_SEED_BOB, TT_SEED_LISA, 0, 5, 600),
	    TT_FATE_PAID, 24 * 3);
	v = visit(y, TT_SEED_BOB, TT_SEED_TOM, 1, 8, 660);
	settle(y, v, TT_FATE_ACCEPTED, 6);
	tt_year_deed(y, v, tt_later(y->s->now, -TT_HOUR),
	    TT_DEED_CANNOT_COME);
}
