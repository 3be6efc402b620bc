#!/usr/bin/perl
# Every sentence is translated, into every language, with all its places.
use strict;
use warnings;
use Cwd ();
use File::Temp ();
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

my $build = Cwd::abs_path($ENV{TT_BUILD} // '.');
my $src = Source::root();
chdir $src or die;
my %languages = (nl => 2, fr => 2, de => 2);

# The entries of a catalogue: { id, plural, said => [...], fuzzy, old }.
sub entries {
	my ($path) = @_;
	my (@all, $now, $into);
	for (split /\n/, Source::text($path)) {
		if (/^\s*$/) {
			undef $now;
			next;
		}
		$now || push @all, $now = { id => '', said => [] };
		if (/^#,.*\bfuzzy\b/) {
			$now->{fuzzy} = 1;
		} elsif (/^#~/) {
			$now->{old} = 1;
		} elsif (/^#,/) {
			$now->{format} = 1 if /(?<!no-)c-format/;
		} elsif (/^(msgid|msgid_plural|msgctxt|msgstr(?:\[(\d)\])?) "(.*)"$/) {
			my ($key, $n, $text) = ($1, $2, $3);
			$into = $key eq 'msgid' ? \$now->{id} : $key eq 'msgid_plural' ?
			    \$now->{plural} : $key eq 'msgctxt' ? \$now->{context} :
			    \$now->{said}[$n // 0];
			$$into = $text;
		} elsif (/^"(.*)"$/) {
			$$into .= $1;
		}
	}
	return grep { !$_->{old} } @all;
}

# "%1$s has %2$s" and "%s has %s" both take 1 and 2.
sub places {
	my ($text) = @_;
	my $n = 0;
	return join ' ', sort map { /^%(\d+)\$/ ? $1 : ++$n }
	    grep { $_ ne '%%' } $text =~ /(%%|%(?:\d+\$)?[a-z])/g;
}

my @pot = grep { $_->{id} ne '' } entries('po/tailtribe.pot');
cmp_ok scalar @pot, '>', 500, 'there are sentences to translate';

for my $lang (sort keys %languages) {
	my @po = entries("po/$lang.po");
	my %po = map { $_->{id} => $_ } @po;
	my (@missing, @fuzzy, @places, @ends, @plurals, @blanks);
	for my $e (@pot) {
		my $t = $po{$e->{id}};
		my @said = $t ? @{$t->{said}} : ();
		my $short = substr $e->{id}, 0, 60;
		if (!@said || grep { !defined || $_ eq '' } @said) {
			push @missing, $short;
			next;
		}
		push @fuzzy, $short if $t->{fuzzy};
		push @plurals, $short if @said != (defined $e->{plural} ?
		    $languages{$lang} : 1);
		for my $i (0 .. $#said) {
			my $from = $i == 0 ? $e->{id} : $e->{plural};
			# "One dog" need not say its number, in any language.
			my $one = defined $e->{plural} && $i == 0
			    && places($said[$i]) eq places($e->{plural});
			push @places, "$short: $said[$i]"
			    if places($said[$i]) ne places($from) && !$one;
			push @ends, "$short: $said[$i]"
			    if ($from =~ /\.$/) != ($said[$i] =~ /\.$/);
			push @blanks, "$short: $said[$i]"
			    if $said[$i] =~ /^\s|\s$|\\n|<[a-z\/]/ && $from !~ /\\n/;
		}
	}
	is join("\n", @missing), '', "$lang: every sentence has its translation";
	is join("\n", @fuzzy), '', "$lang: none is a guess";
	is join("\n", @plurals), '', "$lang: each has as many forms as it needs";
	is join("\n", @places), '', "$lang: nothing that is filled in is lost";
	is join("\n", @ends), '', "$lang: a full stop where English has one";
	is join("\n", @blanks), '', "$lang: no markup, and no blanks at the ends";
	my %pot = map { $_->{id} => 1 } @pot;
	is join("\n", grep { $_ ne '' && !$pot{$_} } sort keys %po), '',
	    "$lang: and no sentence that nobody says";
	my $out = qx(msgfmt --check --verbose -o /dev/null po/$lang.po 2>&1);
	is $? >> 8, 0, "$lang: msgfmt accepts it" or diag $out;
	like Source::text("po/$lang.po"), $lang eq 'fr' ?
	    qr/plural=\(?n > 1\)?;/ : qr/plural=\(?n != 1\)?;/, "$lang: its rule of plurals";
}

# ---- the template is what the sources say now ----

SKIP: {
	my @made = grep { -f } map { Cwd::abs_path($_) }
	    glob "$build/lib/web/pages.c $build/cgi-bin/*/pages.c $build/bin/*/pages.c";
	skip 'no xgettext', 2 if !qx(xgettext --version 2>&1);
	skip 'no compiled pages', 2 if !@made;
	my ($flags) = Source::text('po/build.am') =~ /^XGETTEXT_FLAGS = ((?:.*\\\n)*.*)/m;
	$flags =~ s/\\\n/ /g;
	my @c = Source::files(qr/\.c$/, 'lib', 'cgi-bin', 'bin');
	my $new = File::Temp->new(SUFFIX => '.pot');
	my $said = qx(xgettext $flags -o $new @c @made 2>&1);
	is $? >> 8, 0, 'the sources are read' or diag $said;
	my %now = map { $_->{id} => 1 } grep { $_->{id} ne '' } entries("$new");
	my %was = map { $_->{id} => 1 } @pot;
	is join("\n", (map { "new: $_" } grep { !$was{$_} } sort keys %now),
	    (map { "gone: $_" } grep { !$now{$_} } sort keys %was)), '',
	    'the template has the sentences of the sources (make po-update)';
}

done_testing;
