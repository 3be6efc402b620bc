#include <sqlite3.h>
#include <string.h>

#include "core/text.h"
#include "db/engine.h"

#define BUSY_MS 2000

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
		if (rc == SQLITE_CONSTRAINT_UNIQUE ||
		    rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
		    tt_starts(text, "tt: rival"))
			kind = TT_FAULT_RIVAL;
		break;
	}
	tt_fault(kind, "sqlite: %s: %s", what, text);
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
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, 16 << 20);
	sqlite3_limit(h, SQLITE_LIMIT_VARIABLE_NUMBER, 64);
	rc = sqlite3_exec(h, pragmas, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		fail(db, rc, "pragmas");
}

static void
close_it(struct tt_db *db)
{
	sqlite3_close_v2(db->handle);
	db->handle = NULL;
}

static void
open_it(struct tt_db *db)
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
	sqlite3_busy_timeout(h, BUSY_MS);
	sqlite3_extended_result_codes(h, 1);
	db->handle = h;
	set_up(db);
}

static const char *
column_name(void *stmt, int c)
{
	return sqlite3_column_name(stmt, c);
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
	bad = tt_row_match(cx->arena, s, column_name, stmt,
	    sqlite3_column_count(stmt));
	/* SQLite numbers $1, $2 as they appear: find each by its name. */
	s->params = sqlite3_bind_parameter_count(stmt);
	for (int i = 1; i <= s->params && bad == NULL; i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i);
		int64_t n;

		if (name == NULL || name[0] != '$' ||
		    !tt_int(name + 1, 1, 40, &n))
			bad = "a parameter is not $1 to $40";
		else
			s->param[n - 1] = i;
	}
	return bad;
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
	if ((int)args->n != s->params)
		tt_fault(TT_FAULT_MACHINE, "%s: %d parameters, %zu arguments",
		    s->q->name, s->params, args->n);
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

/* Step through; a fault in here leaves the statement to be reset by run. */
static int
step_all(struct tt_ctx *cx, struct tt_statement *s, struct tt_rows *rows,
    size_t limit)
{
	size_t room = 0;
	int rc;

	while ((rc = sqlite3_step(s->handle)) == SQLITE_ROW) {
		fill(cx, s, tt_row_next(cx, s->q, rows, &room));
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

	/* Also what an earlier fault left in the middle. */
	sqlite3_reset(s->handle);
	bind(db, s, args);
	rc = step_all(cx, s, &rows, limit);
	db->changed = sqlite3_changes(db->handle);
	if (rc != SQLITE_DONE) {
		rc = sqlite3_extended_errcode(db->handle);
		sqlite3_reset(s->handle);
		fail(db, rc, s->q->name);
	}
	sqlite3_reset(s->handle);
	return rows;
}

static void
command(struct tt_db *db, enum tt_command c)
{
	static const char *const sql[] = { "BEGIN IMMEDIATE", "COMMIT",
	    "ROLLBACK", "BEGIN" };
	int rc;

	/* The engine may have rolled back by itself. */
	if (c == TT_ROLLBACK && sqlite3_get_autocommit(db->handle))
		return;
	rc = sqlite3_exec(db->handle, sql[c], NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		fail(db, rc, sql[c]);
}

static void
script(struct tt_db *db, const char *sql)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		fail(db, rc, "script");
}

static bool
alive(struct tt_db *db)
{
	int rc;

	sqlite3_busy_timeout(db->handle, 500);
	rc = sqlite3_exec(db->handle, "SELECT 1 FROM sqlite_schema LIMIT 1",
	    NULL, NULL, NULL);
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	return rc == SQLITE_OK;
}

const struct tt_engine tt_sqlite = { "sqlite", open_it, close_it, prepare,
    finalize, run, command, script, alive };
