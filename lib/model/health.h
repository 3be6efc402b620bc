/*
 * What only somebody who looks after an installation asks of the database.
 */
#ifndef TT_HEALTH_H
#define TT_HEALTH_H

#include "core/ctx.h"

struct tt_health_queue {
	int64_t ready, leased, dead;
	int64_t oldest_s;      /* how long the oldest has been due, seconds */
};
struct tt_health_queue tt_health_queue(struct tt_ctx *);

/* Bookings that the clock should have moved, over a minute ago. */
int64_t tt_health_overdue(struct tt_ctx *);

/* When the newest thing was written, to see whether the clock went back. */
tt_time tt_health_newest(struct tt_ctx *);

#endif
