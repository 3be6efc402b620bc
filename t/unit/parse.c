#include "t.h"
#include "t_web.h"

static struct tt_arena *arena;

/* The fields of a text, as "name=value;…"; "no" when it is refused. */
static const char *
fields_n(const char *s, size_t n)
{
	struct tt_req *r = t_req(arena);
	struct tt_buf b = tt_buf_in(arena, 1 << 20);

	if (!tt_parse_urlencoded(r, s, n))
		return "no";
	for (size_t i = 0; i < r->n_fields; i++)
		tt_buf_printf(&b, "%s=%s;", r->fields[i].name,
		    r->fields[i].value);
	return b.p;
}

static const char *
fields(const char *s)
{
	return fields_n(s, strlen(s));
}

static void
urlencoded(void)
{
	is_str(fields(""), "", "nothing is no field");
	is_str(fields("a=1&b=2"), "a=1;b=2;", "two fields");
	is_str(fields("a=1&a=2"), "a=1;a=2;", "a name twice is two fields");
	is_str(fields("&&a=1&"), "a=1;", "empty ones are left out");
	is_str(fields("a"), "a=;", "a name alone has an empty value");
	is_str(fields("=a"), "=a;", "a value alone has an empty name");
	is_str(fields("a=b=c"), "a=b=c;", "the first = counts");
	is_str(fields("a=%41+%2b%C3%A9"), "a=A +é;", "decoded once");
	is_str(fields("a=%2541"), "a=%41;", "… and not twice");
	is_str(fields("%61=1"), "a=1;", "names too");
	is_str(fields("a=%0D%0A%09"), "a=\r\n\t;", "line ends are text");
	is_str(fields("a=%"), "no", "a lone %");
	is_str(fields("a=%4"), "no", "half a byte");
	is_str(fields("a=%4g"), "no", "no digit");
	is_str(fields("a=%00"), "no", "a NUL");
	is_str(fields("a=%07"), "no", "a bell");
	is_str(fields("a=%C3"), "no", "half a character");
	is_str(fields("a=\xFF"), "no", "a byte that is no text");
	is_str(fields("a=%C2%80"), "no", "a C1 control");
	is_str(fields("a=%ED%A0%80"), "no", "a surrogate");
	is_str(fields_n("a=1\0b", 5), "no", "a NUL in the body");
	is_str(fields("12345678901234567890123456789012345678901234567890"
	    "123456789012345=1"), "no", "a name of 65 bytes");
}

static const char *
cookie(const char *header)
{
	return tt_cookie(arena, header, "__Host-tt");
}

static void
cookies(void)
{
	is_str(cookie(""), "", "no cookie");
	is_str(cookie("__Host-tt=abc"), "abc", "one cookie");
	is_str(cookie("a=b; __Host-tt=abc; c=d"), "abc", "among others");
	is_str(cookie("a=b;__Host-tt=abc"), "abc", "without a blank");
	is_str(cookie("x__Host-tt=abc"), "", "another name");
	is_str(cookie("__Host-ttx=abc"), "", "a longer name");
	is_str(cookie("a=__Host-tt=abc"), "", "inside a value");
	is_str(cookie("__Host-tt=a=b"), "a=b", "a value with =");
	is_str(cookie("__Host-tt="), "", "an empty value");
	is_str(cookie("__Host-tt"), "", "no value");
	is_str(cookie("__Host-tt=1; __Host-tt=2"), "1", "the first counts");
	is_str(cookie(";;; ;"), "", "nothing but separators");
}

/* "nl /path", "- /path" without a language, "no" when refused. */
static const char *
path(const char *uri)
{
	enum tt_lang lang = TT_DE;
	const char *p = NULL;
	bool has = false;

	if (!tt_parse_path(arena, uri, &lang, &has, &p))
		return "no";
	return tt_printf(arena, "%s %s", has ? tt_langs[lang] : "-", p);
}

static void
paths(void)
{
	is_str(path("/nl/booking/12"), "nl /booking/12", "a page in Dutch");
	is_str(path("/fr/"), "fr /", "the first page in French");
	is_str(path("/de"), "de /", "without a slash");
	is_str(path("/en/search?q=/../"), "en /search", "the query is not it");
	is_str(path("/search"), "- /search", "no language");
	is_str(path("/nlx/a"), "- /nlx/a", "not a language");
	is_str(path("/nl/nl/a"), "nl /nl/a", "one language is enough");
	is_str(path("/n%6c/a"), "nl /a", "written otherwise");
	is_str(path("/nl/a/"), "nl /a/", "a slash at the end");
	is_str(path("/nl/caf%C3%A9"), "nl /café", "decoded");
	is_str(path("/nl/a+b"), "nl /a+b", "a plus is a plus");
	is_str(path(""), "no", "nothing");
	is_str(path("nl"), "no", "not from the root");
	is_str(path("//nl"), "no", "a host");
	is_str(path("/nl//a"), "no", "an empty segment");
	is_str(path("/nl/../a"), "no", "up");
	is_str(path("/nl/.."), "no", "up, at the end");
	is_str(path("/nl/%2e%2e/a"), "no", "up, in disguise");
	is_str(path("/nl/./a"), "no", "here");
	is_str(path("/nl/a%2Fb"), "no", "a slash in disguise");
	is_str(path("/nl/a%5cb"), "no", "a backslash");
	is_str(path("/nl/a%00"), "no", "a NUL");
	is_str(path("/nl/a%0a"), "no", "a line end");
	is_str(path("/nl/%FF"), "no", "no text");
	is_str(path("/nl/a#b"), "no", "a fragment");
	is_str(path("/nl/..."), "nl /...", "three dots are a name");
}

/* The parts of a body as "name=value;" and "name:bytes;". */
static const char *
parts(const char *type, const char *body)
{
	struct tt_req *r = t_req(arena);
	struct tt_buf b = tt_buf_in(arena, 1 << 20);

	if (!tt_parse_multipart(r, type, body, strlen(body)))
		return "no";
	for (size_t i = 0; i < r->n_fields; i++)
		tt_buf_printf(&b, "%s=%s;", r->fields[i].name,
		    r->fields[i].value);
	for (size_t i = 0; i < r->n_files; i++)
		tt_buf_printf(&b, "%s:%.*s;", r->files[i].name,
		    (int)r->files[i].n, (const char *)r->files[i].bytes);
	return b.p;
}

#define D "Content-Disposition: form-data; "

static void
multipart(void)
{
	const char *t = "multipart/form-data; boundary=xy";

	is_str(parts(t, "--xy--"), "", "no parts");
	is_str(parts(t, "--xy\r\n" D "name=\"a\"\r\n\r\n1\r\n--xy--\r\n"),
	    "a=1;", "a field");
	is_str(parts(t, "--xy\r\n" D "name=a\r\n\r\n1\r\n--xy\r\n" D
	    "name=\"f\"; filename=\"p.jpg\"\r\nContent-Type: image/jpeg\r\n"
	    "\r\n\r\n--x\r\n--xy--"), "a=1;f:\r\n--x;", "a field and a file");
	is_str(parts(t, "--xy\r\n" D "name=\"f\"; filename=\"\"\r\n\r\n\r\n"
	    "--xy--"), "", "a file field left empty");
	is_str(parts(t, "--xy\r\ncontent-disposition:form-data;name=\"a\"\r\n"
	    "\r\n\r\n--xy--"), "a=;", "small letters, no blanks");
	is_str(parts("multipart/form-data; charset=utf-8; boundary=\"xy\"",
	    "--xy\r\n" D "name=\"a\"\r\n\r\n1\r\n--xy--"), "a=1;",
	    "a boundary in quotes, after something else");
	is_str(parts(t, "--xy\r\n" D "filename=\"name=b\"; name=\"a\"\r\n\r\n"
	    "1\r\n--xy--"), "a:1;", "a name inside of another value");
	is_str(parts(t, ""), "no", "nothing");
	is_str(parts(t, "--xy"), "no", "no end");
	is_str(parts(t, "--xy\r\n\r\n1\r\n--xy--"), "no", "no head");
	is_str(parts(t, "--xy\r\n" D "\r\n\r\n1\r\n--xy--"), "no", "no name");
	is_str(parts(t, "--xy\r\n" D "name=\"a\r\n\r\n1\r\n--xy--"), "no",
	    "a quote left open");
	is_str(parts(t, "--xy\r\n" D "name=\"a\"\r\n\r\n1"), "no", "cut");
	is_str(parts(t, "--xy\r\n" D "name=\"a\"\r\n\r\n\xFF\r\n--xy--"),
	    "no", "a field that is no text");
	is_str(parts(t, "--xy\r\nContent-Disposition: attachment; name=\"a\""
	    "\r\n\r\n1\r\n--xy--"), "no", "not form-data");
	is_str(parts("multipart/form-data", "--xy--"), "no", "no boundary");
}

int
main(void)
{
	arena = tt_arena_new((size_t)64 << 20);
	urlencoded();
	cookies();
	paths();
	multipart();
	tt_arena_end(arena);
	return t_done();
}
