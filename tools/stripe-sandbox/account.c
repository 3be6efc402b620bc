/* Connected accounts and the links to their pages. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

#include <string.h>

enum { LINK_SECONDS = 5 * 60 };

static const char *const sent_as_is[] = { "business_type", "email", "country",
	"default_currency" };

static struct json_object *
needs(bool any)
{
	struct json_object *a = json_object_new_array();

	if (any) {
		tt_js_push(a, json_object_new_string("external_account"));
		tt_js_push(a,
		    json_object_new_string("individual.verification.document"));
		tt_js_push(a, json_object_new_string("tos_acceptance.date"));
		tt_js_push(a, json_object_new_string("tos_acceptance.ip"));
	}
	return a;
}

static void
set_requirements(struct json_object *o, bool done)
{
	static const char *const empty[] = { "alternatives", "errors",
		"past_due", "pending_verification" };
	struct json_object *now = tt_js_at(o, "requirements");
	struct json_object *later = tt_js_at(o, "future_requirements");

	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		tt_js_put(now, empty[i], json_object_new_array());
		tt_js_put(later, empty[i], json_object_new_array());
	}
	tt_js_put(now, "currently_due", needs(!done));
	tt_js_put(now, "eventually_due", needs(!done));
	tt_js_put(later, "currently_due", json_object_new_array());
	tt_js_put(later, "eventually_due", json_object_new_array());
	tt_js_set(
	    now, "disabled_reason", done ? NULL : "requirements.past_due");
}

/* Asked for capabilities wait until the onboarding is done. */
static void
take_capabilities(struct tt_call *c, struct json_object *o)
{
	struct json_object *sent = tt_js_at(c->params, "capabilities");
	struct json_object *own = tt_js_at(o, "capabilities");
	bool done = tt_js_true(o, "details_submitted");

	if (sent == NULL)
		return;
	json_object_object_foreach(sent, key, value)
	{
		if (tt_js_true(value, "requested"))
			tt_js_set(own, key, done ? "active" : "inactive");
		else if (tt_js_has(value, "requested"))
			json_object_object_del(own, key);
	}
}

static void
take_profile(struct tt_call *c, struct json_object *o)
{
	struct json_object *sent = tt_js_at(c->params, "business_profile");
	struct json_object *own = tt_js_at(o, "business_profile");

	for (size_t i = 0; i < sizeof sent_as_is / sizeof *sent_as_is; i++)
		tt_param_copy(c, o, sent_as_is[i]);
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	take_capabilities(c, o);
	if (sent == NULL)
		return;
	json_object_object_foreach(sent, key, value)
	    tt_js_link(own, key, value);
}

static void
take_controller(struct tt_call *c, struct json_object *o, const char *type)
{
	struct json_object *k =
	    tt_js_shape("{\"fees\":{\"payer\":"
			"\"application_express\"},\"is_controller\":true,"
			"\"losses\":{\"payments\":\"application\"},"
			"\"requirement_collection\":\"stripe\","
			"\"stripe_dashboard\":{\"type\":\"express\"},"
			"\"type\":\"application\"}");
	const char *board = tt_param_str(c, "controller.stripe_dashboard.type");

	if (board != NULL) {
		tt_js_set(tt_js_at(k, "stripe_dashboard"), "type", board);
		tt_js_set(tt_js_at(k, "fees"), "payer", "application");
		type = strcmp(board, "express") == 0 ? "express" : "none";
	}
	tt_js_put(o, "controller", k);
	tt_js_set(o, "type", type);
}

static struct json_object *
settings(void)
{
	struct json_object *o = tt_shape_part("account/settings");
	struct json_object *payouts = tt_js_at(o, "payouts");

	tt_js_set(tt_js_at(o, "dashboard"), "timezone", "Europe/Brussels");
	tt_js_num(tt_js_at(payouts, "schedule"), "delay_days", 3);
	tt_js_set(tt_js_at(payouts, "schedule"), "interval", "daily");
	return o;
}

struct json_object *
tt_account_create(struct tt_call *c)
{
	const char *type = tt_param_str(c, "type");
	struct json_object *o;

	if (type != NULL && tt_param_has(c, "controller"))
		return tt_fail(c, 400, NULL, "type",
		    "You may not provide the "
		    "`type` parameter and `controller` parameters "
		    "simultaneously.");
	if ((type == NULL && !tt_param_has(c, "controller")) ||
	    (type != NULL && strcmp(type, "express") != 0))
		return tt_fail(c, 400, NULL, "type",
		    "The sandbox makes accounts with type=express only.");
	if (tt_js_true(c->params, "capabilities.card_payments.requested") &&
	    !tt_js_true(c->params, "capabilities.transfers.requested"))
		return tt_fail(c, 400, NULL, "capabilities",
		    "You cannot "
		    "request `card_payments` without `transfers`.");
	o = tt_shape_new(c, "account", "acct_");
	tt_js_set(o, "id", tt_chance_id(c->pool, "acct_", 16));
	tt_js_put(
	    o, "business_profile", tt_shape_part("account/business_profile"));
	tt_js_put(o, "settings", settings());
	tt_js_set(o, "country", "BE");
	tt_js_set(o, "default_currency", "eur");
	tt_js_set(tt_js_at(o, "external_accounts"), "url",
	    tt_pool_fmt(c->pool, "/v1/accounts/%s/external_accounts",
		tt_js_str(o, "id")));
	tt_js_put(o, "tos_acceptance",
	    tt_js_shape("{\"date\":null,"
			"\"ip\":null,\"user_agent\":null}"));
	take_controller(c, o, "express");
	take_profile(c, o);
	set_requirements(o, false);
	tt_store_add(c, o, NULL);
	return o;
}

struct json_object *
tt_account_update(struct tt_call *c)
{
	struct json_object *o = tt_api_object(c, "account", c->arg[0], NULL);

	if (o == NULL)
		return NULL;
	take_profile(c, o);
	tt_store_save(c, o);
	tt_event_emit(c, "account.updated", o);
	return o;
}

void
tt_account_complete(struct tt_call *c, struct json_object *o)
{
	struct json_object *own = tt_js_at(o, "capabilities");
	struct json_object *tos = tt_js_at(o, "tos_acceptance");
	struct json_object *bank = tt_js_shape(
	    "{\"object\":\"bank_account\","
	    "\"account_holder_type\":\"individual\","
	    "\"bank_name\":\"SANDBOX BANK\",\"country\":\"BE\","
	    "\"currency\":\"eur\",\"default_for_currency\":true,"
	    "\"last4\":\"7034\",\"metadata\":{},\"status\":\"new\"}");

	tt_js_set(bank, "id", tt_chance_id(c->pool, "ba_", 24));
	tt_js_link(bank, "account", tt_js_at(o, "id"));
	tt_js_push(tt_js_at(o, "external_accounts.data"), bank);
	tt_js_flag(o, "details_submitted", true);
	tt_js_flag(o, "charges_enabled", true);
	tt_js_flag(o, "payouts_enabled", true);
	json_object_object_foreach(own, key, value)
	{
		(void)value;
		tt_js_set(own, key, "active");
	}
	tt_js_num(tos, "date", c->now);
	tt_js_set(tos, "ip", "127.0.0.1");
	if (!tt_js_has(o, "business_type"))
		tt_js_set(o, "business_type", "individual");
	set_requirements(o, true);
	tt_store_save(c, o);
	tt_event_emit(c, "account.updated", o);
}

/* The account that the key itself belongs to. */
struct json_object *
tt_account_own(struct tt_call *c)
{
	struct json_object *o = tt_shape_part("account");

	tt_js_set(o, "id", "acct_sandboxplatform");
	tt_js_set(o, "object", "account");
	tt_js_set(o, "country", "BE");
	tt_js_set(o, "default_currency", "eur");
	tt_js_flag(o, "charges_enabled", true);
	tt_js_flag(o, "payouts_enabled", true);
	tt_js_flag(o, "details_submitted", true);
	tt_js_set(o, "type", "standard");
	return tt_pool_keep(c->pool, o);
}

struct json_object *
tt_account_link(struct tt_call *c)
{
	static const char *const both[] = { "refresh_url", "return_url" };
	const char *id = tt_param_str(c, "account");
	struct json_object *account, *hidden, *links, *link, *o;
	const char *token = tt_chance_id(c->pool, "", 24);

	account = tt_api_object(c, "account", id, "account");
	if (account == NULL)
		return NULL;
	link = tt_pool_keep(c->pool, json_object_new_object());
	for (size_t i = 0; i < 2; i++) {
		const char *url = tt_param_str(c, both[i]);

		if (url == NULL)
			return tt_fail(c, 400, "parameter_missing", both[i],
			    "Missing required param: %s.", both[i]);
		if (!tt_param_is_address(url))
			return tt_fail(
			    c, 400, "url_invalid", both[i], "Not a valid URL");
		tt_js_set(link, both[i], url);
	}
	tt_js_num(link, "expires_at", c->now + LINK_SECONDS);
	hidden = tt_store_hidden(c, id);
	links = json_object_new_object();
	tt_js_link(links, token, link);
	/* A new link makes the older ones worthless. */
	tt_js_put(hidden, "links", links);
	tt_store_hide(c, id, hidden);
	o = json_object_new_object();
	tt_js_set(o, "object", "account_link");
	tt_js_num(o, "created", c->now);
	tt_js_num(o, "expires_at", c->now + LINK_SECONDS);
	tt_js_set(o, "url",
	    tt_pool_fmt(
		c->pool, "%s/setup/%s?link=%s", c->box->public, id, token));
	return tt_pool_keep(c->pool, o);
}

struct json_object *
tt_account_login(struct tt_call *c)
{
	struct json_object *account =
	    tt_api_object(c, "account", c->arg[0], NULL);
	struct json_object *o;

	if (account == NULL)
		return NULL;
	if (!tt_js_true(account, "details_submitted"))
		return tt_fail(c, 400, NULL, NULL,
		    "Cannot create a login link "
		    "for an account that has not completed onboarding.");
	o = json_object_new_object();
	tt_js_set(o, "object", "login_link");
	tt_js_num(o, "created", c->now);
	tt_js_set(o, "url",
	    tt_pool_fmt(c->pool, "%s/express/%s", c->box->public, c->arg[0]));
	return tt_pool_keep(c->pool, o);
}
