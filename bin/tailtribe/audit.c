/* audit verify: nothing in the audit log was changed, left out or put in. */
#include <stdio.h>

#include "core/text.h"
#include "model/audit.h"
#include "tailtribe/tool.h"

static void
say(void *arg, const char *fault)
{
	(void)arg;
	(void)printf("bad %s\n", fault);
}

int
tt_tool_audit(struct tt_tool *t)
{
	const char *head;
	int64_t rows, n;

	if (t->argc != 1 || !tt_eq(t->argv[0], "verify"))
		return tt_tool_usage("audit verify");
	n = tt_audit_verify(t->cx, say, NULL, &rows, &head);
	(void)printf("%lld rows, the last is %s\n", (long long)rows,
	    head[0] == '\0' ? "-" : head);
	(void)printf(n == 0 ? "the audit log agrees\n" : "%lld faults\n",
	    (long long)n);
	return n == 0 ? 0 : 1;
}
