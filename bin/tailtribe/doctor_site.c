/* The doctor looks at what runs: sockets, queue, ledger. */
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "core/text.h"
#include "model/health.h"
#include "model/ledger.h"
#include "net/knock.h"
#include "tailtribe/doctor.h"

#define OLDEST_S 60      /* a job that is due this long has no worker */
#define AHEAD_S  120     /* what was written may be this much newer */

static void
knock(struct tt_doctor *d, const char *name)
{
	struct tt_ctx *cx = d->t->cx;
	const char *why, *path = tt_printf(cx->arena, "%s/%s.sock",
	    d->t->conf->run, name);
	const char *mend = tt_printf(cx->arena,
	    "systemctl restart tailtribe@%s, and see its log", name);
	bool site = tt_eq(name, "site");
	int status = tt_knock(cx, path, "/livez", &why);

	/* Only site has that page; from the others any answer will do. */
	if (status == 0)
		tt_doctor_bad(d, mend, "%s.fcgi at %s (%s)", name, path, why);
	else if ((site && status != 200) || status >= 500)
		tt_doctor_bad(d, mend, "%s.fcgi answers %d", name, status);
	else
		tt_doctor_ok("%s.fcgi answers", name);
}

void
tt_doctor_sockets(struct tt_doctor *d)
{
	const char *dir = d->dir == NULL ? TT_LIBEXEC_DIR : d->dir;
	DIR *open = opendir(dir);
	struct dirent *e;
	int n = 0;

	while (open != NULL && (e = readdir(open)) != NULL) {
		if (!tt_ends(e->d_name, ".fcgi"))
			continue;
		n++;
		knock(d, tt_strndup(d->t->cx->arena, e->d_name,
		    strlen(e->d_name) - strlen(".fcgi")));
	}
	if (open != NULL)
		closedir(open);
	if (n == 0)
		tt_doctor_bad(d, "install TailTribe, or say --dir FOLDER",
		    "there are no programs of the site in %s", dir);
}

void
tt_doctor_queue(struct tt_doctor *d)
{
	struct tt_ctx *cx = d->t->cx;
	struct tt_health_queue q = tt_health_queue(cx);
	int64_t overdue = tt_health_overdue(cx);
	tt_time newest = tt_health_newest(cx);

	if (q.oldest_s > OLDEST_S)
		tt_doctor_bad(d, "systemctl restart tailtribe-jobs, and see "
		    "its log", "the oldest job has waited %lld s",
		    (long long)q.oldest_s);
	else if (overdue > 0)
		tt_doctor_bad(d, "systemctl restart tailtribe-jobs, and see "
		    "its log", "%lld bookings should have been moved by the "
		    "clock", (long long)overdue);
	else
		tt_doctor_ok("queue, %lld waiting", (long long)q.ready);
	if (q.dead > 0)
		tt_doctor_bad(d, "tailtribe jobs shows why; tailtribe jobs "
		    "retry ID tries one again", "%lld dead jobs",
		    (long long)q.dead);
	if (newest.s > cx->now.s + AHEAD_S)
		tt_doctor_bad(d, "timedatectl set-ntp true", "the clock went "
		    "back: something was written at %s",
		    tt_time_iso(cx->arena, newest));
}

static void
say_fault(void *arg, const char *fault)
{
	tt_doctor_bad(arg, "stop payouts and look at tailtribe ledger show",
	    "ledger: %s", fault);
}

void
tt_doctor_ledger(struct tt_doctor *d)
{
	if (tt_ledger_verify(d->t->cx, say_fault, d) == 0)
		tt_doctor_ok("the ledger agrees");
}
