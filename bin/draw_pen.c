#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "draw_pen.h"

struct tt_pen
tt_pen_new(struct tt_buf *b, uint32_t seed)
{
	struct tt_pen p = { .b = b, .light = 0xffffff, .alpha = 100 };
	int i;

	/* spread neighbouring seeds; xorshift must not start at 0 */
	seed = (seed ^ (seed >> 16)) * 0x7feb352du;
	seed = (seed ^ (seed >> 15)) * 0x846ca68bu;
	p.luck = (seed ^ (seed >> 16)) | 1u;
	for (i = 0; i < 4; i++)
		tt_pen_pick(&p, 2);
	return p;
}

int
tt_pen_pick(struct tt_pen *p, int n)
{
	assert(n > 0);
	p->luck ^= p->luck << 13;
	p->luck ^= p->luck >> 17;
	p->luck ^= p->luck << 5;
	return (int)((p->luck >> 8) % (uint32_t)n);
}

int
tt_pen_between(struct tt_pen *p, int lo, int hi)
{
	return lo + tt_pen_pick(p, hi - lo + 1);
}

bool
tt_pen_chance(struct tt_pen *p, int percent)
{
	return tt_pen_pick(p, 100) < percent;
}

static uint32_t
mix_channel(uint32_t a, uint32_t b, int shift, int percent)
{
	int x = (int)(a >> shift & 0xff), y = (int)(b >> shift & 0xff);

	return (uint32_t)(x + (y - x) * percent / 100) << shift;
}

uint32_t
tt_pen_mix(uint32_t a, uint32_t with, int percent)
{
	return mix_channel(a, with, 16, percent)
	    | mix_channel(a, with, 8, percent)
	    | mix_channel(a, with, 0, percent);
}

uint32_t
tt_pen_dark(uint32_t colour, int percent)
{
	return tt_pen_mix(colour, 0x1b2a24, percent);
}

uint32_t
tt_pen_pale(uint32_t colour, int percent)
{
	return tt_pen_mix(colour, 0xfffefb, percent);
}

/* The colour as it looks in this light, with its opacity, as attributes. */
static void
add_colour(struct tt_pen *p, const char *name, uint32_t colour)
{
	tt_buf_printf(p->b, " %s=\"#%06x\"", name,
	    (unsigned)tt_pen_mix(colour, p->light, p->lit));
	if (p->alpha < 100)
		tt_buf_printf(p->b, " opacity=\".%02d\"", p->alpha);
}

static void
add_path(struct tt_pen *p, const char *fmt, va_list ap)
{
	char d[1024];
	int n = vsnprintf(d, sizeof d, fmt, ap);

	assert(n > 0 && (size_t)n < sizeof d);
	tt_buf_adds(p->b, " d=\"");
	tt_buf_add(p->b, d, (size_t)n);
	tt_buf_adds(p->b, "\"/>");
}

void
tt_pen_shape(struct tt_pen *p, uint32_t fill, const char *fmt, ...)
{
	va_list ap;

	tt_buf_adds(p->b, "<path");
	add_colour(p, "fill", fill);
	va_start(ap, fmt);
	add_path(p, fmt, ap);
	va_end(ap);
}

void
tt_pen_line(struct tt_pen *p, uint32_t stroke, int width, const char *fmt, ...)
{
	va_list ap;

	tt_buf_adds(p->b, "<path");
	add_colour(p, "stroke", stroke);
	tt_buf_printf(p->b, " stroke-width=\"%d\"", width);
	va_start(ap, fmt);
	add_path(p, fmt, ap);
	va_end(ap);
}

void
tt_pen_round(struct tt_pen *p, uint32_t colour, int x, int y, int r)
{
	tt_buf_printf(p->b, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"", x, y, r);
	add_colour(p, "fill", colour);
	tt_buf_adds(p->b, "/>");
}

void
tt_pen_oval(struct tt_pen *p, uint32_t colour, int x, int y, int rx, int ry)
{
	tt_buf_printf(p->b, "<ellipse cx=\"%d\" cy=\"%d\" rx=\"%d\" ry=\"%d\"",
	    x, y, rx, ry);
	add_colour(p, "fill", colour);
	tt_buf_adds(p->b, "/>");
}

void
tt_pen_box(struct tt_pen *p, uint32_t colour, int x, int y, int w, int h)
{
	tt_pen_shape(p, colour, "M%d %dh%dv%dh%dz", x, y, w, h, -w);
}

void
tt_pen_card(struct tt_pen *p, uint32_t colour, int x, int y, int w, int h,
    int r)
{
	tt_buf_printf(p->b, "<rect x=\"%d\" y=\"%d\" width=\"%d\""
	    " height=\"%d\" rx=\"%d\"", x, y, w, h, r);
	add_colour(p, "fill", colour);
	tt_buf_adds(p->b, "/>");
}

void
tt_pen_place(struct tt_pen *p, int x, int y, int scale, int turn)
{
	int size = scale < 0 ? -scale : scale;

	tt_buf_printf(p->b, "<g transform=\"translate(%d %d)", x, y);
	if (turn != 0)
		tt_buf_printf(p->b, " rotate(%d)", turn);
	if (scale != 100)
		tt_buf_printf(p->b, " scale(%s%d.%02d %d.%02d)",
		    scale < 0 ? "-" : "", size / 100, size % 100,
		    size / 100, size % 100);
	tt_buf_adds(p->b, "\">");
}

void
tt_pen_back(struct tt_pen *p)
{
	tt_buf_adds(p->b, "</g>");
}
