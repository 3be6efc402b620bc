#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/crypt.h"
#include "core/fault.h"

#define OPS 2
#define MEM ((size_t)19456 << 10)

void
tt_crypt_start(void)
{
	if (sodium_init() < 0)
		abort();
}

void
tt_random(void *p, size_t n)
{
	char *to = p;

	while (n > 0) {
		ssize_t got = getrandom(to, n, 0);

		if (got < 0)
			continue; /* a signal; getrandom fails no other way */
		to += got;
		n -= (size_t)got;
	}
}

char *
tt_hex(struct tt_arena *a, const void *p, size_t n)
{
	char *s = tt_alloc(a, n * 2 + 1);

	sodium_bin2hex(s, n * 2 + 1, p, n);
	return s;
}

bool
tt_unhex(const char *s, void *out, size_t n)
{
	size_t got;

	return strlen(s) == n * 2 && sodium_hex2bin(out, n, s, n * 2, NULL,
	    &got, NULL) == 0 && got == n;
}

char *
tt_random_hex(struct tt_arena *a, size_t n)
{
	unsigned char *p = tt_alloc(a, n);

	tt_random(p, n);
	return tt_hex(a, p, n);
}

char *
tt_random_base64(struct tt_arena *a, size_t n)
{
	const int how = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	unsigned char *p = tt_alloc(a, n);
	size_t room = sodium_base64_encoded_len(n, how);
	char *s = tt_alloc(a, room);

	tt_random(p, n);
	sodium_bin2base64(s, room, p, n, how);
	return s;
}

void
tt_sha256(unsigned char out[TT_HASH_BYTES], const void *p, size_t n)
{
	crypto_hash_sha256(out, p, n);
}

char *
tt_sha256_hex(struct tt_arena *a, const char *s)
{
	unsigned char out[TT_HASH_BYTES];

	tt_sha256(out, s, strlen(s));
	return tt_hex(a, out, sizeof(out));
}

void
tt_hmac(unsigned char out[TT_HASH_BYTES], const void *key, size_t key_n,
    const void *p, size_t n)
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, key, key_n);
	crypto_auth_hmacsha256_update(&state, p, n);
	crypto_auth_hmacsha256_final(&state, out);
}

bool
tt_same(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

bool
tt_same_text(const char *a, const char *b)
{
	size_t n = strlen(a);

	return n == strlen(b) && tt_same(a, b, n);
}

/* XSalsa20-Poly1305, the nonce in front. */
char *
tt_seal(struct tt_arena *a, const void *p, size_t n, const char *key,
    const char *purpose)
{
	size_t box = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES +
	    n;
	unsigned char *out = tt_alloc(a, box), k[TT_HASH_BYTES];

	tt_hmac(k, key, strlen(key), purpose, strlen(purpose));
	tt_random(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, p, n, out, k);
	sodium_memzero(k, sizeof(k));
	return tt_hex(a, out, box);
}

bool
tt_unseal(struct tt_arena *a, const char *sealed, void *out, size_t n,
    const char *key, const char *purpose)
{
	size_t box = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES +
	    n;
	unsigned char *in = tt_alloc(a, box), k[TT_HASH_BYTES];
	bool same;

	if (!tt_unhex(sealed, in, box))
		return false;
	tt_hmac(k, key, strlen(key), purpose, strlen(purpose));
	same = crypto_secretbox_open_easy(out,
	    in + crypto_secretbox_NONCEBYTES, box -
	    crypto_secretbox_NONCEBYTES, in, k) == 0;
	sodium_memzero(k, sizeof(k));
	return same;
}

/* What argon2id is fed: 64 hexadecimal digits of HMAC(pepper, password). */
static void
peppered(char out[65], const char *password, const char *pepper)
{
	unsigned char mac[TT_HASH_BYTES];

	tt_hmac(mac, pepper, strlen(pepper), password, strlen(password));
	sodium_bin2hex(out, 65, mac, sizeof(mac));
	sodium_memzero(mac, sizeof(mac));
}

char *
tt_password_hash(struct tt_arena *a, const char *password, const char *pepper)
{
	char *out = tt_alloc(a, crypto_pwhash_STRBYTES);
	char in[65];
	int bad;

	peppered(in, password, pepper);
	bad = crypto_pwhash_str_alg(out, in, 64, OPS, MEM,
	    crypto_pwhash_ALG_ARGON2ID13);
	sodium_memzero(in, sizeof(in));
	if (bad)
		tt_fault(TT_FAULT_FULL, "no memory to hash a password");
	return out;
}

bool
tt_password_ok(const char *password, const char *kept, const char *pepper)
{
	/* Of no password at all; keeps the time the same for strangers. */
	static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$"
	    "c29tZXNhbHRzb21lc2FsdA$"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	char in[65];
	bool same;

	peppered(in, password, pepper);
	same = crypto_pwhash_str_verify(kept[0] != '\0' ? kept : nobody, in,
	    64) == 0;
	sodium_memzero(in, sizeof(in));
	return same && kept[0] != '\0';
}
