#!/usr/bin/perl
# stripe-sandbox: the hosted pages, as a browser without script meets them.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use StripeSandbox;
use Test::More;
use IO::Socket::UNIX;
use POSIX ();
use Time::HiRes qw(sleep);

start_hook();
start();

subtest 'the page of a session' => sub {
	my $o = session(locale => 'nl');
	like $o->{id}, qr/^cs_test_\w{58}$/, 'id';
	is_deeply [@$o{qw(object status payment_status amount_total currency
	    payment_intent livemode)}], ['checkout.session', 'open', 'unpaid',
	    14000, 'eur', undef, JSON::PP::false], 'state';
	is $o->{metadata}{booking}, '12', 'metadata';
	my $items = get("/v1/checkout/sessions/$o->{id}/line_items");
	is $items->{data}[0]{amount_total}, 14000, 'lines';
	is $items->{data}[0]{quantity}, 2, 'with their quantity';
	my $r = page(path_of($o->{url}));
	is $r->{status}, 200, 'is shown';
	like $r->{content}, qr/<html lang="nl">/, 'in the asked language';
	like $r->{content}, qr/Dieren &amp; Co/, 'with the business';
	like $r->{content}, qr/Nacht &lt;bij&gt; Elke &amp; co/, 'escaped';
	like $r->{content}, qr/18 tot 20 mei/, 'with the note';
	like $r->{content}, qr/€\x{a0}140,00/, 'with the amount';
	unlike $r->{content}, qr/<script|<style|style=|onclick/i,
	    'nothing inline';
	my $csp = $r->{headers}{'content-security-policy'};
	like $csp, qr/default-src 'none'/, 'policy';
	like $csp, qr{form-action 'self' http://127\.0\.0\.1:9;},
	    'the form may end at the shop';
	for my $l (['fr', 'fr-FR,fr;q=0.9'], ['de', 'xx,de;q=0.5'],
	    ['en', 'sv'], ['nl', 'nl']) {
		my $auto = session(locale => 'auto');
		like page("/c/pay/$auto->{id}", 'Accept-Language' =>
		    $l->[1])->{content}, qr/<html lang="$l->[0]">/,
		    "auto gives $l->[0]";
	}
	is page('/c/pay/cs_test_none')->{status}, 404, 'an unknown session';
	is page('/')->{status}, 200, 'the address itself';
	is page('/style.css')->{headers}{'content-type'},
	    'text/css; charset=utf-8', 'style';
};

subtest 'mistakes in the card form' => sub {
	my $o = session(locale => 'en');
	my $r = form("/c/pay/$o->{id}", method => 'card',
	    number => '4242 4242 4242 4241', expiry => '13/34', cvc => '12',
	    name => '');
	is $r->{status}, 422, 'refused';
	like $r->{content}, qr/id="$_-error"/, "$_ has its message"
	    for qw(number expiry cvc name);
	like $r->{content}, qr/value="4242 4242 4242 4241"/, 'number kept';
	$r = form("/c/pay/$o->{id}", number => '4242424242424242',
	    @card[0, 1], expiry => '01/20', cvc => '123', name => 'An');
	like $r->{content}, qr/no longer valid/, 'a card of the past';
	$r = form("/c/pay/$o->{id}", number => '4111111111111111', @card);
	like $r->{content}, qr/Only test cards/, 'a real number';
	unlike $r->{content}, qr/value="123"/, 'the code is not shown again';
	is get("/v1/checkout/sessions/$o->{id}")->{payment_intent}, undef,
	    'nothing was tried';
};

subtest 'a card that pays' => sub {
	my $paid = session(locale => 'en', customer_email => 'an@example.be');
	my $r = pay_with($paid, '4242-4242-4242-4242');
	is $r->{status}, 303, 'leads away';
	is $r->{headers}{location},
	    "http://127.0.0.1:9/ok?s=$paid->{id}&x=1", 'to the shop';
	$paid = get("/v1/checkout/sessions/$paid->{id}",
	    ['expand[]' => 'payment_intent.latest_charge.balance_transaction',
	    'expand[]' => 'line_items']);
	is "$paid->{status} $paid->{payment_status}", 'complete paid', 'state';
	is $paid->{url}, undef, 'the page has no address any more';
	is $paid->{customer_details}{name}, 'An Ö', 'name';
	is $paid->{customer_details}{email}, 'an@example.be', 'address';
	is scalar @{ $paid->{line_items}{data} }, 1, 'lines expanded';
	my $intent = $paid->{payment_intent};
	is "$intent->{status} $intent->{amount_received}", 'succeeded 14000',
	    'intent';
	is $intent->{metadata}{booking}, '12', 'with its metadata';
	my $charge = $intent->{latest_charge};
	is $charge->{payment_method_details}{card}{last4}, '4242', 'charge';
	is $charge->{transfer_group}, 'booking_12', 'in its group';
	my $bt = $charge->{balance_transaction};
	is_deeply [@$bt{qw(amount fee net type status)}],
	    [14000, 235, 13765, 'charge', 'pending'], '1.5 % and 25 cents';
	$r = page("/c/pay/$paid->{id}");
	is $r->{status}, 200, 'the page afterwards';
	like $r->{content}, qr/already paid/, 'says so';
	$r = pay_with($paid, '4242424242424242');
	is $r->{status}, 303, 'a second click leads to the shop as well';
	my $all = get('/v1/charges', [payment_intent => $intent->{id}]);
	is scalar @{ $all->{data} }, 1, 'and nothing is charged twice';
};

subtest 'cards that are declined' => sub {
	my $o = session(locale => 'nl');
	my $r = pay_with($o, '4000000000000002');
	is $r->{status}, 402, 'generic';
	like $r->{content}, qr/Je kaart is geweigerd/, 'told';
	like $r->{content}, qr/value="An Ö"/, 'name kept';
	$r = pay_with($o, '4000 0000 0000 9995');
	like $r->{content}, qr/te weinig geld/, 'insufficient funds';
	my $s = get("/v1/checkout/sessions/$o->{id}",
	    ['expand[]' => 'payment_intent']);
	is $s->{status}, 'open', 'the session stays open';
	my $e = $s->{payment_intent}{last_payment_error};
	is "$e->{type} $e->{code} $e->{decline_code}",
	    'card_error card_declined insufficient_funds', 'the reason';
	is $s->{payment_intent}{status}, 'requires_payment_method', 'intent';
	my $events = get('/v1/events',
	    [type => 'payment_intent.payment_failed']);
	is scalar @{ $events->{data} }, 2, 'both tries were told';
	is pay_with($o, '4242424242424242')->{status}, 303,
	    'another card may pay after that';
};

subtest 'the extra step' => sub {
	for my $number ('4000002500003155', '4000000000003220') {
		my $o = session(locale => 'en');
		my $r = pay_with($o, $number);
		is $r->{status}, 303, "$number asks";
		my $step = $r->{headers}{location};
		like $step, qr{^/c/step/pi_\w+$}, 'on a page of its own';
		like page($step)->{content}, qr/3-D Secure/, 'which says why';
		$r = form($step, do => 'fail');
		is $r->{headers}{location}, "/c/pay/$o->{id}", 'failing';
		like page("/c/pay/$o->{id}")->{content},
		    qr/extra step was not completed/, 'is told';
		$step = pay_with($o, $number)->{headers}{location};
		$r = form($step, do => 'done');
		like $r->{headers}{location}, qr{^http://127.0.0.1:9/ok},
		    'completing';
		is form($step, do => 'fail')->{headers}{location},
		    $r->{headers}{location}, 'a late click changes nothing';
		is get("/v1/checkout/sessions/$o->{id}")->{payment_status},
		    'paid', 'pays';
	}
};

subtest 'banks' => sub {
	my $o = session(locale => 'nl');
	my $r = form("/c/pay/$o->{id}", method => 'bancontact');
	my $step = $r->{headers}{location};
	like page($step)->{content}, qr/Bancontact/, 'Bancontact';
	is form($step, do => 'fail')->{headers}{location},
	    "/c/pay/$o->{id}", 'refused';
	like page("/c/pay/$o->{id}")->{content}, qr/bij de bank geweigerd/,
	    'told';
	$step = form("/c/pay/$o->{id}", method => 'ideal')->{headers}{location};
	like page($step)->{content}, qr/iDEAL/, 'iDEAL';
	form($step, do => 'later');
	my $s = get("/v1/checkout/sessions/$o->{id}",
	    ['expand[]' => 'payment_intent']);
	is "$s->{status} $s->{payment_status} $s->{payment_intent}{status}",
	    'complete unpaid processing', 'the money comes later';
	post('/sandbox/advance', [seconds => 61]);
	$s = get("/v1/checkout/sessions/$o->{id}",
	    ['expand[]' => 'payment_intent.latest_charge']);
	is "$s->{payment_status} $s->{payment_intent}{status}",
	    'paid succeeded', 'it came';
	like $s->{payment_intent}{latest_charge}{id}, qr/^py_/, 'payment';
	$o = session('allowed_payment_method_types[]' => 'bancontact');
	my $html = page("/c/pay/$o->{id}")->{content};
	unlike $html, qr/cc-number|ideal/, 'only what was allowed is offered';
};

subtest 'sessions end' => sub {
	my $o = session(locale => 'de');
	pay_with($o, '4000000000000002');
	my $x = post("/v1/checkout/sessions/$o->{id}/expire");
	is $x->{status}, 'expired', 'by hand';
	refused('once', 400, '-', '-', 'POST',
	    "/v1/checkout/sessions/$o->{id}/expire");
	my $r = page("/c/pay/$o->{id}");
	is $r->{status}, 410, 'the page is gone';
	like $r->{content}, qr/abgelaufen/, 'and says so';
	is pay_with($o, '4242424242424242')->{status}, 410, 'no payment';
	my $late = session(expires_at => get('/v1/events')->{data}[0]{created}
	    + 31 * 60);
	is $late->{status}, 'open', 'open';
	post('/sandbox/advance', [seconds => 32 * 60]);
	is get("/v1/checkout/sessions/$late->{id}")->{status}, 'expired',
	    'by itself';
	my $e = get('/v1/events', ['types[]' => 'checkout.session.expired',
	    'types[]' => 'payment_intent.canceled', limit => 3]);
	is scalar @{ $e->{data} }, 3, 'told, with the intent cancelled';
};

subtest 'behind a prefix, on a Unix socket' => sub {
	is stop(), 0, 'stopped';
	my $socket = "$dir/socket";
	$pid = fork // die;
	if (!$pid) {
		open(STDERR, '>>', "$dir/log") or die;
		exec($program, '--listen', "unix:$socket", '--db', "$dir/db2",
		    '--secret', $key, '--quiet', '--public',
		    'https://localhost:8443/stripe-sandbox/') or
		    POSIX::_exit(127);
	}
	sleep 0.05 until -S $socket && IO::Socket::UNIX->new($socket);
	my $ask = sub {
		my ($method, $path, $body) = @_;
		my $s = IO::Socket::UNIX->new($socket) or die "connect: $!";
		print $s "$method $path HTTP/1.1\r\nHost: x\r\n" .
		    "Authorization: Bearer $key\r\nConnection: close\r\n" .
		    "Content-Type: application/x-www-form-urlencoded\r\n" .
		    'Content-Length: ' . length($body) . "\r\n\r\n$body";
		local $/;
		return scalar <$s>;
	};
	my $made = $ask->('POST', '/v1/checkout/sessions', encode(
	    mode => 'payment', @urls, @line));
	my ($url) = $made =~ m{"url": "https://localhost:8443([^"]+)"};
	like $url, qr{^/stripe-sandbox/c/pay/cs_}, 'the address of the page';
	my $r = $ask->('GET', $url, '');
	like $r, qr/^HTTP\/1.1 200/, 'with the prefix';
	like $r, qr{href="/stripe-sandbox/style.css"}, 'its parts have it';
	(my $short = $url) =~ s{^/stripe-sandbox}{};
	like $ask->('GET', $short, ''), qr/^HTTP\/1.1 200/, 'and without';
	is stop(), 0, 'stopped';
	ok !-e $socket, 'the socket is taken away';
	start();
};

finish();
