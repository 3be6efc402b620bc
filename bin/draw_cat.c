#include "draw_animal.h"

static const struct tt_cat coats[] = {
	/* grey tabby */ { 0x5f747f, 0x4f616b, 0xf5ead9, 0xf3c766, TT_TABBY },
	/* red tabby */  { 0xdd8f4a, 0xc4743a, 0xfbead2, 0xb9d36a, TT_TABBY },
	/* brown tabby */ { 0x9a7a58, 0x6f5439, 0xf2e2c8, 0xd3dd72, TT_TABBY },
	/* black */      { 0x34383d, 0x272a2e, 0x484d53, 0xf3c766, TT_ONE },
	/* white */      { 0xfaf5ec, 0xeadfce, 0xfffdf8, 0x86b8de, TT_ONE },
	/* blue */       { 0x8b99a6, 0x72808c, 0x9fabb6, 0xf0b34e, TT_ONE },
	/* tuxedo */     { 0x3a3f45, 0x2b2f34, 0xfaf5ec, 0xb9d36a, TT_TUXEDO },
	/* tortoise */   { 0xfaf3e6, 0xd98a45, 0xfffaf0, 0xf3c766, TT_CALICO },
	/* siamese */    { 0xefe0c8, 0x6b4e3d, 0xf7ecd9, 0x7fb4de, TT_POINTS },
	/* cream */      { 0xe9c99a, 0xd8b27c, 0xf8e9cf, 0xd9a441, TT_TABBY },
};

const struct tt_cat *
tt_cat_any(struct tt_pen *p)
{
	return &coats[tt_pen_pick(p, TT_COUNT(coats))];
}

static void
markings(struct tt_pen *p, const struct tt_cat *c)
{
	switch (c->mark) {
	case TT_TABBY:
		tt_pen_line(p, c->dark, 8,
		    "M0-42v26M-12-40v14M12-40v14M-60 8l14 4M-58 24l13 0M60 8l"
		    "-14 4M58 24l-13 0");
		break;
	case TT_TUXEDO:
		tt_pen_shape(p, c->light,
		    "M0-34c8 22 14 34 30 46 16 10 22 22 16 34-8 18-24 26-46 2"
		    "6s-38-8-46-26c-6-12 0-24 16-34C-14 0-8-12 0-34z");
		return;
	case TT_CALICO:
		tt_pen_shape(p, c->dark,
		    "M-62-62c0-10 8-12 15-6l29 24h12c2 30-10 52-30 54-14 2-26"
		    "-2-26-20z");
		tt_pen_shape(p, 0x41403e,
		    "M62-62c0-10-8-12-15-6l-26 22c-2 24 8 42 26 44 12 0 15-4 "
		    "15-14z");
		break;
	case TT_POINTS:
		tt_pen_shape(p, c->dark,
		    "M0-12c26 0 40 16 40 42S24 72 0 72s-40-16-40-42 14-42 40"
		    "-42z");
		return;
	case TT_ONE:
		break;
	}
	tt_pen_oval(p, c->light, 0, 44, 40, 28);
}

static void
eyes(struct tt_pen *p, const struct tt_cat *c, enum tt_mood mood)
{
	if (mood == TT_ASLEEP) {
		tt_pen_line(p, TT_INK, 4,
		    "M-36 6c6 8 18 8 24 0M12 6c6 8 18 8 24 0");
		return;
	}
	tt_pen_shape(p, c->eyes, "M-38 6c4-14 24-14 28 0-5 12-23 12-28 0zM10 "
	    "6c4-14 24-14 28 0-5 12-23 12-28 0z");
	tt_pen_shape(p, TT_INK, "M-24-4c5 6 5 13 0 19-5-6-5-13 0-19zM24-4c5 "
	    "6 5 13 0 19-5-6-5-13 0-19z");
	tt_pen_line(p, 0xffffff, 4, "M-21 2v0M27 2v0");
}

void
tt_cat_head(struct tt_pen *p, const struct tt_cat *c, enum tt_mood mood)
{
	uint32_t ears = c->mark == TT_POINTS ? c->dark : c->coat;
	bool dark = c->mark == TT_POINTS || (c->mark == TT_ONE
	    && c->coat < 0x500000);
	uint32_t line = dark ? 0x15120f : TT_INK;

	tt_pen_shape(p, ears, "M-62-62c0-10 8-12 15-6l35 30-50 40zM62-62c0-10"
	    "-8-12-15-6L12-38l50 40z");
	tt_pen_shape(p, c->coat, "M-62-10c2-26 26-36 44-36h36c18 0 42 10 44 36"
	    "v20c0 38-26 62-62 62S-62 48-62 10z");
	markings(p, c);
	tt_pen_shape(p, 0xe9a08d, "M-50-50l22 17-20 17zM50-50L28-33l20 17z");
	eyes(p, c, mood);
	tt_pen_shape(p, 0xd9705f, "M-9 26H9c2 6-5 11-9 11s-11-5-9-11z");
	tt_pen_line(p, line, 4, "M0 37v6c-4 7-14 7-18 1M0 43c4 7 14 7 18 1");
	tt_pen_line(p, 0xf5ead9, 3,
	    "M-50 36l-36-6M-50 46l-36 4M50 36l36-6M50 46l36 4");
}

void
tt_cat_sit(struct tt_pen *p, const struct tt_cat *c)
{
	uint32_t tail = c->mark == TT_POINTS ? c->dark : c->coat;
	uint32_t paw = c->mark == TT_POINTS || c->mark == TT_ONE ? c->dark
	    : c->light;

	tt_pen_line(p, tail, 15, "M34-12c40 6 56-18 40-44-8-12-2-24 8-22");
	tt_pen_shape(p, c->coat, "M-48 0c-10-60 4-112 48-112s58 52 48 112z");
	if (c->mark != TT_ONE && c->mark != TT_POINTS)
		tt_pen_shape(p, c->light,
		    "M-20-34c-4-36 2-62 20-62s24 26 20 62z");
	if (c->mark == TT_TABBY)
		tt_pen_line(p, c->dark, 8,
		    "M-47-40l16 4M-48-22l15 2M47-40l-16 4M48-22l-15 2");
	tt_pen_line(p, tt_pen_dark(c->coat, 5), 20, "M-15-44v36M15-44v36");
	tt_pen_line(p, paw, 16, "M-25-8h16M25-8H9");
	tt_pen_place(p, 0, -142, 84, 0);
	tt_cat_head(p, c, TT_AWAKE);
	tt_pen_back(p);
}

void
tt_cat_away(struct tt_pen *p, const struct tt_cat *c)
{
	uint32_t back = c->mark == TT_CALICO ? c->coat
	    : tt_pen_dark(c->coat, 4);
	uint32_t tip = c->mark == TT_POINTS ? c->dark : back;

	tt_pen_shape(p, back, "M-50 0c-8-58 8-104 50-104S58-58 50 0z");
	tt_pen_shape(p, tip, "M-44-176c0-8 6-10 12-5l22 18h20l22-18c6-5 12-3 "
	    "12 5v46h-88z");
	tt_pen_shape(p, back, "M-48-132c0-24 20-34 48-34s48 10 48 34c0 30-20 4"
	    "8-48 48s-48-18-48-48z");
	if (c->mark == TT_TABBY || c->mark == TT_ONE)
		tt_pen_line(p, c->dark, 8,
		    "M-22-78h44M-28-56h56M-30-34h60M0-150v20M-12-148v14M12-14"
		    "8v14");
	else if (c->mark == TT_CALICO) {
		tt_pen_oval(p, c->dark, -18, -58, 24, 30);
		tt_pen_oval(p, 0x41403e, 26, -28, 20, 22);
		tt_pen_oval(p, c->dark, 22, -142, 20, 16);
	}
	tt_pen_line(p, tip, 16, "M30-8c30 4 34 30 20 54-8 14 2 26 12 22");
}

void
tt_cat_sleep(struct tt_pen *p, const struct tt_cat *c)
{
	uint32_t tail = c->mark == TT_POINTS ? c->dark
	    : tt_pen_dark(c->coat, 8);

	tt_pen_shape(p, c->coat, "M-74 0c-16-50 18-82 74-82s90 36 74 82z");
	if (c->mark == TT_TABBY)
		tt_pen_line(p, c->dark, 9, "M6-78v24M26-76v24M46-68v22");
	else if (c->mark == TT_CALICO)
		tt_pen_oval(p, c->dark, 30, -54, 30, 24);
	else if (c->mark == TT_TUXEDO)
		tt_pen_oval(p, c->light, -30, -12, 34, 12);
	tt_pen_line(p, tail, 18, "M66-14C40 0 10-2-24-10");
	tt_pen_place(p, -40, -38, 68, -6);
	tt_cat_head(p, c, TT_ASLEEP);
	tt_pen_back(p);
}
