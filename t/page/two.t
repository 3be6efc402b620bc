#!/usr/bin/perl
# The second step of logging in, recovery codes, another proof before what
# matters, another e-mail address, and what is kept of all that.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use File::Temp ();
use Test::More;
use Cast;

my $cast = Cast->new('auth', 'account', 'admin');
my $network = 0;
my $password = 'three green kettles';

sub visitor {
	my $c = $cast->visitor('auth');
	$c->{address} = '198.51.100.' . ++$network;
	return $c;
}

# Give somebody a password, as the mailed link does.
sub with_password {
	my ($name) = @_;
	my $c = visitor();
	$c->get('/forgot');
	$c->post('/forgot', email => "$name\@example.be");
	my ($secret) = $cast->value("SELECT detail FROM job WHERE kind = 'mail' "
	    . "AND detail LIKE 'reset %' ORDER BY id DESC LIMIT 1") =~ /([\w-]{43})/;
	$c->get("/reset/$secret");
	is $c->post("/reset/$secret", password => $password)->status, 303,
	    "$name has a password";
}

sub login {
	my ($name, $c, %more) = @_;
	$c //= visitor();
	$c->get('/login');
	return $c->post('/login', email => "$name\@example.be",
	    password => $password, %more);
}

# The code that somebody else's program makes of the secret.
sub code {
	my ($secret, $later) = @_;
	my $at = time + ($later // 0);
	my $code = qx(oathtool --totp -b $secret --now '\@$at' 2>/dev/null);
	chomp $code;
	return $code;
}

plan skip_all => 'no oathtool' unless qx(oathtool --version 2>/dev/null);

# ---- turning it on ----

with_password('an');
my $an = visitor();
is login('an', $an)->location, '/bookings', 'with a password alone she is in';
my $other = visitor();
login('an', $other);
my $page = $an->get('/two-steps');
is $page->status, 200, 'the page of the second step opens';
my ($secret) = $page->text =~ /Or type this into the app: ([A-Z2-7 ]+?) (?!\S*[A-Z2-7]{4}\b)/;
$secret =~ s/ //g;
like $secret, qr/^[A-Z2-7]{32}$/, 'it tells a secret of 160 bits';
my ($svg) = $page->body =~ m{(<svg class="qr".*?</svg>)}s;
SKIP: {
	skip 'no zbarimg', 1 unless qx(zbarimg --version 2>/dev/null);
	my $dir = File::Temp->newdir;
	my ($size) = $svg =~ /viewBox="0 0 (\d+)/;
	my %dark = map { $_ => 1 } $svg =~ /M(\d+ \d+)h1v1h-1z/g;
	open my $f, '>', "$dir/qr.pbm" or die;
	print $f "P1\n", $size * 4, ' ', $size * 4, "\n";
	for my $y (0 .. $size * 4 - 1) {
		print $f join(' ', map { $dark{int($_ / 4) . ' ' . int($y / 4)} ? 1 : 0 }
		    0 .. $size * 4 - 1), "\n";
	}
	close $f;
	like scalar qx(zbarimg -q --raw $dir/qr.pbm 2>/dev/null),
	    qr{^otpauth://totp/TailTribe:an%40example\.be\?secret=$secret&issuer=TailTribe},
	    'and a picture from which another program reads the same';
}
unlike $page->body, qr{<img[^>]*otpauth}, 'made here, by nobody else';
is $an->get('/two-steps')->text =~ s/ //gr =~ /$secret/ ? 1 : 0, 1,
    'opened again, it is the same secret';
is $cast->value("SELECT COUNT(*) FROM second_step WHERE secret LIKE '%$secret%'"),
    0, 'which is kept sealed';
$page = $an->post('/two-steps', code => '');
is $page->status, 422, 'no code';
$page = $an->post('/two-steps', code => code($secret) eq '000000' ? '000001' : '000000');
is $page->status, 422, 'a wrong code';
like $page->text, qr/not the code that the app shows now/, 'says what is wrong';
like $page->text =~ s/ //gr, qr/$secret/, 'and the secret is still there';
$page = $an->post('/two-steps', code => code($secret) =~ s/^(...)/$1 /r);
is $page->status, 200, 'the right code, typed in two halves, turns it on';
my @codes = $page->body =~ m{<li><span class="ref">([a-z2-9]{5}-[a-z2-9]{5})</span>}g;
is scalar @codes, 10, 'and there are ten recovery codes';
is $cast->count("recovery_code WHERE used IS NULL"), 10, 'kept';
is $cast->count("recovery_code WHERE hash LIKE '%$codes[0]%'"), 0, 'but not themselves';
is $cast->mails('two-steps-on'), 1, 'a mail tells';
is $other->get('/two-steps')->location // '', '/login?next=%2Ftwo-steps',
    'other sessions have ended';
is $an->get('/two-steps')->status, 200, 'this one has not';
like $an->get('/two-steps')->text, qr/10 recovery codes left/, 'it counts them';

{
	my $kept = sub { join ' ', map { @$_ } $cast->sql('SELECT secret FROM second_step '
	    . 'UNION ALL SELECT hash FROM recovery_code ORDER BY 1') };
	my $was = $kept->();
	is $an->post('/two-steps', code => code($secret, 30))->status, 409,
	    'turned on, it is not turned on again';
	is $kept->(), $was, 'neither the secret nor a recovery code is another';
}

# ---- logging in with it ----

my $c = visitor();
$page = login('an', $c, next => '/booking/7');
is $page->status, 200, 'the password alone logs nobody in';
is $c->cookie, undef, 'no session';
like $page->body, qr/autocomplete="one-time-code"/, 'a code is asked for';
my ($ticket) = $page->body =~ /name="ticket" value="([\w-]{43})"/;
ok $ticket, 'with a ticket';
sub try_code {
	my ($c, $code) = @_;
	return $c->post('/login/code', ticket => $ticket, code => $code,
	    next => '/booking/7');
}
is try_code($c, '12345')->status, 422, 'a wrong code does not';
is try_code($c, code($secret, -300))->status, 422, 'nor an old one';
is try_code($c, code($secret, 300))->status, 422, 'nor one that is to come';
$cast->sql('UPDATE second_step SET used = used - 10');
my $now = code($secret);
$page = try_code($c, $now);
is $page->status . ($page->location // ''), '303/booking/7', 'the right one does';
ok $c->cookie, 'with a session';
delete $c->{tokens}{'/en/login/code'};
$c->get('/two-steps');
is try_code($c, $now)->location // '', '/login?late=1', 'the ticket is torn';
my $d = visitor();
($ticket) = login('an', $d)->body =~ /name="ticket" value="([\w-]{43})"/;
is try_code($d, $now)->status, 422, 'a code works once';
is try_code($d, uc $codes[3])->location, '/booking/7', 'a recovery code logs in';
is $cast->mails('recovery-used'), 1, 'and a mail tells';
($ticket) = login('an', $d = visitor())->body =~ /name="ticket" value="([\w-]{43})"/;
is try_code($d, $codes[3])->status, 422, 'it does so once';
is try_code($d, $_)->status, 422, 'guess' for 1 .. 4;
is try_code($d, $codes[4])->status, 429, 'the sixth try of a ticket is not looked at';
($ticket) = login('an', $d = visitor())->body =~ /name="ticket" value="([\w-]{43})"/;
$cast->sql("UPDATE token SET expires = expires - 601 WHERE purpose = 'step'");
is try_code($d, $codes[4])->location // '', '/login?late=1', 'after ten minutes a ticket is nothing';
like $d->get('/login?late=1')->text, qr/more than ten minutes/, 'and the page says so';

# The link by mail asks for it too.
$cast->sql('DELETE FROM attempt');
$c = visitor();
$c->get('/login/link');
$c->post('/login/link', email => 'an@example.be');
my ($link) = $cast->value("SELECT detail FROM job WHERE kind = 'mail' AND "
    . "detail LIKE 'login %' ORDER BY id DESC LIMIT 1") =~ /([\w-]{43})/;
$c->get("/login/link/$link");
$page = $c->post("/login/link/$link");
is $page->status, 200, 'a mailed link does not go round it';
like $page->body, qr/name="ticket"/, 'it asks for the code';

# ---- new recovery codes, and off ----

$page = $an->post('/two-steps/codes');
my @new = $page->body =~ m{<li><span class="ref">([a-z2-9]{5}-[a-z2-9]{5})</span>}g;
is scalar @new, 10, 'ten new codes';
($ticket) = login('an', $d = visitor())->body =~ /name="ticket" value="([\w-]{43})"/;
is try_code($d, $codes[5])->status, 422, 'the older ones have ended';
is $an->get('/two-steps/off')->status, 200, 'turning it off asks first';
is $an->post('/two-steps/off')->location, '/two-steps', 'and then does';
is $cast->count('second_step WHERE user_id = ' . $cast->id('an')), 0, 'nothing is left of it';
is $cast->count('recovery_code WHERE user_id = ' . $cast->id('an')), 0, 'nor of its codes';
is $cast->mails('two-steps-off'), 1, 'a mail tells';
is login('an')->status, 303, 'the password is enough again';

# ---- staff ----

my $sam = $cast->who('sam', 'admin');
is $sam->get('/admin')->status, 200, 'staff with two steps work';
$cast->sql('DELETE FROM second_step WHERE user_id = ' . $cast->id('sam'));
$page = $sam->get('/admin');
is $page->location // '', '/two-steps', 'without, they are led to set it up';
is $sam->post('/admin/look/1/done')->location // '', '/two-steps', 'whatever they do';
my $sam_auth = $cast->who('sam', 'auth');
$page = $sam_auth->get('/two-steps');
like $page->text, qr/Staff log in with two steps/, 'the page says why';
my ($his) = $page->text =~ /Or type this into the app: ([A-Z2-7 ]+?) (?!\S*[A-Z2-7]{4}\b)/;
$his =~ s/ //g;
is $sam_auth->post('/two-steps', code => code($his))->status, 200, 'they turn it on';
is $sam_auth->post('/two-steps/off')->status, 409, 'and cannot turn it off';

# ---- another proof ----

$cast->sql('UPDATE session SET proved = proved - 901 WHERE user_id = ' . $cast->id('an'));
$page = $an->get('/email');
is $page->location, '/again?next=%2Femail', 'a quarter of an hour later the password is asked for';
is $an->post('/email', email => 'x@example.be')->status, 200, 'a form that was open is taken';
$cast->sql('UPDATE session SET proved = proved - 901 WHERE user_id = ' . $cast->id('an'));
is $an->post('/email', email => 'y@example.be')->status, 403, 'but not for ever';
is $cast->count("token WHERE purpose = 'address' AND email = 'y\@example.be'"), 0, 'it did nothing';
$an->get('/again?next=/email');
$page = $an->post('/again', password => 'wrong', next => '/email');
is $page->status, 422, 'a wrong password';
like $page->text, qr/not your password/, 'is told';
my $before = $an->cookie;
$page = $an->post('/again', password => $password, next => '/email');
is $page->location, '/email', 'the right one leads on';
isnt $an->cookie, $before, 'with a new session';
is $cast->count("session WHERE hash = '@{[Digest::SHA::sha256_hex($before)]}'"), 0, 'the older is dead';
is $an->get('/email')->status, 200, 'and the page opens';
my $bob = $cast->who('bob', 'auth');
$cast->sql('UPDATE session SET proved = 0 WHERE user_id = ' . $cast->id('bob'));
$bob->get('/again');
like $bob->get('/again?next=/email')->text, qr/no password here/, 'who has no password';
is $bob->post('/again')->location, '/forgot/sent', 'gets a link';
is $cast->count("job WHERE detail LIKE 'login @{[$cast->id('bob')]} %'"), 1, 'by mail';

# ---- another address ----

$page = $an->post('/email', email => 'an');
is $page->status, 422, 'what is no address';
is $an->post('/email', email => 'AN@example.be ')->status, 422, 'her own';
$cast->sql("DELETE FROM attempt WHERE class = 'address'");
my $known = $an->post('/email', email => 'lisa@example.be');
my $fresh = $an->post('/email', email => 'annie@example.be');
is $known->status, 200, 'somebody else\'s';
is length($known->raw =~ s/lisa//gr), length($fresh->raw =~ s/annie//gr), 'gets the same answer';
is $cast->count("job WHERE detail LIKE 'known @{[$cast->id('lisa')]}%'"), 1, 'and she is told';
is $cast->count("job WHERE detail LIKE 'address-asked %annie\@example.be'"), 1, 'the old address is told of the new';
my ($to) = $cast->value("SELECT detail FROM job WHERE detail LIKE 'address %' "
    . 'ORDER BY id DESC LIMIT 1') =~ /([\w-]{43})/;
is $cast->value('SELECT email FROM users WHERE id = ' . $cast->id('an')), 'an@example.be',
    'nothing has changed yet';
my $elsewhere = $cast->who('an', 'auth');
my $print = $cast->print;
$c = visitor();
like $c->get("/email/$to")->text, qr/annie\@example\.be/, 'the link shows the address';
is $cast->print, $print, 'and changes nothing by itself';
$page = $c->post("/email/$to");
is $page->location, '/login?address=1', 'its button does';
is $cast->value('SELECT email FROM users WHERE id = ' . $cast->id('an')), 'annie@example.be', 'it is the new one';
is $cast->count("job WHERE detail LIKE 'address-changed % an\@example.be'"), 1, 'the old address is told for the last time';
is $elsewhere->get('/email')->location // '', '/login?next=%2Femail', 'all sessions ended';
is $c->post("/email/$to")->status, 404, 'the link works once';
is login('annie')->status, 303, 'the new address logs in';
is login('an')->status, 422, 'the old one does not';
$cast->{id}{annie} = $cast->{id}{an};
my $annie = $cast->who('annie', 'auth');
$cast->sql("DELETE FROM attempt WHERE class = 'address'");
$annie->get('/email');
$annie->post('/email', email => 'nan@example.be');
($to) = $cast->value("SELECT detail FROM job WHERE detail LIKE 'address %' "
    . 'ORDER BY id DESC LIMIT 1') =~ /([\w-]{43})/;
$cast->sql("UPDATE users SET email = 'nan\@example.be' WHERE email = 'bob\@example.be'");
$annie->get("/email/$to");
is $annie->post("/email/$to")->status, 409, 'an address that was taken meanwhile is refused';
$annie->post('/email', email => "n$_\@example.be") for 1, 2;
is $annie->post('/email', email => 'n3@example.be')->status, 429, 'three changes an hour';

# ---- what is kept of it ----

my $log = $cast->who('annie', 'account');
$page = $log->get('/account/activity');
is $page->status, 200, 'she can read what happened';
like $page->text, qr/$_/, "there: $_" for 'You logged in', 'turned the second step on',
    'second step was turned off', 'address was changed to annie\@example\.be', 'You chose a new password';
unlike $page->text, qr/three green|$secret/, 'no secret is in it';
like $cast->who('lisa', 'account')->get('/account/activity')->text, qr/Nothing yet/, 'others see theirs';
is $cast->count("audit WHERE action = 'login' AND result = 'failed'") > 0 ? 1 : 0, 1, 'the audit log knows of failed logins';
is $cast->count("audit WHERE action = 'two-steps.on' AND actor_type = 'staff'"), 1, 'and who did what as what';
is $cast->server->run([TT::tool(), 'audit', 'verify']), 0, 'its chain holds';

my $sqlite = $cast->server->{database} =~ /^sqlite/;
ok !eval { local $SIG{__WARN__} = sub { }; open local *STDERR, '>', '/dev/null';
    $cast->server->sql("UPDATE audit SET reason = 'x' WHERE id = 2"); 1 },
    'the database itself refuses to change a row';
ok !eval { open local *STDERR, '>', '/dev/null';
    $cast->server->sql('DELETE FROM audit WHERE id = 2'); 1 }, 'or to remove one';

# Staff can read it, as far as their role goes.
$cast->sql("UPDATE users SET staff = 'admin' WHERE id = " . $cast->id('sam'));
my $reader = $cast->who('sam', 'admin');
$page = $reader->get('/admin/audit');
is $page->status, 200, 'staff read the audit log';
like $page->text, qr/two-steps\.on.*failed|failed.*two-steps\.on/, 'what was done, and what failed';
cmp_ok $page->sql, '<=', 2, 'in two statements';
like $reader->get('/admin/audit?before=2')->text, qr/\b1\b/, 'older rows too';
for my $role (qw(support analyst)) {
	$cast->sql("UPDATE users SET staff = '$role' WHERE id = " . $cast->id('sam'));
	is $reader->get('/admin/audit')->status, 403, "but not $role";
	unlike $reader->get('/admin')->body, qr{/admin/audit}, 'whose menu does not have it';
}
for (['finance', 'money'], ['moderator', 'caregivers and suspensions']) {
	my ($role, $part) = @$_;
	$cast->sql("UPDATE users SET staff = '$role' WHERE id = " . $cast->id('sam'));
	$page = $reader->get('/admin/audit');
	like $page->text, qr/Your role sees what is about $part/, "$role sees a part";
	unlike $page->text, qr/two-steps/, 'and nothing else';
	like $reader->get('/admin')->body, qr{/admin/audit}, 'by the menu';
}

# A role of the programs' own can work, and has no right to change the past.
if (!$sqlite) {
	my $conninfo = $cast->server->{database} =~ s/^postgres:\s*//r;
	my $app = "tt_app_$$";
	my $src = $ENV{TT_SRC} // '.';
	$cast->sql("CREATE ROLE $app LOGIN");
	is system('psql', '-Xq', '-d', $conninfo, '-v', "app=$app", '-f',
	    "$src/service/roles.sql"), 0, 'the role of the programs gets its rights';
	my $theirs = TT::Server->new('auth', tables => 0,
	    data => $cast->{share} . '', database => 'postgres:'
	    . ($conninfo =~ s/\buser=\S+//r) . " user=$app");
	my $c = TT::Client->new($theirs, lang => 'en', address => '198.51.100.240');
	$cast->sql('DELETE FROM attempt');
	$c->get('/login');
	my $rows = $cast->count('audit');
	is $c->post('/login', email => 'annie@example.be', password => $password)->status,
	    303, 'with it somebody logs in';
	is $cast->count('audit'), $rows + 1, 'and the audit log is written';
	for ("UPDATE audit SET reason = 'x'", 'DELETE FROM audit', 'TRUNCATE audit',
	    'ALTER TABLE audit DISABLE TRIGGER ALL', "UPDATE consent SET version = 'x'",
	    'UPDATE posting SET amount = 1', "UPDATE journal SET kind = 'x'",
	    "UPDATE booking_event SET event = 'x'", 'DELETE FROM audit_head') {
		like scalar qx(psql -Xq -d "$conninfo" -c "SET ROLE $app" -c "$_" 2>&1),
		    qr/permission denied|must be owner/, "the database refuses: $_";
	}
	undef $theirs;
	$cast->sql("DROP OWNED BY $app; DROP ROLE $app");
}

# Somebody who owns the database takes the guard away first.
my @open = $sqlite ? ('DROP TRIGGER audit_update', 'DROP TRIGGER audit_delete') :
    ('ALTER TABLE audit DISABLE TRIGGER ALL');
$cast->sql($_) for @open;
sub verify {
	my $dir = File::Temp->newdir;
	local $ENV{TT_CONF} = $cast->server->conf;
	return scalar qx(@{[TT::tool()]} audit verify);
}
my $was = $cast->value('SELECT reason FROM audit WHERE id = 3');
$cast->sql("UPDATE audit SET reason = 'tampered' WHERE id = 3");
like verify(), qr/audit 3: has been changed/, 'a row that was changed is found';
$cast->sql("UPDATE audit SET reason = '$was' WHERE id = 3");
like verify(), qr/the audit log agrees/, 'put right, all is well';
$cast->sql($sqlite ? 'PRAGMA foreign_keys = OFF' : 'DELETE FROM audit_address WHERE audit_id = 4');
$cast->sql('DELETE FROM audit WHERE id = 4');
like verify(), qr/audit 4: is missing/, 'one that was removed is found';
my $jobs = fork // die "fork: $!";
if ($jobs == 0) {
	$ENV{TT_CONF} = $cast->server->conf;
	open STDERR, '>', '/dev/null';
	exec TT::binary('tailtribe-jobs');
}
for (1 .. 200) {
	last if $cast->count("look_at WHERE kind = 'audit'");
	select undef, undef, undef, 0.1;
}
kill TERM => $jobs;
waitpid $jobs, 0;
is $cast->count("look_at WHERE kind = 'audit' AND ref LIKE 'audit 4%'"), 1,
    'the queue walks the chain each day and puts it before staff';
my $last = $cast->value('SELECT MAX(id) FROM audit');
$cast->sql($sqlite ? 'SELECT 1' : "DELETE FROM audit_address WHERE audit_id = $last");
$cast->sql("DELETE FROM audit WHERE id = $last");
like verify(), qr/is not where the chain should end/, 'and so is a shorter end';
is $cast->complaints('nothing'), '', 'the logs are quiet';
done_testing;
