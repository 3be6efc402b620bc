/*
 * Mailed links: to confirm an address, to choose a new password, to log in.
 * (The link that changes an address is in address.c.)
 *
 * A link holds 32 random bytes, the table their SHA-256. It works once, for
 * the address that it went to, and only the latest of its purpose does.
 */
#include "core/crypt.h"
#include "core/text.h"
#include "model/job.h"
#include "model/user.h"

#define SECRET_BYTES  32
#define VERIFY_LASTS  TT_DAY
#define LINK_LASTS    (30 * TT_MINUTE)
#define LINKS_AN_HOUR 3

TT_EXEC(older_gone, "DELETE FROM token WHERE user_id = $1 AND purpose = $2");
TT_EXEC(add, "INSERT INTO token (hash, user_id, purpose, email, expires)"
	" VALUES ($1, $2, $3, $4, $5)");
TT_QUERY_NUMBER(owner, "SELECT t.user_id AS n FROM token t"
	" JOIN users u ON u.id = t.user_id AND u.email = t.email"
	" WHERE t.hash = $1 AND t.purpose = $2 AND t.expires > $3");
TT_EXEC(verified_now, "UPDATE users SET verified = $2"
	" WHERE id = $1 AND verified IS NULL");

struct person { int64_t id; const char *email; tt_time verified; };
#define P(m) TT_FIELD(struct person, m)
static const struct tt_field person_fields[] = { P(id), P(email), P(verified),
    { 0 } };
TT_QUERY(by_id, struct person, person_fields,
	"SELECT id, email, verified FROM users WHERE id = $1");
TT_QUERY(by_email, struct person, person_fields,
	"SELECT id, email, verified FROM users WHERE email = $1");

const char *
tt_token_new(struct tt_ctx *cx, int64_t user, const char *purpose,
    const char *email, int64_t seconds)
{
	const char *secret = tt_random_base64(cx->arena, SECRET_BYTES);

	tt_exec(cx, &older_gone, TT_ARGS(user, purpose));
	tt_exec(cx, &add, TT_ARGS(tt_sha256_hex(cx->arena, secret), user,
	    purpose, email, tt_later(cx->now, seconds)));
	return secret;
}

void
tt_token_end(struct tt_ctx *cx, int64_t user, const char *purpose)
{
	tt_exec(cx, &older_gone, TT_ARGS(user, purpose));
}

int64_t
tt_token_owner(struct tt_ctx *cx, const char *secret, const char *purpose)
{
	return tt_number(cx, &owner, TT_ARGS(tt_sha256_hex(cx->arena, secret),
	    purpose, cx->now));
}

/* Inside a transaction: whose it was, and it is gone; or 0. */
static int64_t
use(struct tt_ctx *cx, const char *secret, const char *purpose)
{
	int64_t user = tt_token_owner(cx, secret, purpose);

	if (user != 0)
		tt_exec(cx, &older_gone, TT_ARGS(user, purpose));
	return user;
}

static enum tt_outcome
verify(struct tt_ctx *cx, void *arg)
{
	const char *const *secret = arg;
	int64_t user = use(cx, *secret, "verify");

	if (user == 0)
		return TT_ABSENT;
	tt_exec(cx, &verified_now, TT_ARGS(user, cx->now));
	return TT_OK;
}

enum tt_outcome
tt_verify(struct tt_ctx *cx, const char *secret)
{
	return tt_tx(cx, verify, &secret);
}

struct resetting { const char *secret, *hash; };

static enum tt_outcome
reset(struct tt_ctx *cx, void *arg)
{
	const struct resetting *r = arg;
	int64_t user = use(cx, r->secret, "reset");

	if (user == 0)
		return TT_ABSENT;
	tt_password_set(cx, user, r->hash);
	tt_session_end_others(cx, user, "");
	/* Whoever has the link reads the mail of this address. */
	tt_exec(cx, &verified_now, TT_ARGS(user, cx->now));
	tt_password_changed(cx, user, "by link");
	return TT_OK;
}

enum tt_outcome
tt_reset(struct tt_ctx *cx, const char *secret, const char *hash)
{
	struct resetting r = { secret, hash };

	return tt_tx(cx, reset, &r);
}

/* `purpose` is the mail's name too. */
struct asking { const char *email, *purpose; };

static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	const struct asking *q = arg;
	const struct person *p;

	/* Counted for strangers too: both answers cost one commit. */
	if (tt_limit(cx, tt_printf(cx->arena, "%s-mail", q->purpose), q->email,
	    LINKS_AN_HOUR, TT_HOUR) > 0)
		return TT_REFUSED;
	p = tt_one(cx, &by_email, TT_ARGS(q->email));
	if (p != NULL)
		tt_mail_add(cx, q->purpose, p->id, 0, tt_token_new(cx, p->id,
		    q->purpose, p->email, LINK_LASTS));
	return TT_OK;
}

void
tt_reset_ask(struct tt_ctx *cx, const char *email)
{
	struct asking q = { tt_lower(cx->arena, tt_trim(cx->arena, email)),
	    "reset" };

	(void)tt_tx(cx, ask, &q);
}

void
tt_login_ask(struct tt_ctx *cx, const char *email)
{
	struct asking q = { tt_lower(cx->arena, tt_trim(cx->arena, email)),
	    "login" };

	(void)tt_tx(cx, ask, &q);
}

struct entering { const char *secret; int64_t user; };

static enum tt_outcome
enter(struct tt_ctx *cx, void *arg)
{
	struct entering *e = arg;

	e->user = use(cx, e->secret, "login");
	if (e->user == 0)
		return TT_ABSENT;
	/* Whoever has the link reads the mail of this address. */
	tt_exec(cx, &verified_now, TT_ARGS(e->user, cx->now));
	return TT_OK;
}

enum tt_outcome
tt_login_use(struct tt_ctx *cx, const char *secret, int64_t *user)
{
	struct entering e = { secret, 0 };
	enum tt_outcome out = tt_tx(cx, enter, &e);

	*user = e.user;
	return out;
}

static enum tt_outcome
verify_ask(struct tt_ctx *cx, void *arg)
{
	const struct person *p = tt_one(cx, &by_id,
	    TT_ARGS(*(const int64_t *)arg));

	if (p == NULL)
		return TT_ABSENT;
	if (p->verified.s != 0)
		return TT_REFUSED;
	tt_mail_add(cx, "verify", p->id, 0, tt_token_new(cx, p->id, "verify",
	    p->email, VERIFY_LASTS));
	return TT_OK;
}

enum tt_outcome
tt_verify_ask(struct tt_ctx *cx, int64_t user)
{
	return tt_tx(cx, verify_ask, &user);
}
