/* Another e-mail address, by a link that goes to the new one. */
#include "auth.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

struct ask { const char *email; };
static const struct tt_field form[] = { TT_FIELD(struct ask, email,
    .label = N_("New e-mail address"), .required = true, .max = 254), { 0 } };

void
email_page(struct tt_req *r)
{
	page_email(tt_page(r, 200), r->user);
}

void
email_post(struct tt_req *r)
{
	struct ask f = { "" };
	const char *email;

	(void)tt_form(r, form, &f);
	email = tt_lower(r->cx->arena, f.email);
	if (tt_form_ok(r) && !tt_email_ok(email))
		tt_form_error(r, "email", tt_tr(r->cx->lang, N_("Enter an"
		    " e-mail address, for example name@example.be.")));
	else if (tt_form_ok(r) && tt_eq(email, r->user->email))
		tt_form_error(r, "email", tt_tr(r->cx->lang, N_("This is your"
		    " address already.")));
	if (!tt_form_ok(r)) {
		page_email(tt_page(r, 422), r->user);
		return;
	}
	if (tt_address_ask(r->cx, r->user->id, email) == TT_REFUSED) {
		too_many(r, TT_HOUR);
		return;
	}
	/* The same page, whether somebody has that address or not. */
	page_email_sent(tt_page(r, 200), email);
}

/* A button and not the link itself: mail scanners follow links. */
void
email_link(struct tt_req *r)
{
	const char *email = tt_address_asked(r->cx, r->word[0]);

	page_email_link(tt_page(r, email != NULL ? 200 : 404), r->word[0],
	    email);
}

void
email_set(struct tt_req *r)
{
	enum tt_outcome out = tt_address_set(r->cx, r->word[0],
	    r->session == NULL ? "" : r->session->hash);

	if (out == TT_ABSENT) {
		page_email_link(tt_page(r, 404), r->word[0], NULL);
	} else if (out == TT_TAKEN) {
		tt_refuse(r, out, tt_tr(r->cx->lang, N_("Somebody has made an"
		    " account with this address in the meantime.")));
	} else if (r->user != NULL) {
		tt_note(r, tt_tr(r->cx->lang, N_("Your address is changed. You"
		    " are logged out everywhere else.")));
		tt_redirect(r, "/account");
	} else {
		tt_redirect(r, "/login?address=1");
	}
}
