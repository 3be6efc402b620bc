/*
 * Chance, digests and passwords, over libsodium. Nothing else in the program
 * calls another source of chance.
 */
#ifndef TT_CRYPT_H
#define TT_CRYPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

#define TT_HASH_BYTES 32

/* Once per program. */
void tt_crypt_start(void);

void tt_random(void *, size_t n);

/* n random bytes as 2n hexadecimal digits. */
char *tt_random_hex(struct tt_arena *, size_t n);
/* n random bytes as base64url without padding. */
char *tt_random_base64(struct tt_arena *, size_t n);

void tt_sha256(unsigned char out[TT_HASH_BYTES], const void *, size_t n);
/* The SHA-256 of text, in hexadecimal. */
char *tt_sha256_hex(struct tt_arena *, const char *);
void tt_hmac(unsigned char out[TT_HASH_BYTES], const void *key, size_t key_n,
    const void *, size_t n);

char *tt_hex(struct tt_arena *, const void *, size_t n);
/* False unless `s` is exactly 2n hexadecimal digits. */
bool tt_unhex(const char *s, void *out, size_t n);

/* Equal, told in a time that does not depend on where they differ. */
bool tt_same(const void *, const void *, size_t n);
bool tt_same_text(const char *, const char *);

/*
 * Sealed: what only this installation can read again. `purpose` makes a key of
 * its own from `key`. Opening gives false when it was changed, or is of
 * another length, key or purpose.
 */
char *tt_seal(struct tt_arena *, const void *, size_t n, const char *key,
    const char *purpose);
bool tt_unseal(struct tt_arena *, const char *sealed, void *out, size_t n,
    const char *key, const char *purpose);

/*
 * Passwords: argon2id, 19 MiB, two passes (RFC 9106 and OWASP's minimum),
 * over HMAC(pepper, password). 15 to 60 ms each: only auth.fcgi and the tool
 * call these. `kept` is "" for somebody without a password, and then the same
 * work is done and the answer is false.
 */
char *tt_password_hash(struct tt_arena *, const char *password,
    const char *pepper);
bool tt_password_ok(const char *password, const char *kept,
    const char *pepper);

#endif
