#include "core/text.h"
#include "model/place.h"
#include "web/form.h"
#include "web/home.h"

void
tt_take_home(struct tt_req *r, struct tt_home *to, const char *was)
{
	const char *code = tt_postcode(r->cx->arena, to->postcode,
	    &to->country);
	const struct tt_place *p;

	if (code == NULL) {
		tt_form_error(r, "postcode", tt_tr(r->cx->lang, N_("Enter a"
		    " Belgian or Dutch postcode, for example 2800 or"
		    " 1012 AB.")));
		return;
	}
	to->postcode = code;
	if (!tt_place_matches(code, to->town))
		tt_form_error(r, "town", tt_tr(r->cx->lang, N_("This town does"
		    " not belong to the postcode. Check both.")));
	p = tt_place_by_postcode(to->country, code);
	if (p != NULL && !tt_eq(code, was)) {
		to->lat = p->lat;
		to->lon = p->lon;
	}
}

const char *
tt_take_phone(struct tt_req *r, const char *typed, const char *country)
{
	const char *phone = typed[0] == '\0' ? "" : tt_phone(r->cx->arena,
	    typed, country);

	if (phone != NULL)
		return phone;
	tt_form_error(r, "phone", tt_tr(r->cx->lang, N_("Enter a phone number,"
	    " for example 0470 12 34 56.")));
	return typed;
}

#define M(m, ...) TT_FIELD(struct tt_member, m, ##__VA_ARGS__)
static const struct tt_field member_form[] = {
	M(first_name, .label = N_("First name"), .required = true, .min = 2,
	    .max = 60),
	M(last_name, .label = N_("Last name"), .required = true, .min = 2,
	    .max = 80),
	M(phone, .label = N_("Phone"), .max = 40),
	M(street, .label = N_("Street and number"), .max = 120),
	M(postcode, .label = N_("Postcode"), .required = true, .max = 10),
	M(town, .label = N_("Town"), .required = true, .min = 2, .max = 80),
	M(lang, .required = true, .max = 2), { 0 } };

bool
tt_take_member(struct tt_req *r, struct tt_member *m)
{
	const char *was = m->postcode;
	struct tt_home to;

	(void)tt_form(r, member_form, m);
	to = (struct tt_home){ m->postcode, m->town, m->country, m->lat,
	    m->lon };
	if (m->postcode[0] != '\0')
		tt_take_home(r, &to, was);
	m->postcode = to.postcode;
	m->country = to.country;
	m->lat = to.lat;
	m->lon = to.lon;
	m->phone = tt_take_phone(r, m->phone, m->country);
	if (tt_word(tt_langs, m->lang) < 0)
		tt_form_error(r, "lang", tt_tr(r->cx->lang, N_("Choose a"
		    " language.")));
	return tt_form_ok(r);
}
