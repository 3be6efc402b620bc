/*
 * Another e-mail address. The link goes to the new one, and the old one keeps
 * working until that link was used; both are told, so that nobody loses an
 * account without a mail.
 */
#include "core/crypt.h"
#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/user.h"

#define LINK_LASTS    TT_DAY
#define LINKS_AN_HOUR 3

TT_QUERY_NUMBER(id_of, "SELECT id AS n FROM users WHERE email = $1");
TT_EXEC(set, "UPDATE users SET email = $2, verified = $3 WHERE id = $1");

struct asked { int64_t user_id; const char *email, *old; };
#define A(m) TT_FIELD(struct asked, m)
static const struct tt_field asked_fields[] = { A(user_id), A(email), A(old),
    { 0 } };
TT_QUERY(find, struct asked, asked_fields, "SELECT t.user_id, t.email,"
	" u.email AS old FROM token t JOIN users u ON u.id = t.user_id"
	" WHERE t.hash = $1 AND t.purpose = 'address' AND t.expires > $2");

static const struct asked *
asked(struct tt_ctx *cx, const char *secret)
{
	return tt_one(cx, &find, TT_ARGS(tt_sha256_hex(cx->arena, secret),
	    cx->now));
}

const char *
tt_address_asked(struct tt_ctx *cx, const char *secret)
{
	const struct asked *a = asked(cx, secret);

	return a == NULL ? NULL : a->email;
}

struct asking { int64_t user; const char *email; };

static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	const struct asking *q = arg;
	int64_t other = tt_number(cx, &id_of, TT_ARGS(q->email));

	if (tt_limit(cx, "address", tt_printf(cx->arena, "%lld",
	    (long long)q->user), LINKS_AN_HOUR, TT_HOUR) > 0)
		return TT_REFUSED;
	tt_activity(cx, q->user, "address-asked", q->email);
	tt_mail_add(cx, "address-asked", q->user, 0, q->email);
	if (other == q->user)
		return TT_OK;
	if (other != 0)
		tt_mail_add(cx, "known", other, 0, "");
	else
		tt_mail_add(cx, "address", q->user, 0, tt_token_new(cx,
		    q->user, "address", q->email, LINK_LASTS));
	return TT_OK;
}

enum tt_outcome
tt_address_ask(struct tt_ctx *cx, int64_t user, const char *email)
{
	struct asking q = { user, tt_lower(cx->arena, tt_trim(cx->arena,
	    email)) };

	return tt_tx(cx, ask, &q);
}

struct changing { const char *secret, *keep; };

static enum tt_outcome
change(struct tt_ctx *cx, void *arg)
{
	const struct changing *c = arg;
	const struct asked *a = asked(cx, c->secret);

	if (a == NULL)
		return TT_ABSENT;
	if (tt_number(cx, &id_of, TT_ARGS(a->email)) != 0)
		return TT_TAKEN;
	tt_token_end(cx, a->user_id, "address");
	tt_exec(cx, &set, TT_ARGS(a->user_id, a->email, cx->now));
	tt_session_end_others(cx, a->user_id, c->keep);
	tt_mail_add(cx, "address-changed", a->user_id, 0, a->old);
	tt_audit(cx, &(struct tt_deed){ .action = "address.change",
	    .entity = "users", .id = a->user_id });
	tt_activity(cx, a->user_id, "address", a->email);
	return TT_OK;
}

enum tt_outcome
tt_address_set(struct tt_ctx *cx, const char *secret, const char *keep)
{
	struct changing c = { secret, keep };

	return tt_tx(cx, change, &c);
}
