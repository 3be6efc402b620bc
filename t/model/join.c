/* Joining as a caregiver, how complete a profile is, and its certificates. */
#include "model/certificate.h"
#include "model/join.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

TT_QUERY_NUMBER(offers_of, "SELECT COUNT(*) AS n FROM offer"
	" WHERE caregiver_id = $1");
TT_QUERY_NUMBER(is_one, "SELECT is_caregiver AS n FROM users WHERE id = $1");
TT_QUERY_NUMBER(deeds, "SELECT COUNT(*) AS n FROM audit WHERE action = $1");
TT_EXEC(unverified, "UPDATE users SET verified = $2 WHERE id = $1");
TT_EXEC(asked_more, "UPDATE caregiver SET state = $2, reason = 'More.'"
	" WHERE user_id = $1");

static const char bio[] = "I walk with dogs every day, whatever the weather,"
    " and know most parks here by heart, at night too.";

static struct tt_join
typed(struct tt_ctx *cx, int64_t an)
{
	struct tt_join j = *tt_join_find(cx, an);

	j.headline = "Long walks";
	j.bio = bio;
	j.home = j.outdoors = j.own_pets = j.children = j.medication = "";
	j.kinds = "dog cat";
	j.sizes = "m";
	j.custom_kind = j.business_number = j.vat_number = "";
	j.iban = "BE68539007547034";
	j.account_holder = "An Peeters";
	return j;
}

static const struct tt_offer walk = { .code = "walk", .price = { 1500 },
    .visit_min = 30 };
static const struct tt_weekly monday[] = { { 1, 480, 720 }, { 1, 780, 1080 } };

static void
steps(struct tt_ctx *cx, int64_t an)
{
	struct tt_join_open left[TT_JOIN_OPEN];
	struct tt_join j = typed(cx, an);

	ok(!j.begun, "nobody has begun");
	is(j.radius_km, 10, "ten kilometres to begin with");
	is(j.max_pets, 3, "and three animals");
	is((int64_t)tt_join_open(&j, left), 5, "five steps are open");
	is(tt_join_services(cx, &j, &walk, 1), TT_REFUSED, "first things first");
	is(tt_join_send(cx, an), TT_REFUSED, "nothing to send in");
	ok(!tt_join_find(cx, an)->begun, "no row was made by that");
	is(tt_join_profile(cx, &j), TT_OK, "step 1");
	is(tt_join_times(cx, &j, monday, 2), TT_REFUSED, "not 3 before 2");
	is(tt_join_services(cx, &j, &walk, 1), TT_OK, "step 2");
	is(tt_join_find(cx, an)->step, 2, "two are done");
	is(tt_join_times(cx, &j, monday, 2), TT_OK, "step 3");
	is(tt_join_papers(cx, &j), TT_OK, "step 4");
	is(tt_join_profile(cx, &j), TT_OK, "back to 1");
	is(tt_join_find(cx, an)->step, 4, "loses nothing");
	j = *tt_join_find(cx, an);
	is((int64_t)tt_join_open(&j, left), 1, "one is open");
	is(left[0].step, 5, "the last");
	j = typed(cx, an);
	is(tt_join_payout(cx, &j), TT_OK, "step 5");
	is(tt_number(cx, &offers_of, TT_ARGS(an)), 0, "search knows nothing");
}

static void
sending(struct tt_ctx *cx, int64_t an)
{
	t_do(cx, &unverified, TT_ARGS(an, tt_or_null(0)), 0);
	is(tt_join_send(cx, an), TT_REFUSED, "the address first");
	t_do(cx, &unverified, TT_ARGS(an, cx->now), 0);
	is(tt_number(cx, &is_one, TT_ARGS(an)), 0, "not a caregiver yet");
	is(tt_join_send(cx, an), TT_OK, "it is sent in");
	is(tt_number(cx, &is_one, TT_ARGS(an)), 1, "a caregiver now");
	is(tt_join_find(cx, an)->state, TT_JOIN_PENDING, "that waits");
	is(tt_join_find(cx, an)->sent.s, cx->now.s, "since now");
	is(tt_join_send(cx, an), TT_REFUSED, "once");
	is(t_mails(cx, "joined"), 1, "one mail");
	is(tt_number(cx, &deeds, TT_ARGS("caregiver.send")), 1, "one deed");
	t_do(cx, &asked_more, TT_ARGS(an, "draft"), 0);
	is(tt_join_send(cx, an), TT_OK, "when more was asked, again");
	is_str(tt_join_find(cx, an)->reason, "", "the question is gone");
	t_do(cx, &asked_more, TT_ARGS(an, "rejected"), 0);
	is(tt_join_send(cx, an), TT_OK, "after a no, again");
	t_do(cx, &asked_more, TT_ARGS(an, "suspended"), 0);
	is(tt_join_send(cx, an), TT_REFUSED, "not while suspended");
}

static void
live(struct tt_ctx *cx, int64_t an)
{
	struct tt_offer two[] = { walk, { .code = "boarding",
	    .price = { 3000 } } };
	struct tt_join j;

	t_state(cx, an, "approved");
	is(tt_number(cx, &offers_of, TT_ARGS(an)), 1, "one service is found");
	j = typed(cx, an);
	is(tt_join_services(cx, &j, two, 2), TT_OK, "another one");
	is(tt_number(cx, &offers_of, TT_ARGS(an)), 2, "is found at once");
	is_str(tt_join_find(cx, an)->recheck_what, "services", "to look at");
	two[1].price.cents = 3500;
	is(tt_join_services(cx, &j, two, 2), TT_OK, "a price");
	j.last_name = "Maes";
	is(tt_join_profile(cx, &j), TT_OK, "a name");
	is_str(tt_join_find(cx, an)->recheck_what, "services name",
	    "each once, prices not");
	is(tt_number(cx, &offers_of, TT_ARGS(an)), 2, "still found");
	is(tt_join_payout(cx, &j), TT_OK, "the same account");
	is(t_mails(cx, "payout-changed"), 0, "is no news");
	j.iban = "NL91ABNA0417164300";
	is(tt_join_payout(cx, &j), TT_OK, "another");
	is(t_mails(cx, "payout-changed"), 1, "is told");
}

static void
papers(struct tt_ctx *cx, int64_t an, int64_t bob)
{
	struct tt_certificate c = { .caregiver_id = an, .kind = "grooming",
	    .provider = "", .number = "" };
	const struct tt_certificate *of;

	is(tt_certificate_add(cx, &c), TT_OK, "a certificate");
	is_str(tt_join_find(cx, an)->recheck_what,
	    "services name certificates", "is looked at");
	c.kind = TT_INSURANCE;
	is(tt_certificate_add(cx, &c), TT_OK, "an insurance");
	is(tt_certificate_add(cx, &c), TT_OK, "another insurance");
	is((int64_t)tt_certificates_of(cx, an).n, 2, "there is only one");
	of = tt_certificates_of(cx, an).v;
	is_str(of[0].state, "waiting", "it waits for staff");
	is(tt_certificate_remove(cx, of[0].id, bob), TT_ABSENT, "not Bob's");
	ok(tt_certificate_find(cx, of[0].id, bob) == NULL, "nor seen by him");
	is(tt_certificate_remove(cx, of[0].id, an), TT_OK, "hers");
	is(tt_certificate_remove(cx, of[0].id, an), TT_ABSENT, "once");
	c.caregiver_id = bob;
	is(tt_certificate_add(cx, &c), TT_ABSENT, "Bob has not begun");
	c.caregiver_id = an;
	c.kind = "nosework";
	for (int i = 1; i < TT_CERTIFICATES_MAX; i++)
		if (tt_certificate_add(cx, &c) != TT_OK)
			ok(false, "up to twenty");
	is(tt_certificate_add(cx, &c), TT_REFUSED, "twenty are enough");
	for (int i = 0; tt_certificate_kinds[i] != NULL; i++)
		ok(tt_certificate_name(tt_certificate_kinds[i])[0] != '\0',
		    tt_certificate_kinds[i]);
}

/* 1/8 is 13, 3/8 is 38, 5/8 is 63, 7/8 is 88: half up. */
static void
complete(struct tt_ctx *cx, int64_t an)
{
	static const int64_t want[] = { 0, 13, 25, 38, 50, 63, 75, 88, 100 };
	struct tt_complete items[TT_COMPLETE];
	struct tt_join j = { .bio = "", .town = "", .phone = "", .iban = "" };

	is(tt_complete_of(&j, items), want[0], "nothing");
	j.bio = bio;
	is(tt_complete_of(&j, items), want[1], "a bio");
	j.town = "Mechelen";
	is(tt_complete_of(&j, items), want[2], "a town");
	j.phone = "+32476123456";
	is(tt_complete_of(&j, items), want[3], "a phone");
	j.services = 2;
	is(tt_complete_of(&j, items), want[4], "a service");
	j.prices = 1;
	is(tt_complete_of(&j, items), want[5], "a price");
	j.portraits = 1;
	is(tt_complete_of(&j, items), want[6], "a portrait");
	j.photos = 3;
	is(tt_complete_of(&j, items), want[7], "photos");
	ok(!items[7].done && items[6].done, "what is missing is told");
	j.iban = "BE68539007547034";
	is(tt_complete_of(&j, items), want[8], "an account");
	is(tt_join_find(cx, an)->complete, 75, "and it is kept");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t an = t_owner(cx, "An"), bob = t_owner(cx, "Bob");

	steps(cx, an);
	sending(cx, an);
	live(cx, an);
	papers(cx, an, bob);
	complete(cx, an);
	return t_done();
}
