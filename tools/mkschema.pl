#!/usr/bin/perl
# mkschema.pl schema/*.sql > schema.c: the migrations as C, in order: by
# version, the common file before those of one engine.
use strict;
use warnings;

my @m;
for my $path (@ARGV) {
	$path =~ m{(?:^|/)((\d{4})-[a-z0-9-]+)(?:\.(sqlite|postgres))?\.sql$}
	    or next;
	push @m, { path => $path, name => $1, version => $2 + 0,
	    engine => $3 };
}
my %common = map { $_->{version} => 1 } grep { !$_->{engine} } @m;
my %seen;
for (@m) {
	die "$_->{path}: no common file of version $_->{version}\n"
	    unless $common{$_->{version}};
	die "$_->{path}: a second file of version $_->{version}\n"
	    if $seen{$_->{version} . ($_->{engine} // '')}++;
}
print qq(#include "db/schema.h"\n\n#include <stddef.h>\n\n);
print "const struct tt_migration tt_migrations[] = {\n";
for my $m (sort { $a->{version} <=> $b->{version} ||
    ($a->{engine} // '') cmp ($b->{engine} // '') } @m) {
	open my $in, '<', $m->{path} or die "$m->{path}: $!\n";
	my $engine = $m->{engine} ? qq("$m->{engine}") : 'NULL';
	print qq({ $m->{version}, "$m->{name}", $engine,\n);
	while (<$in>) {
		chomp;
		s/([\\"])/\\$1/g;
		s/\t/\\t/g;
		print qq(    "$_\\n"\n);
	}
	print "},\n";
}
print "{ 0, NULL, NULL, NULL }\n};\n";
