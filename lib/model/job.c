#include <inttypes.h>

#include "core/crypt.h"
#include "core/id.h"
#include "model/job.h"

#define TRIES 12

#define F(m) TT_FIELD(struct tt_job, m)
static const struct tt_field job_fields[] = { F(id), F(subject), F(kind),
    F(detail), F(lease), F(tries), F(max_tries), F(run_at), { 0 } };

TT_EXEC(add, "INSERT INTO job (id, kind, key, subject, detail, run_at, state,"
	" tries, max_tries, lease_until, lease, error, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, 'ready', 0, $7, 0, '', '', $8)"
	" ON CONFLICT (key) DO NOTHING");
TT_QUERY_NUMBER(oldest, "SELECT id AS n FROM job WHERE state = 'ready'"
	" AND run_at <= $1 AND (tries = 0 OR run_at <= $2)"
	" ORDER BY run_at, id LIMIT 1");
TT_EXEC(lease, "UPDATE job SET state = 'leased', lease_until = $2,"
	" lease = $3, tries = tries + 1 WHERE id = $1 AND state = 'ready'");
TT_QUERY(leased, struct tt_job, job_fields, "SELECT id, subject, kind, detail,"
	" lease, tries, max_tries, run_at FROM job WHERE id = $1");
TT_EXEC(finish, "UPDATE job SET state = 'done', lease = ''"
	" WHERE id = $1 AND lease = $2");
TT_EXEC(put_off, "UPDATE job SET state = $3, run_at = $4, lease = '',"
	" error = $5 WHERE id = $1 AND lease = $2");
/* One that takes its worker along each time must not go on for ever. */
TT_EXEC(reap, "UPDATE job SET lease = '', error = 'its worker was lost',"
	" state = CASE WHEN tries >= max_tries THEN 'dead' ELSE 'ready' END"
	" WHERE state = 'leased' AND lease_until < $1");
TT_EXEC(sweep, "DELETE FROM job WHERE id IN (SELECT id FROM job"
	" WHERE state = 'done' AND run_at < $1 LIMIT 500)");
TT_QUERY_NUMBER(waiting, "SELECT COUNT(*) AS n FROM job"
	" WHERE state = 'ready'");
TT_QUERY_NUMBER(dead, "SELECT COUNT(*) AS n FROM job WHERE state = 'dead'");

static void
insert(struct tt_ctx *cx, const char *kind, int64_t subject,
    const char *detail, tt_time at, const char *key)
{
	tt_exec(cx, &add, TT_ARGS(tt_id_new(), kind, key, subject, detail, at,
	    TRIES, cx->now));
}

void
tt_job_add(struct tt_ctx *cx, const char *kind, int64_t subject,
    const char *detail)
{
	insert(cx, kind, subject, detail, cx->now, NULL);
}

void
tt_job_add_at(struct tt_ctx *cx, const char *kind, int64_t subject,
    const char *detail, tt_time at, const char *key)
{
	insert(cx, kind, subject, detail, at, key);
}

void
tt_mail_add(struct tt_ctx *cx, const char *template, int64_t user_id,
    int64_t subject, const char *extra)
{
	insert(cx, "mail", subject, tt_printf(cx->arena, "%s %" PRId64 " %s",
	    template, user_id, extra), cx->now, NULL);
}

struct taking { int64_t seconds; tt_time again; const struct tt_job *job; };

static enum tt_outcome
take(struct tt_ctx *cx, void *arg)
{
	struct taking *t = arg;
	int64_t id = tt_number(cx, &oldest, TT_ARGS(cx->now, t->again));

	t->job = NULL;
	if (id == 0)
		return TT_ABSENT;
	tt_exec(cx, &lease, TT_ARGS(id, tt_later(cx->now, t->seconds),
	    tt_random_hex(cx->arena, 16)));
	t->job = tt_one(cx, &leased, TT_ARGS(id));
	return TT_OK;
}

const struct tt_job *
tt_job_take(struct tt_ctx *cx, int64_t seconds, tt_time again)
{
	struct taking t = { .seconds = seconds, .again = again };

	/* Look first: an idle queue takes no write lock. */
	if (tt_number(cx, &oldest, TT_ARGS(cx->now, again)) == 0)
		return NULL;
	(void)tt_tx(cx, take, &t);
	return t.job;
}

static enum tt_outcome
done(struct tt_ctx *cx, void *arg)
{
	const struct tt_job *j = arg;

	tt_exec(cx, &finish, TT_ARGS(j->id, j->lease));
	return TT_OK;
}

void
tt_job_done(struct tt_ctx *cx, const struct tt_job *j)
{
	(void)tt_tx(cx, done, (void *)(uintptr_t)j);
}

struct failing {
	const struct tt_job *job;
	const char          *error;
	bool                 for_good;
	int64_t              after;
};

/* 2 s doubling to an hour, anywhere within: a crowd of jobs spreads out. */
static int64_t
delay(int64_t tries)
{
	int64_t most = 3600;
	uint32_t chance;

	if (tries < 11)
		most = (int64_t)2 << tries;
	tt_random(&chance, sizeof(chance));
	return 1 + (int64_t)(chance % (uint32_t)most);
}

static enum tt_outcome
failed(struct tt_ctx *cx, void *arg)
{
	const struct failing *f = arg;
	const struct tt_job *j = f->job;
	bool dead_now = f->for_good || j->tries >= j->max_tries;
	int64_t wait = f->after > 0 ? f->after : delay(j->tries);

	tt_exec(cx, &put_off, TT_ARGS(j->id, j->lease,
	    dead_now ? "dead" : "ready", tt_later(cx->now, wait), f->error));
	return TT_OK;
}

void
tt_job_failed(struct tt_ctx *cx, const struct tt_job *j, const char *error,
    bool for_good, int64_t retry_after)
{
	struct failing f = { j, error, for_good, retry_after };

	(void)tt_tx(cx, failed, &f);
}

static enum tt_outcome
reap_now(struct tt_ctx *cx, void *arg)
{
	*(int64_t *)arg = tt_exec(cx, &reap, TT_ARGS(cx->now));
	return TT_OK;
}

int64_t
tt_job_reap(struct tt_ctx *cx)
{
	int64_t n = 0;

	(void)tt_tx(cx, reap_now, &n);
	return n;
}

static enum tt_outcome
sweep_now(struct tt_ctx *cx, void *arg)
{
	*(int64_t *)arg = tt_exec(cx, &sweep,
	    TT_ARGS(tt_later(cx->now, -TT_DAY)));
	return TT_OK;
}

int64_t
tt_job_sweep(struct tt_ctx *cx)
{
	int64_t n = 0;

	(void)tt_tx(cx, sweep_now, &n);
	return n;
}

int64_t
tt_jobs_waiting(struct tt_ctx *cx)
{
	return tt_number(cx, &waiting, TT_NO_ARGS);
}

int64_t
tt_jobs_dead(struct tt_ctx *cx)
{
	return tt_number(cx, &dead, TT_NO_ARGS);
}
