/*
 * What somebody agreed to, or no longer: rows are only added, and the latest
 * of a purpose holds. From where is kept apart and goes with the person.
 */
#ifndef TT_CONSENT_H
#define TT_CONSENT_H

#include "core/ctx.h"
#include "db/db.h"

enum tt_consent { TT_C_TERMS, TT_C_PRIVACY, TT_C_MARKETING_MAIL,
    TT_C_LOCATION, TT_C_OFF_LEASH, TT_C_PHOTOS };
/* "terms", "privacy", "marketing_mail" … by number, NULL last. */
extern const char *const tt_consents[];

#define TT_PRIVACY_NOW "2026-11"      /* of content/LANGUAGE/privacy.md */

/* Inside a transaction. `source` is where it was said: "register". The
 * address and the device come from cx->doer. */
void tt_consent_add(struct tt_ctx *, int64_t user, enum tt_consent,
    const char *version, bool granted, const char *source);
/* Whether it holds now; false when nothing was said. */
bool tt_consent_given(struct tt_ctx *, int64_t user, enum tt_consent);

/* Say it in a transaction of its own. */
enum tt_outcome tt_consent_set(struct tt_ctx *, int64_t user,
    enum tt_consent, const char *version, bool granted,
    const char *source);

/* The terms: whether the ones of now were accepted, and accepting them. */
bool tt_terms_accepted(struct tt_ctx *, int64_t user);
enum tt_outcome tt_terms_accept(struct tt_ctx *, int64_t user);

/* "192.0.2.0/24" or "2001:db8:1::/48" of an address; "" of what is none. */
const char *tt_network(struct tt_arena *, const char *address);

#endif
