/* What comes after registering: a few steps, none of which has to be. */
#include <string.h>

#include "account.h"
#include "core/text.h"
#include "model/need.h"
#include "model/service.h"
#include "pages.h"
#include "web/form.h"

#define CHOICES 16

void
welcome(struct tt_req *r)
{
	struct welcome w = { .pets = tt_pets_of(r->cx, r->user->id).n > 0,
	    .needs = tt_need_find(r->cx, r->user->id) != NULL };

	page_welcome(tt_page(r, 200), r->user, &w);
}

void
welcome_done(struct tt_req *r)
{
	const struct tt_need *n = tt_need_find(r->cx, r->user->id);
	const char *all = n == NULL ? "" : n->services;
	const char *first = tt_strndup(r->cx->arena, all, strcspn(all, " "));

	page_welcome_done(tt_page(r, 200), r->user, first);
}

#define N(m, ...) TT_FIELD(struct tt_need, m, ##__VA_ARGS__)
static const struct tt_field form[] = {
	N(frequency, .words = tt_need_frequencies),
	N(heard, .words = tt_need_heards),
	N(wish, .label = N_("What would make it perfect?"), .max = 1000,
	    .lines = true), { 0 } };

const struct tt_option *
need_services(struct tt_out *o)
{
	struct tt_option *v = TT_NEW_N(o->arena, tt_services_n + 1,
	    struct tt_option);

	for (size_t i = 0; i < tt_services_n; i++)
		v[i] = (struct tt_option){ tt_services[i].code,
		    tt_say(o, tt_services[i].name, 0), NULL };
	v[tt_services_n] = (struct tt_option){ NULL, NULL, NULL };
	return v;
}

static struct tt_need
kept(struct tt_req *r)
{
	const struct tt_need *n = tt_need_find(r->cx, r->user->id);

	return n != NULL ? *n : (struct tt_need){ .services = "",
	    .timing = "", .place = "", .wish = "" };
}

void
needs_page(struct tt_req *r)
{
	struct tt_need n = kept(r);

	page_needs(tt_page(r, 200), &n);
}

static const char *
chosen(struct tt_req *r, const char *name, const char *const *list)
{
	const char *values[CHOICES];
	size_t n = tt_form_list(r, name, values, CHOICES);

	return tt_need_words(r->cx->arena, list, values, n);
}

static const char *
chosen_services(struct tt_req *r)
{
	const char **codes = TT_NEW_N(r->cx->arena, tt_services_n + 1,
	    const char *);

	for (size_t i = 0; i < tt_services_n; i++)
		codes[i] = tt_services[i].code;
	codes[tt_services_n] = NULL;
	return chosen(r, "services", codes);
}

void
needs_post(struct tt_req *r)
{
	struct tt_need n = kept(r);

	(void)tt_form(r, form, &n);
	n.services = chosen_services(r);
	n.timing = chosen(r, "timing", tt_need_timings);
	n.place = tt_need_place(n.place, chosen(r, "place", tt_need_places));
	if (n.services[0] == '\0')
		tt_form_error(r, "services", tt_tr(r->cx->lang,
		    N_("Choose at least one.")));
	if (n.timing[0] == '\0')
		tt_form_error(r, "timing", tt_tr(r->cx->lang,
		    N_("Choose at least one.")));
	if (!tt_form_ok(r)) {
		page_needs(tt_page(r, 422), &n);
		return;
	}
	tt_need_save(r->cx, r->user->id, &n);
	tt_redirect(r, "/account/welcome/done");
}
