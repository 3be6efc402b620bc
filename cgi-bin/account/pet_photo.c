/* The photo of a pet: one, which another replaces. */
#include "account.h"
#include "pages.h"
#include "web/upload.h"

void
pet_photo(struct tt_req *r)
{
	const struct tt_pet *p = tt_pet_find(r->cx, r->arg[0], r->user->id);

	if (p == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		page_pet_photo(tt_page(r, 200), p);
}

void
pet_photo_post(struct tt_req *r)
{
	const struct tt_pet *p = tt_pet_find(r->cx, r->arg[0], r->user->id);
	struct tt_kept k;

	if (p == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	if (!tt_upload_photo(r, "photo", "pet", &k)) {
		page_pet_photo(tt_page(r, 422), p);
		return;
	}
	if (tt_pet_photo(r->cx, p->id, r->user->id, tt_file_media(
	    r->cx->arena, &k)) != TT_OK) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_note(r, tt_msg(r->cx->arena, r->cx->lang, N_("The photo of %s has"
	    " been saved."), 1, p->name));
	tt_redirect(r, "/pets");
}

void
pet_photo_remove(struct tt_req *r)
{
	if (tt_pet_photo(r->cx, r->arg[0], r->user->id, "") != TT_OK) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_note(r, N_("The photo has been removed."));
	tt_redirect(r, "/pets");
}
