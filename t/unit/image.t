#!/usr/bin/perl
# tailtribe-image: what comes out was written anew, small and without a word
# of metadata; what is hostile is refused, quickly and within its memory.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Time::HiRes qw(time);
use Photo;

# ---- what is fine ----

my $png = Photo::png(2000, 1500);
my $d = Photo::decoded($png);
is $d->{line} =~ s/ \d+/ N/gr, 'photo N N N N N N N N', 'six files come out';
is "$d->{width}x$d->{height}", '1600x1200', 'the largest is 1600 long';
is $d->{rest}, '', 'and nothing behind them';
my @says = Photo::says(@{$d->{file}});
my @size = map { $_->{'Composite:ImageSize'} } @says;
is "@size", '1600x1200 1600x1200 960x720 960x720 320x240 320x240', 'three sizes, twice';
my @kind = map { $_->{'File:FileType'} } @says;
like "@kind", qr/^(?:(?:Extended )?WEBP JPEG ?){3}$/, 'WebP and JPEG by turns';
cmp_ok length $d->{file}[4], '<', 20000, 'the small one is small';

my $small = Photo::decoded(Photo::png(200, 100));
is "$small->{width}x$small->{height}", '200x100', 'a small one is not made larger';
is Photo::decoded(Photo::jpeg())->{width}, 400, 'JPEG is read';
is Photo::decoded(Photo::webp())->{width}, 400, 'WebP is read';
is Photo::decoded(Photo::png(1, 1))->{width}, 1, 'one pixel is a picture';
is Photo::decoded(Photo::png(3000, 2))->{height}, 1, 'a line stays a line';
my $paper = Photo::decoded($png, 'paper');
like $paper->{line}, qr/^paper 1600 1200 \d+$/, 'a paper is one JPEG';

# ---- metadata, and which way up ----

sub told {
	return grep { /GPS|IFD|XMP|IPTC|ICC|Photoshop|Comment|Make|Artist|Creator/i }
	    map { keys %$_ } @_;
}

for my $turn (1 .. 8) {
	my $in = Photo::with_exif(Photo::jpeg(), 'jpg', $turn);
	my $out = Photo::decoded($in);
	my ($before, @after) = Photo::says($in, @{$out->{file}});
	ok $before->{'GPS:GPSLatitude'} && $before->{'IFD0:Make'} && $before->{'File:Comment'},
	    'it says where it was taken, and by whom' if $turn == 1;
	is "$out->{width}x$out->{height}", $turn < 5 ? '400x300' : '300x400',
	    "orientation $turn: it stands upright";
	is join(' ', told(@after)), '', "orientation $turn: and says nothing else";
}
# The corner that was red is where EXIF says: turned by 6, the left bottom
# corner of what lies is the left top one of what stands.
{
	my $lying = Photo::decoded(Photo::png(320, 160))->{file}[1];
	my $standing = Photo::decoded(Photo::with_exif($lying, 'jpg', 6));
	my ($red, $green) = corner($standing->{file}[1]);
	cmp_ok $red, '<', 60, 'left top: what was at the left';
	cmp_ok $green, '>', 180, 'and at the bottom';
}
for my $kind (['png', Photo::png(400, 300)], ['webp', Photo::webp()]) {
	my $in = Photo::with_exif($kind->[1], $kind->[0], 6);
	my $out = Photo::decoded($in);
	is "$out->{width}x$out->{height}", '300x400', "$kind->[0]: upright";
	my ($before, @after) = Photo::says($in, @{$out->{file}});
	ok $before->{'GPS:GPSLatitude'}, "$kind->[0]: it said where";
	is join(' ', told(@after)), '', "$kind->[0]: and says nothing";
}

# The mean of the first pixels of a JPEG.
sub corner {
	my ($jpeg) = @_;
	my $file = File::Temp->new(SUFFIX => '.jpg');
	print $file $jpeg;
	close $file;
	my $ppm = `djpeg -ppm $file`;
	$ppm =~ s/^P6\s+(\d+)\s+(\d+)\s+255\n//s or return (255, 0);
	return map { ord } split //, substr $ppm, 0, 3;
}

# ---- what is hostile ----

my $jpeg = Photo::jpeg();
my $webp = Photo::webp();
my $script = "<script>alert(1)</script><?php system(\$_GET[0]) ?>";

sub be { return pack 'n', $_[0] }
# A JPEG that claims a size, by its frame.
sub claims {
	my ($width, $height) = @_;
	return $jpeg =~ s/(\xff\xc0..\x08)..../$1 . be($height) . be($width)/esr;
}
# A JPEG with so many scans of nothing.
sub scans {
	my ($n) = @_;
	my ($scan) = $jpeg =~ /(\xff\xda.*)\xff\xd9$/s;
	return substr($jpeg, 0, -2) . $scan x $n . "\xff\xd9";
}
# A progressive one: the frame's word changed.
(my $progressive = claims(8000, 5000)) =~ s/\xff\xc0/\xff\xc2/;

my @refused = (
	['nothing at all', '', 'no picture'],
	['one byte', "\xff", 'no picture'],
	['a text', 'Dear Sir', 'no picture'],
	['a program with a photo\'s name', "\x7fELF\2\1\1" . "\0" x 2000, 'no picture'],
	['a program for Windows', 'MZ' . "\0" x 2000, 'no picture'],
	['a page', "<html>$script</html>", 'no picture'],
	['a drawing with a script', "<svg xmlns='http://www.w3.org/2000/svg'>$script</svg>",
	    'no picture'],
	['a GIF', 'GIF89a' . pack('vvC3', 1, 1, 0x80, 0, 0) . "\0" x 40, 'no picture'],
	['a TIFF', "II*\0\10\0\0\0" . "\0" x 40, 'no picture'],
	['an archive', "PK\3\4" . "\0" x 60, 'no picture'],
	['a PDF', "%PDF-1.4\n%%EOF\n", 'no picture'],
	['the head of a JPEG alone', "\xff\xd8\xff", 'no picture'],
	['a JPEG cut off in its head', substr($jpeg, 0, 60), 'no broken'],
	['a JPEG cut off in the middle', substr($jpeg, 0, length($jpeg) / 2), 'no broken'],
	['a JPEG without its last byte', substr($jpeg, 0, -1), 'no broken'],
	['a JPEG cut off and closed', substr($jpeg, 0, length($jpeg) / 2) . "\xff\xd9", 'no broken'],
	['a JPEG of no pixels', claims(0, 0), 'no broken'],
	['a JPEG of 65535 by 65535', claims(65535, 65535), 'no large'],
	['a JPEG of 41 megapixels', claims(8200, 5001), 'no large'],
	['a progressive JPEG of 40 megapixels', $progressive, 'no large'],
	['a JPEG of 1000 scans', scans(1000), 'no large'],
	['a lossless JPEG', $jpeg =~ s/\xff\xc0/\xff\xc3/r, 'no picture'],
	['a PNG of 100 megapixels', Photo::bomb(10000, 10000), 'no large'],
	['a PNG that claims 4 thousand million', Photo::head(65535, 65535)
	    . Photo::chunk('IDAT', 'x') . Photo::chunk('IEND', ''), 'no large'],
	['an interlaced PNG of 30 megapixels', Photo::bomb(6000, 5000, 1), 'no large'],
	['a PNG cut off', substr($png, 0, 5000), 'no broken'],
	['a PNG without pixels', Photo::head(10, 10) . Photo::chunk('IEND', ''), 'no broken'],
	['a PNG with too few pixels', Photo::head(500, 500)
	    . Photo::chunk('IDAT', Compress::Zlib::compress('x')) . Photo::chunk('IEND', ''),
	    'no broken'],
	['a PNG with a wrong sum', $png =~ s/(IDAT.{100})./$1 . "\0"/esr, 'no broken'],
	['a PNG that moves', Photo::png(10, 10, more => Photo::chunk('acTL', pack 'NN', 2, 0)),
	    'no moving'],
	['a chunk longer than the file', Photo::head(10, 10) . pack('N', 0xfffffff0) . 'IDATxxxxxxxxxx',
	    'no broken'],
	['a WebP cut off', substr($webp, 0, length($webp) - 200), 'no broken'],
	['a WebP that moves', 'RIFF' . pack('V', 30) . 'WEBPVP8X' . pack('V', 10) . "\2"
	    . "\0" x 9 . "ANIM\0\0\0\0", 'no moving'],
	['a lossless WebP of 200 megapixels', 'RIFF' . pack('V', 24) . 'WEBPVP8L' . pack('V', 12)
	    . "\x2f" . pack('V', 16383 | 16383 << 14) . "\0" x 7, 'no large'],
	['a WebP of two pictures', do {
		my $body = substr $webp, 12;
		'RIFF' . pack('V', 4 + 2 * length $body) . "WEBP$body$body";
	}, 'no broken'],
	['more than 8 MB', $jpeg . "\0" x (8 << 20), 'no large'],
	['noise with a JPEG\'s head', "\xff\xd8\xff\xe0" . join('', map { chr(($_ * 7919) % 251) } 1 .. 5000),
	    'no broken'],
);
for (@refused) {
	my ($what, $bytes, $want) = @$_;
	my $from = time;
	my $got = Photo::decoded($bytes);
	is $got->{line}, $want, "$what: $want";
	is $got->{status}, 0, "$what: said, not crashed";
	cmp_ok time - $from, '<', 5, "$what: within its time";
}

# ---- two things at once: what is no picture is left out ----

my @both = (
	['a JPEG with a page behind it', "$jpeg$script"],
	['a JPEG with an archive behind it', $jpeg . "PK\3\4" . $script . "PK\5\6" . "\0" x 18],
	['a PNG with a script behind it', "$png$script"],
	['a PNG with a script in a text', Photo::png(50, 50,
	    more => Photo::chunk('tEXt', "Comment\0$script"))],
	['a PNG with a packed text', Photo::png(50, 50,
	    more => Photo::chunk('zTXt', "Comment\0\0" . Compress::Zlib::compress($script x 1000)))],
	['a PNG with a bomb for a profile', Photo::png(50, 50,
	    more => Photo::chunk('iCCP', "x\0\0" . Compress::Zlib::compress("\0" x 50_000_000)))],
	['a WebP with a page behind it', "$webp$script"],
	['a JPEG with a script in a comment', $jpeg =~ s/^\xff\xd8/"\xff\xd8\xff\xfe" . pack('n', 2 + length $script) . $script/er],
);
for (@both) {
	my ($what, $bytes) = @$_;
	my $got = Photo::decoded($bytes);
	like $got->{line}, qr/^photo /, "$what: the picture is read";
	is scalar(grep { /script|php|PK\x03\x04/ } @{$got->{file}}), 0, "$what: and nothing else is left";
}

done_testing;
