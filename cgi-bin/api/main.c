/*
 * api.fcgi: the public answers in JSON. No cookie, no language in the path;
 * ?lang= says nl (unless told), fr, en or de. The questions are those of the
 * search page, but strict: a wrong value is 400 with {error, field}.
 */
#include <inttypes.h>

#include "core/text.h"
#include "model/caregiver.h"
#include "web/ask.h"
#include "web/form.h"
#include "web/words.h"

#define CACHED 10      /* seconds */
#define LONG   3600

static void
refuse(struct tt_req *r, const char *field, const char *why)
{
	struct tt_buf *b = tt_body(r, 400, "application/json");

	tt_buf_adds(b, "{\"error\":\"");
	tt_buf_add_json(b, why);
	tt_buf_adds(b, "\",\"field\":\"");
	tt_buf_add_json(b, field);
	tt_buf_adds(b, "\"}\n");
}

static void
refuse_fault(struct tt_req *r, const char *field, const char *why)
{
	refuse(r, field, tt_tr(r->cx->lang, why));
}

/* The language of the answer: told, and never the caller's guess. */
static bool
read_lang(struct tt_req *r)
{
	const char *s = tt_form_raw(r, "lang");
	int which = s == NULL ? TT_NL : tt_word(tt_langs, s);

	r->cx->lang = r->out->lang = which < 0 ? TT_EN : (enum tt_lang)which;
	if (which < 0)
		refuse_fault(r, "lang", N_("Choose one of the answers."));
	return which >= 0;
}

static void
add_text(struct tt_buf *b, const char *before, const char *text)
{
	tt_buf_adds(b, before);
	tt_buf_addc(b, '"');
	tt_buf_add_json(b, text);
	tt_buf_addc(b, '"');
}

static void
add_int(struct tt_buf *b, const char *before, int64_t n)
{
	tt_buf_adds(b, before);
	tt_buf_addi(b, n);
}

static void
add_bool(struct tt_buf *b, const char *before, bool is)
{
	tt_buf_adds(b, before);
	tt_buf_adds(b, is ? "true" : "false");
}

/* ---- services ---- */

static void
services(struct tt_req *r)
{
	struct tt_buf *b;

	if (!read_lang(r))
		return;
	b = tt_body(r, 200, "application/json");
	tt_buf_addc(b, '[');
	for (const struct tt_service *s = tt_services; s->code != NULL; s++) {
		add_text(b, s == tt_services ? "{\"code\":" : ",{\"code\":",
		    s->code);
		add_text(b, ",\"name\":", tt_tr(r->cx->lang, s->name));
		add_text(b, ",\"about\":", tt_tr(r->cx->lang, s->about));
		add_text(b, ",\"unit\":", tt_units[s->unit]);
		add_bool(b, ",\"atOwner\":", s->at_owner);
		add_bool(b, ",\"dogsOnly\":", s->dogs_only);
		tt_buf_addc(b, '}');
	}
	tt_buf_adds(b, "]\n");
	tt_cacheable(r, LONG);
}

/* ---- places ---- */

static void
places(struct tt_req *r)
{
	const char *q = tt_form_raw(r, "q");
	struct tt_place_hit hits[TT_PLACE_HITS];
	struct tt_buf *b;
	size_t n;

	if (!read_lang(r))
		return;
	if (q == NULL) {
		refuse_fault(r, "q", N_("Please fill this in."));
		return;
	}
	n = tt_place_suggest(q, r->cx->lang, hits);
	b = tt_body(r, 200, "application/json");
	tt_buf_addc(b, '[');
	for (size_t i = 0; i < n; i++) {
		add_text(b, i == 0 ? "{\"postcode\":" : ",{\"postcode\":",
		    hits[i].place->postcode);
		add_text(b, ",\"name\":", hits[i].name);
		add_text(b, ",\"country\":", hits[i].place->country);
		add_text(b, ",\"place\":", tt_place_word(r->cx->arena,
		    hits[i].place));
		tt_buf_addc(b, '}');
	}
	tt_buf_adds(b, "]\n");
	tt_cacheable(r, CACHED);
}

/* ---- caregivers ---- */

/* Every key must be one that we know: a misspelt one would be no filter. */
static bool
keys_known(struct tt_req *r)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const char *name = r->fields[i].name;

		if (tt_word(tt_ask_keys, name) >= 0 || tt_eq(name, "lang"))
			continue;
		refuse_fault(r, name, N_("There is no such field."));
		return false;
	}
	return true;
}

static void
add_hit(struct tt_req *r, struct tt_buf *b, const struct tt_hit *h)
{
	add_int(b, "{\"id\":\"", h->caregiver_id);
	add_text(b, "\",\"name\":", tt_name(r->cx,
	    h->first_name, h->initial));
	add_text(b, ",\"town\":", h->town);
	add_int(b, ",\"distanceMetres\":", (h->distance_m + 50) / 100 * 100);
	add_text(b, ",\"headline\":", h->headline);
	add_text(b, ",\"language\":", h->lang);
	if (h->rating_count > 0)
		add_text(b, ",\"rating\":", tt_show_tenths(r->cx->arena,
		    TT_EN, (h->rating_sum * 10 + h->rating_count / 2) /
		    h->rating_count));
	else
		tt_buf_adds(b, ",\"rating\":null");
	add_int(b, ",\"reviews\":", h->rating_count);
	add_int(b, ",\"priceCents\":", h->price.cents);
	add_bool(b, ",\"business\":", h->is_trader);
	add_text(b, ",\"picture\":", tt_face(r->out, h->portrait,
	    h->caregiver_id, tt_initials(r->cx->arena, h->first_name,
	    h->initial)).s);
	add_text(b, ",\"calendarChecked\":", tt_time_iso(r->cx->arena,
	    h->calendar_seen));
	tt_buf_printf(b, ",\"url\":\"/%s/caregiver/%" PRId64 "\"}",
	    tt_langs[r->cx->lang], h->caregiver_id);
}

static void
add_answer(struct tt_req *r, const struct tt_ask *a,
    const struct tt_found *f)
{
	struct tt_buf *b = tt_body(r, 200, "application/json");

	add_int(b, "{\"count\":", f->count);
	add_bool(b, ",\"more\":", f->count >= TT_HITS_MAX);
	add_int(b, ",\"page\":", a->s.page);
	add_text(b, ",\"service\":", a->s.service->code);
	add_text(b, ",\"place\":", a->text[TT_ASK_PLACE]);
	add_text(b, ",\"unit\":", tt_units[a->s.service->unit]);
	add_int(b, ",\"units\":", tt_search_units(&a->s));
	tt_buf_adds(b, ",\"currency\":\"EUR\",\"caregivers\":[");
	for (size_t i = 0; i < f->n; i++) {
		if (i > 0)
			tt_buf_addc(b, ',');
		add_hit(r, b, &f->hits[i]);
	}
	tt_buf_adds(b, "]}\n");
}

/* The right form of the address; another one is answered and not kept. */
static bool
in_form(struct tt_req *r, const struct tt_ask *a)
{
	const char *query = tt_ask_query(r->cx->arena, a);
	const char *lang = tt_langs[r->cx->lang];

	return tt_eq(r->query, query) || tt_eq(r->query,
	    tt_printf(r->cx->arena, "%s&lang=%s", query, lang));
}

static void
caregivers(struct tt_req *r)
{
	struct tt_found found;
	struct tt_ask a;

	if (!read_lang(r) || !keys_known(r))
		return;
	a = tt_ask_read(r, &tt_services[0]);
	if (r->n_errors > 0) {
		refuse(r, r->errors[0].name, r->errors[0].value);
		return;
	}
	if (a.place == NULL) {
		refuse_fault(r, "place", N_("Please fill this in."));
		return;
	}
	found = tt_search_run(r->cx, &a.s);
	add_answer(r, &a, &found);
	if (in_form(r, &a))
		tt_cacheable(r, CACHED);
}

static const struct tt_route routes[] = {
	{ TT_GET, "/api/v1/services",   TT_MACHINE, services,   0 },
	{ TT_GET, "/api/v1/places",     TT_MACHINE, places,     0 },
	{ TT_GET, "/api/v1/caregivers", TT_MACHINE, caregivers, 0 },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("api", routes, argc, argv);
}
