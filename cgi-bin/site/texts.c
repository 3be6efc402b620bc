/*
 * The texts that we wrote: Markdown files, one a page and language. They are
 * read for each answer; the web server keeps the answer.
 */
#include <string.h>

#include "core/fault.h"
#include "core/text.h"
#include "pages.h"
#include "site/view.h"
#include "web/markdown.h"

#define TEXT_MAX  ((size_t)256 << 10)
#define ABOUT_MAX 155       /* characters of a description */
#define QUESTIONS 100
#define CACHED    300       /* seconds */

const struct text texts[] = {
	{ "how-it-works", N_("How it works") },
	{ "help", N_("Questions and answers") },
	{ "fees", N_("What it costs") },
	{ "cancellation", N_("Cancelling and money back") },
	{ "safety", N_("Safety") },
	{ "ranking", N_("How we order results") },
	{ "become-caregiver", N_("Become a caregiver") },
	{ "terms", N_("Terms") },
	{ "privacy", N_("Privacy") },
	{ "cookies", N_("Cookies") },
	{ "accessibility", N_("Accessibility") },
	{ "imprint", N_("Imprint") },
	{ 0 }
};

static const struct text *
text_named(const char *name)
{
	for (const struct text *t = texts; t->name != NULL; t++)
		if (tt_eq(t->name, name))
			return t;
	return NULL;
}

/* What of the configuration stands in a text, in braces. */
static const char *
word_value(const struct tt_conf *c, size_t i, const char **word)
{
	const struct { const char *word, *value; } words[] = {
		{ "{operator}", c->operator_name },
		{ "{address}", c->operator_address },
		{ "{company_number}", c->company_number },
		{ "{vat_number}", c->vat_number },
		{ "{support}", c->support },
	};

	if (i >= sizeof(words) / sizeof(*words))
		return NULL;
	*word = words[i].word;
	return words[i].value;
}

/* One paragraph with its words; "" when one of them says nothing. */
static const char *
paragraph(struct tt_req *r, const char *s)
{
	const char *word, *value;

	for (size_t i = 0; (value = word_value(r->cx->conf, i, &word)) != NULL;
	    i++) {
		if (strstr(s, word) == NULL)
			continue;
		if (value[0] == '\0')
			return "";
		s = tt_replace(r->cx->arena, s, word, value);
	}
	return s;
}

/* The whole text; a line such as "VAT number: " does not stand there alone. */
static const char *
with_words(struct tt_req *r, const char *s)
{
	struct tt_buf b = tt_buf_in(r->cx->arena, TEXT_MAX * 2);

	if (strchr(s, '{') == NULL)
		return s;
	while (*s != '\0') {
		const char *end = strstr(s, "\n\n");
		size_t n = end == NULL ? strlen(s) : (size_t)(end - s);

		tt_buf_adds(&b, paragraph(r, tt_strndup(r->cx->arena, s, n)));
		tt_buf_adds(&b, "\n\n");
		s += n;
		while (*s == '\n')
			s++;
	}
	return b.p;
}

/* The first paragraph as plain words, for search engines. */
static const char *
about(struct tt_arena *a, const char *s)
{
	struct tt_buf b = tt_buf_in(a, TEXT_MAX * 2);

	while (*s == '\n' || *s == '#')
		s += *s == '#' ? strcspn(s, "\n") : 1;
	for (; *s != '\0' && !tt_starts(s, "\n\n"); s++) {
		if (*s == ']' && s[1] == '(')
			s += strcspn(s, ")");
		else if (strchr("*[`#", *s) == NULL)
			tt_buf_addc(&b, *s == '\n' ? ' ' : *s);
		if (*s == '\0')
			break;
	}
	return tt_shorten(a, b.p, ABOUT_MAX);
}

/* A line of Markdown that starts a part, "## " or "### ", or NULL. */
static const char *
heading(const char *line, const char *mark)
{
	size_t n = strlen(mark);

	return strncmp(line, mark, n) == 0 ? line + n : NULL;
}

/* Where the text up to the next heading ends. */
static size_t
to_heading(const char *s)
{
	const char *at = s;

	while (*at != '\0' && !tt_starts(at, "## ") && !tt_starts(at, "### ")) {
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return (size_t)(at - s);
}

/* "## Section", "### Question", answer: one row for each heading. */
static void
take_apart(struct tt_req *r, const char *s, struct text_view *v)
{
	struct tt_arena *a = r->cx->arena;
	struct question *q = TT_NEW_N(a, QUESTIONS, struct question);

	s += to_heading(s);
	while (*s != '\0' && v->n_questions < QUESTIONS) {
		struct question *one = &q[v->n_questions++];
		size_t line = strcspn(s, "\n"), n;
		const char *section = heading(s, "## ");
		const char *text = section != NULL ? section : s + 4;
		const char *end = s + line;
		const char *title = tt_strndup(a, text, (size_t)(end - text));

		*(section != NULL ? &one->section : &one->question) = title;
		n = to_heading(end);
		one->answer = tt_markdown_ours(r->out, tt_strndup(a, end, n));
		s = end + n;
	}
	v->questions = q;
}

void
text_show(struct tt_req *r)
{
	struct tt_arena *a = r->cx->arena;
	struct text_view v = { .text = text_named(r->path + 1) };
	const char *s = file_read(a, tt_printf(a, "%s/content/%s/%s.md",
	    r->cx->conf->data, tt_langs[r->cx->lang], v.text->name),
	    TEXT_MAX);
	size_t line;

	if (s == NULL || !tt_starts(s, "# "))
		tt_fault(TT_FAULT_MACHINE, "no text %s in %s", v.text->name,
		    r->cx->conf->data);
	s = with_words(r, s);
	line = strcspn(s, "\n");
	v.title = tt_strndup(a, s + 2, line - 2);
	v.about = about(a, s + line);
	if (tt_eq(v.text->name, "help")) {
		take_apart(r, s + line, &v);
		s = tt_strndup(a, s + line, to_heading(s + line));
		v.body = tt_markdown_ours(r->out, s);
	} else {
		v.body = tt_markdown_ours(r->out, s + line);
	}
	tt_cacheable(r, CACHED);
	page_text(tt_page(r, 200), &v);
}
