#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/fault.h"
#include "core/text.h"

struct tt_buf
tt_buf_in(struct tt_arena *arena, size_t max)
{
	return (struct tt_buf){ .arena = arena, .p = tt_strdup(arena, ""),
	    .max = max };
}

char *
tt_buf_room(struct tt_buf *b, size_t n)
{
	size_t want, room;
	char *p;

	if (n > b->max - b->n)
		tt_fault(TT_FAULT_FULL, "text over %zu bytes", b->max);
	want = b->n + n;
	if (want <= b->room)
		return b->p + b->n;
	room = b->room < 512 ? 1024 : b->room * 2;
	if (room < want)
		room = want;
	if (room > b->max)
		room = b->max;
	p = tt_alloc(b->arena, room + 1);
	memcpy(p, b->p, b->n);
	b->p = p;
	b->room = room;
	return p + b->n;
}

void
tt_buf_add(struct tt_buf *b, const char *p, size_t n)
{
	memcpy(tt_buf_room(b, n), p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
tt_buf_adds(struct tt_buf *b, const char *s)
{
	tt_buf_add(b, s, strlen(s));
}

void
tt_buf_addc(struct tt_buf *b, char c)
{
	tt_buf_add(b, &c, 1);
}

void
tt_buf_addi(struct tt_buf *b, int64_t n)
{
	char digits[21];
	size_t at = sizeof(digits);
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left != 0);
	if (n < 0)
		digits[--at] = '-';
	tt_buf_add(b, digits + at, sizeof(digits) - at);
}

void
tt_buf_printf(struct tt_buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		tt_fault(TT_FAULT_MACHINE, "cannot format %s", fmt);
	(void)vsnprintf(tt_buf_room(b, (size_t)n), (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
	va_end(ap);
}

void
tt_buf_empty(struct tt_buf *b)
{
	b->n = 0;
	b->p[0] = '\0';
}

/* What a byte becomes in HTML; NULL stays as it is. */
static const char *const html[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;",
	['"'] = "&quot;", ['\''] = "&#39;",
};

void
tt_buf_add_html(struct tt_buf *b, const char *s)
{
	const char *from = s;

	for (; *s != '\0'; s++) {
		const char *as = html[(unsigned char)*s];

		if (as == NULL)
			continue;
		tt_buf_add(b, from, (size_t)(s - from));
		tt_buf_adds(b, as);
		from = s + 1;
	}
	tt_buf_add(b, from, (size_t)(s - from));
}

void
tt_buf_add_url(struct tt_buf *b, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;
		char coded[3] = { '%', hex[c >> 4], hex[c & 15] };

		if (tt_is_alnum(*s) || strchr("-._~", *s) != NULL)
			tt_buf_addc(b, *s);
		else
			tt_buf_add(b, coded, 3);
	}
}

void
tt_buf_add_json(struct tt_buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\') {
			tt_buf_addc(b, '\\');
			tt_buf_addc(b, *s);
		} else if (c < 0x20 || c == '<' || c == '>' || c == '&') {
			/* <, > and & too: the text may stand inside a page. */
			tt_buf_printf(b, "\\u%04x", c);
		} else {
			tt_buf_addc(b, *s);
		}
	}
}
