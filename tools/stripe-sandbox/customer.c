/* Customers and webhook endpoints. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

static const char *const settable[] = { "address", "description", "email",
	"name", "phone", "preferred_locales", "shipping", "tax_exempt" };

static struct json_object *
customer_of(struct tt_call *c)
{
	struct json_object *o = tt_shape_new(c, "customer", "cus_");

	tt_js_set(o, "id", tt_chance_id(c->pool, "cus_", 14));
	tt_js_set(o, "tax_exempt", "none");
	tt_js_flag(o, "delinquent", false);
	tt_js_put(o, "preferred_locales", json_object_new_array());
	tt_js_num(o, "next_invoice_sequence", 1);
	return o;
}

static void
take(struct tt_call *c, struct json_object *o)
{
	for (size_t i = 0; i < sizeof settable / sizeof *settable; i++)
		tt_param_copy(c, o, settable[i]);
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
}

struct json_object *
tt_customer_create(struct tt_call *c)
{
	struct json_object *o = customer_of(c);

	take(c, o);
	tt_store_add(c, o, NULL);
	tt_event_emit(c, "customer.created", o);
	return o;
}

const char *
tt_customer_new(struct tt_call *c, const char *email, const char *name)
{
	struct json_object *o = customer_of(c);

	tt_js_set(o, "email", email);
	tt_js_set(o, "name", name);
	tt_store_add(c, o, NULL);
	tt_event_emit(c, "customer.created", o);
	return tt_js_str(o, "id");
}

struct json_object *
tt_customer_update(struct tt_call *c)
{
	struct json_object *o = tt_api_object(c, "customer", c->arg[0], "id");

	if (o == NULL)
		return NULL;
	take(c, o);
	tt_store_save(c, o);
	tt_event_emit(c, "customer.updated", o);
	return o;
}

static struct json_object *
deleted(struct tt_call *c, struct json_object *o)
{
	struct json_object *gone = json_object_new_object();

	tt_js_link(gone, "id", tt_js_at(o, "id"));
	tt_js_link(gone, "object", tt_js_at(o, "object"));
	tt_js_flag(gone, "deleted", true);
	tt_store_remove(c, tt_js_str(o, "id"));
	return tt_pool_keep(c->pool, gone);
}

struct json_object *
tt_customer_delete(struct tt_call *c)
{
	struct json_object *o = tt_api_object(c, "customer", c->arg[0], "id");

	if (o == NULL)
		return NULL;
	tt_event_emit(c, "customer.deleted", o);
	return deleted(c, o);
}

struct json_object *
tt_endpoint_create(struct tt_call *c)
{
	struct json_object *o, *shown, *hidden;
	const char *url = tt_param_str(c, "url");
	const char *secret = tt_chance_id(c->pool, "whsec_", 32);

	if (!tt_param_is_address(url))
		return tt_fail(c, 400, "url_invalid", "url",
		    "Invalid URL: An explicit scheme (such as https) must be "
		    "provided.");
	hidden = json_object_new_object();
	o = tt_js_shape(
	    "{\"id\":\"\",\"object\":\"webhook_endpoint\","
	    "\"api_version\":null,\"application\":null,\"created\":0,"
	    "\"description\":null,\"enabled_events\":[],\"livemode\":false,"
	    "\"metadata\":{},\"status\":\"enabled\",\"url\":\"\"}");
	tt_js_set(o, "id", tt_chance_id(c->pool, "we_", 24));
	tt_js_num(o, "created", c->now);
	tt_js_set(o, "url", url);
	tt_param_copy(c, o, "enabled_events");
	tt_param_copy(c, o, "description");
	tt_param_copy(c, o, "api_version");
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_js_set(hidden, "secret", secret);
	tt_store_add(c, o, hidden);
	/* The secret is told once, now. */
	shown = tt_js_copy(o);
	tt_js_set(shown, "secret", secret);
	return tt_pool_keep(c->pool, shown);
}

struct json_object *
tt_endpoint_update(struct tt_call *c)
{
	struct json_object *o =
	    tt_api_object(c, "webhook_endpoint", c->arg[0], "id");

	if (o == NULL)
		return NULL;
	if (tt_param_str(c, "url") != NULL &&
	    !tt_param_is_address(tt_param_str(c, "url")))
		return tt_fail(c, 400, "url_invalid", "url", "Invalid URL");
	tt_param_copy(c, o, "url");
	tt_param_copy(c, o, "enabled_events");
	tt_param_copy(c, o, "description");
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	if (tt_param_has(c, "disabled"))
		tt_js_set(o, "status",
		    tt_js_true(c->params, "disabled") ? "disabled" : "enabled");
	tt_store_save(c, o);
	return o;
}

struct json_object *
tt_endpoint_delete(struct tt_call *c)
{
	struct json_object *o =
	    tt_api_object(c, "webhook_endpoint", c->arg[0], "id");

	return o != NULL ? deleted(c, o) : NULL;
}
