/* Payments: what the provider says, in whatever order, once or often. */
#include "core/fault.h"
#include "t.h"
#include "t_ask.h"
#include "t_db.h"

struct scene { int64_t an, lisa, rex, booking, payment; };

static int scenes;

static struct scene
accepted(struct tt_ctx *cx)
{
	struct scene s;
	int n = ++scenes;

	s.an = t_owner(cx, tt_printf(cx->arena, "An%d", n));
	s.lisa = t_caregiver(cx, tt_printf(cx->arena, "Lisa%d", n));
	s.rex = t_pet(cx, s.an, "Rex", "dog");
	s.booking = t_ask(cx, s.an, s.lisa, s.rex, "walk",
	    t_when(cx, 3, 600, 3, 660));
	t_move(cx, s.booking, s.lisa, TT_BY_CAREGIVER, TT_ACCEPT);
	tt_payment_begin(cx, s.booking, s.an, &s.payment);
	tt_payment_opened(cx, s.payment, "cs_1", "https://pay.example/1",
	    tt_later(cx->now, TT_HOUR));
	return s;
}

static void
beginning(struct tt_ctx *cx)
{
	struct scene s = accepted(cx);
	int64_t again = 0;

	is(tt_payment_begin(cx, s.booking, s.lisa, &again), TT_ABSENT,
	    "only the owner pays");
	is(tt_payment_begin(cx, s.booking, s.an, &again), TT_OK,
	    "an owner who comes back");
	is(again, s.payment, "finds the same payment");
	is(t_jobs(cx, "checkout"), 1, "and one job makes one session");
	t_fact(cx, s.payment, 1500, TT_FACT_FAILED);
	is(t_state_of(cx, s.booking), TT_ACCEPTED,
	    "a declined card leaves the booking accepted");
	is_str(tt_payment_any(cx, s.payment)->problem, "card_declined",
	    "and the reason is kept");
	t_fact(cx, s.payment, 1500, TT_FACT_PAID);
	is(t_state_of(cx, s.booking), TT_PAID, "the second try is paid");
	t_fact(cx, s.payment, 1500, TT_FACT_FAILED);
	t_fact(cx, s.payment, 1500, TT_FACT_EXPIRED);
	is(tt_payment_any(cx, s.payment)->state, TT_PAY_PAID,
	    "late failures change nothing");
	t_fact(cx, s.payment, 1500, TT_FACT_PAID);
	is(tt_ledger_balance(cx, tt_account_escrow(cx, s.booking)).cents,
	    1500, "said twice, counted once");
	is(t_ledger(cx), 0, "the ledger is right");
}

static void
wrong_money(struct tt_ctx *cx)
{
	struct scene s = accepted(cx);

	t_fact(cx, s.payment, 1499, TT_FACT_PAID);
	is(t_state_of(cx, s.booking), TT_ACCEPTED,
	    "another amount does not pay");
	is(tt_looks(cx, 10).n, 1, "and is looked at");
	t_fact(cx, 12345, 1500, TT_FACT_PAID);
	is(tt_looks(cx, 10).n, 1, "of one event, once");
}

static void
too_late(struct tt_ctx *cx)
{
	struct scene s = accepted(cx);
	tt_time was = cx->now;

	cx->now = tt_later(tt_booking_any(cx, s.booking)->pay_by, 1);
	tt_booking_tick(cx);
	is(t_state_of(cx, s.booking), TT_EXPIRED, "nobody paid in time");
	t_fact(cx, s.payment, 1500, TT_FACT_PAID);
	is(t_state_of(cx, s.booking), TT_EXPIRED,
	    "late money does not open it again");
	is(tt_refunds_of(cx, s.booking).n, 1, "it goes back");
	is(tt_ledger_balance(cx, "refunds").cents, 1500, "all of it");
	t_fact(cx, s.payment, 1500, TT_FACT_PAID);
	is(tt_refunds_of(cx, s.booking).n, 1, "once");
	is(t_ledger(cx), 0, "the ledger is right");
	cx->now = was;
}

static void
after_completion(struct tt_ctx *cx)
{
	struct scene s = accepted(cx);
	tt_time was = cx->now;

	t_fact(cx, s.payment, 1500, TT_FACT_PAID);
	cx->now = tt_later(tt_booking_any(cx, s.booking)->ends, 60);
	tt_booking_report(cx, s.booking, s.lisa, "Done.");
	t_fact(cx, s.payment, 1500, TT_FACT_PAID);
	is(t_state_of(cx, s.booking), TT_COMPLETED,
	    "said again after the end, it stays done");
	is(t_ledger(cx), 0, "the ledger is right");
	cx->now = was;
}

static void
events(struct tt_ctx *cx)
{
	is(tt_stripe_event_store(cx, "evt_9", "x.y", cx->now, "{}"), TT_OK,
	    "an event is stored");
	is(tt_stripe_event_store(cx, "evt_9", "x.y", cx->now, "{}"), TT_TAKEN,
	    "once");
	is(t_jobs(cx, "stripe-event"), 1, "with one job");
}

static enum tt_outcome
unbalanced(struct tt_ctx *cx, void *arg)
{
	(void)arg;
	return tt_ledger_post(cx, "test", "1", 0, (struct tt_posting[]){
	    { "clearing", { 100 } }, { "commission", { -99 } } }, 2);
}

static enum tt_outcome
overdrawn(struct tt_ctx *cx, void *arg)
{
	(void)arg;
	return tt_ledger_post(cx, "test", "2", 0, (struct tt_posting[]){
	    { "escrow:7", { 100 } }, { "commission", { -100 } } }, 2);
}

struct trial { struct tt_ctx *cx; tt_tx_fn f; };

static void
run(void *arg)
{
	const struct trial *t = arg;

	tt_tx(t->cx, t->f, NULL);
}

static void
database_says_no(struct tt_ctx *cx)
{
	struct trial t = { cx, unbalanced };
	struct tt_fault_info why;

	ok(!tt_try(run, &t, &why), "an unbalanced journal does not commit");
	tt_db_idle(cx->db);
	cx->in_tx = false;
	t.f = overdrawn;
	ok(!tt_try(run, &t, &why), "escrow never goes below zero");
	tt_db_idle(cx->db);
	cx->in_tx = false;
	is(t_ledger(cx), 0, "and the ledger is right");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();

	beginning(cx);
	wrong_money(cx);
	too_late(cx);
	after_completion(cx);
	events(cx);
	database_says_no(cx);
	return t_done();
}
