#!/usr/bin/perl
# Roles of staff: every route by every role, granting and revoking, helping a
# member, and seeing the site as one.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use POSIX ();
use Test::More;
use Cast;

my $cast = Cast->new('admin', 'account', 'pay', 'booking', 'auth', 'search');
my %id = map { $_ => $cast->id($_) } qw(sam an bob lisa mia);
sub be { $cast->sql("UPDATE users SET staff = '$_[1]' WHERE id = $id{$_[0]}") }

# ---- every route by every role ----

my (@roles, %may);
{
	open my $in, '<', "$FindBin::Bin/rights.txt" or die "rights.txt: $!\n";
	while (<$in>) {
		@roles = split ' ', substr $_, 1 if /^#\s+super_admin/;
		next if /^#|^\s*$/;
		my ($right, @cells) = split;
		@{$may{$right}}{@roles} = @cells;
	}
}
is @roles, 6, 'six roles';
my $binary = TT::binary('admin');
my @routes = map { [split] } split /\n/, qx("$binary" --routes);
my $sam = $cast->who('sam');
$sam->get('/admin');
for my $role (@roles) {
	be(sam => $role);
	my @wrong;
	for (@routes) {
		my ($method, $path, $who) = @$_;
		my ($right) = $who =~ /^staff:(\w+)$/ or die "$path: $who\n";
		(my $at = $path) =~ s/#/1/;
		my $page = $method eq 'GET' ? $sam->get($at) :
		    $sam->request('POST', "/en$at", 'csrf=x');
		my $cell = $may{$right}{$role};
		my $stopped = $page->text =~ /does not include this right/ ? 1 : 0;
		my $should = $cell eq '-' || ($cell eq 'read' && $method eq 'POST') ? 1 : 0;
		push @wrong, "$method $path" if $stopped != $should;
		note sprintf '%-11s %-4s %-32s %s', $role, $method, $path,
		    $stopped ? 'no' : 'yes';
	}
	is "@wrong", '', "$role comes in where the table says, and nowhere else";
	my $menu = $sam->get('/admin')->body;
	is $menu =~ m{href="/en/admin/staff"} ? 1 : 0, $role eq 'super_admin' ? 1 : 0,
	    "$role: the menu has what is theirs";
}

# ---- granting ----

be(sam => 'super_admin');
$sam->get('/admin/staff');
is $sam->post('/admin/staff', email => 'bob@example.be')->location,
    "/admin/staff/$id{bob}", 'somebody is found by the address';
is $sam->post('/admin/staff', email => 'nobody@example.be')->status, 422, 'or not';
my $bob = $cast->who('bob', 'account');
is $bob->get('/account')->status, 200, 'Bob is logged in';
is $sam->post("/admin/staff/$id{bob}", role => 'support')->location, '/admin/staff',
    'a role is granted';
is $cast->value("SELECT staff FROM users WHERE id = $id{bob}"), 'support', 'he has it';
is $bob->get('/account')->status, 303, 'and has to log in again';
is $cast->count("audit WHERE action = 'staff.roles' AND entity_id = $id{bob} AND "
    . "actor_id = $id{sam} AND after = 'support'"), 1, 'it is in the audit log';
is $sam->post("/admin/staff/$id{bob}", role => 'boss')->status, 422, 'no such role';
is $sam->post("/admin/staff/$id{sam}", role => 'admin')->status, 409, 'never their own';
is $cast->value("SELECT staff FROM users WHERE id = $id{sam}"), 'super_admin', 'it stays';
is $sam->post("/admin/staff/$id{bob}")->status, 303, 'a role is taken away';
is $cast->value("SELECT staff FROM users WHERE id = $id{bob}"), '', 'and is gone';

# ---- helping ----

my $an = $cast->who('an', 'account');
is $an->get('/account')->status, 200, 'An is logged in';
my $page = $sam->get("/admin/member/$id{an}");
like $page->text, qr/an\@example\.be/, 'a member is shown';
is $sam->post("/admin/member/$id{an}/sessions")->status, 303, 'logged out by staff';
is $an->get('/account')->status, 303, 'everywhere';
is $sam->post("/admin/member/$id{sam}/sessions")->status, 409, 'not oneself';
is $sam->post("/admin/member/$id{an}/verify")->status, 409, 'she has confirmed already';

$page = $sam->get("/admin/member/$id{an}/edit");
like $page->body, qr/value="Peeters"/, 'her data';
my %data = (first_name => 'An', last_name => 'Peeters-Claes', phone => '0470 12 34 56',
    street => '', postcode => '2800', town => 'Mechelen', lang => 'nl');
$page = $sam->post("/admin/member/$id{an}/edit", %{{ %data, town => 'Gent' }});
is $page->status, 422, 'a town of another postcode';
like $page->body, qr/value="Peeters-Claes"/, 'keeps what was typed';
is $sam->post("/admin/member/$id{an}/edit", %data)->location, "/admin/member/$id{an}",
    'changed for her';
is $cast->value("SELECT last_name FROM users WHERE id = $id{an}"), 'Peeters-Claes', 'it is';
like $cast->value("SELECT after FROM audit WHERE action = 'member.edit'"), qr/last_name/,
    'the log has what';
unlike $cast->value("SELECT before || after FROM audit WHERE action = 'member.edit'"),
    qr/Claes/, 'but no values';
$an = $cast->who('an', 'account');
like $an->get('/account/activity')->text, qr/staff changed your data for you: .*last_name/,
    'she can read it';
$sam->get('/admin');
is $sam->post("/admin/member/$id{sam}/edit", %data)->status, 409, 'not one\'s own';
$cast->sql("UPDATE users SET last_name = 'Peeters' WHERE id = $id{an}");

# ---- keeping somebody out ----

my $why = 'Asked for money outside the site, twice.';
my $in = sub { POSIX::strftime('%Y-%m-%d', localtime(time + $_[0] * 86400)) };
sub suspend { return $sam->post("/admin/member/$_[0]/suspend", until => $_[1], reason => $_[2]) }
be(sam => 'support');
like $sam->get("/admin/member/$id{lisa}/suspend")->text, qr/cannot log in and is not found/,
    'what will happen';
is suspend($id{lisa}, $in->(3), 'short')->status, 422, 'a reason';
is suspend($id{lisa}, '', $why)->status, 422, 'no day at all';
$page = suspend($id{lisa}, $in->(-1), 'short');
like $page->body, qr/id="$_-e"/, "both faults at once: $_" for qw(reason until);
is suspend($id{lisa}, $in->(-1), $why)->status, 422, 'a day to come';
$page = suspend($id{lisa}, $in->(30), $why);
is $page->status, 422, 'support: no more than a week';
like $page->text, qr/does not allow so many days/, 'it is told';
is suspend($id{sam}, $in->(3), $why)->status, 409, 'not oneself';
$cast->sql("UPDATE users SET staff = 'analyst' WHERE id = $id{bob}");
is suspend($id{bob}, $in->(3), $why)->status, 409, 'nobody of staff';
$cast->sql("UPDATE users SET staff = '' WHERE id = $id{bob}");
my $lisa = $cast->who('lisa', 'account');
is $lisa->get('/account')->status, 200, 'Lisa is in';
isnt $cast->count("offer WHERE caregiver_id = $id{lisa}"), 0, 'and found';
is suspend($id{lisa}, $in->(5), $why)->location, "/admin/member/$id{lisa}", 'suspended';
like $sam->get('/admin/members?q=lisa')->text, qr/Suspended/, 'the list of members says it';
$sam->get('/admin');
is $lisa->get('/account')->status, 303, 'she is out';
is $cast->count("offer WHERE caregiver_id = $id{lisa}"), 0, 'and not found';
is $cast->visitor('search')->get("/caregiver/$id{lisa}")->status, 404, 'nor is her page there';
is $cast->count("job WHERE detail LIKE 'suspended $id{lisa} $why'"), 1, 'a mail tells why';
my $door = $cast->visitor('auth');
$door->get('/register');
$door->post('/register', first_name => 'Jan', last_name => 'Claes', role => 'owner',
    email => 'jan@example.be', password => 'three green kettles', postcode => '2800',
    town => 'Mechelen', terms => 1);
$cast->sql("UPDATE users SET password = (SELECT password FROM users WHERE email = "
    . "'jan\@example.be') WHERE id = $id{lisa}");
$door->get('/login');
$page = $door->post('/login', email => 'lisa@example.be', password => 'wrong as can be');
is $page->status, 422, 'whoever has not her password';
unlike $page->text, qr/suspended/, 'does not hear of it';
$page = $door->post('/login', email => 'lisa@example.be', password => 'three green kettles');
is $page->status, 403, 'she herself';
like $page->text, qr/Your account is suspended.*\Q$why\E/s, 'reads why';
is $cast->who('lisa', 'account')->get('/account')->status, 303, 'no session of hers works';
like $sam->get("/admin/member/$id{lisa}")->text, qr/Suspended until.*\Q$why\E/s, 'staff see it';
be(sam => 'admin');
is suspend($id{lisa}, $in->(60), $why)->status, 303, 'longer, by somebody who may';
be(sam => 'support');
is $sam->post("/admin/member/$id{lisa}/reactivate")->status, 409, 'which support does not end';
be(sam => 'admin');
is $sam->post("/admin/member/$id{lisa}/reactivate")->status, 303, 'ended';
isnt $cast->count("offer WHERE caregiver_id = $id{lisa}"), 0, 'and found again';
is $sam->post("/admin/member/$id{lisa}/reactivate")->status, 409, 'once';
suspend($id{lisa}, $in->(5), $why);
my $clock = TT::Server->new('tailtribe-jobs', tables => 0, wait => 0,
    database => $cast->server->{database});
$clock->run([TT::binary('tailtribe-jobs'), '--once']);
is $cast->count("users WHERE id = $id{lisa} AND suspended IS NOT NULL"), 1,
    'the clock leaves what is not over';
$cast->sql('UPDATE users SET suspended = ' . (time - 1) . " WHERE id = $id{lisa}");
$clock->run([TT::binary('tailtribe-jobs'), '--once']);
is $cast->count("users WHERE id = $id{lisa} AND suspended IS NULL"), 1, 'and ends what is';
isnt $cast->count("offer WHERE caregiver_id = $id{lisa}"), 0, 'she is found';
is join(' ', map { $_->[0] } $cast->sql("SELECT action FROM audit WHERE entity = 'users' "
    . "AND entity_id = $id{lisa} AND action LIKE 'member.%' ORDER BY id")),
    'member.suspend member.suspend member.reactivate member.suspend member.reactivate',
    'all of it is on record';
be(sam => 'super_admin');

$cast->sql("UPDATE users SET staff = 'support' WHERE email = 'jan\@example.be'");
my $jan = $cast->visitor('auth');
$jan->get('/login');
$jan->post('/login', email => 'jan@example.be', password => 'three green kettles');
is $cast->value("SELECT actor_type || ' ' || actor_role FROM audit WHERE action = 'login' "
    . "AND result = 'ok' ORDER BY id DESC LIMIT 1"), 'staff support',
    'the audit log knows that staff logged in';

# ---- closing an account for somebody ----

be(sam => 'admin');
like $sam->get("/admin/member/$id{an}/close")->text, qr/Another admin has to agree/,
    'an admin does not close an account alone';
is $sam->post("/admin/member/$id{an}/close", reason => 'short')->status, 422, 'a reason';
is $sam->post("/admin/member/$id{sam}/close", reason => $why)->status, 409, 'not one\'s own';
is $sam->post("/admin/member/$id{an}/close", reason => $why)->location, "/admin/member/$id{an}", 'asked';
is $cast->count("users WHERE id = $id{an} AND closing IS NOT NULL"), 0, 'and nothing has happened';
$sam->get("/admin/member/$id{an}/close");
$sam->post("/admin/member/$id{an}/close", reason => $why);
is $cast->count("users WHERE id = $id{an} AND closing IS NOT NULL"), 0, 'nor when asked twice';
$cast->sql("UPDATE users SET staff = 'admin' WHERE id = $id{bob}");
$cast->sql("INSERT INTO second_step (user_id, secret, since, used) VALUES ($id{bob}, 'x', 1, 0)");
is $sam->post("/admin/member/$id{bob}/close", reason => $why)->status, 409, 'nobody of staff';
my $second = $cast->who('bob');
like $second->get('/admin/looks')->text, qr/account-close member $id{an}: another admin has to agree/,
    'it is put before the others';
is $cast->count("look_at WHERE kind = 'account-close'"), 1, 'once';
like $second->get("/admin/member/$id{an}/close")->text, qr/Sam .* has asked for it on .*\Q$why\E/s,
    'another sees who asked, and why';
is $second->post("/admin/member/$id{an}/close", reason => "$why I agree.")->location,
    "/admin/member/$id{an}", 'agrees';
is $cast->count("users WHERE id = $id{an} AND closing > " . (time + 29 * 86400)), 1, 'and it closes in 30 days';
is $cast->count("close_request WHERE user_id = $id{an}"), 0, 'nothing waits any more';
is $cast->mails('closing'), 1, 'she is told';
is $second->post("/admin/member/$id{an}/close", reason => $why)->status, 409, 'once';
$cast->sql("UPDATE users SET closing = NULL WHERE id = $id{an}");
$cast->sql("UPDATE users SET staff = '' WHERE id = $id{bob}");
$cast->sql("DELETE FROM second_step WHERE user_id = $id{bob}");
be(sam => 'super_admin');
my $open = $cast->scene('paid', 'an', 'lisa');
like $sam->get("/admin/member/$id{an}/close")->text, qr/cannot be closed yet.*agreed or paid/s,
    'what is open bars it';
is $sam->post("/admin/member/$id{an}/close", reason => $why)->status, 409, 'whatever is sent';
$sam->get('/admin');
is $sam->post("/admin/member/$id{mia}/close", reason => $why)->status, 303, 'a super admin closes alone';
is $cast->count("users WHERE id = $id{mia} AND closing IS NOT NULL"), 1, 'at once';
is join(' ', map { $_->[0] } $cast->sql("SELECT action FROM audit WHERE entity_id = $id{an} "
    . "AND action LIKE 'account.%' ORDER BY id")),
    'account.close.ask account.close.ask account.close', 'all of it is on record';

# ---- seeing the site as a member ----

is $sam->post("/admin/member/$id{an}/view", ticket => 'x')->status, 422, 'a ticket it takes';
is $sam->post("/admin/member/$id{sam}/view", ticket => 'T-1')->status, 409, 'not oneself';
is $sam->post("/admin/member/$id{an}/view", ticket => 'T-1042')->location, '/account', 'look';
my $there = $sam->at($cast->server('account'));
$there->{token} = $sam->{token};
$page = $there->get('/pets');
like $page->text, qr/Rex/, 'her pets';
like $page->text, qr/You are looking at the site as An Peeters/, 'a banner says so';
like $page->body, qr{action="/en/admin/view/end"}, 'with the way out';
my $before = $cast->print;
is $there->post('/account/edit', first_name => 'X')->status, 403, 'nothing is changed';
is $sam->post("/admin/member/$id{bob}/sessions")->status, 403, 'nor on staff\'s pages';
is $there->get($_)->status, 403, "closed: $_" for '/account/devices', '/account/edit';
is $sam->at($cast->server('pay'))->get('/earnings')->status, 403, 'closed: /earnings';
is $cast->print, $before, 'nothing has changed';
$page = $sam->get('/admin/members');
is $page->status, 200, 'staff\'s own pages are there';
like $page->text, qr/You are looking at the site as/, 'with the banner';
is $cast->count("activity WHERE user_id = $id{an} AND what = 'staff-view' AND "
    . "detail = 'T-1042'"), 1, 'she can read that it was done';
is $cast->count("audit WHERE action = 'view.begin' AND actor_id = $id{sam} AND "
    . "entity_id = $id{an} AND reason = 'T-1042'"), 1, 'and so can the audit log';
is $sam->post('/admin/view/end')->location, "/admin/member/$id{an}", 'the end';
unlike $there->get('/account')->text, qr/You are looking/, 'is one';
is $sam->post('/admin/view/end')->status, 409, 'once';
$sam->post("/admin/member/$id{an}/view", ticket => 'T-1043');
$cast->sql('UPDATE session SET view_until = ' . (time - 1) . ' WHERE viewing > 0');
unlike $there->get('/account')->text, qr/You are looking/, 'it ends after half an hour';
be(sam => 'finance');
is $sam->post("/admin/member/$id{an}/view", ticket => 'T-1')->status, 403, 'a right it takes';

is $cast->complaints(qr/T-104/), '', 'nothing went wrong';
done_testing;
