#!/usr/bin/perl
# The folders are the layers, what must not be called is not called, and every
# statement is what it may be.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Source;

chdir Source::root() or die;
my @lib = Source::files(qr/\.[ch]$/, 'lib');
my @product = Source::files(qr/\.[ch]$/, 'lib', 'cgi-bin', 'bin');
my @c = grep { /\.c$/ } @product;
cmp_ok scalar @c, '>', 100, 'the sources are found';

# No line of these files but those of some files is like that.
sub never {
	my ($what, $pattern, $files, @but) = @_;
	my %but = map { $_ => 1 } @but;
	my @hits = map { Source::found($_, $pattern) } grep { !$but{$_} } @$files;
	is join("\n", @hits), '', $what;
}

# ---- who may include whom ----

my %below = (
	core      => [qw(core)],
	db        => [qw(core db)],
	net       => [qw(core net)],
	model     => [qw(core db model)],
	web       => [qw(core db net model web)],
	'cgi-bin' => [qw(core db net model web)],
	bin       => [qw(core db net model web)],
);

my @wrong;
for my $path (@product) {
	my ($layer, $folder) = $path =~ m{^lib/(\w+)/} ? ($1, $1) :
	    $path =~ m{^(cgi-bin|bin)/(?:(\w[\w-]*)/)?};
	my $text = Source::text($path);
	while ($text =~ /^#include "([^"]+)"/mg) {
		my ($what, $from) = ($1, $1 =~ m{^([^/]+)/});
		next if defined $from && grep { $_ eq $from } @{$below{$layer}};
		# A program's own headers; pages.h is made from its pages.
		next if $layer =~ /bin$/ && (!defined $from || $from eq ($folder // ''));
		next if $layer eq 'bin' && ($what =~ m{^(?:mails|jobs|tailtribe)/}
		    || -e "bin/$what");
		next if $what eq 'config.h';
		push @wrong, "$path includes \"$what\"";
	}
}
is join("\n", @wrong), '', 'a file includes its own layer and those below it';
never('the model knows no HTTP, no HTML and no network',
    qr/\b(?:curl_|FCGX_|tt_page|tt_redirect|tt_fetch)/, [grep { m{^lib/model/} } @lib]);
never('of the network, requests know the scanner and links to files, which reach nobody',
    qr{^#include "net/}, [grep { m{^lib/web/} } @lib], 'lib/web/upload.c');
never('one file knows the web server\'s protocol', qr/\bFCGX_/, \@product,
    'lib/web/fcgi.c', 'lib/web/fcgi.h');
never('one folder opens connections', qr/\bcurl_\w+\(|\bconnect\(/,
    [grep { !m{^lib/net/} } @product]);
never('one folder knows the engines', qr/\bsqlite3_\w+\(|\bPQ\w+\(/,
    [grep { !m{^lib/db/} } @product]);

# ---- what is not called ----

never("no $_()", qr/(?<![\w>.])$_\s*\(/, \@product) for qw(gets strcpy strcat
    sprintf vsprintf strtok strncpy strncat alloca atoi atol atoll atof scanf
    sscanf fscanf vsscanf system popen execl execlp execle execv execvp tmpnam
    tempnam mktemp rand srand random srandom strdup strndup asprintf vasprintf
    localtime gmtime ctime asctime strftime time gettimeofday);
never('no goto', qr/\bgoto\b/, \@product);
never('no fcgi_stdio', qr/fcgi_stdio/, \@product);
never("$_->[0] in one file", qr/(?<![\w>.])(?:$_->[1])\s*\(/, \@product, @{$_->[2]}) for
    ['memory', 'malloc|calloc|realloc|reallocarray|free', ['lib/core/arena.c']],
    ['jumping', 'setjmp|_setjmp|sigsetjmp|longjmp|siglongjmp', ['lib/core/fault.c']],
    ['the clock', 'clock_gettime|localtime_r|gmtime_r|mktime', ['lib/core/time.c',
	'lib/core/id.c']],
    ['the locale', 'setlocale|newlocale|uselocale|bindtextdomain|gettext', ['lib/core/msg.c']],
    ['chance', 'randombytes_\w+|getrandom|arc4random\w*', ['lib/core/crypt.c']],
    ['reading the environment', 'getenv|secure_getenv', ['lib/core/conf.c']],
    ['writing it, at the start', 'setenv|putenv', ['lib/core/time.c', 'lib/core/msg.c']];
never('money is never a float', qr/\b(?:float|double)\b/,
    [grep { m{^lib/|^cgi-bin/} } @product], 'lib/model/place.c', 'lib/model/search.c');
never('no extern in a .c file', qr/^\s*extern\b/, \@c);
never('#if is for engines, sanitizers and configure', qr/^\s*#\s*if/, \@c,
    'lib/core/arena.c', 'lib/db/sqlite.c', 'lib/db/postgres.c', 'bin/image/cage.c');
never('no assert with an effect', qr/\bassert\([^;]*(?:\+\+|--|[^=!<>]=[^=])/, \@product);
never('a switch on an enum has no default', qr/^\s*default\s*:/,
    [grep { m{^lib/(?:core|model|web)/|^cgi-bin/} } @product]);

# ---- SQL ----

my @sql = map { Source::statements($_) } grep { /\.c$/ } @lib;
my $macros = 0;
for my $path (@lib) {
	next unless $path =~ /\.c$/;
	$macros += () = Source::code($path) =~ /^TT_(?:QUERY|EXEC|QUERY_NUMBER)\(/mg;
}
is scalar @sql, $macros, "all $macros statements are constants of one literal";
is join("\n", map { Source::found($_, qr/^TT_(?:QUERY|EXEC|QUERY_NUMBER)\(/) }
    grep { !m{^lib/(?:model|db)/} } @product), '', 'SQL is in the model only';
never('a statement comes from a macro', qr/\.sql\s*=|struct tt_query\)\s*\{/, \@product,
    'lib/model/merge.c', grep { m{^lib/db/} } @lib);
# … but for merge.c, whose statements are of a macro of its own.
is scalar(() = Source::text('lib/model/merge.c') =~ /\.sql\s*=/g),
    scalar(() = Source::text('lib/model/merge.c') =~ /\.sql = AT_ONCE\(/g),
    'also those of merge.c';

sub unlike_sql {
	my ($what, $bad) = @_;
	my @hits = map { "$_->[0]:$_->[1] $_->[2]: $_->[3]" } grep { $bad->($_->[3]) } @sql;
	is join("\n", @hits), '', $what;
}
unlike_sql('no INSERT OR REPLACE', sub { $_[0] =~ /\bOR\s+(?:REPLACE|IGNORE)\b|\bREPLACE\s+INTO\b/i });
unlike_sql('no UPDATE or DELETE without WHERE', sub {
	$_[0] =~ /^\s*(?:UPDATE|DELETE)\b/i && $_[0] !~ /\bWHERE\b/i });
unlike_sql('columns are named, never *', sub { $_[0] =~ /SELECT\s+(?:\w+\.)?\*|RETURNING\s+\*/i });
unlike_sql('no value is written into a statement', sub { $_[0] =~ /%[sdlu]/ });

# ---- whose rows ----

# A statement on what belongs to somebody says whose in its WHERE. These do
# not, and why they need not:
my %unowned = (
	'for staff, the queue and the clock, which see all'
	    => [qw(admin.c:accepted_n admin.c:bookings admin.c:bookings_in
	    admin.c:cancels_n admin.c:paid_n admin.c:pending_n admin.c:refunds_n
	    booking.c:find_any health.c:newest health.c:overdue
	    ledger_verify.c:paid_bookings ledger_verify.c:refund_faults
	    ledger_verify.c:unpaid load.c:drafts_gone payment.c:any refund.c:any
	    refund.c:owed review.c:due tick.c:asked tick.c:decide)],
	'the provider names its own ids, in signed events' => [qw(payment.c:by_intent
	    payment.c:by_session)],
	'written in the transaction that has looked at whose it is' => [qw(demo.c:move_back
	    move.c:set_state move.c:paid_payment payment.c:is_paid payment.c:opened
	    payment.c:paid_other payment.c:problem payment.c:surplus
	    refund.c:booking_of refund.c:owner_of refund.c:sent review.c:show)],
	'parts of a booking that its page has found by its viewer' => [qw(booking.c:events
	    booking.c:lines booking.c:pets refund.c:of_booking)],
);
my %known = map { $_ => 1 } map { @$_ } values %unowned;
my $owned = qr/\b(?:FROM|UPDATE|JOIN)\s+(?:booking|booking_pet|booking_line|booking_event|draft|pet|payment|refund|review|cancel_request)\b/;
my $whose = qr/(?:owner_id|caregiver_id|by_id|author_id|subject_id)\s*(?:=|<>|IN\b)|\$\d+ IN \(/;
my (@nobodys, %seen);
for (@sql) {
	my ($path, $line, $name, $sql) = @$_;
	my ($file) = $path =~ m{([^/]+)$};
	$seen{"$file:$name"} = 1;
	next if $sql !~ $owned || $sql =~ /^\s*INSERT/ || $known{"$file:$name"};
	my ($where) = $sql =~ /\bWHERE\b(.*)/s;
	push @nobodys, "$path:$line $name: $sql" if ($where // '') !~ $whose;
}
is join("\n", @nobodys), '', 'a statement on somebody\'s rows says whose';
is join(' ', grep { !$seen{$_} } sort keys %known), '', 'the exceptions are still there';
never('only staff\'s pages look at anybody\'s', qr/\btt_(?:booking_any|payment_any|refund_any|admin_\w+|looks|cancel_requests|cancel_request_find|ledger_recent|ledger_sums)\s*\(/,
    [grep { m{^cgi-bin/} && !m{^cgi-bin/admin/} } @product]);

# ---- HTML ----

my @html = map {
	my $path = $_;
	my $text = Source::text($path);
	$text =~ s{/\*.*?\*/}{ $& =~ s/[^\n]//gr }gse;
	my @hits = $text =~ /"((?:[^"\\\n]|\\.)*<\/?[a-z][a-z0-9]*[ >\/](?:[^"\\\n]|\\.)*)"/g;
	map { "$path: $_" } @hits;
} grep { m{^cgi-bin/.*\.c$|^lib/model/} && $_ ne 'cgi-bin/site/machines.c' } @product;
is join("\n", @html), '', 'no handler and no rule writes tags, but the site map does';

done_testing;
