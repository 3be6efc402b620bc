/*
 * Certificates and insurance policies, as staff look at them one by one. Only
 * what was verified shows on a profile, and a policy only until its last day.
 */
#ifndef TT_PAPER_H
#define TT_PAPER_H

#include "model/approve.h"

struct tt_paper {
	int64_t     id, caregiver_id, file_id;       /* file 0: none */
	const char *kind, *provider, *number, *state, *reason;
	const char *file_type;                       /* photo, pdf or "" */
	int64_t     width, height;                   /* of a photo */
	const char *first_name, *last_name;          /* of the caregiver */
	tt_day      expires;                         /* 0: never */
	tt_time     created, decided;
};

/* Of one caregiver, the newest first, at most 20. */
struct tt_rows tt_papers_of(struct tt_ctx *, int64_t caregiver);
/* Those that wait, the oldest first. For staff's pages. */
struct tt_rows tt_admin_papers(struct tt_ctx *, int64_t limit);
const struct tt_paper *tt_admin_paper(struct tt_ctx *, int64_t id);

bool tt_paper_is_policy(const char *kind);

struct tt_paper_decision {
	int64_t     id, staff;
	bool        verify;                          /* else refuse */
	tt_day      expires;                         /* with verify; 0: never */
	const char *reason;                          /* with refuse */
};
/* A policy needs a day; one that has passed is refused. What is verified can
 * still be refused, not the other way round. */
enum tt_hurdle tt_paper_decide(struct tt_ctx *,
    const struct tt_paper_decision *);

#endif
