/*
 * The password once more, before what costs money or data; who has none is
 * asked for a code, or logs in anew by a mailed link.
 */
#include "auth.h"
#include "core/crypt.h"
#include "core/text.h"
#include "model/second.h"
#include "pages.h"
#include "web/form.h"

static enum proof
proof_of(struct tt_req *r)
{
	const struct tt_login *l = tt_login_of(r->cx, r->user->id);

	if (l != NULL && l->password[0] != '\0')
		return BY_PASSWORD;
	return r->user->two_steps ? BY_CODE : BY_MAIL;
}

void
again_page(struct tt_req *r)
{
	page_again(tt_page(r, 200), proof_of(r));
}

struct again { const char *password, *code; };
static const struct tt_field form[] = {
	TT_FIELD(struct again, password, .label = N_("Password"), .raw = true,
	    .max = 512),
	TT_FIELD(struct again, code, .label = N_("Code"), .max = 40), { 0 } };

/* False: a fault stands beside the field. */
static bool
shown(struct tt_req *r, const struct again *f, enum proof proof)
{
	const struct tt_login *l = tt_login_of(r->cx, r->user->id);

	if (proof == BY_PASSWORD && !password_fits(r, f->password,
	    l == NULL ? "" : l->password))
		tt_form_error(r, "password", tt_tr(r->cx->lang, N_("This is"
		    " not your password.")));
	else if (proof == BY_CODE && tt_second_check(r->cx, r->user->id,
	    f->code) != TT_OK)
		tt_form_error(r, "code", tt_tr(r->cx->lang, N_("This is not"
		    " the code of now, or it was used already. Wait for the"
		    " next one.")));
	return tt_form_ok(r);
}

void
again_post(struct tt_req *r)
{
	struct again f = { "", "" };
	enum proof proof = proof_of(r);
	int64_t user = r->user->id;
	const char *email = r->user->email;

	if (!tt_form(r, form, &f)) {
		page_again(tt_page(r, 422), proof);
		return;
	}
	if (proof == BY_MAIL) {
		tt_login_ask(r->cx, email);
		tt_redirect(r, "/forgot/sent");
		return;
	}
	if (!may_guess(r, user, email))
		return;
	if (!shown(r, &f, proof)) {
		guessed_wrong(r, user, email, "again");
		page_again(tt_page(r, 422), proof);
		return;
	}
	guessed_right(r, user, email);
	/* Who proves it anew gets another session: the older secret is dead. */
	tt_sign_in(r, user);
	tt_redirect(r, "%s", tt_next(r, "/account"));
}
