/*
 * tailtribe-jobs: the queue's worker and the clock. It alone speaks to the
 * payment provider and to the mail server. Several may run side by side.
 *
 *	tailtribe-jobs          until SIGTERM
 *	tailtribe-jobs --once   until nothing is due, for tests and tools
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

#include "core/crypt.h"
#include "core/fault.h"
#include "core/log.h"
#include "core/text.h"
#include "db/db.h"
#include "jobs/work.h"
#include "model/approve.h"
#include "model/audit.h"
#include "model/booking.h"
#include "model/close.h"
#include "model/file.h"
#include "model/offer.h"
#include "model/retain.h"
#include "model/suspend.h"
#include "model/user.h"
#include "net/fetch.h"

#define LEASE     90                 /* seconds: three times the longest job */
#define POLL_NS   250000000
#define TICK_MS   5000
#define SWEEP_MS  60000
#define OFFERS    200                /* caregivers refreshed in one go */

struct turn {
	struct tt_ctx       *cx;
	const struct tt_job *job;
	struct tt_work_result result;
	struct tt_fault_info why;        /* of the last fault */
	int64_t              offers_after;
	tt_day               offers_day;
	tt_day               day;     /* when the chain was walked */
	int64_t              tick, swept;   /* when last, monotonic ms */
	bool                 fits;          /* the schema */
	bool                 once;          /* then nothing is tried twice */
	tt_time              started;
};

static void
begin(struct turn *t)
{
	tt_db_idle(t->cx->db);
	tt_arena_reset(t->cx->arena);
	t->cx->now = tt_time_read();
	t->cx->sql = 0;
	t->cx->in_tx = false;
}

static void
take(void *arg)
{
	struct turn *t = arg;

	t->job = tt_job_take(t->cx, LEASE, t->once ? t->started : t->cx->now);
}

static void
work(void *arg)
{
	struct turn *t = arg;

	t->result = tt_work(t->cx, t->job);
}

static void
settle(void *arg)
{
	struct turn *t = arg;

	if (t->result.error == NULL)
		tt_job_done(t->cx, t->job);
	else
		tt_job_failed(t->cx, t->job, t->result.error,
		    t->result.for_good, t->result.retry_after);
}

static void
clock_moves(void *arg)
{
	struct turn *t = arg;
	int64_t moved = tt_booking_tick(t->cx) + tt_decide_tick(t->cx) +
	    tt_suspend_tick(t->cx) + tt_job_reap(t->cx) +
	    tt_close_due(t->cx);

	if (moved > 0)
		tt_log("clock moved=%lld sql=%d", (long long)moved,
		    t->cx->sql);
}

static void
sweep(void *arg)
{
	struct turn *t = arg;

	(void)tt_job_sweep(t->cx);
	(void)tt_retain_some(t->cx);
	(void)tt_file_sweep(t->cx);
}

/* Once a day, in pieces: the days that search knows move on by one. */
static void
offers(void *arg)
{
	struct turn *t = arg;
	tt_day today = tt_day_of(t->cx->now);

	if (t->offers_day.n == today.n)
		return;
	t->offers_after = tt_offer_refresh_some(t->cx, t->offers_after,
	    OFFERS);
	if (t->offers_after == 0)
		t->offers_day = today;
}

/* Once a day: nothing in the audit log was changed, and nothing that a crash
 * left lies about. */
static void
daily(void *arg)
{
	struct turn *t = arg;
	tt_day today = tt_day_of(t->cx->now);
	int64_t faults;

	if (t->day.n == today.n)
		return;
	(void)tt_file_sweep_left(t->cx);
	faults = tt_audit_watch(t->cx);
	t->day = today;
	if (faults > 0)
		tt_log_err("audit: %lld faults: tailtribe audit verify",
		    (long long)faults);
}

/* False: it faulted, and the log knows. */
static bool
try_turn(struct turn *t, void (*f)(void *), const char *what)
{
	if (tt_try(f, t, &t->why))
		return true;
	tt_db_idle(t->cx->db);
	t->cx->in_tx = false;
	tt_log_err("%s: %s", what, t->why.text);
	return false;
}

/* One job. False when none was due or the database is away. */
static bool
one_job(struct turn *t)
{
	int64_t from = tt_monotonic_ms();

	begin(t);
	if (!try_turn(t, take, "queue") || t->job == NULL)
		return false;
	if (!try_turn(t, work, t->job->kind))
		t->result = (struct tt_work_result){ t->why.text, false, 0 };
	if (t->result.error != NULL)
		tt_log_warn("job id=%lld kind=%s tries=%lld: %s",
		    (long long)t->job->id, t->job->kind,
		    (long long)t->job->tries, t->result.error);
	(void)try_turn(t, settle, "queue");
	tt_log("job id=%lld kind=%s %s %lldms sql=%d",
	    (long long)t->job->id, t->job->kind, t->result.error == NULL ?
	    "done" : "failed", (long long)(tt_monotonic_ms() - from),
	    t->cx->sql);
	return true;
}

/* What is due by the clock and not by the queue, however busy that is. */
static void
by_the_clock(struct turn *t, int64_t now)
{
	if (t->tick == 0 || now - t->tick >= TICK_MS) {
		t->tick = now;
		begin(t);
		(void)try_turn(t, clock_moves, "clock");
		begin(t);
		(void)try_turn(t, offers, "offers");
	}
	if (t->swept == 0 || now - t->swept >= SWEEP_MS) {
		t->swept = now;
		begin(t);
		(void)try_turn(t, sweep, "sweep");
		begin(t);
		(void)try_turn(t, daily, "daily");
	}
}

static int
until_told(struct turn *t, const sigset_t *stop)
{
	const struct timespec nap = { .tv_nsec = POLL_NS }, none = { 0 };
	bool busy = true;

	while (sigtimedwait(stop, NULL, busy ? &none : &nap) < 0) {
		by_the_clock(t, tt_monotonic_ms());
		busy = one_job(t);
	}
	return 0;
}

static int
once(struct turn *t)
{
	t->once = true;
	t->started = tt_time_read();
	begin(t);
	if (!try_turn(t, clock_moves, "clock"))
		return 1;
	while (one_job(t))
		continue;
	return 0;
}

static void
ask_schema(void *arg)
{
	struct turn *t = arg;

	t->fits = tt_schema_found(t->cx) == tt_schema_wanted();
}

/* False: the database is there and is of another version. */
static bool
schema_fits(struct turn *t)
{
	begin(t);
	return !try_turn(t, ask_schema, "database") || t->fits;
}

static int
work_off(struct turn *t, bool all_at_once)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (!schema_fits(t)) {
		tt_log_err("the database is of another version than this "
		    "program: run tailtribe migrate");
		return 1;
	}
	return all_at_once ? once(t) : until_told(t, &stop);
}

int
main(int argc, char **argv)
{
	struct tt_arena *always = tt_arena_new(TT_ARENA_REQUEST);
	struct tt_ctx cx = { .arena = tt_arena_new(TT_ARENA_REQUEST) };
	struct turn t = { .cx = &cx };
	bool all_at_once = argc == 2 && tt_eq(argv[1], "--once");
	struct tt_conf conf;
	const char *path, *bad;
	int rc;

	if (argc > 1 && !all_at_once) {
		(void)fprintf(stderr, "usage: tailtribe-jobs [--once]\n");
		return 2;
	}
	tt_log_start("jobs");
	tt_time_start();
	tt_crypt_start();
	bad = tt_conf_read(always, &conf, &path);
	if (bad != NULL) {
		tt_log_err("%s: %s", path, bad);
		return 1;
	}
	/* Secrets are in memory: no core files, no other process looking. */
	prctl(PR_SET_DUMPABLE, 0);
	tt_msg_start(conf.locale);
	tt_net_start();
	cx.conf = &conf;
	cx.db = tt_db_new(&conf);
	rc = work_off(&t, all_at_once);
	tt_db_end(cx.db);
	tt_arena_end(cx.arena);
	tt_arena_end(always);
	return rc;
}
