/* The audit log, to read: who did what, and why. */
#include "admin.h"
#include "core/text.h"
#include "model/audit.h"
#include "pages.h"
#include "web/form.h"

struct asked { int64_t before; };
static const struct tt_field form[] = { TT_FIELD(struct asked, before,
    .min = 0, .max = INT64_MAX), { 0 } };

const char *
audit_part(struct tt_out *o)
{
	struct tt_may may = tt_may(o->r->user->staff, TT_R_AUDIT);

	return may.extent == TT_PART ? may.part : "";
}

void
audit_list(struct tt_req *r)
{
	const char *part = audit_part(r->out);
	struct asked f = { 0 };

	(void)tt_form(r, form, &f);
	r->n_errors = 0;
	page_audit(tt_page(r, 200), part, part[0] == '\0' ?
	    tt_audit_of(r->cx, "", 0, 0, f.before) :
	    tt_audit_part(r->cx, part, f.before));
}
