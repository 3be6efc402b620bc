/*
 * A worker: waits for a connection that has something to say, answers one
 * request, waits again.
 *
 * Connections that nginx keeps are in one epoll set with the listening
 * socket, so that none of them holds the worker and none waits for another
 * to say something. Signals are blocked and arrive through the same set: no
 * request ever sees one.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/crypt.h"
#include "core/log.h"
#include "core/text.h"
#include "db/db.h"
#include "web/inner.h"

#define LISTENER      0
#define KEPT_MAX      256
#define REQUESTS_MAX  100000
#define OWN_BYTES_MAX ((int64_t)128 << 20)
#define READ_SECONDS  2      /* without a byte */
#define HEAD_SECONDS  5      /* for a whole head */
#define WRITE_SECONDS 5
#define HANG_SECONDS  12
#define QUIET_MS      20     /* at the end: nothing more is coming */
#define LIFE_ARENA    ((size_t)1 << 20)
#define SPARE_ARENA   ((size_t)4 << 20)

struct serve {
	struct tt_worker w;
	int              epoll, signals;
	int              kept[KEPT_MAX];
	size_t           n_kept;
	int64_t          served;
	bool             stop;
};

/*
 * The watchdog. Somebody who dribbles a request loses the connection; a
 * request that hangs takes the worker along, and multiwatch starts another.
 */
static void
on_alarm(int sig)
{
	static const char said[] = "error: a request hung, worker ends\n";
	int fd = tt_fcgi_reading();

	(void)sig;
	if (fd >= 0) {
		shutdown(fd, SHUT_RDWR);
		alarm(HANG_SECONDS);
		return;
	}
	if (write(STDERR_FILENO, said, sizeof(said) - 1) >= 0)
		_exit(3);
	_exit(4);
}

static int
signals_start(void)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	sigset_t end;

	sigaction(SIGALRM, &sa, NULL);
	sa.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &sa, NULL);
	sigaction(SIGUSR1, &sa, NULL);
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGHUP);
	sigaddset(&end, SIGINT);
	sigprocmask(SIG_BLOCK, &end, NULL);
	return signalfd(-1, &end, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool
watch(struct serve *s, int fd, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.fd = fd };

	return epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) == 0;
}

static void
forget(struct serve *s, int fd)
{
	for (size_t i = 0; i < s->n_kept; i++)
		if (s->kept[i] == fd) {
			s->kept[i] = s->kept[--s->n_kept];
			return;
		}
}

/* Bytes of this process alone: pages of the database's file do not count. */
static int64_t
own_bytes(void)
{
	int64_t pages[3] = { 0 };      /* all, resident, of those shared */
	FILE *f = fopen("/proc/self/statm", "re");
	char text[128], *rest = text;

	if (f == NULL)
		return 0;
	if (fgets(text, sizeof(text), f) != NULL)
		for (size_t i = 0; i < 3 && rest != NULL; i++)
			tt_int(strsep(&rest, " "), 0, INT64_MAX, &pages[i]);
	fclose(f);
	return (pages[1] - pages[2]) * sysconf(_SC_PAGESIZE);
}

static void
look_at_age(struct serve *s)
{
	s->served++;
	if (s->served >= REQUESTS_MAX)
		s->stop = true;
	if (s->served % 100 == 0 && own_bytes() > OWN_BYTES_MAX) {
		tt_log_warn("worker has grown too large and ends");
		s->stop = true;
	}
}

/* One request from `fd`. True when the connection stays. */
static bool
serve_one(struct serve *s, int fd)
{
	bool stays;

	look_at_age(s);
	s->w.last = s->stop;
	alarm(HEAD_SECONDS);
	if (!tt_fcgi_take(s->w.fcgi, fd)) {
		alarm(0);
		return false;
	}
	alarm(HANG_SECONDS);
	tt_answer(&s->w);
	stays = tt_fcgi_done(s->w.fcgi);
	alarm(0);
	return stays;
}

static bool
has_bytes(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) > 0;
}

/* A new connection: answered at once if it can be, then watched. */
static void
admit(struct serve *s)
{
	const struct timeval in = { .tv_sec = READ_SECONDS };
	const struct timeval out = { .tv_sec = WRITE_SECONDS };
	int fd = accept4(LISTENER, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0) {
		/* Another worker was quicker, or we are out of descriptors. */
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
			poll(NULL, 0, 50);
		return;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &in, sizeof(in));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &out, sizeof(out));
	if (has_bytes(fd) && !serve_one(s, fd))
		return;
	if (s->n_kept == KEPT_MAX || !watch(s, fd, EPOLLIN))
		close(fd);
	else
		s->kept[s->n_kept++] = fd;
}

static void
loop(struct serve *s)
{
	struct epoll_event e;

	while (!s->stop) {
		int n = epoll_wait(s->epoll, &e, 1, -1);

		if (n < 0 && errno != EINTR)
			return;
		if (n <= 0)
			continue;
		if (e.data.fd == s->signals)
			s->stop = true;
		else if (e.data.fd == LISTENER)
			admit(s);
		else if (!serve_one(s, e.data.fd))
			forget(s, e.data.fd);
	}
}

/* What is already on its way is still answered; then all is closed. */
static void
drain(struct serve *s)
{
	int64_t until = tt_monotonic_ms() + HEAD_SECONDS * 1000;
	struct epoll_event e;

	epoll_ctl(s->epoll, EPOLL_CTL_DEL, LISTENER, NULL);
	epoll_ctl(s->epoll, EPOLL_CTL_DEL, s->signals, NULL);
	while (s->n_kept > 0 && tt_monotonic_ms() < until &&
	    epoll_wait(s->epoll, &e, 1, QUIET_MS) > 0) {
		serve_one(s, e.data.fd);
		forget(s, e.data.fd);
	}
	while (s->n_kept > 0) {
		int fd = s->kept[--s->n_kept];

		if (!has_bytes(fd) || serve_one(s, fd))
			close(fd);
	}
}

static void
ask_schema(void *arg)
{
	struct tt_worker *w = arg;
	struct tt_ctx cx = { .arena = w->arena, .conf = w->conf, .db = w->db,
	    .now = tt_time_read() };

	w->schema_ok = tt_schema_found(&cx) == tt_schema_wanted();
}

/*
 * False: the database is there and is of another version. One that is not
 * there yet is asked again at the first request.
 */
static bool
schema_fits(struct tt_worker *w)
{
	struct tt_fault_info why;
	bool asked = tt_try(ask_schema, w, &why);

	if (!asked)
		tt_log_warn("database not asked yet: %s", why.text);
	tt_db_idle(w->db);
	tt_arena_reset(w->arena);
	return !asked || w->schema_ok;
}

static bool
listening(void)
{
	int yes = 0;
	socklen_t n = sizeof(yes);

	return getsockopt(LISTENER, SOL_SOCKET, SO_ACCEPTCONN, &yes, &n) ==
	    0 && yes != 0;
}

static const char *
start(struct serve *s, struct tt_arena *life)
{
	struct tt_worker *w = &s->w;

	if (!listening())
		return "descriptor 0 is not a listening socket; start this "
		    "with spawn-fcgi";
	/* Secrets are in memory: no core files, no other process looking. */
	prctl(PR_SET_DUMPABLE, 0);
	w->fcgi = tt_fcgi_new(life);
	s->signals = signals_start();
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	tt_send_start(w);
	w->arena = tt_arena_new(TT_ARENA_REQUEST);
	w->spare = tt_arena_new(SPARE_ARENA);
	w->db = tt_db_new(w->conf);
	if (w->fcgi == NULL || s->signals < 0 || s->epoll < 0 ||
	    w->fast == NULL || w->small == NULL || w->db == NULL)
		return "cannot start";
	if (fcntl(LISTENER, F_SETFL, O_NONBLOCK) != 0 ||
	    !watch(s, LISTENER, EPOLLIN | EPOLLEXCLUSIVE) ||
	    !watch(s, s->signals, EPOLLIN))
		return "cannot wait on the listening socket";
	if (!schema_fits(w))
		return "the database is of another version than this "
		    "program: run tailtribe migrate";
	return NULL;
}

static int
serve(struct serve *s, struct tt_arena *life)
{
	const char *bad, *path;
	struct tt_conf conf;

	bad = tt_conf_read(life, &conf, &path);
	if (bad != NULL) {
		tt_log_err("%s: %s", path, bad);
		return 1;
	}
	tt_msg_start(conf.locale);
	s->w.conf = &conf;
	bad = start(s, life);
	if (bad != NULL) {
		tt_log_err("%s", bad);
		return 1;
	}
	loop(s);
	drain(s);
	tt_db_end(s->w.db);
	return 0;
}

int
tt_serve(const char *name, const struct tt_route *routes, int argc,
    char **argv)
{
	struct serve s = { .w = { .name = name, .routes = routes } };
	const char *bad = tt_routes_check(routes);

	tt_log_start(name);
	if (bad != NULL) {
		tt_log_err("%s", bad);
		return 1;
	}
	if (argc == 2 && tt_eq(argv[1], "--routes")) {
		tt_routes_print(routes, name);
		return 0;
	}
	if (argc != 1) {
		(void)fprintf(stderr, "usage: %s [--routes]\n", name);
		return 2;
	}
	tt_time_start();
	tt_crypt_start();
	return serve(&s, tt_arena_new(LIFE_ARENA));
}
