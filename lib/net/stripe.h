/*
 * The payment provider's API: what we ask of it. Each call carries an
 * idempotency key made from our own row's id, so that asking twice has one
 * effect. With the address of stripe-sandbox it is stripe-sandbox that
 * answers, and nothing here knows the difference.
 */
#ifndef TT_STRIPE_H
#define TT_STRIPE_H

#include "core/ctx.h"

#define TT_STRIPE_VERSION "2026-10-28.endive"

struct tt_stripe_answer {
	int         status;            /* 0: no answer */
	const char *error;             /* NULL when it did what was asked */
	bool        for_good;          /* asking again will not help */
	int64_t     retry_after;
	/* of the object that came back; "" and 0 when it has none */
	const char *id, *url, *state, *payment_state, *intent, *charge,
	           *currency, *problem;
	int64_t     amount, expires, payment_id;
};

/* Shown on the payment page. */
struct tt_checkout {
	int64_t     payment_id, booking_id;
	tt_money    amount;
	const char *name, *about, *email, *lang;
	const char *success_url, *cancel_url;
	tt_time     expires;
};

struct tt_stripe_answer tt_stripe_checkout(struct tt_ctx *,
    const struct tt_checkout *);
struct tt_stripe_answer tt_stripe_refund(struct tt_ctx *, int64_t refund_id,
    const char *intent, tt_money);
/* Read a session with its intent, or an intent. */
struct tt_stripe_answer tt_stripe_session(struct tt_ctx *, const char *id);
struct tt_stripe_answer tt_stripe_intent(struct tt_ctx *, const char *id);

/*
 * An event's body: its id, type and time, and the id of the object that it is
 * about. False when it is not an event.
 */
struct tt_stripe_hint {
	const char *id, *type, *object_id, *object;
	int64_t     created;
	bool        live;
};
bool tt_stripe_read_event(struct tt_arena *, const char *body, size_t n,
    struct tt_stripe_hint *);

/*
 * Whether `header` (Stripe-Signature) signs `body` with one of `secrets`
 * (separated by blanks): one t, any v1, at most 300 s from now either way.
 */
bool tt_stripe_signed(const char *header, const char *body, size_t n,
    const char *secrets, tt_time now);

#endif
