/* What staff decide about caregivers: the table of moves, papers, badges. */
#include "model/approve.h"
#include "model/badge.h"
#include "model/paper.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

TT_EXEC(role_set, "UPDATE users SET staff = $2 WHERE id = $1");
TT_EXEC(paper_add, "INSERT INTO certificate (id, caregiver_id, kind, provider,"
	" number, expires, state, reason, created)"
	" VALUES ($1, $2, $3, '', '', $4, 'waiting', '', $5)");
TT_QUERY_NUMBER(in_search, "SELECT COUNT(*) AS n FROM offer"
	" WHERE caregiver_id = $1");
TT_QUERY_NUMBER(deeds, "SELECT COUNT(*) AS n FROM audit"
	" WHERE entity = 'caregiver' AND entity_id = $1");
TT_QUERY_NUMBER(state_is, "SELECT COUNT(*) AS n FROM caregiver"
	" WHERE user_id = $1 AND state = $2");

#define WHY "Your photos do not show you."

static enum tt_hurdle
act(struct tt_ctx *cx, enum tt_act what, int64_t who, int64_t by, int64_t days)
{
	return tt_decide(cx, &(struct tt_decision){ .act = what,
	    .caregiver = who, .staff = by, .reason = WHY,
	    .until = tt_days_later(tt_day_of(cx->now), days) });
}

static bool
is_in(struct tt_ctx *cx, int64_t who, const char *state)
{
	return tt_number(cx, &state_is, TT_ARGS(who, state)) == 1;
}

/* Each state by each act: only what the table has happens. */
static void
every_move(struct tt_ctx *cx, int64_t lisa, int64_t sam)
{
	static const char *const states[] = { "draft", "pending", "approved",
	    "rejected", "suspended", NULL };

	for (int s = 0; states[s] != NULL; s++)
		for (int a = 0; a < TT_ACT_RECHECK; a++) {
			bool fits = tt_act_fits((enum tt_act)a, states[s]);

			t_state(cx, lisa, states[s]);
			ok((act(cx, (enum tt_act)a, lisa, sam, 5) ==
			    TT_CLEAR) == fits, tt_printf(cx->arena,
			    "%s when %s", tt_acts[a], states[s]));
		}
}

static void
one_life(struct tt_ctx *cx, int64_t lisa, int64_t sam)
{
	int64_t before = tt_number(cx, &deeds, TT_ARGS(lisa));
	tt_time now = cx->now;

	t_state(cx, lisa, "pending");
	is(tt_number(cx, &in_search, TT_ARGS(lisa)), 0, "pending: not found");
	is(act(cx, TT_ACT_APPROVE, lisa, sam, 0), TT_CLEAR, "approved");
	ok(tt_number(cx, &in_search, TT_ARGS(lisa)) > 0, "is found");
	is(act(cx, TT_ACT_SUSPEND, lisa, sam, 5), TT_CLEAR, "suspended");
	is(tt_number(cx, &in_search, TT_ARGS(lisa)), 0, "not found");
	is(tt_decide_tick(cx), 0, "not over yet");
	cx->now = tt_later(now, 5 * TT_DAY);
	is(tt_decide_tick(cx), 1, "it ends by itself");
	ok(is_in(cx, lisa, "approved"), "approved again");
	ok(tt_number(cx, &in_search, TT_ARGS(lisa)) > 0, "and found");
	is(tt_number(cx, &deeds, TT_ARGS(lisa)), before + 3, "three rows");
	cx->now = now;
}

static void
bounds(struct tt_ctx *cx, int64_t lisa, int64_t sam)
{
	t_state(cx, lisa, "approved");
	is(act(cx, TT_ACT_SUSPEND, lisa, lisa, 5), TT_H_OWN, "not oneself");
	is(act(cx, TT_ACT_SUSPEND, lisa, sam, 0), TT_H_DAY, "not today");
	is(tt_decide(cx, &(struct tt_decision){ .act = TT_ACT_SUSPEND,
	    .caregiver = lisa, .staff = sam, .reason = "short", .until =
	    tt_days_later(tt_day_of(cx->now), 3) }), TT_H_REASON, "why");
	t_do(cx, &role_set, TT_ARGS(sam, "support"), 0);
	is(act(cx, TT_ACT_SUSPEND, lisa, sam, 8), TT_H_BOUND, "a week only");
	is(act(cx, TT_ACT_SUSPEND, lisa, sam, 7), TT_CLEAR, "a week");
	is(act(cx, TT_ACT_REACTIVATE, lisa, sam, 0), TT_CLEAR, "and back");
	t_state(cx, lisa, "pending");
	is(act(cx, TT_ACT_APPROVE, lisa, sam, 0), TT_H_RIGHT, "no right");
	t_state(cx, lisa, "approved");
	t_do(cx, &role_set, TT_ARGS(sam, "support moderator"), 0);
	is(act(cx, TT_ACT_SUSPEND, lisa, sam, 30), TT_CLEAR, "the larger one");
	t_do(cx, &role_set, TT_ARGS(sam, "support"), 0);
	is(act(cx, TT_ACT_REACTIVATE, lisa, sam, 0), TT_H_BOUND,
	    "who may a week does not end a month");
	t_do(cx, &role_set, TT_ARGS(sam, ""), 0);
	is(act(cx, TT_ACT_REACTIVATE, lisa, sam, 0), TT_H_RIGHT, "nobody");
	t_do(cx, &role_set, TT_ARGS(sam, "admin"), 0);
	is(act(cx, TT_ACT_REACTIVATE, lisa, sam, 0), TT_CLEAR, "an admin");
}

static size_t
badges(struct tt_ctx *cx, int64_t lisa, struct tt_badge b[TT_BADGES])
{
	return tt_badges_of(cx, tt_caregiver_find(cx, lisa), b);
}

static void
papers(struct tt_ctx *cx, int64_t lisa, int64_t sam)
{
	int64_t policy = tt_id_new(), aid = tt_id_new();
	tt_day today = tt_day_of(cx->now);
	struct tt_paper_decision d = { .id = policy, .staff = sam,
	    .verify = true, .reason = "" };
	struct tt_badge b[TT_BADGES];
	tt_time now = cx->now;

	t_do(cx, &paper_add, TT_ARGS(policy, lisa, "insurance",
	    tt_days_later(today, 9), cx->now), 0);
	t_do(cx, &paper_add, TT_ARGS(aid, lisa, "animal_first_aid",
	    tt_or_null(0), cx->now), 0);
	is((int64_t)badges(cx, lisa, b), 1, "what waits is not told");
	is(tt_paper_decide(cx, &d), TT_H_DAY, "a policy has an end");
	d.expires = tt_days_later(today, -1);
	is(tt_paper_decide(cx, &d), TT_H_DAY, "which has not passed");
	d.expires = tt_days_later(today, 9);
	d.staff = lisa;
	is(tt_paper_decide(cx, &d), TT_H_OWN, "not one's own");
	d.staff = sam;
	is(tt_paper_decide(cx, &d), TT_CLEAR, "verified");
	is(tt_paper_decide(cx, &d), TT_H_STATE, "once");
	is((int64_t)badges(cx, lisa, b), 2, "two badges");
	is_str(b[1].name, "Insured", "insured");
	cx->now = tt_at(d.expires, 600);
	is((int64_t)badges(cx, lisa, b), 2, "on the last day too");
	cx->now = tt_at(tt_days_later(d.expires, 1), 1);
	is((int64_t)badges(cx, lisa, b), 1, "it ends with the policy");
	cx->now = now;
	d = (struct tt_paper_decision){ .id = aid, .staff = sam,
	    .verify = true, .reason = "" };
	is(tt_paper_decide(cx, &d), TT_CLEAR, "the other needs no end");
	is_str(badges(cx, lisa, b) == 3 ? b[2].name : "", "First aid", "aid");
	d.verify = false;
	is(tt_paper_decide(cx, &d), TT_H_REASON, "refused with a reason");
	d.reason = WHY;
	is(tt_paper_decide(cx, &d), TT_CLEAR, "taken back");
	is((int64_t)badges(cx, lisa, b), 2, "and gone");
	is(t_mails(cx, "paper-refused"), 1, "a mail");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t lisa = t_caregiver(cx, "Lisa"), sam = t_staff(cx, "Sam");

	every_move(cx, lisa, sam);
	one_life(cx, lisa, sam);
	bounds(cx, lisa, sam);
	papers(cx, lisa, sam);
	return t_done();
}
