/* What staff's pages list. */
#include "model/admin.h"
#include "model/job.h"
#include "t.h"
#include "t_db.h"
#include "t_ask.h"

static void
members(struct tt_ctx *cx, int64_t an, int64_t lisa)
{
	const struct tt_admin_member *m = tt_admin_member(cx, lisa);
	struct tt_rows rows = tt_admin_members(cx, "", 50);

	is((int64_t)rows.n, 3, "three members");
	is_str(m->caregiver, "approved", "Lisa is a caregiver");
	is_str(tt_admin_member(cx, an)->caregiver, "", "An is none");
	ok(tt_admin_member(cx, 1) == NULL, "nobody");
	rows = tt_admin_members(cx, "LISA@", 50);
	m = rows.v;
	ok(rows.n == 1 && m->id == lisa, "by the address, in any case");
	is((int64_t)tt_admin_members(cx, "lisa pee", 50).n, 1,
	    "by the whole name");
	is((int64_t)tt_admin_members(cx, "peet", 50).n, 3,
	    "by the last name");
	is((int64_t)tt_admin_members(cx, "peet", 2).n, 2, "up to a limit");
	is((int64_t)tt_admin_members(cx, "isa", 50).n, 0,
	    "by the beginning only");
	is((int64_t)tt_admin_members(cx, "%isa", 50).n, 0,
	    "a sign of LIKE is itself");
	is((int64_t)tt_admin_members(cx, "_isa", 50).n, 0, "so is the other");
	is((int64_t)tt_admin_members(cx, "\\", 50).n, 0, "and what escapes");
}

static void
bookings(struct tt_ctx *cx, int64_t an, int64_t lisa)
{
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	int64_t one = t_ask(cx, an, lisa, rex, "walk", t_when(cx, 3, 600, 3,
	    660));
	int64_t two = t_ask(cx, an, lisa, rex, "walk", t_when(cx, 4, 600, 4,
	    660));
	struct tt_rows rows = tt_admin_bookings(cx, "", 0, 50);
	const struct tt_admin_booking *b = rows.v;
	int64_t newest = one > two ? one : two, other = one + two - newest;

	is((int64_t)rows.n, 2, "two bookings");
	is(b[0].id, newest, "the newest first");
	is_str(b[0].owner_first, "An", "whose");
	is_str(b[0].caregiver_first, "Lisa", "by whom");
	is(b[0].price.cents, 1500, "for how much");
	tt_booking_move(cx, one, lisa, TT_BY_CAREGIVER, TT_ACCEPT, "");
	rows = tt_admin_bookings(cx, "accepted", 0, 50);
	b = rows.v;
	ok(rows.n == 1 && b->id == one && b->state == TT_ACCEPTED,
	    "one is accepted");
	rows = tt_admin_bookings(cx, "", newest, 50);
	b = rows.v;
	ok(rows.n == 1 && b->id == other, "the next page");
}

static void
fail_newest(struct tt_ctx *cx)
{
	const struct tt_job *j = tt_job_take(cx, 60, cx->now);

	tt_job_failed(cx, j, "no such mailbox", true, 0);
}

static enum tt_outcome
add_mail(struct tt_ctx *cx, void *arg)
{
	tt_mail_add(cx, "verify", *(const int64_t *)arg, 0, "s3cret");
	return TT_OK;
}

static void
jobs(struct tt_ctx *cx, int64_t an)
{
	const struct tt_admin_job *j;
	struct tt_rows rows;

	tt_tx(cx, add_mail, &an);
	is((int64_t)tt_admin_jobs_dead(cx, 50).n, 0, "none is dead");
	fail_newest(cx);
	rows = tt_admin_jobs_dead(cx, 50);
	j = rows.v;
	is((int64_t)rows.n, 1, "one died");
	is_str(j->detail, "verify", "without its secret");
	is_str(j->error, "no such mailbox", "why");
	is(tt_admin_counts(cx).jobs_dead, 1, "counted");
	is(tt_admin_job_replay(cx, j->id), TT_OK, "once more");
	is(tt_admin_job_replay(cx, j->id), TT_ABSENT, "it is not dead now");
	is(t_mails(cx, "verify"), 1, "it is due again");
}

static void
counts(struct tt_ctx *cx)
{
	struct tt_admin_counts c = tt_admin_counts(cx);

	is(c.members, 3, "members");
	is(c.caregivers_approved, 1, "caregivers");
	is(c.caregivers_pending, 0, "none waits");
	is(c.bookings_pending, 1, "asked");
	is(c.bookings_accepted, 1, "accepted");
	is(c.bookings_paid, 0, "paid");
	ok(c.jobs_waiting > 1, "jobs wait");
	is(c.cancel_requests + c.looks + c.refunds_due, 0, "all is well");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t an = t_owner(cx, "An"), lisa = t_caregiver(cx, "Lisa");

	t_staff(cx, "Kim");
	jobs(cx, an);
	members(cx, an, lisa);
	bookings(cx, an, lisa);
	counts(cx);
	return t_done();
}
