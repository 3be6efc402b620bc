/* The database layer when the server goes away, stops or does not confirm. */
#include <signal.h>
#include <stdlib.h>

#include "core/text.h"
#include "db/engine.h"
#include "t_try.h"

TT_QUERY_NUMBER(my_pid, "SELECT pg_backend_pid() AS n");
/* Waits until the other one has gone. */
TT_QUERY_NUMBER(end_other, "SELECT pg_terminate_backend($1, 2000) AS n");
TT_QUERY_NUMBER(synchronous, "SELECT COUNT(*) AS n FROM pg_settings"
	" WHERE name = 'synchronous_commit' AND setting <> 'off'");
TT_QUERY_NUMBER(kept_there, "SELECT COUNT(*) AS n FROM"
	" pg_prepared_statements");
TT_EXEC(lock_thing, "LOCK TABLE thing IN ACCESS EXCLUSIVE MODE");
TT_EXEC(short_lock, "SET lock_timeout = '50ms'");
TT_EXEC(long_lock, "SET lock_timeout = '2s'");
TT_EXEC(little_memory, "SET LOCAL work_mem = '64kB'");
TT_EXEC(little_disk, "SET LOCAL temp_file_limit = '64kB'");
TT_QUERY_NUMBER(sort_much, "SELECT COUNT(*) AS n FROM (SELECT i FROM"
	" generate_series(1, 100000) i ORDER BY i DESC OFFSET 5) s");
TT_QUERY_NUMBER(sleep_long, "SELECT COUNT(*) AS n FROM"
	" (SELECT pg_sleep(10)) s");

static bool
kill_backend(struct tt_ctx *other, int64_t pid)
{
	return tt_number(other, &end_other, TT_ARGS(pid)) == 1;
}

static void
reconnecting(struct tt_ctx *cx, struct tt_ctx *other)
{
	struct doing d = { .cx = cx, .q = &thing_count };
	struct tt_fault_info why;

	add_thing(cx, 1, "before");
	tt_db_idle(cx->db);
	ok(kill_backend(other, tt_number(cx, &my_pid, TT_NO_ARGS)),
	    "a connection is cut in the middle of a request");
	ok(fault_of(d, &why) == TT_FAULT_LOST, "that is a fault");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 1,
	    "the next statement connects again");
	is(add_thing(cx, 2, "after"), 1, "and writes");
	kill_backend(other, tt_number(cx, &my_pid, TT_NO_ARGS));
	tt_db_idle(cx->db);
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2,
	    "one that is cut between requests is not noticed");
	kill_backend(other, tt_number(cx, &my_pid, TT_NO_ARGS));
	tt_db_idle(cx->db);
	ok(tt_db_alive(cx), "nor by the check of health");
}

struct cut { struct tt_ctx *other; bool before_commit; };

static enum tt_outcome
cut_in(struct tt_ctx *cx, void *arg)
{
	const struct cut *c = arg;

	tt_exec(cx, &thing_add, TT_ARGS(77, 0, "", "red", 0, 0, 0));
	kill_backend(c->other, tt_number(cx, &my_pid, TT_NO_ARGS));
	if (!c->before_commit)
		(void)tt_number(cx, &thing_count, TT_NO_ARGS);
	return TT_OK;
}

static void
cut_transactions(struct tt_ctx *cx, struct tt_ctx *other)
{
	struct cut c = { .other = other };
	struct doing d = { .cx = cx, .f = cut_in, .arg = &c };
	struct tt_fault_info why;

	ok(fault_of(d, &why) == TT_FAULT_LOST, "a transaction that is cut");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2, "wrote nothing");
	c.before_commit = true;
	ok(fault_of(d, &why) == TT_FAULT_LOST &&
	    strstr(why.text, "unknown") != NULL,
	    "one that is cut at its commit does not know");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 2, "it wrote nothing");
}

/* A server that is stopped, as by a debugger or a dead machine. */
static void
stopped(struct tt_ctx *cx)
{
	pid_t pid = (pid_t)tt_number(cx, &my_pid, TT_NO_ARGS);
	int64_t start = tt_monotonic_ms();

	if (kill(pid, SIGSTOP) != 0) {
		ok(true, "# SKIP the server runs as somebody else");
		return;
	}
	ok(!tt_db_alive(cx), "a server that is stopped is not alive");
	ok(tt_monotonic_ms() - start < 1500, "and that is told soon");
	kill(pid, SIGCONT);
	ok(tt_db_alive(cx), "it is when it goes on");
}

/* ---- bounds of the server --------------------------------------------- */

static enum tt_outcome
hold_lock(struct tt_ctx *cx, void *arg)
{
	struct doing d = { .cx = arg, .q = &things };
	struct tt_fault_info why;

	tt_exec(cx, &lock_thing, TT_NO_ARGS);
	/* On a connection that has prepared no statement of this table. */
	for (int i = 0; i < 2; i++)
		ok(fault_of(d, &why) == TT_FAULT_BUSY, "a lock that somebody "
		    "holds is told");
	return TT_OK;
}

static enum tt_outcome
sort_in(struct tt_ctx *cx, void *arg)
{
	tt_exec(cx, &little_memory, TT_NO_ARGS);
	tt_exec(cx, &little_disk, TT_NO_ARGS);
	*(int64_t *)arg = tt_number(cx, &sort_much, TT_NO_ARGS);
	return TT_OK;
}

static void
bounds(struct tt_ctx *cx, struct tt_ctx *other)
{
	struct doing d = { .cx = cx, .q = &sleep_long };
	struct tt_fault_info why;
	int64_t n = 0, kept;

	change(other, &short_lock, TT_NO_ARGS);
	tt_tx(cx, hold_lock, other);
	is((int64_t)tt_all(other, &things, TT_NO_ARGS).n, 2,
	    "and read when it is free");
	change(other, &long_lock, TT_NO_ARGS);
	ok(fault_of(d, &why) == TT_FAULT_BUSY,
	    "a statement that takes too long is stopped");
	ok(fault_of((struct doing){ .cx = cx, .f = sort_in, .arg = &n },
	    &why) == TT_FAULT_FULL, "a server that is out of room is told");
	for (int i = 0; i < 3; i++)
		if (tt_db_check(cx, &thing_gone) != NULL)
			ok(false, "a check");
	kept = tt_number(cx, &kept_there, TT_NO_ARGS);
	ok(kept < 30, "what was only checked is not kept at the server");
}

/* ---- commits that a standby should confirm ------------------------------ */

/* There is no standby of this name: each commit that asks for it waits. */
TT_QUERY_NUMBER(cancel_waiting, "SELECT COUNT(pg_cancel_backend(pid)) AS n"
	" FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
	" AND datname = current_database()");

/* Not in a transaction: ALTER SYSTEM refuses to be in one. */
static void
on_server(struct tt_ctx *cx, const char *sql)
{
	if (tt_db_alive(cx))
		cx->db->engine->script(cx->db, sql);
}

/* The waiting one shows after a while: look until it is there. */
static bool
cancel(struct tt_ctx *cx)
{
	int64_t until = tt_monotonic_ms() + 4000;

	while (tt_monotonic_ms() < until)
		if (tt_number(cx, &cancel_waiting, TT_NO_ARGS) == 1)
			return true;
	return false;
}

static void
unconfirmed(struct tt_ctx *cx, struct tt_ctx *other)
{
	struct one o = { &thing_add, TT_ARGS(5, 0, "", "red", 0, 0, 0), 0 };
	struct doing d = { .cx = cx, .f = one_in, .arg = &o };
	struct tt_fault_info why;
	int64_t start;
	pid_t child;

	on_server(other, "ALTER SYSTEM SET synchronous_standby_names ="
	    " 'nobody'");
	on_server(other, "SELECT pg_reload_conf()");
	on_server(cx, "SET synchronous_commit = on");
	fflush(stdout);
	child = fork();
	if (child == 0)
		_exit(!cancel(t_ctx_child()));
	ok(fault_of(d, &why) == TT_FAULT_LOST &&
	    strstr(why.text, "unknown") != NULL,
	    "a commit that was told to stop waiting is not acknowledged");
	waitpid(child, NULL, 0);
	on_server(cx, "SET synchronous_commit = on");
	o.args.v[0].i = 6;
	start = tt_monotonic_ms();
	ok(fault_of(d, &why) == TT_FAULT_LOST &&
	    strstr(why.text, "unknown") != NULL, "nor one that waits on");
	ok(tt_monotonic_ms() - start < 7000, "it waits five seconds");
	is(tt_number(cx, &thing_count, TT_NO_ARGS), 3,
	    "and the next statement connects again");
	on_server(other, "ALTER SYSTEM RESET synchronous_standby_names");
	on_server(other, "SELECT pg_reload_conf()");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx(), *other;

	if (!tt_eq(tt_db_engine(cx->db), "postgres")) {
		printf("1..0 # SKIP a file does not go away\n");
		return 0;
	}
	other = t_ctx_child();
	change(cx, &thing_make, TT_NO_ARGS);
	reconnecting(cx, other);
	cut_transactions(cx, other);
	stopped(cx);
	bounds(cx, other);
	/* Never where others' commits would wait with ours. */
	if (tt_number(cx, &synchronous, TT_NO_ARGS) == 0)
		unconfirmed(cx, other);
	tt_db_end(other->db);
	tt_arena_end(other->arena);
	return t_done();
}
