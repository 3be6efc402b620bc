#!/usr/bin/perl
# Finding a caregiver, and the profile of one, as a visitor meets them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use POSIX qw(strftime);
use Test::More;
use Time::Local qw(timegm);
use TT;

my $people = ($ENV{TT_BUILD} // '.') . '/t/page/people';
plan skip_all => "no $people" unless -x $people;

my $server = TT::Server->new('search', tables => [$people]);
my $c = TT::Client->new($server, lang => 'en');
my ($lisa) = map { $_->[0] } $server->sql(
    q{SELECT id FROM users WHERE email = 'lisa@example.be'});
my ($evil) = map { $_->[0] } $server->sql(
    q{SELECT id FROM users WHERE email = 'evil@example.be'});
my ($wim) = map { $_->[0] } $server->sql(
    q{SELECT id FROM users WHERE email = 'wim@example.be'});

sub in_days { return strftime('%Y-%m-%d', localtime(time + 86400 * $_[0])) }

# What a browser does with a form: follow where it is sent on to.
sub follow {
	my ($path) = @_;
	my $page = $c->get($path);
	return $page->status == 303 ? $c->get($page->header('Location')) :
	    $page;
}

# ---- asking ----

my $page = $c->get('/search');
is $page->status, 200, 'the search page asks when nothing was asked';
like $page->text, qr/Where do you need somebody\?/, 'it asks where';
is $page->sql, 0, 'and needs no database for that';
like $page->body, qr/<title>Find a caregiver \| TailTribe/, 'it has a title';
like $page->body, qr/<meta name="description" content="[^"]{50,}/,
    'and a description';

for (['place=2000', 'place=2000&service=&from=&to=&pets=1-dog&max='],
    ['place=2000', 'place=Antwerpen'], ['place=2000', 'place=Anvers'],
    ['place=2000', 'place=2000&utm_source=x&a[]=b'],
    ['place=2000&service=walk', 'service=hondenuitlaat&place=2000+Antwerpen'],
    ['place=2000&pets=2&kind=cat', 'pets=2-cat&place=2000'],
    ['place=nl-1012', 'place=1012+AB&km=10&sort=best&page=1'],
    ['place=2000', 'place=2000&km=77&page=9&sort=oops&kind=dragon'],
    ['place=2000&max=12.50', 'place=2000&max=%E2%82%AC+12,50'],
    ['', 'place=+&x=1']) {
	my ($right, $asked) = @$_;
	my $sent = $c->get("/search?$asked");
	is $sent->status, 303, "?$asked is sent on";
	is $sent->location, '/search' . ($right eq '' ? '' : "?$right"),
	    "to the one right form of that question";
	my $there = $c->get($sent->header('Location'));
	is $there->status, 200, 'and not sent on again';
}
# Whatever is typed comes to rest after one step.
for ('place=%00', 'place=' . 'x' x 3000, 'place=%F0%9F%90%95+%26%3D%23',
    'from=%2F%2F&to=..', 'pets=-', 'pets=999999999999999999999-dog',
    'max=1e9', 'service=%3Cb%3E', 'place=a%0Ab&km=%2B5') {
	my $sent = $c->get("/search?$_");
	$sent = $c->get($sent->header('Location')) if $sent->status == 303;
	ok $sent->status == 200 || $sent->status == 400,
	    "?" . substr($_, 0, 40) . ' comes to rest';
}
is $c->get('/search?place=1&place=2')->status, 400,
    'a question that is asked twice is refused';

# ---- results ----

$page = $c->get('/search?place=2000&service=walk');
is $page->status, 200, 'results come';
like $page->body, qr{<h1>Dog walk in and around Antwerp</h1>},
    'the heading says what was asked';
like $page->text, qr/26 caregivers/, 'they are counted';
is scalar(() = $page->body =~ /<li class="card">/g), 20, 'twenty to a page';
like $page->text, qr/Lisa P\. Antwerpen, \d\.\d\S*km 4\.5 of 5 stars \(2 reviews\)/,
    'a card says who, where, and what others found';
like $page->body, qr{<strong>€15\.00</strong><span>for 1 hour and 1 dog</span>},
    'and the price of what was asked';
like $page->body, qr{href="/en/caregiver/$lisa\?place=2000&amp;service=walk"},
    'it leads to the profile and takes the question along';
like $page->text, qr/No reviews yet/, 'nobody gets stars that nobody gave';
unlike $page->body, qr/wim\@|Wim P/, 'who is not approved is not there';
unlike $page->body, qr/Peeters|Kerkstraat|\@example\.be|476123456/,
    'no surname, street, mail or phone';
cmp_ok $page->sql, '<=', 3 + 30, 'a statement a cell, and three';
cmp_ok $page->arena, '<', 1000, 'in little memory';
is $page->header('X-Accel-Expires'), 10, 'visitors may share it for a while';

my $next = $c->get('/search?place=2000&service=walk&page=2');
is scalar(() = $next->body =~ /<li class="card">/g), 6, 'the rest comes next';
like $next->body, qr{<span aria-current="page">}, 'the pager says where we are';
is $c->get('/search?place=2000&service=walk&page=5')->location,
    '/search?place=2000&service=walk', 'a page that is not there is the first';

# A caregiver called <b>.
like $page->body, qr/&lt;b&gt;Eve&lt;\/b&gt;/, 'a name with tags is shown';
unlike $page->body, qr/<b>Eve|<img src=x/, 'and not obeyed';
like $c->get('/search?place=%3Cscript%3Ealert(1)%3C/script%3E')->location
    // '', qr/%3Cscript%3E/, 'what was typed stays typed';
$page = follow('/search?place=%3Cscript%3Ealert(1)%3C/script%3E');
unlike $page->body, qr/<script>/, 'a place with tags is not obeyed';
like $page->body, qr/value="&lt;script&gt;/, 'and stands in the field';

# ---- days, pets, price ----

my ($from, $to) = (in_days(30), in_days(33));
$page = $c->get("/search?place=2000&service=boarding&from=$from&to=$to&pets=2");
like $page->text, qr/for 3 nights and 2 dogs/, 'the price is for the days asked';
like $page->text, qr/free from \w/, 'only who is free then';
like $page->body, qr/class="chip"[^>]*><span class="vh">Remove: <\/span>from/,
    'the days can be taken away again';
like $page->body, qr/<details class="fold" >|<details class="fold">/,
    'on a phone the form is folded';

$page = $c->get('/search?place=2000&service=walk&max=10');
like $page->text, qr/We found nobody/, 'too low a price finds nobody';
like $page->text, qr/at any price/, 'and another way is shown';
is $page->status, 200, 'that is no error';
$page = $c->get('/search?place=2000&service=walk&kind=cat');
like $page->text, qr/This service is for dogs only/,
    'a cat is not walked, and the page says so';
$page = $c->get('/search?place=2000&km=25&max=20');
like $page->text, qr/Remove: within 25 km/, 'the distance is a chip';
like $page->text, qr/Remove: up to €20\.00/, 'the price is a chip';
like $page->body, qr/name="place" value="2000"/,
    'refining keeps what was asked';

# ---- what does not fit ----

$page = $c->get('/search?place=2000&from=18-12-2026');
is $page->status, 200, 'a wrong day is no dead end';
like $page->body, qr/id="from-e">.*Choose a day/, 'it is told beside the field';
like $page->body, qr/name="from" aria-invalid="true" aria-describedby="from-e" value="18-12-2026"/,
    'what was typed is still there';
like $page->text, qr/26 caregivers/, 'and the rest was searched for';
is $page->header('X-Accel-Expires'), undef, 'such a page is not kept';
like $c->get('/search?place=2000&from=' . in_days(-3))->text,
    qr/This day has passed/, 'yesterday is over';
like $c->get('/search?place=2000&from=' . in_days(300))->text,
    qr/too far ahead/, 'next year is too far';
like $c->get("/search?place=2000&from=$to&to=$from")->text,
    qr/The last day is before the first/, 'days go forward';

$page = $c->get('/search?place=Mechlen');
like $page->text, qr/We do not know this place/, 'an unknown place is told';
like $page->body, qr{<a href="/en/search\?place=2800">2800 Mechelen</a>},
    'and what was perhaps meant';
like $page->body, qr/value="Mechlen"/, 'what was typed is still there';

# ---- other languages ----

$page = $c->get('/fr/search?place=2000');
like $page->body, qr/<html lang="fr">/, 'the page has its language';
like $page->body, qr/Anvers/, 'towns have their name in it';
like $page->body, qr/15,00\xC2\xA0€/, 'and money is written so';
like $page->body, qr{hreflang="nl"[^>]*>NL}, 'the others are one step away';

# ---- the profile ----

$page = $c->get("/caregiver/$lisa");
is $page->status, 200, 'a profile opens';
like $page->body, qr{<h1>Lisa P\.</h1>}, 'with a first name and a letter';
like $page->body, qr{<title>Lisa P\., caregiver in Antwerpen}, 'a title';
like $page->text, qr/Stay with the caregiver Extra pet: \+ €12\.00\. Weekend: \+ €4\.00\. Public holiday: \+ €8\.00\. €32\.00 per night/,
    'prices with all that can be added';
like $page->body, qr{<em>every</em>}, 'Markdown is read';
unlike $page->body, qr{<script>alert|href="https://evil}, 'but no tags, no links';
like $page->body, qr{src="/media/lisa/sofa\.svg" alt="A sofa with &quot;two&quot; dogs"},
    'pictures say what they show';
like $page->body, qr{<img class="face big" src="/media/lisa/face\.svg"},
    'the portrait is the first';
like $page->text, qr/A house with <i>stairs<\/i>/, 'facts as they were typed';
like $page->text, qr/Rex slept <b>well<\/b>\. Lisa: He may come again\./,
    'reviews, with the reply';
like $page->text, qr/An P\. 5 of 5 stars Dog walk,/, 'by whom, for what';
like $page->text, qr/as a private person/, 'who she is in law';
is scalar(() = $page->body =~ /<table class="cal">/g), 2, 'two months';
like $page->text, qr/\d+ free/, 'a free day says so in a word';
like $page->text, qr/\d+ shut/, 'so does one that has passed';
unlike $page->body, qr/Peeters|Kerkstraat|\@example\.be|476123456/,
    'no surname, street, mail or phone';
cmp_ok $page->sql, '<=', 11, 'in eleven statements';
is $page->header('X-Accel-Expires'), 10, 'visitors may share it for a while';
is $c->get("/caregiver/$wim")->status, 404, 'not before she is approved';
is $c->get('/caregiver/1')->status, 404, 'nor who is not there';

$page = $c->get("/caregiver/$evil");
is $page->status, 200, 'a caregiver called <b> has a profile';
unlike $page->body, qr/<b>Eve|<img src=x|<script>alert|<i>\.|javascript:/i,
    'and nothing of it is obeyed';
like $page->body, qr/<title>&lt;b&gt;Eve&lt;\/b&gt;/, 'nor in the title';

# ---- a price ----

my $ask = "/caregiver/$lisa?place=2800&service=boarding";
$page = $c->get("$ask&from=$from&to=$to&pets=2");
like $page->text, qr/What you pay What Amount Stay with the caregiver 3 nights × €32\.00 €96\.00 1 extra pet 3 nights × €12\.00 €36\.00/,
    'the price, line by line';
like $page->text, qr/If you cancel: what you get back When you cancel You get back before \w+ \d+ \w+, 12:00 €\d+\.\d\d everything then, until \w+ \d+ \w+, 17:00 €\d+\.\d\d half after the start €0\.00 nothing/,
    'and until when how much comes back';
like $page->text, qr/You pay nothing yet\. Lisa answers first, before/,
    'and what happens next';
like $page->body, qr{href="/en/request/new\?caregiver=$lisa&amp;service=boarding&amp;from=$from&amp;to=$to&amp;from_min=17:00&amp;to_min=10:00&amp;pets=2"},
    'a request takes all of it along';
like $page->text, qr/\d+\.\d\S*km from 2800 Mechelen/, 'the distance is told';
like $page->text, qr/All caregivers in and around Mechelen/, 'and the way back';
cmp_ok $page->sql, '<=', 11, 'still in eleven statements';
is $page->header('X-Accel-Expires'), undef, 'prices are made anew';

$page = $c->get("/caregiver/$lisa?service=walk&from=$from&from_min=05:00&to_min=06:00");
like $page->text, qr/does not work then/, 'five in the morning is too early';
like $page->text, qr/Possible instead:.*07:00 to 08:00/, 'seven is not';
unlike $page->body, qr{/request/new}, 'and nothing can be asked for five';
my $late = in_days(40);
my ($year, $month, $date) = split /-/, $late;
my $number = timegm(0, 0, 0, $date, $month - 1, $year) / 86400;
$server->sql('INSERT INTO dated (caregiver_id, day, from_min, to_min) '
    . "VALUES ($lisa, $number, 1080, 1200)");
$page = $c->get("/caregiver/$lisa?service=walk&from=$late");
like $page->text, qr/, 18:00 to 19:00 Dog walk/,
    'who names a day and no hour gets one that can be';
like $page->body, qr{from_min=18:00&amp;to_min=19:00&amp;pets=1"},
    'and can ask for it';
for (["from=$from&from_min=xx", qr/Write the time as 17:00/],
    ["from=$from&from_min=10:00&to_min=10:10", qr/at least 30 minutes/],
    ["from=$from&from_min=10:00&to_min=10:40", qr/quarters of an hour/],
    ['from=' . in_days(-2), qr/This day has passed/],
    ["from=$from&service=home-visit&pets=2-fish",
	qr/does not take such pets/],
    ['service=nothing', qr/Choose one of the answers/]) {
	my ($query, $says) = @$_;
	my $wrong = $c->get("/caregiver/$lisa?$query");
	is $wrong->status, 200, "?$query is no dead end";
	like $wrong->text, $says, 'it is told what is wrong';
	unlike $wrong->body, qr{/request/new}, 'and no price is made up';
}

like $page->body, qr{<option value="3-dog">}, 'three dogs can be chosen';
unlike $page->body, qr{<option value="4-dog">|<option value="1-fish">},
    'four cannot, nor what she does not take';

# ---- months and older reviews ----

$page = $c->get("/caregiver/$lisa");
my ($later) = $page->body =~ m{<a href="(/en/caregiver/\d+\?month=[\d-]+)#calendar"};
ok $later, 'there is a later month';
my $months = $c->get($later);
is $months->status, 200, 'which opens';
like $months->body, qr{>Earlier</a>}, 'and leads back';
is $c->get("/caregiver/$lisa?month=2001-01")->status, 200,
    'a month that has passed is this one';
unlike $c->get("/caregiver/$lisa?month=2001-01")->text, qr/January 2001/,
    'and is not shown';
is $c->get("/caregiver/$lisa?before=1")->status, 200,
    'no reviews are older than the oldest';

# ---- members ----

my $an = TT::Client->new($server, lang => 'en')->as('an@example.be');
$page = $an->get("/caregiver/$lisa");
is $page->header('X-Accel-Expires'), undef, "a member's page is hers alone";
cmp_ok $page->sql, '<=', 12, 'with one statement for who she is';

unlike $server->log_text, qr/fault|error:/, 'nothing went wrong meanwhile';

done_testing;
