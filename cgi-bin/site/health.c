/*
 * Is it well? /livez: this process answers. /readyz: it can do its work; the
 * web server and systemd look here. /api/health: a word for the public.
 */
#include <string.h>
#include <sys/statvfs.h>

#include "core/fault.h"
#include "core/text.h"
#include "db/db.h"
#include "model/job.h"
#include "site/site.h"

#define DISK_PERCENT 5      /* less than this is too full to work on */
#define WAITING_MAX  1000   /* jobs: more than this and mails come late */

static void
say(struct tt_req *r, int status, const char *key, const char *word)
{
	struct tt_buf *b = tt_body(r, status, "application/json");

	tt_buf_printf(b, "{\"%s\":\"%s\"}\n", key, word);
}

void
livez(struct tt_req *r)
{
	say(r, 200, "live", "ok");
}

/* A path that lies on the disk that matters. */
static const char *
on_disk(const struct tt_conf *conf)
{
	static const char sqlite[] = "sqlite:";

	return tt_starts(conf->database, sqlite) ?
	    conf->database + sizeof(sqlite) - 1 : conf->media;
}

static bool
disk_ok(const struct tt_conf *conf)
{
	struct statvfs v;

	if (statvfs(on_disk(conf), &v) != 0)
		return false;
	return v.f_bavail * 100 >= v.f_blocks * DISK_PERCENT;
}

struct look {
	struct tt_ctx *cx;
	bool           schema, queue;
};

static void
look_at_schema(void *arg)
{
	struct look *k = arg;

	k->schema = tt_schema_found(k->cx) == tt_schema_wanted();
}

static void
look_at_queue(void *arg)
{
	struct look *k = arg;

	k->queue = tt_jobs_waiting(k->cx) <= WAITING_MAX;
}

/* What is missing, NULL for nothing. */
static const char *
missing(struct tt_req *r)
{
	struct look k = { .cx = r->cx };
	struct tt_fault_info why;

	if (!tt_db_alive(r->cx))
		return "database";
	if (!tt_try(look_at_schema, &k, &why) || !k.schema)
		return "schema";
	return disk_ok(r->cx->conf) ? NULL : "disk";
}

void
readyz(struct tt_req *r)
{
	const char *what = missing(r);

	say(r, what == NULL ? 200 : 503, "ready", what == NULL ? "ok" : "no");
}

void
health(struct tt_req *r)
{
	struct look k = { .cx = r->cx };
	struct tt_fault_info why;
	bool ok = missing(r) == NULL && tt_try(look_at_queue, &k, &why) &&
	    k.queue;

	say(r, ok ? 200 : 503, "status", ok ? "ok" : "degraded");
	tt_cacheable(r, 1);
}
