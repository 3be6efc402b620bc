#include "draw_animal.h"

/* Breeds people here know. What differs is what one sees from afar. */
static const struct tt_dog breeds[] = {
	/* beagle */       { 0xcf8d4f, 0x7d4a2a, 0xf8e6cb, TT_FLOPPY, TT_BLAZE,
	    46, false },
	/* labrador */     { 0xe8c48a, 0xd9ae6c, 0xf6e3bf, TT_FLOPPY, TT_MUZZLE,
	    54, false },
	/* chocolate */ { 0x7a4a30, 0x5e3722, 0x96613f, TT_FLOPPY, TT_MUZZLE,
	    54, false },
	/* black one */    { 0x3c4147, 0x2b2f35, 0x565d64, TT_FLOPPY, TT_MUZZLE,
	    54, false },
	/* malinois */     { 0xc98f52, 0x4a3629, 0xe6bd84, TT_POINTED, TT_MASK,
	    62, true },
	/* husky */        { 0x7f8b96, 0x5d6873, 0xf7f4ec, TT_POINTED, TT_BLAZE,
	    58, true },
	/* dachshund */    { 0x9c5a33, 0x7c4224, 0xc98650, TT_LONG, TT_MUZZLE,
	    26, false },
	/* dalmatian */    { 0xfaf4ea, 0x4a4845, 0xfffdf8, TT_FLOPPY, TT_SPOTS,
	    58, false },
	/* jack russell */ { 0xfaf1e2, 0xb9743f, 0xfffaf0, TT_FOLDED, TT_PATCH,
	    40, false },
	/* berner */       { 0x3a3733, 0x2a2825, 0xfaf1e2, TT_FLOPPY, TT_BROWS,
	    54, true },
	/* golden */       { 0xd99c55, 0xc4833d, 0xf0c98e, TT_LONG, TT_MUZZLE,
	    54, true },
	/* border collie */ { 0x3d434a, 0x2d3238, 0xfaf4ea, TT_FOLDED, TT_BLAZE,
	    52, true },
	/* poodle */       { 0xe3b083, 0xd09a6b, 0xefc9a4, TT_CURLY, TT_MUZZLE,
	    52, false },
	/* westie */       { 0xfbf4e6, 0xf3e6cf, 0xfffcf4, TT_POINTED, TT_PLAIN,
	    34, false },
	/* cavalier */     { 0xfaf1e2, 0xa8562c, 0xfffaf0, TT_LONG, TT_PATCH,
	    38, false },
	/* schnauzer */    { 0x8a8f92, 0x6b7073, 0xe9e7e0, TT_FOLDED, TT_MUZZLE,
	    44, false },
};

const struct tt_dog *
tt_dog_any(struct tt_pen *p)
{
	return &breeds[tt_pen_pick(p, TT_COUNT(breeds))];
}

void
tt_eyes(struct tt_pen *p, int x, int y, int r, enum tt_mood mood)
{
	if (mood == TT_ASLEEP) {
		tt_pen_line(p, TT_INK, 4, "M%d %dq8 8 16 0M%d %dq8 8 16 0",
		    -x - 8, y, x - 8, y);
		return;
	}
	/* dots are lines of no length with round ends */
	tt_pen_line(p, TT_INK, 2 * r, "M%d %dv0M%d %dv0", -x, y, x, y);
	tt_pen_line(p, 0xffffff, 4, "M%d %dv0M%d %dv0", -x + 3, y - 3, x + 3,
	    y - 3);
}

static void
ears_behind(struct tt_pen *p, const struct tt_dog *d)
{
	uint32_t in = tt_pen_mix(d->light, 0xe9a08d, 60);

	if (d->ears == TT_POINTED) {
		tt_pen_shape(p, d->ears_coat,
		    "M-54-16c-8-34-8-62-4-72 4-8 12-6 17 0l27 42zM54-16c8-34 "
		    "8-62 4-72-4-8-12-6-17 0l-27 42z");
		tt_pen_shape(p, in,
		    "M-47-34c-4-18-5-34-4-42l22 30zM47-34c4-18 5-34 4-42l-22 "
		    "30z");
	} else if (d->ears == TT_CURLY) {
		tt_pen_shape(p, d->ears_coat,
		    "M-50-42c-26 0-32 26-22 38-14 12-8 34 6 38 10 16 34 8 34"
		    "-10zM50-42c26 0 32 26 22 38 14 12 8 34-6 38-10 16-34 8"
		    "-34-10z");
	}
}

static void
ears_in_front(struct tt_pen *p, const struct tt_dog *d)
{
	switch (d->ears) {
	case TT_FLOPPY:
		tt_pen_shape(p, d->ears_coat,
		    "M-30-62c-26-4-44 12-46 42-2 28 6 50 18 50 14 0 16-26 18"
		    "-46 2-18 10-28 10-46zM30-62c26-4 44 12 46 42 2 28-6 50"
		    "-18 50-14 0-16-26-18-46-2-18-10-28-10-46z");
		break;
	case TT_LONG:
		tt_pen_shape(p, d->ears_coat,
		    "M-32-58c-28 0-42 30-46 62-4 30-2 54 14 56 18 2 20-28 22"
		    "-54 1-24 12-42 10-64zM32-58c28 0 42 30 46 62 4 30 2 54"
		    "-14 56-18 2-20-28-22-54-1-24-12-42-10-64z");
		break;
	case TT_FOLDED:
		tt_pen_shape(p, d->ears_coat,
		    "M-52-22c-10-24-6-48 8-50 16-2 28 8 32 18-14 2-18 30-34 "
		    "40-4 2-6-4-6-8zM52-22c10-24 6-48-8-50-16-2-28 8-32 18 14"
		    " 2 18 30 34 40 4 2 6-4 6-8z");
		break;
	case TT_CURLY:
		tt_pen_shape(p, d->coat,
		    "M-40-44c-6-22 14-34 26-26 8-12 28-10 32 2 16-4 30 12 22"
		    " 26-20 14-60 14-80-2z");
		break;
	case TT_POINTED:
		break;
	}
}

/* What the coat shows on the face, under eyes and nose. */
static void
markings(struct tt_pen *p, const struct tt_dog *d)
{
	static const char *const muzzle =
	    "M0 0c22 0 40 14 40 34 0 22-16 38-40 38s-40-16-40-38c0-20 18-34 "
	    "40-34z";

	if (d->mark == TT_BLAZE)
		tt_pen_shape(p, d->light,
		    "M-8-64H8c4 24 4 42 10 58 14 8 22 20 22 36 0 24-16 44-40 "
		    "44s-40-20-40-44c0-16 8-28 22-36 6-16 6-34 10-58z");
	else if (d->mark == TT_MASK)
		tt_pen_shape(p, tt_pen_dark(d->ears_coat, 10), "%s", muzzle);
	else if (d->mark != TT_PLAIN)
		tt_pen_shape(p, d->light, "%s", muzzle);
	if (d->mark == TT_PATCH)
		tt_pen_shape(p, d->ears_coat,
		    "M8-63c26 4 44 26 44 54 0 14-6 24-16 24-20 0-32-22-32-44 "
		    "0-14 2-26 4-34z");
	if (d->mark == TT_BROWS) {
		tt_pen_shape(p, 0xfaf1e2, "M-6-64H6c4 26 4 46 6 66h-24c2-20 2-"
		    "40 6-66z");
		tt_pen_oval(p, 0xb9693a, -25, -28, 9, 6);
		tt_pen_oval(p, 0xb9693a, 25, -28, 9, 6);
	}
	if (d->mark == TT_SPOTS) {
		tt_pen_line(p, d->ears_coat, 14, "M-30-40v0M34-32v0M6-50v0M-44 "
		    "14v0M42 20v0");
	}
}

void
tt_dog_head(struct tt_pen *p, const struct tt_dog *d, enum tt_mood mood)
{
	bool curly = d->ears == TT_CURLY;
	bool dark = d->coat < 0x500000;

	ears_behind(p, d);
	tt_pen_shape(p, d->coat, "M-52-8c0-34 22-56 52-56s52 22 52 56c0 46-18 "
	    "80-52 80s-52-34-52-80z");
	markings(p, d);
	ears_in_front(p, d);
	if (dark && mood != TT_ASLEEP) {
		/* dark eyes on a dark coat need a rim */
		tt_pen_line(p, 0xb07a3c, 18, "M-23-8v0M23-8v0");
	}
	tt_eyes(p, 23, curly ? -2 : -8, dark ? 6 : 7, mood);
	if (mood == TT_HAPPY)
		tt_pen_shape(p, 0xe8776a, "M-11 44h22v12c0 16-22 16-22 0z");
	tt_pen_shape(p, TT_INK, "M-16 16c0-8 8-11 16-11s16 3 16 11S7 30 0 30"
	    "s-16-6-16-14z");
	tt_pen_oval(p, 0x6b5a50, -4, 11, 5, 2);
	tt_pen_line(p, dark ? 0x171310 : TT_INK, 4,
	    "M0 30v10c-4 7-15 7-19 0M0 40c4 7 15 7 19 0");
}

/* Spots where the points are; a patch at x, y; or nothing. */
static void
spots(struct tt_pen *p, const struct tt_dog *d, const char *points, int x,
    int y)
{
	if (d->mark == TT_SPOTS)
		tt_pen_line(p, d->ears_coat, 13, "%s", points);
	else if (d->mark == TT_PATCH)
		tt_pen_oval(p, d->ears_coat, x, y, 20, 17);
}

void
tt_dog_sit(struct tt_pen *p, const struct tt_dog *d, enum tt_mood mood,
    uint32_t collar)
{
	uint32_t leg = d->mark == TT_BLAZE || d->mark == TT_BROWS ? d->light
	    : tt_pen_dark(d->coat, 6);

	tt_pen_line(p, d->coat, d->bushy ? 24 : 13,
	    "M40-16c26 2 40-8 42-30");
	tt_pen_line(p, tt_pen_dark(d->coat, 10), 48, "M-40-24h4M40-24h-4");
	tt_pen_shape(p, d->coat,
	    "M-42-4c-12-60 2-118 42-118s54 58 42 118z");
	if (d->mark == TT_BLAZE || d->mark == TT_BROWS || d->mark == TT_MUZZLE)
		tt_pen_shape(p, d->light,
		    "M-20-30c-4-40 2-80 20-80s24 40 20 80z");
	spots(p, d, "M-26-40v0M24-64v0M-14-76v0M28-22v0M-40-12v0", 22, -62);
	tt_pen_line(p, leg, 22, "M-17-52v44M17-52v44");
	tt_pen_line(p, leg, 18, "M-28-9h16M28-9h-16");
	tt_pen_line(p, collar, 11, "M-30-100c18 12 42 12 60 0");
	tt_pen_round(p, 0xf4b860, 0, -87, 7);
	tt_pen_place(p, 0, -158, 92, 0);
	tt_dog_head(p, d, mood);
	tt_pen_back(p);
}

void
tt_dog_lie(struct tt_pen *p, const struct tt_dog *d, enum tt_mood mood,
    uint32_t collar)
{
	uint32_t leg = tt_pen_mix(d->coat, d->light, 40);

	tt_pen_line(p, d->coat, d->bushy ? 22 : 13, "M112-18c26 4 34-10 30-28");
	tt_pen_shape(p, d->coat,
	    "M-78 0c-4-48 18-72 66-72h70c46 0 68 28 66 72z");
	tt_pen_oval(p, tt_pen_dark(d->coat, 8), 84, -26, 36, 27);
	spots(p, d, "M34-50v0M60-58v0M84-24v0M20-24v0M104-44v0", 56, -50);
	tt_pen_line(p, leg, 21, "M66-10h38M-26-10h-44M-8-10h-20");
	tt_pen_line(p, collar, 11, "M-58-44c20 14 46 14 66 0");
	tt_pen_place(p, -26, mood == TT_ASLEEP ? -62 : -96, 84,
	    mood == TT_ASLEEP ? -8 : 0);
	tt_dog_head(p, d, mood);
	tt_pen_back(p);
}

/* Head from the side, where the neck meets the shoulder at 0 0. */
static void
side_head(struct tt_pen *p, const struct tt_dog *d, uint32_t collar)
{
	uint32_t nose = d->mark == TT_MASK ? d->ears_coat
	    : d->mark == TT_PLAIN ? d->coat : d->light;

	tt_pen_line(p, d->coat, 30, "M-14 10L10-18");
	tt_pen_shape(p, d->coat, "M-8-30c0-22 14-34 34-34 14 0 22 8 26 18v22c"
	    "-4 12-14 20-30 20-18 0-30-10-30-26z");
	tt_pen_shape(p, nose, "M44-44l22 5c10 3 8 25-6 25H40c-6-8-4-22 4-30z");
	if (d->ears == TT_POINTED)
		tt_pen_shape(p, d->ears_coat,
		    "M6-50l-6-34c2-8 8-6 12 0l22 24z");
	else if (d->ears == TT_FOLDED)
		tt_pen_shape(p, d->ears_coat,
		    "M4-58c8-14 26-14 32-2l-6 18c-4 6-10 4-12-2z");
	else
		tt_pen_shape(p, d->ears_coat, "M16-60c-16 0-22 16-18 40 2 %d "
		    "12 %d 18 0 6-14 8-40 0-40z",
		    d->ears == TT_LONG ? 24 : 14, d->ears == TT_LONG ? 24 : 14);
	tt_pen_round(p, TT_INK, 38, -42, 5);
	tt_pen_oval(p, TT_INK, 68, -37, 7, 6);
	tt_pen_line(p, collar, 9, "M-15-12c4 10 14 18 28 20");
}

static void
side_body(struct tt_pen *p, const struct tt_dog *d, int y, uint32_t collar)
{
	int long_back = d->legs < 30 ? 26 : 0;

	tt_pen_line(p, d->coat, d->bushy ? 22 : 12, "M%d %dc-18-4-24-24-16-38",
	    -46 - long_back, y + 8);
	tt_pen_shape(p, d->coat, "M%d %dc0-16 10-22 22-22h%dc18 0 26 10 26 26v"
	    "6c0 14-10 20-20 20h%dc-16 0-24-10-24-24z", -54 - long_back, y + 6,
	    54 + long_back, -54 - long_back);
	if (d->mark == TT_SPOTS)
		tt_pen_line(p, d->ears_coat, 12,
		    "M-36 %dv0M-18 %dv0M2 %dv0M18 %dv0M-30 %dv0", y + 2, y + 14,
		    y, y + 16, y + 22);
	else if (d->mark == TT_PATCH)
		tt_pen_oval(p, d->ears_coat, -20, y + 2, 24, 14);
	else if (d->mark == TT_BLAZE || d->mark == TT_BROWS)
		tt_pen_oval(p, d->light, 34, y + 18, 16, 14);
	tt_pen_place(p, 38, y - 6, 100, 0);
	side_head(p, d, collar);
	tt_pen_back(p);
}

void
tt_dog_stand(struct tt_pen *p, const struct tt_dog *d, uint32_t collar)
{
	int top = -d->legs - 22, back = d->legs < 30 ? -66 : -42;
	uint32_t far_leg = tt_pen_dark(d->coat, 14);

	tt_pen_line(p, far_leg, 15, "M%d %dV-8M26 %dV-8", back + 18, top + 20,
	    top + 20);
	tt_pen_line(p, d->coat, 15, "M%d %dl-4 %dM36 %dl6 %d", back, top + 20,
	    -top - 28, top + 20, -top - 28);
	side_body(p, d, top, collar);
}

void
tt_dog_run(struct tt_pen *p, const struct tt_dog *d, uint32_t collar)
{
	int top = -d->legs - 34, reach = d->legs / 2 + 14;
	uint32_t far_leg = tt_pen_dark(d->coat, 14);

	tt_pen_line(p, far_leg, 14, "M-34 %dl%d %dM28 %dl%d %d", top + 22,
	    -reach + 4, reach, top + 22, reach - 6, reach);
	tt_pen_line(p, d->coat, 15, "M-40 %dl%d %dM36 %dl%d %d", top + 20,
	    -reach - 8, reach - 6, top + 20, reach + 6, reach - 12);
	side_body(p, d, top, collar);
}
