#include <inttypes.h>

#include "core/id.h"
#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/consent.h"
#include "model/job.h"
#include "model/join.h"
#include "model/user.h"

#define VERIFY_LASTS   TT_DAY
#define KNOWNS_AN_HOUR 3

TT_QUERY_NUMBER(id_of, "SELECT id AS n FROM users WHERE email = $1");
TT_EXEC(add, "INSERT INTO users (id, email, verified, password, first_name,"
	" last_name, lang, is_owner, is_caregiver, staff, phone, country,"
	" postcode, town, street, lat, lon, terms_version, terms_at, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
	" $14, '', $15, $16, $17, $18, $18)");

#define L(m) TT_FIELD(struct tt_login, m)
static const struct tt_field login_fields[] = { L(id), L(password), { 0 } };
TT_QUERY(login, struct tt_login, login_fields,
	"SELECT id, password FROM users WHERE email = $1");
TT_QUERY(login_of, struct tt_login, login_fields,
	"SELECT id, password FROM users WHERE id = $1");
TT_EXEC(password_set, "UPDATE users SET password = $2 WHERE id = $1");

#define M(m) TT_FIELD(struct tt_member, m)
static const struct tt_field member_fields[] = { M(id), M(email),
    M(first_name), M(last_name), M(phone), M(postcode), M(town), M(street),
    M(lang), M(country), M(verified), M(created), M(lat), M(lon),
    M(is_owner), M(is_caregiver), { 0 } };
TT_QUERY(member, struct tt_member, member_fields,
	"SELECT id, email, first_name, last_name, phone, postcode, town,"
	" street, lang, country, verified, created, lat, lon, is_owner,"
	" is_caregiver FROM users WHERE id = $1 AND erased IS NULL");
TT_EXEC(member_set, "UPDATE users SET first_name = $2, last_name = $3,"
	" phone = $4, postcode = $5, town = $6, street = $7, lang = $8,"
	" country = $9, lat = $10, lon = $11 WHERE id = $1");
TT_EXEC(owner_too, "UPDATE users SET is_owner = 1 WHERE id = $1");
TT_EXEC(roles_set, "UPDATE users SET is_owner = $2, is_caregiver = $3,"
	" staff = $4, lang = $5, password = CASE WHEN $6 = '' THEN password"
	" ELSE $6 END, verified = COALESCE(verified, $7) WHERE id = $1");

/* A person who is to be made, and what for. */
struct making {
	const struct tt_register *r;
	const char               *email;    /* as it is kept */
	bool                      owner, caregiver;
	const char               *staff, *lang;
	tt_time                   verified;
	int64_t                   id;
};

static const char *
as_kept(struct tt_ctx *cx, const char *email)
{
	return tt_lower(cx->arena, tt_trim(cx->arena, email));
}

static void
insert(struct tt_ctx *cx, struct making *m)
{
	const struct tt_register *r = m->r;

	m->id = tt_id_new();
	tt_exec(cx, &add, TT_ARGS(m->id, m->email, tt_or_null(m->verified.s),
	    r->password_hash, r->first_name, r->last_name, m->lang, m->owner,
	    m->caregiver, m->staff, r->phone, r->country, r->postcode,
	    r->town, r->lat, r->lon, r->terms_version, cx->now));
}

static enum tt_outcome
register_owner(struct tt_ctx *cx, void *arg)
{
	struct making *m = arg;
	int64_t known = tt_number(cx, &id_of, TT_ARGS(m->email));

	m->id = 0;
	if (known != 0) {
		if (tt_limit(cx, "known-mail", m->email, KNOWNS_AN_HOUR,
		    TT_HOUR) == 0)
			tt_mail_add(cx, "known", known, 0, "");
		return TT_OK;
	}
	insert(cx, m);
	tt_consent_add(cx, m->id, TT_C_TERMS, m->r->terms_version, true,
	    "register");
	tt_consent_add(cx, m->id, TT_C_PRIVACY, TT_PRIVACY_NOW, true,
	    "register");
	tt_mail_add(cx, "verify", m->id, 0, tt_token_new(cx, m->id, "verify",
	    m->email, VERIFY_LASTS));
	tt_job_add_at(cx, "verify-remind", m->id, "", tt_later(cx->now,
	    VERIFY_LASTS), tt_printf(cx->arena, "verify-remind %" PRId64,
	    m->id));
	return TT_OK;
}

enum tt_outcome
tt_user_register(struct tt_ctx *cx, const struct tt_register *r, int64_t *id)
{
	struct making m = { .r = r, .email = as_kept(cx, r->email),
	    .owner = !r->cares, .staff = "", .lang = tt_langs[cx->lang] };
	enum tt_outcome out = tt_tx(cx, register_owner, &m);

	*id = m.id;
	return out;
}

static enum tt_outcome
make(struct tt_ctx *cx, void *arg)
{
	struct making *m = arg;

	m->id = tt_number(cx, &id_of, TT_ARGS(m->email));
	if (m->id == 0)
		insert(cx, m);
	else
		tt_exec(cx, &roles_set, TT_ARGS(m->id, m->owner, m->caregiver,
		    m->staff, m->lang, m->r->password_hash, m->verified));
	return TT_OK;
}

enum tt_outcome
tt_user_make(struct tt_ctx *cx, const struct tt_register *r, bool owner,
    bool caregiver, const char *staff, const char *lang, int64_t *id)
{
	struct making m = { .r = r, .email = as_kept(cx, r->email),
	    .owner = owner, .caregiver = caregiver, .staff = staff,
	    .lang = lang, .verified = cx->now };
	enum tt_outcome out = tt_tx(cx, make, &m);

	*id = m.id;
	return out;
}

const struct tt_login *
tt_login_find(struct tt_ctx *cx, const char *email)
{
	return tt_one(cx, &login, TT_ARGS(as_kept(cx, email)));
}

const struct tt_login *
tt_login_of(struct tt_ctx *cx, int64_t user)
{
	return tt_one(cx, &login_of, TT_ARGS(user));
}

struct setting { int64_t user; const char *hash; };

static enum tt_outcome
set_password(struct tt_ctx *cx, void *arg)
{
	const struct setting *s = arg;

	tt_exec(cx, &password_set, TT_ARGS(s->user, s->hash));
	return TT_OK;
}

void
tt_password_set(struct tt_ctx *cx, int64_t user, const char *hash)
{
	struct setting s = { user, hash };

	(void)tt_tx(cx, set_password, &s);
}

void
tt_password_changed(struct tt_ctx *cx, int64_t user, const char *how)
{
	tt_mail_add(cx, "password-changed", user, 0, "");
	tt_audit(cx, &(struct tt_deed){ .action = "password.change",
	    .entity = "users", .id = user, .reason = how });
	tt_activity(cx, user, "password", "");
}

const struct tt_member *
tt_member_find(struct tt_ctx *cx, int64_t user)
{
	return tt_one(cx, &member, TT_ARGS(user));
}

struct saving { const struct tt_member *m; };

static enum tt_outcome
save(struct tt_ctx *cx, void *arg)
{
	const struct tt_member *m = ((const struct saving *)arg)->m;
	const struct tt_member *was = tt_member_find(cx, m->id);

	if (was == NULL)
		return TT_ABSENT;
	if (!tt_eq(m->first_name, was->first_name) ||
	    !tt_eq(m->last_name, was->last_name))
		tt_join_recheck(cx, m->id, "name");
	(void)tt_exec(cx, &member_set, TT_ARGS(m->id, m->first_name,
	    m->last_name, m->phone, m->postcode, m->town, m->street, m->lang,
	    m->country, m->lat, m->lon));
	/* Somebody who moves is found elsewhere. */
	tt_complete_refresh(cx, m->id);
	return TT_OK;
}

enum tt_outcome
tt_member_save(struct tt_ctx *cx, const struct tt_member *m)
{
	struct saving s = { m };

	return tt_tx(cx, save, &s);
}

static enum tt_outcome
become_owner(struct tt_ctx *cx, void *arg)
{
	tt_exec(cx, &owner_too, TT_ARGS(*(const int64_t *)arg));
	return TT_OK;
}

void
tt_member_owner(struct tt_ctx *cx, int64_t user)
{
	(void)tt_tx(cx, become_owner, &user);
}
