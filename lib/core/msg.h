/*
 * Languages. English sentences are the keys; po/ holds the others.
 *
 * A message is a whole sentence without markup. Its only placeholder is %s
 * (or %1$s, %2$s where a language needs another order); what fills it is
 * text already, in the reader's language. A wrong catalogue can therefore
 * change words and never memory.
 *
 * One gettext domain per language (tt-nl, tt-fr, tt-de) under C.UTF-8: no
 * locale is installed and nothing global changes per request.
 */
#ifndef TT_MSG_H
#define TT_MSG_H

#include <stdarg.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/money.h"
#include "core/time.h"

enum tt_lang { TT_NL, TT_FR, TT_EN, TT_DE };
#define TT_LANGS 4

/* "nl", "fr", "en", "de", NULL; and their own names for themselves. */
extern const char *const tt_langs[];
extern const char *const tt_lang_names[];

/* Once per program: where the catalogues are. */
void tt_msg_start(const char *dir);

/* Marks a sentence in a table for the translators; changes nothing. */
#define N_(s) s

const char *tt_tr(enum tt_lang, const char *id);
const char *tt_trn(enum tt_lang, const char *one, const char *many,
    int64_t n);

/* `fmt` with its n placeholders filled from n `const char *`. */
const char *tt_fill(struct tt_arena *, const char *fmt, int n, va_list);
/* Translate, then fill. */
const char *tt_msg(struct tt_arena *, enum tt_lang, const char *id, int n,
    ...);

/* How a language writes things. */
const char *tt_show_money(struct tt_arena *, enum tt_lang, tt_money);
const char *tt_show_int(struct tt_arena *, enum tt_lang, int64_t);
/* "4,9" from tenths. */
const char *tt_show_tenths(struct tt_arena *, enum tt_lang, int64_t tenths);
/* "vrijdag 18 december 2026, 17:00" */
const char *tt_show_time(struct tt_arena *, enum tt_lang, tt_time);
/* "vr 18 dec, 17:00" */
const char *tt_show_time_short(struct tt_arena *, enum tt_lang, tt_time);
/* "17:00" */
const char *tt_show_clock(struct tt_arena *, enum tt_lang, tt_time);
/* "vrijdag 18 december 2026" */
const char *tt_show_day(struct tt_arena *, enum tt_lang, tt_day);
/* "vr 18 dec" */
const char *tt_show_day_short(struct tt_arena *, enum tt_lang, tt_day);
/* "december 2026" */
const char *tt_show_month(struct tt_arena *, enum tt_lang, int year,
    int month);
/* weekday 1..7: "maandag", "ma" */
const char *tt_show_weekday(enum tt_lang, int weekday);
const char *tt_show_weekday_short(enum tt_lang, int weekday);

#endif
