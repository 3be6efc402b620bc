/* The audit log, to read: who did what, and why. */
#include "admin.h"
#include "core/text.h"
#include "model/audit.h"
#include "pages.h"
#include "web/form.h"

struct asked { int64_t before; };
static const struct tt_field form[] = { TT_FIELD(struct asked, before,
    .min = 0, .max = INT64_MAX), { 0 } };

bool
audit_whole(struct tt_out *o)
{
	enum tt_extent e = tt_may(o->r->user->staff, TT_R_AUDIT).extent;

	return e == TT_ALL || e == TT_READ;
}

void
audit_list(struct tt_req *r)
{
	struct asked f = { 0 };

	/* Whose role has a part of it alone has no page of that part. */
	if (!audit_whole(r->out)) {
		tt_error(r, 403, NULL);
		return;
	}
	(void)tt_form(r, form, &f);
	r->n_errors = 0;
	page_audit(tt_page(r, 200), tt_audit_of(r->cx, "", 0, 0, f.before));
}
