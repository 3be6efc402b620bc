#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/identity.h"
#include "model/job.h"

TT_EXEC(way_add, "INSERT INTO openid_way (hash, browser, nonce, verifier,"
	" user_id, lang, next, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
#define W(m) TT_FIELD(struct tt_way, m)
static const struct tt_field way_fields[] = { W(nonce), W(verifier), W(lang),
    W(next), W(user_id), { 0 } };
TT_QUERY(way_find, struct tt_way, way_fields, "SELECT nonce, verifier, lang, next,"
	" user_id FROM openid_way WHERE hash = $1 AND browser = $2"
	" AND created > $3");
TT_EXEC(way_gone, "DELETE FROM openid_way WHERE hash = $1");

TT_QUERY_NUMBER(owner, "SELECT user_id AS n FROM identity WHERE issuer = $1"
	" AND subject = $2");
#define I(m) TT_FIELD(struct tt_identity, m)
static const struct tt_field identity_fields[] = { I(email), I(created),
    { 0 } };
TT_QUERY(identity, struct tt_identity, identity_fields,
	"SELECT email, created FROM identity WHERE user_id = $1"
	" AND issuer = $2");
TT_EXEC(identity_add, "INSERT INTO identity (issuer, subject, user_id, email,"
	" created) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
TT_EXEC(identity_gone, "DELETE FROM identity WHERE user_id = $1"
	" AND issuer = $2");
TT_QUERY_NUMBER(has_password, "SELECT COUNT(*) AS n FROM users"
	" WHERE id = $1 AND password <> ''");

/* ---- ways ------------------------------------------------------------------ */

struct beginning {
	const char          *state, *browser;
	const struct tt_way *way;
};

static enum tt_outcome
begin(struct tt_ctx *cx, void *arg)
{
	const struct beginning *b = arg;
	const struct tt_way *w = b->way;

	tt_exec(cx, &way_add, TT_ARGS(tt_sha256_hex(cx->arena, b->state),
	    tt_sha256_hex(cx->arena, b->browser), w->nonce, w->verifier,
	    tt_or_null(w->user_id), w->lang, w->next, cx->now));
	return TT_OK;
}

void
tt_way_begin(struct tt_ctx *cx, const char *state, const char *browser,
    const struct tt_way *way)
{
	struct beginning b = { state, browser, way };

	(void)tt_tx(cx, begin, &b);
}

/* It is gone before it is used: two at once find it once. */
static enum tt_outcome
use_way(struct tt_ctx *cx, void *arg)
{
	struct beginning *b = arg;
	const char *hash = tt_sha256_hex(cx->arena, b->state);

	b->way = tt_one(cx, &way_find, TT_ARGS(hash, tt_sha256_hex(cx->arena,
	    b->browser), tt_later(cx->now, -TT_WAY_LASTS)));
	if (b->way == NULL)
		return TT_ABSENT;
	tt_exec(cx, &way_gone, TT_ARGS(hash));
	return TT_OK;
}

const struct tt_way *
tt_way_use(struct tt_ctx *cx, const char *state, const char *browser)
{
	struct beginning b = { state, browser, NULL };

	return tt_tx(cx, use_way, &b) == TT_OK ? b.way : NULL;
}

/* ---- identities ------------------------------------------------------------ */

int64_t
tt_identity_owner(struct tt_ctx *cx, const char *issuer, const char *subject)
{
	return tt_number(cx, &owner, TT_ARGS(issuer, subject));
}

const struct tt_identity *
tt_identity_of(struct tt_ctx *cx, int64_t user, const char *issuer)
{
	return tt_one(cx, &identity, TT_ARGS(user, issuer));
}

struct adding { int64_t user; const char *issuer, *subject, *email; };

static enum tt_outcome
add(struct tt_ctx *cx, void *arg)
{
	const struct adding *a = arg;

	if (tt_exec(cx, &identity_add, TT_ARGS(a->issuer, a->subject, a->user,
	    a->email, cx->now)) == 0)
		return TT_TAKEN;
	tt_mail_add(cx, "openid-linked", a->user, 0, a->email);
	/* No address in a log that nothing is taken out of. */
	tt_audit(cx, &(struct tt_deed){ .action = "identity.add",
	    .entity = "users", .id = a->user, .after = a->issuer });
	tt_activity(cx, a->user, "linked", a->email);
	return TT_OK;
}

enum tt_outcome
tt_identity_add(struct tt_ctx *cx, int64_t user, const char *issuer,
    const char *subject, const char *email)
{
	struct adding a = { user, issuer, subject, email };

	return tt_tx(cx, add, &a);
}

static enum tt_outcome
take_away(struct tt_ctx *cx, void *arg)
{
	const struct adding *a = arg;
	const struct tt_identity *i = tt_identity_of(cx, a->user, a->issuer);

	if (i == NULL)
		return TT_ABSENT;
	if (tt_number(cx, &has_password, TT_ARGS(a->user)) == 0)
		return TT_REFUSED;
	tt_exec(cx, &identity_gone, TT_ARGS(a->user, a->issuer));
	tt_mail_add(cx, "openid-unlinked", a->user, 0, i->email);
	tt_audit(cx, &(struct tt_deed){ .action = "identity.remove",
	    .entity = "users", .id = a->user, .before = a->issuer });
	tt_activity(cx, a->user, "unlinked", i->email);
	return TT_OK;
}

enum tt_outcome
tt_identity_remove(struct tt_ctx *cx, int64_t user, const char *issuer)
{
	struct adding a = { .user = user, .issuer = issuer };

	return tt_tx(cx, take_away, &a);
}
