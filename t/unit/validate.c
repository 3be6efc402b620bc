#include <stdlib.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/fault.h"
#include "model/user.h"
#include "t.h"

static struct tt_arena *a;

static void
emails(void)
{
	static const char *const good[] = { "jan@example.be", "a@b.co",
	    "jan.peeters+honden@mail.example.co.uk", "o'brien@x-y.eu" };
	static const char *const bad[] = { "", "jan", "@example.be", "jan@",
	    "jan@be", "jan@@example.be", "jan@example..be", ".jan@example.be",
	    "jan.@example.be", "jan@-x.be", "jan@x-.be", "jan@x.b",
	    "jan peeters@example.be", "jan@exa mple.be", "jan@example.be\n",
	    "jan@example.be\r\nBcc: x@y.be", "jan@example.12", "jan\"@x.be",
	    "jan@example.be.", "<jan@example.be>", "jan@é.be" };

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		ok(tt_email_ok(good[i]), good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(!tt_email_ok(bad[i]), tt_printf(a, "not an address: %zu",
		    i));
	ok(!tt_email_ok(tt_printf(a, "%065d@example.be", 0)),
	    "at most 64 before the @");
}

static void
phones(void)
{
	is_str(tt_phone(a, "", "BE"), "", "no number is no fault");
	is_str(tt_phone(a, "+32476123456", "BE"), "+32476123456", "E.164");
	is_str(tt_phone(a, "+32 476-12-34-56", "NL"), "+32476123456",
	    "with blanks and hyphens");
	is_str(tt_phone(a, "0476123456", "BE"), "+32476123456",
	    "a Belgian number gets +32");
	is_str(tt_phone(a, " 0476/12.34.56 ", "BE"), "+32476123456",
	    "with a slash and dots");
	is_str(tt_phone(a, "0032476123456", "NL"), "+32476123456", "00 is +");
	is_str(tt_phone(a, "+32 (0)3 123 45 67", "BE"), "+3231234567",
	    "the zero in brackets falls away");
	is_str(tt_phone(a, "03 123 45 67", "BE"), "+3231234567", "a landline");
	is_str(tt_phone(a, "06 12345678", "NL"), "+31612345678", "Dutch");
	is_str(tt_phone(a, "+491701234567", "BE"), "+491701234567",
	    "from elsewhere");
	is_str(tt_phone(a, "+123456789", "BE"), NULL, "9 digits are too few");
	is_str(tt_phone(a, "+1234567890123456", "BE"), NULL,
	    "16 digits are too many");
	is_str(tt_phone(a, "+3247612345", "BE"), "+3247612345",
	    "8 after the code can be");
	is_str(tt_phone(a, "0476 12 34 5x", "BE"), NULL, "a letter");
	is_str(tt_phone(a, "476123456", "BE"), NULL, "without its zero");
	is_str(tt_phone(a, "061234567", "NL"), NULL, "a Dutch digit too few");
	is_str(tt_phone(a, "+3100 2123 45 67", "NL"), NULL,
	    "only one zero falls away");
	is_str(tt_phone(a, "+", "BE"), NULL, "a plus alone");
	is_str(tt_phone(a, "12+3", "BE"), NULL, "a plus within");
	is_str(tt_phone_show(a, "+32476123456"), "0476 12 34 56", "shown");
	is_str(tt_phone_show(a, "+3231234567"), "03 123 45 67", "Antwerp");
	is_str(tt_phone_show(a, "+3214123456"), "014 12 34 56", "Herentals");
	is_str(tt_phone_show(a, "+31612345678"), "06 12 34 56 78", "Dutch");
	is_str(tt_phone_show(a, "+31201234567"), "020 123 45 67",
	    "Amsterdam");
	is_str(tt_phone_show(a, "+491701234567"), "+491701234567",
	    "elsewhere as it is");
	is_str(tt_phone_show(a, ""), "", "nothing");
}

static void
postcode(const char *typed, const char *want, const char *in)
{
	const char *country = NULL;

	is_str(tt_postcode(a, typed, &country), want,
	    tt_printf(a, "postcode \"%s\"", typed));
	is_str(country, in, "and its country");
}

static void
postcodes(void)
{
	postcode("1000", "1000", "BE");
	postcode("9999", "9999", "BE");
	postcode(" 2800 ", "2800", "BE");
	postcode("0999", NULL, NULL);
	postcode("999", NULL, NULL);
	postcode("12345", NULL, NULL);
	postcode("1012AB", "1012AB", "NL");
	postcode("1012 ab", "1012AB", "NL");
	postcode("0123AB", NULL, NULL);
	postcode("1012A", NULL, NULL);
	postcode("1012 ABC", NULL, NULL);
	postcode("1012 A1", NULL, NULL);
	postcode("", NULL, NULL);
}

static void
list_of(struct tt_ctx *cx, const char *words)
{
	const char *path = tt_printf(a, "%s/common-passwords.txt",
	    cx->conf->data);
	FILE *f = fopen(path, "w");

	fputs(words, f);
	fclose(f);
}

static bool
weak(struct tt_ctx *cx, const char *password)
{
	return tt_password_weak(cx, password, "jan.peeters@example.be",
	    "Jan", "De Clercq");
}

static void
passwords(struct tt_ctx *cx)
{
	static const char words[] = "!qaz2wsx\n00000000\n12345678\niloveyou\n"
	    "password\nqwertyuiop\nsunshine1\nzxcvbnm1\n";
	char word[32];
	int found = 0;

	list_of(cx, words);
	for (const char *p = words; *p != '\0'; p += strlen(word) + 1) {
		snprintf(word, sizeof word, "%.*s", (int)strcspn(p, "\n"), p);
		found += weak(cx, word);
	}
	is(found, 8, "every word of the list is found");
	ok(weak(cx, "PassWord"), "in any case");
	ok(!weak(cx, "passwor"), "a beginning of one is another");
	ok(!weak(cx, "password-of-mine"), "and so is a longer one");
	ok(!weak(cx, "zzz"), "after the last");
	ok(!weak(cx, "!"), "before the first");
	ok(weak(cx, "xxPeeters99"), "of the address");
	ok(weak(cx, "declercq clercq!"), "of the last name");
	ok(weak(cx, "jan-123456"), "a short name and digits");
	ok(!weak(cx, "janitor in spring"), "a short name within a word");
	ok(weak(cx, "ILoveTailTribe!"), "the product's name");
	ok(!weak(cx, "correct horse battery"), "a good one");
	ok(!weak(cx, tt_printf(a, "%0127d", 0)), "a very long one");
	list_of(cx, "password");
	ok(weak(cx, "password"), "a list without an end of line");
	list_of(cx, "");
	ok(!weak(cx, "password"), "an empty list");
}

static void
without_list(void *cx)
{
	weak(cx, "something");
}

int
main(void)
{
	char dir[] = "/tmp/tt-validate-XXXXXX";
	struct tt_conf conf = { .data = mkdtemp(dir) };
	struct tt_fault_info why;
	struct tt_ctx cx = { .conf = &conf };

	a = cx.arena = tt_arena_new(TT_ARENA_REQUEST);
	emails();
	phones();
	postcodes();
	passwords(&cx);
	unlink(tt_printf(a, "%s/common-passwords.txt", dir));
	rmdir(dir);
	ok(!tt_try(without_list, &cx, &why) && why.kind == TT_FAULT_MACHINE,
	    "no list: nobody gets in with a password that was not looked up");
	tt_arena_end(a);
	return t_done();
}
