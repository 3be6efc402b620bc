#!/usr/bin/perl
# stripe-sandbox: webhooks, restarts, chaos, and hostile bytes. Signatures are
# checked with Digest::SHA.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use StripeSandbox;
use Test::More;
use Digest::SHA qw(hmac_sha256_hex);
use IO::Socket::INET;
use JSON::PP;
use POSIX ();
use Time::HiRes qw(sleep);

start_hook();
start();


# One of everything that makes an event.
subtest 'a life of payments' => sub {
	my $a = post('/v1/accounts', [type => 'express', country => 'BE',
	    'capabilities[transfers][requested]' => 'true']);
	ok post('/sandbox/onboard', [account => $a->{id}])->{payouts_enabled},
	    'an account is onboarded';
	my $o;
	for my $card (qw(4242424242424242 4000002500003155 4000000000000259
	    4000000000000077)) {
		$o = post('/sandbox/pay', [session => session()->{id},
		    card => $card]);
		is $o->{payment_status}, 'paid', "card $card";
	}
	my $pi = get("/v1/payment_intents/$o->{payment_intent}");
	is post('/sandbox/pay', [session => session()->{id},
	    card => '4000000000000002'])->{payment_status}, 'unpaid',
	    'declined';
	post('/sandbox/pay', [session => session()->{id},
	    method => 'ideal', later => 1]);
	$o = post('/sandbox/pay', [session => session()->{id}]);
	my $r = post('/v1/refunds', [payment_intent => $o->{payment_intent},
	    amount => 100]);
	post('/sandbox/fail-refund', [refund => $r->{id}]);
	my $t = post('/v1/transfers', [amount => 500, currency => 'eur',
	    destination => $a->{id},
	    source_transaction => $pi->{latest_charge}]);
	post("/v1/transfers/$t->{id}/reversals", [amount => 100]);
	post('/sandbox/payout', [account => $a->{id}]);
	my $d = get('/v1/disputes')->{data}[0];
	post("/v1/disputes/$d->{id}/close");
	post('/v1/checkout/sessions/' . session()->{id} . '/expire');
	$o = post('/v1/payment_intents', [amount => 500, currency => 'eur']);
	is post("/v1/payment_intents/$o->{id}/cancel")->{status}, 'canceled',
	    'cancelled';
	post('/sandbox/advance', [seconds => 3 * 24 * 3600]);
};

subtest 'webhooks' => sub {
	deliver(all => 1);
	my @got = hooks();
	ok @got > 30, 'came (' . @got . ')';
	my %types = map { $_ => 1 } hook_types();
	ok $types{$_}, $_ for qw(payment_intent.created
	    payment_intent.processing payment_intent.succeeded
	    payment_intent.payment_failed payment_intent.requires_action
	    payment_intent.canceled checkout.session.completed
	    checkout.session.async_payment_succeeded charge.succeeded
	    charge.refunded charge.refund.updated charge.dispute.created
	    charge.dispute.closed refund.created refund.updated refund.failed
	    transfer.created transfer.reversed account.updated payout.paid);
	my $bad = 0;
	for my $h (@got) {
		my ($t, $v1) = $h->{head} =~
		    /^stripe-signature: t=(\d+),v1=([0-9a-f]{64})\r$/mi;
		$bad++ if !$t || abs($t - $h->{at}) > 5 ||
		    hmac_sha256_hex("$t.$h->{body}", $whsec) ne $v1;
	}
	is $bad, 0, 'each with a signature that is right and fresh';
	my ($e) = map { decode_json($_->{body}) } $got[-1];
	is "$e->{object} $e->{api_version}", 'event 2026-10-28.endive',
	    'an event';
	is get("/v1/events/$e->{id}")->{pending_webhooks}, 0, 'is done';
	my ($u) = grep { $_->{type} eq 'account.updated' }
	    map { decode_json($_->{body}) } @got;
	is $u->{account}, $u->{data}{object}{id},
	    'an account speaks for itself';
	my %ids;
	$ids{ decode_json($_->{body})->{id} }++ for @got;
	is scalar(grep { $_ > 1 } values %ids), 0, 'nothing came twice';
};

subtest 'an endpoint that fails is asked again' => sub {
	unlink $seen;
	open my $f, '>', "$dir/refuse";
	my $c = post('/v1/customers', [email => 'hook@example.be'],
	    'Idempotency-Key' => 'hook-1');
	my $r = deliver();
	is $r->{waiting}, 1, 'still waiting';
	my $list = get('/v1/events', [delivery_success => 'false']);
	is $list->{data}[0]{pending_webhooks}, 1, 'listed as undelivered';
	is $list->{data}[0]{request}{idempotency_key}, 'hook-1',
	    'with the key of its request';
	unlink "$dir/refuse";
	deliver(all => 1);
	is scalar(my @tries = hooks()), 2, 'a second try';
	is scalar @{ get('/v1/events', [delivery_success => 'false'])
	    ->{data} }, 0, 'none is left';
	my $out = get('/sandbox/outbox');
	is "$out->{data}[0]{state} $out->{data}[0]{tries}", 'done 2',
	    'the outbox says so';
};

subtest 'a second endpoint' => sub {
	unlink $seen;
	my $we = post('/v1/webhook_endpoints', [url => "$hook_url/two",
	    'enabled_events[]' => 'customer.created']);
	like $we->{secret}, qr/^whsec_/, 'has a secret';
	is get("/v1/webhook_endpoints/$we->{id}")->{secret}, undef,
	    'that is told once';
	post('/v1/customers');
	deliver();
	is scalar(my @got = hooks()), 2, 'both get it';
	my ($h) = grep { $_->{head} =~ m{^POST /hook/two} } @got;
	my ($t, $v1) = $h->{head} =~ /t=(\d+),v1=(\w+)/;
	is $v1, hmac_sha256_hex("$t.$h->{body}", $we->{secret}),
	    'each with its own signature';
	ok call('DELETE', "/v1/webhook_endpoints/$we->{id}")->{deleted},
	    'and is taken away';
};

subtest 'the state survives a restart' => sub {
	my $balance = get('/v1/balance');
	my $o = session();
	is stop(), 0, 'SIGTERM ends it cleanly';
	ok !-e "$dir/db-wal", 'in one file';
	start();
	is_deeply scalar get('/v1/balance'), $balance, 'the balance is the same';
	is get("/v1/checkout/sessions/$o->{id}")->{status}, 'open',
	    'the session is there';
	kill KILL => $pid;
	waitpid $pid, 0;
	open my $log, '>>', "$dir/log";
	print $log "killed\n";
	close $log;
	start();
	is_deeply scalar get('/v1/balance'), $balance, 'also after kill -9';
};

subtest 'chaos' => sub {
	is stop(), 0, 'a new start';
	start('--chaos', 'drop=100,seed=7');
	deliver(all => 1);
	unlink $seen;
	post('/v1/customers');
	is deliver()->{dropped}, 1, 'an event is dropped';
	is scalar(my @none = hooks()), 0, 'and never comes';
	is scalar @{ get('/v1/events', [delivery_success => 'false'])
	    ->{data} }, 1, 'the list tells of it';
	post('/sandbox/chaos', [double => 100]);
	post('/v1/customers');
	deliver(all => 1);
	is scalar(my @two = hooks()), 2, 'an event comes twice';
	post('/sandbox/chaos', [fail => 100]);
	my ($s) = post('/v1/customers');
	is $s, 500, 'a call fails';
	post('/sandbox/chaos', [limit => 100]);
	(($s), undef, my $h) = post('/v1/customers');
	is "$s $h->{'retry-after'}", '429 1', 'a call is limited';
	post('/sandbox/chaos', [lose => 100]);
	my @lost = ('/v1/customers', [email => 'lost@example.be'],
	    'Idempotency-Key' => 'lost-1');
	($s) = post(@lost);
	is $s, 599, 'an answer is lost';
	post('/sandbox/chaos', [slow => 100]);
	my $o = post(@lost);
	is $o->{email}, 'lost@example.be', 'the key gives it after all';
	my $child = fork // die;
	if (!$child) {
		post('/v1/customers', [email => 'slow@example.be'],
		    'Idempotency-Key' => 'slow-1');
		POSIX::_exit(0);
	}
	sleep 0.4;
	my ($busy, $e) = post('/v1/customers', [email => 'slow@example.be'],
	    'Idempotency-Key' => 'slow-1');
	is "$busy " . ($e->{error}{code} // ''),
	    '409 idempotency_key_in_use', 'a key in use is told';
	waitpid $child, 0;
	post('/sandbox/chaos');
};

subtest 'hostile bytes' => sub {
	my ($port) = $base =~ /(\d+)$/;
	my $raw = sub {
		my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
		    PeerPort => $port, Timeout => 5) or die;
		local $SIG{PIPE} = 'IGNORE';
		print $s $_[0];
		shutdown $s, 1 if $_[1];
		local $/;
		my $got = <$s> // '';
		return $got =~ m{^HTTP/1.1 (\d+)} ? $1 : '-';
	};
	my $end = "\r\nConnection: close\r\n\r\n";
	is $raw->("GET / HTTP/1.1$end"), 200, 'a plain one';
	is $raw->("GET / HTTP/2.0$end"), 505, 'another version';
	is $raw->("GET  / HTTP/1.1$end"), 400, 'two spaces';
	is $raw->("G\0T / HTTP/1.1$end"), 400, 'a NUL';
	is $raw->("GET /\xff%zz HTTP/1.1$end"), 400, 'a broken path';
	is $raw->("GET /%00 HTTP/1.1$end"), 400, 'a NUL in the path';
	is $raw->("GET /" . 'a' x 9000 . " HTTP/1.1$end"), 414, 'a long one';
	is $raw->("GET / HTTP/1.1\r\nA: " . 'b' x 40000), 431, 'a long head';
	is $raw->("GET / HTTP/1.1\r\n" . "A: b\r\n" x 101 . "\r\n"), 431,
	    'many headers';
	is $raw->("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n"), 413,
	    'a large body';
	is $raw->("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), 400,
	    'a negative length';
	is $raw->("POST / HTTP/1.1\r\nContent-Length: 1\r\n" .
	    "Content-Length: 2\r\n\r\nab"), 400, 'two lengths';
	is $raw->("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0"),
	    411, 'chunks';
	is $raw->("PUT / HTTP/1.1$end"), 405, 'another method';
	is $raw->("GET / HTTP/1.1\nA: b\n\n\r\n\r\n"), 400, 'bare newlines';
	is $raw->('', 1), '-', 'nothing at all';
	for my $body ('a[b=c', '[x]=1', 'a]=1', 'a=%', 'a=%4', "a=\xc3\x28",
	    'a=1&a[b]=2', 'a' . '[b]' x 20 . '=1', 'a=1&' x 1500,
	    'x' x 300 . '=1') {
		my $r = $http->request('POST', "$base/v1/customers",
		    { content => $body, headers => { Authorization =>
		    "Bearer $key", 'Content-Type' =>
		    'application/x-www-form-urlencoded' } });
		is $r->{status}, 400, 'form ' . substr($body, 0, 12);
	}
	my ($status) = get('/v1/balance');
	is $status, 200, 'and it goes on';
};

finish();
