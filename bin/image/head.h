/*
 * What the first bytes of a picture claim, read before any decoder sees it.
 * Nothing is believed: sizes are capped, and what is not one whole still
 * picture of a kind we know is refused.
 */
#ifndef IMAGE_HEAD_H
#define IMAGE_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PIXELS_MAX ((uint64_t)40000000)
/* Bytes that a decoder has to hold all at once, where it has to. */
#define WHOLE_MAX  ((uint64_t)38000000)
#define SIDE_MAX   20000
#define SCANS_MAX  40            /* of a progressive JPEG; usual are 10 */

enum kind { KIND_NONE, KIND_JPEG, KIND_PNG, KIND_WEBP };

/* Why a picture is refused; the words are what the program answers. */
enum refusal {
	FINE,
	NO_PICTURE,       /* not JPEG, PNG or WebP */
	BROKEN,           /* cut off, or not well formed */
	TOO_LARGE,        /* too many pixels, or too much work to read */
	MOVING,           /* an animation */
};

struct head {
	enum kind kind;
	uint32_t  width, height;
	int       turn;           /* EXIF orientation, 1 to 8 */
	bool      alpha;          /* WebP: a plane of its own for it */
};

enum refusal head_read(const unsigned char *, size_t n, struct head *);

/* head_exif.c: the orientation in a TIFF block; 1 when it tells none. */
int exif_turn(const unsigned char *, size_t n);

#endif
