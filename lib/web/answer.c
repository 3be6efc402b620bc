/*
 * One request from its first step to its last: see inner.h. Nothing is sent
 * before all of it is made, so that a fault at any step still gives a whole
 * page of another kind.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "core/log.h"
#include "core/text.h"
#include "db/db.h"
#include "web/inner.h"

struct work {
	struct tt_worker    *w;
	struct tt_req       *r;
	struct tt_fault_info why;
};

/* The path, its language and its query; false: it is not one. */
static bool
read_path(struct tt_req *r)
{
	struct tt_inner *in = r->inner;
	const char *query = strchr(in->uri, '?');

	in->raw_path = in->uri;
	if (!tt_parse_path(r->cx->arena, in->uri, &in->lang, &in->has_lang,
	    &r->path))
		return false;
	if (in->has_lang)
		in->raw_path += 3;
	r->query = query == NULL ? "" : query + 1;
	r->cx->lang = r->out->lang = in->lang;
	return true;
}

/* "/nl/search/?a" -> "/nl/search?a", when there is such a page. */
static bool
moved_slash(struct tt_req *r)
{
	size_t n = strlen(r->path);
	unsigned allow;
	char *bare;

	if (n < 2 || r->path[n - 1] != '/')
		return false;
	bare = tt_strndup(r->cx->arena, r->path, n - 1);
	tt_route_find(r->inner->w->routes, r->method, bare, NULL, &allow);
	if (allow == 0)
		return false;
	tt_moved(r, 308, tt_printf(r->cx->arena, "%s%s%s%s%s",
	    r->inner->has_lang ? "/" : "",
	    r->inner->has_lang ? tt_langs[r->cx->lang] : "", bare,
	    *r->query == '\0' ? "" : "?", r->query));
	return true;
}

/* Pages have a language in front, what machines ask for has none. */
static bool
language_fits(struct tt_req *r)
{
	bool machine = r->route->who == TT_MACHINE ||
	    r->route->who == TT_WEBHOOK;

	if (r->inner->has_lang != machine)
		return true;
	if (machine || r->method == TT_POST) {
		r->route = NULL;
		tt_error(r, 404, NULL);
	} else {
		tt_moved(r, 302, tt_printf(r->cx->arena, "/%s%s",
		    tt_langs[r->cx->lang], r->inner->uri));
	}
	return false;
}

/* The route; NULL: it has been answered. */
static const struct tt_route *
locate(struct tt_req *r)
{
	struct tt_inner *in = r->inner;
	bool way = strlen(in->uri) <= TT_URL_MAX;

	if (!way || !read_path(r)) {
		tt_error(r, way ? 400 : 414, NULL);
		return NULL;
	}
	r->route = tt_route_find(in->w->routes, r->method, r->path, r,
	    &in->allow);
	if (r->route == NULL || (r->route->who != TT_MACHINE &&
	    r->route->who != TT_WEBHOOK))
		tt_gate_session(r);
	if (r->route != NULL && in->known) {
		if (in->has_lang && in->raw_path[0] != '/')
			tt_moved(r, 308, tt_printf(r->cx->arena, "/%s/%s",
			    tt_langs[r->cx->lang], in->raw_path));
		else if (language_fits(r))
			return r->route;
	} else if (in->allow != 0) {
		r->route = NULL;
		tt_error(r, 405, NULL);
	} else if (!moved_slash(r)) {
		tt_error(r, 404, NULL);
	}
	return NULL;
}

/* Whether this POST may change anything: from us, and with our token. */
static bool
allowed_post(struct tt_req *r)
{
	if (tt_form_token_ok(r, tt_form_raw(r, "csrf")))
		return true;
	tt_log_warn("form refused id=%s %s: no valid token", r->id,
	    r->route->path);
	tt_error_expired(r);
	return false;
}

static bool
comes_from_us(struct tt_req *r)
{
	if (r->method != TT_POST || r->route->who == TT_WEBHOOK ||
	    tt_from_us(r))
		return true;
	tt_log_warn("form refused id=%s %s: from another site", r->id,
	    r->route->path);
	tt_error(r, 403, N_("This form was sent from another website, so we "
	    "did nothing with it. Open the page here and try again."));
	return false;
}

/*
 * The tables are those that this program knows? Asked once, when the database
 * is first there.
 */
static bool
schema_fits(struct tt_req *r)
{
	struct tt_worker *w = r->inner->w;
	int64_t found;

	if (w->schema_ok || r->route->who == TT_MACHINE)
		return true;
	found = tt_schema_found(r->cx);
	w->schema_ok = found == tt_schema_wanted();
	if (!w->schema_ok) {
		tt_log_err("the database is at version %" PRId64 ", this "
		    "program knows %" PRId64, found, tt_schema_wanted());
		tt_error(r, 503, NULL);
	}
	return w->schema_ok;
}

static void
steps(struct tt_req *r)
{
	int bad;

	if (locate(r) == NULL || !schema_fits(r) || !comes_from_us(r) ||
	    !tt_gate(r))
		return;
	bad = tt_req_body(r);
	if (bad != 0) {
		tt_error(r, bad, NULL);
		return;
	}
	if (r->method == TT_POST && r->route->who != TT_WEBHOOK &&
	    !allowed_post(r))
		return;
	r->route->handler(r);
	assert(r->status != 0);
	if (r->inner->twice)
		tt_error(r, 400, NULL);
}

static enum tt_outcome
remember(struct tt_ctx *cx, void *arg)
{
	struct tt_req *r = arg;

	if (r->inner->note_shown)
		tt_session_note(cx, r->session->hash, "");
	tt_session_touch(cx, r->session, r->address);
	return TT_OK;
}

/* A page that is ready is not lost because this could not be written. */
static void
afterwards(void *arg)
{
	struct tt_req *r = arg;

	if (r->session != NULL && (r->inner->note_shown ||
	    r->cx->now.s - r->session->seen.s > TT_MINUTE))
		tt_tx(r->cx, remember, r);
}

static void
whole(void *arg)
{
	struct work *k = arg;
	struct tt_fault_info why;

	k->r = tt_req_start(k->w, k->w->arena);
	steps(k->r);
	if (!tt_try(afterwards, k->r, &why)) {
		tt_log_warn("id=%s session not written: %s", k->r->id,
		    why.text);
		tt_db_idle(k->w->db);
	}
	tt_finish(k->r);
}

/* The page after a fault, in an arena of its own: the other may be full. */
static void
sorry(void *arg)
{
	struct work *k = arg;
	struct tt_req *was = k->r;
	struct tt_req *r = tt_req_start(k->w, k->w->spare);

	if (was != NULL) {
		r->id = was->id;
		r->path = was->path;
		r->route = was->route;
		r->user = was->user;
		r->viewer = was->viewer;
		r->viewed = was->viewed;
		r->session = was->session;
		r->cookie = was->cookie;
		r->cx->lang = r->out->lang = was->cx->lang;
		r->cx->sql = was->cx->sql;
	}
	k->r = r;
	tt_error(r, k->why.kind == TT_FAULT_MACHINE ||
	    k->why.kind == TT_FAULT_RIVAL ? 500 : 503, NULL);
	tt_finish(r);
}

static const char last_head[] = "Status: 500 Internal Server Error\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Cache-Control: no-store\r\n\r\n";
static const char last_body[] = "Something went wrong here. Please try again "
    "in a minute.\n";

static void
log_line(const struct work *k, int64_t began_ms, size_t bytes)
{
	const struct tt_req *r = k->r;
	size_t kb = tt_arena_used(k->w->arena) >> 10;

	if (r == NULL) {
		tt_log("req id=- user=0 OTHER - 500");
		return;
	}
	tt_log("req id=%s user=%" PRId64 " %s %s %d %" PRId64 "ms sql=%d "
	    "arena=%zuk bytes=%zu", r->id, r->user == NULL ? 0 : r->user->id,
	    r->inner->method_word, r->route == NULL ? "-" : r->route->path,
	    r->status, tt_monotonic_ms() - began_ms, r->cx->sql, kb, bytes);
}

void
tt_answer(struct tt_worker *w)
{
	int64_t began_ms = tt_monotonic_ms();
	struct work k = { .w = w };
	struct tt_fault_info again;
	struct tt_fcgi_out o = { .head = last_head, .body = last_body,
	    .head_n = sizeof(last_head) - 1, .body_n = sizeof(last_body) - 1 };

	if (!tt_try(whole, &k, &k.why)) {
		tt_log_err("fault id=%s: %s", k.r == NULL ? "-" : k.r->id,
		    k.why.text);
		tt_db_idle(w->db);
		if (!tt_try(sorry, &k, &again)) {
			tt_log_err("fault again: %s", again.text);
			k.r = NULL;
		}
	}
	if (k.r != NULL)
		o = (struct tt_fcgi_out){
			.head = k.r->inner->head_text.p,
			.head_n = k.r->inner->head_text.n,
			.body = k.r->inner->body, .body_n = k.r->inner->body_n,
		};
	o.last = w->last;
	tt_fcgi_answer(w->fcgi, &o);
	log_line(&k, began_ms, o.body_n);
	tt_db_idle(w->db);
	tt_arena_reset(w->arena);
	tt_arena_reset(w->spare);
}
