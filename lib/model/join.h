/*
 * Becoming a caregiver: five steps, each saved by itself, then staff look.
 *
 *	1 profile   2 services   3 hours   4 papers   5 payout
 *
 * The row of the caregiver in state 'draft' is what was saved so far; `step`
 * is the last that was done. Sent in, it is 'pending'. Staff approve it
 * ('approved'), reject it ('rejected' and a reason), or ask for more ('draft'
 * and a reason); the last two can be sent in again. The same functions change
 * a live profile: search sees it at once, and what staff ought to look at
 * again (name, services, certificates) is put into `recheck_what`.
 *
 * Everything here is the person's own: ids are the viewer's.
 */
#ifndef TT_JOIN_H
#define TT_JOIN_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/availability.h"
#include "model/price.h"

#define TT_JOIN_STEPS 5
/* The version of the rules somebody agrees to. */
#define TT_RULES_NOW "2026-11"

enum tt_join_state { TT_JOIN_DRAFT, TT_JOIN_PENDING, TT_JOIN_APPROVED,
	TT_JOIN_REJECTED, TT_JOIN_SUSPENDED };
extern const char *const tt_join_states[];     /* "draft", … as stored */

struct tt_join {
	/* the person */
	int64_t     id;
	const char *first_name, *last_name, *country, *postcode, *town, *phone,
	           *lang;
	int64_t     lat, lon;
	tt_time     verified;
	/* where it stands */
	bool        begun;                     /* there is a row */
	enum tt_join_state state;
	int64_t     step, complete;
	const char *reason, *recheck_what;
	tt_time     sent, approved, until, recheck;
	/* 1 */
	const char *headline, *bio, *home, *outdoors, *own_pets, *children,
	           *medication;
	bool        smoke_free;
	int64_t     radius_km;
	/* 2 */
	const char *kinds, *sizes, *custom_kind;
	int64_t     max_pets, services, prices;    /* how many */
	/* 3 */
	int64_t     notice_min, buffer_min, day_limit, hours;
	/* 4 */
	bool        is_trader;
	const char *business_number, *vat_number;
	int64_t     certificates;
	/* 5 */
	const char *iban, *account_holder, *rules_version;
	/* photos */
	int64_t     portraits, photos;
};

/* What is saved, or how it begins for who has not yet. One statement. */
const struct tt_join *tt_join_find(struct tt_ctx *, int64_t user);
/* Rows of struct tt_offer, and of struct tt_weekly by day and hour. */
struct tt_rows tt_join_offers(struct tt_ctx *, int64_t user);
struct tt_rows tt_join_hours(struct tt_ctx *, int64_t user);

/* Whether a step may be opened: those before it are done. Pure. */
bool tt_join_may(const struct tt_join *, int64_t step);

/* What is still to be done before it can be sent in. Pure. */
struct tt_join_open {
	int64_t     step;              /* 0: confirm the address */
	const char *text;              /* a sentence for tt_tr */
};
#define TT_JOIN_OPEN 12
size_t tt_join_open(const struct tt_join *,
    struct tt_join_open out[TT_JOIN_OPEN]);

/*
 * Save a step: of the struct, what belongs to it. The first makes the row.
 * TT_REFUSED: the steps before it are not done.
 */
enum tt_outcome tt_join_profile(struct tt_ctx *, const struct tt_join *);
enum tt_outcome tt_join_services(struct tt_ctx *, const struct tt_join *,
    const struct tt_offer *, size_t n);
enum tt_outcome tt_join_times(struct tt_ctx *, const struct tt_join *,
    const struct tt_weekly *, size_t n);
enum tt_outcome tt_join_papers(struct tt_ctx *, const struct tt_join *);
enum tt_outcome tt_join_payout(struct tt_ctx *, const struct tt_join *);

/* Hand it in. TT_REFUSED: something is open, or it is with staff already. */
enum tt_outcome tt_join_send(struct tt_ctx *, int64_t user);

/* Inside a transaction: `what` of an approved caregiver has changed, and is
 * to be looked at again; "name", "services" or "certificates". */
void tt_join_recheck(struct tt_ctx *, int64_t user, const char *what);

/* ---- how much of a profile there is ----------------------------------------- */

/*
 * Eight things count alike: a bio, the town, the phone, a service, a price,
 * a portrait, another photo, an account for the payout.
 */
#define TT_COMPLETE 8
struct tt_complete {
	const char *text;              /* what to do, for tt_tr */
	const char *path;              /* where */
	bool        done;
};
/* Per cent, half up. Pure. */
int64_t tt_complete_of(const struct tt_join *,
    struct tt_complete items[TT_COMPLETE]);
/*
 * Inside a transaction, by everything that changes one of these: keeps
 * caregiver.complete, and the caregiver's offers (tt_offer_refresh). Nothing
 * for who is no caregiver.
 */
void tt_complete_refresh(struct tt_ctx *, int64_t user);
/* The same for at most `limit` after `after`, as tt_offer_refresh_some. */
int64_t tt_complete_refresh_some(struct tt_ctx *, int64_t after,
    int64_t limit);

#endif
