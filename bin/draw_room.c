#include "draw_scene.h"

/* A room: what is painted, laid and sewn goes together. */
struct room {
	uint32_t wall, low, floor, cloth, accent, wood;
};

static struct room
any_room(struct tt_pen *p)
{
	static const struct room rooms[] = {
		{ 0xf1e2c6, 0xe6d0a8, 0xc99a68, 0x0f8f78, 0xe06d52, 0x8a5a36 },
		{ 0xdfeee6, 0xc7e0d3, 0xd9b489, 0xd98a5b, 0x24424e, 0xa8703f },
		{ 0xf6d9cc, 0xefc3b0, 0xb98a5e, 0x3f6f7f, 0xf4b860, 0x7d4a2a },
		{ 0xe5dff0, 0xd3c9e4, 0xcfa878, 0x7a5fa0, 0xf4b860, 0x8a5a36 },
		{ 0xd8e8ef, 0xbfd8e4, 0xd0a97a, 0xe8c48a, 0xb5533a, 0x6f4a34 },
		{ 0xf5e8c8, 0xe9d39a, 0xa97c54, 0xb5533a, 0x0b6b53, 0x6f4a34 },
		{ 0x2f5d50, 0x264c42, 0xc79a6a, 0xe9b44c, 0xf3dfc0, 0xa8703f },
		{ 0x35506b, 0x2b4259, 0xb98a5e, 0xd9765a, 0xf4d9a8, 0x8a5a36 },
		{ 0xf4efe6, 0xe4dccd, 0xd9b98f, 0x8fae8f, 0xd98a5b, 0xb98a5e },
	};

	return rooms[tt_pen_pick(p, TT_COUNT(rooms))];
}

/* Walls and floor; the floor starts at y. */
static void
shell(struct tt_pen *p, const struct room *r, int y)
{
	int i;

	tt_pen_box(p, r->wall, 0, 0, 640, 480);
	if (tt_pen_chance(p, 40))
		tt_pen_box(p, r->low, 0, y - 110, 640, 110);
	tt_pen_box(p, tt_pen_pale(r->wall, 55), 0, y - 14, 640, 14);
	tt_pen_box(p, r->floor, 0, y, 640, 480 - y);
	for (i = 0; i < 3; i++)
		tt_pen_line(p, tt_pen_dark(r->floor, 12), 3, "M0 %dh640M%d %dv%"
		    "d", y + 28 + i * 36, tt_pen_between(p, 40, 600), y + i *
		    32, 28);
}

/* A window onto any hour and season. Indoors, an evening is warm. */
static void
window(struct tt_pen *p, int x, int y, int w, int h)
{
	struct tt_day d = tt_day_any(p);
	uint32_t frame = 0xfdf8ee;

	tt_pen_box(p, frame, x - 10, y - 10, w + 20, h + 20);
	tt_pen_box(p, d.sky, x, y, w, h);
	tt_pen_round(p, d.sun, x + w * 3 / 4, y + h / 4, h / 8);
	tt_pen_shape(p, d.far, "M%d %dc%d-40 %d-30 %d-10s%d-10 %d 0v%dh%dz", x,
	    y + h * 2 / 3, w / 6, w / 3, w / 2, w / 3, w / 2, h / 3, -w);
	tt_pen_round(p, d.leaf, x + w / 4, y + h * 3 / 5, h / 6);
	tt_pen_line(p, d.bark, 5, "M%d %dv%d", x + w / 4, y + h * 3 / 5,
	    h / 4);
	tt_pen_shape(p, d.grass, "M%d %dq%d -16 %d 0v%dh%dz", x, y + h * 5 / 6,
	    w / 2, w, h / 6, -w);
	tt_pen_box(p, frame, x + w / 2 - 4, y, 8, h);
	tt_pen_box(p, frame, x, y + h / 3, w, 7);
	tt_pen_box(p, tt_pen_dark(frame, 12), x - 18, y + h + 8, w + 36, 9);
	if (d.hour == TT_DUSK) {
		p->light = 0xd98a3c;
		p->lit = 10;
	}
}

static void
curtains(struct tt_pen *p, uint32_t c, int x, int y, int w, int h)
{
	tt_pen_line(p, 0x7d4a2a, 7, "M%d %dh%d", x - 34, y - 24, w + 68);
	tt_pen_shape(p, c, "M%d %dh52c2 %d-14 %d-10 %dh-46z", x - 30, y - 22,
	    h / 3, h / 2, h + 50);
	tt_pen_shape(p, c, "M%d %dh-52c-2 %d 14 %d 10 %dh46z", x + w + 30,
	    y - 22, h / 3, h / 2, h + 50);
}

static void
picture(struct tt_pen *p, const struct room *r, int x, int y, int w, int h)
{
	tt_pen_box(p, r->wood, x, y, w, h);
	tt_pen_box(p, 0xfdf6e8, x + 6, y + 6, w - 12, h - 12);
	switch (tt_pen_pick(p, 3)) {
	case 0:
		tt_pen_shape(p, r->accent, "M%d %dl%d%d %d %dz", x + 10,
		    y + h - 12, w / 2 - 10, -h / 2, w / 2 - 10, h / 2);
		tt_pen_round(p, 0xf4b860, x + w * 2 / 3, y + h / 3, h / 9);
		break;
	case 1:
		/* a paw */
		tt_pen_oval(p, r->cloth, x + w / 2, y + h * 3 / 5, w / 6,
		    h / 8);
		tt_pen_round(p, r->cloth, x + w / 3, y + h * 2 / 5, w / 14);
		tt_pen_round(p, r->cloth, x + w / 2, y + h / 3, w / 14);
		tt_pen_round(p, r->cloth, x + w * 2 / 3, y + h * 2 / 5, w / 14);
		break;
	default:
		tt_pen_round(p, r->accent, x + w / 2, y + h / 2, h / 5);
		tt_pen_line(p, r->cloth, 5, "M%d %dv%d", x + w / 2, y + h / 2,
		    h / 3);
	}
}

static void
plant(struct tt_pen *p, int x, int y)
{
	static const uint32_t pots[] = { 0xc9654a, 0xfdf3df, 0x24424e, 0xf4b860,
	    0x7fae9c };
	uint32_t g = tt_pen_chance(p, 50) ? 0x0f8f78 : 0x3f9a5c;

	switch (tt_pen_pick(p, 3)) {
	case 0:
		tt_pen_line(p, g, 13, "M%d %dq-6-60-40-84M%d %dq0-70 4-112M%d %"
		    "dq8-60 44-76M%d %dq-2-30-50-36", x, y - 40, x, y - 40, x,
		    y - 40, x, y - 44);
		break;
	case 1:
		tt_pen_line(p, tt_pen_dark(g, 20), 4, "M%d %dv-70M%d %dl-34-50M"
		    "%d %dl36-54", x, y - 40, x, y - 50, x, y - 54);
		tt_pen_shape(p, g, "M%d %dc-30-6-34-40 0-56 34 16 30 50 0 56zM%"
		    "d %dc-34 4-46-24-26-48 28 4 40 28 26 48zM%d %dc34 4 46-24 "
		    "26-48-28 4-40 28-26 48z", x, y - 100, x - 22, y - 82,
		    x + 24, y - 84);
		break;
	default:
		tt_pen_round(p, g, x, y - 84, 34);
		tt_pen_round(p, tt_pen_pale(g, 15), x - 22, y - 66, 24);
		tt_pen_round(p, tt_pen_dark(g, 10), x + 24, y - 62, 24);
	}
	tt_pen_shape(p, TT_ANY_OF(p, pots), "M%d %dh60l-8 48h-44z", x - 30,
	    y - 48);
}

static void
lamp(struct tt_pen *p, const struct room *r, int x, int foot)
{
	tt_pen_line(p, 0x3a3430, 6, "M%d %dV190", x, foot);
	tt_pen_oval(p, 0x3a3430, x, foot, 30, 6);
	p->alpha = 28;
	tt_pen_round(p, 0xffe2a0, x, 176, 92);
	p->alpha = 100;
	tt_pen_shape(p, tt_pen_pale(r->accent, 30), "M%d 206l18-66h40l18 66z",
	    x - 38);
}

static void
hanging_lamp(struct tt_pen *p, const struct room *r, int x, int y)
{
	tt_pen_line(p, 0x3a3430, 4, "M%d 0v%d", x, y - 30);
	p->alpha = 28;
	tt_pen_round(p, 0xffe2a0, x, y + 6, 76);
	p->alpha = 100;
	tt_pen_shape(p, r->accent, "M%d %dc0-46 84-46 84 0z", x - 42, y);
	tt_pen_oval(p, 0xffe9b8, x, y, 22, 6);
}

static void
rug(struct tt_pen *p, const struct room *r, int x, int y, int w)
{
	uint32_t c = tt_pen_pale(r->accent, 35);

	if (tt_pen_chance(p, 50)) {
		tt_pen_oval(p, c, x, y, w / 2, w / 9);
		tt_pen_oval(p, tt_pen_pale(c, 40), x, y, w * 2 / 5, w / 12);
		tt_pen_oval(p, c, x, y, w * 3 / 10, w / 17);
		return;
	}
	tt_pen_shape(p, c, "M%d %dh%dl30 60h%dz", x - w / 2 + 30, y - 30,
	    w - 60, -w);
	tt_pen_line(p, tt_pen_pale(c, 60), 7, "M%d %dh%dM%d %dh%d", x - w / 2 +
	    38, y - 14, w - 76, x - w / 2 + 22, y + 16, w - 44);
}

static void
sofa(struct tt_pen *p, const struct room *r, int x, int y, int w)
{
	uint32_t c = r->cloth, d = tt_pen_dark(c, 16);
	int round = tt_pen_chance(p, 50) ? 34 : 12, half = w / 2 - 44;

	tt_pen_box(p, r->wood, x + 26, y - 14, 14, 22);
	tt_pen_box(p, r->wood, x + w - 40, y - 14, 14, 22);
	tt_pen_card(p, d, x + 18, y - 164, w - 36, 140, round);
	tt_pen_card(p, tt_pen_pale(c, 8), x + 36, y - 148, half, 90, 14);
	tt_pen_card(p, tt_pen_pale(c, 8), x + 44 + half, y - 148, half, 90, 14);
	tt_pen_card(p, c, x + 30, y - 78, w - 60, 36, 12);
	tt_pen_card(p, d, x + 18, y - 46, w - 36, 36, 8);
	tt_pen_card(p, c, x, y - 112, 44, 102, 20);
	tt_pen_card(p, c, x + w - 44, y - 112, 44, 102, 20);
}

static void
cushion(struct tt_pen *p, uint32_t c, int x, int y, int turn)
{
	tt_pen_place(p, x, y, 100, turn);
	tt_pen_card(p, c, -29, -29, 58, 58, 12);
	tt_pen_line(p, tt_pen_pale(c, 45), 4, "M-15-15v30M0-15v30M15-15v30");
	tt_pen_back(p);
}

/* Who is on the sofa or the rug. */
static void
resting(struct tt_pen *p, int x, int y, int scale)
{
	int what = tt_pen_pick(p, 8);
	int side = tt_pen_chance(p, 50) ? scale : -scale;

	tt_pen_place(p, x, y, what < 4 ? scale : side, 0);
	if (what < 3)
		tt_draw_dog(p, TT_SITTING, what ? TT_HAPPY : TT_AWAKE);
	else if (what < 6)
		tt_draw_dog(p, TT_LYING, what == 5 ? TT_ASLEEP : TT_AWAKE);
	else if (what == 6)
		tt_cat_sleep(p, tt_cat_any(p));
	else
		tt_cat_sit(p, tt_cat_any(p));
	tt_pen_back(p);
}

void
tt_scene_living(struct tt_pen *p)
{
	struct room r = any_room(p);
	bool left = tt_pen_chance(p, 50), on_rug = tt_pen_chance(p, 45);
	int x = left ? 60 : 190, w = tt_pen_between(p, 350, 390);

	shell(p, &r, 350);
	if (tt_pen_chance(p, 60)) {
		window(p, left ? 450 : 46, 70, 140, 150);
		curtains(p, r.accent, left ? 450 : 46, 70, 140, 150);
	} else {
		picture(p, &r, left ? 480 : 60, 90, 96, 118);
	}
	picture(p, &r, x + 60, 62, 84, 66);
	if (tt_pen_chance(p, 60))
		picture(p, &r, x + 176, 54, 66, 84);
	lamp(p, &r, left ? 40 : 604, 352);
	sofa(p, &r, x, 366, w);
	cushion(p, r.accent, x + 78, 266, -12);
	if (tt_pen_chance(p, 60))
		cushion(p, tt_pen_pale(r.accent, 50), x + w - 84, 268, 14);
	rug(p, &r, 320, 430, 430);
	plant(p, left ? 560 : 90, 386);
	if (on_rug) {
		tt_pen_place(p, x + w / 2 + 20, 292, 72, 0);
		tt_cat_sleep(p, tt_cat_any(p));
		tt_pen_back(p);
		resting(p, left ? 250 : 340, 446, 100);
	} else {
		resting(p, x + w / 2, 292, 98);
		tt_draw_ball(p, left ? 470 : 190, 436, 15);
	}
}

void
tt_scene_sill(struct tt_pen *p)
{
	struct room r = any_room(p);
	int x = tt_pen_between(p, 150, 190), w = 320;

	shell(p, &r, 440);
	window(p, x, 60, w, 264);
	if (tt_pen_chance(p, 70))
		curtains(p, r.cloth, x, 60, w, 250);
	tt_pen_box(p, 0xfffaf0, x - 50, 332, w + 100, 18);
	tt_pen_box(p, 0xe9dcc6, x - 50, 350, w + 100, 8);
	tt_pen_card(p, tt_pen_pale(r.wall, 40), x - 20, 378, w + 40, 72, 6);
	tt_pen_line(p, tt_pen_dark(r.wall, 14), 6, "M%d 390v50M%d 390v50M%d 390"
	    "v50M%d 390v50M%d 390v50M%d 390v50", x + 10, x + 70, x + 130,
	    x + 190, x + 250, x + 310);
	plant(p, x + 16, 334);
	tt_pen_place(p, x + tt_pen_between(p, 130, 180), 336, 108, 0);
	if (tt_pen_chance(p, 60))
		tt_cat_away(p, tt_cat_any(p));
	else
		tt_cat_sit(p, tt_cat_any(p));
	tt_pen_back(p);
	if (tt_pen_chance(p, 40)) {
		tt_pen_place(p, x + w - 20, 334, 62, 0);
		tt_cat_sleep(p, tt_cat_any(p));
		tt_pen_back(p);
	} else {
		tt_pen_card(p, r.accent, x + w - 46, 290, 40, 44, 6);
		tt_pen_line(p, r.accent, 7, "M%d 300c20 0 20 22 0 22", x + w -
		    6);
		tt_pen_line(p, 0xfffefb, 4, "M%d 280q-8-10 0-20t0-18M%d 280q-8-"
		    "10 0-20", x + w - 34, x + w - 18);
	}
}

static void
cupboards(struct tt_pen *p, const struct room *r)
{
	uint32_t front = tt_pen_mix(r->cloth, r->wall, 25);
	int i;

	tt_pen_box(p, front, 0, 266, 640, 108);
	for (i = 0; i < 2; i++)
		tt_pen_line(p, i == 0 ? tt_pen_dark(front, 35) : 0xf4d9a0,
		    i == 0 ? 4 : 12, i == 0
		    ? "M130 268v104m126-104v104m126-104v104m126-104v104"
		    : "M112 290v0m126 0v0m126 0v0m126 0v0m126 0v0");
	tt_pen_box(p, 0xf6ecdb, 0, 248, 640, 20);
	tt_pen_box(p, tt_pen_dark(r->cloth, 30), 0, 372, 640, 14);
}

static void
shelf(struct tt_pen *p, const struct room *r, int x, int y)
{
	static const uint32_t things[] = { 0xe06d52, 0xf4b860, 0x0f9f86,
	    0xfdf3df, 0x3f7f9c };
	int i, h;

	tt_pen_box(p, r->wood, x, y, 190, 10);
	for (i = 0; i < 5; i++) {
		h = tt_pen_between(p, 24, 48);
		tt_pen_card(p, TT_ANY_OF(p, things), x + 10 + i * 36, y - h, 26,
		    h, i % 2 ? 11 : 3);
	}
}

static void
bowl(struct tt_pen *p, uint32_t c, int x, int y, bool full)
{
	if (full)
		tt_pen_shape(p, 0xb0713c, "M%d %dc6-26 64-26 70 0z", x + 10,
		    y - 30);
	else
		tt_pen_oval(p, 0xbfe3ee, x + 45, y - 31, 38, 7);
	tt_pen_shape(p, c, "M%d %dh90l-10 34h-70z", x, y - 32);
}

void
tt_scene_kitchen(struct tt_pen *p)
{
	struct room r = any_room(p);
	bool left = tt_pen_chance(p, 50);
	int who = left ? 190 : 430;

	shell(p, &r, 384);
	tt_pen_box(p, tt_pen_pale(r.wall, 28), 0, 196, 640, 52);
	tt_pen_line(p, tt_pen_pale(r.wall, 60), 3, "M0 222h640M0 196h640M54 196"
	    "v52m54-52v52m54-52v52m54-52v52m54-52v52m54-52v52m54-52v52m54-52v5"
	    "2m54-52v52m54-52v52m54-52v52");
	if (tt_pen_chance(p, 65))
		window(p, left ? 380 : 110, 50, 150, 128);
	else
		shelf(p, &r, left ? 380 : 90, 130);
	shelf(p, &r, left ? 100 : 390, 150);
	hanging_lamp(p, &r, left ? 250 : 350, 96);
	cupboards(p, &r);
	plant(p, left ? 590 : 60, 250);
	tt_pen_card(p, 0xe06d52, left ? 440 : 180, 206, 60, 42, 8);
	tt_pen_line(p, 0x3a3430, 6, "M%d 206h30", left ? 455 : 195);
	tt_pen_place(p, who, 452, tt_pen_between(p, 104, 116), 0);
	if (tt_pen_chance(p, 65))
		tt_draw_dog(p, TT_SITTING, TT_HAPPY);
	else
		tt_cat_sit(p, tt_cat_any(p));
	tt_pen_back(p);
	bowl(p, tt_draw_collar(p), left ? 310 : 230, 456, true);
	bowl(p, tt_draw_collar(p), left ? 420 : 120, 456, false);
	if (tt_pen_chance(p, 40)) {
		tt_pen_place(p, left ? 570 : 60, 446, 66, 0);
		tt_cat_sit(p, tt_cat_any(p));
		tt_pen_back(p);
	}
}
