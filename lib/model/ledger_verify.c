/* `tailtribe ledger verify`: everything recomputed from the postings. */
#include <inttypes.h>

#include "core/text.h"
#include "model/ledger.h"
#include "model/price.h"

struct fault { int64_t id; int64_t is; int64_t ought; };
#define F(m) TT_FIELD(struct fault, m)
static const struct tt_field fault_fields[] = { F(id), F(is), F(ought),
    { 0 } };

struct paid_booking {
	int64_t     id, caregiver_id, price, commission_bp, escrow;
	int64_t     payable, commission, refunds, paid;
	const char *state;
};
#define P(m) TT_FIELD(struct paid_booking, m)
static const struct tt_field paid_fields[] = { P(id), P(caregiver_id),
    P(price), P(commission_bp), P(escrow), P(payable), P(commission),
    P(refunds), P(paid), P(state), { 0 } };

#define PIECE 1000

TT_QUERY(unbalanced, struct fault, fault_fields,
	"SELECT j.id, CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) AS \"is\","
	" CAST(0 AS BIGINT) AS ought FROM journal j"
	" LEFT JOIN posting p ON p.journal_id = j.id"
	" GROUP BY j.id HAVING COALESCE(SUM(p.amount), 0) <> 0"
	" OR COUNT(p.line) < 2 ORDER BY j.id LIMIT 100");
TT_QUERY(drifted, struct fault, fault_fields,
	"SELECT a.id, a.balance AS \"is\", CAST(COALESCE("
	"(SELECT -SUM(p.amount) FROM posting p WHERE p.account_id = a.id), 0)"
	" AS BIGINT) AS ought FROM account a WHERE a.floor IS NOT NULL"
	" AND a.balance <> COALESCE((SELECT -SUM(p.amount) FROM posting p"
	" WHERE p.account_id = a.id), 0) ORDER BY a.id LIMIT 100");
TT_QUERY_NUMBER(whole, "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS n"
	" FROM posting");
/* What each booking's journals did to each kind of account. */
TT_QUERY(paid_bookings, struct paid_booking, paid_fields,
	"SELECT b.id, b.caregiver_id, b.state, b.price, b.commission_bp,"
	" CAST(COALESCE(SUM(CASE WHEN a.name LIKE 'escrow:%'"
	"  THEN -p.amount END), 0) AS BIGINT) AS escrow,"
	" CAST(COALESCE(SUM(CASE WHEN a.name LIKE 'payable:%'"
	"  THEN -p.amount END), 0) AS BIGINT) AS payable,"
	" CAST(COALESCE(SUM(CASE WHEN a.name = 'commission'"
	"  THEN -p.amount END), 0) AS BIGINT) AS commission,"
	" CAST(COALESCE(SUM(CASE WHEN a.name = 'refunds' AND p.amount < 0"
	"  THEN -p.amount END), 0) AS BIGINT) AS refunds,"
	" CAST(COALESCE(SUM(CASE WHEN a.name = 'clearing' AND p.amount > 0"
	"  THEN p.amount END), 0) AS BIGINT) AS paid"
	" FROM booking b JOIN journal j ON j.booking_id = b.id"
	" JOIN posting p ON p.journal_id = j.id"
	" JOIN account a ON a.id = p.account_id WHERE b.id > $1"
	" GROUP BY b.id, b.caregiver_id, b.state, b.price, b.commission_bp"
	" ORDER BY b.id LIMIT $2");
TT_QUERY(unpaid, struct fault, fault_fields,
	"SELECT b.id, CAST(0 AS BIGINT) AS \"is\", b.price AS ought"
	" FROM booking b WHERE b.state IN ('paid', 'completed')"
	" AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.booking_id = b.id"
	" AND j.kind = 'pay') ORDER BY b.id LIMIT 100");
TT_QUERY(refund_faults, struct fault, fault_fields,
	"SELECT p.id, p.refunded AS \"is\", CAST(COALESCE((SELECT SUM(r.amount)"
	" FROM refund r WHERE r.payment_id = p.id), 0) AS BIGINT) AS ought"
	" FROM payment p WHERE p.refunded <> COALESCE((SELECT SUM(r.amount)"
	" FROM refund r WHERE r.payment_id = p.id), 0)"
	" ORDER BY p.id LIMIT 100");

struct hearing {
	struct tt_ctx *cx;
	void         (*say)(void *, const char *);
	void          *who;
	int64_t        n;
};

static void
fault(struct hearing *h, const char *what, int64_t id, int64_t is,
    int64_t ought)
{
	h->n++;
	h->say(h->who, tt_printf(h->cx->arena, "%s %" PRId64 ": %" PRId64
	    " cents, ought to be %" PRId64, what, id, is, ought));
}

static void
each(struct hearing *h, const struct tt_query *q, const char *what)
{
	struct tt_rows rows = tt_all(h->cx, q, TT_NO_ARGS);
	const struct fault *f = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		fault(h, what, f[i].id, f[i].is, f[i].ought);
}

static void
check_booking(struct hearing *h, const struct paid_booking *b)
{
	int64_t held = tt_eq(b->state, "paid") ? b->price : 0;
	int64_t kept = b->paid - b->refunds - b->escrow;
	int64_t fee = tt_commission(tt_cents_of(kept), b->commission_bp).cents;

	if (b->escrow != held)
		fault(h, "escrow of booking", b->id, b->escrow, held);
	if (b->commission != fee)
		fault(h, "commission of booking", b->id, b->commission, fee);
	if (b->payable != kept - fee)
		fault(h, "share of booking", b->id, b->payable, kept - fee);
	if (tt_eq(b->state, "completed") && b->paid - b->refunds != b->price)
		fault(h, "payment of booking", b->id, b->paid - b->refunds,
		    b->price);
}

int64_t
tt_ledger_verify(struct tt_ctx *cx, void (*say)(void *, const char *),
    void *who)
{
	struct hearing h = { .cx = cx, .say = say, .who = who };
	int64_t after = 0, sum;
	struct tt_rows rows;

	tt_snapshot(cx);
	sum = tt_number(cx, &whole, TT_NO_ARGS);
	if (sum != 0)
		fault(&h, "all postings, sum", 0, sum, 0);
	each(&h, &unbalanced, "journal");
	each(&h, &drifted, "balance of account");
	each(&h, &unpaid, "payment of booking");
	each(&h, &refund_faults, "refunds of payment");
	do {
		const struct paid_booking *b;

		rows = tt_all(cx, &paid_bookings, TT_ARGS(after, PIECE));
		b = rows.v;
		for (size_t i = 0; i < rows.n; i++)
			check_booking(&h, &b[i]);
		if (rows.n > 0)
			after = b[rows.n - 1].id;
	} while (rows.n == PIECE);
	tt_snapshot_end(cx);
	return h.n;
}
