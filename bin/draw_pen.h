/*
 * The pen behind draw.h: flat SVG shapes, a little luck, and the light of the
 * day. Private to bin/draw*.c.
 *
 * Colours are 0xRRGGBB. Every colour is mixed with the pen's light before it
 * is written, so that an evening is one assignment and not a second palette.
 */
#ifndef TT_DRAW_PEN_H
#define TT_DRAW_PEN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"

#define TT_INK 0x2e211bu     /* eyes and noses */
#define TT_COUNT(a) ((int)(sizeof (a) / sizeof *(a)))

struct tt_pen {
	struct tt_buf *b;
	uint32_t       luck;    /* the state of xorshift32, never 0 */
	uint32_t       light;   /* the colour of the light … */
	int            lit;     /* … and how strong it is, in per cent */
	int            alpha;   /* how solid the next shapes are, in per cent */
};

struct tt_pen tt_pen_new(struct tt_buf *, uint32_t seed);

/* 0 … n - 1; lo … hi; true in `percent` of a hundred cases. */
int  tt_pen_pick(struct tt_pen *, int n);
int  tt_pen_between(struct tt_pen *, int lo, int hi);
bool tt_pen_chance(struct tt_pen *, int percent);

/* One colour in `percent` parts of another; the same, darker or lighter. */
uint32_t tt_pen_mix(uint32_t, uint32_t with, int percent);
uint32_t tt_pen_dark(uint32_t, int percent);
uint32_t tt_pen_pale(uint32_t, int percent);

/* A filled path, and a line with round ends. The format is SVG path data. */
void tt_pen_shape(struct tt_pen *, uint32_t fill, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void tt_pen_line(struct tt_pen *, uint32_t stroke, int width,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void tt_pen_round(struct tt_pen *, uint32_t, int x, int y, int r);
void tt_pen_oval(struct tt_pen *, uint32_t, int x, int y, int rx, int ry);
void tt_pen_box(struct tt_pen *, uint32_t, int x, int y, int w, int h);
void tt_pen_card(struct tt_pen *, uint32_t, int x, int y, int w, int h, int r);

/* Move, scale (per cent; negative mirrors) and turn (degrees) what follows. */
void tt_pen_place(struct tt_pen *, int x, int y, int scale, int turn);
void tt_pen_back(struct tt_pen *);

#endif
