/*
 * The hosted pages: Checkout, the payer's extra step, onboarding. Plain HTML
 * without script; a Content-Security-Policy that allows nothing inline and
 * forms that may end at the site they came from. Every value is escaped by
 * tt_html; there is no other way to write one.
 */
#ifndef TT_PAGE_H
#define TT_PAGE_H

#include <stdbool.h>
#include "mem.h"
#include "words.h"

struct json_object;
struct tt_call;

/* Answers a request of a browser, whatever its path. */
void tt_page_answer(struct tt_call *);

/* A page in the making. */
struct tt_page {
	struct tt_call *c;
	enum tt_lang lang;
	struct tt_text html;
	const char *aims[2]; /* addresses its forms may end at */
};

/* Writes markup; %s is escaped, %d is an int. Nothing else is known. */
void tt_html(struct tt_page *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* From <!DOCTYPE> to the opened main; `shape` is a class of it. */
void tt_page_open(struct tt_page *, const char *title, const char *shape);
/* Ends the page and makes it the call's answer. */
void tt_page_close(struct tt_page *, int status);
/* A page with a title, a sentence, and perhaps a way on. */
void tt_page_notice(struct tt_page *, int status, enum tt_word title,
    enum tt_word text, const char *link, const char *link_text);
/* 303 to an address that was checked when it came in. */
void tt_page_redirect(struct tt_call *, const char *url);

/* The fields of a form that was sent; NULL after refusing a broken one. */
struct json_object *tt_page_form(struct tt_call *);
/* A field, trimmed; "" when it was not sent. */
const char *tt_page_field(
    struct tt_call *, struct json_object *form, const char *name);

/* A labelled input with its hint (or -1) and its error (or -1). */
struct tt_input {
	const char *name, *value, *type, *complete, *mode;
	enum tt_word label;
	int hint, error;
};

void tt_page_input(struct tt_page *, const struct tt_input *);

/* One page each, by what follows in the path. */
void tt_page_pay(struct tt_call *, const char *session, bool post);
void tt_page_step(struct tt_call *, const char *intent, bool post);
void tt_page_setup(struct tt_call *, const char *account, bool post);
void tt_page_express(struct tt_call *, const char *account, bool post);

extern const char tt_style[];

#endif
