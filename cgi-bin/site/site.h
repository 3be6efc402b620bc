/*
 * site.fcgi: the pages that everybody may read, health, and what only the
 * demo has.
 */
#ifndef SITE_H
#define SITE_H

#include "web/req.h"

/* home.c */
void home_show(struct tt_req *);

/* texts.c: content/LANGUAGE/NAME.md, NAME being the path. */
void text_show(struct tt_req *);

/* places.c: provinces and their towns. */
void places_show(struct tt_req *);
void province_show(struct tt_req *);

/* contact.c */
void contact_show(struct tt_req *);
void contact_send(struct tt_req *);
void contact_sent(struct tt_req *);

/* machines.c */
void robots(struct tt_req *);
void sitemap(struct tt_req *);
void avatar(struct tt_req *);

/* health.c */
void livez(struct tt_req *);
void readyz(struct tt_req *);
void health(struct tt_req *);

/* demo.c */
void demo_show(struct tt_req *);
void demo_mails(struct tt_req *);
void demo_mail(struct tt_req *);

/* A text page of ours, in the order in which they are listed. */
struct text {
	const char *name;      /* of the file and of the address */
	const char *title;     /* English, for tt_tr */
};
extern const struct text texts[];   /* ended by a row without a name */

/* files.c: a whole file, at most `max` bytes; NULL when it cannot be read. */
const char *file_read(struct tt_arena *, const char *path, size_t max);

#endif
