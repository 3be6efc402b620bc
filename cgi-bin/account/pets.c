/* An owner's pets. */
#include "account.h"
#include "core/text.h"
#include "model/place.h"
#include "pages.h"
#include "web/form.h"

/* As it is typed: the weight in kilograms, the rest as it is kept. */
struct form {
	struct tt_pet p;
	const char   *weight;
};
#define P(m, ...) { .name = #m, .at = offsetof(struct form, p.m),           \
    .type = TT_FIELD_TYPE(((struct form *)0)->p.m), ##__VA_ARGS__ }
static const struct tt_field form[] = {
	P(name, .label = N_("Name"), .required = true, .max = 60),
	P(kind, .required = true, .words = tt_pet_kinds),
	P(custom_kind, .label = N_("Which other kind?"), .max = 60),
	P(breed, .label = N_("Breed"), .max = 80),
	P(sex, .words = tt_pet_sexes),
	P(born_year, .label = N_("Year of birth"), .min = 1980, .max = 2199),
	TT_FIELD(struct form, weight, .label = N_("Weight"), .max = 12),
	P(neutered),
	P(pets_ok),
	P(people_ok),
	P(color, .label = N_("Colour"), .max = 80),
	P(chip, .label = N_("Chip number"), .max = 20),
	P(vaccinations, .label = N_("Vaccinations"), .max = 500, .lines = true),
	P(medical, .label = N_("Health"), .max = 1000, .lines = true),
	P(allergies, .label = N_("Allergies"), .max = 500, .lines = true),
	P(medications, .label = N_("Medication"), .max = 1000, .lines = true),
	P(special_needs, .label = N_("Special needs"), .max = 1000,
	    .lines = true),
	P(temperament, .label = N_("Temperament"), .max = 120),
	P(character, .label = N_("Character"), .max = 1000, .lines = true),
	P(behaviour, .label = N_("Habits and behaviour"), .max = 1000,
	    .lines = true),
	P(notes, .label = N_("Anything else"), .max = 1000, .lines = true),
	P(vet_name, .label = N_("Veterinarian"), .max = 120),
	P(vet_phone, .label = N_("Phone of the veterinarian"), .max = 40),
	P(emergency_contact, .label = N_("In an emergency"), .max = 200),
	    { 0 } };

static const char *
say(struct tt_req *r, const char *id)
{
	return tt_tr(r->cx->lang, id);
}

void
pet_list(struct tt_req *r)
{
	page_pets(tt_page(r, 200), tt_pets_of(r->cx, r->user->id));
}

static struct tt_pet
blank(void)
{
	return (struct tt_pet){ .name = "", .custom_kind = "", .breed = "",
	    .chip = "", .vaccinations = "", .medical = "", .character = "",
	    .notes = "", .picture = "", .color = "", .allergies = "",
	    .medications = "", .behaviour = "", .temperament = "",
	    .special_needs = "", .vet_name = "", .vet_phone = "",
	    .emergency_contact = "", .pets_ok = true, .people_ok = true };
}

void
pet_new(struct tt_req *r)
{
	struct tt_pet p = blank();

	page_pet(tt_page(r, 200), &p);
}

/* "12,5" kilograms in grams. */
static void
take_weight(struct tt_req *r, struct form *f)
{
	int64_t hundredths;

	f->p.weight_g = 0;
	if (f->weight[0] == '\0')
		return;
	if (!tt_cents(f->weight, 1, 100000, &hundredths))
		tt_form_error(r, "weight", say(r, N_("Enter the weight in"
		    " kilograms, for example 12.5.")));
	else
		f->p.weight_g = hundredths * 10;
}

static void
take_phone(struct tt_req *r, struct form *f)
{
	const struct tt_member *m;
	const char *phone;

	if (f->p.vet_phone[0] == '\0')
		return;
	m = tt_member_find(r->cx, r->user->id);
	phone = tt_phone(r->cx->arena, f->p.vet_phone, m->country);
	if (phone == NULL)
		tt_form_error(r, "vet_phone", say(r, N_("Enter a phone number,"
		    " for example 0470 12 34 56.")));
	else
		f->p.vet_phone = phone;
}

static void
check(struct tt_req *r, struct form *f)
{
	struct tt_wall today = tt_wall(r->cx->now);

	take_weight(r, f);
	if (f->p.kind == TT_OTHER && f->p.custom_kind[0] == '\0')
		tt_form_error(r, "custom_kind", say(r, N_("Tell us what kind of"
		    " animal it is.")));
	if (f->p.kind != TT_OTHER)
		f->p.custom_kind = "";
	if (f->p.born_year > today.year)
		tt_form_error(r, "born_year", say(r, N_("This year is yet to"
		    " come.")));
	take_phone(r, f);
	for (const char *c = f->p.chip; *c != '\0'; c++)
		if (!tt_is_digit(*c) && *c != ' ') {
			tt_form_error(r, "chip", say(r, N_("A chip number has"
			    " 15 digits.")));
			break;
		}
}

static void
save(struct tt_req *r, struct form *f, bool fresh)
{
	check(r, f);
	if (!tt_form_ok(r)) {
		page_pet(tt_page(r, 422), &f->p);
		return;
	}
	switch (tt_pet_save(r->cx, r->user->id, &f->p)) {
	case TT_OK:
		tt_note(r, tt_msg(r->cx->arena, r->cx->lang, fresh ?
		    N_("%s has been added.") : N_("%s has been saved."), 1,
		    f->p.name));
		tt_redirect(r, "%s", tt_next(r, "/pets"));
		return;
	case TT_TAKEN:
		tt_form_error(r, "name", say(r, N_("You already have a pet of"
		    " this name and kind.")));
		page_pet(tt_page(r, 409), &f->p);
		return;
	case TT_REFUSED:
		tt_refuse(r, TT_REFUSED, say(r, N_("You can keep 20 pets"
		    " here.")));
		return;
	case TT_ABSENT:
	case TT_INVALID:
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
}

void
pet_new_post(struct tt_req *r)
{
	struct form f = { .p = blank(), .weight = "" };

	(void)tt_form(r, form, &f);
	save(r, &f, true);
}

void
pet_edit(struct tt_req *r)
{
	const struct tt_pet *p = tt_pet_find(r->cx, r->arg[0], r->user->id);

	if (p == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		page_pet(tt_page(r, 200), p);
}

void
pet_edit_post(struct tt_req *r)
{
	const struct tt_pet *p = tt_pet_find(r->cx, r->arg[0], r->user->id);
	struct form f = { .weight = "" };

	if (p == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	f.p = *p;
	(void)tt_form(r, form, &f);
	save(r, &f, false);
}

void
pet_remove(struct tt_req *r)
{
	const struct tt_pet *p = tt_pet_find(r->cx, r->arg[0], r->user->id);

	if (p == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		page_remove(tt_page(r, 200), p);
}

void
pet_remove_post(struct tt_req *r)
{
	if (tt_pet_remove(r->cx, r->arg[0], r->user->id) != TT_OK) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_note(r, say(r, N_("The pet has been removed.")));
	tt_redirect(r, "/pets");
}
