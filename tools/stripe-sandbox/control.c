/* The test controls under /sandbox/: what only a sandbox can do. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "http.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "sql.h"
#include "store.h"

#include <inttypes.h>
#include <string.h>

enum { OUTBOX_MAX = 1000, ADVANCE_MAX = 10 * 366 * 24 * 3600 };

/* A parameter of the body or of the query. */
static const char *
sent(struct tt_call *c, const char *name)
{
	return tt_js_str(c->params, name);
}

static bool
sent_number(struct tt_call *c, const char *name, int64_t most, int64_t *out)
{
	const char *s = sent(c, name);
	int64_t n = 0;

	if (s == NULL || *s == '\0' || strlen(s) > 10 ||
	    s[strspn(s, "0123456789")] != '\0') {
		tt_fail(c, 400, "parameter_invalid_integer", name,
		    "%s has to be a whole number.", name);
		return false;
	}
	for (; *s != '\0'; s++)
		n = n * 10 + *s - '0';
	if (n > most) {
		tt_fail(c, 400, "parameter_invalid_integer", name,
		    "%s is at most %" PRId64 ".", name, most);
		return false;
	}
	*out = n;
	return true;
}

static void
deliver(struct tt_call *c)
{
	if (sent(c, "all") != NULL)
		tt_sql_run(c->box,
		    "UPDATE delivery SET due = ?"
		    " WHERE state = 'waiting' AND due > ?",
		    "ii", tt_clock_real_ms(), tt_clock_real_ms());
	c->status = 200;
	c->wait = TT_ANSWER_DELIVERED;
}

static void
add_counts(struct tt_box *box, struct json_object *o)
{
	static const char *const states[] = { "done", "waiting", "failed",
		"dropped" };

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		tt_js_num(o, states[i],
		    tt_sql_int(box,
			"SELECT count(*)"
			" FROM delivery WHERE state = ?",
			"s", states[i]));
}

const char *
tt_control_delivered(struct tt_box *box, struct tt_pool *pool)
{
	struct json_object *o = tt_pool_keep(pool, json_object_new_object());

	tt_js_set(o, "object", "sandbox.delivery");
	add_counts(box, o);
	return json_object_to_json_string_ext(o, JSON_C_TO_STRING_PRETTY);
}

static void
advance(struct tt_call *c)
{
	struct json_object *o = tt_pool_keep(c->pool, json_object_new_object());
	int64_t seconds;

	if (!sent_number(c, "seconds", ADVANCE_MAX, &seconds))
		return;
	c->box->ahead += seconds;
	tt_meta_set(c->box, "ahead", c->box->ahead);
	tt_js_set(o, "object", "sandbox.clock");
	tt_js_num(o, "now", tt_clock_now(c->box));
	tt_js_num(o, "ahead", c->box->ahead);
	tt_api_json(c, 200, o);
}

static void
dispute(struct tt_call *c)
{
	const char *id = sent(c, "charge");
	const char *outcome = sent(c, "outcome");
	struct json_object *o;

	if (id == NULL && sent(c, "dispute") != NULL && outcome != NULL) {
		o = tt_api_object(c, "dispute", sent(c, "dispute"), "dispute");
		if (o == NULL)
			return;
		tt_dispute_end(c, o, strcmp(outcome, "won") == 0);
		tt_api_json(c, 200, o);
		return;
	}
	o = tt_api_object(c, "charge", id != NULL ? id : "", "charge");
	if (o == NULL)
		return;
	if (!tt_js_true(o, "captured") || tt_js_true(o, "disputed")) {
		tt_fail(c, 400, NULL, "charge",
		    "The charge was not captured, "
		    "or is disputed already.");
		return;
	}
	tt_api_json(c, 200,
	    tt_dispute_open(c, o,
		sent(c, "reason") != NULL ? sent(c, "reason") : "fraudulent"));
}

/* Pays as the hosted page would; 3-D Secure and banks are confirmed. */
static void
pay(struct tt_call *c)
{
	const char *id = sent(c, "session");
	const char *number = sent(c, "card");
	struct tt_means m = { .type = "card",
		.month = 12,
		.year = 2034,
		.name = "Sandbox Payer",
		.email = sent(c, "email") };
	struct json_object *session, *intent;
	enum tt_paid paid;

	session = tt_api_object(
	    c, "checkout.session", id != NULL ? id : "", "session");
	if (session == NULL)
		return;
	if (!tt_js_is(session, "status", "open")) {
		tt_fail(c, 400, NULL, "session", "This session is %s.",
		    tt_js_str(session, "status"));
		return;
	}
	if (sent(c, "method") != NULL && strcmp(sent(c, "method"), "card") != 0)
		m.type = strcmp(sent(c, "method"), "ideal") == 0 ? "ideal"
								 : "bancontact";
	else
		m.card =
		    tt_card_find(number != NULL ? number : "4242424242424242");
	if (m.card == NULL && strcmp(m.type, "card") == 0) {
		tt_fail(c, 400, "incorrect_number", "card",
		    "This is not a test card.");
		return;
	}
	tt_checkout_payer(c, session, m.name, m.email);
	intent = tt_checkout_intent(c, session);
	paid = tt_pay(c, intent, tt_means_keep(c, &m));
	if (paid == TT_STEP)
		tt_pay_step(c, intent,
		    sent(c, "later") != NULL ? TT_STEP_LATER : TT_STEP_DONE);
	tt_api_json(c, 200, tt_store_get(c, id));
	c->wait = TT_ANSWER_DELIVERED;
}

static void
onboard(struct tt_call *c)
{
	const char *id = sent(c, "account");
	struct json_object *o =
	    tt_api_object(c, "account", id != NULL ? id : "", "account");

	if (o == NULL)
		return;
	if (!tt_js_true(o, "details_submitted"))
		tt_account_complete(c, o);
	tt_api_json(c, 200, o);
	c->wait = TT_ANSWER_DELIVERED;
}

static void
payout(struct tt_call *c)
{
	const char *account = sent(c, "account");
	struct json_object *o;

	c->account = account != NULL ? account : "";
	o = tt_payout_make(
	    c, c->account, tt_money_available(c, c->account), true);
	if (o == NULL) {
		tt_fail(c, 400, "balance_insufficient", NULL,
		    "Nothing is available to be paid out.");
		return;
	}
	tt_event_emit(c, "payout.created", o);
	if (sent(c, "fail") != NULL)
		tt_payout_end(c, o, true);
	tt_api_json(c, 200, o);
}

static void
fail_refund(struct tt_call *c)
{
	const char *id = sent(c, "refund");
	struct json_object *o =
	    tt_api_object(c, "refund", id != NULL ? id : "", "refund");

	if (o == NULL)
		return;
	tt_refund_end(c, o, true);
	tt_api_json(c, 200, o);
}

/* Changes the chaos of the command line while the sandbox runs. */
static void
chaos(struct tt_call *c)
{
	struct tt_chaos *own = &c->box->chaos, new = { .seed = own->seed };
	const struct {
		const char *name;
		int64_t *value, most;
	} parts[] = {
		{ "drop", &new.drop, 100 },
		{ "double", &new.twice, 100 },
		{ "delay", &new.delay, 100 },
		{ "reorder", &new.reorder, 100 },
		{ "fail", &new.fail, 100 },
		{ "limit", &new.limit, 100 },
		{ "lose", &new.lose, 100 },
		{ "slow", &new.slow, 100 },
		{ "seed", &new.seed, INT32_MAX },
	};
	struct json_object *o = tt_pool_keep(c->pool, json_object_new_object());

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (sent(c, parts[i].name) != NULL &&
		    !sent_number(
			c, parts[i].name, parts[i].most, parts[i].value))
			return;
		tt_js_num(o, parts[i].name, *parts[i].value);
	}
	if (new.seed != own->seed)
		c->box->luck = (uint64_t) new.seed * 2 + 1;
	*own = new;
	tt_api_json(c, 200, o);
}

static struct json_object *
delivery_of(sqlite3_stmt *st)
{
	struct json_object *o = json_object_new_object();

	tt_js_set(o, "event", tt_sql_text(st, 0));
	tt_js_set(o, "type", tt_sql_text(st, 1));
	tt_js_set(o, "endpoint", tt_sql_text(st, 2));
	tt_js_set(o, "state", tt_sql_text(st, 3));
	tt_js_num(o, "tries", sqlite3_column_int64(st, 4));
	tt_js_num(o, "code", sqlite3_column_int64(st, 5));
	tt_js_num(
	    o, "due_in_ms", sqlite3_column_int64(st, 6) - tt_clock_real_ms());
	return o;
}

static void
outbox(struct tt_call *c)
{
	struct json_object *o = tt_pool_keep(c->pool, json_object_new_object());
	struct json_object *data = json_object_new_array();
	sqlite3_stmt *st;

	st = tt_sql(c->box,
	    "SELECT d.event, json_extract(o.body, '$.type'),"
	    " d.endpoint, d.state, d.tries, d.code, d.due"
	    " FROM delivery d JOIN object o ON o.id = d.event"
	    " ORDER BY d.seq DESC LIMIT ?",
	    "i", (int64_t)OUTBOX_MAX);
	while (tt_sql_row(c->box, st))
		tt_js_push(data, delivery_of(st));
	tt_js_set(o, "object", "sandbox.outbox");
	add_counts(c->box, o);
	tt_js_put(o, "data", data);
	tt_api_json(c, 200, o);
}

static const struct {
	const char *method, *path;
	void (*run)(struct tt_call *);
} controls[] = {
	{ "POST", "/sandbox/deliver", deliver },
	{ "POST", "/sandbox/advance", advance },
	{ "POST", "/sandbox/dispute", dispute },
	{ "POST", "/sandbox/pay", pay },
	{ "POST", "/sandbox/onboard", onboard },
	{ "POST", "/sandbox/payout", payout },
	{ "POST", "/sandbox/fail-refund", fail_refund },
	{ "POST", "/sandbox/chaos", chaos },
	{ "GET", "/sandbox/outbox", outbox },
};

void
tt_control_answer(struct tt_call *c, struct json_object *form)
{
	c->params = form;
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
		if (strcmp(controls[i].path, c->path) == 0 &&
		    tt_span_is(c->http->method, controls[i].method)) {
			controls[i].run(c);
			return;
		}
	}
	tt_fail(c, 404, NULL, NULL, "Unrecognized sandbox control (%.*s: %s).",
	    (int)c->http->method.n, c->http->method.p, c->path);
}
