/*
 * What is searched for: any query comes to rest in one step, and what comes
 * out is within the bounds that the model trusts.
 */
#include "fuzz_web.h"
#include "web/ask.h"

static struct tt_conf conf;

static struct tt_ask
read_it(struct tt_arena *a, const char *query, size_t n, bool *fine)
{
	struct tt_req *r = t_req(a);

	conf = t_conf;
	conf.horizon_days = 90;
	r->cx->conf = &conf;
	r->method = TT_GET;
	*fine = tt_parse_urlencoded(r, query, n);
	return *fine ? tt_ask_read(r, &tt_services[0]) :
	    (struct tt_ask){ .place = NULL };
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	bool fine;
	struct tt_ask first = read_it(z->arena, z->bytes, z->n, &fine), again;
	const char *query, *last;

	if (!fine)
		return;
	assert(first.s.service != NULL);
	assert(first.s.pets >= 1 && first.s.pets <= 20);
	assert(first.s.radius_km >= 1 && first.s.radius_km <= 50);
	assert(first.s.page >= 1 && first.s.page <= 5);
	assert(!first.s.dated || first.s.from.n <= first.s.to.n);
	query = tt_ask_query(z->arena, &first);
	again = read_it(z->arena, query, strlen(query), &fine);
	assert(fine);
	last = tt_ask_query(z->arena, &again);
	assert(tt_eq(query, last));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static bool started;

	if (!started) {
		tt_time_start();
		started = true;
	}
	return fuzz_run(one, data, n);
}
