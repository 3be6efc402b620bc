/* The signature of a webhook: HMAC-SHA-256 over "t.body". */
#include <stdio.h>
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "net/stripe.h"

#define HEADER_MAX 1024
#define TOLERANCE  300
#define SIGNATURES 16

struct signature {
	int64_t       t;
	bool          has_t;
	size_t        n;
	unsigned char v1[SIGNATURES][TT_HASH_BYTES];
};

static bool
read_item(struct signature *s, const char *item, size_t n)
{
	char text[80];

	if (n >= sizeof(text))
		return true; /* of a scheme that we do not know */
	memcpy(text, item, n);
	text[n] = '\0';
	if (tt_starts(text, "t=")) {
		if (s->has_t || !tt_int(text + 2, 0, INT64_MAX / 2, &s->t))
			return false;
		s->has_t = true;
	} else if (tt_starts(text, "v1=") && s->n < SIGNATURES) {
		s->n += tt_unhex(text + 3, s->v1[s->n], TT_HASH_BYTES);
	}
	return true;
}

static bool
read_header(struct signature *s, const char *header)
{
	if (strlen(header) > HEADER_MAX)
		return false;
	while (*header != '\0') {
		size_t n = strcspn(header, ",");

		if (!read_item(s, header, n))
			return false;
		header += n;
		if (*header == ',')
			header++;
	}
	return s->has_t && s->n > 0;
}

static void
sign(unsigned char out[TT_HASH_BYTES], const char *secret, size_t secret_n,
    int64_t t, const char *body, size_t n)
{
	struct tt_arena *a = tt_arena_new(n + 4096);
	char head[32];
	int head_n = snprintf(head, sizeof(head), "%lld.", (long long)t);
	char *all = tt_alloc(a, (size_t)head_n + n + 1);

	memcpy(all, head, (size_t)head_n);
	memcpy(all + head_n, body, n);
	tt_hmac(out, secret, secret_n, all, (size_t)head_n + n);
	tt_arena_end(a);
}

bool
tt_stripe_signed(const char *header, const char *body, size_t n,
    const char *secrets, tt_time now)
{
	struct signature s = { 0 };
	bool fine = false;

	if (!read_header(&s, header) || s.t > now.s + TOLERANCE ||
	    s.t < now.s - TOLERANCE)
		return false;
	while (*secrets != '\0') {
		size_t len = strcspn(secrets, " ");
		unsigned char mac[TT_HASH_BYTES];

		/* Every one is tried, whatever the others said. */
		if (len > 0) {
			sign(mac, secrets, len, s.t, body, n);
			for (size_t i = 0; i < s.n; i++)
				fine |= tt_same(mac, s.v1[i], sizeof(mac));
		}
		secrets += len;
		while (*secrets == ' ')
			secrets++;
	}
	return fine;
}
