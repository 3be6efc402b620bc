#include "store.h"
#include "box.h"
#include "js.h"
#include "mem.h"
#include "sql.h"

#include <string.h>

enum { FLAT = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE };

/* The members that lists may be narrowed by. */
static const char *const linked[] = {
	"charge",
	"currency",
	"customer",
	"customer_details.email",
	"destination",
	"email",
	"payment_intent",
	"payment_link",
	"payout",
	"source",
	"source_transaction",
	"status",
	"subscription",
	"transfer",
	"transfer_group",
	"type",
};

static const char *
flat(struct json_object *o)
{
	return json_object_to_json_string_ext(o, FLAT);
}

/* What depends on the hour or on the queue is told at reading. */
static void
refresh(struct tt_call *c, struct json_object *o)
{
	if (tt_js_is(o, "object", "balance_transaction")) {
		tt_js_set(o, "status",
		    tt_js_int(o, "available_on") <= c->now ? "available"
							   : "pending");
	} else if (tt_js_is(o, "object", "event")) {
		tt_js_num(o, "pending_webhooks",
		    tt_sql_int(c->box,
			"SELECT count(*) FROM delivery"
			" WHERE event = ? AND state <> 'done'",
			"s", tt_js_str(o, "id")));
	}
}

static struct json_object *
read_body(struct tt_call *c, sqlite3_stmt *st)
{
	struct json_object *o;

	o = tt_js_parse(
	    tt_sql_text(st, 0), (size_t)sqlite3_column_bytes(st, 0));
	return tt_pool_keep(c->pool, o);
}

struct json_object *
tt_store_get(struct tt_call *c, const char *id)
{
	struct json_object *o = NULL;
	sqlite3_stmt *st;

	st = tt_sql(c->box, "SELECT body FROM object WHERE id = ?", "s", id);
	if (tt_sql_row(c->box, st)) {
		o = read_body(c, st);
		tt_sql_leave(st);
		refresh(c, o);
	}
	return o;
}

struct json_object *
tt_store_find(struct tt_call *c, const char *kind, const char *id)
{
	struct json_object *o = NULL;
	sqlite3_stmt *st;

	st = tt_sql(c->box,
	    "SELECT body FROM object"
	    " WHERE id = ? AND kind = ? AND account = ?",
	    "sss", id, kind, c->account);
	if (tt_sql_row(c->box, st)) {
		o = read_body(c, st);
		tt_sql_leave(st);
		refresh(c, o);
	}
	return o;
}

static void
relink(struct tt_call *c, struct json_object *o)
{
	int64_t seq = tt_sql_int(c->box, "SELECT seq FROM object WHERE id = ?",
	    "s", tt_js_str(o, "id"));

	tt_sql_run(c->box, "DELETE FROM link WHERE seq = ?", "i", seq);
	for (size_t i = 0; i < sizeof linked / sizeof *linked; i++) {
		const char *value = tt_js_str(o, linked[i]);

		if (value != NULL)
			tt_sql_run(c->box,
			    "INSERT INTO link(name, value, seq)"
			    " VALUES (?, ?, ?)",
			    "ssi", linked[i], value, seq);
	}
}

void
tt_store_add_for(struct tt_call *c, const char *account, struct json_object *o,
    struct json_object *hidden)
{
	tt_pool_keep(c->pool, o);
	if (hidden != NULL)
		tt_pool_keep(c->pool, hidden);
	tt_sql_run(c->box,
	    "INSERT INTO object(id, kind, account, created, body, hidden)"
	    " VALUES (?, ?, ?, ?, ?, ?)",
	    "sssiss", tt_js_str(o, "id"), tt_js_str(o, "object"), account,
	    tt_js_int(o, "created"), flat(o),
	    hidden != NULL ? flat(hidden) : "{}");
	relink(c, o);
}

void
tt_store_add(
    struct tt_call *c, struct json_object *o, struct json_object *hidden)
{
	tt_store_add_for(c, c->account, o, hidden);
}

void
tt_store_save(struct tt_call *c, struct json_object *o)
{
	tt_sql_run(c->box, "UPDATE object SET body = ? WHERE id = ?", "ss",
	    flat(o), tt_js_str(o, "id"));
	relink(c, o);
}

void
tt_store_remove(struct tt_call *c, const char *id)
{
	tt_sql_run(c->box,
	    "DELETE FROM link WHERE seq ="
	    " (SELECT seq FROM object WHERE id = ?)",
	    "s", id);
	tt_sql_run(c->box, "DELETE FROM object WHERE id = ?", "s", id);
}

struct json_object *
tt_store_hidden(struct tt_call *c, const char *id)
{
	struct json_object *o = NULL;
	sqlite3_stmt *st;

	st = tt_sql(c->box, "SELECT hidden FROM object WHERE id = ?", "s", id);
	if (tt_sql_row(c->box, st)) {
		o = read_body(c, st);
		tt_sql_leave(st);
	}
	return o != NULL ? o : tt_pool_keep(c->pool, json_object_new_object());
}

void
tt_store_hide(struct tt_call *c, const char *id, struct json_object *hidden)
{
	tt_sql_run(c->box, "UPDATE object SET hidden = ? WHERE id = ?", "ss",
	    flat(hidden), id);
}

/* Only constants enter this text; the values are bound in the same order. */
static void
list_sql(struct tt_text *t, const struct tt_listing *l)
{
	tt_text_puts(t, "SELECT body FROM object o"
			" WHERE kind = ? AND account = ?");
	for (int i = 0; i < l->n; i++)
		tt_text_puts(t,
		    " AND seq IN"
		    " (SELECT seq FROM link WHERE name = ? AND value = ?)");
	if (l->from != 0)
		tt_text_puts(t, " AND created >= ?");
	if (l->until != 0)
		tt_text_puts(t, " AND created <= ?");
	if (l->after != NULL)
		tt_text_puts(t, " AND seq <"
				" (SELECT seq FROM object WHERE id = ?)");
	if (l->before != NULL)
		tt_text_puts(t, " AND seq >"
				" (SELECT seq FROM object WHERE id = ?)");
	if (l->types != NULL)
		tt_text_puts(t, " AND seq IN (SELECT seq FROM link WHERE"
				" name = 'type' AND value IN"
				" (SELECT value FROM json_each(?)))");
	if (l->unsent != NULL)
		tt_text_puts(t, " AND EXISTS (SELECT 1 FROM delivery d WHERE"
				" d.event = o.id AND d.state <> 'done') = ?");
	tt_text_puts(t, l->before != NULL ? " ORDER BY seq ASC LIMIT ?"
					  : " ORDER BY seq DESC LIMIT ?");
}

static void
list_bind(struct tt_call *c, sqlite3_stmt *st, const struct tt_listing *l)
{
	int k = 1;

	sqlite3_bind_text(st, k++, l->kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, k++, c->account, -1, SQLITE_STATIC);
	for (int i = 0; i < l->n; i++) {
		sqlite3_bind_text(
		    st, k++, l->filters[i].name, -1, SQLITE_STATIC);
		sqlite3_bind_text(
		    st, k++, l->filters[i].value, -1, SQLITE_STATIC);
	}
	if (l->from != 0)
		sqlite3_bind_int64(st, k++, l->from);
	if (l->until != 0)
		sqlite3_bind_int64(st, k++, l->until);
	if (l->after != NULL)
		sqlite3_bind_text(st, k++, l->after, -1, SQLITE_STATIC);
	if (l->before != NULL)
		sqlite3_bind_text(st, k++, l->before, -1, SQLITE_STATIC);
	if (l->types != NULL)
		sqlite3_bind_text(st, k++, flat(l->types), -1, SQLITE_STATIC);
	if (l->unsent != NULL)
		sqlite3_bind_int64(st, k++, l->unsent[0] == '1');
	sqlite3_bind_int64(st, k, l->limit + 1);
}

struct json_object *
tt_store_list(struct tt_call *c, struct tt_listing *l)
{
	struct json_object *all = json_object_new_array();
	struct tt_text sql = { 0 };
	struct json_object *o;
	sqlite3_stmt *st;
	int64_t n = 0;

	list_sql(&sql, l);
	st = tt_sql_once(c->box, sql.p);
	tt_text_free(&sql);
	if (st != NULL)
		list_bind(c, st, l);
	while (tt_sql_row(c->box, st) && ++n <= l->limit) {
		o = read_body(c, st);
		refresh(c, o);
		tt_js_push(all, json_object_get(o));
	}
	sqlite3_finalize(st);
	l->more = n > l->limit;
	if (l->before != NULL) {
		struct json_object *turned = json_object_new_array();

		for (size_t i = json_object_array_length(all); i > 0; i--)
			tt_js_push(
			    turned, json_object_get(
					json_object_array_get_idx(all, i - 1)));
		json_object_put(all);
		all = turned;
	}
	return tt_pool_keep(c->pool, all);
}

void
tt_timer_set(struct tt_box *box, const char *kind, const char *id, int64_t due)
{
	tt_sql_run(box,
	    "INSERT INTO timer(kind, id, due) VALUES (?, ?, ?)"
	    " ON CONFLICT (kind, id) DO UPDATE SET due = excluded.due",
	    "ssi", kind, id, due);
}

void
tt_timer_stop(struct tt_box *box, const char *kind, const char *id)
{
	tt_sql_run(
	    box, "DELETE FROM timer WHERE kind = ? AND id = ?", "ss", kind, id);
}

int64_t
tt_meta_get(struct tt_box *box, const char *name)
{
	return tt_sql_int(box,
	    "SELECT coalesce((SELECT"
	    " CAST(value AS INTEGER) FROM meta WHERE name = ?), -1)",
	    "s", name);
}

void
tt_meta_set(struct tt_box *box, const char *name, int64_t value)
{
	tt_sql_run(box,
	    "INSERT INTO meta(name, value) VALUES (?, ?)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	    "si", name, value);
}
