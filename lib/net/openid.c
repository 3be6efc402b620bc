#include <string.h>

#include "core/buf.h"
#include "core/crypt.h"
#include "core/log.h"
#include "core/text.h"
#include "net/fetch.h"
#include "net/openid.h"

#define KEPT_FOR   TT_HOUR
#define LOOK_AGAIN 10            /* seconds, for a key that is not known */
#define REST       5             /* seconds without a call after a failure */
#define CALL_MS    2500          /* four calls stay below a request's life */
#define CACHE_MAX  ((size_t)2 << 20)
#define CODE_CHARS 2000

/* What is kept between requests, read anew when it is old. */
static struct {
	struct tt_arena      *arena;
	struct tt_openid_site site;
	struct tt_openid_keys keys;
	tt_time               site_at, keys_at, failed;   /* 0 s: never */
} cache;

bool
tt_openid_on(const struct tt_conf *c)
{
	return c->openid_issuer[0] != '\0';
}

const char *
tt_openid_back(struct tt_ctx *cx)
{
	return tt_printf(cx->arena, "%s/login/google/back", cx->conf->site);
}

/* The body of an answer of 200; NULL when there was none. */
static const char *
get(struct tt_ctx *cx, const char *url)
{
	struct tt_fetch f = { .method = "GET", .url = url, .ms = CALL_MS,
	    .headers = { "Accept: application/json" } };
	struct tt_fetched got = tt_fetch(cx, &f);

	if (got.error == NULL && got.status == 200)
		return got.body;
	tt_log_warn("openid: %s", got.error != NULL ? got.error :
	    tt_printf(cx->arena, "status %d", got.status));
	cache.failed = cx->now;
	return NULL;
}

static bool
fresh(tt_time at, tt_time now, int64_t for_seconds)
{
	return at.s != 0 && now.s - at.s < for_seconds;
}

static bool
resting(struct tt_ctx *cx)
{
	return fresh(cache.failed, cx->now, REST);
}

/* A copy that outlives the request. Keys are forgotten with the site. */
static void
keep_site(const struct tt_openid_site *s, tt_time at)
{
	if (cache.arena == NULL)
		cache.arena = tt_arena_new(CACHE_MAX);
	cache.site_at = cache.keys_at = (tt_time){ 0 };
	cache.keys.n = 0;
	tt_arena_reset(cache.arena);
	cache.site.authorize = tt_strdup(cache.arena, s->authorize);
	cache.site.token = tt_strdup(cache.arena, s->token);
	cache.site.keys = tt_strdup(cache.arena, s->keys);
	cache.site_at = at;
}

static bool
know_site(struct tt_ctx *cx)
{
	const char *issuer = cx->conf->openid_issuer, *text;
	size_t n = strlen(issuer) - tt_ends(issuer, "/");
	struct tt_openid_site s;

	if (fresh(cache.site_at, cx->now, KEPT_FOR))
		return true;
	if (resting(cx))
		return false;
	text = get(cx, tt_printf(cx->arena,
	    "%.*s/.well-known/openid-configuration", (int)n, issuer));
	if (text == NULL)
		return false;
	if (!tt_openid_read_site(cx->arena, text, strlen(text), issuer, &s)) {
		tt_log_warn("openid: not a description of %s", issuer);
		cache.failed = cx->now;
		return false;
	}
	keep_site(&s, cx->now);
	return true;
}

static bool
know_keys(struct tt_ctx *cx, int64_t for_seconds)
{
	struct tt_openid_site s = cache.site;
	struct tt_openid_keys keys;
	const char *text;

	if (fresh(cache.keys_at, cx->now, for_seconds))
		return true;
	text = resting(cx) ? NULL : get(cx, s.keys);
	if (text == NULL)
		return false;
	/* Read into the request first: what is kept stays when it is wrong. */
	if (!tt_openid_read_keys(cx->arena, text, strlen(text), &keys)) {
		tt_log_warn("openid: no keys");
		cache.failed = cx->now;
		return false;
	}
	s.authorize = tt_strdup(cx->arena, s.authorize);
	s.token = tt_strdup(cx->arena, s.token);
	s.keys = tt_strdup(cx->arena, s.keys);
	keep_site(&s, cache.site_at);
	(void)tt_openid_read_keys(cache.arena, text, strlen(text),
	    &cache.keys);
	cache.keys_at = cx->now;
	return true;
}

static void
add(struct tt_buf *b, const char *name, const char *value)
{
	if (b->n > 0 && b->p[b->n - 1] != '?')
		tt_buf_addc(b, '&');
	tt_buf_adds(b, name);
	tt_buf_addc(b, '=');
	tt_buf_add_url(b, value);
}

const char *
tt_openid_address(struct tt_ctx *cx, const char *state, const char *nonce,
    const char *verifier)
{
	struct tt_buf b = tt_buf_in(cx->arena, 8 << 10);
	unsigned char digest[TT_HASH_BYTES];

	if (!know_site(cx))
		return NULL;
	tt_sha256(digest, verifier, strlen(verifier));
	tt_buf_adds(&b, cache.site.authorize);
	tt_buf_addc(&b, strchr(cache.site.authorize, '?') == NULL ? '?' : '&');
	add(&b, "response_type", "code");
	add(&b, "client_id", cx->conf->openid_client);
	add(&b, "redirect_uri", tt_openid_back(cx));
	add(&b, "scope", "openid email profile");
	add(&b, "state", state);
	add(&b, "nonce", nonce);
	add(&b, "code_challenge", tt_base64(cx->arena, digest,
	    sizeof(digest)));
	add(&b, "code_challenge_method", "S256");
	return b.p;
}

/* The ID token for a code; NULL, and `bad` says why. */
static const char *
exchange(struct tt_ctx *cx, const char *code, const char *verifier,
    enum tt_openid_verdict *bad)
{
	struct tt_buf b = tt_buf_in(cx->arena, 16 << 10);
	struct tt_fetch f = { .method = "POST", .url = cache.site.token,
	    .ms = CALL_MS, .headers = { "Accept: application/json" } };
	struct tt_fetched got;

	add(&b, "grant_type", "authorization_code");
	add(&b, "code", code);
	add(&b, "redirect_uri", tt_openid_back(cx));
	add(&b, "client_id", cx->conf->openid_client);
	add(&b, "client_secret", cx->conf->openid_secret);
	add(&b, "code_verifier", verifier);
	f.body = b.p;
	got = tt_fetch(cx, &f);
	*bad = got.error != NULL || got.status >= 500 ? TT_OPENID_AWAY :
	    TT_OPENID_REFUSED;
	if (*bad == TT_OPENID_AWAY)
		cache.failed = cx->now;
	return got.error != NULL || got.status != 200 ? NULL :
	    tt_openid_read_answer(cx->arena, got.body, strlen(got.body));
}

enum tt_openid_verdict
tt_openid_ask(struct tt_ctx *cx, const char *code, const char *verifier,
    const char *nonce, struct tt_openid_person *who)
{
	const struct tt_openid_want want = { cx->conf->openid_issuer,
	    cx->conf->openid_client, nonce, cx->now };
	enum tt_openid_verdict verdict;
	const char *token;

	if (code[0] == '\0' || strlen(code) > CODE_CHARS)
		return TT_OPENID_REFUSED;
	if (!know_site(cx) || resting(cx))
		return TT_OPENID_AWAY;
	token = exchange(cx, code, verifier, &verdict);
	if (token == NULL)
		return verdict;
	if (!know_keys(cx, KEPT_FOR))
		return TT_OPENID_AWAY;
	verdict = tt_openid_check(cx->arena, token, &cache.keys, &want, who);
	/* Keys change: look once more, but not for everybody who asks. */
	if (verdict == TT_OPENID_KEY && !fresh(cache.keys_at, cx->now,
	    LOOK_AGAIN) && know_keys(cx, LOOK_AGAIN))
		verdict = tt_openid_check(cx->arena, token, &cache.keys,
		    &want, who);
	return verdict;
}
