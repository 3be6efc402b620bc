/*
 * What staff decide about caregivers: one table of moves, one function that
 * obeys it.
 *
 *   draft -> pending                              (the caregiver hands it in)
 *   pending -> approved | rejected | draft        (draft: more is asked for)
 *   rejected -> approved | draft
 *   approved -> suspended -> approved             (by hand, or when it ends)
 *
 * Each writes the state, one audit row, the mail with its reason and the rows
 * that search reads, in one transaction. Only who is approved is found and can
 * be asked; bookings that are agreed stay. Nobody decides about themselves.
 */
#ifndef TT_APPROVE_H
#define TT_APPROVE_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/right.h"

enum tt_act { TT_ACT_APPROVE, TT_ACT_REJECT, TT_ACT_MORE, TT_ACT_SUSPEND,
	TT_ACT_REACTIVATE, TT_ACT_RECHECK, TT_ACT_STILL, TT_ACT_END };
#define TT_ACTS 8
extern const char *const tt_acts[];          /* "approve" … "end" NULL */

/* Days from today until a morning; below one it is not to come. */
int64_t tt_days_until(const struct tt_ctx *, tt_day);

/* A row of the table. */
struct tt_deciding {
	enum tt_act   act;
	const char   *from, *to;
	enum tt_right right;             /* TT_NO_RIGHT: the clock's own */
	bool          reason, day;       /* what must be told */
	const char   *mail;
};
/* The n-th row, NULL after the last. */
const struct tt_deciding *tt_deciding(size_t n);
/* Whether there is such a move from a state. */
bool tt_act_fits(enum tt_act, const char *state);
enum tt_right tt_act_right(enum tt_act);
bool tt_act_needs_reason(enum tt_act);

#define TT_REASON_MIN 10
#define TT_REASON_MAX 500
#define TT_SUSPEND_MAX 730               /* days, for who has no bound */

struct tt_decision {
	enum tt_act act;
	int64_t     caregiver, staff;        /* staff 0: the clock */
	const char *reason;                  /* "" for none */
	tt_day      until;                   /* suspended until that morning */
};

/* Why not. Sentences for tt_tr are in tt_hurdles[]. */
enum tt_hurdle { TT_CLEAR, TT_H_ABSENT, TT_H_OWN, TT_H_RIGHT, TT_H_STATE,
	TT_H_MAIL, TT_H_OFFERS, TT_H_NOTHING, TT_H_REASON, TT_H_DAY,
	TT_H_BOUND, TT_H_STAFF, TT_H_OPEN };
extern const char *const tt_hurdles[];

/* What would stand in the way, reason and day aside; changes nothing. */
enum tt_hurdle tt_decide_look(struct tt_ctx *, const struct tt_decision *);
/* Do it. */
enum tt_hurdle tt_decide(struct tt_ctx *, const struct tt_decision *);
/* The clock: suspensions that are over end; how many. */
int64_t tt_decide_tick(struct tt_ctx *);

#endif
