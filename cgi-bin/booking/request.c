/* Asking a caregiver: four short pages, each saved; going back loses nothing. */
#include <inttypes.h>
#include <string.h>

#include "booking.h"
#include "core/text.h"
#include "model/consent.h"
#include "model/user.h"
#include "pages.h"
#include "web/fields.h"
#include "web/form.h"
#include "web/words.h"

struct days {
	int64_t     caregiver;
	const char *service, *from_min, *to_min;
	tt_day      from, to;
	int64_t     pets;
};
#define F(m, ...) TT_FIELD(struct days, m, ##__VA_ARGS__)
static const struct tt_field days_form[] = { F(caregiver, .min = 1,
    .max = INT64_MAX), F(service, .max = 40), F(from), F(to),
    F(from_min, .max = 8), F(to_min, .max = 8), F(pets, .min = 1, .max = 20),
    { 0 } };

static bool
by_day(const struct tt_service *s)
{
	return s->unit == TT_PER_DAY || s->unit == TT_PER_NIGHT;
}

/* What these services last when nobody says an end, minutes. */
static int64_t
length_of(const struct asking *a)
{
	if (a->service->unit == TT_PER_VISIT)
		return a->offer->visit_min > 0 ? a->offer->visit_min : 30;
	return a->service->unit == TT_PER_TRIP ? 60 : 0;
}

/* The caregiver and the service, or answer and return false. */
static bool
aim(struct tt_req *r, struct asking *a, int64_t caregiver,
    const char *service)
{
	a->c = caregiver == r->user->id ? NULL :
	    tt_caregiver_find(r->cx, caregiver);
	if (a->c == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return false;
	}
	a->name = tt_name(r->cx, a->c->first_name,
	    a->c->last_name);
	a->offer = tt_caregiver_offer(r->cx, caregiver, service);
	a->service = a->offer == NULL ? NULL : tt_service_named(service);
	return true;
}

/* Whoever has not agreed to the terms of now does so first. */
bool
terms_agreed(struct tt_req *r, const char *next)
{
	struct tt_buf b;

	if (tt_terms_accepted(r->cx, r->user->id))
		return true;
	b = tt_buf_in(r->cx->arena, 4096);
	tt_buf_adds(&b, "/account/terms?next=");
	tt_buf_add_url(&b, next);
	tt_redirect(r, "%s", b.p);
	return false;
}

void
asking_quote(struct tt_req *r, struct asking *a, int64_t pets)
{
	struct tt_when w = tt_draft_when(&a->d);

	a->q = tt_quote_of(r->cx, a->d.caregiver_id, a->d.service, &w,
	    pets < 1 ? 1 : pets);
	a->days = when_text(r->out, a->service, a->q.starts, a->q.ends);
}

bool
asking_load(struct tt_req *r, struct asking *a, int step)
{
	const struct tt_draft *d = tt_draft_find(r->cx, r->arg[0],
	    r->user->id);
	int64_t ids[TT_SEATS];
	const struct tt_pet *p;
	size_t n, chosen = 0;

	*a = (struct asking){ .step = step, .pet_names = "" };
	if (d == NULL) {
		/* Sent already? Then it is a booking of the same id. */
		if (tt_booking_find(r->cx, r->arg[0], r->user->id) != NULL)
			tt_redirect(r, "/booking/%" PRId64, r->arg[0]);
		else
			tt_refuse(r, TT_ABSENT, NULL);
		return false;
	}
	a->d = *d;
	if (!aim(r, a, d->caregiver_id, d->service))
		return false;
	if (a->service == NULL) {
		tt_redirect(r, "/request/new?caregiver=%" PRId64,
		    d->caregiver_id);
		return false;
	}
	a->pets = tt_pets_of(r->cx, r->user->id);
	p = a->pets.v;
	n = tt_draft_pets(d, ids);
	for (size_t i = 0; i < a->pets.n; i++) {
		for (size_t k = 0; k < n; k++) {
			if (ids[k] != p[i].id)
				continue;
			chosen++;
			a->dogs |= p[i].kind == TT_DOG;
			a->pet_names = a->pet_names[0] == '\0' ? p[i].name :
			    tt_printf(r->cx->arena, "%s, %s", a->pet_names,
			    p[i].name);
		}
	}
	asking_quote(r, a, (int64_t)chosen);
	/* A step is open when those before it are done. */
	if (d->step < step - 1) {
		static const char *const names[] = { "days", "pets", "care",
		    "check" };

		tt_redirect(r, "/request/%" PRId64 "/%s", d->id,
		    names[d->step]);
		return false;
	}
	return true;
}

/* ---- days ------------------------------------------------------------------ */

/* From what was typed into the draft; faults are added to the form. */
static bool
take_days(struct tt_req *r, struct asking *a, const struct days *f)
{
	struct tt_draft *d = &a->d;
	struct tt_arena *arena = r->cx->arena;
	enum tt_lang lang = r->cx->lang;
	bool nights = a->service->unit == TT_PER_NIGHT;
	int from = 0, to = 0;

	d->service = a->service->code;
	d->from_day = f->from;
	d->to_day = by_day(a->service) ? f->to : f->from;
	if (f->from.n == 0)
		tt_form_error(r, "from", tt_msg(arena, lang,
		    "Choose a day.", 0));
	if (by_day(a->service) && (f->to.n == 0 ||
	    f->to.n < f->from.n + (nights ? 1 : 0)))
		tt_form_error(r, "to", tt_msg(arena, lang, nights ?
		    N_("Choose a day after the first.") :
		    N_("Choose the first day or a later one."), 0));
	if (f->to.n > f->from.n + 60)
		tt_form_error(r, "to", tt_msg(arena, lang,
		    "At most 60 days at once.", 0));
	if (!tt_minute_parse(f->from_min, &from))
		tt_form_error(r, "from_min", tt_msg(arena, lang,
		    "Enter a time, for example 09:00.", 0));
	d->from_min = from;
	d->to_min = from + length_of(a);
	if (length_of(a) > 0)
		return tt_form_ok(r);
	if (!tt_minute_parse(f->to_min, &to))
		tt_form_error(r, "to_min", tt_msg(arena, lang,
		    "Enter a time, for example 10:00.", 0));
	d->to_min = to;
	return tt_form_ok(r);
}

static bool
check_length(struct tt_req *r, struct asking *a)
{
	struct tt_when w = tt_draft_when(&a->d);
	int64_t minutes = (tt_when_ends(a->service, &w).s -
	    tt_when_starts(&w).s) / TT_MINUTE;

	if (a->service->unit == TT_PER_HOUR &&
	    (minutes < 30 || minutes > 12 * 60 || minutes % 15 != 0))
		tt_form_error(r, "to_min", tt_msg(r->cx->arena, r->cx->lang,
		    "At least 30 minutes, at most 12 hours, in steps of 15"
		    " minutes.", 0));
	else if (minutes <= 0)
		tt_form_error(r, "to_min", tt_msg(r->cx->arena, r->cx->lang,
		    "The end must be after the start.", 0));
	return tt_form_ok(r);
}

/* Free then? Else the reason stands beside the first field. */
static bool
check_free(struct tt_req *r, struct asking *a, int64_t pets)
{
	asking_quote(r, a, pets);
	if (a->q.why_not == TT_FREE)
		return true;
	tt_form_error(r, "from", tt_tr(r->cx->lang,
	    tt_why_not_text(a->q.why_not)));
	return false;
}

static bool
days_ok(struct tt_req *r, struct asking *a, const struct days *f,
    int64_t pets, int *status)
{
	*status = 422;
	if (!take_days(r, a, f) || !check_length(r, a))
		return false;
	*status = 409;
	return check_free(r, a, pets);
}

static struct days
typed(struct tt_req *r)
{
	struct days f = { .service = "", .from_min = "", .to_min = "" };

	(void)tt_form(r, days_form, &f);
	return f;
}

void
request_new(struct tt_req *r)
{
	struct asking a = { .step = 1, .pet_names = "" };
	struct days f = typed(r);

	if (!terms_agreed(r, tt_printf(r->cx->arena, "/request/new?%s",
	    r->query)) || !aim(r, &a, f.caregiver, f.service))
		return;
	a.d.caregiver_id = f.caregiver;
	if (a.service == NULL) {
		page_services(tt_page(r, 200), &a, tt_caregiver_offers(r->cx,
		    f.caregiver));
		return;
	}
	a.d.service = a.service->code;
	/* What was asked on the caregiver's page stands here already. */
	r->n_errors = 0;
	page_days(tt_page(r, 200), &a);
}

void
request_new_post(struct tt_req *r)
{
	struct asking a = { .step = 1, .pet_names = "" };
	struct days f = typed(r);
	int status;
	int64_t id;

	if (!aim(r, &a, f.caregiver, f.service))
		return;
	if (a.service == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	a.d.caregiver_id = f.caregiver;
	if (!days_ok(r, &a, &f, f.pets, &status)) {
		page_days(tt_page(r, status), &a);
		return;
	}
	a.d.pets = "";
	id = tt_draft_new(r->cx, r->user->id, f.caregiver, &a.d);
	if (id == 0) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	a.d = *tt_draft_find(r->cx, id, r->user->id);
	a.d.step = 1;
	tt_draft_save(r->cx, &a.d);
	tt_redirect(r, "/request/%" PRId64 "/pets", id);
}

void
request_days(struct tt_req *r)
{
	struct asking a;

	if (asking_load(r, &a, 1))
		page_days(tt_page(r, 200), &a);
}

void
request_days_post(struct tt_req *r)
{
	struct asking a;
	struct days f = typed(r);
	int64_t ids[TT_SEATS];
	int status;

	if (!asking_load(r, &a, 1))
		return;
	if (!days_ok(r, &a, &f, (int64_t)tt_draft_pets(&a.d, ids), &status)) {
		page_days(tt_page(r, status), &a);
		return;
	}
	if (a.d.step < 1)
		a.d.step = 1;
	tt_draft_save(r->cx, &a.d);
	tt_redirect(r, "/request/%" PRId64 "/%s", a.d.id,
	    a.d.step == 3 ? "check" : "pets");
}

/* ---- live price, for the script -------------------------------------------- */

static void
put_lines(struct tt_req *r, struct tt_buf *b, const struct asking *a)
{
	tt_buf_adds(b, "{\"lines\":[");
	for (size_t i = 0; i < a->q.price.n; i++) {
		const struct tt_line *l = &a->q.price.lines[i];

		tt_buf_adds(b, i == 0 ? "{\"label\":\"" : ",{\"label\":\"");
		tt_buf_add_json(b, tt_line_text(r->out, l, a->service));
		tt_buf_adds(b, "\",\"detail\":\"");
		tt_buf_add_json(b, tt_line_sum(r->out, l));
		tt_buf_adds(b, "\",\"amount\":\"");
		tt_buf_add_json(b, tt_s_money(r->out, l->amount));
		tt_buf_adds(b, "\"}");
	}
	tt_buf_adds(b, "],\"total\":\"");
	tt_buf_add_json(b, tt_s_money(r->out, a->q.price.total));
	tt_buf_adds(b, "\",\"error\":\"");
	tt_buf_add_json(b, a->q.why_not == TT_FREE ? "" :
	    tt_tr(r->cx->lang, tt_why_not_text(a->q.why_not)));
	tt_buf_adds(b, "\"}\n");
}

void
request_preview(struct tt_req *r)
{
	struct asking a = { .step = 1 };
	struct days f = typed(r);
	struct tt_buf *b;

	if (!aim(r, &a, f.caregiver, f.service))
		return;
	a.d.caregiver_id = f.caregiver;
	if (a.service == NULL || !take_days(r, &a, &f) ||
	    !check_length(r, &a)) {
		b = tt_body(r, 422, "application/json");
		tt_buf_adds(b, "{\"lines\":[],\"total\":\"\",\"error\":\"");
		if (r->n_errors > 0)
			tt_buf_add_json(b, r->errors[0].value);
		tt_buf_adds(b, "\"}\n");
		return;
	}
	asking_quote(r, &a, f.pets);
	put_lines(r, tt_body(r, 200, "application/json"), &a);
}
