/* Step 4 of joining: as a business or not, and what proves it. */
#include "account.h"
#include "core/text.h"
#include "model/number.h"
#include "pages.h"
#include "web/form.h"
#include "web/upload.h"

/* All kinds but the insurance, which has a form of its own. */
static const struct tt_option *
kinds(struct tt_req *r)
{
	struct tt_option *v = TT_NEW_N(r->cx->arena, 32, struct tt_option);

	for (size_t i = 0; !tt_eq(tt_certificate_kinds[i], TT_INSURANCE); i++)
		v[i] = (struct tt_option){ tt_certificate_kinds[i],
		    tt_tr(r->cx->lang, tt_certificate_names[i]), NULL };
	return v;
}

static void
show(struct tt_req *r, int status, const struct tt_join *j)
{
	page_join_papers(tt_page(r, status), j,
	    tt_certificates_of(r->cx, j->id), kinds(r));
}

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
		show(r, 200, j);
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
		show(r, 422, was);
		return;
	}
	join_saved(r, tt_join_papers(r->cx, &f.j), was, 4);
}

/* ---- certificates ------------------------------------------------------------ */

static void
add(struct tt_req *r, const struct tt_join *j, struct tt_certificate *c,
    const char *file)
{
	struct tt_kept kept;

	if (!tt_form_ok(r) || !tt_upload_paper(r, file, &kept)) {
		show(r, 422, j);
		return;
	}
	c->caregiver_id = j->id;
	c->file_id = kept.id;
	if (tt_certificate_add(r->cx, c) != TT_OK) {
		tt_refuse(r, TT_REFUSED, tt_tr(r->cx->lang, N_("You can keep"
		    " 20 certificates here.")));
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("Added. We look at it, and then it"
	    " stands on your page.")));
	tt_redirect(r, "/account/caregiver/papers");
}

#define C(m, ...) TT_FIELD(struct tt_certificate, m, ##__VA_ARGS__)
static const struct tt_field certificate_form[] = {
	C(kind, .label = N_("Which certificate?"), .required = true,
	    .max = 40), { 0 } };

void
join_certificate_post(struct tt_req *r)
{
	struct tt_certificate c = { .provider = "", .number = "" };
	const struct tt_join *j = join_at(r, 4);

	if (j == NULL)
		return;
	(void)tt_form(r, certificate_form, &c);
	if (tt_word(tt_certificate_kinds, c.kind) < 0 ||
	    tt_eq(c.kind, TT_INSURANCE))
		join_fault(r, "kind", N_("Choose one of the answers."));
	add(r, j, &c, "file");
}

static const struct tt_field insurance_form[] = {
	C(provider, .label = N_("Insurer"), .required = true, .min = 2,
	    .max = 80),
	C(number, .label = N_("Number of the policy"), .required = true,
	    .min = 3, .max = 40),
	C(expires, .label = N_("Valid until"), .required = true), { 0 } };

void
join_insurance_post(struct tt_req *r)
{
	struct tt_certificate c = { .kind = TT_INSURANCE };
	const struct tt_join *j = join_at(r, 4);

	if (j == NULL)
		return;
	(void)tt_form(r, insurance_form, &c);
	if (c.expires.n != 0 && c.expires.n <= tt_day_of(r->cx->now).n)
		join_fault(r, "expires", N_("This insurance has ended. Choose a"
		    " day that is still to come."));
	add(r, j, &c, "policy");
}

void
join_certificate(struct tt_req *r)
{
	const struct tt_certificate *c = tt_certificate_find(r->cx, r->arg[0],
	    r->user->id);
	const struct tt_kept *kept = c == NULL ? NULL :
	    tt_file_find(r->cx, c->file_id, r->user->id);

	if (kept == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		tt_send_kept(r, kept, c->kind);
}

void
join_certificate_remove(struct tt_req *r)
{
	if (tt_certificate_remove(r->cx, r->arg[0], r->user->id) != TT_OK) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("It has been removed.")));
	tt_redirect(r, "/account/caregiver/papers");
}
