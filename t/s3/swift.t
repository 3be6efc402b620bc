#!/usr/bin/perl
# Files in a bucket, at a store that checks every signature: papers and photos
# on their way there, links that lead to them for a while, and their end.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use HTTP::Tiny;
use Test::More;
use Time::HiRes qw(time sleep);
use Cast;
use Photo;
use Swift;

my $papers = ($ENV{TT_BUILD} // '.') . '/t/page/papers';
plan skip_all => "no $papers" unless -x $papers;
my @missing = Swift::missing();
plan skip_all => 'not installed: ' . join ', ', @missing if @missing;

my $from = time;
my $swift = Swift->new;
my $store = $swift->bucket('files');
note sprintf 'Swift took %.0f s to start', time - $from;

my %conf = (store => $store, store_key => Swift::key(), store_secret => Swift::secret());
my $cast = Cast->new('account', { %conf, spool => '/nowhere' });
my $server = $cast->server('account');
my $dir = $server->dir;
my $first = $cast->server('account')->{database};

# One machine: the same folders for all of its programs.
sub at {
	my ($binary, %more) = @_;
	return TT::Server->new($binary, tables => 0, database => $first, %conf,
	    spool => "$dir/files", media => "$dir/media", %more);
}
my $account = at('account');
my $desk = at($papers);
my $jobs = at('tailtribe-jobs', wait => 0);
sub work {
	my (%more) = @_;
	my $with = %more ? at('tailtribe-jobs', wait => 0, %more) : $jobs;
	return $with->run([TT::binary('tailtribe-jobs'), '--once']);
}
sub again { $cast->sql("UPDATE job SET run_at = 1, tries = 0 WHERE state = 'ready'") }

# ---- a paper ----

my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 10);
my $an = $cast->who('an')->at($desk);
my $pdf = "%PDF-1.4\ntrailer\n<<>>\n%%EOF\n";
$an->get('/account');
my $id = $an->upload('/account', {}, ['paper', 'x.pdf', $pdf])->body;
my $name = $cast->value("SELECT name FROM file WHERE id = $id");
is $cast->value("SELECT state FROM file WHERE id = $id"), 'waiting', 'a paper waits here';
is join(' ', $swift->names('files')), '', 'and is not there yet: no request talks to the store';
like $an->get("/account/$id")->header('X-Accel-Redirect'), qr{^/kept/}, 'nginx sends it until then';
is work(), 0, 'the queue works';
is $cast->value("SELECT state FROM file WHERE id = $id"), 'stored', 'now it is stored';
is join(' ', $swift->names('files')), "certificate/$name.pdf", 'in the bucket';
ok !-e "$dir/files/certificate/$name.pdf", 'and no longer here';

my $page = $an->get("/account/$id");
is $page->status, 303, 'its owner is sent there';
my $link = $page->header('Location');
like $link, qr/X-Amz-Expires=300&/, 'for five minutes';
my $got = $http->get($link);
is $got->{status}, 200, 'the link works';
is $got->{content}, $pdf, 'and gives what was handed in';
is $got->{headers}{'content-disposition'}, 'attachment; filename="paper.pdf"', 'as a download';
is $got->{headers}{'content-type'}, 'application/pdf', 'of its type';
is $cast->who('bob')->at($desk)->get("/account/$id")->status, 404, 'nobody else gets one';

# ---- links that are not ours ----

like $http->get($link =~ s/\?.*//r)->{status}, qr/^40[03]$/, 'nothing without a signature';
is $http->get($link =~ s{/certificate/}{/other/}r)->{status}, 403, 'not another file';
is $http->get($link =~ s/Expires=300/Expires=9999/r)->{status}, 403, 'not for longer';
is $http->get($link =~ s/attachment/inline/r)->{status}, 403, 'not shown in place';
is $http->get($link =~ s/(.)$/$1 eq '0' ? '1' : '0'/er)->{status}, 403, 'not with a wrong digit';
is $http->request('DELETE', $link)->{status}, 403, 'not to remove it';
{
	my $wrong = at($papers, store_secret => 'another');
	my $l = $cast->who('an')->at($wrong)->get("/account/$id")->header('Location');
	is $http->get($l)->{status}, 403, 'not with a wrong secret';
}
# One that was made ten minutes ago: with the store's own arithmetic, by openssl.
is $http->get(by_openssl("files/certificate/$name.pdf", time - 10, 300))->{status}, 200,
    'somebody else\'s arithmetic gives a link that works';
is $http->get(by_openssl("files/certificate/$name.pdf", time - 600, 300))->{status}, 403,
    'but not when its time is over';

sub by_openssl {
	my ($path, $when, $seconds) = @_;
	my @t = gmtime $when;
	my $day = sprintf '%04d%02d%02d', $t[5] + 1900, $t[4] + 1, $t[3];
	my $stamp = sprintf '%sT%02d%02d%02dZ', $day, @t[2, 1, 0];
	my $scope = "$day/us-east-1/s3/aws4_request";
	my $query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
	    . (Swift::key() . "/$scope") =~ s{([:/])}{sprintf '%%%02X', ord $1}ger
	    . "&X-Amz-Date=$stamp&X-Amz-Expires=$seconds&X-Amz-SignedHeaders=host";
	my ($host) = $swift->url =~ m{//(.*)};
	my $text = "AWS4-HMAC-SHA256\n$stamp\n$scope\n" . sha("GET\n/$path\n$query\nhost:$host\n\nhost\nUNSIGNED-PAYLOAD");
	my $key = unpack 'H*', 'AWS4' . Swift::secret();
	$key = mac($key, $_) for $day, 'us-east-1', 's3', 'aws4_request';
	return $swift->url . "/$path?$query&X-Amz-Signature=" . mac($key, $text);
}
sub through {
	my ($text, @command) = @_;
	my $file = File::Temp->new;
	print $file $text;
	close $file;
	my ($hex) = qx(@command $file) =~ /([0-9a-f]{64})\s*$/;
	return $hex;
}
sub sha { through($_[0], qw(openssl dgst -sha256)) }
sub mac { through($_[1], qw(openssl dgst -sha256 -mac HMAC -macopt), "hexkey:$_[0]") }

# ---- a photo ----

my $rex = $cast->pet('Rex');
my $owner = $cast->who('an')->at($account);
$owner->get('/pets/new');
is $owner->upload("/pets/$rex/photo", {}, ['photo', 'x.png', Photo::png(50, 40)])->status, 303, 'a photo';
is work(), 0, 'the queue works';
is scalar(grep { m{^media/photo/} } $swift->names('files')), 6, 'has a copy of each size in the bucket';
is scalar(() = glob "$dir/media/photo/*"), 6, 'and stays here, where nginx sends it';
$owner->post("/pets/$rex/photo/remove");
is work(), 0, 'the queue works';
is scalar(grep { m{^media/} } $swift->names('files')), 0, 'removed, it goes there';
is scalar(() = glob "$dir/media/photo/*"), 0, 'and here';

# ---- a store that does not want ----

$id = $an->upload('/account', {}, ['paper', 'x.pdf', $pdf])->body;
work(store_secret => 'another');
is $cast->value("SELECT state FROM file WHERE id = $id"), 'waiting', 'a wrong secret stores nothing';
like $cast->value("SELECT error FROM job WHERE subject = $id"), qr/answers 403/, 'and the queue says why';
again();
work(store => $store =~ s/:\d+/:1/r);
is $cast->value("SELECT state FROM file WHERE id = $id"), 'waiting', 'nor does a store that is away';
like $an->get("/account/$id")->header('X-Accel-Redirect'), qr{^/kept/}, 'it can be had all the while';
again();
work();
is $cast->value("SELECT state FROM file WHERE id = $id"), 'stored', 'then it comes, and all is well';
is scalar(() = $swift->names('files')), 2, 'both papers are there';

# ---- a copy of somebody's data, from what is in the bucket alone ----

my $large = "%PDF-1.4\n" . join('', map { chr rand 256 } 1 .. 4_900_000) . "\n%%EOF\n";
$id = $an->upload('/account', {}, ['paper', 'x.pdf', $large])->body for 1, 2;
work();
is $cast->count("file WHERE state <> 'stored' AND state <> 'gone'"), 0, 'two large papers are stored';
is scalar(() = glob "$dir/files/certificate/*"), 0, 'none is on this machine';
$owner->get('/account/privacy');
$owner->post('/account/privacy/copy');
work(store => $store =~ s/:\d+/:1/r);
is $cast->value('SELECT state FROM data_export'), 'asked', 'no half a copy while the store is away';
again();
work();
work();
is $cast->value('SELECT state FROM data_export'), 'ready', 'then there is one';
is $cast->value("SELECT state FROM file WHERE use = 'export'"), 'stored', 'in the bucket as well';
cmp_ok $cast->value("SELECT bytes FROM file WHERE use = 'export'"), '>', 9 << 20, 'larger than any form';
$got = $http->get($owner->get('/account/privacy/file')->header('Location'));
is $got->{status}, 200, 'its owner fetches it';
my $zip = File::Temp->new(SUFFIX => '.zip');
binmode $zip;
print $zip $got->{content};
close $zip;
my @in = map { m{files/(\S+)} ? $1 : () } qx(unzip -l $zip);
is scalar(@in), 4, 'and all four papers are in it' or diag "@in";
my $same = grep { qx(unzip -p $zip files/$_) eq $large } @in;
is $same, 2, 'byte by byte';

note sprintf 'all of it took %.0f s', time - $from;
is $cast->complaints(qr/kettles/), '', 'nothing went wrong';
done_testing;
