#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "web/ask.h"
#include "web/form.h"
#include "web/words.h"

const char *const tt_ask_keys[] = { "place", "service", "from", "to", "pets",
    "kind", "km", "max", "sort", "page", NULL };

#define KEPT 80     /* bytes of what was typed and not understood */

/* What tt_form can judge by itself. */
struct typed {
	tt_day       from, to;
	int64_t      km, page;
	tt_money     max;
	enum tt_sort sort;
};

#define T(m, ...) TT_FIELD(struct typed, m, ##__VA_ARGS__)
static const struct tt_field typed_fields[] = {
	T(from), T(to), T(km, .min = 1, .max = 50),
	T(max, .min = 500, .max = 10000000),
	T(sort, .words = tt_sorts), T(page, .min = 1, .max = 5),
	{ 0 }
};
#undef T

struct reading {
	struct tt_req *r;
	struct tt_ask  a;
	struct typed   t;
};

/* A field's text, trimmed; "" when it did not come. */
static const char *
raw(struct reading *d, enum tt_ask_key key)
{
	const char *s = tt_form_raw(d->r, tt_ask_keys[key]);

	return s == NULL ? "" : tt_trim(d->r->cx->arena, s);
}

static void
wrong(struct reading *d, enum tt_ask_key key, const char *sentence)
{
	tt_form_error(d->r, tt_ask_keys[key], sentence);
}

static bool
faulty(const struct reading *d, enum tt_ask_key key)
{
	for (size_t i = 0; i < d->r->n_errors; i++)
		if (tt_eq(d->r->errors[i].name, tt_ask_keys[key]))
			return true;
	return false;
}

static void
put(struct reading *d, enum tt_ask_key key, const char *text)
{
	d->a.text[key] = text;
}

static void
put_int(struct reading *d, enum tt_ask_key key, int64_t n, int64_t usual)
{
	if (n != usual)
		put(d, key, tt_printf(d->r->cx->arena, "%" PRId64, n));
}

/* What was typed into a field and is wrong stays there, if it is short. */
static void
keep_typed(struct reading *d, enum tt_ask_key key)
{
	const char *s = raw(d, key);
	size_t n = strlen(s);

	if (n <= KEPT && tt_utf8_ok(s, n, false))
		put(d, key, s);
}

const char *
tt_place_word(struct tt_arena *a, const struct tt_place *p)
{
	return tt_printf(a, "%s%s", tt_eq(p->country, "NL") ? "nl-" : "",
	    p->postcode);
}

const char *
tt_place_text(struct tt_arena *a, const struct tt_place *p, enum tt_lang lang)
{
	return tt_printf(a, "%s %s", p->postcode, tt_place_name(p, lang));
}

static void
read_place(struct reading *d)
{
	const char *s = raw(d, TT_ASK_PLACE);

	keep_typed(d, TT_ASK_PLACE);
	if (*s == '\0')
		return;
	d->a.place = tt_place_find(s);
	if (d->a.place == NULL) {
		wrong(d, TT_ASK_PLACE, N_("We do not know this place. Enter a"
		    " postcode or a town in Belgium or the Netherlands."));
		return;
	}
	put(d, TT_ASK_PLACE, tt_place_word(d->r->cx->arena, d->a.place));
	d->a.s.lat = d->a.place->lat;
	d->a.s.lon = d->a.place->lon;
	d->a.s.country = d->a.place->country;
}

static void
read_service(struct reading *d, const struct tt_service *otherwise)
{
	const char *s = raw(d, TT_ASK_SERVICE);

	d->a.s.service = *s == '\0' ? otherwise : tt_service_typed(s);
	if (d->a.s.service == NULL) {
		wrong(d, TT_ASK_SERVICE, N_("Choose one of the answers."));
		keep_typed(d, TT_ASK_SERVICE);
		d->a.s.service = otherwise;
	} else if (*s != '\0') {
		put(d, TT_ASK_SERVICE, d->a.s.service->code);
	}
}

/* "2", or "2-cat" of a list in which both are one choice. */
static bool
split_pets(struct reading *d, const char *s, int64_t *n, const char **kind)
{
	const char *dash = strchr(s, '-');

	*kind = dash == NULL ? raw(d, TT_ASK_KIND) : dash + 1;
	if (dash != NULL)
		s = tt_strndup(d->r->cx->arena, s, (size_t)(dash - s));
	return *s == '\0' || tt_int(s, 1, 20, n);
}

static void
read_pets(struct reading *d)
{
	const struct tt_service *s = d->a.s.service;
	enum tt_pet_kind usual = tt_eq(s->code, "small-animals") ? TT_SMALL :
	    TT_DOG;
	const char *kind;
	int which;

	d->a.s.pets = 1;
	d->a.s.kind = usual;
	if (!split_pets(d, raw(d, TT_ASK_PETS), &d->a.s.pets, &kind))
		wrong(d, TT_ASK_PETS, N_("Enter a number from 1 to 20."));
	which = tt_word(tt_pet_kinds, kind);
	if (which >= 0)
		d->a.s.kind = (enum tt_pet_kind)which;
	else if (*kind != '\0')
		wrong(d, TT_ASK_KIND, N_("Choose one of the answers."));
	if (s->dogs_only && d->a.s.kind != TT_DOG) {
		wrong(d, TT_ASK_PETS, N_("This service is for dogs only."));
		put(d, TT_ASK_KIND, tt_pet_kinds[d->a.s.kind]);
		d->a.s.kind = TT_DOG;
	} else if (d->a.s.kind != usual) {
		put(d, TT_ASK_KIND, tt_pet_kinds[d->a.s.kind]);
	}
	put_int(d, TT_ASK_PETS, d->a.s.pets, 1);
}

static bool
in_time(struct reading *d, enum tt_ask_key key, tt_day day, tt_day today)
{
	if (faulty(d, key))
		return false;
	if (day.n < today.n)
		wrong(d, key, N_("This day has passed."));
	else if (day.n > today.n + d->r->cx->conf->horizon_days)
		wrong(d, key, N_("This is too far ahead. Choose an earlier"
		    " day."));
	return !faulty(d, key);
}

/* The days: one alone is that day, or the night that begins or ends then. */
static void
read_days(struct reading *d)
{
	bool has_from = *raw(d, TT_ASK_FROM) != '\0';
	bool has_to = *raw(d, TT_ASK_TO) != '\0';
	int64_t nights = d->a.s.service->overnight ? 1 : 0;
	tt_day today = tt_day_of(d->r->cx->now);
	struct tt_search *s = &d->a.s;
	bool fine;

	keep_typed(d, TT_ASK_FROM);
	keep_typed(d, TT_ASK_TO);
	s->from = has_from ? d->t.from : tt_days_later(d->t.to, -nights);
	s->to = has_to ? d->t.to : tt_days_later(d->t.from, nights);
	fine = !has_from || in_time(d, TT_ASK_FROM, s->from, today);
	fine &= !has_to || in_time(d, TT_ASK_TO, s->to, today);
	if (fine && has_from && has_to && s->to.n < s->from.n) {
		wrong(d, TT_ASK_TO, N_("The last day is before the first."));
		fine = false;
	} else if (fine && s->to.n < s->from.n + nights) {
		s->to = tt_days_later(s->from, nights);
	}
	s->dated = fine && (has_from || has_to) && s->from.n >= today.n;
}

static void
read_rest(struct reading *d)
{
	struct tt_arena *arena = d->r->cx->arena;
	struct tt_search *s = &d->a.s;

	s->radius_km = d->t.km;
	put_int(d, TT_ASK_KM, d->t.km, TT_ASK_KM_USUAL);
	s->max_price = d->t.max;
	if (faulty(d, TT_ASK_MAX))
		keep_typed(d, TT_ASK_MAX);
	else if (d->t.max.cents % 100 != 0)
		put(d, TT_ASK_MAX, tt_printf(arena, "%d.%02d",
		    (int)(d->t.max.cents / 100), (int)(d->t.max.cents % 100)));
	else
		put_int(d, TT_ASK_MAX, d->t.max.cents / 100, 0);
	s->sort = d->t.sort;
	if (d->t.sort != TT_SORT_BEST)
		put(d, TT_ASK_SORT, tt_sorts[d->t.sort]);
	s->page = d->t.page;
	put_int(d, TT_ASK_PAGE, d->t.page, 1);
}

struct tt_ask
tt_ask_read(struct tt_req *r, const struct tt_service *otherwise)
{
	struct reading d = { .r = r,
	    .t = { .km = TT_ASK_KM_USUAL, .page = 1 } };

	for (size_t i = 0; i < TT_ASK_KEYS; i++)
		put(&d, (enum tt_ask_key)i, "");
	(void)tt_form(r, typed_fields, &d.t);
	read_place(&d);
	read_service(&d, otherwise);
	read_pets(&d);
	read_days(&d);
	read_rest(&d);
	return d.a;
}

const char *
tt_ask_query(struct tt_arena *a, const struct tt_ask *ask)
{
	struct tt_buf b = tt_buf_in(a, (size_t)8 << 10);

	for (size_t i = 0; i < TT_ASK_KEYS; i++) {
		if (ask->text[i][0] == '\0')
			continue;
		tt_buf_printf(&b, "%s%s=", b.n == 0 ? "" : "&",
		    tt_ask_keys[i]);
		tt_buf_add_url(&b, ask->text[i]);
	}
	return b.p;
}

static struct tt_option
pets_option(struct tt_out *o, enum tt_pet_kind kind, int64_t n)
{
	return (struct tt_option){ .label = tt_pets_text(o, kind, n),
	    .value = tt_printf(o->arena, "%" PRId64 "-%s", n,
	    tt_pet_kinds[kind]) };
}

/* Whether a word is among those of a list with blanks. */
static bool
among(struct tt_arena *a, const char *list, const char *word)
{
	char *rest = tt_strdup(a, list);
	const char *one;

	while ((one = strsep(&rest, " ")) != NULL)
		if (tt_eq(one, word))
			return true;
	return false;
}

/* How many of a kind are in the list: dogs and cats up to five. */
static int64_t
most_of(struct tt_out *o, const struct tt_ask *ask, enum tt_pet_kind kind,
    const char *kinds, int64_t most)
{
	int64_t usual = kind == TT_DOG || kind == TT_CAT ? 5 : 3;

	if ((ask->s.service->dogs_only && kind != TT_DOG) ||
	    (kinds != NULL && !among(o->arena, kinds, tt_pet_kinds[kind])))
		return 0;
	return usual < most ? usual : most;
}

const struct tt_option *
tt_ask_pets(struct tt_out *o, const struct tt_ask *ask, const char *kinds,
    int64_t most)
{
	struct tt_option *c = TT_NEW_N(o->arena, 5 * TT_PET_KINDS + 2,
	    struct tt_option);
	bool asked = false;
	size_t n = 0;

	for (int k = 0; k < TT_PET_KINDS; k++) {
		enum tt_pet_kind kind = (enum tt_pet_kind)k;
		int64_t last = most_of(o, ask, kind, kinds, most);

		for (int64_t i = 1; i <= last; i++) {
			asked |= kind == ask->s.kind && i == ask->s.pets;
			c[n++] = pets_option(o, kind, i);
		}
	}
	if (!asked)
		c[n++] = pets_option(o, ask->s.kind, ask->s.pets);
	return c;
}

const char *
tt_ask_pets_word(struct tt_arena *a, const struct tt_ask *ask)
{
	return tt_printf(a, "%" PRId64 "-%s", ask->s.pets,
	    tt_pet_kinds[ask->s.kind]);
}

tt_url
tt_ask_url(struct tt_out *o, const struct tt_ask *ask)
{
	const char *query = tt_ask_query(o->arena, ask);

	return tt_url_of(o->cx, tt_printf(o->arena, "/%s/search%s%s",
	    tt_langs[o->lang], *query == '\0' ? "" : "?", query));
}

tt_url
tt_ask_url_with(struct tt_out *o, const struct tt_ask *ask,
    enum tt_ask_key key, const char *value)
{
	struct tt_ask other = *ask;

	other.text[TT_ASK_PAGE] = "";
	other.text[key] = value;
	return tt_ask_url(o, &other);
}
