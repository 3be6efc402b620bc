#!/usr/bin/perl
# The staff's pages; to everybody else there is nothing.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $cast = Cast->new('admin', 'booking');
my $sam = $cast->who('sam');
my %id = map { $_ => $cast->scene($_, 'an', 'lisa') }
    qw(pending accepted declined paid done asked);
$cast->sql("UPDATE users SET first_name = '<b>Bob' WHERE email = 'bob\@example.be'");
$id{theirs} = $cast->scene('asked', 'bob', 'tom');
my $asked = $cast->value("SELECT id FROM cancel_request WHERE booking_id = $id{asked}");
my $theirs = $cast->value("SELECT id FROM cancel_request WHERE booking_id = $id{theirs}");
my $now = time;
$cast->sql("INSERT INTO look_at (id, kind, ref, detail, created) VALUES (7, 'amount', "
    . "'pi_7', '15.00 <i>of</i> 16.00', $now)");
$cast->sql('INSERT INTO job (id, kind, subject, detail, run_at, state, tries, '
    . "max_tries, lease_until, lease, error, created) VALUES (8, 'mail', 1, "
    . "'reset SECRETOFALINK', $now, 'dead', 10, 10, 0, '', 'no <u>route</u>', $now)");

# ---- to whom ----

my @pages = ('/admin', '/admin/bookings', "/admin/booking/$id{paid}",
    '/admin/members', '/admin/ledger', '/admin/cancels', "/admin/cancel/$asked",
    '/admin/looks', '/admin/jobs');
sub bare {
	my ($page, $path) = @_;
	return $page->body =~ s/\Q@{[$page->id]}\E//gr =~ s/tt-[0-9a-f]+//gr
	    =~ s{\Q/$path\E}{}gr =~ s/value="[0-9a-f]{112}"//gr;
}
for my $name (qw(an lisa mia eva)) {
	my $client = $cast->who($name);
	my $nothing = bare($client->get('/admin/nothing'), 'admin/nothing');
	for (@pages) {
		my $page = $client->get($_);
		is $page->status, 404, "$name finds nothing at $_";
		is bare($page, substr $_, 1), $nothing, 'as if it were not there';
	}
}
is $cast->visitor->get($_)->status, 303, "visitors log in for $_" for @pages;

# ---- looking ----

my $print = $cast->print;
my $page;
for (@pages) {
	$page = $sam->get($_);
	is $page->status, 200, "staff see $_";
	like $page->body, qr{<meta name="robots" content="noindex">}, 'search engines do not';
	cmp_ok $page->sql, '<=', 20, 'in few statements';
	unlike $page->body, qr/SECRETOFALINK|<b>Bob|<i>of|<u>route/,
	    'no mailed secret, and nothing obeyed';
}
is $cast->print, $print, 'looking changes nothing';
$page = $sam->get('/admin');
like $page->text, qr/Asked to cancel The oldest: 0 hours 2 /, 'how many asked';
like $page->text, qr/To be looked at The oldest: 0 hours 1 Failed jobs The oldest: 0 hours 1 /, 'what waits';
$page = $sam->get('/admin/bookings');
like $page->text, qr/An Peeters .*Lisa Peeters/, 'whole names';
$page = $sam->get('/admin/bookings?state=declined');
like $page->body, qr{/admin/booking/$id{declined}"}, 'the bookings of one state';
unlike $page->body, qr{/admin/booking/$id{paid}"}, 'and no others';
is $sam->get("/admin/bookings?$_")->status, 200, "?$_"
    for 'state=nothing', 'before=1', 'before=x', "state='";
$page = $sam->get("/admin/booking/$id{done}");
like $page->text, qr/completed.* escrow:$id{done} /, 'what happened, and the money';
is $sam->get('/admin/booking/1')->status, 404, 'no booking, no page';
$page = $sam->get('/admin/members?q=LISA');
like $page->text, qr/lisa\@example\.be/, 'members are found by the beginning';
unlike $page->text, qr/tom\@example\.be/, 'and others are not';
is $sam->get('/admin/members?q=' . TT::url_part($_))->status, 200, "?q=$_"
    for "'", '%', '_', '\\', 'nobody', '"><script>';
unlike $sam->get('/admin/members?q=%22%3E%3Cscript%3E')->body, qr/"><script>/,
    'what is asked is not obeyed';
unlike $sam->get('/admin/members?q=%25')->text, qr/\@example\.be/,
    'a per cent sign is a letter here';
$page = $sam->get('/admin/ledger');
like $page->text, qr/commission .*-€3\.00|commission .*€-3\.00|commission .*−€3\.00/,
    'what the ledger sums up to';

# ---- deciding ----

for my $name (qw(an lisa)) {
	my $client = $cast->who($name, 'booking');
	$client->get("/booking/$id{done}/review");
	my $there = $client->at($cast->server('admin'));
	$there->{token} = $client->{token};
	$print = $cast->print;
	for ("/admin/cancel/$asked/yes", "/admin/cancel/$asked/no", '/admin/look/7/done',
	    '/admin/job/8/again') {
		is $there->post($_)->status, 404, "$name cannot do $_";
	}
	is $cast->print, $print, 'nothing has changed';
}

$cast->sql('UPDATE session SET proved = proved - 3600');
like $sam->get("/admin/cancel/$asked")->location, qr{^/again\?}, 'money asks for the password again';
is $sam->post("/admin/cancel/$asked/yes")->status, 403, 'also when the form is sent';
$cast->sql('UPDATE session SET proved = proved + 3600');
$page = $sam->get("/admin/cancel/$asked");
like $page->text, qr/Lisa Peeters asks to cancel .*I broke my leg\..*12 months 0/,
    'who asks, why, and how often before';
$page = $sam->post("/admin/cancel/$asked/yes");
is $page->status . $page->location, '303/admin/cancels', 'yes';
is $cast->state($id{asked}), 'cancelled', 'cancels it';
is_deeply [$cast->sql('SELECT r.amount, r.state FROM refund r JOIN payment p ON '
    . "p.id = r.payment_id WHERE p.booking_id = $id{asked}")], [[1500, 'due']],
    'everything goes back';
is $cast->count('strike WHERE caregiver_id = ' . $cast->id('lisa')), 1,
    'and it counts';
like $sam->get('/admin/cancels')->text, qr/has been cancelled/, 'staff are told';
my $jobs = $cast->count('job');
$sam->get("/admin/cancel/$theirs");
like $sam->post("/admin/cancel/$asked/$_")->status, qr/^40[49]$/,
    "a decision is made once: not $_" for qw(yes no);
is $cast->count('job'), $jobs, 'and has one effect';
is $cast->state($id{asked}), 'cancelled', 'it is still cancelled';
is $cast->count('strike'), 1, 'and counts once';
is $sam->post("/admin/cancel/$theirs/no")->location, '/admin/cancels', 'no';
is $cast->state($id{theirs}), 'paid', 'leaves it as it is';
is $cast->count('strike'), 1, 'and does not count';
is $cast->value("SELECT decided_by FROM cancel_request WHERE id = $theirs"),
    $cast->id('sam'), 'who decided is known';
is $sam->post("/admin/cancel/1/$_")->status, 404, "no such question: $_"
    for qw(yes no);

$sam->get('/admin/looks');
is $sam->post('/admin/look/7/done')->location, '/admin/looks', 'looked at';
is $cast->value('SELECT done_by FROM look_at WHERE id = 7'), $cast->id('sam'),
    'and by whom';
is $sam->post('/admin/look/7/done')->status, 404, 'it is done once';
unlike $sam->get('/admin/looks')->text, qr/pi_7/, 'and off the list';

is $sam->post('/admin/job/8/again')->location, '/admin/jobs', 'once more';
is_deeply [$cast->sql('SELECT state, tries FROM job WHERE id = 8')],
    [['ready', 0]], 'a job runs again';
is $sam->post('/admin/job/8/again')->status, 404, 'which is not dead any more';

is $cast->complaints(qr/SECRETOFALINK|\@example/), '', 'nothing went wrong';
done_testing;
