#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/right.h"
#include "model/session.h"
#include "model/staff.h"

#define S(m) TT_FIELD(struct tt_staffer, m)
static const struct tt_field fields[] = { S(id), S(email), S(first_name),
    S(last_name), S(staff), S(two_steps), S(seen), { 0 } };
#define STAFFER                                                             \
	"SELECT u.id, u.email, u.first_name, u.last_name, u.staff,"         \
	" (SELECT COUNT(*) FROM second_step t WHERE t.user_id = u.id)"      \
	" AS two_steps,"                                                    \
	" (SELECT MAX(s.seen) FROM session s WHERE s.user_id = u.id)"       \
	" AS seen FROM users u"
TT_QUERY(all, struct tt_staffer, fields, STAFFER
	" WHERE u.staff <> '' ORDER BY u.first_name, u.last_name, u.id"
	" LIMIT 100");
TT_QUERY(one, struct tt_staffer, fields, STAFFER " WHERE u.id = $1"
	" AND u.erased IS NULL");
TT_QUERY_NUMBER(id_of, "SELECT id AS n FROM users WHERE email = $1"
	" AND erased IS NULL");
TT_QUERY_NUMBER(confirmed, "SELECT COUNT(*) AS n FROM users WHERE id = $1"
	" AND verified IS NOT NULL");
TT_EXEC(set, "UPDATE users SET staff = $2 WHERE id = $1");

struct tt_rows
tt_admin_staff(struct tt_ctx *cx)
{
	return tt_all(cx, &all, TT_NO_ARGS);
}

const struct tt_staffer *
tt_admin_staffer(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &one, TT_ARGS(id));
}

int64_t
tt_admin_id_of(struct tt_ctx *cx, const char *email)
{
	return tt_number(cx, &id_of, TT_ARGS(tt_lower(cx->arena,
	    tt_trim(cx->arena, email))));
}

struct granting { int64_t id, by; const char *roles; };

static enum tt_outcome
grant(struct tt_ctx *cx, void *arg)
{
	const struct granting *g = arg;
	const struct tt_staffer *s = tt_admin_staffer(cx, g->id);

	if (s == NULL)
		return TT_ABSENT;
	if (g->id == g->by ||
	    tt_may(tt_staff_of(cx, g->by), TT_R_ROLES).extent != TT_ALL)
		return TT_REFUSED;
	if (g->roles[0] != '\0' && (!tt_roles_ok(g->roles) ||
	    tt_number(cx, &confirmed, TT_ARGS(g->id)) == 0))
		return TT_INVALID;
	tt_exec(cx, &set, TT_ARGS(g->id, g->roles));
	/* Other rights are other sessions. */
	tt_session_end_others(cx, g->id, "");
	tt_audit(cx, &(struct tt_deed){ .action = "staff.roles",
	    .entity = "users", .id = g->id, .before = s->staff,
	    .after = g->roles });
	tt_activity(cx, g->id, "roles", "");
	return TT_OK;
}

enum tt_outcome
tt_staff_set(struct tt_ctx *cx, int64_t id, const char *roles, int64_t by)
{
	struct granting g = { id, by, roles };

	return tt_tx(cx, grant, &g);
}
