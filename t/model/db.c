/* The database layer: migrations, types, wrong statements, bounds. */
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "core/text.h"
#include "t_try.h"

/* ---- migrating -------------------------------------------------------- */

TT_EXEC(version_add, "INSERT INTO schema_version (version, name, at)"
	" VALUES ($1, 'later', 0)");
TT_EXEC(version_gone, "DELETE FROM schema_version WHERE version = $1");
TT_QUERY_NUMBER(versions, "SELECT COUNT(*) AS n FROM schema_version");

static bool
migrate(struct tt_ctx *cx)
{
	const char *bad = tt_schema_migrate(cx, NULL);

	if (bad != NULL)
		printf("# %s\n", bad);
	return bad == NULL;
}

static void
migrations(void)
{
	struct tt_ctx *cx = t_ctx_empty();

	is(tt_schema_found(cx), 0, "an empty database has version 0");
	is(children(4, migrate), 4, "four that migrate at once all succeed");
	is(tt_schema_found(cx), tt_schema_wanted(), "and it is up to date");
	is(tt_number(cx, &versions, TT_NO_ARGS), tt_schema_wanted(),
	    "each version was run once");
	ok(migrate(cx), "migrating again does nothing");
	change(cx, &version_add, TT_ARGS(9999));
	is(tt_schema_found(cx), 9999, "a newer database says so");
	ok(tt_schema_migrate(cx, NULL) != NULL, "an old program refuses it");
	change(cx, &version_gone, TT_ARGS(9999));
	ok(migrate(cx), "and takes it when it is its own again");
}

/* ---- types ------------------------------------------------------------- */

TT_EXEC(thing_mark, "UPDATE thing SET word = $1 WHERE price = $2 OR"
	" price = $2 + 1 OR word = $1");
TT_QUERY(thing_truth, struct thing, thing_fields, "SELECT id, (id > 0)"
	" AS fine, word, colour, at, day, (SELECT SUM(price) FROM thing)"
	" AS price FROM thing WHERE id = $1");
TT_QUERY_NUMBER(thing_sum, "SELECT SUM(price) AS n FROM thing WHERE id = $1");

static void
types(struct tt_ctx *cx)
{
	static const char text[] = "Zo\xc3\xab's \"d\xc3\xb4g\" \\ $1 %s";
	struct tt_rows rows;
	const struct thing *t;
	char *large = tt_alloc(cx->arena, 300001);

	memset(large, 'x', 300000);
	change(cx, &thing_make, TT_NO_ARGS);
	is(add_thing(cx, INT64_MAX, text), 1, "one row is inserted");
	is(add_thing(cx, INT64_MAX, text), 0, "a conflict inserts none");
	change(cx, &thing_add, TT_ARGS(INT64_MIN, false, large, "blue",
	    ((tt_time){ -1 }), ((tt_day){ 40000 }), tt_cents_of(-5)));
	change(cx, &thing_add, TT_ARGS(5, tt_or_null(0), (const char *)NULL,
	    (char *)NULL, tt_or_null(0), tt_or_null(0), tt_or_null(0)));
	change(cx, &thing_add, TT_ARGS(6, 0, "", "red", 0, 0, 0));
	rows = tt_all(cx, &things, TT_NO_ARGS);
	t = rows.v;
	is((int64_t)rows.n, 4, "four rows come back");
	ok(t[0].id == INT64_MIN && !t[0].fine && t[0].colour == BLUE &&
	    t[0].at.s == -1 && t[0].day.n == 40000 && t[0].price.cents == -5,
	    "the smallest numbers come back");
	ok(tt_eq(t[0].word, large), "so does a large text");
	ok(t[3].id == INT64_MAX && t[3].fine && t[3].colour == GREEN &&
	    t[3].at.s == cx->now.s && t[3].day.n == -3 &&
	    t[3].price.cents == 1250, "the largest numbers come back");
	is_str(t[3].word, text, "quotes and accents come back");
	ok(t[1].id == 5 && !t[1].fine && t[1].word[0] == '\0' &&
	    t[1].colour == RED && t[1].at.s == 0 && t[1].price.cents == 0,
	    "NULL leaves zero and \"\"");
	is_str(t[2].word, "", "so does an empty text");
	t = tt_one(cx, &thing_truth, TT_ARGS(5));
	ok(t->fine && t->price.cents == 1245, "truths and sums are read");
	ok(tt_one(cx, &thing_truth, TT_ARGS(4)) == NULL, "no row is NULL");
	is(tt_number(cx, &thing_sum, TT_ARGS(4)), 0, "no sum is 0");
	is(tt_number(cx, &thing_sum, TT_ARGS(INT64_MIN)), -5, "a sum");
	is(change(cx, &thing_mark, TT_ARGS("green", 1249)), 1,
	    "an argument may be used twice, in any order");
}

/* ---- wrong statements ------------------------------------------------- */

static void
wrong(struct tt_ctx *cx, const char *sql, const char *part)
{
	struct tt_query q = { .name = "q", .file = "f", .sql = sql,
	    .row = thing_fields, .size = sizeof(struct thing) };
	const char *bad = tt_db_check(cx, &q);
	struct tt_fault_info why;

	if (bad == NULL || strstr(bad, part) == NULL)
		printf("# %s\n", bad == NULL ? "(fine)" : bad);
	ok(bad != NULL && strstr(bad, part) != NULL, tt_printf(cx->arena,
	    "told at prepare: %s", part));
	for (int i = 0; i < 2; i++)
		if (fault_of((struct doing){ .cx = cx, .q = &q }, &why) !=
		    TT_FAULT_MACHINE)
			ok(false, "and it is a fault when it is run");
}

static void
wrong_ones(struct tt_ctx *cx)
{
	struct tt_fault_info why;

	ok(tt_db_check(cx, &things) == NULL, "a right statement is right");
	wrong(cx, "SELECT id, fine, word, colour, at, day FROM thing",
	    "price has no column");
	wrong(cx, "SELECT id, fine, word, colour, at, day, price,"
	    " 1 AS extra FROM thing", "extra has no field");
	wrong(cx, "SELECT id, fine, word, colour, at, day, id FROM thing",
	    "id comes twice");
	wrong(cx, "SELECT id, created AS word FROM users",
	    "word is a number");
	wrong(cx, "SELECT email AS id FROM users", "id is text");
	wrong(cx, "SELECT nothing FROM thing", "nothing");
	wrong(cx, "SELECT id FROM nothing", "nothing");
	wrong(cx, "SELEC id", "syntax");
	ok(fault_of((struct doing){ .cx = cx, .q = &things,
	    .args = TT_ARGS(1) }, &why) == TT_FAULT_MACHINE,
	    "an argument too many is a fault");
	change(cx, &thing_add, TT_ARGS(7, 0, "", "mauve", 0, 0, 0));
	ok(fault_of((struct doing){ .cx = cx, .q = &things }, &why) ==
	    TT_FAULT_MACHINE && strstr(why.text, "colour") != NULL,
	    "an unknown word is a fault");
	tt_db_idle(cx->db);
	change(cx, &thing_gone, TT_NO_ARGS);
}

static void
many_statements(struct tt_ctx *cx)
{
	enum { MANY = 1300 };
	struct tt_query *q = TT_NEW_N(cx->arena, MANY, struct tt_query);
	int right = 0;

	for (int i = 0; i < MANY; i++) {
		q[i] = thing_count;
		q[i].sql = tt_printf(cx->arena, "SELECT CAST(%d AS BIGINT)"
		    " AS n", i);
	}
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < MANY; i++)
			right += tt_number(cx, &q[i], TT_NO_ARGS) == i;
	is(right, 2 * MANY, "more statements than the cache holds");
	is(add_thing(cx, 1, ""), 1, "and then the others still work");
	change(cx, &thing_gone, TT_NO_ARGS);
}


/* ---- bounds ------------------------------------------------------------ */

static bool
writes_outside(struct tt_ctx *cx)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	close(STDERR_FILENO);
	(void)tt_exec(cx, &thing_gone, TT_NO_ARGS);
	return true;
}

static bool
fills_disk(struct tt_ctx *cx)
{
	struct rlimit some = { 2 << 20, 2 << 20 };
	char *large = tt_alloc(cx->arena, (4 << 20) + 1);
	struct one o = { &thing_add, TT_ARGS(1, 0, large, "red", 0, 0, 0), 0 };
	struct doing d = { .cx = cx, .f = one_in, .arg = &o };
	struct tt_fault_info why;

	memset(large, 'x', 4 << 20);
	signal(SIGXFSZ, SIG_IGN);
	(void)tt_number(cx, &thing_count, TT_NO_ARGS);
	setrlimit(RLIMIT_FSIZE, &some);
	return fault_of(d, &why) == TT_FAULT_FULL &&
	    tt_number(cx, &thing_count, TT_NO_ARGS) == 0;
}

static void
bounds(struct tt_ctx *cx)
{
	is(children(1, writes_outside), 0, "a write outside tt_tx is a bug");
	if (tt_eq(tt_db_engine(cx->db), "sqlite"))
		is(children(1, fills_disk), 1, "a full disk is told, and "
		    "reading goes on");
	is(add_thing(cx, 1, ""), 1, "and writing, where there is room");
	ok(tt_db_alive(cx), "the engine is alive");
}


int
main(void)
{
	struct tt_ctx *cx;

	migrations();
	cx = t_ctx();
	types(cx);
	wrong_ones(cx);
	many_statements(cx);
	bounds(cx);
	return t_done();
}
