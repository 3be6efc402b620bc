/*
 * What a piece of work is done with: one per request, per job, per command.
 * Passed first to every function that needs any of it.
 */
#ifndef TT_CTX_H
#define TT_CTX_H

#include "core/arena.h"
#include "core/conf.h"
#include "core/msg.h"
#include "core/time.h"

struct tt_db;

/* What a visitor can cause. A function's header names those it may return. */
enum tt_outcome {
	TT_OK,
	TT_INVALID,   /* what was typed does not fit: 422 */
	TT_ABSENT,    /* no such thing, or not yours: 404 */
	TT_REFUSED,   /* the rules do not allow it now: 409 */
	TT_TAKEN,     /* somebody else has it already: 409 */
};

/* Who does it, for the audit log. A member of staff has a role. */
struct tt_doer {
	const char *type;       /* "user", "staff", "system" or "tool" */
	int64_t     id;         /* 0: nobody is logged in */
	const char *role;       /* "" or staff roles */
	const char *address, *request, *device;    /* "" when there is none */
};

struct tt_ctx {
	struct tt_arena      *arena;
	const struct tt_conf *conf;
	struct tt_db         *db;
	tt_time               now;    /* read once, at the start */
	enum tt_lang          lang;
	int                   sql;    /* statements run so far, for the log */
	bool                  in_tx;
	const struct tt_doer *doer;  /* NULL: the system itself */
};

#endif
