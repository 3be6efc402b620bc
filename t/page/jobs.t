#!/usr/bin/perl
# The queue's worker: every mail in every language, what is refused, and what
# becomes of a job whose worker dies.
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Digest::SHA qw(sha256_hex);
use Installation;
use Letter;

for ('tailtribe', 'tailtribe-jobs', 't/page/deeds') {
	plan skip_all => "no $_ in the build"
	    unless Installation::program($_);
}
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output,
    Test::More->builder->failure_output;

my $i = Installation->new;
my $mail = $i->dir . '/mail';
my ($status, $said) = $i->tool('seed', '--demo', '--caregivers', '60');
is $status, 0, 'people to write to' or BAIL_OUT($said);
my $now = time;
my $ids = 100;

# Put a job into the queue; its id.
sub job {
	my ($kind, $subject, $detail, %more) = @_;
	my %row = (state => 'ready', tries => 0, max_tries => 12,
	    lease_until => 0, run_at => $now - 5, %more);
	my $id = ++$ids;
	utf8::encode(my $text = $detail =~ s/'/''/gr);
	$i->change('INSERT INTO job (id, kind, key, subject, detail, run_at, '
	    . 'state, tries, max_tries, lease_until, lease, error, created) '
	    . "VALUES ($id, '$kind', NULL, $subject, '$text', $row{run_at}, "
	    . "'$row{state}', $row{tries}, $row{max_tries}, "
	    . "$row{lease_until}, '', '', $now)");
	return $id;
}

sub state_of { return $i->value("SELECT state FROM job WHERE id = $_[0]") }
sub error_of { return $i->value("SELECT error FROM job WHERE id = $_[0]") }

sub work_off {
	($status, $said) = $i->jobs;
	is $status, 0, $_[0] // 'the worker is done' or diag $said;
}

sub mail_of {
	my ($id) = @_;
	open my $f, '<:raw', "$mail/$id.eml" or return undef;
	local $/;
	return Letter->new(scalar <$f>);
}

# ---- words ------------------------------------------------------------------------

($status) = $i->said_by(Installation::program('tailtribe-jobs'), '--now');
is $status, 2, 'a word that it does not know';

# ---- every letter in every language --------------------------------------------------

my @kinds;
{
	open my $f, '<', "$Installation::src/bin/jobs/kinds.c" or die;
	@kinds = map { /^\{ "([a-z-]+)", (PERSON|BOOKING|CERTIFICATE),/ ? [$1, $2] : () }
	    <$f>;
}
cmp_ok @kinds, '>=', 25, 'the table of letters is read';
my $translated = -d "$Installation::build/po/all";

# A booking with a reason, a refund and a payment, of people who speak `lang`.
sub booking_of {
	my ($lang) = @_;
	my $b = $i->value("SELECT b.id FROM booking b JOIN refund r ON r.id > 0"
	    . ' JOIN payment p ON p.id = r.payment_id AND p.booking_id = b.id'
	    . " ORDER BY b.id LIMIT 1");
	$i->change("UPDATE users SET lang = '$lang' WHERE id IN (SELECT "
	    . "owner_id FROM booking WHERE id = $b) OR id IN (SELECT "
	    . "caregiver_id FROM booking WHERE id = $b)");
	$i->change("UPDATE booking SET reason = 'Ik ben ziek & <b>moe</b>' "
	    . "WHERE id = $b");
	return @{($i->sql('SELECT id, owner_id, caregiver_id FROM booking '
	    . "WHERE id = $b"))[0]};
}

my $secrets = qr/^(?:verify|verify-again|reset|login|identity|close|address)$/;
$i->change('INSERT INTO certificate (id, caregiver_id, kind, provider, number, state, '
    . "reason, created) SELECT 7, MIN(user_id), 'grooming', '', '', 'waiting', '', $now "
    . 'FROM caregiver');

my (%letters, %paths);
for my $lang (qw(en nl fr de)) {
	my ($b, $owner, $caregiver) = booking_of($lang);
	my %sent;
	for (@kinds) {
		my ($name, $about) = @$_;
		my $secret = '';
		if ($name =~ $secrets) {
			my $purpose = $name =~ s/-again$//r;
			$secret = "Secret-$name-$lang" . 'x' x 20;
			$i->change('DELETE FROM token');
			$i->change('INSERT INTO token (hash, user_id, purpose, '
			    . "email, expires) VALUES ('"
			    . sha256_hex($secret) . "', $owner, '$purpose', "
			    . "(SELECT email FROM users WHERE id = $owner), "
			    . ($now + 900) . ')');
		}
		# The old address, which is told for the last time.
		$secret = 'old@example.be' if $name eq 'address-changed';
		my $reader = $name =~ /caregiver|^request$|^withdrawn$|kept/ ?
		    $caregiver : $owner;
		$sent{$name} = job('mail', $about eq 'BOOKING' ? $b :
		    $about eq 'CERTIFICATE' ? 7 : 0,
		    "$name $reader $secret");
		work_off("$lang $name") if $secret;
	}
	work_off("all letters in $lang");
	for (@kinds) {
		my $name = $_->[0];
		my $m = mail_of($sent{$name});
		ok $m, "$lang $name is sent" or next;
		my $subject = $m->subject;
		is join('; ', $m->faults), '', '  and is right to the letter';
		my $all = "$subject\n" . $m->text . "\n" . $m->html =~
		    s/(?:width|height)="\d+%"//gr;
		unlike $all, qr/%(?:\d+\$)?s|\{\w*\}|\(null\)/, '  no holes';
		my ($link) = $m->text =~ m{^(https?://\S+)\r$}m;
		like $link, qr{^https://tailtribe\.test/$lang/[a-z]},
		    '  a link to this site, in this language' or next;
		ok index($m->html, "href=\"$link\"") > 0,
		    '  the same link as a button';
		$paths{$link =~ s{^https://tailtribe\.test/$lang}{}r} = $name;
		like $m->html, qr{<html lang="$lang">}, '  the HTML says so too';
		unlike $m->html, qr{<b>moe}, '  what people write is escaped';
		like $m->text, qr/Ik ben ziek/, '  the reason is told'
		    if $name eq 'declined';
		like $link, qr/Secret-$name-$lang/, '  with its secret'
		    if $name =~ $secrets;
		$letters{$name}{$lang} = [$subject, $m->text];
	}
}
SKIP: {
	skip 'no catalogues in the build', 1 unless $translated;
	my @same = grep {
		my $l = $letters{$_};
		my %words = map { $_ => 1 } map { lc }
		    $l->{en}[1] =~ /^.*[.?]\r$/mg;
		grep { my $o = $l->{$_}[1]; grep { lc $o =~ /\Q$_\E/ }
		    grep { length > 30 } keys %words } qw(nl fr de);
	} keys %letters;
	is join(' ', sort @same), '', 'no sentence is left in English';
}

my @routes = map { (split)[0, 1] } grep { /^GET/ } split /\n/,
    ($i->tool('routes', '--dir', $Installation::build))[1];
my %routes = @routes ? (map { $_ => 1 } grep { m{^/} } @routes) : ();
SKIP: {
	skip 'not every binary is in the build', 1
	    if grep { !Installation::program("$_.fcgi") }
	    qw(auth booking search);
	my @lost;
	for my $path (sort keys %paths) {
		my @parts = split m{/}, $path;
		push @lost, "$paths{$path} $path" unless grep {
			my @r = split m{/};
			@r == @parts && !grep {
				$r[$_] ne $parts[$_] && $r[$_] ne '*'
				    && !($r[$_] eq '#' && $parts[$_] =~ /^\d+$/)
			} 0 .. $#r;
		} keys %routes;
	}
	is join(', ', @lost), '', 'every link leads to a page';
}

# ---- letters that are not sent -----------------------------------------------------------

my $an = $i->value("SELECT id FROM users WHERE email = 'an\@example.be'");
$i->change('DELETE FROM token');
my @silent = (
	[job('mail', 0, "reset $an gone"), 'a link that does not work any more'],
	[job('mail', 0, "verify $an gone"), 'nor one to confirm an address'],
	[job('mail', 0, 'known 77 '), 'somebody who is gone'],
	[job('mail', 77, "request $an "), 'a booking that is gone'],
	[job('mail', 0, "dance $an "), 'a letter that there is not'],
	[job('mail', 0, ''), 'nothing at all'],
);
work_off('what cannot be said');
for (@silent) {
	my ($id, $name) = @$_;
	is state_of($id), 'done', "$name is let go";
	ok !-e "$mail/$id.eml", '  without a mail';
}

# ---- the contact form -----------------------------------------------------------------------

my $contact = job('mail-contact', 0, "Eve Müller\neve\@example.be\nVraag é\n"
    . "Eerste regel\n<script>alert(1)</script>\nDerde");
my @evil = map { job('mail-contact', 0, "Eve\n$_\nHello\nHow are you?") }
    "eve\@example.be\r", "eve\@example.be\x0bBcc: x\@y", 'eve@example.be>,<x@y',
    'eve@example.be, x@y.be', 'eve x@example.be', 'evé@example.be',
    '"eve"@example.be', 'eve', '@' . 'x' x 260;
my $folded = job('mail-contact', 0, "Eve\neve\@example.be\nHi\r Bcc: x\@y.be"
    . "\nHow are you?");
work_off('the contact form');
my $m = mail_of($contact);
is join('; ', $m->faults), '', 'a visitor\'s mail is right';
is $m->header('To'), '<help@tailtribe.test>', 'it goes to support';
is $m->header('Reply-To'), '<eve@example.be>', 'and is answered to them';
is $m->subject, 'Contact: Vraag é', 'with their subject';
like $m->text, qr/Eve Müller <eve\@example\.be>:/, 'who it is';
like $m->text, qr/Eerste regel\s+<script>/, 'and what they say';
like $m->html, qr/&lt;script&gt;/, 'which is only text';
for (@evil) {
	is state_of($_), 'dead', 'an address with more in it is refused for good';
	like error_of($_), qr/address cannot be written/, '  and says why';
	ok !-e "$mail/$_.eml", '  without a mail';
}
if (state_of($folded) eq 'done') {
	my $f = mail_of($folded);
	is join('; ', $f->faults), '', 'a subject cannot bring a header';
	is scalar(() = $f->headers('Bcc')), 0, '  in any way';
} else {
	is state_of($folded), 'dead', 'a subject cannot bring a header';
}
my $support = job('mail-support', $i->value('SELECT MIN(id) FROM booking'),
    'cancel-asked');
$i->change("UPDATE users SET email = 'an x\@example.be' WHERE id = $an");
my $broken = job('mail', 0, "known $an ");
work_off('a broken address');
is state_of($broken), 'dead', 'a member\'s address that cannot be is the end';
$i->change("UPDATE users SET email = 'an\@example.be' WHERE id = $an");
is mail_of($support)->subject, 'A caregiver asks to cancel', 'support is told';

# ---- jobs as such -----------------------------------------------------------------------------

my $unknown = job('dance', 1, '');
my $later = job('mail', 0, "known $an ", run_at => $now + 3600);
my $leased = job('mail', 0, "known $an ", state => 'leased',
    lease_until => $now + 600);
my $lost = job('mail', 0, "known $an ", state => 'leased', tries => 1,
    lease_until => $now - 10);
my $poison = job('mail', 0, "known $an ", state => 'leased', tries => 12,
    lease_until => $now - 10);
work_off('jobs of all kinds');
is state_of($unknown), 'dead', 'a kind that nobody knows is dead at once';
is state_of($later), 'ready', 'what is due later waits';
is state_of($leased), 'leased', 'what another worker has stays there';
is state_of($lost), 'done', 'what a lost worker had is done';
is state_of($poison), 'dead', 'what was tried twelve times is not again';
like error_of($poison), qr/worker was lost/, 'and says why';

rename $mail, "$mail-away";
my $away = job('mail', 0, "known $an ");
work_off('no folder for mails');
is state_of($away), 'ready', 'a mail that cannot be kept is put off';
like error_of($away), qr/No such file/, 'and says why';
cmp_ok $i->value("SELECT run_at FROM job WHERE id = $away"), '>', $now,
    'until later';
rename "$mail-away", $mail;
$i->change("UPDATE job SET run_at = 0 WHERE id = $away");
work_off('it is back');
is state_of($away), 'done', 'then it is sent';
is scalar(() = glob "$mail/*.part"), 0, 'and none is half written';

# ---- the clock ----------------------------------------------------------------------------------

$i->change('DELETE FROM job');
my ($pending, $owner) = @{($i->sql('SELECT id, owner_id FROM booking WHERE '
    . "state = 'pending' ORDER BY id LIMIT 1"))[0]};
my $paid = $i->value("SELECT id FROM booking WHERE state = 'paid' LIMIT 1");
$i->change("UPDATE booking SET answer_by = $now - 5 WHERE id = $pending");
$i->change("UPDATE booking SET starts = $now - 200000, ends = $now - 190000 "
    . "WHERE id = $paid");
work_off('time passes');
is $i->value("SELECT state FROM booking WHERE id = $pending"), 'expired',
    'a request that was not answered expires';
is $i->value("SELECT state FROM booking WHERE id = $paid"), 'completed',
    'a visit that is over is completed';
is $i->value('SELECT COUNT(*) FROM job WHERE kind = \'mail\' AND state = '
    . "'done' AND subject IN ($pending, $paid)"), 4, 'and all are told';
($status, $said) = $i->tool('ledger', 'verify');
is $status, 0, 'the ledger agrees' or diag $said;

# ---- another version ------------------------------------------------------------------------------

$i->change('UPDATE schema_version SET version = version + 1000');
($status, $said) = $i->jobs;
is $status, 1, 'another version of the tables is not worked on';
like $said, qr/run tailtribe migrate/, 'and it says what to do';

done_testing;
