#!/usr/bin/perl
# Becoming a caregiver in five saved steps, and changing a live profile.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;
use Photo;

my $cast = Cast->new('account', 'auth', 'search',
    { locale => "$ENV{TT_BUILD}/po" });
my $an = $cast->who('an');
my $base = '/account/caregiver';

sub row {
	my ($name, @columns) = @_;
	my ($row) = $cast->sql('SELECT ' . join(', ', @columns)
	    . ' FROM caregiver WHERE user_id = ' . $cast->id($name));
	return $row;
}
sub state { return row($_[0], 'state')->[0] }

# A fault stands beside its field, and above the form.
sub fault {
	my ($page, $field, $says, $what) = @_;
	is $page->status, 422, "$what: refused";
	my ($beside) = $page->body =~ m{id="\Q$field\E-e">(.*?)</p>}s;
	like $beside // '', $says, 'it says why, beside the field';
	like $page->body, qr{<li><a href="#\Q$field\E">}, 'and above';
}

# ---- a visitor, and a member who has not begun ----

is $cast->visitor->get($base)->location, '/login?next=%2Faccount%2Fcaregiver',
    'visitors are led to the page to log in';
my $page = $an->get($base);
is $page->status, 200, 'an owner may apply';
like $page->text, qr/In five steps .* Begin/, 'and is told what comes';
cmp_ok $page->sql, '<=', 2, 'in two statements';
is $cast->count('caregiver WHERE user_id = ' . $cast->id('an')), 0,
    'looking makes nothing';
like $an->get('/account')->body, qr{href="/en/account/caregiver"},
    'the account leads there';
for (qw(services hours papers payout)) {
	$page = $an->get("$base/$_");
	is $page->status . $page->location, "303$base/profile",
	    "$_ cannot be first";
	$an->get("$base/profile");
	is $an->post("$base/$_")->location, "$base/profile", 'nor be sent';
}
is $an->get("$base/profile")->status, 200, 'profile';
is $an->post($base)->status, 409, 'nothing can be sent in yet';

# ---- 1 ----

my $bio = 'I walk with dogs every day, whatever the weather, and *know* most '
    . 'parks of Mechelen by heart.';
my %profile = (first_name => 'An', last_name => 'Peeters', postcode => '2800',
    town => 'Mechelen', phone => '0476 12 34 56', radius_km => 12,
    headline => 'Long walks', bio => $bio, home => 'A <b>house</b>',
    outdoors => '', own_pets => '', children => '', medication => 'Drops',
    smoke_free => 1);
sub profile { my %all = (%profile, @_); return %all }

for (['first_name', ' A ', qr/at least 2/], ['last_name', '', qr/fill/],
    ['postcode', '0999', qr/Belgian or Dutch/], ['town', 'Gent', qr/belong/],
    ['radius_km', 0, qr/1 or more/], ['radius_km', 101, qr/100 or less/],
    ['radius_km', 'far', qr/number/], ['headline', 'x' x 81, qr/at most 80/],
    ['bio', 'x' x 79, qr/at least 80/], ['bio', 'x' x 2001, qr/at most 2000/],
    ['bio', '  ' . 'é' x 79 . ' ', qr/at least 80/],
    ['bio', "$bio https://example.be", qr/links/], ['bio', "$bio <b>", qr/code of web/],
    ['phone', '12', qr/phone number/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post("$base/profile", profile($field, $value));
	fault($page, $field, $says, "$field '" . substr($value, 0, 6) . "'");
	like $page->body, qr{value="Long walks"|name="headline" value="x},
	    'and keeps the rest' if $field ne 'headline';
}
is $cast->count('caregiver WHERE user_id = ' . $cast->id('an')), 0,
    'nothing of that was kept';
$page = $an->post("$base/profile", profile(state => 'approved', complete => 100));
is $page->status . $page->location, "303$base/services", 'what fits is kept';
is_deeply row('an', qw(state step radius_km headline bio home smoke_free)),
    ['draft', 1, 12, 'Long walks', $bio, 'A <b>house</b>', 1], 'as a draft';
is $cast->value("SELECT is_caregiver FROM users WHERE email = 'an\@example.be'"),
    0, 'she is no caregiver yet';
like $an->get("$base/profile")->body, qr{name="bio"[^>]*>\n\Q$bio\E<},
    'going back shows it';
is $an->post("$base/profile", profile(bio => 'é' x 80, stop => 1))->location,
    $base, 'eighty characters are enough; one may stop here';
is $cast->visitor('search')->get('/caregiver/' . $cast->id('an'))->status, 404,
    'a draft is not shown';

# Photos can be there before it is sent in, so that staff see them.
is $cast->who('bob')->get('/account/photos')->location, $base, 'who has no profile has no photos';
like $an->get($base)->body, qr{href="/en/account/photos"}, 'a draft has';
$page = $an->get('/account/photos');
is $page->status, 200, 'their page';
like $page->text, qr/To the overview/, 'leads back';
is $an->upload('/account/photos/portrait', {}, ['portrait', 'x.png', Photo::png(60, 60)])->status,
    303, 'a portrait';
is $cast->count('picture WHERE place = 0 AND caregiver_id = ' . $cast->id('an')), 1, 'is kept';
$an->get('/account/photos');
is $an->post('/account/photos/portrait/remove')->status, 303, 'and can go';

# ---- logging out in the middle ----

$an = $cast->who('an');
$page = $an->get($base);
like $page->text, qr/Go on with your services/, 'who comes back goes on';
like $page->text, qr/Still to do .*Choose your services and prices/,
    'and sees what is open';
unlike $page->text, qr/Introduce yourself/, 'what is done is not';
is $an->get("$base/hours")->location, "$base/services", 'in the right order';

# ---- 2 ----

$page = $an->get("$base/services");
is $page->status, 200, 'services';
like $page->body, qr{name="max_pets"[^>]*value="3"}, 'three animals to begin with';
my %services = (walk => 1, 'walk-price' => '15', 'walk-extra_pet' => '5,50',
    'walk-weekend' => '', 'walk-holiday' => '', 'home-visit' => 1,
    'home-visit-price' => '12.50', 'home-visit-visit_min' => 45,
    'boarding-price' => 'dear', kind => 'dog', size => 'm', max_pets => 4,
    custom_kind => '');
sub services { my %all = (%services, @_); return %all }

for (['walk-price', '', qr/fill/], ['walk-price', '4,99', qr/5\.00 or more/],
    ['walk-price', '800,01', qr/800\.00 or less/],
    ['walk-price', 'x', qr/amount in euro/], ['walk-holiday', '801', qr/or less/],
    ['max_pets', 0, qr/1 or more/], ['max_pets', 21, qr/20 or less/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post("$base/services", services($field, $value));
	fault($page, $field, $says, "$field '$value'");
	like $page->body, qr{name="home-visit-price"[^>]*value="12\.50"},
	    'and keeps what was typed';
	like $page->body, qr{name="boarding-price"[^>]*value="dear"},
	    'of services that are not offered too' if $field eq 'max_pets';
}
like $page->body, qr{name="walk" value="1" checked}, 'and what was ticked';
unlike $page->body, qr{name="boarding" value="1" checked}, 'and only that';
fault($an->post("$base/services", services(walk => undef, 'home-visit' => undef)),
    'walk', qr/one service/, 'no service');
fault($an->post("$base/services", services(kind => undef)), 'kind',
    qr/one kind/, 'no animal');
fault($an->post("$base/services", services(size => undef)), 'size',
    qr/one size/, 'no size of dog');
fault($an->post("$base/services", services(kind => 'other')), 'custom_kind',
    qr/which other/, 'other animals');
$page = $an->post("$base/services", services(), kind => 'cat', size => 'l',
    kind => 'dragon');
is $page->status . $page->location, "303$base/hours", 'the services are kept';
is_deeply row('an', qw(kinds sizes max_pets custom_kind step)),
    ['dog cat', 'm l', 4, '', 2], 'in their order';
is_deeply [$cast->sql('SELECT code, price, extra_pet, visit_min FROM service '
    . 'WHERE caregiver_id = ' . $cast->id('an') . ' ORDER BY code')],
    [['home-visit', 1250, 0, 45], ['walk', 1500, 550, 30]], 'with their prices';
is $cast->count('offer WHERE caregiver_id = ' . $cast->id('an')), 0,
    'search knows nothing of a draft';
$page = $an->get("$base/services");
like $page->body, qr{name="walk-extra_pet"[^>]*value="5\.50"}, 'they are shown again';
like $page->body, qr{name="kind" value="cat" checked}, 'and ticked';

# ---- 3 ----

$page = $an->get("$base/hours");
is $page->status, 200, 'hours';
like $page->text, qr/€100\.00 that begins on .* The owner gets €50\.00 back.*€40\.00/,
    'cancelling is told with amounts';
my %hours = ('d1-0-from' => '08:00', 'd1-0-to' => '12:00', 'd1-1-from' => '13:00',
    'd1-1-to' => '18:00', 'd7-0-from' => '20:00', 'd7-0-to' => '00:00',
    'd3-0-from' => '', 'd3-0-to' => '', notice_min => 240, buffer_min => 15,
    day_limit => '', policy => 1);
sub hours { my %all = (%hours, @_); return %all }

for (['d1-0-to', '', qr/both times/], ['d1-0-from', 'x', qr/both times/],
    ['d1-0-to', '07:00', qr/later than/], ['d1-1-from', '11:00', qr/overlap/]) {
	my ($field, $value, $says) = @$_;
	my $at = $field =~ s/to$/from/r;
	fault($an->post("$base/hours", hours($field, $value)), $at, $says,
	    "$field '$value'");
}
fault($an->post("$base/hours", hours(day_limit => 21)), 'day_limit', qr/20/,
    'too many a day');
fault($an->post("$base/hours", hours(policy => undef)), 'policy', qr/tick/,
    'cancelling has to be read');
fault($an->post("$base/hours", policy => 1), 'd1-0-from', qr/one day/,
    'no hours at all');
$page = $an->post("$base/hours", hours(more => 1));
is $page->status, 200, 'more rows can be had without scripts';
like $page->body, qr{name="d1-2-from"}, 'a third for Monday';
like $page->body, qr{name="d1-1-from"[^>]*value="13:00"}, 'what was typed stays';
is row('an', 'step')->[0], 2, 'and nothing is kept by that';
is $an->post("$base/hours", hours())->location, "$base/papers", 'hours are kept';
is_deeply [$cast->sql('SELECT weekday, from_min, to_min FROM weekly WHERE '
    . 'caregiver_id = ' . $cast->id('an') . ' ORDER BY weekday, from_min')],
    [[1, 480, 720], [1, 780, 1080], [7, 1200, 1440]], 'several a day';
is_deeply row('an', qw(notice_min buffer_min day_limit)), [240, 15, 0], 'with rules';
$page = $an->get("$base/hours");
like $page->body, qr{name="d7-0-to"[^>]*value="00:00"}, 'midnight is shown again';
like $page->body, qr{<option value="240" selected>}, 'and the notice';

# ---- 4 ----

my %papers = (trader => 'yes', business_number => '0403.019.261',
    vat_number => 'be 0403 019 261');
sub papers { my %all = (%papers, @_); return %all }
is $an->get("$base/papers")->status, 200, 'papers';
for (['trader', undef, qr/fill/], ['trader', 'x', qr/Choose/],
    ['business_number', '0123456789', qr/not right/],
    ['business_number', '12345678', qr/ten digits/],
    ['vat_number', 'BE0403019262', qr/not right/],
    ['vat_number', 'XX1', qr/with its country/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post("$base/papers", papers($field, $value));
	fault($page, $field, $says, "$field '" . ($value // 'none') . "'");
}
is $an->post("$base/papers", papers())->location, "$base/payout", 'papers are kept';
is_deeply row('an', qw(is_trader business_number vat_number step)),
    [1, '0403019261', 'BE0403019261', 4], 'without dots';

# ---- certificates ----

my $pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
sub paper {
	my ($what, %fields) = @_;
	my $bytes = delete $fields{bytes} // $pdf;
	my $name = $what eq 'insurance' ? 'policy' : 'file';
	$an->get("$base/papers");
	return $an->upload("$base/$what", \%fields, [$name, 'a.pdf', $bytes]);
}
for (['certificate', { kind => 'insurance' }, 'kind', qr/Choose/],
    ['certificate', { kind => 'grooming', bytes => 'not a pdf' }, 'file', qr/./],
    ['insurance', { provider => 'B', number => '123', expires => '2099-01-01' },
    'provider', qr/at least 2/],
    ['insurance', { provider => 'Baloise', number => '12', expires => '2099-01-01' },
    'number', qr/at least 3/],
    ['insurance', { provider => 'Baloise', number => '123', expires => '2020-01-01' },
    'expires', qr/has ended/]) {
	my ($what, $fields, $field, $says) = @$_;
	$page = paper($what, %$fields);
	fault($page, $field, $says, "$what without $field");
}
like $page->body, qr{name="provider"[^>]*value="Baloise"}, 'and keeps what was typed';
is $cast->count('certificate'), 0, 'none of these was kept';
is paper('certificate', kind => 'grooming')->location, "$base/papers",
    'a certificate is taken';
is paper('insurance', provider => 'Baloise', number => 'AB/123',
    expires => '2099-01-01')->location, "$base/papers", 'and an insurance';
$page = $an->get("$base/papers");
like $page->text, qr/Insurance We look at it Baloise, AB\/123/, 'they are shown';
my ($paper) = $page->body =~ m{/certificate/(\d+)"};
$page = $an->get("$base/certificate/$paper");
is $page->status, 200, 'one can be seen again';
is $cast->who('bob')->get("$base/certificate/$paper")->status, 404,
    'but not by others';
paper('insurance', provider => 'Ethias', number => '999', expires => '2099-01-01');
is $cast->count("certificate WHERE kind = 'insurance'"), 1,
    'a new insurance takes the place of the old';
$an->get("$base/papers");
is $an->post("$base/certificate/$paper")->status, 404, 'which is gone';
$paper = $cast->value("SELECT id FROM certificate WHERE kind = 'grooming'");
$cast->who('bob')->post("$base/certificate/$paper");
is $cast->count('certificate'), 2, 'nobody removes those of others';
$an->get("$base/papers");
is $an->post("$base/certificate/$paper")->location, "$base/papers", 'she does';
is $cast->count('certificate'), 1, 'and it is gone';
$cast->sql('INSERT INTO certificate (id, caregiver_id, kind, provider, number, state, reason, '
    . 'created) VALUES ' . join ', ', map { "($_, @{[$cast->id('an')]}, 'grooming', '', '', "
    . "'waiting', '', 1)" } 1 .. 19);
$page = paper('certificate', kind => 'nosework');
is $page->status, 409, 'there is room for twenty';
like $page->text, qr/can keep 20 certificates/, 'it is told';
$cast->sql('DELETE FROM certificate WHERE id < 20');

# ---- 5 ----

my %payout = (iban => 'be68 5390 0754 7034', account_holder => 'An Peeters',
    rules => 1);
sub payout { my %all = (%payout, @_); return %all }
$page = $an->get("$base/payout");
like $page->body, qr{name="account_holder"[^>]*value="An Peeters"}, 'payout';
for (['iban', '', qr/fill/], ['iban', 'BE68539007547035', qr/not right/],
    ['iban', 'BE6853900754703', qr/too short/], ['iban', '123', qr/its country/],
    ['iban', 'US64SVBKUS6S3300958879', qr/Europe only/],
    ['account_holder', 'A', qr/at least 2/], ['rules', undef, qr/tick/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post("$base/payout", payout($field, $value));
	fault($page, $field, $says, "$field '" . ($value // 'none') . "'");
	like $page->body, qr{value="An Peeters"|value="A"}, 'and keeps the rest';
}
is $an->post("$base/payout", payout())->location, $base, 'payout is kept';
is_deeply row('an', qw(iban account_holder rules_version step)),
    ['BE68539007547034', 'An Peeters', '2026-11', 5], 'with the rules';
isnt row('an', 'rules_at')->[0], '', 'and when they were agreed to';
is $cast->mails('payout-changed'), 0, 'a first account is no change';
is row('an', 'complete')->[0], 75, 'six of eight things are there';

# ---- sending in ----

$cast->sql("UPDATE users SET verified = NULL WHERE email = 'an\@example.be'");
$page = $an->get($base);
like $page->text, qr/Still to do Confirm your e-mail address/, 'the address first';
is $an->post($base)->status, 409, 'without it nothing is sent in';
$cast->sql("UPDATE users SET verified = 1 WHERE email = 'an\@example.be'");
like $an->get($base)->text, qr/All is filled in/, 'all is there';
$page = $an->post($base);
is $page->status . $page->location, "303$base", 'it is sent in';
is state('an'), 'pending', 'and waits';
is $cast->value("SELECT is_caregiver FROM users WHERE email = 'an\@example.be'"),
    1, 'now she is a caregiver';
is $cast->mails('joined'), 1, 'she gets a mail';
is $cast->count("job WHERE kind = 'mail-support' AND detail = 'joined'"), 1,
    'and so does support';
is_deeply [$cast->sql("SELECT action, before, after FROM audit WHERE entity = "
    . "'caregiver' ORDER BY id")], [['caregiver.send', 'draft', 'pending']], 'it is in the log';
like $an->get($base)->text, qr/in review.*1 to 2 working days/, 'she is told';
like $an->get('/account')->text, qr/in review/, 'on her account too';
is $an->post($base)->status, 409, 'once';
is $an->post("$base/hours", hours(day_limit => 3))->location, $base,
    'she may change it meanwhile';
is $cast->count('offer WHERE caregiver_id = ' . $cast->id('an')), 0,
    'and is not found yet';

# ---- what staff may answer ----

my $id = $cast->id('an');
$cast->sql("UPDATE caregiver SET state = 'draft', reason = 'A clearer <photo>.' "
    . "WHERE user_id = $id");
$page = $an->get($base);
like $page->text, qr/need a little more .*A clearer <photo>\./, 'more is asked for';
like $page->text, qr/Send in my profile/, 'it can be sent again';
is $an->post($base)->location, $base, 'and is';
is_deeply row('an', 'state', 'reason'), ['pending', ''], 'without the old reason';
$cast->sql("UPDATE caregiver SET state = 'rejected', reason = 'No.' "
    . "WHERE user_id = $id");
like $an->get($base)->text, qr/could not approve.*No\..*Send in my profile/, 'a no';
like $an->get('/account')->text, qr/cannot be seen/, 'is on the account';
is $an->post($base)->location, $base, 'can be followed by another try';
$cast->sql("UPDATE caregiver SET state = 'suspended', reason = 'Three strikes.', "
    . "until = 1800000000 WHERE user_id = $id");
$page = $an->get($base);
like $page->text, qr/suspended.*15 January 2027.*Three strikes/, 'a suspension';
is $an->post($base)->status, 409, 'is not ended by sending in';

# ---- a live profile ----

$cast->sql("UPDATE caregiver SET state = 'approved', approved = 1, reason = '', "
    . "until = NULL WHERE user_id = $id");
is $an->post("$base/services", services())->location, $base, 'prices change';
is $cast->count("offer WHERE caregiver_id = $id"), 2, 'she is found at once';
is_deeply row('an', 'recheck', 'recheck_what'), ['', ''], 'staff need not look';
my $search = $cast->visitor('search');
is $search->get("/caregiver/$id")->status, 200, 'her page is there';
$an->get("$base/services");
$an->post("$base/services", services(training => 1, 'training-price' => 40));
is row('an', 'recheck_what')->[0], 'services', 'another service is looked at';
$an->post("$base/profile", profile(last_name => 'Peters'));
$an->post("$base/profile", profile(last_name => 'Peter'));
is row('an', 'recheck_what')->[0], 'services name', 'another name too';
is $search->get("/caregiver/$id")->status, 200, 'and the page stays';
like $an->get($base)->text, qr/look at once more/, 'she is told';
$page = $an->get($base);
like $page->text, qr/75 % complete .*Show your face/, 'what is missing is told';
like $page->body, qr{href="/en/account/photos"}, 'with the way there';
like $an->get('/account')->text, qr/75 % complete/, 'on the account too';
$an->post('/account/edit', first_name => 'An', last_name => 'Peter', phone => '',
    postcode => 2800, town => 'Mechelen', lang => 'en');
is row('an', 'complete')->[0], 63, 'a phone that goes is five of eight';
$cast->sql('INSERT INTO picture (id, caregiver_id, place, path, alt, created) '
    . "VALUES ($_, $id, $_, 'x.svg', '', 1)") for 0, 1;
$an->post("$base/payout", payout(iban => 'NL91 ABNA 0417 1643 00'));
is row('an', 'complete')->[0], 88, 'with photos it is seven';
is $cast->mails('payout-changed'), 1, 'another account is told by mail';
is_deeply [$cast->sql("SELECT before, after FROM audit WHERE action = "
    . "'caregiver.payout'")], [['BE68 •••• 7034', 'NL91 •••• 4300']], 'and logged';
$an->post("$base/profile", profile(last_name => 'Peter'));
is row('an', 'complete')->[0], 100, 'and with the phone it is whole';
unlike $an->get($base)->text, qr/complete/, 'then nothing is said of it';

paper('certificate', kind => 'nosework');
is row('an', 'recheck_what')->[0], 'services name certificates',
    'another certificate is looked at';

# ---- in other languages ----

for (['nl', qr/Stel jezelf voor/, qr/minstens 80/, qr/Vul dit in|invul/],
    ['fr', qr/Présentez-vous/, qr/au moins 80/, qr/./]) {
	my ($lang, $intro, $short) = @$_;
	my $bob = $cast->who('bob');
	$bob->{lang} = $lang;
	like $bob->get($base)->text, qr/./, "the overview in $lang";
	$bob->get("$base/profile");
	$page = $bob->post("$base/profile", profile(bio => 'x', home => 'Zetel'));
	is $page->status, 422, 'faults';
	my ($beside) = $page->body =~ m{id="bio-e">(.*?)</p>}s;
	like $beside, $short, 'in the same language';
	like $page->body, qr{value="Zetel"}, 'with what was typed';
}

# ---- registering to care ----

my $v = $cast->visitor('auth');
like $v->get('/register?as=care')->body, qr{value="care" checked}, 'the choice';
like $cast->visitor('auth')->get('/register')->body, qr{value="owner" checked},
    'is looking for care otherwise';
$page = $v->post('/register', role => 'care', first_name => 'Zoë',
    last_name => 'Maes', email => 'zoe@example.be', password => 'four blue kettles',
    postcode => '2800', town => 'Mechelen', terms => 1);
is $page->location, '/register/done', 'she registers';
is_deeply [$cast->sql('SELECT is_owner, is_caregiver FROM users WHERE email = '
    . "'zoe\@example.be'")], [[0, 0]], 'without a role';
my ($secret) = $cast->value("SELECT detail FROM job WHERE detail LIKE "
    . "'verify %' ORDER BY id DESC LIMIT 1") =~ /([A-Za-z0-9_-]{43})/;
$v->get("/verify/$secret");
is $v->post("/verify/$secret")->location,
    '/login?verified=1&next=%2Faccount%2Fcaregiver', 'confirming leads on';
my $zoe = $cast->who('zoe');
is $zoe->get($base)->status, 200, 'who has no role may apply';
like $zoe->get('/account')->text, qr/I look for care too/, 'or look for care';
is $zoe->post('/account/owner')->location, '/pets', 'which is one button';
is $zoe->get('/pets')->status, 200, 'and then she has pets';
is $cast->complaints(qr{kettles}), '', 'nothing went wrong';

done_testing;
