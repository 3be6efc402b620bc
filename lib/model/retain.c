#include "core/text.h"
#include "model/consent.h"
#include "model/file.h"
#include "model/retain.h"

#define MONTH (30 * TT_DAY)

#define OLDEST(table, key, at)                                              \
	"DELETE FROM " table " WHERE " key " IN (SELECT " key " FROM " table\
	" WHERE " at " < $1 ORDER BY " at " LIMIT 500)"

TT_EXEC(sessions, OLDEST("session", "hash", "seen"));
TT_EXEC(tokens, OLDEST("token", "hash", "expires"));
TT_EXEC(attempts, OLDEST("attempt", "id", "at"));
TT_EXEC(ways, OLDEST("openid_way", "hash", "created"));
TT_EXEC(guests, OLDEST("openid_guest", "hash", "created"));
TT_EXEC(drafts, OLDEST("draft", "id", "changed"));
TT_EXEC(activities, OLDEST("activity", "id", "at"));
TT_EXEC(addresses, OLDEST("audit_address", "audit_id", "at"));
TT_EXEC(events, "UPDATE stripe_event SET body = '' WHERE id IN (SELECT id"
	" FROM stripe_event WHERE received < $1 AND body <> ''"
	" AND done IS NOT NULL ORDER BY received LIMIT 500)");

struct seen { int64_t id; const char *address; };
#define S(m) TT_FIELD(struct seen, m)
static const struct tt_field seen_fields[] = { S(id), S(address), { 0 } };
TT_QUERY(whole, struct seen, seen_fields, "SELECT audit_id AS id, address"
	" FROM audit_address WHERE at < $1 AND address NOT LIKE '%/%'"
	" ORDER BY at LIMIT 500");
TT_EXEC(cut, "UPDATE audit_address SET address = $2 WHERE audit_id = $1");

TT_QUERY(papers, struct tt_number, tt_number_fields,
	"SELECT k.id AS n FROM certificate k"
	" WHERE k.created < $1 AND k.caregiver_id IN"
	" (SELECT user_id FROM caregiver WHERE state = 'rejected')"
	" ORDER BY k.created LIMIT 100");
TT_QUERY_NUMBER(paper_file, "SELECT file_id AS n FROM certificate"
	" WHERE id = $1");
TT_EXEC(paper_gone, "DELETE FROM certificate WHERE id = $1");

struct copy { int64_t id, file; };
#define K(m) TT_FIELD(struct copy, m)
static const struct tt_field copy_fields[] = { K(id), K(file), { 0 } };
TT_QUERY(copies, struct copy, copy_fields, "SELECT id, file_id AS file"
	" FROM data_export WHERE state = 'ready' AND ready < $1"
	" ORDER BY ready LIMIT 100");
TT_EXEC(copy_gone, "UPDATE data_export SET state = 'gone', file_id = NULL"
	" WHERE id = $1");

static int64_t
half_ways(struct tt_ctx *cx, tt_time until)
{
	return tt_exec(cx, &ways, TT_ARGS(until)) + tt_exec(cx, &guests,
	    TT_ARGS(until));
}

static int64_t
cut_addresses(struct tt_ctx *cx, tt_time until)
{
	struct tt_rows rows = tt_all(cx, &whole, TT_ARGS(until));
	const struct seen *s = rows.v;

	for (size_t i = 0; i < rows.n; i++) {
		const char *network = tt_network(cx->arena, s[i].address);

		tt_exec(cx, &cut, TT_ARGS(s[i].id, network[0] == '\0' ? "/" :
		    network));
	}
	return (int64_t)rows.n;
}

static int64_t
remove_papers(struct tt_ctx *cx, tt_time until)
{
	struct tt_rows rows = tt_all(cx, &papers, TT_ARGS(until));
	const struct tt_number *v = rows.v;

	for (size_t i = 0; i < rows.n; i++) {
		int64_t file = tt_number(cx, &paper_file, TT_ARGS(v[i].n));

		tt_exec(cx, &paper_gone, TT_ARGS(v[i].n));
		if (file != 0)
			tt_file_remove(cx, file);
	}
	return (int64_t)rows.n;
}

static int64_t
end_copies(struct tt_ctx *cx, tt_time until)
{
	struct tt_rows rows = tt_all(cx, &copies, TT_ARGS(until));
	const struct copy *c = rows.v;

	for (size_t i = 0; i < rows.n; i++) {
		tt_exec(cx, &copy_gone, TT_ARGS(c[i].id));
		tt_file_remove(cx, c[i].file);
	}
	return (int64_t)rows.n;
}

const struct tt_retain tt_retain[] = {
	{ "staying logged in, after the last visit", 30 * TT_DAY, &sessions,
	    NULL },
	{ "links in mails, after they end", 0, &tokens, NULL },
	{ "tries that are counted", TT_DAY, &attempts, NULL },
	{ "logging in elsewhere, half way", TT_HOUR, NULL,
	    half_ways },
	{ "requests that were not finished", 30 * TT_DAY, &drafts, NULL },
	{ "what happened to an account", 180 * TT_DAY, &activities, NULL },
	{ "whole addresses in the audit log", 90 * TT_DAY, NULL,
	    cut_addresses },
	{ "addresses in the audit log", 24 * MONTH, &addresses, NULL },
	{ "messages of the payment company", 90 * TT_DAY, &events, NULL },
	{ "papers of caregivers who were refused", 90 * TT_DAY, NULL,
	    remove_papers },
	{ "copies of somebody's data", 7 * TT_DAY, NULL, end_copies },
	{ NULL, 0, NULL, NULL } };

static enum tt_outcome
walk(struct tt_ctx *cx, void *arg)
{
	int64_t *n = arg;

	*n = 0;
	for (const struct tt_retain *t = tt_retain; t->what != NULL; t++)
		*n += t->work != NULL ?
		    t->work(cx, tt_later(cx->now, -t->seconds)) :
		    tt_exec(cx, t->query, TT_ARGS(tt_later(cx->now,
		    -t->seconds)));
	return TT_OK;
}

int64_t
tt_retain_some(struct tt_ctx *cx)
{
	int64_t n = 0;

	(void)tt_tx(cx, walk, &n);
	return n;
}
