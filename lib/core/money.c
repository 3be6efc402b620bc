#include <assert.h>
#include <stdbool.h>

#include "core/money.h"

tt_money
tt_money_times(tt_money m, int64_t n)
{
	int64_t cents;
	bool over = __builtin_mul_overflow(m.cents, n, &cents);

	assert(!over);
	return (tt_money){ cents };
}

tt_money
tt_money_part(tt_money m, int64_t part, int64_t whole)
{
	int64_t product;
	bool over = __builtin_mul_overflow(m.cents, part, &product);

	assert(!over && m.cents >= 0 && part >= 0 && whole > 0);
	return (tt_money){ (product + whole / 2) / whole };
}
