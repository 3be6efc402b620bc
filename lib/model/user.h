/*
 * People, their mailed links, and limits on tries.
 */
#ifndef TT_USER_H
#define TT_USER_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/session.h"

struct tt_register {
	const char *email, *password_hash, *first_name, *last_name;
	const char *postcode, *town, *country, *phone, *terms_version;
	int32_t     lat, lon;
	bool        cares;        /* wants to be a caregiver, and no owner */
};
#define TT_TERMS_NOW "2026-11"

/*
 * A new member; a verification mail is due. Address known already: nothing is
 * changed and its owner gets a mail that says so; the answer is the same, and
 * *id is 0.
 */
enum tt_outcome tt_user_register(struct tt_ctx *, const struct tt_register *,
    int64_t *id);

/* For signing in: id and kept hash; NULL when there is no such address. */
struct tt_login { int64_t id; const char *password; };
const struct tt_login *tt_login_find(struct tt_ctx *, const char *email);
void tt_password_set(struct tt_ctx *, int64_t user, const char *hash);
/* Inside the same transaction: mail, audit and activity say so. */
void tt_password_changed(struct tt_ctx *, int64_t user, const char *how);
/* For the page that asks for it again. */
const struct tt_login *tt_login_of(struct tt_ctx *, int64_t user);

/* What a member may change about themselves. */
struct tt_member {
	int64_t     id;
	const char *email, *first_name, *last_name, *phone, *postcode, *town,
	           *street, *lang, *country;
	tt_time     verified, created;
	int64_t     lat, lon;
	bool        is_owner, is_caregiver;
};
const struct tt_member *tt_member_find(struct tt_ctx *, int64_t user);
enum tt_outcome tt_member_save(struct tt_ctx *, const struct tt_member *);
/* Somebody looks for care as well from now on. */
void tt_member_owner(struct tt_ctx *, int64_t user);

/* Inside a transaction: end a person's of a purpose. */
void tt_token_end(struct tt_ctx *, int64_t user, const char *purpose);
/* Mailed links. Making one ends the older of that purpose. Returns the
 * secret; only its digest is kept. Inside a transaction. */
const char *tt_token_new(struct tt_ctx *, int64_t user, const char *purpose,
    const char *email, int64_t seconds);
/* Whose it is, without using it; 0 for none, expired or used. */
int64_t tt_token_owner(struct tt_ctx *, const char *secret,
    const char *purpose);
/* Use a verification link: TT_OK, or TT_ABSENT. */
enum tt_outcome tt_verify(struct tt_ctx *, const char *secret);
/* Use a reset link: new password, all sessions end, a mail tells. */
enum tt_outcome tt_reset(struct tt_ctx *, const char *secret,
    const char *hash);
/* Mail a reset link, if there is such a person; the same answer if not. */
void tt_reset_ask(struct tt_ctx *, const char *email);
/* The same with a link to log in, and its use: TT_OK and whose it is, or
 * TT_ABSENT. */
void tt_login_ask(struct tt_ctx *, const char *email);
enum tt_outcome tt_login_use(struct tt_ctx *, const char *secret,
    int64_t *user);
/*
 * Another e-mail address: a link goes to the new one, and the old one is told.
 * An address that somebody else has gets another mail; the answer is the same.
 * TT_REFUSED: three within an hour already.
 */
enum tt_outcome tt_address_ask(struct tt_ctx *, int64_t user,
    const char *email);
/* The address that such a link is for; NULL: it works no more. */
const char *tt_address_asked(struct tt_ctx *, const char *secret);
/* Use it: the address is changed and confirmed, all sessions but `keep` end,
 * the old address is told. TT_ABSENT; TT_TAKEN: somebody has it by now. */
enum tt_outcome tt_address_set(struct tt_ctx *, const char *secret,
    const char *keep);
/* The same a day after registering, to who has not done it: another link. */
void tt_verify_remind(struct tt_ctx *, int64_t user);
/* Mail a verification link again. TT_REFUSED: verified already. */
enum tt_outcome tt_verify_ask(struct tt_ctx *, int64_t user);

/*
 * Limits: count a try of `class` by `key`, unless there were `most` within
 * `seconds` already; exact over all processes. 0 when it may go on, else the
 * seconds until the next may.
 */
int64_t tt_limit(struct tt_ctx *, const char *class, const char *key,
    int64_t most, int64_t seconds);
/*
 * Several at once, in one transaction: all are counted, or none and the first
 * wait is told. With `longest` the waits grow: after `most` tries each further
 * one waits `seconds`, then twice as long, up to `longest`; tries older than a
 * day do not count.
 */
struct tt_trying {
	const char *class, *key;
	int64_t     most, seconds, longest;
};
int64_t tt_limits(struct tt_ctx *, const struct tt_trying *, size_t n);
/* The same questions without counting. */
int64_t tt_limits_peek(struct tt_ctx *, const struct tt_trying *, size_t n);
int64_t tt_limit_peek(struct tt_ctx *, const char *class, const char *key,
    int64_t most, int64_t seconds);
/* It turned out right: those tries no longer count. */
void tt_limit_forget(struct tt_ctx *, const char *class, const char *key);

/* Validators (domain §10.3); pure, with a fuzzer. */
bool tt_email_ok(const char *);
/* E.164 from what was typed ("0476 12 34 56", BE or NL), NULL when wrong. */
const char *tt_phone(struct tt_arena *, const char *typed,
    const char *country);
/* "0476 12 34 56" for reading, from E.164. */
const char *tt_phone_show(struct tt_arena *, const char *e164);
/* Too common, or made of the person's own name or address. Reads
 * data/common-passwords.txt by binary search. */
bool tt_password_weak(struct tt_ctx *, const char *password,
    const char *email, const char *first, const char *last);
/* BE "2800", NL "1012AB"; the country is set; NULL when it is neither. */
const char *tt_postcode(struct tt_arena *, const char *typed,
    const char **country);

/* `tailtribe user`: make or change. */
enum tt_outcome tt_user_make(struct tt_ctx *, const struct tt_register *,
    bool owner, bool caregiver, const char *staff, const char *lang,
    int64_t *id);

#endif
