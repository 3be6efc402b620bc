#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/text.h"
#include "web/mime.h"

#define LETTER_MAX ((size_t)256 << 10)
#define WORD_MAX   200      /* bytes of an encoded word; 75 are allowed */
#define DEPTH      3        /* parts in parts in parts */

/* A piece of the letter. */
struct span { const char *p; size_t n; };

/* A part: its headers, and what they are about. */
struct part { struct span head, body; };

/* The line that begins `s`, without its end; `s` moves behind it. */
static struct span
next_line(struct span *s)
{
	const char *end = memchr(s->p, '\n', s->n);
	size_t whole = end == NULL ? s->n : (size_t)(end - s->p) + 1;
	struct span line = { s->p, whole };

	while (line.n > 0 && (line.p[line.n - 1] == '\n' ||
	    line.p[line.n - 1] == '\r'))
		line.n--;
	s->p += whole;
	s->n -= whole;
	return line;
}

static struct part
part_of(struct span s)
{
	struct part p = { .head.p = s.p };

	while (s.n > 0) {
		const char *at = s.p;

		if (next_line(&s).n == 0) {
			p.head.n = (size_t)(at - p.head.p);
			p.body = s;
			return p;
		}
	}
	p.head.n = (size_t)(s.p - p.head.p);
	p.body = s;
	return p;
}

/* A header's text, its folded lines made one; "" when it is not there. */
static const char *
header(struct tt_arena *a, struct span head, const char *name)
{
	size_t n = strlen(name);
	struct tt_buf b = tt_buf_in(a, LETTER_MAX);
	bool in = false;

	while (head.n > 0) {
		struct span line = next_line(&head);
		bool more = line.n > 0 && tt_is_blank(line.p[0]);

		if (in && !more)
			break;
		if (!in && !more && line.n > n && line.p[n] == ':' &&
		    strncasecmp(line.p, name, n) == 0) {
			in = true;
			line.p += n + 1;
			line.n -= n + 1;
		}
		if (in)
			tt_buf_add(&b, line.p, strnlen(line.p, line.n));
	}
	return tt_trim(a, b.p);
}

/* "boundary" of: multipart/alternative; boundary="x" */
static const char *
parameter(struct tt_arena *a, const char *value, const char *name)
{
	size_t n = strlen(name);

	while ((value = strchr(value, ';')) != NULL) {
		size_t m;

		value += 1 + strspn(value + 1, " \t");
		if (strncasecmp(value, name, n) != 0 || value[n] != '=')
			continue;
		value += n + 1;
		if (*value == '"')
			return tt_strndup(a, value + 1, strcspn(value + 1,
			    "\""));
		m = strcspn(value, "; \t");
		return tt_strndup(a, value, m);
	}
	return "";
}

/* ---- bytes ---- */

static int
digit64(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

static void
add_base64(struct tt_buf *b, struct span s)
{
	unsigned bits = 0;
	int have = 0;

	for (size_t i = 0; i < s.n; i++) {
		int d = digit64(s.p[i]);

		if (d < 0)
			continue;
		bits = bits << 6 | (unsigned)d;
		have += 6;
		if (have >= 8) {
			have -= 8;
			tt_buf_addc(b, (char)(bits >> have & 0xff));
		}
	}
}

static int
digit16(char c)
{
	if (tt_is_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Quoted-printable; in a header `_` is a blank. */
static void
add_quoted(struct tt_buf *b, struct span s, bool in_header)
{
	for (size_t i = 0; i < s.n; i++) {
		int high = i + 2 < s.n ? digit16(s.p[i + 1]) : -1;
		int low = i + 2 < s.n ? digit16(s.p[i + 2]) : -1;

		if (s.p[i] != '=') {
			tt_buf_addc(b, s.p[i] == '_' && in_header ? ' ' :
			    s.p[i]);
		} else if (high >= 0 && low >= 0) {
			tt_buf_addc(b, (char)(high * 16 + low));
			i += 2;
		} else if (!in_header) {
			/* A line that goes on: both its end and the = go. */
			if (i + 1 < s.n && s.p[i + 1] == '\r')
				i++;
			if (i + 1 < s.n && s.p[i + 1] == '\n')
				i++;
		}
	}
}

static void
add_latin1(struct tt_buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x80) {
			tt_buf_addc(b, (char)(0xc0 | c >> 6));
			c = 0x80 | (c & 0x3f);
		}
		tt_buf_addc(b, (char)c);
	}
}

/* Text without control bytes, in UTF-8; what is not is read as Latin-1. */
static const char *
clean(struct tt_arena *a, const char *s, size_t n)
{
	struct tt_buf plain = tt_buf_in(a, LETTER_MAX * 2);
	struct tt_buf latin = tt_buf_in(a, LETTER_MAX * 4);

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\n' || (c >= ' ' && c != 0x7f))
			tt_buf_addc(&plain, s[i]);
		else if (c == '\t')
			tt_buf_addc(&plain, ' ');
	}
	if (tt_utf8_ok(plain.p, plain.n, true))
		return plain.p;
	for (size_t i = 0; i < plain.n; i++) {
		unsigned char c = (unsigned char)plain.p[i];

		/* 80 to 9f are control characters there. */
		if (c < 0x80 || c >= 0xa0)
			add_latin1(&latin, &plain.p[i], 1);
	}
	return latin.p;
}

/* ---- headers with words: =?UTF-8?B?SGVsbG8=?= ---- */

/* Reads one encoded word at `s` into `b`; how long it was, 0 for none. */
static size_t
encoded_word(struct tt_buf *b, const char *s)
{
	const char *stop = s + strnlen(s, WORD_MAX), *kind, *end;
	struct span text;

	if (!tt_starts(s, "=?"))
		return 0;
	kind = memchr(s + 2, '?', (size_t)(stop - s - 2));
	if (kind == NULL || stop - kind < 3 || kind[2] != '?')
		return 0;
	text.p = kind + 3;
	end = memmem(text.p, (size_t)(stop - text.p), "?=", 2);
	if (end == NULL)
		return 0;
	text.n = (size_t)(end - text.p);
	if (memchr(text.p, ' ', text.n) != NULL ||
	    memchr(text.p, '?', text.n) != NULL)
		return 0;
	if ((kind[1] | 0x20) == 'b')
		add_base64(b, text);
	else if ((kind[1] | 0x20) == 'q')
		add_quoted(b, text, true);
	else
		return 0;
	return (size_t)(end + 2 - s);
}

static const char *
header_text(struct tt_arena *a, struct span head, const char *name)
{
	const char *s = header(a, head, name), *line;
	struct tt_buf b = tt_buf_in(a, LETTER_MAX * 2);
	bool after_word = false;

	while (*s != '\0') {
		size_t blanks = strspn(s, " \t");
		size_t n = encoded_word(&b, s + (after_word ? blanks : 0));

		if (n > 0) {
			s += n + (after_word ? blanks : 0);
			after_word = true;
			continue;
		}
		after_word = false;
		tt_buf_addc(&b, *s++);
	}
	line = clean(a, b.p, b.n);
	return tt_replace(a, line, "\n", " ");
}

/* ---- parts ---- */

/* "--mark" or "--mark--" */
static bool
is_border(struct span line, const char *mark)
{
	size_t n = strlen(mark);

	return line.n >= n + 2 && memcmp(line.p, "--", 2) == 0 &&
	    memcmp(line.p + 2, mark, n) == 0;
}

/* The next part of a multipart body; `rest` moves behind it. */
static bool
next_part(struct span *rest, const char *mark, struct span *part)
{
	const char *start;

	while (rest->n > 0)
		if (is_border(next_line(rest), mark))
			break;
	start = rest->p;
	while (rest->n > 0) {
		struct span before = *rest;

		if (is_border(next_line(rest), mark)) {
			*part = (struct span){ start,
			    (size_t)(before.p - start) };
			/* The border of the one after it is read again. */
			*rest = before;
			return true;
		}
	}
	return false;
}

static const char *
body_text(struct tt_arena *a, const struct part *p)
{
	const char *how = header(a, p->head, "Content-Transfer-Encoding");
	struct tt_buf b = tt_buf_in(a, LETTER_MAX);

	if (tt_eq_nocase(how, "base64"))
		add_base64(&b, p->body);
	else if (tt_eq_nocase(how, "quoted-printable"))
		add_quoted(&b, p->body, false);
	else
		tt_buf_add(&b, p->body.p, p->body.n);
	return clean(a, b.p, b.n);
}

/* The first plain text in a part, or NULL. */
static const char *
plain_text(struct tt_arena *a, struct span s, int depth)
{
	struct part p = part_of(s);
	const char *type = header(a, p.head, "Content-Type");
	const char *mark = parameter(a, type, "boundary");
	struct span rest = p.body, part;

	if (*type == '\0' || strncasecmp(type, "text/plain", 10) == 0)
		return body_text(a, &p);
	if (depth == 0 || *mark == '\0' ||
	    strncasecmp(type, "multipart/", 10) != 0)
		return NULL;
	while (next_part(&rest, mark, &part)) {
		const char *text = plain_text(a, part, depth - 1);

		if (text != NULL)
			return text;
	}
	return NULL;
}

struct tt_letter_read
tt_mime_read(struct tt_arena *a, const char *bytes, size_t n)
{
	struct span s = { bytes, n < LETTER_MAX ? n : LETTER_MAX };
	struct span head = part_of(s).head;
	const char *text = plain_text(a, s, DEPTH);

	return (struct tt_letter_read){
		.subject = header_text(a, head, "Subject"),
		.from = header_text(a, head, "From"),
		.to = header_text(a, head, "To"),
		.date = header_text(a, head, "Date"),
		.text = text == NULL ? "" : text,
	};
}
