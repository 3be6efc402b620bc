#!/usr/bin/perl
# What `tailtribe seed` makes: the demo that a visitor sees, and the crowd that
# a load test needs, on either engine.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Installation;

plan skip_all => 'no tailtribe in the build'
    unless Installation::program('tailtribe');
my $sqlite = ($ENV{TT_TEST_DB} // 'sqlite:') =~ /^sqlite/;

# ---- the demo ------------------------------------------------------------------

my $i = Installation->new;
my $now = time;
my ($status, $said) = $i->tool('seed', '--demo', '--caregivers', '80');
is $status, 0, 'the demo is made' or BAIL_OUT($said);
like $said, qr/80 caregivers in \d+ ms/, 'and says how long it took';

# How many rows fulfil a condition.
sub count { return $i->value("SELECT COUNT(*) FROM $_[0]") }

is count('caregiver'), 80, 'eighty caregivers';
is_deeply [$i->sql('SELECT email, first_name, last_name, is_owner, '
    . 'is_caregiver, staff, CASE WHEN verified > 0 THEN 1 END FROM users WHERE email IN '
    . "('an\@example.be', 'bob\@example.be', 'lisa\@example.be', "
    . "'tom\@example.be', 'staff\@example.be', 'sam\@example.be') "
    . 'ORDER BY email')],
    [['an@example.be', 'An', 'Peeters', 1, 0, '', 1],
    ['bob@example.be', 'Bob', 'Mertens', 1, 0, '', 1],
    ['lisa@example.be', 'Lisa', 'Claes', 0, 1, '', 1],
    ['sam@example.be', 'Sam', 'Verhaegen', 0, 0, 'admin', 1],
    ['staff@example.be', 'Sofie', 'Dewaele', 0, 0, 'super_admin', 1],
    ['tom@example.be', 'Tom', 'Wouters', 0, 1, '', 1]],
    'the accounts that have a name';
is $i->value('SELECT COUNT(DISTINCT password) FROM users'), 1,
    'one hash for all of them';
is count("users WHERE password NOT LIKE '\$argon2id\$%'"), 0,
    'and a good one';

is count("certificate c WHERE state = 'waiting' AND EXISTS (SELECT 1 FROM file f "
    . "WHERE f.id = c.file_id AND f.state = 'stored')"), count("caregiver WHERE state = 'pending'"),
    'whoever waits has handed in a certificate';
cmp_ok count("certificate WHERE state = 'verified'"), '>', 20, 'many have one that was checked';

my @regions = $i->sql('SELECT DISTINCT substr(postcode, 1, 1) FROM users');
is @regions, 9, 'people everywhere in Belgium';
is count("users WHERE is_caregiver = 1 AND lang = 'de' AND postcode LIKE "
    . "'47%'") > 0, !!1, 'some speak German in the east';
is count("users WHERE lang NOT IN ('de', 'en') AND postcode LIKE '47%'"), 0,
    'and nobody there speaks something else';
is count("users WHERE lang = 'nl' AND (postcode LIKE '5%' OR postcode LIKE "
    . "'6%')"), 0, 'nobody in Wallonia is Dutch-speaking';
is count("users WHERE lang = 'fr' AND (postcode LIKE '2%' OR postcode LIKE "
    . "'8%' OR postcode LIKE '9%')"), 0, 'nor in Flanders French-speaking';
is count("users WHERE email NOT LIKE '%\@example.be'"), 0,
    'no address is a real one';
is count("users WHERE phone NOT LIKE '+32400______'"), 0,
    'and no phone number';
is count('caregiver WHERE length(bio) NOT BETWEEN 80 AND 900'), 0,
    'a bio is not too long nor too short';
is count("caregiver WHERE bio LIKE '%{%' OR bio LIKE '%|%'"), 0,
    'and has no holes';
is count('caregiver c WHERE NOT EXISTS (SELECT 1 FROM service s WHERE '
    . 's.caregiver_id = c.user_id)'), 0, 'everybody offers something';
is count('caregiver c WHERE NOT EXISTS (SELECT 1 FROM weekly w WHERE '
    . 'w.caregiver_id = c.user_id)'), 0, 'and has hours';
cmp_ok count('dated'), '>', 20, 'some days differ';
cmp_ok count('block'), '>', 8, 'some are away';
cmp_ok count("caregiver WHERE state = 'pending'"), '>=', 1,
    'staff have somebody to look at';

# ---- pictures ---------------------------------------------------------------------

my @pictures = $i->sql('SELECT path, alt, place FROM picture');
cmp_ok @pictures, '>', 80, 'pictures of caregivers';
push @pictures, $i->sql("SELECT picture, name, 0 FROM pet WHERE picture <> ''");
my $bad = 0;
for (@pictures) {
	my ($path, $alt) = @$_;
	open my $f, '<', $i->dir . "/media/$path" or ++$bad, next;
	my $svg = do { local $/; <$f> };
	$bad++ unless $svg =~ m{^<svg [^>]*>.*</svg>\n\z}s
	    && $svg !~ /<script|href|onload/ && length $alt;
}
is $bad, 0, 'every picture is there, drawn, and has words beside it';
is count("pet WHERE picture = '' AND kind <> 'fish'"), 0,
    'every animal but fish has one';

# ---- a year of bookings ---------------------------------------------------------------

my %states = map { @$_ } $i->sql('SELECT state, COUNT(*) FROM booking '
    . 'GROUP BY state');
is_deeply [sort keys %states], [sort qw(pending accepted paid completed
    declined withdrawn expired cancelled)], 'bookings in every state';
cmp_ok $states{completed}, '>', 200, 'most were completed';
($status, $said) = $i->tool('ledger', 'verify');
is $status, 0, 'the ledger agrees' or diag $said;
cmp_ok count("journal WHERE kind = 'cancel'"), '>', 5, 'money went back';
is count("refund WHERE state <> 'sent'"), 0, 'and all of it has arrived';
my ($first, $last) = @{($i->sql("SELECT MIN(starts), MAX(ends) FROM booking "
    . "WHERE state = 'completed'"))[0]};
cmp_ok $first, '<', $now - 200 * 86400, 'for most of a year';
cmp_ok $last, '<', $now, 'and none that is over lies ahead';
is count("booking WHERE state IN ('pending', 'accepted', 'paid') AND starts < "
    . int($now)), 0, 'what is open is still to come';
is count("booking WHERE created > accepted OR accepted > paid OR paid > "
    . 'completed'), 0, 'things happened one after the other';
is count('booking b WHERE NOT EXISTS (SELECT 1 FROM booking_event e WHERE '
    . "e.booking_id = b.id AND e.event = 'request')"), 0,
    'through the model, with its events';
is count("hold h JOIN booking b ON b.id = h.booking_id WHERE b.state NOT IN "
    . "('accepted', 'paid')"), 0, 'only what comes holds time';

cmp_ok count("review WHERE role = 'owner'"), '>', 150, 'owners wrote';
cmp_ok count("review WHERE role = 'caregiver'"), '>', 120, 'and caregivers';
cmp_ok count("review WHERE reply <> ''"), '>', 20, 'some replied';
is count("review WHERE body LIKE '%{%' OR reply LIKE '%{%'"), 0,
    'with names in the holes';
is count("review WHERE length(body) < 10"), 0, 'enough words';
is count("review WHERE counted = 0 AND shown_from <= " . int($now)), 0,
    'what may be shown is counted';
is count('caregiver c WHERE rating_count <> (SELECT COUNT(*) FROM review r '
    . "WHERE r.subject_id = c.user_id AND r.role = 'owner' AND "
    . 'r.counted = 1)'), 0, 'the averages are those of the reviews';
cmp_ok $i->value('SELECT COUNT(DISTINCT body) FROM review'), '>',
    0.3 * count('review'), 'people do not all say the same';

is count('job'), 0, 'no mail about the past is due';
is count('draft'), 0, 'no request is half made';
is count("look_at"), 0, 'nothing wants a look';
cmp_ok count("cancel_request WHERE state = 'open'"), '>=', 1,
    'staff have something to decide';

# ---- An and Lisa -------------------------------------------------------------------------

my $names = 'booking b JOIN users o ON o.id = b.owner_id JOIN users c ON '
    . 'c.id = b.caregiver_id WHERE ';
is count("$names o.email = 'an\@example.be' AND c.email = 'lisa\@example.be' "
    . "AND b.state = 'pending'"), 1, 'An waits for an answer of Lisa';
is count("$names o.email = 'an\@example.be' AND c.email = 'lisa\@example.be' "
    . "AND b.state = 'completed' AND NOT EXISTS (SELECT 1 FROM review r WHERE "
    . 'r.booking_id = b.id)'), 1, 'and has one visit to review';
is_deeply [$i->sql("SELECT p.name, p.kind FROM pet p JOIN users u ON u.id = "
    . "p.owner_id WHERE u.email = 'an\@example.be' ORDER BY p.id")],
    [['Rex', 'dog'], ['Fien', 'cat']], 'she has Rex and Fien';
my $lisa = $i->value("SELECT id FROM users WHERE email = 'lisa\@example.be'");
is $i->value("SELECT price FROM service WHERE caregiver_id = $lisa AND code = "
    . "'walk'"), 1500, 'Lisa walks for 15 euro an hour';
is_deeply [$i->sql("SELECT weekday, from_min, to_min FROM weekly WHERE "
    . "caregiver_id = $lisa ORDER BY weekday")],
    [map { [$_, 420, 1260] } 1 .. 7], 'every day from seven to nine';
cmp_ok $i->value("SELECT rating_count FROM caregiver WHERE user_id = $lisa"),
    '>', 5, 'and is known';

# What search reads is what the model would write, for everybody.
# Today is left out: it changes with the hour.
sub offers {
	my ($in) = @_;
	my @mask = (~0, ~0);
	for (0, 1) {
		my $bit = (int(time / 86400) + $_) % 128;
		$mask[$bit / 64] &= ~(1 << $bit % 64);
	}
	return [sort map {
		my @row = @$_;
		$row[-2] = $row[-2] + 0 & $mask[0];
		$row[-1] = $row[-1] + 0 & $mask[1];
		join ' ', @row;
	} $in->sql('SELECT service, cell, rank,'
	    . ' caregiver_id, lat, lon, radius_km, price, extra_pet, weekend,'
	    . ' holiday, max_pets, kinds, rating, free1, free2 FROM offer')];
}
cmp_ok @{offers($i)}, '>', 150, 'search knows them';

# ---- the same seed, the same people ----------------------------------------------------------

# Everything that is not a time.
sub people {
	my ($in) = @_;
	return [map { join '|', @$_ } $in->sql('SELECT u.id, u.email, '
	    . 'u.first_name, u.last_name, u.lang, u.town, u.street, u.phone, '
	    . 'u.lat, u.lon, c.bio, c.headline, c.kinds, s.code, s.price FROM '
	    . 'users u LEFT JOIN caregiver c ON c.user_id = u.id LEFT JOIN '
	    . 'service s ON s.caregiver_id = u.id ORDER BY u.id, s.code')];
}

SKIP: {
	skip 'one database is there', 3 unless $sqlite;
	my @made = map { Installation->new } 1 .. 3;
	$made[$_]->tool('seed', '--caregivers', '70', '--owners', '7', '--seed',
	    $_ == 2 ? 8 : 7) for 0 .. 2;
	is_deeply people($made[0]), people($made[1]),
	    'the same seed makes the same people';
	isnt join(' ', @{people($made[0])}), join(' ', @{people($made[2])}),
	    'another one others';
	is $made[0]->value('SELECT COUNT(*) FROM users'), 77, 'all of them';
}

# ---- a crowd --------------------------------------------------------------------------------

SKIP: {
	my $deeds = Installation::program('t/page/deeds');
	skip 'no t/page/deeds in the build', 4 unless $deeds;
	my $crowd = $sqlite ? Installation->new : $i;
	if (!$sqlite) {
		$i->change('SET client_min_messages = error; DROP SCHEMA public '
		    . 'CASCADE; CREATE SCHEMA public');
		$i->tool('init');
	}
	($status, $said) = $crowd->tool('seed', '--caregivers', '1200');
	is $status, 0, 'more than one chunk of caregivers' or diag $said;
	is $crowd->value('SELECT COUNT(*) FROM caregiver'), 1200, 'all of them';
	my $before = offers($crowd);
	($status, $said) = $crowd->said_by($deeds, 'refresh');
	is $status, 0, 'the model writes their offers again' or diag $said;
	is_deeply offers($crowd), $before, 'and they are the same';
}

done_testing;
