#!/usr/bin/perl
# Turns the description of Stripe's API into C, so that the sandbox knows every
# operation and its parameters without a file at run time:
#
#	perl mkparams.pl stripe-openapi-subset.json > params.c
#
# Equal parts are written once. It also writes the plainest object of each kind,
# with every member that Stripe's description requires.
use strict;
use warnings;
use JSON::PP;

my $file = shift or die "usage: mkparams.pl stripe-openapi-subset.json\n";
open my $in, '<', $file or die "$file: $!\n";
my $api = JSON::PP->new->utf8->decode(do { local $/; <$in> });
my (%words, %lists);

# Stripe has this one too; the subset does not.
$api->{paths}{'/v1/disputes/{id}/close'}{post} = {
	operationId => 'Disputes_close',
	parameters => [],
	requestBody => $api->{paths}{'/v1/payouts/{id}'}{post}{requestBody},
};

sub quoted {
	my $s = shift;
	die "unexpected character in '$s'\n" if $s =~ /[^ -~]|["\\]/;
	return qq("$s");
}

sub words_of {
	my $key = join ', ', map { quoted($_) } @_;
	if (!$words{$key}) {
		$words{$key} = 'w' . keys %words;
		print "static const char *const $words{$key}\[] = {\n";
		print "\t", quoted($_), ",\n" for @_;
		print "\tNULL\n};\n\n";
	}
	return $words{$key};
}

sub list_of {
	my $key = join "\n", @_;
	if (!$lists{$key}) {
		$lists{$key} = 'p' . keys %lists;
		print "static const struct tt_param $lists{$key}\[] = {\n";
		print "\t$_,\n" for @_;
		print "};\n\n";
	}
	return $lists{$key};
}

# Adds what one schema allows to what the parameter's other schemas allow.
sub allow {
	my ($schema, $may) = @_;
	if ($schema->{anyOf}) {
		allow($_, $may) for @{ $schema->{anyOf} };
		return;
	}
	my $type = $schema->{type} // 'string';
	if ($type eq 'object') {
		my $map = $schema->{additionalProperties};
		if (ref $map) {
			$may->{types}{TT_P_MAP} = 1;
			$may->{item} = param('', $map, 0);
		} else {
			$may->{types}{TT_P_OBJECT} = 1;
			$may->{kids} = { %{ $may->{kids} // {} },
			    %{ $schema->{properties} // {} } };
			$may->{required}{$_} = 1 for @{ $schema->{required} // [] };
		}
	} elsif ($type eq 'array') {
		$may->{types}{TT_P_ARRAY} = 1;
		$may->{item} = param('', $schema->{items} // {}, 0);
	} elsif ($type eq 'integer' || $type eq 'boolean') {
		$may->{types}{ 'TT_P_' . uc $type } = 1;
	} elsif (($schema->{format} // '') eq 'decimal') {
		$may->{types}{TT_P_DECIMAL} = 1;
	} elsif ($schema->{enum}) {
		my @words = @{ $schema->{enum} };
		$may->{types}{TT_P_EMPTY} = 1 if grep { $_ eq '' } @words;
		push @{ $may->{words} }, grep { $_ ne '' } @words;
		$may->{types}{TT_P_WORD} = 1 if $may->{words} && @{ $may->{words} };
	} else {
		$may->{types}{TT_P_STRING} = 1;
	}
}

sub param {
	my ($name, $schema, $required) = @_;
	my $may = {};
	allow($schema, $may);
	my @parts = ('.name = ' . quoted($name),
	    '.types = ' . (join(' | ', sort keys %{ $may->{types} }) || 'TT_P_EMPTY'));
	push @parts, '.required = true' if $required;
	push @parts, '.words = ' . words_of(@{ $may->{words} })
	    if $may->{words} && @{ $may->{words} };
	if ($may->{kids} && %{ $may->{kids} }) {
		my @kids = map { param($_, $may->{kids}{$_}, $may->{required}{$_}) }
		    sort keys %{ $may->{kids} };
		push @parts, '.kids = ' . list_of(@kids), '.n = ' . @kids;
	}
	push @parts, '.item = ' . list_of($may->{item}) if $may->{item};
	return '{ ' . join(', ', @parts) . ' }';
}

# The plainest value a schema allows: null where it may be, else empty.
sub plain {
	my ($schema, $also) = @_;
	return undef if $schema->{nullable} || $schema->{anyOf} || $schema->{'$ref'};
	my $type = $schema->{type} // 'string';
	return JSON::PP::false if $type eq 'boolean';
	return 0 if $type eq 'integer';
	return [] if $type eq 'array';
	return $schema->{enum} ? $schema->{enum}[0] : '' if $type ne 'object';
	return { map { $_ => plain($schema->{properties}{$_}) }
	    @{ $schema->{required} // [] }, @{ $also // [] } };
}

# A resource, or a part of one ("charge/outcome").
sub schema_at {
	my ($name, @parts) = split m{/}, shift;
	my $schema = $api->{components}{schemas}{$name};
	$schema = $schema->{properties}{$_} for @parts;
	return { %$schema, nullable => 0 };
}

sub as_c_text {
	my $json = JSON::PP->new->canonical->encode(shift);
	$json =~ s/(["\\])/\\$1/g;
	my @lines = $json =~ /((?:\\.|[^\\]){1,72})/g;
	return join "\n", map { qq(\t    "$_") } @lines;
}

# Also wanted, though the description does not require them.
my %shapes = (
	'account' => [qw(business_profile business_type capabilities controller
	    country created default_currency external_accounts
	    future_requirements metadata requirements settings tos_acceptance)],
	'account/business_profile' => [],
	'account/settings' => ['payouts'],
	'account_link' => [],
	'balance_transaction' => [],
	'charge' => [],
	'charge/outcome' => [qw(risk_level risk_score)],
	'charge/payment_method_details/bancontact' => [],
	'charge/payment_method_details/card' => ['fingerprint'],
	'charge/payment_method_details/card/checks' => [],
	'charge/payment_method_details/ideal' => [],
	'checkout.session' => [qw(phone_number_collection)],
	'checkout.session/customer_details' => [],
	'customer' => [qw(address currency delinquent discount invoice_prefix
	    name next_invoice_sequence phone preferred_locales tax_exempt
	    test_clock)],
	'dispute' => ['payment_method_details'],
	'dispute/payment_method_details/card' => [],
	'event' => [],
	'payment_intent' => ['amount_details'],
	'payment_method' => ['allow_redisplay'],
	'payment_method/card' => ['fingerprint'],
	'payment_method/ideal' => [],
	'payout' => [],
	'refund' => [],
	'transfer' => [qw(destination_payment source_type)],
	'transfer_reversal' => [],
);

print "/* Made by mkparams.pl; do not edit. */\n#include \"check.h\"\n\n";
my @ops;
for my $path (sort keys %{ $api->{paths} }) {
	for my $method (sort keys %{ $api->{paths}{$path} }) {
		my $op = $api->{paths}{$path}{$method};
		my $body = $op->{requestBody}{content}
		    {'application/x-www-form-urlencoded'}{schema};
		my %required = map { $_ => 1 } @{ $body->{required} // [] };
		my %all = %{ $body->{properties} // {} };
		for my $p (@{ $op->{parameters} }) {
			next if $p->{in} ne 'query';
			$all{ $p->{name} } = $p->{schema};
			$required{ $p->{name} } = $p->{required};
		}
		$all{expand} //= { type => 'array', items => { type => 'string' } };
		my @list = map { param($_, $all{$_}, $required{$_}) } sort keys %all;
		push @ops, sprintf '{ %s, %s, %s, %s, %d }', quoted(uc $method),
		    quoted($path), quoted($op->{operationId}), list_of(@list),
		    scalar @list;
	}
}
print "const struct tt_shape tt_shapes[] = {\n";
for my $name (sort keys %shapes) {
	print "\t{ ", quoted($name), ",\n",
	    as_c_text(plain(schema_at($name), $shapes{$name})), " },\n";
}
print "\t{ 0 }\n};\n\n";
print "const struct tt_operation tt_operations[] = {\n";
print "\t$_,\n" for @ops;
print "\t{ 0 }\n};\n";
