/*
 * A copy of all that is kept about somebody, for themselves: asked for, made
 * by the queue (bin/jobs/copy.c), fetched by them alone for a week.
 */
#ifndef TT_EXPORT_H
#define TT_EXPORT_H

#include "core/ctx.h"
#include "db/db.h"

#define TT_EXPORT_DAYS 7

struct tt_export {
	int64_t     id, user_id, file_id;
	const char *state;              /* asked, ready, failed or gone */
	tt_time     asked, ready, expires;
};

/* The latest; NULL: never asked. */
const struct tt_export *tt_export_of(struct tt_ctx *, int64_t user);
const struct tt_export *tt_export_any(struct tt_ctx *, int64_t id);
/* TT_REFUSED: one was asked in the last day, and did not fail. */
enum tt_outcome tt_export_ask(struct tt_ctx *, int64_t user);
/* The files that somebody gave: rows of struct tt_number. */
struct tt_rows tt_export_files(struct tt_ctx *, int64_t user);
/* The queue: it is there, and a mail tells; or it could not be made. */
void tt_export_ready(struct tt_ctx *, int64_t id, int64_t file_id);
void tt_export_failed(struct tt_ctx *, int64_t id);
/* Its owner has fetched it, which the logs tell. */
void tt_export_fetched(struct tt_ctx *, const struct tt_export *);

#endif
