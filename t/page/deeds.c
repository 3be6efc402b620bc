/*
 * What pages would do, for tests of the queue, in the database that $TT_CONF
 * names:
 *
 *	deeds pay BOOKING       the owner wants to pay; prints the payment's id
 *	deeds cancel BOOKING    the owner cancels
 *	deeds decline BOOKING REASON
 *	deeds refresh           write all rows of offer again
 */
#include <inttypes.h>
#include <stdio.h>

#include "core/crypt.h"
#include "core/fault.h"
#include "core/text.h"
#include "db/db.h"
#include "model/booking.h"
#include "model/offer.h"
#include "model/payment.h"

struct deed {
	struct tt_ctx *cx;
	int            argc, status;
	char         **argv;
};

static int
told(enum tt_outcome out)
{
	if (out != TT_OK)
		(void)fprintf(stderr, "outcome %d\n", (int)out);
	return out == TT_OK ? 0 : 1;
}

static int
refresh(struct tt_ctx *cx)
{
	int64_t after = 0;

	do
		after = tt_offer_refresh_some(cx, after, 100);
	while (after != 0);
	return 0;
}

static int
pay(struct tt_ctx *cx, const struct tt_booking *b)
{
	int64_t payment = 0;
	enum tt_outcome out = tt_payment_begin(cx, b->id, b->owner_id,
	    &payment);

	(void)printf("%" PRId64 "\n", payment);
	return told(out);
}

static void
perform(void *arg)
{
	struct deed *d = arg;
	const char *what = d->argv[1];
	const struct tt_booking *b;
	int64_t id = 0;

	if (tt_eq(what, "refresh")) {
		d->status = refresh(d->cx);
		return;
	}
	if (d->argc < 3 || !tt_int(d->argv[2], 1, INT64_MAX, &id) ||
	    (b = tt_booking_any(d->cx, id)) == NULL)
		return;
	if (tt_eq(what, "pay"))
		d->status = pay(d->cx, b);
	else if (tt_eq(what, "cancel"))
		d->status = told(tt_booking_move(d->cx, id, b->owner_id,
		    TT_BY_OWNER, TT_CANCEL, ""));
	else if (tt_eq(what, "decline") && d->argc == 4)
		d->status = told(tt_booking_move(d->cx, id, b->caregiver_id,
		    TT_BY_CAREGIVER, TT_DECLINE, d->argv[3]));
}

int
main(int argc, char **argv)
{
	struct tt_ctx cx = { .arena = tt_arena_new((size_t)256 << 20) };
	struct deed d = { .cx = &cx, .argc = argc, .argv = argv,
	    .status = 2 };
	struct tt_fault_info why;
	struct tt_conf conf;
	const char *path, *bad;

	if (argc < 2)
		return 2;
	tt_time_start();
	tt_crypt_start();
	bad = tt_conf_read(cx.arena, &conf, &path);
	if (bad != NULL) {
		(void)fprintf(stderr, "%s: %s\n", path, bad);
		return 1;
	}
	cx.conf = &conf;
	cx.now = tt_time_read();
	cx.db = tt_db_new(&conf);
	if (!tt_try(perform, &d, &why)) {
		(void)fprintf(stderr, "%s\n", why.text);
		return 1;
	}
	tt_db_end(cx.db);
	tt_arena_end(cx.arena);
	return d.status;
}
