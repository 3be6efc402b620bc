/* Memory of a request: zeroed, bounded, kept over a reset, and forgotten. */
#include "core/arena.h"
#include "core/fault.h"
#include "t.h"

static int ran;

static void
note(void *what)
{
	ran = ran * 10 + *(int *)what;
}

static void
too_much(void *arg)
{
	for (int i = 0; i < 1000; i++)
		(void)tt_alloc(arg, 1000);
}

static bool
all_zero(struct tt_arena *a)
{
	for (int i = 0; i < 300; i++) {
		unsigned char *p = tt_alloc(a, 1000);

		for (int k = 0; k < 1000; k++)
			if (p[k] != 0)
				return false;
		memset(p, 0xee, 1000);
	}
	return true;
}

int
main(void)
{
	struct tt_arena *a = tt_arena_new((size_t)500 << 10);
	struct tt_fault_info why;
	int one = 1, two = 2;

	for (int i = 0; i < 3; i++) {
		ok(all_zero(a), "memory is zeroed, also when it was used before");
		tt_arena_reset(a);
	}
	is((int64_t)tt_arena_used(a), 0, "after a reset nothing is used");
	(void)tt_alloc(a, 200000);
	(void)tt_alloc(a, 10);
	is(tt_arena_used(a) >= 200010, 1, "a large piece has its own block");
	tt_arena_reset(a);
	ok(!tt_try(too_much, a, &why) && why.kind == TT_FAULT_FULL,
	    "at its bound it faults");
	tt_arena_reset(a);
	ok(all_zero(a), "and after a reset it serves again");
	tt_defer(a, note, &one);
	tt_defer(a, note, &two);
	tt_arena_reset(a);
	is(ran, 21, "deferred calls run last first");
	tt_arena_end(a);
	return t_done();
}
