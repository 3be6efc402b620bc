/*
 * What people type about themselves: whatever it is, what is accepted has the
 * form that the database and the mail server count on, and is accepted again
 * as it is kept.
 */
#include "fuzz_web.h"
#include "model/user.h"

static void
phone(struct tt_arena *a, const char *typed, const char *country)
{
	const char *kept = tt_phone(a, typed, country);
	size_t n;

	if (kept == NULL || kept[0] == '\0')
		return;
	n = strlen(kept);
	assert(kept[0] == '+' && n >= 11 && n <= 16);
	assert(strspn(kept + 1, "0123456789") == n - 1);
	assert(tt_eq(tt_phone(a, kept, country), kept));
	/* What is shown can be typed. */
	assert(tt_eq(tt_phone(a, tt_phone_show(a, kept),
	    tt_starts(kept, "+31") ? "NL" : "BE"), kept));
}

static void
postcode(struct tt_arena *a, const char *typed)
{
	const char *country = NULL, *again;
	const char *kept = tt_postcode(a, typed, &country);

	if (kept == NULL)
		return;
	assert(strlen(kept) == (tt_eq(country, "BE") ? 4 : 6));
	assert(tt_eq(tt_postcode(a, kept, &again), kept));
	assert(tt_eq(again, country));
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;

	if (tt_email_ok(z->bytes)) {
		const char *at = strchr(z->bytes, '@');

		assert(at != NULL && strchr(at + 1, '@') == NULL);
		assert(strpbrk(z->bytes, " \t\r\n<>,;:\"()[]\\") == NULL);
		assert(strchr(at, '.') != NULL && strlen(z->bytes) <= 254);
	}
	phone(z->arena, z->bytes, "BE");
	phone(z->arena, z->bytes, "NL");
	phone(z->arena, z->bytes, "");
	postcode(z->arena, z->bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
