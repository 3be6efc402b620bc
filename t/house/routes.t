#!/usr/bin/perl
# What the binaries answer is what nginx sends them, and what people reviewed.
use strict;
use warnings;
use Cwd ();
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

my $build = Cwd::abs_path($ENV{TT_BUILD} // '.');
chdir Source::root() or die;
my %folders = map { m{^cgi-bin/(\w+)/} ? ($1 => 1) : () } glob 'cgi-bin/*/*.c';
my @binaries = sort keys %folders;
my ($there) = grep { -x "$_/$binaries[0].fcgi" } "$build/cgi-bin", $build;
plan skip_all => 'no binaries' unless defined $there;

my @routes;
for my $binary (@binaries) {
	my @said = split /\n/, qx("$there/$binary.fcgi" --routes);
	is $? >> 8, 0, "$binary tells its routes";
	for (@said) {
		my %r;
		@r{qw(method path who binary)} = split;
		push @routes, \%r;
		is $r{binary}, $binary, "$binary: $r{method} $r{path}";
	}
}

# ---- nginx ----

my $nginx = Source::text('nginx/tailtribe.conf.in');
my ($map) = $nginx =~ /^map \$tt_first \$tt_pool \{\n(.*?)^\}/ms;
my %pool = ($map // '') =~ /^\t([\w-]+) +tt_(\w+);$/mg;
my $default = delete $pool{default};
ok $default, 'nginx has a map of first words';

my %used;
for my $r (@routes) {
	my ($first) = $r->{path} =~ m{^/([^/]*)};
	$used{$first} = 1;
	# An address with a rule of its own is not looked up in the map.
	next if $nginx =~ /location = \Q$r->{path}\E \{[^}]*\btt_$r->{binary};/;
	is $pool{$first} // $default, $r->{binary},
	    "$r->{method} $r->{path} leads to $r->{binary}";
}
is join(' ', grep { !$used{$_} } sort keys %pool), '', 'every word of the map is a route\'s';

# ---- one address, one page ----

my %page;
$page{"$_->{method} $_->{path}"}++ for @routes;
is join("\n", grep { $page{$_} > 1 } sort keys %page), '', 'no route is there twice';
my @odd = grep { $_->{path} !~ m{^/(?:(?:[a-z0-9][a-z0-9.-]*|[#*])(?:/|$))*$} } @routes;
is join(' ', map { $_->{path} } @odd), '', 'addresses are plain words, ids and words';
my %gets = map { $_->{path} => $_ } grep { $_->{method} eq 'GET' } @routes;
for my $r (grep { $_->{method} eq 'POST' && $gets{$_->{path}} } @routes) {
	is $r->{who}, $gets{$r->{path}}{who},
	    "who may see the form $r->{path} may send it, and nobody else";
}

# ---- links ----

# A link or a form in a page leads to a route. What a page fills in, "{}", may
# be any word.
sub leads {
	my ($method, $to) = @_;
	my @want = split m{/}, $to;
	for my $r (grep { $_->{method} eq $method } @routes) {
		my @have = split m{/}, $r->{path};
		next if @have != @want;
		return 1 if !grep { $have[$_] ne $want[$_] && $have[$_] !~ /^[#*]$/
		    && $want[$_] ne '{}' } 0 .. $#have;
	}
	return 0;
}
my (@lost, $links);
for my $file (Source::files(qr/\.html$/, 'lib', 'cgi-bin')) {
	my $text = Source::text($file);
	my $hole = qr/\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/;
	while ($text =~ /<(a|form)\b((?:$hole|"(?:$hole|[^"{])*"|[^>{"])*)>/g) {
		my ($tag, $attributes) = ($1, $2);
		my ($to) = $attributes =~ /(?:href|action)="(\/(?:$hole|[^"{])*)"/ or next;
		my $method = $tag eq 'form' && $attributes =~ /method="post"/ ? 'POST' : 'GET';
		$to =~ s/$hole/{}/g;
		$to =~ s/[?#].*//s;
		next if $to =~ m{^/(?:static|media)/} || $to eq '/{}';
		$links++;
		push @lost, "$file: $method $to" unless leads($method, $to);
	}
}
cmp_ok $links, '>', 60, 'links and forms are found in the pages';
is join("\n", @lost), '', 'every link and every form leads somewhere';

done_testing;
