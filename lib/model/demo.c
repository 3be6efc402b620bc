/* What only the demo does: let the time of a booking pass. */
#include <assert.h>

#include "model/booking.h"
#include "model/offer.h"

TT_EXEC(move_back, "UPDATE booking SET starts = $2, ends = $3"
	" WHERE id = $1 AND state = 'paid'");
TT_EXEC(hold_gone, "DELETE FROM hold WHERE booking_id = $1");

struct passing { int64_t id, viewer; };

static enum tt_outcome
pass(struct tt_ctx *cx, void *arg)
{
	const struct passing *p = arg;
	const struct tt_booking *b = tt_booking_find(cx, p->id, p->viewer);
	tt_time ends = tt_later(cx->now, -TT_MINUTE);

	if (b == NULL)
		return TT_ABSENT;
	if (b->state != TT_PAID || b->ends.s <= cx->now.s)
		return TT_REFUSED;
	tt_exec(cx, &hold_gone, TT_ARGS(b->id));
	tt_exec(cx, &move_back, TT_ARGS(b->id,
	    tt_later(ends, b->starts.s - b->ends.s), ends));
	tt_offer_refresh(cx, b->caregiver_id);
	return TT_OK;
}

enum tt_outcome
tt_booking_demo_pass(struct tt_ctx *cx, int64_t id, int64_t viewer)
{
	struct passing p = { id, viewer };

	assert(cx->conf->demo);
	return tt_tx(cx, pass, &p);
}
