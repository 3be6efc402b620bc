/* Owners and their animals. */
#include <string.h>

#include "core/text.h"
#include "tailtribe/seed.h"

struct tt_seed_pet
tt_seed_pet(struct tt_seed *s, enum tt_lang lang)
{
	static const enum tt_pet_kind kinds[] = { TT_DOG, TT_DOG, TT_DOG,
	    TT_DOG, TT_DOG, TT_DOG, TT_CAT, TT_CAT, TT_CAT, TT_CAT, TT_SMALL,
	    TT_SMALL, TT_BIRD, TT_LIVESTOCK, TT_FISH, TT_REPTILE };
	const struct tt_seed_words *w = &s->words[lang];
	const struct tt_seed_list *all = &w->list[TT_W_PET_NAMES];
	struct tt_luck *l = &s->luck;
	const struct tt_seed_line *name =
	    &all->v[tt_luck_pick(l, (int64_t)all->n)];
	struct tt_seed_pet p = { .id = tt_seed_id(s), .name = name->f[0],
	    .kind = kinds[tt_luck_pick(l, 16)] };
	const struct tt_seed_line *breed = tt_seed_fit(l,
	    &w->list[TT_W_BREEDS], 0, &tt_pet_kinds[p.kind], 1);
	int64_t kg = 0;

	p.sex = tt_eq(name->f[1], "f") ? "female" : tt_eq(name->f[1], "m") ?
	    "male" : tt_luck_chance(l, 50) ? "female" : "male";
	p.breed = breed == NULL ? "" : breed->f[1];
	if (breed != NULL && tt_int(breed->f[2], 0, 1000, &kg) &&
	    (p.kind == TT_DOG || p.kind == TT_CAT))
		p.weight_g = kg * 10 * tt_luck_between(l, 85, 115);
	return p;
}

struct tt_seed_owner
tt_seed_owner(struct tt_seed *s, int64_t i)
{
	struct tt_seed_owner o = { .p = tt_seed_person(s, i) };
	size_t want = (size_t)tt_luck_between(&s->luck, 1, TT_SEED_PETS);

	while (o.n_pets < want) {
		struct tt_seed_pet p = tt_seed_pet(s, o.p.lang);
		bool known = false;

		for (size_t k = 0; k < o.n_pets; k++)
			known |= tt_eq(o.pets[k].name, p.name);
		if (!known)
			o.pets[o.n_pets++] = p;
	}
	return o;
}

static void
pet_row(struct tt_seed *s, const struct tt_seed_owner *o,
    const struct tt_seed_pet *p, const char *picture)
{
	struct tt_load *l = s->load[TT_LOAD_PET];
	const char *want[] = { tt_pet_kinds[p->kind], tt_eq(p->sex,
	    "female") ? "f" : "m" };
	const struct tt_seed_line *note = tt_luck_chance(&s->luck, 60) ?
	    tt_seed_fit(&s->luck, &s->words[o->p.lang].list[TT_W_CARE], 0,
	    want, 2) : NULL;
	int64_t age = tt_luck_between(&s->luck, 1, 12);

	tt_load_int(l, p->id);
	tt_load_int(l, o->p.id);
	tt_load_text(l, p->name);
	tt_load_text(l, tt_pet_kinds[p->kind]);
	tt_load_text(l, "");
	tt_load_text(l, p->breed);
	tt_load_text(l, p->sex);
	tt_load_int(l, tt_wall(s->now).year - age);
	tt_load_int(l, p->weight_g);
	tt_load_int(l, tt_luck_chance(&s->luck, 60));
	tt_load_int(l, tt_luck_chance(&s->luck, 85));
	tt_load_int(l, tt_luck_chance(&s->luck, 95));
	for (int empty = 0; empty < 4; empty++)
		tt_load_text(l, "");
	tt_load_text(l, note == NULL ? "" : note->f[2]);
	tt_load_text(l, picture);
	tt_load_int(l, o->p.created.s);
}

void
tt_seed_owner_rows(struct tt_seed *s, const struct tt_seed_owner *o)
{
	tt_seed_person_row(s, &o->p, true, false, "");
	for (size_t i = 0; i < o->n_pets; i++) {
		const char *picture = tt_seed_pet_picture(s, &o->pets[i]);

		pet_row(s, o, &o->pets[i], picture == NULL ? "" : picture);
	}
}
