/* Becoming a caregiver: where one stands, and handing in. */
#include "account.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

static const char *const paths[TT_JOIN_STEPS + 1] = { "",
    "/account/caregiver/profile", "/account/caregiver/services",
    "/account/caregiver/hours", "/account/caregiver/papers",
    "/account/caregiver/payout" };

static void
overview(struct tt_req *r, int status)
{
	const struct tt_join *j = tt_join_find(r->cx, r->user->id);
	struct tt_join_open left[TT_JOIN_OPEN];
	struct tt_complete items[TT_COMPLETE];
	size_t n = tt_join_open(j, left);
	int64_t done = tt_complete_of(j, items);

	page_join(tt_page(r, status), j, left, n, done, items);
}

void
join_show(struct tt_req *r)
{
	overview(r, 200);
}

void
join_send(struct tt_req *r)
{
	if (tt_join_send(r->cx, r->user->id) != TT_OK) {
		join_fault(r, "open", N_("It cannot be sent in yet. Below is"
		    " what is still missing."));
		overview(r, 409);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("Sent in. We read it within 1 to 2"
	    " working days, and write to you.")));
	tt_redirect(r, "/account/caregiver");
}

struct tt_join *
join_at(struct tt_req *r, int64_t step)
{
	const struct tt_join *found = tt_join_find(r->cx, r->user->id);
	struct tt_join *j = TT_NEW(r->cx->arena, struct tt_join);

	*j = *found;
	if (tt_join_may(j, step))
		return j;
	tt_note(r, tt_tr(r->cx->lang, N_("First this step, then the"
	    " next.")));
	tt_redirect(r, "%s", paths[j->step + 1]);
	return NULL;
}

void
join_fault(struct tt_req *r, const char *field, const char *sentence)
{
	tt_form_error(r, field, tt_tr(r->cx->lang, sentence));
}

void
join_saved(struct tt_req *r, enum tt_outcome out, const struct tt_join *j,
    int64_t step)
{
	bool stop = tt_form_raw(r, "stop") != NULL;

	if (out != TT_OK) {
		tt_refuse(r, out, NULL);
		return;
	}
	if (j->state != TT_JOIN_DRAFT || stop || step == TT_JOIN_STEPS)
		tt_note(r, tt_tr(r->cx->lang, N_("Saved.")));
	tt_redirect(r, "%s", j->state != TT_JOIN_DRAFT || stop ||
	    step == TT_JOIN_STEPS ? "/account/caregiver" : paths[step + 1]);
}
