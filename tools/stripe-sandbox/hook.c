#include "hook.h"
#include "box.h"
#include "js.h"
#include "mem.h"
#include "sql.h"
#include "store.h"

#include <assert.h>
#include <curl/curl.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

enum {
	FLIGHTS = 4,
	TRIES = 16,
	PAUSE_MAX_S = 300,
	TIMEOUT_MS = 15000,
	PRETTY = JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
		 JSON_C_TO_STRING_NOSLASHESCAPE
};

static const char own_endpoint[] = "we_sandboxcommandline";

struct flight {
	CURL *easy; /* NULL when free */
	struct curl_slist *headers;
	char *body;
	int64_t seq, tries;
};

struct tt_hook {
	struct tt_box *box;
	CURLM *multi;
	struct flight flights[FLIGHTS];
	int n; /* on their way */
};

char *
tt_hook_signature(const char *secret, int64_t t, const char *body)
{
	struct tt_text signed_text = { 0 }, out = { 0 };
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	tt_text_fmt(&signed_text, "%" PRId64 ".", t);
	tt_text_puts(&signed_text, body);
	HMAC(EVP_sha256(), secret, (int)strlen(secret),
	    (const unsigned char *)signed_text.p, signed_text.n, md, &n);
	tt_text_free(&signed_text);
	tt_text_fmt(&out, "t=%" PRId64 ",v1=", t);
	for (unsigned i = 0; i < n; i++)
		tt_text_fmt(&out, "%02x", md[i]);
	return out.p;
}

struct tt_hook *
tt_hook_new(struct tt_box *box)
{
	struct tt_hook *h = tt_mem_new(sizeof *h);

	h->box = box;
	h->multi = curl_multi_init();
	assert(h->multi != NULL);
	/* What was on its way when the program stopped is sent again. */
	tt_sql_begin(box);
	tt_sql_run(box,
	    "UPDATE delivery SET state = 'waiting'"
	    " WHERE state = 'sending'",
	    "");
	tt_sql_end(box);
	return h;
}

static void
land(struct tt_hook *h, struct flight *f)
{
	curl_multi_remove_handle(h->multi, f->easy);
	curl_easy_cleanup(f->easy);
	curl_slist_free_all(f->headers);
	tt_mem_free(f->body);
	*f = (struct flight){ 0 };
	h->n--;
}

void
tt_hook_free(struct tt_hook *h)
{
	for (int i = 0; i < FLIGHTS; i++) {
		if (h->flights[i].easy != NULL)
			land(h, &h->flights[i]);
	}
	curl_multi_cleanup(h->multi);
	tt_mem_free(h);
}

void *
tt_hook_multi(struct tt_hook *h)
{
	return h->multi;
}

static size_t
swallow(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return size * n;
}

static void
prepare(
    struct tt_hook *h, struct flight *f, const char *url, const char *secret)
{
	struct tt_text header = { 0 };
	char *signature = tt_hook_signature(secret, tt_clock_real(), f->body);

	tt_text_fmt(&header, "Stripe-Signature: %s", signature);
	tt_mem_free(signature);
	f->headers = curl_slist_append(NULL, header.p);
	tt_text_free(&header);
	f->headers = curl_slist_append(
	    f->headers, "Content-Type: application/json; charset=utf-8");
	f->headers = curl_slist_append(f->headers, "Expect:");
	curl_easy_setopt(f->easy, CURLOPT_URL, url);
	curl_easy_setopt(f->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers);
	curl_easy_setopt(f->easy, CURLOPT_POSTFIELDS, f->body);
	curl_easy_setopt(
	    f->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(f->body));
	curl_easy_setopt(f->easy, CURLOPT_USERAGENT,
	    "Stripe/1.0 (+https://stripe.com/docs/webhooks; sandbox)");
	curl_easy_setopt(f->easy, CURLOPT_TIMEOUT_MS, (long)TIMEOUT_MS);
	curl_easy_setopt(f->easy, CURLOPT_NOSIGNAL, 1L);
	/* A proxy of the environment is not for what stays on this machine. */
	curl_easy_setopt(f->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(f->easy, CURLOPT_WRITEFUNCTION, swallow);
	curl_easy_setopt(f->easy, CURLOPT_PRIVATE, f);
	if (h->box->cacert != NULL)
		curl_easy_setopt(f->easy, CURLOPT_CAINFO, h->box->cacert);
}

static struct flight *
free_flight(struct tt_hook *h)
{
	for (int i = 0; i < FLIGHTS; i++) {
		if (h->flights[i].easy == NULL)
			return &h->flights[i];
	}
	return NULL;
}

/* Sends one delivery; false when its event or endpoint is gone. */
static bool
take_off(struct tt_hook *h, struct tt_call *c, int64_t seq, int64_t tries,
    const char *event, const char *endpoint)
{
	struct json_object *e = tt_store_get(c, event);
	struct json_object *to = tt_store_get(c, endpoint);
	const char *secret = tt_js_str(tt_store_hidden(c, endpoint), "secret");
	struct flight *f = free_flight(h);
	struct tt_text body = { 0 };

	if (e == NULL || to == NULL || secret == NULL)
		return false;
	f->easy = curl_easy_init();
	assert(f->easy != NULL);
	tt_text_puts(&body, json_object_to_json_string_ext(e, PRETTY));
	f->body = body.p;
	f->seq = seq;
	f->tries = tries + 1;
	prepare(h, f, tt_js_str(to, "url"), secret);
	curl_multi_add_handle(h->multi, f->easy);
	h->n++;
	return true;
}

/* Starts the delivery that has been due longest; false when none is. */
static bool
start_one(struct tt_hook *h)
{
	struct tt_call c = { .box = h->box, .account = "" };
	const char *event, *endpoint;
	int64_t seq, tries;
	sqlite3_stmt *st;

	st = tt_sql(h->box,
	    "SELECT seq, tries, event, endpoint FROM delivery"
	    " WHERE state = 'waiting' AND due <= ? ORDER BY due, seq LIMIT 1",
	    "i", tt_clock_real_ms());
	if (!tt_sql_row(h->box, st))
		return false;
	c.pool = tt_pool_new();
	c.now = tt_clock_now(h->box);
	seq = sqlite3_column_int64(st, 0);
	tries = sqlite3_column_int64(st, 1);
	event = tt_pool_fmt(c.pool, "%s", tt_sql_text(st, 2));
	endpoint = tt_pool_fmt(c.pool, "%s", tt_sql_text(st, 3));
	tt_sql_leave(st);
	tt_sql_begin(h->box);
	tt_sql_run(h->box,
	    take_off(h, &c, seq, tries, event, endpoint)
		? "UPDATE delivery SET state = 'sending' WHERE seq = ?"
		: "UPDATE delivery SET state = 'failed' WHERE seq = ?",
	    "i", seq);
	tt_pool_free(c.pool);
	return tt_sql_end(h->box);
}

static void
take_in(struct tt_hook *h, struct flight *f, CURLcode result)
{
	long code = 0;
	int64_t pause = 1000;

	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &code);
	for (int64_t i = 1; i < f->tries && pause < PAUSE_MAX_S * 1000; i++)
		pause *= 2;
	if (pause > PAUSE_MAX_S * 1000)
		pause = PAUSE_MAX_S * 1000;
	tt_sql_begin(h->box);
	if (result == CURLE_OK && code >= 200 && code < 300)
		tt_sql_run(h->box,
		    "UPDATE delivery SET state = 'done',"
		    " tries = ?, code = ? WHERE seq = ?",
		    "iii", f->tries, (int64_t)code, f->seq);
	else
		tt_sql_run(h->box,
		    "UPDATE delivery SET tries = ?, code = ?,"
		    " due = ?, state = CASE WHEN ? < ? THEN 'waiting'"
		    " ELSE 'failed' END WHERE seq = ?",
		    "iiiiii", f->tries, (int64_t)code,
		    tt_clock_real_ms() + pause, f->tries, (int64_t)TRIES,
		    f->seq);
	tt_sql_end(h->box);
	if (!h->box->quiet && (result != CURLE_OK || code < 200 || code > 299))
		fprintf(stderr, "webhook: try %" PRId64 ": %s (%ld)\n",
		    f->tries, curl_easy_strerror(result), code);
	land(h, f);
}

void
tt_hook_pump(struct tt_hook *h)
{
	CURLMsg *m;
	int running, left;

	curl_multi_perform(h->multi, &running);
	while ((m = curl_multi_info_read(h->multi, &left)) != NULL) {
		struct flight *f = NULL;
		CURLcode result = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &f);
		take_in(h, f, result);
	}
	while (h->n < FLIGHTS && start_one(h))
		;
	curl_multi_perform(h->multi, &running);
}

bool
tt_hook_quiet(struct tt_hook *h)
{
	return h->n == 0 &&
	       tt_sql_int(h->box,
		   "SELECT EXISTS (SELECT 1"
		   " FROM delivery WHERE state = 'waiting' AND due <= ?)",
		   "i", tt_clock_real_ms()) == 0;
}

int
tt_hook_pause(struct tt_hook *h, int most)
{
	int64_t due = tt_sql_int(h->box,
	    "SELECT coalesce((SELECT min(due)"
	    " FROM delivery WHERE state = 'waiting'), -1)",
	    "");
	int64_t left = due - tt_clock_real_ms();

	if (due < 0 || left > most || h->n == FLIGHTS)
		return most;
	return left > 0 ? (int)left : 0;
}

bool
tt_hook_endpoint(struct tt_box *box, const char *url, const char *secret)
{
	struct tt_call c = { .box = box, .account = "" };
	struct json_object *o, *hidden;
	bool kept;

	c.pool = tt_pool_new();
	c.now = tt_clock_now(box);
	tt_sql_begin(box);
	tt_store_remove(&c, own_endpoint);
	if (url != NULL) {
		o = tt_js_shape(
		    "{\"id\":\"\",\"object\":\"webhook_endpoint\","
		    "\"api_version\":null,\"application\":null,\"created\":0,"
		    "\"description\":null,\"enabled_events\":[\"*\"],"
		    "\"livemode\":false,\"metadata\":{},"
		    "\"status\":\"enabled\",\"url\":\"\"}");
		hidden = json_object_new_object();
		tt_js_set(o, "id", own_endpoint);
		tt_js_num(o, "created", c.now);
		tt_js_set(o, "url", url);
		tt_js_set(hidden, "secret", secret);
		tt_store_add(&c, o, hidden);
	}
	kept = tt_sql_end(box);
	tt_pool_free(c.pool);
	return kept;
}
