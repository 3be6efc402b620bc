#!/usr/bin/perl
# Mails through a real server, smtp-server of npm: with and without a password,
# over TLS that is verified, and what it refuses.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Installation;
use JSON::PP;
use Letter;
use MIME::Base64 qw(decode_base64);
use Time::HiRes qw(sleep);

my $smtp = "$FindBin::Bin/../smtp";
plan skip_all => 'npm ci was not run in t/smtp'
    unless -d "$smtp/node_modules/smtp-server";
plan skip_all => 'no node' unless grep { -x "$_/node" } split /:/, $ENV{PATH};
for (qw(tailtribe tailtribe-jobs)) {
	plan skip_all => "no $_ in the build" unless Installation::program($_);
}

my $i = Installation->new;
my $dir = $i->dir;
my ($status, $said) = $i->tool('user', '--staff', 'an@example.be', '--first',
    'Anaïs', '--last', 'Peeters', '--lang', 'fr');
is $status, 0, 'somebody to write to' or BAIL_OUT($said);
my $an = $i->value('SELECT id FROM users');
my ($now, $ids, $server, $said_by_server) = (time, 100);

# ---- a server ------------------------------------------------------------------

sub start {
	my (@words) = @_;
	stop();
	$said_by_server = "$dir/server" . ++$ids;
	$server = fork // die;
	if (!$server) {
		open STDOUT, '>', $said_by_server;
		{ exec 'node', "$smtp/server.js", @words }
		POSIX::_exit(127);
	}
	for (1 .. 300) {
		my ($up) = grep { $_->{event} eq 'listening' } events();
		return $up->{port} if $up;
		sleep 0.05;
	}
	BAIL_OUT('smtp-server does not start');
}

sub stop {
	return unless $server;
	local $?;
	kill KILL => $server;
	waitpid $server, 0;
	undef $server;
}
END { stop() }

sub events {
	my ($kind) = @_;
	open my $f, '<', $said_by_server or return;
	return grep { !$kind || $_->{event} eq $kind }
	    map { eval { decode_json($_) } || () } <$f>;
}

# ---- a mail ----------------------------------------------------------------------

# A mail for An under some address; its job's id.
sub mail_to {
	my ($address) = @_;
	$i->change("UPDATE users SET email = '$address' WHERE id = $an");
	my $id = ++$ids;
	$i->change('INSERT INTO job (id, kind, key, subject, detail, run_at, '
	    . 'state, tries, max_tries, lease_until, lease, error, created) '
	    . "VALUES ($id, 'mail', NULL, 0, 'password-changed $an ', 0, "
	    . "'ready', 0, 12, 0, '', '', $now)");
	return $id;
}

sub work_off {
	my ($name, @before) = @_;
	($status, $said) = @before ? $i->said_by(@before,
	    Installation::program('tailtribe-jobs'), '--once') : $i->jobs;
	is $status, 0, $name or diag $said;
}

sub job { return @{($i->sql("SELECT state, tries, error FROM job WHERE id = "
    . $_[0]))[0]} }

# ---- in the clear, on this machine ---------------------------------------------------

my $port = start();
$i->set(mail => "smtp://127.0.0.1:$port");
my $id = mail_to('an@example.be');
work_off('a server without a password');
is((job($id))[0], 'done', 'takes the mail');
my ($got) = events('mail');
is_deeply $got->{to}, ['an@example.be'], 'for whom it is';
is $got->{from}, 'post@tailtribe.test', 'from whom the configuration says';
my $m = Letter->new(decode_base64($got->{bytes}));
is join('; ', $m->faults), '', 'it arrives as it was written';
is $m->header('Message-ID'), "<$id\@tailtribe.test>",
    'with an id that is always the same';
like $m->text, qr/^(?:Bonjour|Hello) Anaïs,/, 'in her language';

$id = mail_to('nobody-1@example.be');
work_off('an address that the server does not know');
my ($state, $tries, $error) = job($id);
is $state, 'dead', 'is refused for good';
like $error, qr/550/, 'and the job says how';
my $later = mail_to('later-1@example.be');
work_off('a server that has no time');
($state, $tries, $error) = job($later);
is $state, 'ready', 'is asked again later';
is $tries, 1, 'after one try';
like $error, qr/451/, 'and the job says how';
$i->change("UPDATE users SET email = 'an\@example.be' WHERE id = $an");
$i->change("UPDATE job SET run_at = 0 WHERE id = $later");
work_off('when it has');
is((job($later))[0], 'done', 'the mail goes');
$id = mail_to('full-1@example.be');
work_off('a mailbox that is full');
is((job($id))[0], 'dead', 'is refused for good');

# ---- a worker that dies while it speaks ---------------------------------------------------

$id = mail_to('hang-1@example.be');
my $pid = fork // die;
if (!$pid) {
	$ENV{TT_CONF} = $i->conf;
	$ENV{ASAN_OPTIONS} = 'detect_leaks=0';
	open STDERR, '>', '/dev/null';
	{ exec Installation::program('tailtribe-jobs'), '--once' }
	POSIX::_exit(127);
}
for (1 .. 400) {
	last if events('hang');
	sleep 0.05;
}
kill KILL => $pid;
waitpid $pid, 0;
is((job($id))[0], 'leased', 'a worker dies in the middle of a mail');
$i->change("UPDATE users SET email = 'an\@example.be' WHERE id = $an");
$i->change("UPDATE job SET lease_until = $now - 5 WHERE id = $id");
my $before = () = events('mail');
work_off('another one');
is((job($id))[0], 'done', 'does it when the lease is over');
is scalar(() = events('mail')), $before + 1, 'once';

# ---- nobody there ---------------------------------------------------------------------------

stop();
$id = mail_to('an@example.be');
work_off('no server');
($state, $tries, $error) = job($id);
is $state, 'ready', 'is not for good';
like $error, qr/connect/i, 'and the job says why';

# ---- a password travels only over TLS ----------------------------------------------------------

$port = start('--auth', 'tt', 'gehei/m&');
$i->set(mail => "smtp://tt:gehei/m&\@127.0.0.1:$port");
$i->change("UPDATE job SET run_at = 0 WHERE id = $id");
work_off('a server that offers no TLS');
is((job($id))[0], 'ready', 'does not get the mail');
is scalar(() = events('auth')), 0, 'nor the password';

# ---- TLS ------------------------------------------------------------------------------------------

# A certificate of its own, for a name and for the number.
system('openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes '
    . '-subj /CN=localhost -days 9 -addext subjectAltName=DNS:localhost,'
    . "IP:127.0.0.1 -keyout $dir/tls.key -out $dir/tls.pem 2>/dev/null") == 0
    or die 'openssl';
$port = start('--auth', 'tt', 'gehei/m&', '--tls', "$dir/tls.key",
    "$dir/tls.pem");
$i->set(mail => "smtp://tt:gehei/m&\@127.0.0.1:$port");
$i->change("UPDATE job SET run_at = 0 WHERE id = $id");
work_off('a server that nobody vouches for');
($state, $tries, $error) = job($id);
is $state, 'ready', 'does not get the mail';
like $error, qr/certificate|SSL/i, 'and the job says why';
is scalar(() = events('auth')), 0, 'nor the password';

# The same server, once the machine trusts it: in a namespace of its own, the
# list of those that are trusted is this one certificate.
my $list = '/etc/ssl/certs/ca-certificates.crt';
my @trust = ('unshare', '-rm', 'sh', '-c', 'mount --bind "$1" "$2" && shift 2 '
    . '&& exec "$@"', 'sh', "$dir/tls.pem", $list);
SKIP: {
	skip 'no namespaces here', 15 if system("@trust[0, 1] true 2>/dev/null")
	    || !-e $list;
	$i->change("UPDATE job SET run_at = 0 WHERE id = $id");
	work_off('a server that is trusted, by STARTTLS', @trust);
	is((job($id))[0], 'done', 'gets the mail') or diag +(job($id))[2];
	($got) = events('mail');
	is $got->{user}, 'tt', 'with name and password';
	is $got->{secure}, JSON::PP::true, 'over TLS';
	ok !grep({ !$_->{secure} } events('auth')), 'and never in the clear';

	$i->set(mail => "smtp://tt:wrong\@127.0.0.1:$port");
	$id = mail_to('an@example.be');
	work_off('a wrong password', @trust);
	($state, $tries, $error) = job($id);
	is $state, 'ready', 'is our fault and not the mail\'s';
	like $error, qr/[Ll]ogin|535/, 'and the job says so';

	$port = start('--auth', 'tt', 'gehei/m&', '--secure', '--tls',
	    "$dir/tls.key", "$dir/tls.pem");
	$i->set(mail => "smtps://tt:gehei/m&\@127.0.0.1:$port");
	$i->change("UPDATE job SET run_at = 0 WHERE id = $id");
	work_off('TLS from the first byte', @trust);
	is((job($id))[0], 'done', 'gets the mail') or diag +(job($id))[2];
	($got) = events('mail');
	is $got->{user}, 'tt', 'with name and password';
	is $got->{secure}, JSON::PP::true, 'over TLS';
	$m = Letter->new(decode_base64($got->{bytes}));
	is join('; ', $m->faults), '', 'as it was written';

	$i->set(mail => "smtps://tt:gehei/m&\@127.0.0.2:$port");
	$id = mail_to('an@example.be');
	work_off('a server under another name', @trust);
	is((job($id))[0], 'ready', 'does not get the mail');
	is scalar(() = events('mail')), 1, 'nor hear of it';
}

done_testing;
