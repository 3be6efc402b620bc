/*
 * Faults: what the machine can cause (disk, network, database, a bound).
 *
 * tt_fault does not return: it unwinds to the nearest tt_try, which answers
 * false and says why. tt_try takes a function, so that no `return` can leave
 * it half done. There are three callers: a request, a job, a transaction.
 *
 * Memory belongs to the arena and handles to its deferred calls, so unwinding
 * loses nothing. Never fault inside another library's callback: set a flag
 * there and fault after the call. What only we can cause is an assert.
 */
#ifndef TT_FAULT_H
#define TT_FAULT_H

#include <stdbool.h>

enum tt_fault_kind {
	TT_FAULT_NONE,
	TT_FAULT_BUSY,      /* the database has no time for us: try again */
	TT_FAULT_RIVAL,     /* somebody else won: the transaction runs again */
	TT_FAULT_LOST,      /* the connection is gone */
	TT_FAULT_FULL,      /* a bound: memory, disk */
	TT_FAULT_MACHINE,   /* anything else that is not our doing */
};

struct tt_fault_info {
	enum tt_fault_kind kind;
	char               text[400];
};

/* True when f(arg) came back; else false, and `why` is filled. */
bool tt_try(void (*f)(void *), void *arg, struct tt_fault_info *why);

_Noreturn void tt_fault(enum tt_fault_kind, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Fault again with what a tt_try in between has caught. */
_Noreturn void tt_fault_again(const struct tt_fault_info *);

#endif
