/*
 * The last step of an answer: what may be cached, compression, headers.
 */
#include <libdeflate.h>
#include <string.h>

#include "core/fault.h"
#include "core/text.h"
#include "web/inner.h"

#define WORTH 1024      /* bytes; less is not compressed */

/* Types that become smaller, by how they begin. */
static const char *const shrink[] = { "text/", "application/json",
	"application/xml", "image/svg+xml", NULL };

void
tt_send_start(struct tt_worker *w)
{
	/* For every answer, and for one that caches keep. */
	w->fast = libdeflate_alloc_compressor(1);
	w->small = libdeflate_alloc_compressor(6);
}

/* Every header goes through here. */
static void
add(struct tt_req *r, const char *name, const char *value)
{
	struct tt_buf *b = &r->inner->head_text;

	for (const char *s = value; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			tt_fault(TT_FAULT_MACHINE, "header %s: byte %d", name,
			    (unsigned char)*s);
	tt_buf_adds(b, name);
	tt_buf_adds(b, ": ");
	tt_buf_adds(b, value);
	tt_buf_adds(b, "\r\n");
}

static void
add_int(struct tt_req *r, const char *name, int64_t n)
{
	add(r, name, tt_printf(r->cx->arena, "%lld", (long long)n));
}

/* Only what every visitor may see, and holds nothing of this one. */
static bool
shared(const struct tt_req *r)
{
	return r->inner->cache_seconds > 0 && r->status == 200 &&
	    r->method == TT_GET && r->route != NULL &&
	    (r->route->who == TT_ANYONE || r->route->who == TT_MACHINE) &&
	    r->user == NULL && r->set_cookie == NULL &&
	    !r->inner->token_written;
}

static bool
takes_gzip(const char *accept)
{
	const char *s = strstr(accept, "gzip");

	if (s == NULL)
		return false;
	s += strcspn(s, ";,");
	return *s != ';' || strstr(s, "q=0") == NULL ||
	    strpbrk(s, "123456789") != NULL;
}

static bool
shrinks(const char *type)
{
	for (size_t i = 0; shrink[i] != NULL; i++)
		if (tt_starts(type, shrink[i]))
			return true;
	return false;
}

/*
 * A token beside what a visitor sent could be guessed from the compressed
 * length (BREACH): such a page goes out as it is.
 */
static bool
compress(struct tt_req *r, bool kept)
{
	struct tt_inner *in = r->inner;
	size_t n;
	char *to;

	if (in->body_n < WORTH || in->token_written ||
	    !takes_gzip(in->header[TT_H_ACCEPT_ENCODING]))
		return false;
	to = tt_alloc(r->cx->arena, in->body_n);
	n = libdeflate_gzip_compress(kept ? in->w->small : in->w->fast,
	    in->body, in->body_n, to, in->body_n);
	if (n == 0)
		return false;
	in->body = to;
	in->body_n = n;
	return true;
}

static void
caching(struct tt_req *r, bool kept)
{
	if (kept) {
		int seconds = r->inner->cache_seconds;

		add(r, "Cache-Control", tt_printf(r->cx->arena,
		    "public, max-age=%d", seconds));
		add_int(r, "X-Accel-Expires", seconds);
	} else {
		add(r, "Cache-Control", r->cache != NULL ? r->cache :
		    "no-store");
	}
}

/* What of the request the answer depends on. */
static void
vary(struct tt_req *r, bool kept, bool packed)
{
	const char *by = packed && kept ? "Accept-Encoding, Cookie" :
	    packed ? "Accept-Encoding" : kept ? "Cookie" : NULL;

	if (r->status == 302)
		by = "Accept-Language";
	if (by != NULL)
		add(r, "Vary", by);
}

void
tt_finish(struct tt_req *r)
{
	struct tt_inner *in = r->inner;
	bool kept = shared(r), can = shrinks(r->type);

	in->body = r->out->b.p;
	in->body_n = r->out->b.n;
	in->head_text = tt_buf_in(r->cx->arena, 48 << 10);
	add(r, "Status", tt_printf(r->cx->arena, "%d %s", r->status,
	    tt_status_words(r->status)));
	add(r, "Content-Type", r->type);
	if (can && compress(r, kept))
		add(r, "Content-Encoding", "gzip");
	add_int(r, "Content-Length", (int64_t)in->body_n);
	caching(r, kept);
	vary(r, kept, can && in->body_n > 0);
	if (tt_starts(r->type, "text/html"))
		add(r, "Content-Language", tt_langs[r->cx->lang]);
	if (r->location != NULL)
		add(r, "Location", r->location);
	if (r->set_cookie != NULL)
		add(r, "Set-Cookie", r->set_cookie);
	if (r->refresh != NULL)
		add(r, "Refresh", r->refresh);
	if (r->retry_after > 0)
		add_int(r, "Retry-After", r->retry_after);
	for (size_t i = 0; i < in->n_headers; i++)
		add(r, in->headers[i].name, in->headers[i].value);
	add(r, "X-Content-Type-Options", "nosniff");
	tt_buf_adds(&in->head_text, "\r\n");
	if (in->head)
		in->body_n = 0;
}
