/* Drawn pictures in the media folder. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "draw.h"
#include "tailtribe/seed.h"

#define SVG_MAX ((size_t)64 << 10)

/* Write it whole, making the folders before it. NULL, or what is wrong. */
static const char *
keep(struct tt_seed *s, const char *path, const struct tt_buf *b)
{
	char *whole = tt_printf(s->arena, "%s/%s", s->cx->conf->media, path);
	size_t at = strlen(s->cx->conf->media) + 1;
	bool fine;
	int fd;

	for (char *c = strchr(whole + at, '/'); c != NULL;
	    c = strchr(c + 1, '/')) {
		*c = '\0';
		(void)mkdir(whole, 0755);
		*c = '/';
	}
	fd = open(whole, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return tt_printf(s->arena, "%s: %s", whole, strerror(errno));
	fine = write(fd, b->p, b->n) == (ssize_t)b->n;
	if (close(fd) != 0 || !fine)
		return tt_printf(s->arena, "%s: cannot be written", whole);
	return NULL;
}

static const char *
species(const struct tt_seed_pet *p)
{
	static const char *const cavies[] = { "cavia", "guinea", "cochon",
	    "meerschwein" };
	char name[TT_PLACE_SLUG];

	switch (p->kind) {
	case TT_DOG:       return "dog";
	case TT_CAT:       return "cat";
	case TT_BIRD:      return "bird";
	case TT_LIVESTOCK: return "chicken";
	case TT_SMALL:
		tt_place_slug(p->breed, name);
		for (size_t i = 0; i < 4; i++)
			if (strstr(name, cavies[i]) != NULL)
				return "guinea_pig";
		return "rabbit";
	case TT_FISH:
	case TT_REPTILE:
	case TT_OTHER:
		break;
	}
	return "tortoise";
}

const char *
tt_seed_pet_picture(struct tt_seed *s, const struct tt_seed_pet *p)
{
	struct tt_buf b = tt_buf_in(s->cx->arena, SVG_MAX);
	const char *path = tt_printf(s->arena, "pet/%" PRId64 ".svg", p->id);

	if (p->kind == TT_FISH)
		return "";
	tt_draw_pet(&b, (uint32_t)tt_luck_pick(&s->luck, UINT32_MAX),
	    species(p));
	return keep(s, path, &b) == NULL ? path : NULL;
}

static void
picture_row(struct tt_seed *s, const struct tt_seed_caregiver *c,
    int64_t place, const char *path, const char *alt)
{
	struct tt_load *l = s->load[TT_LOAD_PICTURE];

	tt_load_int(l, tt_seed_id(s));
	tt_load_int(l, c->p.id);
	tt_load_int(l, place);
	tt_load_text(l, path);
	tt_load_text(l, alt);
	tt_load_int(l, c->approved.s);
}

/* An animal's face, of a kind that they take care of. */
static const char *
face(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	bool cats = strstr(c->kinds, "cat") != NULL;

	if (tt_starts(c->kinds, "dog") && tt_luck_chance(&s->luck, 75))
		return "dog";
	return cats && tt_luck_chance(&s->luck, 75) ? "cat" : "rabbit";
}

/* Place 0 is the portrait, 1 the home, 2 and on what is around it. */
static const char *
one_picture(struct tt_seed *s, const struct tt_seed_caregiver *c,
    int64_t place, const char *alt)
{
	struct tt_buf b = tt_buf_in(s->cx->arena, SVG_MAX);
	const char *path = tt_printf(s->arena, "caregiver/%" PRId64 "/%"
	    PRId64 ".svg", c->p.id, place), *bad;
	uint32_t seed;

	do
		seed = (uint32_t)tt_luck_pick(&s->luck, UINT32_MAX);
	while (place > 0 && tt_draw_inside(seed) != (place == 1));
	if (place == 0)
		tt_draw_pet(&b, seed, face(s, c));
	else
		tt_draw_scene(&b, seed);
	bad = keep(s, path, &b);
	if (bad == NULL)
		picture_row(s, c, place, path, alt);
	return bad;
}

const char *
tt_seed_pictures(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	const char *alt[] = { c->p.first, c->home->home, c->home->outdoors,
	    c->home->outdoors };
	int64_t n = tt_luck_between(&s->luck, 2, 4);
	const char *bad = NULL;

	/* Some have no portrait: theirs is drawn by the pages. */
	for (int64_t i = tt_luck_chance(&s->luck, 80) ? 0 : 1; i < n &&
	    bad == NULL; i++)
		bad = one_picture(s, c, i, alt[i]);
	return bad;
}
