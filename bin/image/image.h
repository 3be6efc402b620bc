/*
 * tailtribe-image: a photo on standard input becomes smaller photos on
 * standard output, written anew from its pixels. Run by lib/web/decode.c, one
 * process for each photo; see main.c.
 *
 * It trusts nothing it reads. Before the first byte it has given up every
 * system call but reading, writing and memory (cage.c), of which it may have 64
 * MB. A decoder that finds a fault ends the process with an answer: that is
 * why nothing here unwinds, and hardly anything is given back.
 */
#ifndef IMAGE_H
#define IMAGE_H

#include "image/head.h"

#define LONG_SIDE 1600           /* of the largest picture that is kept */

/* Rows of red, green and blue, without gaps. */
struct pixels {
	uint32_t       width, height;
	unsigned char *rgb;
};

/* Memory, zeroed; refuses with TOO_LARGE when there is no more. */
void *take(size_t bytes);
void give_back(void *, size_t bytes);

/* Say why there is no picture, and end. */
_Noreturn void refuse(enum refusal);

/* cage.c: from here on only memory, and the pipes that are open. */
void cage(void);

/*
 * shrink.c: rows come in from the top, a picture whose longest side is at
 * most `side` comes out; never a larger one. Each pixel is the mean of those
 * that it stands for.
 */
struct shrink {
	uint32_t       width, height;      /* of what comes in */
	struct pixels  out;
	uint64_t      *sums;               /* of the row that is being made */
	uint64_t      *row;                /* of one that came in */
	uint32_t       rows;               /* that came in */
};
struct shrink shrink_start(uint32_t width, uint32_t height, uint32_t side);
void shrink_row(struct shrink *, const unsigned char *rgb);
struct pixels shrink_all(const struct pixels *, uint32_t side);
/* Upright, from the way that EXIF says it lies (1 to 8). */
struct pixels turned(const struct pixels *, int turn);

/* read.c: at most LONG_SIDE. */
struct pixels read_jpeg(const unsigned char *, size_t n);
struct pixels read_png(const unsigned char *, size_t n);
struct pixels read_webp(const unsigned char *, size_t n);

/* write.c: the bytes of a file, without any metadata. */
struct bytes { unsigned char *p; size_t n; };
struct bytes write_jpeg(const struct pixels *);
struct bytes write_webp(const struct pixels *);

#endif
