/*
 * Fuzzes the compiler of pages. Whatever the page, ttc must end in C or in an
 * error with a place; and what it made of a page must be the same twice.
 *
 *   clang -g -fsanitize=fuzzer,address,undefined -Itools -o fuzz-ttc \
 *       t/fuzz/ttc.c tools/ttc_*.c
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "ttc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
drop(struct ttc_result *r)
{
	ttc_drop(&r->includes);
	ttc_drop(&r->prototypes);
	ttc_drop(&r->code);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char names[] = "css/site.css css/site.4fa3c2.css\n";
	const struct ttc_str manifest = { names, sizeof names - 1 };
	const struct ttc_str page = { (const char *)data, n };   /* bytes */
	struct ttc_result once = { 0 }, twice = { 0 };
	char error[TTC_ERROR] = "", again[TTC_ERROR] = "";
	bool right;

	right = ttc_parse(&once, "p.html", page, &manifest, error);
	assert(right == (error[0] == '\0'));
	assert(right || strncmp(error, "p.html:", 7) == 0);
	assert(right || once.code.n == 0);
	assert(ttc_parse(&twice, "p.html", page, &manifest, again) == right);
	assert(strcmp(error, again) == 0 && once.code.n == twice.code.n);
	drop(&once);
	drop(&twice);
	return 0;
}
