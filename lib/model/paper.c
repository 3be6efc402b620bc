#include "core/text.h"
#include "model/audit.h"
#include "model/certificate.h"
#include "model/job.h"
#include "model/paper.h"

#define FAR (50 * 365)         /* days: nothing is valid for longer */

#define P(m) TT_FIELD(struct tt_paper, m)
static const struct tt_field fields[] = { P(id), P(caregiver_id), P(file_id),
    P(kind), P(provider), P(number), P(state), P(reason), P(first_name),
    P(last_name), P(file_type), P(width),
    P(height), P(expires), P(created), P(decided), { 0 } };
#define PAPER                                                               \
	"SELECT p.id, p.caregiver_id, p.file_id, p.kind, p.provider,"       \
	" p.number, p.state, p.reason, u.first_name, u.last_name,"          \
	" COALESCE(f.type, '') AS file_type, COALESCE(f.width, 0) AS width,"\
	" COALESCE(f.height, 0) AS height, p.expires, p.created, p.decided" \
	" FROM certificate p JOIN users u ON u.id = p.caregiver_id"         \
	" LEFT JOIN file f ON f.id = p.file_id"                             \
	" AND f.state IN ('waiting', 'stored')"
TT_QUERY(of, struct tt_paper, fields, PAPER
	" WHERE p.caregiver_id = $1 ORDER BY p.id DESC LIMIT 20");
TT_QUERY(waiting, struct tt_paper, fields, PAPER
	" WHERE p.state = 'waiting' ORDER BY p.created LIMIT $1");
TT_QUERY(one, struct tt_paper, fields, PAPER " WHERE p.id = $1");
TT_EXEC(set, "UPDATE certificate SET state = $3, expires = $4, reason = $5,"
	" decided = $6, decided_by = $7 WHERE id = $1 AND state = $2");

struct tt_rows
tt_papers_of(struct tt_ctx *cx, int64_t caregiver)
{
	return tt_all(cx, &of, TT_ARGS(caregiver));
}

struct tt_rows
tt_admin_papers(struct tt_ctx *cx, int64_t limit)
{
	return tt_all(cx, &waiting, TT_ARGS(limit));
}

const struct tt_paper *
tt_admin_paper(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &one, TT_ARGS(id));
}

bool
tt_paper_is_policy(const char *kind)
{
	return tt_eq(kind, TT_INSURANCE);
}

static enum tt_hurdle
look(struct tt_ctx *cx, const struct tt_paper_decision *d,
    const struct tt_paper *p)
{
	int64_t today = tt_day_of(cx->now).n;
	size_t n = tt_chars(d->reason);

	if (p == NULL)
		return TT_H_ABSENT;
	if (p->caregiver_id == d->staff)
		return TT_H_OWN;
	if (tt_may(tt_staff_of(cx, d->staff), TT_R_APPROVE).extent != TT_ALL)
		return TT_H_RIGHT;
	if (tt_eq(p->state, "refused") ||
	    (d->verify && !tt_eq(p->state, "waiting")))
		return TT_H_STATE;
	if (!d->verify)
		return n < TT_REASON_MIN || n > TT_REASON_MAX ? TT_H_REASON :
		    TT_CLEAR;
	if (d->expires.n == 0)
		return tt_paper_is_policy(p->kind) ? TT_H_DAY : TT_CLEAR;
	return d->expires.n < today || d->expires.n > today + FAR ? TT_H_DAY :
	    TT_CLEAR;
}

struct deciding { const struct tt_paper_decision *d; enum tt_hurdle why; };

static enum tt_outcome
decide(struct tt_ctx *cx, void *arg)
{
	struct deciding *k = arg;
	const struct tt_paper_decision *d = k->d;
	const struct tt_paper *p = tt_admin_paper(cx, d->id);
	const char *to = d->verify ? "verified" : "refused";
	tt_day expires;

	k->why = look(cx, d, p);
	if (k->why != TT_CLEAR)
		return TT_REFUSED;
	expires = d->verify ? d->expires : p->expires;
	tt_exec(cx, &set, TT_ARGS(p->id, p->state, to,
	    tt_or_null(expires.n), d->verify ? "" : d->reason, cx->now,
	    d->staff));
	tt_audit(cx, &(struct tt_deed){ .action = d->verify ?
	    "certificate.verify" : "certificate.refuse",
	    .entity = "certificate", .id = p->id, .before = p->state,
	    .after = to, .reason = d->verify ? "" : d->reason });
	tt_mail_add(cx, d->verify ? "paper-verified" : "paper-refused",
	    p->caregiver_id, p->id, d->verify ? "" : d->reason);
	return TT_OK;
}

enum tt_hurdle
tt_paper_decide(struct tt_ctx *cx, const struct tt_paper_decision *d)
{
	struct deciding k = { d, TT_CLEAR };

	(void)tt_tx(cx, decide, &k);
	return k.why;
}
