# A mail as a file or as a server got it, read by the letter of RFC 5322, 2045
# and 2047.
#
#	my $m = Letter->new($bytes);
#	$m->header('To');  $m->subject;  $m->text;  $m->html;
#	$m->faults;        # what is not as it must be, a list of sentences
package Letter;
use strict;
use warnings;
use utf8;
use Encode qw(decode FB_CROAK);
use MIME::Base64 qw(decode_base64);

sub new {
	my ($class, $bytes) = @_;
	my ($head, $body) = split /\r\n\r\n/, $bytes, 2;
	my @headers = map { [split /: /, $_, 2] }
	    split /\r\n(?![ \t])/, $head;
	my $self = bless { bytes => $bytes, headers => \@headers,
	    body => $body // '', faults => [] }, $class;
	$self->look;
	return $self;
}

sub headers {
	my ($self, $name) = @_;
	return map { $_->[1] } grep { lc $_->[0] eq lc $name }
	    @{$self->{headers}};
}

sub header { return ($_[0]->headers($_[1]))[0] }
sub faults { return @{$_[0]{faults}} }

sub fault {
	my ($self, $what) = @_;
	push @{$self->{faults}}, $what;
}

# Base64 that decodes, and is UTF-8.
sub decoded {
	my ($self, $text, $where) = @_;
	my $plain = $text =~ s/\s//gr;
	$self->fault("$where: not base64")
	    if $plain !~ m{^[A-Za-z0-9+/]*={0,2}$} || length($plain) % 4;
	my $chars = eval { decode('UTF-8', decode_base64($plain), FB_CROAK) };
	$self->fault("$where: not UTF-8") unless defined $chars;
	return $chars // '';
}

# =?utf-8?B?…?= words, or plain ASCII.
sub subject {
	my ($self) = @_;
	my $s = $self->header('Subject') // '';
	return $s unless $s =~ /=\?/;
	my @words = split /\r\n[ \t]+|[ \t]+/, $s;
	return join '', map {
		$self->fault('subject: a word is longer than 75')
		    if length > 75;
		/^=\?utf-8\?B\?([^?]+)\?=$/i ? $self->decoded($1, 'subject') :
		    ($self->fault("subject: $_"), '')
	} @words;
}

sub look {
	my ($self) = @_;
	my $bytes = $self->{bytes};
	$self->fault('a line ends without CR LF')
	    if $bytes =~ /(?<!\r)\n|\r(?!\n)/;
	$self->fault('not ASCII') if $bytes =~ /[^\x09\x0a\x0d\x20-\x7e]/;
	$self->fault('a line is longer than 998')
	    if grep { length > 998 } split /\r\n/, $bytes;
	for (qw(From To Subject Date Message-ID MIME-Version Content-Type)) {
		my $n = () = $self->headers($_);
		$self->fault("$n headers $_") if $n != 1;
	}
	my ($mark) = ($self->header('Content-Type') // '') =~
	    m{^multipart/alternative; boundary="([^"]+)"$};
	return $self->fault('not multipart/alternative') unless $mark;
	my ($before, @parts) = split /(?:^|\r\n)--\Q$mark\E(?:--)?\r\n/,
	    $self->{body};
	$self->fault('it does not end well')
	    unless $bytes =~ /\r\n--\Q$mark\E--\r\n\z/;
	for (@parts) {
		my ($head, $body) = split /\r\n\r\n/, $_, 2;
		my ($type) = $head =~ m{^Content-Type: (\S+); charset=utf-8}mi;
		$self->fault('a part without a type'), next unless $type;
		$self->fault("$type: not base64 in lines") if $head !~
		    /^Content-Transfer-Encoding: base64$/mi ||
		    grep { length > 76 } split /\r\n/, $body // '';
		$self->{$type} = $self->decoded($body // '', $type);
	}
	$self->fault('no text') unless length($self->{'text/plain'} // '');
	$self->fault('no HTML') unless length($self->{'text/html'} // '');
}

sub text { $_[0]{'text/plain'} // '' }
sub html { $_[0]{'text/html'} // '' }

1;
