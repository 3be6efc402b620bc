#!/usr/bin/perl
# Making an account, signing in and out, passwords, and mailed links.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $cast = Cast->new('auth');
my $server = $cast->server;
my $network = 0;

# Somebody at an address that nobody had before: limits are by network.
sub visitor {
	my $c = $cast->visitor;
	$c->{address} = '198.51.100.' . ++$network;
	return $c;
}

# What is new of a table's rows.
sub rows { return $cast->count($_[0]) }

# A page without what differs each time: the token and the reference.
sub bare {
	my ($page) = @_;
	return $page->body =~ s/name="csrf" value="[0-9a-f]+"/csrf/gr
	    =~ s/\Q@{[$page->id]}\E/ID/gr;
}

# The secret in the mail that is due.
sub mailed {
	my ($template, $email) = @_;
	my $detail = $cast->value("SELECT detail FROM job WHERE kind = 'mail' "
	    . "AND detail LIKE '$template %' ORDER BY id DESC LIMIT 1") // '';
	return $detail =~ /([A-Za-z0-9_-]{43})/ ? $1 : '';
}

# ---- making an account ----

my $c = visitor();
my %form = (first_name => 'Jan', last_name => 'Peeters',
    email => 'Jan@Example.be', password => 'three green kettles',
    postcode => '2800', town => 'Mechelen', phone => '0470 12 34 56',
    terms => 1);
sub with { my %all = (%form, @_); return %all }

my $page = $c->get('/register');
is $page->status, 200, 'the form to make an account opens';
is $page->sql, 0, 'without a statement';
like $page->body, qr{<label for="$_">}, "its field $_ has a label"
    for qw(first_name last_name email password postcode town phone);
is $page->header('Set-Cookie'), undef, 'no cookie is set by looking';

for (['first_name', '', qr/fill/i], ['first_name', 'J', qr/at least 2/],
    ['first_name', 'J' x 61, qr/at most 60/],
    ['last_name', '', qr/fill/i], ['last_name', 'P' x 81, qr/at most 80/],
    ['email', '', qr/fill/i], ['email', 'jan', qr/Enter an e-mail address/],
    ['email', 'jan@', qr/Enter an e-mail address/],
    ['email', 'jan@example', qr/Enter an e-mail address/],
    ['email', 'a' x 250 . '@example.be', qr/at most 254/],
    ['password', '', qr/fill/i], ['password', 'x7-Gb2!', qr/8 to 128/],
    ['password', 'q9' x 65, qr/8 to 128/],
    ['password', 'password1', qr/easy to guess/],
    ['password', 'TailTribe2026', qr/easy to guess/],
    ['password', 'peeters-jan', qr/easy to guess/],
    ['postcode', '', qr/fill/i], ['postcode', '99999', qr/postcode, for example/],
    ['town', 'Gent', qr/does not belong to the postcode/],
    ['town', '', qr/fill/i], ['phone', '12', qr/Enter a phone number/],
    ['phone', 'tel', qr/Enter a phone number/],
    ['terms', undef, qr/agree to the terms/]) {
	my ($field, $value, $says) = @$_;
	my $shown = defined $value ? substr $value, 0, 12 : 'nothing';
	$page = $c->post('/register', with($field, $value));
	is $page->status, 422, "$field = '$shown' is refused";
	my ($message) = $page->body =~ m{id="$field-e">(.*?)</p>}s;
	like $message // '', $says, 'with the reason beside it';
	like $page->body, qr{<a href="#$field">}, 'and above the form';
	my @kept = grep { $_ ne $field } qw(first_name last_name email
	    postcode town);
	is scalar(grep { $page->body !~ /name="$_"[^>]* value="\Q$form{$_}"/ }
	    @kept), 0, 'the rest that was typed is kept';
	unlike $page->body, qr/three green kettles/, 'but no password';
}
like $c->post('/register', with(first_name => ''))->text,
    qr/First name: Please fill this in\./, 'the list says which field it means';
is rows("users WHERE email LIKE 'jan%'"), 0, 'nobody was made by all that';
is rows('job'), 0, 'and nothing is mailed';

my $evil = '<script>alert("1")</script>';
$page = $c->post('/register', with(first_name => $evil, town => '"><b>x'));
is $page->status, 422, 'a town that is not one';
unlike $page->body, qr/<script>alert|"><b>/, 'tags that are typed are not obeyed';
like $page->body, qr/value="&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;"/,
    'they stand in the field';

$page = $c->post('/register', with());
is $page->status, 303, 'a form that fits is taken';
is $page->location, '/register/done', 'and leads on';
is $c->get('/register/done')->status, 200, 'to look into the mailbox';
is_deeply [$cast->sql('SELECT first_name, phone, verified, is_owner, '
    . "is_caregiver, staff, town FROM users WHERE email = 'jan\@example.be'")],
    [['Jan', '+32470123456', '', 1, 0, '', 'Mechelen']],
    'the owner is kept, the address in lower case and not yet confirmed';
like $cast->value("SELECT password FROM users WHERE email = 'jan\@example.be'"),
    qr/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/, 'of the password only its hash';
is $cast->mails('verify'), 1, 'one mail is due';
is rows("session WHERE user_id = (SELECT id FROM users WHERE email = 'jan\@example.be')"),
    0, 'nobody is signed in by that';

my $known = $c->post('/register', with(email => 'an@example.be'));
is $known->status . $known->location, $page->status . $page->location,
    'a known address gets the same answer';
is length $known->raw, length $page->raw, 'of the same length';
is join(' ', map { $_->[0] } @{$known->{headers}}),
    join(' ', map { $_->[0] } @{$page->{headers}}), 'with the same headers';
is rows("users WHERE email = 'an\@example.be'"), 1, 'there is still one';
is $cast->value("SELECT first_name FROM users WHERE email = 'an\@example.be'"),
    'An', 'and she is as she was';
is $cast->mails('known'), 1, 'she is told of it by mail';
is $cast->mails('verify'), 1, 'and nobody else is';
$page = $c->post('/register', with(email => 'jo@example.be', last_name => $evil,
    is_caregiver => 1, staff => 'admin', verified => 1, id => 1));
is $page->status, 303, 'fields that nobody asked for are dropped';
is_deeply [$cast->sql('SELECT is_caregiver, staff, verified FROM users '
    . "WHERE email = 'jo\@example.be'")], [[0, '', '']], 'unread';
$c->post('/register', with(email => "more$_\@example.be")) for 4, 5;
$page = $c->post('/register', with(email => 'more6@example.be'));
is $page->status, 429, 'the sixth account within an hour is one too many';
ok $page->header('Retry-After') > 3500 && $page->header('Retry-After') <= 3600,
    'it says when to come back';
is rows("users WHERE email = 'more6\@example.be'"), 0, 'and is not made';
is visitor()->post('/register', with())->status, 403,
    'a form without our token makes nobody';

# ---- the link in the mail ----

my $secret = mailed('verify');
ok $secret ne '', 'the mail has a secret';
is rows("token WHERE hash LIKE '%$secret%'"), 0, 'which the tables do not';
is rows("token WHERE hash = '@{[Digest::SHA::sha256_hex($secret)]}'"), 1,
    'only its digest';
my $print = $cast->print;
my $d = visitor();
$page = $d->get("/verify/$secret");
is $page->status, 200, 'the link opens a page';
like $page->body, qr{<form method="post" action="/en/verify/\Q$secret\E">},
    'with a button';
$d->get("/verify/$secret");
is $cast->print, $print, 'and changes nothing, whoever follows it';
$page = $d->post("/verify/$secret");
is $page->status . $page->location, '303/login?verified=1&next=%2Faccount%2Fwelcome',
    'the button confirms the address';
my ($newest) = map { $_->[0] } $cast->sql('SELECT email FROM users '
    . 'WHERE verified IS NOT NULL ORDER BY verified DESC, id DESC LIMIT 1');
is $newest, 'more5@example.be', 'of who got the mail';
like $d->get('/login?verified=1')->text, qr/Your address is confirmed/,
    'and the next page says so';
$page = $d->post("/verify/$secret");
is $page->status, 404, 'it works once';
like $page->text, qr/does not work any more/, 'and then says why';
is $d->get("/verify/$secret")->status, 404, 'so says the link';
is $d->get('/verify/' . 'x' x 43)->status, 404, 'one that was made up as well';
is $d->post("/reset/$secret", password => 'four blue kettles')->status, 404,
    'a link for one thing is none for another';

my $eva = $cast->who('eva');
like $eva->get('/verify')->text, qr/eva\@example\.be/, 'a member is asked to confirm';
is $eva->post('/verify')->location, '/verify', 'and may have the mail again';
my $first = mailed('verify');
$eva->post('/verify');
my $second = mailed('verify');
isnt $second, $first, 'with another secret';
is $eva->get("/verify/$first")->status, 404, 'the older one is dead';
$cast->sql("UPDATE token SET expires = expires - 86400 WHERE purpose = 'verify'");
is $eva->post("/verify/$second")->status, 404, 'after a day so is the newer';
$eva->post('/verify');
is $eva->post('/verify')->status, 429, 'not more than three mails an hour';
$page = $eva->post('/verify/' . mailed('verify'));
is $page->location, '/account/welcome', 'signed in, the button leads on';
like $eva->get('/verify')->text, qr/Your address is confirmed/, 'all is well';

# ---- signing in ----

my $password = 'three green kettles';
$c = visitor();
$page = $c->get('/login?next=/booking/7');
is $page->status, 200, 'the page to log in opens';
like $page->body, qr{name="next" value="/booking/7"}, 'it knows where from';
my $planted = 'P' x 43;
$c->cookie($planted);
$page = $c->post('/login', email => ' JAN@example.be ', password => $password,
    next => '/booking/7');
is $page->status . $page->location, '303/booking/7', 'the right password';
my $cookie = $c->cookie;
isnt $cookie, $planted, 'a planted session is not taken over';
is rows("session WHERE hash = '@{[Digest::SHA::sha256_hex($planted)]}'"), 0,
    'nor ever kept';
is rows("session WHERE hash = '@{[Digest::SHA::sha256_hex($cookie)]}'"), 1,
    'the new one is, as a digest';
is rows("session WHERE hash LIKE '%$cookie%'"), 0, 'and not itself';
like $page->header('Set-Cookie'),
    qr/^__Host-tt=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    'the cookie has all its rules';
is $c->get('/login')->location, '/account', 'who is in need not log in';
is $c->get('/register')->location, '/account', 'nor make an account';

for ('//evil.test/', '/\\evil.test', 'https://evil.test/', 'evil.test',
    '/\\\\evil', "/a\r\nLocation: https://evil.test", '/%0d%0aX:y', '') {
	my $e = visitor();
	$e->get('/login');
	my $to = $e->post('/login', email => 'jan@example.be',
	    password => $password, next => $_);
	my $name = s/[\r\n]+/ /gr;
	ok $to->status == 400 || $to->location =~ m{^/(?:bookings$|%0d%0a|%250d)},
	    "next='$name' leads nowhere else" or diag $to->header('Location');
	is scalar(() = $to->headers('Location')), $to->status == 400 ? 0 : 1,
	    'and is one header at most';
}

my $e = visitor();
$e->get('/login');
my $wrong = $e->post('/login', email => 'jan@example.be', password => 'wrong');
my $unknown = $e->post('/login', email => 'jan@example.bx', password => 'wrong');
my $none = $e->post('/login', email => 'bob@example.be', password => '');
is $wrong->status, 422, 'a wrong password';
is $unknown->status, 422, 'an unknown address';
is length $wrong->raw, length $unknown->raw, 'have answers of one length';
is bare($wrong) =~ s/jan\@example\.be//r, bare($unknown) =~ s/jan\@example\.bx//r,
    'and of the same words';
is $wrong->header('Set-Cookie'), undef, 'and no cookie';
is $none->status, 422, 'without a password nobody comes in';
is $e->post('/login', email => 'an@example.be', password => $_)->status, 422,
    'nor to an account that has none' for 'x', ' ';
is $e->post('/login', email => 'jan@example.be',
    password => "$password ")->status, 422, 'a password is not trimmed';

# A person's own tries, from one network and from another.
my $guess = visitor();
$guess->get('/login');
is $guess->post('/login', email => 'jo@example.be', password => "no$_")->status,
    422, "guess $_" for 1 .. 5;
$page = $guess->post('/login', email => 'jo@example.be', password => $password);
is $page->status, 429, 'the sixth is not even looked at, right or wrong';
my $wait = $page->header('Retry-After');
ok $wait > 800 && $wait <= 900, "it says when to come back ($wait s)";
like $page->text, qr/wait 15 minutes/, 'in words, too';
is $guess->post('/login', email => 'JO@example.be', password => 'x')->status,
    429, 'whatever the letters look like';
my $jo = visitor();
$jo->get('/login');
is $jo->post('/login', email => 'jo@example.be', password => $password)->status,
    303, 'but from another network its owner still comes in';
is $guess->post('/login', email => 'jan@example.be', password => $password)
    ->status, 303, 'and there, other accounts do';
my $often = visitor();
for (1 .. 6) {
	$often->get('/login');
	is $often->post('/login', email => 'jo@example.be',
	    password => $password)->status, 303, "right for the ${_}th time";
	$often->post('/logout');
}
my $six = visitor();
$six->{address} = '2001:db8:1:2::1';
$six->get('/login');
for (1 .. 5) {
	$six->{address} = "2001:db8:1:2::$_";
	$six->post('/login', email => 'jo@example.be', password => 'no');
}
$six->{address} = '2001:db8:1:2:ffff::9';
is $six->post('/login', email => 'jo@example.be', password => 'no')->status,
    429, 'of IPv6 a whole /64 is one network';
$six->{address} = '2001:db8:1:3::1';
is $six->post('/login', email => 'jo@example.be', password => 'no')->status,
    422, 'and the next is another';
my $crowd = visitor();
$crowd->get('/login');
is $crowd->post('/login', email => "n$_\@example.be", password => 'x')->status,
    422, "many accounts, try $_" for 1 .. 20;
is $crowd->post('/login', email => 'n21@example.be', password => 'x')->status,
    429, 'a network has twenty';
$cast->sql('UPDATE attempt SET at = at - 901');
is $guess->post('/login', email => 'jo@example.be', password => 'no')->location,
    '/account', 'who is in is not asked';
is $crowd->post('/login', email => 'jo@example.be', password => $password)
    ->status, 303, 'a quarter of an hour later all may again';

# ---- signing out ----

is $c->get('/logout')->status, 405, 'a link cannot sign anybody out';
ok $c->get('/password')->status == 200, 'so she is still here';
$page = $c->post('/logout');
is $page->status . $page->location, '303/login?out=1', 'a form does';
like $page->header('Set-Cookie'), qr/^__Host-tt=; .*Max-Age=0$/, 'the cookie goes';
is $c->cookie($cookie)->get('/password')->status, 303, 'and so does the session';

# ---- a forgotten password ----

$c = visitor();
is $c->get('/forgot')->status, 200, 'the page for a forgotten password';
$page = $c->post('/forgot', email => 'nobody@example.be');
is $page->status . $page->location, '303/forgot/sent', 'an unknown address';
is $cast->mails('reset'), 0, 'gets no mail';
$known = $c->post('/forgot', email => ' Jan@example.be');
is $known->status . $known->location, '303/forgot/sent', 'a known one';
is length $known->raw, length $page->raw, 'gets the same answer';
is $cast->mails('reset'), 1, 'and a mail';
is $c->post('/forgot', email => 'jan')->status, 422, 'what is no address';
is $c->post('/forgot', email => '')->status, 422, 'nor anything';
$first = mailed('reset');
$c->post('/forgot', email => 'jan@example.be');
$secret = mailed('reset');
isnt $secret, $first, 'a second mail has another link';
is $c->get("/reset/$first")->status, 404, 'which ends the first';
$page = $c->get("/reset/$secret");
is $page->status, 200, 'the link opens the form';
unlike $page->text, qr/jan\@example/, 'which does not say whose it is';
like $page->header('Referrer-Policy') // 'no-referrer', qr/no-referrer|same-origin/,
    'and tells no other site of the link';
my @devices = map { my $v = visitor(); $v->get('/login');
    $v->post('/login', email => 'jan@example.be', password => $password); $v }
    1 .. 2;
is $_->get('/password')->status, 200, 'a device that is signed in' for @devices;
$page = $c->post("/reset/$secret", password => 'short');
is $page->status, 422, 'a password that does not do';
like $page->text, qr/8 to 128/, 'is told why';
is $c->post("/reset/$secret", password => 'Peeters99')->status, 422,
    'nor does the name';
$page = $c->post("/reset/$secret", password => 'four blue kettles');
is $page->status . $page->location, '303/login?reset=1', 'a good one does';
is $page->header('Set-Cookie'), undef, 'it signs nobody in';
is $_->get('/password')->status, 303, 'and every device out' for @devices;
is $c->post("/reset/$secret", password => 'five red kettles')->status, 404,
    'the link works once';
is $c->get("/reset/$secret")->status, 404, 'and then no more';
is $cast->mails('password-changed'), 1, 'a mail tells of it';
$c->get('/login');
is $c->post('/login', email => 'jan@example.be', password => $password)->status,
    422, 'the old password is dead';
is $c->post('/login', email => 'jan@example.be', password => 'four blue kettles')
    ->status, 303, 'the new one lives';
$d = visitor();
$d->get('/forgot');
$d->post('/forgot', email => 'jo@example.be');
$secret = mailed('reset');
$cast->sql("UPDATE token SET expires = expires - 1801 WHERE purpose = 'reset'");
is $d->post("/reset/$secret", password => 'six pink kettles')->status, 404,
    'after half an hour a link is dead';
$d->post('/forgot', email => 'jo@example.be') for 1, 2;
is $d->post('/forgot', email => 'jo@example.be')->status, 429,
    'three mails an hour are enough';
{
	$cast->sql('DELETE FROM attempt');
	my $had = $cast->mails('reset');
	for (1 .. 5) {
		my $far = visitor();
		$far->get('/forgot');
		is $far->post('/forgot', email => 'jo@example.be')->location, '/forgot/sent',
		    "asked from network $_";
	}
	is $cast->mails('reset') - $had, 3, 'also for one mailbox, from wherever they are asked for';
}

# ---- another password ----

my ($jan, $away) = ($c, visitor());
$away->get('/login');
$away->post('/login', email => 'jan@example.be', password => 'four blue kettles');
$jan->get('/password');
$page = $jan->post('/password', old => 'wrong', password => 'six pink kettles');
is $page->status, 422, 'whoever does not know the old one';
like $page->text, qr/not your password/, 'is told so';
$page = $jan->post('/password', old => 'four blue kettles', password => '12345678');
is $page->status, 422, 'one that is easy to guess';
unlike $page->body, qr/12345678|four blue/, 'no password is shown again';
is $away->get('/password')->status, 200, 'nothing has changed';
$page = $jan->post('/password', old => 'four blue kettles',
    password => 'six pink kettles');
is $page->status . $page->location, '303/account', 'one that fits is taken';
is $jan->get('/password')->status, 200, 'who changed it stays';
is $away->get('/password')->status, 303, 'other devices do not';
is $cast->mails('password-changed'), 2, 'a mail tells of that, too';
$jan->get('/password');
$jan->post('/password', old => "x$_", password => 'seven old kettles') for 1 .. 3;
is $jan->post('/password', old => 'x', password => 'seven old kettles')->status,
    429, 'guessing the old one has an end';

# ---- waits grow, and a stranger's guesses lock nobody out ----

$cast->sql('DELETE FROM attempt');
my $stranger = visitor();
$stranger->get('/login');
is $stranger->post('/login', email => 'jo@example.be', password => "no$_")->status,
    422, "try $_" for 1 .. 5;
is join(' ', reverse map { $_->[0] } $cast->sql("SELECT result FROM audit WHERE action = 'login' "
    . 'ORDER BY id DESC LIMIT 5')), 'failed failed failed failed locked',
    'the audit log tells the try that locked from those before';
for (900, 1800, 3600, 7200, 14400, 14400) {
	my $wait = $stranger->post('/login', email => 'jo@example.be',
	    password => 'no')->header('Retry-After') // 0;
	ok $wait > $_ - 20 && $wait <= $_, "then a wait of $_ s ($wait)";
	$cast->sql("UPDATE attempt SET at = at - $_ WHERE class = 'login'");
	$cast->sql("DELETE FROM attempt WHERE class <> 'login'");
	is $stranger->post('/login', email => 'jo@example.be', password => 'no')
	    ->status, 422, 'after it, one try';
}

$cast->sql('DELETE FROM attempt');
my $home = visitor();
$home->get('/login');
is $home->post('/login', email => 'jo@example.be', password => $password)->status,
    303, 'Jo logs in at home';
my ($mark) = map { /^__Host-known=([\w-]{22}\.[0-9a-f]{32});/ ? $1 : () }
    map { $_ // '' } "__Host-known=$home->{cookies}{'__Host-known'};";
ok $mark, 'and this browser is known from then on';
$home->get('/password');
is $home->post('/logout')->location, '/login?out=1', 'and logs out';
for (1 .. 10) {
	my $far = visitor();
	$far->get('/login');
	is $far->post('/login', email => 'jo@example.be', password => 'no')->status,
	    422, "a guess from network $_";
}
my $new = visitor();
$new->get('/login');
is $new->post('/login', email => 'jo@example.be', password => $password)->status,
    429, 'from browsers that were never in there are ten an hour, wherever they are';
$home->{address} = '198.51.100.250';
$home->get('/login');
is $home->post('/login', email => 'jo@example.be', password => $password)->location,
    '/bookings', 'but the known one comes in, from anywhere';
$cast->sql('DELETE FROM attempt');
my $forged = visitor();
$forged->get('/login');
$forged->{cookies}{'__Host-known'} = ('A' x 22) . '.' . ('0' x 32);
$forged->post('/login', email => 'jo@example.be', password => 'no') for 1 .. 5;
$forged->{cookies}{'__Host-known'} = ('B' x 22) . '.' . ('0' x 32);
is $forged->post('/login', email => 'jo@example.be', password => 'no')->status,
    429, 'a mark that was made up counts for nothing';
$forged->{cookies}{'__Host-known'} = $mark;
is $forged->post('/login', email => 'jan@example.be', password => 'no')->status,
    422, 'nor does somebody else\'s';
is $cast->count("attempt WHERE class = 'login-person' AND key = 'jan\@example.be'"),
    1, 'it is counted as a stranger\'s';

is $cast->complaints(qr/kettles|\@example/), '',
    'nothing went wrong, and the log has no secrets';

done_testing;
