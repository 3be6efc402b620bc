/* A member's own data, and their pets. */
#include "account.h"
#include "core/text.h"
#include "model/identity.h"
#include "net/openid.h"
#include "pages.h"
#include "web/form.h"
#include "web/home.h"
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

static void
edit_post(struct tt_req *r)
{
	struct tt_member m = *tt_member_find(r->cx, r->user->id);

	if (!tt_take_member(r, &m)) {
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
	{ TT_GET,  "/account/photos", TT_SIGNED_IN, photo_list },
	{ TT_POST, "/account/photos", TT_SIGNED_IN, photo_add,
	    .body_max = TT_UPLOAD_MAX },
	{ TT_POST, "/account/photos/portrait", TT_SIGNED_IN, portrait_post,
	    .body_max = TT_UPLOAD_MAX },
	{ TT_POST, "/account/photos/portrait/remove", TT_SIGNED_IN,
	    portrait_remove },
	{ TT_GET,  "/account/photos/#", TT_SIGNED_IN, photo_edit },
	{ TT_POST, "/account/photos/#", TT_SIGNED_IN, photo_edit_post },
	{ TT_POST, "/account/photos/#/earlier", TT_SIGNED_IN, photo_earlier },
	{ TT_POST, "/account/photos/#/later", TT_SIGNED_IN, photo_later },
	{ TT_POST, "/account/photos/#/remove", TT_SIGNED_IN, photo_remove },
	{ TT_POST, "/account/videos", TT_SIGNED_IN, video_add },
	{ TT_POST, "/account/videos/#/remove", TT_SIGNED_IN, video_remove },
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
