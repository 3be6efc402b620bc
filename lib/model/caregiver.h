/*
 * Caregivers as others see them: the public profile. Never the street, the
 * phone, the mail or the exact place.
 */
#ifndef TT_CAREGIVER_H
#define TT_CAREGIVER_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/price.h"

struct tt_caregiver {
	int64_t     id;                            /* the user's */
	const char *first_name, *last_name, *country, *postcode, *town, *lang;
	int64_t     lat, lon;
	const char *bio, *headline, *kinds, *sizes;
	const char *home, *outdoors, *own_pets, *children, *medication,
	           *custom_kind;                   /* with the kind other */
	bool        smoke_free, is_trader;
	bool        has_business;                  /* and it was looked at */
	int64_t     radius_km, max_pets, notice_min;
	int64_t     rating_sum, rating_count;
	tt_time     calendar_seen, seen, approved, verified;
};

/* NULL unless approved. */
const struct tt_caregiver *tt_caregiver_find(struct tt_ctx *, int64_t id);
/* Offers of services, in the table's order: rows of struct tt_offer. */
struct tt_rows tt_caregiver_offers(struct tt_ctx *, int64_t id);
const struct tt_offer *tt_caregiver_offer(struct tt_ctx *, int64_t id,
    const char *service);

struct tt_picture { const char *path, *alt; int64_t place; };
struct tt_rows tt_caregiver_pictures(struct tt_ctx *, int64_t id);

/* "Emma W." from "Emma", "Willems"; "Jan B." from "Jan", "van den Berg".
 * Whose name was erased is a "Deleted user", in the reader's language. */
const char *tt_name(struct tt_ctx *, const char *first, const char *last);
/* "Emma Willems", for staff and the other side of a paid booking. */
const char *tt_whole_name(struct tt_ctx *, const char *first,
    const char *last);
/* "W" from "Willems", "B" from "van den Berg"; "" from "". */
const char *tt_last_initial(struct tt_arena *, const char *last);
/* "EW" for a drawn portrait. */
const char *tt_initials(struct tt_arena *, const char *first,
    const char *last);

/* Approved caregivers for the site map: ids after `after`, <= limit. */
struct tt_rows tt_caregiver_ids(struct tt_ctx *, int64_t after,
    int64_t limit);                            /* rows of tt_number */

#endif
