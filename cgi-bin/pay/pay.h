/* What the files of this binary share. */
#ifndef PAY_H
#define PAY_H

#include "model/booking.h"
#include "model/payment.h"
#include "web/req.h"

/* A payment as its owner sees it. */
struct paying {
	const struct tt_booking *b;
	const struct tt_payment *p;          /* NULL: not begun */
	const struct tt_service *service;
	const char              *caregiver;  /* "Elke V." */
	bool                     long_wait;  /* over 8 s since it began */
	bool                     came_back;  /* from the provider's page */
};

/* Why a card was not accepted, in English for tt_tr. */
const char *problem_text(const char *code);

struct earned {
	struct tt_rows rows;                 /* tt_earning */
	tt_money       payable, kept;        /* due to be paid; still safe */
	int64_t        limit;
};

#endif
