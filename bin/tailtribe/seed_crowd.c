/* Any number of caregivers, for load tests: rows only, no files. */
#include "db/db.h"
#include "tailtribe/seed.h"

#define CHUNK 1000

struct chunk {
	struct tt_seed *s;
	int64_t         from, caregivers, owners;
	struct tt_luck  luck;
	int64_t         made;
};

void
tt_seed_loads(struct tt_seed *s)
{
	for (int i = 0; i < TT_LOAD_TABLES; i++)
		s->load[i] = tt_load_new(s->cx->arena, (enum tt_load_table)i);
}

void
tt_seed_write(struct tt_seed *s)
{
	/* In the order of the table's numbers: who is named comes first. */
	for (int i = 0; i < TT_LOAD_TABLES; i++)
		tt_load_write(s->cx, s->load[i]);
}

/* Stars without the reviews: most have a few, some have many, some none. */
static void
rate(struct tt_seed *s, struct tt_seed_caregiver *c)
{
	struct tt_luck *l = &s->luck;
	int64_t n = tt_luck_chance(l, 30) ? 0 : tt_luck_chance(l, 80) ?
	    tt_luck_between(l, 1, 12) : tt_luck_between(l, 13, 80);

	c->rating_count = n;
	c->rating_sum = n * tt_luck_between(l, 40, 50) / 10;
}

static enum tt_outcome
write_chunk(struct tt_ctx *cx, void *arg)
{
	const struct chunk *k = arg;
	struct tt_seed *s = k->s;

	(void)cx;
	s->luck = k->luck;
	s->made = k->made;
	tt_seed_loads(s);
	for (int64_t i = 0; i < k->caregivers; i++) {
		struct tt_seed_caregiver c = tt_seed_caregiver(s, k->from + i);

		rate(s, &c);
		tt_seed_caregiver_rows(s, &c);
		tt_seed_offer_rows(s, &c);
	}
	for (int64_t i = 0; i < k->owners; i++) {
		struct tt_seed_person p = tt_seed_person(s, INT32_MAX);

		tt_seed_person_row(s, &p, true, false, "");
	}
	tt_seed_write(s);
	return TT_OK;
}

static int64_t
at_most(int64_t left)
{
	return left < CHUNK ? left : CHUNK;
}

const char *
tt_seed_crowd(struct tt_seed *s, int64_t caregivers, int64_t owners)
{
	struct tt_ctx *cx = s->cx;
	int64_t done = 0, owners_left = owners;

	s->arena = cx->arena;
	while (done < caregivers || owners_left > 0) {
		struct chunk k = { .s = s, .from = done, .luck = s->luck,
		    .made = s->made, .caregivers = at_most(caregivers - done),
		    .owners = at_most(owners_left) };

		tt_arena_reset(cx->arena);
		(void)tt_tx(cx, write_chunk, &k);
		done += k.caregivers;
		owners_left -= k.owners;
	}
	return NULL;
}
