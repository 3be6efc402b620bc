/* Logging in by the OpenID provider: what openid.c and guest.c share. */
#ifndef AUTH_OPENID_H
#define AUTH_OPENID_H

#include "web/req.h"

/* False: there is no provider, and 404 was answered. */
bool openid_there(struct tt_req *);
/* The secret of this browser, "" for none; and keeping one there. */
const char *way_cookie(struct tt_req *);
void set_way_cookie(struct tt_req *, const char *secret, int64_t seconds);
/* They have shown who they are. */
void openid_enter(struct tt_req *, int64_t user, const char *next);

#endif
