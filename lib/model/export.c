#include "core/id.h"
#include "core/text.h"
#include "model/activity.h"
#include "model/audit.h"
#include "model/export.h"
#include "model/job.h"

#define E(m) TT_FIELD(struct tt_export, m)
static const struct tt_field fields[] = { E(id), E(user_id), E(file_id),
    E(state), E(asked), E(ready), E(expires), { 0 } };
#define ROW "SELECT id, user_id, file_id, state, asked, ready, expires"     \
	" FROM data_export WHERE "
TT_QUERY(latest, struct tt_export, fields, ROW
	"user_id = $1 ORDER BY asked DESC, id DESC LIMIT 1");
TT_QUERY(any, struct tt_export, fields, ROW "id = $1");
TT_QUERY(files, struct tt_number, tt_number_fields, "SELECT id AS n FROM file"
	" WHERE owner_id = $1 AND use <> 'export'"
	" AND state IN ('waiting', 'stored') ORDER BY id LIMIT 200");
TT_EXEC(add, "INSERT INTO data_export (id, user_id, state, asked)"
	" VALUES ($1, $2, 'asked', $3)");
TT_EXEC(set_ready, "UPDATE data_export SET state = 'ready', file_id = $2,"
	" ready = $3, expires = $4 WHERE id = $1 AND state = 'asked'");
TT_EXEC(set_failed, "UPDATE data_export SET state = 'failed'"
	" WHERE id = $1 AND state = 'asked'");

const struct tt_export *
tt_export_of(struct tt_ctx *cx, int64_t user)
{
	return tt_one(cx, &latest, TT_ARGS(user));
}

const struct tt_export *
tt_export_any(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &any, TT_ARGS(id));
}

struct tt_rows
tt_export_files(struct tt_ctx *cx, int64_t user)
{
	return tt_all(cx, &files, TT_ARGS(user));
}

static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	int64_t user = *(const int64_t *)arg, id = tt_id_new();
	const struct tt_export *e = tt_export_of(cx, user);

	if (e != NULL && !tt_eq(e->state, "failed") &&
	    cx->now.s - e->asked.s < TT_DAY)
		return TT_REFUSED;
	tt_exec(cx, &add, TT_ARGS(id, user, cx->now));
	tt_job_add(cx, "copy", id, "");
	tt_audit(cx, &(struct tt_deed){ .action = "export.ask",
	    .entity = "data_export", .id = id });
	tt_activity(cx, user, "export", "");
	return TT_OK;
}

enum tt_outcome
tt_export_ask(struct tt_ctx *cx, int64_t user)
{
	return tt_tx(cx, ask, &user);
}

struct ending { int64_t id, file_id; };

static enum tt_outcome
ready(struct tt_ctx *cx, void *arg)
{
	const struct ending *e = arg;
	const struct tt_export *x = tt_export_any(cx, e->id);

	if (x == NULL || tt_exec(cx, &set_ready, TT_ARGS(e->id, e->file_id,
	    cx->now, tt_later(cx->now, TT_EXPORT_DAYS * TT_DAY))) == 0)
		return TT_ABSENT;
	tt_mail_add(cx, "copy-ready", x->user_id, 0, "");
	return TT_OK;
}

void
tt_export_ready(struct tt_ctx *cx, int64_t id, int64_t file_id)
{
	struct ending e = { id, file_id };

	(void)tt_tx(cx, ready, &e);
}

static enum tt_outcome
failed(struct tt_ctx *cx, void *arg)
{
	tt_exec(cx, &set_failed, TT_ARGS(*(const int64_t *)arg));
	return TT_OK;
}

void
tt_export_failed(struct tt_ctx *cx, int64_t id)
{
	(void)tt_tx(cx, failed, &id);
}

static enum tt_outcome
fetched(struct tt_ctx *cx, void *arg)
{
	const struct tt_export *e = arg;

	tt_audit(cx, &(struct tt_deed){ .action = "export.fetch",
	    .entity = "data_export", .id = e->id });
	tt_activity(cx, e->user_id, "export-fetched", "");
	return TT_OK;
}

void
tt_export_fetched(struct tt_ctx *cx, const struct tt_export *e)
{
	struct tt_export copy = *e;

	(void)tt_tx(cx, fetched, &copy);
}
