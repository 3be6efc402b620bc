/*
 * Payments of bookings. Paid means: the provider's signed event, or a read of
 * its object, said so with our amount, currency and intent.
 *
 * A request never calls the provider. tt_payment_begin leaves a row and a
 * job; tailtribe-jobs makes the checkout session and stores its address; the
 * page waits for it. The webhook stores events; a job applies them here.
 *
 *   preparing -> open -> paid      open -> failed -> open      open -> expired
 *
 * Terminal facts outrank late ones. Money that comes for a booking that can
 * no longer be paid is sent back whole. What no rule accepts goes to look_at.
 */
#ifndef TT_PAYMENT_H
#define TT_PAYMENT_H

#include "core/ctx.h"
#include "db/db.h"

enum tt_payment_state { TT_PAY_PREPARING, TT_PAY_OPEN, TT_PAY_FAILED,
	TT_PAY_EXPIRED, TT_PAY_PAID };
extern const char *const tt_payment_states[];

struct tt_payment {
	int64_t     id, booking_id;
	tt_money    amount, refunded;
	enum tt_payment_state state;
	const char *session, *url, *intent, *charge, *problem;
	tt_time     expires, created, paid;
};

/*
 * The owner wants to pay: the open payment of the booking, or a new one with
 * its job. TT_ABSENT; TT_REFUSED: not accepted, or too late.
 */
enum tt_outcome tt_payment_begin(struct tt_ctx *, int64_t booking,
    int64_t owner, int64_t *payment);
/* Of a booking that `viewer` is a party of: the newest; or NULL. */
const struct tt_payment *tt_payment_of(struct tt_ctx *, int64_t booking,
    int64_t viewer);
const struct tt_payment *tt_payment_any(struct tt_ctx *, int64_t id);

/* For the job that makes the session: what it answered. */
enum tt_outcome tt_payment_opened(struct tt_ctx *, int64_t payment,
    const char *session, const char *url, tt_time expires);
/* The provider could not make one: the row fails with why. */
enum tt_outcome tt_payment_broken(struct tt_ctx *, int64_t payment,
    const char *problem);

/* What the provider says of a session or an intent; read from its object. */
struct tt_provider_fact {
	enum { TT_FACT_NOTHING, TT_FACT_PAID, TT_FACT_FAILED,
	    TT_FACT_EXPIRED } what;
	const char *session, *intent, *charge;
	int64_t     payment_id;      /* from the metadata, 0 for none */
	tt_money    amount;
	const char *currency;        /* "eur" */
	const char *problem;
};
/* TT_OK also when it changes nothing; TT_REFUSED: written to look_at. */
enum tt_outcome tt_payment_fact(struct tt_ctx *,
    const struct tt_provider_fact *, const char *event_id);

/* Events as they come: TT_OK, or TT_TAKEN when it is stored already. */
enum tt_outcome tt_stripe_event_store(struct tt_ctx *, const char *id,
    const char *type, tt_time created, const char *body);
struct tt_stripe_event { const char *id, *type, *body; };
const struct tt_stripe_event *tt_stripe_event_find(struct tt_ctx *,
    const char *id);
void tt_stripe_event_done(struct tt_ctx *, const char *id);

/* Refunds: due ones are sent by a job with the row's id as key. */
struct tt_refund { int64_t id, payment_id; tt_money amount;
	const char *reason, *state, *intent; };
const struct tt_refund *tt_refund_any(struct tt_ctx *, int64_t id);
/* Inside a transaction: owe it (row and job). */
int64_t tt_refund_add(struct tt_ctx *, int64_t payment, tt_money,
    const char *reason);
enum tt_outcome tt_refund_sent(struct tt_ctx *, int64_t id,
    const char *provider_id);
struct tt_rows tt_refunds_of(struct tt_ctx *, int64_t booking);

/* Inside a transaction: what no rule accepts. Once for (kind, ref). */
void tt_look_at(struct tt_ctx *, const char *kind, const char *ref,
    const char *detail);
struct tt_look { int64_t id; const char *kind, *ref, *detail; tt_time created; };
struct tt_rows tt_looks(struct tt_ctx *, int64_t limit);
enum tt_outcome tt_look_done(struct tt_ctx *, int64_t id, int64_t staff);

/* What a caregiver earned and will be paid; newest first. */
struct tt_earning {
	int64_t     booking_id;
	const char *owner_first, *owner_last, *service, *state;
	tt_time     starts, ends, completed, payable_from;
	tt_money    price, commission, share;
	int64_t     commission_bp;
};
struct tt_rows tt_earnings(struct tt_ctx *, int64_t caregiver,
    int64_t before_booking, int64_t limit);

#endif
