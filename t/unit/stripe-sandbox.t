#!/usr/bin/perl
# stripe-sandbox: the API, call by call. Amounts are added up here by other
# code than the sandbox's own.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use StripeSandbox;
use MIME::Base64 ();
use Test::More;

start_hook();
start();

my $intent = get('/v1/payment_intents/' . post('/sandbox/pay',
    [session => session()->{id}])->{payment_intent},
    ['expand[]' => 'latest_charge']);
my $account;

subtest 'a key is needed' => sub {
	my ($status, $o, $h) = get('/v1/balance', [], Authorization => '');
	is $status, 401, 'none';
	like $o->{error}{message}, qr/did not provide an API key/, 'is told';
	like $h->{'www-authenticate'}, qr/^Basic/, 'with the scheme';
	($status, $o) = get('/v1/balance', [],
	    Authorization => 'Bearer sk_test_wrong');
	is $status, 401, 'a wrong one';
	is $o->{error}{type}, 'invalid_request_error', 'type of the error';
	($status) = get('/v1/balance', [], Authorization =>
	    'Basic ' . MIME::Base64::encode("$key:", ''));
	is $status, 200, 'Basic works like Bearer';
	($status) = post('/sandbox/deliver', [], Authorization => 'Bearer x');
	is $status, 401, 'the test controls ask for it too';
};

subtest 'parameters are checked as Stripe does' => sub {
	my @to = ('POST', '/v1/refunds');
	refused('an unknown one', 400, 'parameter_unknown', 'colour',
	    @to, [colour => 'red']);
	like refused('two unknown ones', 400, 'parameter_unknown', 'a',
	    @to, [a => 1, b => 2])->{message},
	    qr/^Received unknown parameters: a, b$/, 'are both named';
	refused('an unknown inner one', 400, 'parameter_unknown',
	    'line_items[0][price_data][colour]', 'POST',
	    '/v1/checkout/sessions', ['line_items[0][price_data][currency]' =>
	    'eur', 'line_items[0][price_data][colour]' => 'red']);
	refused('not a number', 400, 'parameter_invalid_integer', 'amount',
	    @to, [amount => '12.5']);
	refused('a number too large', 400, 'parameter_invalid_integer',
	    'amount', @to, [amount => '9' x 30]);
	refused('empty', 400, 'parameter_invalid_empty', 'amount',
	    @to, [amount => '']);
	like refused('a word that is not in the list', 400, '-', 'reason',
	    @to, [reason => 'bored'])->{message},
	    qr/must be one of duplicate, fraudulent, or requested_by/, 'told';
	refused('not a boolean', 400, '-', 'confirm', 'POST',
	    '/v1/payment_intents', [amount => 100, currency => 'eur',
	    confirm => 'maybe']);
	refused('a map where a value belongs', 400, '-', 'amount',
	    @to, ['amount[x]' => 1]);
	refused('missing', 400, 'parameter_missing', 'amount', 'POST',
	    '/v1/payment_intents', [currency => 'eur']);
	refused('missing inside', 400, 'parameter_missing',
	    'line_items[0][price_data][currency]', 'POST',
	    '/v1/checkout/sessions',
	    ['line_items[0][price_data][unit_amount]' => 100]);
	refused('metadata too long', 400, '-', 'metadata[a]', 'POST',
	    '/v1/customers', ['metadata[a]' => 'x' x 501]);
	refused('a wrong version', 400, '-', '-', 'GET', '/v1/balance', [],
	    'Stripe-Version' => 'latest');
	refused('an unknown address', 404, '-', '-', 'GET', '/v1/nothing');
	like refused('what the sandbox does not do', 404, 'resource_missing',
	    '-', 'GET', '/v1/subscriptions')->{message},
	    qr/Subscriptions_list/, 'is named';
	refused('no such object', 404, 'resource_missing', 'intent', 'GET',
	    '/v1/payment_intents/pi_none');
	my ($status, undef, $h) = get('/v1/balance');
	is $h->{'stripe-version'}, '2026-10-28.endive', 'version is echoed';
	like $h->{'request-id'}, qr/^req_\w+$/, 'and the request has an id';
};

subtest 'a session is refused with a reason' => sub {
	my @to = ('POST', '/v1/checkout/sessions');
	my @pay = (mode => 'payment');
	refused('no mode', 400, 'parameter_missing', 'mode', @to, [@urls, @line]);
	refused('no way back', 400, 'parameter_missing', 'success_url',
	    @to, [@pay, @line]);
	refused('a way back that is none', 400, 'url_invalid', 'success_url',
	    @to, [@pay, @line, success_url => 'javascript:alert(1)']);
	refused('a header in it', 400, 'url_invalid', 'success_url',
	    @to, [@pay, @line, success_url => "http://a/\r\nSet-Cookie: x"]);
	refused('nothing to pay', 400, 'parameter_missing', 'line_items',
	    @to, [@pay, @urls]);
	refused('too little', 400, 'amount_too_small', 'line_items', @to,
	    [@pay, @urls, @line[0, 1], $line[2] => 10, @line[4 .. 7],
	    $line[8] => 1]);
	refused('dollars', 400, '-', 'line_items[0][price_data][currency]',
	    @to, [@pay, @urls, $line[0] => 'usd', @line[2 .. 9]]);
	refused('expires at once', 400, '-', 'expires_at',
	    @to, [@pay, @urls, @line, expires_at => int time]);
	refused('an unknown customer', 404, 'resource_missing', 'customer',
	    @to, [@pay, @urls, @line, customer => 'cus_none']);
	refused('the parameter that the version dropped', 400,
	    'parameter_unknown', 'payment_method_types', @to,
	    [@pay, @urls, @line, 'payment_method_types[0]' => 'card']);
};

subtest 'idempotency keys' => sub {
	my @to = ('/v1/customers', [email => 'idem@example.be']);
	my ($s1, $o1, $h1) = post(@to, 'Idempotency-Key' => 'tt-1');
	my ($s2, $o2, $h2) = post(@to, 'Idempotency-Key' => 'tt-1');
	is "$s1 $s2", '200 200', 'twice';
	is $o2->{id}, $o1->{id}, 'the same object';
	is $h1->{'idempotent-replayed'}, undef, 'the first is fresh';
	is $h2->{'idempotent-replayed'}, 'true', 'the second is a replay';
	is $h2->{'original-request'}, $h1->{'request-id'}, 'of the first';
	my ($s3, $o3) = post('/v1/customers', [email => 'other@example.be'],
	    'Idempotency-Key' => 'tt-1');
	is "$s3 $o3->{error}{type}", '400 idempotency_error',
	    'other parameters are refused';
	($s3) = post('/v1/refunds', [email => 'idem@example.be'],
	    'Idempotency-Key' => 'tt-1');
	is $s3, 400, 'and another operation';
	($s1) = post('/v1/customers', [colour => 1],
	    'Idempotency-Key' => 'tt-2');
	($s2) = post(@to, 'Idempotency-Key' => 'tt-2');
	is "$s1 $s2", '400 200', 'a refused parameter does not use a key up';
	my @declined = ('/v1/payment_intents', [amount => 900,
	    currency => 'eur', confirm => 'true',
	    payment_method => 'pm_card_chargeDeclined'],
	    'Idempotency-Key' => 'tt-3');
	($s1, $o1) = post(@declined);
	($s2, $o2) = post(@declined);
	is "$s1 $s2", '402 402', 'a decline is kept';
	is $o2->{error}{payment_intent}{id}, $o1->{error}{payment_intent}{id},
	    'with its intent';
	($s1, $o1) = post(@to, 'Idempotency-Key' => 'tt-4');
	post('/sandbox/advance', [seconds => 24 * 3600 + 5]);
	($s2, $o2) = post(@to, 'Idempotency-Key' => 'tt-4');
	isnt $o2->{id}, $o1->{id}, 'after a day a key is forgotten';
	($s1) = post(@to, 'Idempotency-Key' => 'x' x 256);
	is $s1, 400, 'a key has 255 characters at most';
};

subtest 'refunds' => sub {
	my $id = $intent->{id};
	my $charge = $intent->{latest_charge}{id};
	my ($s, $r) = post('/v1/refunds', [payment_intent => $id,
	    amount => 4000, reason => 'requested_by_customer',
	    'metadata[tt_outbox]' => 9]);
	is "$s $r->{amount} $r->{status} $r->{charge}",
	    "200 4000 succeeded $charge", 'a part';
	refused('more than is left', 400, '-', 'amount', 'POST',
	    '/v1/refunds', [charge => $charge, amount => 10001]);
	refused('nothing', 400, 'parameter_invalid_integer', 'amount',
	    'POST', '/v1/refunds', [charge => $charge, amount => 0]);
	$r = post('/v1/refunds', [charge => $charge]);
	is $r->{amount}, 10000, 'the rest';
	refused('again', 400, 'charge_already_refunded', '-', 'POST',
	    '/v1/refunds', [payment_intent => $id]);
	my $c = get("/v1/charges/$charge", ['expand[]' => 'refunds']);
	ok $c->{refunded}, 'the charge says so';
	is scalar @{ $c->{refunds}{data} }, 2, 'and has both';
	$r = post("/v1/refunds/$r->{id}", ['metadata[why]' => 'rain']);
	is $r->{metadata}{why}, 'rain', 'metadata may be added';
	$r = post("/v1/refunds/$r->{id}", ['metadata[why]' => '']);
	is $r->{metadata}{why}, undef, 'and taken away';
	my $list = get('/v1/refunds', [payment_intent => $id]);
	is scalar @{ $list->{data} }, 2, 'list';
	$r = post('/sandbox/fail-refund', [refund => $r->{id}]);
	is $r->{status}, 'failed', 'a refund may fail';
	is get("/v1/charges/$charge")->{amount_refunded}, 4000,
	    'and the money is back';
	my $o = session();
	$o = post('/sandbox/pay', [session => $o->{id},
	    card => '4000000000005126']);
	$r = post('/v1/refunds', [payment_intent => $o->{payment_intent}]);
	is $r->{status}, 'succeeded', 'the card whose refunds fail';
	post('/sandbox/advance', [seconds => 61]);
	is get("/v1/refunds/$r->{id}")->{status}, 'failed', 'later';
};

subtest 'an intent of the API' => sub {
	my $o = post('/v1/payment_intents', [amount => 2500, currency => 'eur',
	    capture_method => 'manual', 'metadata[a]' => 'b']);
	is $o->{status}, 'requires_payment_method', 'made';
	like $o->{client_secret}, qr/^$o->{id}_secret_/, 'with its secret';
	$o = post("/v1/payment_intents/$o->{id}", [description => 'Wandeling',
	    amount => 2600]);
	is "$o->{amount} $o->{description}", '2600 Wandeling', 'changed';
	$o = post("/v1/payment_intents/$o->{id}/confirm",
	    [payment_method => 'pm_card_visa']);
	is "$o->{status} $o->{amount_capturable}", 'requires_capture 2600',
	    'held';
	refused('more than held', 400, 'amount_too_large', 'amount_to_capture',
	    'POST', "/v1/payment_intents/$o->{id}/capture",
	    [amount_to_capture => 2601]);
	$o = post("/v1/payment_intents/$o->{id}/capture",
	    [amount_to_capture => 2000]);
	is "$o->{status} $o->{amount_received}", 'succeeded 2000', 'captured';
	refused('too late to cancel', 400, 'payment_intent_unexpected_state',
	    '-', 'POST', "/v1/payment_intents/$o->{id}/cancel");
	$o = post('/v1/payment_intents', [amount => 2500, currency => 'eur']);
	$o = post("/v1/payment_intents/$o->{id}/cancel",
	    [cancellation_reason => 'abandoned']);
	is "$o->{status} $o->{cancellation_reason}", 'canceled abandoned',
	    'cancelled';
	$o = post('/v1/payment_intents', [amount => 900, currency => 'eur',
	    confirm => 'true', return_url => 'http://127.0.0.1:9/back',
	    payment_method => 'pm_card_authenticationRequired']);
	is $o->{status}, 'requires_action', 'a step';
	my $r = form(path_of($o->{next_action}{redirect_to_url}{url}),
	    do => 'done');
	like $r->{headers}{location}, qr{^http://127.0.0.1:9/back\?payment_int},
	    'leads back';
	is get("/v1/payment_intents/$o->{id}")->{status}, 'succeeded', 'paid';
	my ($s, $e) = post('/v1/payment_intents', [amount => 900,
	    currency => 'eur', confirm => 'true', payment_method =>
	    'pm_card_chargeDeclinedInsufficientFunds']);
	is "$s $e->{error}{type} $e->{error}{decline_code}",
	    '402 card_error insufficient_funds', 'declined';
};

subtest 'connected accounts' => sub {
	$account = post('/v1/accounts', [type => 'express', country => 'BE',
	    email => 'lisa@example.be', business_type => 'individual',
	    'capabilities[transfers][requested]' => 'true',
	    'capabilities[card_payments][requested]' => 'true',
	    'metadata[caregiver]' => 14]);
	like $account->{id}, qr/^acct_\w{16}$/, 'made';
	ok !$account->{$_}, "not yet $_"
	    for qw(details_submitted charges_enabled payouts_enabled);
	is $account->{capabilities}{transfers}, 'inactive', 'capability';
	is $account->{metadata}{caregiver}, '14', 'metadata';
	my $id = $account->{id};
	refused('no transfer yet', 400,
	    'insufficient_capabilities_for_transfer', '-', 'POST',
	    '/v1/transfers', [amount => 100, currency => 'eur',
	    destination => $id]);
	my @both = (account => $id, type => 'account_onboarding',
	    refresh_url => 'http://127.0.0.1:9/again',
	    return_url => 'http://127.0.0.1:9/done');
	refused('a header in an address', 400, 'url_invalid', 'return_url',
	    'POST', '/v1/account_links', [@both[0 .. 5],
	    return_url => "http://127.0.0.1:9/\r\nSet-Cookie: a=b"]);
	my $old = post('/v1/account_links', [@both]);
	my $link = post('/v1/account_links', [@both]);
	is $link->{object}, 'account_link', 'a link';
	is page(path_of($old->{url}))->{headers}{location},
	    'http://127.0.0.1:9/again', 'an older link is worth nothing';
	my $path = path_of($link->{url});
	my $r = page($path, 'Accept-Language' => 'nl');
	like $r->{content}, qr/uitbetalingen/, 'the page';
	$r = form($path, do => 'done', name => '', iban => 'BE68 1234');
	is $r->{status}, 422, 'mistakes';
	like $r->{content}, qr/id="$_-error"/, "$_ is told"
	    for qw(name iban terms);
	$r = form($path, do => 'done', name => 'Lisa Peeters',
	    iban => 'be68 5390 0754 7034', terms => 'yes');
	is $r->{headers}{location}, 'http://127.0.0.1:9/done', 'done';
	is page($path)->{headers}{location}, 'http://127.0.0.1:9/again',
	    'a link serves once';
	$account = get("/v1/accounts/$id");
	ok $account->{$_}, $_
	    for qw(details_submitted charges_enabled payouts_enabled);
	is $account->{capabilities}{transfers}, 'active', 'capability';
	$link = post('/v1/account_links', [@both]);
	post('/sandbox/advance', [seconds => 301]);
	is page(path_of($link->{url}))->{headers}{location},
	    'http://127.0.0.1:9/again', 'a link lasts five minutes';
	refused('an unknown account', 403, 'account_invalid', '-', 'GET',
	    '/v1/accounts/acct_none');
};

subtest 'transfers' => sub {
	my $o = post('/sandbox/pay', [session => session()->{id}]);
	my $pi = get("/v1/payment_intents/$o->{payment_intent}");
	my @to = ('/v1/transfers', [currency => 'eur', amount => 11200,
	    destination => $account->{id},
	    source_transaction => $pi->{latest_charge},
	    'metadata[booking]' => 12]);
	my $t = post(@to, 'Idempotency-Key' => 'payout:12');
	is "$t->{amount} $t->{destination} $t->{transfer_group}",
	    "11200 $account->{id} booking_12", 'made';
	is post(@to, 'Idempotency-Key' => 'payout:12')->{id}, $t->{id},
	    'once';
	refused('more than the charge', 400, '-', 'amount', 'POST', @to);
	my $far = get('/v1/balance', [], 'Stripe-Account' => $account->{id});
	is $far->{pending}[0]{amount}, 11200, 'the other side has it';
	my $r = post("/v1/transfers/$t->{id}/reversals", [amount => 200]);
	like $r->{id}, qr/^trr_/, 'a part comes back';
	refused('more than is left', 400, 'parameter_invalid_integer',
	    'amount', 'POST', "/v1/transfers/$t->{id}/reversals",
	    [amount => 11001]);
	$t = get("/v1/transfers/$t->{id}");
	is "$t->{amount_reversed} " . scalar @{ $t->{reversals}{data} },
	    '200 1', 'is told';
	post("/v1/transfers/$t->{id}/reversals");
	ok get("/v1/transfers/$t->{id}")->{reversed}, 'the rest as well';
	is scalar @{ get('/v1/transfers', [destination => $account->{id}])
	    ->{data} }, 1, 'list';
	refused('without a source there must be money', 400,
	    'balance_insufficient', '-', 'POST', '/v1/transfers',
	    [amount => 99999999, currency => 'eur',
	    destination => $account->{id}]);
	post('/sandbox/pay', [session => session()->{id},
	    card => '4000000000000077']);
	my ($s) = post('/v1/transfers', [amount => 5000, currency => 'eur',
	    destination => $account->{id}]);
	is $s, 200, 'available money may go at once';
	my $p = post('/sandbox/payout', [account => $account->{id}]);
	is $p->{status}, 'in_transit', 'a payout';
	post('/sandbox/advance', [seconds => 2 * 24 * 3600 + 1]);
	is get("/v1/payouts/$p->{id}", [], 'Stripe-Account' =>
	    $account->{id})->{status}, 'paid', 'arrives';
};

subtest 'disputes' => sub {
	my $o = post('/sandbox/pay', [session => session()->{id}]);
	my $pi = get("/v1/payment_intents/$o->{payment_intent}");
	my $d = post('/sandbox/dispute', [charge => $pi->{latest_charge}]);
	is "$d->{status} $d->{amount}", 'needs_response 14000', 'opened';
	is $d->{balance_transactions}[0]{net}, -16000, 'money taken, and a fee';
	refused('no refund meanwhile', 400, 'charge_disputed', '-', 'POST',
	    '/v1/refunds', [charge => $pi->{latest_charge}]);
	$d = post("/v1/disputes/$d->{id}", ['evidence[uncategorized_text]' =>
	    'winning_evidence', submit => 'true']);
	is $d->{status}, 'won', 'evidence wins';
	$o = post('/sandbox/pay', [session => session()->{id},
	    card => '4000000000000259']);
	$d = get('/v1/disputes',
	    [payment_intent => $o->{payment_intent}])->{data}[0];
	$d = post("/v1/disputes/$d->{id}/close");
	is $d->{status}, 'lost', 'given up';
	refused('too late', 400, '-', '-', 'POST',
	    "/v1/disputes/$d->{id}/close");
};

subtest 'the books add up' => sub {
	post('/sandbox/pay', [session => session()->{id},
	    method => 'bancontact']);
	my ($sum, $after, %types) = (0);
	while (1) {
		my $page = get('/v1/balance_transactions', [limit => 100,
		    $after ? (starting_after => $after) : ()]);
		for my $t (@{ $page->{data} }) {
			$sum += $t->{net};
			$types{ $t->{type} }++;
			is $t->{net}, $t->{amount} - $t->{fee}, $t->{type}
			    if $t->{net} != $t->{amount} - $t->{fee};
			$after = $t->{id};
		}
		last if !$page->{has_more};
	}
	my $b = get('/v1/balance');
	is $b->{available}[0]{amount} + $b->{pending}[0]{amount}, $sum,
	    'the balance is the sum of its movements';
	ok $types{$_}, "there are movements of type $_"
	    for qw(charge payment refund refund_failure transfer
	    transfer_refund);
};

subtest 'lists' => sub {
	post('/v1/customers', [email => "c$_\@example.be"]) for 1 .. 5;
	my $all = get('/v1/customers', [limit => 100]);
	is "$all->{object} $all->{url}", 'list /v1/customers', 'a list';
	my $two = get('/v1/customers', [limit => 2]);
	is $two->{data}[0]{email}, 'c5@example.be', 'newest first';
	ok $two->{has_more}, 'there are more';
	my $next = get('/v1/customers', [limit => 2,
	    starting_after => $two->{data}[1]{id}]);
	is $next->{data}[0]{email}, 'c3@example.be', 'the next page';
	my $back = get('/v1/customers', [limit => 2,
	    ending_before => $next->{data}[0]{id}]);
	is_deeply [map { $_->{email} } @{ $back->{data} }],
	    ['c5@example.be', 'c4@example.be'], 'and back';
	is scalar @{ get('/v1/customers', [email => 'c4@example.be'])->{data} },
	    1, 'a filter';
	my $t = $two->{data}[0]{created};
	is scalar @{ get('/v1/customers', ['created[gt]' => $t])->{data} }, 0,
	    'created after';
	ok @{ get('/v1/customers', ['created[gte]' => $t])->{data} } >= 1,
	    'created at or after';
	refused('too many', 400, 'parameter_invalid_integer', 'limit', 'GET',
	    '/v1/customers', [limit => 101]);
	refused('from nowhere', 400, 'resource_missing', 'starting_after',
	    'GET', '/v1/customers', [starting_after => 'cus_none']);
	refused('nothing to expand', 400, '-', 'expand', 'GET',
	    '/v1/customers', ['expand[]' => 'data.nothing']);
	my $l = get('/v1/charges', [limit => 3,
	    'expand[]' => 'data.payment_intent']);
	is ref $l->{data}[2]{payment_intent}, 'HASH', 'expanded in a list';
};

finish();
