#!/usr/bin/perl
# The words of the project: those that a pet owner knows, the same ones
# everywhere; nothing that is not finished; nothing about where it was written.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

chdir Source::root() or die;
my $me = 't/house/words.t';
my @all = grep { $_ ne $me && -T } Source::files(qr/./, '.');
my @ours = grep { !m{^(?:data/|t/data/|t/fuzz/corpus/|LICENSE|bench/results)|package-lock|\.po$|\.pot$} } @all;
cmp_ok scalar @ours, '>', 300, 'the files are found';

sub never {
	my ($what, $pattern, $files, $but) = @_;
	my @hits;
	for my $path (@$files) {
		next if $but && $path =~ $but;
		my $text = Source::text($path);
		next if $text !~ $pattern;
		push @hits, Source::hits($path, $text, $pattern);
	}
	splice @hits, 20 if @hits > 20;
	is join("\n", @hits), '', $what;
}

# ---- finished ----

never('nothing is left to be done', qr/\b(?:TODO|FIXME|XXX|HACK|TBD|WIP)\b/, \@ours,
    qr{^t/house/|\.svg$|^t/unit/place\.c$});
never('nothing is a placeholder', qr/\blorem ipsum\b|\bnot (?:yet )?implemented\b|\bcoming soon\b/i,
    \@ours);
never('no code is commented out', qr#^\s*(?://|/\*)\s*(?:if|for|while|return|static|int|const)\b.*[;{]\s*(?:\*/)?$#,
    [grep { /\.[ch]$/ } @ours]);

# ---- where it was written is nobody's business ----

my $here = Source::root();
my $above = $here =~ s{/[^/]+$}{}r;
never('no file names the folder that this copy lies in', qr{\Q$here\E\b}, \@all)
    if $here =~ m{^/[^/]+/[^/]+};
never('nor one beside it', qr#(?<![\w.@/"}-])\Q$above\E/[a-z]#, \@all, qr{^t/data/})
    if $above =~ m{^/[^/]+} && $above !~ m{^/(?:usr|tmp|var|opt|srv)\b};
never('no file leads out of the project', qr{(?<![\w/.])\.\./\.\./\.\./\w}, \@all, qr{^t/data/});
never('no file names somebody\'s home', qr#(?<![\w@"}])/root/|/home/\w+/#, \@all, qr{^t/data/});
never('no file names a folder of one machine', qr{/tmp/(?![\w.-]*XXXXXX)[a-z]}, \@all, qr{^t/data/});
never('lists of packages name no server', qr/"resolved"\s*:/,
    [grep { /package(?:-lock)?\.json$/ } @all]);

# ---- the words ----

my @speech = grep { m{^(?:lib|cgi-bin|bin|docs|content/en|README|nginx|service|schema|tools|demo|check)} } @ours;
for (['caregiver', qr/\b(?:carers?|minders?|sitters?|petsitters?|dogsitters?|providers? of care)\b/i],
    ['owner', qr/\b(?:pet parents?|customers?|clients? of ours)\b/i],
    ['booking', qr/\b(?:reservations?|appointments?)\b/i],
    ['pet', qr/\b(?:fur ?bab(?:y|ies)|fur ?kids?)\b/i],
    ['starts and ends', qr/\b(?:start_?date|end_?date|start_?time|end_?time|startsAt|endsAt)\b/i],
    ['log in', qr/>[^<]*\b(?:sign[- ]?in|signup|login to)\b/i]) {
	my ($word, $other) = @$_;
	never("we say $word", $other, \@speech, qr{stripe|^tools/|\.svg$|^bin/draw});
}
never('British English: colour, cancelled, licence, …',
    qr/(?<!theme-)\b(?:colors?(?!-scheme)|favorites?|canceled|canceling|behaviors?|neighbors?|centers?|organized?|catalogs?)\b/,
    [grep { m{^(?:lib|cgi-bin|bin|docs|content/en|README)} } @ours],
    qr{\.css$|^bin/draw|frame\.html$|^bin/mails/letter\.html$|stripe});
# In what people read, that is: the sentences.
my @said;
for my $path (grep { /\.(?:c|html)$/ && m{^(?:lib|cgi-bin|bin)/} } @ours) {
	my $text = Source::text($path);
	while ($text =~ /(?:\{_\s*|\b(?:_|N_)\(\s*)((?:"(?:[^"\\]|\\.)*"\s*)+)/g) {
		push @said, [$path, join '', $1 =~ /"((?:[^"\\]|\\.)*)"/g];
	}
}
cmp_ok scalar @said, '>', 500, 'the sentences are found';
for (['no office English', qr/\b(?:utili[sz]e|leverage|facilitate|in order to|prior to|commence|terminate|submit|proceed|invalid|successfully|kindly|oops)\b/i],
    ['nobody is shouted at', qr/!|\b(?!IBAN\b|JPEG\b)[A-Z]{4,}\b/],
    ['no dashes between thoughts', qr/ [–—-] /],
    ['no "please note", no "simply"', qr/\b(?:please note|simply|just click|click here)\b/i],
    ['short sentences: 30 words at most', sub {
	scalar grep { my @w = split ' '; @w > 30 } split /[.?!]\s/, $_[0] }]) {
	my ($what, $bad) = @$_;
	my @hits = map { "$_->[0]: $_->[1]" } grep {
	    ref $bad eq 'CODE' ? $bad->($_->[1]) : $_->[1] =~ $bad } @said;
	is join("\n", @hits), '', $what;
}

done_testing;
