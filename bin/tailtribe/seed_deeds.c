/* From the fate of a visit to what happens in it, and when. */
#include "model/policy.h"
#include "tailtribe/seed_year.h"

struct telling { struct tt_year *y; struct tt_visit *v; };

void
tt_year_deed(struct tt_year *y, struct tt_visit *v, tt_time at,
    enum tt_deed what)
{
	/* What would be tomorrow has not happened. */
	if (at.s >= y->s->now.s || y->n_actions == TT_YEAR_ACTIONS)
		return;
	y->actions[y->n_actions] = (struct tt_action){ at, what, v,
	    y->n_actions };
	y->n_actions++;
}

static void
deed(const struct telling *t, tt_time at, enum tt_deed what)
{
	tt_year_deed(t->y, t->v, at, what);
}

static tt_time
after(const struct telling *t, tt_time from, int64_t lo, int64_t hi)
{
	return tt_later(from, tt_luck_between(&t->y->s->luck, lo, hi));
}

/* Somewhere in the first three quarters of the time that there is. */
static tt_time
soon(const struct telling *t, tt_time from, tt_time until, int64_t most)
{
	int64_t room = (until.s - from.s) * 3 / 4;

	if (room > most)
		room = most;
	return after(t, from, room > 600 ? 300 : 1, room > 600 ? room : 2);
}

static void
reviews(const struct telling *t, tt_time done)
{
	tt_time owner = after(t, done, TT_HOUR, 6 * TT_DAY);
	tt_time caregiver = after(t, done, TT_HOUR, 7 * TT_DAY);
	tt_time both = owner.s > caregiver.s ? owner : caregiver;
	const struct tt_visit *v = t->v;

	if (v->owner_reviews)
		deed(t, owner, TT_DEED_REVIEW);
	if (v->caregiver_reviews)
		deed(t, caregiver, TT_DEED_REVIEW_OWNER);
	if (v->owner_reviews && v->caregiver_reviews &&
	    tt_luck_chance(&t->y->s->luck, 40))
		deed(t, after(t, both, TT_HOUR, 3 * TT_DAY), TT_DEED_REPLY);
}

/* What happens to a booking that is paid. */
static void
once_paid(const struct telling *t, tt_time paid)
{
	struct tt_visit *v = t->v;
	const struct tt_service *sv = tt_service_named(v->offer->code);
	tt_time starts = tt_when_starts(&v->when);
	tt_time ends = tt_when_ends(sv, &v->when), at;
	struct tt_back back = tt_back_of(TT_POLICY_NOW, starts,
	    tt_cents_of(0));

	deed(t, paid, TT_DEED_PAY);
	switch ((int)v->fate) {
	case TT_FATE_CANCELLED_EARLY:
		deed(t, soon(t, paid, back.all_until, 30 * TT_DAY),
		    TT_DEED_CANCEL);
		break;
	case TT_FATE_CANCELLED_LATE:
		at = back.all_until.s > paid.s ? back.all_until : paid;
		deed(t, soon(t, at, starts, TT_DAY), TT_DEED_CANCEL);
		break;
	case TT_FATE_CANCELLED_STAFF:
		at = soon(t, paid, starts, 2 * TT_DAY);
		deed(t, at, TT_DEED_CANNOT_COME);
		deed(t, tt_later(at, (starts.s - at.s) / 8),
		    TT_DEED_STAFF_CANCELS);
		break;
	case TT_FATE_DONE:
		at = after(t, ends, 300, 8 * TT_HOUR);
		deed(t, at, TT_DEED_REPORT);
		reviews(t, at);
		break;
	case TT_FATE_DONE_BY_CLOCK:
		at = tt_later(ends, TT_AUTO_COMPLETE + 5);
		deed(t, at, TT_DEED_COMPLETE);
		reviews(t, at);
		break;
	default:
		break;
	}
}

static void
once_accepted(const struct telling *t, tt_time accepted)
{
	struct tt_visit *v = t->v;
	tt_time starts = tt_when_starts(&v->when);
	tt_time pay_by = tt_pay_by(accepted, starts);

	deed(t, accepted, TT_DEED_ACCEPT);
	if (v->fate == TT_FATE_ACCEPTED)
		return;
	if (v->fate == TT_FATE_UNPAID)
		deed(t, pay_by, TT_DEED_EXPIRE);
	else if (v->fate == TT_FATE_CANCELLED_UNPAID)
		deed(t, soon(t, accepted, pay_by, TT_DAY), TT_DEED_CANCEL);
	else
		once_paid(t, soon(t, accepted, pay_by, 20 * TT_HOUR));
}

void
tt_year_deeds(struct tt_year *y, struct tt_visit *v)
{
	const struct telling t = { y, v };
	tt_time starts = tt_when_starts(&v->when);
	tt_time by = tt_answer_by(v->asked, starts, v->c->notice_min);
	tt_time answer = soon(&t, v->asked, by, v->fate == TT_FATE_ACCEPTED ?
	    2 * TT_HOUR : 14 * TT_HOUR);

	deed(&t, v->asked, TT_DEED_ASK);
	switch (v->fate) {
	case TT_FATE_PENDING:
		break;
	case TT_FATE_DECLINED:
		deed(&t, answer, TT_DEED_DECLINE);
		break;
	case TT_FATE_WITHDRAWN:
		deed(&t, answer, TT_DEED_WITHDRAW);
		break;
	case TT_FATE_EXPIRED:
		deed(&t, by, TT_DEED_EXPIRE);
		break;
	case TT_FATE_DONE:
	case TT_FATE_DONE_BY_CLOCK:
	case TT_FATE_UNPAID:
	case TT_FATE_CANCELLED_UNPAID:
	case TT_FATE_CANCELLED_EARLY:
	case TT_FATE_CANCELLED_LATE:
	case TT_FATE_CANCELLED_STAFF:
	case TT_FATE_ACCEPTED:
	case TT_FATE_PAID:
		once_accepted(&t, answer);
		break;
	}
}
