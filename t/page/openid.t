#!/usr/bin/perl
# Logging in by an OpenID provider that others wrote: our programs, its HTTP,
# and a proxy between that spoils what it says.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use HTTP::Tiny;
use IPC::Open2;
use Test::More;
use Cast;

my $folder = "$FindBin::Bin/../openid";
plan skip_all => 'no npm packages in t/openid' unless -d "$folder/node_modules";
my $back = 'https://tailtribe.test/login/google/back';
my $people = '{"an":{"email":"an@example.be","email_verified":true,"given_name":"An"},'
    . '"new":{"email":"New@example.be","email_verified":true,"given_name":"Nora","family_name":"Nys"},'
    . '"care":{"email":"care@example.be","email_verified":true},'
    . '"bob2":{"email":"elsewhere@example.be","email_verified":true},'
    . '"jan":{"email":"jan@example.be","email_verified":true},'
    . '"eva":{"email":"eva@example.be","email_verified":true},'
    . '"vague":{"email":"vague@example.be","email_verified":false}}';
my $pid = open2(my $from, my $to, 'node', '--no-warnings', "$folder/server.js", $people,
    $back) or die;
my $port = <$from> // BAIL_OUT('no provider');
chomp $port;
my $issuer = "http://127.0.0.1:$port";
my $cast = Cast->new('auth', 'account', { openid_issuer => $issuer,
    openid_client => 'tailtribe', openid_secret => 'top-secret' });
my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 20);
my $network = 0;

sub visitor {
	my $c = $cast->visitor('auth');
	$c->{address} = '198.51.100.' . ++$network;
	return $c;
}
sub spoil { $http->get("$issuer/test/set?spoil=" . ($_[0] // '')) }

# Press the button; where the browser is sent.
sub begin {
	my ($c, $path, %form) = @_;
	$c->get($path ? '/password' : '/login');
	my $page = $c->post($path // '/login/google', %form);
	my ($url) = ($page->header('Refresh') // '') =~ /^0; url=(.*)/;
	return ($url, $page);
}
# Log in over there; the path and query that the browser comes back to.
sub there {
	my ($url, $sub) = @_;
	my $got = $http->get("$issuer/test/login?sub=$sub&to=" . TT::url_part($url))->{content};
	return $got =~ m{^https://tailtribe\.test(/.*)} ? "/en$1" : die "provider: $got\n";
}
sub way {
	my ($c, $sub) = @_;
	my ($url) = begin($c);
	return $c->get(there($url, $sub));
}
sub member {
	my ($c) = @_;
	return '' if !$c->cookie;
	my $h = Digest::SHA::sha256_hex($c->cookie);
	return $cast->value("SELECT u.email FROM session s JOIN users u ON u.id = s.user_id "
	    . "WHERE s.hash = '$h'") // '';
}
my $an = $cast->id('an');

# ---- there ----

my $c = visitor();
like $c->get('/login')->text, qr/Go on with Google/, 'logging in offers it';
my ($url, $page) = begin($c);
is $page->status, 200, 'the button shows a page';
like $page->text, qr/On to Google/, 'that leads on';
like $page->body, qr{<a class="btn" href="\Q$issuer\E/auth\?}, 'by a link as well';
like $url, qr{^\Q$issuer\E/auth\?response_type=code&client_id=tailtribe&}, 'to the provider';
like $url, qr{[&]code_challenge_method=S256}, 'with PKCE';
like join('', $page->headers('Set-Cookie')),
    qr{^__Host-tt-way=[\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$},
    'bound to this browser for ten minutes';
my ($state) = $url =~ /[&?]state=([^&]+)/;
is $cast->count("openid_way WHERE hash = '$state'"), 0, 'the state itself is not kept';

# ---- nobody is let in who should not be ----

for my $how (qw(nonce audience expired future issuer none resigned tampered kid
    hs256 garbage)) {
	my $v = visitor();
	spoil($how);
	$page = way($v, 'new');
	is $page->status . $page->location, '303/login?refused=1', "a token with its $how wrong";
	is member($v), '', 'lets nobody in';
}
spoil();
is $cast->count('openid_guest'), 0, 'nor leaves anything';
like visitor()->get('/login?refused=1')->text, qr/What Google sent us was not in order/,
    'it is told';

my $v = visitor();
($url) = begin($v);
my $answer = there($url, 'new');
my $thief = visitor();
begin($thief);
is $thief->get($answer)->location, '/login?ended=1', 'the state of another browser';
is visitor()->get($answer)->location, '/login?ended=1', 'or of none';
is $v->get($answer)->location, '/login/google/new', 'is still its own';
is $v->get($answer)->location, '/login?ended=1', 'and works once';
$v = visitor();
($url) = begin($v);
$answer = there($url, 'new');
$cast->sql("UPDATE openid_way SET created = created - 601");
is $v->get($answer)->location, '/login?ended=1', 'for ten minutes';
$v = visitor();
($url) = begin($v);
$answer = there($url, 'new');
$cast->sql("UPDATE openid_way SET verifier = 'another'");
is $v->get($answer)->location, '/login?refused=1', 'a verifier that does not fit';
$v = visitor();
($url) = begin($v);
$answer = there($url, 'new') =~ s/iss=[^&]+/iss=https%3A%2F%2Fevil.example/r;
is $v->get($answer)->location, '/login?refused=1', 'an answer of another issuer';
$v = visitor();
($url) = begin($v);
($state) = $url =~ /[&?]state=([^&]+)/;
is $v->get("/login/google/back?error=access_denied&state=$state")->location,
    '/login?stopped=1', 'who says no over there is back here';
is visitor()->get('/login/google/back')->location, '/login?ended=1', 'nothing at all';
is way(visitor(), 'vague')->location, '/login?unverified=1',
    'an address that is not verified there';

# ---- an account that is there already ----

$v = visitor();
is way($v, 'an')->location, '/login/google/prove', 'a known address is asked for a proof';
is member($v), '', 'and is not let in';
like $v->get('/login/google/prove')->text, qr/an\@example\.be/, 'it says which';
is $v->post('/login/google/prove', password => 'wrong')->status, 422, 'a wrong password';
is $cast->count('identity'), 0, 'links nothing';
$v->get('/login/google/prove');
$page = $v->post('/login/google/mail');
is $page->location, '/forgot/sent', 'a link can be mailed';
my $mailed = $cast->value("SELECT detail FROM job WHERE detail LIKE 'identity %'");
my ($secret) = $mailed =~ /([\w-]{43})$/;
my $far = visitor();
$page = $far->get("/login/identity/$secret");
like $page->text, qr/May this account log in here/, 'it asks first';
is $cast->count('identity'), 0, 'and has done nothing yet';
is $far->post("/login/identity/$secret")->location, '/bookings', 'its button logs in';
is member($far), 'an@example.be', 'as the right one';
is $cast->value('SELECT user_id FROM identity'), $an, 'and links';
is $cast->mails('openid-linked'), 1, 'which is told';
is $cast->count("audit WHERE action = 'identity.add'"), 1, 'and written down';
is visitor()->get("/login/identity/$secret")->status, 404, 'it works once';

$v = visitor();
$page = way($v, 'an');
is $page->location, '/bookings', 'now it logs in at once';
is member($v), 'an@example.be', 'as An';
unlike join(' ', $page->headers('Set-Cookie')), qr/__Host-tt-way=\w/, 'the way is over';
$cast->sql("UPDATE users SET email = 'anna\@example.be' WHERE id = $an");
$v = visitor();
way($v, 'an');
is member($v), 'anna@example.be', 'by who it is, whatever the address';
$cast->sql("UPDATE users SET email = 'an\@example.be' WHERE id = $an");

# An address that nobody has confirmed: whoever made that account is out.
my $squatter = $cast->who('eva', 'auth');
my $eva = $cast->id('eva');
$cast->sql("UPDATE users SET password = 'of whoever made it' WHERE id = $eva");
my $w = visitor();
way($w, 'eva');
$w->get('/login/google/prove');
$w->post('/login/google/mail');
($secret) = $cast->value("SELECT detail FROM job WHERE detail LIKE 'identity $eva %'")
    =~ /([\w-]{43})$/;
$far = visitor();
$far->get("/login/identity/$secret");
$far->post("/login/identity/$secret");
is member($far), 'eva@example.be', 'who reads the mail of an unconfirmed account is in';
is member($squatter), '', 'who made it is not';
is $cast->value("SELECT password FROM users WHERE id = $eva"), '', 'nor has a password';
$cast->sql("DELETE FROM identity WHERE user_id = $eva");

# By its password.
my $jan = visitor();
$jan->get('/register');
$jan->post('/register', first_name => 'Jan', last_name => 'Peeters',
    email => 'jan@example.be', password => 'three green kettles', postcode => '2800',
    town => 'Mechelen', terms => 1);
way($jan, 'jan');
$jan->get('/login/google/prove');
is $jan->post('/login/google/prove', password => 'three green kettles')->location,
    '/bookings', 'the password is a proof';
is member($jan), 'jan@example.be', 'which lets them in';
is $cast->count("identity WHERE subject = 'jan' AND user_id = @{[$cast->id('jan')]}"), 1,
    'and links';
isnt $cast->value("SELECT verified FROM users WHERE email = 'jan\@example.be'"), '',
    'an address that the provider has confirmed';
is $jan->get('/login/google/prove')->location, '/account', 'they are no guest any more';
$cast->sql("DELETE FROM identity WHERE subject = 'jan'");
for (1 .. 4) {
	my $far = visitor();
	way($far, 'jan');
	$far->get('/login/google/prove');
	is $far->post('/login/google/mail')->location, '/forgot/sent', "a link by mail, asked from network $_";
}
is $cast->count("job WHERE detail LIKE 'identity @{[$cast->id('jan')]} %'"), 3,
    'three an hour are enough for one mailbox';

# ---- in the account ----

my $own = $v->at($cast->server('account'));
like $own->get('/account')->text, qr/Logging in with Google an\@example\.be/,
    'the account shows it';
like $own->get('/account/google')->text, qr/You log in here as an\@example\.be of Google/,
    'on its page too';
$cast->sql("UPDATE users SET password = '' WHERE id = $an");
$v->get('/password');
is $v->post('/login/google/unlink')->location, '/account/google?password=1',
    'without a password it cannot be unlinked';
like $own->get('/account/google?password=1')->text, qr/Choose one first/, 'it says why';
$cast->sql("UPDATE users SET password = 'x' WHERE id = $an");
is $v->post('/login/google/unlink')->location, '/account/google?removed=1', 'with one it can';
is $cast->count('identity'), 0, 'it is gone';
$v->get('/password');
is $v->post('/login/google/unlink')->status, 303, 'unlinking what is not linked';
is $cast->mails('openid-unlinked'), 1, 'is told to nobody';
my $bob = $cast->who('bob', 'auth');
($url) = begin($bob, '/login/google/link');
is $bob->get(there($url, 'bob2'))->location, '/account/google?linked=1',
    'somebody logged in links another address';
is $cast->value("SELECT user_id FROM identity WHERE subject = 'bob2'"), $cast->id('bob'),
    'to their own account';
my $lisa = $cast->who('lisa', 'auth');
($url) = begin($lisa, '/login/google/link');
is $lisa->get(there($url, 'bob2'))->location, '/account/google?taken=1',
    'what is another\'s is not linked';
($url) = begin($lisa, '/login/google/link');
$answer = there($url, 'care');
my $gone = visitor();
$gone->{cookies} = { %{$lisa->{cookies}} };
delete $gone->{cookies}{'__Host-tt'};
is $gone->get($answer)->location, '/login?ended=1', 'who is logged out meanwhile links nothing';

# ---- a new account ----

$v = visitor();
way($v, 'new');
$page = $v->get('/login/google/new');
like $page->text, qr/new\@example\.be is you/, 'a new one is welcome';
like $page->body, qr/value="Nora"/, 'by name';
is $cast->count("users WHERE email = 'new\@example.be'"), 0, 'and has no account yet';
my %form = (role => 'both', first_name => 'Nora', last_name => 'Nys', postcode => '2800',
    town => 'Mechelen', terms => 1);
for (['role', undef], ['town', 'Gent'], ['terms', undef], ['phone', 'x']) {
	my %f = (%form, $_->[0] => $_->[1]);
	$page = $v->post('/login/google/new', %f);
	is $page->status, 422, "$_->[0] is looked at";
}
is $v->post('/login/google/mail')->location, '/forgot/sent', 'a mail to an address without account';
is $cast->count("job WHERE detail LIKE '%new\@example.be%'"), 0, 'is none';
$v->get('/login/google/new');
my $twin = visitor();
way($twin, 'new');
$twin->get('/login/google/new');
$page = $v->post('/login/google/new', %form);
is $page->status . $page->location, '303/account/welcome', 'then there is one';
is $twin->post('/login/google/new', %form)->location, '/login/google/prove',
    'whoever was as far in another browser has to prove it now';
is $cast->count("users WHERE email = 'new\@example.be'"), 1, 'there is one account';
is member($v), 'new@example.be', 'and they are in';
is $cast->value("SELECT password FROM users WHERE email = 'new\@example.be'"), '',
    'without a password';
is $cast->count("users WHERE email = 'new\@example.be' AND verified IS NOT NULL "
    . "AND is_owner = 1 AND terms_version <> ''"), 1, 'confirmed, an owner, terms kept';
is $cast->mails('welcome'), 1, 'a mail welcomes them';
$v = visitor();
way($v, 'care');
$v->get('/login/google/new');
$v->post('/login/google/new', %{{ %form, role => 'caregiver' }});
is $cast->value("SELECT is_owner FROM users WHERE email = 'care\@example.be'"), 0,
    'who wants to be a caregiver only is no owner';
is $v->get('/login/google/new')->location, '/account', 'who is in needs no account';
is visitor()->get('/login/google/new')->location, '/login?ended=1', 'nobody else gets there';

# ---- the provider is away ----

my @there = (tables => 0, database => $cast->server->{database});
$c = TT::Client->new(TT::Server->new('auth', @there, openid_client => 'tailtribe',
    openid_issuer => 'http://127.0.0.1:9'), lang => 'en');
$c->get('/login');
my $began = time;
is $c->post('/login/google')->location, '/login?away=1', 'a provider that is away';
cmp_ok time - $began, '<=', 5, 'is told soon';
like $c->get('/login?away=1')->text, qr/Google does not answer now\. Log in with your password, or have a link mailed/,
    'with the other ways';
$c = TT::Client->new(TT::Server->new('auth', @there), lang => 'en');
unlike $c->get('/login')->body, qr{/login/google}, 'without a provider there is no button';
is $c->post('/login/google')->status, 404, 'and no way';

is $cast->count("audit WHERE before || after || reason LIKE '%@%'"), 0,
    'no address is in the audit log, which keeps for ever';
is join(' ', sort map { $_->[0] } $cast->sql('SELECT DISTINCT what FROM activity')),
    'linked login unlinked', 'people see in their account what was linked';

# ---- the provider changes its keys ----

$v = visitor();
way($v, 'care');
is member($v), 'care@example.be', 'with the first key';
$http->get("$issuer/test/rotate");
my $before = $http->get("$issuer/test/fetched")->{content};
sleep 11;
$v = visitor();
way($v, 'care');
is member($v), 'care@example.be', 'keys that are ten seconds old are read again for a new one';
is $http->get("$issuer/test/fetched")->{content}, $before + 1, 'once';

is $cast->complaints(qr/top-secret/), '', 'nothing went wrong';
close $to;
waitpid $pid, 0;
done_testing;
