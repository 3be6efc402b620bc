/* What the files of this binary share. */
#ifndef ADMIN_H
#define ADMIN_H

#include "model/admin.h"
#include "model/ledger.h"
#include "model/payment.h"
#include "web/req.h"

#define ADMIN_ROWS 50

/* One booking with all that staff may see of it. */
struct file {
	const struct tt_booking *b;
	struct tt_rows           pets, lines, events, ledger;
};

#endif
