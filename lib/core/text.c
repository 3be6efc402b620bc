#include <string.h>

#include "core/buf.h"
#include "core/text.h"

bool
tt_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
tt_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
tt_is_alnum(char c)
{
	return tt_is_alpha(c) || tt_is_digit(c);
}

bool
tt_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
tt_eq(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool
tt_eq_nocase(const char *a, const char *b)
{
	for (; *a != '\0' && lower(*a) == lower(*b); a++)
		b++;
	return *a == '\0' && *b == '\0';
}

bool
tt_starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

bool
tt_ends(const char *s, const char *with)
{
	size_t n = strlen(s), m = strlen(with);

	return n >= m && memcmp(s + n - m, with, m) == 0;
}

int
tt_word(const char *const *words, const char *s)
{
	for (int i = 0; words[i] != NULL; i++)
		if (tt_eq(words[i], s))
			return i;
	return -1;
}

bool
tt_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
	bool minus = min < 0 && *s == '-';
	int64_t n = 0;

	if (minus)
		s++;
	if (!tt_is_digit(*s))
		return false;
	for (; tt_is_digit(*s); s++) {
		int64_t digit = minus ? -(*s - '0') : *s - '0';

		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, digit, &n))
			return false;
	}
	if (*s != '\0' || n < min || n > max)
		return false;
	*out = n;
	return true;
}

bool
tt_cents(const char *s, int64_t min, int64_t max, int64_t *out)
{
	int64_t euros = 0, cents = 0;
	int digits = 0;

	if (tt_starts(s, "€"))
		s += strlen("€");
	while (*s == ' ')
		s++;
	if (!tt_is_digit(*s))
		return false;
	for (; tt_is_digit(*s) && digits < 12; s++, digits++)
		euros = euros * 10 + (*s - '0');
	if (*s == '.' || *s == ',') {
		int place = 10;

		for (s++; tt_is_digit(*s) && place > 0; s++, place /= 10)
			cents += (*s - '0') * place;
	}
	while (*s == ' ')
		s++;
	cents += euros * 100;
	if (*s != '\0' || cents < min || cents > max)
		return false;
	*out = cents;
	return true;
}

/* The length of the UTF-8 character at s, 0 when there is none. */
static size_t
utf8_char(const unsigned char *s, size_t n)
{
	size_t want;

	if (s[0] < 0x80)
		return 1;
	want = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4 || n < want)
		return 0;
	for (size_t i = 1; i < want; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return want;
}

bool
tt_utf8_ok(const char *s, size_t n, bool lines)
{
	const unsigned char *p = (const unsigned char *)s;

	while (n > 0) {
		size_t m = utf8_char(p, n);

		if (m == 0 || *p == 0x7f)
			return false;
		if (*p < 0x20 && !(lines && strchr("\n\r\t", *p) != NULL &&
		    *p != '\0'))
			return false;
		/* C1 controls, U+0080 to U+009F */
		if (m == 2 && p[0] == 0xc2 && p[1] < 0xa0)
			return false;
		p += m;
		n -= m;
	}
	return true;
}

size_t
tt_chars(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

char *
tt_trim(struct tt_arena *a, const char *s)
{
	size_t n;

	while (tt_is_blank(*s))
		s++;
	n = strlen(s);
	while (n > 0 && tt_is_blank(s[n - 1]))
		n--;
	return tt_strndup(a, s, n);
}

char *
tt_lower(struct tt_arena *a, const char *s)
{
	char *copy = tt_strdup(a, s);

	for (char *p = copy; *p != '\0'; p++)
		*p = lower(*p);
	return copy;
}

char *
tt_lines(struct tt_arena *a, const char *s)
{
	char *copy = tt_trim(a, s), *to = copy;

	for (const char *p = copy; *p != '\0'; p++) {
		if (*p == '\r' && p[1] == '\n')
			continue;
		if (*p == '\n' || *p == '\r') {
			while (to > copy && (to[-1] == ' ' || to[-1] == '\t'))
				to--;
			*to++ = '\n';
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
	return copy;
}

char *
tt_shorten(struct tt_arena *a, const char *s, size_t chars)
{
	size_t n = 0, cut = 0, seen = 0;

	if (tt_chars(s) <= chars)
		return tt_strdup(a, s);
	for (; s[n] != '\0'; n++) {
		if ((s[n] & 0xc0) != 0x80 && seen++ == chars)
			break;
		if (s[n] == ' ' || s[n] == '\n')
			cut = n;
	}
	return tt_printf(a, "%.*s…", (int)(cut > 0 ? cut : n), s);
}

char *
tt_replace(struct tt_arena *a, const char *s, const char *from, const char *to)
{
	struct tt_buf b = tt_buf_in(a, TT_ARENA_REQUEST / 4);
	const char *at;

	while ((at = strstr(s, from)) != NULL) {
		tt_buf_add(&b, s, (size_t)(at - s));
		tt_buf_adds(&b, to);
		s = at + strlen(from);
	}
	tt_buf_adds(&b, s);
	return b.p;
}
