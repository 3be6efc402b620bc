#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/fault.h"
#include "core/log.h"
#include "core/text.h"
#include "core/time.h"
#include "web/decode.h"

#define SLOT_MS    2000
#define SLOT_NAP   40
#define DECODE_MS  6000
#define ANSWER_MAX ((size_t)6 << 20)

/* ---- one of the places --------------------------------------------------- */

static void
close_fd(void *fd)
{
	close((int)(intptr_t)fd);
}

/* The descriptor of a lock that is ours, -1 when all are taken. */
static int
free_slot(struct tt_ctx *cx)
{
	for (int64_t i = 0; i < cx->conf->image_slots; i++) {
		int fd = open(tt_printf(cx->arena, "%s/image-%d.lock",
		    cx->conf->run, (int)i), O_RDWR | O_CREAT | O_CLOEXEC |
		    O_NOFOLLOW, 0660);

		if (fd < 0)
			tt_fault(TT_FAULT_MACHINE, "no lock in %s: %s",
			    cx->conf->run, strerror(errno));
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return fd;
		close(fd);
	}
	return -1;
}

static bool
take_slot(struct tt_ctx *cx)
{
	int64_t until = tt_monotonic_ms() + SLOT_MS;
	int fd;

	while ((fd = free_slot(cx)) < 0) {
		if (tt_monotonic_ms() >= until)
			return false;
		poll(NULL, 0, SLOT_NAP);
	}
	tt_defer(cx->arena, close_fd, (void *)(intptr_t)fd);
	return true;
}

/* ---- the program ----------------------------------------------------------- */

struct child {
	pid_t pid;
	int   in, out;            /* what it reads, what it writes; -1: closed */
};

static bool
pipes(int in[2], int out[2])
{
	if (pipe2(in, O_CLOEXEC) != 0)
		return false;
	if (pipe2(out, O_CLOEXEC) == 0)
		return true;
	close(in[0]);
	close(in[1]);
	return false;
}

static struct child
start(struct tt_ctx *cx, bool paper)
{
	char name[] = "tailtribe-image", photo[] = "photo", doc[] = "paper";
	char *argv[] = { name, paper ? doc : photo, NULL }, *env[] = { NULL };
	posix_spawn_file_actions_t do_;
	struct child c = { 0 };
	int in[2], out[2], bad;

	if (!pipes(in, out))
		tt_fault(TT_FAULT_FULL, "no pipe: %s", strerror(errno));
	posix_spawn_file_actions_init(&do_);
	posix_spawn_file_actions_adddup2(&do_, in[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&do_, out[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&do_, STDERR_FILENO + 1);
	bad = posix_spawn(&c.pid, cx->conf->image, &do_, NULL, argv, env);
	posix_spawn_file_actions_destroy(&do_);
	close(in[0]);
	close(out[1]);
	c.in = in[1];
	c.out = out[0];
	if (bad == 0)
		return c;
	close(c.in);
	close(c.out);
	tt_fault(TT_FAULT_MACHINE, "%s: %s", cx->conf->image, strerror(bad));
}

static void
close_in(struct child *c)
{
	if (c->in >= 0)
		close(c->in);
	c->in = -1;
}

/* Some more bytes to it; it may have ended without wanting them all. */
static size_t
feed(struct child *c, const unsigned char *p, size_t n)
{
	ssize_t did = n == 0 ? 0 : write(c->in, p, n);

	if (did < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (did <= 0 || (size_t)did == n)
		close_in(c);
	return did < 0 ? 0 : (size_t)did;
}

/* Give it all of `p`, and take what it answers: how many bytes. */
static size_t
talk(struct child *c, const unsigned char *p, size_t n, unsigned char *to)
{
	int64_t until = tt_monotonic_ms() + DECODE_MS;
	size_t got = 0;

	fcntl(c->in, F_SETFL, O_NONBLOCK);
	for (;;) {
		struct pollfd w[2] = { { .fd = c->out, .events = POLLIN },
		    { .fd = c->in, .events = POLLOUT } };
		int64_t left = until - tt_monotonic_ms();
		ssize_t did;

		if (left <= 0 || poll(w, 2, (int)left) <= 0)
			return 0;
		if (c->in >= 0 && w[1].revents != 0) {
			size_t fed = feed(c, p, n);

			p += fed;
			n -= fed;
		}
		if (w[0].revents == 0)
			continue;
		did = read(c->out, to + got, ANSWER_MAX - got);
		if (did <= 0)
			return did < 0 ? 0 : got;
		got += (size_t)did;
	}
}

static void
end(struct child *c)
{
	int status = 0;

	close_in(c);
	close(c->out);
	kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		tt_log_warn("tailtribe-image ended with %d",
		    WEXITSTATUS(status));
	else if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
		tt_log_warn("tailtribe-image was ended by signal %d",
		    WTERMSIG(status));
}

struct tt_decoded
tt_decode(struct tt_ctx *cx, const unsigned char *p, size_t n, bool paper)
{
	unsigned char *to;
	struct child c;
	size_t got;

	if (!take_slot(cx))
		return (struct tt_decoded){ .as = TT_PHOTO_BUSY };
	to = tt_alloc(cx->arena, ANSWER_MAX);
	c = start(cx, paper);
	got = talk(&c, p, n, to);
	end(&c);
	return tt_decode_answer(cx->arena, to, got, paper);
}

/* ---- its answer ------------------------------------------------------------ */

static bool
is_webp(const unsigned char *p, size_t n)
{
	return n > 12 && memcmp(p, "RIFF", 4) == 0 &&
	    memcmp(p + 8, "WEBP", 4) == 0;
}

static bool
is_jpeg(const unsigned char *p, size_t n)
{
	return n > 4 && memcmp(p, "\xff\xd8\xff", 3) == 0;
}

/* A number at the head of `rest`, which moves past the blank behind it. */
static bool
number(char **rest, int64_t max, int64_t *out)
{
	const char *word = strsep(rest, " ");

	return word != NULL && tt_int(word, 1, max, out);
}

static bool
read_files(char *rest, const unsigned char *p, size_t n, bool paper,
    struct tt_decoded *d)
{
	if (!number(&rest, 1600, &d->width) || !number(&rest, 1600, &d->height))
		return false;
	d->n_files = paper ? 1 : TT_DECODED_FILES;
	for (size_t i = 0; i < d->n_files; i++) {
		int64_t bytes;

		if (!number(&rest, (int64_t)n, &bytes))
			return false;
		d->file[i].p = p;
		d->file[i].n = (size_t)bytes;
		p += bytes;
		n -= (size_t)bytes;
		if (!(paper || i % 2 == 1 ? is_jpeg : is_webp)(d->file[i].p,
		    d->file[i].n))
			return false;
	}
	return rest == NULL && n == 0;
}

struct tt_decoded
tt_decode_answer(struct tt_arena *a, const unsigned char *p, size_t n,
    bool paper)
{
	static const struct { const char *line; enum tt_decoded_as as; }
	    refusals[] = { { "no picture", TT_PHOTO_NONE },
	    { "no broken", TT_PHOTO_BROKEN }, { "no large", TT_PHOTO_LARGE },
	    { "no moving", TT_PHOTO_MOVING } };
	const unsigned char *end = memchr(p, '\n', n < 200 ? n : 200);
	struct tt_decoded d = { .as = TT_PHOTO_BUSY };
	const char *word;
	char *line;

	if (end == NULL)
		return d;
	line = tt_strndup(a, (const char *)p, (size_t)(end - p));
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
		if (tt_eq(line, refusals[i].line))
			return (struct tt_decoded){ .as = refusals[i].as };
	word = strsep(&line, " ");
	n -= (size_t)(end - p) + 1;
	if (tt_eq(word, paper ? "paper" : "photo") && line != NULL &&
	    read_files(line, end + 1, n, paper, &d))
		d.as = TT_PHOTO_FINE;
	return d;
}
