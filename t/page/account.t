#!/usr/bin/perl
# A member's own data, and their pets.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $cast = Cast->new('account');
my $an = $cast->who('an');
my $bob = $cast->who('bob');

sub member {
	my ($name, @columns) = @_;
	my ($row) = $cast->sql('SELECT ' . join(', ', @columns)
	    . " FROM users WHERE email = '$name\@example.be'");
	return $row;
}

# ---- what is known of a member ----

my $page = $an->get('/account');
is $page->status, 200, 'the account opens';
like $page->text, qr/An Peeters .* an\@example\.be/, 'with name and address';
like $page->text, qr/0476 12 34 56|\+32 476 12 34 56/, 'the phone can be read';
unlike $page->text, qr/not confirmed/, 'a confirmed address is not nagged about';
like $page->body, qr{<form method="post" action="/en/logout">},
    'one logs out with a form';
cmp_ok $page->sql, '<=', 2, 'in two statements';
like $cast->who('eva')->get('/account')->text, qr/not confirmed/,
    'an address that is not confirmed is';
for (['an', 'pets', 'earnings|/admin|/caregiver/'],
    ['lisa', 'earnings', 'en/pets|/admin'], ['sam', 'admin', 'en/pets|earnings']) {
	my ($name, $has, $not) = @$_;
	my $menu = $cast->who($name)->get('/account');
	like $menu->body, qr{<li><a href="/en/$has}, "$name is led to $has";
	unlike $menu->body, qr{<li><a href="/en/(?:$not)}, 'and not elsewhere';
}
is $cast->visitor->get('/account')->location, '/login?next=%2Faccount',
    'visitors are led to the page to log in';

# ---- changing it ----

my %form = (first_name => 'Anna', last_name => 'De Smet',
    phone => '0470 12 34 57', street => 'Markt 1', postcode => '9000',
    town => 'Gent', lang => 'fr');
sub with { my %all = (%form, @_); return %all }

$page = $an->get('/account/edit');
like $page->body, qr{name="first_name"[^>]*value="An"}, 'the form is filled in';
for (['first_name', '', qr/fill/i], ['first_name', 'A', qr/at least 2/],
    ['last_name', 'x' x 81, qr/at most 80/],
    ['phone', '12', qr/Enter a phone number/],
    ['street', 'x' x 121, qr/at most 120/],
    ['postcode', 'x', qr/postcode, for example/],
    ['town', 'Luik', qr/does not belong/], ['lang', 'es', qr/Choose a language/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post('/account/edit', with($field, $value));
	is $page->status, 422, "$field cannot be '" . substr($value, 0, 8) . "'";
	my ($message) = $page->body =~ m{id="$field-e">(.*?)</p>}s;
	like $message // '', $says, 'it says why';
	like $page->body, qr{value="Markt 1"|street-e}, 'and keeps the rest';
}
is_deeply member('an', 'first_name', 'street'), ['An', 'Kerkstraat 1'],
    'nothing of that was kept';
$page = $an->post('/account/edit', with(email => 'new@example.be', staff => 'admin',
    is_caregiver => 1, id => $cast->id('bob')));
is $page->status . $page->location, '303/account', 'what fits is';
is_deeply member('an', qw(first_name last_name phone street postcode town
    lang)), ['Anna', 'De Smet', '+32470123457', 'Markt 1', '9000', 'Gent', 'fr'],
    'all of it';
is_deeply member('an', 'email', 'staff', 'is_caregiver'),
    ['an@example.be', '', 0], 'and nothing that was not asked for';
is_deeply member('bob', 'first_name'), ['Bob'], 'nor of somebody else';
my $lat = member('an', 'lat')->[0];
ok $lat > 510000 && $lat < 511500, 'she is found in Ghent now';
like $an->get('/account')->text, qr/Your data are saved/, 'she is told';
unlike $an->get('/account')->text, qr/Your data are saved/, 'once';

my $evil = '"><script>alert(1)</script>';
is $an->post('/account/edit', with(first_name => $evil, street => $evil))->status,
    303, 'a name may have signs in it';
for ('/account', '/account/edit', '/pets') {
	my $shown = $an->get($_);
	is $shown->status, 200, "$_ shows it";
	unlike $shown->body, qr/<script>alert/, 'and does not obey it';
}
is $an->post('/account/edit', with(phone => ''))->status, 303,
    'a phone is not needed';

# ---- pets ----

$page = $an->get('/pets');
like $page->text, qr/Rex .* Minou/, 'her pets';
unlike $page->text, qr/Tor|Poes/, "and nobody else's";
cmp_ok $an->get('/pets')->sql, '<=', 2, 'in two statements';
is $cast->who('lisa')->get('/pets')->status, 403, 'a caregiver keeps none';

my %pet = (name => 'Dop', kind => 'dog', breed => 'Beagle', sex => 'female',
    born_year => 2020, weight => '12,5', neutered => 1, people_ok => 1,
    chip => '981 000 000 123456', medical => "Pills\nat noon", character => 'Shy',
    notes => '', vaccinations => '');
sub pet { my %all = (%pet, @_); return %all }

is $an->get('/pets/new')->status, 200, 'the form for a pet';
for (['name', '', qr/fill/i], ['name', 'x' x 61, qr/at most 60/],
    ['kind', 'dragon', qr/Choose/], ['kind', undef, qr/./],
    ['custom_kind', 'x' x 61, qr/at most 60/],
    ['born_year', '1970', qr/./], ['born_year', '2198', qr/yet to come/],
    ['born_year', 'young', qr/number/], ['weight', 'heavy', qr/kilograms/],
    ['weight', '-1', qr/kilograms/], ['weight', '5000', qr/kilograms/],
    ['chip', 'no', qr/15 digits/], ['sex', 'x', qr/./],
    ['medical', 'x' x 1001, qr/at most 1,000/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post('/pets/new', pet($field, $value));
	is $page->status, 422, "$field cannot be '"
	    . substr($value // 'nothing', 0, 8) . "'";
	my ($message) = $page->body =~ m{<a href="#$field">(.*?)</a>}s;
	like $message // '', $says, 'it says why';
	like $page->body, qr{value="Beagle"}, 'and keeps the rest';
}
$page = $an->post('/pets/new', pet(kind => 'other'));
is $page->status, 422, 'another kind of animal';
like $page->text, qr/what kind of animal/, 'has to be told';
is $cast->count("pet WHERE owner_id = " . $cast->id('an')), 2, 'none was made';

$page = $an->post('/pets/new', pet(owner_id => $cast->id('bob'), gone => 1,
    picture => 'lisa/face.svg'));
is $page->status . $page->location, '303/pets', 'a pet that fits is taken';
my $id = $cast->pet('Dop');
is_deeply [$cast->sql('SELECT owner_id, kind, breed, sex, born_year, weight_g, '
    . "neutered, pets_ok, people_ok, picture FROM pet WHERE id = $id")],
    [[$cast->id('an'), qw(dog Beagle female 2020 12500 1 0 1), '']],
    'with what was typed, and nothing else';
like $an->get('/pets')->text, qr/Dop has been added/, 'she is told';
is $an->post('/pets/new', pet(name => ' dop '))->status, 409,
    'two dogs of one name would be mistaken';
is $an->post('/pets/new', pet(name => 'Dop', kind => 'cat'))->status, 303,
    'a dog and a cat are not';
is $an->post('/pets/new', pet(name => 'Ada', next => '/request/7/pets'))->location,
    '/request/7/pets', 'who came from a request goes back to it';
is $an->post('/pets/new', pet(name => 'Eda', next => '//evil.test'))->location,
    '/pets', 'and to no other site';

$page = $an->get("/pets/$id");
like $page->body, qr{value="12\.5"}, 'the form of a pet is filled in';
like $page->body, qr{<textarea[^>]*>\nPills\nat noon</textarea>}, 'line by line';
$page = $an->post("/pets/$id", pet(name => $evil, weight => ''));
is $page->status, 303, 'it can be changed';
unlike $an->get('/pets')->body, qr/<script>alert/, 'names are shown, not obeyed';
unlike $an->get("/pets/$id$_")->body, qr/<script>alert/, 'everywhere' for '', '/remove';
is $cast->value("SELECT weight_g FROM pet WHERE id = $id"), 0,
    'a weight can be taken away';
is $an->post("/pets/$id", pet(name => 'Rex'))->status, 409,
    'but not be called like another';
is $an->post("/pets/$id", pet())->status, 303, 'Dop is Dop again';

# ---- somebody else's ----

# As it was sent, but for the reference and the form's token.
sub bare {
	my ($p) = @_;
	my $head = join "\n", map { "@$_" } grep { $_->[0] ne 'X-Request-Id' }
	    @{$p->{headers}};
	return ("$head\n\n" . $p->body) =~ s/\Q@{[$p->id]}\E/ID/gr
	    =~ s/name="csrf" value="[0-9a-f]+"/csrf/gr;
}

# Two numbers of the same length: one is a pet, one is nothing.
my $absent = $id + 1;
for my $way ('', '/remove') {
	my @pages = map { $bob->get("/pets/$_$way") } $id, $absent;
	is $_->status, 404, "another's pet at /pets/#$way: 404" for @pages;
	is bare($pages[0]) =~ s/$id/N/gr, bare($pages[1]) =~ s/$absent/N/gr,
	    'byte for byte as one that is not there';
	my $before = $cast->print;
	$bob->get('/pets/new');
	@pages = map { $bob->post("/pets/$_$way", pet(name => 'Mine')) } $id, $absent;
	is $_->status, 404, 'nor can it be changed' for @pages;
	is bare($pages[0]) =~ s/$id/N/gr, bare($pages[1]) =~ s/$absent/N/gr,
	    'with the same answer again';
	is $cast->print, $before, 'and all is as it was';
}

# ---- removing ----

is $an->get("/pets/$id/remove")->status, 200, 'the page before a pet goes';
is $cast->count("pet WHERE id = $id AND gone IS NULL"), 1, 'it is still there';
is $an->post("/pets/$id/remove")->location, '/pets', 'now it goes';
is $cast->count("pet WHERE id = $id AND gone IS NOT NULL"), 1,
    'but what bookings say of it stays';
is $an->post("/pets/$id/remove")->status, 404, 'it goes once';
is $an->get("/pets/$id")->status, 404, 'and cannot be opened any more';
is $an->post('/pets/new', pet())->status, 303, 'another of that name may come';
my $n = $cast->count('pet WHERE gone IS NULL AND owner_id = ' . $cast->id('an'));
is $an->post('/pets/new', pet(name => "Pet$_"))->status, 303, "pet $_"
    for $n + 1 .. 20;
$page = $an->post('/pets/new', pet(name => 'Pet21'));
is $page->status, 409, 'twenty are enough';
like $page->text, qr/20 pets/, 'and she is told so';
like $cast->who('mia')->post('/pets/1/remove')->status, qr/^403|404$/,
    'a form without a token removes nothing';

is $cast->complaints(qr/kettles/), '', 'nothing went wrong';
done_testing;
