/* What the pages of site.fcgi show. */
#ifndef SITE_VIEW_H
#define SITE_VIEW_H

#include "model/place.h"
#include "site/site.h"
#include "web/ask.h"
#include "web/out.h"

/* ---- home.c -------------------------------------------------------------- */

struct town { const char *name, *word; };
struct home {
	struct tt_ask ask;
	struct town   towns[16];
	size_t        n_towns;
	int64_t       kept, given;     /* per cent of the price */
};

/* ---- texts.c ------------------------------------------------------------- */

/* A question and its answer; without a question it opens a section. */
struct question {
	const char *section, *question;
	tt_html     answer;
};

struct text_view {
	const struct text     *text;
	const char            *title, *about;
	tt_html                body;
	const struct question *questions;   /* the help page only */
	size_t                 n_questions;
};

/* ---- places.c ------------------------------------------------------------ */

struct province {
	const char *name, *slug;
	int64_t     n_towns;
};
struct places { struct province v[16]; size_t n; };

struct province_view {
	const char  *name;
	struct town *towns;
	size_t       n_towns;
};
const char *province_title(struct tt_out *, const struct province_view *);
const char *province_about(struct tt_out *, const struct province_view *);

/* ---- contact.c ----------------------------------------------------------- */

struct message { const char *name, *email, *subject, *message; };

/* ---- demo.c -------------------------------------------------------------- */

struct mail_row { const char *id, *subject, *to; tt_time at; };
struct mail_rows { struct mail_row *v; size_t n; };

/* Text of a mail, cut where an address of ours stands in it. */
struct piece { const char *text; bool link; tt_url url; };
struct mail_view {
	const char   *subject, *from, *to, *date;
	struct piece *pieces;
	size_t        n_pieces;
};

#endif
