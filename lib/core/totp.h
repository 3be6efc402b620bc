/*
 * Codes of an authenticator app: TOTP (RFC 6238) with SHA-1, six digits and
 * steps of 30 seconds, which is what every app can do. Pure.
 */
#ifndef TT_TOTP_H
#define TT_TOTP_H

#include "core/arena.h"
#include "core/time.h"

#define TT_TOTP_BYTES 20        /* of a secret */

/* Which step a time is in. */
int64_t tt_totp_step(tt_time);
/* The code of a step: "042917". */
char *tt_totp(struct tt_arena *, const unsigned char secret[TT_TOTP_BYTES],
    int64_t step);
/* A secret as apps take it: base32 (RFC 4648), 32 letters and digits. */
char *tt_totp_text(struct tt_arena *,
    const unsigned char secret[TT_TOTP_BYTES]);

#endif
