/*
 * Logging in by the OpenID provider: there and back. What it says decides by
 * issuer and subject; the address only says whom to ask for a proof.
 */
#include <string.h>

#include "auth.h"
#include "core/crypt.h"
#include "core/log.h"
#include "core/text.h"
#include "model/identity.h"
#include "net/openid.h"
#include "openid.h"
#include "pages.h"
#include "web/form.h"

#define COOKIE       "__Host-tt-way"
#define COOKIE_KEEP  "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="
#define SECRET_BYTES 32
#define SECRET_CHARS 43
#define QUARTER      (15 * TT_MINUTE)

const char *
way_cookie(struct tt_req *r)
{
	const char *c = tt_cookie(r->cx->arena, tt_header(r, "Cookie"),
	    COOKIE);

	return strlen(c) == SECRET_CHARS ? c : "";
}

void
set_way_cookie(struct tt_req *r, const char *secret, int64_t seconds)
{
	tt_set_header(r, "Set-Cookie", tt_printf(r->cx->arena,
	    COOKIE "=%s" COOKIE_KEEP "%d", secret, (int)seconds));
}

bool
openid_there(struct tt_req *r)
{
	if (!tt_openid_on(r->cx->conf))
		tt_refuse(r, TT_ABSENT, NULL);
	return tt_openid_on(r->cx->conf);
}

void
openid_enter(struct tt_req *r, int64_t user, const char *next)
{
	set_way_cookie(r, "", 0);
	enter(r, user, next);
}

/* Back to where the other ways in are, with the reason. */
static void
fail(struct tt_req *r, const char *why)
{
	if (way_cookie(r)[0] != '\0')
		set_way_cookie(r, "", 0);
	if (r->user != NULL)
		tt_redirect(r, "/account/google?%s=1", why);
	else
		tt_redirect(r, "/login?%s=1", why);
}

static void
begin(struct tt_req *r, int64_t user, const char *next)
{
	struct tt_arena *a = r->cx->arena;
	const char *state = tt_random_base64(a, SECRET_BYTES);
	const char *browser = tt_random_base64(a, SECRET_BYTES);
	struct tt_way w = { .nonce = tt_random_base64(a, SECRET_BYTES),
	    .verifier = tt_random_base64(a, SECRET_BYTES),
	    .lang = tt_langs[r->cx->lang], .next = next, .user_id = user };
	const char *to;

	if (!openid_there(r) || !allowed(r, "openid", "", 20, QUARTER))
		return;
	to = tt_openid_address(r->cx, state, w.nonce, w.verifier);
	if (to == NULL) {
		fail(r, "away");
		return;
	}
	tt_way_begin(r->cx, state, browser, &w);
	set_way_cookie(r, browser, TT_WAY_LASTS);
	/* A page that leads on, and no redirect: a form of ours may not lead
	 * to another host (Content-Security-Policy: form-action). */
	tt_refresh(r, 0, tt_url_of(r->cx, to));
	page_openid_on(tt_page(r, 200), tt_url_of(r->cx, to));
}

void
openid_begin(struct tt_req *r)
{
	begin(r, 0, tt_next(r, "/bookings"));
}

void
openid_link(struct tt_req *r)
{
	begin(r, r->user->id, "/account/google");
}

void
openid_unlink(struct tt_req *r)
{
	if (!openid_there(r))
		return;
	if (tt_identity_remove(r->cx, r->user->id,
	    r->cx->conf->openid_issuer) == TT_REFUSED)
		tt_redirect(r, "/account/google?password=1");
	else
		tt_redirect(r, "/account/google?removed=1");
}

/* ---- back ------------------------------------------------------------------ */

/* Somebody who is logged in wanted to link it. */
static void
link_own(struct tt_req *r, const struct tt_way *w,
    const struct tt_openid_person *p)
{
	const char *issuer = r->cx->conf->openid_issuer;

	if (r->user == NULL || r->user->id != w->user_id) {
		fail(r, "ended");
		return;
	}
	if (tt_identity_owner(r->cx, issuer, p->subject) != r->user->id &&
	    tt_identity_add(r->cx, r->user->id, issuer, p->subject,
	    p->email) != TT_OK) {
		fail(r, "taken");
		return;
	}
	set_way_cookie(r, "", 0);
	tt_redirect(r, "/%s/account/google?linked=1", w->lang);
}

/* Nobody whom we know: proves an account, or makes one. */
static void
welcome_guest(struct tt_req *r, const struct tt_way *w,
    const struct tt_openid_person *p)
{
	struct tt_guest g = { .issuer = r->cx->conf->openid_issuer,
	    .subject = p->subject, .email = p->email,
	    .first_name = p->first_name, .last_name = p->last_name,
	    .next = w->next };
	bool known;

	if (!p->email_verified || !tt_email_ok(p->email)) {
		fail(r, "unverified");
		return;
	}
	known = tt_login_find(r->cx, p->email) != NULL;
	set_way_cookie(r, tt_guest_new(r->cx, &g), TT_GUEST_LASTS);
	tt_redirect(r, "/%s/login/google/%s", w->lang, known ? "prove" :
	    "new");
}

static const char *
given(struct tt_req *r, const char *name)
{
	const char *s = tt_form_raw(r, name);

	return s == NULL ? "" : s;
}

void
openid_back(struct tt_req *r)
{
	const char *iss = given(r, "iss");
	struct tt_openid_person p;
	enum tt_openid_verdict verdict;
	const struct tt_way *w;
	int64_t user;

	if (!openid_there(r))
		return;
	w = tt_way_use(r->cx, given(r, "state"), way_cookie(r));
	if (w == NULL || given(r, "error")[0] != '\0') {
		fail(r, w == NULL ? "ended" : "stopped");
		return;
	}
	/* RFC 9207: the answer says whose it is. */
	verdict = iss[0] != '\0' && !tt_eq(iss, r->cx->conf->openid_issuer) ?
	    TT_OPENID_ISSUER : tt_openid_ask(r->cx, given(r, "code"),
	    w->verifier, w->nonce, &p);
	if (verdict != TT_OPENID_FINE) {
		tt_log_warn("openid id=%s refused: %s", r->id,
		    tt_openid_verdicts[verdict]);
		fail(r, verdict == TT_OPENID_AWAY ? "away" : "refused");
		return;
	}
	user = tt_identity_owner(r->cx, r->cx->conf->openid_issuer,
	    p.subject);
	if (w->user_id != 0)
		link_own(r, w, &p);
	else if (user != 0)
		openid_enter(r, user, tt_printf(r->cx->arena, "/%s%s", w->lang,
		    w->next));
	else
		welcome_guest(r, w, &p);
}
