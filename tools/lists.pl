#!/usr/bin/perl
# lists.pl: the lists of files that the build reads, FOLDER/files.am.
#
#	perl tools/lists.pl           bring them up to date
#	perl tools/lists.pl --check   say which are not, and exit with 1
#
# The lists are explicit and in version control, as automake wants them; this
# only saves typing. Run it after adding, renaming or removing a file.
use strict;
use warnings;
use File::Find;
use FindBin;

chdir "$FindBin::Bin/.." or die "$FindBin::Bin/..: $!\n";

# ---- which file is in which list ----

my @TEXT = map { [$_, uc($_) . '_FILES', $_] }
    qw(bench content data docs nginx po schema service www);

# The folders below `dir` that hold C: each is one program.
sub programs {
	my ($dir) = @_;
	return grep { my @c = glob "$_/*.c"; -d && @c } glob "$dir/*";
}

# Its two lists.
sub lists_of {
	my ($path) = @_;
	my ($folder, $name) = split m{/}, $path;
	return ([$folder, uc($name) . '_CODE', $path, qr/\.[ch]$/],
	    [$folder, uc($name) . '_PAGES', $path, qr/\.html$/]);
}

# What makes a FastCGI binary of a folder in cgi-bin.
my %WITH = (site => 'libdraw.la ',     # it draws faces
    auth => '$(QRENCODE_LIBS) ');

sub binary {
	my ($path) = @_;
	my (undef, $name) = split m{/}, $path;
	my $up = uc $name;
	my @pages = glob "$path/pages/*.html";
	return <<"AM" . (@pages ? <<"PAGES" : '');

pkglibexec_PROGRAMS += $name.fcgi
${name}_fcgi_SOURCES = \$(${up}_CODE)
${name}_fcgi_LDADD = @{[$WITH{$name} // '']}\$(LDADD)
CGI_CODE += \$(${up}_CODE)
AM
nodist_${name}_fcgi_SOURCES = $path/pages.c $path/pages.h
${name}_fcgi_CPPFLAGS = \$(AM_CPPFLAGS) -I$path -I\$(srcdir)/$path
$path/pages.c $path/pages.h: \$(${up}_PAGES)
PAGES_MADE += $path/pages.c
CGI_PAGES += \$(${up}_PAGES)
PAGES
}

my @lists = (
	@TEXT,
	['lib', 'LIB_CODE', 'lib', qr/\.[ch]$/],
	['lib', 'LIB_PAGES', 'lib/web/pages', qr/\.html$/],
	(map { lists_of($_) } programs('cgi-bin')),
	['bin', 'DRAW_CODE', 'bin', qr{^bin/[^/]+\.[ch]$}],
	(map { lists_of($_) } programs('bin')),
	['bin', 'MAIL_PAGES', 'bin/mails', qr/\.html$/],
	['tools', 'TTC_CODE', 'tools', qr{^tools/ttc(?:_[^/]*\.c|\.h)$}],
	['tools', 'SANDBOX_CODE', 'tools/stripe-sandbox',
	    qr{/(?!main\.c$)[^/]+\.[ch]$}],
	['tools', 'TOOLS_FILES', 'tools', qr/\.(?:pl|sh)$/],
	(map { ['t', uc($_) . '_TESTS', "t/$_", qr/\.c$/, 'programs'] }
	    qw(unit model house fuzz crash page)),
	(map { ['t', uc($_) . '_T', "t/$_", qr/\.t$/] }
	    qw(unit model house fuzz crash page browser stripe s3)),
	['t', 'T_HELP', 't', qr{^t/[^/]+/[^/]+\.[ch]$}, 'help'],
	['t', 'T_FILES', 't', qr{^t/(?!fuzz/corpus/)}],
);

# ---- the tree ----

sub found {
	my ($dir, $wanted) = @_;
	my @found;
	return unless -d $dir;
	find({ no_chdir => 1, preprocess => sub {
		grep { !/^\.|^node_modules$|~$|^(?:files|build)\.am$/ } @_
	}, wanted => sub {
		push @found, $_ if -f && (!defined $wanted || /$wanted/);
	} }, $dir);
	return sort @found;
}

# 1 when a file of C is a program, else 0.
sub has_main {
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	return scalar(grep { /^(?:int )?(?:main|LLVMFuzzerTestOneInput)\(/ } <$in>) > 0 ? 1 : 0;
}

my $HEAD = "# Made by tools/lists.pl; run it when files come or go.\n";
my @c_tests;
my %text = ('cgi-bin' => $HEAD, bin => $HEAD);    # of each files.am
for (@lists) {
	my ($folder, $name, $dir, $wanted, $programs) = @$_;
	my @files = found($dir, $wanted);
	if ($programs) {
		my $main = $programs eq 'programs';
		@files = grep { has_main($_) == $main } @files;
		@files = map { s/\.c$//r } @files if $main;
		push @c_tests, @files if $main;
	}
	next unless -d $folder;
	$text{$folder} //= $HEAD;
	$text{$folder} .= "\n" . join(" \\\n\t", "$name =", @files) . "\n";
}

# What a test links with.
sub parts_of {
	my ($test) = @_;
	return '$(T_LDADD)' unless $test =~ m{^t/fuzz/([a-z_]+)};
	return '$(FUZZ_TTC)' if $1 eq 'ttc';
	return '$(FUZZ_STRIPE)' if $1 eq 'stripe_http';
	return '$(FUZZ_LIB)';
}

for my $test (@c_tests) {
	(my $name = $test) =~ tr{/-}{_};
	$text{t} .= "\n${name}_CPPFLAGS = \$(T_CPPFLAGS)";
	$text{t} .= "\n${name}_CFLAGS = \$(T_CFLAGS)";
	$text{t} .= "\n${name}_LDADD = " . parts_of($test);
}
$text{t} .= "\n";
$text{'cgi-bin'} .= binary($_) for programs('cgi-bin');

my $check = @ARGV && $ARGV[0] eq '--check';
my $stale = 0;
for my $folder (sort keys %text) {
	my $path = "$folder/files.am";
	my $old = '';
	if (open my $in, '<', $path) {
		local $/;
		$old = <$in>;
	}
	next if $old eq $text{$folder};
	print "$path\n";
	$stale = 1;
	next if $check;
	open my $out, '>', $path or die "$path: $!\n";
	print $out $text{$folder};
	close $out or die "$path: $!\n";
}
exit($check && $stale);
