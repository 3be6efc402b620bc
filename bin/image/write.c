#include <stdio.h>

#include <jpeglib.h>
#include <webp/encode.h>

#include "image/image.h"

#define QUALITY_JPEG 80
#define QUALITY_WEBP 76

static void
jpeg_failed(j_common_ptr j)
{
	(void)j;
	refuse(TOO_LARGE);
}

struct bytes
write_jpeg(const struct pixels *p)
{
	struct jpeg_compress_struct j = { 0 };
	struct jpeg_error_mgr e;
	struct bytes out = { 0 };
	unsigned long n = 0;

	j.err = jpeg_std_error(&e);
	e.error_exit = jpeg_failed;
	jpeg_create_compress(&j);
	jpeg_mem_dest(&j, &out.p, &n);
	j.image_width = p->width;
	j.image_height = p->height;
	j.input_components = 3;
	j.in_color_space = JCS_RGB;
	jpeg_set_defaults(&j);
	jpeg_set_quality(&j, QUALITY_JPEG, TRUE);
	j.optimize_coding = TRUE;
	jpeg_start_compress(&j, TRUE);
	while (j.next_scanline < p->height) {
		JSAMPROW row = p->rgb + (size_t)j.next_scanline * p->width * 3;

		jpeg_write_scanlines(&j, &row, 1);
	}
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	out.n = n;
	return out;
}

struct bytes
write_webp(const struct pixels *p)
{
	WebPMemoryWriter w;
	WebPPicture pic;
	WebPConfig c;

	if (!WebPConfigPreset(&c, WEBP_PRESET_PHOTO, QUALITY_WEBP) ||
	    !WebPPictureInit(&pic))
		refuse(BROKEN);
	c.method = 2;                /* a third of the time, 3 % larger */
	WebPMemoryWriterInit(&w);
	pic.width = (int)p->width;
	pic.height = (int)p->height;
	pic.writer = WebPMemoryWrite;
	pic.custom_ptr = &w;
	if (!WebPPictureImportRGB(&pic, p->rgb, (int)p->width * 3) ||
	    !WebPEncode(&c, &pic))
		refuse(TOO_LARGE);
	WebPPictureFree(&pic);
	return (struct bytes){ w.mem, w.size };
}
