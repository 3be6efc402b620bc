#!/usr/bin/perl
# run.pl FUZZER SECONDS: replay a fuzzer's corpus, then let it look for more,
# as one test in TAP. What it finds stays in the folder of the build.
use strict;
use warnings;
use File::Basename qw(basename);
use File::Temp qw(tempdir);
use FindBin;

my ($fuzzer, $seconds) = @ARGV;
my $name = basename($fuzzer);
my $stored = "$FindBin::Bin/corpus/$name";
my $new = tempdir(CLEANUP => 1);
my ($dict) = grep { -f } "$FindBin::Bin/$name.dict";
my @args = ('-timeout=10', '-rss_limit_mb=3000', '-max_len=8192',
    "-artifact_prefix=$fuzzer-", $dict ? "-dict=$dict" : ());

$| = 1;
print "1..2\n";
if (!-x $fuzzer) {
	print "not ok 1 - $name is built\n";
	exit 1;
}

sub run {
	my ($number, $what, @command) = @_;
	my $said = '';
	open my $p, '-|', "@{[map { quotemeta } @command]} 2>&1" or die "$!\n";
	while (<$p>) {
		$said .= $_;
		$said = substr $said, -4000 if length $said > 8000;
	}
	my $fine = close $p;
	my ($runs) = $said =~ /^(?:stat::number_of_executed_units:|Done) *(\d+)/m;
	print $fine ? '' : 'not ', "ok $number - $name $what",
	    $runs ? " ($runs inputs)" : '', "\n";
	print map { "# $_\n" } split /\n/, $said unless $fine;
}

run(1, 'replays its corpus', $fuzzer, @args, '-runs=0', $new,
    -d $stored ? $stored : ());
run(2, "finds nothing in $seconds s", $fuzzer, @args,
    '-print_final_stats=1', "-max_total_time=$seconds", $new,
    -d $stored ? $stored : ());
