#!/usr/bin/perl
# The tool's commands, one by one, and what each says when something is wrong.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Digest::SHA qw(sha256_hex);
use IO::Socket::UNIX;
use Installation;
use POSIX ();

plan skip_all => 'no tailtribe in the build'
    unless Installation::program('tailtribe');

my $i = Installation->new(tables => 0);
my $dir = $i->dir;
my ($status, $said);

# run(WANT, NAME, WORDS…): the exit status is right; what it said is kept.
sub run {
	my ($want, $name, @words) = @_;
	($status, $said) = $i->tool(@words);
	is $status, $want, $name or diag $said;
}

# ---- words -------------------------------------------------------------------

run 2, 'without a command it says how it is used';
for (qw(init migrate config routes doctor user ledger jobs seed)) {
	like $said, qr/^  $_ +\S/m, "$_ is explained";
}
run 2, 'a command that does not exist', 'dance';
run 0, 'help is no error', 'help';
run 2, "words it does not know: @$_", @$_ for ['init', 'now'], ['migrate', '1'],
    ['config'], ['config', 'tell'], ['routes', 'x'],
    ['doctor', '--certificate'];

# ---- init and migrate ----------------------------------------------------------

run 1, 'nothing works without tables', 'jobs';
like $said, qr/run tailtribe migrate/, 'and it says which command makes them';
rmdir "$dir/media";
$i->set(database => "sqlite:$dir/new/folder/tt.db", mail => "dir:$dir/post");
run 0, 'init makes the tables', 'init';
like $said, qr/^0001-main$/m, 'and names each migration';
ok -d "$dir/media", 'init makes the folder of pictures';
ok -d "$dir/post", 'init makes the folder of mails';
ok -f "$dir/new/folder/tt.db", 'init makes the folder of the database';
$i->{database} = "sqlite:$dir/new/folder/tt.db";
run 0, 'a second time is harmless', 'migrate';
like $said, qr/already/, 'and says so';
run 2, "words it does not know: @$_", @$_ for ['user'], ['ledger'],
    ['ledger', 'show', '1', '2'], ['jobs', 'retry'], ['jobs', 'retry', 'x'],
    ['seed'], ['seed', '--caregivers', '-1'], ['seed', '--demo', '--dance'],
    ['seed', '--demo', '--seed'];
$i->change("INSERT INTO schema_version VALUES (9999, 'later', 0)");
run 1, 'an old program leaves newer tables alone', 'migrate';
like $said, qr/newer program/, 'and says why';
$i->change('DELETE FROM schema_version WHERE version = 9999');

# ---- config check ----------------------------------------------------------------

run 0, 'a right configuration', 'config', 'check';
like $said, qr/^ok \Q$dir\E/m, 'ends with ok';
like $said, qr/^site = https:\/\/tailtribe\.test\n    the address people/m,
    'each setting is shown with what it is';
unlike $said, qr/0123456789|sk_test_of|whsec_of/, 'secrets are not shown';
my @wrong = (
	[site => 'https://a.be/x', qr/line|:\d+ site: must be https/],
	[media => "$dir/nowhere", qr/:\d+ media: .*No such file/],
	[run => "$dir/tt.conf", qr/:\d+ run: .*is not a folder/],
	[data => '/', qr/:\d+ data: .*common-passwords/],
	[locale => '/', qr/:\d+ locale: .*tt-nl\.mo/],
	[database => 'sqlite:/nowhere/x/tt.db', qr/:\d+ database: .*No such/],
	[secret => 'a' x 40, qr/:\d+ secret: it is not random/],
	[pepper => "\@$dir/nothing", qr/:\d+ pepper: this user cannot read/],
	[mail => 'post@example.be', qr/:\d+ mail: must start with smtp/],
	[mail => 'smtp://u:p@:25', qr/:\d+ mail: there is no host/],
	[mail => "dir:$dir/nowhere", qr/:\d+ mail: .*No such file/],
	[mail_from => 'TailTribe', qr/:\d+ mail_from: it is not an e-mail/],
	[support => 'a b@c', qr/:\d+ support: it is not an e-mail/],
	[stripe => 'http://10.0.0.1', qr/:\d+ stripe: must start with https/],
	[stripe_key => 'pk_test_x', qr/:\d+ stripe_key: it is the publishable/],
	[stripe_key => 'hello', qr/:\d+ stripe_key: must start with sk_/],
	[stripe_key => 'sk_live_x', qr/:\d+ stripe_key: a live key/],
	[stripe_key => '', qr/:\d+ stripe_key: without it nobody/],
	[stripe_webhook_secret => 'whsec_a b',
	    qr/:\d+ stripe_webhook_secret: each must start/],
	[stripe_webhook_secret => '', qr/without it no payment/],
	[stripe_checkout => 'https://x/', qr/:\d+ stripe_checkout: must/],
	[commission_bp => '20%', qr/line \d+: commission_bp must be a number/],
	[colour => 'green', qr/line \d+: no such key: colour/],
	[secret => 'short', qr/line \d+: secret must have 32/],
	[demo => 'no', qr/test key, and demo is not yes/],
);
open my $keep, '<', $i->conf or die;
my $right = do { local $/; <$keep> };
for (@wrong) {
	my ($key, $value, $like) = @$_;
	$i->set($key => $value);
	($status, $said) = $i->tool('config', 'check');
	is $status, 1, "$key = $value is wrong";
	like $said, $like, '  and it says why';
	open my $out, '>', $i->conf or die;
	print $out $right;
}
$i->set(pepper => '0123456789abcdef' x 3);
run 1, 'secret and pepper are two secrets', 'config', 'check';
$i->set(pepper => 'fedcba9876543210' x 3);
$i->set(demo => 'no', stripe_key => 'sk_live_x');
run 1, 'a real site', 'config', 'check';
like $said, qr/operator_name \(not in the file\): the law/,
    'must say who runs it';
like $said, qr/stripe: it is the sandbox/, 'and not use the sandbox';
like $said, qr/mail: mails are only written/, 'and send its mails';
$i->set(demo => 'yes', stripe_key => 'sk_test_x');
chmod 0644, $i->conf;
run 1, 'a configuration that others may read', 'config', 'check';
like $said, qr/chmod o-rwx/, 'and what to do';
chmod 0600, $i->conf;
{
	local $ENV{TT_CONF} = "$dir/none";
	my $none = bless { %$i, owner => 0 }, 'NoConf';
	@NoConf::ISA = 'Installation';
	no warnings 'once';
	*NoConf::conf = sub { "$dir/none" };
	($status, $said) = $none->tool('doctor');
	is $status, 1, 'no configuration at all';
	like $said, qr/^bad configuration .*none: No such file/m, 'is told';
}

# ---- routes ------------------------------------------------------------------------

mkdir "$dir/bin";
sub script {
	my ($name, $text) = @_;
	open my $f, '>', "$dir/bin/$name" or die;
	print $f "#!/bin/sh\n$text\n";
	close $f;
	chmod 0755, "$dir/bin/$name";
}
script('b.fcgi', '[ "$1" = --routes ] && echo "GET /z anyone b
POST /a owner b"');
script('a.fcgi', 'echo "GET /a/# signed-in a"; echo "GET /a owner a"');
script('other', 'echo "GET /other anyone other"');
run 0, 'routes asks every binary', 'routes', '--dir', "$dir/bin";
is_deeply [map { [split] } split /\n/, $said], [[qw(GET /a owner a)],
    [qw(POST /a owner b)], ['GET', '/a/#', 'signed-in', 'a'],
    [qw(GET /z anyone b)]], 'and sorts what they say';
script('c.fcgi', 'exit 3');
run 1, 'a binary that fails', 'routes', '--dir', "$dir/bin";
like $said, qr/c\.fcgi --routes failed/, 'is named';
run 1, 'no such folder', 'routes', '--dir', "$dir/nowhere";
run 1, 'a folder without binaries', 'routes', '--dir', "$dir/media";
unlink "$dir/bin/a.fcgi", "$dir/bin/b.fcgi", "$dir/bin/c.fcgi";

# ---- user --------------------------------------------------------------------------

run 1, 'nobody has a name', 'user', '--staff', 'sam@example.be';
like $said, qr/--first and --last/, 'unless it is said';
run 0, 'a new member of staff', 'user', '--staff', 'Sam@Example.be',
    '--first', 'Sam', '--last', 'Verhaegen', '--lang', 'fr';
my ($secret) = $said =~ m{^https://tailtribe\.test/fr/reset/(\S{43})$}m;
ok $secret, 'gets a link, in the right language';
is_deeply [$i->sql('SELECT t.hash, u.email, u.staff, u.lang, u.password, '
    . 'u.verified > 0 FROM token t JOIN users u ON u.id = t.user_id')],
    [[sha256_hex($secret), 'sam@example.be', 'admin', 'fr', '', 1]],
    'of which only the digest is kept';
run 2, 'a role that there is not', 'user', '--staff', 'a@example.be',
    '--first', 'A', '--last', 'B', '--role', 'king';
run 1, 'an address that is none', 'user', '--staff', 'a b', '--first', 'A',
    '--last', 'B';

sub with_password {
	my ($password, @words) = @_;
	open my $f, '>', "$dir/password" or die;
	print $f "$password\n";
	close $f;
	return $i->said_by('sh', '-c', 'p=$1; shift; exec "$@" < "$p"', 'sh',
	    "$dir/password", Installation::program('tailtribe'), 'user',
	    @words, '--password-stdin');
}

my @new = ('--staff', 'eva@example.be', '--first', 'Eva', '--last', 'Maes');
for my $bad ('short', 'password', 'x' x 200, 'evamaes1') {
	($status, $said) = with_password($bad, @new);
	is $status, 1, 'a password is refused: ' . substr $bad, 0, 20;
}
($status, $said) = with_password('wandelen-met-Rex-1', @new, '--role',
    'finance');
is $status, 0, 'a good one is taken' or diag $said;
unlike $said, qr/reset/, 'and then there is no link';
my ($eva, $hash) = @{($i->sql('SELECT id, password FROM users WHERE email = '
    . "'eva\@example.be' AND staff = 'finance'"))[0]};
like $hash, qr/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/, 'hashed as it should be';
$i->change("UPDATE users SET is_owner = 1 WHERE id = $eva");
$i->change("INSERT INTO session (hash, user_id, created, seen, device, address, note) VALUES ('x', $eva, 0, 0, '', '', '')");
run 0, 'somebody who is an owner', 'user', '--staff', 'eva@example.be',
    '--role', 'support';
is_deeply [$i->sql('SELECT is_owner, staff, password FROM users WHERE id = '
    . $eva)], [[1, 'support', $hash]], 'stays one, and keeps her password';
is $i->value('SELECT COUNT(*) FROM session'), 0,
    'other rights are other sessions';
like $i->value("SELECT actor_type || ' ' || action || ' ' || after FROM audit WHERE action = 'staff.roles' "
    . 'ORDER BY id DESC LIMIT 1'), qr/^tool staff\.roles \w/, 'the audit log knows that the tool did it';
run 1, 'who has no second step', 'user', '--lost', 'eva@example.be';
$i->change("INSERT INTO second_step (user_id, secret, since, used) SELECT id, 'x', 1, 0 FROM users "
    . "WHERE email = 'eva\@example.be'");
run 0, 'who has lost their second step', 'user', '--lost', 'eva@example.be';
is $i->value('SELECT COUNT(*) FROM second_step'), 0, 'has none any more';
is $i->value("SELECT COUNT(*) FROM job WHERE detail LIKE 'two-steps-off%'"), 1, 'and a mail';
is $i->value("SELECT COUNT(*) FROM audit WHERE action = 'two-steps.off' AND actor_type = 'tool'"), 1,
    'the audit log knows that, too';
run 2, 'both at once', 'user', '--lost', 'eva@example.be', '--staff', 'eva@example.be';
$i->change('DELETE FROM job');
run 0, 'a role can be taken away', 'user', '--staff', 'eva@example.be',
    '--role', 'none';
is $i->value("SELECT staff FROM users WHERE id = $eva"), '', 'and is gone';

# ---- seed: where it may not ------------------------------------------------------------

run 1, 'made-up people do not join real ones', 'seed', '--caregivers', '5';
like $said, qr/people in the database already/, 'and it says so';
$i->set(database => "sqlite:$dir/second.db");
$i->{database} = "sqlite:$dir/second.db";
run 0, 'an empty database', 'init';
$i->set(demo => 'no', stripe_key => 'sk_live_x');
run 1, 'a real site', 'seed', '--demo';
like $said, qr/belong in no other site/, 'gets no made-up people';
$i->set(demo => 'yes', stripe_key => 'sk_test_x', data => '/nowhere');
run 1, 'without its words', 'seed', '--demo';
like $said, qr{/nowhere/seed/nl/homes.txt: No such file}, 'it says which';
$i->set(data => "$Installation::src/data");
run 0, 'a small demo', 'seed', '--demo', '--caregivers', '40';

# ---- ledger ---------------------------------------------------------------------------

run 0, 'the ledger of the demo agrees', 'ledger', 'verify';
like $said, qr/^commission\s+−€/m, 'the accounts are shown';
like $said, qr/^the ledger agrees$/m, 'and the verdict';
my $paid = $i->value("SELECT id FROM booking WHERE state = 'completed'");
run 0, 'what one booking did', 'ledger', 'show', $paid;
like $said, qr/^booking $paid  .*completed/, 'its state';
like $said, qr/  pay\n    clearing .*\n    escrow:$paid .*−/, 'the payment';
like $said, qr/  earn\n/, 'what was earned';
my $pending = $i->value("SELECT id FROM booking WHERE state = 'pending'");
run 0, 'one without money', 'ledger', 'show', $pending;
like $said, qr/no money has moved/, 'says so';
run 1, 'one that does not exist', 'ledger', 'show', '77';

# ---- jobs --------------------------------------------------------------------------------

my $now = time;
$i->change("INSERT INTO job VALUES (5, 'mail', NULL, 9, 'verify 7 SECRET', "
    . "$now, 'dead', 12, 12, 0, '', 'no such mailbox', $now)");
run 0, 'the queue', 'jobs';
like $said, qr/^ready 0, being done 0, dead 1$/m, 'counted';
like $said, qr/^dead 5 .* mail verify .*: no such mailbox$/m,
    'a dead job and why';
unlike $said, qr/SECRET/, 'without what is secret in it';
run 0, 'a dead job is tried again', 'jobs', 'retry', '5';
is $i->value('SELECT state FROM job WHERE id = 5'), 'ready', 'and is ready';
run 1, 'one that is not dead is not', 'jobs', 'retry', '5';
$i->change('DELETE FROM job');

# ---- doctor --------------------------------------------------------------------------------

my @doctor = ('doctor', '--dir', "$dir/bin");
script('site.fcgi', '');
my $socket = IO::Socket::UNIX->new(Local => "$dir/site.sock", Listen => 9)
    or die "socket: $!";
my $answers = '200 OK';
sub serve {
	my $pid = fork // die;
	return $pid if $pid;
	while (my $c = $socket->accept) {
		my $head;
		while ($head = TT::FCGI::read_exactly($c, 8)) {
			my (undef, $type, undef, $n, $pad) = unpack 'CCnnC',
			    $head;
			TT::FCGI::read_exactly($c, $n + $pad) if $n + $pad;
			last if $type == 5 && !$n;
		}
		print $c TT::FCGI::stream(6, 1, "Status: $answers\r\n\r\nok")
		    . TT::FCGI::record(3, 1, "\0" x 8);
		close $c;
	}
	POSIX::_exit(0);
}
my $server = serve();
END { if ($server) { local $?; kill KILL => $server; waitpid $server, 0 } }

sub well { run 0, shift, @doctor }
sub ill {
	my ($name, $like) = @_;
	run 1, $name, @doctor;
	like $said, qr/^bad .*$like/m, '  what is wrong';
	like $said, qr/^\d+ to mend$/m, '  and how many';
}

well 'an installation that is well';
like $said, qr/^ok  $_/m, "$_ was looked at" for 'configuration', 'clock',
    'disk of the database', 'site\.fcgi answers', 'photos are decoded', 'database, sqlite, tables',
    'queue', 'the ledger agrees';
is scalar(() = $said =~ /^bad/mg), 0, 'and nothing is bad';
is scalar(() = glob "$dir/*.lock"), 0, 'it leaves no lock that programs could not open';

$i->set(scan => "$dir/no-clamd");
ill 'no scanner', 'clamd at .*no-clamd does not answer: systemctl restart';
$i->set(scan => undef);
$i->set(openid_issuer => 'http://127.0.0.1:9', openid_client => 'x', openid_secret => 'y');
ill 'no provider', 'the OpenID provider http://127\.0\.0\.1:9 does not answer';
$i->set(openid_issuer => undef, openid_client => undef, openid_secret => undef);
$i->set(store => 's3:http://127.0.0.1:9/b', store_key => 'x', store_secret => 'y');
ill 'no bucket', 'the bucket: .*: see store';
$i->set(store => undef, store_key => undef, store_secret => undef);
$i->set(mail => "dir:$dir/nowhere");
ill 'no folder for mails', 'configuration, line \d+, mail .*config check';
$i->set(mail => "dir:$dir/mail");
my $old = $now - 900;
$i->change("INSERT INTO job VALUES (6, 'mail', NULL, 9, '', $old, 'ready', 0, "
    . "12, 0, '', '', $old)");
ill 'nobody works the queue off', 'the oldest job has waited 9\d\d s: '
    . 'systemctl restart tailtribe-jobs';
$i->change("UPDATE job SET state = 'dead'");
ill 'a dead job', '1 dead jobs: tailtribe jobs shows why';
$i->change('DELETE FROM job');
my $was = $i->value("SELECT answer_by FROM booking WHERE id = $pending");
$i->change("UPDATE booking SET answer_by = $old WHERE id = $pending");
ill 'the clock does not move bookings', '1 bookings should have been moved';
$i->change("UPDATE booking SET answer_by = $was WHERE id = $pending");
$i->change('UPDATE account SET balance = balance + 5 WHERE id = (SELECT id '
    . 'FROM account WHERE balance > 0 LIMIT 1)');
ill 'a ledger that was touched', 'ledger: balance of account \d+: \d+ cents';
run 1, 'ledger verify sees it too', 'ledger', 'verify';
like $said, qr/^bad balance of account/m, 'and says which account';
$i->change('UPDATE account SET balance = balance - 5 WHERE balance > 0 AND '
    . 'balance <> (SELECT -SUM(amount) FROM posting WHERE account_id = '
    . 'account.id)');
well 'mended';
my $later = $now + 9000;
$i->change("INSERT INTO session (hash, user_id, created, seen, device, address, note) VALUES ('y', (SELECT id FROM users LIMIT 1), "
    . "$later, $later, '', '', '')");
ill 'something was written in the future', 'the clock went back';
$i->change('DELETE FROM session');
$i->change("UPDATE schema_version SET version = version - 1000");
ill 'older tables', 'tables are of version -\d+.*: run tailtribe migrate';
$i->change("UPDATE schema_version SET version = version + 2000");
ill 'newer tables', 'install the newer version';
$i->change("UPDATE schema_version SET version = version - 1000");
$i->set(database => "sqlite:$dir/media");
ill 'no database', 'the database does not answer';
$i->set(database => "sqlite:$dir/second.db");
kill KILL => $server;
waitpid $server, 0;
$answers = '500 Oops';
$server = serve();
ill 'a binary that is ill', 'site\.fcgi answers 500: systemctl restart';
kill KILL => $server;
waitpid $server, 0;
undef $server;
close $socket;
ill 'nobody behind a socket', 'site\.fcgi at .*Connection refused';
unlink "$dir/site.sock";
ill 'no socket', 'site\.fcgi at .*No such file';
unlink "$dir/bin/site.fcgi";
ill 'nothing installed', 'no programs of the site in';

script('site.fcgi', '');
$socket = IO::Socket::UNIX->new(Local => "$dir/site.sock", Listen => 9) or die;
$answers = '200 OK';
$server = serve();
sub certificate {
	my ($days, $host) = @_;
	system(qw(openssl req -x509 -newkey ec -pkeyopt
	    ec_paramgen_curve:P-256 -nodes -subj /CN=x -days), $days,
	    '-addext', "subjectAltName=DNS:$host", '-keyout', "$dir/key",
	    '-out', "$dir/cert") == 0 or die;
	push @doctor, '--certificate', "$dir/cert" if @doctor == 3;
}
{
	open my $err, '>&', \*STDERR;
	open STDERR, '>', '/dev/null';
	certificate(90, 'tailtribe.test');
	well 'a certificate for ninety days';
	like $said, qr/^ok  certificate for tailtribe\.test, \d+ days left$/m,
	    'is told';
	certificate(5, 'tailtribe.test');
	ill 'one for five days', 'ends in [45] days: renew it';
	certificate(90, 'elsewhere.test');
	ill 'one for another host', 'is not for tailtribe\.test';
	unlink "$dir/cert";
	ill 'none', 'it cannot be read';
	open STDERR, '>&', $err;
}

done_testing;
