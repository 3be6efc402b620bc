#!/usr/bin/perl
# Roles of staff: every route by every role, granting and revoking, helping a
# member, and seeing the site as one.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Cast;

my $cast = Cast->new('admin', 'account', 'pay', 'booking');
my %id = map { $_ => $cast->id($_) } qw(sam an bob lisa);
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
