/* Refunds and disputes: money that goes back. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

#include <string.h>

enum { WAIT_SECONDS = 60, DISPUTE_FEE = 2000, EVIDENCE_DAYS = 9 };

/* The charge that the params name, directly or through its intent. */
static struct json_object *
charge_sent(struct tt_call *c)
{
	const char *charge = tt_param_str(c, "charge");
	const char *intent = tt_param_str(c, "payment_intent");
	struct json_object *o;

	if (charge != NULL)
		return tt_api_object(c, "charge", charge, "charge");
	if (intent == NULL)
		return tt_fail(c, 400, "parameter_missing", NULL,
		    "One of the "
		    "following params should be provided for this request: "
		    "payment_intent or charge.");
	o = tt_api_object(c, "payment_intent", intent, "payment_intent");
	if (o == NULL)
		return NULL;
	if (tt_js_str(o, "latest_charge") == NULL)
		return tt_fail(c, 400, NULL, "payment_intent",
		    "This "
		    "PaymentIntent (%s) does not have a successful charge to "
		    "refund.",
		    intent);
	return tt_store_get(c, tt_js_str(o, "latest_charge"));
}

/* Whether so much of a charge may go back; answers otherwise. */
static bool
may_refund(struct tt_call *c, struct json_object *charge, int64_t amount)
{
	const char *id = tt_js_str(charge, "id");
	int64_t left = tt_js_int(charge, "amount_captured") -
		       tt_js_int(charge, "amount_refunded");

	if (!tt_js_is(charge, "status", "succeeded") ||
	    !tt_js_true(charge, "captured"))
		tt_fail(c, 400, NULL, "charge",
		    "Charge %s has not been "
		    "captured or did not succeed, and cannot be refunded.",
		    id);
	else if (tt_js_true(charge, "disputed"))
		tt_fail(c, 400, "charge_disputed", NULL,
		    "Charge %s has been charged back; cannot issue a refund.",
		    id);
	else if (left == 0)
		tt_fail(c, 400, "charge_already_refunded", NULL,
		    "Charge %s has already been refunded.", id);
	else if (amount < 1)
		tt_fail(c, 400, "parameter_invalid_integer", "amount",
		    "This value must be greater than or equal to 1.");
	else if (amount > left)
		tt_fail(c, 400, NULL, "amount",
		    "Refund amount (%s) is greater "
		    "than unrefunded amount on charge (%s)",
		    tt_money_text(c, amount, "eur"),
		    tt_money_text(c, left, "eur"));
	else
		return true;
	return false;
}

static struct json_object *
refund_of(struct tt_call *c, struct json_object *charge, int64_t amount)
{
	struct json_object *o = tt_shape_new(c, "refund", "re_");
	bool card = tt_js_is(charge, "payment_method_details.type", "card");
	const char *type = tt_js_str(charge, "payment_method_details.type");
	struct json_object *to = json_object_new_object();

	tt_js_num(o, "amount", amount);
	tt_js_link(o, "charge", tt_js_at(charge, "id"));
	tt_js_link(o, "currency", tt_js_at(charge, "currency"));
	tt_js_link(o, "customer", tt_js_at(charge, "customer"));
	tt_js_link(o, "payment_intent", tt_js_at(charge, "payment_intent"));
	tt_js_link(o, "payment_method", tt_js_at(charge, "payment_method"));
	tt_js_put(to, type,
	    card ? tt_js_shape("{\"reference_status\":"
			       "\"pending\",\"reference_type\":"
			       "\"acquirer_reference_number\","
			       "\"type\":\"refund\"}")
		 : json_object_new_object());
	tt_js_set(to, "type", type);
	tt_js_put(o, "destination_details", to);
	tt_param_copy(c, o, "reason");
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_js_set(o, "balance_transaction",
	    tt_money_move(c, c->account, card ? "refund" : "payment_refund",
		tt_js_str(o, "id"), -amount, 0, c->now));
	tt_js_set(o, "status", "succeeded");
	return o;
}

static void
charge_back(struct json_object *charge, int64_t amount)
{
	int64_t back = tt_js_int(charge, "amount_refunded") + amount;

	tt_js_num(charge, "amount_refunded", back);
	tt_js_flag(
	    charge, "refunded", back == tt_js_int(charge, "amount_captured"));
}

struct json_object *
tt_refund_create(struct tt_call *c)
{
	struct json_object *charge = charge_sent(c), *o;
	const struct tt_card *card;
	int64_t amount;

	if (charge == NULL)
		return NULL;
	amount = tt_param_has(c, "amount")
		     ? tt_param_int(c, "amount")
		     : tt_js_int(charge, "amount_captured") -
			   tt_js_int(charge, "amount_refunded");
	if (!may_refund(c, charge, amount))
		return NULL;
	if (tt_js_true(c->params, "reverse_transfer") ||
	    tt_js_true(c->params, "refund_application_fee"))
		return tt_fail(c, 400, NULL, "reverse_transfer",
		    "Cannot "
		    "reverse transfer on charge %s because it does not have an "
		    "associated transfer.",
		    tt_js_str(charge, "id"));
	o = refund_of(c, charge, amount);
	card = tt_means_card(c, tt_js_str(charge, "payment_method"));
	if (card != NULL && card->way == TT_WAY_REFUND_FAILS)
		tt_timer_set(c->box, "refund-fails", tt_js_str(o, "id"),
		    c->now + WAIT_SECONDS);
	if (card != NULL && card->way == TT_WAY_REFUND_WAITS) {
		tt_js_set(o, "status", "pending");
		tt_timer_set(c->box, "refund-works", tt_js_str(o, "id"),
		    c->now + WAIT_SECONDS);
	}
	tt_store_add(c, o, NULL);
	charge_back(charge, amount);
	tt_store_save(c, charge);
	tt_event_emit(c, "refund.created", o);
	tt_event_emit(c, "charge.refunded", charge);
	return o;
}

struct json_object *
tt_refund_update(struct tt_call *c)
{
	struct json_object *o = tt_api_update(c);

	if (o != NULL) {
		tt_event_emit(c, "refund.updated", o);
		tt_event_emit(c, "charge.refund.updated", o);
	}
	return o;
}

void
tt_refund_end(struct tt_call *c, struct json_object *o, bool failed)
{
	struct json_object *charge = tt_store_get(c, tt_js_str(o, "charge"));
	int64_t amount = tt_js_int(o, "amount");

	if (tt_js_is(o, "status", "failed"))
		return;
	tt_timer_stop(c->box, "refund-fails", tt_js_str(o, "id"));
	tt_timer_stop(c->box, "refund-works", tt_js_str(o, "id"));
	if (failed) {
		/* The money comes back to the balance, as at Stripe. */
		tt_js_set(o, "failure_reason", "lost_or_stolen_card");
		tt_js_set(o, "failure_balance_transaction",
		    tt_money_move(c, c->account, "refund_failure",
			tt_js_str(o, "id"), amount, 0, c->now));
		charge_back(charge, -amount);
		tt_store_save(c, charge);
	}
	tt_js_set(o, "status", failed ? "failed" : "succeeded");
	tt_store_save(c, o);
	if (failed)
		tt_event_emit(c, "refund.failed", o);
	tt_event_emit(c, "refund.updated", o);
	tt_event_emit(c, "charge.refund.updated", o);
}

/* A movement for a dispute, told inside it as well. */
static void
dispute_move(
    struct tt_call *c, struct json_object *dispute, int64_t amount, int64_t fee)
{
	const char *id = tt_money_move(c, c->account, "adjustment",
	    tt_js_str(dispute, "id"), amount, fee, c->now);

	tt_js_push(tt_js_at(dispute, "balance_transactions"),
	    json_object_get(tt_store_get(c, id)));
}

struct json_object *
tt_dispute_open(
    struct tt_call *c, struct json_object *charge, const char *reason)
{
	struct json_object *o = tt_shape_new(c, "dispute", "dp_"), *card;
	int64_t amount = tt_js_int(charge, "amount_captured");

	tt_js_num(o, "amount", amount);
	tt_js_link(o, "charge", tt_js_at(charge, "id"));
	tt_js_link(o, "currency", tt_js_at(charge, "currency"));
	tt_js_link(o, "payment_intent", tt_js_at(charge, "payment_intent"));
	tt_js_num(tt_js_at(o, "evidence_details"), "due_by",
	    c->now + EVIDENCE_DAYS * 24 * 3600);
	tt_js_set(tt_js_at(o, "evidence_details"), "submission_method",
	    "not_submitted");
	card = tt_shape_part("dispute/payment_method_details/card");
	tt_js_set(card, "brand", "visa");
	tt_js_set(card, "network", "visa");
	tt_js_set(card, "case_type", "chargeback");
	tt_js_set(card, "network_reason_code", "10.4");
	tt_js_put(tt_js_at(o, "payment_method_details"), "card", card);
	tt_js_set(tt_js_at(o, "payment_method_details"), "type", "card");
	tt_js_set(o, "network_reason_code", "10.4");
	tt_js_set(o, "reason", reason);
	tt_js_set(o, "status", "needs_response");
	dispute_move(c, o, -amount, DISPUTE_FEE);
	tt_store_add(c, o, NULL);
	tt_js_flag(charge, "disputed", true);
	tt_store_save(c, charge);
	tt_event_emit(c, "charge.dispute.created", o);
	tt_event_emit(c, "charge.dispute.funds_withdrawn", o);
	return o;
}

void
tt_dispute_end(struct tt_call *c, struct json_object *o, bool won)
{
	if (tt_js_is(o, "status", "won") || tt_js_is(o, "status", "lost"))
		return;
	if (won)
		dispute_move(c, o, tt_js_int(o, "amount"), -DISPUTE_FEE);
	tt_js_set(o, "status", won ? "won" : "lost");
	tt_store_save(c, o);
	if (won)
		tt_event_emit(c, "charge.dispute.funds_reinstated", o);
	tt_event_emit(c, "charge.dispute.closed", o);
}

static void
take_evidence(struct tt_call *c, struct json_object *o)
{
	struct json_object *sent = tt_js_at(c->params, "evidence");
	struct json_object *own = tt_js_at(o, "evidence");

	if (sent == NULL)
		return;
	json_object_object_foreach(sent, key, value)
	    tt_js_link(own, key, value);
	tt_js_flag(tt_js_at(o, "evidence_details"), "has_evidence", true);
}

static void
submit(struct tt_call *c, struct json_object *o)
{
	const char *text = tt_js_str(o, "evidence.uncategorized_text");
	struct json_object *details = tt_js_at(o, "evidence_details");

	tt_js_num(details, "submission_count",
	    tt_js_int(details, "submission_count") + 1);
	tt_js_set(details, "submission_method", "manual");
	tt_js_set(o, "status", "under_review");
	tt_store_save(c, o);
	/* Stripe's own words for the outcome of a test dispute. */
	if (text != NULL && strcmp(text, "winning_evidence") == 0)
		tt_dispute_end(c, o, true);
	else if (text != NULL && strcmp(text, "losing_evidence") == 0)
		tt_dispute_end(c, o, false);
}

static struct json_object *
open_dispute(struct tt_call *c)
{
	struct json_object *o =
	    tt_api_object(c, "dispute", c->arg[0], "dispute");

	if (o == NULL || tt_js_is(o, "status", "needs_response") ||
	    tt_js_is(o, "status", "under_review"))
		return o;
	return tt_fail(c, 400, NULL, NULL, "This dispute is already closed");
}

struct json_object *
tt_dispute_update(struct tt_call *c)
{
	struct json_object *o = open_dispute(c);

	if (o == NULL)
		return NULL;
	take_evidence(c, o);
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_store_save(c, o);
	tt_event_emit(c, "charge.dispute.updated", o);
	if (tt_js_true(c->params, "submit"))
		submit(c, o);
	return o;
}

struct json_object *
tt_dispute_close(struct tt_call *c)
{
	struct json_object *o = open_dispute(c);

	if (o != NULL)
		tt_dispute_end(c, o, false);
	return o;
}
