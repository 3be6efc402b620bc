/* Transfers to connected accounts, and their reversals. */
#include "api.h"
#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "sql.h"
#include "store.h"

#include <string.h>

/* Cents of a charge that transfers have taken already. */
static int64_t
taken(struct tt_call *c, const char *charge)
{
	return tt_sql_int(c->box,
	    "SELECT coalesce(sum(json_extract(o.body, '$.amount')), 0)"
	    " FROM link l JOIN object o ON o.seq = l.seq"
	    " WHERE l.name = 'source_transaction' AND l.value = ?"
	    " AND o.kind = 'transfer'",
	    "s", charge);
}

static bool
source_fits(struct tt_call *c, struct json_object *charge, int64_t amount)
{
	const char *id = tt_js_str(charge, "id");
	int64_t most = tt_js_int(charge, "amount_captured") - taken(c, id);

	if (!tt_js_true(charge, "paid") || !tt_js_true(charge, "captured")) {
		tt_fail(c, 400, NULL, "source_transaction",
		    "The charge %s "
		    "was not captured.",
		    id);
		return false;
	}
	if (amount > most) {
		tt_fail(c, 400, NULL, "amount",
		    "Transfers using this "
		    "transaction as a source must not exceed the source amount "
		    "of %s. (There is already a combined transfer amount using "
		    "this source of %s.)",
		    tt_money_text(
			c, tt_js_int(charge, "amount_captured"), "eur"),
		    tt_money_text(c, taken(c, id), "eur"));
		return false;
	}
	return true;
}

static bool
target_fits(struct tt_call *c)
{
	const char *id = tt_param_str(c, "destination");
	struct json_object *o = tt_store_find(c, "account", id);

	if (o == NULL) {
		tt_fail(c, 400, "resource_missing", "destination",
		    "No such destination: '%s'", id);
		return false;
	}
	if (!tt_js_is(o, "capabilities.transfers", "active")) {
		tt_fail(c, 400, "insufficient_capabilities_for_transfer", NULL,
		    "Your destination account needs to have at least one "
		    "of the following capabilities enabled: transfers, "
		    "crypto_transfers, legacy_payments");
		return false;
	}
	return true;
}

static bool
amount_fits(struct tt_call *c, struct json_object *charge, int64_t amount)
{
	if (strcmp(tt_param_str(c, "currency"), "eur") != 0) {
		tt_fail(c, 400, NULL, "currency",
		    "The sandbox transfers in eur only.");
		return false;
	}
	if (amount < 1) {
		tt_fail(c, 400, "parameter_invalid_integer", "amount",
		    "This value must be greater than or equal to 1.");
		return false;
	}
	if (charge != NULL)
		return source_fits(c, charge, amount);
	if (amount > tt_money_available(c, "")) {
		tt_fail(c, 400, "balance_insufficient", NULL,
		    "You have "
		    "insufficient available funds in your Stripe account. Try "
		    "adding funds directly to your available balance by "
		    "creating Charges using the 4000000000000077 test card.");
		return false;
	}
	return true;
}

/* The destination sees the money as a payment of its own. */
static const char *
destination_payment(
    struct tt_call *c, struct json_object *transfer, int64_t available)
{
	struct json_object *o = tt_shape_new(c, "charge", "py_");
	const char *account = tt_js_str(transfer, "destination");
	int64_t amount = tt_js_int(transfer, "amount");

	tt_js_num(o, "amount", amount);
	tt_js_num(o, "amount_captured", amount);
	tt_js_set(o, "currency", "eur");
	tt_js_flag(o, "captured", true);
	tt_js_flag(o, "paid", true);
	tt_js_set(o, "status", "succeeded");
	tt_js_link(o, "source_transfer", tt_js_at(transfer, "id"));
	tt_js_link(o, "transfer_group", tt_js_at(transfer, "transfer_group"));
	tt_js_set(o, "balance_transaction",
	    tt_money_move(c, account, "payment", tt_js_str(o, "id"), amount, 0,
		available));
	tt_store_add_for(c, account, o, NULL);
	return tt_js_str(o, "id");
}

static void
join_group(
    struct tt_call *c, struct json_object *transfer, struct json_object *charge)
{
	const char *group = tt_js_str(charge, "transfer_group");

	if (group == NULL) {
		group = tt_pool_fmt(
		    c->pool, "group_%s", tt_js_str(charge, "payment_intent"));
		tt_js_set(charge, "transfer_group", group);
		tt_store_save(c, charge);
	}
	tt_js_set(transfer, "transfer_group", group);
	tt_js_link(transfer, "source_transaction", tt_js_at(charge, "id"));
}

/* Money that is still pending is passed on, and taken back, as pending. */
static int64_t
when_available(struct tt_call *c, struct json_object *source)
{
	const char *id = tt_js_str(source, "balance_transaction");
	int64_t at =
	    id == NULL ? 0 : tt_js_int(tt_store_get(c, id), "available_on");

	return at > c->now ? at : c->now;
}

struct json_object *
tt_transfer_create(struct tt_call *c)
{
	const char *source = tt_param_str(c, "source_transaction");
	int64_t amount = tt_param_int(c, "amount"), available;
	struct json_object *charge = NULL, *o;

	if (source != NULL) {
		charge =
		    tt_api_object(c, "charge", source, "source_transaction");
		if (charge == NULL)
			return NULL;
	}
	if (charge != NULL && !tt_param_has(c, "amount"))
		amount = tt_js_int(charge, "amount_captured");
	if (!target_fits(c) || !amount_fits(c, charge, amount))
		return NULL;
	o = tt_shape_new(c, "transfer", "tr_");
	available = when_available(c, charge);
	tt_js_num(o, "amount", amount);
	tt_js_set(o, "currency", "eur");
	tt_js_set(o, "source_type", "card");
	tt_param_copy(c, o, "destination");
	tt_param_copy(c, o, "description");
	tt_param_copy(c, o, "transfer_group");
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	if (charge != NULL)
		join_group(c, o, charge);
	tt_js_set(tt_js_at(o, "reversals"), "url",
	    tt_pool_fmt(
		c->pool, "/v1/transfers/%s/reversals", tt_js_str(o, "id")));
	tt_js_set(o, "balance_transaction",
	    tt_money_move(
		c, "", "transfer", tt_js_str(o, "id"), -amount, 0, available));
	tt_js_set(
	    o, "destination_payment", destination_payment(c, o, available));
	tt_store_add(c, o, NULL);
	tt_event_emit(c, "transfer.created", o);
	return o;
}

/* The way back of a transfer: at both ends, and as a refund between them. */
static struct json_object *
reversal_of(struct tt_call *c, struct json_object *transfer, int64_t amount)
{
	struct json_object *o = tt_shape_new(c, "transfer_reversal", "trr_");
	const char *account = tt_js_str(transfer, "destination");
	struct json_object *payment =
	    tt_store_get(c, tt_js_str(transfer, "destination_payment"));
	struct json_object *refund = tt_shape_new(c, "refund", "pyr_");
	int64_t available = when_available(c, transfer);

	tt_js_num(o, "amount", amount);
	tt_js_set(o, "currency", "eur");
	tt_js_link(o, "transfer", tt_js_at(transfer, "id"));
	tt_js_link(o, "destination_payment_refund", tt_js_at(refund, "id"));
	tt_js_metadata(o, tt_js_at(c->params, "metadata"));
	tt_js_set(o, "balance_transaction",
	    tt_money_move(c, "", "transfer_refund", tt_js_str(o, "id"), amount,
		0, available));
	tt_js_num(refund, "amount", amount);
	tt_js_set(refund, "currency", "eur");
	tt_js_set(refund, "status", "succeeded");
	tt_js_link(refund, "charge", tt_js_at(payment, "id"));
	tt_js_link(refund, "source_transfer_reversal", tt_js_at(o, "id"));
	tt_js_set(refund, "balance_transaction",
	    tt_money_move(c, account, "payment_refund", tt_js_str(refund, "id"),
		-amount, 0, available));
	tt_store_add_for(c, account, refund, NULL);
	tt_js_num(payment, "amount_refunded",
	    tt_js_int(payment, "amount_refunded") + amount);
	tt_store_save(c, payment);
	return o;
}

struct json_object *
tt_transfer_reverse(struct tt_call *c)
{
	struct json_object *o = tt_api_object(c, "transfer", c->arg[0], "id");
	struct json_object *reversal, *list;
	int64_t amount, left;

	if (o == NULL)
		return NULL;
	left = tt_js_int(o, "amount") - tt_js_int(o, "amount_reversed");
	amount = tt_param_has(c, "amount") ? tt_param_int(c, "amount") : left;
	if (left == 0)
		return tt_fail(c, 400, NULL, NULL,
		    "Transfer %s is already fully reversed.", c->arg[0]);
	if (amount < 1 || amount > left)
		return tt_fail(c, 400, "parameter_invalid_integer", "amount",
		    "Reversal amount (%s) must be between 1 cent and the "
		    "unreversed amount (%s) of the transfer.",
		    tt_money_text(c, amount, "eur"),
		    tt_money_text(c, left, "eur"));
	reversal = reversal_of(c, o, amount);
	tt_store_add(c, reversal, NULL);
	tt_js_num(
	    o, "amount_reversed", tt_js_int(o, "amount_reversed") + amount);
	tt_js_flag(o, "reversed", amount == left);
	list = json_object_new_array();
	tt_js_push(list, json_object_get(reversal));
	for (size_t i = 0;
	     i < json_object_array_length(tt_js_at(o, "reversals.data")); i++)
		tt_js_push(list, json_object_get(json_object_array_get_idx(
				     tt_js_at(o, "reversals.data"), i)));
	tt_js_put(tt_js_at(o, "reversals"), "data", list);
	tt_store_save(c, o);
	tt_event_emit(c, "transfer.reversed", o);
	return reversal;
}

struct json_object *
tt_transfer_reversals(struct tt_call *c)
{
	struct json_object *o = tt_api_object(c, "transfer", c->arg[0], "id");

	if (o == NULL)
		return NULL;
	return tt_pool_keep(
	    c->pool, tt_api_page(json_object_get(tt_js_at(o, "reversals.data")),
			 c->path, false));
}

struct json_object *
tt_transfer_reversal(struct tt_call *c)
{
	struct json_object *o =
	    tt_api_object(c, "transfer_reversal", c->arg[1], "id");

	if (o != NULL && !tt_js_is(o, "transfer", c->arg[0]))
		return tt_fail(c, 404, "resource_missing", "id",
		    "No such transfer_reversal: '%s'", c->arg[1]);
	return o;
}
