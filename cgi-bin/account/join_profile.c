/* Step 1 of joining: who somebody is, and where. */
#include "account.h"
#include "model/number.h"
#include "pages.h"
#include "web/form.h"
#include "web/home.h"

#define J(m, ...) TT_FIELD(struct tt_join, m, ##__VA_ARGS__)
static const struct tt_field form[] = {
	J(first_name, .label = N_("First name"), .required = true, .min = 2,
	    .max = 60),
	J(last_name, .label = N_("Last name"), .required = true, .min = 2,
	    .max = 80),
	J(postcode, .label = N_("Postcode"), .required = true, .max = 10),
	J(town, .label = N_("Town"), .required = true, .min = 2, .max = 80),
	J(phone, .label = N_("Phone"), .max = 40),
	J(radius_km, .label = N_("How far you come"), .required = true,
	    .min = 1, .max = 100),
	J(headline, .label = N_("One line about you"), .required = true,
	    .min = 5, .max = 80),
	J(bio, .label = N_("About you"), .required = true, .lines = true),
	J(home, .label = N_("Your home"), .max = 200),
	J(outdoors, .label = N_("Outdoors"), .max = 200),
	J(own_pets, .label = N_("Own pets"), .max = 200),
	J(children, .label = N_("Children"), .max = 200),
	J(medication, .label = N_("Medication you can give"), .max = 200),
	J(smoke_free), { 0 } };

void
join_profile(struct tt_req *r)
{
	const struct tt_join *j = join_at(r, 1);

	if (j != NULL)
		page_join_profile(tt_page(r, 200), j);
}

void
join_profile_post(struct tt_req *r)
{
	struct tt_join *j = join_at(r, 1);
	const char *was, *wrong;
	struct tt_home to;

	if (j == NULL)
		return;
	was = j->postcode;
	(void)tt_form(r, form, j);
	to = (struct tt_home){ j->postcode, j->town, j->country, j->lat,
	    j->lon };
	if (j->postcode[0] != '\0')
		tt_take_home(r, &to, was);
	j->postcode = to.postcode;
	j->country = to.country;
	j->lat = to.lat;
	j->lon = to.lon;
	j->phone = tt_take_phone(r, j->phone, j->country);
	wrong = tt_bio_fault(j->bio);
	if (wrong != NULL)
		join_fault(r, "bio", wrong);
	if (!tt_form_ok(r)) {
		page_join_profile(tt_page(r, 422), j);
		return;
	}
	join_saved(r, tt_join_profile(r->cx, j), j, 1);
}
