/* What becomes of a payment: step, decline, charge. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

#include <string.h>

enum { AVAILABLE_SECONDS = 3 * 24 * 3600, ARRIVAL_SECONDS = 60 };

/* Stripe's price for a payment in Europe. */
static const struct {
	const char *type;
	int64_t thousandths, fixed;
} fees[] = {
	{ "card", 15, 25 },
	{ "bancontact", 0, 35 },
	{ "ideal", 0, 29 },
};

static int64_t
fee_of(const char *type, int64_t amount)
{
	for (size_t i = 0; i < sizeof fees / sizeof *fees; i++) {
		if (strcmp(fees[i].type, type) == 0)
			return (amount * fees[i].thousandths + 500) / 1000 +
			       fees[i].fixed;
	}
	return 0;
}

static struct json_object *
card_details(struct json_object *method, struct json_object *intent)
{
	static const char *const same[] = { "brand", "country", "exp_month",
		"exp_year", "fingerprint", "funding", "last4", "checks" };
	struct json_object *o =
	    tt_shape_part("charge/payment_method_details/card");

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		tt_js_put(o, same[i],
		    tt_js_copy(tt_js_at(tt_js_at(method, "card"), same[i])));
	tt_js_num(o, "amount_authorized", tt_js_int(intent, "amount"));
	tt_js_link(o, "network", tt_js_at(o, "brand"));
	return o;
}

static struct json_object *
details_of(struct json_object *method, struct json_object *intent)
{
	struct json_object *o = json_object_new_object();
	const char *type = tt_js_str(method, "type");

	if (strcmp(type, "card") == 0)
		tt_js_put(o, type, card_details(method, intent));
	else if (strcmp(type, "ideal") == 0)
		tt_js_put(o, type,
		    tt_shape_part("charge/payment_method_details/ideal"));
	else
		tt_js_put(o, type,
		    tt_shape_part("charge/payment_method_details/bancontact"));
	tt_js_set(o, "type", type);
	return o;
}

static struct json_object *
outcome_of(const struct tt_card *card, bool paid)
{
	struct json_object *o = tt_shape_part("charge/outcome");

	tt_js_set(o, "network_status",
	    paid ? "approved_by_network" : "declined_by_network");
	if (!paid)
		tt_js_set(o, "reason", card != NULL ? card->decline : NULL);
	tt_js_set(o, "risk_level", "normal");
	tt_js_num(o, "risk_score", 20);
	tt_js_set(o, "seller_message",
	    paid ? "Payment complete."
		 : "The bank did not return any further "
		   "details with this decline.");
	tt_js_set(o, "type", paid ? "authorized" : "issuer_declined");
	return o;
}

/* A charge of an intent with its payment method, not stored yet. */
static struct json_object *
charge_of(struct tt_call *c, struct json_object *intent, bool paid)
{
	static const char *const same[] = { "amount", "currency", "customer",
		"description", "metadata", "on_behalf_of", "payment_method",
		"receipt_email", "shipping", "statement_descriptor",
		"statement_descriptor_suffix", "transfer_group" };
	struct json_object *method =
	    tt_store_get(c, tt_js_str(intent, "payment_method"));
	bool card = tt_js_is(method, "type", "card");
	struct json_object *o = tt_shape_new(c, "charge", card ? "ch_" : "py_");

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		tt_js_put(o, same[i], tt_js_copy(tt_js_at(intent, same[i])));
	tt_js_put(o, "billing_details",
	    tt_js_copy(tt_js_at(method, "billing_details")));
	tt_js_put(o, "fraud_details", json_object_new_object());
	tt_js_put(o, "outcome",
	    outcome_of(
		tt_means_card(c, tt_js_str(intent, "payment_method")), paid));
	tt_js_flag(o, "paid", paid);
	tt_js_link(o, "payment_intent", tt_js_at(intent, "id"));
	tt_js_put(o, "payment_method_details", details_of(method, intent));
	tt_js_set(o, "status", paid ? "succeeded" : "failed");
	tt_js_set(o, "calculated_statement_descriptor", "SANDBOX");
	return o;
}

void
tt_charge_capture(struct tt_call *c, struct json_object *charge, int64_t amount)
{
	const struct tt_card *card =
	    tt_means_card(c, tt_js_str(charge, "payment_method"));
	const char *type = tt_js_str(charge, "payment_method_details.type");
	int64_t available = c->now + AVAILABLE_SECONDS;

	if (card != NULL && card->way == TT_WAY_PAYS_AT_ONCE)
		available = c->now;
	tt_js_flag(charge, "captured", true);
	tt_js_num(charge, "amount_captured", amount);
	tt_js_set(charge, "status", "succeeded");
	tt_js_set(charge, "balance_transaction",
	    tt_money_move(c, c->account, card != NULL ? "charge" : "payment",
		tt_js_str(charge, "id"), amount, fee_of(type, amount),
		available));
}

/* Tells the intent's session, when it has one. */
static void
tell_session(struct tt_call *c, struct json_object *intent, enum tt_paid paid)
{
	const char *session =
	    tt_js_str(tt_store_hidden(c, tt_js_str(intent, "id")), "session");

	if (session != NULL)
		tt_checkout_paid(c, session, intent, paid);
}

static struct json_object *
card_error(struct tt_call *c, struct json_object *intent, const char *code,
    const char *decline, const char *message)
{
	struct json_object *e = json_object_new_object();
	const char *method = tt_js_str(intent, "payment_method");

	tt_js_link(e, "charge", tt_js_at(intent, "latest_charge"));
	if (!tt_js_has(e, "charge"))
		json_object_object_del(e, "charge");
	tt_js_set(e, "code", code);
	if (decline != NULL)
		tt_js_set(e, "decline_code", decline);
	tt_js_set(e, "message", message);
	tt_js_link(e, "payment_method", tt_store_get(c, method));
	tt_js_set(e, "type",
	    strcmp(code, "payment_intent_payment_attempt_failed") == 0
		? "invalid_request_error"
		: "card_error");
	return e;
}

/* Back to where another payment method may be tried. */
static enum tt_paid
refuse(struct tt_call *c, struct json_object *intent, const char *code,
    const char *decline, const char *message)
{
	tt_js_put(intent, "last_payment_error",
	    card_error(c, intent, code, decline, message));
	tt_js_set(intent, "status", "requires_payment_method");
	tt_js_null(intent, "payment_method");
	tt_js_null(intent, "next_action");
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.payment_failed", intent);
	return TT_DECLINED;
}

static enum tt_paid
decline(
    struct tt_call *c, struct json_object *intent, const struct tt_card *card)
{
	struct json_object *charge = charge_of(c, intent, false);

	tt_js_set(charge, "failure_code", card->code);
	tt_js_set(charge, "failure_message", card->message);
	tt_store_add(c, charge, NULL);
	tt_event_emit(c, "charge.failed", charge);
	tt_js_link(intent, "latest_charge", tt_js_at(charge, "id"));
	return refuse(c, intent, card->code, card->decline, card->message);
}

static void
secure(struct json_object *charge)
{
	struct json_object *o = tt_js_shape(
	    "{\"authentication_flow\":"
	    "\"challenge\",\"electronic_commerce_indicator\":\"05\","
	    "\"exemption_indicator\":null,\"result\":\"authenticated\","
	    "\"result_reason\":null,\"transaction_id\":null,"
	    "\"version\":\"2.2.0\"}");

	tt_js_put(tt_js_at(charge, "payment_method_details.card"),
	    "three_d_secure", o);
}

static void
succeed(
    struct tt_call *c, struct json_object *intent, struct json_object *charge)
{
	tt_js_set(intent, "status", "succeeded");
	tt_js_num(intent, "amount_capturable", 0);
	tt_js_link(
	    intent, "amount_received", tt_js_at(charge, "amount_captured"));
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.succeeded", intent);
}

static enum tt_paid
settle(struct tt_call *c, struct json_object *intent,
    const struct tt_card *card, bool stepped)
{
	struct json_object *charge = charge_of(c, intent, true);
	int64_t amount = tt_js_int(intent, "amount");
	bool hold =
	    card != NULL && tt_js_is(intent, "capture_method", "manual");

	if (card != NULL && stepped)
		secure(charge);
	if (!hold)
		tt_charge_capture(c, charge, amount);
	tt_store_add(c, charge, NULL);
	tt_js_link(intent, "latest_charge", tt_js_at(charge, "id"));
	tt_js_null(intent, "last_payment_error");
	tt_js_null(intent, "next_action");
	tt_event_emit(c, "charge.succeeded", charge);
	if (hold) {
		tt_js_set(intent, "status", "requires_capture");
		tt_js_num(intent, "amount_capturable", amount);
		tt_store_save(c, intent);
		tt_event_emit(
		    c, "payment_intent.amount_capturable_updated", intent);
	} else {
		succeed(c, intent, charge);
	}
	tell_session(c, intent, TT_PAID);
	if (card != NULL && card->way == TT_WAY_DISPUTES)
		tt_dispute_open(c, charge, "fraudulent");
	return TT_PAID;
}

static enum tt_paid
ask_step(struct tt_call *c, struct json_object *intent)
{
	struct json_object *next = json_object_new_object();
	struct json_object *to = json_object_new_object();
	struct json_object *hidden =
	    tt_store_hidden(c, tt_js_str(intent, "id"));

	tt_js_set(to, "return_url", tt_js_str(hidden, "return_url"));
	tt_js_set(to, "url",
	    tt_pool_fmt(c->pool, "%s/c/step/%s", c->box->public,
		tt_js_str(intent, "id")));
	tt_js_put(next, "redirect_to_url", to);
	tt_js_set(next, "type", "redirect_to_url");
	tt_js_put(intent, "next_action", next);
	tt_js_set(intent, "status", "requires_action");
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.requires_action", intent);
	return TT_STEP;
}

enum tt_paid
tt_pay(struct tt_call *c, struct json_object *intent, const char *method)
{
	const struct tt_card *card = tt_means_card(c, method);

	tt_js_set(intent, "payment_method", method);
	tt_js_null(intent, "last_payment_error");
	if (card == NULL)
		return ask_step(c, intent);
	switch (card->way) {
	case TT_WAY_DECLINES:
		return decline(c, intent, card);
	case TT_WAY_STEP:
	case TT_WAY_STEP_DECLINES:
		return ask_step(c, intent);
	case TT_WAY_PAYS:
	case TT_WAY_PAYS_AT_ONCE:
	case TT_WAY_DISPUTES:
	case TT_WAY_REFUND_FAILS:
	case TT_WAY_REFUND_WAITS:
		break;
	}
	return settle(c, intent, card, false);
}

static enum tt_paid
wait_for_money(struct tt_call *c, struct json_object *intent)
{
	struct json_object *charge = charge_of(c, intent, true);

	tt_js_set(charge, "status", "pending");
	tt_js_flag(charge, "paid", false);
	tt_store_add(c, charge, NULL);
	tt_event_emit(c, "charge.pending", charge);
	tt_js_link(intent, "latest_charge", tt_js_at(charge, "id"));
	tt_js_null(intent, "next_action");
	tt_js_set(intent, "status", "processing");
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.processing", intent);
	tt_timer_set(c->box, "arrival", tt_js_str(intent, "id"),
	    c->now + ARRIVAL_SECONDS);
	tell_session(c, intent, TT_PENDING);
	return TT_PENDING;
}

enum tt_paid
tt_pay_step(struct tt_call *c, struct json_object *intent, enum tt_step step)
{
	const struct tt_card *card =
	    tt_means_card(c, tt_js_str(intent, "payment_method"));

	if (step == TT_STEP_FAILED && card != NULL)
		return refuse(c, intent,
		    "payment_intent_authentication_failure", NULL,
		    "We are unable to authenticate your payment method. "
		    "Please choose a different payment method and try again.");
	if (step == TT_STEP_FAILED)
		return refuse(c, intent,
		    "payment_intent_payment_attempt_failed", NULL,
		    "The customer did not approve the payment at the bank.");
	if (step == TT_STEP_LATER && card == NULL)
		return wait_for_money(c, intent);
	if (card != NULL && card->way == TT_WAY_STEP_DECLINES)
		return decline(c, intent, card);
	return settle(c, intent, card, true);
}

void
tt_pay_arrived(struct tt_call *c, struct json_object *intent)
{
	const char *id = tt_js_str(intent, "latest_charge");
	struct json_object *charge = tt_store_get(c, id);
	const char *session =
	    tt_js_str(tt_store_hidden(c, tt_js_str(intent, "id")), "session");

	tt_js_flag(charge, "paid", true);
	tt_charge_capture(c, charge, tt_js_int(charge, "amount"));
	tt_store_save(c, charge);
	tt_event_emit(c, "charge.succeeded", charge);
	succeed(c, intent, charge);
	if (session != NULL)
		tt_checkout_arrived(c, session);
}
