#include <inttypes.h>

#include "core/text.h"
#include "model/picture.h"
#include "web/upload.h"
#include "web/words.h"

/* A count as it is written: 1.234 */
static const char *
shown(struct tt_out *o, int64_t n)
{
	return tt_show_int(o->arena, o->lang, n);
}

const char *
tt_pets_text(struct tt_out *o, enum tt_pet_kind kind, int64_t n)
{
	/* None of our languages counts otherwise from 1 up. */
	return tt_say(o, n == 1 ? tt_pet_kind_ones[kind] :
	    tt_pet_kind_manys[kind], 1, shown(o, n));
}

const char *
tt_units_text(struct tt_out *o, enum tt_unit unit, int64_t n)
{
	const char *s = shown(o, n);

	switch (unit) {
	case TT_PER_HOUR:
		if (n % 60 != 0)
			return tt_sayn(o, "%s minute", "%s minutes", n, 1, s);
		return tt_sayn(o, "%s hour", "%s hours", n / 60, 1,
		    shown(o, n / 60));
	case TT_PER_VISIT:
		return tt_sayn(o, "%s visit", "%s visits", n, 1, s);
	case TT_PER_DAY:
		return tt_sayn(o, "%s day", "%s days", n, 1, s);
	case TT_PER_NIGHT:
		return tt_sayn(o, "%s night", "%s nights", n, 1, s);
	case TT_PER_TRIP:
		return tt_sayn(o, "%s trip", "%s trips", n, 1, s);
	case TT_PER_EVENT:
		return tt_sayn(o, "%s event", "%s events", n, 1, s);
	}
	return "";
}

const char *
tt_line_text(struct tt_out *o, const struct tt_line *l,
    const struct tt_service *s)
{
	switch (l->kind) {
	case TT_LINE_BASE:
		return tt_say(o, s->name, 0);
	case TT_LINE_EXTRA_PET:
		return tt_sayn(o, "%s extra pet", "%s extra pets", l->times,
		    1, shown(o, l->times));
	case TT_LINE_WEEKEND:
		return tt_say(o, "Weekend", 0);
	case TT_LINE_HOLIDAY:
		return tt_say(o, "Public holiday", 0);
	}
	return "";
}

const char *
tt_line_sum(struct tt_out *o, const struct tt_line *l)
{
	const char *units = tt_units_text(o, l->unit, l->quantity);
	const char *each = tt_show_money(o->arena, o->lang, l->each);

	if (l->times == 1)
		return tt_printf(o->arena, "%s × %s", units, each);
	return tt_printf(o->arena, "%s × %s × %s", shown(o, l->times), units,
	    each);
}

const char *
tt_rating_text(struct tt_out *o, int64_t sum, int64_t count)
{
	return tt_show_tenths(o->arena, o->lang, (sum * 10 + count / 2) /
	    count);
}

const char *
tt_distance_text(struct tt_out *o, int64_t metres)
{
	return tt_printf(o->arena, "%s\u00a0km", tt_show_tenths(o->arena,
	    o->lang, (metres + 50) / 100));
}

/* The same sum as bin/draw.c, which draws what the address says. */
static uint32_t
fnv(const char *text)
{
	uint32_t h = 2166136261u;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

/* The next letter as one of A to Z, without its accent; 0 for what is none. */
static char
plain_letter(const char **s)
{
	static const char bare[] = "AAAAAAACEEEEIIIIDNOOOOO OUUUUY  ";
	unsigned char c = (unsigned char)*(*s)++;

	if (c == 0xc3 && (unsigned char)**s >= 0x80) {
		c = (unsigned char)bare[(unsigned char)*(*s)++ & 0x1f];
		return c == ' ' ? '\0' : (char)c;
	}
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return c >= 'A' && c <= 'Z' ? (char)c : '\0';
}

const char *
tt_avatar_url(struct tt_arena *a, const char *seed, const char *initials)
{
	uint32_t h = fnv(seed);
	char two[3] = { 0 };
	size_t n = 0;

	while (*initials != '\0' && n < 2) {
		two[n] = plain_letter(&initials);
		n += two[n] != '\0';
	}
	return tt_printf(a, "/avatar/%u-%u-%u-%s.svg", h % 6, (h >> 8) % 4,
	    (h >> 16) % 3, two);
}

tt_url
tt_media(struct tt_out *o, const char *path)
{
	return tt_url_of(o->cx, tt_printf(o->arena, "/media/%s", path));
}

tt_url
tt_video_link(struct tt_out *o, const char *url)
{
	/* Looked at when it came, and again now that it goes out. */
	return tt_video_known(url) ? (tt_url){ url } : tt_url_of(o->cx, "/");
}

tt_url
tt_face(struct tt_out *o, const char *portrait, int64_t id,
    const char *initials)
{
	if (portrait[0] != '\0')
		return tt_photo_url(o, portrait, 320);
	return tt_url_of(o->cx, tt_avatar_url(o->arena, tt_printf(o->arena,
	    "caregiver:%" PRId64, id), initials));
}

const char *
tt_join(struct tt_arena *a, const char *first, const char *second)
{
	if (first[0] == '\0' || second[0] == '\0')
		return first[0] == '\0' ? second : first;
	return tt_printf(a, "%s, %s", first, second);
}
