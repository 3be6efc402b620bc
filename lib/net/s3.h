/*
 * Any store that speaks S3, at conf->store = s3:https://host/bucket: put, get
 * and remove an object, and a link that lets somebody fetch one for a while.
 *
 * Signature version 4, path style. libcurl signs what is sent; links are
 * signed here, which reaches nobody, so that a request may make one. Keys are
 * of letters, digits and "-_./" only.
 */
#ifndef TT_S3_H
#define TT_S3_H

#include <stddef.h>

#include "core/ctx.h"

struct tt_s3_answer {
	const char *error;            /* NULL: done */
	bool        for_good;         /* trying again will not help */
};

/* In one piece, which a store takes up to 5 GB; a slow one has a second for
 * each MB, and a minute more. */
struct tt_s3_answer tt_s3_put(struct tt_ctx *, const char *key,
    const char *type, const void *, size_t n);
/* At most `most` bytes. *n is 0 when it is not there, which is no error. */
struct tt_s3_answer tt_s3_get(struct tt_ctx *, const char *key, size_t most,
    const void **, size_t *n);
/* Done as well when it was not there. */
struct tt_s3_answer tt_s3_delete(struct tt_ctx *, const char *key);

/*
 * A link to fetch `key` with, for `seconds` from cx->now. The store answers
 * with the given Content-Disposition and Content-Type.
 */
const char *tt_s3_link(struct tt_ctx *, const char *key, int64_t seconds,
    const char *disposition, const char *type);

#endif
