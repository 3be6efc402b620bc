/*
 * Lines that begin with %: headers, functions, branches, loops, declarations.
 */
#include <string.h>

#include "ttc.h"

/* A directive's line: where it stands, and what follows its word. */
struct line {
	const char    *at;
	struct ttc_str rest;
};

/* Is `at` the start of a line whose first character is a percent sign? */
bool
ttc_line_here(const struct ttc *t)
{
	const char *s = t->at;

	if (s > t->src && s[-1] != '\n')
		return false;
	while (s < t->end && (*s == ' ' || *s == '\t'))
		s++;
	return s < t->end && *s == '%';
}

/* Add what follows the % of the line at `at` to scratch; `at` moves on. */
static void
take_line(struct ttc *t)
{
	const char *percent = memchr(t->at, '%', (size_t)(t->end - t->at));
	const char *newline = memchr(t->at, '\n', (size_t)(t->end - t->at));
	const char *stop = newline != NULL ? newline : t->end;

	ttc_add(&t->scratch, percent + 1, (size_t)(stop - percent - 1));
	t->at = newline != NULL ? newline + 1 : t->end;
}

/*
 * The whole directive: while a bracket is open, the next % line continues it.
 * A note is not C, and is not looked at.
 */
static void
take_directive(struct ttc *t)
{
	const char *at = t->at;
	struct ttc_buf *b = &t->scratch;
	struct ttc_scan scan;

	b->n = 0;
	ttc_add(b, " ", 1);     /* an empty line is a text too */
	for (;;) {
		take_line(t);
		if (ttc_begins(ttc_trim(b->p, b->p + b->n).p, b->p + b->n, "#"))
			return;
		scan = ttc_scan(b->p, b->p + b->n, "");
		if (scan.wrong != NULL) {
			ttc_fail(t, at, "%s", scan.wrong);
			return;
		}
		if (scan.open == 0)
			return;
		if (!ttc_line_here(t)) {
			ttc_fail(t, at, "a bracket of this line is not closed");
			return;
		}
		ttc_add(b, "\n", 1);
	}
}

/* Is the text one group in brackets, from the first byte to the last? */
static bool
is_group(struct ttc_str s)
{
	const char *end = s.p + s.n;
	struct ttc_scan scan;

	if (s.n < 2 || s.p[0] != '(')
		return false;
	scan = ttc_scan(s.p + 1, end, ")");
	return scan.wrong == NULL && scan.at == end - 1;
}

static void
include(struct ttc *t, const struct line *l)
{
	struct ttc_buf *b = &t->out->includes;
	size_t start = b->n;
	const char *s = l->rest.p, *end = s + l->rest.n;

	if (t->function != TTC_NONE)
		ttc_fail(t, l->at, "a header belongs above the first %% page");
	else if (l->rest.n < 3 || !((*s == '"' && end[-1] == '"') ||
	    (*s == '<' && end[-1] == '>')))
		ttc_fail(t, l->at, "write %% include \"folder/name.h\"");
	if (ttc_failed(t))
		return;
	ttc_addf(b, "#include %.*s\n", TTC_STR(l->rest));
	/* The same header may be asked for by many pages. */
	if (ttc_find(b->p, b->p + start,
	    (struct ttc_str){ b->p + start, b->n - start }) != NULL)
		b->n = start;
}

/* Is it `name(struct tt_out *o, …)`? */
static bool
is_signature(struct ttc_str s)
{
	static const char first[] = "(struct tt_out *o";
	const char *p = s.p, *end = s.p + s.n, *after;

	while (p < end && ttc_word(*p))
		p++;
	after = p + sizeof first - 1;
	return p > s.p && ttc_begins(p, end, first) && after < end &&
	    (*after == ',' || *after == ')') &&
	    is_group((struct ttc_str){ p, (size_t)(end - p) });
}

static void
function_begin(struct ttc *t, const struct line *l, enum ttc_function kind)
{
	const char *scope = kind == TTC_PART ? "static " : "";
	struct ttc_buf *b = kind == TTC_PART ?
	    &t->parts : &t->out->prototypes;

	ttc_function_end(t);
	if (!is_signature(l->rest))
		ttc_fail(t, l->at, "write name(struct tt_out *o, …)");
	if (ttc_failed(t))
		return;
	t->function = kind;
	t->fresh = true;
	ttc_cite(t, b, l->at);
	ttc_addf(b, "%svoid %.*s;\n", scope, TTC_STR(l->rest));
	ttc_add(&t->code, "\n", 1);
	ttc_cite(t, &t->code, l->at);
	ttc_addf(&t->code, "%svoid\n%.*s\n{\n", scope, TTC_STR(l->rest));
}

static void
page(struct ttc *t, const struct line *l)
{
	function_begin(t, l, TTC_PAGE);
}

static void
page_open(struct ttc *t, const struct line *l)
{
	function_begin(t, l, TTC_OPEN);
}

static void
page_close(struct ttc *t, const struct line *l)
{
	function_begin(t, l, TTC_CLOSE);
}

static void
part(struct ttc *t, const struct line *l)
{
	function_begin(t, l, TTC_PART);
}

/* The blanks around the function are its caller's business: not written. */
void
ttc_function_end(struct ttc *t)
{
	if (t->function == TTC_NONE)
		return;
	if (t->blocks > 0)
		ttc_fail(t, t->block[t->blocks - 1].at,
		    "this block is not ended with %% end");
	if (t->depth > 0 && t->function != TTC_OPEN)
		ttc_fail(t, t->open[t->depth - 1].at, "<%.*s> is not closed",
		    TTC_STR(t->open[t->depth - 1].name));
	t->depth = 0;
	t->space = 0;
	ttc_flush(t);
	ttc_add(&t->code, "}\n", 2);
}

static void
block_begin(struct ttc *t, const struct line *l, bool loop)
{
	if (!is_group(l->rest))
		ttc_fail(t, l->at, "put the whole of it in brackets: (…)");
	else if (t->blocks == TTC_BLOCKS)
		ttc_fail(t, l->at, "too many blocks within each other");
	if (ttc_failed(t))
		return;
	ttc_flush(t);
	ttc_cite(t, &t->code, l->at);
	ttc_indent(t);
	ttc_addf(&t->code, "%s %.*s {\n", loop ? "for" : "if",
	    TTC_STR(l->rest));
	t->block[t->blocks++] = (struct ttc_block){ .at = l->at, .loop = loop,
	    .depth = t->depth, .space = t->space, .fresh = t->fresh };
}

static void
begin_if(struct ttc *t, const struct line *l)
{
	block_begin(t, l, false);
}

static void
begin_for(struct ttc *t, const struct line *l)
{
	block_begin(t, l, true);
}

/* A branch ends: the elements it opened must be closed. */
static struct ttc_block *
branch_end(struct ttc *t, const char *at)
{
	struct ttc_block *block;
	const struct ttc_element *e;

	if (t->blocks == 0) {
		ttc_fail(t, at, "there is no %% if or %% for to go with this");
		return NULL;
	}
	block = &t->block[t->blocks - 1];
	if (t->depth > block->depth) {
		e = &t->open[t->depth - 1];
		ttc_fail(t, e->at, "<%.*s> is not closed in the block that "
		    "opens it", TTC_STR(e->name));
	}
	block->wrote = block->wrote || !t->fresh;
	return ttc_failed(t) ? NULL : block;
}

/* Write `} …{` and go on as if the branch before had not been. */
static void
next_branch(struct ttc *t, const struct line *l, const char *keyword)
{
	struct ttc_block *block = branch_end(t, l->at);

	if (block == NULL)
		return;
	if (block->loop || block->has_else) {
		ttc_fail(t, l->at, "there is no %% if to go with this");
		return;
	}
	ttc_flush(t);
	ttc_cite(t, &t->code, l->at);
	t->blocks--;
	ttc_indent(t);
	t->blocks++;
	ttc_addf(&t->code, "} %s%.*s {\n", keyword, TTC_STR(l->rest));
	t->space = block->space;
	t->fresh = block->fresh;
}

static void
branch_elif(struct ttc *t, const struct line *l)
{
	if (!is_group(l->rest))
		ttc_fail(t, l->at, "put the whole of it in brackets: (…)");
	next_branch(t, l, "else if ");
}

static void
nothing_follows(struct ttc *t, const struct line *l)
{
	if (l->rest.n > 0)
		ttc_fail(t, l->at, "nothing may follow this word");
}

static void
branch_else(struct ttc *t, const struct line *l)
{
	nothing_follows(t, l);
	next_branch(t, l, "else");
	if (!ttc_failed(t))
		t->block[t->blocks - 1].has_else = true;
}

/*
 * Blanks go out before what follows them, so that a branch not taken leaves
 * none behind. Only a loop that begins a function has nothing before it to
 * part its turns, and writes its blank at the end of each.
 */
static void
block_end(struct ttc *t, const struct line *l)
{
	struct ttc_block *block;

	nothing_follows(t, l);
	block = branch_end(t, l->at);
	if (block == NULL)
		return;
	if (block->loop && block->fresh && t->space != 0) {
		ttc_settle(t);
	} else if (block->wrote || !block->fresh) {
		t->fresh = false;
		t->space = ttc_keeps_blanks(t) ? 0 : '\n';
	}
	ttc_flush(t);
	t->blocks--;
	ttc_indent(t);
	ttc_add(&t->code, "}\n", 2);
}

/* One declaration, with or without its semicolon. */
static void
let(struct ttc *t, const struct line *l)
{
	const char *end = l->rest.p + l->rest.n;
	struct ttc_scan scan = ttc_scan(l->rest.p, end, ";");

	if (l->rest.n == 0 || scan.at == l->rest.p)
		ttc_fail(t, l->at, "write %% let type name = value");
	else if (scan.at < end && scan.at != end - 1)
		ttc_fail(t, l->at, "one declaration in a line");
	if (ttc_failed(t))
		return;
	ttc_flush(t);
	ttc_cite(t, &t->code, l->at);
	ttc_indent(t);
	ttc_addf(&t->code, "%.*s;\n", (int)(scan.at - l->rest.p), l->rest.p);
}

static const struct directive {
	const char *word;
	bool        in_function;   /* has it a meaning only within a page? */
	void      (*read)(struct ttc *, const struct line *);
} directives[] = {
	{ "include",    false, include     },
	{ "page",       false, page        },
	{ "page-open",  false, page_open   },
	{ "page-close", false, page_close  },
	{ "part",       false, part        },
	{ "if",         true,  begin_if    },
	{ "elif",       true,  branch_elif },
	{ "else",       true,  branch_else },
	{ "for",        true,  begin_for   },
	{ "let",        true,  let         },
	{ "end",        true,  block_end   },
};

static const struct directive *
directive(const char *word, size_t n)
{
	const size_t all = sizeof directives / sizeof directives[0];

	for (size_t i = 0; i < all; i++) {
		if (strlen(directives[i].word) == n &&
		    memcmp(directives[i].word, word, n) == 0)
			return &directives[i];
	}
	return NULL;
}

void
ttc_line(struct ttc *t)
{
	struct line l = { .at = memchr(t->at, '%', (size_t)(t->end - t->at)) };
	const struct directive *d;
	struct ttc_str text;
	size_t n = 0;

	take_directive(t);
	text = ttc_trim(t->scratch.p, t->scratch.p + t->scratch.n);
	if (ttc_failed(t) || ttc_begins(text.p, text.p + text.n, "#"))
		return;
	while (n < text.n && !ttc_blank(text.p[n]) && text.p[n] != '(')
		n++;
	d = directive(text.p, n);
	if (d == NULL) {
		ttc_fail(t, l.at, "no line begins with %% %.*s",
		    (int)(n < 40 ? n : 40), text.p);
		return;
	}
	if (d->in_function && t->function == TTC_NONE) {
		ttc_fail(t, l.at, "this belongs in a %% page");
		return;
	}
	l.rest = ttc_trim(text.p + n, text.p + text.n);
	d->read(t, &l);
}
