/*
 * A tag and its attributes: name="value", with values in the double quotes.
 */
#include <string.h>

#include "ttc.h"

static bool
name_byte(char c)
{
	return ttc_word(c) || c == '-' || c == ':' || c == '.';
}

static struct ttc_str
name(struct ttc *t)
{
	const char *start = t->at;

	while (t->at < t->end && name_byte(*t->at))
		t->at++;
	return (struct ttc_str){ start, (size_t)(t->at - start) };
}

/* Is the byte at `at` this one? Not when the page is at its end. */
static bool
next_is(const struct ttc *t, char c)
{
	return t->at < t->end && *t->at == c;
}

/* A % line may not stand inside a tag, where nothing would read it. */
static void
refuse_line(struct ttc *t)
{
	if (ttc_line_here(t))
		ttc_fail(t, t->at, "a %% line stands between tags, "
		    "not inside one");
}

static bool
skip_blanks(struct ttc *t)
{
	const char *start = t->at;

	while (t->at < t->end && ttc_blank(*t->at)) {
		t->at++;
		refuse_line(t);
	}
	return t->at > start;
}

/* An attribute's value up to its quote, copied but for the holes in it. */
static void
plain_value(struct ttc *t, struct ttc_attr *attr)
{
	const char *s;

	while (t->at < t->end && *t->at != '"') {
		s = t->at;
		if (*s != '{' && *s != '}') {
			ttc_lit(t, s, 1);
			t->at++;
			refuse_line(t);
		} else if (s + 1 < t->end && s[1] == *s) {
			ttc_lit(t, s, 1);
			t->at += 2;
		} else if (*s == '{') {
			attr->holes = true;
			ttc_hole(t, TTC_IN_ATTR);
		} else {
			ttc_fail(t, s, "no hole ends here; write }} for a }");
		}
	}
}

/* ="value", after the name of the attribute. */
static void
attr_value(struct ttc *t, struct ttc_attr *attr)
{
	const char *equals = t->at++;

	if (!next_is(t, '"')) {
		ttc_fail(t, equals, "a value stands in double quotes");
		return;
	}
	t->at++;
	ttc_lit(t, "=\"", 2);
	attr->value.p = t->at;
	if (ttc_is_url(attr->name))
		ttc_url(t, attr);
	else
		plain_value(t, attr);
	if (ttc_failed(t))
		return;
	attr->value.n = (size_t)(t->at - attr->value.p);
	if (!next_is(t, '"')) {
		ttc_fail(t, equals, "this value is not closed with a quote");
		return;
	}
	t->at++;
	ttc_lit(t, "\"", 1);
}

/* ?checked={expr}: the attribute is there when the value is true. */
static void
attr_if(struct ttc *t, const struct ttc_attr *attr)
{
	const char *question = attr->name.p - 1;
	struct ttc_str value;

	if (ttc_is_url(attr->name))
		ttc_fail(t, question, "an address cannot be without a value");
	if (!next_is(t, '=') || t->at + 1 == t->end || t->at[1] != '{')
		ttc_fail(t, question, "write ?name={condition}");
	if (ttc_failed(t))
		return;
	t->at++;
	value = ttc_value(t);
	if (ttc_failed(t))
		return;
	ttc_flush(t);
	ttc_cite(t, &t->code, question);
	ttc_indent(t);
	ttc_addf(&t->code, "if (%.*s) {\n", TTC_STR(value));
	t->blocks++;
	ttc_indent(t);
	t->blocks--;
	ttc_addf(&t->code, "TT_LIT(o, \" %.*s\");\n", TTC_STR(attr->name));
	ttc_indent(t);
	ttc_addf(&t->code, "}\n");
}

static void
attr(struct ttc *t, struct ttc_tag *tag)
{
	bool conditional = next_is(t, '?');
	struct ttc_attr *a = &tag->attr[tag->n];

	if (tag->n == TTC_ATTRS) {
		ttc_fail(t, tag->at, "too many attributes in a tag");
		return;
	}
	if (conditional)
		t->at++;
	a->name = name(t);
	if (next_is(t, '{'))
		ttc_fail(t, t->at, "a value cannot be the name of an "
		    "attribute; for an attribute that comes and goes write "
		    "?name={condition}");
	else if (a->name.n == 0)
		ttc_fail(t, t->at, "this is not an attribute");
	else
		ttc_check_attr_name(t, tag, a->name);
	if (ttc_failed(t))
		return;
	tag->n++;
	if (conditional) {
		attr_if(t, a);
		return;
	}
	ttc_lit(t, " ", 1);
	ttc_lit(t, a->name.p, a->name.n);
	if (next_is(t, '='))
		attr_value(t, a);
	else if (ttc_is_url(a->name))
		ttc_fail(t, a->name.p, "an address cannot be without a value");
}

/* From after the name up to the > or /> of the tag. */
static void
attrs(struct ttc *t, struct ttc_tag *tag)
{
	bool apart;

	for (;;) {
		apart = skip_blanks(t);
		if (t->at == t->end) {
			ttc_fail(t, tag->at, "this tag is not closed with >");
			return;
		}
		if (*t->at == '>' || *t->at == '/')
			return;
		if (!apart) {
			ttc_fail(t, t->at, *t->at == '{' ?
			    "a value cannot be the name of a tag or of an "
			    "attribute" : "a blank is missing here");
			return;
		}
		attr(t, tag);
	}
}

/* The end of a tag; true when an end tag is to follow. */
static bool
tag_end(struct ttc *t, const struct ttc_tag *tag)
{
	bool foreign = ttc_inside(t, "svg") || ttc_inside(t, "math") ||
	    ttc_same(tag->name, "svg");
	bool slash = next_is(t, '/');

	if (slash)
		t->at++;
	if (!next_is(t, '>')) {
		ttc_fail(t, tag->at, "this tag is not closed with >");
		return false;
	}
	t->at++;
	if (slash && foreign) {
		ttc_lit(t, "/>", 2);
		return false;
	}
	if (slash && !ttc_void(tag->name))
		ttc_fail(t, tag->at, "HTML does not close <%.*s> with />",
		    TTC_STR(tag->name));
	ttc_lit(t, ">", 1);
	return !ttc_void(tag->name);
}

/* The body of a script: none, ever. */
static void
script_body(struct ttc *t, const struct ttc_tag *tag)
{
	static const char end[] = "</script>";

	if (!ttc_begins(t->at, t->end, end)) {
		ttc_fail(t, tag->at, "no script is written in a page");
		return;
	}
	ttc_lit(t, end, sizeof end - 1);
	t->at += sizeof end - 1;
}

static void
start_tag(struct ttc *t)
{
	struct ttc_tag tag = { .at = t->at };
	bool element;

	t->at++;
	tag.name = name(t);
	ttc_check_element(t, &tag);
	ttc_lit(t, tag.at, tag.name.n + 1);
	attrs(t, &tag);
	if (ttc_failed(t))
		return;
	element = tag_end(t, &tag);
	ttc_check_tag(t, &tag);
	if (ttc_failed(t))
		return;
	if (ttc_same(tag.name, "script"))
		script_body(t, &tag);
	else if (element)
		ttc_push(t, &tag);
	if (ttc_posts(&tag)) {
		ttc_flush(t);
		ttc_indent(t);
		ttc_addf(&t->code, "tt_csrf_field(o);\n");
	}
}

static void
end_tag(struct ttc *t)
{
	const char *at = t->at;
	struct ttc_str tag;

	t->at += 2;
	tag = name(t);
	if (tag.n == 0)
		ttc_fail(t, at, "a value cannot be the name of a tag");
	skip_blanks(t);
	if (ttc_failed(t))
		return;
	if (!next_is(t, '>')) {
		ttc_fail(t, at, "an end tag is a name and nothing else");
		return;
	}
	t->at++;
	ttc_pop(t, at, tag);
	ttc_lit(t, "</", 2);
	ttc_lit(t, tag.p, tag.n);
	ttc_lit(t, ">", 1);
}

/* A comment is for those who read the page's source; it is not sent. */
static void
comment(struct ttc *t)
{
	const char *start = t->at + 4;
	const char *end = ttc_find(start, t->end, (struct ttc_str){ "-->", 3 });

	if (end == NULL)
		ttc_fail(t, t->at, "this comment is not closed with -->");
	else
		t->at = end + 3;
}

static void
doctype(struct ttc *t)
{
	static const char html[] = "<!doctype html>";
	const size_t n = sizeof html - 1;

	if ((size_t)(t->end - t->at) < n ||
	    !ttc_same((struct ttc_str){ t->at, n }, html)) {
		ttc_fail(t, t->at, "write <!doctype html>");
		return;
	}
	ttc_lit(t, html, n);
	t->at += n;
}

/* What begins with < : a tag, a comment, the doctype. */
void
ttc_markup(struct ttc *t)
{
	const char *s = t->at + 1;
	bool letter = s < t->end && ttc_word(*s) &&
	    (*s < '0' || *s > '9') && *s != '_';

	if (ttc_begins(s, t->end, "/"))
		end_tag(t);
	else if (ttc_raw(t))
		ttc_fail(t, t->at, "<%.*s> holds text only; write &lt; for <",
		    TTC_STR(t->open[t->depth - 1].name));
	else if (ttc_begins(s, t->end, "!--"))
		comment(t);
	else if (ttc_begins(s, t->end, "!"))
		doctype(t);
	else if (letter)
		start_tag(t);
	else if (ttc_begins(s, t->end, "{"))
		ttc_fail(t, t->at, "a value cannot be the name of a tag");
	else
		ttc_fail(t, t->at, "write &lt; for <");
}
