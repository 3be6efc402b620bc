/* What a caregiver shows: portrait, photos, videos. */
#include "account.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"
#include "web/upload.h"

static const char *
say(struct tt_req *r, const char *id)
{
	return tt_tr(r->cx->lang, id);
}

static void
show(struct tt_req *r, int status)
{
	struct own_photos p;

	p.pictures = tt_pictures_of(r->cx, r->user->id);
	p.videos = tt_videos_of(r->cx, r->user->id);
	page_photos(tt_page(r, status), &p);
}

static void
back(struct tt_req *r, const char *note)
{
	tt_note(r, note);
	tt_redirect(r, "/account/photos");
}

/* Photos go with a profile, from its first step on: staff see them when they
 * read it. Whoever has not begun one is led there. */
static bool
has_profile(struct tt_req *r)
{
	if (r->user->is_caregiver || tt_join_find(r->cx, r->user->id)->begun)
		return true;
	tt_redirect(r, "/account/caregiver");
	return false;
}

void
photo_list(struct tt_req *r)
{
	if (has_profile(r))
		show(r, 200);
}

/* ---- the portrait ----------------------------------------------------------- */

void
portrait_post(struct tt_req *r)
{
	struct tt_kept k;

	if (!has_profile(r))
		return;
	if (!tt_upload_photo(r, "portrait", "picture", &k)) {
		show(r, 422);
		return;
	}
	(void)tt_portrait_set(r->cx, r->user->id, tt_file_media(
	    r->cx->arena, &k));
	back(r, N_("Your portrait has been saved."));
}

void
portrait_remove(struct tt_req *r)
{
	if (!has_profile(r))
		return;
	(void)tt_portrait_set(r->cx, r->user->id, "");
	back(r, N_("Your portrait has been removed."));
}

/* ---- photos ----------------------------------------------------------------- */

struct words { const char *alt; };
static const struct tt_field words_form[] = {
	TT_FIELD(struct words, alt, .label = N_("What is to be seen?"),
	    .required = true, .min = 3, .max = TT_ALT_MAX), { 0 } };

static size_t
gallery_n(struct tt_req *r)
{
	struct tt_rows rows = tt_pictures_of(r->cx, r->user->id);
	const struct tt_own_picture *p = rows.v;

	return rows.n - (rows.n > 0 && p[0].place == 0);
}

void
photo_add(struct tt_req *r)
{
	struct words w = { "" };
	struct tt_kept k;

	if (!has_profile(r))
		return;
	(void)tt_form(r, words_form, &w);
	if (gallery_n(r) >= TT_PICTURES_MAX)
		tt_form_error(r, "photo", say(r, N_("You show eight photos."
		    " Remove one first.")));
	/* What was typed is looked at first: a photo is not kept in vain. */
	if (!tt_form_ok(r) || !tt_upload_photo(r, "photo", "picture", &k)) {
		show(r, 422);
		return;
	}
	if (tt_picture_add(r->cx, r->user->id, tt_file_media(r->cx->arena, &k),
	    w.alt) != TT_OK) {
		tt_form_error(r, "photo", say(r, N_("You show eight photos."
		    " Remove one first.")));
		show(r, 409);
		return;
	}
	back(r, N_("The photo has been added."));
}

static const struct tt_own_picture *
one(struct tt_req *r)
{
	const struct tt_own_picture *p = tt_picture_find(r->cx, r->arg[0],
	    r->user->id);

	if (p != NULL && p->place > 0)
		return p;
	tt_refuse(r, TT_ABSENT, NULL);
	return NULL;
}

void
photo_edit(struct tt_req *r)
{
	const struct tt_own_picture *p = one(r);

	if (p != NULL)
		page_photo(tt_page(r, 200), p);
}

void
photo_edit_post(struct tt_req *r)
{
	const struct tt_own_picture *p = one(r);
	struct words w = { "" };

	if (p == NULL)
		return;
	if (!tt_form(r, words_form, &w)) {
		page_photo(tt_page(r, 422), p);
		return;
	}
	(void)tt_picture_describe(r->cx, p->id, r->user->id, w.alt);
	back(r, N_("The description has been saved."));
}

static void
move(struct tt_req *r, int by)
{
	if (tt_picture_move(r->cx, r->arg[0], r->user->id, by) != TT_OK)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		tt_redirect(r, "/account/photos#photo-%lld",
		    (long long)r->arg[0]);
}

void
photo_earlier(struct tt_req *r)
{
	move(r, -1);
}

void
photo_later(struct tt_req *r)
{
	move(r, 1);
}

void
photo_remove(struct tt_req *r)
{
	const struct tt_own_picture *p = one(r);

	if (p == NULL)
		return;
	(void)tt_picture_remove(r->cx, p->id, r->user->id);
	back(r, N_("The photo has been removed."));
}

/* ---- videos ----------------------------------------------------------------- */

struct video { const char *url, *title; };
static const struct tt_field video_form[] = {
	TT_FIELD(struct video, url, .label = N_("Address of the video"),
	    .required = true, .max = 200),
	TT_FIELD(struct video, title, .label = N_("Title"), .required = true,
	    .min = 3, .max = 120), { 0 } };

void
video_add(struct tt_req *r)
{
	struct video v = { "", "" };
	enum tt_outcome out = TT_INVALID;

	if (!has_profile(r))
		return;
	if (tt_form(r, video_form, &v)) {
		out = tt_video_add(r->cx, r->user->id, v.url, v.title);
		if (out == TT_INVALID)
			tt_form_error(r, "url", say(r, N_("Enter the address"
			    " of a video at YouTube, Vimeo, Instagram or"
			    " TikTok. It starts with https://.")));
		else if (out != TT_OK)
			tt_form_error(r, "url", say(r, N_("You show six"
			    " videos. Remove one first.")));
	}
	if (out == TT_OK)
		back(r, N_("The video has been added."));
	else
		show(r, out == TT_REFUSED ? 409 : 422);
}

void
video_remove(struct tt_req *r)
{
	if (tt_video_remove(r->cx, r->user->id, r->arg[0]) != TT_OK)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		back(r, N_("The video has been removed."));
}
