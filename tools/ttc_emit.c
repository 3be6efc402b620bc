/*
 * Buffers, errors, and the C that is written. The only file of ttc that
 * allocates: a build tool without memory has nothing better to do than stop.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ttc.h"

/* C promises no more than 4095 bytes in a literal, and gcc warns beyond. */
enum { LITERAL_BYTES = 4000 };

static void
reserve(struct ttc_buf *b, size_t n)
{
	if (b->room - b->n >= n)
		return;
	b->room = (b->room + n) * 2;
	b->p = realloc(b->p, b->room);
	if (b->p == NULL)
		abort();
}

void
ttc_add(struct ttc_buf *b, const char *p, size_t n)
{
	if (n == 0)
		return;
	reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
ttc_addf(struct ttc_buf *b, const char *format, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	if (n < 0)
		abort();
	reserve(b, (size_t)n + 1);     /* and the NUL that printf adds */
	vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
	b->n += (size_t)n;
	va_end(again);
	va_end(ap);
}

void
ttc_drop(struct ttc_buf *b)
{
	free(b->p);
	*b = (struct ttc_buf){ 0 };
}

/* One byte inside a C string literal; `before` is the byte before it. */
static void
quote_byte(struct ttc_buf *b, char c, char before)
{
	if (c == '"' || c == '\\' || (c == '?' && before == '?'))
		ttc_addf(b, "\\%c", c);        /* two ? could be a trigraph */
	else if (c == '\n')
		ttc_add(b, "\\n", 2);
	else if (c == '\t')
		ttc_add(b, "\\t", 2);
	else if (c > 0 && c < ' ')
		ttc_addf(b, "\\%03o", (unsigned)c);
	else
		ttc_add(b, &c, 1);
}

void
ttc_quote(struct ttc_buf *b, const char *p, size_t n)
{
	ttc_add(b, "\"", 1);
	for (size_t i = 0; i < n; i++)
		quote_byte(b, p[i], i > 0 ? p[i - 1] : '\0');
	ttc_add(b, "\"", 1);
}

/* Places are asked for from the top down, mostly: count on from the last. */
static unsigned
line_of(struct ttc *t, const char *at)
{
	if (t->counted == NULL || at < t->counted) {
		t->counted = t->src;
		t->line = 1;
	}
	for (; t->counted < at; t->counted++) {
		if (*t->counted == '\n')
			t->line++;
	}
	return t->line;
}

/* The column as an editor shows it: a character is one, whatever its bytes. */
static unsigned
column_of(const struct ttc *t, const char *at)
{
	unsigned column = 1;

	while (at > t->src && at[-1] != '\n') {
		at--;
		if ((*at & 0xC0) != 0x80)
			column++;
	}
	return column;
}

bool
ttc_failed(const struct ttc *t)
{
	return t->error[0] != '\0';
}

void
ttc_fail(struct ttc *t, const char *at, const char *format, ...)
{
	char what[TTC_ERROR / 2];
	va_list ap;

	if (ttc_failed(t))
		return;
	va_start(ap, format);
	vsnprintf(what, sizeof what, format, ap);
	va_end(ap);
	snprintf(t->error, sizeof t->error, "%.200s:%u:%u: error: %s",
	    t->path, line_of(t, at), column_of(t, at), what);
	t->at = t->end;
}

void
ttc_go(struct ttc *t, const char *to)
{
	if (!ttc_failed(t))
		t->at = to;
}

/* The blank that was held back goes out, because something follows it. */
void
ttc_settle(struct ttc *t)
{
	if (t->space != 0)
		ttc_add(&t->lit, &t->space, 1);
	t->space = 0;
	t->fresh = false;
}

void
ttc_lit(struct ttc *t, const char *p, size_t n)
{
	if (n == 0)
		return;
	ttc_settle(t);
	ttc_add(&t->lit, p, n);
}

void
ttc_indent(struct ttc *t)
{
	for (size_t i = 0; i <= t->blocks; i++)
		ttc_add(&t->code, "\t", 1);
}

/* How much of the literal fits, without cutting a character in two. */
static size_t
literal_bytes(const char *p, size_t n)
{
	if (n <= LITERAL_BYTES)
		return n;
	n = LITERAL_BYTES;
	while (n > 1 && (p[n] & 0xC0) == 0x80)
		n--;
	return n;
}

/* Write the HTML gathered so far; a line of HTML is a line of C. */
void
ttc_flush(struct ttc *t)
{
	const char *p = t->lit.p, *newline;
	size_t left = t->lit.n, call, n;

	for (; left > 0; left -= call) {
		call = literal_bytes(p, left);
		ttc_indent(t);
		ttc_addf(&t->code, "TT_LIT(o, ");
		for (size_t done = 0; done < call; done += n, p += n) {
			newline = memchr(p, '\n', call - done);
			n = newline ? (size_t)(newline - p) + 1 : call - done;
			if (done > 0) {
				ttc_add(&t->code, "\n", 1);
				ttc_indent(t);
				ttc_add(&t->code, "    ", 4);
			}
			ttc_quote(&t->code, p, n);
		}
		ttc_addf(&t->code, ");\n");
	}
	t->lit.n = 0;
}

/* Make compilers and xgettext speak of the page for the next line. */
void
ttc_cite(struct ttc *t, struct ttc_buf *b, const char *at)
{
	ttc_addf(b, "#line %u ", line_of(t, at));
	ttc_quote(b, t->path, strlen(t->path));
	ttc_add(b, "\n", 1);
}

bool
ttc_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

bool
ttc_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

bool
ttc_same(struct ttc_str s, const char *word)
{
	return strlen(word) == s.n && strncasecmp(s.p, word, s.n) == 0;
}

bool
ttc_begins(const char *s, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - s) >= n && memcmp(s, with, n) == 0;
}

const char *
ttc_find(const char *s, const char *end, struct ttc_str what)
{
	for (; (size_t)(end - s) >= what.n; s++) {
		if (memcmp(s, what.p, what.n) == 0)
			return s;
	}
	return NULL;
}

struct ttc_str
ttc_trim(const char *from, const char *to)
{
	while (from < to && ttc_blank(*from))
		from++;
	while (to > from && ttc_blank(to[-1]))
		to--;
	return (struct ttc_str){ from, (size_t)(to - from) };
}
