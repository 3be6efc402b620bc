/*
 * A growing piece of text in an arena, with a maximum given at creation.
 *
 * Past its maximum it faults. The bytes move while it grows: do not keep a
 * pointer into it. `p` is always NUL-terminated.
 */
#ifndef TT_BUF_H
#define TT_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

struct tt_buf {
	struct tt_arena *arena;
	char            *p;
	size_t           n, room, max;   /* bytes, without the NUL */
};

/* An empty buffer that may grow to `max` bytes. */
struct tt_buf tt_buf_in(struct tt_arena *, size_t max);

void tt_buf_add(struct tt_buf *, const char *p, size_t n);
void tt_buf_adds(struct tt_buf *, const char *s);
void tt_buf_addc(struct tt_buf *, char c);
void tt_buf_addi(struct tt_buf *, int64_t n);
void tt_buf_printf(struct tt_buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Make room for `n` more bytes and return where they go; then add to b->n. */
char *tt_buf_room(struct tt_buf *, size_t n);

void tt_buf_empty(struct tt_buf *);

/* Add text as HTML (& < > " '), as a part of a URL, as a JSON string's inside. */
void tt_buf_add_html(struct tt_buf *, const char *s);
void tt_buf_add_url(struct tt_buf *, const char *s);
void tt_buf_add_json(struct tt_buf *, const char *s);

#endif
