/* A request that came from nowhere, for tests and fuzzers of lib/web. */
#ifndef T_WEB_H
#define T_WEB_H

#include "web/inner.h"

static const struct tt_conf t_conf = { .site = "https://tailtribe.test",
	.stripe_checkout = "https://checkout.stripe.com",
	.secret = "0123456789012345678901234567890123456789" };

static inline struct tt_req *
t_req(struct tt_arena *a)
{
	struct tt_req *r = TT_NEW(a, struct tt_req);

	r->cx = TT_NEW(a, struct tt_ctx);
	*r->cx = (struct tt_ctx){ .arena = a, .conf = &t_conf,
	    .now = { 1800000000 }, .lang = TT_EN };
	r->inner = TT_NEW(a, struct tt_inner);
	r->out = TT_NEW(a, struct tt_out);
	*r->out = (struct tt_out){ .b = tt_buf_in(a, TT_ANSWER_MAX),
	    .arena = a, .cx = r->cx, .r = r, .lang = TT_EN };
	r->method = TT_POST;
	r->path = "/";
	r->query = r->cookie = "";
	return r;
}

/* True when f(arg) faults. */
static inline bool
t_faults(void (*f)(void *), void *arg)
{
	struct tt_fault_info why;

	return !tt_try(f, arg, &why);
}

#endif
