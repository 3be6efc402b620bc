/*
 * A database for one test: fresh, migrated, and gone when the program ends.
 *
 * TT_TEST_DB in the environment says which: "sqlite" (or nothing) is a file
 * in a temporary folder, "postgres:CONNINFO" a new database of that cluster.
 * cx->now is the clock of the machine at the start; a test may set it.
 */
#ifndef T_DB_H
#define T_DB_H

#include "core/ctx.h"
#include "db/db.h"

/* The context of the test, made on the first call. Ends the program with a
 * message when there is no database. */
struct tt_ctx *t_ctx(void);

/* The same database without its schema, for tests of migrating. */
struct tt_ctx *t_ctx_empty(void);

/*
 * In a child process after fork: a connection and an arena of its own to the
 * same database.
 */
struct tt_ctx *t_ctx_child(void);

/* The configuration of t_ctx; a test may change what it needs. */
struct tt_conf *t_conf(void);

#endif
