#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/text.h"
#include "net/knock.h"

#define WAIT_S     2
#define ANSWER_MAX ((size_t)256 << 10)

enum { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };

static void
record(struct tt_buf *b, int type, const char *p, size_t n)
{
	const char head[8] = { 1, (char)type, 0, 1, (char)(n >> 8),
	    (char)(n & 0xff), 0, 0 };

	tt_buf_add(b, head, sizeof(head));
	tt_buf_add(b, p, n);
}

/* Names and values are shorter than 128 bytes here, so a length is a byte. */
static void
param(struct tt_buf *b, const char *name, const char *value)
{
	tt_buf_addc(b, (char)strlen(name));
	tt_buf_addc(b, (char)strlen(value));
	tt_buf_adds(b, name);
	tt_buf_adds(b, value);
}

static struct tt_buf
request(struct tt_ctx *cx, const char *path)
{
	static const char begin[8] = { 0, 1, 0 };
	struct tt_buf b = tt_buf_in(cx->arena, 8192);
	struct tt_buf p = tt_buf_in(cx->arena, 4096);

	param(&p, "REQUEST_METHOD", "GET");
	param(&p, "REQUEST_URI", path);
	param(&p, "REMOTE_ADDR", "127.0.0.1");
	param(&p, "HTTP_USER_AGENT", "tailtribe doctor");
	param(&p, "TT_REQ_ID", "doctor");
	record(&b, BEGIN, begin, sizeof(begin));
	record(&b, PARAMS, p.p, p.n);
	record(&b, PARAMS, "", 0);
	record(&b, STDIN, "", 0);
	return b;
}

static bool
read_exactly(int fd, char *p, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, p, n);

		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

/* What comes on STDOUT up to the end; false when it broke off before. */
static bool
answer(int fd, struct tt_buf *out)
{
	unsigned char h[8];

	while (read_exactly(fd, (char *)h, sizeof(h))) {
		size_t n = (size_t)(h[4] << 8 | h[5]), pad = h[6];
		char *at = tt_buf_room(out, n + pad);

		if (h[1] == END)
			return true;
		if (!read_exactly(fd, at, n + pad))
			break;
		if (h[1] == STDOUT)
			out->n += n;
		out->p[out->n] = '\0';
	}
	return false;
}

static int
status_of(const char *head)
{
	const char *s = strstr(head, "Status: ");
	char digits[4] = "";
	int64_t n;

	if (s == NULL)
		return 200;
	(void)memcpy(digits, s + 8, strnlen(s + 8, 3));
	return tt_int(digits, 100, 599, &n) ? (int)n : 0;
}

static int
talk(struct tt_ctx *cx, int fd, const char *path, const char **why)
{
	struct tt_buf ask = request(cx, path);
	struct tt_buf out = tt_buf_in(cx->arena, ANSWER_MAX);
	int status = 0;

	if (send(fd, ask.p, ask.n, MSG_NOSIGNAL) != (ssize_t)ask.n ||
	    !answer(fd, &out))
		*why = "nobody answers within two seconds";
	else if ((status = status_of(out.p)) == 0)
		*why = "the answer makes no sense";
	return status;
}

int
tt_knock(struct tt_ctx *cx, const char *socket_path, const char *path,
    const char **why)
{
	const struct timeval wait = { .tv_sec = WAIT_S };
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd, status = 0;

	*why = "the path is too long for a socket";
	if (strlen(socket_path) >= sizeof(to.sun_path))
		return 0;
	(void)memcpy(to.sun_path, socket_path, strlen(socket_path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (fd < 0 || connect(fd, (const struct sockaddr *)&to,
	    sizeof(to)) != 0)
		*why = tt_strdup(cx->arena, strerror(errno));
	else
		status = talk(cx, fd, path, why);
	if (fd >= 0)
		close(fd);
	return status;
}
