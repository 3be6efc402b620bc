/* A new member: one page, then a link in a mail. */
#include "auth.h"
#include "core/crypt.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"
#include "web/home.h"

struct form {
	const char *first_name, *last_name, *email, *password, *postcode,
	           *town, *phone, *role;
	bool        terms;
};
#define F(m, ...) TT_FIELD(struct form, m, ##__VA_ARGS__)
static const struct tt_field form[] = {
	F(first_name, .label = N_("First name"), .required = true, .min = 2,
	    .max = 60),
	F(last_name, .label = N_("Last name"), .required = true, .min = 2,
	    .max = 80),
	F(email, .label = N_("E-mail address"), .required = true, .max = 254),
	F(password, .label = N_("Password"), .required = true, .raw = true,
	    .max = 512),
	F(postcode, .label = N_("Postcode"), .required = true, .max = 10),
	F(town, .label = N_("Town"), .required = true, .min = 2, .max = 80),
	F(phone, .label = N_("Phone"), .max = 40),
	F(role, .label = N_("What would you like to do?"), .max = 5),
	F(terms), { 0 } };

void
register_page(struct tt_req *r)
{
	page_register(tt_page(r, 200));
}

static const char *
say(struct tt_req *r, const char *id)
{
	return tt_tr(r->cx->lang, id);
}

void
take_home(struct tt_req *r, const char *postcode, const char *town,
    const char *phone, struct tt_register *n)
{
	struct tt_home to = { .postcode = postcode, .town = town,
	    .country = "BE" };

	if (postcode[0] != '\0')
		tt_take_home(r, &to, "");
	n->postcode = to.postcode;
	n->town = town;
	n->country = to.country;
	n->lat = (int32_t)to.lat;
	n->lon = (int32_t)to.lon;
	n->phone = tt_take_phone(r, phone, to.country);
}

void
take_terms(struct tt_req *r, bool agreed)
{
	if (!agreed)
		tt_form_error(r, "terms", say(r, N_("Please agree to the terms"
		    " to make an account.")));
}

void
register_post(struct tt_req *r)
{
	struct form f = { "", "", "", "", "", "", "", "", false };
	struct tt_register n = { .terms_version = TT_TERMS_NOW };
	int64_t id;

	(void)tt_form(r, form, &f);
	n.email = tt_lower(r->cx->arena, f.email);
	n.first_name = f.first_name;
	n.last_name = f.last_name;
	n.cares = tt_eq(f.role, "care");
	if (f.email[0] != '\0' && !tt_email_ok(n.email))
		tt_form_error(r, "email", say(r, N_("Enter an e-mail address,"
		    " for example name@example.be.")));
	take_home(r, f.postcode, f.town, f.phone, &n);
	(void)password_ok(r, "password", f.password, n.email, f.first_name,
	    f.last_name);
	take_terms(r, f.terms);
	if (!tt_form_ok(r)) {
		page_register(tt_page(r, 422));
		return;
	}
	if (!allowed(r, "register", "", 5, TT_HOUR))
		return;
	n.password_hash = password_hash(r, f.password);
	/* The same answer, whether the address was known or not. */
	(void)tt_user_register(r->cx, &n, &id);
	tt_redirect(r, "/register/done");
}

void
register_done(struct tt_req *r)
{
	page_register_done(tt_page(r, 200));
}

void
verify_page(struct tt_req *r)
{
	page_verify(tt_page(r, 200), r->user);
}

void
verify_again(struct tt_req *r)
{
	if (!allowed(r, "verify", r->user->email, 3, TT_HOUR))
		return;
	if (tt_verify_ask(r->cx, r->user->id) == TT_OK)
		tt_note(r, say(r, N_("The mail is on its way.")));
	tt_redirect(r, "/verify");
}

void
verify_link(struct tt_req *r)
{
	bool live = tt_token_owner(r->cx, r->word[0], "verify") != 0;

	page_verify_link(tt_page(r, live ? 200 : 404), r->word[0], live);
}

/* Who wants to care for animals goes on with that, others where all go. */
static bool
cares(const struct tt_member *m)
{
	return m != NULL && !m->is_owner && !m->is_caregiver;
}

/* A button and not the link itself: mail scanners follow links. */
void
verify_link_post(struct tt_req *r)
{
	int64_t who = tt_token_owner(r->cx, r->word[0], "verify");
	bool care = who != 0 && cares(tt_member_find(r->cx, who));

	if (tt_verify(r->cx, r->word[0]) != TT_OK) {
		page_verify_link(tt_page(r, 404), r->word[0], false);
		return;
	}
	if (r->user == NULL) {
		tt_redirect(r, care ?
		    "/login?verified=1&next=%%2Faccount%%2Fcaregiver" :
		    "/login?verified=1&next=%%2Faccount%%2Fwelcome");
		return;
	}
	tt_note(r, say(r, N_("Your address is confirmed.")));
	tt_redirect(r, care ? "/account/caregiver" : "/account/welcome");
}
