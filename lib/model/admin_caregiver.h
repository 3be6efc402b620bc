/*
 * What staff's pages show of caregivers: the queues, one profile with what is
 * behind it, and who has not been here for long. No viewer: only routes for
 * staff call these.
 */
#ifndef TT_ADMIN_CAREGIVER_H
#define TT_ADMIN_CAREGIVER_H

#include "core/ctx.h"
#include "db/db.h"

/* ---- the queues ----------------------------------------------------------- */

enum tt_queue { TT_Q_WAITING, TT_Q_RECHECK, TT_Q_SUSPENDED, TT_Q_ALL };
#define TT_QUEUES 4
extern const char *const tt_queues[];          /* "waiting" … NULL */

struct tt_queued {
	int64_t     id, papers;                /* papers that wait */
	const char *first_name, *last_name, *town, *state, *recheck_what;
	tt_time     since, until;              /* in this queue since */
};
/* The oldest first; of all, the newest. At most 50. `after` goes on behind
 * the last row's id, in TT_Q_ALL only. */
struct tt_rows tt_admin_queue(struct tt_ctx *, enum tt_queue, int64_t after);

/* How many (up to TT_ADMIN_COUNT_MAX), and since when the oldest waits. */
struct tt_waiting { int64_t n; tt_time oldest; };
struct tt_admin_waiting {
	struct tt_waiting caregivers, rechecks, suspended, papers, cancels,
	                  looks, jobs;
};
struct tt_admin_waiting tt_admin_waiting(struct tt_ctx *);

/* ---- one ------------------------------------------------------------------ */

struct tt_admin_caregiver {
	int64_t     id, lat, lon, radius_km, max_pets, notice_min, complete;
	const char *first_name, *last_name, *email, *phone, *postcode, *town,
	           *country, *lang;
	const char *state, *headline, *bio, *kinds, *sizes, *home, *outdoors,
	           *own_pets, *children, *medication;
	const char *reason, *recheck_what, *iban, *account_holder,
	           *business_number, *vat_number;
	bool        smoke_free, is_trader;
	tt_time     verified, created, sent, approved, until, recheck, seen;
};
const struct tt_admin_caregiver *tt_admin_caregiver(struct tt_ctx *,
    int64_t id);
/* In any state: rows of struct tt_picture. Services: tt_join_offers. */
struct tt_rows tt_admin_pictures(struct tt_ctx *, int64_t id);
/* Agreed or asked and not over, the soonest first, at most 20: rows of struct
 * tt_admin_booking. */
struct tt_rows tt_admin_bookings_ahead(struct tt_ctx *, int64_t caregiver);
/* "BE68 **** 7034" */
const char *tt_iban_masked(struct tt_arena *, const char *iban);

/* ---- who has not been here ------------------------------------------------- */

struct tt_inactive { int64_t over30, over60, over90; };
struct tt_inactive tt_admin_inactive_counts(struct tt_ctx *);
struct tt_inactive_row {
	int64_t     id;
	const char *first_name, *last_name, *town;
	tt_time     seen, asked;               /* asked: "still there?" */
};
/* Approved ones not seen for so many days, the longest first, at most 50. */
struct tt_rows tt_admin_inactive(struct tt_ctx *, int64_t days);

/* ---- what was done --------------------------------------------------------- */

struct tt_history {
	tt_time     at;
	const char *action, *before, *after, *reason, *first_name, *role;
};
/* About one row of a table, the newest first, at most 50. */
struct tt_rows tt_admin_history(struct tt_ctx *, const char *entity,
    int64_t id);

#endif
