/*
 * Asking for a booking in a test: a draft that is filled in, and sent.
 *
 *	struct tt_when w = t_when(cx, 3, 600, 3, 660);  in three days, 10-11 h
 *	int64_t b = t_ask(cx, an, lisa, rex, "walk", w);
 *	t_pay(cx, b);                                   as the provider would
 */
#ifndef T_ASK_H
#define T_ASK_H

#include "model/booking.h"
#include "model/ledger.h"
#include "model/payment.h"
#include "t_people.h"

static inline struct tt_when
t_when(struct tt_ctx *cx, int64_t from, int64_t from_min, int64_t to,
    int64_t to_min)
{
	tt_day today = tt_day_of(cx->now);

	return (struct tt_when){ tt_days_later(today, from),
	    tt_days_later(today, to), from_min, to_min };
}

static inline int64_t
t_draft(struct tt_ctx *cx, int64_t owner, int64_t caregiver, const char *pets,
    const char *service, struct tt_when w)
{
	struct tt_draft d = { .service = service, .from_day = w.from,
	    .to_day = w.to, .from_min = w.from_min, .to_min = w.to_min,
	    .pets = pets };

	d.id = tt_draft_new(cx, owner, caregiver, &d);
	if (d.id == 0)
		return 0;
	d = *tt_draft_find(cx, d.id, owner);
	d.note = "He likes to swim.";
	d.emergency_name = "Griet";
	d.emergency_phone = "+32470123456";
	d.step = 3;
	tt_draft_save(cx, &d);
	return d.id;
}

/* The booking, or 0 with *out and *why set. */
static inline int64_t
t_ask_out(struct tt_ctx *cx, int64_t owner, int64_t caregiver, int64_t pet,
    const char *service, struct tt_when w, enum tt_outcome *out,
    enum tt_why_not *why)
{
	int64_t d = t_draft(cx, owner, caregiver, tt_printf(cx->arena,
	    "%" PRId64, pet), service, w), booking = 0;

	*out = d == 0 ? TT_ABSENT : tt_booking_request(cx, d, owner, &booking,
	    why);
	return booking;
}

static inline int64_t
t_ask(struct tt_ctx *cx, int64_t owner, int64_t caregiver, int64_t pet,
    const char *service, struct tt_when w)
{
	enum tt_outcome out;
	enum tt_why_not why;

	return t_ask_out(cx, owner, caregiver, pet, service, w, &out, &why);
}

static inline enum tt_outcome
t_move(struct tt_ctx *cx, int64_t booking, int64_t actor, enum tt_actor as,
    enum tt_event event)
{
	return tt_booking_move(cx, booking, actor, as, event, "");
}

static inline enum tt_outcome
t_fact(struct tt_ctx *cx, int64_t payment, int64_t cents, int what)
{
	struct tt_provider_fact f = { .session = "cs_1", .intent =
	    tt_printf(cx->arena, "pi_%" PRId64, payment), .charge = "ch_1",
	    .payment_id = payment, .amount = { cents }, .currency = "eur",
	    .problem = "card_declined" };

	f.what = what;
	return tt_payment_fact(cx, &f, "evt_1");
}

/* Begin a payment and let the provider say that it came. */
static inline int64_t
t_pay(struct tt_ctx *cx, int64_t booking)
{
	const struct tt_booking *b = tt_booking_any(cx, booking);
	int64_t payment = 0;

	if (tt_payment_begin(cx, booking, b->owner_id, &payment) != TT_OK)
		return 0;
	tt_payment_opened(cx, payment, "cs_1", "https://pay.example/cs_1",
	    b->pay_by);
	t_fact(cx, payment, b->price.cents, TT_FACT_PAID);
	return payment;
}

static inline enum tt_booking_state
t_state_of(struct tt_ctx *cx, int64_t booking)
{
	return tt_booking_any(cx, booking)->state;
}

static inline void
t_fault_said(void *n, const char *text)
{
	(void)n;
	printf("# %s\n", text);
}

/* How many faults the ledger has. */
static inline int64_t
t_ledger(struct tt_ctx *cx)
{
	return tt_ledger_verify(cx, t_fault_said, NULL);
}

#endif
