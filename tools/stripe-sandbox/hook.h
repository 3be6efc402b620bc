/*
 * Sending events to webhook endpoints. Deliveries wait in the store; up to
 * four are on their way at once, started in the order they fell due. An
 * endpoint that does not answer 2xx within 15 seconds is asked again after 1,
 * 2, 4 … seconds, five minutes at most, and given up after sixteen tries.
 * Stripe promises no order and neither do we.
 */
#ifndef TT_HOOK_H
#define TT_HOOK_H

#include <stdbool.h>
#include <stdint.h>

struct tt_box;
struct tt_hook;

struct tt_hook *tt_hook_new(struct tt_box *);
void tt_hook_free(struct tt_hook *);

/* The curl multi handle, to wait on. */
void *tt_hook_multi(struct tt_hook *);
/* Takes in what has ended and starts what is due. */
void tt_hook_pump(struct tt_hook *);
/* Whether nothing is on its way and nothing is due. */
bool tt_hook_quiet(struct tt_hook *);
/* Milliseconds until something falls due; at most `most`. */
int tt_hook_pause(struct tt_hook *, int most);

/* "t=…,v1=…" of a body, to be freed with tt_mem_free. */
char *tt_hook_signature(const char *secret, int64_t t, const char *body);

/* The endpoint of the command line, made or brought up to date. */
bool tt_hook_endpoint(struct tt_box *, const char *url, const char *secret);

#endif
