#!/usr/bin/perl
# Asking a caregiver, in four steps; and a booking as its owner, its caregiver
# and everybody else meet it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use POSIX qw(strftime tzset);
use Test::More;
use Cast;

$ENV{TZ} = 'Europe/Brussels';
tzset();
sub in_days { return strftime('%Y-%m-%d', localtime(time + 86400 * $_[0])) }

my $cast = Cast->new('booking', 'account');
my ($an, $bob, $lisa, $tom, $mia) = map { $cast->who($_) } qw(an bob lisa tom mia);
my ($lisa_id, $mia_id) = map { $cast->id($_) } qw(lisa mia);
my $rex = $cast->pet('Rex');

# The message beside a field.
sub wrong { return ($_[0]->body =~ m{<a href="#$_[1]">(.*?)</a>}s)[0] // '' }

# ---- the days ----

my $page = $an->get("/request/new?caregiver=$lisa_id");
is $page->status, 200, 'whoever names no service chooses one';
like $page->body, qr{caregiver=$lisa_id&amp;service=walk}, 'of this caregiver';
is $an->get('/request/new?caregiver=1')->status, 404, 'nobody is asked in vain';
is $an->get("/request/new?caregiver=$_")->status, 404, 'nor one who is no caregiver'
    for $cast->id('bob'), '', 'x', -1;
is $mia->get("/request/new?caregiver=$mia_id")->status, 404, 'nor oneself';
is $lisa->get("/request/new?caregiver=$mia_id")->status, 403,
    'a caregiver without pets asks nobody';

my $new = "/request/new?caregiver=$lisa_id&service=walk";
$page = $an->get("$new&from=" . in_days(9) . '&from_min=10:00&to_min=11:00&pets=2');
is $page->status, 200, 'the form for the days opens';
like $page->body, qr{name="from"[^>]*value="@{[in_days(9)]}"},
    'with what was asked on the profile';
like $page->text, qr/per hour €15\.00/, 'and the price beside it';
is $cast->count('draft'), 0, 'nothing is kept yet';

my %days = (caregiver => $lisa_id, service => 'walk', from => in_days(9),
    from_min => '10:00', to_min => '11:00', pets => 1);
sub days { my %all = (%days, @_); return %all }

for (['from', '', qr/Choose a day/], ['from', 'soon', qr/Choose a day/],
    ['from', in_days(-1), qr/has passed/], ['from', in_days(200), qr/too far ahead/],
    ['from_min', '', qr/for example 09:00/], ['from_min', '25:00', qr/for example 09:00/],
    ['to_min', '09:00', qr/12 hours|after the start|30 minutes/],
    ['to_min', '10:20', qr/steps of 15/], ['to_min', '10:15', qr/At least 30/],
    ['from_min', '05:00', qr/does not work then/]) {
	my ($field, $value, $says) = @$_;
	my $to = $field eq 'from_min' && $value eq '05:00' ? '06:00' : '11:00';
	$page = $an->post('/request/new', days(to_min => $to, $field => $value));
	like $page->status, qr/^422|409$/, "$field = '$value' is refused";
	like wrong($page, $field) . wrong($page, 'from'), $says, 'it says why';
	like $page->body, qr{name="caregiver" value="$lisa_id"}, 'and goes on from here';
}
is $an->post('/request/new', days(caregiver => 1))->status, 404,
    'the caregiver of a form is looked up, too';
is $an->post('/request/new', days(service => 'nothing'))->status, 404,
    'so is the service';
is $cast->count('draft'), 0, 'still nothing is kept';

# What she is asked for is not in the form: it is dropped unread.
$page = $an->post('/request/new', days(price => 1, owner_id => $cast->id('bob'),
    state => 'paid', step => 3));
is $page->status, 303, 'days that are free are kept';
my ($draft) = $page->location =~ m{^/request/(\d+)/pets$};
ok $draft, 'and lead to the pets' or BAIL_OUT($page->location);
is_deeply [$cast->sql('SELECT owner_id, step, service, from_min, to_min FROM draft')],
    [[$cast->id('an'), 1, 'walk', 600, 660]], 'as what they are';

# ---- a step at a time ----

is $an->get("/request/$draft/$_")->location, "/request/$draft/pets",
    "$_ has to wait for the pets" for qw(care check);
is $an->post("/request/$draft/check", agree => 1)->location,
    "/request/$draft/pets", 'even when it is sent';
for my $step (qw(days pets care check)) {
	is $bob->get("/request/$draft/$step")->status, 404, "another's $step: 404";
	$bob->get("/request/new?caregiver=$lisa_id&service=walk");
	is $bob->post("/request/$draft/$step", days(pet => 1))->status, 404,
	    'also when it is sent';
	is $cast->visitor->get("/request/$draft/$step")->status, 303, 'visitors log in';
}

$page = $an->get("/request/$draft/pets");
like $page->text, qr/Rex .* Minou/, 'she chooses among her pets';
unlike $page->text, qr/Tor/, 'and no others';
$page = $an->post("/request/$draft/pets");
is $page->status, 422, 'one at least';
like wrong($page, 'pet'), qr/at least one/, 'it says so';
$page = $an->post("/request/$draft/pets", pet => $cast->pet('Minou'), pet => $rex);
is $page->status, 422, 'a cat is not taken for a walk';
like wrong($page, 'pet'), qr/does not take Minou/, 'it says whom';
like $page->body, qr{value="$rex"[^>]* checked}, 'and what was chosen stays';
is $an->post("/request/$draft/pets", pet => $_)->status, 422, "no pet of hers: $_"
    for $cast->pet('Tor'), 0, 'x', '99999999999999999999';
$page = $an->post("/request/$draft/pets", pet => $rex);
is $page->location, "/request/$draft/care", 'a dog is';

$page = $an->get("/request/$draft/care");
like $page->text, qr/walk off the lead/, 'the owner of a dog is asked for the lead';
my %care = (note => "Key under\nthe <b>mat</b>", off_leash => 1,
    emergency_name => 'Griet', emergency_phone => '0470 11 22 33',
    vet_name => 'Dr. Vos', vet_phone => '015 20 30 40', vet_address => 'Markt 2');
sub care { my %all = (%care, @_); return %all }
for (['emergency_name', '', qr/fill/i], ['emergency_phone', '', qr/fill/i],
    ['emergency_phone', '12', qr/phone number/], ['vet_phone', 'x', qr/phone number/],
    ['note', 'x' x 2001, qr/at most 2,000/]) {
	my ($field, $value, $says) = @$_;
	$page = $an->post("/request/$draft/care", care($field => $value));
	is $page->status, 422, "$field = '" . substr($value, 0, 8) . "' is refused";
	like wrong($page, $field), $says, 'it says why';
	like $page->body, qr{value="Dr\. Vos"}, 'and the rest stays';
}
is $cast->value("SELECT vet_name FROM draft WHERE id = $draft"), '',
    'nothing of that was kept';
is $an->post("/request/$draft/care", care(step => 9, price => 1))->location,
    "/request/$draft/check", 'what fits is';
$page = $an->get("/request/$draft/check");
is $page->status, 200, 'the last page';
like $page->text, qr/Rex .* Griet.* Dr\. Vos/, 'shows it all';
like $page->body, qr{Key under\nthe &lt;b&gt;mat}, 'as it was typed';
like $page->text, qr/Total €15\.00/, 'with the price';
like $page->text, qr/before .* €15\.00 everything .* half .* nothing/,
    'and what comes back when';

# ---- back, and forth again ----

like $an->get("/request/$draft/days")->body, qr{name="from_min"[^>]*value="10:00"},
    'back at the days, they are there';
like $an->get("/request/$draft/pets")->body, qr{value="$rex"[^>]* checked},
    'so are the pets';
$page = $an->get("/request/$draft/care");
like $page->body, qr{<textarea[^>]*>\nKey under}, 'so is the note';
like $page->body, qr{name="off_leash"[^>]* checked}, 'and the lead';
is $an->post("/request/$draft/days", days(from_min => '12:00', to_min => '13:30'))
    ->location, "/request/$draft/check", 'a change leads back to the check';
$page = $an->get("/request/$draft/check");
like $page->text, qr/€22\.50/, 'an hour and a half costs more';
like $page->text, qr/Griet/, 'nothing else is lost';
like $an->get('/bookings')->text, qr/Not sent yet Request to Lisa P\./,
    'what was not sent waits in the list';

# ---- sending ----

$page = $an->post("/request/$draft/check");
is $page->status, 422, 'nothing is sent without agreeing';
like wrong($page, 'agree'), qr/agree/, 'it says so';
is $cast->count('booking'), 0, 'no booking';

$page = $an->post("/request/$draft/check", agree => 1, price => 1, caregiver_id => 1);
is $page->status . $page->location, "303/booking/$draft", 'it is sent';
my $again = $an->post("/request/$draft/check", agree => 1);
is $again->status . $again->location, $page->status . $page->location,
    'sent twice, it leads to the same';
is $cast->count('booking'), 1, 'which is one booking';
is_deeply [$cast->sql('SELECT id, owner_id, caregiver_id, state, price, '
    . 'emergency_phone, off_leash FROM booking')], [[$draft, $cast->id('an'),
    $lisa_id, 'pending', 2250, '+32470112233', '2026-11']], 'as it was filled in';
is_deeply [$cast->sql("SELECT granted, source FROM consent WHERE purpose = 'off_leash' "
    . "AND user_id = @{[$cast->id('an')]}")], [[1, "booking $draft"]],
    'her yes to walking off the lead is a consent, with the booking that it was given for';
is $cast->count("booking_event WHERE booking_id = $draft"), 1, 'one thing happened';
is $cast->mails('request'), 1, 'one mail to the caregiver is due';
is $cast->count('draft'), 0, 'nothing is left to send';
is $an->get("/request/$draft/days")->location, "/booking/$draft",
    'the way back leads to the booking';
is $bob->get("/request/$draft/days")->status, 404, 'but not for others';
my $first = $draft;

# Nobody pays for an address that is not confirmed.
my $eva = $cast->who('eva');
my $unsent = $cast->scene('draft', 'eva', 'lisa');
$eva->get("/request/$unsent/check");
is $eva->post("/request/$unsent/check", agree => 1)->location, '/verify',
    'who has not confirmed her address is led there';
is $cast->count("draft WHERE id = $unsent"), 1, 'and her request is kept';
is $cast->count('booking'), 1, 'no booking';

# ---- a time that is taken by then ----

$lisa->get("/booking/$first");
is $lisa->post("/booking/$first/accept")->status, 303, 'the caregiver says yes';
sub ask {
	my ($client, %more) = @_;
	$client->get($new);
	my ($id) = $client->post('/request/new', days(%more))->location =~ /(\d+)/;
	return $id if !$id;
	my ($name) = $client == $bob ? 'Tor' : 'Rex';
	$client->post("/request/$id/pets", pet => $cast->pet($name));
	$client->post("/request/$id/care", care());
	return $id;
}
$bob->get($new);
$page = $bob->post('/request/new', days(from_min => '12:00', to_min => '13:00'));
is $page->status, 409, 'a time that is taken cannot be asked for';
like $page->text, qr/booked already then/, 'it says so';
my @other = $page->body =~ m{<li><a href="([^"]+)">}g;
@other = grep { /request/ } @other;
is scalar @other, 3, 'and offers three others';
for (@other) {
	my $there = $bob->get(s/&amp;/&/gr);
	is $there->status, 200, 'each of which opens the form';
	my %value = $there->body =~ m{name="(from|from_min|to_min)"[^>]*value="([^"]*)"}g;
	is $bob->post('/request/new', days(%value))->status, 303, 'and is free';
}
is $cast->count('draft WHERE owner_id = ' . $cast->id('bob')), 3, 'three drafts';

my $late = ask($bob, from_min => '15:00', to_min => '16:00');
my $rival = ask($an, from_min => '15:30', to_min => '16:30');
$an->post("/request/$rival/check", agree => 1);
is $cast->state($rival), 'pending', 'two may ask for the same hour';
$lisa->post("/booking/$rival/accept");
is $cast->state($rival), 'accepted', 'one gets it';
$page = $bob->post("/request/$late/check", agree => 1);
is $page->status, 409, 'and the other is told';
like $page->text, qr/booked already then/, 'why';
is scalar(() = $page->body =~ m{<a href="/en/request/$late/days\?from=}g), 3,
    'with three other times';
is $cast->count("draft WHERE id = $late"), 1, 'the request is kept';
my ($way) = $page->body =~ m{<a href="(/en/request/$late/days\?from=[^"]+)"};
$page = $bob->get($way =~ s/&amp;/&/gr);
my %free = $page->body =~ m{name="(from|from_min|to_min)"[^>]*value="([^"]*)"}g;
ok $free{from_min} && $free{from_min} ne '15:00', 'another time is filled in';
is $bob->post("/request/$late/days", %free)->location, "/request/$late/check",
    'one form leads back';
is $bob->post("/request/$late/check", agree => 1)->location, "/booking/$late",
    'and it is sent';
$bob->get($new);
my $two = ask($bob, from => in_days(11));
my $too = ask($an, from => in_days(11));
for ([$bob, $two], [$an, $too]) {
	is $_->[0]->post("/request/$_->[1]/check", agree => 1)->status, 303,
	    'both ask for the same hour';
}
$lisa->post("/booking/$two/accept");
$page = $lisa->post("/booking/$too/accept");
is $page->status, 409, 'but only one can be accepted';
like $page->text, qr/another booking at that time/, 'she is told why';
is $cast->state($too), 'pending', 'the other waits';

# ---- the price, live ----

sub preview {
	my ($client, %more) = @_;
	my %q = days(%more);
	return $client->get('/request/preview?' . join '&',
	    map { "$_=" . TT::url_part($q{$_}) } sort keys %q);
}
my $before = $cast->print;
$page = preview($an, from => in_days(12), pets => 2);
is $page->status . $page->header('Content-Type'), '200application/json',
    'the price as JSON';
is $page->body, '{"lines":[{"label":"Dog walk","detail":"1 hour × €15.00",'
    . '"amount":"€15.00"},{"label":"1 extra pet","detail":"1 hour × €5.00",'
    . '"amount":"€5.00"}],"total":"€20.00","error":""}' . "\n", 'line by line';
like preview($an, from => in_days(9), from_min => '12:00', to_min => '13:00')->body,
    qr/"error":"The caregiver is booked already then\."/, 'with why it cannot be';
$page = preview($an, from => '');
is $page->status, 422, 'what cannot be reckoned';
is $page->body, '{"lines":[],"total":"","error":"Choose a day."}' . "\n",
    'says what is missing';
is preview($cast->visitor)->status, 303, 'it is for owners';
is preview($an, caregiver => 1)->status, 404, 'of caregivers who are there';
is $cast->print, $before, 'and changes nothing';

# ---- who sees a booking ----

my %seen;
for my $scene (qw(pending accepted declined paid begun done asked)) {
	my $id = $seen{$scene} = $cast->scene($scene, 'an', 'lisa');
	for my $who (['an', $an, 16], ['lisa', $lisa, 16]) {
		my ($name, $client, $most) = @$who;
		$client->get('/bookings');
		$page = $client->get("/booking/$id");
		is $page->status, 200, "$name sees the one that is $scene";
		# Others who are free are found by a search, which counts by cells.
		$most = 100 if $scene eq 'declined' && $name eq 'an';
		cmp_ok $page->sql, '<=', $most, "in $most statements";
		cmp_ok $page->arena, '<=', 600, 'and little memory';
	}
	is $_->get("/booking/$id")->status, 404, 'strangers do not'
	    for $bob, $tom, $mia, $cast->who('sam');
	is $cast->visitor->get("/booking/$id")->location,
	    "/login?next=%2Fbooking%2F$id", 'visitors log in first';
}
is $bob->get('/booking/' . ($seen{paid} + 1))->status, 404, 'as does what is not';
my ($stranger, $absent) = map {
	my $p = $bob->get("/booking/$_");
	my $head = join "\n", map { "@$_" } grep { $_->[0] ne 'X-Request-Id' }
	    @{$p->{headers}};
	"$head\n" . $p->body =~ s/\Q@{[$p->id]}\E|$_//gr =~ s/value="[0-9a-f]{112}"//gr
} $seen{paid}, $seen{paid} + 1;
is $stranger, $absent, 'byte for byte';

# Phone and street only when it is paid.
for (['pending', 0], ['accepted', 0], ['declined', 0], ['paid', 1], ['done', 1]) {
	my ($scene, $open) = @$_;
	for my $client ($an, $lisa) {
		my $p = $client->get("/booking/$seen{$scene}");
		is !!($p->text =~ /Kerkstraat 1/), !!$open,
		    "$scene: the street is " . ($open ? 'shown' : 'not shown');
		is !!($p->text =~ /476 ?12 ?34 ?56/), !!$open, 'so is the phone';
	}
}
$page = $an->get('/bookings');
is $page->status, 200, 'the list of bookings';
cmp_ok $an->get('/bookings')->sql, '<=', 6, 'in six statements';
like $lisa->get('/bookings')->text, qr/Now and soon .* Past/, 'as a caregiver has it';
unlike $bob->get('/bookings')->text, qr/Rex/, 'everybody has their own';
like $mia->get('/bookings')->body, qr{as=owner}, 'who is both has two';
is $mia->get("/bookings?as=$_")->status, 200, "as=$_" for qw(owner caregiver x);
is $an->get('/bookings?before=1')->status, 200, 'older ones, when there are none';

# ---- what can be done, by whom, when ----

my @steps = (
	# path, by, from, form, becomes
	['accept', 'lisa', 'pending', {}, 'accepted'],
	['decline', 'lisa', 'pending', { reason => 'I am ill.' }, 'declined'],
	['withdraw', 'an', 'pending', {}, 'withdrawn'],
	['cancel', 'an', 'accepted', {}, 'cancelled'],
	['cancel', 'an', 'paid', { reason => 'Rex is ill.' }, 'cancelled'],
	['ask-cancel', 'lisa', 'accepted', { reason => 'I broke my leg.' }, 'accepted'],
	['ask-cancel', 'lisa', 'paid', { reason => 'I broke my leg.' }, 'paid'],
	['report', 'lisa', 'begun', { reason => 'He walked and ate well.' }, 'completed'],
	['review', 'an', 'done', { stars => 5, body => 'She was very kind.' }, 'completed'],
	['review', 'lisa', 'done', { stars => 4, body => 'A dog of good manners.' },
	    'completed'],
);
my %client = (an => $an, lisa => $lisa, bob => $bob, tom => $tom, mia => $mia);
my %other = (an => 'lisa', lisa => 'an');

for (@steps) {
	my ($step, $by, $scene, $form, $to) = @$_;
	my $id = $cast->scene($scene, 'an', 'lisa');
	my $path = "/booking/$id/$step";
	my $state = $cast->state($id);
	$client{$_}->get("/booking/$id") for keys %client;
	my $was = $cast->print;

	for my $name (qw(bob tom mia), $step eq 'review' ? () : $other{$by}) {
		my $p = $client{$name}->post($path, %$form);
		like $p->status, qr/^40[34]$/, "$scene, $step: not by $name";
		my $look = $client{$name}->get($path);
		like $look->status, qr/^40[345]$/, 'nor the page before it';
	}
	is $cast->visitor->post($path, %$form)->status, 403, 'nor by visitors';
	is $cast->print, $was, 'nothing has changed';
	if ($step ne 'accept') {
		is $client{$by}->get($path)->status, 200, "$by sees what it means";
		is $cast->print, $was, 'which changes nothing';
	}
	# Forms that need words, without them.
	if ($step =~ /ask-cancel|report|review/) {
		my $p = $client{$by}->post($path, reason => 'short', body => 'short',
		    stars => 9);
		is $p->status, 422, 'too few words are refused';
		like $p->body, qr/>\nshort<\/textarea>/, 'and kept';
		is $cast->print, $was, 'nothing has changed';
	}
	my $p = $client{$by}->post($path, %$form);
	is $p->status . $p->location, "303/booking/$id", "$by may";
	is $cast->state($id), $to, "it is $to";
	my $jobs = $cast->count('job');
	$p = $client{$by}->post($path, %$form);
	is $p->status, 409, 'a second time has no effect';
	is $cast->count('job'), $jobs, 'no mail goes out twice';
	is $cast->state($id), $to, "it is still $to";
	like $client{$by}->get("/booking/$id")->text, qr/\Q$form->{reason}\E/,
	    'what was said can be read' if $form->{reason} && $step ne 'ask-cancel';
}

# Not from where they are.
for (['accept', 'lisa', qw(accepted declined paid done)],
    ['decline', 'lisa', qw(accepted declined paid done)],
    ['withdraw', 'an', qw(accepted declined paid done)],
    ['cancel', 'an', qw(pending declined begun done)],
    ['ask-cancel', 'lisa', qw(pending declined done asked)],
    ['report', 'lisa', qw(pending accepted declined paid done)],
    ['review', 'an', qw(pending accepted declined paid begun)]) {
	my ($step, $by, @scenes) = @$_;
	my $client = $client{$by};
	$client->get("/booking/$seen{accepted}");
	for my $scene (@scenes) {
		my $was = $cast->print;
		my $p = $client->post("/booking/$seen{$scene}/$step", stars => 5,
		    reason => 'There is a reason.', body => 'There is a review.');
		is $p->status, 409, "no $step of what is $scene";
		is $client->get("/booking/$seen{$scene}/$step")->status,
		    $step eq 'accept' ? 405 : 409, 'nor a page for it';
		is $cast->print, $was, 'nothing has changed';
	}
}

# Who is both an owner and a caregiver is, in one booking, one of them.
for (['accept', 'mia', 'lisa', 'pending'], ['decline', 'mia', 'lisa', 'pending'],
    ['ask-cancel', 'mia', 'lisa', 'paid'], ['report', 'mia', 'lisa', 'begun'],
    ['withdraw', 'an', 'mia', 'pending'], ['cancel', 'an', 'mia', 'accepted'],
    ['cancel', 'an', 'mia', 'paid']) {
	my ($step, $owner, $caregiver, $scene) = @$_;
	my $id = $cast->scene($scene, $owner, $caregiver);
	$mia->get($new);
	my $was = $cast->print;
	my $p = $mia->post("/booking/$id/$step", reason => 'There is a reason.');
	is $p->status, 404, "no $step by the other side of what is $scene";
	is $mia->get("/booking/$id/$step")->status, $step eq 'accept' ? 405 : 404,
	    'nor a page for it';
	is $cast->print, $was, 'nothing has changed';
}

# ---- money back ----

my $paid = $cast->scene('paid', 'an', 'lisa');
$page = $an->get("/booking/$paid/cancel");
like $page->text, qr/You get back now €15\.00/, 'before she cancels she knows what comes back';
like $page->text, qr/Cancel and get €15\.00 back/, 'the button says it, too';
$an->post("/booking/$paid/cancel");
is $cast->value('SELECT amount FROM refund WHERE payment_id = (SELECT id FROM '
    . "payment WHERE booking_id = $paid)"), 1500, 'and that is what comes back';
like $an->get("/booking/$paid")->text, qr/You get back €15\.00/, 'as the booking says';

# ---- reviews ----

my $done = $cast->scene('done', 'an', 'lisa');
$_->get("/booking/$done") for $an, $lisa;
$an->post("/booking/$done/review", stars => 5, body => '<script>alert(7)</script> fine');
unlike $lisa->get("/booking/$done")->text, qr/alert\(7\)/,
    'a review is hidden until the other is in';
like $an->get("/booking/$done")->text, qr/alert\(7\)/, 'its author can read it';
is $lisa->post("/booking/$done/reply", reason => 'Thank you very much.')->status,
    404, 'nobody replies to what is not shown';
$lisa->post("/booking/$done/review", stars => 4, body => 'A dog of good manners.');
for ($an, $lisa) {
	$page = $_->get("/booking/$done");
	like $page->text, qr/alert\(7\).*good manners|good manners.*alert\(7\)/,
	    'then both are shown';
	unlike $page->body, qr/<script>alert/, 'and not obeyed';
}
is $lisa->post("/booking/$done/reply", reason => 'short')->status, 422,
    'a reply has ten letters';
is $bob->post("/booking/$done/reply", reason => 'Thank you very much.')->status,
    404, 'nobody replies for others';
is $lisa->post("/booking/$done/reply", reason => 'Thank you very much.')->status,
    303, 'one reply each';
is $lisa->post("/booking/$done/reply", reason => 'Thank you once more.')->status,
    409, 'and not two';
is $an->post("/booking/$done/reply", reason => 'Thank you as well.')->status,
    303, 'the owner has one, too';
like $an->get("/booking/$done")->text, qr/Thank you very much\./, 'it can be read';
is $cast->value("SELECT rating_count FROM caregiver WHERE user_id = $lisa_id"), 1,
    "and the owner's counts";
my $old = $cast->scene('done', 'an', 'lisa');
$cast->sql("UPDATE booking SET completed = completed - 14 * 86400 WHERE id = $old");
is $an->get("/booking/$old/review")->status, 409, 'after two weeks it is too late';
is $an->post("/booking/$old/review", stars => 5, body => 'She was very kind.')
    ->status, 409, 'also for a form that was open';

# ---- ten an hour ----

$cast->sql("DELETE FROM attempt WHERE class = 'booking'");
my @many = map { $cast->scene('draft', 'bob', 'tom') } 1 .. 11;
$bob->get("/request/$many[10]/check");
my %got;
$got{$bob->post("/request/$_/check", agree => 1)->status}++ for @many[1 .. 10];
is_deeply \%got, { 303 => 10 }, 'ten requests within an hour';
my $more = $cast->scene('draft', 'bob', 'tom');
$page = $bob->post("/request/$more/check", agree => 1);
is $page->status, 409, 'and no eleventh';
like $page->text, qr/ten requests in an hour/, 'it says so';
is $cast->count("draft WHERE id = $more"), 1, 'the request is kept';

# ---- what only the demo has ----

my $pass = $cast->scene('paid', 'an', 'lisa');
unlike $an->get("/booking/$pass")->body, qr{/pass"}, 'time passes by itself';
is $an->post("/booking/$pass/pass")->status, 404, 'and not by a form';

is $cast->complaints(qr/kettles|Griet|alert/), '', 'nothing went wrong';
done_testing;
