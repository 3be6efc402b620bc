/* search.fcgi: finding a caregiver, and the profile of one. */
#include "search/view.h"

static const struct tt_route routes[] = {
	{ TT_GET, "/search",      TT_ANYONE, results_show, 0 },
	{ TT_GET, "/caregiver/#", TT_ANYONE, profile_show, 0 },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("search", routes, argc, argv);
}
