/* 200 requests for one hour, accepted by 200 processes at the same moment:
 * exactly one is accepted, and one row holds the time. */
#include <sys/wait.h>
#include <unistd.h>

#include "core/fault.h"
#include "t.h"
#include "t_ask.h"
#include "t_db.h"

#define RIVALS 200

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

/* A rival: waits for the others, then tries until it has an answer. */
static int
rival(int64_t booking, int64_t lisa, int start)
{
	struct trial t = { .cx = t_ctx_child(), .booking = booking,
	    .lisa = lisa };
	struct tt_fault_info why;
	char c;

	(void)tt_db_alive(t.cx);
	if (read(start, &c, 1) != 0)
		return 9;
	for (int tries = 0; tries < 100; tries++) {
		if (tt_try(accept_it, &t, &why))
			return (int)t.out;
		tt_db_idle(t.cx->db);
		t.cx->in_tx = false;
		/* Too busy, or no connection in such a crowd: once more. */
		if (why.kind != TT_FAULT_BUSY && why.kind != TT_FAULT_LOST)
			return 8;
		usleep(20000);
	}
	printf("# %s\n", why.text);
	return 7;
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t lisa = t_caregiver(cx, "Lisa"), b[RIVALS];
	struct tt_when w = t_when(cx, 3, 600, 3, 660);
	int start[2], ends[10] = { 0 };

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
	for (int i = 0; i < RIVALS; i++) {
		if (fork() == 0) {
			close(start[1]);
			int rc = rival(b[i], lisa, start[0]);

			fflush(stdout);
			_exit(rc);
		}
	}
	close(start[1]);
	for (int i = 0; i < RIVALS; i++) {
		int status;

		wait(&status);
		ends[WIFEXITED(status) ? WEXITSTATUS(status) : 9]++;
	}
	is(ends[TT_OK], 1, "one rival is told yes");
	is(ends[TT_TAKEN], RIVALS - 1, "all others are told that it is taken");
	if (ends[7] + ends[8] + ends[9] > 0)
		printf("# no answer %d, fault %d, died %d\n", ends[7], ends[8],
		    ends[9]);
	is(tt_number(cx, &accepted, TT_ARGS(lisa)), 1, "one is accepted");
	is(tt_number(cx, &held, TT_ARGS(lisa)), 1, "and holds the time once");
	return t_done();
}
