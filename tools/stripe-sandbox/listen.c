#include "conn.h"
#include "mem.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 128 };

static int
complain(const char *address, const char *why)
{
	fprintf(stderr, "stripe-sandbox: %s: %s\n", address, why);
	return -1;
}

static int
listen_unix(const char *path, char **where)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	struct tt_text t = { 0 };
	int fd;

	if (strlen(path) >= sizeof sun.sun_path)
		return complain(path, "the path is too long");
	memcpy(sun.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return complain(path, strerror(errno));
	/* Somebody's living socket is not taken away. */
	if (connect(fd, (struct sockaddr *)&sun, sizeof sun) == 0) {
		close(fd);
		return complain(path, "another program listens there");
	}
	unlink(path);
	if (bind(fd, (struct sockaddr *)&sun, sizeof sun) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		complain(path, strerror(errno));
		close(fd);
		return -1;
	}
	tt_text_fmt(&t, "unix:%s", path);
	*where = t.p;
	return fd;
}

static char *
address_of(int fd)
{
	struct sockaddr_storage ss;
	socklen_t n = sizeof ss;
	char host[NI_MAXHOST] = "", port[NI_MAXSERV] = "";
	struct tt_text t = { 0 };

	getsockname(fd, (struct sockaddr *)&ss, &n);
	getnameinfo((struct sockaddr *)&ss, n, host, sizeof host, port,
	    sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
	tt_text_fmt(&t,
	    ss.ss_family == AF_INET6 ? "http://[%s]:%s" : "http://%s:%s", host,
	    port);
	return t.p;
}

static int
bind_one(const struct addrinfo *ai)
{
	int yes = 1;
	int fd = socket(
	    ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, ai->ai_addr, ai->ai_addrlen) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	close(fd);
	return -1;
}

int
tt_conn_listen(const char *address, char **where)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE },
			*list = NULL;
	const char *colon = strrchr(address, ':');
	char host[256];
	size_t n;
	int fd = -1;

	if (strncmp(address, "unix:", 5) == 0)
		return listen_unix(address + 5, where);
	if (colon == NULL || (size_t)(colon - address) >= sizeof host)
		return complain(address, "expected HOST:PORT or unix:/path");
	n = (size_t)(colon - address);
	memcpy(host, address, n);
	host[n] = '\0';
	if (n > 2 && host[0] == '[' && host[n - 1] == ']') {
		memmove(host, host + 1, n - 2);
		host[n - 2] = '\0';
	}
	if (getaddrinfo(host, colon + 1, &hints, &list) != 0)
		return complain(address, "no such address");
	for (struct addrinfo *ai = list; ai != NULL && fd < 0; ai = ai->ai_next)
		fd = bind_one(ai);
	freeaddrinfo(list);
	if (fd < 0)
		return complain(address, strerror(errno));
	*where = address_of(fd);
	return fd;
}
