#include "http.h"
#include "js.h"
#include "mem.h"

#include <string.h>

enum { FIELDS_MAX = 1000, NAME_MAX_BYTES = 256, LEVELS_MAX = 8 };

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* How many bytes the UTF-8 sequence at s has; 0 when it is not one. */
static size_t
sequence(const unsigned char *s, size_t n)
{
	size_t want;

	if (s[0] < 0x80)
		return s[0] == 0 ? 0 : 1;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		want = 2;
	else if (s[0] >= 0xe0 && s[0] <= 0xef)
		want = 3;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		want = 4;
	else
		return 0;
	if (n < want)
		return 0;
	for (size_t i = 1; i < want; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	}
	/* Overlong forms, surrogates, and what lies past U+10FFFF. */
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return want;
}

static bool
is_clean(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		size_t k = sequence((const unsigned char *)s + i, n - i);

		if (k == 0)
			return false;
		i += k;
	}
	return true;
}

/* Undoes percent-encoding; NULL when it is broken or not clean UTF-8. */
static char *
decode(struct tt_pool *pool, struct tt_span in, bool plus)
{
	char *out = tt_pool_alloc(pool, in.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		char c = in.p[i];

		if (c == '+' && plus) {
			c = ' ';
		} else if (c == '%') {
			int high = i + 2 < in.n ? hex(in.p[i + 1]) : -1;
			int low = high >= 0 ? hex(in.p[i + 2]) : -1;

			if (low < 0)
				return NULL;
			c = (char)(high * 16 + low);
			i += 2;
		}
		out[n++] = c;
	}
	return is_clean(out, n) ? out : NULL;
}

const char *
tt_http_path(struct tt_pool *pool, struct tt_span path)
{
	return decode(pool, path, false);
}

/* Cuts "a[b][]" into "a", "b", ""; the number of parts, or 0. */
static size_t
cut_name(char *name, const char **parts)
{
	size_t n = 0;
	char *p = strchr(name, '[');

	if (p == name || name[0] == '\0')
		return 0;
	parts[n++] = name;
	while (p != NULL && *p == '[') {
		char *end = strchr(p, ']');

		if (end == NULL || n == LEVELS_MAX)
			return 0;
		*p = *end = '\0';
		if (strchr(p + 1, '[') != NULL)
			return 0;
		parts[n++] = p + 1;
		p = end + 1;
	}
	return p == NULL || *p == '\0' ? n : 0;
}

/* Puts one field in its place; false when the place is taken differently. */
static bool
place(struct tt_pool *pool, struct json_object *tree, const char **parts,
    size_t n, const char *value)
{
	struct json_object *at = tree;

	for (size_t i = 0; i < n; i++) {
		struct json_object *next = NULL;
		const char *key = parts[i];

		if (key[0] == '\0')
			key = tt_pool_fmt(
			    pool, "%d", json_object_object_length(at));
		json_object_object_get_ex(at, key, &next);
		if (i + 1 == n) {
			if (next != NULL &&
			    !json_object_is_type(next, json_type_string))
				return false;
			tt_js_set(at, key, value);
			return true;
		}
		if (next == NULL) {
			next = json_object_new_object();
			tt_js_put(at, key, next);
		}
		if (!json_object_is_type(next, json_type_object))
			return false;
		at = next;
	}
	return false;
}

static bool
read_field(struct tt_pool *pool, struct json_object *tree, struct tt_span field,
    const char **why)
{
	const char *eq = memchr(field.p, '=', field.n);
	size_t named = eq != NULL ? (size_t)(eq - field.p) : field.n;
	const char *parts[LEVELS_MAX];
	char *name, *value = tt_pool_copy(pool, "", 0);
	size_t n;

	name = decode(pool, (struct tt_span){ field.p, named }, true);
	if (eq != NULL)
		value = decode(pool,
		    (struct tt_span){ eq + 1, field.n - named - 1 }, true);
	*why = "The form contains bytes that are not valid UTF-8.";
	if (name == NULL || value == NULL)
		return false;
	*why = "A parameter name is too long or malformed.";
	if (strlen(name) > NAME_MAX_BYTES)
		return false;
	n = cut_name(name, parts);
	if (n == 0)
		return false;
	*why = "A parameter is given both as a value and as a map.";
	return place(pool, tree, parts, n, value);
}

struct json_object *
tt_form_read(struct tt_pool *pool, struct tt_span in, const char **why)
{
	struct json_object *tree = tt_pool_keep(pool, json_object_new_object());
	size_t fields = 0;

	while (in.n > 0) {
		const char *amp = memchr(in.p, '&', in.n);
		size_t n = amp != NULL ? (size_t)(amp - in.p) : in.n;

		if (n > 0 && ++fields > FIELDS_MAX) {
			*why = "There are more than 1000 parameters.";
			return NULL;
		}
		if (n > 0 &&
		    !read_field(pool, tree, (struct tt_span){ in.p, n }, why))
			return NULL;
		in.p += amp != NULL ? n + 1 : n;
		in.n -= amp != NULL ? n + 1 : n;
	}
	return tree;
}
