/*
 * What people type about themselves: whatever it is, what is accepted has the
 * form that the database and the mail server count on, and is accepted again
 * as it is kept.
 */
#include "fuzz_web.h"
#include "model/number.h"
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

/* In capitals and digits, and again what it is. */
static void
kept_well(const char *kept, const char *again, size_t least, size_t most)
{
	size_t n = strlen(kept);

	assert(n >= least && n <= most);
	assert(strspn(kept, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n);
	assert(again != NULL && tt_eq(again, kept));
}

static void
numbers(struct tt_arena *a, const char *typed)
{
	static const char *const countries[] = { "BE", "NL", "" };
	const char *why = NULL, *kept = tt_iban(a, typed, &why), *again;

	assert((kept == NULL) == (why != NULL));
	if (kept != NULL) {
		kept_well(kept, tt_iban(a, kept, &why), 15, 34);
		again = tt_iban_show(a, kept);
		assert(tt_eq(tt_iban(a, again, &why), kept));
		assert(strlen(tt_iban_hint(a, kept)) > 8);
	}
	for (size_t i = 0; i < 3; i++) {
		const char *at = countries[i];

		kept = tt_company_number(a, typed, at, &why);
		if (kept != NULL)
			kept_well(kept, tt_company_number(a, kept, at, &why),
			    8, 10);
		kept = tt_vat_number(a, typed, at, &why);
		if (kept != NULL)
			kept_well(kept, tt_vat_number(a, kept, at, &why), 10,
			    14);
	}
	if (tt_bio_fault(typed) == NULL)
		assert(strstr(typed, "://") == NULL && strlen(typed) >= 80);
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
	numbers(z->arena, z->bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
