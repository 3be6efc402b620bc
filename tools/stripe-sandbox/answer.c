/* Answers of the API: errors, lists, expansion, and the common handlers. */
#include "api.h"
#include "box.h"
#include "js.h"
#include "mem.h"
#include "store.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	PRETTY = JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
		 JSON_C_TO_STRING_NOSLASHESCAPE,
	LIMIT_MAX = 100,
	LIMIT = 10,
	EXPAND_LEVELS = 4
};

void
tt_api_json(struct tt_call *c, int status, struct json_object *o)
{
	size_t n;
	const char *s = json_object_to_json_string_length(o, PRETTY, &n);

	c->status = status;
	c->type = "application/json";
	c->body = tt_pool_copy(c->pool, s, n);
	c->length = n;
}

struct json_object *
tt_fail_with(struct tt_call *c, int status, struct json_object *error)
{
	struct json_object *o = tt_pool_keep(c->pool, json_object_new_object());
	const char *code = tt_js_str(error, "code");
	struct tt_text url = { 0 };

	if (code != NULL) {
		tt_text_fmt(
		    &url, "https://stripe.com/docs/error-codes/%s", code);
		for (char *p = strrchr(url.p, '/'); *p != '\0'; p++)
			*p = *p == '_' ? '-' : *p;
		tt_js_set(error, "doc_url", url.p);
		tt_text_free(&url);
	}
	tt_js_put(o, "error", error);
	tt_api_json(c, status, o);
	return NULL;
}

static struct json_object *
error_of(
    const char *type, const char *code, const char *param, const char *message)
{
	struct json_object *e = json_object_new_object();

	if (code != NULL)
		tt_js_set(e, "code", code);
	tt_js_set(e, "message", message);
	if (param != NULL)
		tt_js_set(e, "param", param);
	tt_js_set(e, "type", type);
	return e;
}

struct json_object *
tt_fail(struct tt_call *c, int status, const char *code, const char *param,
    const char *fmt, ...)
{
	const char *message;
	va_list ap;

	va_start(ap, fmt);
	message = tt_pool_vfmt(c->pool, fmt, ap);
	va_end(ap);
	return tt_fail_with(
	    c, status, error_of("invalid_request_error", code, param, message));
}

struct json_object *
tt_fail_as(struct tt_call *c, int status, const char *type, const char *code,
    const char *message)
{
	return tt_fail_with(c, status, error_of(type, code, NULL, message));
}

struct json_object *
tt_api_object(
    struct tt_call *c, const char *kind, const char *id, const char *param)
{
	bool account = strcmp(kind, "account") == 0;
	const char *own = c->account;
	struct json_object *o;

	/* Accounts belong to the platform, also for a call in their name. */
	if (account)
		c->account = "";
	o = tt_store_find(c, kind, id);
	c->account = own;
	if (o != NULL)
		return o;
	if (account)
		return tt_fail(c, 403, "account_invalid", param,
		    "The provided "
		    "key does not have access to account '%s' (or that account "
		    "does not exist). Application access may have been "
		    "revoked.",
		    id);
	return tt_fail(
	    c, 404, "resource_missing", param, "No such %s: '%s'", kind, id);
}

const char *
tt_param_str(struct tt_call *c, const char *path)
{
	return tt_js_str(c->params, path);
}

int64_t
tt_param_int(struct tt_call *c, const char *path)
{
	return tt_js_int(c->params, path);
}

bool
tt_param_has(struct tt_call *c, const char *path)
{
	return tt_js_has(c->params, path);
}

bool
tt_param_is_address(const char *s)
{
	const char *host;

	if (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0)
		return false;
	host = strstr(s, "://") + 3;
	if (strlen(s) > 2048 || host[0] == '\0' || host[0] == '/')
		return false;
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s <= ' ' || *s == '"' || *s == '\\' ||
		    *s == '<' || *s == '>' || *s == 127)
			return false;
	}
	return true;
}

void
tt_param_copy(struct tt_call *c, struct json_object *o, const char *name)
{
	struct json_object *v = tt_js_at(c->params, name);

	if (v == NULL)
		return;
	if (json_object_is_type(v, json_type_string) &&
	    json_object_get_string_len(v) == 0)
		tt_js_null(o, name);
	else
		tt_js_link(o, name, v);
}

/* What Stripe calls the id of this kind in an error. */
static const char *
id_param(const char *kind)
{
	if (strcmp(kind, "account") == 0)
		return NULL;
	return strcmp(kind, "payment_intent") == 0 ? "intent" : "id";
}

struct json_object *
tt_api_retrieve(struct tt_call *c)
{
	return tt_api_object(c, c->kind, c->arg[0], id_param(c->kind));
}

struct json_object *
tt_api_update(struct tt_call *c)
{
	struct json_object *o = tt_api_retrieve(c);

	if (o == NULL)
		return NULL;
	tt_param_copy(c, o, "description");
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_store_save(c, o);
	if (strcmp(c->kind, "transfer") == 0)
		tt_event_emit(c, "transfer.updated", o);
	if (strcmp(c->kind, "charge") == 0)
		tt_event_emit(c, "charge.updated", o);
	return o;
}

struct json_object *
tt_api_page(struct json_object *array, const char *url, bool more)
{
	struct json_object *page = json_object_new_object();

	tt_js_set(page, "object", "list");
	tt_js_put(page, "data", array);
	tt_js_flag(page, "has_more", more);
	tt_js_set(page, "url", url);
	return page;
}

/* A day before or after is a whole number of seconds: gt is gte, plus one. */
static void
read_created(struct tt_call *c, struct tt_listing *l)
{
	struct json_object *v = tt_js_at(c->params, "created");

	if (v == NULL)
		return;
	if (json_object_is_type(v, json_type_int)) {
		l->from = l->until = json_object_get_int64(v);
		return;
	}
	if (tt_js_has(v, "gte"))
		l->from = tt_js_int(v, "gte");
	if (tt_js_has(v, "gt") && tt_js_int(v, "gt") < INT64_MAX)
		l->from = tt_js_int(v, "gt") + 1;
	if (tt_js_has(v, "lte"))
		l->until = tt_js_int(v, "lte");
	if (tt_js_has(v, "lt") && tt_js_int(v, "lt") > INT64_MIN)
		l->until = tt_js_int(v, "lt") - 1;
}

static bool
read_cursor(struct tt_call *c, const char *name, const char **id)
{
	*id = tt_param_str(c, name);
	if (*id == NULL || tt_store_find(c, c->kind, *id) != NULL)
		return true;
	tt_fail(
	    c, 400, "resource_missing", name, "No such %s: '%s'", c->kind, *id);
	return false;
}

/* Every further string is a condition on the member of its name. */
static void
read_filters(struct tt_call *c, struct tt_listing *l)
{
	const char *email = tt_param_str(c, "customer_details.email");

	json_object_object_foreach(c->params, key, value)
	{
		if (!json_object_is_type(value, json_type_string) ||
		    strcmp(key, "starting_after") == 0 ||
		    strcmp(key, "ending_before") == 0 || l->n == 7)
			continue;
		l->filters[l->n++] =
		    (struct tt_filter){ key, json_object_get_string(value) };
	}
	if (email != NULL)
		l->filters[l->n++] =
		    (struct tt_filter){ "customer_details.email", email };
	if (tt_param_has(c, "delivery_success"))
		l->unsent =
		    tt_js_true(c->params, "delivery_success") ? "0" : "1";
	l->types = tt_js_at(c->params, "types");
}

struct json_object *
tt_api_list(struct tt_call *c)
{
	struct tt_listing l = { .kind = c->kind, .limit = LIMIT };
	struct json_object *found;

	if (tt_param_has(c, "limit")) {
		l.limit = tt_param_int(c, "limit");
		if (l.limit < 1 || l.limit > LIMIT_MAX)
			return tt_fail(c, 400, "parameter_invalid_integer",
			    "limit", "This value must be between 1 and %d.",
			    LIMIT_MAX);
	}
	if (!read_cursor(c, "starting_after", &l.after) ||
	    !read_cursor(c, "ending_before", &l.before))
		return NULL;
	if (l.after != NULL && l.before != NULL)
		return tt_fail(c, 400, NULL, NULL,
		    "You may only specify one "
		    "of these parameters: ending_before, starting_after.");
	read_created(c, &l);
	read_filters(c, &l);
	found = tt_store_list(c, &l);
	return tt_pool_keep(
	    c->pool, tt_api_page(json_object_get(found), c->path, l.more));
}

/* The lists that an object has and shows only when asked for. */
static struct json_object *
inner_list(struct tt_call *c, struct json_object *o, const char *name)
{
	const char *id = tt_js_str(o, "id");
	struct tt_listing l = { .kind = "refund",
		.limit = LIMIT,
		.n = 1,
		.filters = { { "charge", id } } };
	struct json_object *items;

	if (tt_js_is(o, "object", "charge") && strcmp(name, "refunds") == 0) {
		items = tt_store_list(c, &l);
		return tt_api_page(json_object_get(items),
		    tt_pool_fmt(c->pool, "/v1/charges/%s/refunds", id), l.more);
	}
	if (tt_js_is(o, "object", "checkout.session") &&
	    strcmp(name, "line_items") == 0) {
		items = tt_js_at(tt_store_hidden(c, id), "items");
		return tt_api_page(json_object_get(items),
		    tt_pool_fmt(
			c->pool, "/v1/checkout/sessions/%s/line_items", id),
		    false);
	}
	return NULL;
}

static bool expand(struct tt_call *, struct json_object *, const char *path,
    const char *whole, int level);

static bool
expand_all(struct tt_call *c, struct json_object *array, const char *path,
    const char *whole, int level)
{
	for (size_t i = 0; i < json_object_array_length(array); i++) {
		if (!expand(c, json_object_array_get_idx(array, i), path, whole,
			level))
			return false;
	}
	return true;
}

/* Follows one dotted path, replacing the ids on its way by objects. */
static bool
expand(struct tt_call *c, struct json_object *o, const char *path,
    const char *whole, int level)
{
	size_t n = strcspn(path, ".");
	const char *name = tt_pool_copy(c->pool, path, n);
	struct json_object *next = NULL;
	bool there = json_object_is_type(o, json_type_object) &&
		     json_object_object_get_ex(o, name, &next);

	if (!there && o != NULL && level < EXPAND_LEVELS) {
		next = inner_list(c, o, name);
		if (next != NULL)
			tt_js_put(o, name, next);
		there = next != NULL;
	}
	if (!there || level >= EXPAND_LEVELS) {
		tt_fail(c, 400, NULL, "expand",
		    "This property cannot be "
		    "expanded (%s).",
		    whole);
		return false;
	}
	if (next == NULL)
		return true;
	if (json_object_is_type(next, json_type_string)) {
		next = tt_store_get(c, json_object_get_string(next));
		if (next == NULL)
			return true;
		tt_js_link(o, name, next);
	}
	if (path[n] == '\0')
		return true;
	if (json_object_is_type(next, json_type_array))
		return expand_all(c, next, path + n + 1, whole, level + 1);
	return expand(c, next, path + n + 1, whole, level + 1);
}

bool
tt_expand(struct tt_call *c, struct json_object *answer)
{
	struct json_object *list = tt_js_at(c->params, "expand");
	size_t n = list != NULL ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *path =
		    json_object_get_string(json_object_array_get_idx(list, i));
		struct json_object *data = tt_js_at(answer, "data");
		bool ok;

		if (strncmp(path, "data.", 5) == 0 &&
		    json_object_is_type(data, json_type_array))
			ok = expand_all(c, data, path + 5, path, 0);
		else
			ok = expand(c, answer, path, path, 0);
		if (!ok)
			return false;
	}
	return true;
}
