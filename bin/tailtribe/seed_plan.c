/* Who asks whom for what, and how it ends. */
#include <string.h>

#include "core/text.h"
#include "model/policy.h"
#include "tailtribe/seed_year.h"

#define NEAR_M   25000
#define CIRCLE   4          /* caregivers that an owner knows, at most */
#define LOOKS    600

struct tt_visit *
tt_year_visit(struct tt_year *y, const struct tt_seed_owner *o,
    const struct tt_seed_caregiver *c)
{
	struct tt_visit *v = &y->visits[y->n_visits];

	if (y->n_visits == TT_YEAR_VISITS)
		return NULL;
	*v = (struct tt_visit){ .o = o, .c = c };
	y->n_visits++;
	return v;
}

static bool
takes(const struct tt_seed_caregiver *c, const struct tt_offer *o,
    const struct tt_seed_pet *p)
{
	const struct tt_service *sv = tt_service_named(o->code);

	if (sv->dogs_only)
		return p->kind == TT_DOG;
	return strstr(c->kinds, tt_pet_kinds[p->kind]) != NULL;
}

bool
tt_year_offer(struct tt_year *y, struct tt_visit *v)
{
	struct tt_luck *l = &y->s->luck;
	size_t most;

	v->offer = &v->c->offers[tt_luck_pick(l, (int64_t)v->c->n_offers)];
	most = tt_luck_chance(l, 60) ? 1 : (size_t)v->c->max_pets;
	v->n_pets = 0;
	for (size_t i = 0; i < v->o->n_pets && v->n_pets < most; i++)
		if (takes(v->c, v->offer, &v->o->pets[i]))
			v->pets[v->n_pets++] = &v->o->pets[i];
	return v->n_pets > 0;
}

/* The minutes that one takes; 0 for days and nights. */
static int64_t
minutes(struct tt_luck *l, const struct tt_offer *o)
{
	switch (tt_service_named(o->code)->unit) {
	case TT_PER_HOUR:  return 15 * tt_luck_between(l, 2, 6);
	case TT_PER_VISIT: return o->visit_min;
	case TT_PER_TRIP:  return 60;
	case TT_PER_EVENT: return 60 * tt_luck_between(l, 3, 5);
	case TT_PER_DAY:
	case TT_PER_NIGHT: break;
	}
	return 0;
}

static bool
by_the_hour(struct tt_year *y, struct tt_visit *v, tt_day day, int64_t long_)
{
	struct tt_luck *l = &y->s->luck;
	int64_t pieces[4][2], from, latest;
	size_t n = tt_seed_hours_on(v->c, tt_weekday(day), pieces), i;

	if (n == 0)
		return false;
	i = (size_t)tt_luck_pick(l, (int64_t)n);
	/* Nobody walks a dog in the small hours. */
	from = pieces[i][0] < 7 * 60 ? 7 * 60 : pieces[i][0];
	latest = (pieces[i][1] < 22 * 60 ? pieces[i][1] : 22 * 60) - long_;
	if (latest < from)
		return false;
	from += tt_luck_pick(l, (latest - from) / 15 + 1) * 15;
	v->when = (struct tt_when){ day, day, from, from + long_ };
	return true;
}

static bool
by_the_day(struct tt_year *y, struct tt_visit *v, tt_day day)
{
	bool night = tt_service_named(v->offer->code)->unit == TT_PER_NIGHT;
	int64_t days = night ? tt_luck_between(&y->s->luck, 1, 7) :
	    tt_luck_pick(&y->s->luck, 3);
	int64_t pieces[4][2];

	for (int64_t i = 0; i <= days; i++)
		if (tt_seed_hours_on(v->c, tt_weekday(tt_days_later(day, i)),
		    pieces) == 0)
			return false;
	v->when = (struct tt_when){ day, tt_days_later(day, days),
	    night ? 17 * 60 : 8 * 60, night ? 10 * 60 : 18 * 60 };
	return true;
}

bool
tt_year_when(struct tt_year *y, struct tt_visit *v, tt_day day)
{
	int64_t long_ = minutes(&y->s->luck, v->offer);
	bool found = false;

	for (int i = 0; i < 8 && !found; i++, day.n++)
		found = long_ > 0 ? by_the_hour(y, v, day, long_) :
		    by_the_day(y, v, day);
	return found;
}

static enum tt_fate
any_fate(struct tt_luck *l)
{
	static const struct { int64_t weight; enum tt_fate fate; } fates[] = {
		{ 66, TT_FATE_DONE }, { 12, TT_FATE_DONE_BY_CLOCK },
		{ 5, TT_FATE_DECLINED }, { 3, TT_FATE_WITHDRAWN },
		{ 3, TT_FATE_EXPIRED }, { 2, TT_FATE_UNPAID },
		{ 2, TT_FATE_CANCELLED_UNPAID },
		{ 4, TT_FATE_CANCELLED_EARLY },
		{ 2, TT_FATE_CANCELLED_LATE },
		{ 1, TT_FATE_CANCELLED_STAFF },
	};
	int64_t at = tt_luck_pick(l, 100);
	size_t i = 0;

	while (at >= fates[i].weight)
		at -= fates[i++].weight;
	return fates[i].fate;
}

/* In the last year, so long ago that all of it is over. */
static void
past_visit(struct tt_year *y, const struct tt_seed_owner *o,
    const struct tt_seed_caregiver *c)
{
	struct tt_luck *l = &y->s->luck;
	struct tt_visit *v = tt_year_visit(y, o, c);
	tt_day day = tt_days_later(tt_day_of(y->s->now),
	    -tt_luck_between(l, 18, 350));

	if (v == NULL)
		return;
	if (!tt_year_offer(y, v) || !tt_year_when(y, v, day)) {
		y->n_visits--;
		return;
	}
	v->fate = any_fate(l);
	v->owner_reviews = tt_luck_chance(l, 78);
	v->caregiver_reviews = tt_luck_chance(l, 65);
	v->asked = tt_later(tt_when_starts(&v->when),
	    -tt_luck_between(l, 30 * TT_HOUR, 20 * TT_DAY));
	tt_year_deeds(y, v);
}

static bool
is_near(const struct tt_seed_owner *o, const struct tt_seed_caregiver *c,
    int64_t m)
{
	return tt_distance_m((int32_t)o->p.lat, (int32_t)o->p.lon,
	    (int32_t)c->p.lat, (int32_t)c->p.lon) <= m;
}

/* Approved, near, and speaking the same language if there is such a one. */
static size_t
circle_of(struct tt_year *y, const struct tt_seed_owner *o,
    const struct tt_seed_caregiver *known[CIRCLE])
{
	struct tt_luck *l = &y->s->luck;
	size_t want = (size_t)tt_luck_between(l, 2, CIRCLE), n = 0;

	for (int i = 0; i < LOOKS && n < want; i++) {
		const struct tt_seed_caregiver *c = &y->town->caregivers[
		    tt_luck_pick(l, (int64_t)y->town->n_caregivers)];
		bool has = false;

		for (size_t k = 0; k < n; k++)
			has |= known[k] == c;
		if (!has && tt_eq(c->state, "approved") &&
		    is_near(o, c, i < LOOKS / 2 ? NEAR_M : 2 * NEAR_M) &&
		    (c->p.lang == o->p.lang || i > LOOKS / 3))
			known[n++] = c;
	}
	return n;
}

/* Something that comes: asked, accepted or paid. */
static void
coming_visit(struct tt_year *y, const struct tt_seed_owner *o,
    const struct tt_seed_caregiver *c)
{
	struct tt_luck *l = &y->s->luck;
	struct tt_visit *v = tt_year_visit(y, o, c);
	int64_t n = tt_luck_pick(l, 10);

	if (v == NULL)
		return;
	if (!tt_year_offer(y, v) || !tt_year_when(y, v, tt_days_later(
	    tt_day_of(y->s->now), tt_luck_between(l, 3, 40)))) {
		y->n_visits--;
		return;
	}
	v->fate = n < 3 ? TT_FATE_PENDING : n < 5 ? TT_FATE_ACCEPTED :
	    TT_FATE_PAID;
	v->asked = tt_later(y->s->now, -(v->fate == TT_FATE_PAID ?
	    tt_luck_between(l, 2 * TT_DAY, 12 * TT_DAY) :
	    v->fate == TT_FATE_ACCEPTED ? tt_luck_between(l, 4 * TT_HOUR,
	    9 * TT_HOUR) : tt_luck_between(l, TT_HOUR / 4, 5 * TT_HOUR)));
	tt_year_deeds(y, v);
}

void
tt_year_plan(struct tt_year *y)
{
	const struct tt_seed_caregiver *known[CIRCLE];
	struct tt_luck *l = &y->s->luck;

	for (size_t i = 0; i < y->town->n_owners; i++) {
		const struct tt_seed_owner *o = &y->town->owners[i];
		size_t n = circle_of(y, o, known);

		for (size_t k = 0; k < n; k++)
			for (int64_t j = tt_luck_between(l, 1, 5); j > 0; j--)
				past_visit(y, o, known[k]);
		/* Those with a name have what is settled for them. */
		if (n > 0 && i > TT_SEED_BOB && tt_luck_chance(l, 40))
			coming_visit(y, o, known[0]);
	}
}
