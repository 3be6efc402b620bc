/* Step 4 of joining: as a business or not, and what proves it. */
#include "account.h"
#include "core/text.h"
#include "model/number.h"
#include "pages.h"
#include "web/form.h"

struct form { struct tt_join j; const char *trader; };
#define J(m, ...) { .name = #m, .at = offsetof(struct form, j.m),           \
    .type = TT_FIELD_TYPE(((struct form *)0)->j.m), ##__VA_ARGS__ }
static const struct tt_field form[] = {
	TT_FIELD(struct form, trader, .label = N_("How do you offer care?"),
	    .required = true, .max = 3),
	J(business_number, .label = N_("Company number"), .max = 20),
	J(vat_number, .label = N_("VAT number"), .max = 20), { 0 } };

void
join_papers(struct tt_req *r)
{
	const struct tt_join *j = join_at(r, 4);

	if (j != NULL)
		page_join_papers(tt_page(r, 200), j);
}

static void
take_numbers(struct tt_req *r, struct tt_join *j)
{
	struct tt_arena *a = r->cx->arena;
	const char *why, *kept;

	if (j->business_number[0] != '\0') {
		kept = tt_company_number(a, j->business_number, j->country,
		    &why);
		if (kept == NULL)
			join_fault(r, "business_number", why);
		else
			j->business_number = kept;
	}
	if (j->vat_number[0] != '\0') {
		kept = tt_vat_number(a, j->vat_number, j->country, &why);
		if (kept == NULL)
			join_fault(r, "vat_number", why);
		else
			j->vat_number = kept;
	}
}

void
join_papers_post(struct tt_req *r)
{
	const struct tt_join *was = join_at(r, 4);
	struct form f = { .trader = "" };

	if (was == NULL)
		return;
	f.j = *was;
	(void)tt_form(r, form, &f);
	f.j.is_trader = tt_eq(f.trader, "yes");
	if (f.trader[0] != '\0' && !f.j.is_trader && !tt_eq(f.trader, "no"))
		join_fault(r, "trader", N_("Choose one of the answers."));
	take_numbers(r, &f.j);
	if (!tt_form_ok(r)) {
		page_join_papers(tt_page(r, 422), was);
		return;
	}
	join_saved(r, tt_join_papers(r->cx, &f.j), was, 4);
}
