/* Logging in by a link that is mailed. */
#include "auth.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

struct ask { const char *email; };
static const struct tt_field ask_form[] = { TT_FIELD(struct ask, email,
    .label = N_("E-mail address"), .required = true, .max = 254), { 0 } };

void
link_page(struct tt_req *r)
{
	page_link(tt_page(r, 200));
}

void
link_ask(struct tt_req *r)
{
	struct ask f = { "" };

	if (!tt_form(r, ask_form, &f) || !tt_email_ok(f.email)) {
		if (tt_form_ok(r))
			tt_form_error(r, "email", tt_msg(r->cx->arena,
			    r->cx->lang, "Enter an e-mail address, for example"
			    " name@example.be.", 0));
		page_link(tt_page(r, 422));
		return;
	}
	if (!allowed(r, "link", tt_lower(r->cx->arena, f.email), 3, TT_HOUR))
		return;
	tt_login_ask(r->cx, f.email);
	/* The same answer, whether the address was known or not. */
	tt_redirect(r, "/forgot/sent");
}

/* A button and not the link itself: mail scanners follow links. */
void
link_show(struct tt_req *r)
{
	bool live = tt_token_owner(r->cx, r->word[0], "login") != 0;

	page_link_use(tt_page(r, live ? 200 : 404), r->word[0], live);
}

void
link_use(struct tt_req *r)
{
	int64_t user;

	if (tt_login_use(r->cx, r->word[0], &user) != TT_OK) {
		page_link_use(tt_page(r, 404), r->word[0], false);
		return;
	}
	enter(r, user, "/bookings");
}
