/*
 * One line of the doctor's for each thing that was looked at: what is well,
 * or what is bad and what to do about it. Private to doctor*.c.
 */
#ifndef TT_DOCTOR_H
#define TT_DOCTOR_H

#include "tailtribe/tool.h"

struct tt_doctor {
	struct tt_tool *t;
	const char     *certificate, *dir;     /* as asked for, or NULL */
	int             bad;
};

void tt_doctor_ok(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* `mend` is what to do. */
void tt_doctor_bad(struct tt_doctor *, const char *mend, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Each looks at one thing. */
void tt_doctor_clock(struct tt_doctor *);
void tt_doctor_certificate(struct tt_doctor *);
void tt_doctor_disk(struct tt_doctor *);
void tt_doctor_sockets(struct tt_doctor *);
void tt_doctor_queue(struct tt_doctor *);
void tt_doctor_ledger(struct tt_doctor *);
void tt_doctor_outside(struct tt_doctor *);

#endif
