#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "pages.h"
#include "search/view.h"
#include "web/form.h"

#define CACHED     10      /* seconds */
#define PAGES      5
#define NEW_DAYS   60

static struct link
link_with(struct tt_out *o, const struct tt_ask *a, enum tt_ask_key key,
    const char *value, const char *text)
{
	return (struct link){ .text = text,
	    .url = tt_ask_url_with(o, a, key, value) };
}

/* "Fri 18 Dec" or "from Fri 18 Dec to Mon 21 Dec" */
static const char *
days_text(struct tt_out *o, const struct tt_search *s)
{
	if (!s->dated)
		return "";
	if (s->from.n == s->to.n)
		return tt_say(o, "on %s", 1, tt_short_day(o, s->from));
	return tt_say(o, "from %1$s to %2$s", 2, tt_short_day(o, s->from),
	    tt_short_day(o, s->to));
}

static const char *
what_text(struct tt_out *o, const struct tt_search *s)
{
	int64_t n = tt_search_units(s);
	enum tt_unit unit = s->service->unit;

	return tt_say(o, "for %1$s and %2$s", 2, tt_units_text(o, unit,
	    unit == TT_PER_HOUR ? n * 60 : n), tt_pets_text(o, s->kind,
	    s->pets));
}

static void
add_chips(struct tt_out *o, struct results *v)
{
	const struct tt_search *s = &v->ask.s;
	struct tt_ask other = v->ask;

	if (s->dated) {
		other.text[TT_ASK_FROM] = other.text[TT_ASK_TO] = "";
		v->chips[v->n_chips++] = link_with(o, &other, TT_ASK_TO, "",
		    v->days);
	}
	if (v->ask.text[TT_ASK_KM][0] != '\0')
		v->chips[v->n_chips++] = link_with(o, &v->ask, TT_ASK_KM, "",
		    tt_say(o, "within %s km", 1, v->ask.text[TT_ASK_KM]));
	if (s->max_price.cents > 0)
		v->chips[v->n_chips++] = link_with(o, &v->ask, TT_ASK_MAX, "",
		    tt_say(o, "up to %s", 1, tt_s_money(o, s->max_price)));
}

static void
add_sorts(struct tt_out *o, struct results *v)
{
	static const char *const names[] = { N_("Best match"),
	    N_("Distance"), N_("Price"), N_("Reviews") };

	for (int i = 0; i < 4; i++) {
		v->sorts[i] = link_with(o, &v->ask, TT_ASK_SORT,
		    i == TT_SORT_BEST ? "" : tt_sorts[i],
		    tt_say(o, names[i], 0));
		v->sorts[i].here = (int)v->ask.s.sort == i;
	}
}

static void
add_pages(struct tt_out *o, struct results *v)
{
	int64_t count = v->found.count < PAGES * TT_HITS_PAGE ?
	    v->found.count : PAGES * TT_HITS_PAGE;
	int64_t pages = (count + TT_HITS_PAGE - 1) / TT_HITS_PAGE;
	int64_t here = v->ask.s.page;

	if (pages < 2)
		return;
	for (int64_t i = 1; i <= pages; i++) {
		const char *n = tt_printf(o->arena, "%" PRId64, i);
		struct link *l = &v->pages[v->n_pages++];

		*l = link_with(o, &v->ask, TT_ASK_PAGE, i == 1 ? "" : n, n);
		l->here = i == here;
	}
	if (here < pages)
		v->pages[v->n_pages++] = link_with(o, &v->ask, TT_ASK_PAGE,
		    tt_printf(o->arena, "%" PRId64, here + 1), NULL);
}

static void
add_other(struct results *v, struct link l)
{
	if (v->n_others < OTHERS)
		v->others[v->n_others++] = l;
}

/* Ways on when nobody was found: only ones that ask for less. */
static void
add_others(struct tt_out *o, struct results *v)
{
	const struct tt_search *s = &v->ask.s;
	struct tt_ask other = v->ask;

	if (s->radius_km < 25)
		add_other(v, link_with(o, &v->ask, TT_ASK_KM, "25",
		    tt_say(o, "within %s km", 1, "25")));
	if (s->radius_km < 50)
		add_other(v, link_with(o, &v->ask, TT_ASK_KM, "50",
		    tt_say(o, "within %s km", 1, "50")));
	if (s->max_price.cents > 0)
		add_other(v, link_with(o, &v->ask, TT_ASK_MAX, "",
		    tt_say(o, "at any price", 0)));
	if (s->dated) {
		other.text[TT_ASK_FROM] = tt_day_iso(o->arena,
		    tt_days_later(s->from, 7));
		add_other(v, link_with(o, &other, TT_ASK_TO,
		    tt_day_iso(o->arena, tt_days_later(s->to, 7)),
		    tt_say(o, "a week later", 0)));
		other.text[TT_ASK_FROM] = "";
		add_other(v, link_with(o, &other, TT_ASK_TO, "",
		    tt_say(o, "on any day", 0)));
	}
}

/* "Mechlen": what begins with as many of the letters as there is a place. */
static void
add_guesses(struct tt_out *o, struct results *v)
{
	char *typed = tt_strdup(o->arena, v->ask.text[TT_ASK_PLACE]);
	struct tt_place_hit hits[TT_PLACE_HITS];
	size_t n = 0;

	for (size_t at = strlen(typed); at >= 3 && n == 0; at--) {
		if ((unsigned char)typed[at] >= 0x80 &&
		    (unsigned char)typed[at] < 0xc0)
			continue;
		typed[at] = '\0';
		n = tt_place_suggest(typed, o->lang, hits);
	}
	for (size_t i = 0; i < n && i < GUESSES; i++)
		v->guesses[v->n_guesses++] = link_with(o, &v->ask,
		    TT_ASK_PLACE, tt_place_word(o->arena, hits[i].place),
		    tt_printf(o->arena, "%s %s", hits[i].place->postcode,
		    hits[i].name));
}

static void
say_what(struct tt_out *o, struct results *v)
{
	const char *service = tt_say(o, v->ask.s.service->name, 0);
	const char *town;

	v->days = days_text(o, &v->ask.s);
	v->what = what_text(o, &v->ask.s);
	v->title = tt_say(o, "Find a caregiver", 0);
	v->about = tt_say(o, "Find somebody near you who looks after your"
	    " pet. The price you see is the price you pay.", 0);
	if (v->ask.place == NULL)
		return;
	town = tt_place_name(v->ask.place, o->lang);
	v->title = tt_say(o, "%1$s in and around %2$s", 2, service, town);
	v->about = tt_say(o, "Caregivers in and around %s: compare prices,"
	    " free days and reviews.", 1, town);
}

static void
go_to(struct tt_req *r, const struct tt_ask *a)
{
	const char *query = tt_ask_query(r->cx->arena, a);

	tt_redirect(r, "/search%s%s", *query == '\0' ? "" : "?", query);
}

void
results_show(struct tt_req *r)
{
	struct results *v = TT_NEW(r->cx->arena, struct results);
	struct tt_out *o = r->out;

	v->ask = tt_ask_read(r, &tt_services[0]);
	if (!tt_eq(tt_ask_query(r->cx->arena, &v->ask), r->query)) {
		go_to(r, &v->ask);
		return;
	}
	if (v->ask.place != NULL)
		v->found = tt_search_run(r->cx, &v->ask.s);
	if (v->found.n == 0 && v->ask.s.page > 1) {
		/* Some have gone since the pages were counted. */
		v->ask.text[TT_ASK_PAGE] = "";
		go_to(r, &v->ask);
		return;
	}
	o = tt_page(r, 200);
	say_what(o, v);
	if (v->ask.place != NULL) {
		add_chips(o, v);
		add_sorts(o, v);
		add_pages(o, v);
		add_others(o, v);
	} else if (v->ask.text[TT_ASK_PLACE][0] != '\0') {
		add_guesses(o, v);
	}
	/* What is wrong can be so in any number of ways: it is not kept. */
	if (r->n_errors == 0)
		tt_cacheable(r, CACHED);
	page_results(o, v);
}

tt_url
results_profile(struct tt_out *o, const struct results *v,
    const struct tt_hit *h)
{
	struct tt_ask ask = v->ask;
	const char *query;

	ask.text[TT_ASK_SERVICE] = ask.s.service->code;
	ask.text[TT_ASK_KM] = ask.text[TT_ASK_MAX] = ask.text[TT_ASK_SORT] =
	    ask.text[TT_ASK_PAGE] = "";
	if (!ask.s.dated)
		ask.text[TT_ASK_FROM] = ask.text[TT_ASK_TO] = "";
	query = tt_ask_query(o->arena, &ask);
	return tt_url_of(o->cx, tt_printf(o->arena, "/%s/caregiver/%" PRId64
	    "?%s", tt_langs[o->lang], h->caregiver_id, query));
}

bool
results_is_new(struct tt_out *o, const struct tt_hit *h)
{
	return h->rating_count == 0 && o->cx->now.s - h->approved.s <
	    (int64_t)NEW_DAYS * TT_DAY;
}
