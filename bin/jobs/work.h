/*
 * What each kind of job does. At least once each: every handler may run
 * twice, and is made idempotent by the id of the job or of its subject.
 */
#ifndef TT_WORK_H
#define TT_WORK_H

#include "core/ctx.h"
#include "model/job.h"

struct tt_work_result {
	const char *error;         /* NULL: done */
	bool        for_good;      /* trying again will not help */
	int64_t     retry_after;   /* seconds, 0: as the queue thinks */
};

struct tt_work_result tt_work(struct tt_ctx *, const struct tt_job *);

/* files.c */
struct tt_work_result tt_work_file_store(struct tt_ctx *,
    const struct tt_job *);
struct tt_work_result tt_work_file_gone(struct tt_ctx *,
    const struct tt_job *);

struct tt_work_result tt_work_copy(struct tt_ctx *, const struct tt_job *);

#endif
