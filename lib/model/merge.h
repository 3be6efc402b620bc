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
	int64_t cell, rank, caregiver_id, lat, lon, radius_km, price,
	        extra_pet, weekend, holiday, max_pets, kinds, rating, free1,
	        free2;
};

/* The most cells that can be merged: 50 km around takes 350. */
#define TT_CELLS_MAX 512

/* Is this row wanted? Asked once for each row that is read. */
typedef bool (*tt_wanted_fn)(const void *about, const struct tt_offer_row *);

struct tt_merge;

/*
 * Start at the best. At most about `most` rows are looked at, all cells
 * together; `hint` is how many of them will probably do.
 */
struct tt_merge *tt_merge_open(struct tt_ctx *, int64_t service,
    const int64_t *cells, size_t n, tt_wanted_fn, const void *about,
    int64_t most, int64_t hint);

/* The next one that is wanted; NULL at the end. */
const struct tt_offer_row *tt_merge_next(struct tt_merge *);

#endif
