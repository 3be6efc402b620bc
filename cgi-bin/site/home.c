#include "core/text.h"
#include "pages.h"
#include "site/view.h"

#define CACHED 60      /* seconds */

/* The towns that are named: the largest, from north to south. */
static const char *const named[] = { "2000", "9000", "1000", "3000", "8000",
    "2800", "3500", "9300", "8500", "8400", "5000", "4000", "6000", "7000" };

static void
add_towns(struct tt_req *r, struct home *h)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		const struct tt_place *p = tt_place_by_postcode("BE",
		    named[i]);

		if (p != NULL)
			h->towns[h->n_towns++] = (struct town){
			    tt_place_name(p, r->cx->lang), named[i] };
	}
}

void
home_show(struct tt_req *r)
{
	struct home *h = TT_NEW(r->cx->arena, struct home);

	h->ask = tt_ask_read(r, &tt_services[0]);
	h->kept = r->cx->conf->commission_bp / 100;
	h->given = 100 - h->kept;
	add_towns(r, h);
	/* The page shows what is asked; it is the same only without that. */
	if (*r->query == '\0')
		tt_cacheable(r, CACHED);
	page_home(tt_page(r, 200), h);
}
