# The people of t/page/cast.c, one database, and as many binaries as a test
# wants to talk to.
#
#	my $cast = Cast->new('booking', 'pay');     # all tests are skipped
#	my $id = $cast->scene('paid', 'an', 'lisa'); # without t/page/cast
#	my $an = $cast->who('an');                  # signed in, at booking
#	$an->get("/booking/$id");
#	$cast->who('an', 'pay')->get("/pay/$id");
#	$cast->visitor('auth');
#	my $before = $cast->print;                  # a hash of all tables
package Cast;
use strict;
use warnings;
use Cwd ();
use Digest::SHA ();
use File::Temp ();
use IPC::Open2;
use Test::More ();
use TT;

sub new {
	my ($class, @binaries) = @_;
	my $play = ($ENV{TT_BUILD} // '.') . '/t/page/cast';
	Test::More::plan(skip_all => "no $play") unless -x $play;
	my $src = $ENV{TT_SRC} // Cwd::abs_path(__FILE__ =~ s{[^/]*$}{../..}r);
	# As it is installed: texts, and what lies in data, in one folder.
	my $share = File::Temp->newdir('tt-XXXXXX', TMPDIR => 1);
	symlink $_, "$share/" . s{.*/}{}r for glob "$src/data/* $src/content";
	my %conf = (data => "$share",
	    ref $binaries[-1] ? %{ pop @binaries } : ());
	my $first = TT::Server->new($binaries[0], tables => [$play], %conf);
	my %at = ($binaries[0] => $first);
	$at{$_} = TT::Server->new($_, tables => 0, %conf,
	    database => $first->{database}) for @binaries[1 .. $#binaries];
	return bless { play => $play, share => $share, first => $binaries[0], at => \%at },
	    $class;
}

sub server { return $_[0]{at}{$_[1] // $_[0]{first}} }

# One shell of the database for all statements of a test: starting one takes
# longer than all they do.
sub shell {
	my ($self) = @_;
	my ($kind, $where) = $self->server->{database} =~ /^(\w+):\s*(.*)/;
	my @command = $kind eq 'sqlite' ?
	    ('sqlite3', '-bail', '-cmd', '.timeout 5000', '-separator', "\t", $where) :
	    ('psql', '-XAtqF', "\t", '-v', 'ON_ERROR_STOP=1', '-d', $where);
	$self->{end} = $kind eq 'sqlite' ? '.print' : '\\echo';
	$self->{pid} = open2($self->{from}, $self->{to}, 'stdbuf', '-oL', @command);
}

sub sql {
	my ($self, $sql) = @_;
	my ($end, @rows) = "-- end of rows --\n";
	$self->shell if !$self->{pid};
	local $SIG{PIPE} = 'IGNORE';
	print { $self->{to} } "$sql;\n$self->{end} $end";
	$self->{to}->flush;
	while (defined(my $row = readline $self->{from})) {
		return @rows if $row eq $end;
		chomp $row;
		push @rows, [$row eq '' ? '' : split /\t/, $row, -1];
	}
	die "$sql: failed\n";
}

sub DESTROY {
	my ($self) = @_;
	return if !$self->{pid};
	local $?;
	close $self->{to};
	waitpid $self->{pid}, 0;
}

# The first value of the first row; undef when there is none.
sub value {
	my ($self, $sql) = @_;
	my ($row) = $self->sql($sql);
	return $row ? $row->[0] : undef;
}

# How many rows fulfil "table WHERE …".
sub count { return $_[0]->value("SELECT COUNT(*) FROM $_[1]") }

sub id {
	my ($self, $name) = @_;
	return $self->{id}{$name} //= $self->value(
	    "SELECT id FROM users WHERE email = '$name\@example.be'");
}

sub pet {
	my ($self, $name) = @_;
	return $self->value("SELECT id FROM pet WHERE name = '$name'");
}

sub visitor {
	my ($self, $binary) = @_;
	return TT::Client->new($self->server($binary), lang => 'en');
}

# A new session of somebody's.
sub who {
	my ($self, $name, $binary) = @_;
	my $client = $self->visitor($binary);
	my $secret = sprintf '%043s', join '', map { ('a' .. 'z')[rand 26] } 1 .. 40;
	my ($hash, $now) = (Digest::SHA::sha256_hex($secret), time);
	$self->sql('INSERT INTO session (hash, user_id, created, seen, device, '
	    . 'address, note, proved) '
	    . "VALUES ('$hash', @{[$self->id($name)]}, $now, $now, 'test', '', '', $now)");
	$client->cookie($secret);
	return $client;
}

# A booking of an owner and a caregiver in some state; its id.
sub scene {
	my ($self, @scene) = @_;
	local $ENV{TT_CONF} = $self->server->conf;
	open my $p, '-|', $self->{play}, @scene or die "$self->{play}: $!\n";
	my $id = <$p> // '';
	close $p or die "no scene @scene\n";
	chomp $id;
	return $id;
}

sub state {
	my ($self, $booking) = @_;
	return $self->value("SELECT state FROM booking WHERE id = $booking");
}

# Mails of a template that are due, or jobs of a kind.
sub mails { return $_[0]->count("job WHERE kind = 'mail' AND detail LIKE '$_[1] %'") }
sub jobs  { return $_[0]->count("job WHERE kind = '$_[1]'") }

# Lines of the logs that no test wants to see: faults, and what matches.
sub complaints {
	my ($self, $more) = @_;
	my $bad = qr/ error: |runtime error|Sanitizer|$more/;
	return join "\n", grep { /$bad/ } map { split /\n/, $_->log_text }
	    values %{$self->{at}};
}

# A hash of what is in the tables, but for when sessions were seen and what
# was counted against guessing.
sub print {
	my ($self) = @_;
	$self->{tables} //= [map { $_->[0] } $self->sql(
	    $self->server->{database} =~ /^sqlite/ ?
	    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name" :
	    'SELECT tablename FROM pg_tables WHERE '
	    . "schemaname = 'public' ORDER BY tablename")];
	my %columns = (session => 'hash, user_id, created, device, viewing',
	    caregiver => 'user_id, state, bio, reason, until, recheck, approved, iban, '
	    . 'rating_sum, rating_count, radius_km, complete, step');
	my $sql = join '; ', map {
		my $c = $columns{$_} // '*';
		"SELECT '$_', $c FROM $_"
	} grep { $_ ne 'attempt' } @{$self->{tables}};
	return Digest::SHA::sha1_hex(join "\n",
	    sort map { join "\t", @$_ } $self->sql($sql));
}

1;
