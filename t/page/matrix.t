#!/usr/bin/perl
# The authorisation matrix: every route of every binary, tried by everybody,
# with what is theirs, what is another's and what is not there; and every form
# sent from where it must not come.
#
# What is right stands in routes.txt, for people to review. The whole matrix
# is printed.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Digest::SHA qw(sha256_hex);
use POSIX qw(strftime);
use Test::More;
use Cast;

my @binaries = qw(auth account booking pay webhook admin site search api);
my $cast = Cast->new(@binaries, { demo => 'yes', openid_client => 'x',
    openid_issuer => 'http://127.0.0.1:9' });
my @people = qw(an bob lisa tom mia eva sam);
my %is = (an => 'owner', bob => 'owner', lisa => 'caregiver', tom => 'caregiver',
    mia => 'owner caregiver', eva => 'owner', sam => 'staff');

# ---- the list that people review is what the binaries have ----

my @routes;
{
	open my $in, '<', "$FindBin::Bin/routes.txt" or die "routes.txt: $!\n";
	while (<$in>) {
		next if /^#|^\s*$/;
		my %r;
		@r{qw(method path who binary thing form)} = split;
		$r{form} //= '';
		$r{whole} = $r{who};
		$r{right} = $r{who} =~ s/:(\w+)// ? $1 : '';
		push @routes, \%r;
	}
}
my @have = map { split /\n/, qx("@{[TT::binary($_)]}" --routes) } @binaries;
is_deeply [sort map { "$_->{method} $_->{path} $_->{whole} $_->{binary}" } @routes],
    [sort @have], 'routes.txt and the binaries have the same routes';

# Who of staff has which right, staff.t tries; here Sam has all of them.
$cast->sql("UPDATE users SET staff = 'super_admin' WHERE id = @{[$cast->id('sam')]}");

# ---- people ----

my (%client, %token);

# Signed in anew: the one before may have been ended by a test.
sub enter {
	my ($name) = @_;
	my $c = $name eq 'visitor' ? $cast->visitor('auth') : $cast->who($name, 'auth');
	$c->get($name eq 'visitor' ? '/login' : '/password');
	$client{$name} = $c;
	$token{$name} = $c->{token} or die "no token for $name\n";
}
enter($_) for 'visitor', @people;

sub at {
	my ($name, $route) = @_;
	return $client{$name}->at($cast->server($route->{binary}));
}

# ---- things ----

my $number = 0;

# A new one of what a route is about; its id or word.
sub thing {
	my ($route) = @_;
	my ($thing, $path) = @{$route}{qw(thing path)};
	my $now = time;
	my $n = ++$number;

	if ($thing eq 'pet') {
		my $an = $cast->id('an');
		$n += 1000;
		$cast->sql('INSERT INTO pet (id, owner_id, name, kind, custom_kind, breed, '
		    . 'sex, born_year, weight_g, neutered, pets_ok, people_ok, chip, '
		    . 'vaccinations, medical, character, notes, picture, created) VALUES '
		    . "($n, $an, 'P$n', 'dog', '', '', '', 0, 0, 0, 1, 1, '', '', '', '', "
		    . "'', '', $now)");
		return $n;
	}
	if ($thing eq 'certificate') {
		my $an = $cast->id('an');
		$cast->sql('INSERT INTO file (id, owner_id, use, name, type, bytes, '
		    . "width, height, sha256, state, created) VALUES ($n, $an, "
		    . "'certificate', 'f$n', 'pdf', 9, 0, 0, '', 'stored', $now)");
		# Who hands one in has begun a profile.
		$cast->sql('INSERT INTO caregiver (user_id, state, bio, headline, '
		    . 'radius_km, max_pets, kinds, sizes, home, outdoors, own_pets, '
		    . 'children, medication, smoke_free, is_trader, notice_min, '
		    . 'buffer_min, day_limit, rating_sum, rating_count, complete, rank, '
		    . "calendar_seen, seen, created) VALUES ($an, 'draft', '', '', 10, 3, "
		    . "'', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, $now) "
		    . 'ON CONFLICT (user_id) DO NOTHING');
		$cast->sql('INSERT INTO certificate (id, caregiver_id, kind, file_id, '
		    . 'provider, number, state, reason, created) VALUES '
		    . "($n, $an, 'grooming', $n, '', '', 'waiting', '', $now)");
		my $files = $cast->server($route->{binary})->dir . '/files';
		my $folder = "$files/certificate";
		mkdir $_ for $files, $folder;
		open my $f, '>', "$folder/f$n.pdf" or die $!;
		print $f "%PDF-1.4\n";
		close $f;
		return $n;
	}
	if ($thing eq 'photo') {
		my $lisa = $cast->id('lisa');
		$n += 2000;
		$cast->sql('INSERT INTO picture (id, caregiver_id, place, path, alt, '
		    . "created) VALUES ($n, $lisa, $n, 'x.svg', 'x', $now)");
		return $n;
	}
	if ($thing eq 'video') {
		my $lisa = $cast->id('lisa');
		$n += 3000;
		$cast->sql('INSERT INTO video (caregiver_id, place, url, title) VALUES '
		    . "($lisa, $n, 'https://youtu.be/$n', 'x')");
		return $n;
	}
	if ($thing eq 'link') {
		my ($purpose) = $path =~ m{^/(?:account/|login/(?=identity))?(\w+)/};
		$purpose = 'address' if $purpose eq 'email';
		my ($whose, $email) = ($cast->id('eva'), 'eva@example.be');
		if ($purpose eq 'close') {
			# Somebody who plays no other part: the account ends.
			($whose, $email) = (4000 + $n, "gone$n\@example.be");
			$cast->sql('INSERT INTO users (id, email, password, first_name, '
			    . 'last_name, lang, is_owner, is_caregiver, staff, phone, country, '
			    . 'postcode, town, street, lat, lon, terms_version, terms_at, '
			    . "created) VALUES ($whose, '$email', '', 'G', 'G', 'en', 1, 0, '', "
			    . "'', 'BE', '', '', '', 0, 0, '', 1, 1)");
		}
		my $secret = sprintf '%043d', $n;
		$cast->sql('INSERT INTO token (hash, user_id, purpose, email, detail, expires) '
		    . "VALUES ('@{[sha256_hex($secret)]}', $whose, "
		    . "'$purpose', '$email', 'http://127.0.0.1:9 s eva\@example.be', "
		    . "@{[$now + 600]})");
		return $secret;
	}
	if ($thing eq 'member') {
		$n += 4000;
		$cast->sql('INSERT INTO users (id, email, verified, password, first_name, '
		    . 'last_name, lang, is_owner, is_caregiver, staff, phone, country, '
		    . 'postcode, town, street, lat, lon, terms_version, terms_at, created) '
		    . "VALUES ($n, 'm$n\@example.be', $now, '', 'Mo', 'P.', 'nl', 1, 0, "
		    . "'', '', 'BE', '', '', '', 0, 0, '', $now, $now)");
		return $n;
	}
	return $cast->id('lisa') if $thing eq 'applicant';
	if ($thing eq 'look') {
		$cast->sql('INSERT INTO look_at (id, kind, ref, detail, created) VALUES '
		    . "($n, 'amount', 'pi_$n', '', $now)");
		return $n;
	}
	if ($thing eq 'job') {
		$cast->sql('INSERT INTO job (id, kind, subject, detail, run_at, state, '
		    . 'tries, max_tries, lease_until, lease, error, created) VALUES '
		    . "($n, 'mail', 1, 'x', $now, 'dead', 9, 9, 0, '', '', $now)");
		return $n;
	}
	if ($thing eq 'cancel') {
		my $booking = $cast->scene('asked', 'an', 'lisa');
		return $cast->value("SELECT id FROM cancel_request WHERE booking_id = $booking");
	}
	return public($path) if $thing eq 'public';
	return $cast->scene($thing, 'an', 'lisa');
}

sub public {
	my ($path) = @_;
	return $cast->id('lisa') if $path =~ /caregiver/;
	return 'antwerp' if $path =~ /places/;
	return '3-1-2-EV.svg' if $path =~ /avatar/;
	open my $f, '>', $cast->server('site')->dir . '/mail/7.eml' or die $!;
	print $f "From: a\@example.be\r\nTo: b\@example.be\r\nSubject: Hello\r\n\r\nHello.\r\n";
	close $f;
	return '7.eml';
}

# Whether the thing of a route is somebody's.
sub owns {
	my ($name, $route) = @_;
	my $thing = $route->{thing};
	return 1 if $thing eq '-' || $thing eq 'public' || $thing eq 'link';
	return $name eq 'sam' if $route->{who} eq 'staff';
	return $name eq 'lisa' if $thing eq 'photo' || $thing eq 'video';
	return $name eq 'an' if $thing =~ /^(?:pet|draft|certificate)$/
	    || $route->{binary} eq 'pay';
	return $name eq 'an' || $name eq 'lisa';
}

# ---- what should happen ----

# undef: the gate lets them through.
sub stopped {
	my ($name, $route) = @_;
	my $who = $route->{who};
	return undef if $who =~ /^(?:anyone|machine|webhook)$/;
	return $name eq 'visitor' ? undef : '303/account' if $who eq 'visitor';
	return $route->{method} eq 'GET' ? '303/login' : '403' if $name eq 'visitor';
	return undef if $who eq 'signed-in' || $is{$name} =~ /\b$who\b/;
	return $who eq 'staff' ? '404' : '403';
}

sub fill {
	my ($text) = @_;
	my %known = (lisa => $cast->id('lisa'), rex => $cast->pet('Rex'),
	    day => strftime('%Y-%m-%d', localtime(time + 86400 * 20)));
	return $text =~ s/\{(\w+)\}/$known{$1}/gr;
}

# The address of a thing.
sub address {
	my ($route, $thing) = @_;
	my $path = $route->{path} =~ s/[#*]/$thing/r;
	return $route->{who} =~ /^(?:machine|webhook)$/ ? $path : "/en$path";
}

# As somebody honest would: a form has the token of its page.
sub send_it {
	my ($name, $route, $thing, $form) = @_;
	my $uri = address($route, $thing);
	my $c = at($name, $route);
	$form //= fill($route->{form});
	my $page;
	if ($route->{method} eq 'GET') {
		$page = $c->request('GET', $form eq '' ? $uri : "$uri?$form");
	} else {
		$page = $c->request('POST', $uri, "csrf=$token{$name}"
		    . ($form eq '' ? '' : "&$form"));
	}
	# Whoever was signed out comes in again; links are Eva's.
	enter($name) if ($page->header('Set-Cookie') // '') ne '';
	enter('eva') if $page->location eq '/login?reset=1';
	return $page;
}

sub short {
	my ($page) = @_;
	my ($where) = $page->location =~ m{^(/(?:login|account))(?:\?next|$)};
	return $page->status . ($page->status == 303 ? $where // '' : '');
}

# A page without what differs each time.
sub bare {
	my ($page, $thing) = @_;
	my $head = join "\n", map { "@$_" } grep { $_->[0] ne 'X-Request-Id' }
	    @{$page->{headers}};
	return "$head\n\n" . $page->body =~ s/\Q@{[$page->id]}\E//gr
	    =~ s/\b$thing\b//gr =~ s/value="[0-9a-f]{112}"//gr;
}

# ---- forms from where they must not come ----

# Who may send it, for a forger to try as.
sub victim {
	my ($route) = @_;
	return 'visitor' if $route->{who} =~ /^(?:visitor|anyone)$/;
	return 'sam' if $route->{who} eq 'staff';
	return $route->{who} eq 'caregiver' ? 'lisa' : 'an';
}

sub forge {
	my ($route, $thing) = @_;
	my ($name, $uri) = (victim($route), address($route, $thing));
	my $c = at($name, $route);
	my $form = fill($route->{form});
	my $good = "csrf=$token{$name}" . ($form eq '' ? '' : "&$form");
	my $other = $name eq 'visitor' ? 'an' : 'bob';
	my $print = $cast->print;
	my @wrong;

	my $try = sub {
		my ($what, $status, $method, $body, %more) = @_;
		my $got = $c->request($method, $uri, $body, \%more)->status;
		push @wrong, "$what: $got" unless $got =~ /^(?:$status)$/;
	};
	$try->('no token', 403, 'POST', $form);
	$try->('an empty token', 403, 'POST', "csrf=&$form");
	$try->("$other\'s token", 403, 'POST', "csrf=$token{$other}&$form");
	$try->("a visitor's token", 403, 'POST', "csrf=$token{visitor}&$form")
	    if $name ne 'visitor';
	$try->('a token of the day before', 403, 'POST', "csrf="
	    . (substr($token{$name}, 0, 32) . '0' x 16 . substr $token{$name}, 48)
	    . "&$form");
	$try->("from $_", 403, 'POST', $good, HTTP_SEC_FETCH_SITE => $_)
	    for qw(cross-site same-site none);
	$try->("origin $_", 403, 'POST', $good, HTTP_SEC_FETCH_SITE => undef,
	    HTTP_ORIGIN => $_) for 'https://evil.test', 'null',
	    'http://tailtribe.test', 'https://tailtribe.test.evil.test';
	$try->('no origin', 403, 'POST', $good, HTTP_SEC_FETCH_SITE => undef,
	    HTTP_ORIGIN => undef);
	$try->('plain text', 415, 'POST', $good, CONTENT_TYPE => 'text/plain');
	$try->('a token in the address', 403, 'POST', '', do {
		my %query = (REQUEST_URI => "$uri?$good");
		%query;
	});
	$try->("another's session", '403|404', 'POST', $good,
	    HTTP_COOKIE => "__Host-tt=$client{$other}{cookies}{'__Host-tt'}")
	    if $name ne 'visitor';
	$try->('as a GET', '200|303|40[345]', 'GET', '',
	    REQUEST_URI => "$uri?$good");
	$try->($_, 405, $_, $good) for qw(PUT DELETE PATCH);
	is "@wrong", '', "$route->{method} $route->{path}: no forged form is taken";
	is $cast->print, $print, 'and nothing has changed';
}

# ---- all of it ----

# An own page opens; an own form has an effect or says why not.
sub fine {
	my ($route, $page) = @_;
	# Who comes back from a provider, or is its guest, needs a cookie too.
	return ($page->status . $page->location) =~ m{^303/(?:login\?ended|account/google)}
	    if $route->{path} =~ m{^/login/google/(?:back|new|prove|mail)$};
	return ($page->status . $page->location) =~ m{^303/(?:login|account/google)\?away}
	    if $route->{path} =~ m{^/login/google(?:/link)?$};
	# Photos go with a profile: who has none is led to its first step.
	return 1 if $route->{path} eq '/account/photos' && $page->location eq '/account/caregiver';
	return $page->status == 400 if $route->{who} eq 'webhook';
	return $page->status == 200 if $route->{method} eq 'GET';
	return $page->status =~ /^(?:200|303|409|422|429)$/
	    && short($page) !~ m{^303/login};
}

sub try_route {
	my ($route) = @_;
	my $label = "$route->{method} $route->{path}";
	my $get = $route->{method} eq 'GET';
	my $has = $route->{thing} ne '-';
	my $link = $route->{thing} eq 'link';
	my $thing = $has ? thing($route) : '';
	my $absent = $thing =~ /^\d{43}$/ ? 'x' x 43 : $thing =~ /^\d+$/ ?
	    $thing + 1 : 'x';
	my ($print, @row, @bad);

	# What is shown once would be in one page and not in the next.
	$cast->sql("UPDATE session SET note = ''");
	forge($route, $thing) if !$get && $route->{who} ne 'webhook';
	$print = $cast->print if $get;
	# Those whose it is come last: what they remove, nobody else could have.
	for my $name ('visitor', (grep { !owns($_, $route) } @people),
	    (grep { owns($_, $route) } @people)) {
		my $stop = stopped($name, $route);
		# A link works once: each has one.
		$thing = thing($route), $print = $get ? $cast->print : ''
		    if $link && $name ne 'visitor';
		my $page = send_it($name, $route, $thing);
		push @row, "$name " . short($page);
		if (defined $stop) {
			push @bad, "$row[-1], not $stop" if short($page) ne $stop;
			next;
		}
		my $none = $has ? send_it($name, $route, $absent) : undef;
		push @bad, "$name " . $none->status . ' for what is not there'
		    if $none && $none->status != 404;
		if (owns($name, $route)) {
			push @bad, "$row[-1] for what is theirs"
			    unless fine($route, $page);
			next;
		}
		push @bad, "$row[-1], not 404" if $page->status != 404;
		push @bad, "$name can tell another's from what is not there"
		    if bare($page, $thing) ne bare($none, $absent);
	}
	is join('; ', @bad), '', "$label: everybody gets what is theirs";
	is $cast->print, $print, "$label changes nothing" if $get;
	note sprintf '%-4s %-24s %-9s %s', @{$route}{qw(method path who)},
	    join ', ', @row;
}

try_route($_) for @routes;

is $cast->complaints(qr/kettles/), '', 'nothing went wrong';
done_testing;
