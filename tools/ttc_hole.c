/*
 * Holes: {value}, {_ "message", values}, {n_ "one", "many", count, values}
 * and {> call(values)}. The C in them is copied, not understood: it is read
 * just well enough to know where it stops.
 */
#include <string.h>

#include "ttc.h"

/* What shows a value, by the place it stands in. */
static const char *const shows[] = {
	[TTC_IN_TEXT] = "TT_TEXT",
	[TTC_IN_RAW] = "TT_TEXT",
	[TTC_IN_ATTR] = "TT_ATTR",
	[TTC_IN_URL] = "TT_URLPART",
	[TTC_AS_URL] = "TT_URL",
};

/* From an opening quote to the closing one; NULL when the line ends first. */
static const char *
closing_quote(const char *s, const char *end)
{
	char quote = *s;

	for (s++; s < end && *s != '\n'; s++) {
		if (*s == quote)
			return s;
		if (*s == '\\' && s + 1 < end)
			s++;
	}
	return NULL;
}

/* Things that would make the C around a hole mean something else. */
static const char *
refused(const char *s, const char *end)
{
	if (*s == '#' || *s == '\\')
		return "a # or \\ has no place in C here";
	if (ttc_begins(s, end, "//") || ttc_begins(s, end, "/*"))
		return "a comment has no place here; use a line with % #";
	return NULL;
}

/* Keep count of brackets; what is wrong with this one, or NULL. */
static const char *
bracket(char c, char *closing, size_t *open)
{
	static const char opens[] = "([{", closes[] = ")]}";
	const char *which;

	which = strchr(opens, c);
	if (which != NULL) {
		if (*open == TTC_BRACKETS)
			return "too many brackets within each other";
		closing[(*open)++] = closes[which - opens];
	} else if (strchr(closes, c) != NULL) {
		if (*open == 0 || closing[*open - 1] != c)
			return "this bracket was not opened";
		(*open)--;
	}
	return NULL;
}

struct ttc_scan
ttc_scan(const char *s, const char *end, const char *stops)
{
	struct ttc_scan scan = { 0 };
	char closing[TTC_BRACKETS];
	const char *quote;

	for (; s < end && scan.wrong == NULL; s++) {
		scan.at = s;
		if (scan.open == 0 && strchr(stops, *s) != NULL)
			return scan;
		if (*s == '"' || *s == '\'') {
			quote = closing_quote(s, end);
			if (quote == NULL)
				scan.wrong = "this quote is not closed";
			else
				s = quote;
			continue;
		}
		scan.wrong = refused(s, end);
		if (scan.wrong == NULL)
			scan.wrong = bracket(*s, closing, &scan.open);
	}
	if (scan.wrong == NULL)
		scan.at = end;
	return scan;
}

/* One expression from `at` to one of `stops`; `at` moves to the stop. */
static struct ttc_str
expression(struct ttc *t, const char *stops)
{
	struct ttc_scan scan = ttc_scan(t->at, t->end, stops);
	struct ttc_str s = ttc_trim(t->at, scan.at);

	if (scan.wrong != NULL)
		ttc_fail(t, scan.at, "%s", scan.wrong);
	else if (scan.at == t->end)
		ttc_fail(t, t->at, "this hole is not closed with }");
	else if (s.n == 0)
		ttc_fail(t, t->at, "there is no value here");
	ttc_go(t, scan.at);
	return s;
}

/* The } that ends the hole which began at `hole`. */
static void
hole_end(struct ttc *t, const char *hole)
{
	if (ttc_failed(t))
		return;
	if (t->at == t->end)
		ttc_fail(t, hole, "this hole is not closed with }");
	else if (*t->at != '}')
		ttc_fail(t, t->at, "a hole holds one value; for a message "
		    "write {_ \"…\", values}");
	else
		ttc_go(t, t->at + 1);
}

static void
skip_blanks(struct ttc *t)
{
	while (t->at < t->end && ttc_blank(*t->at))
		t->at++;
}

struct ttc_str
ttc_value(struct ttc *t)
{
	const char *hole = t->at;
	struct ttc_str value;

	t->at++;
	value = expression(t, ",;}");
	hole_end(t, hole);
	return value;
}

/* Write `shows(o, (value));` for the hole at `at`. */
static void
show(struct ttc *t, const char *at, enum ttc_place place, struct ttc_str value)
{
	if (ttc_failed(t))
		return;
	ttc_settle(t);
	ttc_flush(t);
	ttc_cite(t, &t->code, at);
	ttc_indent(t);
	ttc_addf(&t->code, "%s(o, (%.*s));\n", shows[place], TTC_STR(value));
}

/* {> call(values)}: the same call, with `o` first. */
static void
call(struct ttc *t, enum ttc_place place)
{
	const char *hole = t->at;
	struct ttc_str name, values;
	struct ttc_scan scan;

	if (place != TTC_IN_TEXT)
		ttc_fail(t, hole, "a call stands between tags only");
	ttc_go(t, hole + 2);
	skip_blanks(t);
	name = (struct ttc_str){ t->at, 0 };
	while (t->at < t->end && ttc_word(*t->at))
		t->at++;
	name.n = (size_t)(t->at - name.p);
	if (name.n == 0 || t->at == t->end || *t->at != '(') {
		ttc_fail(t, hole, "write {> name(values)}");
		return;
	}
	scan = ttc_scan(t->at + 1, t->end, ")");
	if (scan.wrong != NULL || scan.at == NULL || scan.at == t->end) {
		ttc_fail(t, hole, "%s", scan.wrong != NULL ? scan.wrong :
		    "the ( of this call is not closed");
		return;
	}
	values = ttc_trim(t->at + 1, scan.at);
	ttc_go(t, scan.at + 1);
	skip_blanks(t);
	hole_end(t, hole);
	ttc_settle(t);
	ttc_flush(t);
	ttc_cite(t, &t->code, hole);
	ttc_indent(t);
	ttc_addf(&t->code, "%.*s(o%s%.*s);\n", TTC_STR(name),
	    values.n > 0 ? ", " : "", TTC_STR(values));
}

/* The conversions of a message: %s in order, or %1$s by number. */
struct conversions {
	unsigned plain;      /* how many %s */
	unsigned numbered;   /* bit n: %n$s is there */
};

/* Read what follows a % in a message; returns its last byte. */
static const char *
conversion(struct ttc *t, const char *s, const char *end, struct conversions *c)
{
	if (s + 1 < end && s[1] == '%')
		return s + 1;
	if (s + 1 < end && s[1] == 's') {
		c->plain++;
		return s + 1;
	}
	if (end - s > 3 && s[1] >= '1' && s[1] <= '9' && s[2] == '$' &&
	    s[3] == 's') {
		c->numbered |= 1U << (s[1] - '0');
		return s + 3;
	}
	ttc_fail(t, s, "a message knows %%s, %%1$s and %%%% only");
	return s;
}

/* How many values the conversions speak of. */
static size_t
conversions_want(struct ttc *t, const char *at, const struct conversions *c)
{
	size_t n = 0;

	while (c->numbered >> (n + 1) != 0)
		n++;
	if (n > 0 && c->plain > 0)
		ttc_fail(t, at, "%%s and %%1$s do not mix in one message");
	if (n > 0 && c->numbered != (2U << n) - 2)
		ttc_fail(t, at, "a number is missing in %%1$s … %%%zu$s", n);
	return n + c->plain;
}

/* One literal of a message, from quote to quote. */
static void
message_literal(struct ttc *t, struct conversions *c)
{
	const char *s = t->at, *end = closing_quote(s, t->end);

	if (end == NULL) {
		ttc_fail(t, s, "this quote is not closed");
		return;
	}
	for (s++; s < end; s++) {
		if (*s == '<' || *s == '>')
			ttc_fail(t, s, "a message holds no markup: "
			    "translators translate words");
		else if (*s == '%')
			s = conversion(t, s, end, c);
		else if (*s == '\\' && strchr("\"\\n", s[1]) == NULL)
			ttc_fail(t, s,
			    "a message knows \\\", \\\\ and \\n only");
		else if (*s == '\\')
			s++;
	}
	ttc_go(t, end + 1);
}

/* The text of a message, in one literal or several in a row. */
static struct ttc_str
message_text(struct ttc *t, size_t *wanted)
{
	struct conversions c = { 0 };
	struct ttc_str text;

	skip_blanks(t);
	text = (struct ttc_str){ t->at, 0 };
	if (t->at == t->end || *t->at != '"')
		ttc_fail(t, t->at, "a message is a text in double quotes");
	while (t->at < t->end && *t->at == '"') {
		message_literal(t, &c);
		text.n = (size_t)(t->at - text.p);
		skip_blanks(t);
	}
	*wanted = conversions_want(t, text.p, &c);
	return text;
}

/* The values after the text: `, a, b` and the } that ends the hole. */
static size_t
message_values(struct ttc *t, const char *hole, struct ttc_str *values)
{
	size_t n = 0;

	while (t->at < t->end && *t->at == ',') {
		if (n == TTC_ARGS) {
			ttc_fail(t, t->at, "too many values in one message");
			break;
		}
		t->at++;
		values[n++] = expression(t, ",;}");
	}
	hole_end(t, hole);
	return n;
}

static void
check_count(struct ttc *t, const char *hole, size_t wanted, size_t given)
{
	if (wanted != given)
		ttc_fail(t, hole, "the message speaks of %zu values, "
		    "%zu are given", wanted, given);
}

static const char write_counted[] = "write {n_ \"one\", \"many\", count}";

/* {_ …} and {n_ …}: the same, but that n_ has two texts and a count. */
static void
message(struct ttc *t, enum ttc_place place, bool counted)
{
	const char *hole = t->at;
	struct ttc_buf *b = &t->scratch;
	struct ttc_str one, many = { "", 0 }, values[TTC_ARGS] = { { "", 0 } };
	size_t wanted, wanted_many, n;

	if (place == TTC_IN_URL || place == TTC_AS_URL)
		ttc_fail(t, hole, "a message has no place in an address");
	ttc_go(t, hole + (counted ? 3 : 2));
	one = message_text(t, &wanted);
	wanted_many = wanted;
	if (counted) {
		if (t->at == t->end || *t->at != ',')
			ttc_fail(t, hole, "%s", write_counted);
		ttc_go(t, t->at + 1);
		many = message_text(t, &wanted_many);
	}
	n = message_values(t, hole, values);
	if (counted && n == 0)
		ttc_fail(t, hole, "%s", write_counted);
	check_count(t, hole, wanted, n);
	check_count(t, hole, wanted_many, n);
	b->n = 0;
	if (counted)
		ttc_addf(b, "tt_sayn(o, %.*s, %.*s, (int64_t)(%.*s), %zu",
		    TTC_STR(one), TTC_STR(many), TTC_STR(values[0]), n);
	else
		ttc_addf(b, "tt_say(o, %.*s, %zu", TTC_STR(one), n);
	for (size_t i = 0; i < n; i++)
		ttc_addf(b, ", TT_S(o, %.*s)", TTC_STR(values[i]));
	ttc_add(b, ")", 1);
	show(t, hole, place, (struct ttc_str){ b->p, b->n });
}

/* Does `mark` begin a message here? A name may begin like it: {_x}, {_(y)}. */
static bool
message_here(const char *s, const char *end, const char *mark)
{
	const char *after = s + strlen(mark);

	return ttc_begins(s, end, mark) && after < end &&
	    (*after == '"' || ttc_blank(*after));
}

void
ttc_hole(struct ttc *t, enum ttc_place place)
{
	const char *hole = t->at, *s = hole + 1;

	if (ttc_begins(s, t->end, ">"))
		call(t, place);
	else if (message_here(s, t->end, "_"))
		message(t, place, false);
	else if (message_here(s, t->end, "n_"))
		message(t, place, true);
	else
		show(t, hole, place, ttc_value(t));
}
