/*
 * One mail: made as text, then sent by SMTP or written to a folder, as
 * `mail` in the configuration says.
 */
#ifndef TT_MAIL_H
#define TT_MAIL_H

#include "core/ctx.h"

struct tt_mail {
	const char *to;            /* an address, or "a@b" of support */
	const char *subject;
	const char *text, *html;   /* UTF-8, the same message twice */
	const char *reply_to;      /* NULL for none */
	int64_t     id;            /* of the job: makes the Message-ID */
};

/*
 * The message as RFC 5322 text, CR LF at line ends. Pure but for the date.
 * NULL when an address or header has a control byte or is not ASCII.
 */
const char *tt_mime(struct tt_ctx *, const struct tt_mail *);

/*
 * Send it. NULL when it is on its way, else what went wrong; `for_good` is
 * set when trying again will not help (the server refused the address).
 */
const char *tt_mail_send(struct tt_ctx *, const struct tt_mail *,
    bool *for_good);

#endif
