/*
 * The second step of logging in: a code of an authenticator app, or one of
 * ten recovery codes. Compulsory for staff, free to all others.
 *
 * The secret is kept sealed with the installation's pepper, recovery codes as
 * HMAC-SHA-256 under it. A code works once: the last step used is kept.
 */
#ifndef TT_SECOND_H
#define TT_SECOND_H

#include "core/ctx.h"
#include "db/db.h"

#define TT_RECOVERY_CODES 10

/* Whether somebody has it. */
bool tt_second_on(struct tt_ctx *, int64_t user);
/*
 * The secret that is to be put into the app, in base32. It is made of the
 * session, so that a page that is opened twice shows the same one and nothing
 * is kept before it is confirmed.
 */
const char *tt_second_offer(struct tt_ctx *, int64_t user,
    const char *session);
/*
 * The first right code turns it on: other sessions than `session` end, a mail
 * tells, and `codes` are the recovery codes, to be shown once. TT_INVALID: not
 * the code of now; TT_REFUSED: on already.
 */
enum tt_outcome tt_second_confirm(struct tt_ctx *, int64_t user,
    const char *session, const char *code,
    const char *codes[TT_RECOVERY_CODES]);
/* A code of the app or a recovery code, as it was typed. TT_OK uses it up;
 * TT_INVALID. */
enum tt_outcome tt_second_check(struct tt_ctx *, int64_t user,
    const char *code);
/* Turn it off; a mail tells. */
void tt_second_end(struct tt_ctx *, int64_t user);

/* Ten new recovery codes; the older ones end. */
void tt_recovery_renew(struct tt_ctx *, int64_t user,
    const char *codes[TT_RECOVERY_CODES]);
int64_t tt_recovery_left(struct tt_ctx *, int64_t user);

/* Inside a transaction, for `tailtribe seed`: on, with this secret. */
void tt_second_put(struct tt_ctx *, int64_t user,
    const unsigned char *secret);

#endif
