#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "jobs/letter.h"
#include "mails/pages.h"
#include "model/booking.h"
#include "model/caregiver.h"
#include "model/certificate.h"
#include "model/paper.h"
#include "model/payment.h"
#include "model/user.h"

/*
 * What fills the sentences, by number:
 * 1 the other party's name   2 the service   3 the start   4 the deadline
 * 5 the price   6 the caregiver's share   7 the reason   8 what goes back
 */
enum { OTHER, SERVICE, START, DEADLINE, PRICE, SHARE, REASON, BACK, FILLS };

enum about { PERSON, BOOKING, CERTIFICATE };

/* Where a letter goes: to the account's address, to the one that its link is
 * to confirm, or to the one that the job names. */
enum to { ACCOUNT, LINK, NAMED };

static const struct kind {
	const char *name;
	enum about  about;
	const char *subject, *says[3];
	const char *button, *path;      /* %s: the secret or the booking's id */
	enum to     to;
} kinds[] = {
{ "verify", PERSON, N_("Confirm your e-mail address"),
    { N_("Welcome to TailTribe. Please confirm that this is your address."),
    N_("The link works for 24 hours.") },
    N_("Confirm my address"), "/verify/%s" },
{ "verify-again", PERSON, N_("Your e-mail address is not confirmed yet"),
    { N_("Yesterday you made an account with this address. Caregivers get"
    " requests only from people whose address is confirmed."), N_("The link"
    " works for 24 hours. We remind you only this once.") },
    N_("Confirm my address"), "/verify/%s" },
{ "welcome", PERSON, N_("Welcome to TailTribe"),
    { N_("Your account is ready. Tell us about your pet and what you need,"
    " then look for a caregiver near you.") },
    N_("Go on"), "/account/welcome" },
{ "identity", PERSON, N_("Link another way to log in"),
    { N_("Somebody wants to log in to your account by an account elsewhere"
    " that has your address. Follow the link to see which. It works once, for"
    " 30 minutes."), N_("Did you not ask for this? Then you need not do"
    " anything.") },
    N_("See which"), "/login/identity/%s" },
{ "openid-linked", PERSON, N_("Another way to log in was linked"),
    { N_("From now on you can also log in as %7$s."), N_("Was it not you?"
    " Unlink it and choose a new password at once.") },
    N_("See your account"), "/account/google" },
{ "openid-unlinked", PERSON, N_("A way to log in was unlinked"),
    { N_("You can no longer log in as %7$s. Your password still works.") },
    N_("See your account"), "/account" },
{ "known", PERSON, N_("You already have an account"),
    { N_("Somebody tried to make an account with this address. You already"
    " have one. If it was you, sign in, or choose a new password."),
    N_("Was it not you? Then you need not do anything.") },
    N_("Sign in"), "/login" },
{ "reset", PERSON, N_("Choose a new password"),
    { N_("You asked for a new password. The link works once, for 30"
    " minutes."), N_("Did you not ask for this? Then you need not do"
    " anything: your password stays as it is.") },
    N_("Choose a new password"), "/reset/%s" },
{ "login", PERSON, N_("Your link to log in"),
    { N_("You asked for a link to log in. It works once, for 30 minutes."),
    N_("Did you not ask for this? Then you need not do anything.") },
    N_("Log in"), "/login/link/%s" },
{ "new-device", PERSON, N_("Somebody logged in to your account"),
    { N_("Somebody has just logged in to your account with a device that you"
    " had not used before: %7$s."), N_("Was it not you? End that session and"
    " choose a new password at once.") },
    N_("See your devices"), "/account/devices" },
{ "password-changed", PERSON, N_("Your password has been changed"),
    { N_("The password of your account has just been changed. You are signed"
    " out everywhere."), N_("Was it not you? Choose a new password at once"
    " and write to us.") },
    N_("I did not do this"), "/forgot" },
{ "two-steps-on", PERSON, N_("Your second step is on"),
    { N_("From now on you log in with your password and a code of the app on"
    " your phone. Keep your recovery codes well."), N_("Was it not you?"
    " Write to us at once.") },
    N_("See your account"), "/account" },
{ "two-steps-off", PERSON, N_("Your second step is off"),
    { N_("From now on your password alone opens your account."),
    N_("Was it not you? Choose a new password at once and write to us.") },
    N_("Turn it on again"), "/two-steps" },
{ "recovery-used", PERSON, N_("A recovery code was used"),
    { N_("Somebody has logged in to your account with one of your recovery"
    " codes. It works no more."), N_("Was it not you? End that session and"
    " choose a new password at once.") },
    N_("See your devices"), "/account/devices" },
{ "address", PERSON, N_("Confirm your new e-mail address"),
    { N_("You asked to use this address for your account. It changes when you"
    " confirm it; the link works for 24 hours."), N_("Did you not ask for"
    " this? Then you need not do anything.") },
    N_("Confirm my new address"), "/email/%s", LINK },
{ "address-asked", PERSON, N_("Your e-mail address is to be changed"),
    { N_("You asked to change the address of your account to %7$s. It changes"
    " when the link that went there is followed."), N_("Was it not you?"
    " Choose a new password at once, then nothing will change.") },
    N_("Change my password"), "/password" },
{ "address-changed", PERSON, N_("Your e-mail address has been changed"),
    { N_("Your account now has another e-mail address. We write to this one"
    " for the last time."), N_("Was it not you? Answer this mail at"
    " once.") },
    N_("Log in"), "/login", NAMED },
{ "joined", PERSON, N_("We have received your profile"),
    { N_("Thank you for wanting to look after animals. A member of staff reads"
    " your profile within 1 to 2 working days, and we write to you."),
    N_("You may still change it meanwhile.") },
    N_("See your profile"), "/account/caregiver" },
{ "payout-changed", PERSON, N_("Your account number has been changed"),
    { N_("From now on your money goes to another account: %7$s."),
    N_("Was it not you? Choose a new password at once and write to us.") },
    N_("See your profile"), "/account/caregiver" },
{ "caregiver-approved", PERSON, N_("Your profile is approved"),
    { N_("We have read your profile and approved it. Owners near you find you"
    " from now on.") }, N_("See your profile"), "/account/caregiver" },
{ "caregiver-rejected", PERSON, N_("Your profile is not approved"),
    { N_("We have read your profile and cannot approve it."),
    N_("Reason: %7$s") }, N_("See your profile"), "/account/caregiver" },
{ "caregiver-more", PERSON, N_("Your profile needs a little more"),
    { N_("We have read your profile. Please change it and send it in again."),
    N_("Reason: %7$s") }, N_("Change your profile"), "/account/caregiver" },
{ "caregiver-suspended", PERSON, N_("Your profile is suspended"),
    { N_("Owners do not find your profile until %4$s. Bookings that are agreed"
    " stay."), N_("Reason: %7$s"),
    N_("Do you see it differently? Answer this mail.") },
    N_("See your bookings"), "/bookings" },
{ "caregiver-reactivated", PERSON, N_("Your profile is there again"),
    { N_("Your profile is no longer suspended. Owners find you again.") },
    N_("See your profile"), "/account/caregiver" },
{ "caregiver-rechecked", PERSON, N_("We have read your changes"),
    { N_("You changed your profile, and we have read it again. All is well;"
    " you need not do anything.") }, N_("See your profile"),
    "/account/caregiver" },
{ "caregiver-still", PERSON, N_("Do you still look after animals?"),
    { N_("You have not been here for a while, and owners still find you. Look"
    " at your hours now and then, so that they fit.") },
    N_("See your profile"), "/account/caregiver" },
{ "paper-verified", CERTIFICATE, N_("We have checked: %2$s"),
    { N_("Your profile now shows that we have seen this: %2$s.") },
    N_("See your profile"), "/account/caregiver/papers" },
{ "paper-refused", CERTIFICATE, N_("We cannot accept: %2$s"),
    { N_("We have looked at what you sent us: %2$s. We cannot show it on your"
    " profile."), N_("Reason: %7$s") }, N_("Send another one"),
    "/account/caregiver/papers" },
{ "close", PERSON, N_("Do you want to close your account?"),
    { N_("You asked to close your account. Press the button to do so; the link"
    " works for one hour."), N_("Did you not ask for this? Then choose a new"
    " password at once.") },
    N_("Close my account"), "/account/close/%s", ACCOUNT },
{ "closing", PERSON, N_("Your account is closed"),
    { N_("Nobody finds you any more, and you are logged out everywhere. In 30"
    " days all that we keep about you is erased."), N_("Do you want to keep"
    " your account? Log in before %7$s.") },
    N_("Keep my account"), "/account/closing", ACCOUNT },
{ "copy-ready", PERSON, N_("The copy of your data is ready"),
    { N_("You asked for a copy of your data. You can fetch it for seven days;"
    " you must be logged in.") },
    N_("Fetch it"), "/account/privacy", ACCOUNT },
{ "request", BOOKING, N_("New request from %1$s"),
    { N_("%1$s asks you for: %2$s. Please answer before %4$s."),
    N_("You would earn %6$s.") },
    N_("See the request"), "/booking/%s" },
{ "request-sent", BOOKING, N_("Your request to %1$s has been sent"),
    { N_("%1$s answers before %4$s at the latest. You have paid nothing"
    " yet.") },
    N_("See your request"), "/booking/%s" },
{ "accepted", BOOKING, N_("%1$s said yes"),
    { N_("%1$s keeps the time for you. Please pay before %4$s, otherwise the"
    " time becomes free again.") },
    N_("Pay %5$s"), "/booking/%s" },
{ "declined", BOOKING, N_("%1$s cannot come"),
    { N_("%1$s said no to your request. You have paid nothing."),
    N_("Reason: %7$s") },
    N_("Find another caregiver"), "/search" },
{ "withdrawn", BOOKING, N_("%1$s withdrew the request"),
    { N_("You need not do anything. The request is gone.") },
    N_("See the request"), "/booking/%s" },
{ "expired", BOOKING, N_("No answer from %1$s"),
    { N_("%1$s did not answer in time. You have paid nothing.") },
    N_("Find another caregiver"), "/search" },
{ "expired-caregiver", BOOKING, N_("A request has expired"),
    { N_("You did not answer the request of %1$s in time, so it has"
    " expired.") }, N_("See the request"), "/booking/%s" },
{ "paid", BOOKING, N_("Paid: %2$s with %1$s"),
    { N_("We have received your payment of %5$s. The booking is certain."),
    N_("You now see each other's phone number and address on the"
    " booking.") },
    N_("See your booking"), "/booking/%s" },
{ "paid-caregiver", BOOKING, N_("%1$s has paid"),
    { N_("The booking is certain. You will earn %6$s."),
    N_("You now see each other's phone number and address on the"
    " booking.") },
    N_("See the booking"), "/booking/%s" },
{ "unpaid", BOOKING, N_("Your booking has expired"),
    { N_("You did not pay in time. The time is free again, and you have paid"
    " nothing.") }, N_("Ask again"), "/booking/%s" },
{ "unpaid-caregiver", BOOKING, N_("A booking was not paid"),
    { N_("%1$s did not pay in time. Your time is free again.") },
    N_("See the booking"), "/booking/%s" },
{ "cancelled-unpaid", BOOKING, N_("You cancelled the booking"),
    { N_("You had not paid yet, so there is nothing to pay.") },
    N_("See the booking"), "/booking/%s" },
{ "cancelled", BOOKING, N_("You cancelled the booking"),
    { N_("You get %8$s back. The money is usually there within 5 to 10"
    " working days.") }, N_("See the booking"), "/booking/%s" },
{ "cancelled-caregiver", BOOKING, N_("%1$s cancelled the booking"),
    { N_("Your time is free again. What you earn from it, if anything, is on"
    " the booking.") }, N_("See the booking"), "/booking/%s" },
{ "cancelled-staff", BOOKING, N_("Your booking has been cancelled"),
    { N_("Your caregiver cannot come. We are sorry. You get back everything"
    " that you paid."), N_("We gladly help you find somebody else.") },
    N_("See three others"), "/booking/%s" },
{ "cancelled-staff-caregiver", BOOKING, N_("The booking has been cancelled"),
    { N_("You asked us to cancel, and we did. The owner gets everything"
    " back.") }, N_("See the booking"), "/booking/%s" },
{ "cancel-kept", BOOKING, N_("The booking stays"),
    { N_("You asked us to cancel. After talking it through, the booking"
    " stays as it is.") }, N_("See the booking"), "/booking/%s" },
{ "completed", BOOKING, N_("How was it with %1$s?"),
    { N_("The care is done. Is something wrong? Tell us within 48 hours."),
    N_("Tell other owners how it was. Your review is shown when %1$s has"
    " written one too, or after 14 days.") },
    N_("Write a review"), "/booking/%s/review" },
{ "completed-caregiver", BOOKING, N_("Done: %2$s for %1$s"),
    { N_("You have earned %6$s. It is on your earnings page."),
    N_("Tell other caregivers how it was.") },
    N_("Write a review"), "/booking/%s/review" },
{ "paid-late", BOOKING, N_("Your payment comes back"),
    { N_("Your payment came when the booking could no longer be paid. You get"
    " all of it back.") }, N_("See the booking"), "/booking/%s" },
{ "refunded", BOOKING, N_("Your money is on its way"),
    { N_("Today we sent %8$s back to the account that you paid from.") },
    N_("See the booking"), "/booking/%s" },
{ "review-waits", BOOKING, N_("%1$s wrote a review about you"),
    { N_("You can read it when you have written one too, or after 14"
    " days.") }, N_("Write a review"), "/booking/%s/review" },
{ "reviews-shown", BOOKING, N_("Both reviews can be read"),
    { N_("You and %1$s have both written a review. Everybody can read them"
    " now.") }, N_("Read them"), "/booking/%s" },
};

static const struct kind *
kind_named(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (tt_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

struct filling { const char *v[FILLS]; };

static const char *
fill(struct tt_out *o, const char *id, const struct filling *f)
{
	return tt_say(o, id, FILLS, f->v[0], f->v[1], f->v[2], f->v[3],
	    f->v[4], f->v[5], f->v[6], f->v[7]);
}

static void
fact(struct tt_letter *l, const char *label, const char *value)
{
	if (value[0] == '\0' || l->n_facts == 8)
		return;
	l->facts[l->n_facts++] = (struct tt_letter_fact){ label, value };
}

/* What goes back: of the refund that is named, else by the policy. */
static tt_money
back_of(struct tt_ctx *cx, const struct tt_booking *b, const char *extra)
{
	const struct tt_refund *r;
	struct tt_rows rows;
	int64_t id;

	if (tt_int(extra, 1, INT64_MAX, &id) &&
	    (r = tt_refund_any(cx, id)) != NULL)
		return r->amount;
	rows = tt_refunds_of(cx, b->id);
	return rows.n == 0 ? tt_cents_of(0) :
	    ((const struct tt_refund *)rows.v)[rows.n - 1].amount;
}

static void
about_booking(struct tt_out *o, const struct tt_booking *b, int64_t reader,
    const char *extra, struct filling *f, struct tt_letter *l)
{
	bool owner = reader == b->owner_id;
	tt_money fee = tt_commission(b->price, b->commission_bp);
	struct tt_rows pets = tt_booking_pets(o->cx, b->id);
	const struct tt_booking_pet *p = pets.v;
	const char *names = "";

	for (size_t i = 0; i < pets.n; i++)
		names = i == 0 ? p[i].name : tt_printf(o->arena, "%s, %s",
		    names, p[i].name);
	f->v[OTHER] = owner ? tt_name(o->cx, b->caregiver_first,
	    b->caregiver_last) : tt_name(o->cx, b->owner_first,
	    b->owner_last);
	f->v[SERVICE] = tt_say(o, tt_service_named(b->service)->name, 0);
	f->v[START] = tt_s_time(o, b->starts);
	f->v[DEADLINE] = tt_s_time(o, b->pay_by.s != 0 ? b->pay_by :
	    b->answer_by);
	f->v[PRICE] = tt_s_money(o, b->price);
	f->v[SHARE] = tt_s_money(o, tt_money_less(b->price, fee));
	f->v[REASON] = b->reason;
	f->v[BACK] = tt_s_money(o, back_of(o->cx, b, extra));
	fact(l, tt_say(o, "Service", 0), f->v[SERVICE]);
	fact(l, tt_say(o, "From", 0), f->v[START]);
	fact(l, tt_say(o, "Until", 0), tt_s_time(o, b->ends));
	fact(l, tt_say(o, "Pets", 0), names);
	fact(l, owner ? tt_say(o, "Caregiver", 0) : tt_say(o, "Owner", 0),
	    f->v[OTHER]);
	fact(l, tt_say(o, "Price", 0), f->v[PRICE]);
}

static struct tt_out
out_for(struct tt_ctx *cx, const char *lang)
{
	int which = tt_word(tt_langs, lang);

	cx->lang = which < 0 ? TT_NL : (enum tt_lang)which;
	return (struct tt_out){ .b = tt_buf_in(cx->arena, (size_t)256 << 10),
	    .arena = cx->arena, .cx = cx, .lang = cx->lang };
}

static const char *
as_text(struct tt_ctx *cx, const struct tt_letter *l)
{
	struct tt_buf b = tt_buf_in(cx->arena, (size_t)64 << 10);

	tt_buf_printf(&b, "%s\r\n\r\n", l->hello);
	for (size_t i = 0; i < 3 && l->says[i] != NULL; i++)
		tt_buf_printf(&b, "%s\r\n\r\n", l->says[i]);
	for (size_t i = 0; i < l->n_facts; i++)
		tt_buf_printf(&b, "%s: %s\r\n", l->facts[i].label,
		    l->facts[i].value);
	if (l->button != NULL)
		tt_buf_printf(&b, "\r\n%s:\r\n%s\r\n", l->button, l->url.s);
	tt_buf_printf(&b, "\r\n%s\r\n\r\n-- \r\n%s\r\n", l->end, l->why);
	return b.p;
}

static void
finish(struct tt_out *o, struct tt_letter *l, struct tt_mail *m)
{
	l->end = tt_say(o, "Kind regards, the people of TailTribe", 0);
	l->why = tt_say(o, "You get this mail because you have an account at"
	    " %s. Questions? Write to %s.", 2, o->cx->conf->site,
	    o->cx->conf->support);
	m->subject = l->subject;
	m->text = as_text(o->cx, l);
	tt_letter_html(o, l);
	m->html = o->b.p;
}

static void
aim(struct tt_out *o, const struct kind *k, const char *arg,
    struct tt_letter *l)
{
	const char *path = tt_replace(o->arena, k->path, "%s", arg);

	l->url = tt_url_of(o->cx, tt_printf(o->arena, "%s/%s%s",
	    o->cx->conf->site, tt_langs[o->lang], path));
}

/* A link that no longer works, because it is old or a newer one was asked for,
 * is not sent. */
static bool
link_works(struct tt_ctx *cx, const struct kind *k, const char *secret,
    int64_t reader)
{
	const char *purpose = tt_eq(k->name, "verify-again") ? "verify" :
	    k->name;

	if (!tt_eq(purpose, "verify") && !tt_eq(purpose, "reset") &&
	    !tt_eq(purpose, "login") && !tt_eq(purpose, "identity") &&
	    !tt_eq(purpose, "close"))
		return true;
	return tt_token_owner(cx, secret, purpose) == reader;
}

static const char *
address_of(struct tt_ctx *cx, const struct kind *k, const char *extra,
    const struct tt_member *p)
{
	switch (k->to) {
	case LINK:
		return tt_address_asked(cx, extra);
	case NAMED:
		return extra;
	case ACCOUNT:
		break;
	}
	return p->email;
}

/* The sentences, without one about a reason that was not given. */
static void
say(struct tt_out *o, const struct kind *k, const struct filling *f,
    struct tt_letter *l)
{
	for (size_t i = 0, n = 0; i < 3 && k->says[i] != NULL; i++)
		if (strstr(k->says[i], "%7$s") == NULL ||
		    f->v[REASON][0] != '\0')
			l->says[n++] = fill(o, k->says[i], f);
}

/* detail: template, reader, extra (each one word; extra may be absent) */
/* A time that the job has as its number of seconds. */
static const char *
instant(struct tt_out *o, const char *seconds)
{
	int64_t s;

	return tt_int(seconds, 1, INT64_MAX, &s) ?
	    tt_s_time(o, (tt_time){ s }) : "";
}

static bool
to_person(struct tt_ctx *cx, const struct tt_job *j, struct tt_mail *m)
{
	char *rest = tt_strdup(cx->arena, j->detail);
	const struct kind *k = kind_named(strsep(&rest, " "));
	const char *word = rest == NULL ? "" : strsep(&rest, " ");
	const char *extra = rest == NULL ? "" : rest;
	struct filling f = { { "", "", "", "", "", "", "", "" } };
	struct tt_letter l = { 0 };
	const struct tt_member *p;
	struct tt_out o;
	int64_t reader;

	if (k == NULL || !tt_int(word, 1, INT64_MAX, &reader) ||
	    (p = tt_member_find(cx, reader)) == NULL ||
	    !link_works(cx, k, extra, reader) ||
	    (m->to = address_of(cx, k, extra, p)) == NULL)
		return false;
	o = out_for(cx, p->lang);
	f.v[REASON] = tt_eq(k->name, "closing") ? instant(&o, extra) : extra;
	if (k->about == CERTIFICATE) {
		const struct tt_paper *c = tt_admin_paper(cx, j->subject);

		if (c == NULL)
			return false;
		f.v[SERVICE] = tt_say(&o, tt_certificate_name(c->kind), 0);
	} else if (k->about == PERSON && j->subject != 0) {
		f.v[DEADLINE] = tt_s_day(&o, tt_day_of((tt_time){
		    j->subject }));
	} else if (k->about == BOOKING) {
		const struct tt_booking *b = tt_booking_any(cx, j->subject);

		if (b == NULL)
			return false;
		about_booking(&o, b, reader, extra, &f, &l);
		extra = tt_printf(cx->arena, "%" PRId64, b->id);
	}
	l.subject = fill(&o, k->subject, &f);
	l.hello = tt_say(&o, "Hello %s,", 1, p->first_name);
	say(&o, k, &f, &l);
	l.button = fill(&o, k->button, &f);
	aim(&o, k, extra, &l);
	finish(&o, &l, m);
	return true;
}

/* The contact form: detail is "name\nmail\nsubject\nmessage". */
static bool
from_visitor(struct tt_ctx *cx, const struct tt_job *j, struct tt_mail *m)
{
	char *rest = tt_strdup(cx->arena, j->detail);
	struct tt_letter l = { 0 };
	struct tt_out o = out_for(cx, "en");
	const char *name = strsep(&rest, "\n");
	const char *mail = rest == NULL ? "" : strsep(&rest, "\n");
	const char *subject = rest == NULL ? "" : strsep(&rest, "\n");

	l.subject = tt_printf(cx->arena, "Contact: %s", subject);
	l.hello = tt_printf(cx->arena, "%s <%s>:", name, mail);
	l.says[0] = rest == NULL ? "" : rest;
	m->to = cx->conf->support;
	m->reply_to = mail;
	finish(&o, &l, m);
	return true;
}

/* To support itself, in English: subject of the job is what it is about. */
static const struct { const char *detail, *subject, *about, *says; }
supports[] = {
	{ "cancel-asked", "A caregiver asks to cancel", "Booking",
	    "Please decide on the staff pages." },
	{ "strikes", "A caregiver has three strikes", "Caregiver",
	    "Please review the account on the staff pages." },
	{ "joined", "A caregiver waits for approval", "Caregiver",
	    "Please read the profile on the staff pages." },
};

static bool
to_support(struct tt_ctx *cx, const struct tt_job *j, struct tt_mail *m)
{
	struct tt_letter l = { 0 };
	struct tt_out o = out_for(cx, "en");

	for (size_t i = 0; i < sizeof(supports) / sizeof(*supports); i++) {
		if (!tt_eq(supports[i].detail, j->detail))
			continue;
		l.subject = supports[i].subject;
		l.hello = tt_printf(cx->arena, "%s %" PRId64,
		    supports[i].about, j->subject);
		l.says[0] = supports[i].says;
	}
	if (l.subject == NULL)
		return false;
	l.button = "Open the staff pages";
	l.url = tt_url_of(cx, tt_printf(cx->arena, "%s/en/admin",
	    cx->conf->site));
	m->to = cx->conf->support;
	finish(&o, &l, m);
	return true;
}

bool
tt_letter_make(struct tt_ctx *cx, const struct tt_job *j, struct tt_mail *m)
{
	*m = (struct tt_mail){ .id = j->id };
	if (tt_eq(j->kind, "mail"))
		return to_person(cx, j, m);
	if (tt_eq(j->kind, "mail-contact"))
		return from_visitor(cx, j, m);
	return to_support(cx, j, m);
}
