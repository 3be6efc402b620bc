#!/usr/bin/perl
# What people hand in: the photo of a pet, a caregiver's photos and videos,
# papers that only their owner gets, the scanner, and how much is enough.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Digest::SHA qw(sha256_hex);
use Fcntl qw(LOCK_EX);
use IO::Socket::UNIX;
use Test::More;
use Cast;
use Photo;

my $papers = ($ENV{TT_BUILD} // '.') . '/t/page/papers';
plan skip_all => "no $papers" unless -x $papers;
my $cast = Cast->new('account', 'search');
my $an = $cast->who('an');
my $bob = $cast->who('bob');
my $lisa = $cast->who('lisa');
my $server = $cast->server('account');
my $media = $server->dir . '/media';
my $photo = Photo::with_exif(Photo::jpeg(), 'jpg', 6);

sub bytes {
	my ($path) = @_;
	open my $f, '<:raw', $path or return undef;
	local $/;
	return scalar <$f>;
}

# The files of the photo at a path in media.
sub photos { return glob "$media/$_[0]-*" }

# Do what jobs of files say: only to see that they were asked for.
sub gone { return $cast->value("SELECT COUNT(*) FROM job WHERE kind = 'file-gone'") }

# ---- the photo of a pet ----

my $rex = $cast->pet('Rex');
my $page = $an->get("/pets/$rex/photo");
is $page->status, 200, 'a pet has a page for its photo';
like $page->body, qr{enctype="multipart/form-data".*?name="photo".*?accept="image/jpeg,image/png,image/webp"}s,
    'with a form for a file';
unlike $page->body, qr{photo/remove}, 'and nothing to remove yet';
my $cost;
$page = $an->upload("/pets/$rex/photo", {}, ['photo', '../../etc/passwd%00.php', $photo]);
is $page->location, '/pets', 'a photo is taken, whatever it is called';
my $path = $cast->value("SELECT picture FROM pet WHERE id = $rex");
like $path, qr{^photo/[0-9a-f]{32}-300x400$}, 'under a name that nobody can guess, upright';
is scalar(() = photos($path)), 6, 'in three sizes and two kinds';
is scalar(grep { (stat)[2] & 07777 & ~0640 } photos($path)), 0, 'that others of the machine may not read';
my @left = grep { /GPS|IFD0|XMP|Comment/ } map { keys %$_ }
    Photo::says(map { bytes($_) } photos($path));
is "@left", '', 'without a word of where it was taken';
my ($row) = $cast->sql("SELECT use, type, width, height, sha256, state FROM file "
    . "WHERE 'photo/' || name = '$path'");
is "@$row", 'pet photo 300 400 ' . sha256_hex($photo) . ' stored', 'and a row says what came';
is scalar(grep { index(bytes($_), substr $photo, 200, 60) >= 0 } photos($path)), 0,
    'none of it is stored as it was sent';

$page = $an->get('/pets');
like $page->body, qr{<picture><source type="image/webp" srcset="/media/\Q$path\E-320.webp 240w, /media/\Q$path\E-960.webp 300w" sizes="112px"><img src="/media/\Q$path\E-960.jpg" srcset="[^"]+" sizes="112px" alt="Rex" width="112" height="112"></picture>},
    'the list shows it, in the size that fits';
like $page->text, qr/The photo of Rex has been saved/, 'and a note says so';
is $bob->get("/pets/$rex/photo")->status, 404, 'somebody else has no page for it';
$bob->get('/pets/new');
is $bob->upload("/pets/$rex/photo", {}, ['photo', 'x', $photo])->status, 404,
    'and cannot change it';

my $before = $path;
$an->upload("/pets/$rex/photo", {}, ['photo', 'x.png', Photo::png(2000, 1000)]);
$path = $cast->value("SELECT picture FROM pet WHERE id = $rex");
isnt $path, $before, 'another one replaces it';
is $cast->value("SELECT state FROM file WHERE 'photo/' || name = '$before'"), 'gone',
    'the old one is gone';
is gone(), 1, 'and its bytes will be';
like $an->get('/pets')->body, qr{320w, \S+ 960w, \S+ 1600w}, 'a large one has all three widths';
is $an->post("/pets/$rex/photo/remove")->location, '/pets', 'it can be removed';
is $cast->value("SELECT picture FROM pet WHERE id = $rex"), '', 'and then there is none';
like $an->get('/pets')->body, qr{/static/art/dog\S*svg}, 'but a drawn dog';

for (['nothing', [], qr/Choose a file/], ['an empty file', ['photo', 'x.jpg', ''], qr/This file is empty/],
    ['a program', ['photo', 'x.jpg', "\x7fELF" . "\0" x 400], qr/not a photo that we can read/],
    ['half a photo', ['photo', 'x.jpg', substr Photo::jpeg(), 0, 5000], qr/damaged or cut off/],
    ['a bomb', ['photo', 'x.png', Photo::bomb(10000, 10000)], qr/too large/],
    ['a drawing', ['photo', 'x.svg', '<svg onload="alert(1)"/>'], qr/not a photo/]) {
	my ($what, $file, $says) = @$_;
	$page = $an->upload("/pets/$rex/photo", {}, @$file ? $file : ());
	is $page->status, 422, "$what is refused";
	like $page->text, $says, 'and it says why';
	like $page->body, qr{id="photo-e"}, 'beside the field';
}
$page = $an->upload("/pets/$rex/photo", {}, ['photo', 'x.jpg', 'x' x (8 << 20)]);
is $page->status, 413, 'more than 8 MB is not read';
is $cast->count("file WHERE state = 'stored'"), 0, 'nothing of all that is kept';

{
	# Two at once, and no more: whoever comes then is asked to wait.
	my @held = map {
		open my $f, '>', $server->dir . "/image-$_.lock" or die $!;
		flock $f, LOCK_EX or die $!;
		$f;
	} 0, 1;
	$page = $an->upload("/pets/$rex/photo", {}, ['photo', 'x.jpg', $photo]);
	is $page->status, 422, 'when all places are taken, a photo is not';
	like $page->text, qr/busy with other photos/, 'and it says to try again';
	close pop @held;
	is $an->upload("/pets/$rex/photo", {}, ['photo', 'x.jpg', $photo])->status, 303,
	    'one free place is enough';
	$an->post("/pets/$rex/photo/remove");
}

# ---- all that can be said of a pet ----

my %pet = (name => 'Rex', kind => 'dog', colour => 'black', chip => '981000012345678',
    vaccinations => 'rabies 2027', medical => 'hips', allergies => 'chicken',
    medications => 'one pill at 8', special_needs => 'no stairs', temperament => 'calm',
    character => 'kind', behaviour => 'pulls', notes => 'none', vet_name => 'Dr. Claes',
    vet_phone => '03 123 45 67', emergency_contact => 'Jan, 0470 12 34 56');
is $an->post("/pets/$rex", %pet)->location, '/pets', 'all of it is taken';
$page = $an->get("/pets/$rex");
like $page->body, qr{name="$_"[^>]*(?:value="|>\s*)\Q$pet{$_}\E}, "$_ is shown again"
    for grep { !/kind|vet_phone/ } sort keys %pet;
like $page->body, qr{name="vet_phone"[^>]*value="(?:\+32|0)}, 'vet_phone too';
like $an->post("/pets/$rex", %{{ %pet, vet_phone => '12' }})->text, qr/Enter a phone number/,
    'a number that is none is refused';

# ---- a caregiver's photos ----

$page = $lisa->get('/account/photos');
is $page->status, 200, 'a caregiver has a page of photos';
is $an->get('/account/photos')->location, '/account/caregiver', 'an owner has not';
$page = $lisa->upload('/account/photos/portrait', {}, ['portrait', 'me.jpg', Photo::jpeg()]);
is $page->location, '/account/photos', 'a portrait is taken';
my $me = $cast->id('lisa');
my $face = $cast->value("SELECT path FROM picture WHERE caregiver_id = $me AND place = 0");
ok $face, 'and has its place';
$page = $lisa->upload('/account/photos', {}, ['photo', 'a.jpg', Photo::jpeg()]);
is $page->status, 422, 'a photo needs words';
is $cast->count('file WHERE use = \'picture\''), 1, 'and is not kept without';
for (1 .. 8) {
	$page = $lisa->upload('/account/photos', { alt => "Garden <$_>" },
	    ['photo', 'a.png', Photo::png(40, 30)]);
	is $page->status, 303, "photo $_";
}
$page = $lisa->upload('/account/photos', { alt => 'One more' }, ['photo', 'a.png', Photo::png(9, 9)]);
is $page->status, 422, 'a ninth is refused';
like $page->text, qr/eight photos/, 'and it says how many';
my @ids = map { $_->[0] } $cast->sql("SELECT id FROM picture WHERE caregiver_id = $me "
    . 'AND place > 0 ORDER BY place');
sub order { return join ' ', map { $_->[0] =~ s/\D//gr } $cast->sql("SELECT alt FROM picture "
    . "WHERE caregiver_id = $me AND place > 0 ORDER BY place") }
is order(), '1 2 3 4 5 6 7 8', 'they are in order';
$lisa->post("/account/photos/$ids[2]/earlier");
is order(), '1 3 2 4 5 6 7 8', 'one goes up';
$lisa->post("/account/photos/$ids[0]/later");
is order(), '3 1 2 4 5 6 7 8', 'one goes down';
$lisa->post("/account/photos/$ids[2]/earlier");
$lisa->post("/account/photos/$ids[7]/later");
is order(), '3 1 2 4 5 6 7 8', 'the ends stay, and none takes the portrait\'s place';
is $lisa->post("/account/photos/$ids[0]", alt => 'A sofa')->status, 303, 'words can be changed';
is $lisa->post("/account/photos/$ids[0]", alt => '')->status, 422, 'but not be left out';
my $tom = $cast->who('tom');
$tom->get('/account/photos');
is $tom->post("/account/photos/$ids[0]", alt => 'Mine')->status, 404,
    'another caregiver cannot';
is $lisa->post("/account/photos/$ids[1]/remove")->status, 303, 'one can be removed';
is $cast->count("picture WHERE caregiver_id = $me"), 8, 'and is gone';
like $lisa->get('/account/photos')->body, qr/Garden &lt;8&gt;/, 'words are words';

# ---- videos ----

for ('http://youtu.be/abc', 'https://youtu.be', 'https://youtu.be/', 'https://evil.test/youtu.be/x',
    'https://youtube.com.evil.test/x', 'https://www.youtube.com@evil.test/x', 'javascript:alert(1)',
    'https://youtu.be/"><script>', 'https://youtube.com:8080/x', '//youtu.be/x', 'https://user@youtu.be/x',
    'https://youtu.be\\@evil.test/x', 'http:///youtu.be/x', 'x') {
	is $lisa->post('/account/videos', url => $_, title => 'A walk')->status, 422, "not $_";
}
for ('https://youtu.be/abc', 'https://www.youtube.com/watch?v=abc', 'https://vimeo.com/1',
    'https://www.instagram.com/reel/x/', 'https://www.tiktok.com/@lisa/video/1', 'https://m.youtube.com/x') {
	is $lisa->post('/account/videos', url => $_, title => "A walk <$_>")->status, 303, $_;
}
is $lisa->post('/account/videos', url => 'https://youtu.be/x', title => 'More')->status, 409,
    'six are enough';
is $lisa->post('/account/videos/2/remove')->status, 303, 'one can go';

$page = $cast->visitor('search')->get("/caregiver/$me");
is $page->status, 200, 'the profile';
like $page->body, qr{class="face big" src="/media/\Q$face\E-320.jpg"}, 'shows the portrait';
is scalar(() = $page->body =~ m{<picture><source type="image/webp"}g), 7, 'seven photos';
like $page->body, qr{alt="A sofa" lang="}, 'with their words';
like $page->body, qr{<a href="https://youtu.be/abc" rel="noopener noreferrer nofollow ugc">}, 'links to videos';
unlike $page->body, qr{<(?:iframe|video|script src)|<img[^>]+src="https?:}, 'and loads nothing from elsewhere';

# ---- papers ----

my $desk = TT::Server->new($papers, tables => 0, database => $server->{database});
my $pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
my $an_desk = $an->at($desk);
$an_desk->get('/account');
$page = $an_desk->upload('/account', {}, ['paper', 'diploma.pdf', $pdf]);
is $page->status, 200, 'a PDF is taken';
my $id = $page->body;
my ($name, $use) = @{($cast->sql("SELECT name, use FROM file WHERE id = $id"))[0]};
is bytes($desk->dir . "/files/$use/$name.pdf"), $pdf, 'as it is, in a folder of its own';
ok !-e $desk->dir . "/media/$use", 'which is not that of pictures';
$page = $an_desk->get("/account/$id");
is $page->header('X-Accel-Redirect'), "/kept/$use/$name.pdf", 'its owner gets it';
is $page->header('Content-Disposition'), 'attachment; filename="paper.pdf"', 'as a download';
is $page->header('Content-Security-Policy'), "sandbox; default-src 'none'", 'that may do nothing';
is $page->header('Content-Type'), 'application/pdf', 'of its type';
my $bob_desk = $bob->at($desk);
is $bob_desk->get("/account/$id")->status, 404, 'nobody else does';
$page = $an_desk->upload('/account', {}, ['paper', 'x.jpg', $photo]);
like $page->body, qr/^\d+$/, 'a photo of a paper is one as well';
($name) = map { $_->[0] } $cast->sql("SELECT name FROM file WHERE id = @{[$page->body]}");
@left = grep { /GPS|IFD0|XMP|Comment/ } map { keys %$_ } Photo::says(bytes($desk->dir . "/files/$use/$name.jpg"));
is "@left", '', 'and says no more than its pixels';
is $an_desk->get('/account/' . $page->body)->header('Content-Type'), 'image/jpeg', 'it is looked at as a photo';
for (['a PDF cut off', substr($pdf, 0, 30), qr/PDF is damaged/],
    ['a PDF of more than 5 MB', "%PDF-1.4\n" . 'x' x (5 << 20) . "%%EOF", qr/larger than 5 MB/],
    ['a text called .pdf', 'Dear Sir', qr/not a photo/],
    ['a PDF with a page before it', "<html>$pdf", qr/not a photo/],
    ['an archive', "PK\3\4" . 'x' x 100, qr/not a photo/]) {
	my ($what, $bytes, $says) = @$_;
	$page = $an_desk->upload('/account', {}, ['paper', 'x.pdf', $bytes]);
	is $page->status, 422, "$what is refused";
	like $page->body, $says, 'and it says why';
}

# ---- the scanner ----

sub scanner {
	my ($answer) = @_;
	my $path = $desk->dir . '/clamd';
	unlink $path;
	my $listen = IO::Socket::UNIX->new(Local => $path, Listen => 5) or die $!;
	my $pid = fork // die;
	return ($path, $pid) if $pid;
	while (my $c = $listen->accept) {
		my $got = '';
		while ($got !~ /\0\0\0\0$/) { sysread $c, $got, 65536, length $got or last }
		syswrite $c, $got =~ /^zINSTREAM\0/ ? $answer : "UNKNOWN COMMAND\0";
		close $c;
	}
	POSIX::_exit(0);
}

for (["stream: OK\0", 200, ''], ["stream: Eicar-Signature FOUND\0", 422, qr/virus scanner/],
    ["INSTREAM size limit exceeded. ERROR\0", 422, qr/Try again later/], ['', 422, qr/Try again later/],
    ["stream: OK, but FOUNDLING\0", 422, qr/Try again later/], ["x" x 2000, 422, qr/Try again later/]) {
	my ($answer, $status, $says) = @$_;
	my ($path, $pid) = scanner($answer);
	my $s = TT::Server->new($papers, tables => 0, database => $server->{database}, scan => $path);
	my $c = $an->at($s);
	$c->get('/account');
	$page = $c->upload('/account', {}, ['paper', 'x.pdf', $pdf]);
	is $page->status, $status, 'the scanner says ' . substr($answer, 0, 20) =~ s/\0//r;
	like $page->body, $says, 'so it is told' if $says;
	kill KILL => $pid;
	waitpid $pid, 0;
}
{
	my $s = TT::Server->new($papers, tables => 0, database => $server->{database}, scan => '/nowhere/clamd');
	my $c = $an->at($s);
	$c->get('/account');
	like $c->upload('/account', {}, ['paper', 'x.pdf', $pdf])->body, qr/cannot check files/,
	    'no scanner, no paper';
}

# ---- a real clamd, with one signature of our own ----

SKIP: {
	my ($clamd) = grep { -x } '/usr/sbin/clamd';
	skip 'clamav-daemon is not installed', 3 unless $clamd;
	my $dir = $desk->dir . '/clam';
	mkdir $dir;
	open my $f, '>', "$dir/own.ndb" or die $!;
	print $f 'Own.Test:0:*:' . unpack('H*', 'a-virus-of-our-own') . "\n";
	close $f;
	open $f, '>', "$dir/conf" or die $!;
	print $f "LocalSocket $dir/socket\nDatabaseDirectory $dir\nForeground yes\nLogFile $dir/log\nUser "
	    . getpwuid($<) . "\n";
	close $f;
	my $pid = fork // die;
	if (!$pid) { open STDOUT, '>', '/dev/null'; open STDERR, ">&", \*STDOUT; { exec $clamd, "-c", "$dir/conf" } POSIX::_exit(9) }
	for (1 .. 300) { last if -S "$dir/socket"; Time::HiRes::sleep(0.1) }
	my $s = TT::Server->new($papers, tables => 0, database => $server->{database}, scan => "$dir/socket");
	my $c = $an->at($s);
	$c->get('/account');
	is $c->upload('/account', {}, ['paper', 'x.pdf', $pdf])->status, 200, 'clamd lets a PDF pass';
	like $c->upload('/account', {}, ['paper', 'x.pdf', $pdf =~ s/endobj/a-virus-of-our-own/r])->body,
	    qr/virus scanner/, 'and finds what it knows';
	kill TERM => $pid;
	waitpid $pid, 0;
	like $c->upload('/account', {}, ['paper', 'x.pdf', $pdf])->body, qr/cannot check files/,
	    'when it is away, papers wait';
}

# ---- enough ----

my $now = time;
my $an_id = $cast->id('an');
$cast->sql('INSERT INTO file (id, owner_id, use, name, type, bytes, width, height, sha256, state, '
    . "created) VALUES (77, $an_id, 'certificate', 'large', 'pdf', 209715000, 0, 0, '', 'stored', $now)");
like $an_desk->upload('/account', {}, ['paper', 'x.pdf', $pdf . 'x' x 900 . '%%EOF'])->body,
    qr/200 files or 200 MB/, 'more than 200 MB is too much';
is $an_desk->get('/account/77')->status, 404, 'a row without bytes is not there';

is $cast->complaints(qr/kettles/), '', 'nothing went wrong';
done_testing;
