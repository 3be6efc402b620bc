#!/usr/bin/perl
# assets.pl: static files under names that say what is in them.
#
#	perl tools/assets.pl www out manifest
#
# out/css/site.4fa3c29d.css can be kept for ever by a browser: another content
# has another name. References between the files (url(…) in CSS, imports in
# JavaScript, "src" in the web manifest) become those names as well. What gets
# smaller is also there as NAME.gz, for nginx's gzip_static. The manifest has a
# line "name newname" for each file; it is only touched when it changes.
#
# out/root has plain copies of what browsers ask for by a fixed name.
#
# www/errors holds words and one page: it becomes out/errors/503.nl.html and
# so on, what nginx shows when no program of ours can answer.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use File::Basename qw(dirname);
use File::Find;
use File::Path qw(make_path remove_tree);
use IO::Compress::Gzip qw(gzip $GzipError Z_BEST_COMPRESSION);

die "usage: assets.pl www out manifest\n" unless @ARGV == 3;
my ($www, $out, $manifest) = @ARGV;
my (%name_of, %busy);

sub get {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	return <$in> // '';
}

sub put {
	my ($path, $bytes) = @_;
	make_path(dirname($path));
	open my $f, '>:raw', $path or die "$path: $!\n";
	print $f $bytes;
	close $f or die "$path: $!\n";
}

# Write a file, and its compressed twin when that is a good deal smaller.
sub publish {
	my ($name, $bytes) = @_;
	put("$out/$name", $bytes);
	return if $name =~ /\.(?:png|jpg|webp|woff2)$/;
	gzip(\$bytes => \my $small, -Level => Z_BEST_COMPRESSION, -Minimal => 1)
	    or die "$name: $GzipError\n";
	put("$out/$name.gz", $small) if length $small < 0.9 * length $bytes;
}

# "icons/search.svg" as `from` calls it, "../icons/search.svg", made new.
sub refer {
	my ($from, $ref) = @_;
	return $ref if $ref =~ m{^(?:[a-z]+:|/|#)};
	my ($path, $tail) = $ref =~ /^([^?#]*)(.*)$/;
	my @at = split m{/}, $from;
	pop @at;
	my $up = @at;
	for (split m{/}, $path) {
		next if $_ eq '.';
		if ($_ eq '..') { pop @at } else { push @at, $_ }
	}
	my $to = join '/', @at;
	die "$from: $ref is not in $www\n" unless -f "$www/$to";
	return '../' x $up . file($to) . $tail;
}

# JavaScript must call its neighbours "./x" or "../x".
sub import_of {
	my ($from, $ref) = @_;
	my $to = refer($from, $ref);
	return $to =~ /^\./ ? $to : "./$to";
}

# Publish one file, after those it refers to; its new name.
sub file {
	my ($name) = @_;
	return $name_of{$name} if defined $name_of{$name};
	die "$name refers to itself in a circle\n" if $busy{$name}++;
	my $bytes = get("$www/$name");
	if ($name =~ /\.css$/) {
		$bytes =~ s{url\(\s*(["']?)([^)"']+)\1\s*\)}
		    {'url(' . refer($name, $2) . ')'}ge;
	} elsif ($name =~ /\.js$/) {
		$bytes =~ s{(\b(?:from|import)\s*\(?\s*)(["'])(\.[^"']+)\2}
		    {$1 . $2 . import_of($name, $3) . $2}ge;
	} elsif ($name =~ /\.webmanifest$/) {
		$bytes =~ s{("src":\s*")([^"]+)}{$1 . refer($name, $2)}ge;
	}
	my $hash = substr sha256_hex($bytes), 0, 10;
	(my $new = $name) =~ s/(\.[^.\/]+)$/.$hash$1/;
	publish($new, $bytes);
	return $name_of{$name} = $new;
}

# www/errors/words.txt says how its lines are.
sub errors {
	return unless -f "$www/errors/page.html";
	my $page = get("$www/errors/page.html");
	for (split /\n/, get("$www/errors/words.txt")) {
		next if /^(?:#|\s*$)/;
		my %with;
		@with{qw(code lang art to title text link)} =
		    /^(\d{3}) (..) (\S+) (\S+) \| (.*) \| (.*) \| (.*)$/
		    or die "$www/errors/words.txt: not understood: $_\n";
		$with{to} = '' if $with{to} eq '""';
		my $html = $page;
		$html =~ s/\{(\w+)\}/$with{$1} \/\/ die "errors: {$1}\n"/ge;
		$html =~ s{/static/([^"\s]+)}{'/static/' . file($1)}ge;
		publish("errors/$with{code}.$with{lang}.html", $html);
	}
}

my @files;
find({ no_chdir => 1, wanted => sub {
	return unless -f;
	my $name = substr $_, length("$www/");
	push @files, $name
	    unless $name =~ m{^errors/|^\.|/\.|\.am$|\.md$|~$|LICENSE};
} }, $www);

remove_tree($out);
file($_) for sort @files;
put("$out/root/$_", get("$www/$_"))
    for grep { -f "$www/$_" } qw(favicon.svg apple-touch-icon.png);
errors();
my $lines = join '', map { "$_ $name_of{$_}\n" } sort keys %name_of;
put($manifest, $lines) unless -f $manifest && get($manifest) eq $lines;
