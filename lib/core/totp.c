#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/fault.h"
#include "core/text.h"
#include "core/totp.h"

#define STEP_SECONDS 30
#define DIGITS       1000000

int64_t
tt_totp_step(tt_time t)
{
	return t.s / STEP_SECONDS;
}

char *
tt_totp(struct tt_arena *a, const unsigned char secret[TT_TOTP_BYTES],
    int64_t step)
{
	unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
	unsigned at, n = 0;
	uint32_t code;

	for (int i = 0; i < 8; i++)
		counter[i] = (unsigned char)(step >> (56 - 8 * i));
	if (HMAC(EVP_sha1(), secret, TT_TOTP_BYTES, counter, sizeof(counter),
	    mac, &n) == NULL || n != 20)
		tt_fault(TT_FAULT_MACHINE, "no HMAC-SHA-1");
	at = mac[19] & 15;              /* dynamic truncation, RFC 4226 5.3 */
	code = (uint32_t)(mac[at] & 127) << 24 | (uint32_t)mac[at + 1] << 16 |
	    (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	return tt_printf(a, "%06u", code % DIGITS);
}

char *
tt_totp_text(struct tt_arena *a, const unsigned char secret[TT_TOTP_BYTES])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = tt_alloc(a, TT_TOTP_BYTES / 5 * 8 + 1);
	size_t n = 0;

	for (size_t i = 0; i < TT_TOTP_BYTES; i += 5) {
		uint64_t five = 0;

		for (size_t j = 0; j < 5; j++)
			five = five << 8 | secret[i + j];
		for (int shift = 35; shift >= 0; shift -= 5)
			out[n++] = letters[five >> shift & 31];
	}
	out[n] = '\0';
	return out;
}
