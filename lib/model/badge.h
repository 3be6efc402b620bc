/*
 * Badges of a caregiver: only what TailTribe has checked, and until when it
 * holds. What ends with a day ends by itself: nothing is written for it.
 */
#ifndef TT_BADGE_H
#define TT_BADGE_H

#include "core/ctx.h"
#include "core/time.h"
#include "model/caregiver.h"

struct tt_badge {
	const char *name;            /* for tt_tr: "Insured" */
	const char *about;           /* what was checked; %1$s when, %2$s until */
	tt_day      checked, until;  /* until 0: it has no end */
};
#define TT_BADGES 18

/* Of an approved caregiver, the weightiest first; how many. One statement. */
size_t tt_badges_of(struct tt_ctx *, const struct tt_caregiver *,
    struct tt_badge[TT_BADGES]);

#endif
