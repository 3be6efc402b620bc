# Photos made in a test: PNGs by hand, and what tailtribe-image makes of them.
package Photo;
use strict;
use warnings;
use Compress::Zlib qw(compress crc32);
use File::Temp ();
use IPC::Open3;
use JSON::PP qw(decode_json);
use TT;

sub chunk {
	my ($type, $data) = @_;
	return pack('N', length $data) . $type . $data . pack 'N', crc32("$type$data");
}

# A PNG of one that differs at each pixel; more => chunks before the pixels.
sub png {
	my ($width, $height, %more) = @_;
	my $rows = '';
	for my $y (0 .. $height - 1) {
		$rows .= "\0" . join '', map {
			chr($_ * 255 / $width) . chr($y * 255 / $height) . chr(($_ ^ $y) & 255)
		} 0 .. $width - 1;
	}
	return head($width, $height) . ($more{more} // '') . chunk('IDAT', compress($rows))
	    . chunk('IEND', '');
}

sub head {
	my ($width, $height, $interlaced) = @_;
	return "\x89PNG\r\n\x1a\n" . chunk('IHDR',
	    pack 'NNC5', $width, $height, 8, 2, 0, 0, $interlaced ? 1 : 0);
}

# Rows of one colour, made piece by piece: a small file of very many pixels.
sub bomb {
	my ($width, $height, $interlaced) = @_;
	my ($z) = Compress::Zlib::deflateInit(-Level => 9);
	my $packed = '';
	$packed .= $z->deflate("\0" x (1 + 3 * $width)) for 1 .. $height;
	$packed .= $z->flush;
	return head($width, $height, $interlaced) . chunk('IDAT', $packed) . chunk('IEND', '');
}

# What tailtribe-image answers: { line, file => [...], status }.
sub decoded {
	my ($bytes, $how) = @_;
	my $in = File::Temp->new;
	print $in $bytes;
	close $in;
	open my $from, '<', "$in" or die $!;
	my $pid = open3('<&' . fileno($from), my $out, '>&STDERR', program(), $how // 'photo');
	binmode $out;
	my $all = do { local $/; <$out> } // '';
	waitpid $pid, 0;
	my $status = $?;
	my ($line, $rest) = split /\n/, $all, 2;
	my (undef, $width, $height, @n) = split / /, $line // '';
	my @file;
	push @file, substr $rest, 0, $_, '' for @n;
	return { line => $line // '', status => $status, width => $width,
	    height => $height, file => \@file, rest => $rest // '' };
}

sub program { return $ENV{TT_IMAGE} // TT::binary('tailtribe-image') }

# One of each kind, of 400 by 300.
my %of;
sub jpeg { return $of{jpeg} //= decoded(png(400, 300))->{file}[1] }
sub webp { return $of{webp} //= decoded(png(400, 300))->{file}[0] }

# What exiftool says of each of some files: name => value, by turns.
sub says {
	my @files = map {
		my $file = File::Temp->new;
		print $file $_;
		close $file;
		$file;
	} @_;
	open my $p, '-|', 'exiftool', '-q', '-j', '-G1', map { "$_" } @files or die $!;
	my $json = do { local $/; <$p> };
	close $p;
	return @{ decode_json($json) };
}

# The same with what a telephone writes: where, when, which, and which way up.
sub with_exif {
	my ($bytes, $ending, $turn) = @_;
	my $file = File::Temp->new(SUFFIX => ".$ending");
	print $file $bytes;
	close $file;
	my $said = `exiftool -q -overwrite_original -n -Orientation=$turn -Make=Acme -GPSLatitude=51.2194 -GPSLatitudeRef=N -GPSLongitude=4.4025 -GPSLongitudeRef=E -Artist=Somebody -XMP-dc:Creator=Somebody -Comment=secret $file 2>&1`;
	open my $f, '<:raw', "$file" or die $!;
	local $/;
	return <$f>;
}

1;
