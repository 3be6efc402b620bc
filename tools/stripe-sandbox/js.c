#include "js.h"

#include <assert.h>
#include <string.h>

struct json_object *
tt_js_at(struct json_object *o, const char *path)
{
	char key[64];

	while (o != NULL) {
		size_t n = strcspn(path, ".");
		struct json_object *next = NULL;

		if (!json_object_is_type(o, json_type_object) ||
		    n >= sizeof key)
			return NULL;
		memcpy(key, path, n);
		key[n] = '\0';
		if (!json_object_object_get_ex(o, key, &next))
			return NULL;
		if (path[n] == '\0')
			return next;
		o = next;
		path += n + 1;
	}
	return NULL;
}

const char *
tt_js_str(struct json_object *o, const char *path)
{
	struct json_object *v = tt_js_at(o, path);

	if (!json_object_is_type(v, json_type_string))
		return NULL;
	return json_object_get_string(v);
}

int64_t
tt_js_int(struct json_object *o, const char *path)
{
	struct json_object *v = tt_js_at(o, path);

	return json_object_is_type(v, json_type_int) ? json_object_get_int64(v)
						     : 0;
}

bool
tt_js_true(struct json_object *o, const char *path)
{
	struct json_object *v = tt_js_at(o, path);

	return json_object_is_type(v, json_type_boolean) &&
	       json_object_get_boolean(v);
}

bool
tt_js_has(struct json_object *o, const char *path)
{
	return tt_js_at(o, path) != NULL;
}

bool
tt_js_is(struct json_object *o, const char *path, const char *value)
{
	const char *s = tt_js_str(o, path);

	return s != NULL && strcmp(s, value) == 0;
}

void
tt_js_put(struct json_object *o, const char *key, struct json_object *value)
{
	json_object_object_add(o, key, value);
}

void
tt_js_link(struct json_object *o, const char *key, struct json_object *value)
{
	tt_js_put(o, key, json_object_get(value));
}

void
tt_js_set(struct json_object *o, const char *key, const char *value)
{
	tt_js_put(o, key, value != NULL ? json_object_new_string(value) : NULL);
}

void
tt_js_num(struct json_object *o, const char *key, int64_t value)
{
	tt_js_put(o, key, json_object_new_int64(value));
}

void
tt_js_flag(struct json_object *o, const char *key, bool value)
{
	tt_js_put(o, key, json_object_new_boolean(value));
}

void
tt_js_null(struct json_object *o, const char *key)
{
	tt_js_put(o, key, NULL);
}

void
tt_js_push(struct json_object *array, struct json_object *value)
{
	json_object_array_add(array, value);
}

struct json_object *
tt_js_parse(const char *text, size_t n)
{
	struct json_tokener *tok = json_tokener_new();
	struct json_object *o;

	assert(tok != NULL && n < INT32_MAX);
	o = json_tokener_parse_ex(tok, text, (int)n);
	if (json_tokener_get_error(tok) != json_tokener_success) {
		json_object_put(o);
		o = NULL;
	}
	json_tokener_free(tok);
	return o;
}

struct json_object *
tt_js_shape(const char *text)
{
	struct json_object *o = tt_js_parse(text, strlen(text));

	assert(o != NULL);
	return o;
}

struct json_object *
tt_js_copy(struct json_object *o)
{
	struct json_object *copy = NULL;

	if (o != NULL && json_object_deep_copy(o, &copy, NULL) != 0)
		return NULL;
	return copy;
}

void
tt_js_metadata(struct json_object *o, struct json_object *sent)
{
	struct json_object *own = tt_js_at(o, "metadata");

	if (sent == NULL)
		return;
	if (own == NULL || !json_object_is_type(sent, json_type_object)) {
		own = json_object_new_object();
		tt_js_put(o, "metadata", own);
	}
	if (!json_object_is_type(sent, json_type_object))
		return;
	json_object_object_foreach(sent, key, value)
	{
		if (json_object_get_string_len(value) == 0)
			json_object_object_del(own, key);
		else
			tt_js_link(own, key, value);
	}
}
