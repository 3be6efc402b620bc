/*
 * Passwords are hashed one at a time for each two processors of the machine,
 * over all workers: a flood of logins leaves room for every other page, and
 * a worker that talks to the OpenID provider holds up nobody's hash.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <unistd.h>

#include "auth.h"
#include "core/crypt.h"
#include "core/log.h"

/* A lock that is held until it is closed; -1: without one. */
static int
turn(struct tt_req *r)
{
	long places = sysconf(_SC_NPROCESSORS_ONLN) / 2;
	int fd = open(tt_printf(r->cx->arena, "%s/hash-%ld.lock",
	    r->cx->conf->run, places < 2 ? 0 : (long)getpid() % places),
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);

	if (fd < 0 || flock(fd, LOCK_EX) != 0)
		tt_log_warn("no turn to hash a password in %s",
		    r->cx->conf->run);
	return fd;
}

static void
leave(int fd)
{
	if (fd >= 0)
		close(fd);
}

bool
password_fits(struct tt_req *r, const char *password, const char *kept)
{
	int fd = turn(r);
	bool fits = tt_password_ok(password, kept, r->cx->conf->pepper);

	leave(fd);
	return fits;
}

const char *
password_hash(struct tt_req *r, const char *password)
{
	int fd = turn(r);
	const char *hash = tt_password_hash(r->cx->arena, password,
	    r->cx->conf->pepper);

	leave(fd);
	return hash;
}
