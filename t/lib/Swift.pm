# OpenStack Swift with its S3 interface, on free ports of this machine: a store
# that checks every signature. One replica, one disk, one account.
#
#	my $swift = Swift->new;              # undef when it is not installed
#	"s3:" . $swift->url . "/bucket", $swift->key, $swift->secret
package Swift;
use strict;
use warnings;
use File::Temp ();
use HTTP::Tiny;
use IO::Socket::INET;
use POSIX ();
use Time::HiRes qw(sleep);

my @servers = qw(account container object proxy);

sub missing {
	return grep { !-x "/usr/bin/$_" }
	    'swift-ring-builder', 'memcached', map { "swift-$_-server" } @servers;
}

sub free_port {
	my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 1) or die $!;
	return $s->sockport;
}

sub key { 'test:tester' }
sub secret { 'testing' }
sub url { return "http://127.0.0.1:$_[0]{port}{proxy}" }

sub new {
	my ($class) = @_;
	return undef if missing();
	my $self = bless { dir => File::Temp->newdir('tt-swift-XXXXXX', TMPDIR => 1),
	    owner => $$ }, $class;
	$self->{port}{$_} = free_port() for @servers, 'memcached';
	mkdir "$self->{dir}/$_" for 'disks', 'disks/d1', 'cache', 'lock';
	$self->write;
	$self->rings;
	$self->start('memcached', '/usr/bin/memcached', '-l', '127.0.0.1', '-p',
	    $self->{port}{memcached}, '-u', scalar getpwuid($<));
	$self->start($_, "/usr/bin/swift-$_-server", "$self->{dir}/$_.conf") for @servers;
	for my $name (@servers) {
		$self->wait_for($self->{port}{$name}) or die "swift-$name-server: "
		    . $self->said($name);
	}
	return $self;
}

sub put_file {
	my ($path, $text) = @_;
	open my $f, '>', $path or die "$path: $!";
	print $f $text;
	close $f or die "$path: $!";
}

sub write {
	my ($self) = @_;
	my ($dir, $port, $user) = ("$self->{dir}", $self->{port}, scalar getpwuid($<));
	put_file("$dir/swift.conf", "[swift-hash]\nswift_hash_path_suffix = a\n"
	    . "swift_hash_path_prefix = b\n");
	for my $name (@servers[0 .. 2]) {
		put_file("$dir/$name.conf", <<"CONF");
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port->{$name}
swift_dir = $dir
devices = $dir/disks
mount_check = false
user = $user
workers = 0
log_address = $dir/none
fallocate_reserve = 0
disable_fallocate = true
[pipeline:main]
pipeline = $name-server
[app:$name-server]
use = egg:swift#$name
recon_cache_path = $dir/cache
CONF
	}
	put_file("$dir/proxy.conf", <<"CONF");
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port->{proxy}
swift_dir = $dir
user = $user
workers = 0
log_address = $dir/none
[pipeline:main]
pipeline = cache listing_formats s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$port->{memcached}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
CONF
}

# One process makes all three: each takes a second to start.
sub rings {
	my ($self) = @_;
	my $code = <<'PYTHON';
import sys
from swift.common.ring import RingBuilder
for arg in sys.argv[2:]:
    name, port = arg.split(':')
    b = RingBuilder(2, 1, 0)
    b.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port),
        'device': 'd1', 'weight': 1.0})
    b.rebalance()
    b.get_ring().save('%s/%s.ring.gz' % (sys.argv[1], name))
PYTHON
	system('/usr/bin/python3', '-c', $code, "$self->{dir}",
	    map { "$_:$self->{port}{$_}" } @servers[0 .. 2]) == 0 or die "no rings\n";
}

# Make a bucket, by Swift's own interface; what `store` says to use it.
sub bucket {
	my ($self, $name) = @_;
	my $http = HTTP::Tiny->new;
	my $auth = $http->get($self->url . '/auth/v1.0', { headers => {
	    'X-Auth-User' => key(), 'X-Auth-Key' => secret() } });
	my $made = $http->put("$auth->{headers}{'x-storage-url'}/$name", { headers => {
	    'X-Auth-Token' => $auth->{headers}{'x-auth-token'} // '' } });
	die "no bucket: $auth->{status} $made->{status}\n" unless $made->{success};
	$self->{token} = $auth->{headers}{'x-auth-token'};
	$self->{own} = $auth->{headers}{'x-storage-url'};
	return 's3:' . $self->url . "/$name";
}

# The names of what is in a bucket.
sub names {
	my ($self, $bucket) = @_;
	my $got = HTTP::Tiny->new->get("$self->{own}/$bucket", { headers => {
	    'X-Auth-Token' => $self->{token} } });
	my @names = sort split /\n/, $got->{content} // '';
	return @names;
}

sub start {
	my ($self, $name, @command) = @_;
	my $pid = fork // die;
	if (!$pid) {
		open STDOUT, '>', "$self->{dir}/$name.said";
		open STDERR, '>&', \*STDOUT;
		{ exec @command }
		POSIX::_exit(127);
	}
	push @{$self->{pids}}, $pid;
}

sub said {
	my ($self, $name) = @_;
	open my $f, '<', "$self->{dir}/$name.said" or return '';
	local $/;
	return scalar <$f>;
}

sub wait_for {
	my ($self, $port) = @_;
	for (1 .. 600) {
		return 1 if IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port");
		sleep 0.05;
	}
	return 0;
}

sub DESTROY {
	my ($self) = @_;
	return if $self->{owner} != $$;
	local $?;
	kill TERM => @{$self->{pids} // []};
	sleep 0.2;
	kill KILL => @{$self->{pids} // []};
	waitpid $_, 0 for @{$self->{pids} // []};
}

1;
