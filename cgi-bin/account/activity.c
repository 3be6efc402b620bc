/* What happened to somebody's account. */
#include "account.h"
#include "core/text.h"
#include "model/activity.h"
#include "pages.h"
#include "web/form.h"

const char *
activity_says(struct tt_out *o, const struct tt_activity *a)
{
	const char *says = tt_activity_says(a->what);

	return says == NULL ? a->what : tt_say(o, says, 1, a->detail);
}

struct asked { int64_t before; };
static const struct tt_field form[] = { TT_FIELD(struct asked, before,
    .min = 0, .max = INT64_MAX), { 0 } };

void
activity_list(struct tt_req *r)
{
	struct asked f = { 0 };

	(void)tt_form(r, form, &f);
	r->n_errors = 0;
	page_activity(tt_page(r, 200), tt_activity_of(r->cx, r->user->id,
	    f.before));
}
