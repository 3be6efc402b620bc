/* Step 2 of joining: what somebody does, for which animals, for how much. */
#include <string.h>

#include "account.h"
#include "core/buf.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

#define PRICE_MIN 500
#define PRICE_MAX 80000
#define VISIT     30             /* minutes, until somebody says otherwise */

static void
services(struct tt_req *r, int64_t user, struct join_service out[])
{
	struct tt_rows rows = tt_join_offers(r->cx, user);
	const struct tt_offer *o = rows.v;

	for (size_t i = 0; i < tt_services_n; i++) {
		struct join_service *s = &out[i];

		*s = (struct join_service){ .service = &tt_services[i],
		    .offer = { .code = tt_services[i].code,
		    .visit_min = VISIT } };
		for (size_t k = 0; k < rows.n; k++)
			if (tt_eq(o[k].code, s->service->code)) {
				s->offer = o[k];
				s->on = true;
			}
	}
}

static const struct tt_option *
options(struct tt_out *o, const char *const *words, const char *const *names)
{
	struct tt_option *v = TT_NEW_N(o->arena, TT_PET_KINDS + 1,
	    struct tt_option);

	for (size_t i = 0; words[i] != NULL; i++)
		v[i] = (struct tt_option){ words[i], tt_say(o, names[i], 0),
		    NULL };
	return v;
}

const struct tt_option *
join_kinds(struct tt_out *o)
{
	return options(o, tt_pet_kinds, tt_pet_kind_names);
}

const struct tt_option *
join_sizes(struct tt_out *o)
{
	return options(o, tt_sizes, tt_size_names);
}

void
join_services(struct tt_req *r)
{
	const struct tt_join *j = join_at(r, 2);
	struct join_service s[JOIN_SERVICES];

	if (j == NULL)
		return;
	services(r, j->id, s);
	page_join_services(tt_page(r, 200), j, s);
}

/* ---- the form ------------------------------------------------------------- */

#define J(m, ...) TT_FIELD(struct tt_join, m, ##__VA_ARGS__)
static const struct tt_field form[] = {
	J(max_pets, .label = N_("Animals at once, at most"), .required = true,
	    .min = 1, .max = 20),
	J(custom_kind, .label = N_("Which other animals?"), .max = 60),
	{ 0 } };

/* The fields of one service; "walk-price" is the price of walks. */
#define FIELDS 5
static const struct tt_field offer_form[FIELDS] = {
	TT_FIELD(struct tt_offer, price, .label = N_("Price"),
	    .required = true, .min = PRICE_MIN, .max = PRICE_MAX),
	TT_FIELD(struct tt_offer, extra_pet, .label = N_("Each further pet"),
	    .max = PRICE_MAX),
	TT_FIELD(struct tt_offer, weekend, .label = N_("At weekends"),
	    .max = PRICE_MAX),
	TT_FIELD(struct tt_offer, holiday, .label = N_("On public holidays"),
	    .max = PRICE_MAX),
	TT_FIELD(struct tt_offer, visit_min, .label = N_("Length of a visit"),
	    .min = 15, .max = 240),
};

static const char *
labelled(struct tt_req *r, const struct tt_service *s, const char *label)
{
	return tt_printf(r->cx->arena, "%s, %s", tt_tr(r->cx->lang, s->name),
	    tt_tr(r->cx->lang, label));
}

/*
 * The services that were ticked, and their prices; what was typed for the
 * others is not looked at. One table for all, so that each fault is named.
 */
static size_t
take_offers(struct tt_req *r, const struct tt_join *j, struct tt_join *to,
    struct tt_offer out[])
{
	struct tt_field *all = TT_NEW_N(r->cx->arena,
	    FIELDS * tt_services_n + 3, struct tt_field);
	struct whole { struct tt_join j; struct tt_offer o[JOIN_SERVICES]; }
	    *w = TT_NEW(r->cx->arena, struct whole);
	size_t n = 0, f = 0;

	w->j = *j;
	for (; form[f].type != TT_F_END; f++)
		all[f] = form[f];
	for (size_t i = 0; i < tt_services_n; i++) {
		const struct tt_service *s = &tt_services[i];

		if (tt_form_raw(r, s->code) == NULL)
			continue;
		w->o[n].code = s->code;
		for (size_t k = 0; k < FIELDS; k++, f++) {
			all[f] = offer_form[k];
			all[f].name = tt_printf(r->cx->arena, "%s-%s",
			    s->code, offer_form[k].name);
			all[f].label = labelled(r, s, offer_form[k].label);
			all[f].at = (unsigned short)(offer_form[k].at +
			    offsetof(struct whole, o) +
			    n * sizeof(struct tt_offer));
		}
		n++;
	}
	(void)tt_form(r, all, w);
	*to = w->j;
	memcpy(out, w->o, n * sizeof(*out));
	return n;
}

/* The words of `known` that were ticked, by blanks, in the order of `known`. */
static const char *
take_words(struct tt_req *r, const char *field, const char *const *known)
{
	const char *ticked[TT_PET_KINDS + 1];
	size_t n = tt_form_list(r, field, ticked, TT_PET_KINDS);
	struct tt_buf b = tt_buf_in(r->cx->arena, 200);

	ticked[n] = NULL;
	for (size_t i = 0; known[i] != NULL; i++)
		if (tt_word(ticked, known[i]) >= 0) {
			if (b.n > 0)
				tt_buf_addc(&b, ' ');
			tt_buf_adds(&b, known[i]);
		}
	return b.n == 0 ? "" : b.p;
}

static void
check(struct tt_req *r, struct tt_join *j, size_t services)
{
	bool other = strstr(j->kinds, "other") != NULL;

	if (services == 0)
		join_fault(r, tt_services[0].code,
		    N_("Choose one service at least, and its price."));
	if (j->kinds[0] == '\0')
		join_fault(r, "kind",
		    N_("Choose one kind of animal at least."));
	if (j->sizes[0] == '\0' && strstr(j->kinds, "dog") != NULL)
		join_fault(r, "size",
		    N_("Choose one size of dog at least."));
	if (other && j->custom_kind[0] == '\0')
		join_fault(r, "custom_kind",
		    N_("Tell which other animals you take."));
	if (!other)
		j->custom_kind = "";
}

void
join_services_post(struct tt_req *r)
{
	const struct tt_join *was = join_at(r, 2);
	struct tt_offer offers[JOIN_SERVICES];
	struct join_service s[JOIN_SERVICES];
	struct tt_join j;
	size_t n;

	if (was == NULL)
		return;
	n = take_offers(r, was, &j, offers);
	j.kinds = take_words(r, "kind", tt_pet_kinds);
	j.sizes = take_words(r, "size", tt_sizes);
	check(r, &j, n);
	if (!tt_form_ok(r)) {
		services(r, j.id, s);
		page_join_services(tt_page(r, 422), &j, s);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (tt_service_named(offers[i].code)->unit != TT_PER_VISIT ||
		    offers[i].visit_min == 0)
			offers[i].visit_min = VISIT;
	join_saved(r, tt_join_services(r->cx, &j, offers, n), &j, 2);
}
