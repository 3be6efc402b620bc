/* The queue: what waits, what died, and trying again. */
#include <stdio.h>

#include "core/text.h"
#include "model/admin.h"
#include "model/health.h"
#include "model/job.h"
#include "tailtribe/tool.h"

static int
list(struct tt_tool *t)
{
	struct tt_rows rows = tt_admin_jobs_dead(t->cx, TT_ADMIN_ROWS);
	const struct tt_admin_job *j = rows.v;
	struct tt_health_queue q = tt_health_queue(t->cx);

	(void)printf("ready %lld, being done %lld, dead %lld\n",
	    (long long)q.ready, (long long)q.leased, (long long)q.dead);
	if (q.oldest_s > 0)
		(void)printf("the oldest that is due has waited %lld s\n",
		    (long long)q.oldest_s);
	for (size_t i = 0; i < rows.n; i++)
		(void)printf("dead %lld  %s  %s %s  about %lld, %lld tries: "
		    "%s\n", (long long)j[i].id, tt_time_iso(t->cx->arena,
		    j[i].created), j[i].kind, j[i].detail,
		    (long long)j[i].subject, (long long)j[i].tries,
		    j[i].error);
	if (q.dead > (int64_t)rows.n)
		(void)printf("and %lld more\n",
		    (long long)q.dead - (long long)rows.n);
	return 0;
}

int
tt_tool_jobs(struct tt_tool *t)
{
	int64_t id;

	if (t->argc == 0)
		return list(t);
	if (t->argc != 2 || !tt_eq(t->argv[0], "retry") ||
	    !tt_int(t->argv[1], 1, INT64_MAX, &id))
		return tt_tool_usage("jobs | jobs retry ID");
	if (tt_admin_job_replay(t->cx, id) != TT_OK)
		return tt_tool_fail("there is no dead job %s", t->argv[1]);
	(void)printf("job %s will be tried again\n", t->argv[1]);
	return 0;
}
