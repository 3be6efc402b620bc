#include <cmark.h>
#include <string.h>

#include "core/text.h"
#include "web/inner.h"
#include "web/markdown.h"

#define TEXT_MAX  ((size_t)512 << 10)
#define SLUG_MAX  200

struct writing {
	struct tt_arena *arena;
	enum tt_lang     lang;
	bool             ours;
};

/* cmark's own things, for tt_defer. */
static void
end_node(void *node)
{
	cmark_node_free(node);
}

static void
end_walk(void *iter)
{
	cmark_iter_free(iter);
}

static void
end_text(void *text)
{
	void (*give_back)(void *) = cmark_get_default_mem_allocator()->free;

	give_back(text);
}

static void
take_children(cmark_node *to, cmark_node *from)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(from)) != NULL)
		cmark_node_append_child(to, child);
}

/* Put `fresh` where `old` is. */
static void
replace(cmark_node *old, cmark_node *fresh)
{
	cmark_node_insert_before(old, fresh);
	cmark_node_unlink(old);
	cmark_node_free(old);
}

/* Put the children of `old` where `old` is. */
static void
dissolve(cmark_node *old)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(old)) != NULL)
		cmark_node_insert_before(old, child);
	cmark_node_unlink(old);
	cmark_node_free(old);
}

/* Raw HTML is shown as the text that it is. */
static void
as_text(cmark_node *old, bool block)
{
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT), *fresh = text;
	const char *literal = cmark_node_get_literal(old);

	cmark_node_set_literal(text, literal == NULL ? "" : literal);
	if (block) {
		fresh = cmark_node_new(CMARK_NODE_PARAGRAPH);
		cmark_node_append_child(fresh, text);
	}
	replace(old, fresh);
}

/* A member's heading must not join the outline of our page. */
static void
bold_paragraph(cmark_node *heading)
{
	cmark_node *p = cmark_node_new(CMARK_NODE_PARAGRAPH);
	cmark_node *strong = cmark_node_new(CMARK_NODE_STRONG);

	take_children(strong, heading);
	cmark_node_append_child(p, strong);
	replace(heading, p);
}

static cmark_iter *
walk(struct tt_arena *a, cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);

	tt_defer(a, end_walk, iter);
	return iter;
}

/* "How do I book?" -> "how-do-i-book" */
static const char *
slug(struct tt_arena *a, cmark_node *heading)
{
	cmark_iter *iter = walk(a, heading);
	struct tt_buf b = tt_buf_in(a, SLUG_MAX);
	const char *s;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		s = cmark_node_get_literal(cmark_iter_get_node(iter));
		if (s == NULL)
			continue;
		for (s = tt_lower(a, s); *s != '\0' && b.n < SLUG_MAX; s++) {
			if (tt_is_alnum(*s) || (unsigned char)*s >= 0x80)
				tt_buf_addc(&b, *s);
			else if (b.n > 0 && b.p[b.n - 1] != '-')
				tt_buf_addc(&b, '-');
		}
	}
	while (b.n > 0 && b.p[b.n - 1] == '-')
		b.p[--b.n] = '\0';
	return b.n == 0 || !tt_utf8_ok(b.p, b.n, false) ? "part" : b.p;
}

static void
heading_with_id(struct tt_arena *a, cmark_node *heading)
{
	int level = cmark_node_get_heading_level(heading);
	cmark_node *fresh = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);

	cmark_node_set_on_enter(fresh, tt_printf(a, "<h%d id=\"%s\">", level,
	    slug(a, heading)));
	cmark_node_set_on_exit(fresh, tt_printf(a, "</h%d>", level));
	take_children(fresh, heading);
	replace(heading, fresh);
}

static void
our_link(struct writing *w, cmark_node *link)
{
	const char *url = cmark_node_get_url(link);

	if (url != NULL && url[0] == '/' && url[1] != '/' &&
	    !tt_starts(url, "/static/") && !tt_starts(url, "/media/"))
		cmark_node_set_url(link, tt_printf(w->arena, "/%s%s",
		    tt_langs[w->lang], url));
}

static void
change(struct writing *w, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
		as_text(node, type == CMARK_NODE_HTML_BLOCK);
	else if (type == CMARK_NODE_HEADING && w->ours)
		heading_with_id(w->arena, node);
	else if (type == CMARK_NODE_HEADING)
		bold_paragraph(node);
	else if (type == CMARK_NODE_LINK && w->ours)
		our_link(w, node);
	else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
		dissolve(node);
}

static bool
is_changed(cmark_node_type type)
{
	return type == CMARK_NODE_HTML_BLOCK ||
	    type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HEADING ||
	    type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

/* The next node that is to be changed, NULL after the last. */
static cmark_node *
next_changed(cmark_iter *iter)
{
	cmark_event_type event;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER &&
		    is_changed(cmark_node_get_type(node)))
			return node;
	}
	return NULL;
}

/* A walk must not meet what is changed under it: note first, change then. */
static void
change_all(struct writing *w, cmark_node *root)
{
	cmark_iter *iter = walk(w->arena, root);
	cmark_node **nodes, *node;
	size_t all = 0, n = 0;

	while (next_changed(iter) != NULL)
		all++;
	if (all == 0)
		return;
	nodes = TT_NEW_N(w->arena, all, cmark_node *);
	iter = walk(w->arena, root);
	while ((node = next_changed(iter)) != NULL)
		nodes[n++] = node;
	for (size_t i = 0; i < n; i++)
		change(w, nodes[i]);
}

static tt_html
write_out(struct writing *w, const char *text)
{
	size_t n = strnlen(text, TEXT_MAX);
	cmark_node *root = cmark_parse_document(text, n, CMARK_OPT_DEFAULT);
	char *html;

	tt_defer(w->arena, end_node, root);
	change_all(w, root);
	html = cmark_render_html(root, CMARK_OPT_DEFAULT);
	tt_defer(w->arena, end_text, html);
	return (tt_html){ html };
}

tt_html
tt_markdown(struct tt_arena *a, const char *text)
{
	struct writing w = { .arena = a };

	return write_out(&w, text);
}

tt_html
tt_markdown_ours(struct tt_out *o, const char *text)
{
	struct writing w = { .arena = o->arena, .lang = o->lang, .ours = true };

	return write_out(&w, text);
}
