/*
 * Bookings: an owner asks a caregiver to look after pets, and what follows.
 *
 * A booking moves only as the table moves[] in move.c allows: from, event,
 * who, guard, to, effects. Every move writes one booking_event row, and the
 * mails, jobs and ledger entries that it causes, in the same transaction.
 *
 *   pending -> accepted -> paid -> completed
 *   pending -> declined | withdrawn | expired
 *   accepted -> expired | cancelled        paid -> cancelled
 *
 * `pending` holds no time; `accepted` and `paid` do (table hold). Prices are
 * cents, the commission's rate and the policy are frozen when asked. Rows
 * live as long as cx->arena. What is not the viewer's is absent.
 */
#ifndef TT_BOOKING_H
#define TT_BOOKING_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/availability.h"
#include "model/policy.h"
#include "model/price.h"
#include "model/service.h"

enum tt_booking_state { TT_PENDING, TT_ACCEPTED, TT_PAID, TT_COMPLETED,
	TT_DECLINED, TT_WITHDRAWN, TT_EXPIRED, TT_CANCELLED };
extern const char *const tt_booking_states[];
/* English, for tt_tr: "Waiting for an answer", "To be paid", … */
extern const char *const tt_booking_state_names[];

enum tt_event { TT_ACCEPT, TT_DECLINE, TT_WITHDRAW, TT_EXPIRE, TT_PAY,
	TT_COMPLETE, TT_CANCEL, TT_CANCEL_BY_STAFF };
extern const char *const tt_events[];

/* Who moves it. The clock and the payment provider have no user id. */
enum tt_actor { TT_BY_OWNER = 1, TT_BY_CAREGIVER = 2, TT_BY_STAFF = 4,
	TT_BY_CLOCK = 8, TT_BY_PROVIDER = 16 };

struct tt_booking {
	int64_t     id, owner_id, caregiver_id, version;
	const char *owner_first, *owner_last, *caregiver_first, *caregiver_last;
	const char *service;
	enum tt_booking_state state;
	tt_time     starts, ends, created, answer_by;
	tt_time     pay_by, accepted, paid, completed, closed;  /* 0 s: none */
	int64_t     pets;
	tt_money    price;
	int64_t     commission_bp, policy;
	const char *note, *off_leash;       /* off_leash: version agreed, "" no */
	const char *emergency_name, *emergency_phone;
	const char *vet_name, *vet_phone, *vet_address;
	const char *report, *reason;
};

/* The booking, or NULL unless `viewer` is its owner or caregiver. */
const struct tt_booking *tt_booking_find(struct tt_ctx *, int64_t id,
    int64_t viewer);
/* For staff's pages and the clock's jobs: no viewer. */
const struct tt_booking *tt_booking_any(struct tt_ctx *, int64_t id);

struct tt_booking_pet {
	int64_t     pet_id;
	const char *name, *kind, *breed;
	/* of the pet today, for the care sheet */
	const char *medical, *character, *vaccinations, *notes, *chip, *sex;
	const char *color, *allergies, *medications, *behaviour, *temperament,
	           *special_needs;
	int64_t     born_year, weight_g;
	bool        neutered, pets_ok, people_ok;
};
struct tt_rows tt_booking_pets(struct tt_ctx *, int64_t id);
struct tt_rows tt_booking_lines(struct tt_ctx *, int64_t id);  /* tt_line */

struct tt_booking_event {
	const char *event, *from_state, *to_state, *reason;
	int64_t     actor_id;               /* 0: the clock or the provider */
	tt_time     at;
};
struct tt_rows tt_booking_events(struct tt_ctx *, int64_t id);

/* The other party's contact: filled only once paid (else ""). */
struct tt_contact { const char *first, *last, *phone, *street, *postcode,
	*town; };
struct tt_contact tt_booking_contact(struct tt_ctx *,
    const struct tt_booking *, int64_t viewer);

/* Lists for a person: those that need them, coming, and past; <= limit. */
struct tt_booking_row {
	int64_t     id, owner_id, caregiver_id;
	const char *other_first, *other_last, *service;
	enum tt_booking_state state;
	tt_time     starts, ends, answer_by, pay_by;
	tt_money    price;
	int64_t     pets;
	const char *pet_names;              /* "Rex, Fien" */
};
/* as_caregiver: those asked of `viewer`, else those `viewer` asked. */
struct tt_rows tt_booking_open(struct tt_ctx *, int64_t viewer,
    bool as_caregiver, int64_t limit);
struct tt_rows tt_booking_past(struct tt_ctx *, int64_t viewer,
    bool as_caregiver, int64_t before_id, int64_t limit);

/* ---- asking -------------------------------------------------------------- */

/* A request while it is filled in. */
struct tt_draft {
	int64_t     id, owner_id, caregiver_id;
	const char *service;
	tt_day      from_day, to_day;
	int64_t     from_min, to_min;
	const char *pets;                   /* ids by blanks */
	const char *note;
	bool        off_leash;
	const char *emergency_name, *emergency_phone;
	const char *vet_name, *vet_phone, *vet_address;
	int64_t     step;                   /* 0..3, the last that is done */
};

/*
 * A new draft of `owner` for `caregiver`, care fields prefilled from the
 * owner's last booking. 0 when the caregiver is not approved or is the owner.
 */
int64_t tt_draft_new(struct tt_ctx *, int64_t owner, int64_t caregiver,
    const struct tt_draft *);
const struct tt_draft *tt_draft_find(struct tt_ctx *, int64_t id,
    int64_t owner);
/* Those of an owner that were not sent, newest first, at most ten. */
struct tt_draft_row {
	int64_t     id, step;
	const char *first, *last, *service;
	tt_time     changed;
};
struct tt_rows tt_drafts_of(struct tt_ctx *, int64_t owner);
/* Save all of it. TT_OK or TT_ABSENT. */
enum tt_outcome tt_draft_save(struct tt_ctx *, const struct tt_draft *);
struct tt_when tt_draft_when(const struct tt_draft *);
/* The ids in `pets` that are the owner's own living pets. */
size_t tt_draft_pets(const struct tt_draft *, int64_t ids[TT_SEATS]);

/* What a draft would cost and whether it can be: for steps and previews. */
struct tt_quote {
	const struct tt_service *service;
	struct tt_price   price;
	enum tt_why_not   why_not;
	struct tt_when    others[3];        /* when it cannot be */
	size_t            n_others;
	tt_time           starts, ends, answer_by;
	struct tt_back    back;
	int64_t           pets;
};
struct tt_quote tt_quote_of(struct tt_ctx *, int64_t caregiver,
    const char *service, const struct tt_when *, int64_t pets);

/*
 * Send a draft: it becomes a pending booking and is gone. The caregiver gets
 * a mail. `why` is set with TT_TAKEN (the time is not free, see tt_why_not)
 * and TT_REFUSED. TT_INVALID: something is missing (step < 3, no pets, no
 * emergency contact). TT_REFUSED: the caregiver no longer offers it, the
 * address is not verified, or too many requests (10 an hour).
 */
enum tt_outcome tt_booking_request(struct tt_ctx *, int64_t draft,
    int64_t owner, int64_t *booking, enum tt_why_not *why);

/* ---- moving -------------------------------------------------------------- */

/*
 * Let `actor` move a booking. `as` says in which role; `reason` may be "".
 * TT_ABSENT: not theirs. TT_REFUSED: not from this state, or not by them, or
 * the guard says no. TT_TAKEN (accept): the time is taken by now.
 */
enum tt_outcome tt_booking_move(struct tt_ctx *, int64_t id, int64_t actor,
    enum tt_actor as, enum tt_event, const char *reason);

/* Whether the table has such a move from here; for showing buttons. */
bool tt_booking_may(const struct tt_booking *, enum tt_actor as,
    enum tt_event, tt_time now);

/* The caregiver reports the visit done: TT_COMPLETE with the report's text. */
enum tt_outcome tt_booking_report(struct tt_ctx *, int64_t id,
    int64_t caregiver, const char *report);

/*
 * The clock: expire what was not answered or paid, complete what ended 24 h
 * ago, publish reviews whose window closed. At most 100 of each a call;
 * returns how many moved.
 */
int64_t tt_booking_tick(struct tt_ctx *);

/*
 * In the demo only (asserted): a paid booking becomes one that has just ended,
 * so that the rest can be tried without waiting for the day. TT_ABSENT;
 * TT_REFUSED: not paid, or over already.
 */
enum tt_outcome tt_booking_demo_pass(struct tt_ctx *, int64_t id,
    int64_t viewer);

/* ---- the caregiver cannot come -------------------------------------------- */

/* Ask support to cancel (reason required). TT_ABSENT, TT_REFUSED. */
enum tt_outcome tt_cancel_ask(struct tt_ctx *, int64_t id, int64_t caregiver,
    const char *reason);
struct tt_cancel_request {
	int64_t     id, booking_id, caregiver_id;
	const char *caregiver_first, *caregiver_last, *owner_first,
	           *owner_last, *service, *reason;
	tt_time     created, starts;
	tt_money    price;
	int64_t     strikes;                /* in the last 12 months */
};
struct tt_rows tt_cancel_requests(struct tt_ctx *, int64_t limit);
const struct tt_cancel_request *tt_cancel_request_find(struct tt_ctx *,
    int64_t id);
/* Staff: cancel with a full refund, a strike and alternatives; or keep it. */
enum tt_outcome tt_cancel_decide(struct tt_ctx *, int64_t request,
    int64_t staff, bool cancel);
/* Whether an open one exists. */
bool tt_cancel_asked(struct tt_ctx *, int64_t booking);

#endif
