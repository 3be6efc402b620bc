#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/fault.h"
#include "core/text.h"
#include "net/fetch.h"

#define ANSWER_MAX ((size_t)1 << 20)

struct answer {
	char            *p;
	size_t           n, most;
	bool             local;       /* the configuration named this machine */
};

void
tt_net_start(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

/* A foreign callback must not fault: the room is there beforehand. */
static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct answer *a = arg;

	if (size * n > a->most - a->n)
		return 0;
	memcpy(a->p + a->n, p, size * n);
	a->n += size * n;
	return size * n;
}

static bool
private4(uint32_t ip)
{
	return ip >> 24 == 0 || ip >> 24 == 10 || ip >> 24 == 127 ||
	    ip >> 16 == 0xa9fe || ip >> 20 == 0xac1 || ip >> 16 == 0xc0a8 ||
	    ip >> 22 == 0x191 /* 100.64/10 */ || ip >> 28 >= 14;
}

static bool
is_private(const struct curl_sockaddr *to)
{
	if (to->family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, &to->addr, sizeof(in));
		return private4(ntohl(in.sin_addr.s_addr));
	}
	if (to->family == AF_INET6) {
		struct sockaddr_in6 in;
		const unsigned char *b = in.sin6_addr.s6_addr;
		uint32_t last;

		memcpy(&in, &to->addr, sizeof(in));
		memcpy(&last, b + 12, sizeof(last));
		/* ::, ::1, mapped and compatible IPv4, fc00::/7, fe80::/10 */
		if (memcmp(b, "\0\0\0\0\0\0\0\0\0\0", 10) == 0)
			return ntohl(last) <= 1 || private4(ntohl(last));
		return (b[0] & 0xfe) == 0xfc || (b[0] == 0xfe &&
		    (b[1] & 0xc0) == 0x80) || b[0] == 0xff;
	}
	return true;
}

static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	const struct answer *a = arg;

	(void)purpose;
	if (!a->local && is_private(to))
		return CURL_SOCKET_BAD;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static bool
names_here(const char *url)
{
	return tt_starts(url, "http://127.0.0.1:") ||
	    tt_starts(url, "http://localhost:");
}

static void
cleanup(void *curl)
{
	curl_easy_cleanup(curl);
}

static void
free_list(void *list)
{
	curl_slist_free_all(list);
}

static void
settings(CURL *c, const struct tt_fetch *f, struct answer *a)
{
	curl_easy_setopt(c, CURLOPT_URL, f->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, a->local ? "http" :
	    "https");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, 2000L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, f->ms > 0 ? (long)f->ms :
	    8000L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1024L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, 5L);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, a);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, a);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	if (f->body != NULL && f->body_n > 0)
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)f->body_n);
	if (f->body != NULL)
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->body);
	else if (tt_eq(f->method, "POST"))
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, "");
	if (tt_eq(f->method, "PUT") || tt_eq(f->method, "DELETE"))
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, f->method);
	if (f->sign == NULL)
		return;
	/* USERPWD would split a key at its first colon. */
	curl_easy_setopt(c, CURLOPT_AWS_SIGV4, f->sign);
	curl_easy_setopt(c, CURLOPT_USERNAME, f->key);
	curl_easy_setopt(c, CURLOPT_PASSWORD, f->secret);
}

struct tt_fetched
tt_fetch(struct tt_ctx *cx, const struct tt_fetch *f)
{
	size_t most = f->most > 0 ? f->most : ANSWER_MAX;
	struct answer a = { .p = tt_alloc(cx->arena, most + 1),
	    .most = most, .local = names_here(f->url) };
	struct curl_slist *list = NULL;
	struct tt_fetched got = { .body = "" };
	curl_off_t after = 0;
	CURL *c = curl_easy_init();
	CURLcode rc;
	long status = 0;

	if (c == NULL)
		tt_fault(TT_FAULT_FULL, "curl has no memory");
	tt_defer(cx->arena, cleanup, c);
	settings(c, f, &a);
	for (size_t i = 0; i < 8 && f->headers[i] != NULL; i++)
		list = curl_slist_append(list, f->headers[i]);
	tt_defer(cx->arena, free_list, list);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, list);
	rc = curl_easy_perform(c);
	if (rc != CURLE_OK) {
		got.error = curl_easy_strerror(rc);
		return got;
	}
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &after);
	got.status = (int)status;
	got.retry_after = after;
	got.body = a.p;
	got.body_n = a.n;
	return got;
}
