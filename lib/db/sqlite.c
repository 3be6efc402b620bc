#include <sqlite3.h>
#include <string.h>
#include <time.h>

#include "core/text.h"
#include "db/engine.h"

#define BUSY_MS   2000
#define SCHEMA_MS 60000        /* for who migrates, until it is done */
#define TEXT_MAX  (16 << 20)   /* bytes of one value */
#define SQL_BYTES (1 << 20)

static const struct tt_query has_table = { .name = "sqlite_has_table",
    .file = __FILE__, .line = __LINE__,
    .sql = "SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = $1",
    .row = tt_number_fields, .size = sizeof(struct tt_number) };

static _Noreturn void
fail(struct tt_db *db, int rc, const char *what)
{
	const char *text = db->handle == NULL ? sqlite3_errstr(rc) :
	    sqlite3_errmsg(db->handle);
	enum tt_fault_kind kind = TT_FAULT_MACHINE;

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		/* After BUSY_MS of waiting: more tries would only queue. */
		kind = TT_FAULT_BUSY;
		break;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_NOMEM:
	case SQLITE_READONLY:
		kind = TT_FAULT_FULL;
		break;
	case SQLITE_CANTOPEN:
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		kind = TT_FAULT_LOST;
		break;
	case SQLITE_CONSTRAINT:
		/* A trigger of ours says so too: see schema/. */
		if (rc == SQLITE_CONSTRAINT_UNIQUE ||
		    rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
		    tt_starts(text, "tt: rival"))
			kind = TT_FAULT_RIVAL;
		break;
	}
	if (kind == TT_FAULT_LOST)
		db->broken = true;
	tt_fault(kind, "sqlite: %s: %s", what, text);
}

/*
 * Somebody else writes. SQLite's own handler sleeps up to 100 ms, while most
 * of our transactions need less than one.
 */
static int
wait_turn(void *arg, int tries)
{
	struct tt_db *db = arg;
	struct timespec nap = { .tv_nsec = 100000L << (tries < 5 ? tries : 5) };
	int64_t now = tt_monotonic_ms();

	if (tries == 0)
		db->until_ms = now + db->patience_ms;
	if (now >= db->until_ms)
		return 0;
	nanosleep(&nap, NULL);
	return 1;
}

static void
close_it(struct tt_db *db)
{
	sqlite3_close_v2(db->handle);
	db->handle = NULL;
}

static void
set_up(struct tt_db *db)
{
	static const char pragmas[] =
	    "PRAGMA journal_mode = WAL;"
	    "PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON;"
	    "PRAGMA recursive_triggers = ON;"
	    "PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA secure_delete = ON;"
	    "PRAGMA cache_size = -8192;"
	    "PRAGMA mmap_size = 0;"
	    "PRAGMA journal_size_limit = 67108864;";
	sqlite3 *h = db->handle;
	int rc;

	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, TEXT_MAX);
	sqlite3_limit(h, SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES);
	sqlite3_limit(h, SQLITE_LIMIT_VARIABLE_NUMBER, TT_PARAMS);
	rc = sqlite3_exec(h, pragmas, NULL, NULL, NULL);
	if (rc != SQLITE_OK) {
		close_it(db);
		fail(db, rc, "pragmas");
	}
}

static void
open_it(struct tt_db *db, int64_t ms)
{
	sqlite3 *h = NULL;
	int rc = sqlite3_open_v2(db->where, &h, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_PRIVATECACHE, NULL);

	if (rc != SQLITE_OK) {
		sqlite3_close_v2(h);
		fail(db, rc, "open");
	}
	/*
	 * The very first call: several openers may have to wait for one that
	 * recovers the log of a killed writer.
	 */
	db->patience_ms = ms == 0 ? BUSY_MS : ms;
	sqlite3_busy_handler(h, wait_turn, db);
	sqlite3_extended_result_codes(h, 1);
	db->handle = h;
	set_up(db);
	db->patience_ms = BUSY_MS;
}

static void
tidy(struct tt_db *db)
{
	if (db->handle != NULL)
		(void)sqlite3_wal_checkpoint_v2(db->handle, NULL,
		    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

static bool
gone(struct tt_db *db)
{
	(void)db;
	return false;
}

/* The table's own type; an expression has none. */
static struct tt_column
column_of(const void *arg, int c)
{
	sqlite3_stmt *stmt = *(sqlite3_stmt *const *)arg;
	const char *type = sqlite3_column_decltype(stmt, c);
	struct tt_column k = { .name = sqlite3_column_name(stmt, c) };

	if (type != NULL && tt_eq(type, "INTEGER"))
		k.kind = TT_COLUMN_NUMBER;
	else if (type != NULL && tt_eq(type, "TEXT"))
		k.kind = TT_COLUMN_TEXT;
	return k;
}

/* SQLite numbers $1, $2 as they appear: find each by its name. */
static const char *
find_params(struct tt_statement *s)
{
	s->params = sqlite3_bind_parameter_count(s->handle);
	for (int i = 1; i <= s->params; i++) {
		const char *name = sqlite3_bind_parameter_name(s->handle, i);
		int64_t n;

		if (name == NULL || name[0] != '$' ||
		    !tt_int(name + 1, 1, s->params, &n))
			return "its parameters are not $1, $2 and so on";
		s->param[n - 1] = i;
	}
	return NULL;
}

static const char *
prepare(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s)
{
	sqlite3_stmt *stmt = NULL;
	const char *tail, *bad;
	int rc = sqlite3_prepare_v3(db->handle, s->q->sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &stmt, &tail);

	if (rc != SQLITE_OK) {
		if ((rc & 0xff) != SQLITE_ERROR)
			fail(db, rc, s->q->name);
		return tt_strdup(cx->arena, sqlite3_errmsg(db->handle));
	}
	s->handle = stmt;
	if (*tail != '\0')
		return "more than one statement";
	bad = find_params(s);
	return bad != NULL ? bad : tt_row_match(cx->arena, s, column_of,
	    &stmt, sqlite3_column_count(stmt));
}

static void
finalize(struct tt_db *db, struct tt_statement *s)
{
	(void)db;
	sqlite3_finalize(s->handle);
	s->handle = NULL;
}

static void
bind(struct tt_db *db, struct tt_statement *s, const struct tt_args *args)
{
	for (size_t i = 0; i < args->n; i++) {
		const struct tt_arg *a = &args->v[i];
		int at = s->param[i], rc = SQLITE_OK;

		switch (a->type) {
		case TT_ARG_INT:
			rc = sqlite3_bind_int64(s->handle, at, a->i);
			break;
		case TT_ARG_TEXT:
			rc = sqlite3_bind_text(s->handle, at, a->s, -1,
			    SQLITE_STATIC);
			break;
		case TT_ARG_NULL:
			rc = sqlite3_bind_null(s->handle, at);
			break;
		}
		if (rc != SQLITE_OK)
			fail(db, rc, s->q->name);
	}
}

static void
fill(struct tt_ctx *cx, struct tt_statement *s, void *row)
{
	sqlite3_stmt *stmt = s->handle;

	for (int c = 0; c < s->columns; c++) {
		switch (sqlite3_column_type(stmt, c)) {
		case SQLITE_INTEGER:
			tt_row_int(s->field[c], row,
			    sqlite3_column_int64(stmt, c));
			break;
		case SQLITE_TEXT:
			tt_row_text(cx, s->field[c], row,
			    (const char *)sqlite3_column_text(stmt, c),
			    (size_t)sqlite3_column_bytes(stmt, c));
			break;
		case SQLITE_NULL:
			tt_row_null(s->field[c], row);
			break;
		default:
			tt_fault(TT_FAULT_MACHINE, "%s: column %s is neither "
			    "number nor text", s->q->name, s->field[c]->name);
		}
	}
}

static void
settle(struct tt_db *db)
{
	/* Else its read goes on, and all that follow see the same past. */
	if (db->under_way != NULL)
		sqlite3_reset(db->under_way);
	db->under_way = NULL;
}

static int
step_all(struct tt_ctx *cx, struct tt_statement *s, struct tt_rows *rows,
    size_t limit)
{
	size_t room = 0;
	int rc;

	while ((rc = sqlite3_step(s->handle)) == SQLITE_ROW) {
		fill(cx, s, tt_row_next(cx, s->q, rows, &room, limit));
		if (rows->n == limit)
			return SQLITE_DONE;
	}
	return rc;
}

static struct tt_rows
run(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s,
    const struct tt_args *args, size_t limit)
{
	struct tt_rows rows = { 0 };
	int rc;

	settle(db);
	bind(db, s, args);
	db->under_way = s->handle;
	rc = step_all(cx, s, &rows, limit);
	if (rc != SQLITE_DONE)
		fail(db, sqlite3_extended_errcode(db->handle), s->q->name);
	db->changed = sqlite3_changes64(db->handle);
	settle(db);
	return rows;
}

static void
command(struct tt_db *db, enum tt_command c)
{
	static const char *const sql[] = {
		[TT_BEGIN] = "BEGIN IMMEDIATE",
		[TT_BEGIN_READ] = "BEGIN",
		[TT_BEGIN_SCHEMA] = "BEGIN IMMEDIATE",
		[TT_COMMIT] = "COMMIT",
		[TT_ROLLBACK] = "ROLLBACK",
	};
	int rc;

	settle(db);
	/* The engine may have rolled back by itself. */
	if (c == TT_ROLLBACK && sqlite3_get_autocommit(db->handle))
		return;
	db->patience_ms = c == TT_BEGIN_SCHEMA ? SCHEMA_MS : BUSY_MS;
	rc = sqlite3_exec(db->handle, sql[c], NULL, NULL, NULL);
	db->patience_ms = BUSY_MS;
	if (rc != SQLITE_OK)
		fail(db, rc, sql[c]);
}

static void
script(struct tt_db *db, const char *sql)
{
	int rc;

	settle(db);
	rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		fail(db, rc, "script");
}

static bool
alive(struct tt_db *db, int64_t ms)
{
	int rc;

	settle(db);
	db->patience_ms = ms;
	rc = sqlite3_exec(db->handle, "SELECT 1 FROM sqlite_schema LIMIT 1",
	    NULL, NULL, NULL);
	db->patience_ms = BUSY_MS;
	return rc == SQLITE_OK;
}

const struct tt_engine tt_sqlite = {
	.name = "sqlite", .has_table = &has_table, .open = open_it,
	.close = close_it, .gone = gone, .prepare = prepare,
	.finalize = finalize, .run = run, .settle = settle,
	.command = command, .script = script, .tidy = tidy,
	.alive = alive,
};
