/* doctor: the whole examination. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/fault.h"
#include "core/text.h"
#include "db/db.h"
#include "tailtribe/doctor.h"

void
tt_doctor_ok(const char *fmt, ...)
{
	va_list ap;

	(void)fputs("ok  ", stdout);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	(void)putchar('\n');
}

void
tt_doctor_bad(struct tt_doctor *d, const char *mend, const char *fmt, ...)
{
	va_list ap;

	d->bad++;
	(void)fputs("bad ", stdout);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	(void)printf(": %s\n", mend);
}

static void
say_setting(void *arg, const char *key, const char *what)
{
	struct tt_doctor *d = arg;
	int line = tt_conf_line(d->t->cx->arena, d->t->path, key);

	tt_doctor_bad(d, "run tailtribe config check, and mend the file",
	    "configuration, line %d, %s (%s)", line, key, what);
}

static void
configuration(struct tt_doctor *d)
{
	int before = d->bad;

	tt_conf_look(d->t->cx, d->t->conf, say_setting, d);
	if (d->bad == before)
		tt_doctor_ok("configuration %s", d->t->path);
}

struct asking { struct tt_ctx *cx; int64_t version; };

static void
ask_version(void *arg)
{
	struct asking *a = arg;

	a->version = tt_schema_found(a->cx);
}

/* False: nothing can be asked of the database. */
static bool
database(struct tt_doctor *d)
{
	struct asking a = { .cx = d->t->cx };
	struct tt_fault_info why = { .text = "" };
	int64_t wanted = tt_schema_wanted();

	if (!tt_db_alive(a.cx) || !tt_try(ask_version, &a, &why)) {
		tt_doctor_bad(d, "start it, or mend `database` in the "
		    "configuration", "the database does not answer %s",
		    why.text);
		return false;
	}
	if (a.version < wanted)
		tt_doctor_bad(d, "run tailtribe migrate, then restart the "
		    "services", "the tables are of version %lld, this program "
		    "wants %lld", (long long)a.version, (long long)wanted);
	else if (a.version > wanted)
		tt_doctor_bad(d, "install the newer version of TailTribe",
		    "the tables are of version %lld, this program knows %lld",
		    (long long)a.version, (long long)wanted);
	else
		tt_doctor_ok("database, %s, tables of version %lld",
		    tt_db_engine(a.cx->db), (long long)wanted);
	return a.version == wanted;
}

struct looking {
	struct tt_doctor *d;
	void            (*look)(struct tt_doctor *);
};

static void
look_now(void *arg)
{
	struct looking *l = arg;

	l->look(l->d);
}

/* One that faults is a finding too, and the rest is still looked at. */
static void
look_at(struct tt_doctor *d, void (*look)(struct tt_doctor *))
{
	struct looking l = { d, look };
	struct tt_fault_info why;

	if (tt_try(look_now, &l, &why))
		return;
	tt_db_idle(d->t->cx->db);
	tt_doctor_bad(d, "see the log of the database", "%s", why.text);
}

int
tt_tool_doctor(struct tt_tool *t)
{
	struct tt_doctor d = { .t = t };
	const struct tt_option o[] = {
		{ "certificate", &d.certificate, NULL },
		{ "dir", &d.dir, NULL },
	};

	if (!tt_tool_options(t, o, 2))
		return tt_tool_usage("doctor [--certificate FILE] "
		    "[--dir FOLDER-OF-BINARIES]");
	if (t->bad != NULL) {
		tt_doctor_bad(&d, "mend the file", "configuration %s: %s",
		    t->path, t->bad);
		return 1;
	}
	configuration(&d);
	look_at(&d, tt_doctor_clock);
	look_at(&d, tt_doctor_disk);
	look_at(&d, tt_doctor_certificate);
	look_at(&d, tt_doctor_sockets);
	look_at(&d, tt_doctor_outside);
	if (database(&d)) {
		look_at(&d, tt_doctor_queue);
		look_at(&d, tt_doctor_ledger);
	}
	(void)printf(d.bad == 0 ? "all is well\n" : "%d to mend\n", d.bad);
	return d.bad == 0 ? 0 : 1;
}
