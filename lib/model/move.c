/*
 * How bookings move: one table, one function that obeys it.
 */
#include <inttypes.h>

#include "model/booking.h"
#include "model/job.h"
#include "model/ledger.h"
#include "model/offer.h"
#include "model/payment.h"

/* One move while it happens. */
struct step {
	int64_t                  id, actor;
	enum tt_actor            as;
	enum tt_event            event;
	const char              *reason, *report;
	const struct tt_booking *b;
};

typedef bool guard(const struct tt_booking *, tt_time now);
typedef enum tt_outcome effect(struct tt_ctx *, const struct step *);

/* Guards: pure. */
static bool always(const struct tt_booking *, tt_time);
static bool in_time(const struct tt_booking *, tt_time);
static bool late(const struct tt_booking *, tt_time);
static bool unpaid_late(const struct tt_booking *, tt_time);
static bool before_start(const struct tt_booking *, tt_time);
static bool begun(const struct tt_booking *, tt_time);
static bool long_over(const struct tt_booking *, tt_time);

/* Effects, in the same transaction. */
static effect hold_time, free_time, earn, give_back, give_all_back;

/*
 * Every move there is; what is not here cannot happen. The mail goes to the
 * parties named: o the owner, c the caregiver.
 */
static const struct move {
	enum tt_booking_state from;
	enum tt_event         event;
	unsigned              by;
	guard                *when;
	enum tt_booking_state to;
	effect               *then;
	const char           *mail_owner, *mail_caregiver;
} moves[] = {
{ TT_PENDING, TT_ACCEPT, TT_BY_CAREGIVER, in_time, TT_ACCEPTED,
    hold_time, "accepted", NULL },
{ TT_PENDING, TT_DECLINE, TT_BY_CAREGIVER, always, TT_DECLINED,
    NULL, "declined", NULL },
{ TT_PENDING, TT_WITHDRAW, TT_BY_OWNER, always, TT_WITHDRAWN,
    NULL, NULL, "withdrawn" },
{ TT_PENDING, TT_EXPIRE, TT_BY_CLOCK, late, TT_EXPIRED,
    NULL, "expired", "expired-caregiver" },
{ TT_ACCEPTED, TT_PAY, TT_BY_PROVIDER, always, TT_PAID,
    NULL, "paid", "paid-caregiver" },
{ TT_ACCEPTED, TT_EXPIRE, TT_BY_CLOCK, unpaid_late, TT_EXPIRED,
    free_time, "unpaid", "unpaid-caregiver" },
{ TT_ACCEPTED, TT_CANCEL, TT_BY_OWNER, always, TT_CANCELLED,
    free_time, "cancelled-unpaid", "cancelled-caregiver" },
{ TT_ACCEPTED, TT_CANCEL_BY_STAFF, TT_BY_STAFF, always, TT_CANCELLED,
    free_time, "cancelled-staff", "cancelled-staff-caregiver" },
{ TT_PAID, TT_CANCEL, TT_BY_OWNER, before_start, TT_CANCELLED,
    give_back, "cancelled", "cancelled-caregiver" },
{ TT_PAID, TT_CANCEL_BY_STAFF, TT_BY_STAFF, always, TT_CANCELLED,
    give_all_back, "cancelled-staff", "cancelled-staff-caregiver" },
{ TT_PAID, TT_COMPLETE, TT_BY_CAREGIVER, begun, TT_COMPLETED,
    earn, "completed", "completed-caregiver" },
{ TT_PAID, TT_COMPLETE, TT_BY_CLOCK, long_over, TT_COMPLETED,
    earn, "completed", "completed-caregiver" },
};

TT_EXEC(set_state, "UPDATE booking SET state = $4, version = version + 1,"
	" accepted = CASE WHEN $4 = 'accepted' THEN $5 ELSE accepted END,"
	" paid = CASE WHEN $4 = 'paid' THEN $5 ELSE paid END,"
	" completed = CASE WHEN $4 = 'completed' THEN $5 ELSE completed END,"
	" closed = CASE WHEN $4 IN ('declined', 'withdrawn', 'expired',"
	"  'cancelled') THEN $5 ELSE closed END,"
	" pay_by = CASE WHEN $4 = 'accepted' THEN $6 ELSE pay_by END,"
	" report = CASE WHEN $4 = 'completed' THEN $7 ELSE report END,"
	" reason = CASE WHEN $4 IN ('declined', 'withdrawn', 'cancelled')"
	"  THEN $8 ELSE reason END"
	" WHERE id = $1 AND state = $2 AND version = $3");
TT_EXEC(event_add, "INSERT INTO booking_event (booking_id, seq, event,"
	" from_state, to_state, actor_id, reason, at) SELECT $1,"
	" COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5, $6, $7"
	" FROM booking_event WHERE booking_id = $1");
TT_EXEC(hold_add, "INSERT INTO hold (booking_id, caregiver_id, seat_from,"
	" seat_to, starts, ends) VALUES ($1, $2, $3, $4, $5, $6)");
TT_EXEC(hold_gone, "DELETE FROM hold WHERE booking_id = $1");
TT_QUERY_NUMBER(paid_payment, "SELECT id AS n FROM payment"
	" WHERE booking_id = $1 AND state = 'paid'");

static bool
always(const struct tt_booking *b, tt_time now)
{
	(void)b;
	(void)now;
	return true;
}

static bool
in_time(const struct tt_booking *b, tt_time now)
{
	return now.s < b->answer_by.s && now.s < b->starts.s;
}

static bool
late(const struct tt_booking *b, tt_time now)
{
	return now.s >= b->answer_by.s;
}

static bool
unpaid_late(const struct tt_booking *b, tt_time now)
{
	return now.s >= b->pay_by.s;
}

static bool
before_start(const struct tt_booking *b, tt_time now)
{
	return now.s < b->starts.s;
}

static bool
begun(const struct tt_booking *b, tt_time now)
{
	return now.s >= b->starts.s;
}

static bool
long_over(const struct tt_booking *b, tt_time now)
{
	return now.s >= b->ends.s + TT_AUTO_COMPLETE;
}

/* Accepting: the time is looked at again, then taken. */
static enum tt_outcome
hold_time(struct tt_ctx *cx, const struct step *s)
{
	const struct tt_booking *b = s->b;
	const struct tt_service *sv = tt_service_named(b->service);
	tt_day from = tt_day_of(b->starts), to = tt_day_of(b->ends);
	struct tt_calendar c = tt_calendar_load(cx, b->caregiver_id, from, to);
	int64_t pieces[TT_SEATS][2];
	size_t n = tt_seats(&c, sv, b->starts, b->ends, b->pets, pieces);

	if (n == 0)
		return TT_TAKEN;
	for (size_t i = 0; i < n; i++)
		tt_exec(cx, &hold_add, TT_ARGS(b->id, b->caregiver_id,
		    pieces[i][0], pieces[i][1], b->starts,
		    tt_later(b->ends, c.buffer_min * TT_MINUTE)));
	tt_offer_refresh(cx, b->caregiver_id);
	return TT_OK;
}

static enum tt_outcome
free_time(struct tt_ctx *cx, const struct step *s)
{
	tt_exec(cx, &hold_gone, TT_ARGS(s->b->id));
	tt_offer_refresh(cx, s->b->caregiver_id);
	return TT_OK;
}

/*
 * The money of a paid booking leaves escrow: `back` to the owner, the rest is
 * turnover, with the commission on it.
 */
static void
settle(struct tt_ctx *cx, const struct tt_booking *b, const char *kind,
    tt_money back)
{
	tt_money kept = tt_money_less(b->price, back);
	tt_money fee = tt_commission(kept, b->commission_bp);
	tt_money share = tt_money_less(kept, fee);
	const struct tt_posting p[] = {
		{ tt_account_escrow(cx, b->id), b->price },
		{ "refunds", { -back.cents } },
		{ "commission", { -fee.cents } },
		{ tt_account_payable(cx, b->caregiver_id), { -share.cents } },
	};

	tt_ledger_post(cx, kind, tt_printf(cx->arena, "%" PRId64, b->id),
	    b->id, p, sizeof(p) / sizeof(*p));
}

static enum tt_outcome
earn(struct tt_ctx *cx, const struct step *s)
{
	settle(cx, s->b, "earn", (tt_money){ 0 });
	return free_time(cx, s);
}

static void
refund(struct tt_ctx *cx, const struct tt_booking *b, tt_money back)
{
	int64_t payment = tt_number(cx, &paid_payment, TT_ARGS(b->id));

	settle(cx, b, "cancel", back);
	if (back.cents > 0)
		tt_refund_add(cx, payment, back, "cancelled");
}

static enum tt_outcome
give_back(struct tt_ctx *cx, const struct step *s)
{
	struct tt_back b = tt_back_of(s->b->policy, s->b->starts, s->b->price);
	tt_money back;

	if (!tt_back_at(&b, cx->now, &back))
		return TT_REFUSED;
	refund(cx, s->b, back);
	return free_time(cx, s);
}

static enum tt_outcome
give_all_back(struct tt_ctx *cx, const struct step *s)
{
	refund(cx, s->b, s->b->price);
	return free_time(cx, s);
}

static const struct move *
move_for(const struct tt_booking *b, enum tt_actor as, enum tt_event event,
    tt_time now)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++) {
		const struct move *m = &moves[i];

		if (m->from == b->state && m->event == event &&
		    (m->by & as) != 0 && m->when(b, now))
			return m;
	}
	return NULL;
}

bool
tt_booking_may(const struct tt_booking *b, enum tt_actor as,
    enum tt_event event, tt_time now)
{
	return move_for(b, as, event, now) != NULL;
}

/* Whether the actor is, on this booking, who they say they are. */
static bool
is_party(const struct tt_booking *b, const struct step *s)
{
	switch (s->as) {
	case TT_BY_OWNER:     return s->actor == b->owner_id;
	case TT_BY_CAREGIVER: return s->actor == b->caregiver_id;
	case TT_BY_STAFF:
	case TT_BY_CLOCK:
	case TT_BY_PROVIDER:  return true;
	}
	return false;
}

static void
record(struct tt_ctx *cx, const struct step *s, const struct move *m)
{
	const struct tt_booking *b = s->b;

	tt_exec(cx, &event_add, TT_ARGS(b->id, tt_events[s->event],
	    tt_booking_states[m->from], tt_booking_states[m->to],
	    tt_or_null(s->actor), s->reason, cx->now));
	if (m->mail_owner != NULL)
		tt_mail_add(cx, m->mail_owner, b->owner_id, b->id, "");
	if (m->mail_caregiver != NULL)
		tt_mail_add(cx, m->mail_caregiver, b->caregiver_id, b->id, "");
}

static enum tt_outcome
take_step(struct tt_ctx *cx, void *arg)
{
	struct step *s = arg;
	const struct tt_booking *b = tt_booking_any(cx, s->id);
	const struct move *m;
	enum tt_outcome out = TT_OK;
	tt_time pay_by;

	if (b == NULL || !is_party(b, s))
		return TT_ABSENT;
	s->b = b;
	m = move_for(b, s->as, s->event, cx->now);
	if (m == NULL)
		return TT_REFUSED;
	pay_by = tt_pay_by(cx->now, b->starts);
	if (m->then != NULL)
		out = m->then(cx, s);
	if (out != TT_OK)
		return out;
	if (tt_exec(cx, &set_state, TT_ARGS(b->id, tt_booking_states[m->from],
	    b->version, tt_booking_states[m->to], cx->now, pay_by, s->report,
	    s->reason)) != 1)
		return TT_REFUSED;
	record(cx, s, m);
	return TT_OK;
}

enum tt_outcome
tt_booking_move(struct tt_ctx *cx, int64_t id, int64_t actor,
    enum tt_actor as, enum tt_event event, const char *reason)
{
	struct step s = { .id = id, .actor = actor, .as = as, .event = event,
	    .reason = reason, .report = "" };

	return tt_tx(cx, take_step, &s);
}

enum tt_outcome
tt_booking_report(struct tt_ctx *cx, int64_t id, int64_t caregiver,
    const char *report)
{
	struct step s = { .id = id, .actor = caregiver, .as = TT_BY_CAREGIVER,
	    .event = TT_COMPLETE, .reason = "", .report = report };

	return tt_tx(cx, take_step, &s);
}
