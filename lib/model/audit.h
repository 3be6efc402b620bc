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

#endif
