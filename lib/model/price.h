/*
 * What a booking costs. A pure function; the only place where a price is made.
 *
 * The unit of the service says what is counted (decision 17):
 *   hour   the minutes between start and end, in fractions of an hour
 *   visit, trip, event   one
 *   day    the days from the first to the last, both counted
 *   night  the nights, by the local date of the evening (never elapsed hours)
 * Each pet beyond the first costs `extra_pet` a unit. A unit on a Saturday or
 * Sunday costs `weekend` more, one on a public holiday `holiday` more and
 * then not `weekend`; both once a booking, whatever the number of pets. Hours
 * are judged minute by minute at midnight's edges, nights by their evening.
 * Each line is rounded half up to a cent; the total is their sum.
 */
#ifndef TT_PRICE_H
#define TT_PRICE_H

#include "core/ctx.h"
#include "model/service.h"

/* A caregiver's prices for one service. */
struct tt_offer {
	const char *code;
	tt_money    price, extra_pet, weekend, holiday;
	int64_t     visit_min;             /* length of a visit, minutes */
};

enum tt_line_kind { TT_LINE_BASE, TT_LINE_EXTRA_PET, TT_LINE_WEEKEND,
	TT_LINE_HOLIDAY };
extern const char *const tt_line_kinds[];

struct tt_line {
	enum tt_line_kind kind;
	enum tt_unit      unit;
	int64_t           quantity;        /* units; minutes when unit is hour */
	int64_t           times;           /* pets it counts for */
	tt_money          each, amount;
};

#define TT_LINES 4

struct tt_price {
	struct tt_line lines[TT_LINES];
	size_t         n;
	tt_money       total;
};

/* What was asked, in days and minutes of the wall clock. */
struct tt_when {
	tt_day  from, to;                  /* to: the last day; night: leaving */
	int64_t from_min, to_min;          /* to_min may be <= from_min: next day */
};

struct tt_price tt_price_of(const struct tt_offer *, const struct tt_when *,
    int64_t pets, const char *country);

/* The first and last instant that it takes. */
tt_time tt_when_starts(const struct tt_when *);
tt_time tt_when_ends(const struct tt_service *, const struct tt_when *);

/* The commission on an amount, half up; the rest is the caregiver's. */
tt_money tt_commission(tt_money, int64_t basis_points);

#endif
