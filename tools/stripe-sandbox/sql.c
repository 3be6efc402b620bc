#include "sql.h"
#include "box.h"
#include "mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { STATEMENTS = 96, SCHEMA = 1 };

struct tt_sql {
	struct {
		const char *sql; /* compared by address */
		sqlite3_stmt *st;
	} v[STATEMENTS];
	size_t n;
};

static const char schema[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE object("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " kind TEXT NOT NULL, account TEXT NOT NULL, created INTEGER NOT NULL,"
    " body TEXT NOT NULL, hidden TEXT NOT NULL DEFAULT '{}') STRICT;"
    "CREATE INDEX object_kind ON object(kind, account, seq);"
    "CREATE TABLE link("
    " name TEXT NOT NULL, value TEXT NOT NULL, seq INTEGER NOT NULL,"
    " PRIMARY KEY (name, value, seq)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX link_seq ON link(seq);"
    /* What happens by itself, and when by the sandbox's clock. */
    "CREATE TABLE timer("
    " kind TEXT NOT NULL, id TEXT NOT NULL, due INTEGER NOT NULL,"
    " PRIMARY KEY (kind, id)) STRICT;"
    "CREATE INDEX timer_due ON timer(due);"
    "CREATE TABLE idem("
    " account TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL,"
    " status INTEGER NOT NULL, body TEXT NOT NULL, request TEXT NOT NULL,"
    " created INTEGER NOT NULL, ready_ms INTEGER NOT NULL,"
    " PRIMARY KEY (account, key)) STRICT;"
    "CREATE INDEX idem_created ON idem(created);"
    /* Milliseconds by the machine's own clock: they outlive a restart. */
    "CREATE TABLE delivery("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL,"
    " endpoint TEXT NOT NULL, due INTEGER NOT NULL,"
    " tries INTEGER NOT NULL DEFAULT 0, code INTEGER NOT NULL DEFAULT 0,"
    " state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN"
    "  ('waiting', 'sending', 'done', 'dropped', 'failed'))) STRICT;"
    "CREATE INDEX delivery_due ON delivery(state, due);"
    "CREATE INDEX delivery_event ON delivery(event, state);"
    "PRAGMA user_version = 1;";

static void
complain(struct tt_box *box, const char *what)
{
	box->broken = true;
	fprintf(stderr, "stripe-sandbox: store: %s: %s\n", what,
	    sqlite3_errmsg(box->db));
}

static bool
exec(struct tt_box *box, const char *sql)
{
	if (sqlite3_exec(box->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	complain(box, sql);
	return false;
}

bool
tt_sql_open(struct tt_box *box, const char *file)
{
	int64_t version;

	box->sql = tt_mem_new(sizeof *box->sql);
	if (sqlite3_open(file, &box->db) != SQLITE_OK) {
		complain(box, file);
		return false;
	}
	sqlite3_busy_timeout(box->db, 5000);
	if (!exec(box, "PRAGMA journal_mode = WAL") ||
	    !exec(box, "PRAGMA synchronous = NORMAL"))
		return false;
	version = tt_sql_int(box, "PRAGMA user_version", "");
	if (box->broken)
		return false;
	if (version == 0 && (!exec(box, "BEGIN IMMEDIATE") ||
				!exec(box, schema) || !exec(box, "COMMIT")))
		return false;
	if (version != 0 && version != SCHEMA) {
		fprintf(stderr,
		    "stripe-sandbox: %s was made by another "
		    "version; remove it to start anew\n",
		    file);
		return false;
	}
	return true;
}

void
tt_sql_close(struct tt_box *box)
{
	for (size_t i = 0; box->sql != NULL && i < box->sql->n; i++)
		sqlite3_finalize(box->sql->v[i].st);
	tt_mem_free(box->sql);
	box->sql = NULL;
	sqlite3_close(box->db);
	box->db = NULL;
}

static sqlite3_stmt *
prepared(struct tt_box *box, const char *sql)
{
	struct tt_sql *s = box->sql;
	sqlite3_stmt *st = NULL;

	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].sql == sql)
			return s->v[i].st;
	}
	assert(s->n < STATEMENTS);
	if (sqlite3_prepare_v3(box->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st,
		NULL) != SQLITE_OK) {
		complain(box, sql);
		return NULL;
	}
	s->v[s->n].sql = sql;
	s->v[s->n++].st = st;
	return st;
}

static sqlite3_stmt *
bound(struct tt_box *box, const char *sql, const char *types, va_list ap)
{
	sqlite3_stmt *st = prepared(box, sql);

	if (st == NULL)
		return NULL;
	sqlite3_reset(st);
	for (int i = 0; types[i] != '\0'; i++) {
		if (types[i] == 'i') {
			sqlite3_bind_int64(st, i + 1, va_arg(ap, int64_t));
		} else {
			const char *s = va_arg(ap, const char *);

			assert(types[i] == 's');
			sqlite3_bind_text(st, i + 1, s, -1, SQLITE_TRANSIENT);
		}
	}
	return st;
}

sqlite3_stmt *
tt_sql(struct tt_box *box, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = bound(box, sql, types, ap);
	va_end(ap);
	return st;
}

bool
tt_sql_row(struct tt_box *box, sqlite3_stmt *st)
{
	int rc = st != NULL ? sqlite3_step(st) : SQLITE_DONE;

	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		complain(box, sqlite3_sql(st));
	sqlite3_reset(st);
	return false;
}

void
tt_sql_leave(sqlite3_stmt *st)
{
	sqlite3_reset(st);
}

void
tt_sql_run(struct tt_box *box, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = bound(box, sql, types, ap);
	va_end(ap);
	while (tt_sql_row(box, st))
		;
}

int64_t
tt_sql_int(struct tt_box *box, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	int64_t value = 0;
	va_list ap;

	va_start(ap, types);
	st = bound(box, sql, types, ap);
	va_end(ap);
	if (tt_sql_row(box, st)) {
		value = sqlite3_column_int64(st, 0);
		tt_sql_leave(st);
	}
	return value;
}

sqlite3_stmt *
tt_sql_once(struct tt_box *box, const char *sql)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(box->db, sql, -1, &st, NULL) != SQLITE_OK)
		complain(box, sql);
	return st;
}

const char *
tt_sql_text(sqlite3_stmt *st, int column)
{
	const unsigned char *s = sqlite3_column_text(st, column);

	return s != NULL ? (const char *)s : "";
}

void
tt_sql_begin(struct tt_box *box)
{
	box->broken = false;
	tt_sql_run(box, "BEGIN IMMEDIATE", "");
}

bool
tt_sql_end(struct tt_box *box)
{
	bool kept = !box->broken;

	if (kept) {
		tt_sql_run(box, "COMMIT", "");
		kept = !box->broken;
	}
	if (!kept && sqlite3_get_autocommit(box->db) == 0)
		sqlite3_exec(box->db, "ROLLBACK", NULL, NULL, NULL);
	return kept;
}
