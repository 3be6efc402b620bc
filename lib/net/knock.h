/*
 * Knock at a FastCGI socket: does somebody answer there?
 *
 * A GET as nginx would send it, over a Unix socket, and at most two seconds
 * of waiting. For `tailtribe doctor`, which must not depend on nginx.
 */
#ifndef TT_KNOCK_H
#define TT_KNOCK_H

#include "core/ctx.h"

/* The HTTP status of the answer; 0 when there was none, and *why is set. */
int tt_knock(struct tt_ctx *, const char *socket, const char *path,
    const char **why);

#endif
