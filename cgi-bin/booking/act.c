/* What the two parties do with a booking. Each weighty step has a page first
 * that says what happens, with amounts. */
#include <inttypes.h>

#include "booking.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

struct saying { const char *reason; };
static const struct tt_field reason_form[] = {
	TT_FIELD(struct saying, reason, .max = 1000, .lines = true), { 0 } };
static const struct tt_field must_form[] = {
	TT_FIELD(struct saying, reason, .required = true, .min = 10,
	    .max = 1000, .lines = true), { 0 } };

static const char *
say(struct tt_req *r, const char *id)
{
	return tt_tr(r->cx->lang, id);
}

/* After a move: back to the booking with a note, or why not. */
static void
moved(struct tt_req *r, enum tt_outcome out, const char *note)
{
	switch (out) {
	case TT_OK:
		tt_note(r, say(r, note));
		tt_redirect(r, "/booking/%" PRId64, r->arg[0]);
		return;
	case TT_TAKEN:
		tt_refuse(r, out, say(r, N_("You have another booking at that"
		    " time by now, so you cannot say yes to this one.")));
		return;
	case TT_REFUSED:
		tt_refuse(r, out, say(r, N_("This is no longer possible. Look"
		    " at the booking to see how it stands.")));
		return;
	case TT_ABSENT:
	case TT_INVALID:
		tt_refuse(r, out, NULL);
		return;
	}
}

/* The page before a step: only while the step is possible. */
static bool
may(struct tt_req *r, struct view *v, enum tt_actor as, enum tt_event event)
{
	if (!view_load(r, v))
		return false;
	if ((as == TT_BY_OWNER) != v->owner) {
		tt_refuse(r, TT_ABSENT, NULL);
		return false;
	}
	if (!tt_booking_may(v->b, as, event, r->cx->now)) {
		moved(r, TT_REFUSED, "");
		return false;
	}
	return true;
}

void
booking_accept(struct tt_req *r)
{
	moved(r, tt_booking_move(r->cx, r->arg[0], r->user->id,
	    TT_BY_CAREGIVER, TT_ACCEPT, ""), N_("You said yes. The time is"
	    " kept; the owner has been told and can pay now."));
}

void
booking_decline(struct tt_req *r)
{
	struct view v;

	if (may(r, &v, TT_BY_CAREGIVER, TT_DECLINE))
		page_decline(tt_page(r, 200), &v);
}

void
booking_decline_post(struct tt_req *r)
{
	struct saying f = { "" };
	struct view v;

	if (!tt_form(r, reason_form, &f)) {
		if (may(r, &v, TT_BY_CAREGIVER, TT_DECLINE))
			page_decline(tt_page(r, 422), &v);
		return;
	}
	moved(r, tt_booking_move(r->cx, r->arg[0], r->user->id,
	    TT_BY_CAREGIVER, TT_DECLINE, f.reason),
	    N_("You said no. The owner has been told."));
}

void
booking_withdraw(struct tt_req *r)
{
	struct view v;

	if (may(r, &v, TT_BY_OWNER, TT_WITHDRAW))
		page_withdraw(tt_page(r, 200), &v);
}

void
booking_withdraw_post(struct tt_req *r)
{
	moved(r, tt_booking_move(r->cx, r->arg[0], r->user->id, TT_BY_OWNER,
	    TT_WITHDRAW, ""), N_("Your request has been withdrawn."));
}

void
booking_cancel(struct tt_req *r)
{
	struct view v;

	if (may(r, &v, TT_BY_OWNER, TT_CANCEL))
		page_cancel(tt_page(r, 200), &v);
}

void
booking_cancel_post(struct tt_req *r)
{
	struct saying f = { "" };
	struct view v;

	if (!tt_form(r, reason_form, &f)) {
		if (may(r, &v, TT_BY_OWNER, TT_CANCEL))
			page_cancel(tt_page(r, 422), &v);
		return;
	}
	moved(r, tt_booking_move(r->cx, r->arg[0], r->user->id, TT_BY_OWNER,
	    TT_CANCEL, f.reason), N_("The booking has been cancelled."));
}

/* Only for whoever may still ask: accepted or paid, and not asked yet. */
static bool
may_ask(struct tt_req *r, struct view *v)
{
	if (!view_load(r, v))
		return false;
	if (v->owner) {
		tt_refuse(r, TT_ABSENT, NULL);
		return false;
	}
	if ((v->b->state != TT_ACCEPTED && v->b->state != TT_PAID) ||
	    tt_cancel_asked(r->cx, v->b->id)) {
		moved(r, TT_REFUSED, "");
		return false;
	}
	return true;
}

void
booking_ask_cancel(struct tt_req *r)
{
	struct view v;

	if (may_ask(r, &v))
		page_ask_cancel(tt_page(r, 200), &v);
}

void
booking_ask_cancel_post(struct tt_req *r)
{
	struct saying f = { "" };
	struct view v;

	if (!may_ask(r, &v))
		return;
	if (!tt_form(r, must_form, &f)) {
		page_ask_cancel(tt_page(r, 422), &v);
		return;
	}
	moved(r, tt_cancel_ask(r->cx, r->arg[0], r->user->id, f.reason),
	    N_("Support has your question. You get a mail when it is"
	    " decided."));
}

void
booking_report(struct tt_req *r)
{
	struct view v;

	if (may(r, &v, TT_BY_CAREGIVER, TT_COMPLETE))
		page_report(tt_page(r, 200), &v);
}

void
booking_report_post(struct tt_req *r)
{
	struct saying f = { "" };
	struct view v;

	if (!tt_form(r, must_form, &f)) {
		if (may(r, &v, TT_BY_CAREGIVER, TT_COMPLETE))
			page_report(tt_page(r, 422), &v);
		return;
	}
	moved(r, tt_booking_report(r->cx, r->arg[0], r->user->id, f.reason),
	    N_("Thank you. The owner has your report, and what you earned is"
	    " on your earnings page."));
}

/* Only in the demo: nobody waits for the day. */
void
booking_pass_post(struct tt_req *r)
{
	if (!r->cx->conf->demo) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	moved(r, tt_booking_demo_pass(r->cx, r->arg[0], r->user->id),
	    N_("The time of this booking has passed."));
}

/* ---- reviews ------------------------------------------------------------------ */

struct reviewing { int64_t stars; const char *body; };
#define V(m, ...) TT_FIELD(struct reviewing, m, ##__VA_ARGS__)
static const struct tt_field review_form[] = {
	V(stars, .required = true, .min = 1, .max = 5),
	V(body, .label = N_("Your review"), .required = true, .min = 10,
	    .max = 1000, .lines = true),
	{ 0 } };

static bool
may_review(struct tt_req *r, struct view *v)
{
	if (!view_load(r, v))
		return false;
	v->review_until = tt_review_until(r->cx, v->b->id, r->user->id);
	if (v->review_until.s == 0) {
		tt_refuse(r, TT_REFUSED, say(r, N_("You can write one review,"
		    " within 14 days after it is done.")));
		return false;
	}
	return true;
}

void
booking_review(struct tt_req *r)
{
	struct view v;

	if (may_review(r, &v))
		page_review(tt_page(r, 200), &v);
}

void
booking_review_post(struct tt_req *r)
{
	struct reviewing f = { .body = "" };
	struct view v;

	if (!may_review(r, &v))
		return;
	if (!tt_form(r, review_form, &f)) {
		page_review(tt_page(r, 422), &v);
		return;
	}
	moved(r, tt_review_add(r->cx, r->arg[0], r->user->id, f.stars,
	    f.body), N_("Thank you for your review."));
}

void
booking_reply_post(struct tt_req *r)
{
	struct saying f = { "" };

	if (!tt_form(r, must_form, &f)) {
		tt_refuse(r, TT_INVALID, say(r,
		    N_("A reply has 10 to 1000 characters.")));
		return;
	}
	switch (tt_review_reply(r->cx, r->arg[0], r->user->id, f.reason)) {
	case TT_OK:
		moved(r, TT_OK, N_("Your reply is shown below the review."));
		return;
	case TT_TAKEN:
		tt_refuse(r, TT_TAKEN, say(r,
		    N_("You have replied already.")));
		return;
	case TT_ABSENT:
	case TT_INVALID:
	case TT_REFUSED:
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
}
