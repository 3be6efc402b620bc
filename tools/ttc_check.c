/*
 * What a finished tag must have and must not, and the elements that are open.
 */
#include <string.h>
#include <strings.h>

#include "ttc.h"

/* Elements that have no end tag. */
static const char *const voids[] = { "area", "br", "col", "hr", "img", "input",
	"link", "meta", "source", "track", "wbr", NULL };

/*
 * Elements that run, frame or move what we do not control, that end the HTML
 * we can follow, or that would give `style` and addresses by another name.
 */
static const char *const refused[] = { "animate", "animatemotion",
	"animatetransform", "applet", "base", "embed", "frame", "frameset",
	"noembed", "noframes", "object", "plaintext", "set", "style", "xmp",
	NULL };

/* Kinds of <input> that a visitor does not fill in: they need no label. */
static const char *const buttons[] = { "button", "hidden", "image", "reset",
	"submit", NULL };

static bool
among(struct ttc_str s, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (ttc_same(s, *words))
			return true;
	}
	return false;
}

bool
ttc_void(struct ttc_str name)
{
	return among(name, voids);
}

const struct ttc_attr *
ttc_attr(const struct ttc_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->n; i++) {
		if (ttc_same(tag->attr[i].name, name))
			return &tag->attr[i];
	}
	return NULL;
}

/* Has the tag this attribute, with this very value? */
static bool
attr_is(const struct ttc_tag *tag, const char *name, const char *value)
{
	const struct ttc_attr *a = ttc_attr(tag, name);

	return a != NULL && a->value.p != NULL && ttc_same(a->value, value);
}

static bool
attr_begins(const struct ttc_tag *tag, const char *name, const char *with)
{
	const struct ttc_attr *a = ttc_attr(tag, name);

	return a != NULL && a->value.p != NULL &&
	    ttc_begins(a->value.p, a->value.p + a->value.n, with);
}

void
ttc_check_element(struct ttc *t, const struct ttc_tag *tag)
{
	if (ttc_same(tag->name, "style"))
		ttc_fail(t, tag->at, "no style is written in a page; "
		    "use a class and the style sheet");
	else if (among(tag->name, refused))
		ttc_fail(t, tag->at, "<%.*s> has no place in a page",
		    TTC_STR(tag->name));
}

void
ttc_check_attr_name(struct ttc *t, const struct ttc_tag *tag,
    struct ttc_str name)
{
	for (size_t i = 0; i < tag->n; i++) {
		if (tag->attr[i].name.n == name.n && strncasecmp(
		    tag->attr[i].name.p, name.p, name.n) == 0)
			ttc_fail(t, name.p, "%.*s= is here twice",
			    TTC_STR(name));
	}
	if (name.n > 2 && strncasecmp(name.p, "on", 2) == 0)
		ttc_fail(t, name.p, "%.*s= is script; scripts live in "
		    "files of their own", TTC_STR(name));
	else if (ttc_same(name, "style"))
		ttc_fail(t, name.p, "style= is refused; use a class and the "
		    "style sheet");
	else if (ttc_same(name, "srcdoc"))
		ttc_fail(t, name.p, "srcdoc= is refused: it is a page that "
		    "nobody checks");
}

bool
ttc_posts(const struct ttc_tag *tag)
{
	return ttc_same(tag->name, "form") && attr_is(tag, "method", "post");
}

static void
check_form(struct ttc *t, const struct ttc_tag *tag)
{
	const struct ttc_attr *method = ttc_attr(tag, "method");

	if (method == NULL)
		ttc_fail(t, tag->at, "a form says its method");
	else if (!attr_is(tag, "method", "get") &&
	    !attr_is(tag, "method", "post") &&
	    !attr_is(tag, "method", "dialog"))
		ttc_fail(t, method->name.p, "a method is get, post or dialog");
	else if (ttc_posts(tag) && !attr_begins(tag, "action", "/"))
		ttc_fail(t, tag->at, "a form posts to a /path of ours");
	if (ttc_inside(t, "form"))
		ttc_fail(t, tag->at, "a form cannot stand in a form");
}

/* Only a file of ours, named in full; its body is checked by the caller. */
static void
check_script(struct ttc *t, const struct ttc_tag *tag)
{
	const struct ttc_attr *src = ttc_attr(tag, "src");

	if (tag->n != 2 || !attr_is(tag, "type", "module") || src == NULL ||
	    src->holes || !attr_begins(tag, "src", "/static/"))
		ttc_fail(t, tag->at, "the one script a page may have is "
		    "<script type=\"module\" src=\"/static/…\"></script>");
}

static void
check_input(struct ttc *t, const struct ttc_tag *tag)
{
	const struct ttc_attr *type = ttc_attr(tag, "type");

	if (type != NULL && type->value.p != NULL &&
	    among(type->value, buttons))
		return;
	if (ttc_attr(tag, "id") == NULL)
		ttc_fail(t, tag->at, "an <input> that is seen has an id, "
		    "for its label");
}

/* With http-equiv, a content can be an address: refresh goes there. */
static void
check_meta(struct ttc *t, const struct ttc_tag *tag)
{
	const struct ttc_attr *content = ttc_attr(tag, "content");

	if (ttc_attr(tag, "http-equiv") != NULL && content != NULL &&
	    content->holes)
		ttc_fail(t, content->name.p,
		    "the content of an http-equiv has no holes");
}

void
ttc_check_tag(struct ttc *t, const struct ttc_tag *tag)
{
	const struct ttc_attr *formaction = ttc_attr(tag, "formaction");

	if (ttc_same(tag->name, "form"))
		check_form(t, tag);
	else if (ttc_same(tag->name, "script"))
		check_script(t, tag);
	else if (ttc_same(tag->name, "input"))
		check_input(t, tag);
	else if (ttc_same(tag->name, "meta"))
		check_meta(t, tag);
	else if (ttc_same(tag->name, "img") && ttc_attr(tag, "alt") == NULL)
		ttc_fail(t, tag->at, "an <img> has an alt, "
		    "alt=\"\" when it only decorates");
	if (formaction != NULL && !attr_begins(tag, "formaction", "/"))
		ttc_fail(t, formaction->name.p,
		    "a form posts to a /path of ours");
}

bool
ttc_inside(const struct ttc *t, const char *name)
{
	for (size_t i = 0; i < t->depth; i++) {
		if (ttc_same(t->open[i].name, name))
			return true;
	}
	return false;
}

bool
ttc_raw(const struct ttc *t)
{
	return t->depth > 0 &&
	    (ttc_same(t->open[t->depth - 1].name, "title") ||
	    ttc_same(t->open[t->depth - 1].name, "textarea"));
}

bool
ttc_keeps_blanks(const struct ttc *t)
{
	return ttc_inside(t, "pre") || ttc_inside(t, "textarea");
}

void
ttc_push(struct ttc *t, const struct ttc_tag *tag)
{
	if (t->depth == TTC_DEPTH)
		ttc_fail(t, tag->at, "too many elements within each other");
	else
		t->open[t->depth++] = (struct ttc_element){ tag->at,
		    tag->name };
}

void
ttc_pop(struct ttc *t, const char *at, struct ttc_str name)
{
	size_t floor = t->blocks > 0 ? t->block[t->blocks - 1].depth : 0;
	struct ttc_str open;

	if (ttc_void(name)) {
		ttc_fail(t, at, "<%.*s> has no end tag", TTC_STR(name));
	} else if (t->depth > floor) {
		open = t->open[t->depth - 1].name;
		if (open.n == name.n &&
		    strncasecmp(open.p, name.p, name.n) == 0)
			t->depth--;
		else
			ttc_fail(t, at, "</%.*s> stands where </%.*s> is due",
			    TTC_STR(name), TTC_STR(open));
	} else if (t->depth > 0 || t->blocks > 0) {
		ttc_fail(t, at, "</%.*s> closes what this block did not open",
		    TTC_STR(name));
	} else if (t->function != TTC_CLOSE) {
		ttc_fail(t, at, "there is no <%.*s> to close", TTC_STR(name));
	}
}
