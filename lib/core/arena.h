/*
 * Memory that lives as long as one request, one job or one program.
 *
 * Nobody frees. What tt_alloc gives is zeroed, aligned for any type, and
 * valid until tt_arena_reset. At the arena's bound, or when the machine has
 * no more, tt_alloc faults (TT_FAULT_FULL) and never returns NULL.
 *
 * A handle of somebody else's library gets its tt_defer on the line after it
 * was made: the call runs at reset, last first.
 */
#ifndef TT_ARENA_H
#define TT_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tt_arena;

/* The bound of a request's arena, bytes. */
#define TT_ARENA_REQUEST ((size_t)16 << 20)

/* A new arena that holds at most `max` bytes. */
struct tt_arena *tt_arena_new(size_t max);

/* Run the deferred calls, then forget everything that was allocated. */
void tt_arena_reset(struct tt_arena *);

/* Reset, and give the arena itself back to the machine. */
void tt_arena_end(struct tt_arena *);

/* Bytes handed out since the last reset. */
size_t tt_arena_used(const struct tt_arena *);

void *tt_alloc(struct tt_arena *, size_t bytes) __attribute__((malloc,
    returns_nonnull, alloc_size(2)));

/* `n` things of `bytes` each; faults when the product overflows. */
void *tt_alloc_n(struct tt_arena *, size_t n, size_t bytes)
    __attribute__((malloc, returns_nonnull, alloc_size(2, 3)));

#define TT_NEW(a, type)      ((type *)tt_alloc((a), sizeof(type)))
#define TT_NEW_N(a, n, type) ((type *)tt_alloc_n((a), (n), sizeof(type)))

/* Call f(what) at the next reset. */
void tt_defer(struct tt_arena *, void (*f)(void *), void *what);

/* Copies of text, NUL-terminated, in the arena. */
char *tt_strdup(struct tt_arena *, const char *);
char *tt_strndup(struct tt_arena *, const char *, size_t);
char *tt_printf(struct tt_arena *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));
char *tt_vprintf(struct tt_arena *, const char *fmt, va_list)
    __attribute__((format(printf, 2, 0), returns_nonnull));

#endif
