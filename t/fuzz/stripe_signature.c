/*
 * Webhooks: the first line is the signature header, the rest is the body.
 * Nothing unsigned is believed, what is signed is, and an event that is read
 * has what the job needs.
 */
#include <stdio.h>

#include "core/crypt.h"
#include "fuzz_web.h"
#include "net/stripe.h"

#define SECRETS "whsec_new whsec_old"
#define NOW     1796126400

static const char *
signature(struct tt_arena *a, const char *secret, const char *body, size_t n)
{
	char *all = tt_alloc(a, n + 32);
	int head = snprintf(all, 32, "%d.", NOW);
	unsigned char mac[TT_HASH_BYTES];

	memcpy(all + head, body, n);
	tt_hmac(mac, secret, strlen(secret), all, (size_t)head + n);
	return tt_printf(a, "t=%d,v0=00,v1=%s", NOW, tt_hex(a, mac,
	    sizeof(mac)));
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	size_t cut = strcspn(z->bytes, "\n");
	const char *header = tt_strndup(z->arena, z->bytes, cut);
	const char *body = z->bytes + (cut < z->n ? cut + 1 : cut);
	size_t n = z->n - (size_t)(body - z->bytes);
	const char *right = signature(z->arena, "whsec_old", body, n);
	tt_time now = { NOW };
	struct tt_stripe_hint h;

	assert(!tt_stripe_signed(header, body, n, SECRETS, now));
	assert(tt_stripe_signed(right, body, n, SECRETS, now));
	assert(!tt_stripe_signed(right, body, n, "whsec_other", now));
	assert(!tt_stripe_signed(right, body, n, SECRETS,
	    tt_later(now, 301)));
	assert(!tt_stripe_signed(right, body, n, SECRETS,
	    tt_later(now, -301)));
	if (tt_stripe_read_event(z->arena, body, n, &h)) {
		assert(h.id[0] != '\0' && strlen(h.id) <= 255);
		assert(h.type[0] != '\0' && strlen(h.type) <= 255);
		assert(h.object != NULL && h.object_id != NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
