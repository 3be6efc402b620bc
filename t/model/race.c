/* 200 requests for one hour, accepted at the same moment by 50 processes, four
 * each: exactly one is accepted, and one row holds the time. */
#include <sys/wait.h>
#include <unistd.h>

#include "core/fault.h"
#include "t.h"
#include "t_ask.h"
#include "t_db.h"

#define RIVALS 200
#define EACH   4

TT_QUERY_NUMBER(accepted, "SELECT COUNT(*) AS n FROM booking"
	" WHERE caregiver_id = $1 AND state = 'accepted'");
TT_QUERY_NUMBER(pending, "SELECT COUNT(*) AS n FROM booking"
	" WHERE caregiver_id = $1 AND state = 'pending'");
TT_QUERY_NUMBER(held, "SELECT COUNT(*) AS n FROM hold"
	" WHERE caregiver_id = $1");

struct trial { struct tt_ctx *cx; int64_t booking, lisa;
	enum tt_outcome out; };

static void
accept_it(void *arg)
{
	struct trial *t = arg;

	t->out = tt_booking_move(t->cx, t->booking, t->lisa, TT_BY_CAREGIVER,
	    TT_ACCEPT, "");
}

/* One answer, however often it takes: too busy, or no connection in such a
 * crowd, is no answer. */
static enum tt_outcome
answer(struct trial *t)
{
	struct tt_fault_info why;

	for (int tries = 0; tries < 2000; tries++) {
		if (tt_try(accept_it, t, &why))
			return t->out;
		tt_db_idle(t->cx->db);
		t->cx->in_tx = false;
		usleep(20000);
	}
	printf("# %s\n", why.text);
	return TT_INVALID;
}

/* A rival waits for the others, then tries its four. It ends with how many
 * were accepted, plus ten for each that got neither yes nor «taken». */
static int
rival(const int64_t booking[EACH], int64_t lisa, int start)
{
	struct trial t = { .cx = t_ctx_child(), .lisa = lisa };
	int accepted_n = 0, odd = 0;
	char c;

	(void)tt_db_alive(t.cx);
	if (read(start, &c, 1) != 0)
		return 99;
	for (int i = 0; i < EACH; i++) {
		enum tt_outcome out;

		t.booking = booking[i];
		out = answer(&t);
		accepted_n += out == TT_OK;
		odd += out != TT_OK && out != TT_TAKEN;
	}
	fflush(stdout);
	return accepted_n + 10 * odd;
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t lisa = t_caregiver(cx, "Lisa"), b[RIVALS];
	struct tt_when w = t_when(cx, 3, 600, 3, 660);
	int start[2], won = 0, odd = 0;

	for (int i = 0; i < RIVALS; i += 10) {
		int64_t an = t_owner(cx, tt_printf(cx->arena, "An%d", i));
		int64_t rex = t_pet(cx, an, "Rex", "dog");

		for (int k = 0; k < 10; k++)
			b[i + k] = t_ask(cx, an, lisa, rex, "walk", w);
	}
	is(tt_number(cx, &pending, TT_ARGS(lisa)), RIVALS,
	    "200 requests wait for the same hour");
	if (pipe(start) != 0)
		return 1;
	fflush(stdout);
	for (int i = 0; i < RIVALS; i += EACH) {
		if (fork() == 0) {
			close(start[1]);
			_exit(rival(&b[i], lisa, start[0]));
		}
	}
	close(start[1]);
	for (int i = 0; i < RIVALS; i += EACH) {
		int status, end;

		wait(&status);
		end = WIFEXITED(status) ? WEXITSTATUS(status) : 99;
		won += end % 10;
		odd += end / 10;
	}
	is(won, 1, "one is told yes");
	is(odd, 0, "all others are told that it is taken");
	is(tt_number(cx, &accepted, TT_ARGS(lisa)), 1, "one is accepted");
	is(tt_number(cx, &held, TT_ARGS(lisa)), 1, "and holds the time once");
	return t_done();
}
