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

/* Passwords, in turn: hash.c. `kept` is "" for nobody's. */
bool password_fits(struct tt_req *, const char *password, const char *kept);
const char *password_hash(struct tt_req *, const char *password);

/* The last step of every way in, and of guesses: enter.c. */
/* Let somebody in who has shown who it is: logged in and sent to `next`, or
 * first asked for the second step. Answers. */
void enter(struct tt_req *, int64_t user, const char *next);
void code_post(struct tt_req *);
/* Whether a password of `user` (0: of nobody, by that address) may be tried;
 * false: 429 was answered. */
bool may_guess(struct tt_req *, int64_t user, const char *email);
void guessed_right(struct tt_req *, int64_t user, const char *email);
/* The audit log hears of it, and of the guess after which one has to wait. */
void guessed_wrong(struct tt_req *, int64_t user, const char *email,
    const char *what);
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

/* The audit log hears of a wrong password or code; `result` is "failed" or
 * "locked". */
void tell_failed(struct tt_req *, int64_t user, const char *what,
    const char *result);
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
