/* The clock's moves of bookings, and the caregiver who cannot come. */
#include "core/id.h"
#include "model/audit.h"
#include "model/booking.h"
#include "model/job.h"
#include "model/review.h"
#include "model/right.h"

#define PIECE 100
#define STRIKES_FOR_REVIEW 3
#define YEAR (365 * TT_DAY)

#define DUE(name, what)                                                     \
	TT_QUERY(name, struct tt_number, tt_number_fields,                  \
	    "SELECT id AS n FROM booking WHERE " what " LIMIT $2")

DUE(unanswered, "state = 'pending' AND answer_by <= $1 ORDER BY answer_by");
DUE(unpaid, "state = 'accepted' AND pay_by <= $1 ORDER BY pay_by");
DUE(over, "state = 'paid' AND ends <= $1 ORDER BY ends");

#define R(m) TT_FIELD(struct tt_cancel_request, m)
static const struct tt_field request_fields[] = { R(id), R(booking_id),
    R(caregiver_id), R(caregiver_first), R(caregiver_last), R(owner_first),
    R(owner_last), R(service), R(reason), R(created), R(starts), R(price),
    R(strikes), { 0 } };

#define REQUEST                                                             \
	"SELECT q.id, q.booking_id, b.caregiver_id,"                        \
	" c.first_name AS caregiver_first, c.last_name AS caregiver_last,"  \
	" o.first_name AS owner_first, o.last_name AS owner_last,"          \
	" b.service, q.reason, q.created, b.starts, b.price,"               \
	" (SELECT COUNT(*) FROM strike s WHERE s.caregiver_id ="            \
	"  b.caregiver_id AND s.at > $2) AS strikes"                        \
	" FROM cancel_request q JOIN booking b ON b.id = q.booking_id"      \
	" JOIN users c ON c.id = b.caregiver_id"                            \
	" JOIN users o ON o.id = b.owner_id WHERE q.state = 'open'"

TT_QUERY(requests, struct tt_cancel_request, request_fields,
	REQUEST " ORDER BY q.created LIMIT $1");
TT_QUERY(request, struct tt_cancel_request, request_fields,
	REQUEST " AND q.id = $1");
TT_QUERY_NUMBER(asked, "SELECT id AS n FROM cancel_request"
	" WHERE booking_id = $1 AND state = 'open'");
TT_EXEC(ask_add, "INSERT INTO cancel_request (id, booking_id, by_id, reason,"
	" state, created) VALUES ($1, $2, $3, $4, 'open', $5)");
TT_EXEC(decide, "UPDATE cancel_request SET state = $2, decided = $3,"
	" decided_by = $4 WHERE id = $1 AND state = 'open'");
TT_EXEC(strike_add, "INSERT INTO strike (id, caregiver_id, booking_id, at)"
	" VALUES ($1, $2, $3, $4)");

static int64_t
move_all(struct tt_ctx *cx, const struct tt_query *due, tt_time before,
    enum tt_event event)
{
	struct tt_rows rows = tt_all(cx, due, TT_ARGS(before, PIECE));
	const struct tt_number *id = rows.v;
	int64_t moved = 0;

	for (size_t i = 0; i < rows.n; i++)
		moved += tt_booking_move(cx, id[i].n, 0, TT_BY_CLOCK, event,
		    "") == TT_OK;
	return moved;
}

int64_t
tt_booking_tick(struct tt_ctx *cx)
{
	return move_all(cx, &unanswered, cx->now, TT_EXPIRE) +
	    move_all(cx, &unpaid, cx->now, TT_EXPIRE) +
	    move_all(cx, &over, tt_later(cx->now, -TT_AUTO_COMPLETE),
	    TT_COMPLETE) + tt_reviews_publish(cx);
}

struct asking { int64_t booking, caregiver; const char *reason; };

static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	const struct asking *a = arg;
	const struct tt_booking *b = tt_booking_find(cx, a->booking,
	    a->caregiver);

	if (b == NULL || b->caregiver_id != a->caregiver)
		return TT_ABSENT;
	if ((b->state != TT_ACCEPTED && b->state != TT_PAID) ||
	    tt_number(cx, &asked, TT_ARGS(b->id)) != 0)
		return TT_REFUSED;
	tt_exec(cx, &ask_add, TT_ARGS(tt_id_new(), b->id, a->caregiver,
	    a->reason, cx->now));
	tt_job_add(cx, "mail-support", b->id, "cancel-asked");
	return TT_OK;
}

enum tt_outcome
tt_cancel_ask(struct tt_ctx *cx, int64_t id, int64_t caregiver,
    const char *reason)
{
	struct asking a = { id, caregiver, reason };

	return tt_tx(cx, ask, &a);
}

struct tt_rows
tt_cancel_requests(struct tt_ctx *cx, int64_t limit)
{
	return tt_all(cx, &requests, TT_ARGS(limit, tt_later(cx->now, -YEAR)));
}

const struct tt_cancel_request *
tt_cancel_request_find(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &request, TT_ARGS(id, tt_later(cx->now, -YEAR)));
}

bool
tt_cancel_asked(struct tt_ctx *cx, int64_t booking)
{
	return tt_number(cx, &asked, TT_ARGS(booking)) != 0;
}

struct deciding { int64_t request, staff; bool cancel; };

/* By right, up to its amount, and never on a booking of one's own. */
static bool
may_decide(struct tt_ctx *cx, const struct tt_cancel_request *q,
    int64_t staff)
{
	const struct tt_booking *b = tt_booking_any(cx, q->booking_id);

	return staff != b->owner_id && staff != b->caregiver_id &&
	    tt_may_up_to(tt_may(tt_staff_of(cx, staff), TT_R_BOOKING),
	    q->price.cents);
}

static enum tt_outcome
decide_now(struct tt_ctx *cx, void *arg)
{
	const struct deciding *d = arg;
	const struct tt_cancel_request *q = tt_cancel_request_find(cx,
	    d->request);
	enum tt_outcome out;

	if (q == NULL)
		return TT_ABSENT;
	if (!may_decide(cx, q, d->staff))
		return TT_REFUSED;
	tt_exec(cx, &decide, TT_ARGS(q->id, d->cancel ? "cancelled" : "kept",
	    cx->now, d->staff));
	tt_audit(cx, &(struct tt_deed){ .action = d->cancel ?
	    "booking.cancel" : "booking.keep", .entity = "booking",
	    .id = q->booking_id });
	if (!d->cancel) {
		tt_mail_add(cx, "cancel-kept", q->caregiver_id, q->booking_id,
		    "");
		return TT_OK;
	}
	out = tt_booking_move(cx, q->booking_id, d->staff, TT_BY_STAFF,
	    TT_CANCEL_BY_STAFF, q->reason);
	if (out != TT_OK)
		return out;
	tt_exec(cx, &strike_add, TT_ARGS(tt_id_new(), q->caregiver_id,
	    q->booking_id, cx->now));
	if (q->strikes + 1 >= STRIKES_FOR_REVIEW)
		tt_job_add(cx, "mail-support", q->caregiver_id, "strikes");
	return TT_OK;
}

enum tt_outcome
tt_cancel_decide(struct tt_ctx *cx, int64_t request_id, int64_t staff,
    bool cancel)
{
	struct deciding d = { request_id, staff, cancel };

	return tt_tx(cx, decide_now, &d);
}
