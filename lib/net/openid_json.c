#include <string.h>

#include "net/openid_json.h"

#define DEPTH    8
#define TEXT_MAX ((size_t)1 << 20)

static void
put(void *json)
{
	json_object_put(json);
}

/* Members in all, of all objects. */
static size_t
members(struct json_object *o)
{
	size_t n = 0;

	if (json_object_is_type(o, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(o); i++)
			n += members(json_object_array_get_idx(o, i));
	} else if (json_object_is_type(o, json_type_object)) {
		json_object_object_foreach(o, key, value)
			n += 1 + (key == NULL ? 0 : members(value));
	}
	return n;
}

/* Colons outside of texts: there is one for each member that was written. */
static size_t
colons(const char *text, size_t size)
{
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0; i < size; i++) {
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (text[i] == ':' && !quoted)
			n++;
	}
	return n;
}

struct json_object *
tt_json_object(struct tt_arena *a, const char *text, size_t n)
{
	struct json_tokener *t = json_tokener_new_ex(DEPTH);
	struct json_object *o = NULL;
	bool whole;

	if (t == NULL)
		return NULL;
	json_tokener_set_flags(t, JSON_TOKENER_STRICT |
	    JSON_TOKENER_VALIDATE_UTF8);
	if (n > 0 && n < TEXT_MAX)
		o = json_tokener_parse_ex(t, text, (int)n);
	whole = o != NULL && json_tokener_get_parse_end(t) == n &&
	    json_object_is_type(o, json_type_object);
	json_tokener_free(t);
	/* The parser keeps the last of two members with one key; another
	 * reader may keep the first. What can be read in two ways is not. */
	if (whole && members(o) == colons(text, n)) {
		tt_defer(a, put, o);
		return o;
	}
	if (o != NULL)
		json_object_put(o);
	return NULL;
}

const char *
tt_json_text(struct json_object *o, const char *key)
{
	struct json_object *v;
	const char *s;

	if (o == NULL || !json_object_object_get_ex(o, key, &v) ||
	    !json_object_is_type(v, json_type_string))
		return NULL;
	s = json_object_get_string(v);
	return strlen(s) == (size_t)json_object_get_string_len(v) ? s : NULL;
}
