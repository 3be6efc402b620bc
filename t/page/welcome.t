#!/usr/bin/perl
# What comes after registering: steps that may be left out; and the reminder.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $cast = Cast->new('account', 'auth');
my $eva = $cast->who('eva');
my $id = $cast->id('eva');
$cast->sql("UPDATE users SET postcode = '2800', town = 'Mechelen' WHERE id = $id");
$cast->sql("DELETE FROM pet WHERE owner_id = $id");

my $page = $eva->get('/account/welcome');
is $page->status, 200, 'an owner is welcome';
like $page->text, qr/Welcome, Eva/, 'by name';
like $page->text, qr/Add your pet Open .* Say what you need Open/, 'both steps are open';
like $page->body, qr{href="/en/pets/new\?next=/account/welcome"}, 'a pet first';
like $page->body, qr{href="/en/account/needs">Skip this}, 'which may be left out';
cmp_ok $page->sql, '<=', 3, 'in three statements';
like $eva->get('/account/welcome/done')->body,
    qr{href="/en/search\?place=2800&amp;service="}, 'with all left out there is a search';

is $eva->get('/account/needs')->status, 200, 'what do you need';
$page = $eva->post('/account/needs', wish => 'a garden');
is $page->status, 422, 'a service and a time are asked';
is scalar(() = $page->body =~ /Choose at least one\./g) >= 2, 1, 'each beside its field';
like $page->body, qr{>\na garden</textarea>}, 'and what was typed stays';
is $cast->count('need'), 0, 'nothing is kept yet';
my @form = (services => 'walk', services => 'training', services => 'dance',
    timing => 'weekend', frequency => 'weekly', place => 'home', place => 'caregiver',
    heard => 'friends', wish => "A garden\nand <b>time</b>");
$page = $eva->post('/account/needs', @form);
is $page->location, '/account/welcome/done', 'then it is kept';
is_deeply [$cast->sql('SELECT services, timing, frequency, place, heard FROM need '
    . "WHERE user_id = $id")], [['walk training', 'weekend', 'weekly',
    'home caregiver both', 'friends']], 'known words only, and both of two places';
like $eva->get('/account/welcome/done')->body,
    qr{href="/en/search\?place=2800&amp;service=walk"}, 'the search knows them';
like $eva->get('/account/welcome/done')->text, qr/Cancelling is free until 24 hours/,
    'the rule is told';
$page = $eva->get('/account/needs');
like $page->body, qr{value="walk"[^>]* checked}, 'it is shown again';
like $page->body, qr{A garden\nand &lt;b&gt;time&lt;/b&gt;}, 'as text';
$eva->post('/account/needs', services => 'walk', timing => 'weekend', place => 'caregiver',
    place => 'both');
is $cast->value("SELECT place FROM need WHERE user_id = $id"), 'caregiver',
    'leaving one place out takes both away';
$eva->get('/account/needs');
$eva->post('/account/needs', services => 'walk', timing => 'weekend', place => 'both');
is $cast->value("SELECT place FROM need WHERE user_id = $id"), 'home caregiver both',
    'both is all of them';
is $cast->count('need'), 1, 'there is one of each owner';
is $eva->post('/account/needs', services => 'walk', timing => 'weekend', frequency => 'x')
    ->status, 422, 'a frequency that there is not';
like $eva->get('/account/welcome')->text, qr/Add your pet Open .* Say what you need Done/,
    'the step is done';
$eva->get('/pets/new?next=/account/welcome');
is $eva->post('/pets/new', name => 'Pip', kind => 'cat', next => '/account/welcome')->location,
    '/account/welcome', 'a pet leads back';
like $eva->get('/account/welcome')->text, qr/Add your pet Done/, 'and is done too';
like $eva->get('/account')->body, qr{href="/en/account/needs"}, 'all is found later';
like $cast->who('lisa')->get('/account/welcome')->status, qr/^200$/, 'others have the page too';
is $cast->who('lisa')->get('/account/needs')->status, 403, 'needs are an owner\'s';

# ---- the reminder ----

my $c = $cast->visitor('auth');
$c->get('/register');
$c->post('/register', first_name => 'Jan', last_name => 'Peeters',
    email => 'jan@example.be', password => 'three green kettles', postcode => '2800',
    town => 'Mechelen', terms => 1);
my $jan = $cast->id('jan');
my ($row) = $cast->sql("SELECT run_at - created, key FROM job WHERE kind = 'verify-remind' "
    . "AND subject = $jan");
is $row->[0], 86400, 'a day after registering';
is $row->[1], "verify-remind $jan", 'once for each';

is $cast->complaints(qr/kettles/), '', 'nothing went wrong';
done_testing;
