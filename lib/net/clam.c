#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/log.h"
#include "core/text.h"
#include "core/time.h"
#include "net/clam.h"

#define SCAN_MS    3000
#define PIECE      ((size_t)256 << 10)
#define ANSWER_MAX 512

struct talk { int fd; int64_t until; };

static bool
ready(const struct talk *t, short events)
{
	struct pollfd p = { .fd = t->fd, .events = events };
	int64_t left = t->until - tt_monotonic_ms();

	return left > 0 && poll(&p, 1, (int)left) == 1;
}

static bool
say(const struct talk *t, const void *from, size_t n)
{
	const char *p = from;

	while (n > 0) {
		ssize_t did;

		if (!ready(t, POLLOUT))
			return false;
		did = send(t->fd, p, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (did <= 0)
			return false;
		p += did;
		n -= (size_t)did;
	}
	return true;
}

/* zINSTREAM: pieces with their lengths before them, and one of none. */
static bool
stream(const struct talk *t, const char *p, size_t n)
{
	const uint32_t none = 0;

	if (!say(t, "zINSTREAM", sizeof("zINSTREAM")))
		return false;
	while (n > 0) {
		size_t some = n < PIECE ? n : PIECE;
		uint32_t length = htonl((uint32_t)some);

		if (!say(t, &length, sizeof(length)) || !say(t, p, some))
			return false;
		p += some;
		n -= some;
	}
	return say(t, &none, sizeof(none));
}

enum tt_scan
tt_scan_answer(const char *text, size_t n)
{
	static const char start[] = "stream: ", clean[] = "stream: OK",
	    found[] = " FOUND";
	size_t most = strnlen(text, n);

	if (most == sizeof(clean) - 1 && memcmp(text, clean, most) == 0)
		return TT_SCAN_CLEAN;
	if (most > sizeof(start) + sizeof(found) &&
	    memcmp(text, start, sizeof(start) - 1) == 0 &&
	    memcmp(text + most - (sizeof(found) - 1), found,
	    sizeof(found) - 1) == 0)
		return TT_SCAN_FOUND;
	return TT_SCAN_DOWN;
}

static enum tt_scan
hear(const struct talk *t)
{
	char text[ANSWER_MAX];
	size_t n = 0;
	ssize_t did;

	while (n < sizeof(text) && memchr(text, '\0', n) == NULL) {
		if (!ready(t, POLLIN))
			return TT_SCAN_DOWN;
		did = recv(t->fd, text + n, sizeof(text) - n, 0);
		if (did <= 0)
			break;
		n += (size_t)did;
	}
	return tt_scan_answer(text, n);
}

/* A connection, -1 when nobody listens. */
static int
call(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof(to.sun_path))
		return -1;
	memcpy(to.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

enum tt_scan
tt_scan(struct tt_ctx *cx, const void *p, size_t n)
{
	struct talk t = { .until = tt_monotonic_ms() + SCAN_MS };
	enum tt_scan out = TT_SCAN_DOWN;

	if (cx->conf->scan[0] == '\0')
		return TT_SCAN_CLEAN;
	t.fd = call(cx->conf->scan);
	if (t.fd >= 0) {
		/* A scanner that wants no more has its answer ready. */
		(void)stream(&t, p, n);
		out = hear(&t);
		close(t.fd);
	}
	if (out == TT_SCAN_DOWN)
		tt_log_warn("the scanner does not answer");
	return out;
}
