#!/usr/bin/perl
# What the build knows: every file is in a list, and every list is a file.
use strict;
use warnings;
use FindBin;
use Test::More;

my $src = "$FindBin::Bin/../..";
chdir $src or die "$src: $!\n";

plan skip_all => 'in version control only' unless -d '.git' || -f '.git';

is qx($^X tools/lists.pl --check), '',
    'every file.am names the files that are there (perl tools/lists.pl)';

my @tracked = split /\0/, qx(git ls-files -z);
my %listed;
for my $am (grep { /\.am$/ } @tracked) {
	open my $in, '<', $am or next;
	while (<$in>) {
		$listed{$_} = 1 for /([\w.\/@-]+)/g;
	}
}
my @lost = grep { /\.(?:c|h|html|po|sql|pl|md|css|js|svg)$/ && -f &&
    !/^README\.md$|^t\/fuzz\/corpus/ && !$listed{$_} } @tracked;
is "@lost", '', 'no file is forgotten';

# ---- what must not be in the project ----

my @odd = grep { /(?:~|\.(?:o|so|orig|rej|swp))$|(?:^|\/)core$/ } @tracked;
is "@odd", '', 'nothing that a build makes is in version control';

# ---- nginx and the programs agree ----

sub get {
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

my $fastcgi = get('nginx/fastcgi.conf.in');
for my $name (get('lib/web/req.c') =~ /"((?:HTTP|CONTENT)_[A-Z_]+)"/g) {
	like $fastcgi, qr/fastcgi_param \Q$name\E /, "nginx passes $name on";
}

my $nginx = get('nginx/tailtribe.conf.in');
for my $binary (map { m{^cgi-bin/(\w+)$} ? $1 : () } glob 'cgi-bin/*') {
	next unless glob "cgi-bin/$binary/*.c";
	like $nginx, qr/^upstream tt_$binary\b/m, "nginx knows $binary";
	like get('service/tailtribe.target.in'), qr/\@$binary\.service/,
	    "systemd starts $binary";
}

# The first word of every route leads to its binary.
my %pool = $nginx =~ /^\t([\w-]+) +(tt_\w+);$/mg;
for my $c (grep { m{^cgi-bin/\w+/.*\.c$} } @tracked) {
	my ($binary) = $c =~ m{^cgi-bin/(\w+)/};
	for my $word (get($c) =~
	    m{\{\s*TT_(?:GET|POST),\s*"/([^/"#*]*)}g) {
		next if $c =~ m{^cgi-bin/site/} && $word eq 'api';
		is $pool{$word} // 'tt_site', "tt_$binary",
		    "/$word leads to $binary";
	}
}

# A search is kept by the words of its form.
my ($kept) = $nginx =~ /^\t"~\^\(\?:\(\?:([a-z|_]+)\)=/m;
my ($keys) = get('lib/web/ask.c') =~ /tt_ask_keys\[\] = \{(.*?)\}/s;
my %kept = map { $_ => 1 } split /\|/, $kept;
ok $kept{$_}, "nginx keeps pages asked with $_" for $keys =~ /"(\w+)"/g;

# Words of nginx's own error pages.
my %words;
for (split /\n/, get('nginx/errors/words.txt')) {
	$words{$1}{$2} = 1 if /^(\d{3}) (nl|fr|en|de) /;
}
is join(' ', sort keys %{ $words{$_} }), 'de en fr nl',
    "error $_ in four languages" for sort keys %words;

# ---- packages ----

for (split /\n/, get('service/packages')) {
	next if /^#|^\s*$/;
	like $_, qr/^(?:build|run|postgres|test) +[a-z0-9.+-]+(?:\s+#.*)?$/,
	    "service/packages: $_";
}

done_testing;
