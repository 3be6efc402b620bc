#include <string.h>

#include "core/buf.h"
#include "core/text.h"
#include "db/engine.h"
#include "db/schema.h"

#define SQL_MAX ((size_t)1 << 20)

/* Not in the linker's list: the table is there only after the first run. */
static const struct tt_query found = { .name = "schema_found",
    .file = __FILE__, .line = __LINE__,
    .sql = "SELECT COALESCE(MAX(version), 0) AS n FROM schema_version",
    .row = tt_number_fields, .size = sizeof(struct tt_number) };
static const struct tt_query record = { .name = "schema_record",
    .file = __FILE__, .line = __LINE__,
    .sql = "INSERT INTO schema_version (version, name, at)"
	" VALUES ($1, $2, $3)" };

int64_t
tt_schema_wanted(void)
{
	int64_t newest = 0;

	for (const struct tt_migration *m = tt_migrations; m->version != 0;
	    m++)
		newest = m->version;
	return newest;
}

static bool
word_at(const char *s, const char *from, const char *word)
{
	size_t n = strlen(word);

	return strncmp(s, word, n) == 0 && !tt_is_alnum(s[n]) && s[n] != '_' &&
	    (s == from || (!tt_is_alnum(s[-1]) && s[-1] != '_'));
}

/* Replace a whole word everywhere. */
static void
put_words(struct tt_buf *b, const char *sql, const char *const (*words)[2],
    size_t n)
{
	for (const char *s = sql; *s != '\0'; ) {
		size_t i = 0;

		while (i < n && !word_at(s, sql, words[i][0]))
			i++;
		if (i < n) {
			tt_buf_adds(b, words[i][1]);
			s += strlen(words[i][0]);
		} else {
			tt_buf_addc(b, *s++);
		}
	}
}

/*
 * The common files are written with BIGINT and with SQLite's STRICT and
 * WITHOUT ROWID at the ends of tables; each engine gets its own words.
 */
static const char *
for_engine(struct tt_ctx *cx, const char *sql)
{
	static const char *const sqlite[][2] = { { "BIGINT", "INTEGER" } };
	static const char *const postgres[][2] = {
		{ "STRICT, WITHOUT ROWID", "" }, { "STRICT", "" } };
	struct tt_buf b = tt_buf_in(cx->arena, SQL_MAX);

	if (tt_eq(tt_db_engine(cx->db), "sqlite"))
		put_words(&b, sql, sqlite, 1);
	else
		put_words(&b, sql, postgres, 2);
	return b.p;
}

static enum tt_outcome
make_table(struct tt_ctx *cx, void *arg)
{
	(void)arg;
	if (tt_eq(tt_db_engine(cx->db), "postgres"))
		/* Two that migrate at once: the second waits for the first. */
		cx->db->engine->script(cx->db,
		    "SET LOCAL statement_timeout = 0;"
		    "SET LOCAL lock_timeout = 0;"
		    "SELECT pg_advisory_xact_lock(7461696)");
	cx->db->engine->script(cx->db, for_engine(cx,
	    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY"
	    " KEY, name TEXT NOT NULL, at BIGINT NOT NULL) STRICT"));
	return TT_OK;
}

static int64_t
version_now(struct tt_ctx *cx)
{
	return tt_number(cx, &found, TT_NO_ARGS);
}

struct reading { struct tt_ctx *cx; int64_t version; };

static void
read_version(void *arg)
{
	struct reading *r = arg;

	r->version = version_now(r->cx);
}

int64_t
tt_schema_found(struct tt_ctx *cx)
{
	struct reading r = { .cx = cx };
	struct tt_fault_info why;

	if (tt_try(read_version, &r, &why))
		return r.version;
	/* No such table is no such schema; anything else is a fault. */
	if (why.kind != TT_FAULT_MACHINE)
		tt_fault_again(&why);
	tt_db_idle(cx->db);
	return 0;
}

struct migrating { int64_t version; void (*say)(const char *); bool ran; };

static enum tt_outcome
run_version(struct tt_ctx *cx, void *arg)
{
	struct migrating *g = arg;
	const char *name = "";

	(void)make_table(cx, NULL);
	g->ran = false;
	if (version_now(cx) >= g->version)
		return TT_OK;
	for (const struct tt_migration *m = tt_migrations; m->version != 0;
	    m++) {
		if (m->version != g->version || (m->engine != NULL &&
		    !tt_eq(m->engine, tt_db_engine(cx->db))))
			continue;
		name = m->engine == NULL ? m->name : name;
		cx->db->engine->script(cx->db, for_engine(cx, m->sql));
	}
	tt_exec(cx, &record, TT_ARGS(g->version, name, cx->now));
	if (g->say != NULL)
		g->say(name);
	return TT_OK;
}

struct trying { struct tt_ctx *cx; struct migrating *g; };

static void
try_version(void *arg)
{
	struct trying *t = arg;

	(void)tt_tx(t->cx, run_version, t->g);
}

const char *
tt_schema_migrate(struct tt_ctx *cx, void (*say)(const char *))
{
	struct migrating g = { .say = say };
	struct trying t = { cx, &g };
	struct tt_fault_info why;

	for (const struct tt_migration *m = tt_migrations; m->version != 0;
	    m++) {
		if (m->version == g.version)
			continue;
		g.version = m->version;
		if (!tt_try(try_version, &t, &why))
			return tt_printf(cx->arena, "%s: %s", m->name,
			    why.text);
	}
	return NULL;
}
