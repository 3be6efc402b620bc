# The project's own text, for t/house/*.t: which files there are, and C without
# what only people read.
#
#	chdir Source::root();
#	for my $path (Source::files(qr/\.c$/, 'lib')) {
#		my $code = Source::code($path);   # no comments, no strings
#		my @lines = Source::found($path, qr/\bgoto\b/);  # "a.c:12: …"
#	}
package Source;
use strict;
use warnings;
use Cwd ();
use File::Find ();

sub root { return $ENV{TT_SRC} // Cwd::abs_path(__FILE__ =~ s{[^/]*$}{../..}r) }

sub text {
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return scalar(<$in>) // '';
}

# What version control knows, or would take; in a tarball, what is there but for
# what a build makes.
sub tracked {
	my @found = -e '.git' ?
	    split /\0/, qx(git ls-files -z -co --exclude-standard 2>/dev/null) : ();
	return @found if @found;
	File::Find::find({ no_chdir => 1, preprocess => sub {
		grep { !/^(?:\.libs|\.deps|_build|_inst|autom4te\.cache|build|build-aux|node_modules|var)$/ } @_;
	}, wanted => sub {
		my $path = $_ =~ s{^\./}{}r;
		push @found, $path if -f && $path !~ m{\.(?:l?o|l?a|mo|gcno|gcda)$|~$}
		    && $path !~ m{^(?:configure|aclocal\.m4|Makefile(?:\.in)?|config\..*|libtool|stamp-h1|m4/l.*)$};
	} }, '.');
	return @found;
}

my @tracked;

# Files below some folders ('.' for all) whose path fits, sorted.
sub files {
	my ($fits, @folders) = @_;
	@tracked = sort grep { -f } tracked() if !@tracked;
	my $below = join '|', map { $_ eq '.' ? '' : quotemeta("$_/") } @folders;
	return grep { /^(?:$below)/ && $_ =~ $fits } @tracked;
}

my %code;

# C with comments and the insides of strings blanked, line by line the same.
sub code {
	my ($path) = @_;
	return $code{$path} //= strip(text($path));
}

sub strip {
	my ($text) = @_;
	$text =~ s{(/\*.*?\*/|//[^\n]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')}
	    {defined $1 ? blank($1) : length $2 > 1 ? '"' . blank(substr $2, 1, -1) . '"' : $2}gse;
	return $text;
}

sub blank { return $_[0] =~ s/[^\n]/ /gr }

# Where a pattern is in the code of a file: "path:line: the line".
sub found {
	my ($path, $pattern) = @_;
	return hits($path, code($path), $pattern);
}

sub hits {
	my ($path, $text, $pattern) = @_;
	my (@hits, $n);
	my @lines = split /\n/, text($path), -1;
	for (split /\n/, $text, -1) {
		$n++;
		push @hits, "$path:$n: " . $lines[$n - 1] =~ s/^\s+//r
		    if /$pattern/;
	}
	return @hits;
}

# The statements of a file: [path, line, name, SQL]. SQL is one literal, also
# when it is made of several, or of a macro of the same file.
sub statements {
	my ($path) = @_;
	my $text = text($path);
	my (%macro, @all);
	my $literal = qr/"(?:[^"\\]|\\.)*"/;
	while ($text =~ /^#define\s+(\w+)\s*(?:\\\n)?((?:\s*$literal\s*\\?\n?)+)/mg) {
		$macro{$1} = $2;
	}
	while ($text =~ /\b(TT_(?:QUERY|EXEC|QUERY_NUMBER))\((\w+),((?:[^"]*?,)?)\s*((?:$literal|[A-Z_]+(?:\([^()]*\))?|\s|\\\n)+)\)\s*;/g) {
		my ($name, $body) = ($2, $4);
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		my $sql = '';
		while ($body =~ /($literal)|([A-Z_]+)/g) {
			my $piece = defined $1 ? $1 : $macro{$2} // "<$2>";
			$sql .= join '', $piece =~ /"((?:[^"\\]|\\.)*)"/g;
		}
		push @all, [$path, $line, $name, $sql];
	}
	return @all;
}

1;
