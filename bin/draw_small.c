#include "draw_animal.h"

static const struct tt_small coats[] = {
	{ 0xfbf2e2, 0xe9d8bf, 0xfffaf0 },   /* white */
	{ 0xb98a5e, 0x8f653f, 0xf2e2c8 },   /* hare brown */
	{ 0x8f979e, 0x6f777e, 0xe4e2dc },   /* grey */
	{ 0x4a4542, 0x363230, 0x6b6461 },   /* black */
	{ 0xfaf3e6, 0x5a4a42, 0xfffaf0 },   /* white and dark */
	{ 0xd99a5c, 0xfaf1e2, 0xfbecd2 },   /* red and white */
	{ 0xefd3a4, 0xd9b478, 0xfbf0d8 },   /* sand */
	{ 0xfaf1e2, 0xc98046, 0xfffaf0 },   /* white and red */
};

const struct tt_small *
tt_small_any(struct tt_pen *p)
{
	return &coats[tt_pen_pick(p, TT_COUNT(coats))];
}

/* ears: 0 both up, 1 one folded, 2 both hanging */
void
tt_rabbit_head(struct tt_pen *p, const struct tt_small *s, int ears)
{
	uint32_t in = 0xe99c8b;
	uint32_t line = s->coat < 0x600000 ? 0x171310 : TT_INK;

	if (ears < 2) {
		tt_pen_shape(p, s->coat, "M-12-34C-36-34-42-128-26-130C-8-132 "
		    "0-70-2-36z%s", ears == 0
		    ? "M12-34C36-34 42-128 26-130 8-132 0-70 2-36z"
		    : "M6-36c0-38 10-78 30-84 18-5 40 26 36 38-3 9-20 4-28 2-8"
		    " 12-16 36-24 48z");
		tt_pen_shape(p, in, "M-13-46C-25-56-28-112-23-113c8-1 14 40 13"
		    " 66z%s", ears == 0
		    ? "M13-46C25-56 28-112 23-113c-8-1-14 40-13 66z"
		    : "M43-92c6 2 19 6 22 2 2-5-13-22-24-18-6 3-2 14 2 16z");
	}
	tt_pen_shape(p, s->coat, "M-54 0c0-34 24-52 54-52S54-34 54 0c0 30-24 "
	    "50-54 50S-54 30-54 0z");
	if (s->coat > 0xd80000)
		tt_pen_shape(p, s->patch, "M8-51c26 2 46 20 46 48-6 12-22 14-"
		    "34 6C8-6 6-30 8-51z");
	tt_pen_oval(p, s->light, 0, 24, 30, 22);
	if (ears == 2)
		tt_pen_shape(p, tt_pen_dark(s->coat, 12), "M-24-50c-30-4-50 22"
		    "-52 56-2 24 6 42 18 40 18-2 18-34 22-56 2-14 8-26 12-40z"
		    "M24-50c30-4 50 22 52 56 2 24-6 42-18 40-18-2-18-34-22-56"
		    "-2-14-8-26-12-40z");
	if (s->coat < 0x600000) {
		tt_pen_line(p, 0x9a8a80, 18, "M-27-8v0M27-8v0");
	}
	tt_eyes(p, 27, -8, 7, TT_AWAKE);
	tt_pen_shape(p, 0xd9705f, "M-8 8H8c2 6-4 10-8 10S-10 14-8 8z");
	tt_pen_line(p, line, 4, "M0 18v6c-4 6-12 6-16 1M0 24c4 6 12 6 16 1");
}

void
tt_rabbit_sit(struct tt_pen *p, const struct tt_small *s)
{
	tt_pen_round(p, s->light, -66, -20, 15);
	tt_pen_shape(p, s->coat, "M-64-4c-10-46 22-82 62-82 36 0 58 24 58 86z");
	tt_pen_oval(p, tt_pen_mix(s->coat, s->patch, 40), -26, -24, 32, 24);
	tt_pen_line(p, s->light, 16, "M-44-7h36M24-7h24");
	tt_pen_place(p, 34, -94, 66, 0);
	tt_rabbit_head(p, s, tt_pen_pick(p, 3));
	tt_pen_back(p);
}

void
tt_guinea_head(struct tt_pen *p, const struct tt_small *s)
{
	tt_pen_shape(p, tt_pen_dark(s->coat, 25), "M-62-44c-20-8-32 6-28 24 4 "
	    "16 20 18 34 8zM62-44c20-8 32 6 28 24-4 16-20 18-34 8z");
	tt_pen_shape(p, 0xe9a08d, "M-64-38c-10-4-18 4-16 14 2 8 12 10 20 4zM64"
	    "-38c10-4 18 4 16 14-2 8-12 10-20 4z");
	tt_pen_shape(p, s->coat, "M-68-2c0-40 28-66 68-66s68 26 68 66c0 38-28 "
	    "64-68 64S-68 36-68-2z");
	tt_pen_shape(p, s->light, "M-16-67c10-2 22-2 32 0 6 22 6 38 14 52 14 1"
	    "0 22 22 22 36C52 45 32 62 0 62s-52-17-52-41c0-14 8-26 22-36 8-14"
	    " 8-30 14-52z");
	tt_pen_shape(p, s->patch, "M14-67c32 4 54 28 54 65 0 10-2 18-5 26-18-2"
	    "-28-16-30-32-4-20-14-38-19-59z");
	if (s->coat < 0x600000) {
		tt_pen_line(p, 0x9a8a80, 20, "M-34-10v0M34-10v0");
	}
	tt_eyes(p, 34, -10, 8, TT_AWAKE);
	tt_pen_shape(p, 0xd9705f, "M-13 14h26c2 8-8 14-13 14s-15-6-13-14z");
	tt_pen_line(p, TT_INK, 4, "M0 28v8c-4 7-13 7-17 1M0 36c4 7 13 7 17 1");
}

void
tt_hen_stand(struct tt_pen *p, uint32_t coat, uint32_t wing)
{
	tt_pen_line(p, 0xd98226, 6, "M-12-30v26M16-30v26M-22-3h18M6-3h18");
	tt_pen_shape(p, wing, "M-80-134c-12 2-14 16-6 24-8 6-6 18 4 22l30 6 8-"
	    "40z");
	tt_pen_shape(p, coat, "M-76-108c10 24 40 20 62-2 10-10 14-30 18-46 4-1"
	    "8 44-20 50 4 4 24 8 44 4 68-6 40-34 62-70 62-44 0-68-36-64-86z");
	tt_pen_shape(p, wing, "M-36-88c20 18 46 14 62-6 4 30-10 48-32 48-18 0-"
	    "30-16-30-42z");
	tt_pen_shape(p, 0xd8402f, "M10-170c-4-14 8-20 14-10 2-14 16-14 16 0 8-"
	    "8 18-2 14 10-14-4-30-4-44 0zM48-122c8 4 10 20 2 26-8 2-12-14-8-2"
	    "4z");
	tt_pen_shape(p, 0xee9a3f, "M52-146l22 10-22 10c-6-4-6-16 0-20z");
	tt_pen_round(p, TT_INK, 36, -144, 6);
	tt_pen_round(p, 0xffffff, 38, -146, 2);
}

/* kind: 0 … 5 budgerigars, lovebirds and canaries, by colour. */
void
tt_bird_perch(struct tt_pen *p, int kind)
{
	static const struct { uint32_t body, wing, head, cheek; } birds[] = {
		{ 0x3fae6b, 0x2b8a57, 0xf7d35e, 0x5a86c9 },
		{ 0x6fb1de, 0x4a86b8, 0xfaf6ea, 0x5a6fc9 },
		{ 0xf7d35e, 0xe9b73c, 0xfbe28a, 0xf2a24a },
		{ 0x5fae5a, 0x3f8a48, 0xe8734a, 0xf2a24a },
		{ 0xc3ccd2, 0x98a4ac, 0xfbe9a0, 0xee8a4a },
		{ 0xb79fd9, 0x9278b8, 0xf6effc, 0x6a58b0 },
	};
	int k = kind % TT_COUNT(birds);

	tt_pen_shape(p, birds[k].wing, "M-22 30c-8-18-4-50 8-64h28c12 14 16 46"
	    " 8 64z");
	tt_pen_shape(p, birds[k].body, "M-56-66c0-46 22-78 56-78s56 32 56 78c0"
	    " 52-22 84-56 84s-56-32-56-84z");
	if (k == 4)
		tt_pen_line(p, birds[k].head, 9, "M-4-138c-6-16-18-22-30-20M2-"
		    "140c-2-16-10-26-22-30M8-138c2-14-2-24-8-32");
	tt_pen_shape(p, birds[k].head, "M-54-112c0-36 24-60 54-60s54 24 54 60c"
	    "0 30-24 48-54 48s-54-18-54-48z");
	tt_pen_shape(p, birds[k].wing, "M-56-68c-14 26-10 60 10 78 12-20 14-48"
	    " 6-76zM56-68c14 26 10 60-10 78-12-20-14-48-6-76z");
	if (k < 2)
		tt_pen_line(p, TT_INK, 3, "M-22-162c6 4 10 4 14 2M8-160c4 2 8 "
		    "2 14-2M-16-150c4 2 6 2 10 0M6-150c4 2 6 2 10 0");
	tt_pen_round(p, birds[k].cheek, -33, -92, k == 4 ? 11 : 8);
	tt_pen_round(p, birds[k].cheek, 33, -92, k == 4 ? 11 : 8);
	tt_eyes(p, 28, -116, 8, TT_AWAKE);
	tt_pen_shape(p, 0xee9a3f, "M-14-110c0-10 28-10 28 0 2 16-6 26-14 32-8-"
	    "6-16-16-14-32z");
	tt_pen_line(p, 0xcf7b24, 3, "M-12-96c6 4 18 4 24 0");
	tt_pen_line(p, 0xd98226, 7, "M-16 16v10M16 16v10");
}

void
tt_tortoise_walk(struct tt_pen *p, uint32_t shell)
{
	uint32_t rim = tt_pen_dark(shell, 30), plate = tt_pen_pale(shell, 30);

	tt_pen_shape(p, 0x7c9a4a, "M-60-34h34V0c0 8-34 8-34 0zM18-34h34V0c0 8-"
	    "34 8-34 0zM-74-44l-26 18c-4 4 0 8 6 6l30-8z");
	tt_pen_shape(p, 0x8fae58, "M56-60c4-24 14-38 30-38 18 0 24 14 22 30-2 "
	    "20-20 40-48 42z");
	tt_pen_shape(p, shell, "M-80-36c0-56 32-88 72-88s72 32 72 88z");
	tt_pen_shape(p, rim, "M-88-38H72c8 0 8 16 0 16H-88c-8 0-8-16 0-16z");
	tt_pen_shape(p, plate, "M-32-78l12-22H4l12 22L4-56h-24zM-60-46l12-26h1"
	    "2l10 22-6 12h-30zM44-46L32-72H20L10-50l6 12h30z");
	tt_pen_round(p, TT_INK, 88, -76, 6);
	tt_pen_round(p, 0xffffff, 90, -78, 2);
	tt_pen_line(p, 0x5d7a32, 4, "M86-56c8 0 14-2 18-8");
}

void
tt_walker(struct tt_pen *p)
{
	static const uint32_t coat[] = { 0xe06d52, 0x3f7f9c, 0x0b6b53,
	    0xd99a2b, 0x8a5fa8, 0xb5533a, 0x4f616b, 0xc2557a };
	static const uint32_t skin[] = { 0xf0c3a0, 0xe3ab82, 0xb97f56,
	    0x8a5a3a, 0xf3cfb0 };
	static const uint32_t hair[] = { 0x4a2f23, 0x2b211c, 0xb9743f,
	    0xd9b065, 0x8d8d8d, 0xa1452a };
	uint32_t c = coat[tt_pen_pick(p, TT_COUNT(coat))];
	uint32_t s = skin[tt_pen_pick(p, TT_COUNT(skin))];
	uint32_t h = hair[tt_pen_pick(p, TT_COUNT(hair))];
	uint32_t trousers = tt_pen_chance(p, 50) ? 0x24424e : 0x4a4038;

	tt_pen_line(p, trousers, 15, "M-6-58l-14 30-14 22M0-58l18 26 4 26");
	tt_pen_shape(p, TT_INK, "M-42-12l14 9c3 2 1 7-3 6l-19-5zM14-8h16l12 6c"
	    "4 2 3 6-1 6H14z");
	tt_pen_shape(p, c, "M-18-116c4-12 30-12 34 0l6 62c-12 7-38 7-50 0z");
	if (tt_pen_chance(p, 35))
		tt_pen_shape(p, h, "M-20-138c-10 20-10 40-4 52 14-6 18-26 18-4"
		    "4z");
	tt_pen_shape(p, tt_pen_dark(c, 18), "M-6-112c8-2 12 6 12 14l14 4c8 3 5"
	    " 13-3 12l-22-4c-6-1-8-6-8-12z");
	tt_pen_round(p, s, 22, -88, 7);
	tt_pen_round(p, s, 2, -142, 18);
	tt_pen_shape(p, h, "M-18-134c-6-22 6-30 18-30 12 0 20 8 20 16-12 2-20-"
	    "2-24-4 0 8-2 18-14 18z");
	if (tt_pen_chance(p, 50))
		tt_pen_shape(p, 0xf4b860, "M-16-126c10 6 24 6 32 1l2 10c-12 7-"
		    "26 7-36 1zM-16-122l-16 14 8 8 14-14z");
	if (tt_pen_chance(p, 30))
		tt_pen_shape(p, tt_pen_dark(c, 30), "M-20-146c0-28 44-28 44 0h"
		    "8v6h-52z");
}
