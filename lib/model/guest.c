/* Guests: named by the OpenID provider, and nobody here yet. */
#include <string.h>

#include "core/crypt.h"
#include "core/id.h"
#include "core/text.h"
#include "model/audit.h"
#include "model/consent.h"
#include "model/identity.h"
#include "model/job.h"

#define LINK_LASTS    (30 * TT_MINUTE)
#define LINKS_AN_HOUR 3

#define G(m) TT_FIELD(struct tt_guest, m)
static const struct tt_field guest_fields[] = { G(hash), G(issuer),
    G(subject), G(email), G(first_name), G(last_name), G(next), { 0 } };
TT_QUERY(guest, struct tt_guest, guest_fields, "SELECT hash, issuer, subject,"
	" email, first_name, last_name, next FROM openid_guest"
	" WHERE hash = $1 AND created > $2");
TT_EXEC(guest_add, "INSERT INTO openid_guest (hash, issuer, subject, email,"
	" first_name, last_name, next, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
TT_EXEC(guest_gone, "DELETE FROM openid_guest WHERE hash = $1");

TT_QUERY_NUMBER(id_of, "SELECT id AS n FROM users WHERE email = $1");
TT_EXEC(user_add, "INSERT INTO users (id, email, verified, password,"
	" first_name, last_name, lang, is_owner, is_caregiver, staff, phone,"
	" country, postcode, town, street, lat, lon, terms_version, terms_at,"
	" created) VALUES ($1, $2, $3, '', $4, $5, $6, $7, 0, '', $8, $9, $10,"
	" $11, '', $12, $13, $14, $3, $3)");
TT_EXEC(confirmed, "UPDATE users SET verified = $2"
	" WHERE id = $1 AND verified IS NULL");
/* Who made an account with an address that was never confirmed may be anybody:
 * its password goes when the one who reads the mail comes. */
TT_EXEC(claimed, "UPDATE users SET verified = $2, password = ''"
	" WHERE id = $1 AND verified IS NULL");

TT_EXEC(token_detail, "UPDATE token SET detail = $2 WHERE hash = $1");
TT_EXEC(token_gone, "DELETE FROM token WHERE user_id = $1"
	" AND purpose = 'identity'");
#define K(m) TT_FIELD(struct tt_identity_link, m)
static const struct tt_field link_fields[] = { K(user_id), K(email),
    K(detail), { 0 } };
TT_QUERY(link_found, struct tt_identity_link, link_fields, "SELECT t.user_id,"
	" t.email, t.detail FROM token t"
	" JOIN users u ON u.id = t.user_id AND u.email = t.email"
	" WHERE t.hash = $1 AND t.purpose = 'identity' AND t.expires > $2");

struct keeping { const struct tt_guest *g; const char *secret; };

static enum tt_outcome
keep(struct tt_ctx *cx, void *arg)
{
	const struct keeping *k = arg;
	const struct tt_guest *g = k->g;

	tt_exec(cx, &guest_add, TT_ARGS(tt_sha256_hex(cx->arena, k->secret),
	    g->issuer, g->subject, g->email, g->first_name, g->last_name,
	    g->next, cx->now));
	return TT_OK;
}

const char *
tt_guest_new(struct tt_ctx *cx, const struct tt_guest *g)
{
	struct keeping k = { g, tt_random_base64(cx->arena, 32) };

	(void)tt_tx(cx, keep, &k);
	return k.secret;
}

const struct tt_guest *
tt_guest_find(struct tt_ctx *cx, const char *secret)
{
	return tt_one(cx, &guest, TT_ARGS(tt_sha256_hex(cx->arena, secret),
	    tt_later(cx->now, -TT_GUEST_LASTS)));
}

struct proving { const struct tt_guest *g; int64_t user; };

static enum tt_outcome
prove(struct tt_ctx *cx, void *arg)
{
	const struct proving *p = arg;

	tt_exec(cx, &guest_gone, TT_ARGS(p->g->hash));
	/* It was found by the address that the provider has confirmed. */
	tt_exec(cx, &confirmed, TT_ARGS(p->user, cx->now));
	return tt_identity_add(cx, p->user, p->g->issuer, p->g->subject,
	    p->g->email);
}

enum tt_outcome
tt_guest_prove(struct tt_ctx *cx, const struct tt_guest *g, int64_t user)
{
	struct proving p = { g, user };

	return tt_tx(cx, prove, &p);
}

/* ---- an account ------------------------------------------------------------ */

struct making {
	const struct tt_guest    *g;
	const struct tt_register *r;
	bool                      owner;
	int64_t                   id;
};

TT_EXEC(identity_add, "INSERT INTO identity (issuer, subject, user_id, email,"
	" created) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");

static enum tt_outcome
make(struct tt_ctx *cx, void *arg)
{
	struct making *m = arg;
	const struct tt_register *r = m->r;
	const struct tt_guest *g = m->g;

	if (tt_number(cx, &id_of, TT_ARGS(g->email)) != 0)
		return TT_TAKEN;
	m->id = tt_id_new();
	tt_exec(cx, &user_add, TT_ARGS(m->id, g->email, cx->now,
	    r->first_name, r->last_name, tt_langs[cx->lang], m->owner,
	    r->phone, r->country, r->postcode, r->town, r->lat, r->lon,
	    r->terms_version));
	if (tt_exec(cx, &identity_add, TT_ARGS(g->issuer, g->subject, m->id,
	    g->email, cx->now)) == 0)
		return TT_TAKEN;
	tt_exec(cx, &guest_gone, TT_ARGS(g->hash));
	tt_consent_add(cx, m->id, TT_C_TERMS, r->terms_version, true,
	    "register");
	tt_consent_add(cx, m->id, TT_C_PRIVACY, TT_PRIVACY_NOW, true,
	    "register");
	tt_mail_add(cx, "welcome", m->id, 0, "");
	tt_audit(cx, &(struct tt_deed){ .action = "user.register",
	    .entity = "users", .id = m->id, .reason = g->issuer });
	return TT_OK;
}

enum tt_outcome
tt_guest_register(struct tt_ctx *cx, const struct tt_guest *g,
    const struct tt_register *r, bool owner, int64_t *id)
{
	struct making m = { g, r, owner, 0 };
	enum tt_outcome out = tt_tx(cx, make, &m);

	*id = m.id;
	return out;
}

/* ---- a mailed link --------------------------------------------------------- */

/* "issuer subject address": none of them has a blank in it. */
static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	const struct tt_guest *g = arg;
	int64_t user = tt_number(cx, &id_of, TT_ARGS(g->email));
	const char *secret;

	if (user == 0)
		return TT_ABSENT;
	if (tt_limit(cx, "identity-mail", g->email, LINKS_AN_HOUR, TT_HOUR) >
	    0)
		return TT_REFUSED;
	secret = tt_token_new(cx, user, "identity", g->email, LINK_LASTS);
	tt_exec(cx, &token_detail, TT_ARGS(tt_sha256_hex(cx->arena, secret),
	    tt_printf(cx->arena, "%s %s %s", g->issuer, g->subject,
	    g->email)));
	tt_mail_add(cx, "identity", user, 0, secret);
	return TT_OK;
}

enum tt_outcome
tt_guest_ask(struct tt_ctx *cx, const struct tt_guest *g)
{
	struct tt_guest copy = *g;

	return tt_tx(cx, ask, &copy);
}

const struct tt_identity_link *
tt_identity_link(struct tt_ctx *cx, const char *secret)
{
	return tt_one(cx, &link_found, TT_ARGS(tt_sha256_hex(cx->arena,
	    secret), cx->now));
}

/* The three words; false when it is not that. */
static bool
words(struct tt_ctx *cx, const struct tt_identity_link *k, char *word[3])
{
	char *rest = tt_strdup(cx->arena, k->detail);

	for (size_t i = 0; i < 3; i++)
		if ((word[i] = strsep(&rest, " ")) == NULL)
			return false;
	return rest == NULL;
}

const char *
tt_identity_link_email(struct tt_ctx *cx, const struct tt_identity_link *k)
{
	char *word[3];

	return words(cx, k, word) ? word[2] : "";
}

struct using { const char *secret; int64_t user; };

static enum tt_outcome
use(struct tt_ctx *cx, void *arg)
{
	struct using *u = arg;
	const struct tt_identity_link *k = tt_identity_link(cx, u->secret);
	char *word[3];

	if (k == NULL || !words(cx, k, word))
		return TT_ABSENT;
	u->user = k->user_id;
	tt_exec(cx, &token_gone, TT_ARGS(k->user_id));
	/* Whoever has the link reads the mail of this address. */
	if (tt_exec(cx, &claimed, TT_ARGS(k->user_id, cx->now)) == 1)
		tt_session_end_others(cx, k->user_id, "");
	return tt_identity_add(cx, k->user_id, word[0], word[1], word[2]);
}

enum tt_outcome
tt_identity_link_use(struct tt_ctx *cx, const char *secret, int64_t *user)
{
	struct using u = { secret, 0 };
	enum tt_outcome out = tt_tx(cx, use, &u);

	*user = u.user;
	return out;
}
