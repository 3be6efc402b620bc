#include "http.h"
#include "mem.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

bool
tt_span_is(struct tt_span s, const char *text)
{
	return s.p != NULL && s.n == strlen(text) &&
	       memcmp(s.p, text, s.n) == 0;
}

static bool
is_token(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool
all_tokens(struct tt_span s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!is_token(s.p[i]))
			return false;
	}
	return s.n > 0;
}

/* Takes the text up to c off the front of *rest; false when there is no c. */
static bool
take(struct tt_span *rest, char c, struct tt_span *out)
{
	const char *end = rest->n > 0 ? memchr(rest->p, c, rest->n) : NULL;

	if (end == NULL)
		return false;
	*out = (struct tt_span){ rest->p, (size_t)(end - rest->p) };
	rest->n -= out->n + 1;
	rest->p = end + 1;
	return true;
}

static int
read_target(struct tt_http *h, struct tt_span target)
{
	if (target.n > TT_HTTP_TARGET)
		return 414;
	if (target.n == 0 || target.p[0] != '/')
		return 400;
	for (size_t i = 0; i < target.n; i++) {
		unsigned char c = (unsigned char)target.p[i];

		if (c <= ' ' || c == 127)
			return 400;
	}
	h->query = (struct tt_span){ "", 0 };
	if (take(&target, '?', &h->path))
		h->query = target;
	else
		h->path = target;
	return 200;
}

static int
read_request_line(struct tt_http *h, struct tt_span line)
{
	struct tt_span target;
	int status;

	if (!take(&line, ' ', &h->method) || !take(&line, ' ', &target))
		return 400;
	if (h->method.n > 16 || !all_tokens(h->method))
		return 400;
	status = read_target(h, target);
	if (status != 200)
		return status;
	if (tt_span_is(line, "HTTP/1.1"))
		h->keep = true;
	else if (!tt_span_is(line, "HTTP/1.0"))
		return 505;
	return 200;
}

static int
read_header(struct tt_http *h, struct tt_span line)
{
	struct tt_span name;

	if (h->headers == TT_HTTP_HEADERS)
		return 431;
	if (!take(&line, ':', &name) || !all_tokens(name))
		return 400;
	while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
		line.p++;
		line.n--;
	}
	while (line.n > 0 &&
	       (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if ((c < ' ' && c != '\t') || c == 127)
			return 400;
	}
	h->names[h->headers] = name;
	h->values[h->headers++] = line;
	return 200;
}

struct tt_span
tt_http_header(const struct tt_http *h, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < h->headers; i++) {
		if (h->names[i].n == n &&
		    strncasecmp(h->names[i].p, name, n) == 0)
			return h->values[i];
	}
	return (struct tt_span){ NULL, 0 };
}

const char *
tt_http_text(const struct tt_http *h, struct tt_pool *pool, const char *name)
{
	struct tt_span v = tt_http_header(h, name);

	if (v.p == NULL)
		return NULL;
	for (size_t i = 0; i < v.n; i++) {
		if ((unsigned char)v.p[i] >= 127)
			return NULL;
	}
	return tt_pool_copy(pool, v.p, v.n);
}

/* The declared size of the body, or a status that refuses it. */
static int
body_size(const struct tt_http *h, size_t *size)
{
	struct tt_span v = { NULL, 0 };

	*size = 0;
	if (tt_http_header(h, "Transfer-Encoding").p != NULL)
		return 411;
	for (size_t i = 0; i < h->headers; i++) {
		if (h->names[i].n != 14 ||
		    strncasecmp(h->names[i].p, "Content-Length", 14) != 0)
			continue;
		/* Two lengths are how requests are smuggled. */
		if (v.p != NULL)
			return 400;
		v = h->values[i];
	}
	if (v.p == NULL)
		return 200;
	if (v.n == 0)
		return 400;
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] < '0' || v.p[i] > '9')
			return 400;
		*size = *size * 10 + (size_t)(v.p[i] - '0');
		if (*size > TT_HTTP_BODY)
			return 413;
	}
	return 200;
}

static int
read_head(struct tt_http *h, struct tt_span head)
{
	struct tt_span line;
	bool first = true;

	while (take(&head, '\n', &line)) {
		int status;

		if (line.n == 0 || line.p[line.n - 1] != '\r')
			return 400;
		line.n--;
		status =
		    first ? read_request_line(h, line) : read_header(h, line);
		if (status != 200)
			return status;
		first = false;
	}
	return first ? 400 : 200;
}

int
tt_http_read(struct tt_http *h, const char *bytes, size_t n)
{
	size_t look = n < TT_HTTP_HEAD ? n : TT_HTTP_HEAD;
	const char *end = n > 0 ? memmem(bytes, look, "\r\n\r\n", 4) : NULL;
	struct tt_span connection;
	size_t head, size;
	int status;

	if (end == NULL)
		return n >= TT_HTTP_HEAD ? 431 : 0;
	*h = (struct tt_http){ 0 };
	head = (size_t)(end - bytes) + 4;
	status = read_head(h, (struct tt_span){ bytes, head - 2 });
	if (status == 200)
		status = body_size(h, &size);
	if (status != 200)
		return status;
	connection = tt_http_header(h, "Connection");
	if (connection.n == 5 && strncasecmp(connection.p, "close", 5) == 0)
		h->keep = false;
	h->body = (struct tt_span){ bytes + head, size };
	h->length = head + size;
	if (n < h->length) {
		h->expects = tt_http_header(h, "Expect").p != NULL;
		return 0;
	}
	return 200;
}
