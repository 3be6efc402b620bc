/*
 * The queue: rows inserted in the transaction that causes them, taken by
 * tailtribe-jobs under a lease, at least once each. A handler may therefore
 * run twice, and its effect is made idempotent by the job's id.
 */
#ifndef TT_JOB_H
#define TT_JOB_H

#include "core/ctx.h"
#include "db/db.h"

struct tt_job {
	int64_t     id, subject;
	const char *kind, *detail, *lease;
	int64_t     tries, max_tries;
	tt_time     run_at;
};

/* Inside a transaction: do `kind` about `subject`. `detail` may be "". */
void tt_job_add(struct tt_ctx *, const char *kind, int64_t subject,
    const char *detail);
/* The same, not before `at`, and only once for `key`. */
void tt_job_add_at(struct tt_ctx *, const char *kind, int64_t subject,
    const char *detail, tt_time at, const char *key);
/* A mail: kind "mail", detail is the template and what else it needs. */
void tt_mail_add(struct tt_ctx *, const char *template, int64_t user_id,
    int64_t subject, const char *extra);

/* Take the oldest that is due, for `seconds`; NULL when there is none. One that
 * was tried before is taken only when it was due at `again`. */
const struct tt_job *tt_job_take(struct tt_ctx *, int64_t seconds,
    tt_time again);
/* Done, put off (error kept), or dead; nothing when the lease was lost. */
void tt_job_done(struct tt_ctx *, const struct tt_job *);
void tt_job_failed(struct tt_ctx *, const struct tt_job *, const char *error,
    bool for_good, int64_t retry_after);
/* Give back what a lost worker had, or bury what was tried too often; how
 * many. */
int64_t tt_job_reap(struct tt_ctx *);
/* Remove done jobs older than a day, at most 500. */
int64_t tt_job_sweep(struct tt_ctx *);
int64_t tt_jobs_waiting(struct tt_ctx *);
int64_t tt_jobs_dead(struct tt_ctx *);

#endif
