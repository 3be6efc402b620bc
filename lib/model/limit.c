/*
 * Limits on tries, and the broom for what ends by itself.
 */
#include <assert.h>

#include "core/id.h"
#include "model/identity.h"
#include "model/user.h"

#define SWEEP_AGE   TT_DAY
#define MEMBER_IDLE (30 * TT_DAY)

/*
 * When the try was made that has to grow old before another may: the newest
 * but `most` - 1 of those that still count. 0 for none.
 */
TT_QUERY_NUMBER(in_the_way, "SELECT at AS n FROM attempt WHERE class = $1"
	" AND key = $2 AND at > $3 ORDER BY at DESC LIMIT 1 OFFSET $4");
TT_EXEC(count, "INSERT INTO attempt (id, class, key, at)"
	" VALUES ($1, $2, $3, $4)");

TT_EXEC(forget, "DELETE FROM attempt WHERE class = $1 AND key = $2");

TT_EXEC(sweep_attempts, "DELETE FROM attempt WHERE id IN (SELECT id"
	" FROM attempt WHERE at < $1 ORDER BY at LIMIT 500)");
TT_EXEC(sweep_tokens, "DELETE FROM token WHERE hash IN (SELECT hash"
	" FROM token WHERE expires < $1 LIMIT 500)");
TT_EXEC(sweep_sessions, "DELETE FROM session WHERE hash IN (SELECT hash"
	" FROM session WHERE seen < $1 ORDER BY seen LIMIT 500)");

struct trying {
	const char *class, *key;
	int64_t     most, seconds, wait;
};

static int64_t
wait_of(struct tt_ctx *cx, const struct trying *t)
{
	int64_t at = tt_number(cx, &in_the_way, TT_ARGS(t->class, t->key,
	    tt_later(cx->now, -t->seconds), t->most - 1));

	return at == 0 ? 0 : at + t->seconds - cx->now.s;
}

static enum tt_outcome
try_once(struct tt_ctx *cx, void *arg)
{
	struct trying *t = arg;

	t->wait = wait_of(cx, t);
	if (t->wait > 0)
		return TT_REFUSED;
	tt_exec(cx, &count, TT_ARGS(tt_id_new(), t->class, t->key, cx->now));
	return TT_OK;
}

int64_t
tt_limit(struct tt_ctx *cx, const char *class, const char *key, int64_t most,
    int64_t seconds)
{
	struct trying t = { class, key, most, seconds, 0 };

	assert(most > 0 && seconds > 0 && seconds <= SWEEP_AGE);
	/* A flood that is refused takes no write lock. */
	t.wait = wait_of(cx, &t);
	if (t.wait == 0)
		(void)tt_tx(cx, try_once, &t);
	return t.wait;
}

int64_t
tt_limit_peek(struct tt_ctx *cx, const char *class, const char *key,
    int64_t most, int64_t seconds)
{
	const struct trying t = { class, key, most, seconds, 0 };

	return wait_of(cx, &t);
}

static enum tt_outcome
forget_now(struct tt_ctx *cx, void *arg)
{
	const struct trying *t = arg;

	tt_exec(cx, &forget, TT_ARGS(t->class, t->key));
	return TT_OK;
}

void
tt_limit_forget(struct tt_ctx *cx, const char *class, const char *key)
{
	struct trying t = { .class = class, .key = key };

	(void)tt_tx(cx, forget_now, &t);
}

static enum tt_outcome
sweep(struct tt_ctx *cx, void *arg)
{
	*(int64_t *)arg =
	    tt_exec(cx, &sweep_attempts,
	    TT_ARGS(tt_later(cx->now, -SWEEP_AGE))) +
	    tt_exec(cx, &sweep_tokens, TT_ARGS(cx->now)) +
	    tt_exec(cx, &sweep_sessions,
	    TT_ARGS(tt_later(cx->now, -MEMBER_IDLE))) +
	    tt_identity_sweep(cx);
	return TT_OK;
}

int64_t
tt_user_sweep(struct tt_ctx *cx)
{
	int64_t n = 0;

	(void)tt_tx(cx, sweep, &n);
	return n;
}
