#include <inttypes.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "core/log.h"
#include "core/text.h"
#include "db/engine.h"

#define COMMIT_MS 5000

static const char settings[] =
    " connect_timeout=1 client_encoding=UTF8 options='"
    "-c statement_timeout=3s -c lock_timeout=2s"
    " -c idle_in_transaction_session_timeout=10s -c jit=off"
    " -c client_min_messages=warning'";

struct code { const char *state; enum tt_fault_kind kind; };

/* SQLSTATE, whole or its class, to a kind of fault. */
static const struct code codes[] = {
	{ "40001", TT_FAULT_RIVAL },    /* serialization failure */
	{ "40P01", TT_FAULT_RIVAL },    /* deadlock */
	{ "23505", TT_FAULT_RIVAL },    /* unique violation */
	{ "23P01", TT_FAULT_RIVAL },    /* exclusion violation */
	{ "57014", TT_FAULT_BUSY },     /* statement timeout */
	{ "55P03", TT_FAULT_BUSY },     /* lock timeout */
	{ "57P", TT_FAULT_LOST },       /* shutting down */
	{ "25P03", TT_FAULT_LOST },     /* idle in transaction too long */
	{ "25006", TT_FAULT_LOST },     /* read only: not the primary */
	{ "08", TT_FAULT_LOST },
	{ "53", TT_FAULT_FULL },
};

static _Noreturn void
fail_state(struct tt_db *db, const char *state, const char *what,
    const char *text)
{
	enum tt_fault_kind kind = TT_FAULT_MACHINE;

	if (PQstatus(db->handle) != CONNECTION_OK)
		kind = TT_FAULT_LOST;
	for (size_t i = 0; state != NULL &&
	    i < sizeof(codes) / sizeof(*codes); i++)
		if (tt_starts(state, codes[i].state))
			kind = codes[i].kind;
	if (kind == TT_FAULT_LOST)
		db->broken = true;
	tt_fault(kind, "postgres: %s: %s %s", what, state == NULL ? "" : state,
	    text);
}

/* Takes the result with it. */
static _Noreturn void
fail(struct tt_db *db, PGresult *res, const char *what)
{
	char state[6] = "", text[300];

	if (res != NULL && PQresultErrorField(res, PG_DIAG_SQLSTATE) != NULL)
		(void)snprintf(state, sizeof(state), "%s",
		    PQresultErrorField(res, PG_DIAG_SQLSTATE));
	(void)snprintf(text, sizeof(text), "%s", res == NULL ?
	    PQerrorMessage(db->handle) : PQresultErrorMessage(res));
	PQclear(res);
	fail_state(db, state[0] == '\0' ? NULL : state, what, text);
}

/*
 * A commit that waited for a standby and was told to stop waiting answers
 * with success and only this warning: what it wrote may be lost.
 */
static void
heard(void *arg, const PGresult *res)
{
	struct tt_db *db = arg;
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	if (text != NULL && strstr(text, "synchronous replication") != NULL)
		db->broken = true;
	tt_log_warn("postgres: %s %s", state == NULL ? "" : state,
	    text == NULL ? "" : text);
}

static void
close_it(struct tt_db *db)
{
	PQfinish(db->handle);
	db->handle = NULL;
}

static void
open_it(struct tt_db *db)
{
	char info[2048], text[300];
	int n = snprintf(info, sizeof(info), "%s%s", db->where, settings);
	PGconn *c;

	if (n < 0 || (size_t)n >= sizeof(info))
		tt_fault(TT_FAULT_MACHINE, "postgres: conninfo is too long");
	c = PQconnectdb(info);
	if (PQstatus(c) != CONNECTION_OK) {
		(void)snprintf(text, sizeof(text), "%s", PQerrorMessage(c));
		PQfinish(c);
		tt_fault(TT_FAULT_LOST, "postgres: %s", text);
	}
	PQsetNoticeReceiver(c, heard, db);
	db->handle = c;
}

/* The name under which the server keeps a statement. */
struct kept { char name[24]; };

static const char *
column_name(void *res, int c)
{
	return PQfname(res, c);
}

static const char *
describe(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s)
{
	PGresult *res = PQdescribePrepared(db->handle,
	    ((struct kept *)s->handle)->name);
	const char *bad;

	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail(db, res, s->q->name);
	s->params = PQnparams(res);
	bad = tt_row_match(cx->arena, s, column_name, res, PQnfields(res));
	PQclear(res);
	return bad;
}

static const char *
prepare(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s)
{
	struct kept *k = TT_NEW(db->kept, struct kept);
	const char *state, *bad;
	PGresult *res;

	(void)snprintf(k->name, sizeof(k->name), "s%" PRId64, ++db->number);
	res = PQprepare(db->handle, k->name, s->q->sql, 0, NULL);
	state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	if (PQresultStatus(res) == PGRES_COMMAND_OK) {
		PQclear(res);
		s->handle = k;
		return describe(db, cx, s);
	}
	if (state == NULL || !tt_starts(state, "42"))
		fail(db, res, s->q->name);
	bad = tt_strdup(cx->arena, PQresultErrorMessage(res));
	PQclear(res);
	return bad;
}

static void
finalize(struct tt_db *db, struct tt_statement *s)
{
	char sql[64];

	/* With the connection gone, or the transaction failed, it goes too. */
	if (PQtransactionStatus(db->handle) != PQTRANS_IDLE)
		return;
	(void)snprintf(sql, sizeof(sql), "DEALLOCATE %s",
	    ((struct kept *)s->handle)->name);
	PQclear(PQexec(db->handle, sql));
	s->handle = NULL;
}

static PGresult *
execute(struct tt_db *db, struct tt_statement *s, const struct tt_args *args)
{
	const char *values[40];
	char digits[40][24];

	if ((int)args->n != s->params)
		tt_fault(TT_FAULT_MACHINE, "%s: %d parameters, %zu arguments",
		    s->q->name, s->params, args->n);
	for (size_t i = 0; i < args->n; i++) {
		const struct tt_arg *a = &args->v[i];

		values[i] = a->type == TT_ARG_TEXT ? a->s : NULL;
		if (a->type == TT_ARG_INT) {
			(void)snprintf(digits[i], sizeof(digits[i]),
			    "%" PRId64, a->i);
			values[i] = digits[i];
		}
	}
	return PQexecPrepared(db->handle, ((struct kept *)s->handle)->name,
	    (int)args->n, values, NULL, NULL, 0);
}

static void
clear(void *res)
{
	PQclear(res);
}

static void
fill(struct tt_ctx *cx, struct tt_statement *s, PGresult *res, int r,
    void *row)
{
	for (int c = 0; c < s->columns; c++) {
		if (PQgetisnull(res, r, c))
			tt_row_null(s->field[c], row);
		else
			tt_row_text(cx, s->field[c], row,
			    PQgetvalue(res, r, c),
			    (size_t)PQgetlength(res, r, c));
	}
}

static struct tt_rows
run(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s,
    const struct tt_args *args, size_t limit)
{
	PGresult *res = execute(db, s, args);
	ExecStatusType status = PQresultStatus(res);
	struct tt_rows rows = { 0 };
	int64_t changed = 0;
	size_t room = 0;

	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		fail(db, res, s->q->name);
	tt_defer(cx->arena, clear, res);
	(void)tt_int(PQcmdTuples(res), 0, INT64_MAX, &changed);
	db->changed = changed;
	for (int r = 0; r < PQntuples(res) && rows.n < limit; r++)
		fill(cx, s, res, r, tt_row_next(cx, s->q, &rows, &room));
	return rows;
}

/*
 * PQexec would wait for ever where a commit waits for a standby; the server
 * has no timeout for that. After COMMIT_MS nobody knows what became of it.
 */
static PGresult *
commit(struct tt_db *db)
{
	struct pollfd p = { .fd = PQsocket(db->handle), .events = POLLIN };
	PGresult *res, *next;

	if (PQsendQuery(db->handle, "COMMIT") != 1)
		return NULL;
	while (PQisBusy(db->handle)) {
		if (poll(&p, 1, COMMIT_MS) <= 0 ||
		    PQconsumeInput(db->handle) != 1) {
			db->broken = true;
			tt_fault(TT_FAULT_LOST, "postgres: the outcome of a "
			    "commit is unknown");
		}
	}
	res = PQgetResult(db->handle);
	while ((next = PQgetResult(db->handle)) != NULL)
		PQclear(next);
	return res;
}

static void
command(struct tt_db *db, enum tt_command c)
{
	static const char *const sql[] = {
		"BEGIN ISOLATION LEVEL SERIALIZABLE", "COMMIT", "ROLLBACK",
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
	PGresult *res = c == TT_COMMIT ? commit(db) :
	    PQexec(db->handle, sql[c]);
	bool rolled_back;

	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail(db, res, sql[c]);
	/* A failed transaction answers COMMIT with ROLLBACK, and no error. */
	rolled_back = c == TT_COMMIT && !tt_eq(PQcmdStatus(res), "COMMIT");
	PQclear(res);
	if (rolled_back)
		tt_fault(TT_FAULT_MACHINE, "postgres: COMMIT rolled back");
	if (c == TT_COMMIT && db->broken)
		tt_fault(TT_FAULT_LOST, "postgres: a commit that no standby "
		    "has confirmed");
}

static void
script(struct tt_db *db, const char *sql)
{
	PGresult *res = PQexec(db->handle, sql);
	ExecStatusType status = PQresultStatus(res);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		fail(db, res, "script");
	PQclear(res);
}

static bool
alive(struct tt_db *db)
{
	struct pollfd p = { .fd = PQsocket(db->handle), .events = POLLIN };
	PGresult *res;
	bool yes = false;

	if (PQsendQuery(db->handle, "SELECT 1") != 1)
		return false;
	while (PQisBusy(db->handle))
		if (poll(&p, 1, 500) <= 0 || PQconsumeInput(db->handle) != 1)
			return false;
	while ((res = PQgetResult(db->handle)) != NULL) {
		yes |= PQresultStatus(res) == PGRES_TUPLES_OK;
		PQclear(res);
	}
	return yes;
}

const struct tt_engine tt_postgres = { "postgres", open_it, close_it, prepare,
    finalize, run, command, script, alive };
