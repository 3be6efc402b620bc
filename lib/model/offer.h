/*
 * The table that search reads: one row for each service of each approved
 * caregiver, keyed (service, cell, rank, caregiver).
 *
 * A cell is 0.05 degree of latitude by 0.08 of longitude, about 5.6 km
 * square: number = row * 10000 + column, row = lat / 500, column = lon / 800
 * in 1/10000 degrees (floored). `rank` is 100000 - points, so that ascending
 * order is best first on both engines.
 *
 * Points, published on the page "ranking": 200 x average rating (only with
 * reviews) + 5 a review, at most 10 of them + 80 without reviews, 30 with
 * fewer than three + up to 40 for a complete profile.
 */
#ifndef TT_OFFER_H
#define TT_OFFER_H

#include "core/ctx.h"
#include "model/service.h"

int64_t tt_cell(int64_t lat, int64_t lon);
/* The points of a caregiver; pure. */
int64_t tt_points(int64_t rating_sum, int64_t rating_count, int64_t complete);
/* What else goes into a row: the rank, hundredths of a star, and the kinds of
 * pet as bits, from words by blanks. */
int64_t tt_rank(int64_t rating_sum, int64_t rating_count, int64_t complete);
int64_t tt_offer_rating(int64_t rating_sum, int64_t rating_count);
int64_t tt_offer_kinds(struct tt_arena *, const struct tt_service *,
    const char *kinds);

/*
 * Write a caregiver's rows anew from caregiver, service, weekly, dated, block
 * and hold; none when not approved. Inside a transaction, by everything that
 * changes any of these.
 */
void tt_offer_refresh(struct tt_ctx *, int64_t caregiver_id);

/* Each night: refresh those whose bits are of another day; at most `limit`
 * after `after`; the last id that was done, 0 when finished. */
int64_t tt_offer_refresh_some(struct tt_ctx *, int64_t after, int64_t limit);

#endif
