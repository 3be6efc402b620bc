/* A test in C: some checks, then `return t_done();`. Prints TAP. */
#ifndef T_H
#define T_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int t_count, t_failed;

static inline bool
t_line(bool fine, const char *name)
{
	t_count++;
	t_failed += !fine;
	printf("%sok %d - %s\n", fine ? "" : "not ", t_count, name);
	fflush(stdout);
	return fine;
}

static inline void
ok(bool fine, const char *name)
{
	t_line(fine, name);
}

static inline void
is(int64_t got, int64_t want, const char *name)
{
	if (!t_line(got == want, name))
		printf("#   got %" PRId64 ", want %" PRId64 "\n", got, want);
}

static inline void
is_str(const char *got, const char *want, const char *name)
{
	bool same = got == want ||
	    (got != NULL && want != NULL && strcmp(got, want) == 0);

	if (!t_line(same, name))
		printf("#   got  \"%s\"\n#   want \"%s\"\n",
		    got ? got : "(null)", want ? want : "(null)");
}

static inline int
t_done(void)
{
	printf("1..%d\n", t_count);
	return t_failed != 0;
}

#endif
