#!/usr/bin/perl
# What somebody agreed to, a copy of their data, closing the account, and that
# nothing is left of whoever was erased.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use File::Find ();
use JSON::PP ();
use Cast;

my $cast = Cast->new('auth', 'account', 'booking', 'search');
my $sqlite = $cast->server->{database} =~ /^sqlite/;
my $day = 86400;

sub tool {
	my (@words) = @_;
	local $ENV{TT_CONF} = $cast->server('account')->conf;
	open my $p, '-|', TT::tool(), @words or die;
	local $/;
	my $said = <$p>;
	close $p;
	return $said;
}

sub work {
	is $cast->server('account')->run([TT::binary('tailtribe-jobs'),
	    '--once']), 0, 'the queue is worked off';
}

# Columns of the tables, as [table, column, is text].
sub columns {
	return $cast->sql($sqlite ? "SELECT m.name, c.name, c.type = 'TEXT' "
	    . "FROM sqlite_master m JOIN pragma_table_info(m.name) c "
	    . "WHERE m.type = 'table'" : 'SELECT table_name, column_name, '
	    . "CASE WHEN data_type = 'text' THEN 1 ELSE 0 END FROM "
	    . "information_schema.columns WHERE table_schema = 'public'");
}

# ---- the list has all tables ----

my %listed = map { /^(\w+): ([\w ]+);/ ? ($1 => {map { $_ => 1 } split / /, $2})
    : () } split /\n/, tool('erase', '--print');
cmp_ok keys %listed, '>', 25, 'the list of what is personal is told';
{
	open my $f, '<', ($ENV{TT_SRC} // '.') . '/schema/0001-main.sql' or die;
	my ($table, @missing) = '';
	while (<$f>) {
		$table = $1 if /^CREATE TABLE (\w+)/;
		next unless /^\s(\w+)\s+BIGINT\b(.*)/;
		my ($column, $rest) = ($1, $2);
		next unless $rest =~ /REFERENCES (?:users|caregiver) / ||
		    $column =~ /^(?:user|owner|caregiver|author|subject|actor|by)_id$/;
		push @missing, "$table.$column" unless $listed{$table}{$column};
	}
	is "@missing", '', 'each column that names a person is in the list';
}

# ---- the pages say what is ----

for my $lang (qw(en nl fr de)) {
	my $text = join '', map {
		open my $f, '<', ($ENV{TT_SRC} // '.') . "/content/$lang/$_.md" or die;
		local $/;
		<$f>;
	} qw(privacy cookies);
	my %set;
	File::Find::find({ no_chdir => 1, wanted => sub {
		return unless /\.[ch]$/;
		open my $f, '<', $_ or die;
		local $/;
		my $code = <$f> // '';
		$set{$1} = 1 while $code =~ /"(__Host-[\w-]+)/g;
	} }, map { ($ENV{TT_SRC} // '.') . "/$_" } qw(lib cgi-bin));
	ok keys %set, 'cookies are found in the sources';
	ok index($text, $_) > 0, "the page in $lang names the cookie $_" for sort keys %set;
	like $text, qr/^- .*\b$_\b/m, "the page in $lang says $_ somewhere"
	    for map { /: (\d+) days/ ? $1 == 720 ? 24 : $1 : () }
	    split /\n/, tool('retain', '--print');
}

# ---- what is agreed to ----

my $auth = $cast->visitor('auth');
my %canary = (first => 'Quirinus', last => 'Zonnebloemhof',
    mail => 'quirinus.zbh@example.be', phone => '+32470998877',
    street => 'Kwikstaartlaan 987', pet => 'Bliksemvoet',
    note => 'Sleutel onder de pot 4711', chip => '981000009999123',
    iban => 'BE71096123456769', number => 'CERT-77-QZ',
    contact => 'Tante Wilhelmina Q', vet => 'Dierenarts Vosselaer Q');
$auth->{address} = '198.51.100.77';
$auth->get('/register');
my $made = $auth->post('/register', first_name => $canary{first},
    last_name => $canary{last}, email => $canary{mail},
    password => 'three green kettles', postcode => '2800', town => 'Mechelen',
    phone => '0470 99 88 77', terms => 1);
my $id = $cast->value("SELECT id FROM users WHERE email = '$canary{mail}'");
ok $id, 'an account is made' or BAIL_OUT($made->status . $made->text);
$cast->{id}{q} = $id;
is_deeply [map { "@$_" } $cast->sql('SELECT purpose, version, granted, source '
    . "FROM consent WHERE user_id = $id ORDER BY purpose")],
    ['privacy 2026-11 1 register', 'terms 2026-11 1 register'],
    'with what was agreed to';
like $cast->value('SELECT address FROM consent_from LIMIT 1'), qr{\.0/24$|/48$},
    'from a network, not an address';
$cast->sql("UPDATE users SET verified = 1, street = '$canary{street}' WHERE id = $id");
my $q = $cast->who('q', 'account');
like $q->get('/account/privacy')->body, qr/Send me news too/, 'news is off';
$q->post('/account/privacy', marketing => 1);
$q->post('/account/privacy', marketing => 1);
is $cast->count("consent WHERE user_id = $id AND purpose = 'marketing_mail'"), 1,
    'a yes is written once';
$q->post('/account/privacy');
is $cast->value("SELECT granted FROM consent WHERE user_id = $id AND "
    . "purpose = 'marketing_mail' ORDER BY id DESC LIMIT 1"), 0,
    'and a no in one click';

# ---- new terms ----

my $lisa = $cast->id('lisa');
my $ask = $cast->who('an', 'booking');
$cast->sql("UPDATE users SET terms_version = '2020-01' WHERE email = 'an\@example.be'");
my $page = $ask->get("/request/new?caregiver=$lisa&service=walk");
like $page->location, qr{^/account/terms\?next=}, 'new terms stand before a request';
is $ask->get('/bookings')->status, 200, 'but not before what was agreed';
my $agree = $cast->who('an', 'account');
like $agree->get('/account/terms?next=/bookings')->body, qr/Our terms have changed/,
    'a page shows it';
$page = $agree->post('/account/terms', next => '/bookings');
is $page->location, '/bookings', 'they are agreed to';
is $ask->get("/request/new?caregiver=$lisa&service=walk")->status, 200,
    'and the way is free';

# ---- a life ----

$cast->sql("INSERT INTO pet (id, owner_id, name, kind, custom_kind, breed, sex, "
    . "born_year, weight_g, neutered, pets_ok, people_ok, chip, vaccinations, "
    . "medical, character, notes, picture, created) VALUES (9001, $id, "
    . "'$canary{pet}', 'dog', '', '', '', 0, 0, 0, 1, 1, '$canary{chip}', '', '', "
    . "'', '$canary{note}', '', 1)");
$cast->sql("UPDATE users SET email = 'q\@example.be' WHERE id = $id");
my $done = $cast->scene('reviewed', 'q', 'lisa');
my $future = $cast->scene('paid', 'q', 'lisa');
$cast->sql("UPDATE users SET email = '$canary{mail}' WHERE id = $id");
$cast->sql("UPDATE booking SET note = '$canary{note}', emergency_name = "
    . "'$canary{contact}', emergency_phone = '$canary{phone}', vet_name = "
    . "'$canary{vet}' WHERE owner_id = $id");
$cast->sql("INSERT INTO caregiver (user_id, state, bio, headline, radius_km, "
    . "max_pets, kinds, sizes, home, outdoors, own_pets, children, medication, "
    . "smoke_free, is_trader, notice_min, buffer_min, day_limit, rating_sum, "
    . "rating_count, complete, rank, calendar_seen, seen, created, iban, "
    . "account_holder) VALUES ($id, 'approved', 'Ik ben $canary{first}', '', 5, 1, "
    . "'dog', 'm', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, "
    . "'$canary{iban}', '$canary{first} $canary{last}')");
$cast->sql("INSERT INTO certificate (id, caregiver_id, kind, provider, number, "
    . "state, reason, created) VALUES (9002, $id, 'vca', '', '$canary{number}', "
    . "'waiting', '', 1)");
$cast->sql("INSERT INTO stripe_event (id, type, created, body, received, done) "
    . "VALUES ('evt_q', 'x', 1, '{\"email\":\"$canary{mail}\"}', 1, 1)");

# ---- a copy ----

my $files = $cast->server('account')->dir . '/files';
is $q->get('/account/privacy/file')->header('X-Accel-Redirect'), undef, 'there is no copy yet';
is $q->post('/account/privacy/copy')->location, '/account/privacy', 'one is asked for';
is $q->post('/account/privacy/copy')->status, 409, 'one a day';
like $q->get('/account/privacy')->body, qr/We are making your copy/, 'and is being made';
work();
is $cast->value("SELECT state FROM data_export WHERE user_id = $id"), 'ready',
    'it is made';
like $q->get('/account/privacy')->body, qr/Fetch my copy/, 'and can be fetched';
my ($zip) = glob "$files/export/*.zip";
ok $zip, 'it is a private file' or BAIL_OUT('no copy');
like $q->get('/account/privacy/file')->header('X-Accel-Redirect') // '', qr/zip$/,
    'that they may have';
is $cast->who('an', 'account')->get('/account/privacy/file')
    ->header('X-Accel-Redirect'), undef, 'and nobody else';
isnt $cast->visitor('account')->get('/account/privacy/file')->status, 200,
    'nor a visitor';
my %in;
for my $name (grep { /\S/ } split /\n/, `unzip -Z1 '$zip'`) {
	$in{$name} = `unzip -p '$zip' '$name'`;
	next unless $name =~ /json$/;
	ok eval { JSON::PP::decode_json($in{$name}) }, "$name is JSON" or diag $@;
}
ok $in{'README.txt'} && $in{'index.html'}, 'with a page to read';
my $all = join '', values %in;
ok index($all, $canary{$_}) >= 0, "their $_ is in it" for sort keys %canary;
my ($other) = $cast->sql("SELECT email, phone, street, last_name FROM users WHERE id = $lisa");
ok $other->[$_] eq '' || index($all, $other->[$_]) < 0, 'and nothing of the other'
    for 0 .. 3;
$cast->sql("UPDATE data_export SET ready = ready - 8 * $day, expires = expires - 8 * $day");
is $q->get('/account/privacy/file')->header('X-Accel-Redirect'), undef, 'after a week it is over';
tool('retain', '--now');
work();
ok !-e $zip, 'and the file is gone';

# ---- closing ----

$page = $q->get('/account/close');
like $page->body, qr/agreed or paid and not done/, 'a paid booking keeps it open';
is $q->post('/account/close')->status, 409, 'whatever is sent';
is $cast->count("token WHERE user_id = $id AND purpose = 'close'"), 0, 'no link goes out';
$cast->sql("UPDATE booking SET state = 'cancelled' WHERE id = $future");
is $q->post('/account/close')->status, 200, 'without one a link is mailed';
my ($secret) = ($cast->value("SELECT detail FROM job WHERE kind = 'mail' AND "
    . "detail LIKE 'close %' ORDER BY id DESC LIMIT 1") // '') =~ /(\S{43})$/;
ok $secret, 'with a secret';
is $q->get("/account/close/$secret")->status, 200, 'it leads to a button';
is $cast->value("SELECT COUNT(closing) FROM users WHERE id = $id"), 0, 'looking changes nothing';
my $anyone = $cast->visitor('account');
$cast->sql("UPDATE booking SET state = 'paid' WHERE id = $future");
$anyone->get("/account/close/$secret");
is $anyone->post("/account/close/$secret")->status, 409, 'not while something was agreed meanwhile';
is $cast->value("SELECT COUNT(closing) FROM users WHERE id = $id"), 0, 'it stays open';
$cast->sql("UPDATE booking SET state = 'cancelled' WHERE id = $future");
$anyone->get("/account/close/$secret");
is $anyone->post("/account/close/$secret")->status, 200, 'it closes';
my $closing = $cast->value("SELECT closing FROM users WHERE id = $id");
cmp_ok abs($closing - time - 30 * $day), '<', 60, 'for thirty days';
is $cast->count("session WHERE user_id = $id"), 0, 'every session has ended';
is $cast->visitor('search')->get("/caregiver/$id")->status, 404, 'nobody finds the page';
$q = $cast->who('q', 'account');
is $q->get('/account')->location, '/account/closing', 'who comes back is asked';
like $q->get('/account/closing')->body, qr/Keep my account/, 'and may stay';
$q->post('/account/closing');
is $cast->value("SELECT COUNT(closing) FROM users WHERE id = $id"), 0, 'it goes on';
is $q->get('/account')->status, 200, 'as before';

# ---- what a crash left on the disk ----

{
	my $files = $cast->server('account')->dir . '/files/export';
	mkdir $files;
	my ($own) = map { s{.*/}{}r } glob "$files/*.zip";
	for my $name ('a' x 32 . '.zip', 'b' x 32 . '.zip.new', 'c' x 32 . '.zip') {
		open my $f, '>', "$files/$name" or die;
		print $f 'all about somebody';
		close $f;
		utime time, time - 90000, "$files/$name" if $name !~ /^c/;
	}
	utime time, time - 90000, "$files/$own" if $own;
	like tool('retain', '--now'), qr/^2 files$/m, 'what is left over goes';
	is join(' ', sort map { s{.*/}{}r } glob "$files/*"), join(' ', sort 'c' x 32 . '.zip', $own // ()),
	    'half a file and a copy that belongs to nobody go after a day';
	unlink "$files/" . 'c' x 32 . '.zip';
}

# ---- and then ----

my $ledger = tool('ledger', 'verify');

$cast->sql("UPDATE users SET closing = 1 WHERE id = $id");
$cast->sql("INSERT INTO job (id, kind, subject, detail, run_at, state, tries, "
    . "max_tries, lease_until, lease, error, created) VALUES (9003, 'mail', 0, "
    . "'address-changed $id $canary{mail}', 1, 'done', 1, 9, 0, '', '', 1)");
$cast->sql("INSERT INTO job (id, kind, subject, detail, run_at, state, tries, "
    . "max_tries, lease_until, lease, error, created) VALUES (9004, 'mail-support', 0, "
    . "'Somebody $canary{mail} Help! Please.', 1, 'done', 1, 9, 0, '', '', 1)");
work();
work();
ok $cast->value("SELECT erased FROM users WHERE id = $id"), 'the account is erased';
is $cast->count("tombstone WHERE user_id = $id"), 1, 'there is proof of it';
my @traces;
for (columns()) {
	my ($table, $column, $text) = @$_;
	next unless $text;
	for my $what (sort keys %canary) {
		push @traces, "$table.$column: $what" if $cast->count(
		    "$table WHERE $column LIKE '%$canary{$what}%'");
	}
}
is join("\n", @traces), '', 'no column of any table has a trace';
my @bytes;
my ($path) = $cast->server->{database} =~ /^sqlite:(.*)/;
my @look = $sqlite ? grep { -e } $path, "$path-wal" : ();
File::Find::find({ no_chdir => 1, wanted => sub { push @look, $_ if -f } },
    map { my $d = $_; map { "$d/$_" } qw(media files) }
    map { $cast->server($_)->dir } qw(auth account booking));
for my $file (@look) {
	open my $f, '<:raw', $file or next;
	local $/;
	my $bytes = <$f> // '';
	push @bytes, map { "$file: $_" } grep {
	    index($bytes, $canary{$_}) >= 0 } sort keys %canary;
}
is join("\n", @bytes), '', 'nor any file';
is tool('ledger', 'verify'), $ledger, 'no cent of the ledger has moved';
$page = $cast->who('lisa', 'booking')->get("/booking/$done");
is $page->status, 200, 'the other side still sees the booking';
like $page->body, qr/Deleted user/, 'with somebody who is no longer there';
like $page->body, qr/Deleted pet/, 'and an animal without a name';
is $cast->who('lisa', 'booking')->get('/bookings')->status, 200, 'and the list';
like $cast->visitor('search')->get("/caregiver/$lisa")->body,
    qr/Deleted user/, 'a review stays without a name';

# ---- after a restore ----

my $stones = tool('erase', '--tombstones');
like $stones, qr/^$id 1?-?\d+$/m, 'the tombstones can be kept elsewhere';
{
	my $file = $cast->server->dir . '/stones';
	open my $f, '>', $file or die;
	print $f $stones, $cast->id('bob'), " 1\n";
	close $f;
	like tool('erase', '--apply-tombstones', $file), qr/^2 applied/, 'and applied';
	is $cast->value("SELECT first_name FROM users WHERE id = @{[$cast->id('bob')]}"),
	    '', 'somebody who was back is erased again';
}

is $cast->complaints(qr/ assert/), '', 'nothing went wrong';
done_testing;
