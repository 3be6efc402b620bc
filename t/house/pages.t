#!/usr/bin/perl
# Pages as they are written: every sentence can be translated, every page has
# a title, every picture says what it shows or that it is decoration.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

chdir Source::root() or die;
my @pages = Source::files(qr/\.html$/, 'lib', 'cgi-bin', 'bin');
cmp_ok scalar @pages, '>', 15, 'the pages are found';

# What is the same in all languages.
my %same = map { $_ => 1 } qw(TailTribe kg km);

# A page as pieces: [line, kind, text]; kinds are hole, tag, text and control.
sub pieces {
	my ($path) = @_;
	my ($n, @pieces) = (0);
	for my $line (split /\n/, Source::text($path)) {
		$n++;
		if ($line =~ /^\s*%/) {
			push @pieces, [$n, 'control', $line];
			next;
		}
		my $hole = qr/\{(?:[^{}"]|"(?:[^"\\]|\\.)*"|(?R))*\}/;
		while ($line =~ /\G(?:($hole)|(<!?\/?[A-Za-z](?:$hole|"(?:$hole|[^"{])*"|[^>{"])*>)|([^<{]+|.))/gc) {
			push @pieces, [$n, defined $1 ? ('hole', $1) : defined $2 ?
			    ('tag', $2) : ('text', $3)];
		}
	}
	return @pieces;
}

my (@text, @attribute, @style, @images, @buttons, @titles, @forms, @links);
for my $path (@pages) {
	my $page;
	my @pieces = pieces($path);
	for my $i (0 .. $#pieces) {
		my ($n, $kind, $piece) = @{$pieces[$i]};
		my $where = "$path:$n";
		if ($kind eq 'text') {
			my $plain = $piece =~ s/&[a-z]+;|&#\d+;//gr;
			utf8::decode($plain);
			push @text, "$where: $piece" if grep { !$same{$_} }
			    $plain =~ /(\p{L}{2,})/g;
		}
		if ($kind eq 'hole') {
			push @titles, "$where: $piece" if $piece =~ /^\{>\s*tt_head(?:_of)?\(\s*(?:""|NULL)/;
			next;
		}
		next if $kind ne 'tag';
		push @style, "$where: $piece" if $piece =~ /\s(?:style|on\w+)\s*=|<(?:script(?![^>]*\ssrc=)|style|center|marquee|iframe|font)\b/i
		    && !($path =~ m{^bin/mails/} && $piece =~ /^<font [\w\s="#,-]*>$/);
		while ($piece =~ /\s(?:alt|title|placeholder|aria-label|aria-description|content|data-label|label)="((?:\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}|[^"])*)"/g) {
			my $said = $1 =~ s/\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}//gr;
			next if $piece =~ /^<meta name="(?:viewport|color-scheme|theme-color|robots|referrer|format-detection)"/;
			push @attribute, "$where: $piece" if grep { !$same{$_} }
			    $said =~ /([A-Za-z]{2,})/g;
		}
		push @images, "$where: $piece" if $piece =~ /^<img\b/
		    && !($piece =~ /\salt="/ && $piece =~ /\swidth="/ && $piece =~ /\sheight="/);
		push @forms, "$where: $piece" if $piece =~ /^<form\b/
		    && $piece !~ /\smethod="(?:get|post)" action="\/|\saction="\{/;
		push @links, "$where: $piece" if $piece =~ /^<a\b/
		    && ($piece =~ /target=/ || $piece =~ /href="(?:http:|javascript:|\/\/)/);
	}
}
is join("\n", @text), '', 'every sentence stands in {_ "…"}, so that it is translated';
is join("\n", @attribute), '', 'so does what only some people hear';
is join("\n", @style), '', 'no style and no script in a page; mails have fonts only';
is join("\n", @images), '', 'every picture has a text, a width and a height';
is join("\n", @titles), '', 'every page has a title';
is join("\n", @forms), '', 'every form says where it goes, to a path of ours';
is join("\n", @links), '', 'no link leads out of our hands';

# ---- whole pages ----

my %page;
for my $path (@pages) {
	my ($name, $text);
	for (split /\n/, Source::text($path)) {
		if (/^% (?:page|part) (\w+)/) {
			$name = "$path $1";
			$page{$name} = '';
		} elsif (defined $name) {
			$page{$name} .= "$_\n";
		}
	}
}
my %whole = map { $_ => $page{$_} }
    grep { $page{$_} =~ /^\{>\s*tt_head/m && !/ tt_head$/ } keys %page;
cmp_ok scalar keys %whole, '>', 40, 'the whole pages are found';
is join("\n", grep { $whole{$_} !~ /\{> tt_foot\(\)\}\s*$/ } sort keys %whole), '',
    'a page that begins also ends';
my @unnamed = grep { $whole{$_} !~ /\{>\s*tt_head(?:_of)?\((?:_\(|tt_say\(|[^")]*->|[a-z])/ }
    sort keys %whole;
is join("\n", @unnamed), '', 'its title is a sentence of its own';

# One <h1>, in the page or in the parts that it shows.
sub all_of {
	my ($name, $depth) = @_;
	my ($path) = $name =~ /^(\S+)/;
	my $text = $page{$name} // return '';
	return $text if ($depth // 0) > 4;
	return $text . join '', map { all_of("$path $_", ($depth // 0) + 1) }
	    $text =~ /\{>\s*(\w+)\(/g;
}
my @headless = grep { all_of($_) !~ /<h1\b/ && $_ !~ m{^bin/} } sort keys %whole;
is join("\n", @headless), '', 'every page has a heading above all';

# ---- sentences ----

my (@markup, @odd);
for my $path (@pages, Source::files(qr/\.c$/, 'lib', 'cgi-bin', 'bin')) {
	my $text = Source::text($path);
	while ($text =~ /(?:\{_\s*|\b_\(\s*|\bN_\(\s*)((?:"(?:[^"\\]|\\.)*"\s*)+)/g) {
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		my $said = join '', $1 =~ /"((?:[^"\\]|\\.)*)"/g;
		push @markup, "$path:$line: $said" if $said =~ /<\/?[a-z]|&[a-z]+;|\{|\}/;
		push @odd, "$path:$line: $said" if $said =~ /^\s|\s$|  |\\n/ || $said eq '';
	}
}
is join("\n", @markup), '', 'a message holds no markup';
is join("\n", @odd), '', 'and no blanks at its ends';

done_testing;
