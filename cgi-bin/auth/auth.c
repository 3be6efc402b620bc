/*
 * Signing in and out, and passwords. This binary alone hashes passwords; it
 * has few workers, so that guessing cannot starve the site.
 */
#include <string.h>

#include "auth.h"
#include "core/crypt.h"
#include "core/text.h"
#include "model/audit.h"
#include "net/fetch.h"
#include "pages.h"
#include "web/form.h"

const char *
network_of(struct tt_arena *a, const char *address)
{
	int colons = 0;

	if (strchr(address, ':') == NULL)
		return address;
	/* Of an IPv6 address the first four groups name the network. */
	for (const char *p = address; *p != '\0'; p++) {
		colons += *p == ':';
		if (colons == 4 || (*p == ':' && p[1] == ':'))
			return tt_printf(a, "%.*s::", (int)(p - address),
			    address);
	}
	return address;
}

const char *
network_key(struct tt_req *r, const char *who)
{
	return tt_printf(r->cx->arena, "%s %s",
	    network_of(r->cx->arena, r->address), who);
}

bool
allowed(struct tt_req *r, const char *class, const char *who, int64_t most,
    int64_t seconds)
{
	int64_t wait = tt_limit(r->cx, class, network_key(r, who), most,
	    seconds);

	return wait == 0 || too_many(r, wait);
}

struct failing { int64_t user; const char *what, *result; };

static enum tt_outcome
failed(struct tt_ctx *cx, void *arg)
{
	const struct failing *f = arg;

	tt_audit(cx, &(struct tt_deed){ .action = "login", .entity = "users",
	    .id = f->user, .reason = f->what, .result = f->result });
	return TT_OK;
}

void
tell_failed(struct tt_req *r, int64_t user, const char *what,
    const char *result)
{
	struct failing f = { user, what, result };

	(void)tt_tx(r->cx, failed, &f);
}

bool
too_many(struct tt_req *r, int64_t wait)
{
	r->retry_after = (int)wait;
	tt_error(r, 429, tt_msg(r->cx->arena, r->cx->lang,
	    "There were too many tries from here. Please wait %s minutes and"
	    " try again.", 1, tt_printf(r->cx->arena, "%d",
	    (int)((wait + 59) / 60))));
	return false;
}

bool
password_ok(struct tt_req *r, const char *field, const char *password,
    const char *email, const char *first, const char *last)
{
	size_t n = tt_chars(password);

	if (tt_fault_of(r->out, field)[0] != '\0')
		return false;
	if (n < 8 || n > 128) {
		tt_form_error(r, field, tt_msg(r->cx->arena, r->cx->lang,
		    "A password has 8 to 128 characters.", 0));
		return false;
	}
	if (tt_password_weak(r->cx, password, email, first, last)) {
		tt_form_error(r, field, tt_msg(r->cx->arena, r->cx->lang,
		    "This password is easy to guess. Take some words that only"
		    " you would put together.", 0));
		return false;
	}
	return true;
}

/* ---- signing in ---------------------------------------------------------- */

struct login { const char *email, *password; };
#define L(m, ...) TT_FIELD(struct login, m, ##__VA_ARGS__)
static const struct tt_field login_form[] = {
	L(email, .label = N_("E-mail address"), .required = true, .max = 254),
	L(password, .label = N_("Password"), .required = true, .raw = true,
	    .max = 512), { 0 } };

static void
login_page(struct tt_req *r)
{
	page_login(tt_page(r, 200), r);
}

static void
login_post(struct tt_req *r)
{
	struct login f = { "", "" };
	const struct tt_login *who;
	const char *email;

	if (!tt_form(r, login_form, &f)) {
		page_login(tt_page(r, 422), r);
		return;
	}
	email = tt_lower(r->cx->arena, f.email);
	who = tt_login_find(r->cx, email);
	/* Counted before the password is looked at: many at once find no gap. */
	if (!may_guess(r, who == NULL ? 0 : who->id, email))
		return;
	/* A stranger's address costs the same work and gets the same answer. */
	if (!password_fits(r, f.password, who == NULL ? "" :
	    who->password) || who == NULL) {
		tt_form_error(r, "email", tt_msg(r->cx->arena, r->cx->lang,
		    "This address and this password do not belong"
		    " together.", 0));
		guessed_wrong(r, who == NULL ? 0 : who->id, email, "password");
		page_login(tt_page(r, 422), r);
		return;
	}
	guessed_right(r, who->id, email);
	enter(r, who->id, tt_next(r, "/bookings"));
}

static void
logout(struct tt_req *r)
{
	tt_sign_out(r);
	tt_redirect(r, "/login?out=1");
}

/* ---- a forgotten password -------------------------------------------------- */

struct forgot { const char *email; };
static const struct tt_field forgot_form[] = { TT_FIELD(struct forgot, email,
    .label = N_("E-mail address"), .required = true, .max = 254), { 0 } };

static void
forgot_page(struct tt_req *r)
{
	page_forgot(tt_page(r, 200));
}

static void
forgot_post(struct tt_req *r)
{
	struct forgot f = { "" };

	if (!tt_form(r, forgot_form, &f) || !tt_email_ok(f.email)) {
		if (tt_form_ok(r))
			tt_form_error(r, "email", tt_msg(r->cx->arena,
			    r->cx->lang, "Enter an e-mail address, for example"
			    " name@example.be.", 0));
		page_forgot(tt_page(r, 422));
		return;
	}
	if (!allowed(r, "reset", tt_lower(r->cx->arena, f.email), 3, TT_HOUR))
		return;
	tt_reset_ask(r->cx, tt_lower(r->cx->arena, f.email));
	tt_redirect(r, "/forgot/sent");
}

static void
forgot_sent(struct tt_req *r)
{
	page_forgot_sent(tt_page(r, 200));
}

static void
reset_page(struct tt_req *r)
{
	bool live = tt_token_owner(r->cx, r->word[0], "reset") != 0;

	page_reset(tt_page(r, live ? 200 : 404), r->word[0], live);
}

struct reset { const char *password; };
static const struct tt_field reset_form[] = { TT_FIELD(struct reset, password,
    .label = N_("New password"), .required = true, .raw = true, .max = 512),
	    { 0 } };

static void
reset_post(struct tt_req *r)
{
	struct reset f = { "" };
	int64_t who = tt_token_owner(r->cx, r->word[0], "reset");
	const struct tt_member *m = who == 0 ? NULL :
	    tt_member_find(r->cx, who);

	if (m == NULL) {
		page_reset(tt_page(r, 404), r->word[0], false);
		return;
	}
	(void)tt_form(r, reset_form, &f);
	if (!password_ok(r, "password", f.password, m->email, m->first_name,
	    m->last_name)) {
		page_reset(tt_page(r, 422), r->word[0], true);
		return;
	}
	if (tt_reset(r->cx, r->word[0], password_hash(r, f.password)) != TT_OK) {
		page_reset(tt_page(r, 404), r->word[0], false);
		return;
	}
	tt_redirect(r, "/login?reset=1");
}

/* ---- changing it, signed in ------------------------------------------------- */

struct change { const char *old, *password; };
#define C(m, ...) TT_FIELD(struct change, m, ##__VA_ARGS__)
static const struct tt_field change_form[] = {
	C(old, .label = N_("Your password now"), .required = true,
	    .raw = true, .max = 512),
	C(password, .label = N_("New password"), .required = true,
	    .raw = true, .max = 512), { 0 } };

static void
change_page(struct tt_req *r)
{
	page_change(tt_page(r, 200));
}

struct changing { int64_t user; const char *hash, *session; };

static enum tt_outcome
change_now(struct tt_ctx *cx, void *arg)
{
	const struct changing *c = arg;

	tt_password_set(cx, c->user, c->hash);
	tt_session_end_others(cx, c->user, c->session);
	tt_password_changed(cx, c->user, "by its owner");
	return TT_OK;
}

static void
change_post(struct tt_req *r)
{
	struct change f = { "", "" };
	const struct tt_user *u = r->user;
	const struct tt_login *kept;
	struct changing c = { .user = u->id, .session = r->session->hash };

	(void)tt_form(r, change_form, &f);
	if (!may_guess(r, u->id, u->email))
		return;
	kept = tt_login_of(r->cx, u->id);
	if (kept == NULL || !password_fits(r, f.old, kept->password))
		tt_form_error(r, "old", tt_msg(r->cx->arena, r->cx->lang,
		    "This is not your password.", 0));
	if (!password_ok(r, "password", f.password, u->email, u->first_name,
	    u->last_name) || !tt_form_ok(r)) {
		page_change(tt_page(r, 422));
		return;
	}
	c.hash = password_hash(r, f.password);
	(void)tt_tx(r->cx, change_now, &c);
	tt_note(r, tt_msg(r->cx->arena, r->cx->lang, "Your password has been"
	    " changed. You are signed out everywhere else.", 0));
	tt_redirect(r, "/account");
}

static const struct tt_route routes[] = {
	{ TT_GET,  "/register",      TT_VISITOR, register_page },
	{ TT_POST, "/register",      TT_VISITOR, register_post },
	{ TT_GET,  "/register/done", TT_ANYONE,  register_done },
	{ TT_GET,  "/verify",        TT_SIGNED_IN, verify_page },
	{ TT_POST, "/verify",        TT_SIGNED_IN, verify_again },
	{ TT_GET,  "/verify/*",      TT_ANYONE,  verify_link },
	{ TT_POST, "/verify/*",      TT_ANYONE,  verify_link_post },
	{ TT_GET,  "/login",         TT_VISITOR, login_page },
	{ TT_POST, "/login",         TT_VISITOR, login_post },
	{ TT_GET,  "/login/link",    TT_VISITOR, link_page },
	{ TT_POST, "/login/link",    TT_VISITOR, link_ask },
	{ TT_GET,  "/login/link/*",  TT_ANYONE,  link_show },
	{ TT_POST, "/login/link/*",  TT_ANYONE,  link_use },
	{ TT_POST, "/login/code",    TT_ANYONE,  code_post },
	{ TT_GET,  "/again",         TT_SIGNED_IN, again_page },
	{ TT_POST, "/again",         TT_SIGNED_IN, again_post },
	{ TT_GET,  "/two-steps",     TT_SIGNED_IN, two_page, .again = true },
	{ TT_POST, "/two-steps",     TT_SIGNED_IN, two_on, .again = true },
	{ TT_GET,  "/two-steps/off", TT_SIGNED_IN, two_off_page, .again = true },
	{ TT_POST, "/two-steps/off", TT_SIGNED_IN, two_off, .again = true },
	{ TT_POST, "/two-steps/codes", TT_SIGNED_IN, two_codes, .again = true },
	{ TT_GET,  "/email",         TT_SIGNED_IN, email_page, .again = true },
	{ TT_POST, "/email",         TT_SIGNED_IN, email_post, .again = true },
	{ TT_GET,  "/email/*",       TT_ANYONE,  email_link },
	{ TT_POST, "/email/*",       TT_ANYONE,  email_set },
	{ TT_POST, "/login/google",  TT_VISITOR, openid_begin },
	{ TT_GET,  "/login/google/back", TT_ANYONE, openid_back },
	{ TT_GET,  "/login/google/new", TT_VISITOR, guest_new },
	{ TT_POST, "/login/google/new", TT_VISITOR, guest_new_post },
	{ TT_GET,  "/login/google/prove", TT_VISITOR, guest_prove },
	{ TT_POST, "/login/google/prove", TT_VISITOR, guest_prove_post },
	{ TT_POST, "/login/google/mail", TT_VISITOR, guest_mail },
	{ TT_POST, "/login/google/link", TT_SIGNED_IN, openid_link,
	    .again = true },
	{ TT_POST, "/login/google/unlink", TT_SIGNED_IN, openid_unlink,
	    .again = true },
	{ TT_GET,  "/login/identity/*", TT_ANYONE, identity_show },
	{ TT_POST, "/login/identity/*", TT_ANYONE, identity_use },
	{ TT_POST, "/logout",        TT_SIGNED_IN, logout },
	{ TT_GET,  "/forgot",        TT_ANYONE,  forgot_page },
	{ TT_POST, "/forgot",        TT_ANYONE,  forgot_post },
	{ TT_GET,  "/forgot/sent",   TT_ANYONE,  forgot_sent },
	{ TT_GET,  "/reset/*",       TT_ANYONE,  reset_page },
	{ TT_POST, "/reset/*",       TT_ANYONE,  reset_post },
	{ TT_GET,  "/password",      TT_SIGNED_IN, change_page },
	{ TT_POST, "/password",      TT_SIGNED_IN, change_post },
	{ 0 }
};

int
main(int argc, char **argv)
{
	tt_net_start();
	return tt_serve("auth", routes, argc, argv);
}
