/*
 * Where pages write. The compiled pages call the macros below; the type of a
 * value decides how it is shown, the place how it is escaped, and what has
 * no rule does not compile.
 */
#ifndef TT_OUT_H
#define TT_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/ctx.h"
#include "core/money.h"
#include "core/msg.h"
#include "core/time.h"

struct tt_req;

/* A whole address on the allow-list (https, or ours). Made by tt_url_of. */
typedef struct tt_url { const char *s; } tt_url;
/* Markup that markdown.c made. */
typedef struct tt_html { const char *s; } tt_html;

struct tt_out {
	struct tt_buf    b;
	struct tt_arena *arena;
	struct tt_ctx   *cx;
	struct tt_req   *r;       /* NULL in a mail */
	enum tt_lang     lang;
};

void tt_put(struct tt_out *, const char *, size_t n);
void tt_put_text(struct tt_out *, const char *);
void tt_put_html(struct tt_out *, tt_html);
void tt_put_urlpart(struct tt_out *, const char *);
void tt_put_url(struct tt_out *, tt_url);

/* Values as text in the visitor's language (not escaped). */
const char *tt_s_text(struct tt_out *, const char *);
const char *tt_s_int(struct tt_out *, int64_t);       /* plain digits */
const char *tt_s_time(struct tt_out *, tt_time);
const char *tt_s_day(struct tt_out *, tt_day);
const char *tt_s_money(struct tt_out *, tt_money);

#define TT_LIT(o, s) tt_put((o), (s), sizeof(s) - 1)

#define TT_S(o, x)                                                          \
	_Generic((x),                                                       \
	    const char *: tt_s_text, char *: tt_s_text,                     \
	    int64_t: tt_s_int, int: tt_s_int,                               \
	    tt_time: tt_s_time, tt_day: tt_s_day,                           \
	    tt_money: tt_s_money)((o), (x))

void tt_text_html(struct tt_out *, tt_html);
void tt_text_text(struct tt_out *, const char *);
void tt_text_int(struct tt_out *, int64_t);
void tt_text_time(struct tt_out *, tt_time);
void tt_text_day(struct tt_out *, tt_day);
void tt_text_money(struct tt_out *, tt_money);

#define TT_TEXT(o, x)                                                       \
	_Generic((x),                                                       \
	    const char *: tt_text_text, char *: tt_text_text,               \
	    int64_t: tt_text_int, int: tt_text_int,                         \
	    tt_time: tt_text_time, tt_day: tt_text_day,                     \
	    tt_money: tt_text_money, tt_html: tt_text_html)((o), (x))

#define TT_ATTR(o, x)                                                       \
	_Generic((x),                                                       \
	    const char *: tt_text_text, char *: tt_text_text,               \
	    int64_t: tt_text_int, int: tt_text_int,                         \
	    tt_time: tt_text_time, tt_day: tt_text_day,                     \
	    tt_money: tt_text_money, tt_url: tt_put_url)((o), (x))

#define TT_URLPART(o, x)                                                    \
	_Generic((x),                                                       \
	    const char *: tt_put_urlpart, char *: tt_put_urlpart,           \
	    int64_t: tt_text_int, int: tt_text_int)((o), (x))

#define TT_URL(o, x) _Generic((x), tt_url: tt_put_url)((o), (x))

/* A translated sentence with its n fills (const char * each). */
const char *tt_say(struct tt_out *, const char *id, int n, ...);
const char *tt_sayn(struct tt_out *, const char *one, const char *many,
    int64_t count, int n, ...);

/* What ttc adds by itself. */
void tt_csrf_field(struct tt_out *);
void tt_lang_prefix(struct tt_out *);     /* "/nl" */

/*
 * An address that may leave the site: ours by path ("/x", not "//x"), or one
 * whose origin is that of conf->site, conf->stripe_checkout or
 * conf->openid_issuer. Faults otherwise.
 */
tt_url tt_url_of(struct tt_ctx *, const char *);

/* Shorter ways to write a time or day, for use as {tt_clock(o, b->starts)}. */
const char *tt_clock(struct tt_out *, tt_time);
const char *tt_short(struct tt_out *, tt_time);
const char *tt_short_day(struct tt_out *, tt_day);
const char *tt_iso(struct tt_out *, tt_time);

#endif
