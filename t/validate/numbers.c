/*
 * For numbers.t: reads lines "iban BE68…", "vat BE0403…", "company BE 0403…",
 * and writes for each what is kept of it, or "-".
 */
#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/text.h"
#include "model/number.h"

int
main(void)
{
	struct tt_arena *a = tt_arena_new((size_t)64 << 20);
	char line[256];

	while (fgets(line, sizeof line, stdin) != NULL) {
		char *value = strchr(line, ' ');
		const char *why = "", *kept;

		line[strcspn(line, "\n")] = '\0';
		if (value == NULL)
			return 1;
		*value++ = '\0';
		if (tt_eq(line, "iban"))
			kept = tt_iban(a, value, &why);
		else if (tt_eq(line, "vat"))
			kept = tt_vat_number(a, value, "", &why);
		else
			kept = tt_company_number(a, value + 3,
			    tt_starts(value, "NL") ? "NL" : "BE", &why);
		puts(kept == NULL ? "-" : kept);
		tt_arena_reset(a);
	}
	tt_arena_end(a);
	return 0;
}
