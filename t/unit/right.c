/* Who of staff may what: the table is the one that people reviewed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "model/right.h"
#include "t.h"

static void
reviewed(struct tt_arena *a)
{
	const char *src = getenv("TT_SRC");
	FILE *f = fopen(tt_printf(a, "%s/t/page/rights.txt", src == NULL ? "." :
	    src), "re");
	char line[400];
	int rows = 0;

	ok(f != NULL, "rights.txt is there");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		char *rest = line, *word = strsep(&rest, " \n");
		int right = tt_word(tt_rights, word), role = 0;

		if (right <= 0)
			continue;
		rows++;
		while (role < TT_ROLES && (word = strsep(&rest, " \n")) != NULL)
			if (*word != '\0') {
				is_str(tt_may_text(a, tt_role_may(
				    (enum tt_role)role, (enum tt_right)right)),
				    word, tt_printf(a, "%s %s",
				    tt_rights[right], tt_roles[role]));
				role++;
			}
	}
	is(rows, TT_RIGHTS - 1, "every right was reviewed");
	if (f != NULL)
		fclose(f);
}

int
main(void)
{
	struct tt_arena *a = tt_arena_new((size_t)1 << 20);

	reviewed(a);
	ok(!tt_has("", TT_R_HOME) && !tt_has("boss", TT_R_HOME) &&
	    !tt_has("admi", TT_R_HOME), "no role, no right");
	ok(tt_roles_ok("support finance") && !tt_roles_ok("support support") &&
	    !tt_roles_ok("") && !tt_roles_ok("support ") &&
	    !tt_roles_ok("boss"), "roles");
	ok(tt_may("support moderator", TT_R_SUSPEND).most == 30, "the larger");
	ok(tt_may_up_to(tt_may("support", TT_R_BOOKING), 10000) &&
	    !tt_may_up_to(tt_may("support", TT_R_BOOKING), 10001) &&
	    tt_may_up_to(tt_may("finance", TT_R_BOOKING), 1000000),
	    "up to a hundred euro");
	tt_arena_end(a);
	return t_done();
}
