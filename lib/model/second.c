#include <inttypes.h>
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "core/totp.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/second.h"
#include "model/session.h"

#define PURPOSE     "second step"
#define CODE_CHARS  10            /* of a recovery code: 49 bits */
#define DRIFT_STEPS 1             /* an app's clock may be 30 s off */

struct row { const char *secret; };
#define R(m) TT_FIELD(struct row, m)
static const struct tt_field row_fields[] = { R(secret), { 0 } };
TT_QUERY(find, struct row, row_fields, "SELECT secret"
	" FROM second_step WHERE user_id = $1");
TT_EXEC(put, "INSERT INTO second_step (user_id, secret, since, used)"
	" VALUES ($1, $2, $3, $4)");
/* Nobody uses a step twice, nor an older one after it. */
TT_EXEC(use_step, "UPDATE second_step SET used = $2 WHERE user_id = $1"
	" AND used < $2");
TT_EXEC(gone, "DELETE FROM second_step WHERE user_id = $1");
TT_EXEC(codes_gone, "DELETE FROM recovery_code WHERE user_id = $1");
TT_EXEC(code_add, "INSERT INTO recovery_code (user_id, hash)"
	" VALUES ($1, $2)");
TT_EXEC(code_use, "UPDATE recovery_code SET used = $3 WHERE user_id = $1"
	" AND hash = $2 AND used IS NULL");
TT_QUERY_NUMBER(codes_left, "SELECT COUNT(*) AS n FROM recovery_code"
	" WHERE user_id = $1 AND used IS NULL");

bool
tt_second_on(struct tt_ctx *cx, int64_t user)
{
	return tt_one(cx, &find, TT_ARGS(user)) != NULL;
}

static void
offered(struct tt_ctx *cx, int64_t user, const char *session,
    unsigned char secret[TT_TOTP_BYTES])
{
	const char *text = tt_printf(cx->arena, PURPOSE " %" PRId64 " %s",
	    user, session);
	unsigned char mac[TT_HASH_BYTES];

	tt_hmac(mac, cx->conf->pepper, strlen(cx->conf->pepper), text,
	    strlen(text));
	memcpy(secret, mac, TT_TOTP_BYTES);
}

const char *
tt_second_offer(struct tt_ctx *cx, int64_t user, const char *session)
{
	unsigned char secret[TT_TOTP_BYTES];

	offered(cx, user, session, secret);
	return tt_totp_text(cx->arena, secret);
}

static void
keep(struct tt_ctx *cx, int64_t user, const unsigned char *secret,
    int64_t used)
{
	tt_exec(cx, &put, TT_ARGS(user, tt_seal(cx->arena, secret,
	    TT_TOTP_BYTES, cx->conf->pepper, PURPOSE), cx->now, used));
}

void
tt_second_put(struct tt_ctx *cx, int64_t user, const unsigned char *secret)
{
	keep(cx, user, secret, 0);
}

/* Small letters and digits of what was typed: blanks and dashes are not. */
static const char *
plain(struct tt_arena *a, const char *typed)
{
	char *s = tt_strdup(a, tt_lower(a, typed)), *to = s;

	for (const char *p = s; *p != '\0'; p++)
		if (tt_is_alnum(*p))
			*to++ = *p;
	*to = '\0';
	return s;
}

/* The step whose code it is, 0 for none. */
static int64_t
step_of(struct tt_ctx *cx, const unsigned char *secret, const char *code)
{
	int64_t now = tt_totp_step(cx->now), found = 0;

	for (int64_t i = now - DRIFT_STEPS; i <= now + DRIFT_STEPS; i++)
		if (tt_same_text(tt_totp(cx->arena, secret, i), code))
			found = i;
	return found;
}

static const char *
code_hash(struct tt_ctx *cx, const char *code)
{
	unsigned char mac[TT_HASH_BYTES];

	tt_hmac(mac, cx->conf->pepper, strlen(cx->conf->pepper), code,
	    strlen(code));
	return tt_hex(cx->arena, mac, sizeof(mac));
}

/* "k3mfq-7xw2p": no letter that looks like another. */
static const char *
code_new(struct tt_ctx *cx)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	unsigned char chance[CODE_CHARS];
	char code[CODE_CHARS + 1] = "";

	tt_random(chance, sizeof(chance));
	for (size_t i = 0; i < CODE_CHARS; i++)
		code[i] = letters[chance[i] % (sizeof(letters) - 1)];
	return tt_printf(cx->arena, "%.5s-%s", code, code + 5);
}

struct renewing { int64_t user; const char **codes; };

static enum tt_outcome
renew(struct tt_ctx *cx, void *arg)
{
	const struct renewing *n = arg;

	tt_exec(cx, &codes_gone, TT_ARGS(n->user));
	for (size_t i = 0; i < TT_RECOVERY_CODES; i++) {
		n->codes[i] = code_new(cx);
		tt_exec(cx, &code_add, TT_ARGS(n->user, code_hash(cx,
		    plain(cx->arena, n->codes[i]))));
	}
	tt_audit(cx, &(struct tt_deed){ .action = "recovery-codes.renew",
	    .entity = "users", .id = n->user });
	tt_activity(cx, n->user, "recovery-codes", "");
	return TT_OK;
}

void
tt_recovery_renew(struct tt_ctx *cx, int64_t user,
    const char *codes[TT_RECOVERY_CODES])
{
	struct renewing n = { user, codes };

	(void)tt_tx(cx, renew, &n);
}

int64_t
tt_recovery_left(struct tt_ctx *cx, int64_t user)
{
	return tt_number(cx, &codes_left, TT_ARGS(user));
}

struct confirming {
	int64_t      user;
	const char  *session, *code;
	const char **codes;
};

static enum tt_outcome
confirm(struct tt_ctx *cx, void *arg)
{
	const struct confirming *c = arg;
	struct renewing n = { c->user, c->codes };
	unsigned char secret[TT_TOTP_BYTES];
	int64_t step;

	if (tt_second_on(cx, c->user))
		return TT_REFUSED;
	offered(cx, c->user, c->session, secret);
	step = step_of(cx, secret, plain(cx->arena, c->code));
	if (step == 0)
		return TT_INVALID;
	keep(cx, c->user, secret, step);
	(void)renew(cx, &n);
	tt_session_end_others(cx, c->user, c->session);
	tt_mail_add(cx, "two-steps-on", c->user, 0, "");
	tt_audit(cx, &(struct tt_deed){ .action = "two-steps.on",
	    .entity = "users", .id = c->user });
	tt_activity(cx, c->user, "two-steps-on", "");
	return TT_OK;
}

enum tt_outcome
tt_second_confirm(struct tt_ctx *cx, int64_t user, const char *session,
    const char *code, const char *codes[TT_RECOVERY_CODES])
{
	struct confirming c = { user, session, code, codes };

	return tt_tx(cx, confirm, &c);
}

struct checking { int64_t user; const char *code; };

static enum tt_outcome
check(struct tt_ctx *cx, void *arg)
{
	const struct checking *c = arg;
	const struct row *r = tt_one(cx, &find, TT_ARGS(c->user));
	unsigned char secret[TT_TOTP_BYTES];
	int64_t step;

	if (r == NULL)
		return TT_INVALID;
	step = tt_unseal(cx->arena, r->secret, secret, TT_TOTP_BYTES,
	    cx->conf->pepper, PURPOSE) ? step_of(cx, secret, c->code) : 0;
	if (step != 0)
		return tt_exec(cx, &use_step, TT_ARGS(c->user, step)) == 1 ?
		    TT_OK : TT_INVALID;
	if (strlen(c->code) != CODE_CHARS || tt_exec(cx, &code_use,
	    TT_ARGS(c->user, code_hash(cx, c->code), cx->now)) == 0)
		return TT_INVALID;
	tt_mail_add(cx, "recovery-used", c->user, 0, "");
	tt_activity(cx, c->user, "recovery-used", "");
	return TT_OK;
}

enum tt_outcome
tt_second_check(struct tt_ctx *cx, int64_t user, const char *code)
{
	struct checking c = { user, plain(cx->arena, code) };

	return tt_tx(cx, check, &c);
}

static enum tt_outcome
end(struct tt_ctx *cx, void *arg)
{
	const int64_t *user = arg;

	tt_exec(cx, &codes_gone, TT_ARGS(*user));
	if (tt_exec(cx, &gone, TT_ARGS(*user)) == 0)
		return TT_ABSENT;
	tt_mail_add(cx, "two-steps-off", *user, 0, "");
	tt_audit(cx, &(struct tt_deed){ .action = "two-steps.off",
	    .entity = "users", .id = *user });
	tt_activity(cx, *user, "two-steps-off", "");
	return TT_OK;
}

void
tt_second_end(struct tt_ctx *cx, int64_t user)
{
	(void)tt_tx(cx, end, &user);
}
