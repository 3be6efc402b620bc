/*
 * Rows of offer from several cells, in one order: rank, then caregiver.
 *
 * Each cell's rows come in that order from its index, a few at a time, and are
 * merged here; so what is read depends on how many are wanted, and not on how
 * many there are. For search.c alone.
 */
#ifndef TT_MERGE_H
#define TT_MERGE_H

#include "core/ctx.h"

struct tt_offer_row {
	int64_t cell, rank, caregiver_id, lat, lon, radius_km, price, kinds,
	        rating;
};

struct tt_offer_whole {
	struct tt_offer_row row;
	int64_t extra_pet, weekend, holiday, max_pets, free1, free2;
};

/* How much of each row is read: each column and each byte less is quicker. */
enum tt_offer_part {
	TT_OFFER_PLAIN,       /* tt_offer_row, without the rating */
	TT_OFFER_RATED,       /* tt_offer_row */
	TT_OFFER_WHOLE,       /* tt_offer_whole */
};

/* The most cells that can be merged: 50 km around takes 300. */
#define TT_CELLS_MAX 512

/* What is wanted. */
struct tt_wanted {
	/* Is this row? Asked once for each that is read. */
	bool      (*fits)(const void *about, const struct tt_offer_row *);
	const void *about;
	int64_t     price;     /* what is dearer is not even read */
	enum tt_offer_part part;
	int64_t     most;      /* about so many are read, all together */
	int64_t     hint;      /* so many will probably do */
};

struct tt_merge;

/* Start at the best. `wanted` must live as long. */
struct tt_merge *tt_merge_open(struct tt_ctx *, int64_t service,
    const int64_t *cells, size_t n, const struct tt_wanted *wanted);

/* The next one that is wanted; NULL at the end. */
const struct tt_offer_row *tt_merge_next(struct tt_merge *);

#endif
