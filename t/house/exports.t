#!/usr/bin/perl
# What the library shows to others, and what it keeps between two requests.
use strict;
use warnings;
use Cwd ();
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

my $build = Cwd::abs_path($ENV{TT_BUILD} // '.');
my $library = "$build/.libs/libtailtribe.so";
plan skip_all => "no $library" unless -f $library;
my $sanitized = qx(nm "$library") =~ /__asan_init|__ubsan_|__gcov_/;

my @shown = map { /^\S* +[A-TV-Z] (\S+)/ ? $1 =~ s/@.*//r : () }
    split /\n/, qx(nm -D --defined-only "$library");
cmp_ok scalar @shown, '>', 200, 'the library has names to show';
is join(' ', grep { !/^tt_/ } @shown), '', 'all of them begin with tt_';

# What is declared in a header and nowhere defined, or the other way round.
chdir Source::root() or die;
my $headers = join "\n", map { Source::code($_) }
    Source::files(qr/\.h$/, 'lib'), glob "$build/lib/*/pages.h $build/lib/*/pages/*.h";
is join(' ', grep { $headers !~ /\b\Q$_\E\b/ } grep { !/^tt_(?:schema|part)_/ } @shown), '',
    'all of them stand in a header';
my %shown = map { $_ => 1 } @shown;
my @lost;
while ($headers =~ /^(?!typedef)(?:[a-z][\w ]*[ \*]\**)(tt_\w+)\s*\((?!\*)[^;{]*\)[^;{]*;/mg) {
	push @lost, $1 unless $shown{$1};
}
is join(' ', @lost), '', 'and what a header promises is there';

# ---- nothing is kept between two requests ----

# Data that can be written, and why: once at the start, or the place to jump to.
my %kept = (
	innermost => 'core/fault.c: where a fault jumps to',
	last_id   => 'core/id.c: the id given last, so that the next is larger',
	name      => 'core/log.c: of the program, set at its start',
	cache     => 'net/openid.c: what the OpenID provider publishes',
	reading   => 'web/fcgi.c: what the watchdog may close',
);
SKIP: {
	skip 'sanitizers and coverage add their own', 1 if $sanitized;
	my @data;
	for (split /\n/, qx(objdump -t "$library")) {
		next unless /\s(\.bss|\.data|\.tbss|\.tdata)\s+[0-9a-f]+\s+(?:\.hidden )?(\S+)$/;
		my ($section, $name) = ($1, $2);
		next if $name =~ /^(?:completed\.0|__dso_handle|__TMC_END__|\.bss|\.data|\.tbss|_edata|_end|__bss_start)$/;
		push @data, $name =~ s/\.\d+$//r;
	}
	is join(' ', grep { !$kept{$_} } sort @data), '', 'no variable that changes';
}

done_testing;
