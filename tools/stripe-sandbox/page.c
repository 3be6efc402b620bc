#include "page.h"
#include "api.h"
#include "box.h"
#include "http.h"
#include "js.h"
#include "sql.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char mark[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
    "<rect width=\"32\" height=\"32\" rx=\"7\" fill=\"#26355d\"/>"
    "<rect x=\"6\" y=\"9\" width=\"20\" height=\"14\" rx=\"2\" "
    "fill=\"#fff\"/><rect x=\"6\" y=\"12\" width=\"20\" height=\"3\" "
    "fill=\"#f0b429\"/></svg>";

static const struct {
	const char *path;
	void (*answer)(struct tt_call *, const char *id, bool post);
} pages[] = {
	{ "/c/pay/", tt_page_pay },
	{ "/c/step/", tt_page_step },
	{ "/setup/", tt_page_setup },
	{ "/express/", tt_page_express },
};

static void
escape(struct tt_text *t, const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '&':
			tt_text_puts(t, "&amp;");
			break;
		case '<':
			tt_text_puts(t, "&lt;");
			break;
		case '>':
			tt_text_puts(t, "&gt;");
			break;
		case '"':
			tt_text_puts(t, "&quot;");
			break;
		case '\'':
			tt_text_puts(t, "&#39;");
			break;
		default:
			tt_text_add(t, s, 1);
			break;
		}
	}
}

void
tt_html(struct tt_page *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	for (const char *s = fmt; *s != '\0'; s++) {
		if (*s != '%') {
			tt_text_add(&p->html, s, 1);
		} else if (*++s == 'd') {
			tt_text_fmt(&p->html, "%d", va_arg(ap, int));
		} else {
			const char *value = va_arg(ap, const char *);

			assert(*s == 's');
			escape(&p->html, value != NULL ? value : "");
		}
	}
	va_end(ap);
}

void
tt_page_open(struct tt_page *p, const char *title, const char *shape)
{
	const char *prefix = p->c->box->prefix;

	tt_html(p,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"robots\" content=\"noindex\">\n"
	    "<title>%s | %s</title>\n",
	    tt_lang_code(p->lang), title, p->c->box->business);
	tt_html(p,
	    "<link rel=\"stylesheet\" href=\"%s/style.css\">\n"
	    "<link rel=\"icon\" href=\"%s/mark.svg\" type=\"image/svg+xml\">\n"
	    "</head>\n<body>\n<a class=\"skip\" href=\"#main\">%s</a>\n"
	    "<header class=\"band\"><p>%s</p></header>\n"
	    "<main id=\"main\" class=\"%s\" tabindex=\"-1\">\n",
	    prefix, prefix, tt_word(p->lang, TT_W_SKIP),
	    tt_word(p->lang, TT_W_BAND), shape);
}

/* "https://host:port" of an address, or NULL when it is not that plain. */
static const char *
origin_of(struct tt_call *c, const char *url)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
	size_t scheme, host;

	if (url == NULL || strstr(url, "://") == NULL)
		return NULL;
	scheme = (size_t)(strstr(url, "://") - url) + 3;
	host = strspn(url + scheme, plain);
	if (host == 0 || strchr("/?#", url[scheme + host]) == NULL)
		return NULL;
	return tt_pool_copy(c->pool, url, scheme + host);
}

static void
set_headers(struct tt_page *p)
{
	const char *first = origin_of(p->c, p->aims[0]);
	const char *second = origin_of(p->c, p->aims[1]);

	p->c->headers = tt_pool_fmt(p->c->pool,
	    "Content-Security-Policy: default-src 'none'; style-src 'self'; "
	    "img-src 'self'; form-action 'self'%s%s%s%s; base-uri 'none'; "
	    "frame-ancestors 'none'\r\nX-Frame-Options: DENY\r\n"
	    "Referrer-Policy: strict-origin-when-cross-origin\r\n",
	    first != NULL ? " " : "", first != NULL ? first : "",
	    second != NULL ? " " : "", second != NULL ? second : "");
}

void
tt_page_close(struct tt_page *p, int status)
{
	tt_html(p,
	    "</main>\n<footer class=\"foot\"><p>%s</p></footer>\n"
	    "</body>\n</html>\n",
	    tt_word(p->lang, TT_W_FOOT));
	set_headers(p);
	p->c->status = status;
	p->c->type = "text/html; charset=utf-8";
	p->c->length = p->html.n;
	p->c->body = tt_pool_copy(p->c->pool, p->html.p, p->html.n);
	tt_text_free(&p->html);
}

void
tt_page_notice(struct tt_page *p, int status, enum tt_word title,
    enum tt_word text, const char *link, const char *link_text)
{
	tt_page_open(p, tt_word(p->lang, title), "notice");
	tt_html(p, "<h1>%s</h1>\n<p>%s</p>\n", tt_word(p->lang, title),
	    tt_word(p->lang, text));
	if (link != NULL)
		tt_html(p, "<p><a class=\"button\" href=\"%s\">%s</a></p>\n",
		    link, link_text);
	tt_page_close(p, status);
}

void
tt_page_redirect(struct tt_call *c, const char *url)
{
	c->status = 303;
	c->type = "text/plain; charset=utf-8";
	c->headers = tt_pool_fmt(c->pool, "Location: %s\r\n", url);
	c->body = "See Other\n";
	c->length = strlen(c->body);
}

static void
plain(struct tt_call *c, int status, const char *type, const char *text)
{
	c->status = status;
	c->type = type;
	c->body = text;
	c->length = strlen(text);
}

struct json_object *
tt_page_form(struct tt_call *c)
{
	struct tt_span type = tt_http_header(c->http, "Content-Type");
	struct json_object *form = NULL;
	const char *why;

	if (type.n >= 33 &&
	    strncasecmp(type.p, "application/x-www-form-urlencoded", 33) == 0)
		form = tt_form_read(c->pool, c->http->body, &why);
	if (form == NULL)
		plain(c, 400, "text/plain; charset=utf-8",
		    "The form could not be read.\n");
	return form;
}

const char *
tt_page_field(struct tt_call *c, struct json_object *form, const char *name)
{
	const char *s = tt_js_str(form, name);
	size_t n;

	if (s == NULL)
		return "";
	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n <= 300 ? tt_pool_copy(c->pool, s, n) : "";
}

void
tt_page_input(struct tt_page *p, const struct tt_input *in)
{
	bool both = in->hint >= 0 && in->error >= 0;

	tt_html(p, "<div class=\"field\"><label for=\"%s\">%s</label>\n",
	    in->name, tt_word(p->lang, in->label));
	if (in->hint >= 0)
		tt_html(p, "<p class=\"hint\" id=\"%s-hint\">%s</p>\n",
		    in->name, tt_word(p->lang, (enum tt_word)in->hint));
	if (in->error >= 0)
		tt_html(p, "<p class=\"error\" id=\"%s-error\">%s</p>\n",
		    in->name, tt_word(p->lang, (enum tt_word)in->error));
	tt_html(p,
	    "<input id=\"%s\" name=\"%s\" type=\"%s\" value=\"%s\" "
	    "autocomplete=\"%s\"",
	    in->name, in->name, in->type, in->value, in->complete);
	if (in->mode != NULL)
		tt_html(p, " inputmode=\"%s\"", in->mode);
	if (in->hint >= 0 || in->error >= 0)
		tt_html(p, " aria-describedby=\"%s%s%s%s%s\"",
		    in->hint >= 0 ? in->name : "", in->hint >= 0 ? "-hint" : "",
		    both ? " " : "", in->error >= 0 ? in->name : "",
		    in->error >= 0 ? "-error" : "");
	if (in->error >= 0)
		tt_html(p, " aria-invalid=\"true\"");
	tt_html(p, "></div>\n");
}

static void
find_page(struct tt_call *c, bool post)
{
	struct tt_page other = { .c = c };
	bool home = strcmp(c->path, "/") == 0;

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		size_t n = strlen(pages[i].path);

		if (strncmp(c->path, pages[i].path, n) == 0 &&
		    strchr(c->path + n, '/') == NULL) {
			pages[i].answer(c, c->path + n, post);
			return;
		}
	}
	other.lang = tt_lang_of(c, NULL);
	tt_page_notice(&other, home ? 200 : 404,
	    home ? TT_W_HOME_TITLE : TT_W_LOST_TITLE,
	    home ? TT_W_HOME : TT_W_LOST, NULL, NULL);
}

void
tt_page_answer(struct tt_call *c)
{
	bool post = tt_span_is(c->http->method, "POST");

	if (!post && !tt_span_is(c->http->method, "GET") &&
	    !tt_span_is(c->http->method, "HEAD")) {
		plain(c, 405, "text/plain; charset=utf-8", "Not allowed.\n");
	} else if (strcmp(c->path, "/style.css") == 0) {
		plain(c, 200, "text/css; charset=utf-8", tt_style);
	} else if (strcmp(c->path, "/mark.svg") == 0) {
		plain(c, 200, "image/svg+xml", mark);
	} else {
		tt_tick(c->box);
		tt_sql_begin(c->box);
		find_page(c, post);
		if (!tt_sql_end(c->box))
			plain(c, 500, "text/plain; charset=utf-8",
			    "The sandbox could not store this.\n");
	}
}
