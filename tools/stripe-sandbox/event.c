/* Events and what happens by itself. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "sql.h"
#include "store.h"

#include <string.h>

enum { TIMERS_AT_ONCE = 64 };

/* Whether an endpoint wants this type of event. */
static bool
wants(struct json_object *endpoint, const char *type)
{
	struct json_object *list = tt_js_at(endpoint, "enabled_events");

	if (!tt_js_is(endpoint, "status", "enabled"))
		return false;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		const char *s =
		    json_object_get_string(json_object_array_get_idx(list, i));

		if (strcmp(s, "*") == 0 || strcmp(s, type) == 0)
			return true;
	}
	return false;
}

/* Chaos is decided when an event is queued, so that a seed repeats it. */
static void
queue(struct tt_call *c, const char *event, const char *endpoint)
{
	struct tt_box *box = c->box;
	int64_t due = tt_clock_real_ms();
	bool dropped = tt_chance_says(box, box->chaos.drop);
	int copies = tt_chance_says(box, box->chaos.twice) ? 2 : 1;

	if (tt_chance_says(box, box->chaos.delay))
		due += tt_chance_between(box, 1000, 8000);
	if (tt_chance_says(box, box->chaos.reorder))
		due += tt_chance_between(box, 50, 1500);
	for (int i = 0; i < copies; i++)
		tt_sql_run(box,
		    "INSERT INTO delivery(event, endpoint, due,"
		    " state) VALUES (?, ?, ?, ?)",
		    "ssis", event, endpoint, due,
		    dropped ? "dropped" : "waiting");
}

static void
queue_all(struct tt_call *c, const char *event, const char *type)
{
	struct tt_listing l = { .kind = "webhook_endpoint", .limit = 16 };
	struct json_object *all;
	const char *account = c->account;

	c->account = "";
	all = tt_store_list(c, &l);
	c->account = account;
	for (size_t i = 0; i < json_object_array_length(all); i++) {
		struct json_object *e = json_object_array_get_idx(all, i);

		if (wants(e, type))
			queue(c, event, tt_js_str(e, "id"));
	}
}

void
tt_event_change(struct tt_call *c, const char *type, struct json_object *object,
    struct json_object *before)
{
	struct json_object *e = tt_shape_new(c, "event", "evt_");
	struct json_object *data = json_object_new_object();
	struct json_object *request = json_object_new_object();
	const char *owner = c->account;

	/* What happens to a connected account is told as that account's. */
	if (tt_js_is(object, "object", "account"))
		owner = tt_js_str(object, "id");
	tt_js_set(e, "type", type);
	tt_js_set(e, "api_version", TT_API_VERSION);
	if (owner[0] != '\0')
		tt_js_set(e, "account", owner);
	tt_js_put(data, "object", tt_js_copy(object));
	if (before != NULL)
		tt_js_put(data, "previous_attributes", before);
	tt_js_put(e, "data", data);
	tt_js_set(request, "id", c->id);
	tt_js_set(request, "idempotency_key", c->key);
	tt_js_put(e, "request", request);
	tt_store_add_for(c, "", e, NULL);
	queue_all(c, tt_js_str(e, "id"), type);
}

void
tt_event_emit(struct tt_call *c, const char *type, struct json_object *object)
{
	tt_event_change(c, type, object, NULL);
}

static void
session_due(struct tt_call *c, struct json_object *o)
{
	tt_checkout_lapse(c, o);
}

static void
arrival_due(struct tt_call *c, struct json_object *o)
{
	if (tt_js_is(o, "status", "processing"))
		tt_pay_arrived(c, o);
}

static void
refund_fails(struct tt_call *c, struct json_object *o)
{
	tt_refund_end(c, o, true);
}

static void
refund_works(struct tt_call *c, struct json_object *o)
{
	tt_refund_end(c, o, false);
}

static void
payout_due(struct tt_call *c, struct json_object *o)
{
	tt_payout_end(c, o, false);
}

static const struct {
	const char *kind;
	void (*run)(struct tt_call *, struct json_object *);
} timers[] = {
	{ "session", session_due },
	{ "arrival", arrival_due },
	{ "refund-fails", refund_fails },
	{ "refund-works", refund_works },
	{ "payout", payout_due },
};

static void
fire(struct tt_call *c, const char *kind, const char *id)
{
	struct json_object *o = tt_store_get(c, id);
	sqlite3_stmt *st;

	tt_timer_stop(c->box, kind, id);
	st = tt_sql(c->box, "SELECT account FROM object WHERE id = ?", "s", id);
	if (o == NULL || !tt_sql_row(c->box, st))
		return;
	c->account = tt_pool_fmt(c->pool, "%s", tt_sql_text(st, 0));
	tt_sql_leave(st);
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
		if (strcmp(timers[i].kind, kind) == 0)
			timers[i].run(c, o);
	}
}

static int
fire_some(struct tt_call *c)
{
	const char *kinds[TIMERS_AT_ONCE], *ids[TIMERS_AT_ONCE];
	sqlite3_stmt *st;
	int n = 0;

	st = tt_sql(c->box,
	    "SELECT kind, id FROM timer WHERE due <= ?"
	    " ORDER BY due LIMIT ?",
	    "ii", c->now, (int64_t)TIMERS_AT_ONCE);
	while (tt_sql_row(c->box, st)) {
		kinds[n] = tt_pool_fmt(c->pool, "%s", tt_sql_text(st, 0));
		ids[n++] = tt_pool_fmt(c->pool, "%s", tt_sql_text(st, 1));
	}
	for (int i = 0; i < n; i++)
		fire(c, kinds[i], ids[i]);
	return n;
}

void
tt_tick(struct tt_box *box)
{
	struct tt_call c = { .box = box, .account = "" };
	int64_t due = tt_sql_int(
	    box, "SELECT coalesce((SELECT min(due) FROM timer), -1)", "");
	int n;

	c.now = tt_clock_now(box);
	if (due < 0 || due > c.now)
		return;
	do {
		c.pool = tt_pool_new();
		tt_sql_begin(box);
		n = fire_some(&c);
		if (!tt_sql_end(box))
			n = 0;
		tt_pool_free(c.pool);
	} while (n == TIMERS_AT_ONCE);
}
