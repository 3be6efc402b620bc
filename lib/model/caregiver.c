#include <string.h>

#include "core/text.h"
#include "model/caregiver.h"
#include "model/service.h"

#define C(m) TT_FIELD(struct tt_caregiver, m)
static const struct tt_field fields[] = {
	C(id), C(first_name), C(last_name), C(country), C(postcode), C(town),
	C(lang), C(lat), C(lon), C(bio), C(headline), C(kinds), C(sizes),
	C(home), C(outdoors), C(own_pets), C(children), C(medication),
	C(custom_kind), C(smoke_free), C(is_trader), C(radius_km),
	C(max_pets), C(notice_min),
	C(rating_sum), C(rating_count), C(calendar_seen), C(seen), C(approved),
	C(verified), C(has_business), { 0 }
};

TT_QUERY(find, struct tt_caregiver, fields,
	"SELECT u.id, u.first_name, u.last_name, u.country, u.postcode,"
	" u.town, u.lang, u.lat, u.lon, u.verified, c.bio, c.headline,"
	" c.kinds, c.sizes, c.home, c.outdoors, c.own_pets, c.children,"
	" c.medication, c.custom_kind, c.smoke_free, c.is_trader,"
	" c.radius_km, c.max_pets,"
	" c.notice_min, c.rating_sum, c.rating_count, c.calendar_seen, c.seen,"
	" c.approved, CASE WHEN c.business_number <> '' AND c.recheck IS NULL"
	" THEN 1 ELSE 0 END AS has_business"
	" FROM caregiver c JOIN users u ON u.id = c.user_id"
	" WHERE c.user_id = $1 AND c.state = 'approved'"
	" AND u.closing IS NULL AND u.suspended IS NULL");

#define O(m) TT_FIELD(struct tt_offer, m)
static const struct tt_field offer_fields[] = { O(code), O(price),
    O(extra_pet), O(weekend), O(holiday), O(visit_min), { 0 } };

#define OFFER                                                               \
	"SELECT s.code, s.price, s.extra_pet, s.weekend, s.holiday,"        \
	" s.visit_min FROM service s JOIN caregiver c"                      \
	" ON c.user_id = s.caregiver_id AND c.state = 'approved'"           \
	" WHERE s.caregiver_id = $1"

TT_QUERY(offers, struct tt_offer, offer_fields, OFFER " LIMIT 20");
TT_QUERY(offer, struct tt_offer, offer_fields, OFFER " AND s.code = $2");

#define P(m) TT_FIELD(struct tt_picture, m)
static const struct tt_field picture_fields[] = { P(path), P(alt), P(place),
    { 0 } };
TT_QUERY(pictures, struct tt_picture, picture_fields,
	"SELECT p.path, p.alt, p.place FROM picture p JOIN caregiver c"
	" ON c.user_id = p.caregiver_id AND c.state = 'approved'"
	" WHERE p.caregiver_id = $1 ORDER BY p.place, p.id LIMIT 20");

TT_QUERY_NUMBER(ids, "SELECT user_id AS n FROM caregiver"
	" WHERE user_id > $1 AND state = 'approved' ORDER BY user_id LIMIT $2");

const struct tt_caregiver *
tt_caregiver_find(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &find, TT_ARGS(id));
}

struct tt_rows
tt_caregiver_offers(struct tt_ctx *cx, int64_t id)
{
	struct tt_rows rows = tt_all(cx, &offers, TT_ARGS(id));
	const struct tt_offer *found = rows.v;
	struct tt_offer *sorted = TT_NEW_N(cx->arena, rows.n, struct tt_offer);
	size_t n = 0;

	for (const struct tt_service *s = tt_services; s->code != NULL; s++)
		for (size_t i = 0; i < rows.n; i++)
			if (tt_eq(found[i].code, s->code))
				sorted[n++] = found[i];
	return (struct tt_rows){ sorted, n };
}

const struct tt_offer *
tt_caregiver_offer(struct tt_ctx *cx, int64_t id, const char *service)
{
	return tt_one(cx, &offer, TT_ARGS(id, service));
}

struct tt_rows
tt_caregiver_pictures(struct tt_ctx *cx, int64_t id)
{
	return tt_all(cx, &pictures, TT_ARGS(id));
}

struct tt_rows
tt_caregiver_ids(struct tt_ctx *cx, int64_t after, int64_t limit)
{
	return tt_all(cx, &ids, TT_ARGS(after, limit));
}

/* The first letter as a capital: of ASCII, and of é, ü and their like. */
static const char *
capital(struct tt_arena *a, const char *s)
{
	size_t n = s[0] != '\0';
	char *c;

	while (n > 0 && (s[n] & 0xc0) == 0x80)
		n++;
	c = tt_strndup(a, s, n);
	if (c[0] >= 'a' && c[0] <= 'z')
		c[0] = (char)(c[0] - ('a' - 'A'));
	/* U+00E0 to U+00FE lie 32 above, but for the sign of division. */
	if (n == 2 && c[0] == '\xc3' && (c[1] & 0xff) >= 0xa0 &&
	    (c[1] & 0xff) <= 0xbe && (c[1] & 0xff) != 0xb7)
		c[1] = (char)(c[1] - 0x20);
	return c;
}

const char *
tt_last_initial(struct tt_arena *a, const char *last)
{
	/* "van den Berg" goes by Berg. */
	const char *s = tt_trim(a, last), *blank = strrchr(s, ' ');

	return capital(a, blank != NULL ? blank + 1 : s);
}

const char *
tt_name(struct tt_ctx *cx, const char *first, const char *last)
{
	const char *initial = tt_last_initial(cx->arena, last);
	const char *name = tt_trim(cx->arena, first);

	if (name[0] == '\0')
		return tt_tr(cx->lang, N_("Deleted user"));
	return initial[0] == '\0' ? name : tt_printf(cx->arena, "%s %s.",
	    name, initial);
}

const char *
tt_whole_name(struct tt_ctx *cx, const char *first, const char *last)
{
	if (first[0] == '\0')
		return tt_name(cx, first, last);
	return tt_printf(cx->arena, "%s %s", first, last);
}

const char *
tt_initials(struct tt_arena *a, const char *first, const char *last)
{
	return tt_printf(a, "%s%s", capital(a, tt_trim(a, first)),
	    tt_last_initial(a, last));
}
