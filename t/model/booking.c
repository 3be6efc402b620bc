/* The life of a booking, from the request to the money. */
#include "model/review.h"
#include "t.h"
#include "t_ask.h"
#include "t_db.h"

static void
asking(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "An"), lisa = t_caregiver(cx, "Lisa");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	struct tt_when w = t_when(cx, 3, 600, 3, 660);
	const struct tt_booking *b;
	enum tt_outcome out;
	enum tt_why_not why;
	int64_t id = t_ask(cx, an, lisa, rex, "walk", w);

	b = tt_booking_find(cx, id, an);
	ok(b != NULL && b->state == TT_PENDING, "a request is pending");
	is(b->price.cents, 1500, "an hour at 15");
	is(b->commission_bp, 2000, "the commission's rate is frozen");
	is(t_mails(cx, "request"), 1, "the caregiver gets a mail");
	is(t_mails(cx, "request-sent"), 1, "so does the owner");
	is(tt_booking_lines(cx, id).n, 1, "one price line");
	is(tt_booking_pets(cx, id).n, 1, "one pet");
	ok(tt_booking_find(cx, id, lisa) != NULL, "its caregiver sees it");
	ok(tt_booking_find(cx, id, t_owner(cx, "Bob")) == NULL,
	    "somebody else does not");
	t_ask_out(cx, an, lisa, rex, "walk", t_when(cx, 3, 300, 3, 360), &out,
	    &why);
	ok(out == TT_TAKEN && why == TT_NOT_HOURS, "05:00 is outside her hours");
	t_ask_out(cx, an, lisa, rex, "walk", t_when(cx, -1, 600, -1, 660),
	    &out, &why);
	ok(out == TT_TAKEN && why == TT_NOT_PAST, "yesterday is past");
	t_ask_out(cx, an, lisa, rex, "walk", t_when(cx, 91, 600, 91, 660),
	    &out, &why);
	ok(out == TT_TAKEN && why == TT_NOT_HORIZON, "91 days is too far");
	t_ask_out(cx, lisa, lisa, rex, "walk", w, &out, &why);
	is(out, TT_ABSENT, "nobody books themselves");
}

static void
to_the_end(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Ann"), lisa = t_caregiver(cx, "Lise");
	int64_t tom = t_caregiver(cx, "Tom");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	int64_t id = t_ask(cx, an, lisa, rex, "walk", t_when(cx, 3, 600, 3,
	    660));
	tt_time was = cx->now;

	is(t_move(cx, id, tom, TT_BY_CAREGIVER, TT_ACCEPT), TT_ABSENT,
	    "a stranger sees no booking");
	is(t_move(cx, id, an, TT_BY_CAREGIVER, TT_ACCEPT), TT_ABSENT,
	    "an owner cannot accept her own request");
	is(t_move(cx, id, an, TT_BY_OWNER, TT_ACCEPT), TT_REFUSED,
	    "not even as owner");
	is(t_move(cx, id, lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_OK,
	    "the caregiver accepts");
	is(t_move(cx, id, lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_REFUSED,
	    "and cannot accept twice");
	is(t_move(cx, id, lisa, TT_BY_CAREGIVER, TT_COMPLETE), TT_REFUSED,
	    "nothing is done before it is paid");
	is(t_mails(cx, "accepted"), 1, "one mail tells the owner");
	t_pay(cx, id);
	is(t_state_of(cx, id), TT_PAID, "the provider's word makes it paid");
	is(tt_ledger_balance(cx, tt_account_escrow(cx, id)).cents, 1500,
	    "the money is in escrow");
	is(t_move(cx, id, lisa, TT_BY_CAREGIVER, TT_COMPLETE), TT_REFUSED,
	    "not done before it has begun");
	cx->now = tt_later(tt_booking_any(cx, id)->ends, 60);
	is(tt_booking_report(cx, id, lisa, "All went well."), TT_OK,
	    "the caregiver reports it done");
	is(tt_ledger_balance(cx, tt_account_escrow(cx, id)).cents, 0,
	    "escrow is empty");
	is(tt_ledger_balance(cx, tt_account_payable(cx, lisa)).cents, 1200,
	    "the caregiver is owed 80 %");
	is(tt_ledger_balance(cx, "commission").cents, 300, "and we have 20 %");
	is(t_ledger(cx), 0, "the ledger is right");
	cx->now = was;
}

static void
refusals(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Anna"), lisa = t_caregiver(cx, "Liz");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	struct tt_when w = t_when(cx, 5, 600, 5, 720);
	int64_t a = t_ask(cx, an, lisa, rex, "walk", w);
	int64_t b = t_ask(cx, an, lisa, rex, "walk", w);
	int64_t late = t_ask(cx, an, lisa, rex, "walk",
	    t_when(cx, 5, 720, 5, 780));
	struct tt_quote q;

	ok(a != 0 && b != 0, "a pending request holds no time");
	is(t_move(cx, a, lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_OK,
	    "one is accepted");
	is(t_move(cx, b, lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_TAKEN,
	    "the other's time is taken");
	is(t_state_of(cx, b), TT_PENDING, "and it stays as it was");
	is(t_move(cx, late, lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_OK,
	    "12:00 is free when the other ends at 12:00");
	q = tt_quote_of(cx, lisa, "walk", &w, 1);
	is(q.why_not, TT_NOT_HELD, "a second owner is told why not");
	is(q.n_others, 3, "and gets three other times");
	is(t_move(cx, b, an, TT_BY_OWNER, TT_WITHDRAW), TT_OK,
	    "a request can be withdrawn");
	is(t_move(cx, a, an, TT_BY_OWNER, TT_CANCEL), TT_OK,
	    "an unpaid booking can be cancelled");
	q = tt_quote_of(cx, lisa, "walk", &w, 1);
	is(q.why_not, TT_FREE, "and its time is free again");
	is(t_ledger(cx), 0, "no money moved");
}

static void
capacity(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Ans"), lisa = t_caregiver(cx, "Lys");
	int64_t pets[4], b[4];
	struct tt_when w = t_when(cx, 7, 1020, 9, 600);
	struct tt_quote q;

	for (int i = 0; i < 4; i++) {
		pets[i] = t_pet(cx, an, tt_printf(cx->arena, "Dog %d", i),
		    "dog");
		b[i] = t_ask(cx, an, lisa, pets[i], "boarding", w);
	}
	for (int i = 0; i < 3; i++)
		is(t_move(cx, b[i], lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_OK,
		    "one of three places");
	is(t_move(cx, b[3], lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_TAKEN,
	    "there is no fourth");
	q = tt_quote_of(cx, lisa, "boarding", &w, 1);
	is(q.why_not, TT_NOT_CAPACITY, "and the reason is said");
	w = t_when(cx, 8, 600, 8, 660);
	q = tt_quote_of(cx, lisa, "walk", &w, 1);
	is(q.why_not, TT_NOT_HELD, "a walk alone wants the caregiver alone");
	w = t_when(cx, 9, 1020, 10, 600);
	q = tt_quote_of(cx, lisa, "boarding", &w, 3);
	is(q.why_not, TT_FREE, "the evening of leaving is free");
	q = tt_quote_of(cx, lisa, "boarding", &w, 4);
	is(q.why_not, TT_NOT_CAPACITY, "four pets are too many");
}

/* A booking that is paid, for two hours at 15 plus 10.05. */
static int64_t
paid(struct tt_ctx *cx, int64_t an, int64_t lisa, int64_t rex,
    struct tt_when w)
{
	int64_t id = t_ask(cx, an, lisa, rex, "walk", w);

	t_move(cx, id, lisa, TT_BY_CAREGIVER, TT_ACCEPT);
	t_pay(cx, id);
	return id;
}

static void
cancelling(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Anke"), lisa = t_caregiver(cx, "Lies");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	tt_time was = cx->now;
	struct tt_refund *r;
	int64_t id;

	t_service(cx, lisa, "walk", 2505, 0, 0, 0);
	id = paid(cx, an, lisa, rex, t_when(cx, 4, 600, 4, 660));
	is(t_move(cx, id, lisa, TT_BY_CAREGIVER, TT_CANCEL), TT_REFUSED,
	    "a caregiver cannot cancel by button");
	is(t_move(cx, id, an, TT_BY_OWNER, TT_CANCEL), TT_OK,
	    "four days before, an owner cancels");
	r = tt_refunds_of(cx, id).v;
	is(r[0].amount.cents, 2505, "and gets everything back");
	is(tt_ledger_balance(cx, "refunds").cents, 2505, "it is owed");
	tt_refund_sent(cx, r[0].id, "re_1");
	is(tt_refund_sent(cx, r[0].id, "re_1"), TT_TAKEN,
	    "a refund is sent once");
	is(tt_ledger_balance(cx, "refunds").cents, 0, "and no longer owed");

	id = paid(cx, an, lisa, rex, t_when(cx, 5, 600, 5, 660));
	cx->now = tt_later(tt_booking_any(cx, id)->starts, -3600);
	is(t_move(cx, id, an, TT_BY_OWNER, TT_CANCEL), TT_OK,
	    "an hour before, too");
	r = tt_refunds_of(cx, id).v;
	is(r[0].amount.cents, 1253, "then half of 25.05 comes back");
	is(tt_ledger_balance(cx, tt_account_payable(cx, lisa)).cents, 1002,
	    "80 % of the kept 12.52 is the caregiver's");
	cx->now = was;
	id = paid(cx, an, lisa, rex, t_when(cx, 6, 600, 6, 660));
	cx->now = tt_booking_any(cx, id)->starts;
	is(t_move(cx, id, an, TT_BY_OWNER, TT_CANCEL), TT_REFUSED,
	    "at the start it is too late");
	is(t_ledger(cx), 0, "the ledger is right");
	cx->now = was;
}

static void
support(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Ansje"), lisa = t_caregiver(cx, "Leen");
	int64_t rex = t_pet(cx, an, "Rex", "dog"), sam = t_staff(cx, "Sam");
	int64_t id = paid(cx, an, lisa, rex, t_when(cx, 6, 600, 6, 660));
	const struct tt_cancel_request *q;

	is(tt_cancel_ask(cx, id, an, "No"), TT_ABSENT,
	    "an owner does not ask support to cancel");
	is(tt_cancel_ask(cx, id, lisa, "I broke my leg"), TT_OK,
	    "a caregiver asks");
	is(tt_cancel_ask(cx, id, lisa, "Please"), TT_REFUSED, "once");
	q = tt_cancel_requests(cx, 10).v;
	is(tt_cancel_decide(cx, q->id, sam, true), TT_OK, "staff cancels");
	is(t_state_of(cx, id), TT_CANCELLED, "it is cancelled");
	is(((struct tt_refund *)tt_refunds_of(cx, id).v)->amount.cents, 1500,
	    "everything goes back");
	is(tt_cancel_decide(cx, q->id, sam, true), TT_ABSENT, "once");
	is(t_ledger(cx), 0, "the ledger is right");
}

static void
clock_moves(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Anja"), lisa = t_caregiver(cx, "Lotte");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	tt_time was = cx->now;
	int64_t silent = t_ask(cx, an, lisa, rex, "walk",
	    t_when(cx, 3, 600, 3, 660));
	int64_t unpaid = t_ask(cx, an, lisa, rex, "walk",
	    t_when(cx, 3, 720, 3, 780));
	int64_t over = paid(cx, an, lisa, rex, t_when(cx, 3, 900, 3, 960));

	t_move(cx, unpaid, lisa, TT_BY_CAREGIVER, TT_ACCEPT);
	cx->now = tt_later(was, 24 * TT_HOUR - 60);
	tt_booking_tick(cx);
	is(t_state_of(cx, silent), TT_PENDING, "before the deadline it waits");
	cx->now = tt_later(was, 24 * TT_HOUR + 60);
	is(t_move(cx, silent, lisa, TT_BY_CAREGIVER, TT_ACCEPT), TT_REFUSED,
	    "after it, nobody can accept");
	tt_booking_tick(cx);
	is(t_state_of(cx, silent), TT_EXPIRED, "and it expires");
	is(t_state_of(cx, unpaid), TT_EXPIRED, "so does an unpaid one");
	cx->now = tt_later(tt_booking_any(cx, over)->ends, 24 * TT_HOUR - 1);
	tt_booking_tick(cx);
	is(t_state_of(cx, over), TT_PAID, "a paid one waits 24 h");
	cx->now = tt_later(cx->now, 1);
	tt_booking_tick(cx);
	is(t_state_of(cx, over), TT_COMPLETED, "then it is done");
	is(t_ledger(cx), 0, "the ledger is right");
	cx->now = was;
}

static void
reviewing(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Annick"), lisa = t_caregiver(cx, "Laura");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	int64_t id = paid(cx, an, lisa, rex, t_when(cx, 2, 600, 2, 660));
	tt_time was = cx->now;

	is(tt_review_add(cx, id, an, 5, "Lovely walk."), TT_REFUSED,
	    "no review before it is done");
	cx->now = tt_later(tt_booking_any(cx, id)->ends, 60);
	tt_booking_report(cx, id, lisa, "Done.");
	is(tt_review_add(cx, id, an, 5, "Lovely walk."), TT_OK,
	    "an owner reviews");
	is(tt_review_add(cx, id, an, 4, "Once more."), TT_TAKEN, "once");
	is(tt_reviews_of_booking(cx, id, lisa).n, 0,
	    "the caregiver does not see it yet");
	is(tt_reviews_about(cx, lisa, (tt_time){ 0 }, 10).n, 0,
	    "nor does anybody");
	is(tt_review_add(cx, id, lisa, 4, "A good dog."), TT_OK,
	    "the caregiver reviews too");
	is(tt_reviews_about(cx, lisa, (tt_time){ 0 }, 10).n, 1,
	    "now it is shown");
	is(tt_reviews_of_booking(cx, id, an).n, 2, "both are");
	is(tt_owner_rating(cx, an).sum, 4, "an owner has an average too");
	is(tt_review_reply(cx, id, lisa, "Thank you!"), TT_OK,
	    "one public reply");
	is(tt_review_reply(cx, id, lisa, "Again"), TT_TAKEN, "and no more");
	cx->now = was;
}

static void
window_closes(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "Anouk"), lisa = t_caregiver(cx, "Lena");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	int64_t id = paid(cx, an, lisa, rex, t_when(cx, 2, 600, 2, 660));
	tt_time was = cx->now;

	cx->now = tt_later(tt_booking_any(cx, id)->ends, 60);
	tt_booking_report(cx, id, lisa, "Done.");
	tt_review_add(cx, id, an, 3, "It was all right.");
	cx->now = tt_later(cx->now, 14 * TT_DAY - 1);
	is(tt_reviews_about(cx, lisa, (tt_time){ 0 }, 10).n, 0,
	    "for 14 days one review alone is hidden");
	cx->now = tt_later(cx->now, 1);
	tt_booking_tick(cx);
	is(tt_reviews_about(cx, lisa, (tt_time){ 0 }, 10).n, 1,
	    "then it is shown");
	is(tt_review_add(cx, id, lisa, 5, "Too late for me."), TT_REFUSED,
	    "and the other may no longer be written");
	cx->now = was;
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();

	asking(cx);
	to_the_end(cx);
	refusals(cx);
	capacity(cx);
	cancelling(cx);
	support(cx);
	clock_moves(cx);
	reviewing(cx);
	window_closes(cx);
	return t_done();
}
