/*
 * Drawn pictures, for a site without photographs: the face of a member who
 * has none, and the homes and animals of the demo.
 *
 * Each function adds one whole SVG document. The same arguments give the same
 * bytes on every machine, so a picture can be made again instead of kept.
 * Nothing here reads a clock, a file or a random source.
 */
#ifndef TT_DRAW_H
#define TT_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"

/* A face without a photo, from a seed such as "caregiver:14". */
struct tt_avatar {
	unsigned palette;   /* 0..5 */
	unsigned ears;      /* 0..3: dog, cat, rabbit, bear */
	unsigned tilt;      /* 0..2: to the left, straight, to the right */
};

struct tt_avatar tt_avatar_of(const char *seed);

/* FNV-1a, 32 bits: the seed of everything drawn here. */
uint32_t tt_draw_seed(const char *text);

/*
 * A head with ears and upright initials, 96 by 96. The initials are escaped;
 * two letters fit.
 */
void tt_draw_avatar(struct tt_buf *, unsigned palette, unsigned ears,
    unsigned tilt, const char *initials);

/* A home or an outing with its animals, 640 by 480, below 6 KB. */
void tt_draw_scene(struct tt_buf *, uint32_t seed);
/* Whether the scene of this seed is indoors. */
bool tt_draw_inside(uint32_t seed);

/*
 * The portrait of an animal, 480 by 480. Species: "dog", "cat", "rabbit",
 * "guinea_pig", "bird", "chicken"; anything else becomes a tortoise.
 */
void tt_draw_pet(struct tt_buf *, uint32_t seed, const char *species);

#endif
