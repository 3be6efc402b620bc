# Talks FastCGI to our binaries, as nginx would, for t/page/*.t.
#
#	my $server = TT::Server->new('booking');       # or a path to a binary
#	my $an = TT::Client->new($server, lang => 'fr')->as('an@example.be');
#	my $page = $an->get('/booking/7');
#	is $page->status, 200, 'an owner sees her booking';
#	$an->post('/booking/7/cancel', reason => 'ill'); # csrf comes by itself
#	cmp_ok $page->sql, '<=', 4, 'in four queries';
#
# The binary is looked for in $TT_BUILD, the folder of the build. A server
# makes its own folder, configuration and (SQLite) database; TT_TEST_DB names
# another database. Only modules that come with Perl are used.

package TT;
use strict;
use warnings;

my $count = 0;

# A path to a binary, from its name.
sub binary {
	my ($name) = @_;
	return $name if $name =~ m{/};
	my $build = $ENV{TT_BUILD} // '.';
	for my $path ("$build/cgi-bin/$name.fcgi", "$build/$name.fcgi",
	    "$build/$name") {
		return $path if -x $path;
	}
	die "no binary $name in $build; set TT_BUILD\n";
}

# The tool that makes the tables, `tailtribe`.
sub tool { return $ENV{TT_TOOL} // binary('tailtribe') }

sub request_id { return sprintf '%x-%x', $$, ++$count }

sub url_part {
	my ($s) = @_;
	utf8::encode($s) if utf8::is_utf8($s);
	$s =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge;
	return $s;
}

# ---- FastCGI -------------------------------------------------------------

package TT::FCGI;

sub record {
	my ($type, $id, $content) = @_;
	return pack('CCnnCC', 1, $type, $id, length $content, 0, 0) . $content;
}

# A stream: as many records as it takes, and an empty one.
sub stream {
	my ($type, $id, $bytes) = @_;
	my $out = '';
	for (my $at = 0; $at < length $bytes; $at += 65000) {
		$out .= record($type, $id, substr $bytes, $at, 65000);
	}
	return $out . record($type, $id, '');
}

sub length_of {
	my ($n) = @_;
	return $n < 128 ? pack 'C', $n : pack 'N', $n | 0x80000000;
}

sub params {
	my ($params) = @_;
	return join '', map {
		length_of(length $_) . length_of(length $params->{$_}) . $_
		    . $params->{$_}
	} sort keys %$params;
}

# The bytes of a whole request.
sub request {
	my ($params, $body, $keep, $id) = @_;
	$id //= 1;
	return record(1, $id, pack('nCx5', 1, $keep ? 1 : 0))
	    . stream(4, $id, params($params)) . stream(5, $id, $body);
}

sub read_exactly {
	my ($socket, $n) = @_;
	my $got = '';
	while (length $got < $n) {
		my $more = sysread $socket, $got, $n - length $got, length $got;
		return undef unless $more;
	}
	return $got;
}

# What came on STDOUT up to the end of the request; undef when it broke off.
sub answer {
	my ($socket) = @_;
	my $out = '';
	while (1) {
		my $head = read_exactly($socket, 8) // return undef;
		my (undef, $type, $id, $n, $pad) = unpack 'CCnnC', $head;
		my $content = $n + $pad ? read_exactly($socket, $n + $pad) : '';
		return undef unless defined $content;
		return $out if $type == 3;
		$out .= substr $content, 0, $n if $type == 6;
	}
}

# ---- a binary ------------------------------------------------------------

package TT::Server;
use Cwd ();
use File::Temp ();
use IO::Socket::UNIX;
use Socket qw(SOL_SOCKET SO_RCVTIMEO);
use POSIX ();
use Time::HiRes ();

# Settings of the configuration file may be given; `wait => 0` does not start.
sub new {
	my ($class, $name, %conf) = @_;
	my $self = bless {
		binary => Cwd::abs_path(TT::binary($name)),
		dir    => File::Temp->newdir('tt-XXXXXX', TMPDIR => 1),
		log_at => 0,
		owner  => $$,
	}, $class;
	my $wait = delete $conf{wait} // 1;
	my $tables = delete $conf{tables};
	$self->write_conf(%conf);
	$self->tables($tables) unless defined $tables && !$tables;
	$self->listen;
	$self->start if $wait;
	return $self;
}

sub dir  { $_[0]{dir} . '' }
sub conf { $_[0]->dir . '/tt.conf' }
sub site { 'https://tailtribe.test' }
sub pid  { $_[0]{pid} }
sub path { $_[0]->dir . '/socket' }

sub write_conf {
	my ($self, %conf) = @_;
	my $dir = $self->dir;
	mkdir "$dir/media";
	mkdir "$dir/files";
	mkdir "$dir/mail";
	%conf = (
		database => $ENV{TT_TEST_DB} // "sqlite:$dir/test.db",
		site     => $self->site, media => "$dir/media", run => $dir,
		store    => "dir:$dir/files", image => TT::binary('tailtribe-image'),
		support  => 'help@tailtribe.test', mail => "dir:$dir/mail",
		mail_from => 'post@tailtribe.test', secret => 's' x 40,
		pepper   => 'p' x 40,
		# No catalogues: pages speak the English of the code, and tests
		# do not follow the translators.
		locale   => "$dir/none", %conf,
	);
	open my $f, '>', $self->conf or die "conf: $!";
	print $f "$_ = $conf{$_}\n" for sort keys %conf;
	close $f;
	chmod 0600, $self->conf;
	$self->{database} = $conf{database};
}

# Make the tables, with `tailtribe` unless another command is given.
sub tables {
	my ($self, $command) = @_;
	$self->run($command // [TT::tool(), 'migrate']) == 0
	    or die "no tables\n";
}

# Run a command with this server's configuration.
sub run {
	my ($self, $command) = @_;
	local $ENV{TT_CONF} = $self->conf;
	open my $out, '>&', \*STDOUT or die $!;
	open STDOUT, '>&', \*STDERR or die $!;
	my $status = system @$command;
	open STDOUT, '>&', $out or die $!;
	return $status;
}

# Rows of a statement, each an array of texts. For tests that look inside.
sub sql {
	my ($self, $sql) = @_;
	my @command = $self->{database} =~ /^sqlite:(.*)/ ?
	    ('sqlite3', '-cmd', '.timeout 5000', '-separator', "\t", $1, $sql) :
	    ('psql', '-XAtqF', "\t", '-d',
	        $self->{database} =~ s/^postgres:\s*//r, '-c', $sql);
	open my $p, '-|', @command or die "$command[0]: $!";
	my @rows = map { chomp; [$_ eq '' ? '' : split /\t/, $_, -1] } <$p>;
	close $p or die "$sql: failed\n";
	return @rows;
}

sub listen {
	my ($self) = @_;
	unlink $self->path;
	$self->{socket} = IO::Socket::UNIX->new(Local => $self->path,
	    Listen => 100) or die "socket: $!";
}

# Start one more worker; its process id.
sub start {
	my ($self) = @_;
	my $log = $self->dir . '/log';
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		open STDERR, '>>', $log or POSIX::_exit(9);
		POSIX::dup2(fileno $self->{socket}, 0);
		$ENV{TT_CONF} = $self->conf;
		# The binary cannot be traced, which the leak checker needs.
		$ENV{ASAN_OPTIONS} = 'detect_leaks=0:abort_on_error=1';
		no warnings 'exec';
		exec { $self->{binary} } $self->{binary};
		POSIX::_exit(9);
	}
	$self->{pid} = $pid;
	push @{$self->{pids}}, $pid;
	return $pid;
}

# Ask a worker to end; its exit status, undef when it is still there after
# some seconds.
sub stop {
	my ($self, $pid, $signal) = @_;
	$pid //= $self->{pid};
	kill $signal // 'TERM', $pid;
	return $self->ended($pid);
}

sub ended {
	my ($self, $pid) = @_;
	$pid //= $self->{pid};
	for (1 .. 1600) {
		my $got = waitpid $pid, POSIX::WNOHANG();
		if ($got == $pid) {
			my $status = $?;
			@{$self->{pids}} = grep { $_ != $pid } @{$self->{pids}};
			return $status;
		}
		Time::HiRes::sleep(0.01);
	}
	return undef;
}

sub log_text {
	my ($self) = @_;
	open my $f, '<', $self->dir . '/log' or return '';
	local $/;
	return scalar(<$f>) // '';
}

# The log's line of a request; it is written just after the answer.
sub log_line {
	my ($self, $id) = @_;
	for (1 .. 300) {
		return $1 if $self->log_text =~ /^(\S+: req id=\Q$id\E .*)$/m;
		Time::HiRes::sleep(0.01);
	}
	return '';
}

# A connection; whoever waits on it gives up after twenty seconds.
sub connect {
	my ($self) = @_;
	my $socket = IO::Socket::UNIX->new(Peer => $self->path)
	    // die 'connect ', $self->path, ": $!";
	$socket->setsockopt(SOL_SOCKET, SO_RCVTIMEO, pack 'l!l!', 20, 0);
	return $socket;
}

sub DESTROY {
	my ($self) = @_;
	return if $self->{owner} != $$;
	local $?;
	for my $pid (@{$self->{pids} // []}) {
		kill 'KILL', $pid;
		waitpid $pid, 0;
	}
}

# ---- somebody with a browser ----------------------------------------------

package TT::Client;
use Digest::SHA ();

# A server (or the name of a binary), and lang => 'nl', keep => 1 for one
# connection for all requests, headers => { HTTP_… => … } for each.
sub new {
	my ($class, $server, %more) = @_;
	$server = TT::Server->new($server) unless ref $server;
	return bless { server => $server, lang => 'nl', cookies => {},
	    tokens => {}, address => '192.0.2.7', %more }, $class;
}

sub server { $_[0]{server} }

# The same person at another binary.
sub at {
	my ($self, $server) = @_;
	return bless { %$self, server => $server, tokens => {} }, ref $self;
}

# Be signed in as the one with this address, who must exist.
sub as {
	my ($self, $email) = @_;
	my @letters = ('A' .. 'Z', 'a' .. 'z', 0 .. 9);
	my $secret = join '', map { $letters[rand @letters] } 1 .. 43;
	my $hash = Digest::SHA::sha256_hex($secret);
	my $now = time;
	$self->server->sql('INSERT INTO session (hash, user_id, created, seen, '
	    . "device, address, note, proved) SELECT '$hash', id, $now, $now, 'test', '', '', $now "
	    . "FROM users WHERE email = '$email'");
	$self->{cookies}{'__Host-tt'} = $secret;
	return $self;
}

sub cookie {
	my ($self, $value) = @_;
	return $self->{cookies}{'__Host-tt'} if @_ == 1;
	$self->{cookies}{'__Host-tt'} = $value;
	return $self;
}

# Pages get the language in front, unless the path has one or needs none.
sub address {
	my ($self, $path) = @_;
	return $path if $path =~ m{^/(?:nl|fr|en|de)(?:/|$|\?)}
	    || $path =~ m{^/(?:api|webhook|livez|readyz)};
	return "/$self->{lang}$path";
}

sub params {
	my ($self, $method, $uri, $body, $more) = @_;
	my $cookies = join '; ', map { "$_=$self->{cookies}{$_}" }
	    sort keys %{$self->{cookies}};
	my %p = (
		REQUEST_METHOD => $method, REQUEST_URI => $uri,
		CONTENT_LENGTH => length $body, REMOTE_ADDR => $self->{address},
		HTTP_USER_AGENT => 'Test/1.0', HTTP_ACCEPT => 'text/html,*/*',
		HTTP_COOKIE => $cookies, TT_REQ_ID => TT::request_id(),
		$method eq 'POST' ? (HTTP_ORIGIN => $self->server->site,
		    HTTP_SEC_FETCH_SITE => 'same-origin',
		    CONTENT_TYPE => 'application/x-www-form-urlencoded') : (),
		%{$self->{headers} // {}}, %{$more // {}},
	);
	delete $p{$_} for grep { !defined $p{$_} } keys %p;
	return \%p;
}

# Any request; `$more` has FastCGI parameters, undef takes one away.
sub request {
	my ($self, $method, $uri, $body, $more) = @_;
	$body //= '';
	my $params = $self->params($method, $uri, $body, $more);
	my $keep = $self->{keep};
	my $socket = $keep && $self->{socket} || $self->server->connect;
	local $SIG{PIPE} = 'IGNORE';
	print $socket TT::FCGI::request($params, $body, $keep);
	$socket->flush;
	my $raw = TT::FCGI::answer($socket);
	$self->{socket} = $keep ? $socket : undef;
	my $page = TT::Page->new($self->server, $params, $raw);
	$self->learn($uri, $page);
	return $page;
}

# Cookies and form tokens, as a browser would.
sub learn {
	my ($self, $uri, $page) = @_;
	for ($page->headers('Set-Cookie')) {
		my ($name, $value) = /^([^=]+)=([^;]*)/ or next;
		$self->{cookies}{$name} = $value;
		delete $self->{cookies}{$name} if /Max-Age=0\b/;
	}
	my ($token) = $page->body =~ /name="csrf" value="([0-9a-f]+)"/;
	return unless defined $token;
	$self->{token} = $self->{tokens}{$uri =~ s/\?.*//r} = $token;
}

sub get {
	my ($self, $path, %more) = @_;
	return $self->request('GET', $self->address($path), '', \%more);
}

sub head {
	my ($self, $path) = @_;
	return $self->request('HEAD', $self->address($path));
}

# Send a form: names and values in pairs, a name as often as it is wanted.
# The token is that of the last page of this address, else of any page;
# csrf => undef sends none.
sub post {
	my ($self, $path, @form) = @_;
	return $self->request('POST', $self->address($path),
	    $self->form($path, @form));
}

sub form {
	my ($self, $path, @form) = @_;
	my $uri = $self->address($path) =~ s/\?.*//r;
	my (@pairs, $given);
	while (my ($name, $value) = splice @form, 0, 2) {
		$given = 1 if $name eq 'csrf';
		push @pairs, [$name, $value] if defined $value;
	}
	unshift @pairs, ['csrf', $self->{tokens}{$uri} // $self->{token} // '']
	    unless $given;
	return join '&', map {
		TT::url_part($_->[0]) . '=' . TT::url_part($_->[1])
	} @pairs;
}

# Send a form with files: fields in pairs, then [name, file name, bytes].
sub upload {
	my ($self, $path, $fields, @files) = @_;
	my $boundary = '----tt' . join '', map { int rand 10 } 1 .. 20;
	my %fields = (csrf => $self->{token} // '', %$fields);
	my $body = '';
	$body .= "--$boundary\r\nContent-Disposition: form-data; name=\"$_\""
	    . "\r\n\r\n$fields{$_}\r\n" for sort keys %fields;
	$body .= "--$boundary\r\nContent-Disposition: form-data; "
	    . "name=\"$_->[0]\"; filename=\"$_->[1]\"\r\nContent-Type: "
	    . "application/octet-stream\r\n\r\n$_->[2]\r\n" for @files;
	$body .= "--$boundary--\r\n";
	return $self->request('POST', $self->address($path), $body,
	    { CONTENT_TYPE => "multipart/form-data; boundary=$boundary" });
}

# ---- an answer -------------------------------------------------------------

package TT::Page;
use IO::Uncompress::Gunzip ();

sub new {
	my ($class, $server, $params, $raw) = @_;
	my $self = bless { server => $server, params => $params,
	    headers => [], body => '', status => 0, broken => !defined $raw },
	    $class;
	return $self unless defined $raw;
	my ($head, $body) = split /\r\n\r\n/, $raw, 2;
	$self->{headers} = [map { [split /: /, $_, 2] } split /\r\n/, $head];
	$self->{raw} = $self->{body} = $body // '';
	($self->{status}) = ($self->header('Status') // '') =~ /^(\d+)/;
	if (($self->header('Content-Encoding') // '') eq 'gzip'
	    && length $self->{raw}) {
		my $plain;
		IO::Uncompress::Gunzip::gunzip(\$self->{raw} => \$plain)
		    or die "not gzip\n";
		$self->{body} = $plain;
	}
	return $self;
}

sub status { $_[0]{status} // 0 }
sub body   { $_[0]{body} }
sub raw    { $_[0]{raw} // '' }     # as it was sent
sub broken { $_[0]{broken} }        # the connection ended before the answer
sub id     { $_[0]{params}{TT_REQ_ID} }

sub headers {
	my ($self, $name) = @_;
	return map { $_->[1] } grep { lc $_->[0] eq lc $name }
	    @{$self->{headers}};
}

sub header { return ($_[0]->headers($_[1]))[0] }

# Where a redirect leads, without language.
sub location {
	my ($self) = @_;
	return ($self->header('Location') // '') =~ s{^/(?:nl|fr|en|de)(?=/)}{}r;
}

sub log_line { $_[0]{log} //= $_[0]{server}->log_line($_[0]->id) }
sub sql      { return $_[0]->log_line =~ / sql=(\d+)/ ? $1 : -1 }
sub arena    { return $_[0]->log_line =~ / arena=(\d+)k/ ? $1 : -1 }  # KB
sub ms       { return $_[0]->log_line =~ / (\d+)ms/ ? $1 : -1 }

# The text people read: without tags, entities decoded.
sub text {
	my ($self) = @_;
	my %entity = (amp => '&', lt => '<', gt => '>', quot => '"',
	    '#39' => "'");
	my $text = $self->body =~ s/<[^>]*>/ /gr;
	$text =~ s{&(?:(amp|lt|gt|quot|#39)|#(\d+));}{$entity{$1 // ""} // chr $2}ge;
	return $text =~ s/\s+/ /gr;
}

1;
