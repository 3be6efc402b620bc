#include <string.h>

#include "image/head.h"

static uint32_t
big(const unsigned char *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

static uint32_t
little(const unsigned char *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = n; i > 0; i--)
		v = v << 8 | p[i - 1];
	return v;
}

/* `whole`: bytes of a pixel where the decoder holds all at once, else 0. */
static enum refusal
size_fits(const struct head *h, uint64_t whole)
{
	uint64_t pixels = (uint64_t)h->width * h->height;

	if (h->width == 0 || h->height == 0)
		return BROKEN;
	if (h->width > SIDE_MAX || h->height > SIDE_MAX ||
	    pixels > PIXELS_MAX || pixels * whole > WHOLE_MAX)
		return TOO_LARGE;
	return FINE;
}

/* ---- JPEG ----------------------------------------------------------------- */

struct jpeg {
	const unsigned char *p;
	size_t               n, at;
	int                  scans, parts;
	bool                 progressive, ended;
};

static bool
is_frame(unsigned char marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
	    marker != 0xc8 && marker != 0xcc;
}

/* The bytes of a scan, up to the next marker that is not a restart. */
static void
skip_scan(struct jpeg *j)
{
	while (j->at + 1 < j->n) {
		const unsigned char *ff = memchr(j->p + j->at, 0xff,
		    j->n - 1 - j->at);

		if (ff == NULL) {
			j->at = j->n;
			return;
		}
		j->at = (size_t)(ff - j->p);
		if (ff[1] != 0 && (ff[1] < 0xd0 || ff[1] > 0xd7))
			return;
		j->at += ff[1] == 0xff ? 1 : 2;
	}
}

static enum refusal
jpeg_frame(struct jpeg *j, const unsigned char *body, size_t n,
    unsigned char marker, struct head *h)
{
	uint64_t blocks = 0, most = 1;

	if (n < 6 || h->width != 0)
		return BROKEN;
	h->height = big(body + 1, 2);
	h->width = big(body + 3, 2);
	j->parts = body[5];
	if (j->parts < 1 || j->parts > 4 || n < 6 + 3 * (size_t)j->parts)
		return BROKEN;
	j->progressive = marker == 0xc2;
	/* Lossless and arithmetic JPEG are nobody's photos. */
	if (marker != 0xc0 && marker != 0xc1 && marker != 0xc2)
		return NO_PICTURE;
	if (!j->progressive)
		return size_fits(h, 0);
	/* Its coefficients, 2 bytes each, are held all at once; of colour
	 * there are mostly fewer. */
	for (int i = 0; i < j->parts; i++) {
		uint64_t here = (uint64_t)(body[7 + 3 * i] >> 4) *
		    (body[7 + 3 * i] & 15);

		blocks += here;
		most = here > most ? here : most;
	}
	return size_fits(h, (2 * blocks + most - 1) / most);
}

/* The orientation, from an APP1 of EXIF. */
static void
jpeg_exif(const unsigned char *body, size_t n, struct head *h)
{
	if (n > 6 && memcmp(body, "Exif\0\0", 6) == 0 && h->turn == 1)
		h->turn = exif_turn(body + 6, n - 6);
}

/* One marker with its body; `at` is on the 0xff. */
static enum refusal
jpeg_marker(struct jpeg *j, struct head *h)
{
	unsigned char marker;
	size_t length;

	while (j->at + 1 < j->n && j->p[j->at + 1] == 0xff)
		j->at++;
	if (j->n - j->at < 2 || j->p[j->at] != 0xff)
		return BROKEN;
	marker = j->p[j->at + 1];
	j->at += 2;
	if (marker == 0xd9) {
		j->ended = true;
		return FINE;
	}
	if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7))
		return FINE;
	if (j->n - j->at < 2 || marker == 0 || marker == 0xd8)
		return BROKEN;
	length = big(j->p + j->at, 2);
	if (length < 2 || length > j->n - j->at)
		return BROKEN;
	if (is_frame(marker)) {
		enum refusal bad = jpeg_frame(j, j->p + j->at + 2, length - 2,
		    marker, h);

		if (bad != FINE)
			return bad;
	} else if (marker == 0xe1) {
		jpeg_exif(j->p + j->at + 2, length - 2, h);
	}
	j->at += length;
	if (marker != 0xda)
		return FINE;
	if (++j->scans > SCANS_MAX)
		return TOO_LARGE;
	skip_scan(j);
	return FINE;
}

/* All markers up to the end: a cut-off photo has none, a bomb has too many. */
static enum refusal
jpeg(const unsigned char *p, size_t n, struct head *h)
{
	struct jpeg j = { .p = p, .n = n, .at = 2 };

	h->kind = KIND_JPEG;
	while (!j.ended) {
		enum refusal bad = jpeg_marker(&j, h);

		if (bad != FINE)
			return bad;
	}
	return h->width == 0 || j.scans == 0 ? BROKEN : FINE;
}

/* ---- PNG ------------------------------------------------------------------ */

/*
 * Chunks up to IEND. Text and profiles are not even looked at: a decoder that
 * unpacks them can be made to unpack too much.
 */
static enum refusal
png(const unsigned char *p, size_t n, struct head *h)
{
	size_t at = 8;
	enum refusal bad;
	bool data = false;

	h->kind = KIND_PNG;
	if (n < 33 || big(p + 8, 4) != 13 || memcmp(p + 12, "IHDR", 4) != 0)
		return BROKEN;
	h->width = big(p + 16, 4);
	h->height = big(p + 20, 4);
	bad = size_fits(h, p[28] != 0 ? 3 : 0);
	if (bad != FINE)
		return bad;
	while (n - at >= 12) {
		uint32_t length = big(p + at, 4);

		if (length > n - at - 12)
			return BROKEN;
		if (memcmp(p + at + 4, "acTL", 4) == 0)
			return MOVING;
		if (memcmp(p + at + 4, "eXIf", 4) == 0)
			h->turn = exif_turn(p + at + 8, length);
		data = data || memcmp(p + at + 4, "IDAT", 4) == 0;
		if (memcmp(p + at + 4, "IEND", 4) == 0)
			return data ? FINE : BROKEN;
		at += 12 + (size_t)length;
	}
	return BROKEN;
}

/* ---- WebP ----------------------------------------------------------------- */

/* The picture itself, in "VP8 " or "VP8L"; `n` bytes are there. */
static enum refusal
webp_picture(const unsigned char *p, size_t n, bool lossless, struct head *h)
{
	uint32_t bits;

	if (lossless) {
		if (n < 5 || p[0] != 0x2f)
			return BROKEN;
		bits = little(p + 1, 4);
		h->width = (bits & 0x3fff) + 1;
		h->height = (bits >> 14 & 0x3fff) + 1;
		return size_fits(h, 5);
	}
	if (n < 10 || memcmp(p + 3, "\x9d\x01\x2a", 3) != 0)
		return BROKEN;
	h->width = little(p + 6, 2) & 0x3fff;
	h->height = little(p + 8, 2) & 0x3fff;
	return size_fits(h, h->alpha ? 2 : 0);
}

static enum refusal
webp_chunk(const unsigned char *p, size_t length, struct head *h, bool *found)
{
	const unsigned char *body = p + 8;

	if (memcmp(p, "ANIM", 4) == 0 || memcmp(p, "ANMF", 4) == 0 ||
	    (memcmp(p, "VP8X", 4) == 0 && length > 0 && (body[0] & 2) != 0))
		return MOVING;
	if (memcmp(p, "EXIF", 4) == 0) {
		size_t skip = length > 6 &&
		    memcmp(body, "Exif\0\0", 6) == 0 ? 6 : 0;

		h->turn = exif_turn(body + skip, length - skip);
	}
	if (memcmp(p, "ALPH", 4) == 0)
		h->alpha = true;
	if (memcmp(p, "VP8 ", 4) != 0 && memcmp(p, "VP8L", 4) != 0)
		return FINE;
	if (*found)
		return BROKEN;
	*found = true;
	return webp_picture(body, length, p[3] == 'L', h);
}

static enum refusal
webp(const unsigned char *p, size_t n, struct head *h)
{
	size_t at = 12, end = (size_t)little(p + 4, 4) + 8;
	bool found = false;

	h->kind = KIND_WEBP;
	if (end > n || end < 20)
		return BROKEN;
	while (end - at >= 8) {
		size_t length = little(p + at + 4, 4);
		enum refusal bad;

		if (length > end - at - 8)
			return BROKEN;
		bad = webp_chunk(p + at, length, h, &found);
		if (bad != FINE)
			return bad;
		at += 8 + length + (length & 1);
		if (at > end)
			break;
	}
	return found ? FINE : BROKEN;
}

enum refusal
head_read(const unsigned char *p, size_t n, struct head *h)
{
	*h = (struct head){ .turn = 1 };
	if (n >= 4 && memcmp(p, "\xff\xd8\xff", 3) == 0)
		return jpeg(p, n, h);
	if (n >= 8 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0)
		return png(p, n, h);
	if (n >= 20 && memcmp(p, "RIFF", 4) == 0 &&
	    memcmp(p + 8, "WEBP", 4) == 0)
		return webp(p, n, h);
	return NO_PICTURE;
}
