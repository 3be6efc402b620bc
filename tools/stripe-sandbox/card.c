#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"
#include "pay.h"
#include "store.h"

#include <string.h>

static const struct tt_card cards[] = {
	{ "4242424242424242", "pm_card_visa", "visa", "credit", "US",
	    TT_WAY_PAYS, NULL, NULL, NULL },
	{ "4000056655665556", "pm_card_visa_debit", "visa", "debit", "US",
	    TT_WAY_PAYS, NULL, NULL, NULL },
	{ "4000000560000004", "pm_card_be", "visa", "credit", "BE", TT_WAY_PAYS,
	    NULL, NULL, NULL },
	{ "4000005280000002", "pm_card_nl", "visa", "credit", "NL", TT_WAY_PAYS,
	    NULL, NULL, NULL },
	{ "5555555555554444", "pm_card_mastercard", "mastercard", "credit",
	    "US", TT_WAY_PAYS, NULL, NULL, NULL },
	{ "378282246310005", "pm_card_amex", "amex", "credit", "US",
	    TT_WAY_PAYS, NULL, NULL, NULL },
	{ "4000000000000077", "pm_card_bypassPending", "visa", "credit", "US",
	    TT_WAY_PAYS_AT_ONCE, NULL, NULL, NULL },
	{ "4000000000000002", "pm_card_chargeDeclined", "visa", "credit", "US",
	    TT_WAY_DECLINES, "card_declined", "generic_decline",
	    "Your card was declined." },
	{ "4000000000009995", "pm_card_chargeDeclinedInsufficientFunds", "visa",
	    "credit", "US", TT_WAY_DECLINES, "card_declined",
	    "insufficient_funds", "Your card has insufficient funds." },
	{ "4000000000009987", "pm_card_chargeDeclinedLostCard", "visa",
	    "credit", "US", TT_WAY_DECLINES, "card_declined", "lost_card",
	    "Your card was declined." },
	{ "4000000000009979", "pm_card_chargeDeclinedStolenCard", "visa",
	    "credit", "US", TT_WAY_DECLINES, "card_declined", "stolen_card",
	    "Your card was declined." },
	{ "4000000000000069", "pm_card_chargeDeclinedExpiredCard", "visa",
	    "credit", "US", TT_WAY_DECLINES, "expired_card", "expired_card",
	    "Your card has expired." },
	{ "4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "visa",
	    "credit", "US", TT_WAY_DECLINES, "incorrect_cvc", "incorrect_cvc",
	    "Your card's security code is incorrect." },
	{ "4000000000000119", "pm_card_chargeDeclinedProcessingError", "visa",
	    "credit", "US", TT_WAY_DECLINES, "processing_error",
	    "processing_error",
	    "An error occurred while processing your "
	    "card. Try again in a little bit." },
	{ "4000002500003155", "pm_card_authenticationRequired", "visa",
	    "credit", "IE", TT_WAY_STEP, NULL, NULL, NULL },
	{ "4000000000003220", "pm_card_threeDSecure2Required", "visa", "credit",
	    "US", TT_WAY_STEP, NULL, NULL, NULL },
	{ "4000008400001629", "pm_card_threeDSecureRequiredChargeDeclined",
	    "visa", "credit", "US", TT_WAY_STEP_DECLINES, "card_declined",
	    "generic_decline", "Your card was declined." },
	{ "4000000000000259", "pm_card_createDispute", "visa", "credit", "US",
	    TT_WAY_DISPUTES, NULL, NULL, NULL },
	{ "4000000000005126", "pm_card_refundFail", "visa", "credit", "US",
	    TT_WAY_REFUND_FAILS, NULL, NULL, NULL },
	{ "4000000000007726", "pm_card_pendingRefund", "visa", "credit", "US",
	    TT_WAY_REFUND_WAITS, NULL, NULL, NULL },
};

const struct tt_card *
tt_card_find(const char *name)
{
	for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
		if (strcmp(cards[i].number, name) == 0 ||
		    (cards[i].token != NULL &&
			strcmp(cards[i].token, name) == 0))
			return &cards[i];
	}
	return NULL;
}

bool
tt_card_luhn(const char *digits)
{
	size_t n = strlen(digits);
	int sum = 0;

	if (n < 12 || n > 19 || strspn(digits, "0123456789") != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2 == 1)
			d = d > 4 ? 2 * d - 9 : 2 * d;
		sum += d;
	}
	return sum % 10 == 0;
}

static struct json_object *
card_part(const struct tt_means *m)
{
	struct json_object *o = tt_shape_part("payment_method/card");
	struct json_object *checks = json_object_new_object();
	struct json_object *networks = json_object_new_object();
	struct json_object *brands = json_object_new_array();
	struct json_object *secure = json_object_new_object();
	const char *number = m->card->number;

	tt_js_null(checks, "address_line1_check");
	tt_js_null(checks, "address_postal_code_check");
	tt_js_set(checks, "cvc_check", "pass");
	tt_js_put(o, "checks", checks);
	tt_js_push(brands, json_object_new_string(m->card->brand));
	tt_js_put(networks, "available", brands);
	tt_js_null(networks, "preferred");
	tt_js_put(o, "networks", networks);
	tt_js_flag(secure, "supported", true);
	tt_js_put(o, "three_d_secure_usage", secure);
	tt_js_set(o, "brand", m->card->brand);
	tt_js_set(o, "display_brand", m->card->brand);
	tt_js_set(o, "country", m->card->country);
	tt_js_set(o, "funding", m->card->funding);
	tt_js_set(o, "fingerprint", number + strlen(number) - 8);
	tt_js_set(o, "last4", number + strlen(number) - 4);
	tt_js_num(o, "exp_month", m->month);
	tt_js_num(o, "exp_year", m->year);
	return o;
}

const char *
tt_means_keep(struct tt_call *c, const struct tt_means *m)
{
	struct json_object *o = tt_shape_new(c, "payment_method", "pm_");
	struct json_object *hidden = json_object_new_object();
	struct json_object *billing = tt_js_at(o, "billing_details");

	tt_js_set(o, "type", m->type);
	tt_js_set(o, "allow_redisplay", "unspecified");
	tt_js_set(billing, "name", m->name);
	tt_js_set(billing, "email", m->email);
	if (m->card != NULL) {
		tt_js_put(o, "card", card_part(m));
		tt_js_set(hidden, "card", m->card->number);
	} else if (strcmp(m->type, "ideal") == 0) {
		tt_js_put(o, "ideal", tt_shape_part("payment_method/ideal"));
	} else {
		tt_js_put(o, m->type, json_object_new_object());
	}
	tt_store_add(c, o, hidden);
	return tt_pool_fmt(c->pool, "%s", tt_js_str(o, "id"));
}

const struct tt_card *
tt_means_card(struct tt_call *c, const char *method)
{
	const char *number = tt_js_str(tt_store_hidden(c, method), "card");

	return number != NULL ? tt_card_find(number) : NULL;
}
