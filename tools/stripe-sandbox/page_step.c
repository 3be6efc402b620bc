/* The payer's extra step: 3-D Secure for a card, the bank for the others. */
#include "page.h"
#include "box.h"
#include "js.h"
#include "pay.h"
#include "store.h"

#include <string.h>

struct step {
	struct tt_page page;
	struct json_object *intent, *session;
	const char *id;
};

static const struct {
	const char *word;
	enum tt_step step;
} choices[] = {
	{ "done", TT_STEP_DONE },
	{ "fail", TT_STEP_FAILED },
	{ "later", TT_STEP_LATER },
};

static void
button(
    struct tt_page *p, const char *value, const char *shape, enum tt_word word)
{
	tt_html(p,
	    "<button type=\"submit\" class=\"%s\" name=\"do\" "
	    "value=\"%s\">%s</button>\n",
	    shape, value, tt_word(p->lang, word));
}

static void
show(struct step *k)
{
	struct tt_page *p = &k->page;
	struct json_object *method =
	    tt_store_get(p->c, tt_js_str(k->intent, "payment_method"));
	bool card = tt_js_is(method, "type", "card");
	const char *bank =
	    tt_js_is(method, "type", "ideal") ? "iDEAL" : "Bancontact";
	const char *amount =
	    tt_word_money(p->c, p->lang, tt_js_int(k->intent, "amount"));
	const char *title =
	    card ? tt_word(p->lang, TT_W_STEP_TITLE)
		 : tt_word_with(p->c, p->lang, TT_W_BANK_TITLE, bank);

	tt_page_open(p, title, "notice");
	tt_html(p,
	    "<h1>%s</h1>\n<p>%s</p>\n<form method=\"post\" "
	    "action=\"%s/c/step/%s\">\n",
	    title,
	    tt_word_with(p->c, p->lang, card ? TT_W_STEP : TT_W_BANK, amount),
	    p->c->box->prefix, k->id);
	button(p, "done", "", card ? TT_W_STEP_DONE : TT_W_BANK_DONE);
	if (!card)
		button(p, "later", "second", TT_W_BANK_LATER);
	button(p, "fail", "second", card ? TT_W_STEP_FAIL : TT_W_BANK_FAIL);
	tt_html(p, "</form>\n");
	tt_page_close(p, 200);
}

/* Where the payer goes when the step is over, well or not. */
static void
go_on(struct step *k, bool well)
{
	struct tt_call *c = k->page.c;
	const char *url = tt_js_str(tt_store_hidden(c, k->id), "return_url");

	if (k->session != NULL) {
		/* The page of the session knows what to do with either. */
		const char *success = tt_js_str(k->session, "success_url");
		const char *hole = strstr(success, "{CHECKOUT_SESSION_ID}");
		const char *session = tt_js_str(k->session, "id");

		if (!well)
			tt_page_redirect(c, tt_pool_fmt(c->pool, "%s/c/pay/%s",
						c->box->prefix, session));
		else if (hole == NULL)
			tt_page_redirect(c, success);
		else
			tt_page_redirect(
			    c, tt_pool_fmt(c->pool, "%.*s%s%s",
				   (int)(hole - success), success, session,
				   strchr(hole, '}') + 1));
		return;
	}
	if (url == NULL) {
		tt_page_notice(&k->page, 200,
		    well ? TT_W_PAID_TITLE : TT_W_LOST_TITLE,
		    well ? TT_W_PAID : TT_W_STEP_FAILED, NULL, NULL);
		return;
	}
	tt_page_redirect(
	    c, tt_pool_fmt(c->pool, "%s%cpayment_intent=%s&redirect_status=%s",
		   url, strchr(url, '?') != NULL ? '&' : '?', k->id,
		   well ? "succeeded" : "failed"));
}

static void
act(struct step *k)
{
	struct tt_call *c = k->page.c;
	struct json_object *form = tt_page_form(c);
	const char *word;

	if (form == NULL)
		return;
	word = tt_page_field(c, form, "do");
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		if (strcmp(choices[i].word, word) == 0) {
			go_on(k, tt_pay_step(c, k->intent, choices[i].step) !=
				     TT_DECLINED);
			return;
		}
	}
	show(k);
}

void
tt_page_step(struct tt_call *c, const char *id, bool post)
{
	struct step k = { .page = { .c = c }, .id = id };
	const char *session;

	k.intent = tt_store_get(c, id);
	if (!tt_js_is(k.intent, "object", "payment_intent"))
		k.intent = NULL;
	session = tt_js_str(tt_store_hidden(c, id), "session");
	if (session != NULL)
		k.session = tt_store_get(c, session);
	k.page.lang = tt_lang_of(c, tt_js_str(k.session, "locale"));
	k.page.aims[0] = tt_js_str(k.session, "success_url");
	k.page.aims[1] = tt_js_str(tt_store_hidden(c, id), "return_url");
	if (k.intent == NULL)
		tt_page_notice(
		    &k.page, 404, TT_W_LOST_TITLE, TT_W_LOST, NULL, NULL);
	else if (!tt_js_is(k.intent, "status", "requires_action"))
		go_on(&k, tt_js_is(k.session, "status", "complete") ||
			      tt_js_is(k.intent, "status", "succeeded"));
	else if (post)
		act(&k);
	else
		show(&k);
}
