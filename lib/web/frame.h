/*
 * The frame of every page, for a page's first and last line:
 *
 *	{> tt_head(_("Your pets"))}
 *	…
 *	{> tt_foot()}
 *
 * tt_head and tt_head_of are in pages/frame.html; include "web/pages.h".
 */
#ifndef TT_FRAME_H
#define TT_FRAME_H

#include "web/out.h"

/* For tt_head_of; add them up. How wide <main> is, and what else differs. */
enum {
	TT_WIDE = 0,        /* main class="wrap flow" */
	TT_MIDDLE = 1,      /* "middle flow": text and forms */
	TT_NARROW = 2,      /* "narrow flow": log in */
	TT_BARE = 4,        /* no class: bands from edge to edge */
	TT_NO_INDEX = 8,    /* search engines stay away; always so signed in */
	TT_NO_DOCK = 16,    /* the page has an `ask` at the bottom */
};

/* ---- for pages/frame.html ------------------------------------------------ */

/* Note the flags for tt_foot; true when somebody is signed in. */
bool tt_frame_start(struct tt_out *, int flags);
bool tt_frame_dock(struct tt_out *);
const char *tt_frame_main(int flags);
/* Whether this page is at /name or below it. */
bool tt_current(struct tt_out *, const char *name);
/* This page in another language, with its query. */
tt_url tt_here(struct tt_out *, enum tt_lang);
/* The one address of this page for search engines, in a language. */
tt_url tt_canonical(struct tt_out *, enum tt_lang);
/* "NL" */
const char *tt_lang_code(int lang);
/* The note to be shown once, "" for none; noted as shown. */
const char *tt_frame_note(struct tt_out *);
const struct tt_user *tt_frame_user(struct tt_out *);

/* What an error page says. */
struct tt_sorry { const char *title, *text; };
struct tt_sorry tt_sorry(struct tt_out *, int status);

#endif
