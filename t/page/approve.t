#!/usr/bin/perl
# A caregiver's way past staff: waiting, approved and found, suspended and not
# found, and back; certificates; several at once.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use POSIX qw(strftime);
use Test::More;
use Cast;

my $cast = Cast->new('admin', 'search', 'booking');
my ($lisa, $tom, $mia) = map { $cast->id($_) } qw(lisa tom mia);
my $now = time;
my $day = sub { strftime '%Y-%m-%d', localtime($now + 86400 * $_[0]) };
my $why = 'Your photos do not show you.';
my $sam = $cast->who('sam');

sub found {
	return $cast->visitor('search')->get("/caregiver/$lisa")->status == 200
	    && $cast->count("offer WHERE caregiver_id = $lisa") > 0 ? 1 : 0;
}
sub state { $cast->value("SELECT state FROM caregiver WHERE user_id = $_[0]") }
sub act { $sam->post("/admin/caregiver/$lisa/$_[0]", @_[1 .. $#_]) }

# ---- one journey ----

my $paid = $cast->scene('paid', 'an', 'lisa');
$cast->sql("UPDATE caregiver SET state = 'pending', approved = NULL, sent = "
    . ($now - 3 * 86400) . ", iban = 'BE68539007547034' WHERE user_id = $lisa");
$cast->sql("DELETE FROM offer WHERE caregiver_id = $lisa");
is found(), 0, 'who waits is not found';
my $page = $sam->get('/admin');
like $page->text, qr/New caregivers The oldest: 3 days 1 /, 'the first page counts her';
$page = $sam->get('/admin/caregivers');
like $page->text, qr/Lisa Peeters Antwerpen 3 days Waiting/, 'the queue has her';
$page = $sam->get("/admin/caregiver/$lisa");
like $page->text, qr/As owners see it.*Lisa P\..*Every day outside/s, 'as owners will';
like $page->text, qr/BE68 \*\*\*\* 7034/, 'the account is masked';
unlike $page->body, qr/BE68539007547034/, 'and not in the page';
{
	my ($verified) = map { $_->[0] } $cast->sql("SELECT verified FROM users WHERE id = $lisa");
	$cast->sql("UPDATE users SET verified = NULL WHERE id = $lisa");
	like $sam->get("/admin/caregiver/$lisa/approve")->text, qr/address is not confirmed yet/,
	    'nobody is approved whose address is not confirmed';
	$sam->get("/admin/caregiver/$lisa/reject");
	is act('approve')->status, 409, 'whatever is sent';
	$cast->sql("UPDATE users SET verified = $verified WHERE id = $lisa");
	$cast->sql("UPDATE service SET caregiver_id = $mia, code = 'x-' || code WHERE caregiver_id = $lisa");
	like $sam->get("/admin/caregiver/$lisa/approve")->text, qr/offers no service yet/,
	    'nor who offers nothing';
	$sam->get("/admin/caregiver/$lisa/reject");
	is act('approve')->status, 409, 'whatever is sent';
	$cast->sql("UPDATE service SET caregiver_id = $lisa, code = substr(code, 3) WHERE code LIKE 'x-%'");
	is state($lisa), 'pending', 'she still waits';
}
is $sam->get("/admin/caregiver/$lisa/approve")->status, 200, 'asked first';
is act('approve')->location, "/admin/caregiver/$lisa", 'approved';
is found(), 1, 'she is found';
is act('approve')->status, 409, 'once';
$page = $sam->get("/admin/caregiver/$lisa/suspend");
like $page->text, qr/1 booking is still ahead/, 'a booking is ahead';
is act('suspend', until => $day->(5), reason => 'short')->status, 422, 'a reason';
is act('suspend', until => $day->(-1), reason => $why)->status, 422, 'and a day to come';
is state($lisa), 'approved', 'nothing happened';
is act('suspend', until => $day->(5), reason => $why)->status, 303, 'suspended';
is found(), 0, 'not found';
is $cast->who('an', 'booking')->get("/request/new?caregiver=$lisa&service=walk")->status, 404,
    'and not asked';
is $cast->state($paid), 'paid', 'the booking stays';
is $cast->mails('caregiver-suspended'), 1, 'she got a mail';
is $cast->count("job WHERE detail LIKE 'caregiver-suspended % $why'"), 1, 'with the reason';
is act('reactivate')->status, 303, 'back';
$sam->get("/admin/caregiver/$lisa/suspend");
is act('recheck')->status, 409, 'nothing was changed that could be checked again';
is found(), 1, 'found again';
is join(' ', map { $_->[0] } $cast->sql('SELECT action FROM audit WHERE entity = '
    . "'caregiver' AND entity_id = $lisa ORDER BY id")),
    'caregiver.approve caregiver.suspend caregiver.reactivate', 'all of it is on record';
like $sam->get("/admin/caregiver/$lisa")->text, qr/caregiver\.suspend.*\Q$why\E/s, 'and shown';

# ---- not oneself ----

$cast->sql("UPDATE users SET staff = 'admin' WHERE id = $mia");
$cast->sql("INSERT INTO second_step (user_id, secret, since, used) VALUES ($mia, 'x', 1, 0)");
my $own = $cast->who('mia');
$own->get("/admin/caregiver/$tom/suspend");
is $own->post("/admin/caregiver/$mia/suspend", until => $day->(3), reason => $why)->status,
    409, 'nobody decides about themselves';

# ---- certificates ----

$cast->sql('INSERT INTO certificate (id, caregiver_id, kind, provider, number, state, '
    . "reason, created) VALUES (5, $lisa, 'insurance', 'Zorgeloos', 'P-77', 'waiting', '', $now), "
    . "(6, $lisa, 'dog_trainer', '', '', 'waiting', '', $now)");
unlike $cast->visitor('search')->get("/caregiver/$lisa")->text, qr/Insured/, 'not told yet';
like $sam->get('/admin/papers')->text, qr/Insurance Lisa Peeters/, 'in the queue';
like $sam->get('/admin/paper/5')->text, qr/Zorgeloos.*P-77/s, 'with its policy';
is $sam->get('/admin/paper/5/file')->status, 404, 'it has no file';
is $sam->post('/admin/paper/5/verify')->status, 422, 'until when?';
is $sam->post('/admin/paper/5/verify', expires => $day->(30))->status, 303, 'verified';
like $cast->visitor('search')->get("/caregiver/$lisa")->text,
    qr/What we have checked.*Insured TailTribe saw the insurance policy/s, 'now it is told';
is $sam->post('/admin/paper/6/refuse', reason => 'no')->status, 422, 'why?';
is $sam->post('/admin/paper/6/refuse', reason => 'The name is another one.')->status, 303,
    'refused';
is $cast->mails('paper-refused'), 1, 'with a mail';
$cast->sql('UPDATE certificate SET expires = 1 WHERE id = 5');
unlike $cast->visitor('search')->get("/caregiver/$lisa?")->text, qr/Insured/,
    'it ends with the policy';

# ---- several ----

$cast->sql("UPDATE caregiver SET state = 'pending' WHERE user_id IN ($lisa, $tom)");
$page = $sam->get("/admin/several?act=reject&id=$lisa&id=$tom&id=$mia&id=1");
like $page->text, qr/Lisa Peeters Reject Tom Peeters Reject Mia Peeters Passed over:/,
    'what will happen to each';
is state($lisa), 'pending', 'nothing has';
my $body = "csrf=$sam->{token}&act=reject&id=$lisa&id=$tom&id=$mia&reason=";
is $sam->request('POST', '/en/admin/several', "${body}no")->status, 422, 'a reason';
$page = $sam->request('POST', '/en/admin/several', $body . TT::url_part($why));
like $page->text, qr/Lisa Peeters Done\..*Tom Peeters Done\..*Mia Peeters Passed over:/s, 'done';
is state($lisa) . state($tom) . state($mia), 'rejectedrejectedapproved', 'to those who fit';
is $cast->mails('caregiver-rejected'), 2, 'two mails';

# ---- not here for long ----

$cast->sql('UPDATE caregiver SET seen = ' . ($now - 65 * 86400) . " WHERE user_id = $mia");
$page = $sam->get('/admin/inactive?days=60');
like $page->text, qr/30 days 1 60 days 1 90 days 0 Mia Peeters/, 'she was not here';
is $sam->post("/admin/caregiver/$mia/still")->status, 303, 'asked';
is $cast->mails('caregiver-still'), 1, 'by mail';

is $cast->complaints(qr/BE68/), '', 'nothing went wrong';
done_testing;
