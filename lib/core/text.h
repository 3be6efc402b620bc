/*
 * Small questions about text. Everything is UTF-8 and NUL-terminated; bytes
 * are judged as ASCII whatever the locale.
 */
#ifndef TT_TEXT_H
#define TT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

bool tt_is_digit(char);
bool tt_is_alpha(char);
bool tt_is_alnum(char);
bool tt_is_blank(char);      /* space, tab, CR, LF */

bool tt_eq(const char *, const char *);
bool tt_eq_nocase(const char *, const char *);   /* ASCII only */
bool tt_starts(const char *s, const char *with);
bool tt_ends(const char *s, const char *with);

/* The index of `s` in a NULL-ended list, or -1. */
int tt_word(const char *const *words, const char *s);

/*
 * A whole number in decimal, all of `s`, no blanks, a leading '-' only when
 * `min` is negative. False when it is not one or is outside min..max.
 */
bool tt_int(const char *s, int64_t min, int64_t max, int64_t *out);

/*
 * An amount as people type it, "12", "12,5", "12.50" or "€ 12,50", in cents.
 * False when it is not one, or outside min..max cents.
 */
bool tt_cents(const char *s, int64_t min, int64_t max, int64_t *out);

/*
 * Valid UTF-8 without NUL, surrogates, over-long forms or control bytes.
 * `lines` allows newline, carriage return and tab.
 */
bool tt_utf8_ok(const char *s, size_t n, bool lines);

/* How many characters (code points). */
size_t tt_chars(const char *);

/* Copies in the arena: without blanks around; ASCII letters in lower case. */
char *tt_trim(struct tt_arena *, const char *);
char *tt_lower(struct tt_arena *, const char *);

/* CR LF and CR become LF; blanks at line ends and around go. */
char *tt_lines(struct tt_arena *, const char *);

/* At most `chars` characters, cut at a blank, with an ellipsis when cut. */
char *tt_shorten(struct tt_arena *, const char *, size_t chars);

/* A length in bytes -> the same with every `from` replaced by `to`. */
char *tt_replace(struct tt_arena *, const char *s, const char *from,
    const char *to);

#endif
