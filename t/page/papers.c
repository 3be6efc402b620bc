/*
 * A binary that takes papers and gives them back, so that files.t can try
 * what no page of its own has yet asked of web/upload.h:
 *
 *	POST /account          the field `paper`; its id in the answer
 *	GET  /account/#        one's own paper
 */
#include <inttypes.h>

#include "core/text.h"
#include "web/form.h"
#include "web/upload.h"

static void
form(struct tt_req *r)
{
	struct tt_out *o = tt_page(r, 200);

	tt_csrf_field(o);
}

static void
take(struct tt_req *r)
{
	struct tt_kept k;

	if (tt_upload_paper(r, "paper", &k))
		tt_buf_printf(tt_body(r, 200, "text/plain"), "%" PRId64, k.id);
	else
		tt_buf_adds(tt_body(r, 422, "text/plain"),
		    r->errors[0].value);
}

static void
give(struct tt_req *r)
{
	const struct tt_kept *k = tt_file_find(r->cx, r->arg[0], r->user->id);

	if (k == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		tt_send_kept(r, k, "paper");
}

static const struct tt_route routes[] = {
	{ TT_GET, "/account", TT_SIGNED_IN, form },
	{ TT_POST, "/account", TT_SIGNED_IN, take, .body_max = TT_UPLOAD_MAX },
	{ TT_GET, "/account/#", TT_SIGNED_IN, give },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("papers", routes, argc, argv);
}
