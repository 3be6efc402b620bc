/* Who somebody is and where they live. */
#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "model/user.h"
#include "tailtribe/seed.h"

#define JITTER 60           /* 1/10000 degree: 500 m around the centre */

/* Thousands of people; the other municipalities have about twenty. */
static const struct { const char *name; int64_t thousands; } large[] = {
	{ "Antwerpen", 536 }, { "Gent", 268 }, { "Charleroi", 204 },
	{ "Luik", 196 }, { "Brussel", 193 }, { "Schaarbeek", 130 },
	{ "Anderlecht", 124 }, { "Brugge", 119 }, { "Namen", 113 },
	{ "Leuven", 102 }, { "Sint-Jans-Molenbeek", 97 }, { "Bergen", 96 },
	{ "Mechelen", 160 }, { "Aalst", 89 }, { "Elsene", 87 },
	{ "Ukkel", 85 }, { "Sint-Niklaas", 82 }, { "Hasselt", 81 },
	{ "La Louvière", 81 }, { "Kortrijk", 79 }, { "Oostende", 72 },
	{ "Doornik", 69 }, { "Genk", 67 }, { "Roeselare", 66 },
	{ "Seraing", 64 }, { "Sint-Lambrechts-Woluwe", 58 },
	{ "Moeskroen", 59 }, { "Vorst", 57 }, { "Verviers", 55 },
	{ "Jette", 53 }, { "Etterbeek", 49 }, { "Sint-Gillis", 49 },
	{ "Evere", 44 }, { "Sint-Pieters-Woluwe", 42 }, { "Vilvoorde", 47 },
	{ "Turnhout", 47 }, { "Dendermonde", 46 }, { "Beringen", 48 },
	{ "Dilbeek", 44 }, { "Lier", 37 }, { "Aarlen", 31 },
	{ "Waver", 35 }, { "Ottignies-Louvain-la-Neuve", 31 },
	{ "Braine-l'Alleud", 40 }, { "Eupen", 20 }, { "Marche-en-Famenne", 18 },
};

static const char *const provinces[] = { "BE-VAN", "BE-VBR", "BE-VLI",
    "BE-VOV", "BE-VWV", "BE-BRU", "BE-WBR", "BE-WHT", "BE-WLG", "BE-WLX",
    "BE-WNA" };
#define PROVINCES ((int64_t)(sizeof(provinces) / sizeof(*provinces)))
#define FIRST_OF_EACH (4 * PROVINCES)
#define FIRST_GERMANS 6

static int64_t
weight_of(const struct tt_seed *s, const struct tt_place *p)
{
	int64_t postcodes = 0, thousands = 0;
	const char *name = tt_place_name(p, TT_NL);

	for (size_t i = 0; i < s->n_places; i++)
		postcodes += s->places[i]->name[TT_NL] == p->name[TT_NL] &&
		    tt_eq(s->places[i]->province, p->province);
	for (size_t i = 0; i < sizeof(large) / sizeof(*large); i++)
		if (tt_eq(large[i].name, name))
			thousands = large[i].thousands;
	if (thousands == 0)
		thousands = 12 + 3 * postcodes;
	return 1000 * thousands / postcodes;
}

void
tt_seed_places(struct tt_seed *s)
{
	const struct tt_place *p;
	int64_t sum = 0;

	for (size_t i = 0; (p = tt_place_at(i)) != NULL; i++)
		if (tt_eq(p->country, "BE") && s->n_places < TT_SEED_PLACES)
			s->places[s->n_places++] = p;
	for (size_t i = 0; i < s->n_places; i++)
		s->weight[i] = sum += weight_of(s, s->places[i]);
}

static const struct tt_place *
any_place(struct tt_seed *s)
{
	int64_t at = tt_luck_pick(&s->luck, s->weight[s->n_places - 1]);
	size_t low = 0, high = s->n_places - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (s->weight[middle] > at)
			high = middle;
		else
			low = middle + 1;
	}
	return s->places[low];
}

static bool
german(const struct tt_place *p)
{
	return tt_starts(p->postcode, "47");
}

static bool
wanted(const struct tt_place *p, int64_t i)
{
	if (i < FIRST_OF_EACH)
		return tt_eq(p->province, provinces[i % PROVINCES]);
	if (i < FIRST_OF_EACH + FIRST_GERMANS)
		return german(p);
	return true;
}

enum tt_lang
tt_seed_lang_of(const struct tt_place *p)
{
	if (german(p))
		return TT_DE;
	return tt_starts(p->province, "BE-V") ? TT_NL : TT_FR;
}

/* What somebody who lives there speaks. */
static enum tt_lang
speaks(struct tt_seed *s, const struct tt_place *p)
{
	if (tt_eq(p->province, "BE-BRU")) {
		int64_t n = tt_luck_pick(&s->luck, 100);

		return n < 34 ? TT_NL : n < 90 ? TT_FR : TT_EN;
	}
	return tt_luck_chance(&s->luck, 3) ? TT_EN : tt_seed_lang_of(p);
}

int64_t
tt_seed_id(struct tt_seed *s)
{
	/* As tt_id_new makes them, in January 2025: before any real one. */
	return ((int64_t)86400000 + s->made++) << 22 |
	    tt_luck_pick(&s->luck, 1 << 22);
}

/* A family name, and a first name of the same origin where there is one. */
static void
name(struct tt_seed *s, struct tt_seed_person *p)
{
	const struct tt_seed_words *w = &s->words[p->lang];
	const struct tt_seed_list *firsts =
	    &w->list[p->woman ? TT_W_FIRST_F : TT_W_FIRST_M];
	const struct tt_seed_list *families = &w->list[TT_W_FAMILY];
	const struct tt_seed_line *family =
	    &families->v[tt_luck_pick(&s->luck, (int64_t)families->n)];
	const struct tt_seed_line *first;

	p->last = family->f[0];
	for (int tries = 0; tries < 200; tries++) {
		first = &firsts->v[tt_luck_pick(&s->luck,
		    (int64_t)firsts->n)];
		p->first = first->f[0];
		if (tt_eq(first->f[1], family->f[1]))
			return;
	}
}

const char *
tt_seed_phone(struct tt_seed *s)
{
	/* 0400 is given to nobody. */
	return tt_printf(s->arena, "+32400%06" PRId64,
	    tt_luck_pick(&s->luck, 1000000));
}

const char *
tt_seed_relation(struct tt_seed *s, enum tt_lang lang)
{
	const struct tt_seed_words *w = &s->words[lang];
	const struct tt_seed_list *all = &w->list[TT_W_RELATIONS];
	const struct tt_seed_line *r =
	    &all->v[tt_luck_pick(&s->luck, (int64_t)all->n)];
	bool woman = tt_eq(r->f[0], "f") ||
	    (tt_eq(r->f[0], "*") && tt_luck_chance(&s->luck, 50));

	return tt_printf(s->arena, "%s (%s)", tt_seed_any(&s->luck,
	    &w->list[woman ? TT_W_FIRST_F : TT_W_FIRST_M]), r->f[1]);
}

static const char *
email(struct tt_seed *s, const struct tt_seed_person *p)
{
	char first[TT_PLACE_SLUG], last[TT_PLACE_SLUG];

	tt_place_slug(p->first, first);
	tt_place_slug(p->last, last);
	return tt_printf(s->arena, "%s.%s.%" PRId64 "@example.be", first,
	    last, s->made);
}

struct tt_seed_person
tt_seed_person(struct tt_seed *s, int64_t i)
{
	struct tt_seed_person p = { .id = tt_seed_id(s) };

	do
		p.place = any_place(s);
	while (!wanted(p.place, i));
	p.lang = speaks(s, p.place);
	p.woman = tt_luck_chance(&s->luck, 68);
	name(s, &p);
	p.email = email(s, &p);
	p.phone = tt_seed_phone(s);
	p.street = tt_printf(s->arena, "%s %" PRId64, tt_seed_any(&s->luck,
	    &s->words[tt_seed_lang_of(p.place)].list[TT_W_STREETS]),
	    tt_luck_between(&s->luck, 1, 180));
	p.lat = p.place->lat + tt_luck_between(&s->luck, -JITTER, JITTER);
	p.lon = p.place->lon + tt_luck_between(&s->luck, -JITTER, JITTER);
	p.created = tt_later(s->now, -tt_luck_between(&s->luck,
	    370 * TT_DAY, 700 * TT_DAY));
	return p;
}

void
tt_seed_person_row(struct tt_seed *s, const struct tt_seed_person *p,
    bool owner, bool caregiver, const char *staff)
{
	struct tt_load *l = s->load[TT_LOAD_USER];

	tt_load_int(l, p->id);
	tt_load_text(l, p->email);
	tt_load_int(l, p->created.s + TT_HOUR);
	tt_load_text(l, s->hash);
	tt_load_text(l, p->first);
	tt_load_text(l, p->last);
	tt_load_text(l, tt_langs[p->lang]);
	tt_load_int(l, owner);
	tt_load_int(l, caregiver);
	tt_load_text(l, staff);
	tt_load_text(l, p->phone);
	tt_load_text(l, p->place->country);
	tt_load_text(l, p->place->postcode);
	tt_load_text(l, tt_place_name(p->place, p->lang));
	tt_load_text(l, p->street);
	tt_load_int(l, p->lat);
	tt_load_int(l, p->lon);
	tt_load_text(l, TT_TERMS_NOW);
	tt_load_int(l, p->created.s);
	tt_load_int(l, p->created.s);
}
