# What the tests of stripe-sandbox share: a sandbox of their own, an endpoint for
# its webhooks, and short words to call it with.
package StripeSandbox;
use strict;
use warnings;
use utf8;
use Exporter 'import';
use File::Temp qw(tempdir);
use FindBin;
use HTTP::Tiny;
use IO::Socket::INET;
use JSON::PP;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

our @EXPORT = qw($program $key $whsec $dir $http $pid $base $hook_url $seen
    @line @urls @card slurp start_hook hooks hook_types start stop encode call
    post get refused session path_of form page pay_with deliver finish);

our $build = $ENV{TT_BUILD} // "$FindBin::Bin/../..";
our ($program) = grep { -f && -x } map { "$build/$_" }
    qw(tools/stripe-sandbox/stripe-sandbox stripe-sandbox);
BAIL_OUT("stripe-sandbox is not in $build") if !$program;

our $key = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
our $whsec = 'whsec_the_secret_of_this_test';
our $dir = tempdir(CLEANUP => 1);
our $http = HTTP::Tiny->new(max_redirect => 0, timeout => 20,
    agent => 'stripe-sandbox.t');
our ($pid, $base, $hook_pid, $hook_url);
our $seen = "$dir/hooks";

sub slurp {
	open(my $f, '<:raw', $_[0]) or return '';
	local $/;
	return scalar <$f>;
}

# An endpoint that keeps what it gets, one JSON line a request, and answers
# 500 as long as the file "refuse" exists.
sub start_hook {
	my $s = IO::Socket::INET->new(Listen => 20, LocalAddr => '127.0.0.1')
	    or die "listen: $!";
	$hook_url = 'http://127.0.0.1:' . $s->sockport . '/hook';
	$hook_pid = fork // die "fork: $!";
	return if $hook_pid;
	while (my $c = $s->accept) {
		my ($head, $length) = ('', 0);
		while (defined(my $line = <$c>)) {
			last if $line eq "\r\n";
			$head .= $line;
			$length = $1 if $line =~ /^content-length: (\d+)/i;
		}
		read($c, my $body, $length);
		open(my $out, '>>', $seen) or die;
		print $out JSON::PP->new->ascii->encode({ head => $head,
		    body => $body, at => time }), "\n";
		close $out;
		my $status = -e "$dir/refuse" ? '500 No' : '200 OK';
		print $c "HTTP/1.1 $status\r\nContent-Length: 0\r\n" .
		    "Connection: close\r\n\r\n";
		close $c;
	}
	POSIX::_exit(0);
}

sub hooks {
	return map { decode_json($_) } split /\n/, slurp($seen);
}

sub hook_types {
	return map { decode_json($_->{body})->{type} } hooks();
}

sub start {
	my @more = @_;
	$pid = fork // die "fork: $!";
	if (!$pid) {
		open(STDERR, '>>', "$dir/log") or die;
		exec($program, '--listen', '127.0.0.1:0', '--db', "$dir/db",
		    '--secret', $key, '--webhook', $hook_url,
		    '--webhook-secret', $whsec, '--business', 'Dieren & Co',
		    '--quiet', @more) or POSIX::_exit(127);
	}
	for (1 .. 200) {
		if (slurp("$dir/log") =~ m{listening (http://\S+)\n\z}) {
			$base = $1;
			return;
		}
		sleep 0.05;
	}
	BAIL_OUT('the sandbox does not start: ' . slurp("$dir/log"));
}

sub stop {
	kill TERM => $pid;
	waitpid $pid, 0;
	my $status = $?;
	open my $log, '>>', "$dir/log";
	print $log "stopped\n";
	return $status;
}

END {
	my $status = $?;
	for my $p ($pid, $hook_pid) {
		kill KILL => $p if $p;
		waitpid $p, 0 if $p;
	}
	$? = $status;
}

sub encode {
	my @pairs = @_;
	my @out;
	while (my ($name, $value) = splice @pairs, 0, 2) {
		for ($name, $value) {
			utf8::encode($_) if utf8::is_utf8($_);
			s/([^A-Za-z0-9_.~-])/sprintf '%%%02X', ord $1/ge;
		}
		push @out, "$name=$value";
	}
	return join '&', @out;
}

# A call of the API; params are name and value in turn.
sub call {
	my ($method, $path, $params, %headers) = @_;
	my $form = encode(@{ $params // [] });
	my %all = (Authorization => "Bearer $key",
	    'Stripe-Version' => '2026-10-28.endive', %headers);
	my %request = (headers => \%all);
	if ($method eq 'POST') {
		$request{content} = $form;
		$all{'Content-Type'} = 'application/x-www-form-urlencoded';
	} elsif (length $form) {
		$path .= "?$form";
	}
	my $r = $http->request($method, "$base$path", \%request);
	my $o = eval { decode_json($r->{content}) };
	return wantarray ? ($r->{status}, $o, $r->{headers}) : $o;
}

sub post { return call('POST', @_) }
sub get { return call('GET', @_) }

sub refused {
	my ($name, $want, $code, $param, @call) = @_;
	my ($status, $o) = call(@call);
	my $e = $o->{error} // {};
	is "$status " . ($e->{code} // '-') . ' ' . ($e->{param} // '-'),
	    "$want $code $param", $name or diag explain $o;
	return $e;
}

our @line = ('line_items[0][price_data][currency]' => 'eur',
    'line_items[0][price_data][unit_amount]' => 7000,
    'line_items[0][price_data][product_data][name]' => 'Nacht <bij> Elke & co',
    'line_items[0][price_data][product_data][description]' => '18 tot 20 mei',
    'line_items[0][quantity]' => 2);
our @urls = (success_url => 'http://127.0.0.1:9/ok?s={CHECKOUT_SESSION_ID}&x=1',
    cancel_url => 'http://127.0.0.1:9/no');

sub session {
	my $o = post('/v1/checkout/sessions', [mode => 'payment', @urls, @line,
	    'metadata[booking]' => 12,
	    'payment_intent_data[metadata][booking]' => 12,
	    'payment_intent_data[transfer_group]' => 'booking_12', @_]);
	die explain($o) if !$o->{id};
	return $o;
}

sub path_of {
	my $url = shift;
	$url =~ s{^\Q$base\E}{};
	return $url;
}

sub form {
	my ($path, @fields) = @_;
	my $r = $http->request('POST', "$base$path", { content =>
	    encode(@fields), headers => { 'Content-Type' =>
	    'application/x-www-form-urlencoded' } });
	utf8::decode($r->{content});
	return $r;
}

sub page {
	my ($path, %headers) = @_;
	my $r = $http->get("$base$path", { headers => \%headers });
	utf8::decode($r->{content});
	return $r;
}

our @card = (method => 'card', expiry => '12/34', cvc => '123', name => 'An Ö');

sub pay_with {
	my ($o, $number) = @_;
	return form("/c/pay/$o->{id}", number => $number, @card);
}

sub deliver {
	return post('/sandbox/deliver', [@_]);
}

# The last thing of each test: the program ends well and never complained.
sub finish {
	is stop(), 0, 'it ends cleanly';
	unlike slurp("$dir/log"), qr/Sanitizer|runtime error/,
	    'without a complaint';
	undef $pid;
	done_testing;
}

1;
