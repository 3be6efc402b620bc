/* What somebody agreed to, and a copy of their data. */
#include "account.h"
#include "core/text.h"
#include "model/consent.h"
#include "model/export.h"
#include "pages.h"
#include "web/form.h"
#include "web/upload.h"

#define WAIT_SECONDS 10

void
privacy_show(struct tt_req *r)
{
	const struct tt_export *e = tt_export_of(r->cx, r->user->id);

	page_privacy(tt_page(r, 200), e, tt_consent_given(r->cx, r->user->id,
	    TT_C_MARKETING_MAIL));
	if (e != NULL && tt_eq(e->state, "asked"))
		tt_refresh(r, WAIT_SECONDS, tt_url_of(r->cx, tt_printf(
		    r->cx->arena, "/%s/account/privacy",
		    tt_langs[r->cx->lang])));
}

struct choice { bool marketing; };
static const struct tt_field form[] = { TT_FIELD(struct choice, marketing),
    { 0 } };

void
privacy_post(struct tt_req *r)
{
	struct choice f = { false };

	(void)tt_form(r, form, &f);
	(void)tt_consent_set(r->cx, r->user->id, TT_C_MARKETING_MAIL,
	    TT_PRIVACY_NOW, f.marketing, "account");
	tt_note(r, tt_tr(r->cx->lang, N_("Your choice is saved.")));
	tt_redirect(r, "/account/privacy");
}

void
copy_ask(struct tt_req *r)
{
	page_copy_ask(tt_page(r, 200));
}

void
copy_ask_post(struct tt_req *r)
{
	if (tt_export_ask(r->cx, r->user->id) != TT_OK) {
		tt_refuse(r, TT_REFUSED, tt_tr(r->cx->lang, N_("You can ask"
		    " for a copy once a day.")));
		return;
	}
	tt_redirect(r, "/account/privacy");
}

/* Theirs alone, and for a week. */
void
copy_file(struct tt_req *r)
{
	const struct tt_export *e = tt_export_of(r->cx, r->user->id);
	const struct tt_kept *k = e == NULL || !tt_eq(e->state, "ready") ||
	    e->expires.s <= r->cx->now.s ? NULL :
	    tt_file_find(r->cx, e->file_id, r->user->id);

	if (k == NULL) {
		privacy_show(r);
		return;
	}
	tt_export_fetched(r->cx, e);
	tt_send_kept(r, k, "tailtribe");
}

void
terms_show(struct tt_req *r)
{
	page_terms(tt_page(r, 200), tt_next(r, "/account"));
}

void
terms_post(struct tt_req *r)
{
	(void)tt_terms_accept(r->cx, r->user->id);
	tt_redirect(r, "%s", tt_next(r, "/account"));
}
