#include "draw_scene.h"

static const uint32_t woods[] = { 0xd9a066, 0xb87440, 0xf3ead9, 0x7f9c8f,
    0x4f616b, 0xc98f5a };

static void
ground(struct tt_pen *p, const struct tt_day *d, int y)
{
	tt_pen_shape(p, d->far, "M0 %dc90-60 190-50 280-14 110-50 230-40 360 "
	    "4v200H0z", y);
	tt_pen_shape(p, d->near, "M0 %dc140-30 280 10 400-6 90-12 170-10 240 "
	    "0v200H0z", y + 24);
	tt_pen_shape(p, d->grass, "M0 %dc200-22 440-22 640 0v300H0z", y + 54);
}

/* A dog or a cat doing something, its feet at x, y. */
static void
anyone(struct tt_pen *p, int x, int y, int scale)
{
	int what = tt_pen_pick(p, 10);
	int side = tt_pen_chance(p, 50) ? scale : -scale;
	enum tt_mood mood = tt_pen_chance(p, 50) ? TT_HAPPY : TT_AWAKE;

	tt_draw_shadow(p, x, y, scale * 8 / 5);
	tt_pen_place(p, x, y, side, 0);
	if (what < 8)
		tt_draw_dog(p, what < 4 ? TT_SITTING : what < 6 ? TT_LYING
		    : TT_RUNNING, mood);
	else
		tt_cat_sit(p, tt_cat_any(p));
	tt_pen_back(p);
}

static void
fence(struct tt_pen *p, int y, int h, bool picket)
{
	uint32_t c = TT_ANY_OF(p, woods);
	int x, step = picket ? 36 : 27;

	tt_pen_box(p, tt_pen_dark(c, 18), 0, y + h / 4, 640, 10);
	tt_pen_box(p, tt_pen_dark(c, 18), 0, y + h * 3 / 4, 640, 10);
	for (x = picket ? 6 : 0; x < 640; x += step)
		if (picket)
			tt_pen_shape(p, c, "M%d %dv%dl11-12 11 12v%dz", x,
			    y + h, -h + 12, h - 12);
		else
			tt_pen_box(p, x / step % 2 ? c : tt_pen_dark(c, 6), x,
			    y, step, h);
}

static void
house_behind(struct tt_pen *p, int x, int y)
{
	static const uint32_t bricks[] = { 0xc9654a, 0xe6c79a, 0xf3e6cf,
	    0xb5533a, 0xd98a5b };
	uint32_t wall = TT_ANY_OF(p, bricks);

	tt_pen_box(p, wall, x, y - 120, 170, 130);
	tt_pen_shape(p, tt_pen_dark(0x8f4630, 10), "M%d %dl85-70 85 70z",
	    x - 14, y - 118);
	tt_pen_box(p, 0xfdf3df, x + 24, y - 88, 46, 54);
	tt_pen_box(p, 0x8fc3cf, x + 29, y - 83, 36, 44);
	tt_pen_box(p, 0xfdf3df, x + 104, y - 88, 46, 54);
	tt_pen_box(p, 0x8fc3cf, x + 109, y - 83, 36, 44);
	if (p->lit > 30)
		tt_draw_glow(p, x + 109, y - 83, 36, 44);
}

static void
washing_line(struct tt_pen *p)
{
	tt_pen_line(p, 0x7d4a2a, 8, "M386 330V196M622 330V196");
	tt_pen_line(p, 0xfdf3df, 3, "M386 202c70 26 160 26 236 0");
	tt_pen_shape(p, 0xe06d52, "M420 211h54v56h-54z");
	tt_pen_shape(p, 0xfdf6e8, "M486 219h36v62h-36z");
	tt_pen_shape(p, 0x3f7f9c, "M536 218l46-6v22l-12 2v40l-24 2v-40l-10 2z");
}

static void
parasol(struct tt_pen *p)
{
	uint32_t c = tt_draw_collar(p);

	tt_pen_line(p, 0xfdf3df, 8, "M520 372V190");
	tt_pen_shape(p, c, "M410 214c20-74 200-74 220 0z");
	tt_pen_shape(p, tt_pen_pale(c, 60), "M482 214c4-54 22-62 38-62s34 8 38 "
	    "62z");
	tt_pen_card(p, 0xb87440, 468, 318, 104, 10, 5);
	tt_pen_line(p, 0x7d4a2a, 7, "M480 328v44M560 328v44");
	tt_pen_card(p, 0xfffefb, 496, 300, 12, 18, 3);
	tt_pen_card(p, 0x9bd8c4, 528, 296, 10, 22, 4);
}

void
tt_scene_garden(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	int extra = tt_pen_pick(p, 3), tree = tt_pen_between(p, 40, 130);
	int dog = tt_pen_between(p, 210, 330);

	tt_draw_sky(p, &d, 230);
	ground(p, &d, 216);
	if (tt_pen_chance(p, 60))
		house_behind(p, tt_pen_between(p, 20, 380), 236);
	tt_draw_tree(p, &d, tree % 4, tree, 268, tt_pen_between(p, 190, 240));
	fence(p, 214, 96, tt_pen_chance(p, 55));
	tt_pen_shape(p, d.grass, "M0 302c200-14 440-14 640 0v200H0z");
	tt_draw_bush(p, &d, tt_pen_between(p, -20, 60), 318, 130);
	if (extra == 1 && d.season != TT_WINTER)
		washing_line(p);
	else if (extra == 2 && d.season != TT_WINTER)
		parasol(p);
	else
		tt_draw_tree(p, &d, 0, 560, 330, 190);
	tt_draw_flowers(p, &d, tt_pen_between(p, 150, 220), 330, 6);
	anyone(p, dog, 440, tt_pen_between(p, 104, 120));
	tt_draw_ball(p, tt_pen_between(p, 440, 560), 430, 17);
}

static void
bench(struct tt_pen *p, int x, int y)
{
	tt_pen_line(p, 0x24424e, 7, "M%d %dv-34M%d %dv-34", x + 12, y, x + 108,
	    y);
	tt_pen_card(p, 0xb87440, x, y - 42, 120, 11, 4);
	tt_pen_card(p, 0xb87440, x, y - 64, 120, 9, 4);
	tt_pen_card(p, 0xb87440, x, y - 80, 120, 9, 4);
}

static void
pond(struct tt_pen *p, int x, int y)
{
	tt_pen_oval(p, 0x8fcbd6, x, y, 130, 24);
	tt_pen_line(p, 0xdff1f2, 3, "M%d %dh40M%d %dh26", x - 70, y, x + 30,
	    y + 8);
	tt_pen_shape(p, 0xfdf6e8, "M%d %dc-12-2-14-14-4-14h16c2-16 18-16 18-4 0"
	    " 12-8 18-18 18z", x, y);
	tt_pen_shape(p, 0xee9a3f, "M%d %dl10 3-9 4z", x + 28, y - 24);
}

void
tt_scene_park(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	int left = tt_pen_chance(p, 50), i, x;

	tt_draw_sky(p, &d, 240);
	ground(p, &d, 224);
	for (i = 0; i < 4; i++) {
		x = i * 170 + tt_pen_between(p, 20, 110);
		tt_draw_tree(p, &d, x % 4, x, 286,
		    tt_pen_between(p, 130, 210));
	}
	if (d.season != TT_WINTER)
		pond(p, left ? 150 : 500, 312);
	else
		bench(p, 440, 330);
	tt_pen_shape(p, d.season == TT_WINTER ? 0xd9e4e6 : 0xeedcb8,
	    "M%d 296c60 40-120 70-%d 190h300c0-70 40-130-%d-190z",
	    left ? 380 : 260, left ? 60 : 160, left ? 200 : 90);
	if (tt_pen_chance(p, 60) && d.season != TT_WINTER)
		bench(p, left ? 470 : 60, 342);
	tt_draw_bush(p, &d, left ? -30 : 520, 370, 150);
	tt_draw_walk(p, left ? 250 : 190, 432, tt_pen_between(p, 132, 150));
	tt_draw_flowers(p, &d, left ? 500 : 20, 440, 5);
}

void
tt_scene_forest(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	uint32_t trunk = tt_pen_chance(p, 30) ? 0xeee3d0 : 0x6f4a34;
	uint32_t floor = d.season == TT_AUTUMN ? 0xc98f4e
	    : tt_pen_dark(d.grass, 10);
	int i, x;

	tt_pen_box(p, tt_pen_mix(d.far, d.sky, 40), 0, 0, 640, 480);
	tt_draw_sky(p, &d, 200);
	p->alpha = 60;
	tt_pen_box(p, d.far, 0, 90, 640, 300);
	p->alpha = 100;
	for (i = 0; i < 9; i++)
		tt_pen_box(p, tt_pen_mix(trunk, d.far, 60), i * 74
		    + tt_pen_between(p, 0, 40), 0, 16, 330);
	tt_pen_shape(p, tt_pen_pale(floor, 18), "M0 320c160-30 480-30 640 0v170"
	    "H0z");
	for (i = 0; i < 5; i++) {
		x = i * 150 + tt_pen_between(p, -20, 30);
		if (x > 210 && x < 400)
			continue;
		tt_pen_shape(p, trunk, "M%d 0h34l4 350c0 10 10 16 18 20h-78c10-"
		    "4 18-10 18-20z", x);
		tt_pen_line(p, tt_pen_dark(trunk, 35), 4, "M%d 120v26M%d 220v3"
		    "4M%d 60v18", x + 8, x + 22, x + 18);
	}
	for (i = 0; i < 7; i++)
		tt_pen_round(p, i % 2 ? d.leaf : tt_pen_mix(d.leaf, d.near, 50),
		    i * 110 - 10, tt_pen_between(p, -22, 12), 62 + i % 3 * 11);
	tt_pen_shape(p, floor, "M0 392c160-30 480-30 640 0v100H0z");
	tt_pen_shape(p, tt_pen_pale(0xd8b585, d.season == TT_WINTER ? 70 : 10),
	    "M300 300c40 40-140 80-180 190h360c-20-110-120-130-130-190z");
	if (tt_pen_chance(p, 45))
		tt_draw_walk(p, 230, 440, 132);
	else
		anyone(p, tt_pen_between(p, 270, 340), 436, 122);
	for (i = 0; i < 3 && d.season != TT_WINTER; i++) {
		x = i * 28 + tt_pen_between(p, 500, 520);
		tt_pen_box(p, 0xfdf3df, x - 4, 432, 8, 18);
		tt_pen_shape(p, 0xd8402f, "M%d 434c2-24 30-24 32 0z", x - 16);
	}
}

static void
cabins(struct tt_pen *p, int x, int y)
{
	int i;

	for (i = 0; i < 4; i++, x += 62) {
		uint32_t c = tt_draw_collar(p);

		tt_pen_box(p, 0xfffefb, x, y - 66, 52, 66);
		tt_pen_box(p, c, x, y - 66, 13, 66);
		tt_pen_box(p, c, x + 26, y - 66, 13, 66);
		tt_pen_shape(p, tt_pen_dark(c, 20), "M%d %dl32-28 32 28z",
		    x - 6, y - 64);
	}
}

void
tt_scene_beach(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	int i, x = tt_pen_between(p, 60, 300);
	bool with_cabins = tt_pen_chance(p, 45);

	tt_draw_sky(p, &d, 210);
	tt_pen_box(p, 0x6fb3bd, 0, 204, 640, 80);
	tt_pen_box(p, 0x8fc9cc, 0, 236, 640, 50);
	tt_pen_line(p, 0xe9f5f2, 4, "M40 226h60M190 218h40M420 230h70M540 214h5"
	    "0");
	tt_pen_shape(p, 0xfdf6e8, "M%d 204v-56l34 56zM%d 204v-38l-20 38z",
	    x + 6, x);
	tt_pen_shape(p, 0xb5533a, "M%d 207h70l-12 14h-46z", x - 28);
	tt_pen_shape(p, 0xf7fbfa, "M0 278c60-14 110 10 170 0s120-8 180 2 120-12"
	    " 180-2 80 4 110-2v24H0z");
	tt_pen_shape(p, 0xf0d9ac, "M0 288c60-12 110 10 170 0s120-8 180 2 120-12"
	    " 180-2 80 4 110-2v200H0z");
	tt_pen_shape(p, 0xe6c88f, "M0 400c160-26 360 18 640-14v100H0z");
	if (with_cabins)
		cabins(p, tt_pen_chance(p, 50) ? 16 : 380, 330);
	else
		for (i = 0; i < 7; i++)
			tt_pen_card(p, tt_pen_dark(0x7d5a40, i * 3), 420 + i *
			    24, 224 + i * 16, 15, 64 + i * 5, 4);
	x = tt_pen_between(p, 230, 340);
	anyone(p, x, 436, tt_pen_between(p, 108, 124));
	tt_draw_ball(p, x > 285 ? 110 : 500, 424, 19);
	tt_pen_shape(p, 0xfdf3df, "M%d 452c-4-14 24-14 20 0z", x > 285 ? 210
	    : 420);
	tt_pen_line(p, 0x2f7a5a, 4, "M30 420q-8-26-16-30M36 420v-40M42 420q8-24"
	    " 18-28");
}
