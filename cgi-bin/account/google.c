/* The account at the OpenID provider that is linked. */
#include "account.h"
#include "model/identity.h"
#include "net/openid.h"
#include "pages.h"

void
google_page(struct tt_req *r)
{
	if (!tt_openid_on(r->cx->conf))
		tt_refuse(r, TT_ABSENT, NULL);
	else
		page_google(tt_page(r, 200), tt_identity_of(r->cx,
		    r->user->id, r->cx->conf->openid_issuer));
}
