/* A member's own data, and their pets. */
#include "account.h"
#include "core/text.h"
#include "model/identity.h"
#include "model/place.h"
#include "net/openid.h"
#include "pages.h"
#include "web/form.h"
#include "web/upload.h"

static void
show(struct tt_req *r)
{
	const struct tt_identity *i = tt_openid_on(r->cx->conf) ?
	    tt_identity_of(r->cx, r->user->id, r->cx->conf->openid_issuer) :
	    NULL;

	/* Who is no caregiver needs no more than their own row. */
	page_account(tt_page(r, 200), r->user, tt_member_find(r->cx,
	    r->user->id), r->user->is_caregiver ?
	    tt_join_find(r->cx, r->user->id) : NULL, i);
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

static void
edit(struct tt_req *r)
{
	page_edit(tt_page(r, 200), tt_member_find(r->cx, r->user->id));
}

static const char *
say(struct tt_req *r, const char *id)
{
	return tt_tr(r->cx->lang, id);
}

void
place_take(struct tt_req *r, struct place *to, const char *was)
{
	const char *code = tt_postcode(r->cx->arena, to->postcode,
	    &to->country);
	const struct tt_place *p;

	if (code == NULL) {
		tt_form_error(r, "postcode", say(r, N_("Enter a Belgian or"
		    " Dutch postcode, for example 2800 or 1012 AB.")));
		return;
	}
	to->postcode = code;
	if (!tt_place_matches(code, to->town))
		tt_form_error(r, "town", say(r, N_("This town does not belong"
		    " to the postcode. Check both.")));
	p = tt_place_by_postcode(to->country, code);
	if (p != NULL && !tt_eq(code, was)) {
		to->lat = p->lat;
		to->lon = p->lon;
	}
}

const char *
phone_take(struct tt_req *r, const char *typed, const char *country)
{
	const char *phone = typed[0] == '\0' ? "" : tt_phone(r->cx->arena,
	    typed, country);

	if (phone != NULL)
		return phone;
	tt_form_error(r, "phone", say(r, N_("Enter a phone number, for"
	    " example 0470 12 34 56.")));
	return typed;
}

static void
take_place(struct tt_req *r, struct tt_member *m, const char *was)
{
	struct place to = { m->postcode, m->town, m->country, m->lat, m->lon };

	place_take(r, &to, was);
	m->postcode = to.postcode;
	m->country = to.country;
	m->lat = to.lat;
	m->lon = to.lon;
}

static void
edit_post(struct tt_req *r)
{
	struct tt_member m = *tt_member_find(r->cx, r->user->id);
	const char *was = m.postcode;

	(void)tt_form(r, member_form, &m);
	if (m.postcode[0] != '\0')
		take_place(r, &m, was);
	m.phone = phone_take(r, m.phone, m.country);
	if (tt_word(tt_langs, m.lang) < 0)
		tt_form_error(r, "lang", say(r, N_("Choose a language.")));
	if (!tt_form_ok(r)) {
		page_edit(tt_page(r, 422), &m);
		return;
	}
	(void)tt_member_save(r->cx, &m);
	tt_note(r, say(r, N_("Your data are saved.")));
	tt_redirect(r, "/account");
}

/* A caregiver who looks for care too. */
static void
be_owner(struct tt_req *r)
{
	tt_member_owner(r->cx, r->user->id);
	tt_note(r, say(r, N_("Now add your first pet.")));
	tt_redirect(r, "/pets");
}

static const struct tt_route routes[] = {
	{ TT_GET,  "/account",       TT_SIGNED_IN, show },
	{ TT_GET,  "/account/edit",  TT_SIGNED_IN, edit,
	    .own = true },
	{ TT_POST, "/account/edit",  TT_SIGNED_IN, edit_post,
	    .own = true },
	{ TT_POST, "/account/owner", TT_SIGNED_IN, be_owner },
	{ TT_GET,  "/account/devices", TT_SIGNED_IN, device_list,
	    .own = true },
	{ TT_POST, "/account/devices", TT_SIGNED_IN, device_end,
	    .own = true },
	{ TT_GET,  "/account/activity", TT_SIGNED_IN, activity_list },
	{ TT_GET,  "/account/caregiver", TT_SIGNED_IN, join_show },
	{ TT_POST, "/account/caregiver", TT_SIGNED_IN, join_send },
	{ TT_GET,  "/account/caregiver/profile", TT_SIGNED_IN, join_profile },
	{ TT_POST, "/account/caregiver/profile", TT_SIGNED_IN,
	    join_profile_post },
	{ TT_GET,  "/account/caregiver/services", TT_SIGNED_IN,
	    join_services },
	{ TT_POST, "/account/caregiver/services", TT_SIGNED_IN,
	    join_services_post },
	{ TT_GET,  "/account/caregiver/hours", TT_SIGNED_IN, join_times },
	{ TT_POST, "/account/caregiver/hours", TT_SIGNED_IN,
	    join_times_post },
	{ TT_GET,  "/account/caregiver/papers", TT_SIGNED_IN, join_papers },
	{ TT_POST, "/account/caregiver/papers", TT_SIGNED_IN,
	    join_papers_post },
	{ TT_POST, "/account/caregiver/certificate", TT_SIGNED_IN,
	    join_certificate_post, .body_max = TT_UPLOAD_MAX },
	{ TT_POST, "/account/caregiver/insurance", TT_SIGNED_IN,
	    join_insurance_post, .body_max = TT_UPLOAD_MAX },
	{ TT_GET,  "/account/caregiver/certificate/#", TT_SIGNED_IN,
	    join_certificate },
	{ TT_POST, "/account/caregiver/certificate/#", TT_SIGNED_IN,
	    join_certificate_remove },
	{ TT_GET,  "/account/caregiver/payout", TT_SIGNED_IN, join_payout,
	    .again = true },
	{ TT_POST, "/account/caregiver/payout", TT_SIGNED_IN,
	    join_payout_post, .again = true },
	{ TT_GET,  "/account/privacy", TT_SIGNED_IN, privacy_show },
	{ TT_POST, "/account/privacy", TT_SIGNED_IN, privacy_post },
	{ TT_GET,  "/account/privacy/copy", TT_SIGNED_IN, copy_ask,
	    .again = true },
	{ TT_POST, "/account/privacy/copy", TT_SIGNED_IN, copy_ask_post,
	    .again = true },
	{ TT_GET,  "/account/privacy/file", TT_SIGNED_IN, copy_file },
	{ TT_GET,  "/account/terms", TT_SIGNED_IN, terms_show },
	{ TT_POST, "/account/terms", TT_SIGNED_IN, terms_post },
	{ TT_GET,  "/account/close", TT_SIGNED_IN, close_show,
	    .again = true },
	{ TT_POST, "/account/close", TT_SIGNED_IN, close_post,
	    .again = true },
	{ TT_GET,  "/account/close/*", TT_ANYONE, close_link },
	{ TT_POST, "/account/close/*", TT_ANYONE, close_link_post },
	{ TT_GET,  "/account/closing", TT_SIGNED_IN, closing_show },
	{ TT_POST, "/account/closing", TT_SIGNED_IN, closing_post },
	{ TT_GET,  "/account/photos", TT_CAREGIVER, photo_list },
	{ TT_POST, "/account/photos", TT_CAREGIVER, photo_add,
	    .body_max = TT_UPLOAD_MAX },
	{ TT_POST, "/account/photos/portrait", TT_CAREGIVER, portrait_post,
	    .body_max = TT_UPLOAD_MAX },
	{ TT_POST, "/account/photos/portrait/remove", TT_CAREGIVER,
	    portrait_remove },
	{ TT_GET,  "/account/photos/#", TT_CAREGIVER, photo_edit },
	{ TT_POST, "/account/photos/#", TT_CAREGIVER, photo_edit_post },
	{ TT_POST, "/account/photos/#/earlier", TT_CAREGIVER, photo_earlier },
	{ TT_POST, "/account/photos/#/later", TT_CAREGIVER, photo_later },
	{ TT_POST, "/account/photos/#/remove", TT_CAREGIVER, photo_remove },
	{ TT_POST, "/account/videos", TT_CAREGIVER, video_add },
	{ TT_POST, "/account/videos/#/remove", TT_CAREGIVER, video_remove },
	{ TT_GET,  "/account/google", TT_SIGNED_IN, google_page,
	    .again = true },
	{ TT_GET,  "/account/welcome", TT_SIGNED_IN, welcome },
	{ TT_GET,  "/account/welcome/done", TT_OWNER, welcome_done },
	{ TT_GET,  "/account/needs", TT_OWNER, needs_page },
	{ TT_POST, "/account/needs", TT_OWNER, needs_post },
	{ TT_GET,  "/pets",          TT_OWNER, pet_list },
	{ TT_GET,  "/pets/new",      TT_OWNER, pet_new },
	{ TT_POST, "/pets/new",      TT_OWNER, pet_new_post },
	{ TT_GET,  "/pets/#",        TT_OWNER, pet_edit },
	{ TT_POST, "/pets/#",        TT_OWNER, pet_edit_post },
	{ TT_GET,  "/pets/#/remove", TT_OWNER, pet_remove },
	{ TT_POST, "/pets/#/remove", TT_OWNER, pet_remove_post },
	{ TT_GET,  "/pets/#/photo",  TT_OWNER, pet_photo },
	{ TT_POST, "/pets/#/photo",  TT_OWNER, pet_photo_post,
	    .body_max = TT_UPLOAD_MAX },
	{ TT_POST, "/pets/#/photo/remove", TT_OWNER, pet_photo_remove },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("account", routes, argc, argv);
}
