/* What the files of this binary share. */
#ifndef AUTH_H
#define AUTH_H

#include "model/user.h"
#include "web/req.h"

/* Registering and confirming: register.c. */
void register_page(struct tt_req *);
void register_post(struct tt_req *);
void register_done(struct tt_req *);
void verify_page(struct tt_req *);
void verify_again(struct tt_req *);
void verify_link(struct tt_req *);
void verify_link_post(struct tt_req *);

/* Somebody's home and phone as they were typed, or faults beside the fields;
 * and whether they agree to the terms. */
void take_home(struct tt_req *, const char *postcode, const char *town,
    const char *phone, struct tt_register *);
void take_terms(struct tt_req *, bool agreed);

/* Logging in by the OpenID provider: openid.c, and guest.c for those whom we
 * do not know yet. */
void openid_begin(struct tt_req *);
void openid_back(struct tt_req *);
void openid_link(struct tt_req *);
void openid_unlink(struct tt_req *);
void guest_new(struct tt_req *);
void guest_new_post(struct tt_req *);
void guest_prove(struct tt_req *);
void guest_prove_post(struct tt_req *);
void guest_mail(struct tt_req *);
void identity_show(struct tt_req *);
void identity_use(struct tt_req *);

/* Logging in by a mailed link: link.c. */
void link_page(struct tt_req *);
void link_ask(struct tt_req *);
void link_show(struct tt_req *);
void link_use(struct tt_req *);

/*
 * Count a try and answer 429 when there were too many. True: go on. `key` is
 * the visitor's network, joined with `who` when that is not "".
 */
bool allowed(struct tt_req *, const char *class, const char *who,
    int64_t most, int64_t seconds);

/* "192.0.2.7", or the /64 of an IPv6 address. */
const char *network_of(struct tt_arena *, const char *address);

/*
 * A new password as decision 7 wants it, or a fault beside `field`. The rest
 * is what the password may not be made of; "" for unknown.
 */
bool password_ok(struct tt_req *, const char *field, const char *password,
    const char *email, const char *first, const char *last);

#endif
