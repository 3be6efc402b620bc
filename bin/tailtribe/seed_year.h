/*
 * A year of bookings, planned first and then played in the order of time.
 * Private to seed_plan.c, seed_deeds.c, seed_act.c and
 * seed_year.c.
 */
#ifndef TT_SEED_YEAR_H
#define TT_SEED_YEAR_H

#include "tailtribe/seed.h"

/* How a visit ends, or where it stands today. */
enum tt_fate { TT_FATE_DONE, TT_FATE_DONE_BY_CLOCK, TT_FATE_DECLINED,
	TT_FATE_WITHDRAWN, TT_FATE_EXPIRED, TT_FATE_UNPAID,
	TT_FATE_CANCELLED_UNPAID, TT_FATE_CANCELLED_EARLY,
	TT_FATE_CANCELLED_LATE, TT_FATE_CANCELLED_STAFF,
	TT_FATE_PENDING, TT_FATE_ACCEPTED, TT_FATE_PAID };

struct tt_visit {
	const struct tt_seed_owner     *o;
	const struct tt_seed_caregiver *c;
	const struct tt_offer          *offer;
	const struct tt_seed_pet       *pets[TT_SEED_PETS];
	size_t                          n_pets;
	struct tt_when                  when;
	enum tt_fate                    fate;
	tt_time                         asked;
	bool                            owner_reviews, caregiver_reviews;
	int64_t                         booking;    /* 0: not asked, or over */
};

enum tt_deed { TT_DEED_ASK, TT_DEED_ACCEPT, TT_DEED_DECLINE,
	TT_DEED_WITHDRAW, TT_DEED_EXPIRE, TT_DEED_PAY, TT_DEED_CANCEL,
	TT_DEED_CANNOT_COME, TT_DEED_STAFF_CANCELS, TT_DEED_REPORT,
	TT_DEED_COMPLETE, TT_DEED_REVIEW, TT_DEED_REVIEW_OWNER,
	TT_DEED_REPLY };

struct tt_action { tt_time at; enum tt_deed deed; struct tt_visit *v;
	size_t order; };

struct tt_year {
	struct tt_seed            *s;
	const struct tt_seed_town *town;
	struct tt_visit           *visits;
	struct tt_action          *actions;
	size_t                     n_visits, n_actions;
	const char *const         *cannot_come;    /* by language */
};
#define TT_YEAR_VISITS  4000
#define TT_YEAR_ACTIONS (TT_YEAR_VISITS * 9)

/* A visit that is still to be settled; NULL when there is no room. */
struct tt_visit *tt_year_visit(struct tt_year *,
    const struct tt_seed_owner *, const struct tt_seed_caregiver *);
/* What is wanted of this caregiver for these pets; false: nothing fits. */
bool tt_year_offer(struct tt_year *, struct tt_visit *);
/* On or soon after a day, inside the caregiver's hours; false: never. */
bool tt_year_when(struct tt_year *, struct tt_visit *, tt_day);
/* All that happens in a visit whose fate, `when` and `asked` are settled. */
void tt_year_deeds(struct tt_year *, struct tt_visit *);
/* One thing that happens, unless it is still to come. */
void tt_year_deed(struct tt_year *, struct tt_visit *, tt_time,
    enum tt_deed);
void tt_year_plan(struct tt_year *);
/* The same for those whose accounts have a name. */
void tt_year_plan_known(struct tt_year *);
void tt_year_do(struct tt_year *, const struct tt_action *);

#endif
