#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "pages.h"
#include "site/view.h"

#define CACHED 3600     /* seconds */
#define TOWNS  700

static const char *
slug_of(struct tt_arena *a, const struct tt_province *p, enum tt_lang lang)
{
	char slug[TT_PLACE_SLUG];

	tt_place_slug(tt_province_name(p, lang), slug);
	return tt_strdup(a, slug);
}

/* The Belgian province that is called so in one of the languages. */
static const struct tt_province *
province_named(struct tt_arena *a, const char *slug)
{
	const struct tt_province *p;

	for (size_t i = 0; (p = tt_province_at(i)) != NULL; i++)
		for (int lang = 0; lang < TT_LANGS; lang++)
			if (tt_starts(p->code, "BE-") && tt_eq(slug,
			    slug_of(a, p, (enum tt_lang)lang)))
				return p;
	return NULL;
}

/* Names are compared as people look them up: without regard to accents. */
static int
by_name(const void *a, const void *b)
{
	const struct town *x = a, *y = b;
	char one[TT_PLACE_SLUG], other[TT_PLACE_SLUG];

	tt_place_slug(x->name, one);
	tt_place_slug(y->name, other);
	return strcmp(one, other);
}

/* The municipalities of a province. */
static size_t
towns_of(struct tt_req *r, const struct tt_province *province,
    struct town *towns, size_t most)
{
	const struct tt_place *p;
	size_t n = 0;

	for (size_t i = 0; (p = tt_place_at(i)) != NULL && n < most; i++)
		if (p->town && tt_eq(p->province, province->code))
			towns[n++] = (struct town){
			    tt_place_name(p, r->cx->lang),
			    tt_place_word(r->cx->arena, p) };
	qsort(towns, n, sizeof(*towns), by_name);
	return n;
}

void
places_show(struct tt_req *r)
{
	struct places *v = TT_NEW(r->cx->arena, struct places);
	struct town *towns = TT_NEW_N(r->cx->arena, TOWNS, struct town);
	const struct tt_province *p;

	for (size_t i = 0; (p = tt_province_at(i)) != NULL; i++)
		if (tt_starts(p->code, "BE-"))
			v->v[v->n++] = (struct province){
			    tt_province_name(p, r->cx->lang),
			    slug_of(r->cx->arena, p, r->cx->lang),
			    (int64_t)towns_of(r, p, towns, TOWNS) };
	tt_cacheable(r, CACHED);
	page_places(tt_page(r, 200), v);
}

void
province_show(struct tt_req *r)
{
	struct province_view *v = TT_NEW(r->cx->arena, struct province_view);
	const struct tt_province *p = province_named(r->cx->arena,
	    r->word[0]);
	const char *slug;

	if (p == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	slug = slug_of(r->cx->arena, p, r->cx->lang);
	if (!tt_eq(slug, r->word[0])) {
		/* The name in another language, from a link that changes it. */
		tt_redirect(r, "/places/%s", slug);
		return;
	}
	v->name = tt_province_name(p, r->cx->lang);
	v->towns = TT_NEW_N(r->cx->arena, TOWNS, struct town);
	v->n_towns = towns_of(r, p, v->towns, TOWNS);
	tt_cacheable(r, CACHED);
	page_province(tt_page(r, 200), v);
}

const char *
province_title(struct tt_out *o, const struct province_view *v)
{
	return tt_say(o, "Caregivers in %s", 1, v->name);
}

const char *
province_about(struct tt_out *o, const struct province_view *v)
{
	return tt_say(o, "Find somebody in %s who looks after your pet:"
	    " prices, free days and reviews in every town.", 1, v->name);
}
