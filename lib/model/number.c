#include <stdint.h>
#include <string.h>

#include "core/msg.h"
#include "core/text.h"
#include "model/number.h"

#define NUMBER_MAX 34        /* of an IBAN; the others are shorter */

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * Without blanks, dots, hyphens and slashes, in capitals. False when there is
 * anything else but letters and digits, or too much.
 */
static bool
compact(const char *typed, char out[NUMBER_MAX + 1])
{
	size_t n = 0;

	for (const char *p = typed; *p != '\0'; p++) {
		if (tt_is_blank(*p) || strchr(".-/", *p) != NULL)
			continue;
		if (!tt_is_alnum(*p) || n == NUMBER_MAX)
			return false;
		out[n++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') :
		    *p;
	}
	out[n] = '\0';
	return true;
}

static bool
all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!tt_is_digit(s[i]))
			return false;
	return true;
}

static int64_t
digits(const char *s, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum = sum * 10 + (s[i] - '0');
	return sum;
}

/* The remainder by 97 after `so_far`, where A is 10 and Z is 35. */
static int
mod97(int so_far, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		so_far = tt_is_digit(s[i]) ?
		    (so_far * 10 + (s[i] - '0')) % 97 :
		    (so_far * 100 + (s[i] - 'A' + 10)) % 97;
	return so_far;
}

/* ---- IBAN ----------------------------------------------------------------- */

/*
 * What follows the country and two digits, as ISO 13616 writes it: a letter,
 * n digit, c either. Countries of the SEPA area.
 */
static const struct { const char *country, *shape; } shapes[] = {
	{ "AD", "8n12c" }, { "AL", "8n16c" }, { "AT", "16n" },
	{ "BE", "12n" }, { "BG", "4a6n8c" }, { "CH", "5n12c" },
	{ "CY", "8n16c" }, { "CZ", "20n" }, { "DE", "18n" },
	{ "DK", "14n" }, { "EE", "16n" }, { "ES", "20n" }, { "FI", "14n" },
	{ "FR", "10n11c2n" }, { "GB", "4a14n" }, { "GI", "4a15c" },
	{ "GR", "7n16c" }, { "HR", "17n" }, { "HU", "24n" },
	{ "IE", "4a14n" }, { "IS", "22n" }, { "IT", "1a10n12c" },
	{ "LI", "5n12c" }, { "LT", "16n" }, { "LU", "3n13c" },
	{ "LV", "4a13c" }, { "MC", "10n11c2n" }, { "MD", "20c" },
	{ "ME", "18n" }, { "MK", "3n10c2n" }, { "MT", "4a5n18c" },
	{ "NL", "4a10n" }, { "NO", "11n" }, { "PL", "24n" },
	{ "PT", "21n" }, { "RO", "4a16c" }, { "RS", "18n" },
	{ "SE", "20n" }, { "SI", "15n" }, { "SK", "20n" },
	{ "SM", "1a10n12c" }, { "VA", "18n" },
};

static bool
one_fits(char c, char kind)
{
	return kind == 'n' ? tt_is_digit(c) :
	    kind == 'a' ? is_upper(c) : tt_is_digit(c) || is_upper(c);
}

static bool
fits(const char *s, const char *shape)
{
	while (*shape != '\0') {
		size_t n = 0;

		for (; tt_is_digit(*shape); shape++)
			n = n * 10 + (size_t)(*shape - '0');
		for (; n > 0; n--)
			if (!one_fits(*s++, *shape))
				return false;
		shape++;
	}
	return *s == '\0';
}

static const char *
shape_of(const char *iban)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (iban[0] == shapes[i].country[0] &&
		    iban[1] == shapes[i].country[1])
			return shapes[i].shape;
	return NULL;
}

/* Belgian accounts have a check of their own: ten digits modulo 97, 0 is 97. */
static bool
belgian_ok(const char *iban)
{
	int64_t rest = digits(iban + 4, 10) % 97;

	return !tt_starts(iban, "BE") ||
	    digits(iban + 14, 2) == (rest == 0 ? 97 : rest);
}

const char *
tt_iban(struct tt_arena *a, const char *typed, const char **why)
{
	char s[NUMBER_MAX + 1];
	const char *shape;

	if (!compact(typed, s) || strlen(s) < 5 || !is_upper(s[0]) ||
	    !is_upper(s[1]) || !all_digits(s + 2, 2)) {
		*why = N_("Write the account number with its country, for"
		    " example BE68 5390 0754 7034.");
		return NULL;
	}
	shape = shape_of(s);
	if (shape == NULL) {
		*why = N_("We can pay to accounts in Europe only. Give an"
		    " account at a bank there.");
		return NULL;
	}
	if (!fits(s + 4, shape)) {
		*why = N_("This account number is too short or too long, or has"
		    " letters where none belong. Look on your bank card.");
		return NULL;
	}
	/* 02 to 98: 00, 01 and 99 would pass as well, and are never given. */
	if (digits(s + 2, 2) < 2 || digits(s + 2, 2) > 98 ||
	    mod97(mod97(0, s + 4, strlen(s + 4)), s, 4) != 1 ||
	    !belgian_ok(s)) {
		*why = N_("This account number is not right: a digit is wrong or"
		    " two are swapped. Check it once more.");
		return NULL;
	}
	return tt_strdup(a, s);
}

const char *
tt_iban_show(struct tt_arena *a, const char *iban)
{
	const char *out = "";

	for (size_t at = 0, n = strlen(iban); at < n; at += 4)
		out = tt_printf(a, "%s%s%.4s", out, at == 0 ? "" : " ",
		    iban + at);
	return out;
}

const char *
tt_iban_hint(struct tt_arena *a, const char *iban)
{
	size_t n = strlen(iban);

	return n < 8 ? "" : tt_printf(a, "%.4s •••• %s", iban, iban + n - 4);
}

/* ---- companies -------------------------------------------------------------- */

static bool
kbo_shape(const char *s)
{
	/* None was ever given that begins with 00. */
	return strlen(s) == 10 && all_digits(s, 10) && s[0] <= '1' &&
	    (s[0] == '1' || s[1] != '0');
}

static bool
kbo_ok(const char *s)
{
	return digits(s + 8, 2) == 97 - digits(s, 8) % 97;
}

static const char *
kbo(struct tt_arena *a, const char *s, const char **why)
{
	if (!kbo_shape(s))
		*why = N_("A Belgian company number has ten digits and begins"
		    " with 0 or 1, for example 0403.019.261.");
	else if (!kbo_ok(s))
		*why = N_("This company number is not right: a digit is wrong"
		    " or two are swapped. Check it once more.");
	else
		return tt_strdup(a, s);
	return NULL;
}

const char *
tt_company_number(struct tt_arena *a, const char *typed, const char *country,
    const char **why)
{
	char s[NUMBER_MAX + 1];

	if (!compact(typed, s))
		s[0] = '\0';
	if (!tt_eq(country, "NL"))
		return kbo(a, s, why);
	if (strlen(s) != 8 || !all_digits(s, 8)) {
		*why = N_("A KVK number has eight digits, for example"
		    " 12345678.");
		return NULL;
	}
	return tt_strdup(a, s);
}

/* ---- VAT -------------------------------------------------------------------- */

static bool
vat_be(const char *s)
{
	return kbo_ok(s + 2);
}

/* Of companies: eight digits weighed 9 to 2, modulo 11. Of persons: the whole
 * number, letters as numbers, modulo 97 is 1. */
static bool
vat_nl(const char *s)
{
	int64_t sum = 0;

	for (int i = 0; i < 8; i++)
		sum += (9 - i) * (s[2 + i] - '0');
	return sum % 11 == s[10] - '0' || mod97(0, s, strlen(s)) == 1;
}

/* ISO 7064, modulo 11 and 10. */
static bool
vat_de(const char *s)
{
	int product = 10;

	for (int i = 0; i < 8; i++) {
		int sum = (s[2 + i] - '0' + product) % 10;

		product = 2 * (sum == 0 ? 10 : sum) % 11;
	}
	return s[2] != '0' && (11 - product) % 10 == s[10] - '0';
}

/* Nine digits that pass Luhn's check; a key of two digits is made of them. */
static bool
vat_fr(const char *s)
{
	int64_t sum = 0;

	for (int i = 0; i < 9; i++) {
		int n = (s[4 + i] - '0') * (i % 2 == 0 ? 1 : 2);

		sum += n > 9 ? n - 9 : n;
	}
	if (sum % 10 != 0)
		return false;
	return !all_digits(s + 2, 2) || digits(s + 2, 2) ==
	    (12 + 3 * (digits(s + 4, 9) % 97)) % 97;
}

static bool
vat_lu(const char *s)
{
	return digits(s + 2, 6) % 89 == digits(s + 8, 2);
}

static const struct vat {
	const char *country, *shape;
	bool      (*ok)(const char *);
} vats[] = {
	{ "BE", "10n", vat_be }, { "NL", "9n1a2n", vat_nl },
	{ "DE", "9n", vat_de }, { "FR", "2c9n", vat_fr },
	{ "LU", "8n", vat_lu },
};

static const struct vat *
vat_named(const char *s)
{
	for (size_t i = 0; i < sizeof(vats) / sizeof(*vats); i++)
		if (tt_starts(s, vats[i].country))
			return &vats[i];
	return NULL;
}

static bool
vat_shape(const char *s, const struct vat *v)
{
	return fits(s + 2, v->shape) &&
	    (!tt_eq(v->country, "NL") || s[11] == 'B') &&
	    (!tt_eq(v->country, "BE") || kbo_shape(s + 2));
}

const char *
tt_vat_number(struct tt_arena *a, const char *typed, const char *country,
    const char **why)
{
	char s[NUMBER_MAX + 1];
	const char *whole = "";
	const struct vat *v;

	if (compact(typed, s))
		whole = tt_is_digit(s[0]) ? tt_printf(a, "%s%s", country, s) :
		    tt_strdup(a, s);
	v = vat_named(whole);
	if (v == NULL)
		*why = N_("Write the VAT number with its country, for example"
		    " BE 0403.019.261 or NL004495445B01.");
	else if (!vat_shape(whole, v))
		*why = N_("This VAT number does not have the form that its"
		    " country gives. Look on an invoice of yours.");
	else if (!v->ok(whole))
		*why = N_("This VAT number is not right: a digit is wrong or two"
		    " are swapped. Check it once more.");
	else
		return whole;
	return NULL;
}

/* ---- bio -------------------------------------------------------------------- */

/* "<b", "</b", "<!--": what a browser would take for a tag. */
static bool
has_tag(const char *s)
{
	for (; (s = strchr(s, '<')) != NULL; s++)
		if (tt_is_alpha(s[1]) || s[1] == '/' || s[1] == '!' ||
		    s[1] == '?')
			return true;
	return false;
}

static bool
has_link(const char *s)
{
	static const char *const marks[] = { "://", "www.", "](", "mailto:",
	    NULL };

	for (; *s != '\0'; s++)
		for (size_t i = 0; marks[i] != NULL; i++) {
			size_t n = 0;

			while (marks[i][n] != '\0' && (marks[i][n] == s[n] ||
			    (is_upper(s[n]) && marks[i][n] == (s[n] | 0x20))))
				n++;
			if (marks[i][n] == '\0')
				return true;
		}
	return false;
}

const char *
tt_bio_fault(const char *bio)
{
	size_t n = tt_chars(bio);

	if (n < TT_BIO_MIN)
		return N_("Write a little more: at least 80 characters, so that"
		    " owners get to know you.");
	if (n > TT_BIO_MAX)
		return N_("Write a little less: at most 2000 characters.");
	if (has_tag(bio))
		return N_("Leave out code of web pages. Use *one star* for"
		    " slanted and **two stars** for bold words.");
	if (has_link(bio))
		return N_("Leave out links and web addresses. Owners book and"
		    " pay here, so that both of you are safe.");
	return NULL;
}
