/* A year played through, a handful of deeds in each transaction. */
#include <stdlib.h>

#include "db/db.h"
#include "model/booking.h"
#include "model/join.h"
#include "model/review.h"
#include "tailtribe/seed_year.h"

#define BATCH 60

/* What the seed has no file for: why a caregiver cannot come. */
static const char *const cannot_come[TT_LANGS] = {
	[TT_NL] = "Ik lig met griep in bed en kan niet komen.",
	[TT_FR] = "J'ai la grippe et je ne peux pas venir.",
	[TT_EN] = "I am in bed with the flu and cannot come.",
	[TT_DE] = "Ich liege mit Grippe im Bett und kann nicht kommen.",
};

static int
earlier(const void *a, const void *b)
{
	const struct tt_action *x = a, *y = b;

	if (x->at.s != y->at.s)
		return x->at.s < y->at.s ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

struct batch {
	struct tt_year *y;
	size_t          from, to;
	struct tt_luck  luck;
};

static enum tt_outcome
play(struct tt_ctx *cx, void *arg)
{
	const struct batch *b = arg;

	(void)cx;
	b->y->s->luck = b->luck;
	for (size_t i = b->from; i < b->to; i++)
		tt_year_do(b->y, &b->y->actions[i]);
	return TT_OK;
}

struct renewing { int64_t after; };

static enum tt_outcome
renew(struct tt_ctx *cx, void *arg)
{
	struct renewing *r = arg;

	r->after = tt_complete_refresh_some(cx, r->after, BATCH);
	return TT_OK;
}

/* Today again: what is due is shown, and search knows everybody. */
static void
finish(struct tt_year *y)
{
	struct tt_ctx *cx = y->s->cx;
	struct renewing r = { 0 };

	cx->now = y->s->now;
	while (tt_booking_tick(cx) > 0)
		tt_arena_reset(cx->arena);
	tt_load_tidy(cx);
	do {
		tt_arena_reset(cx->arena);
		(void)tt_tx(cx, renew, &r);
	} while (r.after != 0);
}

void
tt_seed_year(struct tt_seed *s, const struct tt_seed_town *town)
{
	struct tt_year y = { .s = s, .town = town,
	    .cannot_come = cannot_come,
	    .visits = TT_NEW_N(s->arena, TT_YEAR_VISITS, struct tt_visit),
	    .actions = TT_NEW_N(s->arena, TT_YEAR_ACTIONS,
	    struct tt_action) };

	tt_year_plan(&y);
	tt_year_plan_known(&y);
	qsort(y.actions, y.n_actions, sizeof(*y.actions), earlier);
	for (size_t at = 0; at < y.n_actions; at += BATCH) {
		struct batch b = { &y, at, at + BATCH < y.n_actions ?
		    at + BATCH : y.n_actions, s->luck };

		tt_arena_reset(s->cx->arena);
		(void)tt_tx(s->cx, play, &b);
	}
	finish(&y);
}
