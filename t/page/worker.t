#!/usr/bin/perl
# A worker and its connections: kept ones, silent ones, hostile ones, and how
# it ends. The probe is that of frame.t.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Time::HiRes qw(sleep time);
use TT;

my $probe = $ENV{TT_PROBE} // ($ENV{TT_BUILD} // '.') . '/t/page/probe';
plan skip_all => "no $probe" unless -x $probe;

my $server = TT::Server->new($probe, tables => [$probe, '--migrate']);
my $c = TT::Client->new($server);
my %right = (name => 'An', agree => 1, colour => 'red');

sub fcgi { return TT::FCGI::request(@_) }

# ---- the connection ----

my $kept = TT::Client->new($server, keep => 1);
is $kept->get("/thing/$_")->status, 200, "request $_ on a kept connection"
    for 1 .. 3;
like $kept->get('/thing/77')->text, qr/arg=\[77\]/, '… each with its own answer';
my @many = map { TT::Client->new($server, keep => 1) } 1 .. 20;
is join(',', map { $_->get('/thing/5')->status } @many, reverse @many),
    join(',', (200) x 40), 'twenty kept connections take turns';
my $silent = $server->connect;
my $began = time;
is $c->get('/thing/1')->status, 200, 'somebody who says nothing';
cmp_ok time - $began, '<', 1, '… keeps nobody waiting';
my $bytes = fcgi($c->params('GET', '/nl/thing/8', '', {}), '', 0);
print $silent substr $bytes, 0, 30;
$silent->flush;
sleep 0.1;
$began = time;
is $c->get('/thing/1')->status, 200, 'somebody who stops in the middle';
cmp_ok time - $began, '<', 4, '… keeps us waiting for two seconds';
$kept->{socket} = undef;
$kept->post('/form', %right, text => 'x' x 70000);
is $kept->get('/thing/3')->status, 200, 'after a body too large the connection is good';

for (['a stream of zeroes', "\0" x 100], ['nonsense', 'GET / HTTP/1.0' . "\r\n" x 2],
    ['a role we have not', TT::FCGI::record(1, 1, pack 'nCx5', 3, 0) . TT::FCGI::stream(4, 1, '')],
    ['a type we have not', TT::FCGI::record(77, 1, 'x' x 50)],
    ['parameters without a beginning', TT::FCGI::stream(4, 1, TT::FCGI::params({ A => 'b' }))],
    ['a length beyond the end', TT::FCGI::record(1, 1, pack 'nCx5', 1, 0)
        . TT::FCGI::stream(4, 1, "\x80\0\1\0\5abc")],
    ['another request id', fcgi($c->params('GET', '/nl/thing/1', '', {}), '', 0, 1) =~ s/^(..)\0\001/$1\0\cG/sr],
    ['an end at once', '']) {
	my $socket = $server->connect;
	local $SIG{PIPE} = 'IGNORE';
	print $socket $_->[1];
	$socket->flush;
	shutdown $socket, 1;
	TT::FCGI::answer($socket);
	is $c->get('/thing/1')->status, 200, "hostile: $_->[0]";
}
my $socket = $server->connect;
print $socket fcgi($c->params('GET', '/nl/noise', '', {}), '', 0);
$socket->flush;
close $socket;
is $c->get('/thing/1')->status, 200, 'somebody who leaves before the answer';
my $values = $server->connect;
print $values TT::FCGI::record(9, 0, TT::FCGI::params({ FCGI_MPXS_CONNS => '' }));
close $values;
is $c->get('/thing/1')->status, 200, 'somebody who asks what we can';

# ---- the end ----

my $idle = TT::Client->new($server, keep => 1);
$idle->get('/thing/1');
is $server->stop, 0, 'an idle worker ends at once';
$server->start;
$c->get('/thing/1');
my $busy = $server->connect;
print $busy fcgi($c->params('GET', '/nl/slow', '', {}), '', 1);
$busy->flush;
sleep 0.15;
kill 'TERM', $server->pid;
my $answer = TT::FCGI::answer($busy);
like $answer // '', qr/^Status: 200/, 'a busy worker answers first';
is $server->ended, 0, '… and ends then';
$server->start;
is $c->get('/thing/1')->status, 200, 'the next worker goes on';
is $server->stop(undef, 'HUP'), 0, 'HUP ends it as well';

my ($lost, $asked) = (0, 0);
my @workers = map { $server->start } 1 .. 2;
$c->get('/thing/1') for 1 .. 9;
for my $round (1 .. 6) {
	my $pid = fork;
	if ($pid == 0) {
		my $bad = 0;
		$bad += TT::Client->new($server)->get('/thing/1')->broken
		    for 1 .. 60;
		POSIX::_exit($bad);
	}
	sleep 0.02;
	my $ends = shift @workers;
	push @workers, $server->start;
	$server->stop($ends);
	waitpid $pid, 0;
	$lost += $? >> 8;
	$asked += 60;
}
is $lost, 0, "no request of $asked is lost while workers are replaced";
$server->stop($_) for @workers;

$server->start;
my $hangs = $server->connect;
print $hangs fcgi($c->params('GET', '/nl/hang', '', {}), '', 0);
$hangs->flush;
isnt $server->ended, 0, 'a worker that hangs is ended by its watchdog';
unlike $server->log_text, qr/runtime error|AddressSanitizer/, 'no sanitizer spoke';


done_testing;
