# A whole installation for a test: a folder, a configuration, a database, and
# the programs that need no socket.
#
#	my $i = Installation->new(demo => 'no');   # settings of the configuration
#	my ($status, $said) = $i->tool('ledger', 'verify');
#	$i->jobs;                                  # tailtribe-jobs --once
#	$i->sql('SELECT …');                       # rows, as TT::Server gives them
#
# It is a TT::Server whose binary is never started.
package Installation;
use strict;
use warnings;
use parent -norequire, 'TT::Server';
use Cwd ();
use TT;

our $src = $ENV{TT_SRC} // Cwd::abs_path(__FILE__ =~ s{[^/]*$}{../..}r);
our $build = Cwd::abs_path($ENV{TT_BUILD} // '.');

sub program {
	my ($name) = @_;
	my ($path) = grep { -x && -f } "$build/$name", "$build/cgi-bin/$name";
	return $path;
}

# Settings of the configuration; tables => 0 makes none.
sub new {
	my ($class, %conf) = @_;
	my $tables = delete $conf{tables} // 1;
	my $self = TT::Server::new($class, program('tailtribe'), wait => 0,
	    tables => 0, demo => 'yes', data => "$src/data",
	    (-d "$build/po/all" ? (locale => "$build/po") : ()),
	    secret => '0123456789abcdef' x 3, pepper => 'fedcba9876543210' x 3,
	    stripe => 'http://127.0.0.1:1', stripe_key => 'sk_test_of_a_test',
	    stripe_webhook_secret => 'whsec_of_a_test',
	    stripe_checkout => 'https://tailtribe.test', %conf);
	chmod 0755, $self->dir;
	if ($tables) {
		my ($status, $said) = $self->tool('init');
		die "init: $said" if $status;
	}
	return $self;
}

# Change settings; undef takes one out.
sub set {
	my ($self, %more) = @_;
	open my $in, '<', $self->conf or die "conf: $!";
	my %conf = map { /^(\w+) = (.*)$/ } <$in>;
	close $in;
	%conf = (%conf, %more);
	delete $conf{$_} for grep { !defined $conf{$_} } keys %conf;
	open my $out, '>', $self->conf or die "conf: $!";
	print $out "$_ = $conf{$_}\n" for sort keys %conf;
	close $out;
	chmod 0600, $self->conf;
	return $self;
}

# Run a program: its exit status, and what it said on both outputs.
sub said_by {
	my ($self, @command) = @_;
	local $ENV{TT_CONF} = $self->conf;
	local $ENV{ASAN_OPTIONS} = join ':', 'detect_leaks=0',
	    $ENV{ASAN_OPTIONS} // ();
	my $pid = open(my $p, '-|') // die "fork: $!";
	if (!$pid) {
		open STDERR, '>&', \*STDOUT;
		no warnings 'exec';
		exec @command;
		POSIX::_exit(127);
	}
	local $/;
	my $said = <$p> // '';
	close $p;
	my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	return ($status, $said);
}

sub tool {
	my ($self, @words) = @_;
	return $self->said_by(program('tailtribe'), @words);
}

sub jobs {
	my ($self) = @_;
	return $self->said_by(program('tailtribe-jobs'), '--once');
}

# Change rows; TT::Server's sql also takes statements without an answer.
sub change {
	my ($self, $sql) = @_;
	$self->sql($self->{database} =~ /^sqlite/ ?
	    "PRAGMA foreign_keys = ON; $sql" : $sql);
}

# One value.
sub value {
	my ($self, $sql) = @_;
	my @rows = $self->sql($sql);
	return @rows ? $rows[0][0] // '' : undef;
}

1;
