#!/usr/bin/perl
# errors.pl FROM STATIC: the pages that nginx shows when no program of ours
# can answer, from FROM/page.html and FROM/words.txt (which says how its lines
# are): STATIC/errors/503.nl.html and so on. STATIC/manifest names the files
# they use. Also copies to STATIC/root what browsers ask for by a fixed name.
use strict;
use warnings;
use File::Copy qw(copy);
use File::Path qw(make_path);

die "usage: errors.pl FROM STATIC\n" unless @ARGV == 2;
my ($from, $static) = @ARGV;

sub get {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

my %named = map { split / /, $_, 2 } split /\n/, get("$static/manifest");
my $page = get("$from/page.html");
make_path("$static/errors", "$static/root");

for (split /\n/, get("$from/words.txt")) {
	next if /^(?:#|\s*$)/;
	my %with;
	@with{qw(code lang art to title text link)} =
	    /^(\d{3}) (..) (\S+) (\S+) \| (.*) \| (.*) \| (.*)$/
	    or die "$from/words.txt: not understood: $_\n";
	$with{to} = '' if $with{to} eq '""';
	my $html = $page;
	$html =~ s/\{(\w+)\}/$with{$1} \/\/ die "page.html: {$1}\n"/ge;
	$html =~ s{/static/([^"\s]+)}
	    {'/static/' . ($named{$1} // die "page.html: no $1\n")}ge;
	my $path = "$static/errors/$with{code}.$with{lang}.html";
	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $html;
	close $out or die "$path: $!\n";
}

for my $name (qw(favicon.svg apple-touch-icon.png)) {
	copy("$static/$named{$name}", "$static/root/$name")
	    or die "$static/root/$name: $!\n";
}
