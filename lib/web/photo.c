/*
 * A photo in a page: <picture> with WebP in three sizes, and JPEG for who
 * cannot read that. Written here and not in a page, because its attributes
 * come and go with the photo.
 */
#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "web/upload.h"
#include "web/words.h"

static void
attr(struct tt_out *o, const char *name, const char *value)
{
	if (value == NULL)
		return;
	TT_LIT(o, " ");
	tt_buf_adds(&o->b, name);
	TT_LIT(o, "=\"");
	tt_put_text(o, value);
	TT_LIT(o, "\"");
}

bool
tt_photo_drawn(const char *path)
{
	return !tt_starts(path, "photo/");
}

/* "photo/NAME-1600x1200": what is after the last '-'. */
static bool
size_of(struct tt_arena *a, const char *path, int64_t *width, int64_t *height)
{
	const char *dash = strrchr(path, '-');
	char *copy, *high;

	if (tt_photo_drawn(path) || dash == NULL)
		return false;
	copy = tt_strdup(a, dash + 1);
	high = strchr(copy, 'x');
	if (high == NULL)
		return false;
	*high++ = '\0';
	return tt_int(copy, 1, 1600, width) && tt_int(high, 1, 1600, height);
}

/* How wide a photo is when its longest side is `side`. */
static int64_t
width_at(int64_t width, int64_t height, int64_t side)
{
	int64_t longest = width > height ? width : height;

	return longest <= side ? width :
	    (width * side + longest / 2) / longest;
}

tt_url
tt_photo_url(struct tt_out *o, const char *path, int64_t side)
{
	int size = TT_PHOTO_SIZES - 1;

	if (tt_photo_drawn(path))
		return tt_media(o, path);
	while (size > 0 && tt_photo_sizes[size] < side)
		size--;
	return tt_media(o, tt_photo_file(o->arena, path, size, "jpg"));
}

/* "/media/….webp 320w, …": each size that differs from the one before. */
static const char *
srcset(struct tt_out *o, const struct tt_photo *p, const char *ending)
{
	struct tt_buf b = tt_buf_in(o->arena, 2048);
	int64_t width, height, last = 0;

	if (!size_of(o->arena, p->path, &width, &height))
		return NULL;
	for (int i = TT_PHOTO_SIZES - 1; i >= 0; i--) {
		int64_t w = width_at(width, height, tt_photo_sizes[i]);

		if (w == last)
			continue;
		tt_buf_printf(&b, "%s/media/%s %" PRId64 "w", b.n > 0 ? ", " :
		    "", tt_photo_file(o->arena, p->path, i, ending), w);
		last = w;
	}
	return b.p;
}

static void
img(struct tt_out *o, const struct tt_photo *p)
{
	int64_t width = p->width, height = p->height;
	const char *set = srcset(o, p, "jpg");

	if (width == 0)
		(void)size_of(o->arena, p->path, &width, &height);
	TT_LIT(o, "<img");
	attr(o, "class", p->css);
	attr(o, "src", tt_photo_url(o, p->path, 960).s);
	attr(o, "srcset", set);
	attr(o, "sizes", set == NULL ? NULL : p->sizes);
	attr(o, "alt", p->alt);
	attr(o, "lang", p->lang);
	if (width > 0 && height > 0) {
		attr(o, "width", tt_s_int(o, width));
		attr(o, "height", tt_s_int(o, height));
	}
	attr(o, "loading", p->late ? "lazy" : NULL);
	TT_LIT(o, ">");
}

void
tt_part_photo(struct tt_out *o, const struct tt_photo *p)
{
	const char *set = srcset(o, p, "webp");

	if (set == NULL) {
		img(o, p);
		return;
	}
	TT_LIT(o, "<picture><source type=\"image/webp\"");
	attr(o, "srcset", set);
	attr(o, "sizes", p->sizes);
	TT_LIT(o, ">");
	img(o, p);
	TT_LIT(o, "</picture>");
}
