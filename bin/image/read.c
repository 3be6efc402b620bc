#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>
#include <png.h>
#include <webp/decode.h>

#include "image/image.h"

/* ---- JPEG ----------------------------------------------------------------- */

static void
jpeg_failed(j_common_ptr j)
{
	refuse(j->err->msg_code == JERR_OUT_OF_MEMORY ? TOO_LARGE : BROKEN);
}

/* Warnings are of what is cut off or was damaged. */
static void
jpeg_warned(j_common_ptr j, int level)
{
	if (level < 0)
		j->err->num_warnings++;
}

/* The smallest of the sizes that come almost for free, and is enough. */
static void
jpeg_scale(struct jpeg_decompress_struct *j)
{
	JDIMENSION longest = j->image_width > j->image_height ?
	    j->image_width : j->image_height;

	j->scale_denom = 8;
	for (j->scale_num = 8; j->scale_num > 1; j->scale_num /= 2)
		if ((uint64_t)longest * j->scale_num / 2 <
		    (uint64_t)LONG_SIDE * 8)
			return;
}

/* Four inks, as print shops write it: always the opposite of ink. */
static void
from_inks(unsigned char *to, const unsigned char *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < 3; c++)
			to[3 * i + c] = (unsigned char)(row[4 * i + c] *
			    row[4 * i + 3] / 255);
}

struct pixels
read_jpeg(const unsigned char *p, size_t n)
{
	struct jpeg_decompress_struct j = { 0 };
	struct jpeg_error_mgr e;
	struct shrink s;
	unsigned char *row, *rgb;
	bool inks;

	j.err = jpeg_std_error(&e);
	e.error_exit = jpeg_failed;
	e.emit_message = jpeg_warned;
	jpeg_create_decompress(&j);
	jpeg_mem_src(&j, p, n);
	if (jpeg_read_header(&j, TRUE) != JPEG_HEADER_OK)
		refuse(BROKEN);
	inks = j.num_components == 4;
	j.out_color_space = inks ? JCS_CMYK : JCS_RGB;
	jpeg_scale(&j);
	jpeg_start_decompress(&j);
	row = take((size_t)j.output_width * 4);
	rgb = inks ? take((size_t)j.output_width * 3) : row;
	s = shrink_start(j.output_width, j.output_height, LONG_SIDE);
	while (j.output_scanline < j.output_height) {
		if (jpeg_read_scanlines(&j, &row, 1) != 1)
			refuse(BROKEN);
		if (inks)
			from_inks(rgb, row, j.output_width);
		shrink_row(&s, rgb);
	}
	if (e.num_warnings > 0)
		refuse(BROKEN);
	jpeg_destroy_decompress(&j);
	return s.out;
}

/* ---- PNG ------------------------------------------------------------------ */

struct source { const unsigned char *p; size_t n; };

static _Noreturn void
png_failed(png_structp png, png_const_charp why)
{
	(void)png;
	refuse(strstr(why, "emory") != NULL ? TOO_LARGE : BROKEN);
}

static void
png_warned(png_structp png, png_const_charp why)
{
	(void)png;
	(void)why;
}

static void
png_give(png_structp png, png_bytep to, size_t n)
{
	struct source *s = png_get_io_ptr(png);

	if (n > s->n)
		refuse(BROKEN);
	memcpy(to, s->p, n);
	s->p += n;
	s->n -= n;
}

/* Eight bits of red, green and blue, on white where it is transparent. */
static void
png_as_rgb(png_structp png, png_infop info)
{
	const png_color_16 white = { 0, 255, 255, 255, 255 };
	png_byte type = png_get_color_type(png, info);

	png_set_expand(png);
	png_set_scale_16(png);
	if (type == PNG_COLOR_TYPE_GRAY || type == PNG_COLOR_TYPE_GRAY_ALPHA)
		png_set_gray_to_rgb(png);
	if ((type & PNG_COLOR_MASK_ALPHA) != 0 ||
	    png_get_valid(png, info, PNG_INFO_tRNS) != 0)
		png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN,
		    0, 1.0);
}

static struct pixels
png_rows(png_structp png, png_infop info, int passes)
{
	uint32_t width = png_get_image_width(png, info);
	uint32_t height = png_get_image_height(png, info);
	size_t n = png_get_rowbytes(png, info);
	struct shrink s = shrink_start(width, height, LONG_SIDE);
	unsigned char *rows;

	if (n != (size_t)width * 3)
		refuse(BROKEN);
	rows = take(passes > 1 ? n * height : n);
	/* Lines come in an order of their own: the last pass is whole. */
	for (int i = 1; i < passes; i++)
		for (uint32_t y = 0; y < height; y++)
			png_read_row(png, rows + n * y, NULL);
	for (uint32_t y = 0; y < height; y++) {
		unsigned char *row = passes > 1 ? rows + n * y : rows;

		png_read_row(png, row, NULL);
		shrink_row(&s, row);
	}
	png_read_end(png, NULL);
	return s.out;
}

struct pixels
read_png(const unsigned char *p, size_t n)
{
	struct source s = { p, n };
	png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL,
	    png_failed, png_warned);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);
	int passes;

	if (info == NULL)
		refuse(TOO_LARGE);
	png_set_read_fn(png, &s, png_give);
	png_set_user_limits(png, SIDE_MAX, SIDE_MAX);
	png_set_chunk_malloc_max(png, 1 << 20);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
	/* What is not pixels is not unpacked. */
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER,
	    (png_const_bytep)"iCCP\0zTXt\0iTXt\0tEXt\0eXIf\0sPLT", 6);
	png_read_info(png, info);
	png_as_rgb(png, info);
	passes = png_set_interlace_handling(png);
	png_read_update_info(png, info);
	return png_rows(png, info, passes);
}

/* ---- WebP ----------------------------------------------------------------- */

static uint32_t
at_most_one(uint32_t n)
{
	return n == 0 ? 1 : n;
}

/* The decoder scales by itself, so that it holds no more than that. */
static void
webp_scale(WebPDecoderConfig *c)
{
	uint32_t w = (uint32_t)c->input.width, h = (uint32_t)c->input.height;
	uint32_t longest = w > h ? w : h;

	if (longest <= LONG_SIDE)
		return;
	c->options.use_scaling = 1;
	w = at_most_one((w * LONG_SIDE + longest / 2) / longest);
	h = at_most_one((h * LONG_SIDE + longest / 2) / longest);
	c->options.scaled_width = (int)w;
	c->options.scaled_height = (int)h;
}

struct pixels
read_webp(const unsigned char *p, size_t n)
{
	WebPDecoderConfig c;
	struct pixels out;
	VP8StatusCode code;
	const unsigned char *in;

	if (!WebPInitDecoderConfig(&c) ||
	    WebPGetFeatures(p, n, &c.input) != VP8_STATUS_OK)
		refuse(BROKEN);
	webp_scale(&c);
	c.output.colorspace = MODE_RGBA;
	code = WebPDecode(p, n, &c);
	if (code != VP8_STATUS_OK)
		refuse(code == VP8_STATUS_OUT_OF_MEMORY ? TOO_LARGE : BROKEN);
	out.width = (uint32_t)c.output.width;
	out.height = (uint32_t)c.output.height;
	out.rgb = take((size_t)out.width * out.height * 3);
	for (uint32_t y = 0; y < out.height; y++) {
		unsigned char *to = out.rgb + (size_t)y * out.width * 3;

		in = c.output.u.RGBA.rgba + (size_t)y *
		    (size_t)c.output.u.RGBA.stride;
		for (uint32_t x = 0; x < out.width; x++, in += 4)
			for (size_t k = 0; k < 3; k++)
				*to++ = (unsigned char)((in[k] * in[3] +
				    255 * (255 - in[3])) / 255);
	}
	WebPFreeDecBuffer(&c.output);
	return out;
}
