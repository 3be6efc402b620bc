#include <string.h>

#include "core/text.h"
#include "model/activity.h"
#include "model/admin.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/right.h"
#include "model/user.h"

/* As in the header; a statement is one constant. */
#define UP_TO " LIMIT 1001) t"

TT_QUERY_NUMBER(members_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM users" UP_TO);
TT_QUERY_NUMBER(caregivers_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM caregiver WHERE state = $1" UP_TO);
TT_QUERY_NUMBER(pending_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM booking WHERE state = 'pending'" UP_TO);
TT_QUERY_NUMBER(accepted_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM booking WHERE state = 'accepted'" UP_TO);
TT_QUERY_NUMBER(paid_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM booking WHERE state = 'paid'" UP_TO);
TT_QUERY_NUMBER(cancels_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM cancel_request WHERE state = 'open'" UP_TO);
TT_QUERY_NUMBER(looks_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM look_at WHERE done IS NULL" UP_TO);
TT_QUERY_NUMBER(refunds_n, "SELECT COUNT(*) AS n FROM"
	" (SELECT 1 AS one FROM refund WHERE state = 'due'" UP_TO);

#define B(m, ...) TT_FIELD(struct tt_admin_booking, m, ##__VA_ARGS__)
static const struct tt_field booking_fields[] = { B(id), B(owner_id),
    B(caregiver_id), B(owner_first), B(owner_last), B(caregiver_first),
    B(caregiver_last), B(service), B(state, .words = tt_booking_states),
    B(starts), B(created), B(price), { 0 } };

#define BOOKING                                                             \
	"SELECT b.id, b.owner_id, b.caregiver_id,"                          \
	" o.first_name AS owner_first, o.last_name AS owner_last,"          \
	" c.first_name AS caregiver_first, c.last_name AS caregiver_last,"  \
	" b.service, b.state, b.starts, b.created, b.price"                 \
	" FROM booking b JOIN users o ON o.id = b.owner_id"                 \
	" JOIN users c ON c.id = b.caregiver_id"
TT_QUERY(bookings, struct tt_admin_booking, booking_fields, BOOKING
	" WHERE b.id < $1 ORDER BY b.id DESC LIMIT $2");
TT_QUERY(bookings_in, struct tt_admin_booking, booking_fields, BOOKING
	" WHERE b.id < $1 AND b.state = $3 ORDER BY b.id DESC LIMIT $2");

TT_QUERY(bookings_of, struct tt_admin_booking, booking_fields, BOOKING
	" WHERE b.owner_id = $1 OR b.caregiver_id = $1"
	" ORDER BY b.id DESC LIMIT 20");

#define M(m) TT_FIELD(struct tt_admin_member, m)
static const struct tt_field member_fields[] = { M(id), M(email),
    M(first_name), M(last_name), M(town), M(staff), M(caregiver), M(is_owner),
    M(is_caregiver), M(verified), M(created), M(suspended), { 0 } };

#define MEMBER                                                              \
	"SELECT u.id, u.email, u.first_name, u.last_name, u.town, u.staff," \
	" u.is_owner, u.is_caregiver, u.verified, u.created, u.suspended,"  \
	" c.state AS caregiver FROM users u"                                \
	" LEFT JOIN caregiver c ON c.user_id = u.id"
TT_QUERY(members, struct tt_admin_member, member_fields, MEMBER
	" WHERE u.email LIKE $1 ESCAPE '\\'"
	" OR lower(u.last_name) LIKE $1 ESCAPE '\\'"
	" OR lower(u.first_name || ' ' || u.last_name) LIKE $1 ESCAPE '\\'"
	" ORDER BY u.id DESC LIMIT $2");
TT_QUERY(member, struct tt_admin_member, member_fields, MEMBER
	" WHERE u.id = $1");

#define J(m) TT_FIELD(struct tt_admin_job, m)
static const struct tt_field job_fields[] = { J(id), J(subject), J(tries),
    J(kind), J(detail), J(error), J(created), J(run_at), { 0 } };
TT_QUERY(dead, struct tt_admin_job, job_fields, "SELECT id, subject, tries,"
	" kind, detail, error, created, run_at FROM job WHERE state = 'dead'"
	" ORDER BY id DESC LIMIT $1");
TT_EXEC(replay, "UPDATE job SET state = 'ready', tries = 0, run_at = $2,"
	" lease = '', error = '' WHERE id = $1 AND state = 'dead'");

struct tt_admin_counts
tt_admin_counts(struct tt_ctx *cx)
{
	return (struct tt_admin_counts){
		.members = tt_number(cx, &members_n, TT_NO_ARGS),
		.caregivers_approved = tt_number(cx, &caregivers_n,
		    TT_ARGS("approved")),
		.caregivers_pending = tt_number(cx, &caregivers_n,
		    TT_ARGS("pending")),
		.bookings_pending = tt_number(cx, &pending_n, TT_NO_ARGS),
		.bookings_accepted = tt_number(cx, &accepted_n, TT_NO_ARGS),
		.bookings_paid = tt_number(cx, &paid_n, TT_NO_ARGS),
		.cancel_requests = tt_number(cx, &cancels_n, TT_NO_ARGS),
		.looks = tt_number(cx, &looks_n, TT_NO_ARGS),
		.refunds_due = tt_number(cx, &refunds_n, TT_NO_ARGS),
		.jobs_waiting = tt_jobs_waiting(cx),
		.jobs_dead = tt_jobs_dead(cx),
	};
}

static int64_t
bounded(int64_t limit)
{
	return limit < TT_ADMIN_ROWS ? limit : TT_ADMIN_ROWS;
}

struct tt_rows
tt_admin_bookings(struct tt_ctx *cx, const char *state, int64_t before,
    int64_t limit)
{
	int64_t below = before == 0 ? INT64_MAX : before;

	if (state[0] == '\0')
		return tt_all(cx, &bookings, TT_ARGS(below, bounded(limit)));
	return tt_all(cx, &bookings_in, TT_ARGS(below, bounded(limit),
	    state));
}

/* What LIKE reads as itself, and then anything. */
static const char *
beginning(struct tt_ctx *cx, const char *text)
{
	const char *low = tt_lower(cx->arena, tt_trim(cx->arena, text));

	low = tt_replace(cx->arena, low, "\\", "\\\\");
	low = tt_replace(cx->arena, low, "%", "\\%");
	low = tt_replace(cx->arena, low, "_", "\\_");
	return tt_printf(cx->arena, "%s%%", low);
}

struct tt_rows
tt_admin_members(struct tt_ctx *cx, const char *text, int64_t limit)
{
	return tt_all(cx, &members, TT_ARGS(beginning(cx, text),
	    bounded(limit)));
}

const struct tt_admin_member *
tt_admin_member(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &member, TT_ARGS(id));
}

struct tt_rows
tt_admin_bookings_of(struct tt_ctx *cx, int64_t id)
{
	return tt_all(cx, &bookings_of, TT_ARGS(id));
}

struct helping { int64_t member, by; };

/* Whether `by` may help: never oneself, and staff only a super admin. */
static enum tt_outcome
may_help(struct tt_ctx *cx, const struct helping *h)
{
	const struct tt_admin_member *m = tt_admin_member(cx, h->member);
	const char *staff = tt_staff_of(cx, h->by);

	if (m == NULL)
		return TT_ABSENT;
	if (h->member == h->by || tt_may(staff, TT_R_HELP).extent != TT_ALL)
		return TT_REFUSED;
	return m->staff[0] == '\0' || tt_is(staff, TT_SUPER_ADMIN) ? TT_OK :
	    TT_REFUSED;
}

static enum tt_outcome
end_sessions(struct tt_ctx *cx, void *arg)
{
	const struct helping *h = arg;
	enum tt_outcome out = may_help(cx, h);

	if (out != TT_OK)
		return out;
	tt_session_end_others(cx, h->member, "");
	tt_audit(cx, &(struct tt_deed){ .action = "sessions.end",
	    .entity = "users", .id = h->member });
	tt_activity(cx, h->member, "staff-ended", "");
	return TT_OK;
}

enum tt_outcome
tt_admin_end_sessions(struct tt_ctx *cx, int64_t id, int64_t by)
{
	struct helping h = { id, by };

	return tt_tx(cx, end_sessions, &h);
}

static enum tt_outcome
verify_mail(struct tt_ctx *cx, void *arg)
{
	const struct helping *h = arg;
	enum tt_outcome out = may_help(cx, h);

	if (out == TT_OK)
		out = tt_verify_ask(cx, h->member);
	if (out == TT_OK)
		tt_audit(cx, &(struct tt_deed){ .action = "mail.verify",
		    .entity = "users", .id = h->member });
	return out;
}

enum tt_outcome
tt_admin_verify_mail(struct tt_ctx *cx, int64_t id, int64_t by)
{
	struct helping h = { id, by };

	return tt_tx(cx, verify_mail, &h);
}

/* What is another now, by name: the log tells no values. */
static const char *
changed(struct tt_ctx *cx, const struct tt_member *was,
    const struct tt_member *now)
{
	const struct { const char *name, *was, *now; } all[] = {
		{ "first_name", was->first_name, now->first_name },
		{ "last_name", was->last_name, now->last_name },
		{ "phone", was->phone, now->phone },
		{ "street", was->street, now->street },
		{ "postcode", was->postcode, now->postcode },
		{ "town", was->town, now->town },
		{ "lang", was->lang, now->lang } };
	const char *list = "";

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (!tt_eq(all[i].was, all[i].now))
			list = tt_printf(cx->arena, "%s%s%s", list,
			    list[0] == '\0' ? "" : " ", all[i].name);
	return list;
}

struct editing { struct helping h; const struct tt_member *m; };

static enum tt_outcome
edit(struct tt_ctx *cx, void *arg)
{
	const struct editing *e = arg;
	enum tt_outcome out = may_help(cx, &e->h);
	const char *what;

	if (out != TT_OK)
		return out;
	what = changed(cx, tt_member_find(cx, e->m->id), e->m);
	if (what[0] == '\0')
		return TT_OK;
	tt_audit(cx, &(struct tt_deed){ .action = "member.edit",
	    .entity = "users", .id = e->m->id, .after = what });
	tt_activity(cx, e->m->id, "staff-edited", what);
	return tt_member_save(cx, e->m);
}

enum tt_outcome
tt_admin_member_save(struct tt_ctx *cx, const struct tt_member *m, int64_t by)
{
	struct editing e = { { m->id, by }, m };

	return tt_tx(cx, edit, &e);
}

struct tt_rows
tt_admin_jobs_dead(struct tt_ctx *cx, int64_t limit)
{
	struct tt_rows rows = tt_all(cx, &dead, TT_ARGS(bounded(limit)));
	struct tt_admin_job *jobs = rows.v;

	/* The rest of a mail's detail may be the secret of its link. */
	for (size_t i = 0; i < rows.n; i++)
		jobs[i].detail = tt_strndup(cx->arena, jobs[i].detail,
		    strcspn(jobs[i].detail, " "));
	return rows;
}

static enum tt_outcome
replay_now(struct tt_ctx *cx, void *arg)
{
	int64_t id = *(const int64_t *)arg;

	if (tt_exec(cx, &replay, TT_ARGS(id, cx->now)) == 0)
		return TT_ABSENT;
	tt_audit(cx, &(struct tt_deed){ .action = "job.again",
	    .entity = "job", .id = id });
	return TT_OK;
}

enum tt_outcome
tt_admin_job_replay(struct tt_ctx *cx, int64_t id)
{
	return tt_tx(cx, replay_now, &id);
}
