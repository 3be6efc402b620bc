#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "pages.h"
#include "search/view.h"
#include "web/form.h"

#define CACHED 10      /* seconds */
#define ROUND  15      /* days around what is asked, for other times */

static const struct tt_offer *
offer_of(const struct profile *p, const char *code)
{
	for (size_t i = 0; i < p->n_offers; i++)
		if (tt_eq(p->offers[i].code, code))
			return &p->offers[i];
	return NULL;
}

static bool
takes(const struct profile *p, enum tt_pet_kind kind)
{
	const char *s = p->c->kinds, *word = tt_pet_kinds[kind];
	size_t n = strlen(word);

	for (; (s = strstr(s, word)) != NULL; s += n)
		if ((s == p->c->kinds || s[-1] == ' ') &&
		    (s[n] == ' ' || s[n] == '\0'))
			return true;
	return false;
}

/* Who said no kind of pet means the first that this caregiver takes. */
static void
read_kind(struct tt_req *r, struct profile *p)
{
	struct tt_ask *a = &p->ask;
	bool told = a->text[TT_ASK_KIND][0] != '\0';

	if (takes(p, a->s.kind))
		return;
	if (told || a->s.service->dogs_only) {
		tt_form_error(r, "pets", N_("This caregiver does not take such"
		    " pets."));
		return;
	}
	for (int k = 0; k < TT_PET_KINDS; k++)
		if (takes(p, (enum tt_pet_kind)k)) {
			a->s.kind = (enum tt_pet_kind)k;
			a->text[TT_ASK_KIND] = tt_pet_kinds[k];
			return;
		}
}

/* What is asked, of what this caregiver offers. */
static void
read_ask(struct tt_req *r, struct profile *p)
{
	p->ask = tt_ask_read(r, tt_service_named(p->offers[0].code));
	p->offer = offer_of(p, p->ask.s.service->code);
	if (p->offer == NULL) {
		tt_form_error(r, "service", N_("This caregiver does not offer"
		    " that. Choose another service."));
		p->offer = &p->offers[0];
		p->ask.s.service = tt_service_named(p->offer->code);
		p->ask.s.dated = false;
	}
	read_kind(r, p);
	p->when = profile_when(r, &p->ask, p->offer);
	p->quoted = p->ask.s.dated && r->n_errors == 0;
}

static tt_day
month_start(tt_day day)
{
	struct tt_wall w = tt_day_wall(day);

	return tt_day_make(w.year, w.month, 1);
}

/* The first month that is shown: "2026-12", never one that has passed. */
static void
read_month(struct tt_req *r, struct profile *p)
{
	const char *typed = tt_form_raw(r, "month");
	tt_day today = tt_day_of(r->cx->now), day;

	p->today = today;
	p->last = tt_days_later(today, r->cx->conf->horizon_days);
	p->first = month_start(p->quoted ? p->when.from : today);
	if (typed != NULL && tt_day_parse(tt_printf(r->cx->arena, "%s-01",
	    typed), &day) && day.n >= month_start(today).n &&
	    day.n <= p->last.n)
		p->first = day;
}

/* tt_quote_of, without asking again for what is here already. */
static void
quote(struct tt_req *r, struct profile *p, const struct tt_calendar *cal)
{
	const struct tt_service *s = p->ask.s.service;
	struct tt_quote *q = &p->q;
	int64_t pets = p->ask.s.pets;

	q->service = s;
	q->pets = pets;
	q->starts = tt_when_starts(&p->when);
	q->ends = tt_when_ends(s, &p->when);
	q->price = tt_price_of(p->offer, &p->when, pets, p->c->country);
	q->back = tt_back_of(TT_POLICY_NOW, q->starts, q->price.total);
	q->answer_by = tt_answer_by(r->cx->now, q->starts, p->c->notice_min);
	q->why_not = tt_can(cal, s, &p->when, pets, r->cx->now);
	if (q->why_not != TT_FREE)
		q->n_others = tt_other_times(cal, s, &p->when, pets,
		    r->cx->now, q->others);
}

/*
 * Who told a day and no hour means any hour: when the usual one cannot be,
 * it is the nearest of that day that can.
 */
static void
quote_any_hour(struct tt_req *r, struct profile *p,
    const struct tt_calendar *cal)
{
	const struct tt_quote *q = &p->q;

	quote(r, p, cal);
	if (tt_form_raw(r, "from_min") != NULL || q->n_others == 0 ||
	    q->others[0].from.n != p->when.from.n)
		return;
	p->when = q->others[0];
	p->q = (struct tt_quote){ 0 };
	quote(r, p, cal);
}

static void
read_calendar(struct tt_req *r, struct profile *p)
{
	tt_day from = p->first, to = tt_days_later(p->first, 62);
	struct tt_calendar cal;

	if (p->quoted && p->when.from.n - ROUND < from.n)
		from = tt_days_later(p->when.from, -ROUND);
	if (p->quoted && p->when.to.n + ROUND > to.n)
		to = tt_days_later(p->when.to, ROUND);
	cal = tt_calendar_load(r->cx, p->c->id, from, to);
	profile_months(r, p, &cal);
	if (p->quoted)
		quote_any_hour(r, p, &cal);
}

static void
read_pictures(struct tt_req *r, struct profile *p)
{
	struct tt_rows rows = tt_caregiver_pictures(r->cx, p->c->id);
	struct tt_rows videos = tt_videos_shown(r->cx, p->c->id);

	p->pictures = rows.v;
	p->n_pictures = rows.n;
	p->videos = videos.v;
	p->n_videos = videos.n;
	p->portrait = "";
	if (rows.n > 0 && p->pictures[0].place == 0) {
		p->portrait = p->pictures[0].path;
		p->pictures++;
		p->n_pictures--;
	}
}

static void
read_reviews(struct tt_req *r, struct profile *p)
{
	const char *typed = tt_form_raw(r, "before");
	tt_time before = tt_later(r->cx->now, 1);
	struct tt_rows rows;

	if (typed != NULL)
		(void)tt_int(typed, 1, before.s, &before.s);
	rows = tt_reviews_about(r->cx, p->c->id, before, REVIEWS + 1);
	p->reviews = rows.v;
	p->more_reviews = rows.n > REVIEWS;
	p->n_reviews = p->more_reviews ? REVIEWS : rows.n;
}

/* An address in its one right form may be kept; prices are made anew. */
static bool
keeps(const struct tt_req *r, const struct profile *p)
{
	return r->n_errors == 0 && !p->ask.s.dated &&
	    tt_eq(tt_ask_query(r->cx->arena, &p->ask), r->query);
}

void
profile_show(struct tt_req *r)
{
	struct profile *p = TT_NEW(r->cx->arena, struct profile);
	struct tt_rows offers;

	tt_snapshot(r->cx);
	p->c = tt_caregiver_find(r->cx, r->arg[0]);
	offers = tt_caregiver_offers(r->cx, r->arg[0]);
	if (p->c == NULL || offers.n == 0) {
		tt_refuse(r, TT_ABSENT, N_("This caregiver is not here, or no"
		    " longer. Others gladly look after your pet."));
		return;
	}
	p->name = tt_name(r->cx, p->c->first_name,
	    p->c->last_name);
	p->offers = offers.v;
	p->n_offers = offers.n;
	read_ask(r, p);
	read_month(r, p);
	read_calendar(r, p);
	p->n_badges = tt_badges_of(r->cx, p->c, p->badges);
	read_pictures(r, p);
	read_reviews(r, p);
	tt_snapshot_end(r->cx);
	if (keeps(r, p))
		tt_cacheable(r, CACHED);
	page_profile(tt_page(r, 200), p);
}
