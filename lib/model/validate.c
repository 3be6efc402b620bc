/*
 * What people type about themselves. All but the list of passwords is pure.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fault.h"
#include "core/text.h"
#include "model/user.h"

#define EMAIL_MAX 254

/* Letters, digits and `more`, in parts of at most `most` joined by dots. */
static bool
dotted(const char *s, size_t n, const char *more, size_t most)
{
	size_t part = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '.') {
			if (part == 0)
				return false;
			part = 0;
		} else if (tt_is_alnum(s[i]) || (s[i] != '\0' &&
		    strchr(more, s[i]) != NULL)) {
			if (++part > most)
				return false;
		} else {
			return false;
		}
	}
	return part > 0;
}

/* "example.be": two labels or more, none with a hyphen at its edge. */
static bool
domain_ok(const char *s)
{
	size_t n = strlen(s);
	const char *last = strrchr(s, '.');

	if (!dotted(s, n, "-", 63) || last == NULL || strlen(last) < 3)
		return false;
	for (const char *p = s; *p != '\0'; p++)
		if (*p == '-' && (p == s || p[-1] == '.' || p[1] == '.' ||
		    p[1] == '\0'))
			return false;
	return tt_is_alpha(last[1]);
}

bool
tt_email_ok(const char *s)
{
	const char *at = strchr(s, '@');
	size_t local;

	if (at == NULL || strlen(s) > EMAIL_MAX)
		return false;
	local = (size_t)(at - s);
	return local <= 64 && dotted(s, local, "!#$%&'*+-/=?^_`{|}~", 64) &&
	    domain_ok(at + 1);
}

/* ---- telephone ---------------------------------------------------------- */

#define DIGITS_MIN 10
#define DIGITS_MAX 15

static const struct { const char *country, *code; size_t least, most; }
dials[] = {
	{ "BE", "32", 8, 9 },
	{ "NL", "31", 9, 9 },
};
#define DIALS (sizeof(dials) / sizeof(*dials))

/*
 * The digits of what was typed, and whether they begin with a country's code.
 * Blanks, hyphens, dots, slashes and brackets may stand between them. False
 * when anything else does, or there are too many.
 */
static bool
digits_of(const char *typed, char digits[DIGITS_MAX + 3], bool *abroad)
{
	size_t n = 0;

	*abroad = *typed == '+';
	for (const char *p = typed + *abroad; *p != '\0'; p++) {
		if (tt_is_digit(*p) && n < DIGITS_MAX + 2)
			digits[n++] = *p;
		else if (tt_is_digit(*p) || strchr(" -./()", *p) == NULL)
			return false;
	}
	digits[n] = '\0';
	return true;
}

/* "+32 (0)476 …": people write the zero that falls away. */
static const char *
with_code(struct tt_arena *a, const char *digits)
{
	size_t n = strlen(digits);

	for (size_t i = 0; i < DIALS; i++) {
		const char *rest = digits + 2;

		if (!tt_starts(digits, dials[i].code))
			continue;
		if (*rest == '0')
			rest++;
		if (*rest == '0' || strlen(rest) < dials[i].least ||
		    strlen(rest) > dials[i].most)
			return NULL;
		return tt_printf(a, "+%s%s", dials[i].code, rest);
	}
	if (digits[0] == '0' || n < DIGITS_MIN || n > DIGITS_MAX)
		return NULL;
	return tt_printf(a, "+%s", digits);
}

const char *
tt_phone(struct tt_arena *a, const char *typed, const char *country)
{
	const char *s = tt_trim(a, typed);
	char digits[DIGITS_MAX + 3];
	bool abroad;

	if (s[0] == '\0')
		return s;
	if (!digits_of(s, digits, &abroad))
		return NULL;
	if (abroad)
		return with_code(a, digits);
	if (tt_starts(digits, "00"))
		return with_code(a, digits + 2);
	if (digits[0] != '0')
		return NULL;
	for (size_t i = 0; i < DIALS; i++)
		if (tt_eq(dials[i].country, country))
			return with_code(a, tt_printf(a, "%s%s",
			    dials[i].code, digits + 1));
	return NULL;
}

/* The digits after the zero, in groups: "3223" is 3, 2, 2 and 3 of them. */
static const char *
grouped(struct tt_arena *a, const char *digits, const char *groups)
{
	char out[2 * DIGITS_MAX];
	size_t n = 0;

	out[n++] = '0';
	for (const char *g = groups; *g != '\0'; g++) {
		if (g != groups)
			out[n++] = ' ';
		for (int i = '0'; i < *g && *digits != '\0'; i++)
			out[n++] = *digits++;
	}
	return tt_strndup(a, out, n);
}

/* Dutch areas of two digits; the others have three. */
static bool
short_area(const char *s)
{
	static const char areas[] = " 10 13 15 20 23 24 26 30 33 35 36 38 40"
	    " 43 45 46 50 53 55 58 70 71 72 73 74 75 76 77 78 79 ";
	char area[5] = { ' ', s[0], s[1], ' ', '\0' };

	return strstr(areas, area) != NULL;
}

const char *
tt_phone_show(struct tt_arena *a, const char *e164)
{
	size_t n = strlen(e164);
	const char *s = e164 + 3;

	if (tt_starts(e164, "+32") && n == 12)
		return grouped(a, s, "3222");
	if (tt_starts(e164, "+32") && n == 11)
		return grouped(a, s, strchr("2349", *s) != NULL ?
		    "1322" : "2222");
	if (tt_starts(e164, "+31") && n == 12)
		return grouped(a, s, *s == '6' ? "12222" :
		    short_area(s) ? "2322" : "3222");
	return e164;
}

/* ---- postcode ------------------------------------------------------------ */

const char *
tt_postcode(struct tt_arena *a, const char *typed, const char **country)
{
	char *s = tt_trim(a, typed);
	char *rest = s;

	for (; tt_is_digit(*rest); rest++)
		;
	if (rest - s != 4 || s[0] == '0')
		return NULL;
	if (*rest == '\0') {
		*country = "BE";
		return s;
	}
	if (tt_is_blank(*rest))
		rest++;
	if (!tt_is_alpha(rest[0]) || !tt_is_alpha(rest[1]) || rest[2] != '\0')
		return NULL;
	*country = "NL";
	return tt_printf(a, "%.4s%c%c", s, rest[0] & ~0x20, rest[1] & ~0x20);
}

/* ---- passwords ----------------------------------------------------------- */

#define LINE_MAX_ 128
#define WORD_MIN  4

/* The list, sorted by bytes, a word a line; lines lie in [low, high). */
struct list { int fd; off_t low, high; };

/*
 * Look at the line that holds the middle of the list: true when it is this
 * word; else the half where it cannot be is cut off.
 */
static bool
halve(struct list *l, const char *word)
{
	char block[2 * LINE_MAX_ + 1];
	off_t middle = l->low + (l->high - l->low) / 2;
	off_t base = middle - LINE_MAX_ > l->low ? middle - LINE_MAX_ : l->low;
	ssize_t n = pread(l->fd, block, sizeof(block) - 1, base);
	char *line = block + (middle - base), *end;
	int order;

	if (n <= middle - base)
		tt_fault(TT_FAULT_MACHINE, "cannot read common-passwords.txt");
	block[n] = '\0';
	while (line > block && line[-1] != '\n')
		line--;
	end = strchr(line, '\n');
	if (end == NULL)
		end = block + n;
	*end = '\0';
	order = strcmp(word, line);
	if (order < 0)
		l->high = base + (line - block);
	else
		l->low = base + (end - block) + 1;
	return order == 0;
}

static void
close_list(void *fd)
{
	close(*(const int *)fd);
}

static bool
common(struct tt_ctx *cx, const char *word)
{
	const char *path = tt_printf(cx->arena, "%s/common-passwords.txt",
	    cx->conf->data);
	int *fd = TT_NEW(cx->arena, int);
	struct list l = { 0 };
	struct stat st;

	if (strlen(word) >= LINE_MAX_ - 1)
		return false;
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		tt_fault(TT_FAULT_MACHINE, "cannot open %s", path);
	tt_defer(cx->arena, close_list, fd);
	if (fstat(*fd, &st) != 0)
		tt_fault(TT_FAULT_MACHINE, "cannot look at %s", path);
	l.fd = *fd;
	l.high = st.st_size;
	while (l.low < l.high)
		if (halve(&l, word))
			return true;
	return false;
}

/* Its letters alone: "jan-1234!" is "jan". */
static const char *
letters(struct tt_arena *a, const char *s)
{
	char *copy = tt_strdup(a, s), *to = copy;

	for (const char *p = copy; *p != '\0'; p++)
		if (tt_is_alpha(*p) || (*p & 0x80) != 0)
			*to++ = *p;
	*to = '\0';
	return copy;
}

/*
 * Whether a password is made of a word: has it in it, or, for a short one
 * that may be in many words, is nothing else but digits and signs.
 */
static bool
made_of(struct tt_ctx *cx, const char *password, const char *word)
{
	const char *low = tt_lower(cx->arena, word);

	if (strlen(low) >= WORD_MIN)
		return strstr(password, low) != NULL;
	return low[0] != '\0' && tt_eq(letters(cx->arena, password), low);
}

/* The parts of a name or of an address before its @. */
static bool
made_of_parts(struct tt_ctx *cx, const char *password, const char *s)
{
	size_t end = strcspn(s, "@");

	for (const char *p = s; p < s + end;) {
		size_t n = strcspn(p, "@ .-_+'");

		if (made_of(cx, password, tt_strndup(cx->arena, p, n)))
			return true;
		p += n + (p[n] != '\0');
	}
	return false;
}

bool
tt_password_weak(struct tt_ctx *cx, const char *password, const char *email,
    const char *first, const char *last)
{
	const char *low = tt_lower(cx->arena, password);

	return common(cx, low) || made_of(cx, low, "tailtribe") ||
	    made_of_parts(cx, low, email) || made_of_parts(cx, low, first) ||
	    made_of_parts(cx, low, last);
}
