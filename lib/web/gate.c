#include <string.h>

#include "core/text.h"
#include "db/db.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/right.h"
#include "model/view.h"
#include "web/inner.h"

#define PROVED_SECONDS (15 * TT_MINUTE)
#define COOKIE "__Host-tt"
#define COOKIE_KEEP "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="
#define COOKIE_CHARS 43           /* 32 bytes in base64url */
#define COOKIE_SECONDS "2592000"  /* thirty days, as long as a session */

/* Who the deeds of this request are whose. */
static void
act(struct tt_req *r)
{
	struct tt_doer *a = TT_NEW(r->cx->arena, struct tt_doer);
	const struct tt_user *u = r->viewer != NULL ? r->viewer : r->user;
	bool staff = u != NULL && u->staff[0] != '\0';

	*a = (struct tt_doer){ .type = staff ? "staff" : "user",
	    .id = u == NULL ? 0 : u->id, .role = staff ? u->staff : "",
	    .address = r->address, .request = r->id, .device = r->agent };
	r->cx->doer = a;
}

/*
 * Staff who look at the site as a member: everywhere but on their own pages
 * they are that member, until the half hour is over.
 */
static void
look_on(struct tt_req *r)
{
	const struct tt_user *as = tt_view_of(r->cx, r->session, r->user);

	if (as == NULL)
		return;
	r->viewer = r->user;
	r->viewed = as;
	if (r->route == NULL || r->route->who != TT_STAFF)
		r->user = as;
}

void
tt_gate_session(struct tt_req *r)
{
	const char *secret = tt_cookie(r->cx->arena,
	    r->inner->header[TT_H_COOKIE], COOKIE);

	act(r);
	if (strlen(secret) != COOKIE_CHARS)
		return;
	r->session = tt_session_find(r->cx, secret, &r->user);
	if (r->session != NULL) {
		r->cookie = secret;
		look_on(r);
	}
	act(r);
}

bool
tt_from_us(const struct tt_req *r)
{
	const char *site = r->inner->header[TT_H_SEC_FETCH_SITE];

	if (*site != '\0')
		return tt_eq(site, "same-origin");
	return tt_eq(r->inner->header[TT_H_ORIGIN], r->cx->conf->site);
}

static bool
no_visitors(struct tt_req *r)
{
	struct tt_buf b;

	if (r->user != NULL)
		return true;
	if (r->method == TT_POST) {
		tt_error(r, 403, N_("You are not logged in, or no longer. "
		    "Log in and send the form again."));
		return false;
	}
	b = tt_buf_in(r->cx->arena, TT_URL_MAX * 4);
	tt_buf_adds(&b, "/login?next=");
	tt_buf_add_url(&b, r->inner->raw_path);
	tt_redirect(r, "%s", b.p);
	return false;
}

static bool
role(struct tt_req *r, bool has, const char *why)
{
	if (!no_visitors(r))
		return false;
	if (!has)
		tt_error(r, 403, why);
	return has;
}

/*
 * To others it looks as if there were no such route. Staff log in with two
 * steps: who has not set that up is led there first. Who lacks the right is
 * told which; who may only look sends no form.
 */
static bool
for_staff(struct tt_req *r)
{
	enum tt_right right = r->route->right;
	struct tt_may may = tt_may(r->user->staff, right);

	if (r->user->staff[0] == '\0') {
		r->route = NULL;
		tt_error(r, 404, NULL);
		return false;
	}
	if (!r->user->two_steps) {
		tt_redirect(r, "/two-steps");
		return false;
	}
	if (may.extent != TT_NOT &&
	    (may.extent != TT_READ || r->method == TT_GET))
		return true;
	tt_error(r, 403, tt_say(r->out, N_("Your role does not include this"
	    " right: %s."), 1, tt_tr(r->cx->lang, tt_right_names[right])));
	return false;
}

static bool admits(struct tt_req *);

/*
 * What costs money or data asks for the password again when it was last given
 * a quarter of an hour ago; a form that was opened in time has another.
 */
static bool
proved(struct tt_req *r)
{
	int64_t ago = r->cx->now.s - r->session->proved.s;
	struct tt_buf b;

	if (ago <= (r->method == TT_GET ? PROVED_SECONDS :
	    2 * PROVED_SECONDS))
		return true;
	if (r->method == TT_POST) {
		tt_error(r, 403, N_("This form was open for long. Open the "
		    "page again: it asks for your password first."));
		return false;
	}
	b = tt_buf_in(r->cx->arena, TT_URL_MAX * 4);
	tt_buf_adds(&b, "/again?next=");
	tt_buf_add_url(&b, r->inner->raw_path);
	tt_redirect(r, "%s", b.p);
	return false;
}

/* Who looks on as somebody changes nothing, and sees no secrets. */
static bool
only_looks(struct tt_req *r)
{
	const struct tt_route *t = r->route;

	if (r->viewer == NULL || t->who == TT_WEBHOOK || t->who == TT_MACHINE)
		return true;
	if (t->method == TT_POST && !tt_eq(t->path, TT_VIEW_END)) {
		tt_error(r, 403, N_("You are looking at the site as somebody"
		    " else, so nothing can be changed. End that first."));
		return false;
	}
	if (t->who != TT_STAFF && (t->own || t->again)) {
		tt_error(r, 403, N_("This page is for the member alone. Staff"
		    " do not see it."));
		return false;
	}
	return true;
}

/* Who has closed the account may look around, keep it, or log out. */
static bool
open_account(struct tt_req *r)
{
	if (r->user == NULL || r->user->closing.s == 0 ||
	    (r->route->who != TT_SIGNED_IN && r->route->who != TT_OWNER &&
	    r->route->who != TT_CAREGIVER) ||
	    tt_eq(r->route->path, "/account/closing") ||
	    tt_eq(r->route->path, "/logout"))
		return true;
	tt_redirect(r, "/account/closing");
	return false;
}

bool
tt_gate(struct tt_req *r)
{
	return admits(r) && open_account(r) &&
	    (!r->route->again || proved(r));
}

static bool
admits(struct tt_req *r)
{
	const struct tt_user *u = r->user;

	if (!only_looks(r))
		return false;
	switch (r->route->who) {
	case TT_ANYONE:
	case TT_WEBHOOK:
	case TT_MACHINE:
		return true;
	case TT_VISITOR:
		if (u != NULL)
			tt_redirect(r, "/account");
		return u == NULL;
	case TT_SIGNED_IN:
		return no_visitors(r);
	case TT_OWNER:
		return role(r, u != NULL && u->is_owner,
		    N_("This page is for owners of an animal. You are not "
		    "registered as one."));
	case TT_CAREGIVER:
		return role(r, u != NULL && u->is_caregiver,
		    N_("This page is for caregivers. You are not registered "
		    "as one."));
	case TT_STAFF:
		if (u == NULL)
			return no_visitors(r);
		return for_staff(r);
	}
	return false;
}

struct signing {
	struct tt_req *r;
	int64_t        user_id;
	bool           again;      /* is in, and has proved it anew */
	const char    *secret;
};

/* A new secret at each signing in; the one before is dead at once. */
static enum tt_outcome
sign(struct tt_ctx *cx, void *arg)
{
	struct signing *s = arg;

	if (s->r->session != NULL)
		tt_session_end(cx, s->r->session->hash);
	s->secret = tt_session_new(cx, s->user_id, s->r->agent,
	    s->r->address);
	if (s->again)
		return TT_OK;
	tt_audit(cx, &(struct tt_deed){ .action = "login", .entity = "users",
	    .id = s->user_id });
	tt_activity(cx, s->user_id, "login", "");
	return TT_OK;
}

void
tt_sign_in(struct tt_req *r, int64_t user_id)
{
	struct signing s = { .r = r, .user_id = user_id,
	    .again = r->user != NULL && r->user->id == user_id };
	const char *roles = tt_staff_of(r->cx, user_id);
	struct tt_doer *d = TT_NEW(r->cx->arena, struct tt_doer);

	*d = *r->cx->doer;
	d->id = user_id;
	d->type = roles[0] == '\0' ? "user" : "staff";
	d->role = roles;
	r->cx->doer = d;
	tt_tx(r->cx, sign, &s);
	r->set_cookie = tt_printf(r->cx->arena, COOKIE "=%s" COOKIE_KEEP
	    COOKIE_SECONDS, s.secret);
	r->session = tt_session_find(r->cx, s.secret, &r->user);
	r->cookie = s.secret;
	act(r);
}

void
tt_sign_out(struct tt_req *r)
{
	if (r->session != NULL)
		tt_session_end(r->cx, r->session->hash);
	r->set_cookie = COOKIE "=" COOKIE_KEEP "0";
	tt_set_header(r, "Clear-Site-Data", "\"cache\"");
	r->session = NULL;
	r->user = NULL;
	r->cookie = "";
}
