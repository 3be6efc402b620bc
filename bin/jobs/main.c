/*
 * tailtribe-jobs: the queue's worker and the clock. It alone speaks to the
 * payment provider and to the mail server. Several may run side by side.
 *
 *	tailtribe-jobs          until SIGTERM
 *	tailtribe-jobs --once   until nothing is due, for tests and tools
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/crypt.h"
#include "core/fault.h"
#include "core/log.h"
#include "core/text.h"
#include "db/db.h"
#include "jobs/work.h"
#include "model/booking.h"
#include "model/offer.h"
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
	int64_t              offers_after;
	tt_day               offers_day;
	bool                 some;       /* whether there was anything to do */
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

	t->job = tt_job_take(t->cx, LEASE);
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
	int64_t moved = tt_booking_tick(t->cx) + tt_job_reap(t->cx);

	t->some |= moved > 0;
	if (moved > 0)
		tt_log("clock moved=%lld sql=%d", (long long)moved,
		    t->cx->sql);
}

static void
sweep(void *arg)
{
	struct turn *t = arg;

	(void)tt_job_sweep(t->cx);
	(void)tt_user_sweep(t->cx);
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

/* False: it faulted, and the log knows. */
static bool
try_turn(struct turn *t, void (*f)(void *), const char *what)
{
	struct tt_fault_info why;

	if (tt_try(f, t, &why))
		return true;
	tt_db_idle(t->cx->db);
	t->cx->in_tx = false;
	tt_log_err("%s: %s", what, why.text);
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
		t->result = (struct tt_work_result){ "it faulted", false, 0 };
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

static int
until_told(struct turn *t, const sigset_t *stop)
{
	const struct timespec nap = { .tv_nsec = POLL_NS }, none = { 0 };
	int64_t tick = 0, swept = 0;

	while (sigtimedwait(stop, NULL, &none) < 0) {
		int64_t now = tt_monotonic_ms();

		if (one_job(t))
			continue;
		if (tick == 0 || now - tick >= TICK_MS) {
			tick = now;
			begin(t);
			(void)try_turn(t, clock_moves, "clock");
			begin(t);
			(void)try_turn(t, offers, "offers");
		}
		if (swept == 0 || now - swept >= SWEEP_MS) {
			swept = now;
			begin(t);
			(void)try_turn(t, sweep, "sweep");
		}
		if (sigtimedwait(stop, NULL, &nap) >= 0)
			break;
	}
	return 0;
}

static int
once(struct turn *t)
{
	begin(t);
	if (!try_turn(t, clock_moves, "clock"))
		return 1;
	while (one_job(t))
		continue;
	return 0;
}

int
main(int argc, char **argv)
{
	struct tt_arena *always = tt_arena_new(TT_ARENA_REQUEST);
	struct tt_ctx cx = { .arena = tt_arena_new(TT_ARENA_REQUEST) };
	struct turn t = { .cx = &cx };
	struct tt_conf conf;
	const char *path, *bad;
	sigset_t stop;
	int rc;

	tt_log_start("jobs");
	tt_time_start();
	tt_crypt_start();
	bad = tt_conf_read(always, &conf, &path);
	if (bad != NULL) {
		tt_log_err("%s: %s", path, bad);
		return 1;
	}
	tt_msg_start(conf.locale);
	tt_net_start();
	cx.conf = &conf;
	cx.db = tt_db_new(&conf);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	rc = argc > 1 && tt_eq(argv[1], "--once") ? once(&t) :
	    until_told(&t, &stop);
	tt_db_end(cx.db);
	tt_arena_end(cx.arena);
	tt_arena_end(always);
	return rc;
}
