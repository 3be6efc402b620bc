/* The demo: people with pictures, who have known each other for a year. */
#include "model/second.h"
#include "db/db.h"
#include "tailtribe/seed.h"

#define OWNERS  120
#define DRAWN   400      /* caregivers that get pictures */
#define CHUNK   100

static void
make_people(struct tt_seed *s, struct tt_seed_town *t)
{
	t->caregivers = TT_NEW_N(s->arena, t->n_caregivers,
	    struct tt_seed_caregiver);
	t->owners = TT_NEW_N(s->arena, t->n_owners, struct tt_seed_owner);
	tt_seed_known_caregivers(s, t->caregivers);
	tt_seed_known_owners(s, t->owners);
	for (size_t i = TT_SEED_KNOWN; i < t->n_caregivers; i++) {
		struct tt_seed_caregiver *c = &t->caregivers[i];

		*c = tt_seed_caregiver(s, (int64_t)(i - TT_SEED_KNOWN));
		/* A few wait for staff to look at them. */
		if (i % 47 == 46) {
			c->state = "pending";
			c->p.created = tt_later(s->now, -TT_DAY);
		}
	}
	for (size_t i = TT_SEED_KNOWN; i < t->n_owners; i++)
		t->owners[i] = tt_seed_owner(s, (int64_t)i);
}

struct chunk {
	struct tt_seed            *s;
	const struct tt_seed_town *t;
	size_t                     from, to;
	struct tt_luck             luck;
	int64_t                    staff;
	const char                *bad;
};

static enum tt_outcome
write_caregivers(struct tt_ctx *cx, void *arg)
{
	struct chunk *k = arg;
	struct tt_seed *s = k->s;

	(void)cx;
	s->luck = k->luck;
	tt_seed_loads(s);
	for (size_t i = k->from; i < k->to; i++) {
		const struct tt_seed_caregiver *c = &k->t->caregivers[i];

		tt_seed_caregiver_rows(s, c);
		tt_seed_checked(s, c);
		if (i >= TT_SEED_KNOWN)
			tt_seed_exceptions(s, c);
		if (i < DRAWN && k->bad == NULL)
			k->bad = tt_seed_pictures(s, c);
	}
	tt_seed_write(s);
	for (size_t i = k->from; i < k->to && k->bad == NULL; i++)
		k->bad = tt_seed_hand_in(s, &k->t->caregivers[i]);
	return TT_OK;
}

static enum tt_outcome
write_owners(struct tt_ctx *cx, void *arg)
{
	struct chunk *k = arg;
	struct tt_seed *s = k->s;

	(void)cx;
	s->luck = k->luck;
	tt_seed_loads(s);
	for (size_t i = k->from; i < k->to; i++)
		tt_seed_owner_rows(s, &k->t->owners[i]);
	tt_seed_write(s);
	return TT_OK;
}

static enum tt_outcome
write_staff(struct tt_ctx *cx, void *arg)
{
	struct chunk *k = arg;
	struct tt_seed *s = k->s;
	struct tt_seed_person p[TT_SEED_STAFF];

	s->luck = k->luck;
	tt_seed_known_staff(s, p);
	tt_seed_loads(s);
	for (size_t i = 0; i < TT_SEED_STAFF; i++)
		tt_seed_person_row(s, &p[i], false, false, i == 0 ?
		    "admin" : "super_admin");
	tt_seed_write(s);
	for (size_t i = 0; i < TT_SEED_STAFF; i++)
		tt_second_put(cx, p[i].id,
		    (const unsigned char *)TT_SEED_SECRET);
	k->staff = p[0].id;
	return TT_OK;
}

static const char *
write_all(struct tt_seed *s, const struct tt_seed_town *t, size_t n,
    tt_tx_fn f)
{
	const char *bad = NULL;

	for (size_t at = 0; at < n && bad == NULL; at += CHUNK) {
		struct chunk k = { .s = s, .t = t, .from = at,
		    .to = at + CHUNK < n ? at + CHUNK : n, .luck = s->luck };

		tt_arena_reset(s->cx->arena);
		(void)tt_tx(s->cx, f, &k);
		bad = k.bad;
	}
	return bad;
}

const char *
tt_seed_demo(struct tt_seed *s, int64_t caregivers)
{
	struct tt_seed_town t = { .n_owners = OWNERS,
	    .n_caregivers = (size_t)caregivers };
	struct chunk staff = { .s = s, .t = &t };
	const char *bad;

	make_people(s, &t);
	staff.luck = s->luck;
	(void)tt_tx(s->cx, write_staff, &staff);
	t.staff = staff.staff;
	bad = write_all(s, &t, t.n_caregivers, write_caregivers);
	if (bad == NULL)
		bad = write_all(s, &t, t.n_owners, write_owners);
	if (bad != NULL)
		return bad;
	tt_seed_year(s, &t);
	return NULL;
}
