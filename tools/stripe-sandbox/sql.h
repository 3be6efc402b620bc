/*
 * SQLite, as thin as it goes. Statements are constants and are prepared once;
 * arguments are typed by letters: "s" for a string (NULL binds NULL), "i" for
 * an int64_t. An error sets box->broken and is told on standard error; the
 * caller may go on, nothing of the transaction will be kept.
 */
#ifndef TT_SQL_H
#define TT_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct tt_box;

/* Opens or makes the file; false with the reason told. */
bool tt_sql_open(struct tt_box *, const char *file);
void tt_sql_close(struct tt_box *);

/* A bound statement to step with tt_sql_row; NULL when the store is broken. */
sqlite3_stmt *tt_sql(struct tt_box *, const char *sql, const char *types, ...);
/* The next row; false at the end, and then the statement may be used anew. */
bool tt_sql_row(struct tt_box *, sqlite3_stmt *);
/* Leaves a statement before its end. */
void tt_sql_leave(sqlite3_stmt *);
/* Runs a statement that answers nothing. */
void tt_sql_run(struct tt_box *, const char *sql, const char *types, ...);
/* The first column of the first row, or 0. */
int64_t tt_sql_int(struct tt_box *, const char *sql, const char *types, ...);
/* For lists only: text put together from constants. Finalise it. */
sqlite3_stmt *tt_sql_once(struct tt_box *, const char *sql);
/* A column, "" when NULL; valid until the next step. */
const char *tt_sql_text(sqlite3_stmt *, int column);

void tt_sql_begin(struct tt_box *);
/* Keeps the transaction, unless it broke; whether it was kept. */
bool tt_sql_end(struct tt_box *);

#endif
