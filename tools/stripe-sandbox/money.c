/* Balances and payouts: every cent that moves is a balance transaction. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "sql.h"
#include "store.h"

#include <inttypes.h>
#include <string.h>

enum { PAYOUT_SECONDS = 2 * 24 * 3600 };

/* What Stripe's reports call each type. */
static const struct {
	const char *type, *category, *description;
} kinds[] = {
	{ "charge", "charge", NULL },
	{ "payment", "charge", NULL },
	{ "refund", "refund", "REFUND FOR CHARGE" },
	{ "payment_refund", "refund", "REFUND FOR PAYMENT" },
	{ "refund_failure", "refund_failure", "REFUND FAILURE" },
	{ "transfer", "transfer", NULL },
	{ "transfer_refund", "transfer_reversal", NULL },
	{ "adjustment", "dispute", "Chargeback" },
	{ "payout", "payout", "STRIPE PAYOUT" },
	{ "payout_failure", "payout_reversal", "STRIPE PAYOUT (FAILURE)" },
};

static struct json_object *
fee_part(int64_t fee, const char *currency)
{
	struct json_object *o = json_object_new_object();

	tt_js_num(o, "amount", fee);
	tt_js_null(o, "application");
	tt_js_set(o, "currency", currency);
	tt_js_set(o, "description", "Stripe processing fees");
	tt_js_set(o, "type", "stripe_fee");
	return o;
}

const char *
tt_money_move(struct tt_call *c, const char *account, const char *type,
    const char *source, int64_t amount, int64_t fee, int64_t available)
{
	struct json_object *o = tt_shape_new(c, "balance_transaction", "txn_");

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].type, type) != 0)
			continue;
		tt_js_set(o, "reporting_category", kinds[i].category);
		tt_js_set(o, "description", kinds[i].description);
	}
	tt_js_set(o, "type", type);
	tt_js_set(o, "source", source);
	tt_js_set(o, "currency", "eur");
	tt_js_set(o, "balance_type", "payments");
	tt_js_num(o, "amount", amount);
	tt_js_num(o, "fee", fee);
	tt_js_num(o, "net", amount - fee);
	if (fee != 0)
		tt_js_push(tt_js_at(o, "fee_details"), fee_part(fee, "eur"));
	tt_js_num(o, "available_on", available);
	tt_js_set(o, "status", available <= c->now ? "available" : "pending");
	tt_store_add_for(c, account, o, NULL);
	return tt_js_str(o, "id");
}

static int64_t
sum(struct tt_call *c, const char *account, bool available)
{
	return tt_sql_int(c->box,
	    "SELECT coalesce(sum(json_extract(body, '$.net')), 0) FROM object"
	    " WHERE kind = 'balance_transaction' AND account = ?"
	    " AND (json_extract(body, '$.available_on') <= ?) = ?",
	    "sii", account, c->now, (int64_t)available);
}

int64_t
tt_money_available(struct tt_call *c, const char *account)
{
	return sum(c, account, true);
}

const char *
tt_money_text(struct tt_call *c, int64_t cents, const char *currency)
{
	const char *sign = strcmp(currency, "eur") == 0 ? "€" : "";

	return tt_pool_fmt(c->pool, "%s%s%" PRId64 ".%02d%s%s",
	    cents < 0 ? "-" : "", sign, (cents < 0 ? -cents : cents) / 100,
	    (int)((cents < 0 ? -cents : cents) % 100),
	    sign[0] == '\0' ? " " : "", sign[0] == '\0' ? currency : "");
}

bool
tt_money_fits(
    struct tt_call *c, int64_t amount, const char *currency, const char *param)
{
	if (strcmp(currency, "eur") != 0)
		tt_fail(c, 400, NULL, "currency",
		    "Invalid currency: %s. The "
		    "sandbox knows the following currencies only: eur",
		    currency);
	else if (amount < 1)
		tt_fail(c, 400, "parameter_invalid_integer", param,
		    "This value must be greater than or equal to 1.");
	else if (amount < 50)
		tt_fail(c, 400, "amount_too_small", param,
		    "Amount must be "
		    "at least €0.50 eur");
	else if (amount > 99999999)
		tt_fail(c, 400, "amount_too_large", param,
		    "Amount must be no "
		    "more than €999,999.99");
	else
		return true;
	return false;
}

static struct json_object *
heap(int64_t amount)
{
	struct json_object *a = json_object_new_array();
	struct json_object *o = json_object_new_object();
	struct json_object *by = json_object_new_object();

	tt_js_num(o, "amount", amount);
	tt_js_set(o, "currency", "eur");
	tt_js_num(by, "card", amount);
	tt_js_put(o, "source_types", by);
	tt_js_push(a, o);
	return a;
}

struct json_object *
tt_balance(struct tt_call *c)
{
	struct json_object *o = json_object_new_object();

	tt_js_set(o, "object", "balance");
	tt_js_put(o, "available", heap(sum(c, c->account, true)));
	tt_js_flag(o, "livemode", false);
	tt_js_put(o, "pending", heap(sum(c, c->account, false)));
	return tt_pool_keep(c->pool, o);
}

struct json_object *
tt_payout_make(
    struct tt_call *c, const char *account, int64_t amount, bool automatic)
{
	struct json_object *o;
	const char *id;

	if (amount < 1)
		return NULL;
	o = tt_shape_new(c, "payout", "po_");
	id = tt_js_str(o, "id");
	tt_js_num(o, "amount", amount);
	tt_js_set(o, "currency", "eur");
	tt_js_num(o, "arrival_date", c->now + PAYOUT_SECONDS);
	tt_js_flag(o, "automatic", automatic);
	tt_js_set(o, "description", "STRIPE PAYOUT");
	tt_js_set(o, "destination", tt_chance_id(c->pool, "ba_", 24));
	tt_js_set(o, "method", "standard");
	tt_js_set(o, "reconciliation_status", "not_applicable");
	tt_js_set(o, "source_type", "card");
	tt_js_set(o, "status", "in_transit");
	tt_js_set(o, "type", "bank_account");
	tt_js_set(o, "balance_transaction",
	    tt_money_move(c, account, "payout", id, -amount, 0, c->now));
	tt_store_add_for(c, account, o, NULL);
	tt_timer_set(c->box, "payout", id, c->now + PAYOUT_SECONDS);
	return o;
}

void
tt_payout_end(struct tt_call *c, struct json_object *payout, bool failed)
{
	const char *id = tt_js_str(payout, "id");

	tt_timer_stop(c->box, "payout", id);
	if (failed) {
		tt_js_set(payout, "failure_code", "account_closed");
		tt_js_set(payout, "failure_message",
		    "The bank account has been closed");
		tt_js_set(payout, "failure_balance_transaction",
		    tt_money_move(c, c->account, "payout_failure", id,
			tt_js_int(payout, "amount"), 0, c->now));
	}
	tt_js_set(payout, "status", failed ? "failed" : "paid");
	tt_store_save(c, payout);
	tt_event_emit(c, failed ? "payout.failed" : "payout.paid", payout);
}

struct json_object *
tt_payout_create(struct tt_call *c)
{
	int64_t amount = tt_param_int(c, "amount");
	struct json_object *o;

	if (strcmp(tt_param_str(c, "currency"), "eur") != 0)
		return tt_fail(c, 400, NULL, "currency",
		    "The sandbox pays out in eur only.");
	if (amount < 1)
		return tt_fail(c, 400, "parameter_invalid_integer", "amount",
		    "This value must be greater than or equal to 1.");
	if (amount > tt_money_available(c, c->account))
		return tt_fail(c, 400, "balance_insufficient", "amount",
		    "You have insufficient funds in your Stripe account for "
		    "this transfer.");
	o = tt_payout_make(c, c->account, amount, false);
	tt_param_copy(c, o, "description");
	tt_param_copy(c, o, "statement_descriptor");
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_store_save(c, o);
	tt_event_emit(c, "payout.created", o);
	return o;
}
