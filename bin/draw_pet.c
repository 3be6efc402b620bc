#include <string.h>

#include "draw.h"
#include "draw_animal.h"

/* The wall behind, and something round on it. */
static const struct { uint32_t wall, disc; } walls[] = {
	{ 0xf4c27a, 0xfbe0ae }, { 0x9bd8c4, 0xc4ebdd }, { 0xefae97, 0xf7cdbc },
	{ 0xcbd39a, 0xe3e8c0 }, { 0xcdbfe0, 0xe2d8ee }, { 0xa9d3e4, 0xd3e9f2 },
	{ 0xe8d3b0, 0xf5e6cc }, { 0x8fc7ad, 0xb5ddca }, { 0xf0c4c4, 0xf9dfdd },
};

static const uint32_t collars[] = { 0x0f9f86, 0xe06d52, 0xf4b860, 0x3f7f9c,
    0x8a5fa8, 0xb5533a, 0x24424e };

/* Shoulders and chest below a head, and a collar or a scarf between. */
static void
bust(struct tt_pen *p, uint32_t coat, uint32_t chest, bool scarf)
{
	uint32_t c = collars[tt_pen_pick(p, TT_COUNT(collars))];

	tt_pen_shape(p, coat, "M42 250c0-54 32-80 78-80s78 26 78 80z");
	if (chest != coat)
		tt_pen_shape(p, chest, "M90 250c0-36 8-64 30-64s30 28 30 64z");
	if (scarf) {
		tt_pen_shape(p, c, "M70 184c30 16 70 16 100 0l4 18-54 32-54-32"
		    "z");
		tt_pen_line(p, tt_pen_pale(c, 45), 3,
		    "M84 206l36 20 36-20M98 200v0M120 206v0M142 200v0");
		return;
	}
	tt_pen_line(p, c, 14, "M80 190c24 14 56 14 80 0");
	tt_pen_round(p, 0xf8e6cb, 120, 212, 9);
	tt_pen_round(p, 0xb87440, 120, 211, 3);
}

static void
dog(struct tt_pen *p)
{
	const struct tt_dog *d = tt_dog_any(p);
	bool white_chest = d->mark == TT_BLAZE || d->mark == TT_BROWS
	    || d->mark == TT_PATCH;

	bust(p, d->coat, white_chest ? d->light : d->coat,
	    tt_pen_chance(p, 30));
	tt_pen_place(p, 120, 122, 108, tt_pen_between(p, -5, 5));
	tt_dog_head(p, d, tt_pen_chance(p, 45) ? TT_HAPPY : TT_AWAKE);
	tt_pen_back(p);
}

static void
cat(struct tt_pen *p)
{
	const struct tt_cat *c = tt_cat_any(p);

	bust(p, c->coat, c->mark == TT_TUXEDO ? c->light : c->coat,
	    tt_pen_chance(p, 20));
	tt_pen_place(p, 120, 122, 106, tt_pen_between(p, -5, 5));
	tt_cat_head(p, c, tt_pen_chance(p, 18) ? TT_ASLEEP : TT_AWAKE);
	tt_pen_back(p);
}

static void
leaf(struct tt_pen *p)
{
	tt_pen_shape(p, 0x0f9f86,
	    "M118 222c20-34 66-34 92-14-16 26-54 36-92 14z");
	tt_pen_line(p, 0x9bd8c4, 3, "M124 221c24-4 50-10 76-12");
}

static void
rabbit(struct tt_pen *p)
{
	const struct tt_small *s = tt_small_any(p);

	tt_pen_shape(p, tt_pen_dark(s->coat, 8),
	    "M52 250c0-46 28-66 68-66s68 20 68 66z");
	tt_pen_place(p, 120, 148, 108, tt_pen_between(p, -6, 6));
	tt_rabbit_head(p, s, tt_pen_pick(p, 3));
	tt_pen_back(p);
	if (tt_pen_chance(p, 60))
		leaf(p);
}

static void
guinea_pig(struct tt_pen *p)
{
	const struct tt_small *s = tt_small_any(p);

	tt_pen_shape(p, s->coat, "M30 252c0-60 36-90 90-90s90 30 90 90z");
	tt_pen_place(p, 120, 140, 100, tt_pen_between(p, -4, 4));
	tt_guinea_head(p, s);
	tt_pen_back(p);
	if (tt_pen_chance(p, 60))
		leaf(p);
}

static void
bird(struct tt_pen *p)
{
	int kind = tt_pen_pick(p, 6);

	tt_pen_line(p, 0x8a5a36, 11, "M-10 222h260");
	tt_pen_place(p, 120, 196, 98, tt_pen_between(p, -4, 4));
	tt_bird_perch(p, kind);
	tt_pen_back(p);
	if (tt_pen_chance(p, 50))
		tt_pen_shape(p, 0x10a676, "M196 222c6-26 30-34 48-28-4 22-24 "
		    "36-48 28zM40 222c-4-20-22-28-38-24 2 18 18 30 38 24z");
}

static void
chicken(struct tt_pen *p)
{
	static const uint32_t coats[][2] = { { 0xfdf6e8, 0xf1e3cc },
	    { 0xc0753e, 0xa25c2b }, { 0x45423f, 0x302e2c },
	    { 0xe0b277, 0xc8955a }, { 0xa9a7a1, 0x888680 } };
	int k = tt_pen_pick(p, TT_COUNT(coats));

	tt_pen_shape(p, 0x10a676, "M0 208c80-10 160-10 240 0v40H0z");
	tt_pen_place(p, 118, 226, tt_pen_chance(p, 50) ? 104 : -104, 0);
	tt_hen_stand(p, coats[k][0], coats[k][1]);
	tt_pen_back(p);
}

static void
tortoise(struct tt_pen *p)
{
	static const uint32_t shells[] = { 0xb5824a, 0x8f7a4a, 0x7f8a4f,
	    0xa56a45 };

	tt_pen_shape(p, 0x10a676, "M0 204c80-10 160-10 240 0v40H0z");
	tt_pen_place(p, 120, 212, tt_pen_chance(p, 50) ? 100 : -100, 0);
	tt_tortoise_walk(p, shells[tt_pen_pick(p, TT_COUNT(shells))]);
	tt_pen_back(p);
}

void
tt_draw_pet(struct tt_buf *b, uint32_t seed, const char *species)
{
	static const struct {
		const char *name;
		void (*draw)(struct tt_pen *);
	} kinds[] = {
		{ "dog", dog }, { "cat", cat }, { "rabbit", rabbit },
		{ "guinea_pig", guinea_pig }, { "bird", bird },
		{ "chicken", chicken },
	};
	struct tt_pen p = tt_pen_new(b, seed);
	int w = tt_pen_pick(&p, TT_COUNT(walls)), i;
	int x = tt_pen_chance(&p, 50) ? 186 : 54;
	int y = tt_pen_between(&p, 50, 70);

	tt_buf_adds(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\""
	    " height=\"480\" viewBox=\"0 0 240 240\" fill=\"none\" strok"
	    "e-linecap=\"round\" stroke-linejoin=\"round\">");
	tt_pen_box(&p, walls[w].wall, -60, -60, 360, 360);
	tt_pen_round(&p, walls[w].disc, x, y, tt_pen_between(&p, 28, 40));
	for (i = 0; i < TT_COUNT(kinds); i++)
		if (strcmp(kinds[i].name, species) == 0)
			break;
	if (i < TT_COUNT(kinds))
		kinds[i].draw(&p);
	else
		tortoise(&p);
	tt_buf_adds(b, "</svg>\n");
}
