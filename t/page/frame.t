#!/usr/bin/perl
# The web layer by its outside: a probe with a route of every kind, spoken to
# as nginx would speak.
#
# $TT_PROBE is the probe (t/page/probe in $TT_BUILD without it).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use TT;

my $probe = $ENV{TT_PROBE} // ($ENV{TT_BUILD} // '.') . '/t/page/probe';
plan skip_all => "no $probe" unless -x $probe;

my $server = TT::Server->new($probe, tables => [$probe, '--migrate'],
    demo => 'yes');
my $site = $server->site;
my $c = TT::Client->new($server);

# ---- addresses and languages ----

my $page = $c->get('/thing/12?x=1&y=%C3%A9');
is $page->status, 200, 'a page opens';
like $page->text, qr/arg=\[12\]/, 'an id in the path arrives as a number';
like $page->body, qr/query=\[x=1&amp;y=%C3%A9\]/, 'the query is as it came';
is $page->header('Content-Type'), 'text/html; charset=utf-8',
    'a page is HTML in UTF-8';
is $page->header('Cache-Control'), 'no-store', 'a page is not kept';
is $page->header('X-Content-Type-Options'), 'nosniff', 'nothing is sniffed';
is $page->header('Content-Language'), 'nl', 'the language is told';
is $page->header('Content-Length'), length $page->raw, 'the length is right';
like $page->body, qr{<html lang="nl">}, 'the page says its language';
like $page->body, qr{href="/fr/thing/12\?x=1&amp;y=%C3%A9" lang="fr"},
    'the same page in French is one click away';
like $page->body, qr{rel="canonical" href="\Q$site\E/nl/thing/12"},
    'the canonical address leaves the query out';
like $page->body, qr{made up}, 'a demo says so';
is $page->sql, 0, 'without a cookie no statement runs';
cmp_ok $page->arena, '<', 100, 'a page takes little memory';
unlike $page->log_line, qr/x=1/, 'the log has no query';
like $page->log_line, qr{ GET /thing/# 200 \d+ms sql=0 arena=\d+k bytes=\d+$},
    'the log names the route';

is $c->get('/word/a.b-C_9')->status, 200, 'a word of plain characters fits';
for ('/word/a%20b', '/word/a%2Fb', '/word/' . 'a' x 65, '/thing/0',
    '/thing/-1', '/thing/01', '/thing/9223372036854775808', '/thing/12x',
    '/nothing', '/thing', '/word/', '/livez') {
	my $status = $c->get($_)->status;
	ok $status == 404 || $status == 400, "no page at $_";
}
is $c->get('/thing/9223372036854775807')->status, 200, 'the largest id fits';
for ('/nl/../etc', '/nl//x', '/nl/%', '/nl/%zz', '/nl/%00', '/nl/a%0Ab',
    '/nl/a\\b', '/nl/%FF', '/nl/%C0%AF', '/nl/a#b', 'nl', '',
    'http://evil/nl/', '/nl/./a', '/nl/a/..') {
	is $c->request('GET', $_)->status, 400, "not a path: '$_'";
}
is $c->request('GET', '/nl/' . 'a' x 9000)->status, 414,
    'an address of 9 KB is too long';

for (['nl', ''], ['fr', 'fr-BE,fr;q=0.9,en;q=0.8'], ['de', 'de'],
    ['en', 'en-GB,nl;q=0.5'], ['nl', 'en;q=0.2,nl;q=0.9'], ['nl', 'ru,zh'],
    ['nl', 'x' x 300], ['de', 'es, de;q=0.1'], ['nl', 'fry,den']) {
	$page = $c->request('GET', '/thing/12?a=b', '',
	    { HTTP_ACCEPT_LANGUAGE => $_->[1] });
	is $page->status . ' ' . $page->header('Location'),
	    "302 /$_->[0]/thing/12?a=b", "'$_->[1]' leads to $_->[0]";
}
is $page->header('Vary'), 'Accept-Language', '… and depends on the language';
is $c->request('GET', '/')->header('Location'), '/nl/', '/ leads to /nl/';
is $c->request('GET', '/nl')->status, 308, '/nl moves';
is $c->request('GET', '/nl?a')->header('Location'), '/nl/?a', '… to /nl/';
is $c->request('GET', '/nl/')->status, 200, '/nl/ is the first page';
$page = $c->get('/thing/12/?a=1');
is $page->status . $page->header('Location'), '308/nl/thing/12?a=1',
    'a slash too many moves';
is $c->get('/nothing/')->status, 404, '… only when there is a page';
is $c->request('GET', '/nonsense', '', { HTTP_ACCEPT_LANGUAGE => 'fr' })
    ->header('Content-Language'), 'fr', 'even what is not there is in French';

# ---- methods ----

$page = $c->head('/big');
is $page->status, 200, 'HEAD is answered';
is $page->raw, '', '… without a body';
cmp_ok $page->header('Content-Length'), '>', 10000, '… but with its length';
$page = $c->get('/only-post');
is $page->status, 405, 'a GET where there is only a POST';
is $page->header('Allow'), 'POST', '… is told what is allowed';
is $c->post('/big')->header('Allow'), 'GET, HEAD', '… and the other way';
is $c->request('PUT', '/nl/form')->header('Allow'), 'GET, HEAD, POST',
    'PUT is not a method here';
is $c->request('TRACE', '/nl/big')->status, 405, 'neither is TRACE';
is $c->request('DELETE', '/nl/nothing')->status, 404, 'not there is not there';

# ---- forms ----

# A form that fits, but for what is given.
sub with { my %form = (name => 'An', agree => 1, colour => 'red', @_); return %form }
$c->get('/form');
$page = $c->post('/form', with(age => 8, price => '12,50',
    day => '2026-12-18'), many => 'red', many => 'green');
is $page->status, 303, 'a form that fits goes on';
is $page->location, '/done/An-8-1250-20805-red-2', '… with its values';
$page = $c->post('/form', with(name => ' a ', age => 'x', price => '1',
    day => '2026-02-30', colour => 'blue', text => "a\n<b>&\"",
    password => 'secret'));
is $page->status, 422, 'one that does not is shown again';
like $page->body, qr{role="alert" tabindex="-1" id="errors">\s*<h2>Please look at 5 things</h2>},
    'all errors stand together';
like $page->body, qr{<a href="#age">Enter a whole number}, '… each a link';
like $page->body, qr{id="age-e">.*Enter a whole number}, '… and at the field';
like $page->body, qr{name="age"[^>]*aria-invalid="true" aria-describedby="age-e"},
    '… which says that it is wrong';
like $page->body, qr{aria-describedby="name-h name-e" value=" a "},
    'what was typed stays';
like $page->body, qr{<textarea[^>]*>\na\n&lt;b&gt;&amp;&quot;</textarea>},
    '… also text with tags in it';
unlike $page->body, qr/secret/, '… but not a password';
unlike $page->body, qr/value="red" checked/, 'a choice that was not sent is off';
like $page->body, qr{href="/fr/form" lang="fr"},
    'the languages of a form that was sent lead to its page';
is $c->post('/form', with(name => 'B'))->status, 422, 'too short';
is $c->post('/form', with(name => 'B' x 11))->status, 422, 'too long';
is $c->post('/form', with(name => "é" x 10))->status, 303, 'characters count';
is $c->post('/form', with(name => "a\nb"))->status, 422, 'no lines in a line';
is $c->post('/form', with(colour => undef))->status, 422, 'no choice made';
is $c->post('/form', name => 'An', colour => 'red')->status, 422, 'no tick';
is $c->post('/form', with(age => ''))->status, 303, 'left empty is fine';
is $c->post('/form', with(age => 100))->status, 422, 'beyond the range';
is $c->post('/form', with(unknown => 'x'))->status, 303, 'the rest is dropped';
is $c->post('/form', with(), name => 'Bo')->status, 400, 'a name given twice';
is $c->get('/thing/1?a=1&a=2')->status, 400, '… also in a query';
is $c->get('/thing/1?b=1&b=2')->status, 200, '… but not if nobody asks';
like $c->get('/thing/1?a=%C3%A9+%2B')->body, qr/a=\[é \+\]/, 'decoded once';
is $c->get("/thing/1?$_")->status, 400, "not a query: $_"
    for '%', 'a=%f', 'a=%00', 'a=%FF', 'a=%ED%A0%80', 'b' x 65, 'a=%01';
is $c->get('/thing/1?' . join '&', map { "b$_=1" } 1 .. 200)->status, 200,
    '200 fields are enough';
is $c->get('/thing/1?' . join '&', map { "b$_=1" } 1 .. 201)->status, 400,
    '201 are too many';

my $body = $c->form('/form', with());
sub post_as {
	my ($type, $text) = @_;
	return $c->request('POST', '/nl/form', $text // $body,
	    { CONTENT_TYPE => $type })->status;
}
is post_as('application/x-www-form-urlencoded; charset=UTF-8'), 303,
    'a charset behind the type is fine';
is post_as('application/x-www-form-urlencoded-not'), 415, 'another type is not';
is post_as('text/plain'), 415, 'text/plain is no form';
is post_as('application/json', '{}'), 415, 'JSON is no form';
is post_as(undef), 415, 'nothing is no form';
is post_as('application/x-www-form-urlencoded', $body . '&text=' . 'a' x 66000),
    413, 'more than 64 KB is too large';
is $c->request('POST', '/nl/form', $body, { CONTENT_LENGTH => 'x' })->status,
    400, 'a length that is no number';
is $c->request('POST', '/nl/form', $body, { CONTENT_LENGTH => '-1' })->status,
    400, 'a length below zero';
is $c->request('POST', '/nl/form', $body,
    { CONTENT_LENGTH => 1 + length $body })->status, 400, 'a body cut short';

$page = $c->upload('/upload', { a => "\xC3\xA9" }, ['f', 'a"b.jpg', "\0\xFF" x 9],
    ['g', '', ''], ['h', 'x', 'y' x 200000]);
like $page->text, qr/f=\[18\] h=\[200000\] a=\[é\]/, 'files and fields of a form';
is $c->upload('/upload', {}, ['f', 'x', 'y' x 300000])->status, 413,
    'files beyond the bound of the route';
is $c->upload('/upload', {}, map { ["f$_", 'x', 'y'] } 1 .. 19)->status, 200,
    '20 parts are enough';
is $c->upload('/upload', {}, map { ["f$_", 'x', 'y'] } 1 .. 20)->status, 400,
    '21 are too many';
is post_as('multipart/form-data; boundary=x', $_), 400, 'broken parts'
    for '--x', "--x\r\n", "--x\r\n\r\n", "x--x\r\n", "--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--",
    "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb";
is post_as("multipart/form-data; boundary=$_", "--x--"), 400, 'a wrong boundary'
    for '', 'x' x 71, '"', "a b";

# ---- who a form is from (S3) ----

sub sent {
	my (%more) = @_;
	return $c->request('POST', '/nl/form', $body, \%more)->status;
}
my @none = (HTTP_ORIGIN => undef, HTTP_SEC_FETCH_SITE => undef);
is sent(), 303, 'our own form is taken';
is sent(HTTP_SEC_FETCH_SITE => undef), 303, '… by its origin alone';
is sent(HTTP_ORIGIN => undef), 303, '… or by Sec-Fetch-Site alone';
is sent(HTTP_SEC_FETCH_SITE => $_), 403, "from $_: refused"
    for qw(cross-site same-site none SAME-ORIGIN nonsense);
is sent(@none, HTTP_ORIGIN => $_), 403, "from origin $_: refused"
    for 'null', 'https://evil.test', "$site.evil.test", "$site/", 'http' . substr($site, 5),
    "$site:444", uc $site;
is sent(@none), 403, 'from nowhere: refused';
$page = $c->request('POST', '/nl/form', $body, { @none });
like $page->text, qr/sent from another website/, '… and the page says why';
$body = $c->form('/form', with(), csrf => $_), is sent(), 403, 'a wrong token'
    for undef, '', 'x', '0' x 112, 'g' x 112, $c->{token} . '0', substr($c->{token}, 1) . '0';
my $old = $c->{token};
(my $tampered = $old) =~ s/^(.{32}).{16}/${1}000000006fffffff/;
$body = $c->form('/form', with(), csrf => $tampered);
is sent(), 403, 'a token with another time in it';
$page = $c->post('/form', with(), csrf => 'old');
like $page->text, qr/This form was open too long/, 'the page about it is designed';
unlike $page->body, qr/name="csrf"/, '… and holds no token';
isnt $old, do { $c->get('/form'); $c->{token} }, 'each page has another token';
$body = $c->form('/form', with(), csrf => $old);
is sent(), 303, '… and the one before is good too';
my $other = TT::Server->new($probe, tables => [$probe, '--migrate'],
    secret => 'another' x 8);
my $stranger = TT::Client->new($other);
$stranger->get('/form');
$body = $c->form('/form', with(), csrf => $stranger->{token});
is sent(), 403, "another site's token";
$page = $c->get('/form', HTTP_ACCEPT_ENCODING => 'gzip');
is $page->header('Content-Encoding'), undef, 'a page with a token is not packed';

# ---- who may come in (S2) ----

my %roles = (1 => 'o', 2 => 'c', 3 => 'oc', 4 => 'os', 5 => 'n');
$server->run([$probe, '--person', $_, $roles{$_}]) for sort keys %roles;
my %people = map { $_ => TT::Client->new($server)->as("p$_\@example.be") }
    keys %roles;
for (['/visitor', '200 303 303 303 303 303'], ['/signed', '303 200 200 200 200 200'],
    ['/owner', '303 200 403 200 200 403'], ['/caregiver', '303 403 200 200 403 403'],
    ['/staff', '303 404 404 404 200 404'], ['/form', '200 200 200 200 200 200']) {
	my ($path, $want) = @$_;
	is join(' ', map { $_->get($path)->status } $c, @people{1 .. 5}), $want,
	    "$path: visitor, owner, caregiver, both, staff, neither";
}
is $people{1}->get('/visitor')->location, '/account', 'signed in already';
is $c->get('/signed?a=b')->location, '/login?next=%2Fsigned%3Fa%3Db',
    'a visitor is led to the page to log in, and back';
$page = $c->post('/signed');
is $page->status, 403, 'a form of somebody no longer signed in';
like $page->text, qr/You are not logged in, or no longer/, '… is told why';
my ($absent, $hidden) = map { $people{1}->get($_)->body =~
    s/class="ref">[^<]*|tt_[0-9a-f]*//gr } '/staff/absent', '/staff';
is $hidden, $absent, 'what is for staff looks as if it were not there';

my $an = $people{1};
$page = $an->get('/signed');
like $page->body, qr{<summary>.*<span>An &lt;b&gt;</span>}, 'a name is escaped';
like $page->body, qr{<meta name="robots" content="noindex">}, 'and not for search engines';
unlike $page->body, qr{rel="canonical"}, '… without a canonical address';
like $page->body, qr{<nav class="dock"}, 'a member has a dock';
like $page->body, qr{<a href="/nl/pets">}, 'an owner has pets';
unlike $people{2}->get('/signed')->body, qr{href="/nl/pets"}, 'a caregiver has not';
like $people{4}->get('/staff')->body, qr{href="/nl/admin"}, 'staff have more';
is $page->sql, 1, 'one statement knows somebody';
like $page->log_line, qr/ user=1 /, 'the log has the number and not the name';
is $an->get('/big', HTTP_ACCEPT_ENCODING => 'gzip')->header('Cache-Control'),
    'no-store', "a member's page is never kept by others";

$an->get('/form');
is $an->post('/signed')->status, 200, 'a form of a member';
my $token = $an->{token};
is $people{2}->post('/signed', csrf => $token)->status, 403,
    "somebody else's token is refused";
is $c->post('/form', with(), csrf => $token)->status, 403, '… by a visitor too';
$c->get('/form');
is $an->post('/signed', csrf => $c->{token})->status, 403,
    "a visitor's token is refused for a member";
my $was = $an->cookie;
$page = $an->post('/sign-in', who => 1, csrf => $token);
is $page->status, 303, 'signing in';
like $page->header('Set-Cookie'), qr/^__Host-tt=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    '… gives the cookie all its rules';
isnt $an->cookie, $was, '… and another secret';
is(TT::Client->new($server)->cookie($was)->get('/signed')->status, 303,
    'the one before is dead');
like $an->get('/signed')->text, qr/Welcome back\./, 'a note is shown';
unlike $an->get('/signed')->text, qr/Welcome back\./, '… once';
is $an->post('/signed', csrf => $token)->status, 403, 'the old token is dead';
$an->get('/form');
$was = $an->cookie;
$page = $an->post('/sign-out');
like $page->header('Set-Cookie'), qr/^__Host-tt=; .*Max-Age=0$/, 'signing out';
is $an->get('/signed')->status, 303, '… works';
is $an->cookie($was)->get('/signed')->status, 303, '… for the secret, too';
is $c->cookie($_)->get('/signed')->status, 303, 'a cookie made up'
    for 'x', 'x' x 43, "' OR 1=1 --" . 'x' x 32;
delete $c->{cookies}{'__Host-tt'};

my $now = time;
sub seen { $server->sql("UPDATE session SET $_[0] WHERE user_id = $_[1]") }
my $bob = $people{2};
seen('seen = ' . int($now - 29 * 86400), 2);
is $bob->get('/signed')->sql, 3, 'after 29 days a member is known, and seen';
is $bob->get('/signed')->sql, 1, '… which is written at most once a minute';
seen('seen = ' . int($now - 31 * 86400), 2);
is $bob->get('/signed')->status, 303, 'after 31 days no more';
my $boss = $people{4};
seen('seen = ' . int($now - 14 * 60), 4);
is $boss->get('/staff')->status, 200, 'staff may be away for 14 minutes';
seen('seen = ' . int($now - 16 * 60), 4);
is $boss->get('/staff')->status, 303, '… not for 16';
seen('created = ' . int($now - 9 * 3600) . ', seen = ' . int($now), 4);
is $boss->get('/staff')->status, 303, '… nor at work for nine hours';

# ---- the database ----

SKIP: {
	my ($file) = $server->{database} =~ /^sqlite:(.*)/;
	skip 'another database', 5 unless defined $file;
	my $lone = TT::Server->new($probe, tables => [$probe, '--migrate']);
	my $way = $lone->dir . '/test.db';
	my $d = TT::Client->new($lone);
	$lone->run([$probe, '--person', 1, 'o']);
	$lone->sql('UPDATE users SET first_name = \'Ann\'');
	$d->as('p1@example.be');
	is $d->get('/signed')->status, 200, 'all is well';
	$lone->stop;
	rename $way, "$way.away";
	mkdir $way;
	$lone->start;
	$page = $d->get('/signed');
	is $page->status, 503, 'a database that is not there is 503';
	is $d->get('/api/v1/test')->status, 200, '… not for what needs none';
	rmdir $way;
	rename "$way.away", $way;
	is $d->get('/signed')->status, 200, '… and when it comes, all goes on';
	$lone->stop;
	$lone->sql('UPDATE schema_version SET version = 999');
	$lone->start;
	isnt $lone->ended, 0, 'with tables of another version it does not start';
}

# ---- webhooks and machines ----

$page = $c->request('POST', '/webhook/test', '{"a":1}', { @none,
    CONTENT_TYPE => 'application/json', HTTP_STRIPE_SIGNATURE => 't=1,v1=a' });
is $page->body, '{"bytes":7,"signed":"t=1,v1=a"}', 'a webhook gets bytes and signature';
is $c->request('POST', '/nl/webhook/test', '')->status, 404, '… in no language';
is $c->request('GET', '/webhook/test')->status, 405, '… and only as a POST';
like $c->request('GET', '/webhook/test')->body, qr/^\{"error":/, '… told in JSON';
$page = $c->request('GET', '/api/v1/test');
is $page->body, '{"status":"ok"}', 'a machine gets JSON';
is $page->header('X-Accel-Expires'), 30, '… that may be kept';
is $c->request('GET', '/nl/api/v1/test')->status, 404, '… in no language';
$page = $c->request('GET', '/api/v1/fault');
like $page->body, qr/^\{"error":"Not available now[^"]*","status":503,"id":"[^"]+"\}$/,
    'a fault there is JSON too';

# ---- headers ----

is $c->get('/move?to=a')->header('Location'), '/nl/done/a', 'a redirect stays here';
is $c->get('/move?to=%0D%0ASet-Cookie:x')->status, 500, '… without line ends';
like $c->get('/move?to=a%22%C3%A9+b')->header('Location'), qr{/done/a%22%C3%A9%20b$},
    '… in plain bytes';
is $c->get("/next?next=$_->[0]")->location, $_->[1], "next=$_->[0]" for
    ['/a/b%3Fc%3Dd', '/a/b?c=d'], ['//evil.test', '/account'], ['/%5Cevil', '/account'],
    ['https://evil.test', '/account'], ['', '/account'], ['evil', '/account'];
is $c->get('/bad-header')->status, 500, 'a header with a line end is not sent';
$page = $c->get('/refresh');
is $page->header('Refresh'), '5; url=/nl/thing/12', 'a page may ask again';
is $page->header('Content-Disposition'), 'attachment', 'one more header';

# ---- refusals and faults ----

$page = $c->get('/refuse/taken');
is $page->status, 409, 'taken is 409';
like $page->body, qr/These dates are &lt;taken&gt;\./, '… with its reason';
is $c->get('/refuse/absent')->status, 404, 'absent is 404';
is $c->get('/refuse/invalid')->status, 422, 'invalid is 422';
is $c->get('/refuse/much')->header('Retry-After'), 60, '429 says when to come back';
for (['busy', 503], ['lost', 503], ['full', 503], ['machine', 500],
    ['rival', 500], ['arena', 503], ['page', 503]) {
	my ($kind, $status) = @$_;
	$page = $c->get("/fault/$kind");
	is $page->status, $status, "fault $kind: $status";
	is $page->header('Retry-After'), $status == 503 ? 5 : undef, '… Retry-After';
	unlike $page->body, qr/never be seen|asked for/, '… and a clean page';
	my $id = $page->id;
	like $page->body, qr/class="ref">$id</, '… with its reference';
	is $c->get('/thing/1')->status, 200, '… and the next request is fine';
}
like $server->log_text, qr/error: fault id=\S+: asked for/, 'the log says why';

# ---- compression and caches ----

my @gzip = (HTTP_ACCEPT_ENCODING => 'br, gzip');
$page = $c->get('/big', @gzip);
is $page->header('Content-Encoding'), 'gzip', 'a large page is packed';
like $page->body, qr/line=\[1999\].*<\/html>\s*$/s, '… and comes out whole';
is $page->header('Content-Length'), length $page->raw, '… with the right length';
is $page->header('Cache-Control'), 'public, max-age=60', 'a page for all is kept';
is $page->header('X-Accel-Expires'), 60, '… by nginx too';
is $page->header('Vary'), 'Accept-Encoding, Cookie', '… for those it is for';
is $c->get('/big')->header('Content-Encoding'), undef, 'whoever does not ask gets plain';
is $c->get('/big', HTTP_ACCEPT_ENCODING => 'gzip;q=0')->header('Content-Encoding'),
    undef, '… or refuses it';
$page = $c->get('/big-form', @gzip);
is $page->header('Content-Encoding'), undef, 'a token is never packed';
is $page->header('Cache-Control'), 'no-store', '… nor kept';
is length $c->get('/noise', @gzip)->raw, 1 << 20, 'a megabyte of noise arrives';

unlike $server->log_text, qr/runtime error|AddressSanitizer/, 'no sanitizer spoke';
my $routes = qx($probe --routes);
like $routes, qr{^GET /thing/# anyone probe$}m, '--routes prints the table';
like $routes, qr{^POST /webhook/test webhook probe$}m, '… of every kind';
isnt system("$probe </dev/null 2>/dev/null"), 0, 'without a socket it does not start';

done_testing;
