#include "core/text.h"
#include "db/db.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/right.h"
#include "model/view.h"

#define U(m) TT_FIELD(struct tt_user, m)
static const struct tt_field user_fields[] = { U(id), U(email), U(first_name),
    U(last_name), U(lang), U(is_owner), U(is_caregiver), U(staff),
    U(verified), U(postcode), U(town), U(closing), { 0 } };
TT_QUERY(member, struct tt_user, user_fields,
	"SELECT id, email, first_name, last_name, lang, is_owner,"
	" is_caregiver, staff, verified, postcode, town, closing FROM users"
	" WHERE id = $1 AND erased IS NULL");
TT_EXEC(set, "UPDATE session SET viewing = $2, view_until = $3, ticket = $4"
	" WHERE hash = $1");

struct looking {
	const struct tt_session *s;
	int64_t                  user;
	const char              *ticket;
};

static enum tt_outcome
begin(struct tt_ctx *cx, void *arg)
{
	const struct looking *l = arg;
	const struct tt_user *u = tt_one(cx, &member, TT_ARGS(l->user));

	if (u == NULL)
		return TT_ABSENT;
	if (u->staff[0] != '\0' || u->id == l->s->user_id ||
	    tt_may(tt_staff_of(cx, l->s->user_id), TT_R_VIEW).extent != TT_ALL)
		return TT_REFUSED;
	tt_exec(cx, &set, TT_ARGS(l->s->hash, u->id, tt_later(cx->now,
	    TT_VIEW_LASTS), l->ticket));
	tt_audit(cx, &(struct tt_deed){ .action = "view.begin",
	    .entity = "users", .id = u->id, .reason = l->ticket });
	tt_activity(cx, u->id, "staff-view", l->ticket);
	return TT_OK;
}

enum tt_outcome
tt_view_begin(struct tt_ctx *cx, const struct tt_session *s, int64_t user,
    const char *ticket)
{
	struct looking l = { s, user, ticket };

	return tt_tx(cx, begin, &l);
}

static enum tt_outcome
end(struct tt_ctx *cx, void *arg)
{
	const struct tt_session *s = arg;

	tt_exec(cx, &set, TT_ARGS(s->hash, 0, 0, ""));
	tt_audit(cx, &(struct tt_deed){ .action = "view.end",
	    .entity = "users", .id = s->viewing, .reason = s->ticket });
	return TT_OK;
}

enum tt_outcome
tt_view_end(struct tt_ctx *cx, const struct tt_session *s)
{
	struct tt_session copy = *s;

	return s->viewing == 0 ? TT_REFUSED : tt_tx(cx, end, &copy);
}

const struct tt_user *
tt_view_of(struct tt_ctx *cx, const struct tt_session *s,
    const struct tt_user *who)
{
	if (s->viewing == 0 || s->view_until.s <= cx->now.s ||
	    !tt_has(who->staff, TT_R_VIEW))
		return NULL;
	return tt_one(cx, &member, TT_ARGS(s->viewing));
}
