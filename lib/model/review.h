/*
 * Reviews, both ways (decision 34): only after completion, within 14 days;
 * hidden until both are in or the window closes; 1 to 5 stars and 10 to 1000
 * characters; one public reply. A caregiver's average counts owners' shown
 * reviews.
 */
#ifndef TT_REVIEW_H
#define TT_REVIEW_H

#include "core/ctx.h"
#include "db/db.h"

struct tt_review {
	int64_t     booking_id, author_id, subject_id;
	const char *author_first, *author_last, *role, *service, *body, *reply;
	int64_t     stars;
	tt_time     created, shown_from, starts;
	bool        counted;
};

/* TT_ABSENT; TT_REFUSED: not completed, or the window is over; TT_TAKEN:
 * written already. */
enum tt_outcome tt_review_add(struct tt_ctx *, int64_t booking,
    int64_t author, int64_t stars, const char *body);
/* TT_ABSENT: not about `subject`, or not shown yet; TT_TAKEN: replied. */
enum tt_outcome tt_review_reply(struct tt_ctx *, int64_t booking,
    int64_t subject, const char *reply);

/* Shown reviews about somebody as a caregiver, newest first. */
struct tt_rows tt_reviews_about(struct tt_ctx *, int64_t subject,
    tt_time before, int64_t limit);
/* Those of one booking that `viewer` may see: their own, and shown ones. */
struct tt_rows tt_reviews_of_booking(struct tt_ctx *, int64_t booking,
    int64_t viewer);
/* Until when `viewer` may still review a booking; 0 s when not, or done. */
tt_time tt_review_until(struct tt_ctx *, int64_t booking, int64_t viewer);
/* An owner as caregivers know them: sum of stars and count. */
struct tt_rating { int64_t sum, count; };
struct tt_rating tt_owner_rating(struct tt_ctx *, int64_t owner);
/* Count those whose window has closed, at most 100; how many. */
int64_t tt_reviews_publish(struct tt_ctx *);

#endif
