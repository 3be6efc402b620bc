#include <inttypes.h>

#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/close.h"
#include "model/job.h"
#include "model/ledger.h"
#include "model/offer.h"
#include "model/personal.h"
#include "model/session.h"
#include "model/user.h"

#define LINK_LASTS TT_HOUR
#define PIECE      20

#define MINE "(b.owner_id = $1 OR b.caregiver_id = $1)"

TT_QUERY_NUMBER(open_requests, "SELECT COUNT(*) AS n FROM booking b"
	" WHERE b.state = 'pending' AND " MINE);
TT_QUERY_NUMBER(open_bookings, "SELECT COUNT(*) AS n FROM booking b"
	" WHERE b.state IN ('accepted', 'paid') AND " MINE);
TT_QUERY_NUMBER(cancels, "SELECT COUNT(*) AS n FROM cancel_request q"
	" JOIN booking b ON b.id = q.booking_id WHERE q.state = 'open'"
	" AND " MINE);
TT_QUERY_NUMBER(refunds, "SELECT COUNT(*) AS n FROM refund r"
	" JOIN payment p ON p.id = r.payment_id"
	" JOIN booking b ON b.id = p.booking_id"
	" WHERE r.state <> 'sent' AND b.owner_id = $1");
TT_QUERY_NUMBER(staff, "SELECT COUNT(*) AS n FROM users"
	" WHERE id = $1 AND staff <> ''");

TT_EXEC(set, "UPDATE users SET closing = $2 WHERE id = $1"
	" AND erased IS NULL");
TT_EXEC(unset, "UPDATE users SET closing = NULL WHERE id = $1"
	" AND closing IS NOT NULL AND erased IS NULL");
TT_QUERY(due, struct tt_number, tt_number_fields, "SELECT id AS n FROM users"
	" WHERE closing <= $1 ORDER BY closing LIMIT $2");
#define S(m) TT_FIELD(struct tt_stone, m)
static const struct tt_field stone_fields[] = { S(user_id), S(asked), { 0 } };
TT_QUERY(stones, struct tt_stone, stone_fields, "SELECT user_id, asked"
	" FROM tombstone ORDER BY user_id LIMIT 1000000");
TT_QUERY_NUMBER(since, "SELECT closing AS n FROM users WHERE id = $1");

static int64_t
owed(struct tt_ctx *cx, int64_t user)
{
	return tt_ledger_balance(cx, tt_printf(cx->arena, "payable:%" PRId64,
	    user)).cents == 0 ? 0 : 1;
}

struct tt_rows
tt_close_bars(struct tt_ctx *cx, int64_t user)
{
	const struct tt_close_bar all[] = {
		{ N_("You have a request that is not answered yet. Withdraw "
		    "it or answer it."), tt_number(cx, &open_requests,
		    TT_ARGS(user)) },
		{ N_("You have a booking that is agreed or paid and not done. "
		    "Cancel it, or wait until it is over."),
		    tt_number(cx, &open_bookings, TT_ARGS(user)) },
		{ N_("You or the other person asked us to cancel a booking. "
		    "We decide about it first."),
		    tt_number(cx, &cancels, TT_ARGS(user)) },
		{ N_("You still get money back. Wait until it is sent."),
		    tt_number(cx, &refunds, TT_ARGS(user)) },
		{ N_("You still have to be paid for care. Wait until the money "
		    "is paid out."), owed(cx, user) },
		{ N_("You work here: ask a colleague to end that first."),
		    tt_number(cx, &staff, TT_ARGS(user)) } };
	size_t n = sizeof(all) / sizeof(*all);
	struct tt_close_bar *v = tt_alloc_n(cx->arena, n, sizeof(*v));
	struct tt_rows rows = { v, 0 };

	for (size_t i = 0; i < n; i++)
		if (all[i].n > 0)
			v[rows.n++] = all[i];
	return rows;
}

static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	int64_t user = *(const int64_t *)arg;
	const struct tt_member *m = tt_member_find(cx, user);

	if (tt_close_bars(cx, user).n > 0)
		return TT_REFUSED;
	tt_mail_add(cx, "close", user, 0, tt_token_new(cx, user, "close",
	    m->email, LINK_LASTS));
	tt_audit(cx, &(struct tt_deed){ .action = "account.close.ask",
	    .entity = "users", .id = user });
	return TT_OK;
}

enum tt_outcome
tt_close_ask(struct tt_ctx *cx, int64_t user)
{
	return tt_tx(cx, ask, &user);
}

void
tt_close_now(struct tt_ctx *cx, int64_t user, const char *reason)
{
	tt_time then = tt_later(cx->now, TT_CLOSE_DAYS * TT_DAY);

	tt_token_end(cx, user, "close");
	tt_exec(cx, &set, TT_ARGS(user, then));
	tt_session_end_others(cx, user, "");
	tt_offer_refresh(cx, user);
	tt_mail_add(cx, "closing", user, 0, tt_printf(cx->arena, "%" PRId64,
	    then.s));
	tt_audit(cx, &(struct tt_deed){ .action = "account.close",
	    .entity = "users", .id = user, .reason = reason });
	tt_activity(cx, user, reason == NULL ? "close" : "staff-closed",
	    reason == NULL ? "" : reason);
}

static enum tt_outcome
confirm(struct tt_ctx *cx, void *arg)
{
	const char *const *secret = arg;
	int64_t user = tt_token_owner(cx, *secret, "close");

	if (user == 0)
		return TT_ABSENT;
	if (tt_close_bars(cx, user).n > 0)
		return TT_REFUSED;
	tt_close_now(cx, user, NULL);
	return TT_OK;
}

enum tt_outcome
tt_close_confirm(struct tt_ctx *cx, const char *secret)
{
	return tt_tx(cx, confirm, &secret);
}

static enum tt_outcome
undo(struct tt_ctx *cx, void *arg)
{
	int64_t user = *(const int64_t *)arg;

	if (tt_exec(cx, &unset, TT_ARGS(user)) == 0)
		return TT_ABSENT;
	tt_offer_refresh(cx, user);
	tt_audit(cx, &(struct tt_deed){ .action = "account.keep",
	    .entity = "users", .id = user });
	tt_activity(cx, user, "keep", "");
	return TT_OK;
}

enum tt_outcome
tt_close_undo(struct tt_ctx *cx, int64_t user)
{
	return tt_tx(cx, undo, &user);
}

static enum tt_outcome
end(struct tt_ctx *cx, void *arg)
{
	int64_t user = *(const int64_t *)arg;
	int64_t then = tt_number(cx, &since, TT_ARGS(user));

	/* They came back meanwhile. */
	if (then == 0 || then > cx->now.s)
		return TT_REFUSED;
	if (tt_close_bars(cx, user).n > 0) {
		tt_exec(cx, &set, TT_ARGS(user, tt_later(cx->now, TT_DAY)));
		return TT_OK;
	}
	tt_personal_erase(cx, user, (tt_time){ then -
	    TT_CLOSE_DAYS * TT_DAY });
	return TT_OK;
}

int64_t
tt_close_due(struct tt_ctx *cx)
{
	struct tt_rows rows = tt_all(cx, &due, TT_ARGS(cx->now,
	    (int64_t)PIECE));
	const struct tt_number *v = rows.v;

	for (size_t i = 0; i < rows.n; i++) {
		int64_t user = v[i].n;

		(void)tt_tx(cx, end, &user);
	}
	if (rows.n > 0)
		tt_db_tidy(cx->db);
	return (int64_t)rows.n;
}

struct tt_rows
tt_close_stones(struct tt_ctx *cx)
{
	return tt_all(cx, &stones, TT_NO_ARGS);
}

struct again { int64_t user; tt_time asked; };

static enum tt_outcome
erase_again(struct tt_ctx *cx, void *arg)
{
	const struct again *a = arg;

	tt_personal_erase(cx, a->user, a->asked);
	return TT_OK;
}

enum tt_outcome
tt_close_again(struct tt_ctx *cx, int64_t user, tt_time asked)
{
	struct again a = { user, asked };

	return tt_tx(cx, erase_again, &a);
}
