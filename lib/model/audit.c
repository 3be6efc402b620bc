#include <inttypes.h>
#include <string.h>

#include "core/crypt.h"
#include "core/text.h"
#include "model/audit.h"

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

static const char *
or_none(const char *s)
{
	return s == NULL ? "" : s;
}

/* Each part with its length in front: no two rows read the same. */
static const char *
part(struct tt_arena *a, const char *so_far, const char *s)
{
	return tt_printf(a, "%s%zu:%s", so_far, strlen(s), s);
}

void
tt_audit(struct tt_ctx *cx, const struct tt_deed *d)
{
	static const struct tt_doer system = { "system", 0, "", "", "", "" };
	const struct tt_doer *who = cx->doer == NULL ? &system : cx->doer;
	const struct head *h = tt_one(cx, &head, TT_NO_ARGS);
	struct tt_arena *a = cx->arena;
	int64_t id = h->last + 1;
	const char *text[] = { who->type, who->role, d->action, d->entity,
	    or_none(d->before), or_none(d->after), or_none(d->reason),
	    who->request, d->result == NULL ? "ok" : d->result, h->hash };
	const char *whole = tt_printf(a, "%" PRId64 " %" PRId64 " %" PRId64
	    " %" PRId64 " ", id, cx->now.s, who->id, d->id);

	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		whole = part(a, whole, text[i]);
	whole = tt_sha256_hex(a, whole);
	tt_exec(cx, &add, TT_ARGS(id, cx->now, text[0], tt_or_null(who->id),
	    text[1], text[2], text[3], d->id, text[4], text[5], text[6],
	    text[7], text[8], h->hash, whole));
	tt_exec(cx, &head_set, TT_ARGS(id, whole));
	if (who->address[0] != '\0')
		tt_exec(cx, &add_address, TT_ARGS(id, who->address, cx->now));
}
