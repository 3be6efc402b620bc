#include "t.h"
#include "t_web.h"
#include "web/markdown.h"

static struct tt_arena *arena;

static const char *
theirs(const char *text)
{
	return tt_markdown(arena, text).s;
}

static const char *
ours(const char *text)
{
	return tt_markdown_ours(t_req(arena)->out, text).s;
}

static void
members(void)
{
	is_str(theirs("Hello *you*,\n**dog**"),
	    "<p>Hello <em>you</em>,\n<strong>dog</strong></p>\n", "words");
	is_str(theirs("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
	    "a list");
	is_str(theirs("# Hi *you*"),
	    "<p><strong>Hi <em>you</em></strong></p>\n",
	    "a heading is a bold paragraph");
	is_str(theirs("[a *b*](https://evil.test)"), "<p>a <em>b</em></p>\n",
	    "a link is its words");
	is_str(theirs("[a](javascript:alert(1))"), "<p>a</p>\n",
	    "… whatever its address");
	is_str(theirs("<https://evil.test>"), "<p>https://evil.test</p>\n",
	    "an address is text");
	is_str(theirs("![a](/media/x.jpg)"), "<p>a</p>\n",
	    "a picture is its words");
	is_str(theirs("[![a](x)](y)"), "<p>a</p>\n", "… also in a link");
	is_str(theirs("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n",
	    "markup is text");
	is_str(theirs("<script>alert(1)</script>"),
	    "<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n",
	    "… in a paragraph of its own");
	is_str(theirs("```<b>\n<i>\n```"), "<pre><code class=\"language-"
	    "&lt;b&gt;\">&lt;i&gt;\n</code></pre>\n", "code is escaped");
	is_str(theirs("[a]: https://evil.test\n\n[a]"), "<p>a</p>\n",
	    "a link by reference");
	is_str(theirs(""), "", "nothing");
}

static void
our_own(void)
{
	is_str(ours("# How do I *book*?"),
	    "<h1 id=\"how-do-i-book\">\nHow do I <em>book</em>?\n</h1>\n",
	    "a heading has an id");
	is_str(ours("## Über €"), "<h2 id=\"Über-€\">\nÜber €\n</h2>\n",
	    "… in any language");
	is_str(ours("## ?"), "<h2 id=\"part\">\n?\n</h2>\n", "… always");
	is_str(ours("[fees](/fees)"),
	    "<p><a href=\"/en/fees\">fees</a></p>\n",
	    "a link gets the language");
	is_str(ours("[a](/static/a) [b](#b) [c](//c)"),
	    "<p><a href=\"/static/a\">a</a> <a href=\"#b\">b</a> "
	    "<a href=\"//c\">c</a></p>\n", "… when it needs one");
	is_str(ours("[a](javascript:alert(1))"), "<p><a href=\"\">a</a></p>\n",
	    "a script is no address");
	is_str(ours("a<br>b"), "<p>a&lt;br&gt;b</p>\n",
	    "markup is text here too");
}

int
main(void)
{
	arena = tt_arena_new((size_t)32 << 20);
	members();
	our_own();
	tt_arena_end(arena);
	return t_done();
}
