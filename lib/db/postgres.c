#include <errno.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "core/log.h"
#include "core/text.h"
#include "db/engine.h"

#define ANSWER_MS 5000         /* above every bound that the server keeps */

static const struct tt_query has_table = { .name = "postgres_has_table",
    .file = __FILE__, .line = __LINE__,
    .sql = "SELECT COUNT(*) AS n FROM pg_class WHERE oid = to_regclass($1)",
    .row = tt_number_fields, .size = sizeof(struct tt_number) };

/* Said after connecting: a pooler in between refuses them as options. */
static const char settings[] =
    "SET statement_timeout = '3s';"
    "SET lock_timeout = '2s';"
    "SET idle_in_transaction_session_timeout = '10s';"
    "SET jit = off;"
    "SET timezone = 'UTC';"
    "SET client_min_messages = warning";

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

static enum tt_fault_kind
kind_of(struct tt_db *db, const char *state)
{
	if (PQstatus(db->handle) != CONNECTION_OK || db->broken)
		return TT_FAULT_LOST;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (tt_starts(state, codes[i].state))
			return codes[i].kind;
	return TT_FAULT_MACHINE;
}

/*
 * Takes the result with it; NULL is no answer at all. The detail of a message
 * has people's addresses in it and is not told.
 */
static _Noreturn void
fail(struct tt_db *db, PGresult *res, const char *what)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	struct tt_fault_info why;

	why.kind = kind_of(db, state == NULL ? "" : state);
	if (text == NULL)
		text = PQerrorMessage(db->handle);
	if (text[0] == '\0')
		text = "no answer in time";
	(void)snprintf(why.text, sizeof(why.text), "postgres: %s: %s %.*s",
	    what, state == NULL ? "" : state, (int)strcspn(text, "\n"),
	    text);
	if (why.kind == TT_FAULT_LOST)
		db->broken = true;
	PQclear(res);
	tt_fault_again(&why);
}

static void
heard(void *arg, const PGresult *res)
{
	struct tt_db *db = arg;
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	db->warned = true;
	tt_log_warn("postgres: %s %s", state == NULL ? "" : state,
	    text == NULL ? "" : text);
}

/* ---- waiting for the server -------------------------------------------- */

/* Until the socket can be read (or written), or that time comes. */
static bool
wait_for(const PGconn *c, short events, int64_t until)
{
	struct pollfd p = { .fd = PQsocket(c), .events = events };
	int64_t left;
	int n;

	do {
		left = until - tt_monotonic_ms();
		if (left <= 0)
			return false;
		n = poll(&p, 1, (int)left);
	} while (n < 0 && errno == EINTR);
	return n > 0;
}

/*
 * The answer to what was `sent`; of several, the last. NULL when there was
 * none within `ms`: then the connection is of no more use.
 */
static PGresult *
answer(struct tt_db *db, int sent, int64_t ms)
{
	int64_t until = tt_monotonic_ms() + ms;
	PGresult *last = NULL, *res;

	if (sent != 1) {
		db->broken = true;
		return NULL;
	}
	do {
		while (PQisBusy(db->handle)) {
			if (!wait_for(db->handle, POLLIN, until)) {
				db->broken = true;
				PQclear(last);
				return NULL;
			}
			if (PQconsumeInput(db->handle) != 1)
				break;
		}
		res = PQgetResult(db->handle);
		if (res != NULL) {
			PQclear(last);
			last = res;
		}
	} while (res != NULL);
	return last;
}

/* ---- the connection ---------------------------------------------------- */

static void
settle(struct tt_db *db)
{
	PQclear(db->under_way);
	db->under_way = NULL;
}

static void
close_it(struct tt_db *db)
{
	PQfinish(db->handle);
	db->handle = NULL;
}

/*
 * libpq's own limit of time is for each host of a list in turn; `ms` is for
 * all together.
 */
static PGconn *
connect_within(const char *const *keys, const char *const *values, int64_t ms)
{
	int64_t until = tt_monotonic_ms() + ms;
	PostgresPollingStatusType now = PGRES_POLLING_WRITING;
	PGconn *c;

	if (ms == 0)
		return PQconnectdbParams(keys, values, 1);
	c = PQconnectStartParams(keys, values, 1);
	if (PQstatus(c) == CONNECTION_BAD)
		return c;
	while (now != PGRES_POLLING_OK && now != PGRES_POLLING_FAILED) {
		if (!wait_for(c, now == PGRES_POLLING_READING ? POLLIN :
		    POLLOUT, until))
			break;
		now = PQconnectPoll(c);
	}
	return c;
}

static void
open_it(struct tt_db *db, int64_t ms)
{
	/* What stands before dbname is what the operator may override. */
	static const char *const keys[] = { "connect_timeout",
	    "fallback_application_name", "client_encoding", "dbname", NULL };
	const char *const values[] = { "1", "tailtribe", "UTF8", db->where,
	    NULL };
	PGconn *c = connect_within(keys, values, ms);
	struct tt_fault_info why = { .kind = TT_FAULT_LOST };
	PGresult *res;

	if (PQstatus(c) != CONNECTION_OK) {
		(void)snprintf(why.text, sizeof(why.text), "postgres: %s",
		    PQstatus(c) == CONNECTION_BAD ? PQerrorMessage(c) :
		    "no connection in time");
		PQfinish(c);
		tt_fault_again(&why);
	}
	PQsetNoticeReceiver(c, heard, db);
	db->handle = c;
	res = answer(db, PQsendQuery(c, settings), ms == 0 ? ANSWER_MS : ms);
	if (PQresultStatus(res) != PGRES_COMMAND_OK) {
		db->broken = true;
		fail(db, res, "settings");
	}
	PQclear(res);
}

/* To somebody who asks nothing the server says nothing but good-bye. */
static bool
gone(struct tt_db *db)
{
	struct pollfd p = { .fd = PQsocket(db->handle), .events = POLLIN };

	return poll(&p, 1, 0) > 0;
}

/* ---- statements --------------------------------------------------------- */

/* The types of which there is one plain form in bytes; see pg_type.dat. */
enum { BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, VARCHAR = 1043,
	NUMERIC = 1700 };

static bool
is_plain(Oid type)
{
	return type == BOOL || type == INT8 || type == INT2 ||
	    type == INT4 || type == TEXT || type == VARCHAR;
}

static struct tt_column
column_of(const void *arg, int c)
{
	const PGresult *res = arg;
	Oid type = PQftype(res, c);
	struct tt_column k = { .name = PQfname(res, c) };

	if (type == TEXT || type == VARCHAR)
		k.kind = TT_COLUMN_TEXT;
	else if (is_plain(type) || type == NUMERIC)
		k.kind = TT_COLUMN_NUMBER;
	return k;
}

static const char *
describe(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s)
{
	PGresult *res = answer(db, PQsendDescribePrepared(db->handle,
	    s->name), ANSWER_MS);

	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail(db, res, s->q->name);
	db->under_way = res;
	s->params = PQnparams(res);
	if (s->params > TT_PARAMS)
		return "too many parameters";
	s->binary = true;
	for (int c = 0; c < PQnfields(res); c++)
		s->binary &= is_plain(PQftype(res, c));
	return tt_row_match(cx->arena, s, column_of, res, PQnfields(res));
}

static const char *
prepare(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s)
{
	const char *state, *bad;
	PGresult *res;

	settle(db);
	(void)snprintf(s->name, sizeof(s->name), "s%" PRId64, ++db->number);
	res = answer(db, PQsendPrepare(db->handle, s->name, s->q->sql, 0,
	    NULL), ANSWER_MS);
	if (PQresultStatus(res) == PGRES_COMMAND_OK) {
		PQclear(res);
		bad = describe(db, cx, s);
		settle(db);
		return bad;
	}
	s->name[0] = '\0';
	state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	if (state == NULL || !tt_starts(state, "42"))
		fail(db, res, s->q->name);
	db->under_way = res;
	bad = tt_strdup(cx->arena, PQresultErrorField(res,
	    PG_DIAG_MESSAGE_PRIMARY));
	settle(db);
	return bad;
}

static void
finalize(struct tt_db *db, struct tt_statement *s)
{
	PGTransactionStatusType now = PQtransactionStatus(db->handle);
	char sql[64];

	settle(db);
	/* With the connection gone, or the transaction failed, it stays. */
	if (s->name[0] == '\0' || db->broken ||
	    (now != PQTRANS_IDLE && now != PQTRANS_INTRANS))
		return;
	(void)snprintf(sql, sizeof(sql), "DEALLOCATE %s", s->name);
	PQclear(answer(db, PQsendQuery(db->handle, sql), ANSWER_MS));
	s->name[0] = '\0';
}

static PGresult *
execute(struct tt_db *db, struct tt_statement *s, const struct tt_args *args)
{
	const char *values[TT_PARAMS];
	char digits[TT_PARAMS][24];

	for (size_t i = 0; i < args->n; i++) {
		const struct tt_arg *a = &args->v[i];

		values[i] = a->type == TT_ARG_TEXT ? a->s : NULL;
		if (a->type == TT_ARG_INT) {
			(void)snprintf(digits[i], sizeof(digits[i]),
			    "%" PRId64, a->i);
			values[i] = digits[i];
		}
	}
	return answer(db, PQsendQueryPrepared(db->handle, s->name,
	    (int)args->n, values, NULL, NULL, s->binary), ANSWER_MS);
}

/* A whole number in the server's bytes: 1, 2, 4 or 8, the highest first. */
static int64_t
number_in(const char *p, int bytes)
{
	uint64_t v = p[0] < 0 ? UINT64_MAX : 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return (int64_t)v;
}

static void
fill(struct tt_ctx *cx, const struct tt_statement *s, const PGresult *res,
    int r, void *row)
{
	for (int c = 0; c < s->columns; c++) {
		const struct tt_field *f = s->field[c];
		const char *p = PQgetvalue(res, r, c);
		int n = PQgetlength(res, r, c);

		if (n == 0 && PQgetisnull(res, r, c))
			tt_row_null(f, row);
		else if (s->binary && f->type != TT_F_TEXT &&
		    f->type != TT_F_ENUM)
			tt_row_int(f, row, number_in(p, n));
		else
			tt_row_text(cx, f, row, p, (size_t)n);
	}
}

static struct tt_rows
run(struct tt_db *db, struct tt_ctx *cx, struct tt_statement *s,
    const struct tt_args *args, size_t limit)
{
	struct tt_rows rows = { 0 };
	ExecStatusType status;
	PGresult *res;
	size_t room = 0, all;

	settle(db);
	res = execute(db, s, args);
	status = PQresultStatus(res);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		fail(db, res, s->q->name);
	db->under_way = res;
	if (!tt_int(PQcmdTuples(res), 0, INT64_MAX, &db->changed))
		db->changed = 0;
	all = (size_t)PQntuples(res);
	if (all > limit)
		all = limit;
	for (size_t r = 0; r < all; r++)
		fill(cx, s, res, (int)r, tt_row_next(cx, s->q, &rows, &room,
		    all));
	settle(db);
	return rows;
}

/* ---- transactions -------------------------------------------------------- */

/*
 * Without an answer nobody knows what became of it. Nor after a warning: a
 * commit that waited for a standby and was told to stop waiting answers with
 * success and only that, and what it wrote may be lost.
 */
static void
commit(struct tt_db *db)
{
	PGresult *res;
	bool sure, committed;

	db->warned = false;
	/* The server has no timeout for that wait: ours must do. */
	res = answer(db, PQsendQuery(db->handle, "COMMIT"), ANSWER_MS);
	sure = !db->broken && !db->warned &&
	    PQstatus(db->handle) == CONNECTION_OK;
	if (sure && PQresultStatus(res) != PGRES_COMMAND_OK)
		fail(db, res, "COMMIT");
	/* A failed transaction answers COMMIT with ROLLBACK, and no error. */
	committed = res != NULL && tt_eq(PQcmdStatus(res), "COMMIT");
	PQclear(res);
	if (!sure) {
		db->broken = true;
		tt_fault(TT_FAULT_LOST, "postgres: the outcome of a commit "
		    "is unknown");
	}
	if (!committed)
		tt_fault(TT_FAULT_MACHINE, "postgres: COMMIT rolled back");
}

static void
command(struct tt_db *db, enum tt_command c)
{
	static const char *const sql[] = {
		[TT_BEGIN] = "BEGIN ISOLATION LEVEL SERIALIZABLE",
		[TT_BEGIN_READ] =
		    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		/*
		 * What the second one sees must be newer than its wait for
		 * the first: so not serializable. Time is not limited.
		 */
		[TT_BEGIN_SCHEMA] = "BEGIN ISOLATION LEVEL READ COMMITTED;"
		    "SET LOCAL statement_timeout = 0;"
		    "SET LOCAL lock_timeout = 0;"
		    "SELECT pg_advisory_xact_lock(7461696)",
		[TT_COMMIT] = "COMMIT",
		[TT_ROLLBACK] = "ROLLBACK",
	};
	ExecStatusType status;
	PGresult *res;

	settle(db);
	if (c == TT_COMMIT) {
		commit(db);
		return;
	}
	if (c == TT_ROLLBACK &&
	    PQtransactionStatus(db->handle) == PQTRANS_IDLE)
		return;
	res = answer(db, PQsendQuery(db->handle, sql[c]),
	    c == TT_BEGIN_SCHEMA ? INT32_MAX : ANSWER_MS);
	status = PQresultStatus(res);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		fail(db, res, sql[c]);
	PQclear(res);
}

static void
script(struct tt_db *db, const char *sql)
{
	ExecStatusType status;
	PGresult *res;

	settle(db);
	res = answer(db, PQsendQuery(db->handle, sql), INT32_MAX);
	status = PQresultStatus(res);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		fail(db, res, "script");
	PQclear(res);
}

static bool
alive(struct tt_db *db, int64_t ms)
{
	PGresult *res;
	bool yes;

	settle(db);
	res = answer(db, PQsendQuery(db->handle, "SELECT 1"), ms);
	yes = PQresultStatus(res) == PGRES_TUPLES_OK;
	PQclear(res);
	return yes;
}

/* The server vacuums by itself. */
static void
tidy(struct tt_db *db)
{
	(void)db;
}

const struct tt_engine tt_postgres = {
	.name = "postgres", .has_table = &has_table, .open = open_it,
	.close = close_it, .gone = gone, .prepare = prepare,
	.finalize = finalize, .run = run, .settle = settle,
	.command = command, .script = script, .tidy = tidy,
	.alive = alive,
};
