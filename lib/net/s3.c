#include <inttypes.h>
#include <string.h>

#include "core/buf.h"
#include "core/crypt.h"
#include "core/text.h"
#include "net/fetch.h"
#include "net/s3.h"

#define SECONDS 60

/* conf->store in its parts. */
struct place {
	const char *origin;        /* https://host[:port] */
	const char *host;          /* host[:port], as it is signed */
	const char *path;          /* /bucket/key */
};

static struct place
place_of(struct tt_ctx *cx, const char *key)
{
	const char *url = cx->conf->store + strlen("s3:");
	const char *host = strstr(url, "//") + 2;
	size_t n = strcspn(host, "/");

	return (struct place){
	    .origin = tt_strndup(cx->arena, url, (size_t)(host - url) + n),
	    .host = tt_strndup(cx->arena, host, n),
	    .path = tt_printf(cx->arena, "%s/%s", host + n, key) };
}

static const char *
sha256(struct tt_arena *a, const void *p, size_t n)
{
	unsigned char sum[TT_HASH_BYTES];

	tt_sha256(sum, p, n);
	return tt_hex(a, sum, sizeof(sum));
}

static struct tt_s3_answer
judge(struct tt_ctx *cx, const struct tt_fetched *got)
{
	if (got->status == 0)
		return (struct tt_s3_answer){ got->error, false };
	if (got->status / 100 == 2)
		return (struct tt_s3_answer){ NULL, false };
	/* 403 is a wrong key or a wrong clock: somebody will mend it. */
	return (struct tt_s3_answer){ tt_printf(cx->arena,
	    "the store answers %d", got->status), false };
}

static struct tt_fetched
send(struct tt_ctx *cx, const char *method, const char *key, const char *type,
    const void *p, size_t n)
{
	const struct tt_conf *c = cx->conf;
	struct place at = place_of(cx, key);
	struct tt_fetch f = { .method = method, .body = p, .body_n = n,
	    .ms = SECONDS * 1000 + (int64_t)(n >> 10), .key = c->store_key,
	    .secret = c->store_secret };

	f.url = tt_printf(cx->arena, "%s%s", at.origin, at.path);
	f.sign = tt_printf(cx->arena, "aws:amz:%s:s3", c->store_region);
	/* libcurl signs this hash, but does not send it by itself. */
	f.headers[0] = tt_printf(cx->arena, "x-amz-content-sha256: %s",
	    sha256(cx->arena, p == NULL ? "" : p, n));
	if (type != NULL)
		f.headers[1] = tt_printf(cx->arena, "Content-Type: %s", type);
	return tt_fetch(cx, &f);
}

struct tt_s3_answer
tt_s3_put(struct tt_ctx *cx, const char *key, const char *type,
    const void *p, size_t n)
{
	struct tt_fetched got = send(cx, "PUT", key, type, p, n);

	return judge(cx, &got);
}

struct tt_s3_answer
tt_s3_delete(struct tt_ctx *cx, const char *key)
{
	struct tt_fetched got = send(cx, "DELETE", key, NULL, NULL, 0);

	if (got.status == 404)
		return (struct tt_s3_answer){ NULL, false };
	return judge(cx, &got);
}

/* ---- links ------------------------------------------------------------------ */

/* 2026-12-18T09:30:00Z is 20261218T093000Z. */
static const char *
stamp(struct tt_ctx *cx)
{
	char *to = tt_time_iso(cx->arena, cx->now), *text = to;

	for (const char *c = to; *c != '\0'; c++)
		if (*c != '-' && *c != ':')
			*to++ = *c;
	*to = '\0';
	return text;
}

static void
hmac(unsigned char out[TT_HASH_BYTES], const unsigned char *key, size_t key_n,
    const char *text)
{
	unsigned char made[TT_HASH_BYTES];

	tt_hmac(made, key, key_n, text, strlen(text));
	memcpy(out, made, sizeof(made));
}

/* The chain of keys: day, region, service; and then what is signed. */
static const char *
signature(struct tt_ctx *cx, const char *day, const char *text)
{
	const char *first = tt_printf(cx->arena, "AWS4%s",
	    cx->conf->store_secret);
	unsigned char key[TT_HASH_BYTES], start[400];
	size_t n = strlen(first);

	if (n > sizeof(start))
		n = sizeof(start);
	memcpy(start, first, n);
	hmac(key, start, n, day);
	hmac(key, key, sizeof(key), cx->conf->store_region);
	hmac(key, key, sizeof(key), "s3");
	hmac(key, key, sizeof(key), "aws4_request");
	hmac(key, key, sizeof(key), text);
	return tt_hex(cx->arena, key, sizeof(key));
}

/* Sorted, as the signature wants it. */
static const char *
query(struct tt_ctx *cx, const char *scope, int64_t seconds,
    const char *disposition, const char *type)
{
	struct tt_buf b = tt_buf_in(cx->arena, 4096);

	tt_buf_adds(&b, "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=");
	tt_buf_add_url(&b, tt_printf(cx->arena, "%s/%s",
	    cx->conf->store_key, scope));
	tt_buf_printf(&b, "&X-Amz-Date=%s&X-Amz-Expires=%" PRId64
	    "&X-Amz-SignedHeaders=host&response-content-disposition=",
	    stamp(cx), seconds);
	tt_buf_add_url(&b, disposition);
	tt_buf_adds(&b, "&response-content-type=");
	tt_buf_add_url(&b, type);
	return b.p;
}

struct tt_s3_answer
tt_s3_get(struct tt_ctx *cx, const char *key, size_t most, const void **p,
    size_t *n)
{
	struct tt_fetch f = { .method = "GET", .url = tt_s3_link(cx, key,
	    SECONDS, "inline", "application/octet-stream"),
	    .ms = SECONDS * 1000, .most = most };
	struct tt_fetched got = tt_fetch(cx, &f);

	*n = 0;
	if (got.status == 404)
		return (struct tt_s3_answer){ NULL, false };
	*p = got.body;
	*n = got.body_n;
	return judge(cx, &got);
}

const char *
tt_s3_link(struct tt_ctx *cx, const char *key, int64_t seconds,
    const char *disposition, const char *type)
{
	struct tt_arena *a = cx->arena;
	struct place at = place_of(cx, key);
	const char *when = stamp(cx), *day = tt_strndup(a, when, 8);
	const char *scope = tt_printf(a, "%s/%s/s3/aws4_request", day,
	    cx->conf->store_region);
	const char *asked = query(cx, scope, seconds, disposition, type);
	const char *request = tt_printf(a, "GET\n%s\n%s\nhost:%s\n\nhost\n"
	    "UNSIGNED-PAYLOAD", at.path, asked, at.host);
	const char *text = tt_printf(a, "AWS4-HMAC-SHA256\n%s\n%s\n%s", when,
	    scope, sha256(a, request, strlen(request)));

	return tt_printf(a, "%s%s?%s&X-Amz-Signature=%s", at.origin, at.path,
	    asked, signature(cx, day, text));
}
