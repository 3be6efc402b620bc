#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/crypt.h"
#include "core/log.h"
#include "core/text.h"
#include "db/engine.h"

#define TRIES 8

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
	for (size_t i = 0; i < TT_STATEMENTS; i++)
		if (db->cache[i] != NULL && db->cache[i]->handle != NULL)
			db->engine->finalize(db, db->cache[i]);
	memset(db->cache, 0, sizeof(db->cache));
	db->cached = 0;
	tt_arena_reset(db->kept);
}

static void
disconnect(struct tt_db *db)
{
	forget(db);
	if (db->handle != NULL)
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

static void
connect_first(struct tt_db *db)
{
	if (db->broken)
		disconnect(db);
	if (db->handle == NULL)
		db->engine->open(db);
}

struct trial {
	struct tt_ctx  *cx;
	tt_tx_fn        f;
	void           *arg;
	enum tt_outcome out;
};

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

	if (db->broken)
		disconnect(db);
	if (db->handle == NULL || !db->in_tx)
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
		i = (i + 1) % TT_STATEMENTS;
	return i;
}

static struct tt_statement *
statement(struct tt_ctx *cx, const struct tt_query *q)
{
	struct tt_db *db = cx->db;
	size_t i = slot_of(db, q);
	struct tt_statement *s = db->cache[i];
	const char *bad;

	if (s != NULL)
		return s;
	if (db->cached >= TT_STATEMENTS / 2) {
		forget(db);
		i = slot_of(db, q);
	}
	s = TT_NEW(db->kept, struct tt_statement);
	s->q = q;
	db->cache[i] = s;
	db->cached++;
	bad = db->engine->prepare(db, cx, s);
	if (bad != NULL) {
		/* Out again: a cache without it is a cache without all. */
		forget(db);
		tt_fault(TT_FAULT_MACHINE, "%s:%d %s: %s", q->file, q->line,
		    q->name, bad);
	}
	return s;
}

static struct tt_rows
run(struct tt_ctx *cx, const struct tt_query *q, const struct tt_args *args,
    size_t limit)
{
	connect_first(cx->db);
	cx->sql++;
	return cx->db->engine->run(cx->db, cx, statement(cx, q), args, limit);
}

void *
tt_one(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	struct tt_rows rows = run(cx, q, &args, 1);

	return rows.n == 0 ? NULL : rows.v;
}

struct tt_rows
tt_all(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	return run(cx, q, &args, SIZE_MAX);
}

int64_t
tt_exec(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	assert(cx->in_tx);
	(void)run(cx, q, &args, 0);
	return cx->db->changed;
}

int64_t
tt_number(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	const struct tt_number *n = tt_one(cx, q, args);

	return n == NULL ? 0 : n->n;
}

/* ---- transactions ----------------------------------------------------- */

static void
attempt(void *arg)
{
	struct trial *t = arg;
	struct tt_db *db = t->cx->db;

	connect_first(db);
	db->in_tx = true;
	db->engine->command(db, TT_BEGIN);
	t->out = t->f(t->cx, t->arg);
	db->engine->command(db, t->out == TT_OK ? TT_COMMIT : TT_ROLLBACK);
	db->in_tx = false;
}

/* 1 to 4 ms, then more: rivals step aside, each by another time. */
static void
wait_a_little(int tries)
{
	struct timespec nap = { 0 };
	uint32_t chance;

	tt_random(&chance, sizeof(chance));
	nap.tv_nsec = (1 + (long)(chance % (unsigned)(4 << tries))) * 500000;
	nanosleep(&nap, NULL);
}

enum tt_outcome
tt_tx(struct tt_ctx *cx, tt_tx_fn f, void *arg)
{
	struct trial t = { cx, f, arg, TT_OK };
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
		if (tries + 1 == TRIES) {
			why.kind = TT_FAULT_BUSY;
			tt_fault_again(&why);
		}
		wait_a_little(tries);
	}
}

void
tt_snapshot(struct tt_ctx *cx)
{
	struct tt_db *db = cx->db;

	if (db->in_tx)
		return;
	connect_first(db);
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

	connect_first(a->db);
	a->yes = a->db->engine->alive(a->db);
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
	struct tt_statement *s = TT_NEW(cx->arena, struct tt_statement);
	const char *bad;

	s->q = q;
	connect_first(cx->db);
	bad = cx->db->engine->prepare(cx->db, cx, s);
	if (s->handle != NULL)
		cx->db->engine->finalize(cx->db, s);
	return bad;
}

extern const struct tt_query *const __start_tt_queries[]
    __attribute__((weak, visibility("hidden")));
extern const struct tt_query *const __stop_tt_queries[]
    __attribute__((weak, visibility("hidden")));

const struct tt_query *const *
tt_db_queries(size_t *n)
{
	*n = (size_t)(__stop_tt_queries - __start_tt_queries);
	return __start_tt_queries;
}
