/* What caregivers say of themselves, and when they are not there. */
#include <assert.h>

#include "core/text.h"
#include "model/offer.h"
#include "tailtribe/seed.h"

#define BIO_MIN 250
#define BIO_MAX 700

/* Whether animals come to the caregiver's own home. */
static bool
keeps_at_home(const struct tt_seed_caregiver *c)
{
	for (size_t i = 0; i < c->n_offers; i++)
		if (!tt_service_named(c->offers[i].code)->at_owner)
			return true;
	return false;
}

static const char *
one_bio(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	const struct tt_seed_words *w = &s->words[c->p.lang];
	const char *sex = c->p.woman ? "f" : "m";
	const char *bio = tt_seed_fit(&s->luck, &w->list[TT_W_WHO], 0, &sex,
	    1)->f[1];
	size_t most = (size_t)tt_luck_between(&s->luck, 2, 3);

	if (keeps_at_home(c))
		bio = tt_printf(s->arena, "%s\n\n%s", bio, c->home->bio);
	for (size_t i = 0; i < c->n_offers && i < most; i++) {
		const struct tt_seed_line *line = tt_seed_fit(&s->luck,
		    &w->list[TT_W_SERVICES], 0, &c->offers[i].code, 1);

		if (line != NULL)
			bio = tt_printf(s->arena, "%s\n\n%s", bio,
			    line->f[1]);
	}
	return tt_printf(s->arena, "%s\n\n%s", bio, tt_seed_any(&s->luck,
	    &w->list[TT_W_END]));
}

const char *
tt_seed_bio(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	const char *bio = one_bio(s, c);

	for (int tries = 0; tries < 30; tries++) {
		size_t n = tt_chars(bio);

		if (n >= BIO_MIN && n <= BIO_MAX)
			break;
		bio = one_bio(s, c);
	}
	return bio;
}

static void
dated_row(struct tt_load *l, int64_t caregiver, tt_day day, int64_t from,
    int64_t to)
{
	tt_load_int(l, caregiver);
	tt_load_int(l, day.n);
	tt_load_int(l, from);
	tt_load_int(l, to);
}

void
tt_seed_exceptions(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	struct tt_luck *l = &s->luck;
	struct tt_load *block = s->load[TT_LOAD_BLOCK];
	tt_day today = tt_day_of(s->now), day = today;
	tt_time starts;

	/* Christmas is closed for many; a few days are shorter. */
	for (int i = 0; i < 2; i++) {
		day.n += tt_luck_between(l, 4, 40);
		if (tt_luck_chance(l, 40))
			dated_row(s->load[TT_LOAD_DATED], c->p.id, day, 0, 0);
		else if (tt_luck_chance(l, 40))
			dated_row(s->load[TT_LOAD_DATED], c->p.id, day, 540,
			    60 * tt_luck_between(l, 12, 16));
	}
	if (!tt_luck_chance(l, 35))
		return;
	starts = tt_at(tt_days_later(today, tt_luck_between(l, 5, 70)),
	    60 * (int)tt_luck_between(l, 8, 18));
	tt_load_int(block, tt_seed_id(s));
	tt_load_int(block, c->p.id);
	tt_load_int(block, starts.s);
	tt_load_int(block, starts.s + tt_luck_between(l, 1, 8) * TT_DAY);
	tt_load_text(block, "");
}

/* The calendar of somebody who works to a pattern and has no bookings. */
static struct tt_calendar
calendar(struct tt_seed *s, const struct tt_seed_caregiver *c,
    struct tt_weekly weekly[28])
{
	struct tt_calendar cal = { .weekly = weekly, .max_pets = c->max_pets,
	    .notice_min = c->notice_min, .buffer_min = c->buffer_min,
	    .day_limit = c->day_limit,
	    .horizon_days = s->cx->conf->horizon_days };

	for (int day = 1; day <= 7; day++) {
		int64_t pieces[4][2];
		size_t n = tt_seed_hours_on(c, day, pieces);

		for (size_t i = 0; i < n; i++)
			weekly[cal.n_weekly++] = (struct tt_weekly){ day,
			    pieces[i][0], pieces[i][1] };
	}
	return cal;
}

/* Worked out once for each pattern, notice and unit. */
static const uint64_t *
free_days(struct tt_seed *s, const struct tt_seed_caregiver *c,
    const struct tt_service *sv)
{
	struct tt_weekly weekly[28];
	struct tt_calendar cal;
	struct tt_seed_free *f = s->free;

	for (; f < s->free + s->n_free; f++)
		if (f->pattern == c->pattern && f->unit == sv->unit &&
		    f->notice_min == c->notice_min)
			return f->bits;
	assert(s->n_free < TT_SEED_FREE);
	s->n_free++;
	*f = (struct tt_seed_free){ .pattern = c->pattern,
	    .notice_min = c->notice_min, .unit = sv->unit };
	cal = calendar(s, c, weekly);
	tt_free_bits(&cal, sv, s->now, f->bits);
	return f->bits;
}

void
tt_seed_offer_rows(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	struct tt_load *l = s->load[TT_LOAD_OFFER];

	for (size_t i = 0; i < c->n_offers; i++) {
		const struct tt_offer *o = &c->offers[i];
		const struct tt_service *sv = tt_service_named(o->code);
		const uint64_t *bits = free_days(s, c, sv);
		const int64_t row[] = { sv->number, tt_cell(c->p.lat,
		    c->p.lon), tt_rank(c->rating_sum, c->rating_count,
		    c->complete), c->p.id, c->p.lat, c->p.lon, c->radius_km,
		    o->price.cents, o->extra_pet.cents, o->weekend.cents,
		    o->holiday.cents, c->max_pets, tt_offer_kinds(s->arena,
		    sv, c->kinds), tt_offer_rating(c->rating_sum,
		    c->rating_count),
		    (int64_t)bits[0], (int64_t)bits[1] }; /* as kept */

		for (size_t k = 0; k < sizeof(row) / sizeof(*row); k++)
			tt_load_int(l, row[k]);
	}
}
