#include "db/db.h"
#include "model/health.h"
#include "model/policy.h"

#define Q(m) TT_FIELD(struct tt_health_queue, m)
static const struct tt_field queue_fields[] = { Q(ready), Q(leased), Q(dead),
    Q(oldest_s), { 0 } };
TT_QUERY(queue, struct tt_health_queue, queue_fields,
	"SELECT (SELECT COUNT(*) FROM job WHERE state = 'ready') AS ready,"
	" (SELECT COUNT(*) FROM job WHERE state = 'leased') AS leased,"
	" (SELECT COUNT(*) FROM job WHERE state = 'dead') AS dead,"
	" COALESCE($1 - (SELECT MIN(run_at) FROM job WHERE state = 'ready'"
	" AND run_at <= $1), 0) AS oldest_s");
TT_QUERY_NUMBER(overdue, "SELECT (SELECT COUNT(*) FROM booking"
	" WHERE state = 'pending' AND answer_by <= $1)"
	" + (SELECT COUNT(*) FROM booking WHERE state = 'accepted'"
	" AND pay_by <= $1)"
	" + (SELECT COUNT(*) FROM booking WHERE state = 'paid'"
	" AND ends <= $2) AS n");
TT_QUERY_NUMBER(newest, "SELECT CASE WHEN s > j THEN s ELSE j END AS n FROM"
	" (SELECT COALESCE((SELECT MAX(seen) FROM session), 0) AS s,"
	" COALESCE((SELECT created FROM job ORDER BY id DESC LIMIT 1), 0)"
	" AS j) x");

struct tt_health_queue
tt_health_queue(struct tt_ctx *cx)
{
	const struct tt_health_queue *q = tt_one(cx, &queue, TT_ARGS(cx->now));

	return q == NULL ? (struct tt_health_queue){ 0 } : *q;
}

int64_t
tt_health_overdue(struct tt_ctx *cx)
{
	tt_time minute_ago = tt_later(cx->now, -TT_MINUTE);

	return tt_number(cx, &overdue, TT_ARGS(minute_ago,
	    tt_later(minute_ago, -TT_AUTO_COMPLETE)));
}

tt_time
tt_health_newest(struct tt_ctx *cx)
{
	return (tt_time){ tt_number(cx, &newest, TT_NO_ARGS) };
}
