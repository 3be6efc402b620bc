/*
 * What happened to somebody's account, for themselves to read: 180 days.
 * The same deeds are in the audit log (model/audit.h), in staff's words.
 */
#ifndef TT_ACTIVITY_H
#define TT_ACTIVITY_H

#include "core/ctx.h"
#include "db/db.h"

#define TT_ACTIVITY_ROWS 100

struct tt_activity {
	int64_t     id;
	tt_time     at;
	const char *what;              /* one of the table's words */
	const char *detail;            /* fills its sentence, or "" */
	const char *device, *address;  /* "Firefox, Windows", or "" */
};

/* The words, each with a sentence (N_(), with %s for the detail). */
struct tt_activity_word { const char *what, *says; };
extern const struct tt_activity_word tt_activity_words[];
/* NULL when there is no such word. */
const char *tt_activity_says(const char *what);

/* Inside a transaction. From where comes from cx->doer, unless somebody else
 * did it. */
void tt_activity(struct tt_ctx *, int64_t user, const char *what,
    const char *detail);
/* Somebody's, the newest first: rows of struct tt_activity, before `before`
 * (0: from the newest). */
struct tt_rows tt_activity_of(struct tt_ctx *, int64_t user, int64_t before);

#endif
