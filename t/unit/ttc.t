#!/usr/bin/perl
# The compiler of pages: what it writes, and all that it refuses.
#
# TTC names the ttc to test; without it, one is built here with sanitizers.
use strict;
use warnings;
use File::Temp qw(tempdir);
use FindBin;
use Test::More;

my $root = "$FindBin::Bin/../..";
my $dir  = tempdir(CLEANUP => 1);
my $cc   = $ENV{CC} // 'gcc';
my $safe = '-g -fsanitize=address,undefined -fno-sanitize-recover=all';
my $ttc  = $ENV{TTC};

chdir $dir or die "$dir: $!";
if (!defined $ttc) {
	$ttc = './ttc';
	system("$cc -std=gnu17 $safe $root/tools/ttc*.c -o $ttc")
	    == 0 or BAIL_OUT('ttc does not compile');
}

sub put {
	my ($path, $text) = @_;
	open my $f, '>', $path or die "$path: $!";
	print $f $text;
	close $f;
}

sub get {
	my ($path) = @_;
	open my $f, '<', $path or return;
	local $/;
	return scalar <$f>;
}

# Run a command: its exit status and all it said.
sub run {
	my ($command) = @_;
	my $said = qx($command 2>&1);
	return ($? >> 8, $said);
}

# Compile one page with ttc: status and errors.
sub ttc {
	my ($page, $options) = @_;
	unlink 'pages.c', 'pages.h';
	put('p.html', $page);
	return run("$ttc " . ($options // '') . ' -o pages.c -H pages.h p.html');
}

# ---- a small out.h, so that what is written can be run ----

mkdir 'web';
put('web/out.h', <<'C');
#pragma once
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct tt_out { const char *lang; };
typedef struct { const char *s; } tt_url;

static inline void put_escaped(struct tt_out *o, const char *s)
{
	(void)o;
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '<': printf("&lt;"); break;
		case '>': printf("&gt;"); break;
		case '&': printf("&amp;"); break;
		case '"': printf("&quot;"); break;
		default:  putchar(*s);
		}
	}
}
static inline void put_int(struct tt_out *o, int64_t n)
{
	(void)o;
	printf("%" PRId64, n);
}
static inline void put_part(struct tt_out *o, const char *s)
{
	(void)o;
	for (; *s != '\0'; s++) {
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-._~", *s))
			putchar(*s);
		else
			printf("%%%02X", (unsigned char)*s);
	}
}
static inline void put_url(struct tt_out *o, tt_url u)
{
	put_escaped(o, u.s);
}
static inline const char *str_int(int64_t n)
{
	static char s[9][24];
	static int i;
	i = (i + 1) % 9;
	snprintf(s[i], sizeof s[i], "%" PRId64, n);
	return s[i];
}
static inline const char *str_str(const char *s) { return s; }

#define TT_LIT(o, s) ((void)(o), fputs("" s, stdout))
#define TT_TEXT(o, x) _Generic((x), char *: put_escaped, \
    const char *: put_escaped, int64_t: put_int)(o, x)
#define TT_ATTR(o, x) TT_TEXT(o, x)
#define TT_URLPART(o, x) _Generic((x), char *: put_part, \
    const char *: put_part, int64_t: put_int)(o, x)
#define TT_URL(o, x) put_url(o, x)
#define TT_S(o, x) _Generic((x), char *: str_str, const char *: str_str, \
    int64_t: str_int)(x)

/* %s in order, %1$s by number, %% */
static inline const char *say(const char *f, const char **v)
{
	static char text[4][400];
	static int which;
	char *t = text[which = (which + 1) % 4], *s = t;
	int next = 0;

	for (; *f != '\0'; f++) {
		if (f[0] != '%')
			*s++ = *f;
		else if (f[1] == '%')
			*s++ = *f++;
		else if (f[1] == 's')
			s += sprintf(s, "%s", v[next++]), f++;
		else
			s += sprintf(s, "%s", v[f[1] - '1']), f += 3;
	}
	*s = '\0';
	return t;
}
static inline const char *
tt_say(struct tt_out *o, const char *id, int n, ...)
{
	const char *v[9] = { 0 };
	va_list ap;
	(void)o;
	va_start(ap, n);
	for (int i = 0; i < n; i++)
		v[i] = va_arg(ap, const char *);
	va_end(ap);
	return say(id, v);
}
static inline const char *tt_sayn(struct tt_out *o, const char *one,
    const char *many, int64_t count, int n, ...)
{
	const char *v[9] = { 0 };
	va_list ap;
	(void)o;
	va_start(ap, n);
	for (int i = 0; i < n; i++)
		v[i] = va_arg(ap, const char *);
	va_end(ap);
	return say(count == 1 ? one : many, v);
}
static inline void tt_csrf_field(struct tt_out *o)
{
	(void)o;
	printf("<CSRF>");
}
static inline void tt_lang_prefix(struct tt_out *o)
{
	printf("/%s", o->lang);
}
C
mkdir 'model';
put('model/pet.h', <<'C');
#pragma once
struct pet { const char *name; int64_t age; };
C
put('manifest', "css/site.css css/site.4fa3c2.css\njs/map.js js/map.99.js\n"
    . "art/a.png art/a.1.png\nart/b.png art/b.2.png\n"
    . "art/icons.svg art/icons.3.svg\n");

my $warn = '-std=gnu17 -O1 -Wall -Wextra -Wpedantic -Wshadow -Werror '
    . '-Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings '
    . '-Wformat=2 -Wconversion -Wno-unused-parameter';

# Each case: name, what follows `% page`'s `(struct tt_out *o, const char *x)`,
# and what comes out for the nastiest x. All are compiled as one binary.
my $nasty = q{"><script>alert('x')</script>&/..//};
my $text  = q{&quot;&gt;&lt;script&gt;alert('x')&lt;/script&gt;&amp;/..//};
my $part  = '%22%3E%3Cscript%3Ealert%28%27x%27%29%3C%2Fscript%3E%26%2F..%2F%2F';

my @shown = (
	# values
	['a value in text is escaped',
	    '<p>{x}</p>', "<p>$text</p>"],
	['a value in an attribute is escaped',
	    '<p title="a {x} b">c</p>', qq{<p title="a $text b">c</p>}],
	['a value in a title is escaped',
	    '<title>{x} | TailTribe</title>',
	    "<title>$text | TailTribe</title>"],
	['a value in a textarea is escaped, and its blanks are kept',
	    "<textarea name=\"n\">  a\n\n {x}\n</textarea>",
	    "<textarea name=\"n\">  a\n\n $text\n</textarea>"],
	['a value in a path is percent-encoded',
	    '<a href="/pet/{x}/edit">e</a>',
	    qq{<a href="/nl/pet/$part/edit">e</a>}],
	['a value in a query is percent-encoded',
	    '<a href="?q={x}&amp;p={(int64_t)2}">e</a>',
	    qq{<a href="?q=$part&amp;p=2">e</a>}],
	['a value in the query of an outside address is percent-encoded',
	    '<a href="https://osm.example/?q={x}">e</a>',
	    qq{<a href="https://osm.example/?q=$part">e</a>}],
	['a value in a fragment is percent-encoded',
	    '<a href="#{x}">e</a>', qq{<a href="#$part">e</a>}],
	['a value in mailto: and tel: is percent-encoded',
	    '<a href="mailto:{x}">e</a><a href="tel:+{(int64_t)32}">t</a>',
	    qq{<a href="mailto:$part">e</a><a href="tel:+32">t</a>}],
	['a path may begin with a value, after the language',
	    '<a href="/{x}">e</a>', qq{<a href="/nl/$part">e</a>}],
	['a tt_url may be a whole address',
	    '<a href="{(tt_url){ "https://a.be/?a&b" }}">e</a>',
	    '<a href="https://a.be/?a&amp;b">e</a>'],
	['C in a hole may hold braces, brackets, quotes and commas',
	    q[{(struct pet){ "}\\"{", (int64_t){2} }.name}{'}' == x[0] ? "a" : "b"}],
	    '}&quot;{b'],
	['a hole may go over lines',
	    "{x[0] == 'a'\n    ? \"a\"\n    : \"b\"}", 'b'],
	['doubled braces are braces',
	    '<p title="{{a}}">}}{{ {{{(int64_t)7}}}</p>',
	    '<p title="{a}">}{ {7}</p>'],

	# messages
	['a message is shown', '<p>{_ "Hello"}</p>', '<p>Hello</p>'],
	['a message is escaped like any text',
	    '<p title="{_ "A & \\"B\\""}">{_ "To %s, %s", x, (int64_t)4}</p>',
	    "<p title=\"A &amp; &quot;B&quot;\">To $text, 4</p>"],
	['a message may number its values',
	    '{_ "%2$s before %1$s, %2$s", "a", "b"}', 'b before a, b'],
	['a message may hold a percent sign',
	    '{_ "100 %% of %s", "it"}', '100 % of it'],
	['a message may go over lines',
	    "{_ \"one \"\n   \"two %s\",\n   x[0] == 'a' ? \"a\" : \"b\"}",
	    'one two b'],
	['a message follows a count',
	    '{n_ "%s night", "%s nights", (int64_t)1}, '
	    . '{n_ "%s night of %s", "%s nights of %s", (int64_t)3, "An"}',
	    '1 night, 3 nights of An'],
	['_() inside C is a message',
	    '{x[0] == 97 ? _("yes") : _("no")}', 'no'],

	# calls and lines
	['a part is called with o and its values',
	    "<ul>{> item(x, 3)}{> dot()}</ul>", "<ul><li>$text 3</li>.</ul>"],
	['if, elif, else and end are C',
	    "% if (x[0] == 'a')\n<b>a</b>\n% elif (x[0] == '\"')\n<b>q</b>\n"
	    . "% else\n<b>e</b>\n% end", '<b>q</b>'],
	['for is C, and let declares',
	    "<p>\n% let int64_t n = 2\n% for (int64_t i = 0; i < n; i++)\n"
	    . "<i>{i}</i>\n% end\n</p>", "<p>\n<i>0</i>\n<i>1</i>\n</p>"],
	['a let may have its semicolon, and braces',
	    "% let struct pet p = { .name = \"Rex\", .age = 2 };\n{p.name}",
	    'Rex'],
	['a % line goes on while a bracket is open',
	    "% if (x[0] == 'a' ||\n%     (x[0] == '\"'))\ny\n% end", 'y'],
	['a note leaves nothing',
	    "<p>a</p>\n  % # isn't it {\n<p>b</p>", "<p>a</p>\n<p>b</p>"],
	['an attribute comes and goes',
	    '<input id="a" ?checked={x[0] == 34} ?disabled={x[0] == 35}>',
	    '<input id="a" checked>'],

	# HTML
	['a comment is not sent', '<p>a<!-- {x} <b> % if -->b</p>',
	    '<p>ab</p>'],
	['a doctype, void elements and svg go through',
	    '<!doctype html><br><hr/><svg viewBox="0 0 1 1"><path d="M0"/></svg>',
	    '<!doctype html><br><hr><svg viewBox="0 0 1 1"><path d="M0"/></svg>'],
	['runs of blanks become one, and never none',
	    "<p>a   b\n\n\t c</p>  <i>d</i> <i>e</i>\n\n\n<i>{x[0] == 34 ? \"f\" : \"\"}</i> {_ \"g\"}",
	    "<p>a b\nc</p> <i>d</i> <i>e</i>\n<i>f</i> g"],
	['pre keeps its blanks', "<pre> a\n\n   {_ \"b\"}\n</pre>",
	    "<pre> a\n\n   b\n</pre>"],
	['blanks around a branch are those of its neighbours',
	    "a\n% if (x[0] == 'a')\nb\n% end\nc", "a\nc"],
	['turns of a loop at the start are kept apart',
	    "% for (int i = 0; i < 2; i++)\n<i>a</i>\n% end\nb",
	    "<i>a</i>\n<i>a</i>\nb"],
	['quotes, backslashes and question marks stay what they are',
	    q{"a" \n ??/ ??= %s %d é €}, q{"a" \n ??/ ??= %s %d é €}],
	['a tag may go over lines',
	    "<p\n   class=\"a\"\n   id=\"b\">c</p>",
	    '<p class="a" id="b">c</p>'],

	# what is added
	['a form that posts gets its token',
	    '<form action="/a" method="post"><b>x</b></form>',
	    '<form action="/nl/a" method="post"><CSRF><b>x</b></form>'],
	['a form that gets does not',
	    '<form method="get" action="/a"></form>',
	    '<form method="get" action="/nl/a"></form>'],
	['paths get the language, files and other languages do not',
	    join('', map { qq{<a href="$_">a</a>} } '/', '/a/b', '/nlx', '/static',
	        '/static/css/site.css', '/media/a', '/avatar/a', '/api/a',
	        '/webhook/a', '/stripe-sandbox/a', '/nl', '/fr/a', '/en?a',
	        '/de#a', '/fr{x}'),
	    join('', map { qq{<a href="$_">a</a>} } '/nl/', '/nl/a/b', '/nl/nlx',
	        '/nl/static', '/static/css/site.css', '/media/a', '/avatar/a',
	        '/api/a', '/webhook/a', '/stripe-sandbox/a', '/nl', '/fr/a',
	        '/en?a', '/de#a', "/fr$part")],
	['a formaction gets the language, a src does not',
	    '<button formaction="/a">b</button><img src="/media/{x}" alt="">',
	    '<button formaction="/nl/a">b</button>'
	    . qq{<img src="/media/$part" alt="">}],
	['a list of pictures is a list of addresses',
	    '<img alt="" src="/media/1" srcset="/media/{x} 1x, /media/2 2x">',
	    qq{<img alt="" src="/media/1" srcset="/media/$part 1x, /media/2 2x">}],
	['the one allowed script',
	    '<script type="module" src="/static/js/map.js"></script>',
	    '<script type="module" src="/static/js/map.js"></script>'],
);

my $pages = "% include \"model/pet.h\"\n% include <stdint.h>\n"
    . "% include \"model/pet.h\"\n";
(my $x = $nasty) =~ s/"/\\"/g;
my $main = <<"C";
#include "pages.h"
int main(void)
{
	struct tt_out o = { "nl" };
	const char *x = "$x";
C
for my $i (0 .. $#shown) {
	$pages .= "% page page_$i(struct tt_out *o, const char *x)\n"
	    . "$shown[$i][1]\n";
	$main .= "\tpage_$i(&o, x);\n\tputs(\"\\n====\");\n";
}
$pages .= "% part item(struct tt_out *o, const char *s, int n)\n"
    . "<li>{s} {(int64_t)n}</li>\n% part dot(struct tt_out *o)\n.\n";
$main .= "\treturn 0;\n}\n";
put('main.c', $main);

my ($status, $said) = ttc($pages);
is $said, '', 'the pages compile';
is $status, 0, '… and ttc is content';
($status, $said) = run("$cc $warn $safe -I. main.c pages.c -o show");
is $said, '', 'gcc has nothing to say about what was written';
my @out = split /\n====\n/, qx(./show);
for my $i (0 .. $#shown) {
	is $out[$i], $shown[$i][2], $shown[$i][0];
}

# ---- the files that are written ----

my $code = get('pages.c');
like $code, qr{\A[^\n]*\n#include "web/out.h"\n#include "model/pet.h"\n#include <stdint.h>\n#include "pages.h"\n\n#define _\(s\) tt_say\(o, s, 0\)\n},
    'pages.c includes out.h, each header once, its own header, then _()';
like get('pages.h'), qr{#include "web/out.h"\n#include "model/pet.h"\n},
    'pages.h includes the same';
like get('pages.h'), qr{\nvoid page_0\(struct tt_out \*o, const char \*x\);\n},
    'pages.h declares the pages';
unlike get('pages.h'), qr{item}, '… and not the parts';

ttc("% page p(struct tt_out *o)\n<p>a</p>\n<p>b</p>\n{\"c\"}\n<i>d</i>\n");
like get('pages.c'),
    qr{\{\n\tTT_LIT\(o, "<p>a</p>\\n"\n\t    "<p>b</p>\\n"\);\n#line 4 "p.html"\n\tTT_TEXT\(o, \("c"\)\);\n\tTT_LIT\(o, "\\n"\n\t    "<i>d</i>"\);\n\}},
    'HTML in a row is one TT_LIT, and C cites its line';

ttc("% page p(struct tt_out *o)\n<p>" . ('é' x 5000) . "</p>\n");
($status, $said) = run("$cc $warn -I. -c pages.c -o pages.o");
is $said, '', 'a long literal is cut to what C promises';
my @literals = get('pages.c') =~ /TT_LIT/g;
is @literals, 3, '… in no more pieces than needed';

put('a"\\.html', "% page p(struct tt_out *o)\n{1 +}\n");
run("$ttc -o pages.c -H pages.h 'a\"\\.html'");
like get('pages.c'), qr{#line 2 "a\\"\\\\\.html"}, 'a path is quoted in #line';

mkdir 'sub';
put('sub/q.html', "% page q(struct tt_out *o)\n{_ \"Book %s\", 3}\n");
run("$ttc -o pages.c -H pages.h sub/q.html");
($status, $said) = run("$cc -I. -c pages.c -o pages.o");
like $said, qr{sub/q\.html:2:}, 'gcc speaks of the page, as it was named';
SKIP: {
	skip 'no xgettext here', 1 if system('xgettext --version >/dev/null 2>&1');
	put('sub/q.html', "% page q(struct tt_out *o)\n<p>\n{_ \"Book %s\", \"a\"}\n"
	    . "{n_ \"%s day\", \"%s days\", (int64_t)2}{_(\"Go\")}</p>\n");
	run("$ttc -o pages.c -H pages.h sub/q.html");
	run('xgettext -c -k_ -ktt_say:2 -ktt_sayn:2,3 -o out.pot pages.c');
	like get('out.pot'), qr{sub/q\.html:3.*?Book %s.*sub/q\.html:4.*?msgid "%s day"\nmsgid_plural "%s days"}s,
	    'xgettext finds the messages, and cites the page';
}

# ---- the frame ----

($status, $said) = ttc("% page-open head(struct tt_out *o)\n<html lang=\"nl\">"
    . "<body>\n% page-close foot(struct tt_out *o)\n</body>\n</html>\n");
is "$status$said", '0', 'the halves of the frame open and close it';

# ---- the manifest ----

($status, $said) = ttc(<<'HTML', '-m manifest');
% page p(struct tt_out *o)
<link rel="stylesheet" href="/static/css/site.css">
<script type="module" src="/static/js/map.js"></script>
<img alt="" src="/static/art/a.png" srcset="/static/art/a.png 1x, /static/art/b.png 2x">
<svg><use href="/static/art/icons.svg#dog"/></svg>
HTML
is $said, '', 'files in the manifest are found';
like get('pages.c'), qr{css/site\.4fa3c2\.css.*js/map\.99\.js.*art/a\.1\.png.*art/a\.1\.png 1x, /static/art/b\.2\.png 2x.*icons\.3\.svg#dog}s,
    '… and called by their hashed names';
($status, $said) = ttc("% page p(struct tt_out *o)\n<img src=\"/static/c.png\" alt=\"\">\n",
    '-m manifest');
is $said, "p.html:2:11: error: c.png is not in the manifest\n",
    'a file that is not in the manifest is an error';
ok !-e 'pages.c' && !-e 'pages.h', '… and nothing is written';

# ---- types, by gcc ----

for my $case (
	['text as a whole address',      '<a href="{x}">a</a>'],
	['text as a whole picture list', '<img alt="" srcset="{x}">'],
	['an address as text',           '<p>{(tt_url){ x }}</p>'],
	['an address in a path',         '<a href="/a/{(tt_url){ x }}">a</a>'],
	['a struct as text',             '<p>{*o}</p>'],
	['a pointer as text',            '<p>{o}</p>'],
) {
	my ($name, $html) = @$case;
	($status, $said) = ttc("% page p(struct tt_out *o, const char *x)\n$html\n"
	    . "<p>{x}</p>\n");
	is $status, 0, "ttc leaves to gcc: $name";
	($status, $said) = run("$cc -I. -c pages.c -o pages.o");
	like $said, qr{p\.html:2:\d+: (?:error|note)}, '… and gcc refuses it, in the page';
}

# ---- refusals: name, HTML from line 2 on, line:column and message ----

my @refused = (
	# values where none can be
	['a value in a tag name', '<h{n}>', '2:3: a value cannot be the name'],
	['a value as a tag name', '<{n}>', '2:1: a value cannot be the name'],
	['a value in an end tag', '</{n}>', '2:1: a value cannot be the name'],
	['a value in an attribute name', '<p data-{n}="a">',
	    '2:9: a value cannot be the name'],
	['a value as an attribute', '<p {n}>', '2:4: a value cannot be the name'],
	['an unquoted value', '<p class={n}>', '2:9: a value stands in double'],
	['an unquoted word', '<p class=a>', '2:9: a value stands in double'],
	['single quotes', "<p class='a'>", '2:9: a value stands in double'],
	['an attribute without a blank before it', '<p a="b"c="d">',
	    '2:9: a blank is missing'],
	['a quote where an attribute is due', '<p a="b" "c">',
	    '2:10: this is not an attribute'],
	['a call in an attribute', '<p a="{> b()}">',
	    '2:7: a call stands between tags'],
	['a call in a title', '<title>{> b()}</title>',
	    '2:8: a call stands between tags'],

	# script and style
	['a script', '<script>a</script>', '2:1: the one script'],
	['a script in capitals', '<SCRIPT>a</SCRIPT>', '2:1: the one script'],
	['a script from elsewhere',
	    '<script type="module" src="https://a.be/a.js"></script>',
	    '2:1: the one script'],
	['a script that is no module', '<script src="/static/a.js"></script>',
	    '2:1: the one script'],
	['a script of another folder',
	    '<script type="module" src="/media/a.js"></script>',
	    '2:1: the one script'],
	['a script named by a value',
	    '<script type="module" src="/static/{n}"></script>',
	    '2:28: a file in /static/ is named in full'],
	['a script with a body',
	    '<script type="module" src="/static/a.js">a</script>',
	    '2:1: no script is written in a page'],
	['data as a script', '<script type="application/json">1</script>',
	    '2:1: the one script'],
	['a style element', '<style>a</style>', '2:1: no style is written'],
	['on…=', '<p OnClick="a">', '2:4: OnClick= is script'],
	['on…= that comes and goes', '<p ?onclick={n}>',
	    '2:5: onclick= is script'],
	['style=', '<p style="a">', '2:4: style= is refused'],
	['srcdoc=', '<iframe srcdoc="a">', '2:9: srcdoc= is refused'],
	(map { ["<$_>", "<$_>", "2:1: <$_> has no place"] }
	    qw(base object embed applet frame frameset plaintext xmp noembed
	        noframes animate set)),

	# forms
	['a form without a method', '<form action="/a">',
	    '2:1: a form says its method'],
	['a form with an odd method', '<form method="put" action="/a">',
	    '2:7: a method is'],
	['a form whose method is a value', '<form method="{n}" action="/a">',
	    '2:7: a method is'],
	['a post to another host', '<form method="post" action="https://a.be/">',
	    '2:1: a form posts to a /path'],
	['a post in capitals to another host',
	    '<FORM METHOD="POST" ACTION="https://a.be/">',
	    '2:1: a form posts to a /path'],
	['a post to an address in a value',
	    '<form method="post" action="{u}">', '2:1: a form posts to a /path'],
	['a post to nowhere', '<form method="post">',
	    '2:1: a form posts to a /path'],
	['a button that posts elsewhere',
	    '<button formaction="https://a.be/">a</button>',
	    '2:9: a form posts to a /path'],
	['a button that posts to a value',
	    '<button formaction="{u}">a</button>', '2:9: a form posts to a /path'],
	['a form in a form',
	    '<form method="get"><form method="get"></form></form>',
	    '2:20: a form cannot stand in a form'],

	# addresses
	['javascript:', '<a href="javascript:a()">', '2:10: an address begins'],
	['javascript: with an entity', '<a href="&#106;avascript:a()">',
	    '2:10: an address begins'],
	['javascript: after a blank', '<a href=" javascript:a()">',
	    '2:10: an address begins'],
	['data:', '<img alt="" src="data:image/png,a">',
	    '2:18: an address begins'],
	['http:', '<a href="http://a.be/">', '2:10: an address begins'],
	['an empty address', '<a href="">', '2:10: an address begins'],
	['a relative path', '<a href="a/b">', '2:10: an address begins'],
	['//', '<a href="//a.be/">', '2:10: // leads to another host'],
	['/\\', '<a href="/\\a.be/">', '2:10: // leads to another host'],
	['a backslash further on', '<a href="/a\\b">', '2:12: this has no place'],
	['a blank in an address', '<a href="/a b">', '2:12: this has no place'],
	['a brace in an address', '<a href="/a}}">', '2:12: this has no place'],
	['a value, and then text', '<a href="{u}/a">',
	    '2:13: an address that begins with a value'],
	['two values', '<a href="{u}{u}">',
	    '2:13: an address that begins with a value'],
	['a value in a host', '<a href="https://{n}/">',
	    '2:18: a value stands after'],
	['a value after a host', '<a href="https://a.be{n}">',
	    '2:22: a value stands after'],
	['a value at once in a src', '<img alt="" src="/{n}">',
	    '2:18: a folder comes before a value'],
	['a value in the name of a static file',
	    '<img alt="" src="/static/{n}.png">',
	    '2:18: a file in /static/ is named in full'],
	['a message in an address', '<a href="/{_ "a"}">',
	    '2:11: a message has no place'],
	['a message as an address', '<a href="{_ "a"}">',
	    '2:10: a message has no place'],
	['an address without a value', '<a href>', '2:4: an address cannot be'],
	['an address that comes and goes', '<a ?href={n}>',
	    '2:4: an address cannot be'],
	['a list with a relative path',
	    '<img alt="" srcset="/media/a 1x, b 2x">',
	    '2:34: an address begins'],
	['a list with a value as a width', '<img alt="" srcset="/media/a {n}x">',
	    '2:30: a width or density is written out'],
	['a refresh to a value', '<meta http-equiv="refresh" content="0;{n}">',
	    '2:28: the content of an http-equiv'],
	(map { ["javascript: in $_=", qq{<p $_="javascript:a">},
	    "2:" . (6 + length) . ': an address begins'] } qw(action cite data formaction ping poster
	    src srcset xlink:href)),

	# tags
	['an element left open', "<p>\n<b>a</b>", '2:1: <p> is not closed'],
	['a wrong end tag', '<p><b>a</p></b>', '2:8: </p> stands where </b>'],
	['an end tag too many', '</p>', '2:1: there is no <p> to close'],
	['an end tag of a void element', '<br></br>', '2:5: <br> has no end'],
	['an omitted end tag', '<ul><li>a<li>b</ul>',
	    '2:15: </ul> stands where </li>'],
	['a closed start', '<p/>', '2:1: HTML does not close <p> with />'],
	['an end tag with attributes', '<p></p a="b">', '2:4: an end tag is'],
	['an attribute twice', '<p class="a" CLASS="b">',
	    '2:14: CLASS= is here twice'],
	['an attribute twice, once at will', '<input id="a" checked ?checked={n}>',
	    '2:24: checked= is here twice'],
	['<img> without alt', '<img src="/media/a">', '2:1: an <img> has an alt'],
	['<input> without an id', '<input name="a">', '2:1: an <input> that'],
	['<input type="date"> without an id', '<input type="date" name="a">',
	    '2:1: an <input> that'],
	['a tag left open', '<p class="a"', '2:1: this tag is not closed'],
	['a value left open', '<p class="a', '2:9: this value is not closed'],
	['a comment left open', '<!-- a', '2:1: this comment is not closed'],
	['another doctype', '<!DOCTYPE svg>', '2:1: write <!doctype html>'],
	['a < in text', 'a < b', '2:3: write &lt;'],
	['a tag in a title', '<title><b>a</b></title>', '2:8: <title> holds text'],
	['a tag in a textarea', '<textarea><b></textarea>',
	    '2:11: <textarea> holds text'],

	# lines
	['a % line in a tag', "<p\n% if (1)\n>", '3:1: a % line stands between'],
	['a % line in a value', "<p title=\"\n % if (1)\n\">",
	    '3:1: a % line stands between'],
	['an unknown line', '% while (1)', '2:1: no line begins with % while'],
	['a block not ended', "% if (1)\na", '2:1: this block is not ended'],
	['a block not ended before the next page',
	    "% if (1)\n% page q(struct tt_out *o)", '2:1: this block is not'],
	['an end too many', "% end", '2:1: there is no % if or % for'],
	['an else too many', "% else", '2:1: there is no % if or % for'],
	['an else after else', "% if (1)\n% else\n% else\n% end",
	    '4:1: there is no % if to go with'],
	['an elif after else', "% if (1)\n% else\n% elif (1)\n% end",
	    '4:1: there is no % if to go with'],
	['an else in a loop', "% for (;;)\n% else\n% end",
	    '3:1: there is no % if to go with'],
	['words after end', "% if (1)\n% end if", '3:1: nothing may follow'],
	['words after else', "% if (1)\n% else if\n% end",
	    '3:1: nothing may follow'],
	['a condition without brackets', '% if 1', '2:1: put the whole of it'],
	['a condition half in brackets', '% if (1) && (2)',
	    '2:1: put the whole of it'],
	['a brace after a condition', '% if (1) {',
	    '2:1: a bracket of this line is not closed'],
	['a bracket not closed', "% if (1\na\n% end",
	    '2:1: a bracket of this line is not closed'],
	['an element opened in a branch', "% if (1)\n<p>\n% end\n</p>",
	    '3:1: <p> is not closed in the block'],
	['an element opened in each branch',
	    "% if (1)\n<p>\n% else\n<p>\n% end\n</p>",
	    '3:1: <p> is not closed in the block'],
	['an element closed in a branch', "<p>\n% if (1)\n</p>\n% end",
	    '4:1: </p> closes what this block did not open'],
	['an element closed and opened in a loop',
	    "<p>\n% for (;;)\n</p><p>\n% end\n</p>",
	    '4:1: </p> closes what this block did not open'],
	['two declarations in a line', '% let int a = 1; int b = 2',
	    '2:1: one declaration in a line'],
	['nothing declared', '% let', '2:1: write % let'],
	['a header inside a page', '% include "a.h"', '2:1: a header belongs'],
	['a page without o', '% page q(void)', '2:1: write name(struct tt_out'],
	['a page with a body', '% page q(struct tt_out *o) {}',
	    '2:1: write name(struct tt_out'],
	['a C comment in a line', '% if (1) // a', '2:1: a comment has no place'],

	# holes
	['a hole not closed', '<p>{n</p>', '2:5: this hole is not closed'],
	['a hole with nothing', '{ }', '2:2: there is no value'],
	['a brace alone', 'a } b', '2:3: no hole ends here'],
	['two values in a hole', '{n, n}', '2:3: a hole holds one value'],
	['a statement in a hole', '{n; n}', '2:3: a hole holds one value'],
	['a way out of a hole', '{n); evil((1}', '2:3: this bracket was not'],
	['a C comment in a hole', '{n // }', '2:4: a comment has no place'],
	['a C comment in a hole, of the other kind', '{n /* }',
	    '2:4: a comment has no place'],
	['a preprocessor line in a hole', "{n\n#if 0\n}", '3:1: a # or \\'],
	['a quote not closed', '{"a}', '2:2: this quote is not closed'],
	['a call without brackets', '{> b}', '2:1: write {> name(values)}'],
	['a call with more after it', '{> b() + 1}',
	    '2:8: a hole holds one value'],
	['a condition without a hole', '<input id="a" ?checked="a">',
	    '2:15: write ?name={condition}'],

	# messages
	['a message with markup', '{_ "a <b>b</b>"}', '2:7: a message holds no'],
	['a message with too few values', '{_ "%s %s", n}',
	    '2:1: the message speaks of 2 values, 1 are given'],
	['a message with too many values', '{_ "a", n}',
	    '2:1: the message speaks of 0 values, 1 are given'],
	['a message that skips a number', '{_ "%1$s %3$s", n, n, n}',
	    '2:4: a number is missing'],
	['a message that mixes its ways', '{_ "%1$s %s", n}', '2:4: %s and %1$s'],
	['a message with %d', '{_ "%d", n}', '2:5: a message knows %s'],
	['a message with a lone %', '{_ "5 %"}', '2:7: a message knows %s'],
	['a message with an odd escape', '{_ "\\x3c"}', '2:5: a message knows'],
	['a message that is a value', '{_ n}', '2:4: a message is a text'],
	['a count without its value', '{n_ "a", "b"}', '2:1: write {n_'],
	['a count with one text', '{n_ "%s a", n}', '2:13: a message is a text'],
	['a count not spoken of', '{n_ "a night", "%s nights", n}',
	    '2:1: the message speaks of 0 values, 1 are given'],

	# bytes
	['a carriage return', "a\r\nb", '2:2: a line ends with a newline'],
	['a NUL', "a\0b", '2:2: a control character'],
	['columns are characters', 'é€ <', '2:4: write &lt;'],
);

# Each page tells its first error, so one run is enough for all of them.
for my $i (0 .. $#refused) {
	put("r$i.html", "% page p(struct tt_out *o)\n$refused[$i][1]\n");
}
unlink 'pages.c', 'pages.h';
($status, $said) = run("$ttc -o pages.c -H pages.h "
    . join ' ', map { "r$_.html" } 0 .. $#refused);
is $status, 1, 'ttc fails';
ok !-e 'pages.c' && !-e 'pages.h', '… and writes nothing';
my %said = map { /^r(\d+)\.html:(.*)/ ? ($1, $2) : () } split /\n/, $said;
for my $i (0 .. $#refused) {
	my ($name, undef, $error) = @{$refused[$i]};
	$error =~ s/^(\d+:\d+: )/$1error: /;
	like $said{$i} // 'nothing', qr{^\Q$error\E}, "refused: $name";
}

($status, $said) = ttc("hello\n% page p(struct tt_out *o)\n");
is $said, "p.html:1:1: error: this stands before the first % page\n",
    'refused: text before the first page';
($status, $said) = ttc("% if (1)\n");
is $said, "p.html:1:1: error: this belongs in a % page\n",
    'refused: a block before the first page';
($status, $said) = ttc("% include model.h\n");
is $said, "p.html:1:1: error: write % include \"folder/name.h\"\n",
    'refused: a header without quotes';

put('a.html', "% page a(struct tt_out *o)\n<p>\n");
put('b.html', "% page b(struct tt_out *o)\n\n<b>\n");
($status, $said) = run("$ttc -o pages.c -H pages.h a.html b.html");
is $said, "a.html:2:1: error: <p> is not closed\n"
    . "b.html:3:1: error: <b> is not closed\n", 'each page tells its error';
ok !-e 'pages.c' && !-e 'pages.h', '… and nothing is written';

($status, $said) = run("$ttc -o pages.c a.html");
is $status, 2, 'without its options, it says how it is called';
like $said, qr{^usage: }, '… in a line';
($status, $said) = run("$ttc -o pages.c -H pages.h none.html");
is $said, "ttc: none.html: No such file or directory\n",
    'a page that is not there';

done_testing;
