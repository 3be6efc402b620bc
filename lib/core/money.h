/*
 * Money: whole cents of euro. There is no floating point here.
 */
#ifndef TT_MONEY_H
#define TT_MONEY_H

#include <stdint.h>

typedef struct tt_money { int64_t cents; } tt_money;

/* An amount times a count. */
tt_money tt_money_times(tt_money, int64_t n);

/*
 * amount x part / whole, rounded half up (away from zero never: amounts are
 * not negative here). Commission: part = basis points, whole = 10,000.
 */
tt_money tt_money_part(tt_money, int64_t part, int64_t whole);

static inline tt_money
tt_cents_of(int64_t cents)
{
	return (tt_money){ cents };
}

static inline tt_money
tt_money_add(tt_money a, tt_money b)
{
	return (tt_money){ a.cents + b.cents };
}

static inline tt_money
tt_money_less(tt_money a, tt_money b)
{
	return (tt_money){ a.cents - b.cents };
}

#endif
