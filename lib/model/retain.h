/*
 * How long things are kept. One table, which the queue's worker walks each
 * night in pieces, `tailtribe retain --print` shows, and the page on privacy
 * agrees with (t/page/privacy.t compares the numbers).
 */
#ifndef TT_RETAIN_H
#define TT_RETAIN_H

#include "core/ctx.h"
#include "db/db.h"

struct tt_retain {
	const char *what;
	int64_t     seconds;            /* how old it may become */
	/* One of both, with until when; at most a piece of rows each time. */
	const struct tt_query *query;
	int64_t   (*work)(struct tt_ctx *, tt_time);
};

/* Ends with a row without a name. */
extern const struct tt_retain tt_retain[];

/* Do each once, at most so many rows of it; how many rows all together. */
int64_t tt_retain_some(struct tt_ctx *);

#endif
