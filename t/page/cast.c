/*
 * Who plays in the page tests of accounts, bookings, payments and staff, in
 * the database that $TT_CONF names.
 *
 *	cast                     the tables, and these people:
 *	    an  bob              owners in Mechelen, with a dog and a cat each
 *	    lisa tom             caregivers in Antwerpen
 *	    mia                  both, with a dog
 *	    eva                  an owner who has not confirmed her address
 *	    sam                  staff
 *	cast SCENE OWNER CAREGIVER
 *	                         one more booking of these two, in an hour that
 *	                         no other has; prints its id. SCENE is
 *	    draft                filled in up to the last page
 *	    pending accepted declined paid
 *	    begun                paid, and its time is over
 *	    done                 reported
 *	    reviewed             and both wrote a review
 *	    asked                paid, and the caregiver asked support to cancel
 *
 * Each is NAME@example.be.
 */
#include <stdio.h>

#include "../model/t_ask.h"
#include "core/crypt.h"
#include "core/fault.h"
#include "model/review.h"

#define HOURS  12              /* of a day, from 08:00 */
#define BEFORE 9               /* days ago, for what is over */
#define AHEAD  3               /* days from now, for what is to come */

TT_QUERY_NUMBER(person, "SELECT id AS n FROM users WHERE email = $1");
TT_QUERY_NUMBER(dog_of, "SELECT id AS n FROM pet WHERE owner_id = $1"
	" AND kind = 'dog' ORDER BY id LIMIT 1");
TT_QUERY_NUMBER(so_far, "SELECT COUNT(*) AS n FROM booking");
TT_QUERY_NUMBER(drafts, "SELECT COUNT(*) AS n FROM draft");
TT_EXEC(both, "UPDATE users SET is_owner = 1 WHERE id = $1");
TT_EXEC(unlimited, "DELETE FROM attempt WHERE class = 'booking'");
TT_EXEC(not_yet, "UPDATE users SET verified = NULL WHERE id = $1");

static enum tt_outcome
people(struct tt_ctx *cx, void *unused)
{
	int64_t an = t_owner(cx, "An"), bob = t_owner(cx, "Bob");
	int64_t mia = t_caregiver(cx, "Mia"), eva = t_owner(cx, "Eva");

	(void)unused;
	t_caregiver(cx, "Lisa");
	t_caregiver(cx, "Tom");
	t_staff(cx, "Sam");
	t_do(cx, &both, TT_ARGS(mia), 0);
	t_do(cx, &not_yet, TT_ARGS(eva), 0);
	t_pet(cx, an, "Rex", "dog");
	t_pet(cx, an, "Minou", "cat");
	t_pet(cx, bob, "Tor", "dog");
	t_pet(cx, bob, "Poes", "cat");
	t_pet(cx, mia, "Fik", "dog");
	t_pet(cx, eva, "Bas", "dog");
	return TT_OK;
}

struct scene {
	struct tt_ctx *cx;
	int            argc;
	char         **argv;
};

static int64_t
who(struct tt_ctx *cx, const char *name)
{
	int64_t id = tt_number(cx, &person, TT_ARGS(tt_printf(cx->arena,
	    "%s@example.be", name)));

	if (id == 0)
		tt_fault(TT_FAULT_MACHINE, "nobody is called %s", name);
	return id;
}

/* An hour of its own, in the past or ahead. */
static struct tt_when
hour(struct tt_ctx *cx, int64_t days)
{
	int64_t n = tt_number(cx, &so_far, (struct tt_args){ 0 }) +
	    tt_number(cx, &drafts, (struct tt_args){ 0 });
	int64_t day = days + n / HOURS, from = 480 + 60 * (n % HOURS);

	return t_when(cx, day, from, day, from + 60);
}

static void
need(enum tt_outcome out, const char *what)
{
	if (out != TT_OK)
		tt_fault(TT_FAULT_MACHINE, "%s: %d", what, (int)out);
}

/* From the request on, as far as the scene goes. */
static void
play(struct tt_ctx *cx, const char *scene, int64_t booking, int64_t lisa)
{
	if (tt_eq(scene, "pending"))
		return;
	if (tt_eq(scene, "declined")) {
		need(tt_booking_move(cx, booking, lisa, TT_BY_CAREGIVER,
		    TT_DECLINE, "I am away."), "decline");
		return;
	}
	need(t_move(cx, booking, lisa, TT_BY_CAREGIVER, TT_ACCEPT), "accept");
	if (tt_eq(scene, "accepted"))
		return;
	if (t_pay(cx, booking) == 0)
		tt_fault(TT_FAULT_MACHINE, "not paid");
	if (tt_eq(scene, "asked"))
		need(tt_cancel_ask(cx, booking, lisa, "I broke my leg."),
		    "ask to cancel");
}

static int64_t
perform(struct tt_ctx *cx, const char *scene, int64_t an, int64_t lisa)
{
	bool reviewed = tt_eq(scene, "reviewed");
	bool done = tt_eq(scene, "done") || reviewed;
	bool over = tt_eq(scene, "begun") || done;
	tt_time now = cx->now;
	int64_t booking, dog = tt_number(cx, &dog_of, TT_ARGS(an));
	struct tt_when when;

	if (tt_eq(scene, "draft"))
		return t_draft(cx, an, lisa, tt_printf(cx->arena, "%" PRId64,
		    dog), "walk", hour(cx, AHEAD));
	if (over)
		cx->now = tt_later(now, -BEFORE * TT_DAY);
	when = hour(cx, over ? 1 : AHEAD);
	/* A test may need more of them than an owner may send in an hour. */
	t_do(cx, &unlimited, (struct tt_args){ 0 }, 0);
	booking = t_ask(cx, an, lisa, dog, "walk", when);
	if (booking == 0)
		tt_fault(TT_FAULT_MACHINE, "no booking");
	play(cx, scene, booking, lisa);
	cx->now = now;
	if (done)
		need(tt_booking_report(cx, booking, lisa, "He ate well."),
		    "report");
	if (reviewed) {
		need(tt_review_add(cx, booking, an, 5, "She was very kind."),
		    "review");
		need(tt_review_add(cx, booking, lisa, 4, "A well-behaved dog."),
		    "review");
	}
	return booking;
}

static void
say(const char *name)
{
	printf("# %s\n", name);
}

static void
act(void *arg)
{
	const struct scene *s = arg;
	struct tt_ctx *cx = s->cx;
	const char *bad;

	if (s->argc == 4) {
		printf("%" PRId64 "\n", perform(cx, s->argv[1],
		    who(cx, s->argv[2]), who(cx, s->argv[3])));
		return;
	}
	bad = tt_schema_migrate(cx, say);
	if (bad != NULL)
		tt_fault(TT_FAULT_MACHINE, "%s", bad);
	tt_tx(cx, people, NULL);
}

int
main(int argc, char **argv)
{
	struct tt_ctx cx = { .arena = tt_arena_new((size_t)64 << 20) };
	struct scene s = { &cx, argc, argv };
	struct tt_fault_info why;
	struct tt_conf conf;
	const char *path, *bad;

	tt_time_start();
	tt_crypt_start();
	bad = tt_conf_read(cx.arena, &conf, &path);
	if (bad != NULL) {
		fprintf(stderr, "%s: %s\n", path, bad);
		return 1;
	}
	cx.conf = &conf;
	cx.now = tt_time_read();
	cx.db = tt_db_new(&conf);
	if (!tt_try(act, &s, &why)) {
		fprintf(stderr, "%s\n", why.text);
		return 1;
	}
	tt_db_end(cx.db);
	tt_arena_end(cx.arena);
	return 0;
}
