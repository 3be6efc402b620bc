/*
 * What a caregiver hands in to be looked at: certificates and an insurance.
 *
 * Kinds are words as stored; the last one is the insurance, which alone has a
 * provider, a number and a last day, and of which there is one. Each waits
 * until staff have looked at it, and only then is told to others. A refused
 * one stays, with its reason, until it is taken away or handed in anew.
 */
#ifndef TT_CERTIFICATE_H
#define TT_CERTIFICATE_H

#include "core/ctx.h"
#include "db/db.h"

extern const char *const tt_certificate_kinds[];       /* NULL last */
extern const char *const tt_certificate_names[];       /* N_("Dog trainer") */
#define TT_INSURANCE "insurance"
#define TT_CERTIFICATES_MAX 20

struct tt_certificate {
	int64_t     id, caregiver_id, file_id;         /* file 0: none */
	const char *kind, *provider, *number, *state, *reason;
	tt_day      expires;                           /* 0: none */
	tt_time     created;
};
/* "Dog trainer" in English, for tt_tr. */
const char *tt_certificate_name(const char *kind);

/* Of a caregiver, the newest first; and one of theirs, or NULL. */
struct tt_rows tt_certificates_of(struct tt_ctx *, int64_t caregiver);
const struct tt_certificate *tt_certificate_find(struct tt_ctx *, int64_t id,
    int64_t caregiver);

/*
 * One more, of `caregiver_id`; it waits. Another insurance takes the place of
 * the one before. TT_ABSENT: no caregiver, nor about to be one; TT_REFUSED:
 * there are twenty.
 */
enum tt_outcome tt_certificate_add(struct tt_ctx *,
    const struct tt_certificate *);
/* Gone, and its file with it. TT_ABSENT. */
enum tt_outcome tt_certificate_remove(struct tt_ctx *, int64_t id,
    int64_t caregiver);

#endif
