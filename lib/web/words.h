/*
 * Words that several pages need: counts of pets and units, names of price
 * lines, ratings, pictures of people.
 */
#ifndef TT_WORDS_H
#define TT_WORDS_H

#include "model/price.h"
#include "model/service.h"
#include "web/out.h"

/* "Dog, labrador": with a comma between; an empty one is left out. */
const char *tt_join(struct tt_arena *, const char *, const char *);
/* "2 dogs", "1 pet" */
const char *tt_pets_text(struct tt_out *, enum tt_pet_kind, int64_t n);
/* "3 nights"; for hours the quantity is minutes: "2 hours", "45 minutes". */
const char *tt_units_text(struct tt_out *, enum tt_unit, int64_t quantity);
/* "Dog walk", "Extra pets", "Weekend", "Public holiday" */
const char *tt_line_text(struct tt_out *, const struct tt_line *,
    const struct tt_service *);
/* "3 nights × € 32.00", "2 × 3 nights × € 12.00" */
const char *tt_line_sum(struct tt_out *, const struct tt_line *);
/* "4.9" of a sum of stars and their count, which is not 0. */
const char *tt_rating_text(struct tt_out *, int64_t sum, int64_t count);
/* "1.4 km" */
const char *tt_distance_text(struct tt_out *, int64_t metres);

/* The drawn face of somebody without a photo; seed "caregiver:14":
 * "/avatar/3-1-2-EV.svg". Initials that are not A to Z are left out. */
const char *tt_avatar_url(struct tt_arena *, const char *seed,
    const char *initials);
/* The picture of a caregiver: their portrait (a path in media) or a face. */
tt_url tt_face(struct tt_out *, const char *portrait, int64_t caregiver_id,
    const char *initials);
/* The address of a video elsewhere; ours when it is at no site we know. */
tt_url tt_video_link(struct tt_out *, const char *url);
/* A picture in media. */
tt_url tt_media(struct tt_out *, const char *path);

#endif
