/*
 * JSON from an OpenID provider, read strictly: valid UTF-8, at most eight
 * levels, no key twice in one object, no text with a NUL in it.
 */
#ifndef TT_OPENID_JSON_H
#define TT_OPENID_JSON_H

#include <json-c/json.h>

#include "core/arena.h"

/* The object that is all of the text; NULL for anything else. */
struct json_object *tt_json_object(struct tt_arena *, const char *, size_t n);
/* The text under a key; NULL when it is absent or not a text. */
const char *tt_json_text(struct json_object *, const char *key);

#endif
