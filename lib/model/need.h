/*
 * What an owner looks for: told after registering, all of it optional.
 */
#ifndef TT_NEED_H
#define TT_NEED_H

#include "core/ctx.h"
#include "db/db.h"

/* Words as stored, NULL last; sets are words with blanks between. */
extern const char *const tt_need_timings[];
extern const char *const tt_need_frequencies[];   /* the first is "" */
extern const char *const tt_need_places[];
extern const char *const tt_need_heards[];        /* the first is "" */

struct tt_need {
	const char *services, *timing, *place, *wish;
	enum tt_need_frequency { TT_NEED_UNSAID, TT_NEED_ONCE, TT_NEED_WEEKLY,
		TT_NEED_DAILY, TT_NEED_NOW_AND_THEN } frequency;
	enum tt_need_heard { TT_HEARD_UNSAID, TT_HEARD_GOOGLE,
		TT_HEARD_INSTAGRAM, TT_HEARD_FRIENDS, TT_HEARD_OTHER } heard;
};

/* NULL: not told yet. */
const struct tt_need *tt_need_find(struct tt_ctx *, int64_t user);
void tt_need_save(struct tt_ctx *, int64_t user, const struct tt_need *);

/* Those of `chosen` that are words of a list, each once, in its order. */
const char *tt_need_words(struct tt_arena *, const char *const *list,
    const char *const *chosen, size_t n);
/*
 * Places: "both" means all three, and at home and at the caregiver's together
 * mean both. When all three were kept, leaving one out takes "both" away.
 */
const char *tt_need_place(const char *kept, const char *chosen);

#endif
