#!/usr/bin/perl
# The pages that everybody may read, health, and what only the demo has.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use MIME::Base64 ();
use Test::More;
use TT;

my $people = ($ENV{TT_BUILD} // '.') . '/t/page/people';
plan skip_all => "no $people" unless -x $people;
my $data = $ENV{TT_SRC} // "$FindBin::Bin/../..";

my $server = TT::Server->new('site', tables => [$people], data => $data,
    demo => 'yes', operator_name => 'Honden & Katten bv',
    operator_address => 'Kerkstraat 1, 2800 Mechelen');
my $c = TT::Client->new($server, lang => 'en');
my $mails = $server->dir . '/mail';

# ---- home ----

my $page = $c->get('/');
is $page->status, 200, 'the home page opens';
is $page->sql, 0, 'without the database';
like $page->body, qr/<title>Find a caregiver for your pet \| TailTribe/, 'a title';
like $page->body, qr/<meta name="description" content="[^"]{50,155}">/,
    'a description';
is scalar(() = $page->body =~ /<h1>/g), 1, 'one heading above all';
like $page->body, qr{<form class="search" method="get" action="/en/search"},
    'the search form comes first';
like $page->body, qr{<label for="$_">}, "its field $_ has a label"
    for qw(place service from to pets);
like $page->body, qr{href="/en/search\?service=walk">Dog walk<},
    'each service leads into search';
like $page->body, qr{href="/en/search\?place=9000">}, 'so does each town';
like $page->text, qr/80 % is for the caregiver/, 'the share is the true one';
ok $page->header('X-Accel-Expires') > 0, 'visitors may share it';
is $page->header('Set-Cookie'), undef, 'nobody gets a cookie';
my $away = $c->request('GET', '/', '', { HTTP_ACCEPT_LANGUAGE => 'de' });
is $away->status, 302, 'without a language it asks the browser';
is $away->header('Location'), '/de/', 'which wants German';
for (qw(nl fr de)) {
	my $other = $c->get("/$_/");
	is $other->status, 200, "home in $_";
	like $other->body, qr/<html lang="$_">/, 'says its language';
}

# ---- our texts ----

for my $name (qw(help how-it-works cancellation fees safety ranking
    become-caregiver terms privacy cookies accessibility imprint)) {
	for my $lang (qw(nl fr en de)) {
		my $text = $c->get("/$lang/$name");
		is $text->status, 200, "/$lang/$name opens";
		like $text->body, qr{<title>[^<|]+ \| TailTribe</title>},
		    'with a title';
		like $text->body, qr{<meta name="description" content="[^"]{20,}},
		    'and a description';
		unlike $text->text, qr/\{|\}|\]\(|##/, 'all of it is made text';
		unlike $text->body, qr{href="/(?!$lang/|static/|(?:nl|fr|en|de)[/"])},
		    'its links stay in the language';
	}
	like $c->get("/$name")->body, qr{<a href="/en/$name" aria-current="page">},
	    'the menu says where we are';
}
$page = $c->get('/help');
like $page->body, qr{<details><summary>[^<]+\?</summary>}, 'questions unfold';
$page = $c->get('/imprint');
like $page->body, qr{Honden &amp; Katten bv}, 'the imprint names the operator';
like $page->body, qr{help\@tailtribe\.test}, 'and how to write to them';
unlike $page->text, qr/VAT number/, 'and says nothing where there is nothing';
ok $page->header('X-Accel-Expires') > 0, 'texts may be kept';

# ---- provinces ----

$page = $c->get('/places');
is scalar(() = $page->body =~ m{<li><a href="/en/places/}g), 11,
    'eleven provinces';
$page = $c->get('/fr/places/flandre-orientale');
is $page->status, 200, 'a province by its French name';
like $page->body, qr{href="/fr/search\?place=9000">Gand<}, 'leads to its towns';
like $page->body, qr{class="crumbs"}, 'and says where we are';
is $c->get('/fr/places/oost-vlaanderen')->header('Location'),
    '/fr/places/flandre-orientale', 'its Dutch name leads there';
is $c->get("/places/$_")->status, 404, "no province $_"
    for qw(utrecht atlantis a.b);
for ($c->get('/nl/places')->body =~ m{href="/nl/places/([^"]+)"}g) {
	my $province = $c->get("/nl/places/$_");
	is $province->status, 200, "province $_";
	cmp_ok scalar(() = $province->body =~ m{search\?place=\d{4}"}g), '>', 10,
	    'has towns';
}

# ---- contact ----

my @form = (name => 'An', email => 'an@example.be', subject => 'A question',
    message => 'How do I change the day of a booking?');
$page = $c->get('/contact');
is $page->status, 200, 'the contact form opens';
like $page->body, qr{<label for="$_">}, "$_ has a label"
    for qw(name email subject message);
$page = $c->post('/contact', @form[0 .. 5]);
is $page->status, 422, 'a message with nothing in it is refused';
$page = $c->post('/contact', name => 'An', email => 'an', subject => 'Hi <b>',
    message => 'short');
is $page->status, 422, 'so is one that does not fit';
like $page->body, qr{<a href="#email">}, 'the summary leads to the field';
like $page->text, qr/at least 10 characters/, 'and says what is missing';
like $page->body, qr{value="Hi &lt;b&gt;"}, 'what was typed is kept, as typed';
is scalar($server->sql("SELECT 1 FROM job WHERE kind = 'mail-contact'")), 0,
    'nothing is sent yet';
$page = $c->post('/contact', @form);
is $page->status, 303, 'a message is taken';
is $page->location, '/contact/sent', 'and thanked for';
like $c->get('/contact/sent')->text, qr/We have your message/, 'in words';
my @jobs = $server->sql("SELECT detail FROM job WHERE kind = 'mail-contact'");
is scalar @jobs, 4, 'one mail is due: name, address, subject, message';
is_deeply [map { $_->[0] } @jobs], [map { $form[$_] } 1, 3, 5, 7],
    'with all that was typed';
is $c->post('/contact', @form, csrf => 'x' x 80)->status, 403,
    'a forged form is refused';
is $c->post('/contact', @form)->status, 303, 'more may come' for 2 .. 5;
$page = $c->post('/contact', @form);
is $page->status, 429, 'but not a sixth within the hour';
ok $page->header('Retry-After') > 0, 'it says when';
like $page->body, qr{How do I change}, 'and the text is not lost';
my $other = TT::Client->new($server, lang => 'en', address => '192.0.2.8');
$other->get('/contact');
is $other->post('/contact', @form)->status, 303, 'others still may';
is $other->post('/contact', @form, subject => "a\r\nBcc: x")->status, 400,
    'a field that comes twice is refused';
like $c->get('/contact?about=123')->body, qr{name="subject"[^>]*value="Profile 123"},
    'a report names its profile';
like $c->get('/contact?about=%3Cb%3E')->body, qr{name="subject"[^>]*value=""},
    'and nothing else';

# ---- machines ----

sub plain { return $c->request('GET', $_[0]) }

$page = plain('/robots.txt');
is $page->header('Content-Type'), 'text/plain; charset=utf-8', 'robots.txt';
like $page->body, qr{^Disallow: /\*/account$}m, 'keeps robots from accounts';
like $page->body, qr{^Sitemap: https://tailtribe\.test/sitemap\.xml$}m,
    'and names the map';
$page = plain('/sitemap.xml');
is $page->header('Content-Type'), 'application/xml', 'the map';
cmp_ok length $page->body, '<', 2 << 20, 'is bounded';
like $page->body, qr{<loc>https://tailtribe\.test/de/fees</loc>}, 'has our texts';
like $page->body, qr{hreflang="fr" href="https://tailtribe\.test/fr/places/namur"},
    'provinces by their own name';
is scalar(() = $page->body =~ m{/nl/caregiver/\d+</loc>}g), 26,
    'and who is approved, nobody else';
unlike $page->body, qr{demo|account|admin}, 'and nothing private';

$page = plain('/avatar/3-1-2-EV.svg');
is $page->status, 200, 'a face is drawn';
is $page->header('Content-Type'), 'image/svg+xml', 'as a picture';
like $page->body, qr{>EV</text>}, 'with initials';
is $page->header('X-Accel-Expires'), 31536000, 'for ever';
is plain("/avatar/$_")->status, 404, "no face $_"
    for qw(6-0-0-EV.svg 0-4-0-EV.svg 0-0-3-EV.svg 0-0-0-ev.svg 0-0-0-ABC.svg
    0-0-0-EV.png 0-0-0-EV.svg.svg 0-0-0 00-0-0-E.svg -0-0-0-E.svg);

like plain('/livez')->body, qr/ok/, 'it lives';
is plain('/livez')->sql, 0, 'and asks nobody';
is plain('/readyz')->status, 200, 'it is ready';
is plain('/api/health')->body, "{\"status\":\"ok\"}\n", 'the public gets a word';
is plain('/api/health')->header('X-Accel-Expires'), 1, 'for a second';
is plain('/nl/livez')->status, 404, 'in no language';

# ---- the demo ----

sub mail {
	my ($id, $text) = @_;
	open my $f, '>', "$mails/$id.eml" or die $!;
	print $f $text;
	close $f;
}

like $c->get('/demo')->text, qr/an\@example\.be/, 'the demo names its people';
like $c->get('/demo/mail')->text, qr/No mails yet/, 'no mail is said to be none';
my $text = "Hallo,\r\n\r\nhttps://tailtribe.test/nl/verify/abc?x=1\r\n"
    . "https://evil.example/ https://tailtribe.test.evil.example/\r\n"
    . "<script>alert(1)</script> \xc3\xa9\r\n";
mail(1001, "From: TailTribe <post\@tailtribe.test>\r\nTo: <an\@example.be>\r\n"
    . 'Subject: =?UTF-8?B?' . MIME::Base64::encode("Bevestig <b> \xc3\xa9", '')
    . "?=\r\n =?UTF-8?Q?_adres=3F?=\r\nContent-Type: multipart/alternative; "
    . "boundary=\"tt-1\"\r\n\r\n--tt-1\r\nContent-Type: text/plain; "
    . "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    . MIME::Base64::encode($text, "\r\n") . "--tt-1\r\nContent-Type: text/html"
    . "\r\n\r\n<p>no</p>\r\n--tt-1--\r\n");
mail(1002, "Subject: Second\n\nplain =\n");
mail(1003, "\xff\xfe\x00garbage");
mail('../1004', 'Subject: outside');
$page = $c->get('/demo/mail');
like $page->body, qr{1003\.eml.*1002\.eml.*1001\.eml}s, 'the newest mail first';
like $page->text, qr/Bevestig <b> \xc3\xa9 adres\? an|Bevestig <b> \xc3\xa9 adres\? <an/,
    'a subject is decoded';
$page = $c->get('/demo/mail/1001.eml');
is $page->status, 200, 'a mail opens';
like $page->body, qr{<a href="https://tailtribe\.test/nl/verify/abc\?x=1">},
    'a link of ours can be followed';
unlike $page->body, qr{href="https://evil|href="https://tailtribe\.test\.evil},
    'no other can';
like $page->body, qr{&lt;script&gt;alert}, 'and nothing in it is obeyed';
like $page->body, qr{\xc3\xa9}, 'accents are kept';
unlike $page->body, qr{<p>no</p>|&lt;p&gt;no}, 'only the plain text is shown';
is $c->get('/demo/mail/1003.eml')->status, 200, 'garbage does no harm';
is $c->get("/demo/mail/$_")->status, 404, "no mail $_"
    for qw(1004.eml 9.eml 1001 x.eml 1001.eml.part 00000000000000000000001.eml);
unlike $c->get('/demo/mail')->text, qr/outside/, 'nor any from elsewhere';

my $real = TT::Server->new('site', data => $data,
    tables => $ENV{TT_TEST_DB} ? 0 : [$people]);
my $v = TT::Client->new($real, lang => 'en');
is $v->get($_)->status, 404, "$_ is only in a demo"
    for '/demo', '/demo/mail', '/demo/mail/1001.eml';
unlike $v->get('/')->body, qr/made up/, 'and elsewhere nobody is made up';

my $alone = TT::Server->new('site', tables => 0, data => $data,
    database => 'sqlite:' . $server->dir . '/none/none.db');
my $w = TT::Client->new($alone);
is $w->request('GET', '/livez')->status, 200,
    'without a database it still lives';
is $w->request('GET', '/readyz')->status, 503, 'but is not ready';
is $w->request('GET', '/api/health')->body, "{\"status\":\"degraded\"}\n",
    'and says so in a word';

unlike $server->log_text, qr/fault|error:/, 'nothing went wrong meanwhile';

done_testing;
