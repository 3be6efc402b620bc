/* Where somebody is logged in, and ending it. */
#include "account.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

void
device_list(struct tt_req *r)
{
	page_devices(tt_page(r, 200), tt_sessions_of(r->cx, r->user),
	    r->session->hash);
}

struct ending { const char *session; };
static const struct tt_field form[] = { TT_FIELD(struct ending, session,
    .max = 64), { 0 } };

/* The one that is named, or all but this one. */
void
device_end(struct tt_req *r)
{
	struct ending f = { "" };

	if (!tt_form(r, form, &f)) {
		device_list(r);
		return;
	}
	if (tt_eq(f.session, r->session->hash)) {
		tt_sign_out(r);
		tt_redirect(r, "/login?out=1");
		return;
	}
	if (f.session[0] == '\0')
		tt_session_end_rest(r->cx, r->user->id, r->session->hash);
	else
		(void)tt_session_end_own(r->cx, r->user->id, f.session);
	tt_note(r, tt_tr(r->cx->lang, N_("That is logged out.")));
	tt_redirect(r, "/account/devices");
}
