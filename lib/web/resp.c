#include <inttypes.h>
#include <string.h>

#include "core/fault.h"
#include "core/text.h"
#include "web/inner.h"
#include "web/pages.h"

static const struct words {
	int         status;
	const char *words;
} words[] = {
	{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
	{ 204, "No Content" }, { 206, "Partial Content" },
	{ 301, "Moved Permanently" }, { 302, "Found" }, { 303, "See Other" },
	{ 304, "Not Modified" }, { 308, "Permanent Redirect" },
	{ 400, "Bad Request" }, { 403, "Forbidden" }, { 404, "Not Found" },
	{ 405, "Method Not Allowed" }, { 409, "Conflict" }, { 410, "Gone" },
	{ 413, "Content Too Large" }, { 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" },
	{ 429, "Too Many Requests" }, { 500, "Internal Server Error" },
	{ 503, "Service Unavailable" },
};

/* What a program is told; people get a page. */
static const struct words brief[] = {
	{ 400, "This request is not well formed." },
	{ 403, "Not allowed." },
	{ 404, "There is nothing here." },
	{ 405, "Not with this method." },
	{ 409, "Not possible now." },
	{ 413, "Too large." },
	{ 414, "The address is too long." },
	{ 415, "Not with this type of content." },
	{ 422, "A value does not fit." },
	{ 429, "Too many requests. Try again later." },
	{ 500, "Something went wrong here." },
	{ 503, "Not available now. Try again soon." },
};

static const char *
word_for(const struct words *w, size_t n, int status)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].status == status)
			return w[i].words;
	return "Error";
}

const char *
tt_status_words(int status)
{
	return word_for(words, sizeof(words) / sizeof(*words), status);
}

struct tt_buf *
tt_body(struct tt_req *r, int status, const char *type)
{
	tt_buf_empty(&r->out->b);
	r->status = status;
	r->type = type;
	r->location = NULL;
	r->inner->token_written = false;
	return &r->out->b;
}

struct tt_out *
tt_page(struct tt_req *r, int status)
{
	tt_body(r, status, "text/html; charset=utf-8");
	r->out->lang = r->cx->lang;
	return r->out;
}

/* What may stand in a header as it is; all else becomes %XX. */
static bool
url_byte(char c)
{
	return c > ' ' && c <= '~' && strchr("\"<>\\^`{|}", c) == NULL;
}

static const char *
url_bytes(struct tt_arena *a, const char *s)
{
	struct tt_buf b = tt_buf_in(a, TT_URL_MAX * 4);
	char one[2] = { 0 };

	for (; *s != '\0'; s++) {
		one[0] = *s;
		if (url_byte(*s))
			tt_buf_addc(&b, *s);
		else
			tt_buf_add_url(&b, one);
	}
	return b.p;
}

bool
tt_path_ours(const char *path)
{
	if (path[0] != '/' || path[1] == '/')
		return false;
	for (; *path != '\0'; path++)
		if ((unsigned char)*path < 0x20 || *path == '\\' ||
		    *path == 0x7f)
			return false;
	return true;
}

/* The same list as in ttc: paths that are one for all languages. */
static const char *const one_for_all[] = { "/static/", "/media/", "/avatar/",
	"/api/", "/webhook/", "/stripe-sandbox/", NULL };

const char *
tt_path_here(struct tt_req *r, const char *path)
{
	for (size_t i = 0; one_for_all[i] != NULL; i++)
		if (tt_starts(path, one_for_all[i]))
			return path;
	for (int i = 0; i < TT_LANGS; i++)
		if (tt_starts(path + 1, tt_langs[i]) &&
		    strchr("/?#", path[3]) != NULL)
			return path;
	return tt_printf(r->cx->arena, "/%s%s", tt_langs[r->cx->lang], path);
}

void
tt_moved(struct tt_req *r, int status, const char *location)
{
	tt_body(r, status, "text/plain; charset=utf-8");
	r->location = url_bytes(r->cx->arena, location);
}

void
tt_redirect(struct tt_req *r, const char *fmt, ...)
{
	const char *path;
	va_list ap;

	va_start(ap, fmt);
	path = tt_vprintf(r->cx->arena, fmt, ap);
	va_end(ap);
	if (!tt_path_ours(path))
		tt_fault(TT_FAULT_MACHINE, "a redirect that is no path");
	tt_moved(r, 303, tt_path_here(r, path));
}

void
tt_redirect_url(struct tt_req *r, tt_url url)
{
	tt_moved(r, 303, url.s[0] == '/' ? tt_path_here(r, url.s) : url.s);
}

void
tt_refresh(struct tt_req *r, int seconds, tt_url url)
{
	const char *to = url.s[0] == '/' ? tt_path_here(r, url.s) : url.s;

	r->refresh = tt_printf(r->cx->arena, "%d; url=%s", seconds,
	    url_bytes(r->cx->arena, to));
}

void
tt_cacheable(struct tt_req *r, int seconds)
{
	r->inner->cache_seconds = seconds;
}

void
tt_set_header(struct tt_req *r, const char *name, const char *value)
{
	struct tt_inner *in = r->inner;

	if (in->n_headers == TT_HEADERS_MAX)
		tt_fault(TT_FAULT_MACHINE, "more than eight headers");
	in->headers[in->n_headers++] = (struct tt_pair){ name, value };
}

void
tt_note(struct tt_req *r, const char *sentence)
{
	if (r->session != NULL)
		tt_session_note(r->cx, r->session->hash,
		    tt_tr(r->cx->lang, sentence));
}

static void
error_json(struct tt_req *r, int status, const char *why)
{
	struct tt_buf *b = tt_body(r, status, "application/json");

	if (why == NULL)
		why = word_for(brief, sizeof(brief) / sizeof(*brief), status);
	tt_buf_adds(b, "{\"error\":\"");
	tt_buf_add_json(b, why);
	tt_buf_printf(b, "\",\"status\":%d,\"id\":\"", status);
	tt_buf_add_json(b, r->id);
	tt_buf_adds(b, "\"}\n");
}

static void
error_headers(struct tt_req *r, int status)
{
	static const char *const allowed[] = { "", "", "GET, HEAD", "",
		"POST", "", "GET, HEAD, POST" };

	r->refresh = NULL;
	r->cache = NULL;
	r->inner->cache_seconds = 0;
	r->inner->n_headers = 0;
	if (status == 405)
		tt_set_header(r, "Allow", allowed[r->inner->allow & 6]);
	if (r->retry_after == 0 && (status == 429 || status == 503))
		r->retry_after = status == 429 ? 60 : 5;
}

void
tt_error(struct tt_req *r, int status, const char *why)
{
	if (why != NULL)
		why = tt_tr(r->cx->lang, why);
	error_headers(r, status);
	if (tt_wants_json(r))
		error_json(r, status, why);
	else
		tt_page_error(tt_page(r, status), status, why);
}

void
tt_error_expired(struct tt_req *r)
{
	error_headers(r, 403);
	if (tt_wants_json(r))
		error_json(r, 403, NULL);
	else
		tt_page_expired(tt_page(r, 403));
}

void
tt_refuse(struct tt_req *r, enum tt_outcome outcome, const char *why)
{
	switch (outcome) {
	case TT_INVALID:
		tt_error(r, 422, why);
		return;
	case TT_ABSENT:
		tt_error(r, 404, why);
		return;
	case TT_REFUSED:
	case TT_TAKEN:
		tt_error(r, 409, why);
		return;
	case TT_OK:
		break;
	}
	tt_fault(TT_FAULT_MACHINE, "refused what was fine");
}
