#include "conn.h"
#include "api.h"
#include "box.h"
#include "hook.h"
#include "http.h"
#include "mem.h"
#include "page.h"
#include "sql.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	CLIENTS = 256,
	SILENT_MS = 30000,
	IDLE_MS = 75000,
	READ_BYTES = 65536,
	IN_MAX = TT_HTTP_HEAD + TT_HTTP_BODY + READ_BYTES
};

struct client {
	int fd; /* -1 when free */
	struct tt_text in, out;
	size_t sent;       /* of out */
	int64_t until_ms;  /* let go after this */
	bool keep;         /* another request may follow */
	bool continued;    /* "100 Continue" was said */
	enum tt_wait wait; /* the answer in out is held back */
	int64_t ready_ms;
	bool counts; /* out is made when all is delivered */
};

struct server {
	struct tt_box *box;
	struct tt_hook *hook;
	struct client clients[CLIENTS];
};

static const struct {
	int status;
	const char *words;
} reasons[] = {
	{ 200, "OK" },
	{ 303, "See Other" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 402, "Payment Required" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 411, "Length Required" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 422, "Unprocessable Content" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 505, "HTTP Version Not Supported" },
};

static const char *
reason(int status)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].status == status)
			return reasons[i].words;
	}
	return "Status";
}

static void
let_go(struct client *k)
{
	close(k->fd);
	tt_text_free(&k->in);
	tt_text_free(&k->out);
	*k = (struct client){ .fd = -1 };
}

static void
write_answer(struct client *k, const struct tt_call *c, bool head_only)
{
	tt_text_fmt(&k->out,
	    "HTTP/1.1 %d %s\r\nServer: stripe-sandbox\r\n"
	    "Content-Type: %s\r\nContent-Length: %zu\r\n"
	    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
	    "Connection: %s\r\n%s\r\n",
	    c->status, reason(c->status),
	    c->type != NULL ? c->type : "text/plain; charset=utf-8", c->length,
	    k->keep ? "keep-alive" : "close",
	    c->headers != NULL ? c->headers : "");
	if (!head_only)
		tt_text_add(&k->out, c->body, c->length);
}

static void
refuse(struct client *k, int status)
{
	struct tt_call c = { .status = status, .body = reason(status) };

	c.length = strlen(c.body);
	k->keep = false;
	write_answer(k, &c, false);
}

/* Takes the prefix of --public off a path, when it is there. */
static const char *
without_prefix(const struct tt_box *box, const char *path)
{
	size_t n = strlen(box->prefix);

	if (n > 0 && strncmp(path, box->prefix, n) == 0 && path[n] == '/')
		return path + n;
	return path;
}

static void
answer(struct server *s, struct client *k, const struct tt_http *h)
{
	struct tt_call c = { .box = s->box,
		.http = h,
		.account = "",
		.status = 500,
		.now = tt_clock_now(s->box) };
	const char *path;

	c.pool = tt_pool_new();
	path = tt_http_path(c.pool, h->path);
	c.path = path != NULL ? without_prefix(s->box, path) : "";
	if (path == NULL)
		tt_fail(&c, 400, NULL, NULL, "The path is malformed.");
	else if (strncmp(c.path, "/v1/", 4) == 0 ||
		 strncmp(c.path, "/sandbox/", 9) == 0)
		tt_api_answer(&c);
	else
		tt_page_answer(&c);
	if (!s->box->quiet)
		fprintf(stderr, "%.*s %s %d\n", (int)h->method.n, h->method.p,
		    c.path, c.status);
	k->keep = h->keep;
	k->wait = c.wait;
	k->ready_ms = c.ready_ms;
	k->counts = c.wait == TT_ANSWER_DELIVERED && c.body == NULL;
	if (!k->counts)
		write_answer(k, &c, tt_span_is(h->method, "HEAD"));
	tt_pool_free(c.pool);
}

/* Answers the first whole request in k->in, if there is one. */
static void
take_request(struct server *s, struct client *k)
{
	struct tt_http h;
	int status;

	if (k->out.n > 0 || k->wait != TT_ANSWER_NOW)
		return;
	status = tt_http_read(&h, k->in.p, k->in.n);
	if (status == 0) {
		if (k->in.n >= TT_HTTP_HEAD || k->in.n == 0 || k->continued ||
		    memmem(k->in.p, k->in.n, "\r\n\r\n", 4) == NULL ||
		    !h.expects)
			return;
		k->continued = true;
		tt_text_puts(&k->out, "HTTP/1.1 100 Continue\r\n\r\n");
		k->keep = true;
		return;
	}
	k->continued = false;
	if (status != 200) {
		refuse(k, status);
		return;
	}
	answer(s, k, &h);
	tt_text_cut(&k->in, h.length);
	k->until_ms =
	    tt_clock_ms() + SILENT_MS;
}

/* Reads what has come; false when the client is gone. */
static bool
take_bytes(struct client *k)
{
	char bytes[READ_BYTES];
	ssize_t n = recv(k->fd, bytes, sizeof bytes, 0);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	if (n == 0)
		return false;
	/* The time for one request counts from its first byte. */
	if (k->in.n == 0)
		k->until_ms = tt_clock_ms() + SILENT_MS;
	tt_text_add(&k->in, bytes, (size_t)n);
	return !k->in.full;
}

/* Sends what there is; false when the client is to be let go. */
static bool
give_bytes(struct client *k)
{
	ssize_t n;

	if (k->out.n == 0 || k->wait != TT_ANSWER_NOW)
		return true;
	n = send(k->fd, k->out.p + k->sent, k->out.n - k->sent, MSG_NOSIGNAL);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	k->sent += (size_t)n;
	if (k->sent < k->out.n)
		return true;
	tt_text_free(&k->out);
	k->sent = 0;
	if (k->in.n == 0)
		k->until_ms = tt_clock_ms() + IDLE_MS;
	return k->keep;
}

/* Lets a held answer go when its time has come. */
static void
release(struct server *s, struct client *k, int64_t now)
{
	struct tt_call c = {
		.box = s->box, .status = 200, .type = "application/json"
	};

	if (k->wait == TT_ANSWER_LATE && now < k->ready_ms)
		return;
	if (k->wait == TT_ANSWER_DELIVERED && now < k->until_ms &&
	    !tt_hook_quiet(s->hook))
		return;
	if (k->counts) {
		c.pool = tt_pool_new();
		c.body = tt_control_delivered(s->box, c.pool);
		c.length = strlen(c.body);
		write_answer(k, &c, false);
		tt_pool_free(c.pool);
	}
	k->counts = false;
	k->wait = TT_ANSWER_NOW;
	k->until_ms = now + SILENT_MS;
}

static void
serve_client(struct server *s, struct client *k, short got, int64_t now)
{
	bool alive = true;

	if ((got & CURL_WAIT_POLLIN) != 0)
		alive = take_bytes(k);
	if (alive && k->wait != TT_ANSWER_NOW)
		release(s, k, now);
	/* Requests may have come together; a few are answered at a time. */
	for (int i = 0; alive && i < 8; i++) {
		take_request(s, k);
		alive = k->wait != TT_ANSWER_NEVER && give_bytes(k);
		if (k->out.n > 0 || k->in.n == 0)
			break;
	}
	if (alive && k->wait == TT_ANSWER_NOW && now > k->until_ms)
		alive = false;
	if (!alive)
		let_go(k);
}

static void
welcome(struct server *s, int listener)
{
	for (int i = 0; i < CLIENTS; i++) {
		struct client *k = &s->clients[i];

		if (k->fd >= 0)
			continue;
		k->fd =
		    accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (k->fd < 0)
			return;
		k->in.max = IN_MAX;
		k->until_ms = tt_clock_ms() + SILENT_MS;
	}
}

/*
 * What to wait for: the clients first, each in its own place, then the
 * listener when there is room, then the stop. Answers how many.
 */
static unsigned
what_to_wait_for(
    struct server *s, struct curl_waitfd *w, int *who, int listener, int stop)
{
	unsigned n = 0;
	bool room = false;

	for (int i = 0; i < CLIENTS; i++) {
		const struct client *k = &s->clients[i];
		bool send = k->out.n > 0 && k->wait == TT_ANSWER_NOW;

		room = room || k->fd < 0;
		if (k->fd < 0)
			continue;
		who[n] = i;
		w[n++] = (struct curl_waitfd){ .fd = k->fd,
			.events = send ? CURL_WAIT_POLLOUT : CURL_WAIT_POLLIN };
	}
	if (room) {
		who[n] = -1;
		w[n++] = (struct curl_waitfd){ .fd = listener,
			.events = CURL_WAIT_POLLIN };
	}
	who[n] = -2;
	w[n++] = (struct curl_waitfd){ .fd = stop, .events = CURL_WAIT_POLLIN };
	return n;
}

/* How long to wait at most: held answers want to be looked at soon. */
static int
longest_wait(struct server *s)
{
	int most = 1000;

	for (int i = 0; i < CLIENTS; i++) {
		if (s->clients[i].fd >= 0 &&
		    s->clients[i].wait != TT_ANSWER_NOW)
			most = 20;
	}
	return tt_hook_pause(s->hook, most);
}

void
tt_conn_serve(struct tt_box *box, struct tt_hook *hook, int listener, int stop)
{
	struct server *s = tt_mem_new(sizeof *s);
	struct curl_waitfd w[CLIENTS + 2];
	int who[CLIENTS + 2];
	bool going = true;

	s->box = box;
	s->hook = hook;
	for (int i = 0; i < CLIENTS; i++)
		s->clients[i].fd = -1;
	while (going) {
		unsigned n = what_to_wait_for(s, w, who, listener, stop);

		curl_multi_poll(
		    tt_hook_multi(hook), w, n, longest_wait(s), NULL);
		for (unsigned i = 0; i < n; i++) {
			if (who[i] >= 0)
				serve_client(s, &s->clients[who[i]],
				    w[i].revents, tt_clock_ms());
			else if (w[i].revents != 0 && who[i] == -1)
				welcome(s, listener);
			else if (w[i].revents != 0)
				going = false;
		}
		tt_tick(box);
		tt_hook_pump(hook);
	}
	for (int i = 0; i < CLIENTS; i++) {
		if (s->clients[i].fd >= 0)
			let_go(&s->clients[i]);
	}
	tt_mem_free(s);
}
