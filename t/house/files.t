#!/usr/bin/perl
# Files and functions that fit a head: how long, how wide, how they are laid
# out.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

chdir Source::root() or die;
my @c = Source::files(qr/\.[ch]$/, 'lib', 'cgi-bin', 'bin', 'tools', 't');
my @rest = Source::files(qr/\.(?:t|pm|pl|js|css|sql|html|am|conf\.in)$/, '.');
cmp_ok scalar @c, '>', 200, 'the sources are found';

my (@long, @functions, @wide, @ends, @trailing, @spaces, @deep, @type, @many,
    @guard, @manual);
for my $path (@c) {
	my $text = Source::text($path);
	my $code = Source::code($path);
	my $lines = $text =~ tr/\n//;
	push @long, "$path: $lines lines" if $lines > 500;
	push @ends, $path if $text !~ /[^\n]\n\z/ || $text =~ /\r/;
	my ($n, $begins, $last) = (0, undef, '');
	my @code = split /\n/, $code, -1;
	for my $line (split /\n/, $text) {
		my $plain = $code[$n++] // '';
		my $shown = $line;
		utf8::decode($shown);
		1 while $shown =~ s/^([^\t]*)\t/$1 . ' ' x (8 - length($1) % 8)/e;
		# A comment beside a declaration may stand out a little.
		push @wide, "$path:$n: " . length $shown if length $shown > 88;
		push @trailing, "$path:$n" if $line =~ /[ \t]$/;
		push @spaces, "$path:$n" if $plain =~ /^ {8}\S/;
		push @deep, "$path:$n" if $plain =~ /^\t{6}\S/ && $path =~ /^(?:lib|cgi-bin|bin)/;
		if ($plain eq '{') {
			$begins = $n;
			push @type, "$path:" . ($n - 1) if $path !~ /^t\//
			    && $last =~ /^(?:static\s+)?(?:inline\s+)?(?:const\s+)?\w[\w ]*[ *]\w+\(.*\)$/;
		} elsif ($plain =~ /^\}\s*$/ && defined $begins) {
			my $size = $n - $begins + 1;
			push @functions, "$path:$begins: $size lines" if $size > 60;
			undef $begins;
		}
		$last = $plain if $plain =~ /\S/;
	}
	next if $path !~ m{^lib/.*\.h$};
	push @guard, $path if $text !~ /^#ifndef (\w+)\n#define \1\n/m;
	push @manual, $path if $text !~ m{\A/\*};
}
is join("\n", @long), '', 'no C file is longer than 500 lines';
is join("\n", @functions), '', 'no function is longer than 60';
is join("\n", @wide), '', 'no line is wider than the screen';
is join("\n", @ends), '', 'every file ends with one line end, and has no others';
is join("\n", @trailing), '', 'no blanks at the ends of lines';
is join("\n", @spaces), '', 'levels are tabs';
is join("\n", @deep), '', 'nothing is six levels deep';
is join("\n", @type), '', 'what a function returns stands on a line of its own';
is join("\n", @guard), '', 'every header can be included twice';
is join("\n", @manual), '', 'and opens with what it is';

# Five parameters are enough, seven are the most; what has more has a struct.
for my $path (grep { m{^lib/.*\.h$} } @c) {
	my $code = Source::code($path) =~ s/^\s*#(?:.*\\\n)*.*$//gmr;
	while ($code =~ /\b(tt_\w+)\s*\(([^(){};]*)\)\s*(?:;|__)/g) {
		my $n = 1 + ($2 =~ tr/,//);
		push @many, "$path: $1 has $n" if $n > 7;
	}
}
is join("\n", @many), '', 'no exported function takes more than seven';

my @messy;
for my $path (@rest) {
	my $text = Source::text($path);
	push @messy, $path if $text ne '' && ($text =~ /[ \t]\n/ && $path !~ /\.(?:html|conf\.in)$/
	    || $text !~ /\n\z/ || $text =~ /\r/);
}
is join("\n", @messy), '', 'other files are tidy, too';

my @big = grep { -s > 1 << 20 } Source::files(qr/./, qw(lib cgi-bin bin tools www
    content docs po nginx service schema t));
is join("\n", @big), '', 'no file is larger than a megabyte';

# A script says what runs it, and can be run.
my @scripts = grep { Source::text($_) =~ /\A#!/ } Source::files(qr{(?:^|/)(?:[\w-]+|[\w-]+\.(?:sh|pl|js|t))$},
    qw(t tools service bench));
is join("\n", grep { Source::text($_) !~ m{\A#!/(?:usr/)?bin/(?:env )?(?:perl|sh|node|bash)\b} } @scripts),
    '', 'scripts begin with what runs them';

done_testing;
