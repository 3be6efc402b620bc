#include "draw.h"
#include "draw_pen.h"

uint32_t
tt_draw_seed(const char *text)
{
	uint32_t h = 2166136261u;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

struct tt_avatar
tt_avatar_of(const char *seed)
{
	uint32_t h = tt_draw_seed(seed);

	return (struct tt_avatar){ h % 6, (h >> 8) % 4, (h >> 16) % 3 };
}

/* Initials on the head have a contrast of at least 7 to 1 in each of these. */
static const struct {
	const char *ground, *head, *letters;
} palettes[6] = {
	{ "#f4c27a", "#fdf0d8", "#6d3d05" },
	{ "#efae97", "#fdece5", "#7c2a18" },
	{ "#9bd8c4", "#e8f7f1", "#0a4a36" },
	{ "#cbd39a", "#f4f6df", "#444c12" },
	{ "#cdbfe0", "#f4eefa", "#4c3568" },
	{ "#a9d3e4", "#e9f5fa", "#174a66" },
};

static const char *const ears_of[4] = {
	/* dog */
	"<path d=\"M30 36C16 30 4 42 6 62c1 13 13 15 18 6l10-22zM66 36c14-6 "
	"26 6 24 26-1 13-13 15-18 6L62 46z\"/>",
	/* cat */
	"<path d=\"M22 48V22c0-4 3-5 6-3l16 13zM74 48V22c0-4-3-5-6-3L52 32z\""
	"/>",
	/* rabbit */
	"<path d=\"M36 40c-10-8-13-34-6-35s13 20 13 33zM60 40c10-8 13-34 6-35"
	"S53 25 53 38z\"/>",
	/* bear */
	"<circle cx=\"25\" cy=\"36\" r=\"14\"/><circle cx=\"71\" cy=\"36\" r="
	"\"14\"/>",
};

void
tt_draw_avatar(struct tt_buf *b, unsigned palette, unsigned ears,
    unsigned tilt, const char *initials)
{
	static const char *const turn[3] = { "-7", "0", "7" };

	palette %= 6;
	tt_buf_printf(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\""
	    "0 0 96 96\"><path fill=\"%s\" d=\"M0 0h96v96H0z\"/><g fill=\"%s\" "
	    "transform=\"rotate(%s 48 60)\">%s<circle cx=\"48\" cy=\"60\" r=\""
	    "30\"/></g><text x=\"48\" y=\"70\" text-anchor=\"middle\" font-fam"
	    "ily=\"Segoe UI,Roboto,Lato,sans-serif\" font-weight=\"700\" font-"
	    "size=\"28\" fill=\"%s\">", palettes[palette].ground,
	    palettes[palette].head, turn[tilt % 3], ears_of[ears % 4],
	    palettes[palette].letters);
	tt_buf_add_html(b, initials);
	tt_buf_adds(b, "</text></svg>\n");
}
