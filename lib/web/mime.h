/*
 * Reading a mail (RFC 5322, 2045 to 2047) far enough to show it: its headers
 * and the first part that is plain text. For the demo's mailbox, and for
 * nothing else: what is not understood is left out.
 *
 * The bytes come from outside. Nothing here faults on them; what comes out is
 * valid UTF-8 without control bytes but newlines.
 */
#ifndef TT_MIME_H
#define TT_MIME_H

#include <stddef.h>

#include "core/arena.h"

struct tt_letter_read {
	const char *subject, *from, *to, *date;   /* "" when it has none */
	const char *text;                         /* lines end with LF */
};

/* `n` bytes, at most 256 KB of which are read. */
struct tt_letter_read tt_mime_read(struct tt_arena *, const char *bytes,
    size_t n);

#endif
