/*
 * What staff's pages list: bookings, members, jobs that died, and counts.
 *
 * No viewer: only routes for staff call these. Each list is newest first and
 * bounded; secrets of mailed links are not in any of them.
 */
#ifndef TT_ADMIN_H
#define TT_ADMIN_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/booking.h"

#define TT_ADMIN_ROWS 50               /* the most that a list gives */

/* ---- counts -------------------------------------------------------------- */

/* A count stops here, and is shown as "1000+". */
#define TT_ADMIN_COUNT_MAX 1000

struct tt_admin_counts {
	int64_t members;
	int64_t caregivers_approved, caregivers_pending;
	int64_t bookings_pending, bookings_accepted, bookings_paid;
	int64_t cancel_requests, looks, refunds_due;
	int64_t jobs_waiting, jobs_dead;
};
struct tt_admin_counts tt_admin_counts(struct tt_ctx *);

/* ---- bookings ------------------------------------------------------------ */

struct tt_admin_booking {
	int64_t     id, owner_id, caregiver_id;
	const char *owner_first, *owner_last, *caregiver_first,
	           *caregiver_last, *service;
	enum tt_booking_state state;
	tt_time     starts, created;
	tt_money    price;
};
/* Of one state, or of all with ""; older than `before` (0: from the newest). */
struct tt_rows tt_admin_bookings(struct tt_ctx *, const char *state,
    int64_t before, int64_t limit);

/* ---- members ------------------------------------------------------------- */

struct tt_admin_member {
	int64_t     id;
	const char *email, *first_name, *last_name, *town, *staff;
	const char *caregiver;             /* state of the profile, or "" */
	bool        is_owner, is_caregiver;
	tt_time     verified, created, suspended;     /* until then; 0: no */
};
/*
 * Whose address, first name, whole name or last name begins with `text`, in
 * any case. "" gives the newest members.
 */
struct tt_rows tt_admin_members(struct tt_ctx *, const char *text,
    int64_t limit);
/* NULL when there is none. */
const struct tt_admin_member *tt_admin_member(struct tt_ctx *, int64_t id);

/* As owner or caregiver, the newest first, at most 20. */
struct tt_rows tt_admin_bookings_of(struct tt_ctx *, int64_t member);
/*
 * To help: log a member out everywhere; mail the link to confirm the address
 * again. TT_ABSENT; TT_REFUSED: one's own account, or the right is missing, or
 * the member is staff and oneself no super admin, or there is nothing to do.
 */
enum tt_outcome tt_admin_end_sessions(struct tt_ctx *, int64_t member,
    int64_t by);
enum tt_outcome tt_admin_verify_mail(struct tt_ctx *, int64_t member,
    int64_t by);
/* The same, to change somebody's data for them; the member sees which. */
struct tt_member;
enum tt_outcome tt_admin_member_save(struct tt_ctx *,
    const struct tt_member *, int64_t by);

/* ---- jobs ---------------------------------------------------------------- */

struct tt_admin_job {
	int64_t     id, subject, tries;
	const char *kind;
	const char *detail;                /* its first word only */
	const char *error;
	tt_time     created, run_at;
};
/* Those that failed too often or for good. */
struct tt_rows tt_admin_jobs_dead(struct tt_ctx *, int64_t limit);
/* Try a dead one again, from the start. TT_ABSENT: it is not dead. */
enum tt_outcome tt_admin_job_replay(struct tt_ctx *, int64_t id);

#endif
