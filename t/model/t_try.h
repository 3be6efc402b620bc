/*
 * For tests of the database layer: one statement in a transaction, a fault as
 * a value, and several processes at once.
 */
#ifndef T_TRY_H
#define T_TRY_H

#include <sys/wait.h>
#include <unistd.h>

#include "core/fault.h"
#include "t.h"
#include "t_db.h"

/* A statement, or a transaction when there is none. */
struct doing {
	struct tt_ctx         *cx;
	const struct tt_query *q;
	struct tt_args         args;
	tt_tx_fn               f;
	void                  *arg;
};

static inline void
do_it(void *arg)
{
	struct doing *d = arg;

	if (d->q != NULL)
		(void)tt_all(d->cx, d->q, d->args);
	else
		(void)tt_tx(d->cx, d->f, d->arg);
}

static inline enum tt_fault_kind
fault_of(struct doing d, struct tt_fault_info *why)
{
	(void)tt_try(do_it, &d, why);
	return why->kind;
}

struct one { const struct tt_query *q; struct tt_args args; int64_t changed; };

static inline enum tt_outcome
one_in(struct tt_ctx *cx, void *arg)
{
	struct one *o = arg;

	o->changed = tt_exec(cx, o->q, o->args);
	return TT_OK;
}

static inline int64_t
change(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args)
{
	struct one o = { q, args, -1 };

	tt_tx(cx, one_in, &o);
	return o.changed;
}

/* How many of `n` children, each with a context of its own, say yes. */
static inline int
children(int n, bool (*f)(struct tt_ctx *))
{
	int yes = 0, status;

	fflush(stdout);
	for (int i = 0; i < n; i++) {
		if (fork() == 0) {
			struct tt_ctx *cx = t_ctx_child();
			bool fine = f(cx);

			tt_db_end(cx->db);
			_exit(!fine);
		}
	}
	for (int i = 0; i < n; i++)
		yes += wait(&status) > 0 && WIFEXITED(status) &&
		    WEXITSTATUS(status) == 0;
	return yes;
}

/* ---- a table of every type -------------------------------------------- */

enum colour { RED, GREEN, BLUE };
static const char *const colours[] = { "red", "green", "blue", NULL };

struct thing {
	int64_t     id;
	bool        fine;
	const char *word;
	enum colour colour;
	tt_time     at;
	tt_day      day;
	tt_money    price;
};

#define F(m, ...) TT_FIELD(struct thing, m, ##__VA_ARGS__)
static const struct tt_field thing_fields[] = { F(id), F(fine), F(word),
	F(colour, .words = colours), F(at), F(day), F(price), { 0 } };

TT_EXEC(thing_make, "CREATE TABLE thing (id BIGINT PRIMARY KEY, fine BIGINT,"
	" word TEXT, colour TEXT, at BIGINT, day BIGINT, price BIGINT)");
TT_EXEC(thing_add, "INSERT INTO thing (price, day, at, colour, word, fine, id)"
	" VALUES ($7, $6, $5, $4, $3, $2, $1) ON CONFLICT (id) DO NOTHING");
TT_EXEC(thing_gone, "DELETE FROM thing");
TT_QUERY(things, struct thing, thing_fields, "SELECT price, day, at, colour,"
	" word, fine, id FROM thing ORDER BY id");
TT_QUERY_NUMBER(thing_count, "SELECT COUNT(*) AS n FROM thing");

static inline int64_t
add_thing(struct tt_ctx *cx, int64_t id, const char *word)
{
	return change(cx, &thing_add, TT_ARGS(id, true, word, "green", cx->now,
	    ((tt_day){ -3 }), tt_cents_of(1250)));
}


#endif
