#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "jobs/letter.h"
#include "jobs/work.h"
#include "model/booking.h"
#include "model/payment.h"
#include "model/user.h"
#include "net/mail.h"
#include "net/stripe.h"

static const struct tt_work_result done = { 0 };

static struct tt_work_result
post(struct tt_ctx *cx, const struct tt_job *j)
{
	struct tt_work_result r = { 0 };
	struct tt_mail m;

	if (!tt_letter_make(cx, j, &m))
		return done;
	r.error = tt_mail_send(cx, &m, &r.for_good);
	return r;
}

static struct tt_work_result
from_answer(const struct tt_stripe_answer *a)
{
	return (struct tt_work_result){ a->error, a->for_good,
	    a->retry_after };
}

/*
 * The provider wants a session to live 30 minutes at least, 24 h at most. A
 * call that is repeated under its key must say the same again, so this is
 * told from when the payment began, with half an hour to repeat it in.
 */
static tt_time
session_end(tt_time began, tt_time pay_by)
{
	tt_time least = tt_later(began, TT_HOUR);

	if (pay_by.s < least.s)
		return least;
	return tt_earlier_of(pay_by, tt_later(began, 23 * TT_HOUR));
}

static struct tt_work_result
checkout(struct tt_ctx *cx, const struct tt_job *j)
{
	const struct tt_payment *p = tt_payment_any(cx, j->subject);
	const struct tt_booking *b;
	const struct tt_member *owner;
	struct tt_stripe_answer a;
	struct tt_checkout c;
	enum tt_lang lang;
	int word;

	if (p == NULL || p->state != TT_PAY_PREPARING)
		return done;
	b = tt_booking_any(cx, p->booking_id);
	owner = tt_member_find(cx, b->owner_id);
	if (b->state != TT_ACCEPTED || owner == NULL) {
		tt_payment_broken(cx, p->id, "late");
		return done;
	}
	word = tt_word(tt_langs, owner->lang);
	lang = word < 0 ? TT_NL : (enum tt_lang)word;
	c = (struct tt_checkout){ .payment_id = p->id, .booking_id = b->id,
	    .amount = p->amount, .email = owner->email,
	    .lang = tt_langs[lang],
	    .name = tt_tr(lang, tt_service_named(b->service)->name),
	    .about = tt_show_time(cx->arena, lang, b->starts),
	    .success_url = tt_printf(cx->arena, "%s/%s/pay/%" PRId64 "/back",
	    cx->conf->site, tt_langs[lang], b->id),
	    .cancel_url = tt_printf(cx->arena, "%s/%s/booking/%" PRId64,
	    cx->conf->site, tt_langs[lang], b->id),
	    .expires = session_end(p->created, b->pay_by) };
	a = tt_stripe_checkout(cx, &c);
	if (a.error == NULL && a.url[0] != '\0')
		tt_payment_opened(cx, p->id, a.id, a.url, tt_earlier_of(
		    (tt_time){ a.expires }, b->pay_by));
	else if (a.for_good || j->tries >= j->max_tries)
		tt_payment_broken(cx, p->id, "refused");
	return from_answer(&a);
}

static struct tt_work_result
refund(struct tt_ctx *cx, const struct tt_job *j)
{
	const struct tt_refund *r = tt_refund_any(cx, j->subject);
	struct tt_stripe_answer a;

	if (r == NULL || tt_eq(r->state, "sent"))
		return done;
	a = tt_stripe_refund(cx, r->id, r->intent, r->amount);
	if (a.error == NULL)
		tt_refund_sent(cx, r->id, a.id);
	return from_answer(&a);
}

/* The event is a hint: what it is about is read from the provider itself. */
static struct tt_work_result
stripe_event(struct tt_ctx *cx, const struct tt_job *j)
{
	const struct tt_stripe_event *e = tt_stripe_event_find(cx, j->detail);
	struct tt_provider_fact f = { .session = "", .intent = "",
	    .charge = "", .currency = "", .problem = "" };
	struct tt_stripe_answer a;
	struct tt_stripe_hint h;
	bool session;

	if (e == NULL || !tt_stripe_read_event(cx->arena, e->body,
	    strlen(e->body), &h))
		return done;
	session = tt_eq(h.object, "checkout.session");
	if (!session && !tt_eq(h.object, "payment_intent")) {
		tt_stripe_event_done(cx, e->id);
		return done;
	}
	a = session ? tt_stripe_session(cx, h.object_id) :
	    tt_stripe_intent(cx, h.object_id);
	if (a.error != NULL)
		return from_answer(&a);
	f.session = session ? a.id : "";
	f.intent = a.intent;
	f.charge = a.charge;
	f.payment_id = a.payment_id;
	f.amount = tt_cents_of(a.amount);
	f.currency = a.currency;
	f.problem = a.problem;
	if (tt_eq(a.payment_state, "paid") ||
	    tt_eq(a.payment_state, "succeeded"))
		f.what = TT_FACT_PAID;
	else if (session && tt_eq(a.state, "expired"))
		f.what = TT_FACT_EXPIRED;
	else if (tt_eq(h.type, "payment_intent.payment_failed"))
		f.what = TT_FACT_FAILED;
	else
		f.what = TT_FACT_NOTHING;
	if (f.what != TT_FACT_NOTHING)
		tt_payment_fact(cx, &f, e->id);
	tt_stripe_event_done(cx, e->id);
	return done;
}

static struct tt_work_result
verify_remind(struct tt_ctx *cx, const struct tt_job *j)
{
	tt_verify_remind(cx, j->subject);
	return done;
}

static const struct worker {
	const char           *kind;
	struct tt_work_result (*work)(struct tt_ctx *, const struct tt_job *);
} workers[] = {
	{ "mail", post },
	{ "mail-contact", post },
	{ "mail-support", post },
	{ "checkout", checkout },
	{ "refund", refund },
	{ "stripe-event", stripe_event },
	{ "file-store", tt_work_file_store },
	{ "file-gone", tt_work_file_gone },
	{ "verify-remind", verify_remind },
	{ "copy", tt_work_copy },
};

struct tt_work_result
tt_work(struct tt_ctx *cx, const struct tt_job *j)
{
	for (size_t i = 0; i < sizeof(workers) / sizeof(*workers); i++)
		if (tt_eq(workers[i].kind, j->kind))
			return workers[i].work(cx, j);
	return (struct tt_work_result){ "nobody knows this kind of job", true,
	    0 };
}
