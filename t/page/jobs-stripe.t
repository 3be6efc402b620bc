#!/usr/bin/perl
# The queue and the payment provider: sessions, events, refunds, and what is
# lost on the way. The provider is stripe-sandbox; its signed events go through
# webhook.fcgi, as they would.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../unit";
use Test::More;
use Installation;

BEGIN {
	for (qw(tailtribe tailtribe-jobs webhook.fcgi t/page/deeds
	    stripe-sandbox)) {
		plan skip_all => "no $_ in the build"
		    unless Installation::program($_);
	}
}
use StripeSandbox;
use Time::HiRes qw(sleep);

start_hook();
start();
my %conf = (stripe => $base, stripe_key => $key,
    stripe_webhook_secret => $whsec);
my $i = Installation->new(%conf);
my ($status, $said) = $i->tool('seed', '--demo', '--caregivers', '60');
is $status, 0, 'people who want to pay' or BAIL_OUT($said);
my $webhook = TT::Server->new('webhook', tables => 0, %conf, demo => 'yes',
    database => $i->{database});
my $provider = TT::Client->new($webhook);
my $deeds = Installation::program('t/page/deeds');
my $now = time;

sub work_off {
	($status, $said) = $i->jobs;
	is $status, 0, $_[0] or diag $said;
}

# Jobs that were put off are due now.
sub hurry { $i->change('UPDATE job SET run_at = 0 WHERE state = \'ready\'') }

sub deed {
	($status, $said) = $i->said_by($deeds, @_);
	is $status, 0, "somebody does: $_[0]" or diag $said;
	return $said =~ /^(\d+)$/m ? $1 : undef;
}

sub count { return $i->value("SELECT COUNT(*) FROM $_[0]") }

# A booking that waits to be paid.
sub accepted {
	my $b = $i->value("SELECT b.id FROM booking b WHERE b.state = "
	    . "'accepted' AND NOT EXISTS (SELECT 1 FROM payment p WHERE "
	    . 'p.booking_id = b.id) ORDER BY b.id LIMIT 1');
	$b // BAIL_OUT('nothing to pay');
	return $b;
}

sub payment { return $i->value("SELECT $_[1] FROM payment WHERE id = $_[0]") }
sub booking { return $i->value("SELECT state FROM booking WHERE id = $_[0]") }

# How many sessions the provider has that were made for this payment.
sub sessions_of {
	my ($payment) = @_;
	my $all = get('/v1/checkout/sessions', [limit => 100]);
	return grep { ($_->{metadata}{payment} // '') eq $payment }
	    @{$all->{data}};
}

# Bring what the hook has kept to our webhook, from `from` on.
my $brought = 0;
sub bring {
	my (%o) = @_;
	my @all = hooks();
	my @new = $o{again} ? @all : @all[$brought .. $#all];
	$brought = @all;
	my @statuses;
	for (@new) {
		my ($signature) = $_->{head} =~ /^stripe-signature: ([^\r\n]+)/im;
		utf8::downgrade(my $body = $_->{body});
		my $page = $provider->request('POST', '/webhook/stripe',
		    $body, { CONTENT_TYPE => 'application/json',
		    HTTP_STRIPE_SIGNATURE => $o{forge} // $signature,
		    HTTP_ORIGIN => undef, HTTP_SEC_FETCH_SITE => undef });
		push @statuses, $page->status;
	}
	return @statuses;
}

sub ledger_agrees {
	($status, $said) = $i->tool('ledger', 'verify');
	is $status, 0, $_[0] // 'the ledger agrees' or diag $said;
}

# ---- a session ----------------------------------------------------------------------

my $b = accepted();
my $p = deed('pay', $b);
is payment($p, 'state'), 'preparing', 'a payment is being prepared';
work_off('the worker asks the provider');
is payment($p, 'state'), 'open', 'then it is open';
my ($s) = sessions_of($p);
is payment($p, 'session'), $s->{id}, 'with the provider\'s session';
is payment($p, 'url'), $s->{url}, 'and where to pay';
is $s->{amount_total}, $i->value("SELECT price FROM booking WHERE id = $b"),
    'the amount is the booking\'s price';
is $s->{currency}, 'eur', 'in euro';
is $s->{metadata}{booking}, $b, 'it says which booking';
my ($lang, $email) = @{($i->sql('SELECT u.lang, u.email FROM users u JOIN '
    . "booking b ON b.owner_id = u.id WHERE b.id = $b"))[0]};
is $s->{locale}, $lang, 'in the owner\'s language';
is $s->{customer_email}, $email, 'for the owner';
like $s->{success_url}, qr{^https://tailtribe\.test/$lang/pay/$b/back$},
    'and back to the booking';
my $pay_by = $i->value("SELECT pay_by FROM booking WHERE id = $b");
cmp_ok payment($p, 'expires'), '<=', $pay_by, 'no longer than one may pay';

# ---- paid -----------------------------------------------------------------------------

is post('/sandbox/pay', [session => $s->{id}])->{payment_status}, 'paid',
    'the owner pays';
deliver(all => 1);
my @statuses = bring(forge => 't=1,v1=' . '0' x 64);
cmp_ok @statuses, '>', 0, 'the provider told us';
is_deeply [grep { $_ != 400 } @statuses], [], 'a forged signature is refused';
is count('stripe_event'), 0, 'and nothing is kept';
$brought = 0;
@statuses = bring();
is_deeply [grep { $_ != 200 } @statuses], [], 'the true ones are taken';
is booking($b), 'accepted', 'nothing has happened yet';
work_off('the worker believes the provider');
is booking($b), 'paid', 'now it is paid';
is payment($p, 'state'), 'paid', 'and the payment too';
like payment($p, 'intent'), qr/^pi_/, 'by an intent';
is count('stripe_event WHERE done IS NULL'), 0, 'every event is done with';
is count("job WHERE kind = 'mail' AND state = 'done' AND subject = $b AND "
    . "(detail LIKE 'paid %' OR detail LIKE 'paid-caregiver %')"), 2,
    'both get a mail';
ledger_agrees();
my $events = count('stripe_event');
bring(again => 1);
is count('stripe_event'), $events, 'an event that comes again is the same';
$i->change("UPDATE job SET state = 'ready', run_at = 0 WHERE kind = "
    . "'stripe-event'");
work_off('all of it once more');
is count("journal WHERE booking_id = $b AND kind = 'pay'"), 1,
    'money comes once';
is count("job WHERE kind = 'mail' AND subject = $b AND detail LIKE "
    . "'paid %'"), 1, 'and mails go once';

# ---- cancelled, and the money goes back ---------------------------------------------------

deed('cancel', $b);
my $refund = $i->value("SELECT id FROM refund WHERE payment_id = $p");
post('/sandbox/chaos', [lose => 100]);
work_off('the answer to a refund is lost');
is $i->value("SELECT state FROM refund WHERE id = $refund"), 'due',
    'so it is still due';
is count("job WHERE kind = 'refund' AND state = 'ready' AND tries = 1"), 1,
    'and will be tried again';
post('/sandbox/chaos', [lose => 0]);
hurry();
work_off('the provider answers again');
is $i->value("SELECT state FROM refund WHERE id = $refund"), 'sent',
    'it is sent';
my @refunds = @{get('/v1/refunds', [payment_intent =>
    payment($p, 'intent')])->{data}};
is @refunds, 1, 'once';
is $refunds[0]{amount}, $i->value("SELECT amount FROM refund WHERE id = "
    . $refund), 'all of it';
$i->change("UPDATE job SET state = 'ready', run_at = 0 WHERE kind = 'refund'");
work_off('a job that runs twice');
is scalar(@{get('/v1/refunds', [payment_intent => payment($p, 'intent')])
    ->{data}}), 1, 'sends once';
ledger_agrees('the ledger agrees when all is back');

# ---- a card that fails, then one that does not -----------------------------------------------

$b = accepted();
$p = deed('pay', $b);
work_off('another session');
($s) = sessions_of($p);
post('/sandbox/pay', [session => $s->{id}, card => '4000000000000002']);
deliver(all => 1);
bring();
work_off('a card that is declined');
is payment($p, 'state'), 'failed', 'the payment has failed';
is payment($p, 'problem'), 'card_declined', 'and says why';
is booking($b), 'accepted', 'the booking waits';
is deed('pay', $b), $p, 'the same payment goes on';
post('/sandbox/pay', [session => $s->{id}, card => '4000002500003155']);
deliver(all => 1);
bring();
work_off('a card with one more step');
is booking($b), 'paid', 'is good';
ledger_agrees();

# ---- the answer is lost ----------------------------------------------------------------------

$b = accepted();
$i->change("UPDATE booking SET pay_by = $now + 900 WHERE id = $b");
$p = deed('pay', $b);
post('/sandbox/chaos', [lose => 100]);
work_off('the answer to a session is lost');
is payment($p, 'state'), 'preparing', 'nobody knows';
post('/sandbox/chaos', [lose => 0]);
is scalar(sessions_of($p)), 1, 'but the provider has made it';
# Some time goes by: what is asked must stay the same to the letter.
sleep 2.1;
hurry();
work_off('it is asked again');
is payment($p, 'state'), 'open', 'with the same key';
is scalar(sessions_of($p)), 1, 'it is the same session';

# ---- the provider is not there ------------------------------------------------------------------

$i->change("UPDATE payment SET state = 'preparing', session = '', url = '' "
    . "WHERE id = $p");
$i->change("UPDATE job SET state = 'ready', run_at = 0, tries = 0 WHERE "
    . "kind = 'checkout' AND subject = $p");
is stop(), 0, 'the provider goes away';
work_off('nobody answers');
is payment($p, 'state'), 'preparing', 'the payment waits';
my ($tries, $error) = @{($i->sql("SELECT tries, error FROM job WHERE kind = "
    . "'checkout' AND subject = $p"))[0]};
is $tries, 1, 'one try';
like $error, qr/connect/i, 'and the job says why';
$i->change("UPDATE job SET tries = 11, run_at = 0 WHERE kind = 'checkout' AND "
    . "subject = $p");
work_off('for the last time');
is $i->value("SELECT state FROM job WHERE kind = 'checkout' AND subject = "
    . $p), 'dead', 'then the job is dead';
is payment($p, 'state'), 'expired', 'and the owner may try again';
$i->change('DELETE FROM job');
start();
$i->set(stripe => $base);
$webhook->write_conf(%conf, stripe => $base, demo => 'yes', database =>
    $i->{database});

# ---- a worker that is killed --------------------------------------------------------------------

my $again = deed('pay', $b);
isnt $again, $p, 'a new payment';
post('/sandbox/chaos', [slow => 100]);
my $pid = fork // die;
if (!$pid) {
	$ENV{TT_CONF} = $i->conf;
	$ENV{ASAN_OPTIONS} = 'detect_leaks=0';
	open STDERR, '>', '/dev/null';
	{ exec Installation::program('tailtribe-jobs'), '--once' }
	POSIX::_exit(127);
}
for (1 .. 200) {
	last if count("job WHERE kind = 'checkout' AND state = 'leased'");
	sleep 0.02;
}
sleep 0.3;
kill KILL => $pid;
waitpid $pid, 0;
is $? & 127, 9, 'a worker dies in the middle';
post('/sandbox/chaos', [slow => 0]);
is count("job WHERE kind = 'checkout' AND state = 'leased'"), 1,
    'its job is still its own';
work_off('another worker');
is payment($again, 'state'), 'preparing', 'leaves it alone';
$i->change("UPDATE job SET lease_until = $now - 1 WHERE kind = 'checkout'");
work_off('when the lease is over');
# The provider may still be busy with the call of the one that died.
for (1 .. 12) {
	last if payment($again, 'state') eq 'open';
	sleep 0.5;
	hurry();
	$i->jobs;
}
is payment($again, 'state'), 'open', 'it is done';
is scalar(sessions_of($again)), 1, 'once';
is count("job WHERE kind = 'checkout' AND state = 'done'"), 1, 'for good';

# ---- too late ---------------------------------------------------------------------------------------

($s) = sessions_of($again);
$i->change("UPDATE booking SET pay_by = $now - 5 WHERE id = $b");
work_off('the time to pay is over');
is booking($b), 'expired', 'the booking is gone';
post('/sandbox/pay', [session => $s->{id}]);
deliver(all => 1);
bring();
work_off('and then money comes');
is booking($b), 'expired', 'it stays gone';
is $i->value("SELECT state FROM refund WHERE payment_id = $again"), 'sent',
    'all of it goes back';
is count("job WHERE kind = 'mail' AND subject = $b AND detail LIKE "
    . "'paid-late %' AND state = 'done'"), 1, 'and the owner is told';
ledger_agrees('the ledger agrees after all that');
is count('look_at'), 0, 'nothing needs a look';

# ---- money that is not ours -----------------------------------------------------------------------------

my $strange = session();
post('/sandbox/pay', [session => $strange->{id}]);
deliver(all => 1);
bring();
work_off('a payment that nobody asked for');
cmp_ok count("look_at WHERE kind = 'payment-unknown'"), '>=', 1,
    'is shown to staff';
is count("job WHERE state IN ('ready', 'dead')"), 0, 'and no job is left';

finish();
