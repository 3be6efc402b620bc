#include <inttypes.h>
#include <json-c/json.h>
#include <string.h>

#include "core/buf.h"
#include "core/text.h"
#include "net/fetch.h"
#include "net/stripe.h"

static void
put(void *json)
{
	json_object_put(json);
}

static struct json_object *
parse(struct tt_arena *a, const char *text, size_t n)
{
	struct json_tokener *t = json_tokener_new_ex(32);
	struct json_object *o = NULL;

	if (t == NULL)
		return NULL;
	json_tokener_set_flags(t, JSON_TOKENER_STRICT);
	if (n < 1 << 20)
		o = json_tokener_parse_ex(t, text, (int)n);
	if (o != NULL && (json_tokener_get_parse_end(t) != n ||
	    !json_object_is_type(o, json_type_object))) {
		json_object_put(o);
		o = NULL;
	}
	json_tokener_free(t);
	if (o != NULL)
		tt_defer(a, put, o);
	return o;
}

static const char *
text_of(struct json_object *o, const char *key)
{
	struct json_object *v;

	if (o == NULL || !json_object_object_get_ex(o, key, &v) ||
	    !json_object_is_type(v, json_type_string))
		return "";
	return json_object_get_string(v);
}

static int64_t
int_of(struct json_object *o, const char *key)
{
	struct json_object *v;

	if (o == NULL || !json_object_object_get_ex(o, key, &v) ||
	    !json_object_is_type(v, json_type_int))
		return 0;
	return json_object_get_int64(v);
}

/* The object under a key; NULL when it is only an id or absent. */
static struct json_object *
object_of(struct json_object *o, const char *key)
{
	struct json_object *v;

	if (o == NULL || !json_object_object_get_ex(o, key, &v) ||
	    !json_object_is_type(v, json_type_object))
		return NULL;
	return v;
}

/* The id under a key, whether it is expanded or not. */
static const char *
id_of(struct json_object *o, const char *key)
{
	struct json_object *v = object_of(o, key);

	return v != NULL ? text_of(v, "id") : text_of(o, key);
}

static void
read_intent(struct json_object *o, struct tt_stripe_answer *a)
{
	a->intent = text_of(o, "id");
	a->charge = id_of(o, "latest_charge");
	a->payment_state = text_of(o, "status");
	a->problem = text_of(object_of(o, "last_payment_error"), "code");
}

static void
read_object(struct json_object *o, struct tt_stripe_answer *a)
{
	const char *kind = text_of(o, "object");
	bool session = tt_eq(kind, "checkout.session");
	struct json_object *intent = object_of(o, "payment_intent");

	a->id = text_of(o, "id");
	a->url = text_of(o, "url");
	a->state = text_of(o, "status");
	a->currency = text_of(o, "currency");
	a->amount = int_of(o, session ? "amount_total" : "amount");
	a->expires = int_of(o, "expires_at");
	(void)tt_int(text_of(object_of(o, "metadata"), "payment"), 1,
	    INT64_MAX, &a->payment_id);
	if (session) {
		a->intent = id_of(o, "payment_intent");
		if (intent != NULL)
			read_intent(intent, a);
		a->payment_state = text_of(o, "payment_status");
	} else if (tt_eq(kind, "payment_intent")) {
		read_intent(o, a);
	}
}

static struct tt_stripe_answer
call(struct tt_ctx *cx, const char *method, const char *path,
    const char *body, const char *key)
{
	struct tt_fetch f = { .method = method, .body = body,
	    .url = tt_printf(cx->arena, "%s%s", cx->conf->stripe, path) };
	struct tt_stripe_answer a = { .id = "", .url = "", .state = "",
	    .payment_state = "", .intent = "", .charge = "", .currency = "",
	    .problem = "" };
	struct json_object *o;
	struct tt_fetched got;
	size_t h = 0;

	f.headers[h++] = tt_printf(cx->arena, "Authorization: Bearer %s",
	    cx->conf->stripe_key);
	f.headers[h++] = "Stripe-Version: " TT_STRIPE_VERSION;
	if (key != NULL)
		f.headers[h++] = tt_printf(cx->arena, "Idempotency-Key: %s",
		    key);
	got = tt_fetch(cx, &f);
	a.status = got.status;
	a.retry_after = got.retry_after;
	if (got.error != NULL) {
		a.error = got.error;
		return a;
	}
	o = parse(cx->arena, got.body, strlen(got.body));
	if (got.status == 200 && o != NULL) {
		read_object(o, &a);
		return a;
	}
	a.error = tt_printf(cx->arena, "%s %s: %d %s", method, path,
	    got.status, text_of(object_of(o, "error"), "message"));
	a.problem = text_of(object_of(o, "error"), "code");
	a.for_good = got.status >= 400 && got.status < 500 &&
	    got.status != 409 && got.status != 429 && got.status != 401;
	return a;
}

static void
add(struct tt_buf *b, const char *name, const char *value)
{
	if (b->n > 0)
		tt_buf_addc(b, '&');
	tt_buf_add_url(b, name);
	tt_buf_addc(b, '=');
	tt_buf_add_url(b, value);
}

static void
add_int(struct tt_buf *b, struct tt_arena *a, const char *name, int64_t n)
{
	add(b, name, tt_printf(a, "%" PRId64, n));
}

struct tt_stripe_answer
tt_stripe_checkout(struct tt_ctx *cx, const struct tt_checkout *c)
{
	struct tt_buf b = tt_buf_in(cx->arena, 16 << 10);

	add(&b, "mode", "payment");
	add(&b, "locale", c->lang);
	add(&b, "customer_email", c->email);
	add(&b, "success_url", c->success_url);
	add(&b, "cancel_url", c->cancel_url);
	add_int(&b, cx->arena, "expires_at", c->expires.s);
	add(&b, "line_items[0][quantity]", "1");
	add(&b, "line_items[0][price_data][currency]", "eur");
	add_int(&b, cx->arena, "line_items[0][price_data][unit_amount]",
	    c->amount.cents);
	add(&b, "line_items[0][price_data][product_data][name]", c->name);
	add(&b, "line_items[0][price_data][product_data][description]",
	    c->about);
	add_int(&b, cx->arena, "metadata[payment]", c->payment_id);
	add_int(&b, cx->arena, "metadata[booking]", c->booking_id);
	add_int(&b, cx->arena, "payment_intent_data[metadata][payment]",
	    c->payment_id);
	return call(cx, "POST", "/v1/checkout/sessions", b.p,
	    tt_printf(cx->arena, "tt-checkout-%" PRId64, c->payment_id));
}

struct tt_stripe_answer
tt_stripe_refund(struct tt_ctx *cx, int64_t refund_id, const char *intent,
    tt_money amount)
{
	struct tt_buf b = tt_buf_in(cx->arena, 4 << 10);

	add(&b, "payment_intent", intent);
	add_int(&b, cx->arena, "amount", amount.cents);
	add(&b, "reason", "requested_by_customer");
	add_int(&b, cx->arena, "metadata[refund]", refund_id);
	return call(cx, "POST", "/v1/refunds", b.p, tt_printf(cx->arena,
	    "tt-refund-%" PRId64, refund_id));
}

struct tt_stripe_answer
tt_stripe_session(struct tt_ctx *cx, const char *id)
{
	struct tt_buf b = tt_buf_in(cx->arena, 1 << 10);

	tt_buf_adds(&b, "/v1/checkout/sessions/");
	tt_buf_add_url(&b, id);
	tt_buf_adds(&b, "?expand%5B0%5D=payment_intent");
	return call(cx, "GET", b.p, NULL, NULL);
}

struct tt_stripe_answer
tt_stripe_intent(struct tt_ctx *cx, const char *id)
{
	struct tt_buf b = tt_buf_in(cx->arena, 1 << 10);

	tt_buf_adds(&b, "/v1/payment_intents/");
	tt_buf_add_url(&b, id);
	return call(cx, "GET", b.p, NULL, NULL);
}

bool
tt_stripe_read_event(struct tt_arena *a, const char *body, size_t n,
    struct tt_stripe_hint *h)
{
	struct json_object *o = parse(a, body, n), *live;
	struct json_object *about = object_of(object_of(o, "data"), "object");

	if (o == NULL || !tt_eq(text_of(o, "object"), "event"))
		return false;
	*h = (struct tt_stripe_hint){ .id = text_of(o, "id"),
	    .type = text_of(o, "type"), .created = int_of(o, "created"),
	    .object_id = text_of(about, "id"),
	    .object = text_of(about, "object") };
	h->live = json_object_object_get_ex(o, "livemode", &live) &&
	    json_object_get_boolean(live);
	return h->id[0] != '\0' && strlen(h->id) <= 255 &&
	    h->type[0] != '\0' && strlen(h->type) <= 255;
}
