/*
 * HTTP to the outside, through libcurl. The only way out, with smtp.h.
 *
 * Only https, or http to this machine (stripe-sandbox, tests). No redirects,
 * at most 1 MB of answer unless more is asked for, 2 s to connect and 8 s in
 * all. An address that is private, loopback or link-local is refused unless the
 * configuration itself names this machine. Never called inside a transaction.
 */
#ifndef TT_FETCH_H
#define TT_FETCH_H

#include "core/ctx.h"

struct tt_fetch {
	const char *method;           /* "GET", "POST", "PUT" or "DELETE" */
	const char *url;
	const char *headers[8];       /* "Name: value", NULL last */
	const char *body;             /* NULL for none */
	size_t      body_n;           /* 0: body is text */
	int64_t     ms;               /* in all; 0: 8000 */
	size_t      most;             /* bytes of answer; 0: 1 MB */
	/* signed as "aws:amz:REGION:s3", with this key; NULL: not signed */
	const char *sign, *key, *secret;
};

struct tt_fetched {
	int         status;           /* 0: no answer, see error */
	const char *body;             /* "" for none; ends with a zero */
	size_t      body_n;
	const char *error;            /* NULL when there was an answer */
	int64_t     retry_after;      /* seconds, 0 for none */
};

/* Once per program. */
void tt_net_start(void);

struct tt_fetched tt_fetch(struct tt_ctx *, const struct tt_fetch *);

#endif
