/*
 * The ledger: double entry, append only, balanced by the database.
 *
 * A journal is one event's set of postings; (kind, ref) is unique, so an
 * effect happens once. Debit is positive, credit negative; each journal sums
 * to zero or the commit fails. Accounts:
 *
 *   clearing           what the payment provider holds for us
 *   escrow:BOOKING     paid and not yet earned; never below zero
 *   payable:CAREGIVER  what a caregiver will be paid; never below zero
 *   commission         what the operator earned
 *   refunds            owed to owners, until the provider has sent it
 *
 *   pay       clearing -> escrow                    (debit clearing)
 *   earn      escrow -> payable + commission
 *   cancel    escrow -> refunds (+ payable + commission of the kept part)
 *   refund    refunds -> clearing
 *
 * Every final state of a booking leaves its escrow at zero.
 */
#ifndef TT_LEDGER_H
#define TT_LEDGER_H

#include "core/ctx.h"
#include "db/db.h"

struct tt_posting {
	const char *account;     /* by name */
	tt_money    amount;      /* debit +, credit - */
};

/*
 * Post a journal, inside a transaction. Zero amounts are left out. TT_TAKEN:
 * this kind and ref is posted already, and nothing was done.
 */
enum tt_outcome tt_ledger_post(struct tt_ctx *, const char *kind,
    const char *ref, int64_t booking_id, const struct tt_posting *, size_t n);

/* Names of accounts. */
const char *tt_account_escrow(struct tt_ctx *, int64_t booking_id);
const char *tt_account_payable(struct tt_ctx *, int64_t caregiver_id);

/* Credit minus debit of an account, zero when there is none. */
tt_money tt_ledger_balance(struct tt_ctx *, const char *account);

/* What a page shows: the postings of one booking, oldest first. */
struct tt_entry {
	int64_t     journal_id;
	const char *kind, *account;
	tt_money    amount;
	tt_time     posted;
};
struct tt_rows tt_ledger_of_booking(struct tt_ctx *, int64_t booking_id);
/* The newest journals' postings, at most `limit`, older than journal `before`
 * (0: from the newest). */
struct tt_rows tt_ledger_recent(struct tt_ctx *, int64_t before, int64_t limit);

/* Sums by kind of account ("escrow", "commission" …), at most 20. */
struct tt_account_sum { const char *name; tt_money sum; int64_t accounts; };
struct tt_rows tt_ledger_sums(struct tt_ctx *);

/*
 * Recompute everything: all journals balance, the whole sums to zero, kept
 * balances equal their postings, escrow of final bookings is zero, escrow of
 * paid ones is their price, every posting has what caused it. `say` hears
 * each fault. Returns how many there are.
 */
int64_t tt_ledger_verify(struct tt_ctx *, void (*say)(void *, const char *),
    void *);

#endif
