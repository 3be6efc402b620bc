#include "api.h"
#include "box.h"
#include "check.h"
#include "http.h"
#include "js.h"
#include "mem.h"
#include "sql.h"
#include "store.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct tt_action actions[] = {
	{ "Accounts_retrieve", tt_api_retrieve, "account" },
	{ "Accounts_list", tt_api_list, "account" },
	{ "Accounts_create", tt_account_create, "account" },
	{ "Accounts_update", tt_account_update, "account" },
	{ "Accounts_createLoginLink", tt_account_login, "account" },
	{ "AccountLinks_create", tt_account_link, "account" },
	{ "Balance_retrieve", tt_balance, "balance" },
	{ "BalanceTransactions_list", tt_api_list, "balance_transaction" },
	{ "BalanceTransactions_retrieve", tt_api_retrieve,
	    "balance_transaction" },
	{ "Charges_list", tt_api_list, "charge" },
	{ "Charges_retrieve", tt_api_retrieve, "charge" },
	{ "Charges_update", tt_api_update, "charge" },
	{ "CheckoutSessions_list", tt_api_list, "checkout.session" },
	{ "CheckoutSessions_create", tt_checkout_create, "checkout.session" },
	{ "CheckoutSessions_retrieve", tt_api_retrieve, "checkout.session" },
	{ "CheckoutSessions_update", tt_api_update, "checkout.session" },
	{ "CheckoutSessions_expire", tt_checkout_expire, "checkout.session" },
	{ "CheckoutSessions_listLineItems", tt_checkout_items,
	    "checkout.session" },
	{ "Customers_list", tt_api_list, "customer" },
	{ "Customers_create", tt_customer_create, "customer" },
	{ "Customers_retrieve", tt_api_retrieve, "customer" },
	{ "Customers_update", tt_customer_update, "customer" },
	{ "Customers_del", tt_customer_delete, "customer" },
	{ "Disputes_list", tt_api_list, "dispute" },
	{ "Disputes_retrieve", tt_api_retrieve, "dispute" },
	{ "Disputes_update", tt_dispute_update, "dispute" },
	{ "Disputes_close", tt_dispute_close, "dispute" },
	{ "Events_list", tt_api_list, "event" },
	{ "Events_retrieve", tt_api_retrieve, "event" },
	{ "PaymentIntents_list", tt_api_list, "payment_intent" },
	{ "PaymentIntents_create", tt_intent_create, "payment_intent" },
	{ "PaymentIntents_retrieve", tt_api_retrieve, "payment_intent" },
	{ "PaymentIntents_update", tt_intent_update, "payment_intent" },
	{ "PaymentIntents_confirm", tt_intent_confirm, "payment_intent" },
	{ "PaymentIntents_capture", tt_intent_capture, "payment_intent" },
	{ "PaymentIntents_cancel", tt_intent_cancel, "payment_intent" },
	{ "PaymentMethods_retrieve", tt_api_retrieve, "payment_method" },
	{ "Payouts_list", tt_api_list, "payout" },
	{ "Payouts_create", tt_payout_create, "payout" },
	{ "Payouts_retrieve", tt_api_retrieve, "payout" },
	{ "Refunds_list", tt_api_list, "refund" },
	{ "Refunds_create", tt_refund_create, "refund" },
	{ "Refunds_retrieve", tt_api_retrieve, "refund" },
	{ "Refunds_update", tt_refund_update, "refund" },
	{ "Transfers_list", tt_api_list, "transfer" },
	{ "Transfers_create", tt_transfer_create, "transfer" },
	{ "Transfers_retrieve", tt_api_retrieve, "transfer" },
	{ "Transfers_update", tt_api_update, "transfer" },
	{ "Transfers_listReversals", tt_transfer_reversals, "transfer" },
	{ "Transfers_createReversal", tt_transfer_reverse, "transfer" },
	{ "Transfers_retrieveReversal", tt_transfer_reversal,
	    "transfer_reversal" },
	{ "WebhookEndpoints_list", tt_api_list, "webhook_endpoint" },
	{ "WebhookEndpoints_create", tt_endpoint_create, "webhook_endpoint" },
	{ "WebhookEndpoints_retrieve", tt_api_retrieve, "webhook_endpoint" },
	{ "WebhookEndpoints_update", tt_endpoint_update, "webhook_endpoint" },
	{ "WebhookEndpoints_del", tt_endpoint_delete, "webhook_endpoint" },
};

/* Whether a path fits "/v1/x/{id}/y"; what {id} stood for goes to arg. */
static bool
fits(struct tt_call *c, const char *pattern, const char *path)
{
	int n = 0;

	c->arg[0] = c->arg[1] = NULL;
	while (*pattern != '\0') {
		size_t k;

		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		k = strcspn(path, "/");
		if (k == 0 || n == 2)
			return false;
		c->arg[n++] = tt_pool_copy(c->pool, path, k);
		path += k;
		pattern = strchr(pattern, '}') + 1;
	}
	return *path == '\0';
}

static const struct tt_operation *
operation_of(struct tt_call *c)
{
	for (size_t i = 0; tt_operations[i].method != NULL; i++) {
		const struct tt_operation *op = &tt_operations[i];

		if (tt_span_is(c->http->method, op->method) &&
		    fits(c, op->path, c->path))
			return op;
	}
	return NULL;
}

static const struct tt_action *
action_of(const struct tt_operation *op)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (strcmp(actions[i].operation, op->name) == 0)
			return &actions[i];
	}
	return NULL;
}

/* The key of "Bearer KEY", or of Basic with the key as its user. */
static const char *
sent_key(struct tt_call *c)
{
	const char *h = tt_http_text(c->http, c->pool, "Authorization");
	unsigned char *plain;
	size_t n;
	int got;

	if (h == NULL)
		return NULL;
	if (strncasecmp(h, "Bearer ", 7) == 0)
		return h + 7;
	n = strlen(h);
	if (strncasecmp(h, "Basic ", 6) != 0 || n > 1024 || n < 7)
		return NULL;
	plain = tt_pool_alloc(c->pool, n);
	got =
	    EVP_DecodeBlock(plain, (const unsigned char *)h + 6, (int)(n - 6));
	if (got < 0)
		return NULL;
	plain[got] = '\0';
	plain[strcspn((char *)plain, ":")] = '\0';
	return (char *)plain;
}

static bool
allowed(struct tt_call *c)
{
	const char *key = sent_key(c);
	size_t n;

	if (key != NULL && tt_chance_same(key, c->box->secret))
		return true;
	c->headers = "WWW-Authenticate: Basic realm=\"Stripe\"\r\n";
	if (key == NULL || key[0] == '\0') {
		tt_fail(c, 401, NULL, NULL,
		    "You did not provide an API key. "
		    "You need to provide your API key in the Authorization "
		    "header, using Bearer auth (e.g. 'Authorization: Bearer "
		    "YOUR_SECRET_KEY').");
		return false;
	}
	n = strlen(key);
	tt_fail(c, 401, NULL, NULL, "Invalid API Key provided: %.8s****%s", key,
	    n > 16 ? key + n - 4 : "");
	return false;
}

/* "2026-10-28" or "2026-10-28.endive" */
static bool
is_version(const char *s)
{
	for (int i = 0; i < 10; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';

		if (i == 4 || i == 7 ? s[i] != '-' : !digit)
			return false;
	}
	if (s[10] == '\0')
		return true;
	return s[10] == '.' && s[11] != '\0' &&
	       s[11 + strspn(s + 11, "abcdefghijklmnopqrstuvwxyz_")] == '\0';
}

static bool
headers_fit(struct tt_call *c)
{
	const char *version = tt_http_text(c->http, c->pool, "Stripe-Version");
	const char *account = tt_http_text(c->http, c->pool, "Stripe-Account");

	if (version != NULL && !is_version(version)) {
		tt_fail(c, 400, NULL, NULL, "Invalid Stripe API version: %s",
		    version);
		return false;
	}
	c->headers = tt_pool_fmt(c->pool, "Stripe-Version: %s\r\n",
	    version != NULL ? version : TT_API_VERSION);
	if (account != NULL) {
		if (tt_api_object(c, "account", account, NULL) == NULL)
			return false;
		c->account = account;
	}
	c->key = tt_http_text(c->http, c->pool, "Idempotency-Key");
	if (c->key != NULL && (c->key[0] == '\0' || strlen(c->key) > 255)) {
		tt_fail_as(c, 400, "idempotency_error", NULL,
		    "An idempotency key has between 1 and 255 characters.");
		return false;
	}
	return true;
}

static struct json_object *
read_form(struct tt_call *c)
{
	bool post = tt_span_is(c->http->method, "POST");
	const char *type = tt_http_text(c->http, c->pool, "Content-Type");
	struct json_object *form;
	const char *why = "";

	if (post && c->http->body.n > 0 &&
	    (type == NULL || strncasecmp(type,
				 "application/x-www-form-urlencoded", 33) != 0))
		return tt_fail(c, 400, NULL, NULL,
		    "Invalid request (check "
		    "that your POST content type is "
		    "application/x-www-form-urlencoded).");
	form = tt_form_read(c->pool,
	    post && c->http->body.n > 0 ? c->http->body : c->http->query, &why);
	if (form == NULL)
		return tt_fail(c, 400, NULL, NULL, "%s", why);
	return form;
}

static void
run(struct tt_call *c, const struct tt_operation *op,
    const struct tt_action *action, struct json_object *form)
{
	const char *hash = NULL;
	struct json_object *answer;

	if (c->key != NULL && tt_span_is(c->http->method, "POST")) {
		hash = tt_idem_hash(c, form);
		if (tt_idem_answer(c, hash))
			return;
	}
	c->params = tt_check(c, op, form);
	if (c->params == NULL)
		return;
	c->kind = action->kind;
	answer = action->run(c);
	if (answer != NULL && tt_expand(c, answer))
		tt_api_json(c, 200, answer);
	if (tt_chance_says(c->box, c->box->chaos.slow)) {
		int64_t wait = tt_chance_between(c->box, 1000, 4000);

		c->wait = TT_ANSWER_LATE;
		c->ready_ms = tt_clock_ms() + wait;
	}
	if (hash != NULL)
		tt_idem_keep(c, hash);
	if (tt_chance_says(c->box, c->box->chaos.lose))
		c->wait = TT_ANSWER_NEVER;
}

/* Trouble before any work, when chaos asks for it; true when it struck. */
static bool
struck(struct tt_call *c)
{
	if (tt_chance_says(c->box, c->box->chaos.limit)) {
		c->headers =
		    tt_pool_fmt(c->pool, "%sRetry-After: 1\r\n", c->headers);
		tt_fail(
		    c, 429, "rate_limit", NULL, "Request rate limit exceeded.");
		return true;
	}
	if (tt_chance_says(c->box, c->box->chaos.fail)) {
		tt_fail_as(
		    c, 500, "api_error", NULL, "An unknown error occurred.");
		return true;
	}
	return false;
}

static void
answer_v1(struct tt_call *c)
{
	const struct tt_operation *op = operation_of(c);
	const struct tt_action *action;
	struct json_object *form;

	if (op == NULL) {
		tt_fail(c, 404, NULL, NULL,
		    "Unrecognized request URL "
		    "(%.*s: %s).",
		    (int)c->http->method.n, c->http->method.p, c->path);
		return;
	}
	action = action_of(op);
	if (action == NULL) {
		tt_fail(c, 404, "resource_missing", NULL,
		    "The sandbox does "
		    "not do %s (%s %s). Use Stripe's own test mode for it.",
		    op->name, op->method, op->path);
		return;
	}
	/* "/v1/account" names no id: it is the caller's own account. */
	if (strcmp(op->path, "/v1/account") == 0) {
		tt_api_json(c, 200,
		    c->account[0] != '\0'
			? tt_api_object(c, "account", c->account, NULL)
			: tt_account_own(c));
		return;
	}
	form = struck(c) ? NULL : read_form(c);
	if (form != NULL)
		run(c, op, action, form);
}

void
tt_api_answer(struct tt_call *c)
{
	c->id = tt_chance_id(c->pool, "req_", 14);
	tt_tick(c->box);
	tt_sql_begin(c->box);
	if (allowed(c) && headers_fit(c)) {
		if (strncmp(c->path, "/sandbox/", 9) == 0) {
			struct json_object *form = read_form(c);

			if (form != NULL)
				tt_control_answer(c, form);
		} else {
			answer_v1(c);
		}
	}
	if (!tt_sql_end(c->box)) {
		tt_fail_as(c, 500, "api_error", NULL,
		    "The sandbox could not store this.");
		c->wait = TT_ANSWER_NOW;
	}
	c->headers = tt_pool_fmt(c->pool, "%sRequest-Id: %s\r\n",
	    c->headers != NULL ? c->headers : "", c->id);
	if (c->key != NULL)
		c->headers = tt_pool_fmt(
		    c->pool, "%sIdempotency-Key: %s\r\n", c->headers, c->key);
}
