/* Each deed done as a person would: through the model, at its own time. */
#include <inttypes.h>

#include "core/text.h"
#include "model/booking.h"
#include "model/payment.h"
#include "model/review.h"
#include "tailtribe/seed_year.h"

/* Words of the owner, with the names put in. */
static const char *
words(struct tt_year *y, const struct tt_visit *v, const char *text)
{
	struct tt_arena *a = y->s->cx->arena;

	return tt_replace(a, tt_replace(a, text, "{pet}", v->pets[0]->name),
	    "{caregiver}", v->c->p.first);
}

static const char *
any_words(struct tt_year *y, const struct tt_visit *v, enum tt_lang lang,
    enum tt_seed_file file)
{
	return words(y, v, tt_seed_any(&y->s->luck,
	    &y->s->words[lang].list[file]));
}

/* The draft, filled in as the four steps of the form would. */
static void
fill(struct tt_year *y, const struct tt_visit *v, struct tt_draft *d)
{
	struct tt_seed *s = y->s;
	struct tt_luck *l = &s->luck;

	d->note = tt_luck_chance(l, 70) ? any_words(y, v, v->o->p.lang,
	    TT_W_NOTES) : "";
	d->off_leash = tt_service_named(v->offer->code)->dogs_only &&
	    tt_luck_chance(l, 40);
	if (d->emergency_name[0] == '\0') {
		const struct tt_seed_list *vets = &s->words[tt_seed_lang_of(
		    v->o->p.place)].list[TT_W_VETS];

		d->emergency_name = tt_seed_relation(s, v->o->p.lang);
		d->emergency_phone = tt_seed_phone(s);
		d->vet_name = tt_seed_any(l, vets);
		d->vet_phone = tt_seed_phone(s);
		d->vet_address = tt_place_name(v->o->p.place, v->o->p.lang);
	}
	d->step = 3;
}

static bool
ask(struct tt_year *y, struct tt_visit *v)
{
	struct tt_ctx *cx = y->s->cx;
	struct tt_draft d = { .service = v->offer->code,
	    .from_day = v->when.from, .to_day = v->when.to,
	    .from_min = v->when.from_min, .to_min = v->when.to_min,
	    .pets = "" };
	const struct tt_draft *made;
	enum tt_why_not why;

	for (size_t i = 0; i < v->n_pets; i++)
		d.pets = tt_printf(cx->arena, "%s%s%" PRId64, d.pets, i == 0 ?
		    "" : " ", v->pets[i]->id);
	d.id = tt_draft_new(cx, v->o->p.id, v->c->p.id, &d);
	made = d.id == 0 ? NULL : tt_draft_find(cx, d.id, v->o->p.id);
	if (made == NULL)
		return false;
	d = *made;
	fill(y, v, &d);
	(void)tt_draft_save(cx, &d);
	return tt_booking_request(cx, d.id, v->o->p.id, &v->booking, &why) ==
	    TT_OK;
}

static bool
move(struct tt_year *y, struct tt_visit *v, enum tt_actor as,
    enum tt_event event, const char *reason)
{
	int64_t who = as == TT_BY_OWNER ? v->o->p.id : as == TT_BY_CAREGIVER ?
	    v->c->p.id : 0;

	return tt_booking_move(y->s->cx, v->booking, who, as, event,
	    reason) == TT_OK;
}

/* The owner pays, and the provider says so. */
static bool
pay(struct tt_year *y, struct tt_visit *v)
{
	struct tt_ctx *cx = y->s->cx;
	const struct tt_payment *p;
	struct tt_provider_fact f = { .what = TT_FACT_PAID,
	    .currency = "eur", .problem = "" };
	int64_t id;

	if (tt_payment_begin(cx, v->booking, v->o->p.id, &id) != TT_OK)
		return false;
	p = tt_payment_any(cx, id);
	f.payment_id = id;
	f.amount = p->amount;
	f.session = tt_printf(cx->arena, "cs_test_%" PRId64, id);
	f.intent = tt_printf(cx->arena, "pi_%" PRId64, id);
	f.charge = tt_printf(cx->arena, "ch_%" PRId64, id);
	(void)tt_payment_opened(cx, id, f.session, tt_printf(cx->arena,
	    "%s/c/pay/%s", cx->conf->stripe_checkout, f.session),
	    tt_later(cx->now, TT_HOUR));
	(void)tt_payment_fact(cx, &f, "");
	return tt_payment_any(cx, id)->state == TT_PAY_PAID;
}

/* What is owed after a cancellation arrives the same day. */
static bool
pay_back(struct tt_year *y, const struct tt_visit *v)
{
	struct tt_ctx *cx = y->s->cx;
	struct tt_rows rows = tt_refunds_of(cx, v->booking);
	const struct tt_refund *r = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		(void)tt_refund_sent(cx, r[i].id, tt_printf(cx->arena,
		    "re_%" PRId64, r[i].id));
	return true;
}

static bool
staff_cancels(struct tt_year *y, const struct tt_visit *v)
{
	struct tt_ctx *cx = y->s->cx;
	struct tt_rows rows = tt_cancel_requests(cx, 50);
	const struct tt_cancel_request *q = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		if (q[i].booking_id == v->booking)
			return tt_cancel_decide(cx, q[i].id, y->town->staff,
			    true) == TT_OK && pay_back(y, v);
	return false;
}

/* 5, 4 or 3 stars, and words that go with them. */
static bool
review(struct tt_year *y, const struct tt_visit *v, bool by_owner)
{
	struct tt_luck *l = &y->s->luck;
	int64_t n = tt_luck_pick(l, 100);
	int64_t stars = n < 64 ? 5 : n < 92 ? 4 : 3;
	const struct tt_seed_person *who = by_owner ? &v->o->p : &v->c->p;
	const char *sex = tt_eq(v->pets[0]->sex, "female") ? "f" : "m";
	const char *digit = tt_printf(y->s->cx->arena, "%" PRId64, stars);
	const char *owner[] = { digit, v->offer->code,
	    tt_pet_kinds[v->pets[0]->kind], sex };
	const char *caregiver[] = { digit, sex };
	const struct tt_seed_words *w = &y->s->words[who->lang];
	const struct tt_seed_line *line = by_owner ?
	    tt_seed_fit(l, &w->list[TT_W_REVIEWS], 0, owner, 4) :
	    tt_seed_fit(l, &w->list[TT_W_OWNER_REVIEWS], 0, caregiver, 2);

	if (line == NULL)
		return false;
	return tt_review_add(y->s->cx, v->booking, who->id, stars,
	    words(y, v, line->f[by_owner ? 4 : 2])) == TT_OK;
}

static bool
reply(struct tt_year *y, const struct tt_visit *v)
{
	(void)tt_review_reply(y->s->cx, v->booking, v->c->p.id,
	    any_words(y, v, v->c->p.lang, TT_W_REPLIES));
	return true;
}

static bool
perform(struct tt_year *y, enum tt_deed deed, struct tt_visit *v)
{
	switch (deed) {
	case TT_DEED_ASK:      return ask(y, v);
	case TT_DEED_ACCEPT:
		return move(y, v, TT_BY_CAREGIVER, TT_ACCEPT, "");
	case TT_DEED_DECLINE:
		return move(y, v, TT_BY_CAREGIVER, TT_DECLINE, "");
	case TT_DEED_WITHDRAW: return move(y, v, TT_BY_OWNER, TT_WITHDRAW, "");
	case TT_DEED_EXPIRE:   return move(y, v, TT_BY_CLOCK, TT_EXPIRE, "");
	case TT_DEED_PAY:      return pay(y, v);
	case TT_DEED_CANCEL:
		return move(y, v, TT_BY_OWNER, TT_CANCEL, "") &&
		    pay_back(y, v);
	case TT_DEED_CANNOT_COME:
		return tt_cancel_ask(y->s->cx, v->booking, v->c->p.id,
		    y->cannot_come[v->c->p.lang]) == TT_OK;
	case TT_DEED_STAFF_CANCELS:
		return staff_cancels(y, v);
	case TT_DEED_REPORT:
		return tt_booking_report(y->s->cx, v->booking, v->c->p.id,
		    any_words(y, v, v->c->p.lang, TT_W_REPORTS)) == TT_OK;
	case TT_DEED_COMPLETE:
		return move(y, v, TT_BY_CLOCK, TT_COMPLETE, "");
	case TT_DEED_REVIEW:   return review(y, v, true);
	case TT_DEED_REVIEW_OWNER:
		return review(y, v, false);
	case TT_DEED_REPLY:    return reply(y, v);
	}
	return false;
}

void
tt_year_do(struct tt_year *y, const struct tt_action *a)
{
	struct tt_visit *v = a->v;

	if (a->deed != TT_DEED_ASK && v->booking == 0)
		return;
	y->s->cx->now = a->at;
	/* The time was taken: nothing more comes of this one. */
	if (!perform(y, a->deed, v))
		v->booking = 0;
}
