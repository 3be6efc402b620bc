/*
 * Finding caregivers near a place (decisions 15 and 16).
 *
 * Reads offer rows of the cells that the radius touches, in rank order,
 * merged in C; price, distance, pets and days are judged in C. For services
 * at the owner's home only those whose own radius covers the place. The count
 * stops at 101 ("100+"). Bounded: at most 5,000 rows are looked at for best
 * match; the other orders look at the same rows and then sort. Rows whose
 * price for one pet is too much already are passed over by the engine, and do
 * not count.
 */
#ifndef TT_SEARCH_H
#define TT_SEARCH_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/price.h"
#include "model/service.h"

enum tt_sort { TT_SORT_BEST, TT_SORT_DISTANCE, TT_SORT_PRICE, TT_SORT_RATING };
extern const char *const tt_sorts[];           /* "best" … NULL */

struct tt_search {
	const struct tt_service *service;
	int32_t     lat, lon;
	const char *country;
	int64_t     radius_km;                     /* 1..50 */
	bool        dated;                         /* from, to are given */
	tt_day      from, to;
	int64_t     pets;                          /* 1..20 */
	enum tt_pet_kind kind;
	tt_money    max_price;                    /* 0: any; for what is asked */
	enum tt_sort sort;
	int64_t     page;                          /* 1..5 */
};

struct tt_hit {
	int64_t     caregiver_id;
	const char *first_name, *initial;          /* "Elke", "V" */
	const char *town, *headline, *portrait, *lang;
	int64_t     distance_m;
	int64_t     rating_sum, rating_count;
	tt_money    price;                         /* for what was asked */
	tt_time     calendar_seen, approved;
	bool        is_trader;
	bool        insured, first_aid;            /* as model/badge.h */
};

#define TT_HITS_PAGE 20
#define TT_HITS_MAX  101

struct tt_found {
	struct tt_hit *hits;
	size_t         n;                          /* on this page */
	int64_t        count;                      /* at most TT_HITS_MAX */
};

struct tt_found tt_search_run(struct tt_ctx *, const struct tt_search *);

/* How many units the shown price is for: hours 1, nights and days by date. */
int64_t tt_search_units(const struct tt_search *);

#endif
