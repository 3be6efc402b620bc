/* The only file that reads a clock or asks for chance. */
#include "box.h"
#include "mem.h"

#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

int64_t
tt_clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
tt_clock_real_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
tt_clock_real(void)
{
	return tt_clock_real_ms() / 1000;
}

int64_t
tt_clock_now(const struct tt_box *box)
{
	return tt_clock_real() + box->ahead;
}

const char *
tt_chance_id(struct tt_pool *pool, const char *prefix, size_t n)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	size_t start = strlen(prefix);
	char *id = tt_pool_alloc(pool, start + n + 1);
	unsigned char bytes[64];
	size_t used = sizeof bytes;

	memcpy(id, prefix, start);
	for (size_t i = 0; i < n;) {
		if (used == sizeof bytes) {
			if (getrandom(bytes, sizeof bytes, 0) !=
			    (ssize_t)sizeof bytes)
				abort();
			used = 0;
		}
		/* 248 is the last multiple of 62: no letter is likelier. */
		if (bytes[used] < 248)
			id[start + i++] = letters[bytes[used] % 62];
		used++;
	}
	return id;
}

/* xorshift64*: chaos must be the same for the same seed. */
static uint64_t
luck(struct tt_box *box)
{
	box->luck ^= box->luck >> 12;
	box->luck ^= box->luck << 25;
	box->luck ^= box->luck >> 27;
	return (box->luck * UINT64_C(2685821657736338717)) >> 33;
}

bool
tt_chance_says(struct tt_box *box, int64_t percent)
{
	return percent > 0 && (int64_t)(luck(box) % 100) < percent;
}

int64_t
tt_chance_between(struct tt_box *box, int64_t low, int64_t high)
{
	return low + (int64_t)(luck(box) % (uint64_t)(high - low + 1));
}

bool
tt_chance_same(const char *a, const char *b)
{
	size_t n = strlen(a);

	return n == strlen(b) && CRYPTO_memcmp(a, b, n) == 0;
}
