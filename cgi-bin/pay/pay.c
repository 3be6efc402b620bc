/* Paying for a booking, and what a caregiver earns. */
#include <inttypes.h>

#include "core/text.h"
#include "model/caregiver.h"
#include "model/ledger.h"
#include "pages.h"
#include "pay.h"
#include "web/form.h"

#define LONG_WAIT 8
#define EARNINGS  50

const char *
problem_text(const char *code)
{
	static const struct { const char *code, *text; } says[] = {
		{ "card_declined", N_("Your bank did not accept this card.") },
		{ "insufficient_funds", N_("There is not enough money on this"
		    " card.") },
		{ "expired_card", N_("This card has expired.") },
		{ "authentication_required", N_("Your bank wanted a further"
		    " step that was not finished.") },
		{ "payment_intent_authentication_failure", N_("The further"
		    " step at your bank did not succeed.") },
	};

	for (size_t i = 0; i < sizeof(says) / sizeof(*says); i++)
		if (tt_eq(says[i].code, code))
			return says[i].text;
	return N_("The last try to pay did not succeed.");
}

static bool
load(struct tt_req *r, struct paying *p)
{
	const struct tt_booking *b = tt_booking_find(r->cx, r->arg[0],
	    r->user->id);

	*p = (struct paying){ .b = b };
	if (b == NULL || b->owner_id != r->user->id) {
		tt_refuse(r, TT_ABSENT, NULL);
		return false;
	}
	p->p = tt_payment_of(r->cx, b->id, r->user->id);
	p->service = tt_service_named(b->service);
	p->caregiver = tt_name(r->cx, b->caregiver_first,
	    b->caregiver_last);
	p->long_wait = p->p != NULL &&
	    r->cx->now.s - p->p->created.s > LONG_WAIT;
	return true;
}

static void
begin(struct tt_req *r)
{
	int64_t payment;

	switch (tt_payment_begin(r->cx, r->arg[0], r->user->id, &payment)) {
	case TT_OK:
		tt_redirect(r, "/pay/%" PRId64, r->arg[0]);
		return;
	case TT_REFUSED:
		/* Paid by now, or too late: the booking says which. */
		tt_redirect(r, "/booking/%" PRId64, r->arg[0]);
		return;
	case TT_ABSENT:
	case TT_INVALID:
	case TT_TAKEN:
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
}

/* Wait until the provider's page is there, then go; scripts or not. */
static void
show(struct tt_req *r)
{
	struct paying p;

	if (!load(r, &p))
		return;
	if (p.b->state != TT_ACCEPTED) {
		tt_redirect(r, "/booking/%" PRId64, p.b->id);
		return;
	}
	if (p.p != NULL && p.p->state == TT_PAY_PREPARING)
		tt_refresh(r, p.long_wait ? 5 : 1, tt_url_of(r->cx,
		    tt_printf(r->cx->arena, "/%s/pay/%" PRId64,
		    tt_langs[r->cx->lang], p.b->id)));
	else if (p.p != NULL && p.p->state == TT_PAY_OPEN)
		tt_refresh(r, 0, tt_url_of(r->cx, p.p->url));
	page_pay(tt_page(r, 200), &p);
}

/* The return page proves nothing: only the provider's word makes it paid. */
static void
back(struct tt_req *r)
{
	struct paying p;

	if (!load(r, &p))
		return;
	p.came_back = true;
	if (p.b->state != TT_ACCEPTED) {
		if (p.b->state == TT_PAID)
			tt_note(r, tt_msg(r->cx->arena, r->cx->lang,
			    "Paid. The booking is certain.", 0));
		tt_redirect(r, "/booking/%" PRId64, p.b->id);
		return;
	}
	tt_refresh(r, 2, tt_url_of(r->cx, tt_printf(r->cx->arena,
	    "/%s/pay/%" PRId64 "/back", tt_langs[r->cx->lang], p.b->id)));
	page_back(tt_page(r, 200), &p);
}

/* For wait.js: where to go, once it is known. */
static void
ready(struct tt_req *r)
{
	struct paying p;
	const char *url = "";
	struct tt_buf *b;

	if (!load(r, &p))
		return;
	if (p.b->state != TT_ACCEPTED)
		url = tt_printf(r->cx->arena, "/%s/pay/%" PRId64 "/back",
		    tt_langs[r->cx->lang], p.b->id);
	else if (p.p != NULL && p.p->state == TT_PAY_OPEN)
		url = tt_url_of(r->cx, p.p->url).s;
	b = tt_body(r, 200, "application/json");
	tt_buf_printf(b, "{\"ready\":%s,\"url\":\"",
	    url[0] == '\0' ? "false" : "true");
	tt_buf_add_json(b, url);
	tt_buf_adds(b, "\"}\n");
}

static void
paid(struct tt_req *r)
{
	struct paying p;
	struct tt_buf *b;

	if (!load(r, &p))
		return;
	b = tt_body(r, 200, "application/json");
	tt_buf_printf(b, "{\"ready\":%s,\"url\":\"/%s/pay/%" PRId64
	    "/back\"}\n", p.b->state == TT_ACCEPTED ? "false" : "true",
	    tt_langs[r->cx->lang], p.b->id);
}

struct paging { int64_t before; };
static const struct tt_field paging_form[] = {
	TT_FIELD(struct paging, before, .min = 0, .max = INT64_MAX), { 0 } };

static void
earnings(struct tt_req *r)
{
	struct paging f = { 0 };
	struct earned e = { .limit = EARNINGS };
	const struct tt_earning *row;

	(void)tt_form(r, paging_form, &f);
	r->n_errors = 0;
	e.rows = tt_earnings(r->cx, r->user->id, f.before, EARNINGS);
	e.payable = tt_ledger_balance(r->cx, tt_account_payable(r->cx,
	    r->user->id));
	row = e.rows.v;
	for (size_t i = 0; i < e.rows.n; i++)
		if (tt_eq(row[i].state, "paid"))
			e.kept = tt_money_add(e.kept, tt_money_less(
			    row[i].price, tt_commission(row[i].price,
			    row[i].commission_bp)));
	page_earnings(tt_page(r, 200), &e);
}

static const struct tt_route routes[] = {
	{ TT_POST, "/pay/#",       TT_OWNER, begin,
	    .own = true },
	{ TT_GET,  "/pay/#",       TT_OWNER, show,
	    .own = true },
	{ TT_GET,  "/pay/#/ready", TT_OWNER, ready,
	    .own = true },
	{ TT_GET,  "/pay/#/back",  TT_OWNER, back,
	    .own = true },
	{ TT_GET,  "/pay/#/paid",  TT_OWNER, paid,
	    .own = true },
	{ TT_GET,  "/earnings",    TT_CAREGIVER, earnings,
	    .own = true },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("pay", routes, argc, argv);
}
