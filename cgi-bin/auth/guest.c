/* Whom the OpenID provider named and we do not know: an account, or a proof. */
#include "auth.h"
#include "core/crypt.h"
#include "core/text.h"
#include "model/identity.h"
#include "openid.h"
#include "pages.h"
#include "web/form.h"


static const char *const roles[] = { "owner", "caregiver", "both", NULL };
enum role { OWNER, CAREGIVER, BOTH };

struct form {
	const char *first_name, *last_name, *postcode, *town, *phone;
	enum role   role;
	bool        terms;
};
#define F(m, ...) TT_FIELD(struct form, m, ##__VA_ARGS__)
static const struct tt_field form[] = {
	F(role, .label = N_("What brings you here?"), .required = true,
	    .words = roles),
	F(first_name, .label = N_("First name"), .required = true, .min = 2,
	    .max = 60),
	F(last_name, .label = N_("Last name"), .required = true, .min = 2,
	    .max = 80),
	F(postcode, .label = N_("Postcode"), .required = true, .max = 10),
	F(town, .label = N_("Town"), .required = true, .min = 2, .max = 80),
	F(phone, .label = N_("Phone"), .max = 40), F(terms), { 0 } };

/* The guest of this browser; NULL: it has been answered. */
static const struct tt_guest *
guest_here(struct tt_req *r)
{
	const struct tt_guest *g;

	if (!openid_there(r))
		return NULL;
	g = tt_guest_find(r->cx, way_cookie(r));
	if (g == NULL)
		tt_redirect(r, "/login?ended=1");
	return g;
}

void
guest_new(struct tt_req *r)
{
	const struct tt_guest *g = guest_here(r);

	if (g != NULL)
		page_guest_new(tt_page(r, 200), g);
}

void
guest_new_post(struct tt_req *r)
{
	struct form f = { "", "", "", "", "", OWNER, false };
	struct tt_register n = { .terms_version = TT_TERMS_NOW };
	const struct tt_guest *g = guest_here(r);
	int64_t id;

	if (g == NULL)
		return;
	(void)tt_form(r, form, &f);
	n.first_name = f.first_name;
	n.last_name = f.last_name;
	take_home(r, f.postcode, f.town, f.phone, &n);
	take_terms(r, f.terms);
	if (!tt_form_ok(r)) {
		page_guest_new(tt_page(r, 422), g);
		return;
	}
	if (!allowed(r, "register", "", 5, TT_HOUR))
		return;
	if (tt_guest_register(r->cx, g, &n, f.role != CAREGIVER, &id) != TT_OK)
		tt_redirect(r, "/login/google/prove");
	else
		openid_enter(r, id, "/account/welcome");
}

void
guest_prove(struct tt_req *r)
{
	const struct tt_guest *g = guest_here(r);

	if (g != NULL)
		page_guest_prove(tt_page(r, 200), g);
}

struct proving { const char *password; };
static const struct tt_field proof_form[] = { TT_FIELD(struct proving, password,
    .label = N_("Password"), .required = true, .raw = true, .max = 512),
	    { 0 } };

void
guest_prove_post(struct tt_req *r)
{
	const struct tt_guest *g = guest_here(r);
	struct proving f = { "" };
	const struct tt_login *who;

	if (g == NULL)
		return;
	if (!tt_form(r, proof_form, &f)) {
		page_guest_prove(tt_page(r, 422), g);
		return;
	}
	who = tt_login_find(r->cx, g->email);
	if (!may_guess(r, who == NULL ? 0 : who->id, g->email))
		return;
	if (!password_fits(r, f.password, who == NULL ? "" :
	    who->password) || who == NULL) {
		tt_form_error(r, "password", tt_tr(r->cx->lang, N_("This is"
		    " not the password of that account.")));
		guessed_wrong(r, who == NULL ? 0 : who->id, g->email,
		    "password");
		page_guest_prove(tt_page(r, 422), g);
		return;
	}
	guessed_right(r, who->id, g->email);
	if (tt_guest_prove(r->cx, g, who->id) != TT_OK)
		tt_redirect(r, "/login?taken=1");
	else
		openid_enter(r, who->id, g->next);
}

void
guest_mail(struct tt_req *r)
{
	const struct tt_guest *g = guest_here(r);

	if (g == NULL || !allowed(r, "link", g->email, 3, TT_HOUR))
		return;
	(void)tt_guest_ask(r->cx, g);
	tt_redirect(r, "/forgot/sent");
}

/* A button and not the link itself: mail scanners follow links. */
void
identity_show(struct tt_req *r)
{
	const struct tt_identity_link *k = tt_identity_link(r->cx,
	    r->word[0]);

	page_identity(tt_page(r, k != NULL ? 200 : 404), r->word[0],
	    k == NULL ? NULL : tt_identity_link_email(r->cx, k));
}

void
identity_use(struct tt_req *r)
{
	int64_t user;

	switch (tt_identity_link_use(r->cx, r->word[0], &user)) {
	case TT_OK:
		openid_enter(r, user, "/bookings");
		return;
	case TT_TAKEN:
		tt_redirect(r, "/login?taken=1");
		return;
	case TT_ABSENT:
	case TT_INVALID:
	case TT_REFUSED:
		page_identity(tt_page(r, 404), r->word[0], NULL);
		return;
	}
}
