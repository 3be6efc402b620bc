/*
 * Bytes from outside: forms, cookies, paths. Each is decoded exactly once,
 * checked to be text, and copied into the arena with a NUL.
 */
#include <string.h>

#include "core/text.h"
#include "web/inner.h"

static int
hex_digit(char c)
{
	if (tt_is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * Undo %XX, and + when it stands for a blank. NULL: a % that is none, or
 * what comes out is not text.
 */
static char *
decoded(struct tt_arena *a, const char *s, size_t n, bool plus)
{
	char *out = tt_alloc(a, n + 1);
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '%') {
			int high = n - i > 2 ? hex_digit(s[i + 1]) : -1;
			int low = n - i > 2 ? hex_digit(s[i + 2]) : -1;

			if (high < 0 || low < 0)
				return NULL;
			out[m++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[m++] = s[i] == '+' && plus ? ' ' : s[i];
		}
	}
	return tt_utf8_ok(out, m, true) ? out : NULL;
}

static bool
pair(struct tt_req *r, const char *s, size_t n)
{
	const char *eq = memchr(s, '=', n);
	size_t name_n = eq == NULL ? n : (size_t)(eq - s);
	struct tt_pair *p;

	if (r->n_fields == TT_FIELDS_MAX)
		return false;
	p = &r->fields[r->n_fields++];
	p->name = decoded(r->cx->arena, s, name_n, true);
	p->value = eq == NULL ? "" : decoded(r->cx->arena, eq + 1,
	    n - name_n - 1, true);
	return p->name != NULL && p->value != NULL &&
	    strlen(p->name) <= TT_NAME_MAX;
}

bool
tt_parse_urlencoded(struct tt_req *r, const char *s, size_t n)
{
	const char *end = s + n, *stop;

	if (n == 0)
		return true;
	r->fields = TT_NEW_N(r->cx->arena, TT_FIELDS_MAX, struct tt_pair);
	for (; s < end; s = stop + 1) {
		stop = memchr(s, '&', (size_t)(end - s));
		if (stop == NULL)
			stop = end;
		if (stop > s && !pair(r, s, (size_t)(stop - s)))
			return false;
	}
	return true;
}

const char *
tt_cookie(struct tt_arena *a, const char *header, const char *name)
{
	size_t name_n = strlen(name), n;

	while (*header != '\0') {
		header += strspn(header, " \t");
		n = strcspn(header, ";");
		if (n > name_n && header[name_n] == '=' &&
		    memcmp(header, name, name_n) == 0)
			return tt_trim(a, tt_strndup(a, header + name_n + 1,
			    n - name_n - 1));
		header += n;
		header += *header == ';';
	}
	return "";
}

/* No empty segment, no "." or "..", no backslash, no blank but %20. */
static bool
normal(const char *path)
{
	if (path[0] != '/' || strchr(path, '\\') != NULL ||
	    strpbrk(path, "\n\r\t") != NULL)
		return false;
	while (*path == '/') {
		size_t n = strcspn(++path, "/");

		if ((n == 0 && *path == '/') ||
		    (n == 1 && path[0] == '.') ||
		    (n == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		path += n;
	}
	return true;
}

bool
tt_parse_path(struct tt_arena *a, const char *uri, enum tt_lang *lang,
    bool *has_lang, const char **path)
{
	size_t n = strcspn(uri, "?");
	const char *p;

	*has_lang = false;
	/* A slash that was written %2F would make segments of its own. */
	for (size_t i = 0; i + 2 < n; i++)
		if (uri[i] == '%' && uri[i + 1] == '2' &&
		    (uri[i + 2] == 'F' || uri[i + 2] == 'f'))
			return false;
	if (memchr(uri, '#', n) != NULL)
		return false;
	p = decoded(a, uri, n, false);
	if (p == NULL || !normal(p))
		return false;
	*path = p;
	for (int i = 0; i < TT_LANGS; i++) {
		if (!tt_starts(p + 1, tt_langs[i]) ||
		    (p[3] != '\0' && p[3] != '/'))
			continue;
		*lang = (enum tt_lang)i;
		*has_lang = true;
		*path = p[3] == '\0' ? "/" : p + 3;
	}
	return true;
}
