#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "db/db.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/session.h"

#define MEMBER_IDLE (30 * TT_DAY)
#define STAFF_IDLE  (15 * TT_MINUTE)
#define STAFF_LIFE  (8 * TT_HOUR)
#define DEVICE_MAX  200

struct found {
	struct tt_session session;
	struct tt_user    user;
};

#define S(member, type_) { .name = #member, .type = type_,                  \
	.at = offsetof(struct found, session.member) }
#define U(member, type_) { .name = #member, .type = type_,                  \
	.at = offsetof(struct found, user.member) }

static const struct tt_field found_fields[] = {
	S(hash, TT_F_TEXT), S(user_id, TT_F_INT), S(created, TT_F_TIME),
	S(seen, TT_F_TIME), S(device, TT_F_TEXT), S(address, TT_F_TEXT),
	S(note, TT_F_TEXT), S(proved, TT_F_TIME), S(viewing, TT_F_INT),
	S(view_until, TT_F_TIME), S(ticket, TT_F_TEXT),
	U(id, TT_F_INT), U(email, TT_F_TEXT), U(first_name, TT_F_TEXT),
	U(last_name, TT_F_TEXT), U(lang, TT_F_TEXT),
	U(is_owner, TT_F_BOOL), U(is_caregiver, TT_F_BOOL),
	U(staff, TT_F_TEXT), U(verified, TT_F_TIME),
	U(postcode, TT_F_TEXT), U(town, TT_F_TEXT),
	U(two_steps, TT_F_BOOL), U(closing, TT_F_TIME),
	{ 0 }
};

TT_QUERY(find, struct found, found_fields,
	"SELECT s.hash, s.user_id, s.created, s.seen, s.device, s.address,"
	" s.note, s.proved, s.viewing, s.view_until, s.ticket, u.id, u.email,"
	" u.first_name, u.last_name, u.lang, u.is_owner, u.is_caregiver,"
	" u.staff, u.verified, u.postcode, u.town, u.closing,"
	" (SELECT COUNT(*) FROM second_step t WHERE t.user_id = u.id)"
	" AS two_steps"
	" FROM session s JOIN users u ON u.id = s.user_id WHERE s.hash = $1"
	" AND u.suspended IS NULL");
TT_EXEC(add, "INSERT INTO session (hash, user_id, created, seen, device,"
	" address, note, proved) VALUES ($1, $2, $3, $3, $4, $5, '', $3)");
TT_EXEC(device_add, "INSERT INTO device (user_id, name, first)"
	" VALUES ($1, $2, $3) ON CONFLICT (user_id, name) DO NOTHING");
TT_QUERY_NUMBER(devices, "SELECT COUNT(*) AS n FROM device"
	" WHERE user_id = $1");

#define L(m) TT_FIELD(struct tt_session, m)
static const struct tt_field list_fields[] = { L(hash), L(user_id),
    L(created), L(seen), L(device), L(address), L(note), L(proved), { 0 } };
TT_QUERY(list, struct tt_session, list_fields, "SELECT hash, user_id,"
	" created, seen, device, address, note, proved FROM session"
	" WHERE user_id = $1 AND seen > $2 AND created > $3"
	" ORDER BY seen DESC LIMIT 50");
TT_EXEC(end, "DELETE FROM session WHERE hash = $1");
TT_EXEC(end_own, "DELETE FROM session WHERE user_id = $1 AND hash = $2");
TT_EXEC(end_others, "DELETE FROM session WHERE user_id = $1 AND hash <> $2");
TT_EXEC(touch, "UPDATE session SET seen = $2, address = $3"
	" WHERE hash = $1");
TT_EXEC(touch_caregiver, "UPDATE caregiver SET seen = $2"
	" WHERE user_id = $1");
TT_EXEC(set_note, "UPDATE session SET note = $2 WHERE hash = $1");

/* One change of the table: a statement and what it is about. */
struct change {
	const struct tt_query *query;
	struct tt_args         args;
};

static enum tt_outcome
run(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;

	tt_exec(cx, c->query, c->args);
	return TT_OK;
}

static bool
live(const struct found *f, tt_time now)
{
	int64_t idle = now.s - f->session.seen.s;

	if (f->user.staff[0] == '\0')
		return idle < MEMBER_IDLE;
	return idle < STAFF_IDLE && now.s - f->session.created.s < STAFF_LIFE;
}

const struct tt_session *
tt_session_find(struct tt_ctx *cx, const char *secret,
    const struct tt_user **user)
{
	const struct found *f = tt_one(cx, &find,
	    TT_ARGS(tt_sha256_hex(cx->arena, secret)));

	*user = NULL;
	if (f == NULL || !live(f, cx->now))
		return NULL;
	*user = &f->user;
	return &f->session;
}

struct starting {
	int64_t     user_id;
	const char *secret, *device, *address;
};

static enum tt_outcome
start(struct tt_ctx *cx, void *arg)
{
	const struct starting *s = arg;
	const char *name = tt_device_name(cx->arena, s->device);

	tt_exec(cx, &add, TT_ARGS(tt_sha256_hex(cx->arena, s->secret),
	    s->user_id, cx->now, s->device, s->address));
	if (tt_exec(cx, &device_add, TT_ARGS(s->user_id, name, cx->now)) == 1 &&
	    tt_number(cx, &devices, TT_ARGS(s->user_id)) > 1)
		tt_mail_add(cx, "new-device", s->user_id, 0, name);
	return TT_OK;
}

const char *
tt_session_new(struct tt_ctx *cx, int64_t user_id, const char *device,
    const char *address)
{
	struct starting s = { user_id, tt_random_base64(cx->arena, 32),
	    tt_strndup(cx->arena, device, strnlen(device, DEVICE_MAX)),
	    address };

	tt_tx(cx, start, &s);
	return s.secret;
}

struct tt_rows
tt_sessions_of(struct tt_ctx *cx, const struct tt_user *u)
{
	bool staff = u->staff[0] != '\0';
	tt_time ever = { 0 };

	return tt_all(cx, &list, TT_ARGS(u->id,
	    tt_later(cx->now, staff ? -STAFF_IDLE : -MEMBER_IDLE),
	    staff ? tt_later(cx->now, -STAFF_LIFE) : ever));
}

struct ending { int64_t user_id; const char *hash; };

static enum tt_outcome
end_one(struct tt_ctx *cx, void *arg)
{
	const struct ending *e = arg;

	if (tt_exec(cx, &end_own, TT_ARGS(e->user_id, e->hash)) == 0)
		return TT_ABSENT;
	tt_audit(cx, &(struct tt_deed){ .action = "session.end",
	    .entity = "users", .id = e->user_id });
	tt_activity(cx, e->user_id, "ended", "");
	return TT_OK;
}

enum tt_outcome
tt_session_end_own(struct tt_ctx *cx, int64_t user_id, const char *hash)
{
	struct ending e = { user_id, hash };

	return tt_tx(cx, end_one, &e);
}

static enum tt_outcome
end_rest(struct tt_ctx *cx, void *arg)
{
	const struct ending *e = arg;

	tt_exec(cx, &end_others, TT_ARGS(e->user_id, e->hash));
	tt_audit(cx, &(struct tt_deed){ .action = "sessions.end",
	    .entity = "users", .id = e->user_id });
	tt_activity(cx, e->user_id, "ended-all", "");
	return TT_OK;
}

void
tt_session_end_rest(struct tt_ctx *cx, int64_t user_id, const char *but)
{
	struct ending e = { user_id, but };

	(void)tt_tx(cx, end_rest, &e);
}

void
tt_session_end(struct tt_ctx *cx, const char *hash)
{
	struct change c = { &end, TT_ARGS(hash) };

	tt_tx(cx, run, &c);
}

void
tt_session_end_others(struct tt_ctx *cx, int64_t user_id, const char *but)
{
	struct change c = { &end_others, TT_ARGS(user_id, but) };

	tt_tx(cx, run, &c);
}

struct touching { const struct tt_session *s; const char *address; };

static enum tt_outcome
touch_now(struct tt_ctx *cx, void *arg)
{
	const struct touching *t = arg;

	tt_exec(cx, &touch, TT_ARGS(t->s->hash, cx->now, t->address));
	tt_exec(cx, &touch_caregiver, TT_ARGS(t->s->user_id, cx->now));
	return TT_OK;
}

void
tt_session_touch(struct tt_ctx *cx, const struct tt_session *s,
    const char *address)
{
	struct touching t = { s, address };

	if (cx->now.s - s->seen.s > TT_MINUTE)
		tt_tx(cx, touch_now, &t);
}

void
tt_session_note(struct tt_ctx *cx, const char *hash, const char *note)
{
	struct change c = { &set_note, TT_ARGS(hash, note) };

	tt_tx(cx, run, &c);
}
