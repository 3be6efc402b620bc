/*
 * Limits on tries.
 */
#include <assert.h>

#include "core/id.h"
#include "model/user.h"

#define SWEEP_AGE TT_DAY          /* model/retain.c */

/*
 * When the try was made that has to grow old before another may: the newest
 * but `most` - 1 of those that still count. 0 for none.
 */
TT_QUERY_NUMBER(in_the_way, "SELECT at AS n FROM attempt WHERE class = $1"
	" AND key = $2 AND at > $3 ORDER BY at DESC LIMIT 1 OFFSET $4");
TT_EXEC(count, "INSERT INTO attempt (id, class, key, at)"
	" VALUES ($1, $2, $3, $4)");

TT_EXEC(forget, "DELETE FROM attempt WHERE class = $1 AND key = $2");

struct tries { int64_t n, last; };
#define T(m) TT_FIELD(struct tries, m)
static const struct tt_field tries_fields[] = { T(n), T(last), { 0 } };
TT_QUERY(tries, struct tries, tries_fields, "SELECT COUNT(*) AS n,"
	" COALESCE(MAX(at), 0) AS last FROM attempt WHERE class = $1"
	" AND key = $2 AND at > $3");

static int64_t
wait_of(struct tt_ctx *cx, const struct tt_trying *t)
{
	int64_t at = tt_number(cx, &in_the_way, TT_ARGS(t->class, t->key,
	    tt_later(cx->now, -t->seconds), t->most - 1));

	return at == 0 ? 0 : at + t->seconds - cx->now.s;
}

/* What was refused was not counted: each step of the wait is a real try. */
static int64_t
growing_wait(struct tt_ctx *cx, const struct tt_trying *t)
{
	const struct tries *done = tt_one(cx, &tries, TT_ARGS(t->class,
	    t->key, tt_later(cx->now, -SWEEP_AGE)));
	int64_t wait = t->seconds, left;

	if (done->n < t->most)
		return 0;
	for (int64_t i = done->n; i > t->most && wait < t->longest; i--)
		wait *= 2;
	left = done->last + (wait < t->longest ? wait : t->longest) -
	    cx->now.s;
	return left > 0 ? left : 0;
}

struct counting {
	const struct tt_trying *t;
	size_t                  n;
	int64_t                 wait;
};

/* The first wait that is in the way. */
static int64_t
wait_now(struct tt_ctx *cx, const struct counting *c)
{
	int64_t wait = 0;

	for (size_t i = 0; i < c->n && wait == 0; i++) {
		const struct tt_trying *t = &c->t[i];

		assert(t->most > 0 && t->seconds > 0 &&
		    t->seconds <= SWEEP_AGE);
		wait = t->longest > 0 ? growing_wait(cx, t) :
		    wait_of(cx, t);
	}
	return wait;
}

static enum tt_outcome
try_once(struct tt_ctx *cx, void *arg)
{
	struct counting *c = arg;

	c->wait = wait_now(cx, c);
	if (c->wait > 0)
		return TT_REFUSED;
	for (size_t i = 0; i < c->n; i++)
		tt_exec(cx, &count, TT_ARGS(tt_id_new(), c->t[i].class,
		    c->t[i].key, cx->now));
	return TT_OK;
}

int64_t
tt_limits(struct tt_ctx *cx, const struct tt_trying *t, size_t n)
{
	struct counting c = { t, n, 0 };

	/* A flood that is refused takes no write lock. */
	c.wait = wait_now(cx, &c);
	if (c.wait == 0)
		(void)tt_tx(cx, try_once, &c);
	return c.wait;
}

int64_t
tt_limits_peek(struct tt_ctx *cx, const struct tt_trying *t, size_t n)
{
	const struct counting c = { t, n, 0 };

	return wait_now(cx, &c);
}

int64_t
tt_limit(struct tt_ctx *cx, const char *class, const char *key, int64_t most,
    int64_t seconds)
{
	const struct tt_trying t = { class, key, most, seconds, 0 };

	return tt_limits(cx, &t, 1);
}

int64_t
tt_limit_peek(struct tt_ctx *cx, const char *class, const char *key,
    int64_t most, int64_t seconds)
{
	const struct tt_trying t = { class, key, most, seconds, 0 };

	return wait_of(cx, &t);
}

static enum tt_outcome
forget_now(struct tt_ctx *cx, void *arg)
{
	const struct tt_trying *t = arg;

	tt_exec(cx, &forget, TT_ARGS(t->class, t->key));
	return TT_OK;
}

void
tt_limit_forget(struct tt_ctx *cx, const char *class, const char *key)
{
	struct tt_trying t = { .class = class, .key = key };

	(void)tt_tx(cx, forget_now, &t);
}
