#include "t.h"
#include "t_web.h"

static struct tt_arena *arena;
static struct tt_out *o;

/* What has been put out since the last time. */
static const char *
out(void)
{
	const char *s = tt_strdup(arena, o->b.p);

	tt_buf_empty(&o->b);
	return s;
}

static void
url_of(void *s)
{
	tt_url_of(o->cx, s);
}

static bool
url_ok(const char *s)
{
	return !t_faults(url_of, tt_strdup(arena, s));
}

static void
values(void)
{
	const char *nasty = "<a href='x'>\"&";
	char text[] = "ab";

	TT_TEXT(o, nasty);
	is_str(out(), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;", "text");
	TT_ATTR(o, nasty);
	is_str(out(), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;", "an attribute");
	TT_TEXT(o, text);
	is_str(out(), "ab", "text that could change");
	TT_URLPART(o, "a/b?c&d é");
	is_str(out(), "a%2Fb%3Fc%26d%20%C3%A9", "a part of an address");
	TT_TEXT(o, INT64_MIN);
	is_str(out(), "-9223372036854775808", "a number");
	TT_TEXT(o, (tt_html){ "<b>x</b>" });
	is_str(out(), "<b>x</b>", "markup that is known to be good");
	TT_URL(o, tt_url_of(o->cx, "/a?b&c"));
	is_str(out(), "/a?b&amp;c", "an address");
	tt_lang_prefix(o);
	is_str(out(), "/en", "the language");
	TT_TEXT(o, (tt_time){ 1797609600 });
	ok(strstr(out(), "2026") != NULL, "a time");
}

static void
sentences(void)
{
	is_str(tt_say(o, "Hello", 0), "Hello", "a sentence");
	is_str(tt_say(o, "%s and %s", 2, "<a>", "b"), "<a> and b",
	    "with values");
	is_str(tt_say(o, "%2$s, %1$s", 2, "a", "b"), "b, a", "in their order");
	is_str(tt_say(o, "100 %% sure", 0), "100 % sure", "a per cent sign");
	is_str(tt_say(o, "%s %s %s", 1, "a"), "a  ", "too few values");
	is_str(tt_sayn(o, "%s day", "%s days", 1, 1, "1"), "1 day", "one");
	is_str(tt_sayn(o, "%s day", "%s days", 0, 1, "0"), "0 days", "none");
}

static void
addresses(void)
{
	ok(url_ok("/a"), "a path");
	ok(url_ok("https://tailtribe.test"), "our origin");
	ok(url_ok("https://tailtribe.test/a?b#c"), "below our origin");
	ok(url_ok("https://checkout.stripe.com/pay/1"), "the payment pages");
	ok(!url_ok("//evil.test"), "another host");
	ok(!url_ok("/\\evil.test"), "… with a backslash");
	ok(!url_ok("https://evil.test/"), "… named");
	ok(!url_ok("https://tailtribe.test.evil.test/"), "… alike");
	ok(!url_ok("https://tailtribe.test@evil.test/"), "… behind a name");
	ok(!url_ok("https://tailtribe.test:444/"), "another port");
	ok(!url_ok("http://tailtribe.test/"), "not encrypted");
	ok(!url_ok("javascript:alert(1)"), "a script");
	ok(!url_ok(""), "nothing");
	ok(!url_ok("/a b"), "a blank");
	ok(!url_ok("/a\nb"), "a line end");
	ok(!url_ok("/a\"b"), "a quote");
	ok(!url_ok("/é"), "not ASCII");
	ok(tt_path_ours("/a/b?c=d"), "a path of ours");
	ok(!tt_path_ours("//a") && !tt_path_ours("/\\a") &&
	    !tt_path_ours("a") && !tt_path_ours("") &&
	    !tt_path_ours("/a\r\nb"), "… and what is none");
	is_str(tt_path_here(o->r, "/a"), "/en/a", "the language is put before");
	is_str(tt_path_here(o->r, "/fr/a"), "/fr/a", "… unless it is there");
	is_str(tt_path_here(o->r, "/frog"), "/en/frog", "… as a whole word");
	is_str(tt_path_here(o->r, "/media/a"), "/media/a", "… or not needed");
}

static void
too_long(void *arg)
{
	(void)arg;
	for (;;)
		TT_LIT(o, "more and more of it");
}

int
main(void)
{
	arena = tt_arena_new((size_t)32 << 20);
	tt_time_start();
	o = t_req(arena)->out;
	values();
	sentences();
	addresses();
	ok(t_faults(too_long, NULL), "a page without an end is a fault");
	tt_arena_end(arena);
	return t_done();
}
