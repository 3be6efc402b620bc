/*
 * The API: from a request to an answer. A handler gets the call with typed
 * params and answers an object, or NULL after tt_fail gave the answer. It
 * checks all it has to before its first write, for what was written stays.
 */
#ifndef TT_API_H
#define TT_API_H

#include <stdbool.h>
#include <stdint.h>

struct json_object;
struct tt_box;
struct tt_call;
struct tt_pool;

struct tt_action {
	const char *operation; /* as in params.c */
	struct json_object *(*run)(struct tt_call *);
	const char *kind; /* of the object it is about */
};

/* Answers a request whose path starts with /v1/ or /sandbox/. */
void tt_api_answer(struct tt_call *);

/* The three that most resources share; they go by call.kind. */
struct json_object *tt_api_retrieve(struct tt_call *);
struct json_object *tt_api_list(struct tt_call *);
struct json_object *tt_api_update(struct tt_call *);

/*
 * Refuses in Stripe's words; code and param may be NULL. Always NULL. The
 * type is invalid_request_error; tt_fail_as tells another.
 */
struct json_object *tt_fail(struct tt_call *, int status, const char *code,
    const char *param, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
struct json_object *tt_fail_as(struct tt_call *, int status, const char *type,
    const char *code, const char *message);
/* The same with an error object of the caller's making, as for a card. */
struct json_object *tt_fail_with(
    struct tt_call *, int status, struct json_object *error);

/*
 * The object an id names, of the call's account; NULL after answering that
 * there is none.
 */
struct json_object *tt_api_object(
    struct tt_call *, const char *kind, const char *id, const char *param);

/* A string, integer, flag of the params; NULL, 0, false when not sent. */
const char *tt_param_str(struct tt_call *, const char *path);
int64_t tt_param_int(struct tt_call *, const char *path);
bool tt_param_has(struct tt_call *, const char *path);
/* Whether it is an http(s) address that may stand in a header and a link. */
bool tt_param_is_address(const char *);
/* Copies what was sent under a name into the object; "" becomes null. */
void tt_param_copy(struct tt_call *, struct json_object *, const char *name);

/* An answer of JSON; the pool must own the object. */
void tt_api_json(struct tt_call *, int status, struct json_object *);

/* A Stripe list of an array, which the list takes over. */
struct json_object *tt_api_page(
    struct json_object *array, const char *url, bool more);

/* Replaces ids by objects as params.expand asks; false after a refusal. */
bool tt_expand(struct tt_call *, struct json_object *answer);

/* Keeps the first answer under an Idempotency-Key; true when it answered. */
bool tt_idem_answer(struct tt_call *, const char *hash);
void tt_idem_keep(struct tt_call *, const char *hash);
const char *tt_idem_hash(struct tt_call *, struct json_object *form);

/* Tells the world: stores the event and queues its deliveries. */
void tt_event_emit(struct tt_call *, const char *type, struct json_object *);
/* The same with what an update replaced; takes over `before`. */
void tt_event_change(struct tt_call *, const char *type, struct json_object *,
    struct json_object *before);

/* Lets happen what is due by the sandbox's clock. */
void tt_tick(struct tt_box *);

/* Handlers, by file. */
struct json_object *tt_account_create(struct tt_call *);
struct json_object *tt_account_update(struct tt_call *);
struct json_object *tt_account_own(struct tt_call *);
struct json_object *tt_account_link(struct tt_call *);
struct json_object *tt_account_login(struct tt_call *);
struct json_object *tt_balance(struct tt_call *);
struct json_object *tt_checkout_create(struct tt_call *);
struct json_object *tt_checkout_expire(struct tt_call *);
struct json_object *tt_checkout_items(struct tt_call *);
struct json_object *tt_customer_create(struct tt_call *);
struct json_object *tt_customer_update(struct tt_call *);
struct json_object *tt_customer_delete(struct tt_call *);
struct json_object *tt_dispute_update(struct tt_call *);
struct json_object *tt_dispute_close(struct tt_call *);
struct json_object *tt_endpoint_create(struct tt_call *);
struct json_object *tt_endpoint_update(struct tt_call *);
struct json_object *tt_endpoint_delete(struct tt_call *);
struct json_object *tt_intent_create(struct tt_call *);
struct json_object *tt_intent_update(struct tt_call *);
struct json_object *tt_intent_confirm(struct tt_call *);
struct json_object *tt_intent_capture(struct tt_call *);
struct json_object *tt_intent_cancel(struct tt_call *);
struct json_object *tt_payout_create(struct tt_call *);
struct json_object *tt_refund_create(struct tt_call *);
struct json_object *tt_refund_update(struct tt_call *);
struct json_object *tt_transfer_create(struct tt_call *);
struct json_object *tt_transfer_reverse(struct tt_call *);
struct json_object *tt_transfer_reversals(struct tt_call *);
struct json_object *tt_transfer_reversal(struct tt_call *);

/* The test controls under /sandbox/. */
void tt_control_answer(struct tt_call *, struct json_object *form);
/* What /sandbox/deliver says once all is delivered; a text of the pool. */
const char *tt_control_delivered(struct tt_box *, struct tt_pool *);

#endif
