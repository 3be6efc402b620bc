#include <inttypes.h>

#include "core/text.h"
#include "model/approve.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/offer.h"

#define PIECE 100

const char *const tt_acts[] = { "approve", "reject", "more", "suspend",
    "reactivate", "recheck", "still", "end", NULL };

/* Every move there is; what is not here cannot happen. */
static const struct tt_deciding moves[] = {
{ TT_ACT_APPROVE, "pending", "approved", TT_R_APPROVE, false, false,
    "caregiver-approved" },
{ TT_ACT_APPROVE, "rejected", "approved", TT_R_APPROVE, false, false,
    "caregiver-approved" },
{ TT_ACT_REJECT, "pending", "rejected", TT_R_APPROVE, true, false,
    "caregiver-rejected" },
{ TT_ACT_MORE, "pending", "draft", TT_R_APPROVE, true, false,
    "caregiver-more" },
{ TT_ACT_MORE, "rejected", "draft", TT_R_APPROVE, true, false,
    "caregiver-more" },
{ TT_ACT_SUSPEND, "approved", "suspended", TT_R_SUSPEND, true, true,
    "caregiver-suspended" },
{ TT_ACT_REACTIVATE, "suspended", "approved", TT_R_SUSPEND, false, false,
    "caregiver-reactivated" },
{ TT_ACT_RECHECK, "approved", "approved", TT_R_APPROVE, false, false,
    "caregiver-rechecked" },
{ TT_ACT_STILL, "approved", "approved", TT_R_HELP, false, false,
    "caregiver-still" },
{ TT_ACT_END, "suspended", "approved", TT_NO_RIGHT, false, false,
    "caregiver-reactivated" },
};
#define MOVES (sizeof(moves) / sizeof(*moves))

const char *const tt_hurdles[] = { "",
    N_("There is no such caregiver."),
    N_("This is you. Somebody else has to decide."),
    N_("Your role does not include this."),
    N_("That cannot be done in the state that this is in now."),
    N_("The e-mail address is not confirmed yet."),
    N_("The profile offers no service yet."),
    N_("There is nothing to check again."),
    N_("Give a reason of 10 to 500 characters. Whom it is about reads it."),
    N_("Choose a day from tomorrow on, at most two years ahead."),
    N_("Your role does not allow so many days."),
    N_("This is somebody of staff. Take the roles away first."),
    N_("Something is still open. See what, and settle it first."), NULL };

struct profile {
	int64_t     id, services;
	const char *state;
	tt_time     verified, until, recheck;
};
#define P(m) TT_FIELD(struct profile, m)
static const struct tt_field profile_fields[] = { P(id), P(services),
    P(state), P(verified), P(until), P(recheck), { 0 } };
TT_QUERY(profile, struct profile, profile_fields,
	"SELECT c.user_id AS id, c.state, c.until, c.recheck, u.verified,"
	" (SELECT COUNT(*) FROM service s WHERE s.caregiver_id = c.user_id)"
	" AS services FROM caregiver c JOIN users u ON u.id = c.user_id"
	" WHERE c.user_id = $1 AND u.erased IS NULL");
TT_EXEC(set, "UPDATE caregiver SET state = $3, reason = $4, until = $5,"
	" approved = CASE WHEN $3 = 'approved' THEN COALESCE(approved, $6)"
	"  ELSE approved END WHERE user_id = $1 AND state = $2");
TT_EXEC(checked, "UPDATE caregiver SET recheck = NULL, recheck_what = ''"
	" WHERE user_id = $1");
TT_QUERY_NUMBER(over, "SELECT user_id AS n FROM caregiver"
	" WHERE until <= $1 AND state = 'suspended' ORDER BY until LIMIT $2");

const struct tt_deciding *
tt_deciding(size_t n)
{
	return n < MOVES ? &moves[n] : NULL;
}

static const struct tt_deciding *
move_of(enum tt_act act, const char *state)
{
	for (size_t i = 0; i < MOVES; i++)
		if (moves[i].act == act && tt_eq(moves[i].from, state))
			return &moves[i];
	return NULL;
}

bool
tt_act_fits(enum tt_act act, const char *state)
{
	return move_of(act, state) != NULL;
}

static const struct tt_deciding *
any_of(enum tt_act act)
{
	for (size_t i = 0; i < MOVES; i++)
		if (moves[i].act == act)
			return &moves[i];
	return &moves[0];
}

enum tt_right
tt_act_right(enum tt_act act)
{
	return any_of(act)->right;
}

bool
tt_act_needs_reason(enum tt_act act)
{
	return any_of(act)->reason;
}

int64_t
tt_days_until(const struct tt_ctx *cx, tt_day day)
{
	return day.n - tt_day_of(cx->now).n;
}

/* Who may suspend for a week only does not end what is longer. */
static bool
within(struct tt_ctx *cx, const struct tt_deciding *m, struct tt_may may,
    const struct profile *p)
{
	if (m->act != TT_ACT_REACTIVATE || may.extent != TT_UP_TO)
		return true;
	return p->until.s != 0 && tt_days_until(cx, tt_day_of(p->until)) <=
	    may.most;
}

static enum tt_hurdle
look(struct tt_ctx *cx, const struct tt_decision *d, const struct profile *p,
    const struct tt_deciding **move)
{
	struct tt_may may = { .extent = TT_ALL };

	if (p == NULL)
		return TT_H_ABSENT;
	if (p->id == d->staff)
		return TT_H_OWN;
	*move = move_of(d->act, p->state);
	if (d->staff != 0) {
		may = tt_may(tt_staff_of(cx, d->staff), tt_act_right(d->act));
		if (may.extent != TT_ALL && may.extent != TT_UP_TO)
			return TT_H_RIGHT;
	}
	if (*move == NULL)
		return TT_H_STATE;
	if (d->act == TT_ACT_APPROVE && p->verified.s == 0)
		return TT_H_MAIL;
	if (d->act == TT_ACT_APPROVE && p->services == 0)
		return TT_H_OFFERS;
	if (d->act == TT_ACT_RECHECK && p->recheck.s == 0)
		return TT_H_NOTHING;
	return within(cx, *move, may, p) ? TT_CLEAR : TT_H_BOUND;
}

/* What was typed: the reason, and the last day. */
static enum tt_hurdle
look_at_words(struct tt_ctx *cx, const struct tt_decision *d,
    const struct tt_deciding *m)
{
	size_t n = tt_chars(d->reason);
	int64_t days = tt_days_until(cx, d->until);

	if (m->reason && (n < TT_REASON_MIN || n > TT_REASON_MAX))
		return TT_H_REASON;
	if (!m->day)
		return TT_CLEAR;
	if (days < 1 || days > TT_SUSPEND_MAX)
		return TT_H_DAY;
	return tt_may_up_to(tt_may(tt_staff_of(cx, d->staff), m->right),
	    days) ? TT_CLEAR : TT_H_BOUND;
}

enum tt_hurdle
tt_decide_look(struct tt_ctx *cx, const struct tt_decision *d)
{
	const struct tt_deciding *m;

	return look(cx, d, tt_one(cx, &profile, TT_ARGS(d->caregiver)), &m);
}

static void
move(struct tt_ctx *cx, const struct tt_decision *d,
    const struct tt_deciding *m)
{
	const char *reason = m->reason ? d->reason : "";
	tt_time until = tt_at(d->until, 0);
	const char *after = !m->day ? m->to : tt_printf(cx->arena,
	    "%s until %s", m->to, tt_day_iso(cx->arena, d->until));

	tt_exec(cx, &set, TT_ARGS(d->caregiver, m->from, m->to, reason,
	    tt_or_null(m->day ? until.s : 0), cx->now));
	if (d->act == TT_ACT_APPROVE || d->act == TT_ACT_RECHECK)
		tt_exec(cx, &checked, TT_ARGS(d->caregiver));
	tt_offer_refresh(cx, d->caregiver);
	tt_audit(cx, &(struct tt_deed){ .action = tt_printf(cx->arena,
	    "caregiver.%s", tt_acts[d->act]), .entity = "caregiver",
	    .id = d->caregiver, .before = m->from, .after = after,
	    .reason = reason });
	tt_mail_add(cx, m->mail, d->caregiver, m->day ? until.s : 0, reason);
}

struct deciding { const struct tt_decision *d; enum tt_hurdle why; };

static enum tt_outcome
decide(struct tt_ctx *cx, void *arg)
{
	struct deciding *k = arg;
	const struct tt_deciding *m = NULL;

	k->why = look(cx, k->d, tt_one(cx, &profile,
	    TT_ARGS(k->d->caregiver)), &m);
	if (k->why == TT_CLEAR)
		k->why = look_at_words(cx, k->d, m);
	if (k->why != TT_CLEAR)
		return TT_REFUSED;
	move(cx, k->d, m);
	return TT_OK;
}

enum tt_hurdle
tt_decide(struct tt_ctx *cx, const struct tt_decision *d)
{
	struct deciding k = { d, TT_CLEAR };

	(void)tt_tx(cx, decide, &k);
	return k.why;
}

int64_t
tt_decide_tick(struct tt_ctx *cx)
{
	struct tt_rows rows = tt_all(cx, &over, TT_ARGS(cx->now, PIECE));
	const struct tt_number *id = rows.v;
	int64_t ended = 0;

	for (size_t i = 0; i < rows.n; i++) {
		struct tt_decision d = { .act = TT_ACT_END,
		    .caregiver = id[i].n, .reason = "" };

		ended += tt_decide(cx, &d) == TT_CLEAR;
	}
	return ended;
}
