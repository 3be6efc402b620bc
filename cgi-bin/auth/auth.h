/* What the files of this binary share. */
#ifndef AUTH_H
#define AUTH_H

#include "model/user.h"
#include "web/out.h"
#include "web/req.h"

/* Registering and confirming: register.c. */
void register_page(struct tt_req *);
void register_post(struct tt_req *);
void register_done(struct tt_req *);
void verify_page(struct tt_req *);
void verify_again(struct tt_req *);
void verify_link(struct tt_req *);
void verify_link_post(struct tt_req *);

/* Logging in by a mailed link: link.c. */
void link_page(struct tt_req *);
void link_ask(struct tt_req *);
void link_show(struct tt_req *);
void link_use(struct tt_req *);

/* The last step of every way in, and of guesses: enter.c. */
/* Let somebody in who has shown who it is: logged in and sent to `next`, or
 * first asked for the second step. Answers. */
void enter(struct tt_req *, int64_t user, const char *next);
void code_post(struct tt_req *);
/* Whether a password of `user` (0: of nobody, by that address) may be tried;
 * false: 429 was answered. */
bool may_guess(struct tt_req *, int64_t user, const char *email);
void guessed_right(struct tt_req *, int64_t user, const char *email);
/* The mark of this browser, when `user` has logged in with it; else "". */
const char *known_here(struct tt_req *, int64_t user);

/* Another proof of who it is: again.c. */
enum proof { BY_PASSWORD, BY_CODE, BY_MAIL };
void again_page(struct tt_req *);
void again_post(struct tt_req *);

/* The second step: two.c. */
void two_page(struct tt_req *);
void two_on(struct tt_req *);
void two_off_page(struct tt_req *);
void two_off(struct tt_req *);
void two_codes(struct tt_req *);
/* `text` as a QR code: how many modules wide, and the path of the dark ones
 * in SVG: qr.c. */
struct qr { int64_t size; const char *path; };
struct qr qr_of(struct tt_arena *, const char *text);

/* Another e-mail address: address.c. */
void email_page(struct tt_req *);
void email_post(struct tt_req *);
void email_link(struct tt_req *);
void email_set(struct tt_req *);

/* The audit log hears of a wrong password or code. */
void tell_failed(struct tt_req *, int64_t user, const char *what);
/* Answer 429, with when to come back. False, for a caller to pass on. */
bool too_many(struct tt_req *, int64_t seconds);
/* What tries are counted by: the network, and `who`. */
const char *network_key(struct tt_req *, const char *who);

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
