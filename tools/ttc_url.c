/*
 * Attributes that hold an address. A visitor's text may be a part of a path,
 * a query or a fragment, and is percent-encoded there; what decides where the
 * address leads is written in the page, or is a tt_url as a whole.
 */
#include <string.h>

#include "ttc.h"

static const char *const url_attrs[] = { "action", "background", "cite",
	"data", "formaction", "href", "imagesrcset", "longdesc", "manifest",
	"ping", "poster", "src", "srcset", "xlink:href", NULL };

/* How an address may begin, and whether a value may follow at once. */
static const struct start {
	const char *text;
	bool        holes;
} starts[] = {
	{ "/",       true  },
	{ "#",       true  },
	{ "?",       true  },
	{ "mailto:", true  },
	{ "tel:",    true  },
	{ "https:",  false },   /* a value could change the host */
};

/* Paths that are the same in every language. */
static const char *const one_for_all[] = { "/static/", "/media/", "/avatar/",
	"/api/", "/webhook/", "/stripe-sandbox/", NULL };

static const char *const languages[] = { "/nl", "/fr", "/en", "/de", NULL };

bool
ttc_is_url(struct ttc_str name)
{
	for (size_t i = 0; url_attrs[i] != NULL; i++) {
		if (ttc_same(name, url_attrs[i]))
			return true;
	}
	return false;
}

/* Does the path at `at` get the visitor's language in front? */
static bool
wants_language(const struct ttc *t)
{
	const char *after;

	for (size_t i = 0; one_for_all[i] != NULL; i++) {
		if (ttc_begins(t->at, t->end, one_for_all[i]))
			return false;
	}
	for (size_t i = 0; languages[i] != NULL; i++) {
		if (!ttc_begins(t->at, t->end, languages[i]))
			continue;
		after = t->at + strlen(languages[i]);
		if (after < t->end && strchr("/\"{?#", *after) != NULL)
			return false;
	}
	return true;
}

/* The next word of a line of the manifest. */
static struct ttc_str
word(const char **s, const char *end)
{
	struct ttc_str w;

	while (*s < end && (**s == ' ' || **s == '\t'))
		(*s)++;
	w.p = *s;
	while (*s < end && !ttc_blank(**s))
		(*s)++;
	w.n = (size_t)(*s - w.p);
	return w;
}

/* What the manifest calls a file; of no length when it is not there. */
static struct ttc_str
hashed(const struct ttc_str *manifest, struct ttc_str file)
{
	const char *s = manifest->p, *end = s + manifest->n;
	struct ttc_str name, to;

	while (s < end) {
		name = word(&s, end);
		to = word(&s, end);
		if (name.n == file.n && memcmp(name.p, file.p, name.n) == 0)
			return to;
		while (s < end && *s != '\n')
			s++;
		s += s < end;
	}
	return (struct ttc_str){ "", 0 };
}

/* /static/NAME: the browser keeps it for ever, so its name has a hash. */
static void
static_file(struct ttc *t)
{
	static const char folder[] = "/static/";
	const char *start = t->at;
	struct ttc_str file, to;

	t->at += sizeof folder - 1;
	file.p = t->at;
	while (t->at < t->end && !ttc_blank(*t->at) &&
	    strchr("\"?#,{", *t->at) == NULL)
		t->at++;
	file.n = (size_t)(t->at - file.p);
	to = t->manifest != NULL ? hashed(t->manifest, file) : file;
	if (t->at < t->end && *t->at == '{')
		ttc_fail(t, start, "a file in /static/ is named in full; "
		    "choose with %% if");
	else if (to.n == 0)
		ttc_fail(t, start, "%.*s is not in the manifest",
		    TTC_STR(file));
	ttc_lit(t, folder, sizeof folder - 1);
	ttc_lit(t, to.p, to.n);
}

/* An address that begins with / and so is on our own host. */
static void
path(struct ttc *t, const struct ttc_attr *attr)
{
	const char *s = t->at + 1;
	bool leads = ttc_same(attr->name, "href") ||
	    ttc_same(attr->name, "action") ||
	    ttc_same(attr->name, "formaction");

	if (ttc_begins(s, t->end, "/") || ttc_begins(s, t->end, "\\")) {
		ttc_fail(t, t->at, "// leads to another host");
	} else if (ttc_begins(t->at, t->end, "/static/")) {
		static_file(t);
	} else if (leads && wants_language(t)) {
		ttc_flush(t);
		ttc_indent(t);
		ttc_addf(&t->code, "tt_lang_prefix(o);\n");
	} else if (ttc_begins(s, t->end, "{")) {
		/* An empty value and one more / would lead elsewhere. */
		ttc_fail(t, t->at, "a folder comes before a value here");
	}
}

/* The start of an address; may a value follow? */
static bool
start(struct ttc *t, const struct ttc_attr *attr)
{
	const size_t all = sizeof starts / sizeof starts[0];

	for (size_t i = 0; i < all; i++) {
		if (!ttc_begins(t->at, t->end, starts[i].text))
			continue;
		if (*t->at == '/')
			path(t, attr);
		return starts[i].holes;
	}
	ttc_fail(t, t->at, "an address begins with / # ? https: mailto: or "
	    "tel:, or is one {value} of type tt_url");
	return false;
}

/* One address, up to the quote, or to a blank or comma in a list. */
static void
address(struct ttc *t, struct ttc_attr *attr, const char *stops)
{
	bool holes = start(t, attr);

	while (t->at < t->end && strchr(stops, *t->at) == NULL) {
		if (*t->at == '{') {
			attr->holes = true;
			if (!holes)
				ttc_fail(t, t->at, "a value stands after the "
				    "/ # or ? of an address");
			else
				ttc_hole(t, TTC_IN_URL);
		} else if (ttc_blank(*t->at) || strchr("\\<>}", *t->at)) {
			ttc_fail(t, t->at, "this has no place in an address");
		} else {
			holes = holes || *t->at == '?' || *t->at == '#';
			ttc_lit(t, t->at, 1);
			t->at++;
		}
	}
}

/* srcset: addresses, each with a width or density, and commas between. */
static void
list(struct ttc *t, struct ttc_attr *attr)
{
	const char *s;

	while (t->at < t->end && *t->at != '"') {
		address(t, attr, "\" \t\n,");
		s = t->at;
		while (t->at < t->end && strchr("\",{}%", *t->at) == NULL)
			t->at++;
		if (t->at < t->end && strchr("{}%", *t->at) != NULL)
			ttc_fail(t, t->at, "a width or density is written out");
		if (t->at < t->end && *t->at == ',')
			t->at++;
		while (t->at < t->end && ttc_blank(*t->at))
			t->at++;
		ttc_lit(t, s, (size_t)(t->at - s));
	}
}

/* One value that is the whole address. */
static void
whole(struct ttc *t, struct ttc_attr *attr)
{
	attr->holes = true;
	ttc_hole(t, TTC_AS_URL);
	if (!ttc_failed(t) && t->at < t->end && *t->at != '"')
		ttc_fail(t, t->at, "an address that begins with a value "
		    "is that value alone");
}

void
ttc_url(struct ttc *t, struct ttc_attr *attr)
{
	const char *s = t->at;

	if (ttc_begins(s, t->end, "{") && !ttc_begins(s, t->end, "{{"))
		whole(t, attr);
	else if (ttc_same(attr->name, "srcset") ||
	    ttc_same(attr->name, "imagesrcset"))
		list(t, attr);
	else
		address(t, attr, "\"");
}
