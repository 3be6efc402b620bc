#include <inttypes.h>

#include "core/id.h"
#include "core/text.h"
#include "model/booking.h"
#include "model/job.h"
#include "model/ledger.h"
#include "model/payment.h"

const char *const tt_payment_states[] = { "preparing", "open", "failed",
    "expired", "paid", NULL };

#define P(m, ...) TT_FIELD(struct tt_payment, m, ##__VA_ARGS__)
static const struct tt_field payment_fields[] = { P(id), P(booking_id),
    P(amount), P(refunded), P(state, .words = tt_payment_states), P(session),
    P(url), P(intent), P(charge), P(problem), P(expires), P(created),
    P(paid), { 0 } };

#define PAYMENT                                                             \
	"SELECT p.id, p.booking_id, p.amount, p.refunded, p.state,"         \
	" p.session, p.url, p.intent, p.charge, p.problem, p.expires,"      \
	" p.created, p.paid FROM payment p"

TT_QUERY(newest, struct tt_payment, payment_fields, PAYMENT
	" JOIN booking b ON b.id = p.booking_id WHERE p.booking_id = $1"
	" AND $2 IN (b.owner_id, b.caregiver_id)"
	" ORDER BY CASE WHEN p.state = 'paid' THEN 0 ELSE 1 END, p.id DESC"
	" LIMIT 1");
TT_QUERY(any, struct tt_payment, payment_fields, PAYMENT " WHERE p.id = $1");
TT_QUERY(by_session, struct tt_payment, payment_fields, PAYMENT
	" WHERE p.session = $1 AND p.session <> '' ORDER BY p.id LIMIT 1");
TT_QUERY(by_intent, struct tt_payment, payment_fields, PAYMENT
	" WHERE p.intent = $1 AND p.intent <> '' ORDER BY p.id LIMIT 1");
TT_EXEC(add, "INSERT INTO payment (id, booking_id, amount, state, session,"
	" url, intent, charge, problem, expires, refunded, created)"
	" VALUES ($1, $2, $3, 'preparing', '', '', '', '', '', $4, 0, $5)");
TT_EXEC(opened, "UPDATE payment SET state = 'open', session = $2, url = $3,"
	" expires = $4, problem = '' WHERE id = $1 AND state = 'preparing'");
TT_EXEC(problem, "UPDATE payment SET state = $2, problem = $3,"
	" intent = CASE WHEN $4 = '' THEN intent ELSE $4 END"
	" WHERE id = $1 AND state IN ('preparing', 'open', 'failed')");
TT_EXEC(is_paid, "UPDATE payment SET state = 'paid', intent = $2, charge = $3,"
	" paid = $4, problem = '' WHERE id = $1 AND state <> 'paid'");
/* A second payment of one booking keeps its state, and goes back. */
TT_EXEC(surplus, "UPDATE payment SET intent = $2, charge = $3,"
	" problem = 'surplus' WHERE id = $1");
TT_QUERY_NUMBER(paid_other, "SELECT id AS n FROM payment"
	" WHERE booking_id = $1 AND state = 'paid' AND id <> $2");

struct beginning { int64_t booking, owner, payment; };

/* One that can still be used: being made, or open with a minute left. */
static bool
usable(const struct tt_payment *p, tt_time now)
{
	switch (p->state) {
	case TT_PAY_PREPARING:
		return true;
	case TT_PAY_OPEN:
	case TT_PAY_FAILED:
		return p->session[0] != '\0' &&
		    p->expires.s > now.s + TT_MINUTE;
	case TT_PAY_EXPIRED:
	case TT_PAY_PAID:
		return false;
	}
	return false;
}

static enum tt_outcome
begin(struct tt_ctx *cx, void *arg)
{
	struct beginning *g = arg;
	const struct tt_booking *b = tt_booking_find(cx, g->booking, g->owner);
	const struct tt_payment *p;

	if (b == NULL || b->owner_id != g->owner)
		return TT_ABSENT;
	if (b->state != TT_ACCEPTED || cx->now.s >= b->pay_by.s)
		return TT_REFUSED;
	p = tt_payment_of(cx, b->id, g->owner);
	if (p != NULL && usable(p, cx->now)) {
		g->payment = p->id;
		return TT_OK;
	}
	g->payment = tt_id_new();
	tt_exec(cx, &add, TT_ARGS(g->payment, b->id, b->price, b->pay_by,
	    cx->now));
	tt_job_add(cx, "checkout", g->payment, "");
	return TT_OK;
}

enum tt_outcome
tt_payment_begin(struct tt_ctx *cx, int64_t booking, int64_t owner,
    int64_t *payment)
{
	struct beginning g = { .booking = booking, .owner = owner };
	enum tt_outcome out = tt_tx(cx, begin, &g);

	*payment = g.payment;
	return out;
}

const struct tt_payment *
tt_payment_of(struct tt_ctx *cx, int64_t booking, int64_t viewer)
{
	return tt_one(cx, &newest, TT_ARGS(booking, viewer));
}

const struct tt_payment *
tt_payment_any(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &any, TT_ARGS(id));
}

struct opening { int64_t id; const char *session, *url; tt_time expires; };

static enum tt_outcome
open_now(struct tt_ctx *cx, void *arg)
{
	const struct opening *o = arg;

	return tt_exec(cx, &opened, TT_ARGS(o->id, o->session, o->url,
	    o->expires)) == 1 ? TT_OK : TT_REFUSED;
}

enum tt_outcome
tt_payment_opened(struct tt_ctx *cx, int64_t id, const char *session,
    const char *url, tt_time expires)
{
	struct opening o = { id, session, url, expires };

	return tt_tx(cx, open_now, &o);
}

struct breaking { int64_t id; const char *problem; };

static enum tt_outcome
break_now(struct tt_ctx *cx, void *arg)
{
	const struct breaking *b = arg;

	tt_exec(cx, &problem, TT_ARGS(b->id, "expired", b->problem, ""));
	return TT_OK;
}

enum tt_outcome
tt_payment_broken(struct tt_ctx *cx, int64_t id, const char *why)
{
	struct breaking b = { id, why };

	return tt_tx(cx, break_now, &b);
}

struct telling {
	const struct tt_provider_fact *f;
	const char                    *event;
};

static const struct tt_payment *
meant(struct tt_ctx *cx, const struct tt_provider_fact *f)
{
	const struct tt_payment *p = NULL;

	if (f->payment_id != 0)
		p = tt_payment_any(cx, f->payment_id);
	if (p == NULL && f->session[0] != '\0')
		p = tt_one(cx, &by_session, TT_ARGS(f->session));
	if (p == NULL && f->intent[0] != '\0')
		p = tt_one(cx, &by_intent, TT_ARGS(f->intent));
	return p;
}

/* Money came in for `p`: clearing to the account where it now belongs. */
static void
post_money(struct tt_ctx *cx, const struct tt_payment *p, const char *kind,
    const char *account)
{
	const struct tt_posting posting[] = {
		{ "clearing", p->amount },
		{ account, { -p->amount.cents } },
	};

	tt_ledger_post(cx, kind, tt_printf(cx->arena, "%" PRId64, p->id),
	    p->booking_id, posting, 2);
}

static enum tt_outcome
money_came(struct tt_ctx *cx, const struct tt_payment *p,
    const struct tt_provider_fact *f)
{
	bool second = tt_number(cx, &paid_other,
	    TT_ARGS(p->booking_id, p->id)) != 0;

	if (p->state == TT_PAY_PAID || tt_eq(p->problem, "surplus"))
		return TT_OK;
	if (!second) {
		tt_exec(cx, &is_paid, TT_ARGS(p->id, f->intent, f->charge,
		    cx->now));
		/*
		 * Its journal first: the move's own postings, if any, want
		 * the money to be there.
		 */
		if (tt_booking_move(cx, p->booking_id, 0, TT_BY_PROVIDER,
		    TT_PAY, "") == TT_OK) {
			post_money(cx, p, "pay", tt_account_escrow(cx,
			    p->booking_id));
			return TT_OK;
		}
	} else {
		tt_exec(cx, &surplus, TT_ARGS(p->id, f->intent, f->charge));
	}
	/* Too late, or twice: all of it goes back. */
	post_money(cx, p, "surplus", "refunds");
	tt_refund_add(cx, p->id, p->amount, "surplus");
	tt_mail_add(cx, "paid-late", tt_booking_any(cx, p->booking_id)->
	    owner_id, p->booking_id, "");
	return TT_OK;
}

static enum tt_outcome
tell(struct tt_ctx *cx, void *arg)
{
	const struct telling *t = arg;
	const struct tt_provider_fact *f = t->f;
	const struct tt_payment *p = meant(cx, f);

	if (p == NULL) {
		/* Only money is worth a look; the rest is not ours. */
		if (f->what == TT_FACT_PAID)
			tt_look_at(cx, "payment-unknown", t->event, f->intent);
		return TT_REFUSED;
	}
	if (f->what == TT_FACT_FAILED || f->what == TT_FACT_EXPIRED) {
		tt_exec(cx, &problem, TT_ARGS(p->id, f->what ==
		    TT_FACT_FAILED ? "failed" : "expired", f->problem,
		    f->intent));
		return TT_OK;
	}
	if (f->amount.cents != p->amount.cents || !tt_eq(f->currency, "eur") ||
	    (p->session[0] != '\0' && f->session[0] != '\0' &&
	    !tt_eq(p->session, f->session))) {
		tt_look_at(cx, "payment-differs", t->event, tt_printf(
		    cx->arena, "%s: %" PRId64 " %s, ours %" PRId64,
		    f->intent, f->amount.cents, f->currency,
		    p->amount.cents));
		return TT_REFUSED;
	}
	return money_came(cx, p, f);
}

/* What is to be looked at must be kept, although nothing else changes. */
static enum tt_outcome
tell_and_keep(struct tt_ctx *cx, void *arg)
{
	(void)tell(cx, arg);
	return TT_OK;
}

enum tt_outcome
tt_payment_fact(struct tt_ctx *cx, const struct tt_provider_fact *f,
    const char *event_id)
{
	struct telling t = { f, event_id };

	return tt_tx(cx, tell_and_keep, &t);
}
