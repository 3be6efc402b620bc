/*
 * What Stripe's API accepts, as tables, and the check of a form against them.
 * params.c is made from Stripe's own description by mkparams.pl.
 */
#ifndef TT_CHECK_H
#define TT_CHECK_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;
struct tt_call;

enum {
	TT_P_STRING = 1,
	TT_P_INTEGER = 2,
	TT_P_BOOLEAN = 4,
	TT_P_DECIMAL = 8,
	TT_P_WORD = 16,   /* one of words */
	TT_P_EMPTY = 32,  /* "" takes the value away */
	TT_P_OBJECT = 64, /* with kids */
	TT_P_MAP = 128,   /* any key, values as item */
	TT_P_ARRAY = 256, /* of item */
};

struct tt_param {
	const char *name;
	unsigned types;
	bool required;
	const char *const *words; /* NULL last */
	const struct tt_param *kids;
	size_t n; /* of kids */
	const struct tt_param *item;
};

struct tt_operation {
	const char *method, *path, *name;
	const struct tt_param *params;
	size_t n;
};

/* All operations of the description; the last has no method. */
extern const struct tt_operation tt_operations[];

/* The plainest object of each kind, as JSON; the last has no name. */
struct tt_shape {
	const char *name, *json;
};

extern const struct tt_shape tt_shapes[];

/*
 * A new object of a kind, or of a part ("charge/outcome"), whose members are
 * null, empty or 0. Asking for an unknown one is a bug.
 */
struct json_object *tt_shape_part(const char *name);
/* The same with id, object, created, livemode and metadata set. */
struct json_object *tt_shape_new(
    struct tt_call *, const char *kind, const char *prefix);

/*
 * The form as an object of the types the operation declares: integers,
 * booleans, strings, arrays, objects. NULL when something in it is unknown,
 * missing or wrong, and then the call has its answer (400).
 */
struct json_object *tt_check(
    struct tt_call *, const struct tt_operation *, struct json_object *form);

#endif
