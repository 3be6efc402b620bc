/*
 * Short words for json-c, for objects of the shapes in shape.c. Paths may be
 * dotted ("billing_details.email"). Asking for what is not there answers NULL,
 * 0 or false; a JSON null is "not there". Setting replaces.
 */
#ifndef TT_JS_H
#define TT_JS_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

struct tt_pool;

struct json_object *tt_js_at(struct json_object *, const char *path);
const char *tt_js_str(struct json_object *, const char *path); /* or NULL */
int64_t tt_js_int(struct json_object *, const char *path);
bool tt_js_true(struct json_object *, const char *path);
bool tt_js_has(struct json_object *, const char *path);
/* Whether the value is a string equal to this one. */
bool tt_js_is(struct json_object *, const char *path, const char *value);

void tt_js_set(struct json_object *, const char *key, const char *value);
void tt_js_num(struct json_object *, const char *key, int64_t value);
void tt_js_flag(struct json_object *, const char *key, bool value);
void tt_js_null(struct json_object *, const char *key);
/* Takes over the reference. */
void tt_js_put(struct json_object *, const char *key, struct json_object *);
/* Adds a reference; the value stays where it was as well. */
void tt_js_link(struct json_object *, const char *key, struct json_object *);
void tt_js_push(struct json_object *array, struct json_object *);

/* A new object from a constant of ours; a fault in it is a bug. */
struct json_object *tt_js_shape(const char *text);
/* From a text of anybody's, or NULL. */
struct json_object *tt_js_parse(const char *text, size_t n);
/* A deep copy. */
struct json_object *tt_js_copy(struct json_object *);

/*
 * Merges what a caller sent as metadata into an object's own: an empty value
 * takes its key away, an empty string instead of a map takes them all.
 */
void tt_js_metadata(struct json_object *, struct json_object *sent);

#endif
