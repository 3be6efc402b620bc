/* What search engines read, and faces that are drawn. */
#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "db/db.h"
#include "draw.h"
#include "model/caregiver.h"
#include "model/place.h"
#include "site/site.h"

#define HOUR       3600
#define CAREGIVERS 5000
#define MAP_MAX    ((size_t)1900 << 10)   /* bytes, below an answer's most */

void
robots(struct tt_req *r)
{
	/* What has nothing for a stranger; the rest says noindex itself. */
	static const char *const closed[] = { "account", "booking",
	    "bookings", "request", "pets", "login", "register", "forgot",
	    "reset", "verify", "pay", "admin", "demo" };
	struct tt_buf *b = tt_body(r, 200, "text/plain; charset=utf-8");

	tt_buf_adds(b, "User-agent: *\n");
	for (size_t i = 0; i < sizeof(closed) / sizeof(*closed); i++)
		tt_buf_printf(b, "Disallow: /*/%s\n", closed[i]);
	tt_buf_adds(b, "Disallow: /api/\n");
	tt_buf_printf(b, "\nSitemap: %s/sitemap.xml\n", r->cx->conf->site);
	tt_cacheable(r, HOUR);
}

static void
address(struct tt_buf *b, const char *site, enum tt_lang lang,
    const char *path)
{
	tt_buf_add_html(b, site);
	tt_buf_printf(b, "/%s%s", tt_langs[lang], path);
}

/* A page in its four languages, each of which names the others. */
static void
page(struct tt_buf *b, const char *site, const char *const paths[TT_LANGS])
{
	for (int i = 0; i < TT_LANGS; i++) {
		tt_buf_adds(b, "<url><loc>");
		address(b, site, (enum tt_lang)i, paths[i]);
		tt_buf_adds(b, "</loc>");
		for (int k = 0; k < TT_LANGS; k++) {
			tt_buf_printf(b, "<xhtml:link rel=\"alternate\" "
			    "hreflang=\"%s\" href=\"", tt_langs[k]);
			address(b, site, (enum tt_lang)k, paths[k]);
			tt_buf_adds(b, "\"/>");
		}
		tt_buf_adds(b, "</url>\n");
	}
}

static void
same_page(struct tt_buf *b, const char *site, const char *path)
{
	page(b, site, (const char *const[]){ path, path, path, path });
}

static void
provinces(struct tt_req *r, struct tt_buf *b)
{
	const struct tt_province *p;

	for (size_t i = 0; (p = tt_province_at(i)) != NULL; i++) {
		const char *paths[TT_LANGS];

		for (int k = 0; k < TT_LANGS; k++) {
			char slug[TT_PLACE_SLUG];

			tt_place_slug(tt_province_name(p, (enum tt_lang)k),
			    slug);
			paths[k] = tt_printf(r->cx->arena, "/places/%s", slug);
		}
		if (tt_starts(p->code, "BE-"))
			page(b, r->cx->conf->site, paths);
	}
}

/* Profiles, the oldest first, until the map is full. */
static void
caregivers(struct tt_req *r, struct tt_buf *b)
{
	struct tt_rows rows = tt_caregiver_ids(r->cx, 0, CAREGIVERS);
	const struct tt_number *id = rows.v;

	for (size_t i = 0; i < rows.n && b->n < MAP_MAX; i++)
		for (int k = 0; k < TT_LANGS; k++) {
			tt_buf_adds(b, "<url><loc>");
			address(b, r->cx->conf->site, (enum tt_lang)k,
			    tt_printf(r->cx->arena, "/caregiver/%" PRId64,
			    id[i].n));
			tt_buf_adds(b, "</loc></url>\n");
		}
}

void
sitemap(struct tt_req *r)
{
	static const char *const pages[] = { "/", "/search", "/places",
	    "/contact" };
	struct tt_buf *b = tt_body(r, 200, "application/xml");
	const char *site = r->cx->conf->site;

	tt_buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
	    "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		same_page(b, site, pages[i]);
	for (const struct text *t = texts; t->name != NULL; t++)
		same_page(b, site, tt_printf(r->cx->arena, "/%s", t->name));
	provinces(r, b);
	caregivers(r, b);
	tt_buf_adds(b, "</urlset>\n");
	tt_cacheable(r, HOUR);
}

/* "3-1-2-EV.svg": palette, ears, tilt, and at most two capital letters. */
static bool
read_face(const char *s, unsigned n[3], char letters[3])
{
	static const unsigned char most[3] = { 5, 3, 2 };
	size_t k = 0;

	for (size_t i = 0; i < 3; i++, s += 2) {
		if (!tt_is_digit(s[0]) || s[1] != '-')
			return false;
		n[i] = (unsigned)(s[0] - '0');
		if (n[i] > most[i])
			return false;
	}
	for (; *s >= 'A' && *s <= 'Z' && k < 2; s++)
		letters[k++] = *s;
	letters[k] = '\0';
	return tt_eq(s, ".svg");
}

void
avatar(struct tt_req *r)
{
	char letters[3];
	unsigned n[3];

	if (!read_face(r->word[0], n, letters)) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_draw_avatar(tt_body(r, 200, "image/svg+xml"), n[0], n[1], n[2],
	    letters);
	/* The address says all of it: it never changes. */
	tt_cacheable(r, 365 * 24 * HOUR);
}
