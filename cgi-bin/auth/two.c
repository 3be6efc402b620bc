/* The second step: turning it on and off, and its recovery codes. */
#include "auth.h"
#include "core/text.h"
#include "model/second.h"
#include "pages.h"
#include "web/form.h"

/* What an app reads out of the picture: the Key URI format. */
static const char *
uri_of(struct tt_req *r, const char *secret)
{
	struct tt_buf b = tt_buf_in(r->cx->arena, 2048);

	tt_buf_adds(&b, "otpauth://totp/TailTribe:");
	tt_buf_add_url(&b, r->user->email);
	tt_buf_printf(&b, "?secret=%s&issuer=TailTribe", secret);
	return b.p;
}

/* "ABCD EFGH …", for who types it. */
static const char *
in_fours(struct tt_arena *a, const char *secret)
{
	const char *s = "";

	for (size_t i = 0; secret[i] != '\0'; i += 4)
		s = tt_printf(a, "%s%s%.4s", s, i == 0 ? "" : " ", secret + i);
	return s;
}

static void
set_up(struct tt_req *r, int status)
{
	const char *secret = tt_second_offer(r->cx, r->user->id,
	    r->session->hash);

	if (r->user->two_steps)
		page_two_on(tt_page(r, status), r->user, tt_recovery_left(
		    r->cx, r->user->id));
	else
		page_two_off(tt_page(r, status), r->user, qr_of(
		    r->cx->arena, uri_of(r, secret)),
		    in_fours(r->cx->arena, secret));
}

void
two_page(struct tt_req *r)
{
	set_up(r, 200);
}

struct code { const char *code; };
static const struct tt_field form[] = { TT_FIELD(struct code, code,
    .label = N_("Code"), .required = true, .max = 40), { 0 } };

void
two_on(struct tt_req *r)
{
	const char *codes[TT_RECOVERY_CODES];
	struct code f = { "" };

	if (!tt_form(r, form, &f)) {
		set_up(r, 422);
		return;
	}
	switch (tt_second_confirm(r->cx, r->user->id, r->session->hash,
	    f.code, codes)) {
	case TT_OK:
		page_codes(tt_page(r, 200), codes, true);
		return;
	case TT_INVALID:
		tt_form_error(r, "code", tt_tr(r->cx->lang, N_("This is not"
		    " the code that the app shows now. Is the clock of your"
		    " phone right?")));
		set_up(r, 422);
		return;
	case TT_REFUSED:
	case TT_ABSENT:
	case TT_TAKEN:
		set_up(r, 409);
		return;
	}
}

void
two_off_page(struct tt_req *r)
{
	page_two_end(tt_page(r, 200), r->user);
}

void
two_off(struct tt_req *r)
{
	if (r->user->staff[0] != '\0') {
		tt_refuse(r, TT_REFUSED, tt_tr(r->cx->lang, N_("Staff log in"
		    " with two steps.")));
		return;
	}
	tt_second_end(r->cx, r->user->id);
	tt_note(r, tt_tr(r->cx->lang, N_("The second step is off.")));
	tt_redirect(r, "/two-steps");
}

void
two_codes(struct tt_req *r)
{
	const char *codes[TT_RECOVERY_CODES];

	if (!r->user->two_steps) {
		tt_redirect(r, "/two-steps");
		return;
	}
	tt_recovery_renew(r->cx, r->user->id, codes);
	page_codes(tt_page(r, 200), codes, false);
}
