/* Every statement of the library prepares on this engine, and its columns
 * are the fields of its struct. */
#include "core/fault.h"
#include "t.h"
#include "t_db.h"

struct checking { struct tt_ctx *cx; const struct tt_query *q;
	const char *bad; };

static void
check(void *arg)
{
	struct checking *c = arg;

	c->bad = tt_db_check(c->cx, c->q);
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	size_t n;
	const struct tt_query *const *q = tt_db_queries(&n);

	ok(n > 50, "the linker has listed the statements");
	for (size_t i = 0; i < n; i++) {
		struct checking c = { cx, q[i], NULL };
		struct tt_fault_info why;

		if (!tt_try(check, &c, &why))
			c.bad = why.text;
		ok(c.bad == NULL, tt_printf(cx->arena, "%s:%d %s",
		    q[i]->file, q[i]->line, q[i]->name));
		if (c.bad != NULL)
			printf("# %s\n", c.bad);
	}
	return t_done();
}
