/* Closing an account, and changing one's mind. */
#include "account.h"
#include "model/close.h"
#include "pages.h"

void
close_show(struct tt_req *r)
{
	page_close(tt_page(r, 200), tt_close_bars(r->cx, r->user->id));
}

void
close_post(struct tt_req *r)
{
	if (tt_close_ask(r->cx, r->user->id) == TT_OK)
		page_close_sent(tt_page(r, 200), r->user->email);
	else
		page_close(tt_page(r, 409), tt_close_bars(r->cx,
		    r->user->id));
}

/* A button and not the link itself: mail scanners follow links. */
void
close_link(struct tt_req *r)
{
	bool live = tt_token_owner(r->cx, r->word[0], "close") != 0;

	page_close_link(tt_page(r, live ? 200 : 404), r->word[0], live);
}

void
close_link_post(struct tt_req *r)
{
	int64_t user = tt_token_owner(r->cx, r->word[0], "close");

	switch (tt_close_confirm(r->cx, r->word[0])) {
	case TT_OK:
		if (r->user != NULL && r->user->id == user)
			tt_sign_out(r);
		page_closed(tt_page(r, 200), tt_later(r->cx->now,
		    TT_CLOSE_DAYS * TT_DAY));
		return;
	case TT_REFUSED:
		page_close(tt_page(r, 409), tt_close_bars(r->cx, user));
		return;
	case TT_INVALID:
	case TT_ABSENT:
	case TT_TAKEN:
		page_close_link(tt_page(r, 404), r->word[0], false);
	}
}

void
closing_show(struct tt_req *r)
{
	page_closing(tt_page(r, 200), r->user->closing);
}

void
closing_post(struct tt_req *r)
{
	if (tt_close_undo(r->cx, r->user->id) != TT_OK) {
		tt_redirect(r, "/account/privacy");
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("You keep your account. Welcome"
	    " back.")));
	tt_redirect(r, "/account");
}
