#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/crypt.h"
#include "core/text.h"
#include "model/audit.h"
#include "model/payment.h"

#define SEALED_MAX ((size_t)256 << 10)
#define WALK_ARENA ((size_t)64 << 20)

struct head { int64_t last; const char *hash; };
#define H(m) TT_FIELD(struct head, m)
static const struct tt_field head_fields[] = { H(last), H(hash), { 0 } };
TT_QUERY(head, struct head, head_fields,
	"SELECT last, hash FROM audit_head WHERE one = 1");
TT_EXEC(head_set, "UPDATE audit_head SET last = $1, hash = $2"
	" WHERE one = 1");
TT_EXEC(add, "INSERT INTO audit (id, at, actor_type, actor_id, actor_role,"
	" action, entity, entity_id, before, after, reason, request, result,"
	" prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
	" $11, $12, $13, $14, $15)");
TT_EXEC(add_address, "INSERT INTO audit_address (audit_id, address, at)"
	" VALUES ($1, $2, $3)");

#define R(m) TT_FIELD(struct tt_audit_row, m)
static const struct tt_field row_fields[] = { R(id), R(actor_id),
    R(entity_id), R(at), R(actor_type), R(actor_role), R(action), R(entity),
    R(before), R(after), R(reason), R(request), R(result), R(prev_hash),
    R(hash), { 0 } };
#define ROW "SELECT id, at, actor_type, actor_id, actor_role, action,"        \
	" entity, entity_id, before, after, reason, request, result,"         \
	" prev_hash, hash FROM audit "
TT_QUERY(walk, struct tt_audit_row, row_fields, ROW
	"WHERE id > $1 ORDER BY id LIMIT 500");
TT_QUERY(of_entity, struct tt_audit_row, row_fields, ROW
	"WHERE entity = $1 AND entity_id = $2 AND id < $3"
	" ORDER BY id DESC LIMIT 50");
TT_QUERY(of_actor, struct tt_audit_row, row_fields, ROW
	"WHERE actor_id = $1 AND id < $2 ORDER BY id DESC LIMIT 50");
TT_QUERY(of_all, struct tt_audit_row, row_fields, ROW
	"WHERE id < $1 ORDER BY id DESC LIMIT 50");

/* Each part has an index of the same words. */
#define MONEY "(entity IN ('booking', 'look', 'payout', 'refund')"          \
	" OR action = 'caregiver.payout')"
#define MODERATION "(entity IN ('caregiver', 'certificate')"                \
	" OR action IN ('member.suspend', 'member.reactivate'))"
TT_QUERY(of_money, struct tt_audit_row, row_fields, ROW
	"WHERE " MONEY " AND id < $1 ORDER BY id DESC LIMIT 50");
TT_QUERY(of_moderation, struct tt_audit_row, row_fields, ROW
	"WHERE " MODERATION " AND id < $1 ORDER BY id DESC LIMIT 50");

static const char *
or_none(const char *s)
{
	return s == NULL ? "" : s;
}

/* What a row is sealed with: all of it but its own hash, each part with its
 * length in front, so that no two rows read the same. */
static const char *
seal_of(struct tt_arena *a, const struct tt_audit_row *r)
{
	const char *text[] = { r->actor_type, r->actor_role, r->action,
	    r->entity, r->before, r->after, r->reason, r->request, r->result,
	    r->prev_hash };
	struct tt_buf b = tt_buf_in(a, SEALED_MAX);

	tt_buf_printf(&b, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " ",
	    r->id, r->at.s, r->actor_id, r->entity_id);
	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		tt_buf_printf(&b, "%zu:%s", strlen(text[i]), text[i]);
	return tt_sha256_hex(a, b.p);
}

void
tt_audit(struct tt_ctx *cx, const struct tt_deed *d)
{
	static const struct tt_doer system = { "system", 0, "", "", "", "" };
	const struct tt_doer *who = cx->doer == NULL ? &system : cx->doer;
	const struct head *h = tt_one(cx, &head, TT_NO_ARGS);
	struct tt_audit_row r = { .id = h->last + 1, .at = cx->now,
	    .actor_type = who->type, .actor_id = who->id,
	    .actor_role = who->role, .action = d->action,
	    .entity = d->entity, .entity_id = d->id,
	    .before = or_none(d->before), .after = or_none(d->after),
	    .reason = or_none(d->reason), .request = who->request,
	    .result = d->result == NULL ? "ok" : d->result,
	    .prev_hash = h->hash };

	r.hash = seal_of(cx->arena, &r);
	tt_exec(cx, &add, TT_ARGS(r.id, r.at, r.actor_type,
	    tt_or_null(r.actor_id), r.actor_role, r.action, r.entity,
	    r.entity_id, r.before, r.after, r.reason, r.request, r.result,
	    r.prev_hash, r.hash));
	tt_exec(cx, &head_set, TT_ARGS(r.id, r.hash));
	if (who->address[0] != '\0')
		tt_exec(cx, &add_address, TT_ARGS(r.id, who->address,
		    cx->now));
}

struct tt_rows
tt_audit_of(struct tt_ctx *cx, const char *entity, int64_t id, int64_t actor,
    int64_t before)
{
	if (before == 0)
		before = INT64_MAX;
	if (entity[0] != '\0')
		return tt_all(cx, &of_entity, TT_ARGS(entity, id, before));
	if (actor != 0)
		return tt_all(cx, &of_actor, TT_ARGS(actor, before));
	return tt_all(cx, &of_all, TT_ARGS(before));
}

struct tt_rows
tt_audit_part(struct tt_ctx *cx, const char *part, int64_t before)
{
	if (before == 0)
		before = INT64_MAX;
	if (tt_eq(part, "money"))
		return tt_all(cx, &of_money, TT_ARGS(before));
	if (tt_eq(part, "moderation"))
		return tt_all(cx, &of_moderation, TT_ARGS(before));
	return (struct tt_rows){ NULL, 0 };
}

struct walking {
	struct tt_ctx *cx;
	void         (*say)(void *, const char *);
	void          *arg;
	int64_t        last, faults;
	char           hash[2 * TT_HASH_BYTES + 1];
};

static void
fault(struct walking *w, int64_t id, const char *what)
{
	w->faults++;
	w->say(w->arg, tt_printf(w->cx->arena, "audit %" PRId64 ": %s", id,
	    what));
}

static void
look(struct walking *w, const struct tt_audit_row *r)
{
	if (r->id != w->last + 1)
		fault(w, w->last + 1, "is missing");
	else if (!tt_eq(r->prev_hash, w->hash))
		fault(w, r->id, "does not follow the row before it");
	if (!tt_eq(seal_of(w->cx->arena, r), r->hash))
		fault(w, r->id, "has been changed");
	w->last = r->id;
	(void)snprintf(w->hash, sizeof(w->hash), "%s", r->hash);
}

int64_t
tt_audit_verify(struct tt_ctx *cx, void (*say)(void *, const char *),
    void *arg, int64_t *rows, const char **end)
{
	struct tt_ctx own = *cx;        /* its memory is one page's */
	struct walking w = { .cx = &own, .say = say, .arg = arg };
	const struct head *h;
	struct tt_rows page;

	own.arena = tt_arena_new(WALK_ARENA);
	tt_snapshot(&own);
	do {
		tt_arena_reset(own.arena);
		page = tt_all(&own, &walk, TT_ARGS(w.last));
		for (size_t i = 0; i < page.n; i++)
			look(&w, (const struct tt_audit_row *)page.v + i);
	} while (page.n > 0);
	h = tt_one(&own, &head, TT_NO_ARGS);
	tt_snapshot_end(&own);
	if (h == NULL || h->last != w.last || !tt_eq(h->hash, w.hash))
		fault(&w, w.last, "is not where the chain should end");
	tt_arena_end(own.arena);
	*rows = w.last;
	*end = tt_strdup(cx->arena, w.hash);
	return w.faults;
}

/* The first fault, in memory that outlives the walk. */
struct heard { char text[200]; };

static void
hear(void *arg, const char *fault_text)
{
	struct heard *h = arg;

	if (h->text[0] == '\0')
		(void)snprintf(h->text, sizeof(h->text), "%s", fault_text);
}

static enum tt_outcome
tell(struct tt_ctx *cx, void *arg)
{
	const struct heard *h = arg;

	tt_look_at(cx, "audit", h->text, "tailtribe audit verify");
	return TT_OK;
}

int64_t
tt_audit_watch(struct tt_ctx *cx)
{
	struct heard h = { "" };
	const char *end;
	int64_t rows, n = tt_audit_verify(cx, hear, &h, &rows, &end);

	if (n > 0)
		(void)tt_tx(cx, tell, &h);
	return n;
}
