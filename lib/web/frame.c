#include <string.h>

#include "core/text.h"
#include "web/frame.h"
#include "web/inner.h"

bool
tt_frame_start(struct tt_out *o, int flags)
{
	o->r->inner->frame = flags;
	return o->r->user != NULL;
}

bool
tt_frame_dock(struct tt_out *o)
{
	return o->r->user != NULL && (o->r->inner->frame & TT_NO_DOCK) == 0;
}

const char *
tt_frame_main(int flags)
{
	if (flags & TT_BARE)
		return "bare";
	return flags & TT_NARROW ? "narrow flow" :
	    flags & TT_MIDDLE ? "middle flow" : "wrap flow";
}

bool
tt_current(struct tt_out *o, const char *name)
{
	const char *path = o->r->path + 1;
	size_t n = strlen(name);

	return tt_starts(path, name) && (path[n] == '\0' || path[n] == '/');
}

/* A path as it stands in an address: bytes beyond the plain ones as %XX. */
static void
add_path(struct tt_buf *b, const char *path)
{
	char one[2] = { 0 };

	for (; *path != '\0'; path++) {
		one[0] = *path;
		if (*path == '/')
			tt_buf_addc(b, '/');
		else
			tt_buf_add_url(b, one);
	}
}

/* The path of this page, or "/" when it can only be posted to. */
static const char *
own_path(struct tt_out *o)
{
	const struct tt_req *r = o->r;
	unsigned allow;

	if (r->route == NULL)
		return "/";
	if (r->method == TT_GET)
		return r->path;
	tt_route_find(r->inner->w->routes, TT_GET, r->path, NULL, &allow);
	return allow & (1U << TT_GET) ? r->path : "/";
}

tt_url
tt_here(struct tt_out *o, enum tt_lang lang)
{
	const struct tt_req *r = o->r;
	struct tt_buf b = tt_buf_in(o->arena, TT_URL_MAX * 4);

	tt_buf_addc(&b, '/');
	tt_buf_adds(&b, tt_langs[lang]);
	add_path(&b, own_path(o));
	if (r->method == TT_GET && *r->query != '\0' && r->route != NULL) {
		tt_buf_addc(&b, '?');
		tt_buf_adds(&b, r->query);
	}
	return (tt_url){ b.p };
}

tt_url
tt_canonical(struct tt_out *o, enum tt_lang lang)
{
	struct tt_buf b = tt_buf_in(o->arena, TT_URL_MAX * 4);

	tt_buf_adds(&b, o->cx->conf->site);
	tt_buf_addc(&b, '/');
	tt_buf_adds(&b, tt_langs[lang]);
	add_path(&b, own_path(o));
	return (tt_url){ b.p };
}

const char *
tt_lang_code(int lang)
{
	static const char *const codes[] = { "NL", "FR", "EN", "DE" };

	return codes[lang];
}

const char *
tt_frame_note(struct tt_out *o)
{
	const struct tt_session *s = o->r->session;

	if (s == NULL || s->note[0] == '\0')
		return "";
	o->r->inner->note_shown = true;
	return s->note;
}

const struct tt_user *
tt_frame_user(struct tt_out *o)
{
	return o->r->user;
}

static const struct sorry {
	int         status;
	const char *title, *text;
} sorries[] = {
	{ 400, N_("We do not understand this address"),
	    N_("Something in the address or in the form did not arrive in one "
	    "piece. Go back one page and try again.") },
	{ 403, N_("You cannot open this page"),
	    N_("Log in with another account, or go to your account and look "
	    "what you can do there.") },
	{ 404, N_("This page is not here"),
	    N_("Perhaps the address has a typing error, or the page is gone. "
	    "It is not your fault. Look for a caregiver here, or go to the "
	    "first page.") },
	{ 405, N_("This page does not open this way"),
	    N_("Go to the first page and open it from there.") },
	{ 409, N_("That is not possible now"),
	    N_("Something changed in the meantime. Go back one page, open it "
	    "again and look what is possible now.") },
	{ 413, N_("That is too large to send"),
	    N_("Go back one page and send less text or a smaller photo.") },
	{ 414, N_("This address is too long"),
	    N_("Go to the first page and search again.") },
	{ 415, N_("We cannot read this form"),
	    N_("Open the page in your browser, fill in the form there and "
	    "send it again.") },
	{ 422, N_("Something in the form is not right yet"),
	    N_("Go back one page, look at what you filled in and send it "
	    "again.") },
	{ 429, N_("That was too often in a short time"),
	    N_("Wait a few minutes and try again. Nothing is lost.") },
	{ 503, N_("We are away for a moment"),
	    N_("The site cannot answer now. Try again in a minute. What you "
	    "sent a moment ago was not kept.") },
	{ 500, N_("Something went wrong on our side"),
	    N_("We have been told. Try again in a minute. If it happens again, "
	    "write to us with the reference below.") },
};

struct tt_sorry
tt_sorry(struct tt_out *o, int status)
{
	const size_t last = sizeof(sorries) / sizeof(*sorries) - 1;
	size_t i = 0;

	while (i < last && sorries[i].status != status)
		i++;
	return (struct tt_sorry){ tt_tr(o->lang, sorries[i].title),
	    tt_tr(o->lang, sorries[i].text) };
}
