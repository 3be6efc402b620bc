/* What the files of this binary share. */
#ifndef BOOKING_H
#define BOOKING_H

#include "model/booking.h"
#include "model/caregiver.h"
#include "model/pet.h"
#include "model/review.h"
#include "web/req.h"

/* ---- asking: request.c, steps.c -------------------------------------------- */

void request_new(struct tt_req *);
void request_new_post(struct tt_req *);
void request_days(struct tt_req *);
void request_days_post(struct tt_req *);
void request_pets(struct tt_req *);
void request_pets_post(struct tt_req *);
void request_care(struct tt_req *);
void request_care_post(struct tt_req *);
void request_check(struct tt_req *);
void request_check_post(struct tt_req *);
void request_preview(struct tt_req *);

/* ---- bookings: list.c, show.c, act.c, review.c ------------------------------ */

void booking_list(struct tt_req *);
void booking_show(struct tt_req *);
void booking_accept(struct tt_req *);
void booking_decline(struct tt_req *);
void booking_decline_post(struct tt_req *);
void booking_withdraw(struct tt_req *);
void booking_withdraw_post(struct tt_req *);
void booking_cancel(struct tt_req *);
void booking_cancel_post(struct tt_req *);
void booking_ask_cancel(struct tt_req *);
void booking_ask_cancel_post(struct tt_req *);
void booking_report(struct tt_req *);
void booking_report_post(struct tt_req *);
void booking_review(struct tt_req *);
void booking_review_post(struct tt_req *);
void booking_reply_post(struct tt_req *);
void booking_pass_post(struct tt_req *);

/* ---- what pages show -------------------------------------------------------- */

/* One request while it is filled in, for every step. */
struct asking {
	const struct tt_caregiver *c;
	const char                *name;       /* "Elke V." */
	const struct tt_service   *service;
	const struct tt_offer     *offer;
	struct tt_draft            d;          /* d.id 0: not made yet */
	struct tt_quote            q;          /* q.service NULL: no days yet */
	int                        step;       /* 1 days .. 4 check */
	struct tt_rows             pets;       /* the owner's, tt_pet */
	const char                *days;       /* "Friday 18 … to …" */
	const char                *pet_names;
	bool                       dogs;       /* a dog is among the chosen */
};

/* Load a draft of the owner's for one of its steps; false: answered. */
bool asking_load(struct tt_req *, struct asking *, int step);
/* What it costs for so many pets, and whether it can be. */
void asking_quote(struct tt_req *, struct asking *, int64_t pets);
/* False: answered, with the way to the page of the terms and back. */
bool terms_agreed(struct tt_req *, const char *next);

/* A booking as one of its parties sees it. */
struct view {
	const struct tt_booking *b;
	bool                     owner;        /* the viewer is its owner */
	const char              *other;        /* the other party's name */
	const char              *ref;          /* "7F3A-9KQ2" */
	const struct tt_service *service;
	struct tt_rows           pets, lines, events, reviews, ledger;
	const char              *pet_names;
	struct tt_contact        contact;
	struct tt_back           back;
	tt_money                 commission, share, refunded;
	bool                     cancel_asked;
	tt_time                  review_until; /* 0 s: no more */
	struct tt_rating         rating;       /* of the owner, for caregivers */
};

/* Fill it, or answer 404 and return false. */
bool view_load(struct tt_req *, struct view *);

/* A line of what happened: the event's row as a sentence. */
struct happening {
	const char *title, *said;
	bool        mine, stop;
	tt_time     at;
};
struct happening happening_of(struct tt_out *, const struct view *,
    const struct tt_booking_event *);

/* "10:00 to 11:00" on one day, else both days. */
const char *when_text(struct tt_out *, const struct tt_service *,
    tt_time starts, tt_time ends);
/* Whether an id is in a draft's list of pets. */
bool pet_in(const char *pets, int64_t id);
const char *booking_ref(struct tt_arena *, int64_t id);
/* What stands beside a booking in a list: "Answer before …". */
const char *row_hint(struct tt_out *, const struct tt_booking_row *,
    bool as_caregiver);
const char *state_badge(enum tt_booking_state);
/* What an account of the ledger is to a member. */
const char *account_text(struct tt_out *, const char *account);

#endif
