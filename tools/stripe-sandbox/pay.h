/*
 * Paying: Stripe's test cards, payment methods, and what becomes of a
 * PaymentIntent. The hosted pages, the API and the test controls all come
 * here, so that a payment is the same whoever made it.
 */
#ifndef TT_PAY_H
#define TT_PAY_H

#include <stdbool.h>
#include <stdint.h>

struct json_object;
struct tt_call;

/* How a test card behaves. */
enum tt_way {
	TT_WAY_PAYS,
	TT_WAY_PAYS_AT_ONCE, /* the money is available the same second */
	TT_WAY_DECLINES,
	TT_WAY_STEP,          /* pays after 3-D Secure */
	TT_WAY_STEP_DECLINES, /* is declined after 3-D Secure */
	TT_WAY_DISPUTES,      /* pays, and is disputed */
	TT_WAY_REFUND_FAILS,  /* pays; a refund fails a minute later */
	TT_WAY_REFUND_WAITS,  /* pays; a refund is pending for a minute */
};

struct tt_card {
	const char *number;
	const char *token; /* pm_card_… for the API, or NULL */
	const char *brand, *funding, *country;
	enum tt_way way;
	const char *code, *decline, *message; /* when it declines */
};

/* By number (digits only) or token; NULL when it is not a test card. */
const struct tt_card *tt_card_find(const char *number_or_token);
/* Whether the digits end in their Luhn digit, and are 12 to 19. */
bool tt_card_luhn(const char *digits);

/* What somebody pays with. */
struct tt_means {
	const char *type;           /* card, bancontact, ideal */
	const struct tt_card *card; /* when the type is card */
	int64_t month, year;
	const char *name, *email; /* or NULL */
};

/* A new payment method; its id. */
const char *tt_means_keep(struct tt_call *, const struct tt_means *);
/* The test card behind a payment method, or NULL for a bank's. */
const struct tt_card *tt_means_card(struct tt_call *, const char *method);

enum tt_paid {
	TT_PAID,     /* succeeded, or held for capture */
	TT_DECLINED, /* intent.last_payment_error says why */
	TT_STEP,     /* the payer has to confirm on another page */
	TT_PENDING,  /* the money comes later */
};

/* Tries to pay an intent with a payment method. */
enum tt_paid tt_pay(
    struct tt_call *, struct json_object *intent, const char *method);

enum tt_step { TT_STEP_DONE, TT_STEP_FAILED, TT_STEP_LATER };

/* Goes on after the payer's step; the intent is in requires_action. */
enum tt_paid tt_pay_step(
    struct tt_call *, struct json_object *intent, enum tt_step);
/* The money of a pending payment comes in. */
void tt_pay_arrived(struct tt_call *, struct json_object *intent);

/* A new intent for an amount, its event told. Hidden may be NULL. */
struct json_object *tt_intent_new(struct tt_call *, int64_t amount,
    const char *currency, struct json_object *hidden);
/* Cancels an intent that was not paid. */
void tt_intent_drop(
    struct tt_call *, struct json_object *intent, const char *reason);
/* The charge's money comes in: balance transaction, captured amount. */
void tt_charge_capture(
    struct tt_call *, struct json_object *charge, int64_t amount);

/* What a session does when its intent was paid, or will be. */
void tt_checkout_paid(struct tt_call *, const char *session,
    struct json_object *intent, enum tt_paid);
void tt_checkout_arrived(struct tt_call *, const char *session);
/* Closes an open session whose time is over. */
void tt_checkout_lapse(struct tt_call *, struct json_object *session);
/* The intent of an open session, made at the first try to pay. */
struct json_object *tt_checkout_intent(
    struct tt_call *, struct json_object *session);
/* The payer's name and address, as far as typed. */
void tt_checkout_payer(struct tt_call *, struct json_object *session,
    const char *name, const char *email);

/* A new customer, its event told; its id. */
const char *tt_customer_new(
    struct tt_call *, const char *email, const char *name);

/*
 * A movement of an account's money; the id of its balance transaction.
 * The fee is taken off the amount.
 */
const char *tt_money_move(struct tt_call *, const char *account,
    const char *type, const char *source, int64_t amount, int64_t fee,
    int64_t available);
/* Cents an account may spend now. */
int64_t tt_money_available(struct tt_call *, const char *account);
/* "€12.50", as Stripe's messages have it. */
const char *tt_money_text(
    struct tt_call *, int64_t cents, const char *currency);
/* Whether an amount of a currency may be charged; answers otherwise. */
bool tt_money_fits(
    struct tt_call *, int64_t amount, const char *currency, const char *param);

/* The bank takes a payment back for now; the dispute. */
struct json_object *tt_dispute_open(
    struct tt_call *, struct json_object *charge, const char *reason);
void tt_dispute_end(struct tt_call *, struct json_object *dispute, bool won);

/* What became of a refund that was not settled at once. */
void tt_refund_end(struct tt_call *, struct json_object *refund, bool failed);

/* The form of the onboarding page was sent. */
void tt_account_complete(struct tt_call *, struct json_object *account);
/* Pays out of an account's balance; the caller tells it. NULL below a cent. */
struct json_object *tt_payout_make(
    struct tt_call *, const char *account, int64_t amount, bool automatic);
void tt_payout_end(struct tt_call *, struct json_object *payout, bool failed);

#endif
