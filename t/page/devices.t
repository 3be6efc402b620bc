#!/usr/bin/perl
# Logging in by a mailed link, and where somebody is logged in.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $cast = Cast->new('auth', 'account');
my $network = 0;
my %agent = (
	firefox => 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0',
	edge => 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 '
	    . '(KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
	phone => 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) '
	    . 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1',
);

sub visitor {
	my ($agent) = @_;
	my $c = $cast->visitor('auth');
	$c->{address} = '198.51.100.' . ++$network;
	$c->{headers}{HTTP_USER_AGENT} = $agent{$agent // 'firefox'};
	return $c;
}

# The same person at the pages of the account.
sub at_account {
	my ($c) = @_;
	my $a = $cast->visitor('account');
	$a->{$_} = $c->{$_} for qw(address headers);
	$a->cookie($c->cookie);
	return $a;
}

sub mailed {
	my $detail = $cast->value("SELECT detail FROM job WHERE kind = 'mail' "
	    . "AND detail LIKE 'login %' ORDER BY id DESC LIMIT 1") // '';
	return $detail =~ /([A-Za-z0-9_-]{43})/ ? $1 : '';
}

sub by_link {
	my ($agent, $email) = @_;
	my $c = visitor($agent);
	$cast->sql("DELETE FROM attempt");
	$c->get('/login/link');
	$c->post('/login/link', email => $email // 'an@example.be');
	my $secret = mailed();
	$c->get("/login/link/$secret");
	return ($c, $c->post("/login/link/$secret"), $secret);
}

# ---- the link ----

my $c = visitor();
like $c->get('/login')->body, qr{href="/en/login/link"}, 'logging in offers it';
is $c->get('/login/link')->status, 200, 'a page asks for the address';
my $page = $c->post('/login/link', email => 'an');
is $page->status, 422, 'what is no address';
like $page->text, qr/E-mail address: Enter an e-mail address/, 'is told';
my $none = $c->post('/login/link', email => 'nobody@example.be');
is $none->status . $none->location, '303/forgot/sent', 'an unknown address';
is $cast->mails('login'), 0, 'gets no mail';
$page = $c->post('/login/link', email => ' An@example.be');
is $page->status . $page->location, '303/forgot/sent', 'a known one';
is length $page->raw, length $none->raw, 'gets the same answer';
is $cast->mails('login'), 1, 'and a mail';
my $secret = mailed();
$page = $c->get("/login/link/$secret");
is $page->status, 200, 'the link opens';
is $page->header('Set-Cookie'), undef, 'and logs nobody in by itself';
unlike $page->text, qr/\ban\@example|Peeters/, 'nor says whose it is';
is $c->get("/reset/$secret")->status, 404, 'it is no link for a password';
$c->get("/login/link/$secret");
$page = $c->post("/login/link/$secret");
is $page->status . $page->location, '303/bookings', 'its button logs in';
like at_account($c)->get('/account')->text, qr/An Peeters/, 'as the right one';
my $late = visitor();
is $late->get("/login/link/$secret")->status, 404, 'it works once';
$late->get('/login/link');
is $late->post("/login/link/$secret")->status, 404, 'also when pressed';
$cast->sql('DELETE FROM attempt');
$late->post('/login/link', email => 'an@example.be');
$secret = mailed();
$cast->sql("UPDATE token SET expires = expires - 1801 WHERE purpose = 'login'");
is $late->get("/login/link/$secret")->status, 404, 'and for 30 minutes';
$cast->sql('DELETE FROM attempt');
$late->post('/login/link', email => 'an@example.be') for 1 .. 3;
is $late->post('/login/link', email => 'an@example.be')->status, 429,
    'three an hour for one address';
(my $eva, $page) = by_link('firefox', 'eva@example.be');
isnt $cast->value("SELECT verified FROM users WHERE email = 'eva\@example.be'"),
    '', 'who follows the link has the address';

# ---- devices ----

is $cast->mails('new-device'), 0, 'the first device of all is not told';
my ($edge) = by_link('edge');
is $cast->mails('new-device'), 1, 'another one is';
is $cast->value("SELECT detail FROM job WHERE detail LIKE 'new-device%'"),
    'new-device ' . $cast->id('an') . ' Edge, Windows', 'by its name';
by_link('edge');
is $cast->mails('new-device'), 1, 'but only once';
my ($phone) = by_link('phone');
is $cast->mails('new-device'), 2, 'a phone is another';

my $an = at_account($edge);
$page = $an->get('/account/devices');
is $page->status, 200, 'the list of devices';
like $page->text, qr/Firefox, Windows/, 'has the first';
like $page->text, qr/Edge, Windows This device/, 'says which one this is';
like $page->text, qr/Safari, iPhone Last used .*? 198\.51\.100\.\d+/,
    'and from where the phone came';
cmp_ok $page->sql, '<=', 2, 'in two statements';
my ($hash) = $page->body =~ m{Safari, iPhone.*?name="session" value="(\w+)"}s;
my ($mine) = $page->body =~ m{This device.*?name="session" value="(\w+)"}s;
my $evas = $cast->value('SELECT hash FROM session WHERE user_id = '
    . $cast->id('eva'));
$an->post('/account/devices', session => $evas);
is $cast->count("session WHERE hash = '$evas'"), 1,
    'nobody ends the session of another';
$an->get('/account/devices');
is $an->post('/account/devices', session => $hash)->location,
    '/account/devices', 'one can be ended';
like at_account($phone)->get('/account')->location, qr{^/login},
    'then it is logged out';
is $an->get('/account/devices')->status, 200, 'and this one is not';
is $an->post('/account/devices')->location, '/account/devices', 'all others';
is $cast->count('session WHERE user_id = ' . $cast->id('an')), 1, 'end';
like $an->get('/account/devices')->text, qr/That is logged out/, 'it is told';
unlike $an->get('/account/devices')->text, qr/End all others/,
    'then there is nothing more to end';
like $an->get('/account/activity')->text, qr/You logged all other devices out.*You logged a device out/s,
    'she can read that she did both';
$an->get('/account/devices');
is $an->post('/account/devices', session => $mine)->location, '/login?out=1',
    'ending this one is logging out';
like $cast->visitor('account')->get('/account/devices')->location,
    qr{^/login\?next=}, 'visitors have no such page';

done_testing;
