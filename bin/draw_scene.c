#include "draw.h"
#include "draw_scene.h"

uint32_t
tt_draw_any(struct tt_pen *p, const uint32_t *list, int n)
{
	return list[tt_pen_pick(p, n)];
}

uint32_t
tt_draw_collar(struct tt_pen *p)
{
	static const uint32_t collars[] = { 0x0f9f86, 0xe06d52, 0xf4b860,
	    0x3f7f9c, 0x8a5fa8, 0xb5533a };

	return TT_ANY_OF(p, collars);
}

struct tt_day
tt_day_any(struct tt_pen *p)
{
	static const uint32_t sky[] = { 0xd3e9ec, 0xa9d9e8, 0xf8d6a4,
	    0x7f93b8 };
	static const uint32_t sun[] = { 0xfbe7bd, 0xfdf0c4, 0xfff4d6,
	    0xf7efd8 };
	static const struct { uint32_t far, near, grass, leaf, leaf2; } s[] = {
		{ 0xa5d8bd, 0x8fcaa6, 0x63b97c, 0x79c48a, 0xf3b6c3 },
		{ 0x8fcfb6, 0x4fae8f, 0x10a676, 0x0f9f86, 0x2fb07a },
		{ 0xd9c08a, 0xc49a58, 0x9aa956, 0xdf9640, 0xc9633a },
		{ 0xdbe7ea, 0xc3d6da, 0xeff5f4, 0x5f8a80, 0xf7fbfa },
	};
	int hour = tt_pen_pick(p, 4);
	int season = tt_pen_pick(p, 7);

	/* summer is what people photograph */
	season = season < 2 ? TT_SPRING : season < 4 ? TT_SUMMER
	    : season < 6 ? TT_AUTUMN : TT_WINTER;
	return (struct tt_day){ (enum tt_hour)hour, (enum tt_season)season,
	    sky[hour], sun[hour], s[season].far, s[season].near,
	    s[season].grass, s[season].leaf, s[season].leaf2, 0x7d4a2a };
}

static void
cloud(struct tt_pen *p, const struct tt_day *d, int x, int y)
{
	p->alpha = d->hour == TT_DUSK ? 25 : 70;
	tt_pen_shape(p, tt_pen_pale(d->sky, 70), "M%d %dc-20 0-22-26-2-28 0-26"
	    " 38-32 46-8 14-12 36-2 34 14 22 0 22 22 2 22z", x, y);
	p->alpha = 100;
}

void
tt_draw_sky(struct tt_pen *p, const struct tt_day *d, int horizon)
{
	static const struct { uint32_t light; int lit; } lights[] = {
		{ 0xfff3dc, 6 }, { 0xffffff, 0 }, { 0xf29a4a, 14 },
		{ 0x2f4a7a, 31 },
	};
	int x = tt_pen_between(p, 90, 550), y = tt_pen_between(p, 60, 120);
	int n;

	tt_pen_box(p, d->sky, 0, 0, 640, 480);
	if (d->hour == TT_GOLDEN)
		y = horizon - tt_pen_between(p, 30, 70);
	p->alpha = 45;
	tt_pen_round(p, tt_pen_pale(d->sun, 20), x, y, 58);
	p->alpha = 100;
	tt_pen_round(p, d->sun, x, y, 36);
	if (d->hour == TT_DUSK) {
		tt_pen_round(p, d->sky, x + 15, y - 8, 30);
		n = tt_pen_between(p, 0, 60);
		tt_pen_line(p, 0xfbf3da, 4, "M%d 24v0m110 36v0m96 50v0m104-72v"
		    "0m88 46v0m120-32v0m60 90v0", n);
	}
	for (n = tt_pen_pick(p, 3); n > 0; n--) {
		x = tt_pen_between(p, 30, 540);
		cloud(p, d, x, tt_pen_between(p, 50, 150));
	}
	p->light = lights[d->hour].light;
	p->lit = lights[d->hour].lit;
}

static void
bare_tree(struct tt_pen *p, const struct tt_day *d, int x, int y, int size)
{
	int s = size;

	tt_pen_line(p, d->bark, s / 12 + 3, "M%d %dv%dM%d %dl%d %dM%d %dl%d %d"
	    "M%d %dl%d %dM%d %dl%d %d", x, y, -s, x, y - s / 2, s / 4, -s / 4,
	    x, y - s * 2 / 5, -s / 4, -s / 4, x, y - s * 3 / 4, -s / 6, -s / 5,
	    x, y - s * 3 / 4, s / 6, -s / 5);
	tt_pen_line(p, 0xf7fbfa, s / 24 + 2, "M%d %dl%d %dM%d %dl%d %d",
	    x + 3, y - s / 2 - 4, s / 4 - 6, -s / 4 + 6,
	    x - 3, y - s * 2 / 5 - 4, -s / 4 + 6, -s / 4 + 6);
}

void
tt_draw_tree(struct tt_pen *p, const struct tt_day *d, int kind, int x,
    int y, int size)
{
	uint32_t leaf = tt_pen_chance(p, d->season == TT_SUMMER ? 50 : 40)
	    ? d->leaf2 : d->leaf;
	int s = size;

	if (kind == 2) {
		leaf = d->season == TT_WINTER ? 0x4f8a7c : 0x1f7a5f;
		tt_pen_box(p, d->bark, x - s / 24, y - s / 6, s / 12, s / 6);
		tt_pen_shape(p, leaf, "M%d %dl%d %dh%dzM%d %dl%d %dh%dz", x,
		    y - s, s / 4, s * 9 / 20, -s / 2, x, y - s * 3 / 4, s / 3,
		    s * 13 / 20, -s * 2 / 3);
		if (d->season == TT_WINTER)
			tt_pen_shape(p, 0xf7fbfa, "M%d %dl%d %dq%d 8 %d 0z", x,
			    y - s, s / 9, s / 5, -s / 9, -s * 2 / 9);
		return;
	}
	if (d->season == TT_WINTER) {
		bare_tree(p, d, x, y, s);
		return;
	}
	tt_pen_line(p, kind == 3 ? 0xf3ead9 : d->bark, s / 14 + 3, "M%d %dv%d",
	    x, y, -s / 2);
	if (kind == 1)
		tt_pen_oval(p, leaf, x, y - s * 11 / 20, s / 5, s * 9 / 20);
	else if (kind == 3) {
		tt_pen_line(p, 0x4a4038, 3, "M%d %dh8M%d %dh8", x - 6,
		    y - s / 5, x - 2, y - s / 3);
		tt_pen_oval(p, leaf, x, y - s * 3 / 5, s / 4, s * 2 / 5);
	} else {
		tt_pen_round(p, leaf, x, y - s * 13 / 20, s * 7 / 20);
		p->alpha = 25;
		tt_pen_round(p, 0xffffff, x + s / 10, y - s * 3 / 4, s / 6);
		p->alpha = 100;
	}
}

void
tt_draw_bush(struct tt_pen *p, const struct tt_day *d, int x, int y, int w)
{
	uint32_t c = d->season == TT_WINTER ? 0xc3d6da
	    : tt_pen_dark(d->leaf, 12);

	tt_pen_shape(p, c, "M%d %dc%d %d %d %d %d %dc%d %d %d %d %d %dc%d %d %d"
	    " %d %d %dz", x, y, -w / 8, -w / 4, w / 8, -w / 2, w / 4, -w / 4,
	    w / 12, -w / 4, w * 5 / 12, -w / 4, w / 2, 0, w / 8, -w / 6, w * 3
	    / 8, 0, w / 4, w / 4);
}

void
tt_draw_flowers(struct tt_pen *p, const struct tt_day *d, int x, int y, int n)
{
	static const uint32_t petals[] = { 0xe06d52, 0xf4b860, 0xfdf6e8,
	    0xc98fc0, 0xf3b6c3 };
	uint32_t petal = TT_ANY_OF(p, petals);

	if (d->season == TT_WINTER)
		return;
	/* three at a time: a dot is a line of no length with a round end */
	for (; n > 0; n -= 3, x += 72) {
		int a = tt_pen_between(p, 18, 32);
		int b = tt_pen_between(p, 20, 36);
		int m = x + tt_pen_between(p, 18, 26);

		tt_pen_line(p, 0x2b8a57, 3, "M%d %dv%dM%d %dv%dM%d %dv-26", x,
		    y, -a, m, y, -b, x + 46, y);
		tt_pen_line(p, petal, 16, "M%d %dv0M%d %dv0M%d %dv0", x, y - a,
		    m, y - b, x + 46, y - 26);
		tt_pen_line(p, 0xf7d35e, 6, "M%d %dv0M%d %dv0M%d %dv0", x,
		    y - a, m, y - b, x + 46, y - 26);
	}
}

void
tt_draw_ball(struct tt_pen *p, int x, int y, int r)
{
	tt_pen_round(p, 0xe06d52, x, y, r);
	tt_pen_line(p, 0xfdf3df, r / 3 + 1, "M%d %dq%d %d %d 0", x - r + 3,
	    y - 2, r - 3, r / 2, 2 * r - 6);
}

void
tt_draw_dog(struct tt_pen *p, enum tt_pose pose, enum tt_mood mood)
{
	const struct tt_dog *d = tt_dog_any(p);
	uint32_t collar = tt_draw_collar(p);

	switch (pose) {
	case TT_SITTING:
		tt_dog_sit(p, d, mood, collar);
		break;
	case TT_LYING:
		tt_dog_lie(p, d, mood, collar);
		break;
	case TT_STANDING:
		tt_dog_stand(p, d, collar);
		break;
	case TT_RUNNING:
		tt_dog_run(p, d, collar);
	}
}

void
tt_draw_shadow(struct tt_pen *p, int x, int y, int w)
{
	p->alpha = 14;
	tt_pen_oval(p, 0x1b2a24, x, y, w / 2, w / 16 + 3);
	p->alpha = 100;
}

void
tt_draw_walk(struct tt_pen *p, int x, int y, int scale)
{
	tt_draw_shadow(p, x + scale * 6 / 10, y + 2, scale * 3);
	tt_pen_place(p, x, y, scale, 0);
	tt_pen_line(p, 0x7d4a2a, 3, "M22-88c24 26 60 22 92 2");
	tt_walker(p);
	tt_pen_place(p, 96, 0, tt_pen_between(p, 66, 78), 0);
	tt_draw_dog(p, TT_STANDING, TT_AWAKE);
	tt_pen_back(p);
	tt_pen_back(p);
}

void
tt_draw_glow(struct tt_pen *p, int x, int y, int w, int h)
{
	int lit = p->lit;

	p->lit = 0;
	tt_pen_box(p, 0xffd98a, x, y, w, h);
	p->lit = lit;
}

static const struct {
	void (*draw)(struct tt_pen *);
	bool inside;
} scenes[] = {
	{ tt_scene_living, true }, { tt_scene_garden, false },
	{ tt_scene_sill, true }, { tt_scene_park, false },
	{ tt_scene_stove, true }, { tt_scene_forest, false },
	{ tt_scene_kitchen, true }, { tt_scene_beach, false },
	{ tt_scene_hall, true }, { tt_scene_street, false },
	{ tt_scene_bed, true }, { tt_scene_hutch, false },
	{ tt_scene_dike, false }, { tt_scene_hens, false },
};

bool
tt_draw_inside(uint32_t seed)
{
	struct tt_pen p = tt_pen_new(NULL, seed);

	return scenes[tt_pen_pick(&p, TT_COUNT(scenes))].inside;
}

void
tt_draw_scene(struct tt_buf *b, uint32_t seed)
{
	struct tt_pen p = tt_pen_new(b, seed);

	tt_buf_adds(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\""
	    " height=\"480\" viewBox=\"0 0 640 480\" fill=\"none\" strok"
	    "e-linecap=\"round\" stroke-linejoin=\"round\">");
	scenes[tt_pen_pick(&p, TT_COUNT(scenes))].draw(&p);
	tt_buf_adds(b, "</svg>\n");
}
