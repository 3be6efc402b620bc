/*
 * Staff look at the site as a member sees it: to help, never to act.
 *
 * It takes the right TT_R_VIEW, a ticket's number, and lasts half an hour. It
 * is kept in the session of who looks; the gate lets no form through but the
 * one that ends it, and no page that is the member's alone. It stands in the
 * audit log and in what the member sees of their account.
 */
#ifndef TT_VIEW_H
#define TT_VIEW_H

#include "core/ctx.h"
#include "model/session.h"

#define TT_VIEW_LASTS (30 * TT_MINUTE)
#define TT_VIEW_END   "/admin/view/end"       /* the only form that is sent */
#define TT_TICKET_MIN 3
#define TT_TICKET_MAX 40

/* TT_ABSENT: no such member. TT_REFUSED: oneself, somebody of staff, or the
 * right is missing. */
enum tt_outcome tt_view_begin(struct tt_ctx *, const struct tt_session *,
    int64_t user, const char *ticket);
/* TT_REFUSED: nothing to end. */
enum tt_outcome tt_view_end(struct tt_ctx *, const struct tt_session *);
/* As whom a session looks now, or NULL: `who` is the session's own user. */
const struct tt_user *tt_view_of(struct tt_ctx *, const struct tt_session *,
    const struct tt_user *who);

#endif
