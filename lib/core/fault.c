#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/fault.h"

struct frame {
	struct frame         *outer;
	struct tt_fault_info *why;
	jmp_buf               back;
};

/* One request at a time and one thread: the innermost tt_try. */
static struct frame *innermost;

bool
tt_try(void (*f)(void *), void *arg, struct tt_fault_info *why)
{
	struct frame here = { .outer = innermost, .why = why };

	why->kind = TT_FAULT_NONE;
	why->text[0] = '\0';
	if (setjmp(here.back) != 0) {
		innermost = here.outer;
		return false;
	}
	innermost = &here;
	f(arg);
	innermost = here.outer;
	return true;
}

static _Noreturn void
unwind(void)
{
	longjmp(innermost->back, 1);
}

void
tt_fault(enum tt_fault_kind kind, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (innermost == NULL) {
		/* Outside a request or a job: a tool, or start-up. */
		(void)vfprintf(stderr, fmt, ap);
		(void)fputc('\n', stderr);
		exit(1);
	}
	innermost->why->kind = kind;
	(void)vsnprintf(innermost->why->text, sizeof(innermost->why->text),
	    fmt, ap);
	va_end(ap);
	unwind();
}

void
tt_fault_again(const struct tt_fault_info *why)
{
	if (innermost == NULL) {
		(void)fprintf(stderr, "%s\n", why->text);
		exit(1);
	}
	*innermost->why = *why;
	unwind();
}
