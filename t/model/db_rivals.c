/* The database layer: transactions, rivals, and reading beside writers. */
#include "core/text.h"
#include "t_try.h"

/* ---- transactions ------------------------------------------------------ */

struct tx { int runs; int64_t id; enum tt_outcome out; bool fault; };

static enum tt_outcome
inner(struct tt_ctx *cx, void *arg)
{
	struct tx *t = arg;

	tt_exec(cx, &thing_add, TT_ARGS(t->id + 1, 0, "inner", "red", 0, 0,
	    0));
	return TT_REFUSED;
}

static enum tt_outcome
outer(struct tt_ctx *cx, void *arg)
{
	struct tx *t = arg;

	t->runs++;
	tt_exec(cx, &thing_add, TT_ARGS(t->id, 0, "outer", "red", 0, 0, 0));
	if (tt_tx(cx, inner, t) != TT_REFUSED || !cx->in_tx)
		t->id = -1;
	if (t->fault)
		tt_fault(TT_FAULT_MACHINE, "as asked");
	return t->out;
}

TT_EXEC(thing_insert, "INSERT INTO thing (id) VALUES ($1)");

/* The first run meets a row that is there; the second looks elsewhere. */
static enum tt_outcome
insert_next(struct tt_ctx *cx, void *arg)
{
	struct tx *t = arg;

	t->id += t->runs;
	t->runs++;
	tt_exec(cx, &thing_insert, TT_ARGS(t->id));
	return TT_OK;
}

static enum tt_outcome
insert_same(struct tt_ctx *cx, void *arg)
{
	struct tx *t = arg;

	t->runs++;
	tt_exec(cx, &thing_insert, TT_ARGS(t->id));
	return TT_OK;
}

static void
transactions(struct tt_ctx *cx)
{
	struct tx t = { .id = 10, .out = TT_OK };
	struct tt_fault_info why;

	is(tt_tx(cx, outer, &t), TT_OK, "a transaction commits on TT_OK");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2,
	    "what a nested one did is a part of it");
	t = (struct tx){ .id = 20, .out = TT_TAKEN };
	is(tt_tx(cx, outer, &t), TT_TAKEN, "any other outcome is told");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2, "and rolls back");
	t = (struct tx){ .id = 30, .fault = true };
	ok(fault_of((struct doing){ .cx = cx, .f = outer, .arg = &t }, &why) ==
	    TT_FAULT_MACHINE && tt_eq(why.text, "as asked"),
	    "a fault goes through");
	ok(t.runs == 1 && !cx->in_tx, "once, and the transaction is over");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2, "and rolled back");
	t = (struct tx){ .id = 50 };
	change(cx, &thing_insert, TT_ARGS(50));
	ok(fault_of((struct doing){ .cx = cx, .f = insert_same, .arg = &t },
	    &why) == TT_FAULT_BUSY && t.runs == 9,
	    "one that always finds a rival runs again eight times");
	t = (struct tx){ .id = 50 };
	is(tt_tx(cx, insert_next, &t), TT_OK, "a key that is taken is a rival");
	is(t.runs, 2, "and the second run sees it");
	change(cx, &thing_gone, TT_NO_ARGS);
}

/* What each engine has to keep two rows from overlapping. */
static void
overlaps(struct tt_ctx *cx)
{
	bool lite = tt_eq(tt_db_engine(cx->db), "sqlite");
	struct tt_query make = { .name = "make", .file = "f", .sql = lite ?
	    "CREATE TRIGGER thing_alone BEFORE INSERT ON thing WHEN EXISTS"
	    " (SELECT 1 FROM thing WHERE at < NEW.price AND price > NEW.at)"
	    " BEGIN SELECT RAISE(ABORT, 'tt: rival thing'); END" :
	    "ALTER TABLE thing ADD CONSTRAINT thing_alone EXCLUDE USING gist"
	    " (int8range(at, price) WITH &&)" };
	struct tt_query drop = { .name = "drop", .file = "f", .sql = lite ?
	    "DROP TRIGGER thing_alone" :
	    "ALTER TABLE thing DROP CONSTRAINT thing_alone" };
	struct one o = { &thing_add, TT_ARGS(2, 0, "", "red", 50, 0, 150), 0 };
	struct tt_fault_info why;

	change(cx, &make, TT_NO_ARGS);
	change(cx, &thing_add, TT_ARGS(1, 0, "", "red", 0, 0, 100));
	ok(fault_of((struct doing){ .cx = cx, .f = one_in, .arg = &o },
	    &why) == TT_FAULT_BUSY, "an overlap is a rival");
	o.args = TT_ARGS(2, 0, "", "red", 100, 0, 150);
	ok(fault_of((struct doing){ .cx = cx, .f = one_in, .arg = &o },
	    &why) == TT_FAULT_NONE, "touching is no overlap");
	change(cx, &drop, TT_NO_ARGS);
	change(cx, &thing_gone, TT_NO_ARGS);
}

/* ---- rivals ---------------------------------------------------------- */

#define CHILDREN 8
#define ROUNDS   100

TT_EXEC(counter_make, "CREATE TABLE counter (id BIGINT PRIMARY KEY,"
	" n BIGINT NOT NULL)");
TT_EXEC(counter_add, "INSERT INTO counter (id, n) VALUES ($1, 0)");
TT_QUERY_NUMBER(counter_now, "SELECT n FROM counter WHERE id = $1");
TT_EXEC(counter_set, "UPDATE counter SET n = $2 WHERE id = $1");
TT_QUERY_NUMBER(counters_sum, "SELECT SUM(n) AS n FROM counter");

static enum tt_outcome
count_in(struct tt_ctx *cx, void *arg)
{
	int64_t n = tt_number(cx, &counter_now, TT_ARGS(1));

	(void)arg;
	tt_exec(cx, &counter_set, TT_ARGS(1, n + 1));
	return TT_OK;
}

static bool
count(struct tt_ctx *cx)
{
	struct doing d = { .cx = cx, .f = count_in };
	struct tt_fault_info why;

	for (int done = 0; done < ROUNDS; ) {
		enum tt_fault_kind kind = fault_of(d, &why);

		/* Busy is an honest answer, and then it was not counted. */
		if (kind != TT_FAULT_NONE && kind != TT_FAULT_BUSY) {
			printf("# %s\n", why.text);
			return false;
		}
		done += kind == TT_FAULT_NONE;
	}
	return true;
}

/* Two rows: each adds to one what it reads from both; see write skew. */
static enum tt_outcome
skew_in(struct tt_ctx *cx, void *arg)
{
	const int64_t *id = arg;

	if (tt_number(cx, &counters_sum, TT_NO_ARGS) > CHILDREN * ROUNDS)
		return TT_TAKEN;
	tt_exec(cx, &counter_set, TT_ARGS(*id,
	    tt_number(cx, &counter_now, TT_ARGS(*id)) + 1));
	return TT_OK;
}

static bool
skew(struct tt_ctx *cx)
{
	int64_t id = 1 + getpid() % 2;
	struct doing d = { .cx = cx, .f = skew_in, .arg = &id };
	struct tt_fault_info why;
	enum tt_fault_kind kind;

	do
		kind = fault_of(d, &why);
	while (kind == TT_FAULT_BUSY);
	return kind == TT_FAULT_NONE;
}

static void
rivals(struct tt_ctx *cx)
{
	int64_t ms = tt_monotonic_ms();

	change(cx, &counter_make, TT_NO_ARGS);
	change(cx, &counter_add, TT_ARGS(1));
	change(cx, &counter_add, TT_ARGS(2));
	is(children(CHILDREN, count), CHILDREN, "eight count to a hundred");
	is(tt_number(cx, &counter_now, TT_ARGS(1)), CHILDREN * ROUNDS,
	    "and no count is lost");
	printf("# in %d ms\n", (int)(tt_monotonic_ms() - ms));
	is(children(CHILDREN, skew), CHILDREN, "eight want the last place");
	is(tt_number(cx, &counters_sum, TT_NO_ARGS), CHILDREN * ROUNDS + 1,
	    "and one has it, though each wrote another row");
}

/* ---- reading ------------------------------------------------------------ */

static void
snapshots(struct tt_ctx *cx)
{
	struct tt_ctx *other = t_ctx_child();

	tt_snapshot(cx);
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 0, "a snapshot");
	add_thing(other, 1, "later");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 0,
	    "does not see what others write");
	tt_snapshot_end(cx);
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 1, "until it ends");
	tt_snapshot(cx);
	(void)tt_number(cx, &thing_count, TT_NO_ARGS);
	tt_db_idle(cx->db);
	add_thing(other, 2, "later");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2, "or the request does");
	tt_snapshot(cx);
	is(add_thing(cx, 3, "own"), 1, "a transaction ends it as well");
	tt_db_end(other->db);
	tt_arena_end(other->arena);
}

/* A list that does not fit in its arena, and what comes after. */
static void
half_read(struct tt_ctx *cx)
{
	struct tt_ctx small = *cx, *other = t_ctx_child();
	struct tt_fault_info why;
	struct doing d = { .cx = &small, .q = &things };

	for (int i = 100; i < 200; i++)
		add_thing(cx, i, "a row");
	small.arena = tt_arena_new(2000);
	ok(fault_of(d, &why) == TT_FAULT_FULL, "an arena has its bound");
	tt_db_idle(cx->db);
	add_thing(other, 200, "later");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 104,
	    "a list that was left half read holds nothing up");
	is(add_thing(cx, 201, "own"), 1, "nor does it stop a write");
	tt_arena_end(small.arena);
	tt_db_end(other->db);
	tt_arena_end(other->arena);
	change(cx, &thing_gone, TT_NO_ARGS);
}


int
main(void)
{
	struct tt_ctx *cx = t_ctx();

	change(cx, &thing_make, TT_NO_ARGS);
	transactions(cx);
	overlaps(cx);
	rivals(cx);
	snapshots(cx);
	half_read(cx);
	return t_done();
}
