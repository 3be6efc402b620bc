/* Checkout: the page of a session, and the form that pays it. */
#include "page.h"
#include "box.h"
#include "js.h"
#include "pay.h"
#include "store.h"

#include <inttypes.h>
#include <string.h>

enum { NUMBER, EXPIRY, CVC, NAME, EMAIL, FIELDS };

struct checkout {
	struct tt_page page;
	struct json_object *session, *hidden;
	const char *id;
	const char *value[FIELDS];
	int error[FIELDS]; /* a word, or -1 */
	int trouble;       /* above the form, or -1 */
	const struct tt_card *card;
	int64_t month, year;
};

/* What the page says for Stripe's reason of a decline. */
static const struct {
	const char *code;
	enum tt_word word;
} declines[] = {
	{ "insufficient_funds", TT_W_FUNDS },
	{ "expired_card", TT_W_EXPIRED_CARD },
	{ "incorrect_cvc", TT_W_WRONG_CVC },
	{ "processing_error", TT_W_PROCESSING },
	{ "payment_intent_authentication_failure", TT_W_STEP_FAILED },
	{ "payment_intent_payment_attempt_failed", TT_W_BANK_FAILED },
};

static const struct {
	const char *type, *name;
} banks[] = {
	{ "bancontact", "Bancontact" },
	{ "ideal", "iDEAL" },
};

static const struct {
	const char *number;
	enum tt_word word;
} hints[] = {
	{ "4242 4242 4242 4242", TT_W_CARD_OK },
	{ "4000 0000 0000 0002", TT_W_CARD_NO },
	{ "4000 0000 0000 9995", TT_W_CARD_FUNDS },
	{ "4000 0025 0000 3155", TT_W_CARD_STEP },
	{ "4000 0000 0000 0259", TT_W_CARD_BACK },
};

static const char *
business(struct checkout *k)
{
	const char *own =
	    tt_js_str(k->session, "branding_settings.display_name");

	return own != NULL ? own : k->page.c->box->business;
}

static bool
takes(struct checkout *k, const char *type)
{
	struct json_object *a = tt_js_at(k->session, "payment_method_types");

	for (size_t i = 0; i < json_object_array_length(a); i++) {
		if (strcmp(
			json_object_get_string(json_object_array_get_idx(a, i)),
			type) == 0)
			return true;
	}
	return false;
}

static void
write_line(struct checkout *k, struct json_object *item)
{
	struct tt_page *p = &k->page;
	struct json_object *notes = tt_js_at(k->hidden, "notes");
	const char *note = tt_js_str(notes, tt_js_str(item, "id"));
	int64_t quantity = tt_js_int(item, "quantity");

	tt_html(p, "<tr><th scope=\"row\">%s", tt_js_str(item, "description"));
	if (quantity > 1)
		tt_html(p, "<small>%s</small>",
		    tt_word_with(p->c, p->lang, TT_W_TIMES,
			tt_pool_fmt(p->c->pool, "%" PRId64, quantity)));
	if (note != NULL)
		tt_html(p, "<small>%s</small>", note);
	tt_html(p, "</th><td>%s</td></tr>\n",
	    tt_word_money(p->c, p->lang, tt_js_int(item, "amount_total")));
}

static void
write_order(struct checkout *k, const char *amount)
{
	struct tt_page *p = &k->page;
	struct json_object *items = tt_js_at(k->hidden, "items");
	const char *cancel = tt_js_str(k->session, "cancel_url");

	tt_html(p,
	    "<section class=\"order\" aria-labelledby=\"order\">\n"
	    "<h1 id=\"order\"><small>%s %s</small> %s</h1>\n"
	    "<table><caption>%s</caption>\n<tbody>\n",
	    tt_word(p->lang, TT_W_PAY_TO), business(k), amount,
	    tt_word(p->lang, TT_W_ORDER));
	for (size_t i = 0; i < json_object_array_length(items); i++)
		write_line(k, json_object_array_get_idx(items, i));
	tt_html(p,
	    "</tbody>\n<tfoot><tr><th scope=\"row\">%s</th><td>%s</td>"
	    "</tr></tfoot></table>\n",
	    tt_word(p->lang, TT_W_TOTAL), amount);
	if (cancel != NULL)
		tt_html(p, "<p><a class=\"leave\" href=\"%s\">%s</a></p>\n",
		    cancel, tt_word(p->lang, TT_W_CANCEL));
	tt_html(p, "</section>\n");
}

static void
write_hints(struct tt_page *p)
{
	tt_html(p,
	    "<details><summary>%s</summary>\n<p>%s</p>\n<table>"
	    "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
	    "</tr></thead>\n<tbody>\n",
	    tt_word(p->lang, TT_W_CARDS), tt_word(p->lang, TT_W_CARDS_HINT),
	    tt_word(p->lang, TT_W_CARD_HEAD), tt_word(p->lang, TT_W_THEN_HEAD));
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		tt_html(p, "<tr><td>%s</td><td>%s</td></tr>\n", hints[i].number,
		    tt_word(p->lang, hints[i].word));
	tt_html(p, "</tbody></table></details>\n");
}

static void
write_card_form(struct checkout *k, const char *amount)
{
	struct tt_page *p = &k->page;
	const struct tt_input inputs[FIELDS] = {
		[NUMBER] = { "number", k->value[NUMBER], "text", "cc-number",
		    "numeric", TT_W_NUMBER, -1, k->error[NUMBER] },
		[EXPIRY] = { "expiry", k->value[EXPIRY], "text", "cc-exp",
		    "numeric", TT_W_EXPIRY, TT_W_EXPIRY_HINT,
		    k->error[EXPIRY] },
		/* Never shown again, not even after a mistake elsewhere. */
		[CVC] = { "cvc", "", "text", "cc-csc", "numeric", TT_W_CVC,
		    TT_W_CVC_HINT, k->error[CVC] },
		[NAME] = { "name", k->value[NAME], "text", "cc-name", NULL,
		    TT_W_NAME, -1, k->error[NAME] },
		[EMAIL] = { "email", k->value[EMAIL], "email", "email", "email",
		    TT_W_EMAIL, -1, k->error[EMAIL] },
	};
	bool known = tt_js_has(k->session, "customer_email") ||
		     tt_js_has(k->session, "customer");

	tt_html(p,
	    "<form method=\"post\" action=\"%s/c/pay/%s\" novalidate>\n"
	    "<h3>%s</h3>\n",
	    p->c->box->prefix, k->id, tt_word(p->lang, TT_W_BY_CARD));
	tt_page_input(p, &inputs[NUMBER]);
	tt_html(p, "<div class=\"pair\">\n");
	tt_page_input(p, &inputs[EXPIRY]);
	tt_page_input(p, &inputs[CVC]);
	tt_html(p, "</div>\n");
	tt_page_input(p, &inputs[NAME]);
	if (!known)
		tt_page_input(p, &inputs[EMAIL]);
	tt_html(p,
	    "<button type=\"submit\" name=\"method\" "
	    "value=\"card\">%s</button>\n"
	    "</form>\n",
	    tt_word_with(p->c, p->lang, TT_W_PAY, amount));
	write_hints(p);
}

static void
write_banks(struct checkout *k)
{
	struct tt_page *p = &k->page;

	tt_html(p,
	    "<form method=\"post\" action=\"%s/c/pay/%s\" "
	    "class=\"banks\">\n<h3>%s</h3>\n",
	    p->c->box->prefix, k->id, tt_word(p->lang, TT_W_OR));
	for (size_t i = 0; i < sizeof banks / sizeof *banks; i++) {
		if (takes(k, banks[i].type))
			tt_html(p,
			    "<button type=\"submit\" class=\"second\" "
			    "name=\"method\" "
			    "value=\"%s\">%s</button>\n",
			    banks[i].type,
			    tt_word_with(
				p->c, p->lang, TT_W_WITH, banks[i].name));
	}
	tt_html(p, "</form>\n");
}

static void
show(struct checkout *k, int status)
{
	struct tt_page *p = &k->page;
	const char *amount =
	    tt_word_money(p->c, p->lang, tt_js_int(k->session, "amount_total"));

	tt_page_open(
	    p, tt_word_with(p->c, p->lang, TT_W_PAY_TITLE, amount), "pay");
	write_order(k, amount);
	tt_html(p,
	    "<section class=\"means\" aria-labelledby=\"how\">\n"
	    "<h2 id=\"how\">%s</h2>\n",
	    tt_word(p->lang, TT_W_HOW));
	if (k->trouble >= 0)
		tt_html(p, "<p class=\"trouble\" role=\"alert\">%s</p>\n",
		    tt_word(p->lang, (enum tt_word)k->trouble));
	if (takes(k, "card"))
		write_card_form(k, amount);
	if (takes(k, "bancontact") || takes(k, "ideal"))
		write_banks(k);
	tt_html(p, "</section>\n");
	tt_page_close(p, status);
}

/* Digits only, without the spaces and dashes that people type. */
static const char *
digits_of(struct tt_call *c, const char *s)
{
	char *out = tt_pool_alloc(c->pool, strlen(s) + 1);
	size_t n = 0;

	for (; *s != '\0'; s++) {
		if (*s != ' ' && *s != '-' && *s != '.')
			out[n++] = *s;
	}
	return out;
}

/* "12/34", "12 / 2034" or "1234"; false when it is none of these. */
static bool
read_expiry(struct checkout *k)
{
	const char *s = digits_of(k->page.c, k->value[EXPIRY]);
	size_t n = strspn(s, "0123456789");
	const char *year = s[n] == '/' ? s + n + 1 : s + 2;
	size_t left;

	if (n < 1 || (s[n] == '/' && n > 2) || (s[n] != '/' && n < 4))
		return false;
	left = strspn(year, "0123456789");
	if (year[left] != '\0' || (left != 2 && left != 4))
		return false;
	k->month = s[0] - '0';
	if (s[n] != '/' || n == 2)
		k->month = 10 * k->month + s[1] - '0';
	k->year = left == 2 ? 20 : 0;
	for (size_t i = 0; i < left; i++)
		k->year = 10 * k->year + year[i] - '0';
	return k->month >= 1 && k->month <= 12;
}

/* Months since the year 0, of a card and of today. */
static bool
is_past(struct checkout *k)
{
	/* Days to a year and month, after Howard Hinnant's algorithm. */
	int64_t z = k->page.c->now / 86400 + 719468;
	int64_t era = z / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;
	int64_t year = yoe + era * 400 + (month <= 2);

	return k->year * 12 + k->month < year * 12 + month;
}

static bool
card_fits(struct checkout *k)
{
	const char *number = digits_of(k->page.c, k->value[NUMBER]);
	size_t cvc = strlen(k->value[CVC]);
	const char *email = k->value[EMAIL];
	bool good = true;

	k->card = tt_card_find(number);
	if (!tt_card_luhn(number))
		k->error[NUMBER] = TT_W_BAD_NUMBER;
	else if (k->card == NULL)
		k->error[NUMBER] = TT_W_NOT_TEST;
	if (!read_expiry(k))
		k->error[EXPIRY] = TT_W_BAD_EXPIRY;
	else if (is_past(k))
		k->error[EXPIRY] = TT_W_PAST;
	if (strspn(k->value[CVC], "0123456789") != cvc || cvc < 3 || cvc > 4)
		k->error[CVC] = TT_W_BAD_CVC;
	if (k->value[NAME][0] == '\0')
		k->error[NAME] = TT_W_BAD_NAME;
	if (email[0] != '\0' &&
	    (strchr(email, '@') == NULL || strchr(email, ' ') != NULL ||
		email[0] == '@'))
		k->error[EMAIL] = TT_W_BAD_EMAIL;
	for (int i = 0; i < FIELDS; i++)
		good = good && k->error[i] < 0;
	return good;
}

static enum tt_word
word_for(struct json_object *error)
{
	const char *code = tt_js_str(error, "decline_code");

	if (code == NULL)
		code = tt_js_str(error, "code");
	for (size_t i = 0; i < sizeof declines / sizeof *declines; i++) {
		if (strcmp(declines[i].code, code != NULL ? code : "") == 0)
			return declines[i].word;
	}
	return TT_W_DECLINED;
}

/* The success address, with Stripe's placeholder filled in. */
static const char *
success_of(struct checkout *k)
{
	static const char hole[] = "{CHECKOUT_SESSION_ID}";
	const char *url = tt_js_str(k->session, "success_url");
	const char *at = strstr(url, hole);

	if (at == NULL)
		return url;
	return tt_pool_fmt(k->page.c->pool, "%.*s%s%s", (int)(at - url), url,
	    k->id, at + sizeof hole - 1);
}

static void
finish(struct checkout *k, struct json_object *intent, enum tt_paid paid)
{
	struct tt_call *c = k->page.c;

	switch (paid) {
	case TT_PAID:
	case TT_PENDING:
		tt_page_redirect(c, success_of(k));
		return;
	case TT_STEP:
		tt_page_redirect(
		    c, tt_pool_fmt(c->pool, "%s/c/step/%s", c->box->prefix,
			   tt_js_str(intent, "id")));
		return;
	case TT_DECLINED:
		break;
	}
	k->trouble = (int)word_for(tt_js_at(intent, "last_payment_error"));
	show(k, 402);
}

static void
pay(struct checkout *k)
{
	struct tt_call *c = k->page.c;
	struct json_object *form = tt_page_form(c), *intent;
	static const char *const names[FIELDS] = { [NUMBER] = "number",
		[EXPIRY] = "expiry",
		[CVC] = "cvc",
		[NAME] = "name",
		[EMAIL] = "email" };
	struct tt_means m = { 0 };

	if (form == NULL)
		return;
	for (int i = 0; i < FIELDS; i++)
		k->value[i] = tt_page_field(c, form, names[i]);
	m.type = tt_page_field(c, form, "method");
	if (!takes(k, m.type))
		m.type = "card";
	if (strcmp(m.type, "card") == 0 && !card_fits(k)) {
		k->trouble = TT_W_CHECK;
		show(k, 422);
		return;
	}
	m.card = strcmp(m.type, "card") == 0 ? k->card : NULL;
	m.month = k->month;
	m.year = k->year;
	m.name = k->value[NAME][0] != '\0' ? k->value[NAME] : NULL;
	m.email = k->value[EMAIL][0] != '\0'
		      ? k->value[EMAIL]
		      : tt_js_str(k->session, "customer_email");
	tt_checkout_payer(c, k->session, m.name,
	    k->value[EMAIL][0] != '\0' ? k->value[EMAIL] : NULL);
	intent = tt_checkout_intent(c, k->session);
	finish(k, intent, tt_pay(c, intent, tt_means_keep(c, &m)));
}

/* A step that failed sends the payer back here; this is why. */
static void
recall(struct checkout *k)
{
	const char *id = tt_js_str(k->session, "payment_intent");
	struct json_object *error;

	if (id == NULL)
		return;
	error = tt_js_at(tt_store_get(k->page.c, id), "last_payment_error");
	if (error != NULL)
		k->trouble = (int)word_for(error);
}

void
tt_page_pay(struct tt_call *c, const char *id, bool post)
{
	struct checkout k = { .page = { .c = c }, .id = id, .trouble = -1 };
	const char *back;

	k.session = tt_store_find(c, "checkout.session", id);
	k.page.lang = tt_lang_of(c, tt_js_str(k.session, "locale"));
	for (int i = 0; i < FIELDS; i++) {
		k.value[i] = "";
		k.error[i] = -1;
	}
	if (k.session == NULL) {
		tt_page_notice(
		    &k.page, 404, TT_W_LOST_TITLE, TT_W_LOST, NULL, NULL);
		return;
	}
	k.hidden = tt_store_hidden(c, id);
	k.page.aims[0] = tt_js_str(k.session, "success_url");
	back = tt_word_with(c, k.page.lang, TT_W_BACK, business(&k));
	if (tt_js_is(k.session, "status", "expired")) {
		tt_page_notice(&k.page, 410, TT_W_GONE_TITLE, TT_W_GONE,
		    tt_js_str(k.session, "cancel_url"), back);
	} else if (tt_js_is(k.session, "status", "complete") && post) {
		/* A second click on the button: the first one has paid. */
		tt_page_redirect(c, success_of(&k));
	} else if (tt_js_is(k.session, "status", "complete")) {
		tt_page_notice(&k.page, 200, TT_W_PAID_TITLE, TT_W_PAID,
		    success_of(&k), back);
	} else if (post) {
		pay(&k);
	} else {
		recall(&k);
		show(&k, 200);
	}
}
