/* Checkout Sessions: the handlers of the API, and the life of a session. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

#include <string.h>

enum { SHORTEST = 30 * 60, LONGEST = 24 * 3600, ITEMS_MAX = 100 };

/* Members that a caller may set, under the same name. */
static const char *const settable[] = {
	"allowed_payment_method_types",
	"billing_address_collection",
	"branding_settings",
	"cancel_url",
	"client_reference_id",
	"customer",
	"customer_creation",
	"customer_email",
	"locale",
	"origin_context",
	"payment_method_options",
	"submit_type",
	"success_url",
	"integration_identifier",
};

/* Members whose presence would mean something the sandbox does not do. */
static const char *const unsupported[] = {
	"discounts",
	"optional_items",
	"shipping_options",
	"subscription_data",
	"setup_intent_data",
	"automatic_tax.enabled",
	"invoice_creation",
	"payment_intent_data.transfer_data",
	"payment_intent_data.application_fee_amount",
};

static bool
address_fits(struct tt_call *c, const char *name, bool required)
{
	const char *s = tt_param_str(c, name);

	if (s != NULL && !tt_param_is_address(s))
		tt_fail(c, 400, "url_invalid", name, "Not a valid URL");
	else if (s == NULL && required)
		tt_fail(c, 400, "parameter_missing", name,
		    "Missing required param: %s.", name);
	else
		return true;
	return false;
}

static bool
mode_fits(struct tt_call *c)
{
	const char *mode = tt_param_str(c, "mode");
	const char *ui = tt_param_str(c, "ui_mode");

	if (mode == NULL) {
		tt_fail(c, 400, "parameter_missing", "mode",
		    "Missing required param: mode.");
		return false;
	}
	if (strcmp(mode, "payment") != 0 ||
	    (ui != NULL && strcmp(ui, "hosted_page") != 0)) {
		tt_fail(c, 400, NULL, "mode",
		    "The sandbox does hosted "
		    "Checkout pages with mode=payment only.");
		return false;
	}
	for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++) {
		struct json_object *v = tt_js_at(c->params, unsupported[i]);

		if (v == NULL || (json_object_is_type(v, json_type_boolean) &&
				     !json_object_get_boolean(v)))
			continue;
		tt_fail(c, 400, NULL, unsupported[i],
		    "The sandbox does not "
		    "do %s.",
		    unsupported[i]);
		return false;
	}
	return true;
}

static bool
payer_fits(struct tt_call *c)
{
	const char *customer = tt_param_str(c, "customer");

	if (customer != NULL && tt_param_has(c, "customer_email")) {
		tt_fail(c, 400, NULL, "customer_email",
		    "You may only specify "
		    "one of these parameters: customer, customer_email.");
		return false;
	}
	return customer == NULL ||
	       tt_api_object(c, "customer", customer, "customer") != NULL;
}

static bool
time_fits(struct tt_call *c)
{
	int64_t at = tt_param_int(c, "expires_at");

	if (!tt_param_has(c, "expires_at"))
		return true;
	/* A minute of grace for clocks that differ. */
	if (at < c->now + SHORTEST - 60)
		tt_fail(c, 400, NULL, "expires_at",
		    "The `expires_at` "
		    "timestamp must be at least 30 minutes from Checkout "
		    "Session creation.");
	else if (at > c->now + LONGEST + 60)
		tt_fail(c, 400, NULL, "expires_at",
		    "The `expires_at` "
		    "timestamp must be less than 24 hours from Checkout "
		    "Session creation.");
	else
		return true;
	return false;
}

static struct json_object *
price_of(struct tt_call *c, struct json_object *data)
{
	struct json_object *o = tt_js_shape(
	    "{\"id\":\"\",\"object\":\"price\","
	    "\"active\":false,\"billing_scheme\":\"per_unit\",\"created\":0,"
	    "\"currency\":\"eur\",\"custom_unit_amount\":null,"
	    "\"livemode\":false,\"lookup_key\":null,\"metadata\":{},"
	    "\"nickname\":null,\"product\":\"\",\"recurring\":null,"
	    "\"tax_behavior\":\"unspecified\",\"tiers_mode\":null,"
	    "\"transform_quantity\":null,\"type\":\"one_time\","
	    "\"unit_amount\":0,\"unit_amount_decimal\":\"0\"}");
	int64_t unit = tt_js_int(data, "unit_amount");

	tt_js_set(o, "id", tt_chance_id(c->pool, "price_", 24));
	tt_js_set(o, "product", tt_chance_id(c->pool, "prod_", 14));
	tt_js_num(o, "created", c->now);
	tt_js_num(o, "unit_amount", unit);
	tt_js_set(o, "unit_amount_decimal",
	    tt_pool_fmt(c->pool, "%lld", (long long)unit));
	return o;
}

static const char *
item_param(struct tt_call *c, size_t i, const char *rest)
{
	return tt_pool_fmt(c->pool, "line_items[%zu]%s", i, rest);
}

/* Whether a line says all the sandbox needs; answers otherwise. */
static bool
item_fits(struct tt_call *c, struct json_object *sent, size_t i)
{
	struct json_object *data = tt_js_at(sent, "price_data");
	int64_t quantity = tt_js_int(sent, "quantity");

	if (tt_js_has(sent, "price"))
		tt_fail(c, 400, "resource_missing", item_param(c, i, "[price]"),
		    "No such price: '%s'", tt_js_str(sent, "price"));
	else if (!tt_js_has(data, "unit_amount") ||
		 !tt_js_has(data, "product_data"))
		tt_fail(c, 400, "parameter_missing",
		    item_param(c, i, "[price_data]"),
		    "The sandbox needs price_data with unit_amount and "
		    "product_data in each of the line_items.");
	else if (quantity < 1 || quantity > 999999)
		tt_fail(c, 400, "parameter_invalid_integer",
		    item_param(c, i, "[quantity]"),
		    "Quantity must be between 1 and 999999.");
	else if (!tt_js_is(data, "currency", "eur"))
		tt_fail(c, 400, NULL,
		    item_param(c, i, "[price_data][currency]"),
		    "Invalid currency: %s. The sandbox knows the following "
		    "currencies only: eur",
		    tt_js_str(data, "currency"));
	else
		return true;
	return false;
}

/* One line of the order; NULL after a refusal. */
static struct json_object *
item_of(struct tt_call *c, struct json_object *sent, size_t i)
{
	struct json_object *data = tt_js_at(sent, "price_data"), *o;
	int64_t unit = tt_js_int(data, "unit_amount"), total = 0;

	if (!item_fits(c, sent, i))
		return NULL;
	if (unit < 0 ||
	    __builtin_mul_overflow(unit, tt_js_int(sent, "quantity"), &total) ||
	    total > 99999999)
		return tt_fail(c, 400, "parameter_invalid_integer",
		    item_param(c, i, "[price_data][unit_amount]"),
		    "Invalid non-negative integer");
	o = json_object_new_object();
	tt_js_set(o, "id", tt_chance_id(c->pool, "li_", 24));
	tt_js_set(o, "object", "item");
	tt_js_num(o, "amount_discount", 0);
	tt_js_num(o, "amount_subtotal", total);
	tt_js_num(o, "amount_tax", 0);
	tt_js_num(o, "amount_total", total);
	tt_js_set(o, "currency", "eur");
	tt_js_link(o, "description", tt_js_at(data, "product_data.name"));
	tt_js_put(o, "price", price_of(c, data));
	tt_js_link(o, "quantity", tt_js_at(sent, "quantity"));
	return o;
}

/* All lines, their total, their notes by id; NULL after a refusal. */
static struct json_object *
items_of(struct tt_call *c, int64_t *total, struct json_object *notes)
{
	struct json_object *sent = tt_js_at(c->params, "line_items");
	size_t n = sent != NULL ? json_object_array_length(sent) : 0;
	struct json_object *items;

	if (n == 0)
		return tt_fail(c, 400, "parameter_missing", "line_items",
		    "Missing required param: line_items.");
	if (n > ITEMS_MAX)
		return tt_fail(c, 400, NULL, "line_items",
		    "There are more than %d line_items.", ITEMS_MAX);
	items = tt_pool_keep(c->pool, json_object_new_array());
	*total = 0;
	for (size_t i = 0; i < n; i++) {
		struct json_object *line = json_object_array_get_idx(sent, i);
		struct json_object *item = item_of(c, line, i);

		if (item == NULL)
			return NULL;
		tt_js_push(items, item);
		tt_js_link(notes, tt_js_str(item, "id"),
		    tt_js_at(line, "price_data.product_data.description"));
		*total += tt_js_int(item, "amount_total");
	}
	return tt_money_fits(c, *total, "eur", "line_items") ? items : NULL;
}

static struct json_object *
session_of(struct tt_call *c, int64_t total)
{
	struct json_object *o = tt_shape_new(c, "checkout.session", "cs_");
	struct json_object *totals;
	const char *id = tt_chance_id(c->pool, "cs_test_a1", 56);

	for (size_t i = 0; i < sizeof settable / sizeof *settable; i++)
		tt_param_copy(c, o, settable[i]);
	totals = tt_js_shape("{\"amount_discount\":0,\"amount_shipping\":0,"
			     "\"amount_tax\":0}");
	tt_js_set(o, "id", id);
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_js_num(o, "amount_subtotal", total);
	tt_js_num(o, "amount_total", total);
	tt_js_put(o, "total_details", totals);
	tt_js_set(o, "currency", "eur");
	tt_js_num(o, "expires_at",
	    tt_param_has(c, "expires_at") ? tt_param_int(c, "expires_at")
					  : c->now + LONGEST);
	tt_js_set(o, "mode", "payment");
	tt_js_set(o, "ui_mode", "hosted_page");
	tt_js_set(o, "status", "open");
	tt_js_set(o, "payment_status", "unpaid");
	tt_js_set(o, "payment_method_collection", "if_required");
	if (!tt_js_has(o, "customer_creation") && !tt_js_has(o, "customer"))
		tt_js_set(o, "customer_creation", "if_required");
	tt_js_put(o, "payment_method_types",
	    tt_js_shape("[\"card\",\"bancontact\",\"ideal\"]"));
	if (tt_js_has(o, "allowed_payment_method_types"))
		tt_js_link(o, "payment_method_types",
		    tt_js_at(o, "allowed_payment_method_types"));
	tt_js_set(
	    o, "url", tt_pool_fmt(c->pool, "%s/c/pay/%s", c->box->public, id));
	return o;
}

struct json_object *
tt_checkout_create(struct tt_call *c)
{
	struct json_object *items, *session, *hidden, *notes;
	int64_t total = 0;

	if (!mode_fits(c) || !address_fits(c, "success_url", true) ||
	    !address_fits(c, "cancel_url", false) || !payer_fits(c) ||
	    !time_fits(c))
		return NULL;
	notes = tt_pool_keep(c->pool, json_object_new_object());
	items = items_of(c, &total, notes);
	if (items == NULL)
		return NULL;
	session = session_of(c, total);
	hidden = json_object_new_object();
	tt_js_link(hidden, "items", items);
	tt_js_link(hidden, "notes", notes);
	tt_js_link(
	    hidden, "intent", tt_js_at(c->params, "payment_intent_data"));
	tt_store_add(c, session, hidden);
	tt_timer_set(c->box, "session", tt_js_str(session, "id"),
	    tt_js_int(session, "expires_at"));
	return session;
}

struct json_object *
tt_checkout_items(struct tt_call *c)
{
	struct json_object *all, *array;
	int64_t limit =
	    tt_param_has(c, "limit") ? tt_param_int(c, "limit") : 10;
	const char *after = tt_param_str(c, "starting_after");
	bool on = after == NULL, more = false;

	if (tt_api_object(c, "checkout.session", c->arg[0], "session") == NULL)
		return NULL;
	all = tt_js_at(tt_store_hidden(c, c->arg[0]), "items");
	array = json_object_new_array();
	for (size_t i = 0; i < json_object_array_length(all); i++) {
		struct json_object *item = json_object_array_get_idx(all, i);

		if (on && (int64_t)json_object_array_length(array) >= limit)
			more = true;
		else if (on)
			tt_js_push(array, json_object_get(item));
		else
			on = tt_js_is(item, "id", after);
	}
	return tt_pool_keep(c->pool, tt_api_page(array, c->path, more));
}

struct json_object *
tt_checkout_expire(struct tt_call *c)
{
	struct json_object *o =
	    tt_api_object(c, "checkout.session", c->arg[0], "session");

	if (o == NULL)
		return NULL;
	if (!tt_js_is(o, "status", "open"))
		return tt_fail(c, 400, NULL, NULL,
		    "Only Checkout Sessions "
		    "with a status in [\"open\"] can be expired. This Session "
		    "has a status of %s.",
		    tt_js_str(o, "status"));
	tt_timer_stop(c->box, "session", c->arg[0]);
	tt_checkout_lapse(c, o);
	return o;
}

void
tt_checkout_lapse(struct tt_call *c, struct json_object *o)
{
	const char *id = tt_js_str(o, "payment_intent");
	struct json_object *intent = id != NULL ? tt_store_get(c, id) : NULL;

	if (!tt_js_is(o, "status", "open"))
		return;
	tt_js_set(o, "status", "expired");
	tt_js_null(o, "url");
	tt_store_save(c, o);
	if (intent != NULL)
		tt_intent_drop(c, intent, "expired");
	tt_event_emit(c, "checkout.session.expired", o);
}

struct json_object *
tt_checkout_intent(struct tt_call *c, struct json_object *session)
{
	static const char *const same[] = { "description", "receipt_email",
		"setup_future_usage", "shipping", "statement_descriptor",
		"statement_descriptor_suffix", "transfer_group", "on_behalf_of",
		"capture_method" };
	const char *id = tt_js_str(session, "payment_intent");
	struct json_object *hidden, *data, *intent;

	if (id != NULL)
		return tt_store_get(c, id);
	data = tt_js_at(tt_store_hidden(c, tt_js_str(session, "id")), "intent");
	hidden = json_object_new_object();
	tt_js_link(hidden, "session", tt_js_at(session, "id"));
	intent =
	    tt_intent_new(c, tt_js_int(session, "amount_total"), "eur", hidden);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		if (tt_js_has(data, same[i]))
			tt_js_link(intent, same[i], tt_js_at(data, same[i]));
	}
	tt_js_link(intent, "customer", tt_js_at(session, "customer"));
	tt_js_metadata(intent, tt_js_at(data, "metadata"));
	tt_store_save(c, intent);
	tt_event_emit(c, "payment_intent.created", intent);
	tt_js_link(session, "payment_intent", tt_js_at(intent, "id"));
	tt_store_save(c, session);
	return intent;
}

void
tt_checkout_payer(struct tt_call *c, struct json_object *session,
    const char *name, const char *email)
{
	struct json_object *o =
	    tt_shape_part("checkout.session/customer_details");
	const char *customer = tt_js_str(session, "customer");

	if (email == NULL)
		email = tt_js_str(session, "customer_email");
	if (email == NULL && customer != NULL)
		email = tt_js_str(tt_store_get(c, customer), "email");
	tt_js_set(o, "email", email);
	tt_js_set(o, "name", name);
	tt_js_set(o, "tax_exempt", "none");
	tt_js_put(session, "customer_details", o);
	tt_store_save(c, session);
}

void
tt_checkout_paid(struct tt_call *c, const char *id, struct json_object *intent,
    enum tt_paid paid)
{
	struct json_object *o = tt_store_get(c, id);
	bool money = paid == TT_PAID && tt_js_is(intent, "status", "succeeded");

	if (!tt_js_is(o, "status", "open"))
		return;
	tt_timer_stop(c->box, "session", id);
	if (tt_js_is(o, "customer_creation", "always"))
		tt_js_set(o, "customer",
		    tt_customer_new(c, tt_js_str(o, "customer_details.email"),
			tt_js_str(o, "customer_details.name")));
	tt_js_set(o, "status", "complete");
	tt_js_set(o, "payment_status", money ? "paid" : "unpaid");
	tt_js_null(o, "url");
	tt_store_save(c, o);
	tt_event_emit(c, "checkout.session.completed", o);
}

void
tt_checkout_arrived(struct tt_call *c, const char *id)
{
	struct json_object *o = tt_store_get(c, id);

	tt_js_set(o, "payment_status", "paid");
	tt_store_save(c, o);
	tt_event_emit(c, "checkout.session.async_payment_succeeded", o);
}
