#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "jobs/kinds.h"
#include "jobs/letter.h"
#include "mails/pages.h"
#include "model/booking.h"
#include "model/caregiver.h"
#include "model/certificate.h"
#include "model/paper.h"
#include "model/payment.h"
#include "model/user.h"

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
	const struct kind *k = tt_letter_kind(strsep(&rest, " "));
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
