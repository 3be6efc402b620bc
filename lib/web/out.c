#include <string.h>

#include "core/fault.h"
#include "core/text.h"
#include "web/inner.h"

void
tt_put(struct tt_out *o, const char *p, size_t n)
{
	tt_buf_add(&o->b, p, n);
}

void
tt_put_text(struct tt_out *o, const char *s)
{
	tt_buf_add_html(&o->b, s);
}

void
tt_put_html(struct tt_out *o, tt_html h)
{
	tt_buf_adds(&o->b, h.s);
}

void
tt_put_urlpart(struct tt_out *o, const char *s)
{
	tt_buf_add_url(&o->b, s);
}

void
tt_put_url(struct tt_out *o, tt_url u)
{
	tt_buf_add_html(&o->b, u.s);
}

const char *
tt_s_text(struct tt_out *o, const char *s)
{
	(void)o;
	return s;
}

const char *
tt_s_int(struct tt_out *o, int64_t n)
{
	struct tt_buf b = tt_buf_in(o->arena, 32);

	tt_buf_addi(&b, n);
	return b.p;
}

const char *
tt_s_time(struct tt_out *o, tt_time t)
{
	return tt_show_time(o->arena, o->lang, t);
}

const char *
tt_s_day(struct tt_out *o, tt_day d)
{
	return tt_show_day(o->arena, o->lang, d);
}

const char *
tt_s_money(struct tt_out *o, tt_money m)
{
	return tt_show_money(o->arena, o->lang, m);
}

void
tt_text_html(struct tt_out *o, tt_html h)
{
	tt_put_html(o, h);
}

void
tt_text_text(struct tt_out *o, const char *s)
{
	tt_buf_add_html(&o->b, s);
}

void
tt_text_int(struct tt_out *o, int64_t n)
{
	tt_buf_addi(&o->b, n);
}

void
tt_text_time(struct tt_out *o, tt_time t)
{
	tt_buf_add_html(&o->b, tt_s_time(o, t));
}

void
tt_text_day(struct tt_out *o, tt_day d)
{
	tt_buf_add_html(&o->b, tt_s_day(o, d));
}

void
tt_text_money(struct tt_out *o, tt_money m)
{
	tt_buf_add_html(&o->b, tt_s_money(o, m));
}

const char *
tt_say(struct tt_out *o, const char *id, int n, ...)
{
	const char *s = tt_tr(o->lang, id);
	va_list ap;

	if (n == 0 && strchr(s, '%') == NULL)
		return s;
	va_start(ap, n);
	s = tt_fill(o->arena, s, n, ap);
	va_end(ap);
	return s;
}

const char *
tt_sayn(struct tt_out *o, const char *one, const char *many, int64_t count,
    int n, ...)
{
	const char *s = tt_trn(o->lang, one, many, count);
	va_list ap;

	va_start(ap, n);
	s = tt_fill(o->arena, s, n, ap);
	va_end(ap);
	return s;
}

void
tt_csrf_field(struct tt_out *o)
{
	static const char before[] = "<input type=\"hidden\" name=\"csrf\" "
	    "value=\"";

	if (o->r == NULL)
		return;
	o->r->inner->token_written = true;
	TT_LIT(o, before);
	tt_buf_adds(&o->b, tt_form_token(o->r));
	TT_LIT(o, "\">");
}

void
tt_lang_prefix(struct tt_out *o)
{
	tt_buf_addc(&o->b, '/');
	tt_buf_adds(&o->b, tt_langs[o->lang]);
}

/* Is `s` where the OpenID provider is? */
static bool
at_issuer(const struct tt_conf *c, const char *s)
{
	const char *issuer = c->openid_issuer;
	const char *host = issuer == NULL ? NULL : strstr(issuer, "://");
	size_t n;

	if (host == NULL)
		return false;
	n = (size_t)(host - issuer) + 3 + strcspn(host + 3, "/");
	return strncmp(s, issuer, n) == 0 && strchr("/?#", s[n]) != NULL;
}

/* Is `s` at this origin? What follows it must end the host. */
static bool
at_origin(const char *s, const char *origin)
{
	return *origin != '\0' && tt_starts(s, origin) &&
	    strchr("/?#", s[strlen(origin)]) != NULL;
}

tt_url
tt_url_of(struct tt_ctx *cx, const char *s)
{
	bool clean = true;

	for (const char *p = s; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~' || strchr("\"<>\\^`{|}", *p) != NULL)
			clean = false;
	if (clean && ((s[0] == '/' && s[1] != '/') ||
	    at_origin(s, cx->conf->site) ||
	    at_origin(s, cx->conf->stripe_checkout) ||
	    at_issuer(cx->conf, s)))
		return (tt_url){ s };
	tt_fault(TT_FAULT_MACHINE, "an address that is not on the list");
}

const char *
tt_clock(struct tt_out *o, tt_time t)
{
	return tt_show_clock(o->arena, o->lang, t);
}

const char *
tt_short(struct tt_out *o, tt_time t)
{
	return tt_show_time_short(o->arena, o->lang, t);
}

const char *
tt_short_day(struct tt_out *o, tt_day d)
{
	return tt_show_day_short(o->arena, o->lang, d);
}

const char *
tt_iso(struct tt_out *o, tt_time t)
{
	return tt_time_iso_wall(o->arena, t);
}
