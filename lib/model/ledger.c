#include <inttypes.h>
#include <string.h>

#include "core/id.h"
#include "core/text.h"
#include "model/ledger.h"

struct account { int64_t id; };
static const struct tt_field account_fields[] = {
	TT_FIELD(struct account, id), { 0 } };

#define E(m) TT_FIELD(struct tt_entry, m)
static const struct tt_field entry_fields[] = { E(journal_id), E(kind),
    E(account), E(amount), E(posted), { 0 } };
#define S(m) TT_FIELD(struct tt_account_sum, m)
static const struct tt_field sum_fields[] = { S(name), S(sum), S(accounts),
    { 0 } };

TT_QUERY(account_named, struct account, account_fields,
	"SELECT id FROM account WHERE name = $1");
TT_EXEC(account_add, "INSERT INTO account (id, name, floor, balance)"
	" VALUES ($1, $2, $3, 0)");
TT_QUERY_NUMBER(journal_there, "SELECT id AS n FROM journal"
	" WHERE kind = $1 AND ref = $2");
TT_EXEC(journal_add, "INSERT INTO journal (id, kind, ref, booking_id,"
	" currency, posted) VALUES ($1, $2, $3, $4, 'EUR', $5)");
TT_EXEC(posting_add, "INSERT INTO posting (journal_id, line, account_id,"
	" amount) VALUES ($1, $2, $3, $4)");
TT_QUERY_NUMBER(balance_of, "SELECT CAST(COALESCE(-SUM(p.amount), 0) AS BIGINT)"
	" AS n FROM posting p JOIN account a ON a.id = p.account_id"
	" WHERE a.name = $1");
TT_QUERY(of_booking, struct tt_entry, entry_fields,
	"SELECT p.journal_id, j.kind, a.name AS account, p.amount, j.posted"
	"  FROM journal j JOIN posting p ON p.journal_id = j.id"
	"  JOIN account a ON a.id = p.account_id WHERE j.booking_id = $1"
	" ORDER BY j.posted, j.id, p.line LIMIT 100");
TT_QUERY(recent, struct tt_entry, entry_fields,
	"SELECT p.journal_id, j.kind, a.name AS account, p.amount, j.posted"
	"  FROM (SELECT id, kind, posted FROM journal"
	"         WHERE ($1 = 0 OR id < $1) ORDER BY id DESC LIMIT $2) j"
	"  JOIN posting p ON p.journal_id = j.id"
	"  JOIN account a ON a.id = p.account_id"
	" ORDER BY j.id DESC, p.line");
TT_QUERY(sums, struct tt_account_sum, sum_fields,
	"SELECT s.name, CAST(SUM(s.sum) AS BIGINT) AS sum,"
	" COUNT(*) AS accounts FROM"
	" (SELECT CASE WHEN a.name LIKE 'escrow:%' THEN 'escrow'"
	"  WHEN a.name LIKE 'payable:%' THEN 'payable' ELSE a.name END AS name,"
	"  COALESCE((SELECT SUM(p.amount) FROM posting p"
	"   WHERE p.account_id = a.id), 0) AS sum FROM account a) s"
	" GROUP BY s.name ORDER BY s.name LIMIT 20");

const char *
tt_account_escrow(struct tt_ctx *cx, int64_t booking_id)
{
	return tt_printf(cx->arena, "escrow:%" PRId64, booking_id);
}

const char *
tt_account_payable(struct tt_ctx *cx, int64_t caregiver_id)
{
	return tt_printf(cx->arena, "payable:%" PRId64, caregiver_id);
}

/* Those that may never owe us keep a balance with a floor. */
static bool
has_floor(const char *name)
{
	return tt_starts(name, "escrow:") || tt_starts(name, "payable:");
}

static int64_t
account_id(struct tt_ctx *cx, const char *name)
{
	const struct account *a = tt_one(cx, &account_named, TT_ARGS(name));
	int64_t id;

	if (a != NULL)
		return a->id;
	id = tt_id_new();
	tt_exec(cx, &account_add, TT_ARGS(id, name, has_floor(name) ?
	    tt_arg_int(0) : (struct tt_arg){ .type = TT_ARG_NULL }));
	return id;
}

enum tt_outcome
tt_ledger_post(struct tt_ctx *cx, const char *kind, const char *ref,
    int64_t booking_id, const struct tt_posting *p, size_t n)
{
	int64_t journal, line = 0;

	if (tt_number(cx, &journal_there, TT_ARGS(kind, ref)) != 0)
		return TT_TAKEN;
	journal = tt_id_new();
	tt_exec(cx, &journal_add, TT_ARGS(journal, kind, ref,
	    tt_or_null(booking_id), cx->now));
	for (size_t i = 0; i < n; i++) {
		if (p[i].amount.cents == 0)
			continue;
		tt_exec(cx, &posting_add, TT_ARGS(journal, ++line,
		    account_id(cx, p[i].account), p[i].amount));
	}
	return TT_OK;
}

tt_money
tt_ledger_balance(struct tt_ctx *cx, const char *account)
{
	return tt_cents_of(tt_number(cx, &balance_of, TT_ARGS(account)));
}

struct tt_rows
tt_ledger_of_booking(struct tt_ctx *cx, int64_t booking_id)
{
	return tt_all(cx, &of_booking, TT_ARGS(booking_id));
}

struct tt_rows
tt_ledger_recent(struct tt_ctx *cx, int64_t before, int64_t limit)
{
	return tt_all(cx, &recent, TT_ARGS(before, limit));
}

struct tt_rows
tt_ledger_sums(struct tt_ctx *cx)
{
	return tt_all(cx, &sums, TT_NO_ARGS);
}
