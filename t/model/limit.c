/* Limits on tries: exact, also when many processes try at once. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/fault.h"
#include "model/retain.h"
#include "model/user.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

#define CHILDREN 8
#define EACH     6
#define MOST     12

TT_QUERY_NUMBER(attempts, "SELECT COUNT(*) AS n FROM attempt"
	" WHERE class = $1");
TT_EXEC(token_add, "INSERT INTO token (hash, user_id, purpose, email, expires)"
	" VALUES ('x', $1, 'reset', '', $2)");

static void
window(struct tt_ctx *cx)
{
	for (int i = 0; i < 5; i++)
		is(tt_limit(cx, "login", "an", 5, 900), 0, "five may");
	cx->now = tt_later(cx->now, 10);
	is(tt_limit(cx, "login", "an", 5, 900), 890, "the sixth waits");
	is(tt_number(cx, &attempts, TT_ARGS("login")), 5,
	    "and is not counted");
	is(tt_limit_peek(cx, "login", "an", 5, 900), 890, "seen by a look");
	is(tt_limit_peek(cx, "login", "an", 6, 900), 0, "of six there is one");
	is(tt_limit(cx, "login", "bob", 5, 900), 0, "another may");
	is(tt_limit(cx, "reset", "an", 5, 900), 0, "so may something else");
	cx->now = tt_later(cx->now, 889);
	is(tt_limit(cx, "login", "an", 5, 900), 1, "until the last second");
	cx->now = tt_later(cx->now, 1);
	for (int i = 0; i < 5; i++)
		is(tt_limit(cx, "login", "an", 5, 900), 0, "then five may");
	is(tt_limit(cx, "login", "an", 5, 900), 900, "and no sixth");
}

struct trying { struct tt_ctx *cx; int allowed; };

static void
try_it(void *arg)
{
	struct trying *t = arg;

	t->allowed += tt_limit(t->cx, "race", "all", MOST, 900) == 0;
}

/* A process of its own: how many of its tries went through. */
static void
child(void)
{
	struct trying t = { t_ctx_child(), 0 };
	struct tt_fault_info why;

	for (int i = 0; i < EACH; i++)
		(void)tt_try(try_it, &t, &why);
	_exit(t.allowed);
}

static void
race(struct tt_ctx *cx)
{
	int allowed = 0, status;

	for (int i = 0; i < CHILDREN; i++)
		if (fork() == 0)
			child();
	while (wait(&status) > 0)
		allowed += WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
	is(tt_number(cx, &attempts, TT_ARGS("race")), allowed,
	    "each that went through was counted");
	/* A crowd may send some away as busy: then there is room left. */
	cx->now = tt_time_read();
	for (int i = 0; i < MOST; i++)
		allowed += tt_limit(cx, "race", "all", MOST, 900) == 0;
	is(allowed, MOST, "and together no more than may");
}

static void
sweeping(struct tt_ctx *cx)
{
	int64_t an = t_owner(cx, "An");

	tt_session_new(cx, an, "old phone", "");
	t_do(cx, &token_add, TT_ARGS(an, cx->now), 0);
	cx->now = tt_later(cx->now, 30 * TT_DAY + 1);
	tt_session_new(cx, an, "new phone", "");
	is(tt_limit(cx, "login", "an", 5, 900), 0, "a new try");
	is(tt_retain_some(cx), 12 + MOST + 1 + 1,
	    "old tries, a token and a session go");
	is(tt_number(cx, &attempts, TT_ARGS("login")), 1, "the new one stays");
	is(tt_retain_some(cx), 0, "nothing more");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();

	window(cx);
	race(cx);
	sweeping(cx);
	return t_done();
}
