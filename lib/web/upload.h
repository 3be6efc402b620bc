/*
 * Files that people hand in with a form, and files that they fetch.
 *
 *	struct tt_kept k;
 *	if (tt_upload_photo(r, "photo", "pet", &k))
 *		pet.picture = tt_file_media(r->cx->arena, &k);
 *
 * What is kept was written anew here: a photo from its pixels, in three sizes,
 * without a word of what its camera knew. A PDF is kept as it came, and given
 * back only as a download. The route needs .body_max = TT_UPLOAD_MAX, its form
 * `enctype="multipart/form-data"`, and its path a place in nginx's
 * configuration where bodies may be that long.
 *
 * False: nothing is kept, and the field has a fault in the reader's language.
 * Everything was checked, scanned and written when it is true. Until a row of
 * the model points at it, it goes after a day. Not inside a transaction.
 */
#ifndef TT_UPLOAD_H
#define TT_UPLOAD_H

#include "model/file.h"
#include "web/out.h"
#include "web/req.h"

#define TT_UPLOAD_MAX ((size_t)8 << 20)        /* of the whole form */
#define TT_PAPER_MAX  ((size_t)5 << 20)        /* of a PDF */

/* For .accept of a file field. */
#define TT_PHOTO_TYPES "image/jpeg,image/png,image/webp"
#define TT_PAPER_TYPES "application/pdf,image/jpeg,image/png,image/webp"

/* Whether the field has a file at all; no fault when it has not. */
bool tt_uploaded(const struct tt_req *, const char *field);

/* A public photo; `use` is "pet" or "picture". */
bool tt_upload_photo(struct tt_req *, const char *field, const char *use,
    struct tt_kept *out);
/* A private paper, a PDF or the photo of one; `use` is "certificate". */
bool tt_upload_paper(struct tt_req *, const char *field,
    struct tt_kept *out);

/*
 * Answer with a private file; whether this visitor may have it was asked
 * before. `as` is the name it is offered under, without ending: "certificate".
 */
void tt_send_kept(struct tt_req *, const struct tt_kept *, const char *as);

/* ---- for pages -------------------------------------------------------------- */

/*
 * A photo as it is shown. One that was drawn (".svg") has a single form.
 */
struct tt_photo {
	const char *path;              /* in media, "photo/NAME" or "….svg" */
	const char *alt;
	const char *lang;              /* of alt, NULL: the page's */
	const char *css;               /* class, or NULL */
	const char *sizes;             /* how wide it is shown: "(max-…) 100vw" */
	int64_t     width, height;     /* of the place; 0, 0: the photo's own */
	bool        late;              /* loaded when it comes into view */
};

/*
 *	{> tt_photo(.path = p->picture, .alt = p->name, .sizes = "112px",
 *	    .width = 112, .height = 112)}
 */
#define tt_photo(o, ...) \
	tt_part_photo((o), &(const struct tt_photo){ __VA_ARGS__ })

void tt_part_photo(struct tt_out *, const struct tt_photo *);
bool tt_photo_drawn(const char *path);
/* The address of the smallest size whose longest side is `side` or more. */
tt_url tt_photo_url(struct tt_out *, const char *path, int64_t side);

#endif
