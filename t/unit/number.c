/* Numbers that carry their own check, and the bio. */
#include "core/arena.h"
#include "core/text.h"
#include "model/number.h"
#include "t.h"

static struct tt_arena *a;

static void
iban(const char *typed, const char *want, const char *says)
{
	const char *why = "", *got = tt_iban(a, typed, &why);

	is_str(got, want, tt_printf(a, "account \"%s\"", typed));
	if (want == NULL)
		ok(strstr(why, says) != NULL, tt_printf(a, "says: %s", why));
}

static void
ibans(void)
{
	iban("BE68 5390 0754 7034", "BE68539007547034", NULL);
	iban("BE71096123456769", "BE71096123456769", NULL);
	iban("nl91 abna 0417 1643 00", "NL91ABNA0417164300", NULL);
	iban(" be68-5390.0754/7034 ", "BE68539007547034", NULL);
	iban("DE89370400440532013000", "DE89370400440532013000", NULL);
	iban("FR1420041010050500013M02606", "FR1420041010050500013M02606",
	    NULL);
	iban("LU280019400644750000", "LU280019400644750000", NULL);
	iban("BE6853900754703", NULL, "too short");
	iban("BE685390075470344", NULL, "too short or too long");
	iban("NL91ABNAO417164300", NULL, "letters where none belong");
	iban("BE68539007547035", NULL, "not right");
	iban("BE86539007547034", NULL, "not right");
	/* Right by modulo 97, and no Belgian account. */
	iban("BE41539007547035", NULL, "not right");
	iban("US64SVBKUS6S3300958879", NULL, "Europe only");
	iban("539007547034", NULL, "its country");
	iban("BE68 5390 0754 7034;", NULL, "its country");
	iban("", NULL, "its country");
	is_str(tt_iban_show(a, "BE68539007547034"), "BE68 5390 0754 7034",
	    "in groups of four");
	is_str(tt_iban_show(a, ""), "", "none");
	is_str(tt_iban_hint(a, "BE68539007547034"), "BE68 •••• 7034",
	    "enough to know it by");
	is_str(tt_iban_hint(a, ""), "", "none is nothing");
}

static void
company(const char *country, const char *typed, const char *want)
{
	const char *why = "";

	is_str(tt_company_number(a, typed, country, &why), want,
	    tt_printf(a, "%s company \"%s\"", country, typed));
	is(why[0] != '\0', want == NULL, "and a sentence when it is wrong");
}

static void
vat(const char *country, const char *typed, const char *want)
{
	const char *why = "";

	is_str(tt_vat_number(a, typed, country, &why), want,
	    tt_printf(a, "%s VAT \"%s\"", country, typed));
	is(why[0] != '\0', want == NULL, "and a sentence when it is wrong");
}

static void
companies(void)
{
	company("BE", "0403.019.261", "0403019261");
	company("BE", "0403019261", "0403019261");
	company("BE", "0123456789", NULL);
	company("BE", "403019261", NULL);
	company("BE", "2403019261", NULL);
	company("BE", "BE0403019261", NULL);
	company("BE", "0000000097", NULL);
	company("BE", "", NULL);
	company("NL", "12345678", "12345678");
	company("NL", "1234567", NULL);
	company("NL", "123456789", NULL);
	company("NL", "1234567a", NULL);
	vat("BE", "BE 0403.019.261", "BE0403019261");
	vat("BE", "0403019261", "BE0403019261");
	vat("NL", "BE0403019262", NULL);
	vat("BE", "BE2403019261", NULL);
	vat("NL", "NL004495445B01", "NL004495445B01");
	vat("NL", "004495445 b01", "NL004495445B01");
	vat("NL", "NL004495446B01", NULL);
	vat("NL", "NL004495445A01", NULL);
	vat("BE", "DE136695976", "DE136695976");
	vat("BE", "DE036695976", NULL);
	vat("BE", "DE136695977", NULL);
	vat("BE", "FR40303265045", "FR40303265045");
	vat("BE", "FR41303265045", NULL);
	vat("BE", "FRK7399859412", "FRK7399859412");
	vat("BE", "FRK7399859413", NULL);
	vat("BE", "LU26375245", "LU26375245");
	vat("BE", "LU26375246", NULL);
	vat("BE", "ES12345678Z", NULL);
	vat("BE", "BE", NULL);
	vat("BE", "", NULL);
	vat("BE", "é", NULL);
}

static const char *
of_length(const char *letter, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++)
		s = tt_printf(a, "%s%s", s, letter);
	return s;
}

static void
bios(void)
{
	const char *long_enough = of_length("é", 80);

	is_str(tt_bio_fault(long_enough), NULL, "80 letters, not bytes");
	ok(tt_bio_fault(of_length("é", 79)) != NULL, "79 are too few");
	is_str(tt_bio_fault(of_length("x", 2000)), NULL, "2000 are fine");
	ok(tt_bio_fault(of_length("x", 2001)) != NULL, "2001 are too many");
	for (const char *const *s = (const char *const[]){ "http://x.be",
	    "HTTPS://X.be", "WWW.x.be", "[x](y)", "MailTo:a@b", "<b>", "</b>",
	    "<!-- -->", NULL }; *s != NULL; s++)
		ok(tt_bio_fault(tt_printf(a, "%s %s", long_enough, *s)) !=
		    NULL, tt_printf(a, "not with %s", *s));
	for (const char *const *s = (const char *const[]){ "I <3 dogs",
	    "a [cat] (mine)", "**bold**", "3 > 2", "www", NULL }; *s != NULL;
	    s++)
		is_str(tt_bio_fault(tt_printf(a, "%s %s", long_enough, *s)),
		    NULL, tt_printf(a, "but with %s", *s));
}

int
main(void)
{
	a = tt_arena_new(TT_ARENA_REQUEST);
	ibans();
	companies();
	bios();
	tt_arena_end(a);
	return t_done();
}
