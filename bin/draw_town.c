#include "draw_scene.h"

static const uint32_t bricks[] = { 0xc9654a, 0xe6b878, 0xf0e2cb, 0xd98a5b,
    0xb5533a, 0xf3dfc0, 0xcfd9cf, 0xe9c3a0 };

static void
pane(struct tt_pen *p, int x, int y, int w, int h)
{
	if (tt_pen_chance(p, p->lit > 30 ? 70 : 35))
		tt_draw_glow(p, x, y, w, h);
	else
		tt_pen_box(p, 0x4f7480, x, y, w, h);
}

/* A house of 130 to 150 wide with a stepped, bell-shaped or plain gable. */
static void
gable(struct tt_pen *p, int x, int w, int foot)
{
	static const uint32_t doors[] = { 0x0b6b53, 0x24424e, 0xb5533a,
	    0xf4b860, 0x3f7f9c };
	uint32_t c = TT_ANY_OF(p, bricks);
	int top = tt_pen_between(p, 150, 190), kind = tt_pen_pick(p, 3), i;
	int s = w / 9;

	tt_pen_box(p, c, x, top, w, foot - top);
	if (kind == 0)
		for (i = 1; i < 4; i++)
			tt_pen_box(p, c, x + i * s, top - i * 28,
			    w - 2 * i * s, 29);
	else if (kind == 1)
		tt_pen_shape(p, c, "M%d %dc0-40 24-24 36-66 6-26 %d-26 %d 0 12 "
		    "42 36 26 36 66z", x, top + 1, w - 78, w - 72);
	else
		tt_pen_shape(p, tt_pen_dark(0x7a3f2c, 15),
		    "M%d %dl%d-74 %d 74z", x - 6, top + 1, w / 2 + 6,
		    w / 2 + 6);
	tt_pen_shape(p, 0xfdf3df, "M%d %dh38v52h-38zM%d %dh38v52h-38zM%d %dh46v"
	    "60h-46z", x + 16, top + 24, x + w - 54, top + 24, x + 14,
	    foot - 108);
	pane(p, x + 21, top + 29, 28, 42);
	pane(p, x + w - 49, top + 29, 28, 42);
	pane(p, x + 19, foot - 103, 36, 50);
	if (kind != 2) {
		tt_pen_box(p, 0xfdf3df, x + w / 2 - 17, top - 46, 34, 42);
		pane(p, x + w / 2 - 12, top - 41, 24, 32);
	}
	tt_pen_shape(p, TT_ANY_OF(p, doors), "M%d %dv-84c0-22 44-22 44 0v84z",
	    x + w - 60, foot);
	tt_pen_round(p, 0xf4b860, x + w - 24, foot - 42, 4);
}

static void
bicycle(struct tt_pen *p, int x, int y)
{
	uint32_t c = tt_draw_collar(p);

	tt_pen_line(p, 0x24302f, 5, "M%d %da26 26 0 1 0 52 0a26 26 0 1 0-52 0M%"
	    "d %da26 26 0 1 0 52 0a26 26 0 1 0-52 0", x, y - 28, x + 92, y -
	    28);
	tt_pen_line(p, c, 6, "M%d %dl28-42h52l12 42M%d %dl24 34 34-36", x + 26,
	    y - 28, x + 48, y - 62);
	tt_pen_line(p, 0x24302f, 6, "M%d %dh22M%d %dl-6-18h-16", x + 40, y - 76,
	    x + 108, y - 70);
	tt_pen_card(p, 0xd9a066, x + 112, y - 80, 38, 26, 5);
}

void
tt_scene_street(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	int x, w;

	tt_draw_sky(p, &d, 170);
	for (x = -20; x < 640; x += w + 2) {
		w = tt_pen_between(p, 134, 148);
		gable(p, x, w, 376);
	}
	tt_pen_box(p, 0x8f7a68, 0, 366, 640, 10);
	tt_pen_box(p, d.season == TT_WINTER ? 0xe6eef0 : 0xcdbfa8, 0, 374, 640,
	    110);
	tt_pen_box(p, d.season == TT_WINTER ? 0xf7fbfa : 0xe0d5c0, 0, 374, 640,
	    16);
	tt_pen_line(p, 0xb9aa92, 3, "M40 412h50M150 440h60M320 416h44M560 414h4"
	    "6M250 466h40");
	if (tt_pen_chance(p, 50))
		bicycle(p, tt_pen_between(p, 420, 460), 392);
	else
		tt_draw_tree(p, &d, 0, 560, 396, 190);
	x = tt_pen_between(p, 130, 220);
	if (tt_pen_chance(p, 60)) {
		tt_draw_walk(p, x, 452, 132);
		return;
	}
	tt_draw_shadow(p, x + 60, 452, 180);
	tt_pen_place(p, x + 60, 452, 108, 0);
	tt_draw_dog(p, TT_SITTING, TT_HAPPY);
	tt_pen_back(p);
}

static void
mill(struct tt_pen *p, int x, int y)
{
	tt_pen_shape(p, 0x9c5a40, "M%d %dl18-96h44l18 96z", x - 40, y);
	tt_pen_shape(p, 0x4a3a34, "M%d %dc0-30 52-30 52 0z", x - 26, y - 94);
	tt_pen_line(p, 0xfdf3df, 6, "M%d %dl62-62M%d %dl-62-62M%d %dl62 62M%d %"
	    "dl-62 62", x, y - 104, x, y - 104, x, y - 104, x, y - 104);
	tt_pen_round(p, 0x4a3a34, x, y - 104, 7);
	tt_pen_shape(p, 0x3a2a24, "M%d %dv-26c0-10 20-10 20 0v26z", x - 10, y);
}

static void
cow(struct tt_pen *p, int x, int y)
{
	tt_pen_box(p, 0xe9dcc6, x, y - 12, 6, 14);
	tt_pen_box(p, 0xe9dcc6, x + 32, y - 12, 6, 14);
	tt_pen_card(p, 0xfdf6e8, x - 2, y - 32, 44, 24, 9);
	tt_pen_round(p, 0x4a3a34, x + 12, y - 22, 8);
	tt_pen_card(p, 0xfdf6e8, x + 36, y - 38, 18, 16, 6);
	tt_pen_round(p, 0x4a3a34, x + 30, y - 14, 5);
}

/* Along the water, with poplars and a mill. */
void
tt_scene_dike(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	int i, x = tt_pen_between(p, 420, 540);

	tt_draw_sky(p, &d, 230);
	tt_pen_box(p, d.far, 0, 226, 640, 80);
	for (i = 0; i < 8; i++)
		tt_draw_tree(p, &d, 1, i * 44 + 14, 236, 110);
	mill(p, x, 250);
	tt_pen_shape(p, d.near, "M0 240c200-14 440-14 640 0v60H0z");
	if (d.season != TT_WINTER) {
		cow(p, 90, 268);
		cow(p, x > 480 ? 330 : 560, 262);
	}
	tt_pen_shape(p, d.season == TT_WINTER ? 0xd3e3ea : 0x86c0d0,
	    "M0 290c200-18 440 12 640-6v70c-200 40-400 20-640 50z");
	tt_pen_line(p, 0xdff1f2, 4, "M60 320h70M200 340h46M380 318h80M520 336h5"
	    "0M30 366h50");
	tt_pen_shape(p, d.grass, "M0 400c180-60 420-20 640-64v160H0z");
	tt_pen_line(p, tt_pen_dark(d.grass, 25), 5, "M20 404q-4-40-14-56M30 402"
	    "q2-40 12-60M44 398q8-30 20-40M596 350q-4-40-12-54M608 348q4-36 "
	    "14-50");
	tt_pen_line(p, 0x7d4a2a, 9, "M42 342v-18M584 296v-16");
	tt_draw_flowers(p, &d, 430, 440, 6);
	if (tt_pen_chance(p, 50)) {
		tt_draw_walk(p, 220, 436, 140);
		return;
	}
	tt_draw_shadow(p, 260, 436, 190);
	tt_pen_place(p, 260, 436, 116, 0);
	tt_draw_dog(p, TT_SITTING, TT_HAPPY);
	tt_pen_back(p);
}

static void
mesh(struct tt_pen *p, int x, int y, int w, int h)
{
	int i;

	/* four wires at a time, there and back, so that they need few bytes */
	p->alpha = 55;
	for (i = 0; i + 74 <= w; i += 74)
		tt_pen_line(p, 0xfdf3df, 2, "M%d %dv%dm18 0v-%dm18 0v%dm18 0v-%"
		    "d", x + i, y, h, h, h, h);
	for (i = 0; i + 53 <= h; i += 53)
		tt_pen_line(p, 0xfdf3df, 2, "M%d %dh%dm0 18h-%dm0 18h%d", x,
		    y + i, w, w, w);
	p->alpha = 100;
}

static void
hutch(struct tt_pen *p, int x, int y)
{
	static const uint32_t paints[] = { 0xd9a066, 0x7fae9c, 0xc9654a,
	    0xf0e2cb, 0x6f93a8 };
	uint32_t c = TT_ANY_OF(p, paints);

	tt_pen_shape(p, tt_pen_dark(c, 30), "M%d %dh18v42h-18zm214 0h18v42h-18"
	    "z", x + 14, y - 40);
	tt_pen_box(p, c, x, y - 170, 260, 138);
	tt_pen_box(p, 0x4a3a30, x + 14, y - 154, 148, 106);
	tt_pen_box(p, 0xe6c878, x + 14, y - 66, 148, 18);
	tt_pen_place(p, x + 88, y - 52, 62, 0);
	tt_rabbit_sit(p, tt_small_any(p));
	tt_pen_back(p);
	mesh(p, x + 14, y - 154, 148, 106);
	tt_pen_box(p, tt_pen_dark(c, 12), x + 176, y - 154, 70, 106);
	tt_pen_shape(p, 0x3a2a24, "M%d %dv-44c0-24 40-24 40 0v44z", x + 191,
	    y - 48);
	tt_pen_shape(p, 0x8f4630, "M%d %dh296l-14-30H%dz", x - 18, y - 166,
	    x - 4);
	tt_pen_shape(p, tt_pen_dark(c, 30), "M%d %dl-34 50h56l14-50z", x + 206,
	    y - 48);
}

static void
carrot(struct tt_pen *p, int x, int y)
{
	tt_pen_line(p, 0x2b8a57, 4, "M%d %dl-12-12M%d %dl-16 0M%d %dl-6-16", x,
	    y, x, y, x, y);
	tt_pen_shape(p, 0xee8a3a, "M%d %dc10-12 22-6 40 20-30-2-46-6-40-20z", x
	    - 2, y - 2);
}

void
tt_scene_hutch(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	bool left = tt_pen_chance(p, 50);
	int x = left ? 50 : 330, i;

	tt_draw_sky(p, &d, 220);
	tt_pen_shape(p, d.far, "M0 220c140-60 300-50 420-20 90-20 160-20 220 0v"
	    "200H0z");
	tt_draw_tree(p, &d, tt_pen_pick(p, 4), left ? 470 : 120, 300, 240);
	tt_draw_tree(p, &d, 1, left ? 590 : 40, 300, 170);
	tt_pen_shape(p, d.grass, "M0 300c200-20 440-20 640 0v190H0z");
	hutch(p, x, 366);
	tt_draw_bush(p, &d, left ? 460 : 20, 330, 140);
	tt_draw_flowers(p, &d, left ? 350 : 40, 350, 5);
	for (i = 0; i < 2; i++) {
		tt_pen_place(p, (left ? 400 : 130) + i * 130,
		    424 + i * 14, i == 0 ? 100 : -84, 0);
		tt_rabbit_sit(p, tt_small_any(p));
		tt_pen_back(p);
	}
	carrot(p, left ? 250 : 420, 430);
	carrot(p, left ? 300 : 480, 444);
}

static void
coop(struct tt_pen *p, int x, int y)
{
	static const uint32_t paints[] = { 0xb5533a, 0x3f7f74, 0xd9a066,
	    0x5b7f9c, 0xe0c07a };
	uint32_t c = TT_ANY_OF(p, paints);

	tt_pen_box(p, c, x, y - 150, 190, 150);
	tt_pen_shape(p, tt_pen_dark(0x6b4a38, 10), "M%d %dl110-84 110 84z",
	    x - 15, y - 146);
	tt_pen_line(p, tt_pen_dark(c, 16), 4, "M%d %dv150M%d %dv150M%d %dv150",
	    x + 48, y - 150, x + 95, y - 150, x + 142, y - 150);
	tt_pen_shape(p, 0x3a2a24, "M%d %dv-54c0-28 52-28 52 0v54z", x + 70, y -
	    24);
	tt_pen_round(p, 0xfdf3df, x + 95, y - 166, 17);
	tt_pen_round(p, 0x4f7480, x + 95, y - 166, 11);
	tt_pen_shape(p, 0xd9a066, "M%d %dl-44 40h36l48-40z", x + 76, y - 26);
}

void
tt_scene_hens(struct tt_pen *p)
{
	static const uint32_t coats[][2] = { { 0xfdf6e8, 0xf1e3cc },
	    { 0xc0753e, 0xa25c2b }, { 0x55504c, 0x3d3936 },
	    { 0xe0b277, 0xc8955a } };
	struct tt_day d = tt_day_any(p);
	bool left = tt_pen_chance(p, 50);
	int i, k, size;

	tt_draw_sky(p, &d, 220);
	tt_pen_shape(p, d.far, "M0 230c160-60 320-40 440-20 80-10 150-10 200 0v"
	    "200H0z");
	tt_draw_tree(p, &d, 0, left ? 520 : 110, 310, 250);
	tt_pen_shape(p, d.grass, "M0 296c200-18 440-18 640 0v190H0z");
	coop(p, left ? 60 : 390, 350);
	for (i = 0; i < 6; i++)
		tt_pen_line(p, 0xb87440, 8, "M%d 352v-62", (left ? 300 : 20)
		    + i * 62);
	tt_pen_line(p, 0xb87440, 6, "M%d 304h310M%d 330h310",
	    left ? 300 : 20, left ? 300 : 20);
	tt_pen_shape(p, 0xd9c08f, "M60 430c100-40 420-40 520 0 20 40-540 40-520"
	    " 0z");
	for (i = 0; i < 3; i++) {
		k = tt_pen_pick(p, TT_COUNT(coats));
		size = tt_pen_between(p, 68, 90);
		tt_pen_place(p, 150 + i * 160, 436 + (i % 2) * 16,
		    (i + left) % 2 ? -size : size, 0);
		tt_hen_stand(p, coats[k][0], coats[k][1]);
		tt_pen_back(p);
	}
	tt_pen_line(p, 0xf7d35e, 5, "M250 452v0M272 458v0M296 450v0M408 456v0M4"
	    "30 450v0M236 462v0");
	tt_draw_flowers(p, &d, left ? 20 : 530, 400, 4);
}
