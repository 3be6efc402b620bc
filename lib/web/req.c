#include <inttypes.h>
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "web/inner.h"

/* In the order of inner.h. */
static const struct header {
	const char *name, *param;
	size_t      max;
} headers[TT_H_ALL] = {
	[TT_H_ACCEPT] = { "Accept", "HTTP_ACCEPT", 1024 },
	[TT_H_ACCEPT_ENCODING] = { "Accept-Encoding", "HTTP_ACCEPT_ENCODING",
	    256 },
	[TT_H_ACCEPT_LANGUAGE] = { "Accept-Language", "HTTP_ACCEPT_LANGUAGE",
	    256 },
	[TT_H_CONTENT_TYPE] = { "Content-Type", "CONTENT_TYPE", 256 },
	[TT_H_COOKIE] = { "Cookie", "HTTP_COOKIE", TT_COOKIE_MAX },
	[TT_H_IF_NONE_MATCH] = { "If-None-Match", "HTTP_IF_NONE_MATCH", 256 },
	[TT_H_ORIGIN] = { "Origin", "HTTP_ORIGIN", 256 },
	[TT_H_SEC_FETCH_SITE] = { "Sec-Fetch-Site", "HTTP_SEC_FETCH_SITE",
	    64 },
	[TT_H_STRIPE_SIGNATURE] = { "Stripe-Signature",
	    "HTTP_STRIPE_SIGNATURE", 1024 },
	[TT_H_USER_AGENT] = { "User-Agent", "HTTP_USER_AGENT", 4096 },
};

/* A header that is longer than it may be, or not ASCII, did not come. */
static const char *
header_read(const struct tt_fcgi *f, const struct header *h)
{
	const char *value = tt_fcgi_param(f, h->param);

	if (strlen(value) > h->max)
		return "";
	for (const char *s = value; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			return "";
	return value;
}

const char *
tt_header(const struct tt_req *r, const char *name)
{
	for (size_t i = 0; i < TT_H_ALL; i++)
		if (tt_eq_nocase(headers[i].name, name))
			return r->inner->header[i];
	return "";
}

/* One item of Accept-Language, "fr-BE;q=0.8": its weight in thousandths. */
static int
weight(const char *item)
{
	const char *q = strstr(item, "q=");
	int n = 0, place = 100;

	if (q == NULL)
		return 1000;
	q += 2;
	if (*q != '0')
		return 1000;
	for (q += q[1] == '.' ? 2 : 1; tt_is_digit(*q) && place > 0; q++) {
		n += (*q - '0') * place;
		place /= 10;
	}
	return n;
}

enum tt_lang
tt_best_lang(const char *header)
{
	enum tt_lang best = TT_NL;
	int best_weight = 0;
	char item[64];

	while (*header != '\0') {
		size_t n = strcspn(header, ",");
		size_t skip = strspn(header, " \t");

		if (skip < n && n - skip < sizeof(item)) {
			memcpy(item, header + skip, n - skip);
			item[n - skip] = '\0';
			for (int i = 0; i < TT_LANGS; i++) {
				if (strncasecmp(item, tt_langs[i], 2) != 0 ||
				    tt_is_alnum(item[2]) ||
				    weight(item) <= best_weight)
					continue;
				best = (enum tt_lang)i;
				best_weight = weight(item);
			}
		}
		header += n;
		header += *header == ',';
	}
	return best;
}

/* Text that may be kept and shown: ASCII, of a bounded length. */
static const char *
plain(struct tt_arena *a, const char *s, size_t max)
{
	char *copy = tt_strndup(a, s, strnlen(s, max));

	for (char *p = copy; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
	return copy;
}

static const char *
request_id(struct tt_arena *a, const char *given)
{
	size_t n = strspn(given, "0123456789abcdef-");

	return n > 0 && n <= 36 && given[n] == '\0' ? given :
	    tt_random_hex(a, 8);
}

static void
read_method(struct tt_req *r, const char *method)
{
	static const char *const words[] = { "GET", "HEAD", "POST", NULL };
	int which = tt_word(words, method);

	r->inner->known = which >= 0;
	r->inner->head = which == 1;
	r->method = which == 2 ? TT_POST : TT_GET;
	r->inner->method_word = which < 0 ? "OTHER" : words[which];
}

static void
read_length(struct tt_req *r, const char *length)
{
	int64_t n = 0;

	r->inner->length_ok = *length == '\0' ||
	    tt_int(length, 0, INT64_MAX, &n);
	r->inner->length = (size_t)n;
}

struct tt_req *
tt_req_start(struct tt_worker *w, struct tt_arena *a)
{
	struct tt_req *r = TT_NEW(a, struct tt_req);
	struct tt_inner *in = TT_NEW(a, struct tt_inner);
	const struct tt_fcgi *f = w->fcgi;

	r->inner = in;
	in->w = w;
	for (size_t i = 0; i < TT_H_ALL; i++)
		in->header[i] = header_read(f, &headers[i]);
	in->uri = tt_fcgi_param(f, "REQUEST_URI");
	in->lang = tt_best_lang(in->header[TT_H_ACCEPT_LANGUAGE]);
	read_method(r, tt_fcgi_param(f, "REQUEST_METHOD"));
	read_length(r, tt_fcgi_param(f, "CONTENT_LENGTH"));
	r->id = request_id(a, tt_fcgi_param(f, "TT_REQ_ID"));
	r->address = plain(a, tt_fcgi_param(f, "REMOTE_ADDR"), 64);
	r->agent = plain(a, tt_fcgi_param(f, "HTTP_USER_AGENT"),
	    TT_AGENT_MAX);
	r->path = "/";
	r->query = "";
	r->cookie = "";
	r->cx = TT_NEW(a, struct tt_ctx);
	*r->cx = (struct tt_ctx){ .arena = a, .conf = w->conf, .db = w->db,
	    .now = tt_time_read(), .lang = in->lang };
	r->out = TT_NEW(a, struct tt_out);
	*r->out = (struct tt_out){ .b = tt_buf_in(a, TT_ANSWER_MAX),
	    .arena = a, .cx = r->cx, .r = r, .lang = in->lang };
	return r;
}

bool
tt_wants_json(const struct tt_req *r)
{
	if (r->route != NULL && (r->route->who == TT_WEBHOOK ||
	    r->route->who == TT_MACHINE))
		return true;
	if (tt_starts(r->path, "/api/") || tt_starts(r->path, "/webhook/"))
		return true;
	return strstr(r->inner->header[TT_H_ACCEPT], "application/json") !=
	    NULL;
}

const char *
tt_next(const struct tt_req *r, const char *otherwise)
{
	const char *next = tt_form_raw(r, "next");

	return next != NULL && tt_path_ours(next) ? next : otherwise;
}

/* "text/plain; charset=utf-8" is text/plain. */
static bool
type_is(const char *header, const char *type)
{
	size_t n = strlen(type);

	return strncasecmp(header, type, n) == 0 &&
	    (header[n] == '\0' || header[n] == ';' || header[n] == ' ' ||
	    header[n] == '\t');
}

static int
read_body(struct tt_req *r)
{
	size_t max = r->route->body_max, n = r->inner->length;
	char *body;

	if (!r->inner->length_ok)
		return 400;
	if (n > (max == 0 ? TT_BODY_MAX : max))
		return 413;
	body = tt_alloc(r->cx->arena, n + 1);
	r->body_n = tt_fcgi_body(r->inner->w->fcgi, body, n);
	r->body = body;
	return r->body_n == n ? 0 : 400;
}

int
tt_req_body(struct tt_req *r)
{
	const char *type = r->inner->header[TT_H_CONTENT_TYPE];
	bool form = type_is(type, "application/x-www-form-urlencoded");
	bool parts = type_is(type, "multipart/form-data");
	int bad;

	if (r->method == TT_GET)
		return tt_parse_urlencoded(r, r->query, strlen(r->query)) ?
		    0 : 400;
	if (r->route->who != TT_WEBHOOK && !form && !parts)
		return 415;
	bad = read_body(r);
	if (bad != 0 || r->route->who == TT_WEBHOOK)
		return bad;
	if (form ? !tt_parse_urlencoded(r, r->body, r->body_n) :
	    !tt_parse_multipart(r, type, r->body, r->body_n))
		return 400;
	r->body = NULL;
	r->body_n = 0;
	return 0;
}
