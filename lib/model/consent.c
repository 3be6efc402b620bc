#include <arpa/inet.h>
#include <string.h>

#include "core/id.h"
#include "core/text.h"
#include "model/audit.h"
#include "model/consent.h"
#include "model/session.h"
#include "model/user.h"

const char *const tt_consents[] = { "terms", "privacy", "marketing_mail",
    "location", "off_leash", "photos_of_pet", NULL };

TT_EXEC(add, "INSERT INTO consent (id, user_id, purpose, version, granted,"
	" at, source) VALUES ($1, $2, $3, $4, $5, $6, $7)");
TT_EXEC(add_from, "INSERT INTO consent_from (consent_id, address, agent)"
	" VALUES ($1, $2, $3)");
TT_QUERY_NUMBER(latest, "SELECT granted AS n FROM consent"
	" WHERE user_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1");
TT_QUERY_NUMBER(accepted, "SELECT COUNT(*) AS n FROM users"
	" WHERE id = $1 AND terms_version = $2");
TT_EXEC(accept_now, "UPDATE users SET terms_version = $2, terms_at = $3"
	" WHERE id = $1");

const char *
tt_network(struct tt_arena *a, const char *address)
{
	unsigned char b[16];
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET, address, b) == 1)
		return tt_printf(a, "%d.%d.%d.0/24", b[0], b[1], b[2]);
	if (inet_pton(AF_INET6, address, b) != 1)
		return "";
	memset(b + 6, 0, 10);
	if (inet_ntop(AF_INET6, b, text, sizeof(text)) == NULL)
		return "";
	return tt_printf(a, "%s/48", text);
}

void
tt_consent_add(struct tt_ctx *cx, int64_t user, enum tt_consent what,
    const char *version, bool granted, const char *source)
{
	const struct tt_doer *d = cx->doer;
	int64_t id = tt_id_new();

	tt_exec(cx, &add, TT_ARGS(id, user, tt_consents[what], version,
	    granted, cx->now, source));
	if (d != NULL && d->address[0] != '\0')
		tt_exec(cx, &add_from, TT_ARGS(id, tt_network(cx->arena,
		    d->address), tt_device_name(cx->arena, d->device)));
}

bool
tt_consent_given(struct tt_ctx *cx, int64_t user, enum tt_consent what)
{
	return tt_number(cx, &latest, TT_ARGS(user, tt_consents[what])) == 1;
}

struct saying {
	int64_t         user;
	enum tt_consent what;
	const char     *version;
	bool            granted;
	const char     *source;
};

static enum tt_outcome
set(struct tt_ctx *cx, void *arg)
{
	const struct saying *s = arg;

	if (tt_consent_given(cx, s->user, s->what) == s->granted)
		return TT_OK;
	tt_consent_add(cx, s->user, s->what, s->version, s->granted,
	    s->source);
	tt_audit(cx, &(struct tt_deed){ .action = "consent.change",
	    .entity = "users", .id = s->user,
	    .after = tt_printf(cx->arena, "%s %s", tt_consents[s->what],
	    s->granted ? "yes" : "no") });
	return TT_OK;
}

enum tt_outcome
tt_consent_set(struct tt_ctx *cx, int64_t user, enum tt_consent what,
    const char *version, bool granted, const char *source)
{
	struct saying s = { user, what, version, granted, source };

	return tt_tx(cx, set, &s);
}

bool
tt_terms_accepted(struct tt_ctx *cx, int64_t user)
{
	return tt_number(cx, &accepted, TT_ARGS(user, TT_TERMS_NOW)) == 1;
}

static enum tt_outcome
accept_terms(struct tt_ctx *cx, void *arg)
{
	int64_t user = *(const int64_t *)arg;

	tt_exec(cx, &accept_now, TT_ARGS(user, TT_TERMS_NOW, cx->now));
	tt_consent_add(cx, user, TT_C_TERMS, TT_TERMS_NOW, true, "terms");
	return TT_OK;
}

enum tt_outcome
tt_terms_accept(struct tt_ctx *cx, int64_t user)
{
	return tt_tx(cx, accept_terms, &user);
}
