#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/crypt.h"
#include "core/log.h"
#include "core/text.h"
#include "db/engine.h"

#define TRIES       8
#define TRIES_MS    5000       /* no further try after so long */
#define NAP_MS      20         /* the longest rest between two */
#define ALIVE_MS    500

struct tt_db *
tt_db_new(const struct tt_conf *conf)
{
	struct tt_arena *always = tt_arena_new((size_t)1 << 20);
	struct tt_db *db = TT_NEW(always, struct tt_db);
	const char *where = conf->database;

	if (tt_starts(where, "sqlite:")) {
		db->engine = &tt_sqlite;
		db->where = where + strlen("sqlite:");
	} else {
		db->engine = &tt_postgres;
		db->where = where + strlen("postgres:");
	}
	db->arena = always;
	db->kept = tt_arena_new((size_t)4 << 20);
	return db;
}

const char *
tt_db_engine(const struct tt_db *db)
{
	return db->engine->name;
}

static void
forget(struct tt_db *db)
{
	for (size_t i = 0; i < 2 * TT_STATEMENTS; i++)
		if (db->cache[i] != NULL)
			db->engine->finalize(db, db->cache[i]);
	memset(db->cache, 0, sizeof(db->cache));
	db->cached = 0;
	tt_arena_reset(db->kept);
}

static void
disconnect(struct tt_db *db)
{
	if (db->handle == NULL)
		return;
	db->engine->settle(db);
	forget(db);
	db->engine->close(db);
	db->handle = NULL;
	db->in_tx = false;
	db->broken = false;
}

void
tt_db_end(struct tt_db *db)
{
	disconnect(db);
	tt_arena_end(db->kept);
	tt_arena_end(db->arena);
}

/*
 * After a rest the connection may have gone: then nothing was under way, and
 * a new one does as well.
 */
static void
connect_first(struct tt_db *db, int64_t ms)
{
	if (db->rested && db->handle != NULL && db->engine->gone(db))
		db->broken = true;
	db->rested = false;
	if (db->broken)
		disconnect(db);
	if (db->handle == NULL)
		db->engine->open(db, ms);
}

static void
try_rollback(void *arg)
{
	struct tt_db *db = arg;

	db->engine->command(db, TT_ROLLBACK);
}

void
tt_db_idle(struct tt_db *db)
{
	struct tt_fault_info why;

	db->rested = true;
	if (db->broken)
		disconnect(db);
	if (db->handle == NULL)
		return;
	db->engine->settle(db);
	if (!db->in_tx)
		return;
	if (!tt_try(try_rollback, db, &why)) {
		tt_log_warn("%s", why.text);
		disconnect(db);
	}
	db->in_tx = false;
}

/* ---- statements ------------------------------------------------------- */

static size_t
slot_of(const struct tt_db *db, const struct tt_query *q)
{
	size_t i = ((uintptr_t)q >> 4) * 0x9e3779b97f4a7c15u >> 54;

	while (db->cache[i] != NULL && db->cache[i]->q != q)
		i = (i + 1) % (2 * TT_STATEMENTS);
	return i;
}

/* NULL, or what is wrong with it. */
static const char *
prepare(struct tt_ctx *cx, const struct tt_query *q, struct tt_statement *s)
{
	const char *bad;

	*s = (struct tt_statement){ .q = q };
	s->writes = !tt_starts(q->sql, "SELECT ") &&
	    !tt_starts(q->sql, "WITH ");
	bad = cx->db->engine->prepare(cx->db, cx, s);
	if (bad != NULL)
		cx->db->engine->finalize(cx->db, s);
	return bad;
}

static struct tt_statement *
statement(struct tt_ctx *cx, const struct tt_query *q)
{
	struct tt_db *db = cx->db;
	size_t i = slot_of(db, q);
	struct tt_statement fresh;
	const char *bad;

	if (db->cache[i] != NULL)
		return db->cache[i];
	if (db->cached == TT_STATEMENTS) {
		forget(db);
		i = slot_of(db, q);
	}
	bad = prepare(cx, q, &fresh);
	if (bad != NULL)
		tt_fault(TT_FAULT_MACHINE, "%s:%d %s: %s", q->file, q->line,
		    q->name, bad);
	/* Only now: what could not be prepared is not there. */
	db->cache[i] = TT_NEW(db->kept, struct tt_statement);
	*db->cache[i] = fresh;
	db->cached++;
	return db->cache[i];
}

static struct tt_rows
run(struct tt_ctx *cx, const struct tt_query *q, const struct tt_args *args,
    size_t limit)
{
	struct tt_db *db = cx->db;
	struct tt_statement *s;

	connect_first(db, 0);
	cx->sql++;
	s = statement(cx, q);
	assert(cx->in_tx || !s->writes);
	if ((int)args->n != s->params)
		tt_fault(TT_FAULT_MACHINE, "%s:%d %s: %d parameters, %zu "
		    "arguments", q->file, q->line, q->name, s->params,
		    args->n);
	return db->engine->run(db, cx, s, args, limit);
}

void *
tt_one(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	struct tt_rows rows;

	assert(q->row != NULL);
	rows = run(cx, q, &args, 1);
	return rows.n == 0 ? NULL : rows.v;
}

struct tt_rows
tt_all(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	assert(q->row != NULL);
	return run(cx, q, &args, SIZE_MAX);
}

int64_t
tt_exec(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	assert(cx->in_tx && q->row == NULL);
	(void)run(cx, q, &args, 0);
	return cx->db->changed;
}

int64_t
tt_number(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	const struct tt_number *n;

	assert(q->row == tt_number_fields);
	n = tt_one(cx, q, args);
	return n == NULL ? 0 : n->n;
}

/* ---- transactions ----------------------------------------------------- */

struct trial {
	struct tt_ctx  *cx;
	tt_tx_fn        f;
	void           *arg;
	enum tt_outcome out;
};

static void
attempt(void *arg)
{
	struct trial *t = arg;
	struct tt_db *db = t->cx->db;

	connect_first(db, 0);
	db->in_tx = true;
	db->engine->command(db, TT_BEGIN);
	t->out = t->f(t->cx, t->arg);
	db->engine->command(db, t->out == TT_OK ? TT_COMMIT : TT_ROLLBACK);
	db->in_tx = false;
}

/* Rivals step aside, each by another time, and longer each time. */
static void
wait_a_little(int tries)
{
	uint32_t most = (uint32_t)2 << tries, chance;
	struct timespec nap = { 0 };

	if (most > NAP_MS)
		most = NAP_MS;
	tt_random(&chance, sizeof(chance));
	nap.tv_nsec = (long)(1 + chance % most) * 1000000;
	nanosleep(&nap, NULL);
}

enum tt_outcome
tt_tx(struct tt_ctx *cx, tt_tx_fn f, void *arg)
{
	struct trial t = { cx, f, arg, TT_OK };
	int64_t until = tt_monotonic_ms() + TRIES_MS;
	struct tt_fault_info why;

	if (cx->in_tx)
		return f(cx, arg);
	tt_snapshot_end(cx);
	for (int tries = 0; ; tries++) {
		bool done;

		cx->in_tx = true;
		done = tt_try(attempt, &t, &why);
		cx->in_tx = false;
		if (done)
			return t.out;
		tt_db_idle(cx->db);
		if (why.kind != TT_FAULT_RIVAL)
			tt_fault_again(&why);
		if (tries == TRIES || tt_monotonic_ms() > until) {
			why.kind = TT_FAULT_BUSY;
			tt_fault_again(&why);
		}
		wait_a_little(tries);
	}
}

void
tt_db_begin_schema(struct tt_ctx *cx)
{
	connect_first(cx->db, 0);
	cx->in_tx = cx->db->in_tx = true;
	cx->db->engine->command(cx->db, TT_BEGIN_SCHEMA);
}

void
tt_snapshot(struct tt_ctx *cx)
{
	struct tt_db *db = cx->db;

	if (db->in_tx)
		return;
	connect_first(db, 0);
	db->engine->command(db, TT_BEGIN_READ);
	db->in_tx = true;
}

void
tt_snapshot_end(struct tt_ctx *cx)
{
	if (!cx->in_tx)
		tt_db_idle(cx->db);
}

/* ---- looking after it -------------------------------------------------- */

struct asking { struct tt_db *db; bool yes; };

static void
ask(void *arg)
{
	struct asking *a = arg;

	connect_first(a->db, ALIVE_MS);
	a->yes = a->db->engine->alive(a->db, ALIVE_MS);
}

void
tt_db_tidy(struct tt_db *db)
{
	db->engine->tidy(db);
}

bool
tt_db_alive(struct tt_ctx *cx)
{
	struct asking a = { .db = cx->db };
	struct tt_fault_info why;

	if (!tt_try(ask, &a, &why) || !a.yes) {
		disconnect(cx->db);
		return false;
	}
	return true;
}

const char *
tt_db_check(struct tt_ctx *cx, const struct tt_query *q)
{
	struct tt_statement s;
	const char *bad;

	connect_first(cx->db, 0);
	bad = prepare(cx, q, &s);
	if (bad == NULL)
		cx->db->engine->finalize(cx->db, &s);
	return bad;
}

const struct tt_query *const *
tt_db_queries(size_t *n)
{
	*n = (size_t)(__stop_tt_queries - __start_tt_queries);
	return __start_tt_queries;
}
