/*
 * Reading HTTP/1.1 requests, and the form encoding inside them. Nothing here
 * does I/O: bytes go in, a request comes out, pointing into the bytes.
 *
 * Limits: head 32 KB, 100 headers, target 8 KB, body 1 MB with a
 * Content-Length (no chunks), 1000 fields, names of 256 bytes, 8 levels.
 */
#ifndef TT_HTTP_H
#define TT_HTTP_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;
struct tt_pool;

enum {
	TT_HTTP_HEAD = 32768,
	TT_HTTP_BODY = 1 << 20,
	TT_HTTP_TARGET = 8192,
	TT_HTTP_HEADERS = 100,
};

/* Bytes somewhere else; not NUL-terminated. */
struct tt_span {
	const char *p;
	size_t n;
};

struct tt_http {
	struct tt_span method, path, query, body;
	struct tt_span names[TT_HTTP_HEADERS], values[TT_HTTP_HEADERS];
	size_t headers;
	size_t length; /* of the whole request, in bytes */
	bool keep;     /* the connection may go on */
	bool expects;  /* "100-continue" while the body misses */
};

/*
 * Reads one request from the start of n bytes. Answers 200 when *h is filled,
 * 0 when more bytes are needed, or the status to refuse with.
 */
int tt_http_read(struct tt_http *h, const char *bytes, size_t n);

/* The value of a header, or a span of NULL. */
struct tt_span tt_http_header(const struct tt_http *, const char *name);
/* The same, as a string in the pool; NULL when absent or not plain ASCII. */
const char *tt_http_text(
    const struct tt_http *, struct tt_pool *, const char *name);
bool tt_span_is(struct tt_span, const char *);

/* Percent-decodes a path; NULL when it is not clean UTF-8. */
const char *tt_http_path(struct tt_pool *, struct tt_span);

/*
 * Reads "a[b][0]=c&d[]=e" into nested objects whose leaves are strings; an
 * array is an object with the keys "0", "1" … NULL when malformed, with the
 * reason in *why. The result belongs to the pool.
 */
struct json_object *tt_form_read(
    struct tt_pool *, struct tt_span, const char **why);

#endif
