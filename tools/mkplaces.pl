#!/usr/bin/perl
# mkplaces.pl: turn the geographic tables into a C table.
#
#	perl tools/mkplaces.pl data/geo > lib/model/places.c
#
# All strings go into one pool and are named by their offset, so that the
# table holds no pointer: the loader has nothing to fix, and every process
# that uses the library shares the same pages.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Unicode::Normalize qw(NFD);

die "usage: mkplaces.pl folder\n" unless @ARGV == 1;
my $folder = $ARGV[0];

# How good a name is for a postcode; also the order in which the suggestions
# appear. The lowest wins.
my %RANK = (
	town        => 0,    # the municipality, and a place here bears its name
	municipal   => 1,    # the municipality, but the place is another one
	dutch_town  => 2,    # the same in the Netherlands
	merged      => 3,    # a part of the name of a merged municipality
	part        => 4,    # any other place in Belgium
	dutch_area  => 5,
	dutch_part  => 6,
);

# Names that are in no list and that people type all the same.
my %ALSO = (
	'BE1000' => ['Brussel-Stad', 'Bruxelles-Ville', 'Brussels'],
	'BE2000' => ['Antwerp'],
	'BE3700' => ['Tongres'],
	'BE3840' => ['Looz'],
	'BE4780' => ['Sint-Vith'],
	'BE8400' => ['Ostend'],
	'BE9000' => ['Ghent'],
	'BE9120' => ['Beveren'],
	'NL2511' => ["'s-Gravenhage", 'The Hague', 'La Haye'],
	'NL5211' => ['Den Bosch', 'Bois-le-Duc', 'Herzogenbusch'],
);

# The largest towns come first among the suggestions, the largest of all
# before them. The others follow by the number of their postcodes.
my %LARGE = (
	map({ $_ => 30 }
	    qw(BEBrugge BENamen BELeuven BEBergen BEAalst BEMechelen BEHasselt
	       BEKortrijk BEOostende BEDoornik BEGenk BERoeselare BESeraing
	       BEVerviers BEMoeskroen NLUtrecht NLEindhoven NLGroningen
	       NLTilburg NLBreda NLMaastricht NLNijmegen NLArnhem),
	    'BELa Louvière', 'BESint-Niklaas', 'NLDen Haag'),
	map({ $_ => 31 }
	    qw(BEBrussel BEAntwerpen BEGent BECharleroi BELuik NLAmsterdam
	       NLRotterdam)),
);

# What English says where it has a word of its own.
my %ENGLISH = (
	Antwerpen => 'Antwerp', Brussel => 'Brussels', Brugge => 'Bruges',
	Gent => 'Ghent', Oostende => 'Ostend', Ieper => 'Ypres',
	'Den Haag' => 'The Hague',
);
my %FRENCH = ('Den Haag' => 'La Haye', "'s-Hertogenbosch" => 'Bois-le-Duc');

my $pool = '';
my %at;
my %postcodes_of;    # municipality => how many postcodes it has

# The offset of a text in the pool.
sub text {
	my ($s) = @_;
	return $at{$s} if exists $at{$s};
	$at{$s} = length $pool;
	utf8::encode(my $bytes = $s);
	$pool .= "$bytes\0";
	return $at{$s};
}

# Lower case, no accents, one blank for every hyphen, apostrophe and the
# like. fold() in place.c does the same to what is typed.
sub fold {
	my ($s) = @_;
	$s = lc NFD($s);
	$s =~ s/\p{Mn}//g;
	$s =~ s/ß/ss/g;
	$s =~ s/œ/oe/g;
	$s =~ s/æ/ae/g;
	$s =~ s/[^a-z0-9]+/ /g;
	$s =~ s/^ | $//g;
	return $s;
}

sub rows {
	my ($name) = @_;
	open my $in, '<', "$folder/$name" or die "$folder/$name: $!\n";
	chomp(my $head = <$in>);
	my @columns = split /,/, $head;
	my @rows;
	while (my $line = <$in>) {
		chomp $line;
		next if $line eq '';
		my @v = split /,/, $line, -1;
		die "$name:$.: not @{[scalar @columns]} columns\n"
		    unless @v == @columns;
		my %row;
		@row{@columns} = @v;
		push @rows, \%row;
	}
	return @rows;
}

# Which language the people of a Belgian postcode speak: English readers are
# shown that name.
sub spoken {
	my ($row) = @_;
	return 'de' if $row->{postcode} =~ /^47/;
	return 'nl' if $row->{province} =~ /^BE-(?:VAN|VBR|VLI|VOV|VWV)$/;
	return 'fr';
}

sub belgian {
	my ($row, $german) = @_;
	my %name = (
		nl => $row->{municipality_nl},
		fr => $row->{municipality_fr},
		de => $german->{$row->{municipality_nl}},
	);
	$name{en} = $ENGLISH{$name{nl}} // $name{spoken($row)};
	return {
		country => 'BE', area => $name{nl}, %$row,
		map { ("name_$_" => $name{$_}) } keys %name
	};
}

sub dutch {
	my ($row) = @_;
	my $name = $row->{place};
	$name = 'Den Haag' if $name eq "'s-Gravenhage";
	return {
		country => 'NL', area => $row->{municipality}, %$row,
		name_nl => $name, name_fr => $FRENCH{$name} // $name,
		name_en => $ENGLISH{$name} // $name, name_de => $name,
	};
}

# Every name under which a Belgian postcode may be looked for: name => rank.
sub belgian_names {
	my ($p, $places) = @_;
	my %own = map { fold($_) => 1 } @$p{qw(name_nl name_fr name_de)};
	my $same = grep { $own{fold($_)} } @$places;
	my %rank;

	for my $place (@$places) {
		my $key = fold($place);
		my $merged = grep { $_ ne $key && " $_ " =~ / \Q$key\E / }
		    keys %own;
		$rank{$place} = $RANK{$merged ? 'merged' : 'part'};
	}
	$rank{$_} = $RANK{$same ? 'town' : 'municipal'}
	    for @$p{qw(name_nl name_fr name_de name_en)};
	if ($p->{province} eq 'BE-BRU') {
		# Who lives in Ixelles writes "Bruxelles" as often.
		$rank{$_} //= $RANK{part}
		    for qw(Brussel Bruxelles Brüssel Brussels);
	}
	return %rank;
}

sub dutch_names {
	my ($p) = @_;
	my $town = $p->{place} eq $p->{municipality}
	    || $p->{name_nl} eq $p->{municipality};
	my %rank;

	$rank{$p->{municipality}} = $RANK{$town ? 'dutch_town' : 'dutch_area'};
	$rank{$_} = $RANK{$town ? 'dutch_town' : 'dutch_part'}
	    for @$p{qw(place name_nl name_fr name_en)};
	(my $bare = $p->{place}) =~ s/ \(.*\)$//;
	$rank{$bare} //= $RANK{dutch_part};
	return %rank;
}

# One row for each way to write each name.
sub keys_of {
	my ($p, $index, $rank) = @_;
	my %best;
	for my $name (sort { $rank->{$a} <=> $rank->{$b} || $a cmp $b }
	    keys %$rank) {
		my $key = fold($name);
		my @ways = ($key);
		push @ways, "st $1" if $key =~ /^(?:sint|saint|sankt) (.+)/;
		push @ways, "ste $1" if $key =~ /^sainte (.+)/;
		$best{$_} //= [$name, $rank->{$name}] for @ways;
	}
	my $size = $postcodes_of{"$p->{country}$p->{area}"};
	$size = 29 if $size > 29;
	$size = $LARGE{"$p->{country}$p->{area}"} // $size;
	return map { {
		key => $_, name => $best{$_}[0], place => $index, from => $p,
		order => $best{$_}[1] * 32 + 31 - $size,
	} } keys %best;
}

# The heart of a town has a round postcode in Belgium (9120 and not 8791), and
# one that ends in 11 in the Netherlands (2511 and not 2491).
sub is_heart {
	my ($p) = @_;
	return $p->{postcode} =~ ($p->{country} eq 'BE' ? qr/0$/ : qr/11$/)
	    ? 1 : 0;
}

# Is this how the people of the place itself call it? Saint-Nicolas is a town
# near Liège before it is the French name of Sint-Niklaas.
sub is_own {
	my ($k) = @_;
	my $p = $k->{from};
	my @own = $p->{country} eq 'NL' ? $p->{name_nl}
	    : $p->{province} eq 'BE-BRU' ? @$p{qw(name_nl name_fr)}
	    : $p->{'name_' . spoken($p)};
	return scalar grep { fold($_) eq $k->{key} } @own;
}

sub by_key {
	return $a->{key} cmp $b->{key}
	    || $a->{from}{country} cmp $b->{from}{country}
	    || int($a->{order} / 32) <=> int($b->{order} / 32)
	    || is_own($b) <=> is_own($a)
	    || $a->{order} <=> $b->{order}
	    || is_heart($b->{from}) <=> is_heart($a->{from})
	    || $a->{from}{postcode} cmp $b->{from}{postcode};
}

my %german = map { $_->{municipality_nl} => $_->{municipality_de} }
    rows('municipalities-be.csv');
my %places;
push @{$places{$_->{postcode}}}, $_->{place} for rows('places-be.csv');
my @table = (
	(sort { $a->{postcode} cmp $b->{postcode} }
	    map { belgian($_, \%german) } rows('postcodes-be.csv')),
	(sort { $a->{postcode} cmp $b->{postcode} }
	    map { dutch($_) } rows('postcodes-nl.csv')),
);
$postcodes_of{"$_->{country}$_->{area}"}++ for @table;

my @keys;
for my $i (0 .. $#table) {
	my $p = $table[$i];
	my %rank = $p->{country} eq 'NL' ? dutch_names($p)
	    : belgian_names($p, $places{$p->{postcode}} // []);
	my ($best) = sort { $a <=> $b } values %rank;
	$rank{$_} //= $best for @{$ALSO{"$p->{country}$p->{postcode}"} // []};
	push @keys, keys_of($p, $i, \%rank);
}
@keys = sort by_key @keys;

# The postcode that stands for a municipality as a whole.
my %stands;
for my $k (@keys) {
	my $p = $k->{from};
	my $area = "$p->{country}$p->{area}";
	$stands{$area} //= $k->{place} if $k->{key} eq fold($p->{area});
}

print "/* Made by tools/mkplaces.pl from data/geo. */\n";
print "#include \"model/places.h\"\n\n";
print "const struct tt_place tt_place_table[] = {\n";
for my $i (0 .. $#table) {
	my $p = $table[$i];
	my $town = ($stands{"$p->{country}$p->{area}"} // -1) == $i;
	printf "\t{ \"%s\", \"%s\", \"%s\", %d, %d, %d,"
	    . " { %d, %d, %d, %d } },\n",
	    @$p{qw(postcode country province)}, $town ? 1 : 0,
	    map({ sprintf '%.0f', $p->{$_} * 10000 } qw(lat lon)),
	    map({ text($p->{"name_$_"}) } qw(nl fr en de));
}
print "};\nconst size_t tt_place_count = ", scalar @table, ";\n\n";

print "const struct tt_place_key tt_place_keys[] = {\n";
printf "\t{ %d, %d, %d, %d },\n", text($_->{key}), text($_->{name}),
    $_->{place}, $_->{order} for @keys;
print "};\nconst size_t tt_place_key_count = ", scalar @keys, ";\n\n";

print "const struct tt_province tt_province_table[] = {\n";
my @provinces = sort { $a->{code} cmp $b->{code} } rows('provinces.csv');
printf "\t{ \"%s\", { %d, %d, %d, %d } },\n", $_->{code},
    text($_->{name_nl}), text($_->{name_fr}), text($_->{name_en}),
    text($_->{name_de}) for @provinces;
print "};\nconst size_t tt_province_count = ", scalar @provinces, ";\n\n";

utf8::decode($pool);
print "const char tt_place_pool[] =\n";
for my $s (split /\0/, $pool) {
	$s =~ s/([\\"])/\\$1/g;
	print "\t\"$s\\0\"\n";
}
print "\t;\n";
