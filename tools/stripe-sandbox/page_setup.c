/* The pages of a connected account: onboarding, and its balance. */
#include "page.h"
#include "api.h"
#include "box.h"
#include "js.h"
#include "pay.h"
#include "http.h"
#include "store.h"

#include <string.h>

static const char test_iban[] = "BE68 5390 0754 7034";

struct setup {
	struct tt_page page;
	struct json_object *account, *link;
	const char *id, *token;
	const char *name, *iban;
	int bad_name, bad_iban, bad_terms; /* words, or -1 */
};

/* Whether the check digits of an IBAN fit: mod 97, digit by digit. */
static bool
is_iban(const char *s)
{
	const char *start = s;
	size_t n = strlen(s);
	int rest = 0;

	if (n < 15 || n > 34 || s[0] < 'A' || s[1] < 'A')
		return false;
	for (size_t i = 0; i < n; i++) {
		char ch = start[(i + 4) % n];

		if (ch >= '0' && ch <= '9')
			rest = (rest * 10 + ch - '0') % 97;
		else if (ch >= 'A' && ch <= 'Z')
			rest = (rest * 100 + ch - 'A' + 10) % 97;
		else
			return false;
	}
	return rest == 1;
}

static const char *
squeezed(struct tt_call *c, const char *s)
{
	char *out = tt_pool_alloc(c->pool, strlen(s) + 1);
	size_t n = 0;

	for (; *s != '\0'; s++) {
		if (*s == ' ')
			continue;
		out[n++] = *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s;
	}
	return out;
}

static void
write_terms(struct setup *k)
{
	struct tt_page *p = &k->page;

	tt_html(p, "<div class=\"field tick\"><input id=\"terms\" "
		   "name=\"terms\" type=\"checkbox\" value=\"yes\"");
	if (k->bad_terms >= 0)
		tt_html(p, " aria-invalid=\"true\" "
			   "aria-describedby=\"terms-error\"");
	tt_html(p, ">\n<label for=\"terms\">%s</label>\n",
	    tt_word(p->lang, TT_W_TERMS));
	if (k->bad_terms >= 0)
		tt_html(p, "<p class=\"error\" id=\"terms-error\">%s</p>\n",
		    tt_word(p->lang, (enum tt_word)k->bad_terms));
	tt_html(p, "</div>\n");
}

static void
show(struct setup *k, int status)
{
	struct tt_page *p = &k->page;
	const struct tt_input name = { "name", k->name, "text", "name", NULL,
		TT_W_LEGAL_NAME, -1, k->bad_name };
	const struct tt_input iban = { "iban", k->iban, "text", "off", NULL,
		TT_W_IBAN, TT_W_IBAN_HINT, k->bad_iban };

	tt_page_open(p, tt_word(p->lang, TT_W_SETUP_TITLE), "notice");
	tt_html(p, "<h1>%s</h1>\n<p>%s</p>\n",
	    tt_word(p->lang, TT_W_SETUP_TITLE), tt_word(p->lang, TT_W_SETUP));
	if (status != 200)
		tt_html(p, "<p class=\"trouble\" role=\"alert\">%s</p>\n",
		    tt_word(p->lang, TT_W_CHECK));
	tt_html(p,
	    "<form method=\"post\" action=\"%s/setup/%s?link=%s\" "
	    "novalidate>\n",
	    p->c->box->prefix, k->id, k->token);
	tt_page_input(p, &name);
	tt_page_input(p, &iban);
	write_terms(k);
	tt_html(p,
	    "<button type=\"submit\" name=\"do\" value=\"done\">%s</button>\n"
	    "<button type=\"submit\" class=\"second\" name=\"do\" "
	    "value=\"later\">%s</button>\n"
	    "</form>\n",
	    tt_word(p->lang, TT_W_SETUP_DONE),
	    tt_word(p->lang, TT_W_SETUP_LATER));
	tt_page_close(p, status);
}

/* A link serves once: its account's other link is no better. */
static void
use_up(struct setup *k)
{
	struct json_object *hidden = tt_store_hidden(k->page.c, k->id);

	tt_js_num(
	    tt_js_at(tt_js_at(hidden, "links"), k->token), "expires_at", 0);
	tt_store_hide(k->page.c, k->id, hidden);
}

static void
act(struct setup *k)
{
	struct tt_call *c = k->page.c;
	struct json_object *form = tt_page_form(c);

	if (form == NULL)
		return;
	if (strcmp(tt_page_field(c, form, "do"), "later") == 0) {
		use_up(k);
		tt_page_redirect(c, tt_js_str(k->link, "return_url"));
		return;
	}
	k->name = tt_page_field(c, form, "name");
	k->iban = tt_page_field(c, form, "iban");
	if (k->name[0] == '\0')
		k->bad_name = TT_W_NO_NAME;
	if (!is_iban(squeezed(c, k->iban)))
		k->bad_iban = TT_W_BAD_IBAN;
	if (strcmp(tt_page_field(c, form, "terms"), "yes") != 0)
		k->bad_terms = TT_W_BAD_TERMS;
	if (k->bad_name >= 0 || k->bad_iban >= 0 || k->bad_terms >= 0) {
		show(k, 422);
		return;
	}
	use_up(k);
	if (!tt_js_true(k->account, "details_submitted"))
		tt_account_complete(c, k->account);
	tt_page_redirect(c, tt_js_str(k->link, "return_url"));
}

/* The link of the query, or any of the account's when it is not there. */
static void
find_link(struct setup *k)
{
	struct tt_call *c = k->page.c;
	struct json_object *links =
	    tt_js_at(tt_store_hidden(c, k->id), "links");
	const char *why;
	struct json_object *query = tt_form_read(c->pool, c->http->query, &why);

	k->token = tt_page_field(c, query, "link");
	if (links == NULL)
		return;
	json_object_object_foreach(links, token, link)
	{
		k->link = link;
		if (strcmp(token, k->token) == 0)
			return;
	}
	if (k->link != NULL)
		tt_js_num(k->link, "expires_at", 0);
}

void
tt_page_setup(struct tt_call *c, const char *id, bool post)
{
	struct setup k = { .page = { .c = c },
		.id = id,
		.name = "",
		.iban = test_iban,
		.bad_name = -1,
		.bad_iban = -1,
		.bad_terms = -1 };

	k.page.lang = tt_lang_of(c, NULL);
	k.account = tt_store_find(c, "account", id);
	if (k.account == NULL) {
		tt_page_notice(
		    &k.page, 404, TT_W_LOST_TITLE, TT_W_LOST, NULL, NULL);
		return;
	}
	find_link(&k);
	if (k.link == NULL) {
		tt_page_notice(&k.page, 410, TT_W_SETUP_TITLE, TT_W_SETUP_GONE,
		    NULL, NULL);
		return;
	}
	k.page.aims[0] = tt_js_str(k.link, "return_url");
	k.page.aims[1] = tt_js_str(k.link, "refresh_url");
	if (tt_js_int(k.link, "expires_at") <= c->now)
		tt_page_redirect(c, tt_js_str(k.link, "refresh_url"));
	else if (post)
		act(&k);
	else
		show(&k, 200);
}

void
tt_page_express(struct tt_call *c, const char *id, bool post)
{
	struct tt_page p = { .c = c };
	struct json_object *account, *balance;

	(void)post;
	p.lang = tt_lang_of(c, NULL);
	account = tt_store_find(c, "account", id);
	if (account == NULL) {
		tt_page_notice(&p, 404, TT_W_LOST_TITLE, TT_W_LOST, NULL, NULL);
		return;
	}
	c->account = id;
	balance = tt_balance(c);
	tt_page_open(&p, tt_word(p.lang, TT_W_EXPRESS_TITLE), "notice");
	tt_html(&p,
	    "<h1>%s</h1>\n<p>%s</p>\n<table><tbody>\n"
	    "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
	    "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
	    "</tbody></table>\n",
	    tt_word(p.lang, TT_W_EXPRESS_TITLE),
	    tt_word(p.lang, tt_js_true(account, "payouts_enabled")
				? TT_W_PAYOUTS_ON
				: TT_W_PAYOUTS_OFF),
	    tt_word(p.lang, TT_W_AVAILABLE),
	    tt_word_money(c, p.lang,
		tt_js_int(json_object_array_get_idx(
			      tt_js_at(balance, "available"), 0),
		    "amount")),
	    tt_word(p.lang, TT_W_PENDING),
	    tt_word_money(c, p.lang,
		tt_js_int(
		    json_object_array_get_idx(tt_js_at(balance, "pending"), 0),
		    "amount")));
	tt_page_close(&p, 200);
}
