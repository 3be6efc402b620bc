#include <string.h>

#include "image/image.h"

/* A length in the proportion of the longest side to `side`. */
static uint32_t
length_for(uint32_t length, uint32_t longest, uint32_t side)
{
	uint64_t n = ((uint64_t)length * side + longest / 2) / longest;

	if (longest <= side)
		return length;
	return n == 0 ? 1 : (uint32_t)n;
}

struct shrink
shrink_start(uint32_t width, uint32_t height, uint32_t side)
{
	uint32_t longest = width > height ? width : height;
	struct shrink s = { .width = width, .height = height };
	size_t n;

	s.out.width = length_for(width, longest, side);
	s.out.height = length_for(height, longest, side);
	n = (size_t)s.out.width * 3;
	s.out.rgb = take(n * s.out.height);
	s.sums = take(n * sizeof(*s.sums));
	s.row = take(n * sizeof(*s.row));
	return s;
}

/* One row made as wide as the picture that comes out; sums over s->width. */
static void
narrow(struct shrink *s, const unsigned char *rgb)
{
	uint64_t from = s->width, to = s->out.width, at = 0;
	uint64_t *out = s->row;

	memset(out, 0, s->out.width * 3 * sizeof(*out));
	/* A pixel in is `to` long, one out is `from` long. */
	for (uint32_t x = 0; x < s->width; x++, rgb += 3) {
		uint64_t i = at / from, here = (i + 1) * from - at;

		if (here > to)
			here = to;
		for (size_t c = 0; c < 3; c++)
			out[3 * i + c] += rgb[c] * here;
		if (here < to)
			for (size_t c = 0; c < 3; c++)
				out[3 * i + 3 + c] += rgb[c] * (to - here);
		at += to;
	}
}

static void
finish_row(struct shrink *s, uint64_t y)
{
	uint64_t all = (uint64_t)s->width * s->height;
	size_t n = (size_t)s->out.width * 3;
	unsigned char *out = s->out.rgb + n * y;

	for (size_t i = 0; i < n; i++)
		out[i] = (unsigned char)((s->sums[i] + all / 2) / all);
	memset(s->sums, 0, n * sizeof(*s->sums));
}

void
shrink_row(struct shrink *s, const unsigned char *rgb)
{
	uint64_t from = s->height, to = s->out.height;
	uint64_t at = s->rows * to, y = at / from;
	uint64_t here = (y + 1) * from - at;
	size_t n = (size_t)s->out.width * 3;

	if (s->rows == s->height)
		return;
	s->rows++;
	narrow(s, rgb);
	if (here > to)
		here = to;
	for (size_t i = 0; i < n; i++)
		s->sums[i] += s->row[i] * here;
	if (at + here == (y + 1) * from)
		finish_row(s, y);
	if (here == to)
		return;
	for (size_t i = 0; i < n; i++)
		s->sums[i] += s->row[i] * (to - here);
}

struct pixels
shrink_all(const struct pixels *p, uint32_t side)
{
	struct shrink s = shrink_start(p->width, p->height, side);

	for (uint32_t y = 0; y < p->height; y++)
		shrink_row(&s, p->rgb + (size_t)y * p->width * 3);
	return s.out;
}

struct pixels
turned(const struct pixels *p, int turn)
{
	bool sideways = turn >= 5;
	bool right = turn == 2 || turn == 3 || turn == 7 || turn == 8;
	bool bottom = turn == 3 || turn == 4 || turn == 6 || turn == 7;
	struct pixels out = { .width = sideways ? p->height : p->width,
	    .height = sideways ? p->width : p->height };
	size_t at = 0;

	if (turn == 1)
		return *p;
	out.rgb = take((size_t)out.width * out.height * 3);
	/* For each pixel of the upright picture, where it lies now. */
	for (uint32_t y = 0; y < out.height; y++)
		for (uint32_t x = 0; x < out.width; x++, at += 3) {
			uint32_t u = sideways ? y : x, v = sideways ? x : y;

			u = right ? p->width - 1 - u : u;
			v = bottom ? p->height - 1 - v : v;
			memcpy(out.rgb + at, p->rgb + 3 *
			    ((size_t)v * p->width + u), 3);
		}
	return out;
}
