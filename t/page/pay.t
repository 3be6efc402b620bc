#!/usr/bin/perl
# Paying for a booking, the payment provider's events, and what a caregiver
# earns. The provider is not there: what the queue would do, a statement does.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Digest::SHA qw(hmac_sha256_hex);
use Test::More;
use Cast;

my $secret = 'whsec_of_a_test';
my $pages = 'https://pay.example';
my $cast = Cast->new('pay', 'webhook', { demo => 'yes', stripe => 'http://127.0.0.1:1',
    stripe_key => 'sk_test_of_a_test', stripe_webhook_secret => $secret,
    stripe_checkout => $pages });
my ($an, $bob, $lisa, $tom) = map { $cast->who($_) } qw(an bob lisa tom);

# ---- beginning ----

# Tokens come from any page with a form.
sub token { $_[0]->get('/pay/' . $_[1]); return $_[0] }

my $id = $cast->scene('accepted', 'an', 'lisa');
my $page = $an->get("/pay/$id");
is $page->status, 200, 'the page to pay';
like $page->text, qr/€15\.00/, 'names the price';
like $page->body, qr{<form method="post" action="/en/pay/$id">}, 'and has a button';
is $cast->count('payment'), 0, 'looking begins nothing';
for my $path ("/pay/$id", "/pay/$id/back", "/pay/$id/ready", "/pay/$id/paid") {
	is $bob->get($path)->status, 404, "another owner has no $path";
	is $lisa->get($path)->status, 403, 'nor has a caregiver';
	is $cast->visitor->get($path)->status, 303, 'visitors log in';
}
# Who is both an owner and a caregiver does not pay for what she gives.
my ($mia, $hers) = ($cast->who('mia'), $cast->scene('accepted', 'an', 'mia'));
is $mia->get("/pay/$hers$_")->status, 404, "its caregiver has no /pay/#$_"
    for '', '/back', '/ready', '/paid';
my $theirs = $cast->scene('accepted', 'bob', 'tom');
token($bob, $theirs);
is $bob->post("/pay/$id")->status, 404, 'nobody else begins';
is $cast->count('payment'), 0, 'nothing has begun';

$page = $an->post("/pay/$id");
is $page->status . $page->location, "303/pay/$id", 'the owner does';
is $cast->count("payment WHERE booking_id = $id AND state = 'preparing' "
    . 'AND amount = 1500'), 1, 'one payment of the price is prepared';
is $cast->jobs('checkout'), 1, 'one job will ask the provider';
is $an->post("/pay/$id", amount => 1)->status, 303, 'a second click';
is $cast->count('payment') . $cast->jobs('checkout'), '11', 'has the same effect';

# ---- waiting ----

$page = $an->get("/pay/$id");
is $page->status, 200, 'the page that waits';
is $page->header('Refresh'), "1; url=/en/pay/$id", 'looks again by itself';
like $page->text, qr/preparing your payment/, 'and says what for';
like $page->body, qr{<a[^>]* href="/en/pay/$id">}, 'or by hand';
is $an->get("/pay/$id/ready")->body, qq({"ready":false,"url":""}\n),
    'scripts are told the same';
is $an->get("/pay/$id/paid")->body, qq({"ready":false,"url":"/en/pay/$id/back"}\n),
    'in both places';
cmp_ok $page->sql, '<=', 6, 'in few statements';
$cast->sql('UPDATE payment SET created = created - 9');
$page = $an->get("/pay/$id");
is $page->header('Refresh'), "5; url=/en/pay/$id", 'later it looks less often';
like $page->text, qr/longer than usual/, 'and says so';

my $url = "$pages/c/cs_test_1";
sub opened {
	my ($where) = @_;
	$cast->sql("UPDATE payment SET state = 'open', session = 'cs_test_1', "
	    . "url = '$url', expires = " . (time + 3600) . " WHERE $where");
}
opened("booking_id = $id");
$page = $an->get("/pay/$id");
is $page->header('Refresh'), "0; url=$url", 'when it is there, one is led on';
like $page->body, qr{<a class="btn" href="\Q$url\E">}, 'or goes by hand';
is $an->get("/pay/$id/ready")->body =~ s{\\/}{/}gr,
    qq({"ready":true,"url":"$url"}\n), 'scripts are told where';
$cast->sql("UPDATE payment SET url = 'https://evil.test/x'");
is $an->get("/pay/$id")->status, 500, 'to no address but the provider\'s';
opened('1 = 1');

# ---- coming back proves nothing ----

my $print = $cast->print;
for ('', '?session_id=cs_test_1&status=complete&paid=1') {
	$page = $an->get("/pay/$id/back$_");
	is $page->status, 200, "coming back $_";
	like $page->text, qr/waiting for your bank/, 'is no payment';
	is $page->header('Refresh'), "2; url=/en/pay/$id/back", 'one waits';
}
$an->get("/pay/$id/paid") for 1 .. 3;
is $cast->print, $print, 'nothing has changed';
is $cast->state($id), 'accepted', 'it is not paid';

for ('card_declined', 'insufficient_funds', 'nonsense<b>') {
	$cast->sql("UPDATE payment SET problem = '$_', state = 'failed'");
	$page = $an->get("/pay/$id");
	like $page->text, qr/(?:bank did not accept|not enough money|did not succeed).*try again/,
	    "$_ is told in words";
	unlike $page->body, qr/<b>\./, 'and not as it came';
	like $page->body, qr{href="\Q$url\E"}, 'the way is still open';
}
$cast->sql("UPDATE payment SET problem = 'expired', state = 'expired'");
$page = $an->get("/pay/$id");
like $page->text, qr/did not work/, 'a page that has expired';
$an->post("/pay/$id");
is $cast->count('payment'), 2, 'another one is made';

# ---- what cannot be paid ----

for my $scene (qw(pending declined paid done)) {
	my $no = $cast->scene($scene, 'an', 'lisa');
	my $was = $cast->print;
	is $an->get("/pay/$no")->location, "/booking/$no", "$scene: nothing to pay";
	is $an->post("/pay/$no")->location, "/booking/$no", 'nor by force';
	is $an->get("/pay/$no/back")->location, "/booking/$no", 'nor from elsewhere';
	# Coming back to a paid one leaves a note, and that is all.
	is $cast->print, $was, 'nothing has changed';
}
my $late = $cast->scene('accepted', 'an', 'lisa');
$cast->sql("UPDATE booking SET pay_by = " . (time - 1) . " WHERE id = $late");
is $an->post("/pay/$late")->location, "/booking/$late", 'too late: nothing to pay';
is $cast->count("payment WHERE booking_id = $late"), 0, 'no payment is made';
is $an->get('/pay/1')->status, 404, 'nor of what is not there';
is $an->post('/pay/1')->status, 404, 'in both ways';

# ---- the provider's events ----

my $hook = $cast->visitor('webhook');
my $n = 0;
sub event {
	my (%more) = @_;
	my %e = (id => "evt_test_" . ++$n, type => 'checkout.session.completed',
	    livemode => 'false', created => time, object => 'event', %more);
	return qq({"id":"$e{id}","object":"$e{object}","type":"$e{type}",)
	    . qq("livemode":$e{livemode},"created":$e{created},)
	    . qq("data":{"object":{"id":"cs_test_1","object":"checkout.session"}}});
}
sub signed {
	my ($body, $at, $key) = @_;
	$at //= time;
	return "t=$at,v1=" . hmac_sha256_hex("$at.$body", $key // $secret);
}
sub deliver {
	my ($body, $signature, %more) = @_;
	return $hook->request('POST', '/webhook/stripe', $body, {
	    CONTENT_TYPE => 'application/json; charset=utf-8',
	    HTTP_ORIGIN => undef, HTTP_SEC_FETCH_SITE => undef,
	    HTTP_USER_AGENT => 'Stripe/1.0', HTTP_STRIPE_SIGNATURE => $signature,
	    %more });
}
sub events { return $cast->count('stripe_event') }

my $body = event();
$page = deliver($body, signed($body));
is $page->status, 200, 'an event that is signed is taken';
is $page->header('Content-Type'), 'application/json', 'and answered as a machine likes it';
is events(), 1, 'it is kept';
is $cast->value('SELECT body FROM stripe_event'), $body, 'byte for byte';
is $cast->count("job WHERE kind LIKE 'stripe%'"), 1, 'a job will do what is to be done';
my $jobs = $cast->count('job');
is deliver($body, signed($body))->status, 200, 'it comes twice';
is events() . ($cast->count('job') - $jobs), '10', 'and is kept once';
is $cast->state($id), 'accepted', 'an event alone changes no booking';

my $fresh = event();
my $at = time;
my $good = hmac_sha256_hex("$at.$fresh", $secret);
for (['no signature', undef], ['an empty one', ''], ['nonsense', 'nonsense'],
    ['no time', "v1=$good"], ['no digest', "t=$at"],
    ['another secret', signed($fresh, $at, 'whsec_other')],
    ['another body', signed(event(id => 'evt_x'), $at)],
    ['another time', "t=" . ($at - 1) . ",v1=$good"],
    ['two times', "t=$at,t=$at,v1=$good"],
    ['a digest cut short', "t=$at,v1=" . substr($good, 0, 62)],
    ['a digest too long', "t=$at,v1=${good}00"],
    ['an older scheme', "t=$at,v0=$good"],
    ['five minutes and more ago', signed($fresh, $at - 310)],
    ['five minutes and more ahead', signed($fresh, $at + 310)],
    ['a time that is no number', signed($fresh, 'x')],
    ['a header without end', "t=$at," . 'v1=' . 'a' x 5000]) {
	my ($what, $signature) = @$_;
	is deliver($fresh, $signature)->status, 400, "$what: refused";
}
is events(), 1, 'none of these is kept';
is deliver($fresh, signed($fresh, $at - 290))->status, 200, 'a bit late is fine';
$fresh = event();
is deliver($fresh, signed($fresh) . ',v1=' . 'a' x 64 . ',v0=b')->status, 200,
    'one good digest among several is enough';
is events(), 3, 'both are kept';

for (['{}', 'nothing'], ['not json', 'no JSON'], ['[1]', 'a list'],
    ['', 'an empty body'], [event(id => ''), 'no id'], [event(type => ''), 'no type'],
    [event(object => 'charge'), 'no event'], [event(id => 'e' x 256), 'an id too long'],
    ["\xff" . event(), 'no UTF-8'], [event() . 'x', 'something behind it'],
    ['{"id":' x 200 . '1' . '}' x 200, 'a deep one']) {
	my ($text, $what) = @$_;
	is deliver($text, signed($text))->status, 400, "$what, signed: refused";
}
is events(), 3, 'and not kept';
my $big = event(type => 'x' x 200) =~ s/\}$/',"pad":"' . 'x' x (1 << 20) . '"}'/er;
is deliver($big, signed($big))->status, 413, 'an event of a megabyte is too large';
$fresh = event();
is deliver($fresh, signed($fresh), HTTP_ORIGIN => 'https://evil.test',
    HTTP_SEC_FETCH_SITE => 'cross-site')->status, 200,
    'where it comes from does not matter: the signature does';
is deliver($fresh, signed($fresh), HTTP_COOKIE => '__Host-tt=' . 'x' x 43)
    ->header('Set-Cookie'), undef, 'cookies are not looked at';
is $hook->request('GET', '/webhook/stripe')->status, 405, 'it cannot be looked at';

$fresh = event(livemode => 'true');
is deliver($fresh, signed($fresh))->status, 400, 'real money has no place in a demo';
my $real = TT::Server->new('webhook', tables => 0,
    database => $cast->server->{database}, stripe => 'https://api.stripe.com',
    stripe_key => 'sk_live_of_a_test', stripe_webhook_secret => "old $secret");
$hook = TT::Client->new($real);
is deliver($fresh, signed($fresh))->status, 200, 'elsewhere it has';
$fresh = event();
is deliver($fresh, signed($fresh, undef, 'old'))->status, 200,
    'while a secret changes, the one before counts, too';

# ---- what a caregiver earns ----

is $tom->get('/earnings')->status, 200, 'the page of earnings';
like $tom->get('/earnings')->text, qr/Nothing earned yet/, 'of who earned nothing';
$cast->scene('done', 'bob', 'tom');
$cast->scene('paid', 'bob', 'tom');
$page = $tom->get('/earnings');
like $page->text, qr/to be paid out €12\.00 Yours when the care is done €12\.00/,
    'what is due, and what is kept safe';
like $page->text, qr/Dog walk, Bob P\. €15\.00 €3\.00 €12\.00/, 'booking by booking';
cmp_ok $page->sql, '<=', 5, 'in few statements';
is $an->get('/earnings')->status, 403, 'owners have none';
unlike $tom->get('/earnings')->text, qr/An P\./, "others' are not shown";
is $tom->get("/earnings?before=$_")->status, 200, "before=$_" for 1, 'x', -1;

is $cast->complaints(qr/whsec|sk_test/) =~ s/.*not on the list\n?//r, '',
    'nothing went wrong, and the log has no secrets';
done_testing;
