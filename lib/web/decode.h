/*
 * Photos decoded and written anew by a program of its own, tailtribe-image,
 * which may do nothing else. Only so many run at once on a machine
 * (image_slots); whoever finds no place within two seconds is told to try
 * again, so that pages keep their workers.
 */
#ifndef TT_DECODE_H
#define TT_DECODE_H

#include "core/ctx.h"

enum tt_decoded_as {
	TT_PHOTO_FINE,
	TT_PHOTO_NONE,        /* not JPEG, PNG or WebP */
	TT_PHOTO_BROKEN,
	TT_PHOTO_LARGE,
	TT_PHOTO_MOVING,
	TT_PHOTO_BUSY,        /* no place, or no answer in time */
};

#define TT_DECODED_FILES 6

/* WebP and JPEG by turns, largest first; of a paper one JPEG. */
struct tt_decoded {
	enum tt_decoded_as as;
	int64_t            width, height;       /* of the largest */
	size_t             n_files;
	struct { const unsigned char *p; size_t n; } file[TT_DECODED_FILES];
};

/* `paper`: one size, for reading. */
struct tt_decoded tt_decode(struct tt_ctx *, const unsigned char *, size_t n,
    bool paper);

/*
 * What the program answered; exported for its fuzzer. An answer that is not
 * well formed is TT_PHOTO_BUSY: the program was ended before it was done.
 */
struct tt_decoded tt_decode_answer(struct tt_arena *, const unsigned char *,
    size_t n, bool paper);

#endif
