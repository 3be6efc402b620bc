#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "web/inner.h"

const char *const tt_who_words[] = { "", "anyone", "visitor", "signed-in",
	"owner", "caregiver", "staff", "webhook", "machine", NULL };

static const char *const methods[] = { "", "GET", "POST" };

#define ARGS 3

struct found {
	int64_t     arg[ARGS];
	struct word { const char *p; size_t n; } word[ARGS];
	size_t      args, words;
};

const char *
tt_routes_check(const struct tt_route *t)
{
	for (; t->path != NULL; t++) {
		if (t->method != TT_GET && t->method != TT_POST)
			return "a route has no method";
		if (t->who < TT_ANYONE || t->who > TT_MACHINE)
			return "a route does not say who may come in";
		if (t->handler == NULL || t->path[0] != '/')
			return "a route has no handler or no path";
		if (t->who == TT_WEBHOOK && t->method != TT_POST)
			return "a webhook is a POST";
		if (t->who == TT_MACHINE && t->method != TT_GET)
			return "a route for machines is a GET";
		if (t->who == TT_STAFF && (t->right <= TT_NO_RIGHT ||
		    t->right >= TT_RIGHTS))
			return "a route for staff does not say which right";
		if (t->who != TT_STAFF && t->right != TT_NO_RIGHT)
			return "a route that is not for staff has a right";
	}
	return NULL;
}

void
tt_routes_print(const struct tt_route *t, const char *binary)
{
	for (; t->path != NULL; t++)
		printf("%s %s %s%s%s %s\n", methods[t->method], t->path,
		    tt_who_words[t->who], t->who == TT_STAFF ? ":" : "",
		    tt_rights[t->right], binary);
}

/* A number above zero, written in the one way it can be. */
static bool
match_id(const char *s, size_t n, struct found *f)
{
	char digits[20];

	if (n == 0 || n >= sizeof(digits) || s[0] == '0' || f->args == ARGS)
		return false;
	memcpy(digits, s, n);
	digits[n] = '\0';
	return tt_int(digits, 1, INT64_MAX, &f->arg[f->args++]);
}

static bool
match_word(const char *s, size_t n, struct found *f)
{
	if (n == 0 || n > 64 || f->words == ARGS)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!tt_is_alnum(s[i]) && strchr("_.-", s[i]) == NULL)
			return false;
	f->word[f->words++] = (struct word){ s, n };
	return true;
}

static bool
match(const char *pattern, const char *path, struct found *f)
{
	*f = (struct found){ 0 };
	for (;;) {
		size_t n = strcspn(++path, "/");
		size_t m = strcspn(++pattern, "/");
		bool same;

		if (m == 1 && *pattern == '#')
			same = match_id(path, n, f);
		else if (m == 1 && *pattern == '*')
			same = match_word(path, n, f);
		else
			same = n == m && memcmp(path, pattern, n) == 0;
		path += n;
		pattern += m;
		if (!same || *path != *pattern)
			return false;
		if (*path == '\0')
			return true;
	}
}

static void
keep(struct tt_req *r, const struct found *f)
{
	for (size_t i = 0; i < ARGS; i++) {
		r->arg[i] = f->arg[i];
		r->word[i] = i < f->words ? tt_strndup(r->cx->arena,
		    f->word[i].p, f->word[i].n) : NULL;
	}
}

/* Of rows that fit, the first one counts; `allow` wants all of them. */
const struct tt_route *
tt_route_find(const struct tt_route *t, enum tt_method method,
    const char *path, struct tt_req *r, unsigned *allow)
{
	const struct tt_route *row = NULL;
	struct found f;

	*allow = 0;
	for (; t->path != NULL; t++) {
		if (!match(t->path, path, &f))
			continue;
		*allow |= 1U << t->method;
		if (t->method != method || row != NULL)
			continue;
		row = t;
		if (r != NULL)
			keep(r, &f);
	}
	return row;
}
