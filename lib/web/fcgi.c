#include <assert.h>
#include <errno.h>
#include <fcgiapp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "web/fcgi.h"

enum {
	RECORD = 65528,       /* content of a record; a multiple of eight */
	RECORDS = 66,
	DRAIN = 1 << 20,      /* of a body that nobody read */
	END_REQUEST = 3,      /* types of records */
	STDOUT = 6,
};

struct tt_fcgi {
	FCGX_Request req;
	bool         keep;    /* the other side asked for it */
	bool         broken;  /* nothing more can be said here */
};

/* Read by the watchdog's signal handler, which has no other way to ask. */
static volatile sig_atomic_t reading = -1;

int
tt_fcgi_reading(void)
{
	return reading;
}

struct tt_fcgi *
tt_fcgi_new(struct tt_arena *life)
{
	struct tt_fcgi *f = TT_NEW(life, struct tt_fcgi);

	/* Its handlers for SIGTERM and SIGPIPE are replaced by the caller. */
	if (FCGX_Init() != 0)
		return NULL;
	FCGX_InitRequest(&f->req, -1, 0);
	return f;
}

bool
tt_fcgi_take(struct tt_fcgi *f, int fd)
{
	int bad;

	f->req.ipcFd = fd;
	/* FCGX_Accept_r begins by ending the request before: not the fd. */
	f->req.keepConnection = 1;
	/* "Detached" means: close it without two seconds of lingering. */
	f->req.detached = 1;
	reading = fd;
	bad = FCGX_Accept_r(&f->req);
	reading = -1;
	if (bad != 0)
		return false;
	f->keep = f->req.keepConnection != 0;
	f->broken = false;
	return true;
}

const char *
tt_fcgi_param(const struct tt_fcgi *f, const char *name)
{
	const char *value = FCGX_GetParam(name, f->req.envp);

	return value == NULL ? "" : value;
}

size_t
tt_fcgi_body(struct tt_fcgi *f, char *to, size_t n)
{
	int got;

	assert(n <= 1 << 30);
	reading = f->req.ipcFd;
	got = FCGX_GetStr(to, (int)n, f->req.in);
	reading = -1;
	return got > 0 ? (size_t)got : 0;
}

/*
 * What is left of the body has to go: a kept connection must begin with the
 * next request, and closing with bytes unread would take the answer along.
 */
static void
drain(struct tt_fcgi *f)
{
	char rest[4096];
	size_t all = 0, n;

	do {
		n = tt_fcgi_body(f, rest, sizeof(rest));
		all += n;
	} while (n == sizeof(rest) && all < DRAIN);
	if (n == sizeof(rest) || FCGX_GetError(f->req.in) != 0)
		f->broken = true;
}

static void
record(unsigned char *h, int type, int id, size_t n)
{
	h[0] = 1;
	h[1] = (unsigned char)type;
	h[2] = (unsigned char)(id >> 8);
	h[3] = (unsigned char)id;
	h[4] = (unsigned char)(n >> 8);
	h[5] = (unsigned char)n;
	h[6] = h[7] = 0;
}

static bool
write_all(int fd, struct iovec *v, int n)
{
	while (n > 0) {
		ssize_t wrote = writev(fd, v, n);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		for (; n > 0 && (size_t)wrote >= v->iov_len; v++, n--)
			wrote -= (ssize_t)v->iov_len;
		if (n > 0) {
			v->iov_base = (char *)v->iov_base + wrote;
			v->iov_len -= (size_t)wrote;
		}
	}
	return true;
}

struct records {
	unsigned char heads[RECORDS][8];
	struct iovec  v[RECORDS * 2 + 1];
	int           n, id;
};

static void
add(struct records *s, const char *p, size_t n)
{
	while (n > 0) {
		size_t part = n < RECORD ? n : RECORD;
		unsigned char *h = s->heads[s->n / 2];

		record(h, STDOUT, s->id, part);
		s->v[s->n++] = (struct iovec){ h, 8 };
		/* writev only reads; iovec has no const. */
		s->v[s->n++] = (struct iovec){ (char *)(uintptr_t)p, part };
		p += part;
		n -= part;
	}
}

void
tt_fcgi_answer(struct tt_fcgi *f, const struct tt_fcgi_out *o)
{
	struct records s = { .id = f->req.requestId };
	unsigned char end[24] = { 0 };

	assert(o->head_n <= RECORD && o->body_n <= (size_t)4 << 20);
	drain(f);
	add(&s, o->head, o->head_n);
	add(&s, o->body, o->body_n);
	record(end, STDOUT, s.id, 0);
	record(end + 8, END_REQUEST, s.id, 8);
	s.v[s.n++] = (struct iovec){ end, sizeof(end) };
	if (!write_all(f->req.ipcFd, s.v, s.n))
		f->broken = true;
	if (o->last) {
		/*
		 * At once: until nginx sees the end of it, it may send the
		 * next request here.
		 */
		shutdown(f->req.ipcFd, SHUT_RDWR);
		f->broken = true;
	}
}

bool
tt_fcgi_done(struct tt_fcgi *f)
{
	int fd = f->req.ipcFd;

	/* All has been said: libfcgi has nothing to add. */
	f->req.out->wasFCloseCalled = 1;
	f->req.err->wasFCloseCalled = 1;
	f->req.keepConnection = 1;
	FCGX_Finish_r(&f->req);
	if (f->req.ipcFd < 0)
		return false;       /* it was broken, and closed */
	f->req.ipcFd = -1;
	if (f->keep && !f->broken)
		return true;
	close(fd);
	return false;
}
