#include "check.h"
#include "api.h"
#include "box.h"
#include "js.h"
#include "mem.h"

#include <string.h>

enum { METADATA_KEYS = 50, METADATA_KEY = 40, METADATA_VALUE = 500 };

static struct json_object *value_of(struct tt_call *, const struct tt_param *,
    const char *name, struct json_object *in);

/* "line_items[0][quantity]" */
static const char *
inside(struct tt_call *c, const char *outer, const char *name)
{
	return outer[0] == '\0' ? name
				: tt_pool_fmt(c->pool, "%s[%s]", outer, name);
}

static const char *
listed(struct tt_call *c, const char *const *words)
{
	struct tt_text t = { .max = 4096 };
	const char *copy;

	for (size_t i = 0; words[i] != NULL; i++) {
		if (i > 0)
			tt_text_puts(&t, words[i + 1] == NULL ? ", or " : ", ");
		tt_text_puts(&t, words[i]);
	}
	copy = tt_pool_copy(c->pool, t.p, t.n);
	tt_text_free(&t);
	return copy;
}

static bool
read_integer(const char *s, int64_t *out)
{
	bool minus = s[0] == '-';
	int64_t n = 0;

	s += minus;
	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' ||
		    __builtin_mul_overflow(n, INT64_C(10), &n) ||
		    __builtin_add_overflow(n, (int64_t)(*s - '0'), &n))
			return false;
	}
	*out = minus ? -n : n;
	return true;
}

static bool
is_decimal(const char *s)
{
	size_t whole, part = 0;

	s += s[0] == '-';
	whole = strspn(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = strspn(++s, "0123456789");
		s += part;
	}
	return *s == '\0' && whole > 0 && whole < 20 && part <= 12;
}

static bool
is_word(const char *const *words, const char *s)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], s) == 0)
			return true;
	}
	return false;
}

static struct json_object *
empty_value(struct tt_call *c, const struct tt_param *p, const char *name)
{
	if ((p->types & TT_P_EMPTY) != 0)
		return json_object_new_string("");
	return tt_fail(c, 400, "parameter_invalid_empty", name,
	    "You passed an empty string for '%s'. We assume empty values are "
	    "an attempt to unset a parameter; however '%s' cannot be unset. "
	    "You should remove '%s' from your request or supply a non-empty "
	    "value.",
	    name, name, name);
}

static struct json_object *
plain_value(struct tt_call *c, const struct tt_param *p, const char *name,
    const char *s)
{
	int64_t n;

	if (s[0] == '\0')
		return empty_value(c, p, name);
	if ((p->types & TT_P_INTEGER) != 0 && read_integer(s, &n))
		return json_object_new_int64(n);
	if ((p->types & TT_P_BOOLEAN) != 0 &&
	    (strcmp(s, "true") == 0 || strcmp(s, "false") == 0))
		return json_object_new_boolean(s[0] == 't');
	if ((p->types & TT_P_DECIMAL) != 0 && is_decimal(s))
		return json_object_new_string(s);
	if ((p->types & TT_P_WORD) != 0 && is_word(p->words, s))
		return json_object_new_string(s);
	if ((p->types & TT_P_STRING) != 0)
		return json_object_new_string(s);
	if ((p->types & TT_P_WORD) != 0)
		return tt_fail(c, 400, NULL, name,
		    "Invalid %s: must be one of %s", name, listed(c, p->words));
	if ((p->types & TT_P_INTEGER) != 0)
		return tt_fail(c, 400, "parameter_invalid_integer", name,
		    "Invalid integer: %s", s);
	if ((p->types & TT_P_BOOLEAN) != 0)
		return tt_fail(c, 400, NULL, name, "Invalid boolean: %s", s);
	if ((p->types & TT_P_DECIMAL) != 0)
		return tt_fail(c, 400, NULL, name, "Invalid decimal: %s", s);
	return tt_fail(c, 400, NULL, name, "Invalid %s",
	    (p->types & TT_P_ARRAY) != 0 ? "array" : "object");
}

static const struct tt_param *
kid(const struct tt_param *kids, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(kids[i].name, name) == 0)
			return &kids[i];
	}
	return NULL;
}

/* Says which names nobody knows; true when there are none. */
static bool
all_known(struct tt_call *c, const struct tt_param *kids, size_t n,
    const char *outer, struct json_object *in)
{
	struct tt_text names = { .max = 8192 };
	const char *first = NULL;
	int unknown = 0;

	json_object_object_foreach(in, key, value)
	{
		(void)value;
		if (kid(kids, n, key) != NULL)
			continue;
		if (unknown++ > 0)
			tt_text_puts(&names, ", ");
		tt_text_puts(&names, inside(c, outer, key));
		if (first == NULL)
			first = inside(c, outer, key);
	}
	if (unknown > 0)
		tt_fail(c, 400, "parameter_unknown", first,
		    "Received unknown parameter%s: %s", unknown > 1 ? "s" : "",
		    names.p);
	tt_text_free(&names);
	return unknown == 0;
}

static struct json_object *
object_value(struct tt_call *c, const struct tt_param *kids, size_t n,
    const char *outer, struct json_object *in)
{
	struct json_object *out;

	if (!all_known(c, kids, n, outer, in))
		return NULL;
	out = json_object_new_object();
	json_object_object_foreach(in, key, value)
	{
		struct json_object *v = value_of(
		    c, kid(kids, n, key), inside(c, outer, key), value);

		if (v == NULL) {
			json_object_put(out);
			return NULL;
		}
		tt_js_put(out, key, v);
	}
	for (size_t i = 0; i < n; i++) {
		if (!kids[i].required || tt_js_has(out, kids[i].name))
			continue;
		json_object_put(out);
		return tt_fail(c, 400, "parameter_missing",
		    inside(c, outer, kids[i].name),
		    "Missing required param: %s.",
		    inside(c, outer, kids[i].name));
	}
	return out;
}

static bool
metadata_fits(struct tt_call *c, const char *name, struct json_object *in)
{
	if (json_object_object_length(in) > METADATA_KEYS) {
		tt_fail(c, 400, NULL, name,
		    "You can have up to %d metadata "
		    "keys per object.",
		    METADATA_KEYS);
		return false;
	}
	json_object_object_foreach(in, key, value)
	{
		int n = json_object_get_string_len(value);

		if (strlen(key) > METADATA_KEY) {
			tt_fail(c, 400, NULL, name,
			    "Metadata keys can have up "
			    "to %d characters.",
			    METADATA_KEY);
			return false;
		}
		if (n > METADATA_VALUE) {
			tt_fail(c, 400, NULL, inside(c, name, key),
			    "Metadata values can have up to %d characters, but "
			    "you passed in a value that is %d characters.",
			    METADATA_VALUE, n);
			return false;
		}
	}
	return true;
}

static struct json_object *
map_value(struct tt_call *c, const struct tt_param *p, const char *name,
    struct json_object *in)
{
	struct json_object *out;

	if (strstr(name, "metadata") != NULL && !metadata_fits(c, name, in))
		return NULL;
	out = json_object_new_object();
	json_object_object_foreach(in, key, value)
	{
		struct json_object *v;

		/* An empty value takes a key of a map away. */
		if (json_object_is_type(value, json_type_string) &&
		    json_object_get_string_len(value) == 0)
			v = json_object_new_string("");
		else if (json_object_is_type(value, json_type_string) &&
			 (p->item->types & TT_P_STRING) != 0)
			v = json_object_get(value);
		else
			v = value_of(c, p->item, inside(c, name, key), value);
		if (v == NULL) {
			json_object_put(out);
			return NULL;
		}
		tt_js_put(out, key, v);
	}
	return out;
}

static struct json_object *
array_value(struct tt_call *c, const struct tt_param *p, const char *name,
    struct json_object *in)
{
	struct json_object *out = json_object_new_array();

	json_object_object_foreach(in, key, value)
	{
		struct json_object *v = NULL;

		if (key[strspn(key, "0123456789")] != '\0')
			tt_fail(c, 400, NULL, name, "Invalid array");
		else
			v = value_of(c, p->item, inside(c, name, key), value);
		if (v == NULL) {
			json_object_put(out);
			return NULL;
		}
		tt_js_push(out, v);
	}
	return out;
}

/* The value in its type, or NULL with the call's answer given. */
static struct json_object *
value_of(struct tt_call *c, const struct tt_param *p, const char *name,
    struct json_object *in)
{
	if (json_object_is_type(in, json_type_string))
		return plain_value(c, p, name, json_object_get_string(in));
	if ((p->types & TT_P_ARRAY) != 0)
		return array_value(c, p, name, in);
	if ((p->types & TT_P_MAP) != 0)
		return map_value(c, p, name, in);
	if ((p->types & TT_P_OBJECT) != 0)
		return object_value(c, p->kids, p->n, name, in);
	return tt_fail(c, 400, NULL, name, "Invalid %s",
	    (p->types & TT_P_INTEGER) != 0 ? "integer" : "string");
}

struct json_object *
tt_check(
    struct tt_call *c, const struct tt_operation *op, struct json_object *form)
{
	struct json_object *out = object_value(c, op->params, op->n, "", form);

	return out != NULL ? tt_pool_keep(c->pool, out) : NULL;
}
