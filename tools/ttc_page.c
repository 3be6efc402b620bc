/*
 * A page from its first byte to its last.
 */
#include <string.h>

#include "ttc.h"

/*
 * A run of blanks becomes one: a newline if there is one in it. It is held
 * back until something follows. Elements that keep blanks get what is there.
 */
static void
blanks(struct ttc *t)
{
	const char *start = t->at;
	char space = ' ';

	while (t->at < t->end && ttc_blank(*t->at)) {
		if (*t->at == '\n')
			space = '\n';
		t->at++;
		if (ttc_line_here(t))
			break;
	}
	if (ttc_keeps_blanks(t))
		ttc_lit(t, start, (size_t)(t->at - start));
	else if (!t->fresh && t->space != '\n')
		t->space = space;
}

static void
brace(struct ttc *t)
{
	const char *s = t->at;

	if (s + 1 < t->end && s[1] == *s) {
		ttc_lit(t, s, 1);
		t->at += 2;
	} else if (*s == '{') {
		ttc_hole(t, ttc_raw(t) ? TTC_IN_RAW : TTC_IN_TEXT);
	} else {
		ttc_fail(t, s, "no hole ends here; write }} for a }");
	}
}

static void
words(struct ttc *t)
{
	const char *start = t->at;

	while (t->at < t->end && !ttc_blank(*t->at) &&
	    strchr("<{}", *t->at) == NULL)
		t->at++;
	ttc_lit(t, start, (size_t)(t->at - start));
}

/* What stands outside of a page can only be blanks. */
static void
outside(struct ttc *t)
{
	if (ttc_blank(*t->at))
		t->at++;
	else
		ttc_fail(t, t->at, "this stands before the first %% page");
}

static void
text(struct ttc *t)
{
	while (t->at < t->end) {
		if (ttc_line_here(t))
			ttc_line(t);
		else if (t->function == TTC_NONE)
			outside(t);
		else if (ttc_blank(*t->at))
			blanks(t);
		else if (*t->at == '<')
			ttc_markup(t);
		else if (*t->at == '{' || *t->at == '}')
			brace(t);
		else
			words(t);
	}
	ttc_function_end(t);
}

/* The rest of ttc counts on these not being there, NUL above all. */
static void
refuse_controls(struct ttc *t)
{
	for (const char *s = t->src; s < t->end; s++) {
		if (*s == '\r')
			ttc_fail(t, s, "a line ends with a newline alone");
		else if ((*s >= 0 && *s < ' ' && !ttc_blank(*s)) || *s == 127)
			ttc_fail(t, s, "a control character in a page");
	}
}

bool
ttc_parse(struct ttc_result *out, const char *path, struct ttc_str page,
    const struct ttc_str *manifest, char *error)
{
	struct ttc t = { .path = path, .src = page.p, .at = page.p,
	    .end = page.p + page.n, .manifest = manifest, .out = out };
	const struct ttc_result before = *out;

	refuse_controls(&t);
	text(&t);
	if (ttc_failed(&t)) {
		memcpy(error, t.error, TTC_ERROR);
		out->includes.n = before.includes.n;
		out->prototypes.n = before.prototypes.n;
	} else {
		ttc_add(&out->code, "\n", 1);
		ttc_add(&out->code, t.parts.p, t.parts.n);
		ttc_add(&out->code, t.code.p, t.code.n);
	}
	ttc_drop(&t.lit);
	ttc_drop(&t.parts);
	ttc_drop(&t.code);
	ttc_drop(&t.scratch);
	return !ttc_failed(&t);
}
