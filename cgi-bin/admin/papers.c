/* Certificates and policies, one by one. */
#include <inttypes.h>

#include "admin.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"
#include "web/upload.h"

const char *
paper_state(struct tt_out *o, const char *state)
{
	return tt_say(o, tt_eq(state, "waiting") ? N_("Waiting") :
	    tt_eq(state, "verified") ? N_("Verified") : N_("Refused"), 0);
}

void
paper_list(struct tt_req *r)
{
	page_papers(tt_page(r, 200), tt_admin_papers(r->cx, ADMIN_ROWS));
}

static const struct tt_paper *
paper_of(struct tt_req *r)
{
	const struct tt_paper *p = tt_admin_paper(r->cx, r->arg[0]);

	if (p == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	return p;
}

void
paper_show(struct tt_req *r)
{
	const struct tt_paper *p = paper_of(r);

	if (p != NULL)
		page_paper(tt_page(r, 200), p, tt_admin_history(r->cx,
		    "certificate", p->id));
}

void
paper_file(struct tt_req *r)
{
	const struct tt_paper *p = paper_of(r);
	const struct tt_kept *k;

	if (p == NULL)
		return;
	k = p->file_id == 0 ? NULL : tt_file_any(r->cx, p->file_id);
	if (k == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		tt_send_kept(r, k, "certificate");
}

struct typed { const char *reason; tt_day expires; };
#define T(m, ...) TT_FIELD(struct typed, m, ##__VA_ARGS__)
static const struct tt_field form[] = {
    T(reason, .lines = true, .label = N_("Reason")),
    T(expires, .label = N_("Valid until")), { 0 } };

static void
decide(struct tt_req *r, bool verify)
{
	const struct tt_paper *p = paper_of(r);
	enum tt_hurdle hurdle = TT_CLEAR;
	struct typed t = { .reason = "" };

	if (p == NULL)
		return;
	if (tt_form(r, form, &t))
		hurdle = tt_paper_decide(r->cx, &(struct tt_paper_decision){
		    .id = p->id, .staff = r->user->id, .verify = verify,
		    .expires = t.expires, .reason = t.reason });
	if (hurdle == TT_H_REASON)
		tt_form_error(r, "reason", tt_hurdles[hurdle]);
	if (hurdle == TT_H_DAY)
		tt_form_error(r, "expires", N_("Tell the last day that it is"
		    " valid. It may not have passed."));
	if (r->n_errors != 0) {
		page_paper(tt_page(r, 422), p, tt_admin_history(r->cx,
		    "certificate", p->id));
		return;
	}
	if (hurdle != TT_CLEAR) {
		tt_refuse(r, TT_REFUSED, tt_hurdles[hurdle]);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("Done. The caregiver gets a"
	    " mail.")));
	tt_redirect(r, "/admin/caregiver/%" PRId64, p->caregiver_id);
}

void
paper_verify(struct tt_req *r)
{
	decide(r, true);
}

void
paper_refuse(struct tt_req *r)
{
	decide(r, false);
}
