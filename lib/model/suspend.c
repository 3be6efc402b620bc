#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/offer.h"
#include "model/session.h"
#include "model/suspend.h"

#define PIECE 100

struct target { const char *staff, *reason; tt_time until; };
#define T(m) TT_FIELD(struct target, m)
static const struct tt_field target_fields[] = { T(staff),
    { .name = "suspended_why", .type = TT_F_TEXT,
    .at = offsetof(struct target, reason) },
    { .name = "suspended", .type = TT_F_TIME,
    .at = offsetof(struct target, until) }, { 0 } };
TT_QUERY(target, struct target, target_fields, "SELECT staff, suspended_why,"
	" suspended FROM users WHERE id = $1 AND erased IS NULL");
TT_EXEC(set, "UPDATE users SET suspended = $2, suspended_why = $3"
	" WHERE id = $1");
TT_QUERY(over, struct tt_number, tt_number_fields, "SELECT id AS n FROM users"
	" WHERE suspended <= $1 ORDER BY suspended LIMIT $2");

const struct tt_suspension *
tt_suspension_of(struct tt_ctx *cx, int64_t user)
{
	const struct target *t = tt_one(cx, &target, TT_ARGS(user));
	struct tt_suspension *s = TT_NEW(cx->arena, struct tt_suspension);

	if (t == NULL)
		return NULL;
	*s = (struct tt_suspension){ t->until, t->reason };
	return s;
}

struct suspending {
	int64_t        user, staff;     /* staff 0: the clock */
	tt_day         until;           /* 0: it ends */
	const char    *reason;
	enum tt_hurdle why;
};

static enum tt_hurdle
look(struct tt_ctx *cx, const struct suspending *s, const struct target *t)
{
	struct tt_may may = tt_may(tt_staff_of(cx, s->staff), TT_R_SUSPEND);
	bool ends = s->until.n == 0;
	int64_t days = tt_days_until(cx, ends && t != NULL ?
	    tt_day_of(t->until) : s->until);
	size_t n = tt_chars(s->reason);

	if (t == NULL)
		return TT_H_ABSENT;
	if (s->user == s->staff)
		return TT_H_OWN;
	if (may.extent != TT_ALL && may.extent != TT_UP_TO)
		return TT_H_RIGHT;
	if (t->staff[0] != '\0')
		return TT_H_STAFF;
	if (ends && t->until.s == 0)
		return TT_H_STATE;
	if (!ends && (n < TT_REASON_MIN || n > TT_REASON_MAX))
		return TT_H_REASON;
	if (!ends && (days < 1 || days > TT_SUSPEND_MAX))
		return TT_H_DAY;
	return tt_may_up_to(may, days) ? TT_CLEAR : TT_H_BOUND;
}

static void
say(struct tt_ctx *cx, const struct suspending *s, tt_time until)
{
	bool ends = s->until.n == 0;

	tt_audit(cx, &(struct tt_deed){ .action = ends ? "member.reactivate" :
	    "member.suspend", .entity = "users", .id = s->user,
	    .after = ends ? "" : tt_day_iso(cx->arena, s->until),
	    .reason = s->reason });
	tt_activity(cx, s->user, ends ? "reactivated" : "suspended",
	    s->reason);
	tt_mail_add(cx, ends ? "reactivated" : "suspended", s->user, until.s,
	    s->reason);
}

static enum tt_outcome
suspend_now(struct tt_ctx *cx, void *arg)
{
	struct suspending *s = arg;
	const struct target *t = tt_one(cx, &target, TT_ARGS(s->user));
	tt_time until = s->until.n == 0 ? (tt_time){ 0 } : tt_at(s->until, 0);

	s->why = s->staff == 0 ? TT_CLEAR : look(cx, s, t);
	/* The clock may be late: staff have said another day by now. */
	if (s->staff == 0 && (t == NULL || t->until.s == 0 ||
	    t->until.s > cx->now.s))
		s->why = TT_H_STATE;
	if (s->why != TT_CLEAR)
		return TT_REFUSED;
	tt_exec(cx, &set, TT_ARGS(s->user, tt_or_null(until.s), s->reason));
	if (until.s != 0)
		tt_session_end_others(cx, s->user, "");
	tt_offer_refresh(cx, s->user);
	say(cx, s, until);
	return TT_OK;
}

enum tt_hurdle
tt_suspend(struct tt_ctx *cx, int64_t user, int64_t staff, tt_day until,
    const char *reason)
{
	struct suspending s = { user, staff, until, reason, TT_CLEAR };

	if (until.n == 0)
		return TT_H_DAY;
	(void)tt_tx(cx, suspend_now, &s);
	return s.why;
}

enum tt_hurdle
tt_suspend_end(struct tt_ctx *cx, int64_t user, int64_t staff)
{
	struct suspending s = { user, staff, { 0 }, "", TT_CLEAR };

	(void)tt_tx(cx, suspend_now, &s);
	return s.why;
}

int64_t
tt_suspend_tick(struct tt_ctx *cx)
{
	struct tt_rows rows = tt_all(cx, &over, TT_ARGS(cx->now, PIECE));
	const struct tt_number *id = rows.v;
	int64_t ended = 0;

	for (size_t i = 0; i < rows.n; i++)
		ended += tt_suspend_end(cx, id[i].n, 0) == TT_CLEAR;
	return ended;
}
