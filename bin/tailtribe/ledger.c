/* ledger verify, and what one booking did to it. */
#include <stdio.h>

#include "core/text.h"
#include "model/booking.h"
#include "model/ledger.h"
#include "tailtribe/tool.h"

static void
say(void *arg, const char *fault)
{
	(void)arg;
	(void)printf("bad %s\n", fault);
}

static int
verify(struct tt_tool *t)
{
	int64_t n = tt_ledger_verify(t->cx, say, NULL);
	struct tt_rows rows = tt_ledger_sums(t->cx);
	const struct tt_account_sum *s = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		(void)printf("%-12s %14s  in %lld account%s\n", s[i].name,
		    tt_show_money(t->cx->arena, TT_EN, s[i].sum),
		    (long long)s[i].accounts, s[i].accounts == 1 ? "" : "s");
	(void)printf(n == 0 ? "the ledger agrees\n" : "%lld faults\n",
	    (long long)n);
	return n == 0 ? 0 : 1;
}

static int
show(struct tt_tool *t, const char *word)
{
	const struct tt_booking *b;
	struct tt_rows rows;
	const struct tt_entry *e;
	int64_t id, last = 0;

	if (!tt_int(word, 1, INT64_MAX, &id))
		return tt_tool_usage("ledger show BOOKING");
	b = tt_booking_any(t->cx, id);
	if (b == NULL)
		return tt_tool_fail("there is no booking %s", word);
	(void)printf("booking %s  %s  %s  %s\n", word, b->service,
	    tt_booking_states[b->state], tt_show_money(t->cx->arena, TT_EN,
	    b->price));
	rows = tt_ledger_of_booking(t->cx, id);
	e = rows.v;
	for (size_t i = 0; i < rows.n; i++) {
		if (e[i].journal_id != last)
			(void)printf("%s  %s\n", tt_time_iso(t->cx->arena,
			    e[i].posted), e[i].kind);
		last = e[i].journal_id;
		(void)printf("    %-32s %14s\n", e[i].account,
		    tt_show_money(t->cx->arena, TT_EN, e[i].amount));
	}
	if (rows.n == 0)
		(void)printf("no money has moved for it\n");
	return 0;
}

int
tt_tool_ledger(struct tt_tool *t)
{
	if (t->argc == 1 && tt_eq(t->argv[0], "verify"))
		return verify(t);
	if (t->argc == 2 && tt_eq(t->argv[0], "show"))
		return show(t, t->argv[1]);
	return tt_tool_usage("ledger verify | ledger show BOOKING");
}
