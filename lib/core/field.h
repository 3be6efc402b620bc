/*
 * One description of a struct's members, read by forms, rows and the
 * configuration.
 *
 *	static const struct tt_field fields[] = {
 *		TT_FIELD(struct tt_pet, name, .required = true, .max = 60),
 *		TT_FIELD(struct tt_pet, kind, .words = tt_pet_kinds),
 *		{ 0 }
 *	};
 *
 * The type comes from the member by itself. Members may be bool, int64_t,
 * const char *, tt_time, tt_day, tt_money or an enum (which needs words).
 */
#ifndef TT_FIELD_H
#define TT_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/money.h"
#include "core/time.h"

enum tt_field_type {
	TT_F_END,
	TT_F_BOOL,
	TT_F_INT,
	TT_F_TEXT,
	TT_F_TIME,
	TT_F_DAY,
	TT_F_MONEY,
	TT_F_ENUM,
};

struct tt_field {
	const char        *name;      /* form field, column, configuration key */
	unsigned short     at;        /* offset in the struct, bytes */
	unsigned char      type;      /* enum tt_field_type */
	bool               required;  /* forms and configuration */
	bool               lines;     /* text of several lines */
	bool               raw;       /* text: do not trim (passwords) */
	int64_t            min, max;  /* value, or characters; 0, 0 is any */
	const char *const *words;     /* an enum's spellings, NULL last */
	const char        *label;     /* forms: N_() words of it, or NULL */
	const char        *start;     /* configuration: the value when absent */
};

#define TT_FIELD_TYPE(x)                                                    \
	_Generic((x),                                                       \
	    bool: TT_F_BOOL,                                                \
	    int64_t: TT_F_INT,                                              \
	    const char *: TT_F_TEXT,                                        \
	    tt_time: TT_F_TIME,                                             \
	    tt_day: TT_F_DAY,                                               \
	    tt_money: TT_F_MONEY,                                           \
	    unsigned int: TT_F_ENUM)

#define TT_FIELD(type_, member, ...)                                        \
	{ .name = #member, .at = offsetof(type_, member),                   \
	    .type = TT_FIELD_TYPE(((type_ *)0)->member), ##__VA_ARGS__ }

/* Where a field lies in a struct. */
static inline void *
tt_field_at(const struct tt_field *f, void *base)
{
	return (char *)base + f->at;
}

/* The field of that name in a table that ends with { 0 }, or NULL. */
const struct tt_field *tt_field_named(const struct tt_field *,
    const char *name);

#endif
