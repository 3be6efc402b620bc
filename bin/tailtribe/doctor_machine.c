/* The doctor looks at the machine: clock, disks, certificate. */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "core/text.h"
#include "db/db.h"
#include "model/file.h"
#include "tailtribe/doctor.h"

#define DISK_PERCENT 5
#define DISK_MB      200
#define RENEW_DAYS   14

/* 2026-07-01 and 2026-12-01, noon in Greenwich. */
#define SUMMER 1782907200
#define WINTER 1796126400
#define BUILT  1767225600    /* 2026-01-01: no clock is before that */

void
tt_doctor_clock(struct tt_doctor *d)
{
	struct timex x = { 0 };
	bool alone = adjtimex(&x) == TIME_ERROR;

	if (tt_wall((tt_time){ SUMMER }).minute != 14 * 60 ||
	    tt_wall((tt_time){ WINTER }).minute != 13 * 60)
		tt_doctor_bad(d, "apt-get install tzdata", "the hours of "
		    TT_ZONE " are not known");
	else if (d->t->cx->now.s < BUILT)
		tt_doctor_bad(d, "timedatectl set-ntp true", "the clock says "
		    "%s", tt_time_iso(d->t->cx->arena, d->t->cx->now));
	else
		tt_doctor_ok("clock, %s%s", tt_time_iso_wall(
		    d->t->cx->arena, d->t->cx->now), alone ?
		    " (the kernel does not know whether it is in step)" : "");
}

static void
disk(struct tt_doctor *d, const char *what, const char *path)
{
	struct statvfs v;
	uint64_t percent, mb;

	if (statvfs(path, &v) != 0 || v.f_blocks == 0)
		return;
	percent = (uint64_t)v.f_bavail * 100 / v.f_blocks;
	mb = (uint64_t)v.f_bavail * v.f_frsize >> 20;
	if (percent < DISK_PERCENT || mb < DISK_MB)
		tt_doctor_bad(d, "make room, or give it a larger disk",
		    "disk of %s, %s: %llu %% free", what, path,
		    (unsigned long long)percent);
	else
		tt_doctor_ok("disk of %s, %llu %% free", what,
		    (unsigned long long)percent);
}

void
tt_doctor_disk(struct tt_doctor *d)
{
	const struct tt_conf *c = d->t->conf;

	if (tt_starts(c->database, "sqlite:"))
		disk(d, "the database", c->database + 7);
	disk(d, "the pictures", c->media);
	disk(d, "private files", tt_files_folder(c));
	if (tt_starts(c->mail, "dir:"))
		disk(d, "the mails", c->mail + 4);
}

static X509 *
read_certificate(const char *path)
{
	FILE *f = fopen(path, "re");
	X509 *x = f == NULL ? NULL : PEM_read_X509(f, NULL, NULL, NULL);

	if (f != NULL)
		fclose(f);
	return x;
}

/* The host of https://host:port. */
static const char *
host_of(struct tt_arena *a, const char *site)
{
	const char *host = site + strlen("https://");

	return tt_strndup(a, host, strcspn(host, ":/"));
}

void
tt_doctor_certificate(struct tt_doctor *d)
{
	const char *path = d->certificate;
	const char *host = host_of(d->t->cx->arena, d->t->conf->site);
	int days = 0, seconds = 0;
	X509 *x;

	if (path == NULL)
		return;
	x = read_certificate(path);
	if (x == NULL || ASN1_TIME_diff(&days, &seconds, NULL,
	    X509_get0_notAfter(x)) != 1)
		tt_doctor_bad(d, "name the file that nginx uses",
		    "certificate %s: it cannot be read", path);
	else if (days < RENEW_DAYS)
		tt_doctor_bad(d, "renew it: certbot renew",
		    "certificate %s ends in %d days", path, days);
	else if (X509_check_host(x, host, 0, 0, NULL) != 1)
		tt_doctor_bad(d, "get one for the host of `site`",
		    "certificate %s is not for %s", path, host);
	else
		tt_doctor_ok("certificate for %s, %d days left", host, days);
	X509_free(x);
}
