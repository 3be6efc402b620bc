/* Refunds, the provider's events, what is to be looked at, and earnings. */
#include <inttypes.h>

#include "core/id.h"
#include "model/audit.h"
#include "model/booking.h"
#include "model/job.h"
#include "model/ledger.h"
#include "model/payment.h"

#define E(m) TT_FIELD(struct tt_stripe_event, m)
static const struct tt_field event_fields[] = { E(id), E(type), E(body),
    { 0 } };
#define R(m) TT_FIELD(struct tt_refund, m)
static const struct tt_field refund_fields[] = { R(id), R(payment_id),
    R(amount), R(reason), R(state), R(intent), { 0 } };
#define L(m) TT_FIELD(struct tt_look, m)
static const struct tt_field look_fields[] = { L(id), L(kind), L(ref),
    L(detail), L(created), { 0 } };
#define N(m) TT_FIELD(struct tt_earning, m)
static const struct tt_field earning_fields[] = { N(booking_id),
    N(owner_first), N(owner_last), N(service), N(state), N(starts), N(ends),
    N(completed), N(price), N(commission), N(share), N(commission_bp),
    { 0 } };

TT_QUERY(event, struct tt_stripe_event, event_fields,
	"SELECT id, type, body FROM stripe_event WHERE id = $1");
TT_EXEC(event_add, "INSERT INTO stripe_event (id, type, created, body,"
	" received) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING");
TT_EXEC(event_done, "UPDATE stripe_event SET done = $2 WHERE id = $1");
TT_EXEC(add, "INSERT INTO refund (id, payment_id, amount, reason, state,"
	" provider, created) VALUES ($1, $2, $3, $4, 'due', '', $5)");
TT_EXEC(owed, "UPDATE payment SET refunded = refunded + $2 WHERE id = $1");
#define REFUND                                                              \
	"SELECT r.id, r.payment_id, r.amount, r.reason, r.state, p.intent"  \
	" FROM refund r JOIN payment p ON p.id = r.payment_id"
TT_QUERY(any, struct tt_refund, refund_fields, REFUND " WHERE r.id = $1");
TT_QUERY(of_booking, struct tt_refund, refund_fields, REFUND
	" WHERE p.booking_id = $1 ORDER BY r.id LIMIT 20");
TT_EXEC(sent, "UPDATE refund SET state = 'sent', provider = $2, sent = $3"
	" WHERE id = $1 AND state = 'due'");
TT_QUERY_NUMBER(booking_of, "SELECT booking_id AS n FROM payment"
	" WHERE id = $1");
TT_QUERY_NUMBER(owner_of, "SELECT owner_id AS n FROM booking WHERE id = $1");
TT_EXEC(look_add, "INSERT INTO look_at (id, kind, ref, detail, created)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, ref) DO NOTHING");
TT_QUERY(looks, struct tt_look, look_fields, "SELECT id, kind, ref, detail,"
	" created FROM look_at WHERE done IS NULL ORDER BY created LIMIT $1");
TT_EXEC(look_done, "UPDATE look_at SET done = $2, done_by = $3"
	" WHERE id = $1 AND done IS NULL");
/* From the ledger alone: what each booking's journals gave the caregiver. */
TT_QUERY(earnings, struct tt_earning, earning_fields,
	"SELECT b.id AS booking_id, u.first_name AS owner_first,"
	" u.last_name AS owner_last, b.service, b.state, b.starts, b.ends,"
	" b.completed, b.price, b.commission_bp, CAST(COALESCE((SELECT -SUM(p.amount)"
	"  FROM journal j JOIN posting p ON p.journal_id = j.id"
	"  JOIN account a ON a.id = p.account_id WHERE j.booking_id = b.id"
	"  AND a.name = 'commission'), 0) AS BIGINT) AS commission,"
	" CAST(COALESCE((SELECT -SUM(p.amount)"
	"  FROM journal j JOIN posting p ON p.journal_id = j.id"
	"  JOIN account a ON a.id = p.account_id WHERE j.booking_id = b.id"
	"  AND a.name LIKE 'payable:%'), 0) AS BIGINT) AS share"
	" FROM booking b JOIN users u ON u.id = b.owner_id"
	" WHERE b.caregiver_id = $1 AND b.paid IS NOT NULL"
	" AND ($2 = 0 OR b.id < $2) ORDER BY b.id DESC LIMIT $3");

struct storing { const char *id, *type, *body; tt_time created; };

static enum tt_outcome
store(struct tt_ctx *cx, void *arg)
{
	const struct storing *s = arg;

	if (tt_exec(cx, &event_add, TT_ARGS(s->id, s->type, s->created,
	    s->body, cx->now)) == 0)
		return TT_TAKEN;
	tt_job_add(cx, "stripe-event", 0, s->id);
	return TT_OK;
}

enum tt_outcome
tt_stripe_event_store(struct tt_ctx *cx, const char *id, const char *type,
    tt_time created, const char *body)
{
	struct storing s = { id, type, body, created };

	return tt_tx(cx, store, &s);
}

const struct tt_stripe_event *
tt_stripe_event_find(struct tt_ctx *cx, const char *id)
{
	return tt_one(cx, &event, TT_ARGS(id));
}

static enum tt_outcome
event_done_now(struct tt_ctx *cx, void *arg)
{
	tt_exec(cx, &event_done, TT_ARGS((const char *)arg, cx->now));
	return TT_OK;
}

void
tt_stripe_event_done(struct tt_ctx *cx, const char *id)
{
	(void)tt_tx(cx, event_done_now, tt_strdup(cx->arena, id));
}

const struct tt_refund *
tt_refund_any(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &any, TT_ARGS(id));
}

struct tt_rows
tt_refunds_of(struct tt_ctx *cx, int64_t booking)
{
	return tt_all(cx, &of_booking, TT_ARGS(booking));
}

int64_t
tt_refund_add(struct tt_ctx *cx, int64_t payment, tt_money amount,
    const char *reason)
{
	int64_t id = tt_id_new();

	tt_exec(cx, &add, TT_ARGS(id, payment, amount, reason, cx->now));
	/* The table's CHECK keeps it at or under what was paid. */
	tt_exec(cx, &owed, TT_ARGS(payment, amount));
	tt_job_add(cx, "refund", id, "");
	return id;
}

struct sending { int64_t id; const char *provider; };

static enum tt_outcome
send_now(struct tt_ctx *cx, void *arg)
{
	const struct sending *s = arg;
	const struct tt_refund *r = tt_refund_any(cx, s->id);
	int64_t booking;

	if (r == NULL)
		return TT_ABSENT;
	if (tt_exec(cx, &sent, TT_ARGS(r->id, s->provider, cx->now)) == 0)
		return TT_TAKEN;
	booking = tt_number(cx, &booking_of, TT_ARGS(r->payment_id));
	tt_ledger_post(cx, "refund", tt_printf(cx->arena, "%" PRId64, r->id),
	    booking, (struct tt_posting[]){ { "refunds", r->amount },
	    { "clearing", { -r->amount.cents } } }, 2);
	tt_mail_add(cx, "refunded", tt_number(cx, &owner_of,
	    TT_ARGS(booking)), booking, tt_printf(cx->arena, "%" PRId64,
	    r->id));
	return TT_OK;
}

enum tt_outcome
tt_refund_sent(struct tt_ctx *cx, int64_t id, const char *provider)
{
	struct sending s = { id, provider };

	return tt_tx(cx, send_now, &s);
}

void
tt_look_at(struct tt_ctx *cx, const char *kind, const char *ref,
    const char *detail)
{
	tt_exec(cx, &look_add, TT_ARGS(tt_id_new(), kind, ref, detail,
	    cx->now));
}

struct tt_rows
tt_looks(struct tt_ctx *cx, int64_t limit)
{
	return tt_all(cx, &looks, TT_ARGS(limit));
}

struct looking { int64_t id, staff; };

static enum tt_outcome
look_now(struct tt_ctx *cx, void *arg)
{
	const struct looking *l = arg;

	if (tt_exec(cx, &look_done, TT_ARGS(l->id, cx->now, l->staff)) == 0)
		return TT_ABSENT;
	tt_audit(cx, &(struct tt_deed){ .action = "look.done",
	    .entity = "look", .id = l->id });
	return TT_OK;
}

enum tt_outcome
tt_look_done(struct tt_ctx *cx, int64_t id, int64_t staff)
{
	struct looking l = { id, staff };

	return tt_tx(cx, look_now, &l);
}

struct tt_rows
tt_earnings(struct tt_ctx *cx, int64_t caregiver, int64_t before,
    int64_t limit)
{
	struct tt_rows rows = tt_all(cx, &earnings, TT_ARGS(caregiver, before,
	    limit));
	struct tt_earning *e = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		if (e[i].completed.s != 0)
			e[i].payable_from = tt_later(e[i].completed,
			    cx->conf->payout_hours * TT_HOUR);
	return rows;
}
