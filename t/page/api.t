#!/usr/bin/perl
# The public API: small, strict, and the same answers as the search page.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use JSON::PP ();
use Test::More;
use TT;

my $people = ($ENV{TT_BUILD} // '.') . '/t/page/people';
plan skip_all => "no $people" unless -x $people;

my $server = TT::Server->new('api', tables => [$people]);
my $c = TT::Client->new($server);
my ($lisa) = map { $_->[0] } $server->sql(
    q{SELECT id FROM users WHERE email = 'lisa@example.be'});

sub json {
	my ($page) = @_;
	return JSON::PP->new->utf8->decode($page->body);
}

# ---- services ----

my $page = $c->get('/api/v1/services');
is $page->status, 200, 'the services';
is $page->header('Content-Type'), 'application/json', 'as JSON';
my $services = json($page);
is scalar @$services, 10, 'all ten';
is $services->[0]{code}, 'walk', 'the first is a walk';
is $services->[0]{unit}, 'hour', 'by the hour';
ok $services->[0]{dogsOnly}, 'for dogs only';
is $page->sql, 0, 'without the database';
ok $page->header('X-Accel-Expires') > 0, 'which may be kept';
is $c->get('/api/v1/services?lang=xx')->status, 400, 'a language we do not speak';

# ---- places ----

$page = $c->get('/api/v1/places?q=gen');
my $places = json($page);
is $places->[0]{name}, 'Gent', 'Gent is what most people mean';
is $places->[0]{postcode}, '9000', 'with its postcode';
is $page->sql, 0, 'without the database';
is json($c->get('/api/v1/places?q=li%C3%A8ge&lang=fr'))->[0]{name},
    "Li\x{e8}ge", 'accents are kept';
is_deeply json($c->get('/api/v1/places?q=zzzz')), [], 'nothing is a list too';
is_deeply json($c->get('/api/v1/places?q=g')), [], 'one letter is too few';
$page = $c->get('/api/v1/places');
is $page->status, 400, 'without a question';
is json($page)->{field}, 'q', 'the field is named';
is $c->get('/api/v1/places?q=%22%3C%5C')->status, 200, 'signs do no harm';

# ---- caregivers ----

$page = $c->get('/api/v1/caregivers?place=2000&service=walk');
is $page->status, 200, 'caregivers';
my $found = json($page);
is $found->{count}, 26, 'are counted';
is scalar @{$found->{caregivers}}, 20, 'twenty to a page';
my ($she) = grep { $_->{id} eq $lisa } @{$found->{caregivers}};
is $she->{name}, 'Lisa P.', 'with a first name and a letter';
is $she->{priceCents}, 1500, 'a price in cents';
is $she->{rating}, '4.5', 'an average';
is $she->{reviews}, 2, 'and its count';
is $she->{url}, "/nl/caregiver/$lisa", 'where to read more';
is $she->{picture}, '/media/lisa/face.svg', 'a portrait';
my ($eve) = grep { $_->{name} =~ /Eve/ } @{$found->{caregivers}};
is $eve->{name}, '<b>Eve</b> ".', 'a name is what it is';
is $eve->{rating}, undef, 'nobody gets stars that nobody gave';
like $eve->{picture}, qr{^/avatar/\d-\d-\d-[A-Z]{0,2}\.svg$}, 'a drawn face';
unlike $page->body, qr/Peeters|Kerkstraat|example\.be|476123456/,
    'no surname, street, mail or phone';
is $page->header('Set-Cookie'), undef, 'no cookie';
is $page->header('X-Accel-Expires'), 10, 'which may be kept';
cmp_ok $page->sql, '<=', 3 + 30, 'a statement a cell, and three';

is json($c->get('/api/v1/caregivers?place=2000&service=walk&page=2'))
    ->{page}, 2, 'the next page';
is $c->get('/api/v1/caregivers?service=walk&place=2000')
    ->header('X-Accel-Expires'), undef, 'another spelling is not kept';
is $c->get('/api/v1/caregivers?place=2000&service=walk&lang=fr')
    ->header('X-Accel-Expires'), 10, 'another language is';
is json($c->get('/api/v1/caregivers?place=2000&service=walk&max=10'))
    ->{count}, 0, 'nobody is a list too';

for ([place => ''], [place => 'place=Nowhereton'], [from => 'place=2000&from=x'],
    [to => 'place=2000&to=2001-01-01'], [km => 'place=2000&km=400'],
    [pets => 'place=2000&pets=0'], [kind => 'place=2000&kind=dragon'],
    [max => 'place=2000&max=much'], [sort => 'place=2000&sort=luck'],
    [page => 'place=2000&page=6'], [service => 'place=2000&service=x'],
    [prise => 'place=2000&prise=10'], [lang => 'place=2000&lang=xx']) {
	my ($field, $query) = @$_;
	my $wrong = $c->get("/api/v1/caregivers?$query");
	is $wrong->status, 400, "?$query is refused";
	is json($wrong)->{field}, $field, "because of $field";
	ok length json($wrong)->{error}, 'with a reason';
}

is $c->get('/api/v1/nothing')->status, 404, 'there is nothing else';
is json($c->get('/api/v1/nothing'))->{status}, 404, 'and it says so in JSON';
is $c->request('POST', '/api/v1/services')->status, 405, 'nothing can be sent';
unlike $server->log_text, qr/fault|error:/, 'nothing went wrong meanwhile';

done_testing;
