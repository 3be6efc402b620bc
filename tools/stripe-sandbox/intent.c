/* PaymentIntents: the handlers of the API. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

#include <string.h>

/* Members that a caller may set, under the same name. */
static const char *const settable[] = {
	"customer",
	"description",
	"receipt_email",
	"setup_future_usage",
	"shipping",
	"statement_descriptor",
	"statement_descriptor_suffix",
	"transfer_group",
	"on_behalf_of",
	"capture_method",
	"confirmation_method",
	"payment_method_options",
	"allowed_payment_method_types",
	"excluded_payment_method_types",
};

static bool
is_status(struct json_object *intent, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		if (tt_js_is(intent, "status", words[i]))
			return true;
	}
	return false;
}

static struct json_object *
unexpected(struct tt_call *c, struct json_object *intent, const char *verb)
{
	struct json_object *e = json_object_new_object();

	tt_js_set(e, "code", "payment_intent_unexpected_state");
	tt_js_set(e, "message",
	    tt_pool_fmt(c->pool,
		"This PaymentIntent's %s "
		"because it has a status of %s.",
		verb, tt_js_str(intent, "status")));
	tt_js_link(e, "payment_intent", intent);
	tt_js_set(e, "type", "invalid_request_error");
	return tt_fail_with(c, 400, e);
}

struct json_object *
tt_intent_new(struct tt_call *c, int64_t amount, const char *currency,
    struct json_object *hidden)
{
	struct json_object *o = tt_shape_new(c, "payment_intent", "pi_");
	struct json_object *automatic = json_object_new_object();
	struct json_object *types = tt_js_at(o, "payment_method_types");

	tt_js_num(o, "amount", amount);
	tt_js_set(o, "currency", currency);
	tt_js_flag(automatic, "enabled", true);
	tt_js_put(o, "automatic_payment_methods", automatic);
	tt_js_set(o, "capture_method", "automatic_async");
	tt_js_set(o, "confirmation_method", "automatic");
	tt_js_set(o, "client_secret",
	    tt_chance_id(c->pool,
		tt_pool_fmt(c->pool, "%s_secret_", tt_js_str(o, "id")), 25));
	tt_js_push(types, json_object_new_string("card"));
	tt_js_push(types, json_object_new_string("bancontact"));
	tt_js_push(types, json_object_new_string("ideal"));
	tt_js_set(o, "status", "requires_payment_method");
	tt_store_add(c, o, hidden != NULL ? hidden : json_object_new_object());
	return o;
}

/* A payment method of the params: its id, or NULL, with *ok false if bad. */
static const char *
method_sent(struct tt_call *c, bool *ok)
{
	const char *id = tt_param_str(c, "payment_method");
	const char *type = tt_param_str(c, "payment_method_data.type");
	struct tt_means m = { .month = 12,
		.year = 2034,
		.name =
		    tt_param_str(c, "payment_method_data.billing_details.name"),
		.email = tt_param_str(
		    c, "payment_method_data.billing_details.email") };

	*ok = true;
	if (id != NULL && id[0] != '\0') {
		m.card = tt_card_find(id);
		m.type = "card";
		if (m.card != NULL && strncmp(id, "pm_", 3) == 0)
			return tt_means_keep(c, &m);
		*ok = tt_api_object(
			  c, "payment_method", id, "payment_method") != NULL;
		return *ok ? id : NULL;
	}
	if (type == NULL)
		return NULL;
	if (strcmp(type, "bancontact") != 0 && strcmp(type, "ideal") != 0) {
		*ok = false;
		tt_fail(c, 400, NULL, "payment_method_data[type]",
		    "The sandbox takes bancontact or ideal here; for a card "
		    "send one of Stripe's test methods, such as pm_card_visa.");
		return NULL;
	}
	m.type = type;
	return tt_means_keep(c, &m);
}

static bool
refers_well(struct tt_call *c)
{
	const char *customer = tt_param_str(c, "customer");
	const char *back = tt_param_str(c, "return_url");

	if (back != NULL && !tt_param_is_address(back)) {
		tt_fail(c, 400, "url_invalid", "return_url", "Not a valid URL");
		return false;
	}
	if (tt_param_has(c, "transfer_data") ||
	    tt_param_has(c, "application_fee_amount")) {
		tt_fail(c, 400, NULL, "transfer_data",
		    "The sandbox does not "
		    "do destination charges. Create a transfer instead.");
		return false;
	}
	return customer == NULL || customer[0] == '\0' ||
	       tt_api_object(c, "customer", customer, "customer") != NULL;
}

static void
copy_settable(struct tt_call *c, struct json_object *intent)
{
	for (size_t i = 0; i < sizeof settable / sizeof *settable; i++)
		tt_param_copy(c, intent, settable[i]);
	tt_js_metadata(intent, tt_js_at(c->params, "metadata"));
}

static void
keep_return_url(struct tt_call *c, struct json_object *intent)
{
	const char *id = tt_js_str(intent, "id");
	struct json_object *hidden = tt_store_hidden(c, id);

	if (tt_param_str(c, "return_url") == NULL)
		return;
	tt_js_set(hidden, "return_url", tt_param_str(c, "return_url"));
	tt_store_hide(c, id, hidden);
}

/* Confirms with a method; the intent, or NULL after answering 402. */
static struct json_object *
confirm(struct tt_call *c, struct json_object *intent, const char *method)
{
	struct json_object *e;

	keep_return_url(c, intent);
	if (tt_pay(c, intent, method) != TT_DECLINED)
		return intent;
	e = tt_js_copy(tt_js_at(intent, "last_payment_error"));
	tt_js_link(e, "payment_intent", intent);
	return tt_fail_with(c, 402, e);
}

struct json_object *
tt_intent_create(struct tt_call *c)
{
	int64_t amount = tt_param_int(c, "amount");
	const char *currency = tt_param_str(c, "currency");
	struct json_object *intent;
	const char *method;
	bool ok;

	if (!tt_money_fits(c, amount, currency, "amount") || !refers_well(c))
		return NULL;
	method = method_sent(c, &ok);
	if (!ok)
		return NULL;
	if (method == NULL && tt_js_true(c->params, "confirm"))
		return tt_fail(c, 400, "parameter_missing", "payment_method",
		    "You must provide a payment method to confirm this "
		    "PaymentIntent.");
	intent = tt_intent_new(c, amount, currency, NULL);
	copy_settable(c, intent);
	if (method != NULL) {
		tt_js_set(intent, "payment_method", method);
		tt_js_set(intent, "status", "requires_confirmation");
	}
	keep_return_url(c, intent);
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.created", intent);
	return tt_js_true(c->params, "confirm") ? confirm(c, intent, method)
						: intent;
}

static struct json_object *
find(struct tt_call *c)
{
	return tt_api_object(c, "payment_intent", c->arg[0], "intent");
}

static const char *const unpaid[] = { "requires_payment_method",
	"requires_confirmation", "requires_action", NULL };

struct json_object *
tt_intent_update(struct tt_call *c)
{
	struct json_object *intent = find(c);
	const char *method;
	bool ok;

	if (intent == NULL || !refers_well(c))
		return NULL;
	if (tt_param_has(c, "amount")) {
		if (!is_status(intent, unpaid))
			return unexpected(
			    c, intent, "amount could not be updated");
		if (!tt_money_fits(
			c, tt_param_int(c, "amount"), "eur", "amount"))
			return NULL;
		tt_js_num(intent, "amount", tt_param_int(c, "amount"));
	}
	method = method_sent(c, &ok);
	if (!ok)
		return NULL;
	if (method != NULL && is_status(intent, unpaid)) {
		tt_js_set(intent, "payment_method", method);
		tt_js_set(intent, "status", "requires_confirmation");
	}
	copy_settable(c, intent);
	tt_store_save(c, intent);
	return intent;
}

struct json_object *
tt_intent_confirm(struct tt_call *c)
{
	struct json_object *intent = find(c);
	const char *method;
	bool ok;

	if (intent == NULL || !refers_well(c))
		return NULL;
	if (!is_status(intent, unpaid))
		return unexpected(c, intent, "payment could not be confirmed");
	method = method_sent(c, &ok);
	if (!ok)
		return NULL;
	if (method == NULL)
		method = tt_js_str(intent, "payment_method");
	if (method == NULL)
		return tt_fail(c, 400, "payment_intent_unexpected_state", NULL,
		    "You cannot confirm this PaymentIntent because it's "
		    "missing a payment method.");
	method = tt_pool_fmt(c->pool, "%s", method);
	tt_param_copy(c, intent, "receipt_email");
	tt_param_copy(c, intent, "shipping");
	tt_param_copy(c, intent, "capture_method");
	return confirm(c, intent, method);
}

struct json_object *
tt_intent_capture(struct tt_call *c)
{
	struct json_object *intent = find(c), *charge;
	int64_t most, amount;

	if (intent == NULL)
		return NULL;
	if (!tt_js_is(intent, "status", "requires_capture"))
		return unexpected(c, intent, "funds could not be captured");
	most = amount = tt_js_int(intent, "amount_capturable");
	if (tt_param_has(c, "amount_to_capture"))
		amount = tt_param_int(c, "amount_to_capture");
	if (amount < 1 || amount > most)
		return tt_fail(c, 400,
		    amount < 1 ? "parameter_invalid_integer"
			       : "amount_too_large",
		    "amount_to_capture",
		    "The amount to capture must be "
		    "between 1 and the amount capturable.");
	charge = tt_store_get(c, tt_js_str(intent, "latest_charge"));
	tt_charge_capture(c, charge, amount);
	tt_store_save(c, charge);
	tt_js_metadata(intent, tt_js_at(c->params, "metadata"));
	tt_js_set(intent, "status", "succeeded");
	tt_js_num(intent, "amount_capturable", 0);
	tt_js_num(intent, "amount_received", amount);
	tt_store_save(c, intent);
	tt_event_emit(c, "charge.captured", charge);
	tt_event_emit(c, "payment_intent.succeeded", intent);
	return intent;
}

void
tt_intent_drop(
    struct tt_call *c, struct json_object *intent, const char *reason)
{
	struct json_object *charge = NULL;

	if (tt_js_is(intent, "status", "requires_capture"))
		charge = tt_store_get(c, tt_js_str(intent, "latest_charge"));
	if (charge != NULL) {
		/* What was held is let go: refunded without a movement. */
		tt_js_link(
		    charge, "amount_refunded", tt_js_at(charge, "amount"));
		tt_js_flag(charge, "refunded", true);
		tt_store_save(c, charge);
		tt_event_emit(c, "charge.refunded", charge);
	}
	tt_js_set(intent, "status", "canceled");
	tt_js_num(intent, "canceled_at", c->now);
	tt_js_set(intent, "cancellation_reason", reason);
	tt_js_num(intent, "amount_capturable", 0);
	tt_js_null(intent, "next_action");
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.canceled", intent);
}

struct json_object *
tt_intent_cancel(struct tt_call *c)
{
	static const char *const open[] = { "requires_payment_method",
		"requires_confirmation", "requires_action", "requires_capture",
		NULL };
	struct json_object *intent = find(c);
	const char *session;

	if (intent == NULL)
		return NULL;
	if (!is_status(intent, open))
		return unexpected(c, intent, "cannot be canceled");
	session = tt_js_str(tt_store_hidden(c, c->arg[0]), "session");
	if (session != NULL &&
	    tt_js_is(tt_store_get(c, session), "status", "open"))
		return tt_fail(c, 400, "payment_intent_unexpected_state", NULL,
		    "You cannot cancel this PaymentIntent because it belongs "
		    "to an open Checkout Session. Expire the session instead.");
	tt_intent_drop(c, intent, tt_param_str(c, "cancellation_reason"));
	return intent;
}
