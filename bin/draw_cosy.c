#include "draw_scene.h"

static const uint32_t walls[] = { 0x2f5d50, 0xf1e2c6, 0xc9654a, 0x35506b,
    0xe9c9a8, 0xdfeee6, 0x6d5a7a, 0xf4efe6 };
static const uint32_t cloths[] = { 0xe06d52, 0x0f8f78, 0xf4b860, 0x7a5fa0,
    0x3f7f9c, 0xb5533a };

static void
basket(struct tt_pen *p, int x, int y)
{
	static const uint32_t wicker[] = { 0xb87440, 0xd9a066, 0x8f9a8f,
	    0x7a5a78 };
	uint32_t c = TT_ANY_OF(p, wicker);

	tt_pen_oval(p, tt_pen_dark(c, 35), x, y - 62, 140, 34);
	tt_pen_oval(p, tt_pen_pale(TT_ANY_OF(p, cloths), 40), x, y - 52, 126,
	    28);
}

/* The front of the basket, over the sleeper. */
static void
basket_front(struct tt_pen *p, int x, int y, uint32_t c)
{
	tt_pen_shape(p, c, "M%d %dc10 40 270 40 280 0l-10 52c-20 24-240 24-260 "
	    "0z", x - 140, y - 62);
	tt_pen_line(p, tt_pen_dark(c, 16), 4, "M%d %dc40 22 200 22 250 0M%d %dc"
	    "40 20 190 20 240 0", x - 125, y - 30, x - 120, y - 12);
}

static void
stove(struct tt_pen *p, int x, int y)
{
	tt_pen_box(p, 0x2b2f34, x + 54, 0, 32, y - 170);
	tt_pen_card(p, 0x3a3f45, x, y - 190, 140, 176, 12);
	tt_pen_line(p, 0x2b2f34, 12, "M%d %dv14M%d %dv14", x + 18, y - 14,
	    x + 122, y - 14);
	tt_pen_card(p, 0xf2a04a, x + 20, y - 164, 100, 84, 10);
	tt_pen_shape(p, 0xe8622f, "M%d %dc-26 0-34-26-12-46 2 12 10 12 12 4 2-1"
	    "6 14-22 18-34 16 20 34 48 10 70-6 6-16 6-28 6z", x + 68, y - 82);
	tt_pen_shape(p, 0xffe08a, "M%d %dc-14 0-14-16-4-26 4 6 8 2 10-10 12 14 "
	    "16 36-6 36z", x + 70, y - 82);
	tt_pen_card(p, 0x2b2f34, x + 28, y - 66, 84, 10, 5);
	p->alpha = 18;
	tt_pen_round(p, 0xffc468, x + 70, y - 120, 170);
	p->alpha = 100;
}

static void
logs(struct tt_pen *p, int x, int y)
{
	int i;

	for (i = 0; i < 5; i++) {
		int at = x + (i < 3 ? i * 40 : 20 + (i - 3) * 40);
		int up = i < 3 ? 20 : 54;

		tt_pen_round(p, 0x8a5a36, at, y - up, 20);
		tt_pen_round(p, 0xe6c79a, at, y - up, 15);
		tt_pen_round(p, 0xc99a68, at, y - up, 7);
	}
}

static void
books(struct tt_pen *p, int x, int y)
{
	int i, h, w, at = x + 8;

	tt_pen_box(p, 0x8a5a36, x, y, 200, 10);
	for (i = 0; i < 8; i++, at += w + 2) {
		h = tt_pen_between(p, 36, 58);
		w = tt_pen_between(p, 14, 24);
		tt_pen_box(p, TT_ANY_OF(p, cloths), at, y - h, w, h);
	}
}

static void
floor_of(struct tt_pen *p, int y)
{
	static const uint32_t floors[] = { 0xc99a68, 0xb98a5e, 0xd9b489,
	    0x9c7450, 0xcbb8a0 };
	uint32_t c = TT_ANY_OF(p, floors);

	tt_pen_box(p, c, 0, y, 640, 480 - y);
	tt_pen_line(p, tt_pen_dark(c, 12), 3, "M0 %dh640M0 %dh640M120 %dv34M430"
	    " %dv40M270 %dv40", y + 34, y + 74, y, y + 34, y + 74);
}

void
tt_scene_stove(struct tt_pen *p)
{
	uint32_t wall = TT_ANY_OF(p, walls);
	bool left = tt_pen_chance(p, 50), cat = tt_pen_chance(p, 35);
	int x = left ? 60 : 440, bed = left ? 400 : 240;
	uint32_t wicker = tt_pen_chance(p, 50) ? 0xb87440 : 0xd9a066;

	p->light = 0xe88a3c;
	p->lit = 12;
	tt_pen_box(p, wall, 0, 0, 640, 480);
	tt_pen_box(p, tt_pen_pale(wall, 40), 0, 346, 640, 14);
	floor_of(p, 358);
	books(p, left ? 340 : 90, 150);
	if (tt_pen_chance(p, 60))
		books(p, left ? 340 : 90, 232);
	tt_pen_box(p, tt_pen_dark(0x9c8a78, 10), x - 30, 372, 200, 16);
	stove(p, x, 376);
	logs(p, left ? 250 : 310, 374);
	tt_pen_oval(p, tt_pen_pale(TT_ANY_OF(p, cloths), 30), bed, 440, 220,
	    34);
	basket(p, bed, 446);
	tt_pen_place(p, bed, 412, cat ? 110 : 104, 0);
	if (cat)
		tt_cat_sleep(p, tt_cat_any(p));
	else
		tt_draw_dog(p, TT_LYING, tt_pen_chance(p, 70) ? TT_ASLEEP
		    : TT_AWAKE);
	tt_pen_back(p);
	basket_front(p, bed, 446, wicker);
	tt_draw_ball(p, left ? 190 : 560, 448, 14);
}

static void
coats(struct tt_pen *p, int x, int y)
{
	uint32_t a = TT_ANY_OF(p, cloths), b = TT_ANY_OF(p, cloths);

	tt_pen_card(p, 0x8a5a36, x, y, 230, 16, 5);
	tt_pen_line(p, 0xf4d9a0, 6, "M%d %dv16M%d %dv16M%d %dv16M%d %dv16",
	    x + 30, y + 8, x + 90, y + 8, x + 150, y + 8, x + 206, y + 8);
	tt_pen_shape(p, a, "M%d %dc-30 10-36 60-34 130h70c2-70-4-120-36-130z",
	    x + 30, y + 22);
	tt_pen_line(p, tt_pen_dark(a, 25), 4, "M%d %dv96", x + 31, y + 54);
	tt_pen_line(p, b, 16, "M%d %dq-14 50 0 110M%d %dq16 40 4 84", x + 90,
	    y + 26, x + 90, y + 26);
	tt_pen_line(p, 0xe06d52, 6, "M%d %dc-20 30-12 90 6 120 20-30 20-80-4-12"
	    "0", x + 150, y + 22);
	tt_pen_round(p, 0xf4b860, x + 156, y + 144, 7);
	tt_pen_shape(p, 0xe6c79a, "M%d %dh44l6 60h-56z", x + 184, y + 26);
}

static void
boots(struct tt_pen *p, int x, int y, uint32_t c)
{
	tt_pen_shape(p, c, "M%d %dh26v56l24 10c8 4 6 14-2 14h-48z", x, y - 80);
	tt_pen_shape(p, tt_pen_dark(c, 14),
	    "M%d %dh26v56l24 10c8 4 6 14-2 14h-48z", x + 40, y - 76);
	tt_pen_box(p, tt_pen_pale(c, 40), x, y - 80, 26, 8);
}

static void
front_door(struct tt_pen *p, int x, int foot)
{
	static const uint32_t paints[] = { 0x0b6b53, 0xb5533a, 0x24424e,
	    0x3f7f9c, 0xd99a2b };
	uint32_t c = TT_ANY_OF(p, paints);
	struct tt_day d = tt_day_any(p);

	tt_pen_box(p, 0xfdf6e8, x - 16, 40, 182, foot - 40);
	tt_pen_box(p, c, x, 56, 150, foot - 56);
	tt_pen_box(p, d.sky, x + 26, 80, 98, 92);
	tt_pen_round(p, d.leaf, x + 52, 150, 26);
	tt_pen_round(p, d.leaf2, x + 92, 160, 24);
	tt_pen_shape(p, d.grass, "M%d 162h98v10h-98z", x + 26);
	tt_pen_box(p, c, x + 71, 80, 8, 92);
	tt_pen_card(p, tt_pen_dark(c, 16), x + 26, 196, 98, foot - 226, 4);
	tt_pen_round(p, 0xf4b860, x + 134, 216, 8);
	tt_pen_card(p, 0xf4b860, x + 50, 214, 50, 8, 4);
}

/* Somebody wants to go for a walk. */
void
tt_scene_hall(struct tt_pen *p)
{
	uint32_t wall = TT_ANY_OF(p, walls);
	bool left = tt_pen_chance(p, 50);
	int door = left ? 60 : 430, side = left ? 330 : 60, i;

	tt_pen_box(p, wall, 0, 0, 640, 480);
	tt_pen_box(p, tt_pen_pale(wall, 45), 0, 366, 640, 14);
	tt_pen_box(p, 0xf1e6d2, 0, 378, 640, 110);
	for (i = 0; i < 10; i++)
		tt_pen_shape(p, i % 2 ? 0x4f616b : 0xc9654a,
		    "M%d 384l32 18-32 18-32-18zM%d 426l32 18-32 18-32-18z",
		    i * 72, i * 72 + 36);
	front_door(p, door, 380);
	coats(p, side, 80);
	boots(p, side + 6, 398, TT_ANY_OF(p, cloths));
	tt_pen_card(p, 0x8a5a36, side + 90, 318, 150, 14, 4);
	tt_pen_line(p, 0x6f4a34, 10, "M%d 332v62M%d 332v62", side + 104,
	    side + 226);
	tt_pen_card(p, TT_ANY_OF(p, cloths), side + 96, 300, 138, 18, 8);
	tt_pen_shape(p, 0x9c7a58, "M%d 440h190l14 26H%dz", door - 20,
	    door - 34);
	tt_pen_place(p, left ? 270 : 370, 458, left ? 118 : -118, 0);
	if (tt_pen_chance(p, 75)) {
		tt_draw_dog(p, TT_SITTING, TT_HAPPY);
		tt_pen_line(p, 0xe06d52, 6, "M-6-132c-14 10-10 30 0 34M6-132c26"
		    " 12 34 60 20 92-10 22 10 34 30 26");
	} else {
		tt_draw_dog(p, TT_STANDING, TT_AWAKE);
	}
	tt_pen_back(p);
}

static void
quilt(struct tt_pen *p, uint32_t c)
{
	int i;

	tt_pen_shape(p, c, "M70 330c140-30 360-30 500 0l16 130H54z");
	p->alpha = 45;
	for (i = 0; i < 6; i++)
		tt_pen_line(p, tt_pen_pale(c, 55), 6, "M%d 318l%d 142", 110 + i
		    * 84, (i - 2) * 7);
	tt_pen_line(p, tt_pen_pale(c, 55), 6, "M64 372c160-26 350-26 512 0M58 4"
	    "20c160-26 360-26 524 0");
	p->alpha = 100;
}

void
tt_scene_bed(struct tt_pen *p)
{
	struct tt_day d = tt_day_any(p);
	uint32_t wall = TT_ANY_OF(p, walls), c = TT_ANY_OF(p, cloths);
	bool left = tt_pen_chance(p, 50);
	int wx = left ? 440 : 70;

	tt_pen_box(p, wall, 0, 0, 640, 480);
	floor_of(p, 400);
	tt_pen_box(p, 0xfdf8ee, wx - 10, 46, 150, 140);
	tt_pen_box(p, d.sky, wx, 56, 130, 120);
	tt_pen_round(p, d.sun, wx + 92, 92, 20);
	tt_pen_shape(p, d.grass, "M%d 150q60-30 130 0v26h-130z", wx);
	tt_pen_box(p, 0xfdf8ee, wx + 61, 56, 7, 120);
	if (d.hour == TT_DUSK) {
		p->light = 0x2a3f63;
		p->lit = 22;
	}
	tt_pen_card(p, 0x8a5a36, left ? 120 : 190, 150, 330, 200, 40);
	tt_pen_card(p, tt_pen_dark(0x8a5a36, 15), left ? 140 : 210, 172, 290,
	    160, 30);
	tt_pen_box(p, 0x6f4a34, 62, 440, 18, 30);
	tt_pen_box(p, 0x6f4a34, 560, 440, 18, 30);
	tt_pen_card(p, 0xfdf6e8, left ? 140 : 210, 254, 136, 76, 28);
	tt_pen_card(p, 0xf6ecdb, left ? 292 : 362, 254, 136, 76, 28);
	quilt(p, c);
	tt_pen_shape(p, 0xfdf6e8, "M74 330c140-30 352-30 492 0l4 24c-150-28-350"
	    "-28-500 0z");
	tt_pen_place(p, left ? 250 : 390, 398, left ? 106 : -106, 0);
	if (tt_pen_chance(p, 55))
		tt_draw_dog(p, TT_LYING, tt_pen_chance(p, 60) ? TT_ASLEEP
		    : TT_AWAKE);
	else
		tt_cat_sleep(p, tt_cat_any(p));
	tt_pen_back(p);
	if (tt_pen_chance(p, 45)) {
		tt_pen_place(p, left ? 450 : 190, 410, 82, 0);
		tt_cat_sleep(p, tt_cat_any(p));
		tt_pen_back(p);
	}
}
