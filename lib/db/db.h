/*
 * The database, SQLite or PostgreSQL by one line of configuration.
 *
 * SQL is a constant beside the function that runs it, valid on both engines:
 *
 *	TT_QUERY(find, struct tt_pet, fields,
 *	    "SELECT id, name FROM pet WHERE id = $1 AND owner_id = $2");
 *	TT_EXEC(rename, "UPDATE pet SET name = $2 WHERE id = $1");
 *
 *	const struct tt_pet *p = tt_one(cx, &find, TT_ARGS(id, viewer));
 *
 * Columns fill the struct's fields by name. A column without a field, or a
 * field without a column, is a bug told at prepare: a query may leave fields
 * out only by using another field table. A NULL column leaves the member
 * zero ("" for text).
 *
 * One dialect: columns are BIGINT or TEXT; time is UTC seconds, a day is its
 * number, money is cents, a bool is 0 or 1, an enum is its word. $1, $2 may be
 * used in any order and more than once.
 *
 * Every write is inside tt_tx (asserted). A transaction is SERIALIZABLE on
 * PostgreSQL and BEGIN IMMEDIATE on SQLite, and runs again, up to eight times,
 * when a rival got in between; so its function may touch only the database,
 * its argument and the arena. It commits on TT_OK and rolls back otherwise.
 *
 * Faults: TT_FAULT_BUSY, TT_FAULT_LOST, TT_FAULT_FULL (disk), TT_FAULT_MACHINE.
 */
#ifndef TT_DB_H
#define TT_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "core/ctx.h"
#include "core/field.h"
#include "core/money.h"
#include "core/time.h"

struct tt_query {
	const char            *name, *file;
	int                    line;
	const char            *sql;
	const struct tt_field *row;     /* NULL when nothing is returned */
	size_t                 size;    /* of the row's struct */
};

/* The address of each statement, so that a test can walk them all. */
#define TT_SQL_LISTED(name)                                                 \
	static const struct tt_query *const name##_listed                   \
	    __attribute__((section("tt_queries"), used, retain)) = &name

#define TT_QUERY(name_, type, fields, sql_)                                 \
	static const struct tt_query name_ = { .name = #name_,              \
	    .file = __FILE__, .line = __LINE__, .sql = sql_,                \
	    .row = fields, .size = sizeof(type) };                          \
	TT_SQL_LISTED(name_)

#define TT_EXEC(name_, sql_)                                                \
	static const struct tt_query name_ = { .name = #name_,              \
	    .file = __FILE__, .line = __LINE__, .sql = sql_ };              \
	TT_SQL_LISTED(name_)

/* A row that is one number, for counts and sums: `SELECT … AS n`. */
struct tt_number { int64_t n; };
extern const struct tt_field tt_number_fields[];
#define TT_QUERY_NUMBER(name_, sql_)                                        \
	TT_QUERY(name_, struct tt_number, tt_number_fields, sql_)

/* ---- arguments: typed by the compiler -------------------------------- */

struct tt_arg {
	enum { TT_ARG_INT, TT_ARG_TEXT, TT_ARG_NULL } type;
	int64_t     i;
	const char *s;
};

struct tt_args {
	size_t        n;
	struct tt_arg v[40];
};

static inline struct tt_arg
tt_arg_int(int64_t i)
{
	return (struct tt_arg){ TT_ARG_INT, i, NULL };
}

static inline struct tt_arg
tt_arg_text(const char *s)
{
	return (struct tt_arg){ s == NULL ? TT_ARG_NULL : TT_ARG_TEXT, 0, s };
}

static inline struct tt_arg
tt_arg_time(tt_time t)
{
	return tt_arg_int(t.s);
}

static inline struct tt_arg
tt_arg_day(tt_day d)
{
	return tt_arg_int(d.n);
}

static inline struct tt_arg
tt_arg_money(tt_money m)
{
	return tt_arg_int(m.cents);
}

static inline struct tt_arg
tt_arg_itself(struct tt_arg a)
{
	return a;
}

/* NULL when zero: for optional times and ids. */
static inline struct tt_arg
tt_or_null(int64_t i)
{
	return (struct tt_arg){ i == 0 ? TT_ARG_NULL : TT_ARG_INT, i, NULL };
}

#define TT_ARG(x)                                                           \
	_Generic((x),                                                       \
	    bool: tt_arg_int,                                               \
	    int: tt_arg_int,                                                \
	    int64_t: tt_arg_int,                                            \
	    char *: tt_arg_text,                                            \
	    const char *: tt_arg_text,                                      \
	    tt_time: tt_arg_time,                                           \
	    tt_day: tt_arg_day,                                             \
	    tt_money: tt_arg_money,                                         \
	    struct tt_arg: tt_arg_itself)(x)

#include "db/args.h"   /* TT_ARGS(a, b, …), up to 40; TT_NO_ARGS */

/* ---- running --------------------------------------------------------- */

struct tt_rows { void *v; size_t n; };   /* v: an array of the row's struct */

/* The first row, or NULL. */
void *tt_one(struct tt_ctx *, const struct tt_query *, struct tt_args);
struct tt_rows tt_all(struct tt_ctx *, const struct tt_query *,
    struct tt_args);
/* How many rows it changed. Only inside tt_tx. */
int64_t tt_exec(struct tt_ctx *, const struct tt_query *, struct tt_args);
/* The number that a TT_QUERY_NUMBER gives; 0 for no row or NULL. */
int64_t tt_number(struct tt_ctx *, const struct tt_query *, struct tt_args);

typedef enum tt_outcome (*tt_tx_fn)(struct tt_ctx *, void *arg);

/* Inside another tt_tx it simply runs, as a part of that one. */
enum tt_outcome tt_tx(struct tt_ctx *, tt_tx_fn, void *arg);

/*
 * Reads that must agree with each other: one snapshot for all statements
 * until tt_snapshot_end (which tt_db_idle also does).
 */
void tt_snapshot(struct tt_ctx *);
void tt_snapshot_end(struct tt_ctx *);

/* ---- opening --------------------------------------------------------- */

/*
 * Not connected yet: the first statement connects, as does the first one
 * after a connection was lost. `conf->database` says where.
 */
struct tt_db *tt_db_new(const struct tt_conf *);
void tt_db_end(struct tt_db *);
/* After each request: roll back what a fault left open. */
void tt_db_idle(struct tt_db *);
/* Whether the engine answers within half a second. Never faults. */
bool tt_db_alive(struct tt_ctx *);
/*
 * After an erasure: nothing of it is left beside the tables, in SQLite's log.
 * It does what it can while others read, and never faults.
 */
void tt_db_tidy(struct tt_db *);
/* "sqlite" or "postgres". */
const char *tt_db_engine(const struct tt_db *);

/* Prepare a statement and check its columns; NULL or what is wrong. */
const char *tt_db_check(struct tt_ctx *, const struct tt_query *);
/* All statements of the library; `n` is set. */
const struct tt_query *const *tt_db_queries(size_t *n);

/* ---- schema: schema/NNNN-name.sql, forward only ----------------------- */

/* The newest version that this program knows, and the database's own. */
int64_t tt_schema_wanted(void);
int64_t tt_schema_found(struct tt_ctx *);
/*
 * Run the migrations that are missing, each in a transaction. `say` hears the
 * name of each. Returns NULL or what went wrong.
 */
const char *tt_schema_migrate(struct tt_ctx *, void (*say)(const char *));

#endif
