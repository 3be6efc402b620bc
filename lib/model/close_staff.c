#include <inttypes.h>

#include "core/text.h"
#include "model/audit.h"
#include "model/close.h"
#include "model/payment.h"

#define R(m) TT_FIELD(struct tt_close_request, m)
static const struct tt_field fields[] = { R(by_id), R(first_name),
    R(last_name), R(reason), R(asked), { 0 } };
TT_QUERY(find, struct tt_close_request, fields, "SELECT r.by_id,"
	" u.first_name, u.last_name, r.reason, r.asked FROM close_request r"
	" JOIN users u ON u.id = r.by_id WHERE r.user_id = $1");
TT_EXEC(add, "INSERT INTO close_request (user_id, by_id, reason, asked)"
	" VALUES ($1, $2, $3, $4)");
TT_EXEC(gone, "DELETE FROM close_request WHERE user_id = $1");

struct standing { const char *staff; tt_time closing; };
#define S(m) TT_FIELD(struct standing, m)
static const struct tt_field standing_fields[] = { S(staff), S(closing),
    { 0 } };
TT_QUERY(standing, struct standing, standing_fields, "SELECT staff, closing"
	" FROM users WHERE id = $1 AND erased IS NULL");

const struct tt_close_request *
tt_close_request_of(struct tt_ctx *cx, int64_t user)
{
	return tt_one(cx, &find, TT_ARGS(user));
}

struct closing {
	int64_t        user, staff;
	const char    *reason;
	enum tt_hurdle why;
	bool           asked;
};

static enum tt_hurdle
look(struct tt_ctx *cx, const struct closing *c, enum tt_extent may)
{
	const struct standing *s = tt_one(cx, &standing, TT_ARGS(c->user));
	size_t n = tt_chars(c->reason);

	if (s == NULL)
		return TT_H_ABSENT;
	if (c->user == c->staff)
		return TT_H_OWN;
	if (may != TT_ALL && may != TT_SECOND)
		return TT_H_RIGHT;
	if (s->staff[0] != '\0')
		return TT_H_STAFF;
	if (s->closing.s != 0)
		return TT_H_STATE;
	if (n < TT_REASON_MIN || n > TT_REASON_MAX)
		return TT_H_REASON;
	return tt_close_bars(cx, c->user).n > 0 ? TT_H_OPEN : TT_CLEAR;
}

static enum tt_outcome
close_it(struct tt_ctx *cx, void *arg)
{
	struct closing *c = arg;
	enum tt_extent may = tt_may(tt_staff_of(cx, c->staff),
	    TT_R_ERASE).extent;
	const struct tt_close_request *first;

	c->why = look(cx, c, may);
	if (c->why != TT_CLEAR)
		return TT_REFUSED;
	first = tt_close_request_of(cx, c->user);
	tt_exec(cx, &gone, TT_ARGS(c->user));
	c->asked = may == TT_SECOND && (first == NULL ||
	    first->by_id == c->staff);
	if (!c->asked) {
		tt_close_now(cx, c->user, c->reason);
		return TT_OK;
	}
	tt_exec(cx, &add, TT_ARGS(c->user, c->staff, c->reason, cx->now));
	if (first == NULL)
		tt_look_at(cx, "account-close", tt_printf(cx->arena,
		    "member %" PRId64, c->user), "another admin has to agree");
	tt_audit(cx, &(struct tt_deed){ .action = "account.close.ask",
	    .entity = "users", .id = c->user, .reason = c->reason });
	return TT_OK;
}

enum tt_hurdle
tt_close_by_staff(struct tt_ctx *cx, int64_t user, int64_t staff,
    const char *reason, bool *asked)
{
	struct closing c = { user, staff, reason, TT_CLEAR, false };

	(void)tt_tx(cx, close_it, &c);
	*asked = c.asked;
	return c.why;
}
