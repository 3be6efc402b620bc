/*
 * What somebody typed, read by a field table (core/field.h) into a struct.
 *
 * Every field is checked; the first fault of each gets a sentence in the
 * visitor's language. Fields that the table does not name are dropped unread;
 * one that comes twice is refused, except by tt_form_list. Text is trimmed
 * (unless .raw), line ends are LF. bool is true for any value ("on", "1");
 * absent is false. tt_day reads 2026-12-18; tt_money "12,50"; an enum its
 * word; tt_time is not for forms: ask a day and a minute.
 */
#ifndef TT_FORM_H
#define TT_FORM_H

#include "core/field.h"
#include "web/req.h"

/* True when everything fits. */
bool tt_form(struct tt_req *, const struct tt_field *, void *out);

/* Add a fault that only the model can know; `sentence` is translated. */
void tt_form_error(struct tt_req *, const char *field, const char *sentence);
bool tt_form_ok(const struct tt_req *);

/* All values of a field that may come several times, at most `max`. */
size_t tt_form_list(struct tt_req *, const char *name, const char **values,
    size_t max);
/* The raw value, or NULL when it did not come. */
const char *tt_form_raw(const struct tt_req *, const char *name);

/* For pages: what to show again, and what is wrong with it ("" for nothing). */
const char *tt_value(struct tt_out *, const char *field, const char *kept);
const char *tt_fault_of(struct tt_out *, const char *field);
/* What the form calls a field, for the list of what is wrong; "": unsaid. */
const char *tt_label_of(struct tt_out *, const char *field);
/* For ticks and choices: whether `value` is to be shown as chosen. */
bool tt_chosen(struct tt_out *, const char *field, const char *value,
    bool kept);

/*
 * Parsers, exported for their fuzzers. They fill r->fields / r->files, and
 * return false for what is not well formed or over the limits: 200 fields,
 * names 64 bytes, 20 parts.
 */
bool tt_parse_urlencoded(struct tt_req *, const char *, size_t n);
bool tt_parse_multipart(struct tt_req *, const char *content_type,
    const char *, size_t n);
/* The value of a cookie, "" for none, from a Cookie header. */
const char *tt_cookie(struct tt_arena *, const char *header,
    const char *name);
/* "/nl/booking/12" -> TT_NL and "/booking/12"; false: not a normal path. */
bool tt_parse_path(struct tt_arena *, const char *uri, enum tt_lang *,
    bool *has_lang, const char **path);

#endif
