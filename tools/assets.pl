#!/usr/bin/perl
# Make the static files ready to be served for ever: each gets a name that
# changes with its content, and lies there compressed.
#
#   assets.pl FROM TO
#
# css/site.css becomes TO/css/site.1a2b3c4d.css, with .gz and (when brotli is
# installed) .br beside it when they are smaller. What a file points at is
# renamed in it first: url(…) in style sheets, import "./…" in scripts, "src"
# in the web manifest. TO/manifest lists "old new", sorted.
#
# The same input gives the same output. A file whose content stays is not
# written again; hashed files that nothing made this time are removed.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use File::Basename qw(dirname);
use File::Find ();
use File::Path qw(make_path);
use File::Spec;

my ($from, $to) = @ARGV;
die "usage: assets.pl FROM TO\n" unless @ARGV == 2 && -d $from;

my $brotli = grep { -x "$_/brotli" } File::Spec->path;
my %pointers = (
	css         => qr{(?<=url\()(["']?)([^"')]+)\1(?=\))},
	js          => qr{(?<=from |port |port\()(")(\.[^"]+)"},
	webmanifest => qr{(?<="src": )(")([^"]+)"},
);
my %squeeze = map { $_ => 1 } qw(css js svg txt json geojson webmanifest xml);
my %named;     # old name => new name
my %wanted;    # every file that belongs in TO
my @path;      # what is being made, to find a circle

sub slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!\n";
	local $/;
	return scalar <$in>;
}

sub put {
	my ($name, $bytes) = @_;
	my $file = "$to/$name";
	$wanted{$name} = 1;
	return if -f $file && slurp($file) eq $bytes;
	make_path(dirname($file));
	open my $out, '>:raw', "$file.new" or die "$file.new: $!\n";
	print $out $bytes;
	close $out or die "$file.new: $!\n";
	rename "$file.new", $file or die "$file: $!\n";
}

# The way from one file's folder to another file, both below FROM.
sub resolve {
	my ($file, $link) = @_;
	my @parts = split m{/}, dirname($file) eq '.' ? '' : dirname($file);
	for (split m{/}, $link) {
		next if $_ eq '.';
		if ($_ eq '..') { pop @parts } else { push @parts, $_ }
	}
	return join '/', @parts;
}

sub follow {
	my ($file, $link) = @_;
	return $link if $link =~ m{^(?:[a-z]+:|/|#)};
	my ($path, $rest) = $link =~ m{^([^?#]*)(.*)$};
	my $target = resolve($file, $path);
	die "$file: $link is not there\n" unless -f "$from/$target";
	my $new = make($target);
	$path =~ s{[^/]+$}{$new =~ m{([^/]+)$} ? $1 : ''}e;
	return $path . $rest;
}

# Comments and idle space, never inside a string or an url().
sub shorter_css {
	my ($css) = @_;
	my @kept;
	$css =~ s{("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))|/\*.*?\*/}
		{ if (defined $1) { push @kept, $1; "\0$#kept\0" } else { ' ' } }gse;
	$css =~ s/\s+/ /g;
	$css =~ s/ ?([{};,]) ?/$1/g;
	$css =~ s/: /:/g;
	$css =~ s/;\}/}/g;
	$css =~ s/\0(\d+)\0/$kept[$1]/g;
	$css =~ s/^\s+|\s+$//g;
	return "$css\n";
}

sub compressed {
	my ($file, @command) = @_;
	open my $in, '-|', @command, $file or die "$command[0]: $!\n";
	binmode $in;
	local $/;
	my $bytes = <$in>;
	close $in or die "$command[0] failed on $file\n";
	return $bytes;
}

sub make {
	my ($file) = @_;
	return $named{$file} if $named{$file};
	die "files point at each other: @path $file\n" if grep { $_ eq $file } @path;
	push @path, $file;
	my ($stem, $ext) = $file =~ m{^(.+)\.([a-z0-9]+)$} or die "$file: no ending\n";
	my $bytes = slurp("$from/$file");
	if (my $pointer = $pointers{$ext}) {
		$bytes =~ s{$pointer}{
			my ($quote, $link) = ($1, $2);
			$quote . follow($file, $link) . $quote
		}gex;
	}
	$bytes = shorter_css($bytes) if $ext eq 'css';
	my $new = "$stem." . substr(sha256_hex($bytes), 0, 8) . ".$ext";
	put($new, $bytes);
	if ($squeeze{$ext}) {
		my %how = (gz => ['gzip', '-9', '-n', '-c']);
		$how{br} = ['brotli', '-q', '11', '-c'] if $brotli;
		for my $kind (sort keys %how) {
			my $small = compressed("$to/$new", @{ $how{$kind} });
			put("$new.$kind", $small) if length $small < length $bytes;
		}
	}
	pop @path;
	return $named{$file} = $new;
}

my @files;
File::Find::find({ no_chdir => 1, wanted => sub {
	my $name = File::Spec->abs2rel($File::Find::name, $from);
	$File::Find::prune = 1 if -d && $name ne '.' && $name =~ m{(?:^|/)\.};
	push @files, $name if -f && $name !~ m{(?:^|/)\.|~$|\.am$};
} }, $from);
make($_) for sort @files;
put('manifest', join '', map { "$_ $named{$_}\n" } sort keys %named);

File::Find::find({ no_chdir => 1, wanted => sub {
	my $name = File::Spec->abs2rel($File::Find::name, $to);
	unlink if -f && !$wanted{$name}
		&& $name =~ m{\.[0-9a-f]{8}\.[a-z0-9]+(?:\.gz|\.br)?(?:\.new)?$};
} }, $to);
