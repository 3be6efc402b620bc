/*
 * The payment provider's events. The signature is checked over the raw bytes,
 * the event is stored once, and 200 goes out after that commit; a job does
 * what is to be done.
 */
#include "core/log.h"
#include "core/text.h"
#include "model/payment.h"
#include "net/stripe.h"
#include "web/req.h"

#define BODY_MAX ((size_t)1 << 20)

static void
answer(struct tt_req *r, int status, const char *text)
{
	tt_buf_printf(tt_body(r, status, "application/json"),
	    "{\"message\":\"%s\"}\n", text);
}

static void
stripe(struct tt_req *r)
{
	const char *signature = tt_header(r, "Stripe-Signature");
	const struct tt_conf *conf = r->cx->conf;
	struct tt_stripe_hint h;

	if (conf->stripe_webhook_secret[0] == '\0' ||
	    !tt_stripe_signed(signature, r->body, r->body_n,
	    conf->stripe_webhook_secret, r->cx->now)) {
		tt_log_warn("webhook refused: signature");
		answer(r, 400, "signature");
		return;
	}
	if (!tt_utf8_ok(r->body, r->body_n, true) ||
	    !tt_stripe_read_event(r->cx->arena, r->body, r->body_n, &h) ||
	    (conf->demo && h.live)) {
		answer(r, 400, "event");
		return;
	}
	(void)tt_stripe_event_store(r->cx, h.id, h.type,
	    (tt_time){ h.created }, r->body);
	answer(r, 200, "received");
}

static const struct tt_route routes[] = {
	{ TT_POST, "/webhook/stripe", TT_WEBHOOK, stripe, BODY_MAX },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("webhook", routes, argc, argv);
}
