#!/usr/bin/perl
# The backup: a copy that can be put back, who was erased since then goes
# again, and how many copies stay.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $backup = ($ENV{TT_BUILD} // '.') . '/service/backup';
plan skip_all => "no $backup" unless -f $backup;
my $cast = Cast->new('account');
my $server = $cast->server;
my $to = $server->dir . '/backup';
my $sqlite = $server->{database} =~ /^sqlite:(.*)/ ? $1 : '';
$ENV{TT_TOOL} = TT::tool();
sub run_backup {
	local $ENV{TT_CONF} = ($_[0] // $server)->conf;
	chomp(my $path = qx(sh "$backup" "$to"));
	return $? == 0 ? $path : undef;
}
sub lines { open my $f, '<', $_[0] or return (); return map { chomp; $_ } <$f> }

my $copy = run_backup();
ok $copy && -s $copy, 'a copy is made while programs have the database open' or BAIL_OUT('no copy');
like $copy, qr{/\d{8}-\d{6}\.(?:db|dump)$}, 'by its time';
is((stat $copy)[2] & 077, 0, 'which nobody else may read');
is_deeply [lines("$to/tombstones")], [], 'nobody was erased';

# ---- somebody goes ----

my $bob = $cast->id('bob');
$cast->sql("UPDATE users SET closing = @{[time - 1]} WHERE id = $bob");
my $jobs = TT::Server->new('tailtribe-jobs', tables => 0, wait => 0,
    database => $server->{database});
$jobs->run([TT::binary('tailtribe-jobs'), '--once']);
is $cast->value("SELECT first_name FROM users WHERE id = $bob"), '', 'Bob is erased';
sleep 1;
isnt run_backup(), $copy, 'another copy';
like join(' ', lines("$to/tombstones")), qr/^$bob \d+$/, 'beside which stands who went';

# ---- the older copy is put back ----

my $back = $server->dir . '/back.db';
my $database = "sqlite:$back";
if ($sqlite) {
	system('cp', $copy, $back) == 0 or die;
} else {
	my $conninfo = $server->{database} =~ s/^postgres:\s*//r;
	my ($name) = $conninfo =~ /\bdbname=(\S+)/ or die $conninfo;
	$cast->sql("CREATE DATABASE ${name}_back");
	my $there = $conninfo =~ s/\bdbname=\S+/dbname=${name}_back/r;
	is system('pg_restore', '--no-owner', '-d', $there, $copy), 0, 'pg_restore takes it';
	$database = "postgres:$there";
}
my $restored = TT::Server->new('account', tables => 0, wait => 0, database => $database);
sub tool {
	local $ENV{TT_CONF} = $restored->conf;
	my $said = qx(@{[TT::tool()]} @_ 2>&1);
	return $? == 0 ? $said : "failed: $said";
}
sub there { my ($row) = $restored->sql($_[0]); return $row->[0] }
is there("SELECT first_name FROM users WHERE id = $bob"), 'Bob', 'Bob is back';
like tool('ledger', 'verify'), qr/agrees/, 'the ledger agrees';
like tool('audit', 'verify'), qr/agrees/, 'and the audit log';
sleep 1;
ok run_backup($restored), 'a copy of what was put back';
like join(' ', lines("$to/tombstones")), qr/^$bob \d+$/, 'does not make the list forget him';
like tool('erase', '--apply-tombstones', "$to/tombstones"), qr/^1 applied/, 'the list is applied';
is there("SELECT first_name FROM users WHERE id = $bob"), '', 'and he is gone again';
# ---- how many stay ----

my $ending = $copy =~ s/.*\.//r;
for my $day (1 .. 40) {
	for my $hour (0, 12) {
		open my $f, '>', sprintf '%s/202509%02d-%02d0000.%s', $to, $day, $hour, $ending;
	}
}
sleep 1;
ok run_backup(), 'once more';
my @kept = map { s{.*/}{}r } glob "$to/20*.$ending";
my @old = grep { /^202509/ } @kept;
is scalar(@kept), 48 + 18, 'the newest 48, and the first of each older day, at most thirty'
    or diag "@kept";
is scalar(grep { /-120000/ } @old[0 .. 17]), 0, 'older days have their first';
done_testing;
