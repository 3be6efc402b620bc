/*
 * The fields of forms, for pages. Each takes its properties by name:
 *
 *	{> tt_errors()}
 *	{> tt_field(.label = _("E-mail address"), .name = "email",
 *	    .type = "email", .kept = u->email, .complete = "email")}
 *	{> tt_field_select(.label = _("Sex"), .name = "sex", .kept = p->sex,
 *	    .options = tt_options(o, sexes), .optional = true)}
 *
 * The id of a field is its name, unless .id says another. What was typed and
 * what is wrong with it come by themselves from the request. A field has
 * (optional) behind its label when .optional is set, else it is required.
 */
#ifndef TT_FIELDS_H
#define TT_FIELDS_H

#include "web/form.h"
#include "web/out.h"

/* A choice; arrays end with { 0 }. Labels are shown as they are. */
struct tt_option {
	const char *value, *label;
	const char *note;          /* a smaller line below, or NULL */
};

struct tt_input {
	const char *label;         /* in the reader's language */
	const char *name;
	const char *id;            /* NULL: the name */
	const char *kept;          /* shown until something is typed */
	const char *hint;
	const char *type;          /* of <input>; NULL: text */
	const char *complete;      /* autocomplete */
	const char *mode;          /* inputmode */
	const char *min, *max, *step;
	const char *unit;          /* a word behind the field: "kg" */
	const char *accept;        /* of a file */
	const char *value;         /* of a tick; NULL: "1" */
	int64_t     most;          /* characters; 0: any */
	int64_t     rows;          /* of a text area; 0: 4 */
	const struct tt_option *options;
	bool        optional;
	bool        small;         /* a short field */
	bool        wide;          /* over all columns of class="fields" */
	bool        on;            /* a tick that is on until sent */
	bool        place;         /* suggests postcodes and towns */
	bool        several;       /* a file field for several files */
	bool        focus;         /* autofocus */
};

#define TT_INPUT(...) (&(const struct tt_input){ __VA_ARGS__ })

/* text, email, password, tel, number, date, time: as .type says */
#define tt_field(o, ...)        tt_part_field((o), TT_INPUT(__VA_ARGS__))
/* an amount in euro */
#define tt_field_money(o, ...)  tt_part_money((o), TT_INPUT(__VA_ARGS__))
#define tt_field_area(o, ...)   tt_part_area((o), TT_INPUT(__VA_ARGS__))
#define tt_field_select(o, ...) tt_part_select((o), TT_INPUT(__VA_ARGS__))
/* one tick; the label may be long */
#define tt_field_tick(o, ...)   tt_part_tick((o), TT_INPUT(__VA_ARGS__))
/* several ticks of one name; .kept has their values between blanks */
#define tt_field_ticks(o, ...)  tt_part_ticks((o), TT_INPUT(__VA_ARGS__))
/* one of several; .kept is the value */
#define tt_field_radios(o, ...) tt_part_radios((o), TT_INPUT(__VA_ARGS__))
/* the same as boxes, with a note in each */
#define tt_field_choices(o, ...) tt_part_choices((o), TT_INPUT(__VA_ARGS__))
#define tt_field_file(o, ...)   tt_part_file((o), TT_INPUT(__VA_ARGS__))

/* A table of N_() labels, translated. For words that are not names. */
const struct tt_option *tt_options(struct tt_out *, const struct tt_option *);

/* For .kept: "" for zero. */
const char *tt_kept_int(struct tt_out *, int64_t);
const char *tt_kept_day(struct tt_out *, tt_day);
const char *tt_kept_money(struct tt_out *, tt_money);

/* ---- for pages/fields.html: what has attributes that come and go --------- */

const char *tt_field_id(const struct tt_input *);
/* "field", "field wrong", "field wide" */
const char *tt_field_class(struct tt_out *, const struct tt_input *);
void tt_tag_input(struct tt_out *, const struct tt_input *);
void tt_tag_money(struct tt_out *, const struct tt_input *);
void tt_tag_file(struct tt_out *, const struct tt_input *);
void tt_tag_area(struct tt_out *, const struct tt_input *);
void tt_tag_select(struct tt_out *, const struct tt_input *);
/* A tick or a radio button; `which` counts the options from 0. */
void tt_tag_tick(struct tt_out *, const struct tt_input *,
    const struct tt_option *, const char *type, size_t which);

#endif
