/*
 * The hidden field of every form: 16 random bytes, 8 of time, and an HMAC of
 * both and of what the form is bound to, in hexadecimal.
 *
 * For somebody signed in the key is the session's secret, so the token ends
 * with the session. A visitor's is keyed with the site's secret and ends
 * after twelve hours. The random bytes make each page's token another one,
 * so that compression cannot give it away.
 */
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "web/inner.h"

#define VISITOR_HOURS 12

struct token {
	unsigned char random[16];
	unsigned char at[8];
	unsigned char mac[TT_HASH_BYTES];
};

static void
sign(const struct tt_req *r, const struct token *t,
    unsigned char mac[TT_HASH_BYTES])
{
	static const char visitor[] = "form of a visitor";
	static const char member[] = "form of a member";
	const char *key = r->session != NULL ? r->cookie : r->cx->conf->secret;
	const char *bound = r->session != NULL ? member : visitor;
	char text[sizeof(t->random) + sizeof(t->at) + sizeof(visitor)];

	memcpy(text, t->random, sizeof(t->random));
	memcpy(text + sizeof(t->random), t->at, sizeof(t->at));
	memset(text + 24, 0, sizeof(visitor));
	memcpy(text + 24, bound, strlen(bound));
	tt_hmac(mac, key, strlen(key), text, sizeof(text));
}

const char *
tt_form_token(struct tt_req *r)
{
	uint64_t s = (uint64_t)r->cx->now.s;
	struct token t;

	tt_random(t.random, sizeof(t.random));
	for (int i = 7; i >= 0; i--, s >>= 8)
		t.at[i] = (unsigned char)s;
	sign(r, &t, t.mac);
	return tt_hex(r->cx->arena, &t, sizeof(t));
}

bool
tt_form_token_ok(const struct tt_req *r, const char *token)
{
	unsigned char mac[TT_HASH_BYTES];
	uint64_t s = 0;
	struct token t;

	if (token == NULL || !tt_unhex(token, &t, sizeof(t)))
		return false;
	sign(r, &t, mac);
	if (!tt_same(mac, t.mac, sizeof(mac)))
		return false;
	for (int i = 0; i < 8; i++)
		s = s << 8 | t.at[i];
	/* Signed by us, so it is a time of our own clock. */
	return r->session != NULL ||
	    r->cx->now.s - (int64_t)s <= VISITOR_HOURS * TT_HOUR;
}
