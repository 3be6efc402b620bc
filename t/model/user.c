/* Accounts, mailed links, and what members change about themselves. */
#include "core/crypt.h"
#include "model/job.h"
#include "model/user.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

TT_QUERY_NUMBER(users_n, "SELECT COUNT(*) AS n FROM users");
TT_QUERY_NUMBER(secret_kept, "SELECT COUNT(*) AS n FROM token"
	" WHERE hash = $1");
struct detail { const char *detail; };
static const struct tt_field detail_fields[] = {
	TT_FIELD(struct detail, detail), { 0 } };
TT_QUERY(newest_mail, struct detail, detail_fields, "SELECT detail FROM job"
	" WHERE kind = 'mail' AND detail LIKE $1 ORDER BY id DESC LIMIT 1");
TT_EXEC(email_set, "UPDATE users SET email = $2 WHERE id = $1");

static const struct tt_register jan = {
	.email = " Jan@Example.BE ", .password_hash = "$argon2id$kept",
	.first_name = "Jan", .last_name = "van den Berg", .postcode = "2800",
	.town = "Mechelen", .country = "BE", .phone = "+32476123456",
	.terms_version = TT_TERMS_NOW, .lat = 510259, .lon = 44776,
};

/* The secret in the newest mail of a template: its last word. */
static const char *
secret_in(struct tt_ctx *cx, const char *template)
{
	const struct detail *d = tt_one(cx, &newest_mail, TT_ARGS(tt_printf(
	    cx->arena, "%s %%", template)));

	return d == NULL ? "" : strrchr(d->detail, ' ') + 1;
}

static int64_t
registering(struct tt_ctx *cx)
{
	int64_t id = 0, again = 1;
	const struct tt_member *m;

	is(tt_user_register(cx, &jan, &id), TT_OK, "Jan has an account");
	ok(id > 0, "with an id");
	m = tt_member_find(cx, id);
	is_str(m->email, "jan@example.be", "the address in lower case");
	is_str(m->lang, "en", "in the language of the page");
	is(m->verified.s, 0, "not verified yet");
	is(t_mails(cx, "verify"), 1, "a link is mailed");
	is(tt_user_register(cx, &jan, &again), TT_OK,
	    "a known address gets the same answer");
	is(again, 0, "and no account");
	is(tt_number(cx, &users_n, TT_NO_ARGS), 1, "there is one");
	is(t_mails(cx, "known"), 1, "its owner is told");
	for (int i = 0; i < 5; i++)
		tt_user_register(cx, &jan, &again);
	is(t_mails(cx, "known"), 3, "not more than three times an hour");
	is(t_mails(cx, "verify"), 1, "and no other link");
	return id;
}

static void
signing_in(struct tt_ctx *cx, int64_t id)
{
	const struct tt_login *l = tt_login_find(cx, "JAN@example.be ");

	is(l->id, id, "found by the address, in any case");
	is_str(l->password, "$argon2id$kept", "with what is kept");
	ok(tt_login_find(cx, "nobody@example.be") == NULL, "a stranger");
	is_str(tt_login_of(cx, id)->password, "$argon2id$kept", "by id");
	tt_password_set(cx, id, "$argon2id$new");
	is_str(tt_login_of(cx, id)->password, "$argon2id$new", "a new one");
}

static void
verifying(struct tt_ctx *cx, int64_t id)
{
	const char *first = secret_in(cx, "verify"), *second;

	is(tt_number(cx, &secret_kept, TT_ARGS(first)), 0,
	    "the secret itself is not kept");
	is(tt_number(cx, &secret_kept, TT_ARGS(tt_sha256_hex(cx->arena,
	    first))), 1, "but its digest");
	is(tt_token_owner(cx, first, "verify"), id, "it is Jan's");
	is(tt_token_owner(cx, first, "reset"), 0, "for this purpose only");
	is(tt_verify_ask(cx, id), TT_OK, "another link may be asked");
	second = secret_in(cx, "verify");
	is(tt_verify(cx, first), TT_ABSENT, "the older link has ended");
	cx->now = tt_later(cx->now, TT_DAY);
	is(tt_verify(cx, second), TT_ABSENT, "after 24 hours so has the other");
	is(tt_verify_ask(cx, id), TT_OK, "a third");
	second = secret_in(cx, "verify");
	is(tt_verify(cx, second), TT_OK, "is used");
	is(tt_member_find(cx, id)->verified.s, cx->now.s, "and verifies");
	is(tt_verify(cx, second), TT_ABSENT, "once only");
	is(tt_verify_ask(cx, id), TT_REFUSED, "nothing is left to verify");
	is(tt_verify(cx, ""), TT_ABSENT, "no link at all");
	is(tt_verify_ask(cx, 12345), TT_ABSENT, "nobody");
}

static void
resetting(struct tt_ctx *cx, int64_t id)
{
	const char *secret, *cookie = tt_session_new(cx, id, "phone",
	    "192.0.2.7");
	const struct tt_user *u;

	tt_reset_ask(cx, "nobody@example.be");
	is(t_mails(cx, "reset"), 0, "a stranger gets no mail");
	tt_reset_ask(cx, "Jan@example.be");
	secret = secret_in(cx, "reset");
	tt_reset_ask(cx, "jan@example.be");
	is(tt_token_owner(cx, secret, "reset"), 0,
	    "a new request kills the old");
	secret = secret_in(cx, "reset");
	is(tt_reset(cx, secret, "$argon2id$third"), TT_OK, "reset");
	is_str(tt_login_of(cx, id)->password, "$argon2id$third", "set");
	ok(tt_session_find(cx, cookie, &u) == NULL, "all sessions have ended");
	is(t_mails(cx, "password-changed"), 1, "a mail tells it");
	is(tt_reset(cx, secret, "$argon2id$fourth"), TT_ABSENT, "once only");
	tt_reset_ask(cx, "jan@example.be");
	tt_reset_ask(cx, "jan@example.be");
	is(t_mails(cx, "reset"), 3, "three an hour");
	secret = secret_in(cx, "reset");
	cx->now = tt_later(cx->now, 30 * TT_MINUTE);
	is(tt_reset(cx, secret, "x"), TT_ABSENT, "it works for 30 minutes");
	cx->now = tt_later(cx->now, TT_HOUR);
	tt_reset_ask(cx, "jan@example.be");
	secret = secret_in(cx, "reset");
	t_do(cx, &email_set, TT_ARGS(id, "jan2@example.be"), 0);
	is(tt_reset(cx, secret, "x"), TT_ABSENT,
	    "and for the address that it went to");
}

/* The reminder of the day after: to who has not confirmed, and only then. */
static void
reminding(struct tt_ctx *cx)
{
	struct tt_register r = jan;
	int64_t id = 0;
	const char *first, *again;

	r.email = "late@example.be";
	tt_user_register(cx, &r, &id);
	first = secret_in(cx, "verify");
	tt_verify_remind(cx, id);
	again = secret_in(cx, "verify-again");
	is(tt_token_owner(cx, first, "verify"), 0, "the first link has ended");
	is(tt_verify(cx, again), TT_OK, "that of the reminder works");
	tt_verify_remind(cx, id);
	is(t_mails(cx, "verify-again"), 1, "who has confirmed gets none");
}

static void
changing(struct tt_ctx *cx, int64_t id)
{
	struct tt_member m = *tt_member_find(cx, id);

	m.first_name = "Jean";
	m.street = "Rue Haute 1";
	m.lang = "fr";
	m.email = "other@example.be";
	is(tt_member_save(cx, &m), TT_OK, "saved");
	m = *tt_member_find(cx, id);
	is_str(m.first_name, "Jean", "the name");
	is_str(m.street, "Rue Haute 1", "the street");
	is_str(m.lang, "fr", "the language");
	is_str(m.email, "jan2@example.be", "the address is not changed so");
	m.id = 12345;
	is(tt_member_save(cx, &m), TT_ABSENT, "nobody");
}

TT_QUERY_NUMBER(offer_lat, "SELECT lat AS n FROM offer WHERE caregiver_id = $1"
	" LIMIT 1");

static void
moving_house(struct tt_ctx *cx)
{
	int64_t lisa = t_caregiver(cx, "Lisa");
	struct tt_member m = *tt_member_find(cx, lisa);

	m.lat = T_MECHELEN_LAT;
	m.lon = T_MECHELEN_LON;
	tt_member_save(cx, &m);
	is(tt_number(cx, &offer_lat, TT_ARGS(lisa)), T_MECHELEN_LAT,
	    "a caregiver who moves is found elsewhere");
}

static void
by_the_tool(struct tt_ctx *cx)
{
	struct tt_register r = jan;
	int64_t id = 0, same = 0;
	const struct tt_user *u;
	const char *cookie;

	r.email = "Root@example.be";
	is(tt_user_make(cx, &r, true, false, "admin", "nl", &id), TT_OK,
	    "made");
	is(tt_member_find(cx, id)->verified.s, cx->now.s, "verified");
	r.password_hash = "";
	is(tt_user_make(cx, &r, false, true, "", "fr", &same), TT_OK,
	    "changed");
	is(same, id, "the same one");
	cookie = tt_session_new(cx, id, "tool", "192.0.2.7");
	ok(tt_session_find(cx, cookie, &u) != NULL && !u->is_owner &&
	    u->is_caregiver && u->staff[0] == '\0', "with other roles");
	is_str(tt_login_of(cx, id)->password, "$argon2id$kept",
	    "and the old password");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t id = registering(cx);

	signing_in(cx, id);
	verifying(cx, id);
	resetting(cx, id);
	reminding(cx);
	changing(cx, id);
	moving_house(cx);
	by_the_tool(cx);
	return t_done();
}
