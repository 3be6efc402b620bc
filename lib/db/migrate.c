#include <inttypes.h>
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

/* Replace whole words everywhere. */
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
		{ "STRICT, WITHOUT ROWID", "" }, { "WITHOUT ROWID", "" },
		{ "STRICT", "" } };
	struct tt_buf b = tt_buf_in(cx->arena, SQL_MAX);

	if (tt_eq(tt_db_engine(cx->db), "sqlite"))
		put_words(&b, sql, sqlite, 1);
	else
		put_words(&b, sql, postgres, 3);
	return b.p;
}

static int64_t
version_now(struct tt_ctx *cx)
{
	return tt_number(cx, &found, TT_NO_ARGS);
}

int64_t
tt_schema_found(struct tt_ctx *cx)
{
	return tt_number(cx, cx->db->engine->has_table,
	    TT_ARGS("schema_version")) == 0 ? 0 : version_now(cx);
}

/* The common file of a version, then the engine's own. */
static void
run_files(struct tt_ctx *cx, int64_t version)
{
	const struct tt_engine *engine = cx->db->engine;

	for (const struct tt_migration *m = tt_migrations; m->version != 0;
	    m++) {
		if (m->version != version)
			continue;
		if (m->engine == NULL)
			engine->script(cx->db, for_engine(cx, m->sql));
		else if (tt_eq(m->engine, engine->name))
			engine->script(cx->db, m->sql);
	}
}

struct migrating {
	struct tt_ctx             *cx;
	const struct tt_migration *m;
	bool                       ran;
};

/*
 * Not by tt_tx: nothing here is cured by running again, and two that migrate
 * at once wait for each other.
 */
static void
run_version(void *arg)
{
	struct migrating *g = arg;
	struct tt_ctx *cx = g->cx;
	int64_t now;

	g->ran = false;
	tt_db_begin_schema(cx);
	cx->db->engine->script(cx->db, for_engine(cx,
	    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY"
	    " KEY, name TEXT NOT NULL, at BIGINT NOT NULL) STRICT"));
	now = version_now(cx);
	if (now > tt_schema_wanted())
		tt_fault(TT_FAULT_MACHINE, "the database has version %" PRId64
		    ", and this program knows %" PRId64, now,
		    tt_schema_wanted());
	if (now < g->m->version) {
		run_files(cx, g->m->version);
		tt_exec(cx, &record, TT_ARGS(g->m->version, g->m->name,
		    cx->now));
		g->ran = true;
	}
	cx->db->engine->command(cx->db, TT_COMMIT);
	cx->db->in_tx = false;
}

const char *
tt_schema_migrate(struct tt_ctx *cx, void (*say)(const char *))
{
	struct migrating g = { .cx = cx };
	struct tt_fault_info why;

	tt_db_idle(cx->db);
	for (g.m = tt_migrations; g.m->version != 0; g.m++) {
		bool done;

		if (g.m->engine != NULL)
			continue;
		done = tt_try(run_version, &g, &why);
		cx->in_tx = false;
		tt_db_idle(cx->db);
		if (!done)
			return tt_printf(cx->arena, "%s: %s", g.m->name,
			    why.text);
		if (g.ran && say != NULL)
			say(g.m->name);
	}
	return NULL;
}
