/* Asking a caregiver, the later steps: pets, care, check and send. */
#include <inttypes.h>
#include <string.h>

#include "booking.h"
#include "core/text.h"
#include "model/user.h"
#include "pages.h"
#include "web/form.h"

/* ---- pets ------------------------------------------------------------------- */

void
request_pets(struct tt_req *r)
{
	struct asking a;

	if (asking_load(r, &a, 2))
		page_pets(tt_page(r, 200), &a);
}

/* Whether this caregiver, for this service, takes such a pet. */
static bool
takes(const struct asking *a, const struct tt_pet *p)
{
	const char *word = tt_pet_kinds[p->kind], *at = a->c->kinds;

	if (a->service->dogs_only && p->kind != TT_DOG)
		return false;
	for (size_t n = strlen(word); *at != '\0'; at += *at == ' ') {
		size_t len = strcspn(at, " ");

		if (len == n && memcmp(at, word, n) == 0)
			return true;
		at += len;
	}
	return false;
}

bool
pet_in(const char *pets, int64_t id)
{
	const struct tt_draft d = { .pets = pets };
	int64_t ids[TT_SEATS];
	size_t n = tt_draft_pets(&d, ids);

	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* The ticked pets as the draft keeps them; how many. */
static size_t
take_pets(struct tt_req *r, struct asking *a)
{
	const char *values[TT_SEATS];
	size_t n = tt_form_list(r, "pet", values, TT_SEATS), kept = 0;
	const struct tt_pet *p = a->pets.v;

	a->d.pets = "";
	for (size_t i = 0; i < a->pets.n; i++) {
		bool ticked = false;
		int64_t id;

		for (size_t k = 0; k < n; k++)
			ticked |= tt_int(values[k], 1, INT64_MAX, &id) &&
			    id == p[i].id;
		if (!ticked)
			continue;
		if (!takes(a, &p[i]))
			tt_form_error(r, "pet", tt_msg(r->cx->arena,
			    r->cx->lang, "%1$s does not take %2$s for this.",
			    2, a->name, p[i].name));
		a->d.pets = tt_printf(r->cx->arena, "%s%s%" PRId64, a->d.pets,
		    kept == 0 ? "" : " ", p[i].id);
		kept++;
	}
	return kept;
}

void
request_pets_post(struct tt_req *r)
{
	struct asking a;
	size_t n;

	if (!asking_load(r, &a, 2))
		return;
	n = take_pets(r, &a);
	if (n == 0)
		tt_form_error(r, "pet", tt_msg(r->cx->arena, r->cx->lang,
		    "Choose at least one pet.", 0));
	asking_quote(r, &a, (int64_t)n);
	if (tt_form_ok(r) && a.q.why_not != TT_FREE)
		tt_form_error(r, "pet", tt_tr(r->cx->lang,
		    tt_why_not_text(a.q.why_not)));
	if (!tt_form_ok(r)) {
		page_pets(tt_page(r, 422), &a);
		return;
	}
	if (a.d.step < 2)
		a.d.step = 2;
	tt_draft_save(r->cx, &a.d);
	tt_redirect(r, "/request/%" PRId64 "/%s", a.d.id,
	    a.d.step == 3 ? "check" : "care");
}

/* ---- care ------------------------------------------------------------------- */

#define D(m, ...) TT_FIELD(struct tt_draft, m, ##__VA_ARGS__)
static const struct tt_field care_form[] = {
	D(note, .label = N_("Instructions"), .max = 2000, .lines = true),
	D(off_leash),
	D(emergency_name, .label = N_("Name of the emergency contact"),
	    .required = true, .min = 2, .max = 80),
	D(emergency_phone, .label = N_("Phone of the emergency contact"),
	    .required = true, .max = 40),
	D(vet_name, .label = N_("Name of the practice"), .max = 80),
	D(vet_phone, .label = N_("Phone of the vet"), .max = 40),
	D(vet_address, .label = N_("Address of the vet"), .max = 200), { 0 }
};

void
request_care(struct tt_req *r)
{
	struct asking a;

	if (asking_load(r, &a, 3))
		page_care(tt_page(r, 200), &a);
}

/* A number in its international form, or a fault beside its field. */
static const char *
phone(struct tt_req *r, const char *field, const char *text)
{
	const char *e164;

	if (text[0] == '\0')
		return text;
	e164 = tt_phone(r->cx->arena, text, "BE");
	if (e164 == NULL)
		tt_form_error(r, field, tt_msg(r->cx->arena, r->cx->lang,
		    "Enter a phone number, for example 0470 12 34 56.", 0));
	return e164 == NULL ? text : e164;
}

void
request_care_post(struct tt_req *r)
{
	struct asking a;

	if (!asking_load(r, &a, 3))
		return;
	(void)tt_form(r, care_form, &a.d);
	a.d.emergency_phone = phone(r, "emergency_phone",
	    a.d.emergency_phone);
	a.d.vet_phone = phone(r, "vet_phone", a.d.vet_phone);
	a.d.off_leash = a.d.off_leash && a.dogs;
	if (!tt_form_ok(r)) {
		page_care(tt_page(r, 422), &a);
		return;
	}
	a.d.step = 3;
	tt_draft_save(r->cx, &a.d);
	tt_redirect(r, "/request/%" PRId64 "/check", a.d.id);
}

/* ---- check and send ---------------------------------------------------------- */

void
request_check(struct tt_req *r)
{
	struct asking a;

	if (terms_agreed(r, r->path) && asking_load(r, &a, 4))
		page_check(tt_page(r, 200), &a);
}

struct agreeing { bool agree; };
static const struct tt_field agree_form[] = {
	TT_FIELD(struct agreeing, agree), { 0 } };

void
request_check_post(struct tt_req *r)
{
	struct asking a;
	struct agreeing f = { 0 };
	enum tt_why_not why = TT_FREE;
	int64_t booking;

	if (!terms_agreed(r, r->path) || !asking_load(r, &a, 4))
		return;
	(void)tt_form(r, agree_form, &f);
	if (!f.agree) {
		tt_form_error(r, "agree", tt_msg(r->cx->arena, r->cx->lang,
		    "Please agree to the terms, or do not send.", 0));
		page_check(tt_page(r, 422), &a);
		return;
	}
	switch (tt_booking_request(r->cx, a.d.id, r->user->id, &booking,
	    &why)) {
	case TT_OK:
		tt_note(r, tt_msg(r->cx->arena, r->cx->lang,
		    "Your request is on its way to %s.", 1, a.name));
		tt_redirect(r, "/booking/%" PRId64, booking);
		return;
	case TT_TAKEN:
		asking_quote(r, &a, a.q.pets);
		page_check(tt_page(r, 409), &a);
		return;
	case TT_INVALID:
		tt_redirect(r, "/request/%" PRId64 "/pets", a.d.id);
		return;
	case TT_ABSENT:
	case TT_REFUSED:
		if (r->user->verified.s == 0) {
			tt_redirect(r, "/verify");
			return;
		}
		tt_refuse(r, TT_REFUSED, tt_msg(r->cx->arena, r->cx->lang,
		    "You sent ten requests in an hour. Please wait a"
		    " little.", 0));
	}
}
