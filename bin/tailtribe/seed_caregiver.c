/* Caregivers: what they do, when, and for how much. */
#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "model/join.h"
#include "model/offer.h"
#include "tailtribe/seed.h"

const struct tt_seed_hours tt_seed_patterns[TT_SEED_PATTERNS][5] = {
	{ { 1, 7, 420, 1260 } },
	{ { 1, 7, 390, 1320 } },
	{ { 1, 7, 0, 1440 } },
	{ { 1, 5, 480, 1080 } },
	{ { 1, 5, 420, 1140 } },
	{ { 1, 6, 540, 1020 } },
	{ { 1, 5, 1020, 1260 }, { 6, 7, 480, 1200 } },
	{ { 1, 2, 480, 720 }, { 1, 2, 780, 1080 }, { 4, 5, 480, 1080 } },
	{ { 3, 3, 720, 1200 }, { 6, 7, 540, 1140 } },
	{ { 6, 7, 480, 1200 } },
};
#define OVERNIGHT_PATTERNS 3      /* the first ones: every day */

/* What one person usually does together, and with which animals. */
static const struct profile {
	int64_t     weight;
	const char *always[2], *maybe[4];
	const char *kinds[3];
} profiles[] = {
	{ 26, { "walk" }, { "group-walk", "home-visit", "day-care",
	    "training" }, { "dog", "dog cat", "dog cat small" } },
	{ 22, { "boarding", "day-care" }, { "walk", "home-visit" },
	    { "dog", "dog cat", "dog cat small bird" } },
	{ 18, { "home-visit", "sitting" }, { "walk", "small-animals",
	    "boarding" }, { "dog cat", "cat", "dog cat small bird fish" } },
	{ 12, { "home-visit" }, { "sitting", "small-animals", "boarding" },
	    { "cat", "cat small", "cat small bird" } },
	{ 10, { "small-animals", "home-visit" }, { "boarding", "transport" },
	    { "small bird", "cat small bird fish reptile",
	    "small bird livestock" } },
	{ 6, { "training" }, { "walk", "group-walk", "event" },
	    { "dog", "dog", "dog" } },
	{ 3, { "transport" }, { "home-visit", "event", "walk" },
	    { "dog cat", "dog cat small bird reptile",
	    "dog cat small livestock" } },
	{ 3, { "event", "walk" }, { "sitting", "transport", "training" },
	    { "dog", "dog cat", "dog" } },
};

/* Cents of one unit, from and to; what another pet costs, per cent. */
static const struct { const char *code; int64_t from, to, extra; } prices[] = {
	{ "walk", 1300, 2400, 35 }, { "group-walk", 1000, 1800, 80 },
	{ "home-visit", 1300, 2400, 25 }, { "boarding", 2500, 4500, 50 },
	{ "sitting", 3000, 5500, 25 }, { "day-care", 2000, 3600, 50 },
	{ "small-animals", 1000, 2000, 15 }, { "training", 4000, 8500, 25 },
	{ "transport", 2000, 4000, 20 }, { "event", 8000, 18000, 25 },
};

static int64_t
halves(int64_t cents)
{
	return cents / 50 * 50;
}

static void
offer(struct tt_seed *s, struct tt_seed_caregiver *c, const char *code)
{
	struct tt_offer *o = &c->offers[c->n_offers];
	struct tt_luck *l = &s->luck;

	if (code == NULL || c->n_offers == TT_SEED_OFFERS)
		return;
	for (size_t i = 0; i < c->n_offers; i++)
		if (tt_eq(c->offers[i].code, code))
			return;
	for (size_t i = 0; i < sizeof(prices) / sizeof(*prices); i++) {
		int64_t price;

		if (!tt_eq(prices[i].code, code))
			continue;
		price = halves(tt_luck_between(l, prices[i].from,
		    prices[i].to));
		*o = (struct tt_offer){ .code = prices[i].code,
		    .price = { price },
		    .extra_pet = { halves(price * prices[i].extra / 100) },
		    .visit_min = 15 * tt_luck_between(l, 2, 4) };
		if (tt_luck_chance(l, 35))
			o->weekend.cents = halves(price *
			    tt_luck_between(l, 10, 25) / 100);
		if (tt_luck_chance(l, 50))
			o->holiday.cents = halves(price *
			    tt_luck_between(l, 20, 50) / 100);
		c->n_offers++;
	}
}

static bool
overnight(const struct tt_seed_caregiver *c)
{
	for (size_t i = 0; i < c->n_offers; i++)
		if (tt_service_named(c->offers[i].code)->overnight)
			return true;
	return false;
}

static const struct profile *
any_profile(struct tt_luck *l)
{
	int64_t at = tt_luck_pick(l, 100);
	const struct profile *p = profiles;

	while (at >= p->weight)
		at -= p++->weight;
	return p;
}

static void
rules(struct tt_seed *s, struct tt_seed_caregiver *c)
{
	static const int64_t notice[] = { 60, 120, 120, 240, 720, 1440 };
	static const int64_t buffer[] = { 0, 0, 15, 30 };
	static const int64_t limit[] = { 0, 0, 0, 4, 6, 8 };
	struct tt_luck *l = &s->luck;

	c->radius_km = tt_luck_between(l, 5, 25);
	c->max_pets = tt_luck_between(l, 2, 5);
	c->notice_min = notice[tt_luck_pick(l, 6)];
	c->buffer_min = buffer[tt_luck_pick(l, 4)];
	c->day_limit = limit[tt_luck_pick(l, 6)];
	c->pattern = tt_luck_pick(l, overnight(c) ? OVERNIGHT_PATTERNS :
	    TT_SEED_PATTERNS);
	c->is_trader = tt_luck_chance(l, 18);
	c->complete = tt_luck_chance(l, 60) ? 100 :
	    13 * tt_luck_between(l, 4, 7);
}

void
tt_seed_profile(struct tt_seed *s, struct tt_seed_caregiver *c)
{
	static const char *const sizes[] = { "xs s m l xl", "xs s m l xl",
	    "xs s m l", "xs s m", "s m l xl" };
	const struct tt_seed_words *w = &s->words[c->p.lang];
	struct tt_luck *l = &s->luck;
	const struct profile *p = any_profile(l);

	for (size_t i = 0; i < 2; i++)
		offer(s, c, p->always[i]);
	for (size_t i = 0; i < 4; i++)
		if (tt_luck_chance(l, 45))
			offer(s, c, p->maybe[i]);
	c->kinds = p->kinds[tt_luck_pick(l, 3)];
	c->sizes = tt_starts(c->kinds, "dog") ? sizes[tt_luck_pick(l, 5)] : "";
	rules(s, c);
	c->home = &w->homes[tt_luck_pick(l, (int64_t)w->n_homes)];
	c->headline = tt_seed_any(l, &w->list[TT_W_HEADLINES]);
	c->medication = tt_luck_chance(l, 75) ?
	    tt_seed_any(l, &w->list[TT_W_MEDICATION]) : "";
	c->bio = tt_seed_bio(s, c);
	c->state = "approved";
	c->approved = tt_later(c->p.created, 2 * TT_DAY);
	c->calendar_seen = tt_later(s->now, -tt_luck_pick(l, 14 * TT_DAY));
	c->seen = tt_later(s->now, -tt_luck_pick(l, 6 * TT_DAY));
}

struct tt_seed_caregiver
tt_seed_caregiver(struct tt_seed *s, int64_t i)
{
	struct tt_seed_caregiver c = { .p = tt_seed_person(s, i) };

	tt_seed_profile(s, &c);
	return c;
}

size_t
tt_seed_hours_on(const struct tt_seed_caregiver *c, int weekday,
    int64_t pieces[4][2])
{
	const struct tt_seed_hours *h = tt_seed_patterns[c->pattern];
	size_t n = 0;

	for (; h->first != 0; h++)
		if (h->first <= weekday && weekday <= h->last && n < 4) {
			pieces[n][0] = h->from;
			pieces[n++][1] = h->to;
		}
	return n;
}

/*
 * An account that passes every check, at a bank that there is not: ten digits
 * and their remainder by 97, then the same for the whole of it.
 */
static const char *
account(struct tt_seed *s, int64_t id)
{
	int64_t first = INT64_C(9990000000) + id % 10000000;
	int64_t all = 100 * first + (first % 97 == 0 ? 97 : first % 97);
	/* B is 11 and E is 14; the check digits count as 00. */
	int64_t rest = (all % 97 * 1000000 + 111400) % 97;

	return tt_printf(s->arena, "BE%02" PRId64 "%012" PRId64, 98 - rest,
	    all);
}

/* What was told in the last step, and when it was sent in. */
static void
joined(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	struct tt_load *l = s->load[TT_LOAD_CAREGIVER];

	tt_load_int(l, TT_JOIN_STEPS);
	tt_load_int(l, c->p.created.s + TT_HOUR);
	tt_load_text(l, account(s, c->p.id));
	tt_load_text(l, tt_printf(s->arena, "%s %s", c->p.first, c->p.last));
	tt_load_text(l, TT_RULES_NOW);
	tt_load_int(l, c->p.created.s + TT_HOUR);
}

static void
caregiver_row(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	struct tt_load *l = s->load[TT_LOAD_CAREGIVER];
	const char *texts[] = { c->state, c->bio, c->headline };
	const char *more[] = { c->kinds, c->sizes, c->home->home,
	    c->home->outdoors, c->home->own_pets, c->home->children,
	    c->medication };
	const int64_t rest[] = { tt_eq(c->home->smoke_free, "yes"),
	    c->is_trader, c->notice_min, c->buffer_min, c->day_limit,
	    c->rating_sum, c->rating_count, c->complete,
	    tt_rank(c->rating_sum, c->rating_count, c->complete),
	    c->calendar_seen.s, c->seen.s,
	    tt_eq(c->state, "approved") ? c->approved.s : 0,
	    c->p.created.s };

	tt_load_int(l, c->p.id);
	for (size_t i = 0; i < 3; i++)
		tt_load_text(l, texts[i]);
	tt_load_int(l, c->radius_km);
	tt_load_int(l, c->max_pets);
	for (size_t i = 0; i < 7; i++)
		tt_load_text(l, more[i]);
	for (size_t i = 0; i < 13; i++)
		tt_load_int(l, rest[i]);
	joined(s, c);
}

void
tt_seed_caregiver_rows(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	struct tt_load *l = s->load[TT_LOAD_SERVICE];

	tt_seed_person_row(s, &c->p, false, true, "");
	caregiver_row(s, c);
	for (size_t i = 0; i < c->n_offers; i++) {
		const struct tt_offer *o = &c->offers[i];

		tt_load_int(l, c->p.id);
		tt_load_text(l, o->code);
		tt_load_int(l, o->price.cents);
		tt_load_int(l, o->extra_pet.cents);
		tt_load_int(l, o->weekend.cents);
		tt_load_int(l, o->holiday.cents);
		tt_load_int(l, o->visit_min);
	}
	l = s->load[TT_LOAD_WEEKLY];
	for (int day = 1; day <= 7; day++) {
		int64_t pieces[4][2];
		size_t n = tt_seed_hours_on(c, day, pieces);

		for (size_t i = 0; i < n; i++) {
			tt_load_int(l, c->p.id);
			tt_load_int(l, day);
			tt_load_int(l, pieces[i][0]);
			tt_load_int(l, pieces[i][1]);
		}
	}
}
