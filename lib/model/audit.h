/*
 * The audit log: what was done that somebody may have to answer for.
 *
 * Rows are only added, in the transaction of the deed itself: if the row
 * cannot be written, the deed fails. Each holds the SHA-256 of the row before
 * it and of its own content, so that none can be changed, left out or put in
 * without breaking the chain; `tailtribe audit verify` walks it. Secrets and
 * the bodies of messages are never in `before` and `after`.
 *
 * Who did it comes from cx->doer. Where from is kept apart (audit_address)
 * and not sealed: addresses are cut after 90 days.
 */
#ifndef TT_AUDIT_H
#define TT_AUDIT_H

#include "core/ctx.h"
#include "db/db.h"

struct tt_deed {
	const char *action;           /* "caregiver.approve" */
	const char *entity;           /* the table: "caregiver" */
	int64_t     id;               /* its row there */
	const char *before, *after;   /* what changed, or NULL */
	const char *reason;           /* or NULL */
	const char *result;           /* NULL: "ok" */
};

/* Inside a transaction:
 * tt_audit(cx, &(struct tt_deed){ .action = "file.open", … }). */
void tt_audit(struct tt_ctx *, const struct tt_deed *);

/* For reading. */
struct tt_audit_row {
	int64_t     id, actor_id, entity_id;
	tt_time     at;
	const char *actor_type, *actor_role, *action, *entity, *before,
	           *after, *reason, *request, *result, *prev_hash, *hash;
};
#define TT_AUDIT_ROWS 50
/*
 * The newest first, before `before` (0: from the newest), at most 50: of one
 * thing, of an actor (0: of all), or of all with "" and 0.
 */
struct tt_rows tt_audit_of(struct tt_ctx *, const char *entity, int64_t id,
    int64_t actor, int64_t before);

/*
 * A part of it: "money" or "moderation", what finance and moderators answer
 * for. No other word has rows.
 */
struct tt_rows tt_audit_part(struct tt_ctx *, const char *part,
    int64_t before);

/*
 * Walk the whole chain; `say` hears of each row that does not fit. How many
 * faults. *rows is how many rows there are; `head` is the last hash, to be
 * kept elsewhere: it proves later that nothing before it was changed.
 */
int64_t tt_audit_verify(struct tt_ctx *, void (*say)(void *, const char *),
    void *arg, int64_t *rows, const char **head);
/* The same once a day: a fault is put before staff, once. How many. */
int64_t tt_audit_watch(struct tt_ctx *);

#endif
