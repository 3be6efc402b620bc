/* Step 5 of joining: where the money goes, and the rules. */
#include "account.h"
#include "model/number.h"
#include "pages.h"
#include "web/form.h"

struct form { struct tt_join j; bool rules; };
#define J(m, ...) { .name = #m, .at = offsetof(struct form, j.m),           \
    .type = TT_FIELD_TYPE(((struct form *)0)->j.m), ##__VA_ARGS__ }
static const struct tt_field form[] = {
	J(iban, .label = N_("Account number (IBAN)"), .required = true,
	    .max = 50),
	J(account_holder, .label = N_("Name of the account's holder"),
	    .required = true, .min = 2, .max = 80),
	TT_FIELD(struct form, rules, .label = N_("The rules"),
	    .required = true), { 0 } };

void
join_payout(struct tt_req *r)
{
	const struct tt_join *j = join_at(r, 5);

	if (j != NULL)
		page_join_payout(tt_page(r, 200), j);
}

void
join_payout_post(struct tt_req *r)
{
	const struct tt_join *was = join_at(r, 5);
	struct form f = { .rules = false };
	const char *why, *iban;

	if (was == NULL)
		return;
	f.j = *was;
	(void)tt_form(r, form, &f);
	if (f.j.iban[0] != '\0') {
		iban = tt_iban(r->cx->arena, f.j.iban, &why);
		if (iban == NULL)
			join_fault(r, "iban", why);
		else
			f.j.iban = iban;
	}
	if (!tt_form_ok(r)) {
		page_join_payout(tt_page(r, 422), was);
		return;
	}
	join_saved(r, tt_join_payout(r->cx, &f.j), was, 5);
}
