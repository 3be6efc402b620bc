/*
 * The mails: what each says, to whom, with which button. A letter is made
 * from one row of the table in letters.c, in the reader's language, and shown
 * twice: as HTML (mails/letter.html) and as text.
 */
#ifndef TT_LETTER_H
#define TT_LETTER_H

#include "core/ctx.h"
#include "model/job.h"
#include "net/mail.h"
#include "web/out.h"

struct tt_letter_fact { const char *label, *value; };

struct tt_letter {
	const char           *subject, *hello;
	const char           *says[3];          /* NULL after the last */
	struct tt_letter_fact facts[8];
	size_t                n_facts;
	const char           *button;           /* NULL for none */
	tt_url                url;
	const char           *end, *why;        /* closing; why you get this */
};

/*
 * The mail that a job of kind "mail", "mail-contact" or "mail-support" asks
 * for. False when there is nobody to write to any more, or nothing to say.
 */
bool tt_letter_make(struct tt_ctx *, const struct tt_job *, struct tt_mail *);

#endif
