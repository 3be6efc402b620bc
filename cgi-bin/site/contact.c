#include <inttypes.h>

#include "core/text.h"
#include "db/db.h"
#include "model/job.h"
#include "model/user.h"
#include "pages.h"
#include "site/view.h"
#include "web/form.h"

#define MOST_AN_HOUR 5

#define M(m, ...) TT_FIELD(struct message, m, .required = true, ##__VA_ARGS__)
static const struct tt_field fields[] = {
	M(name, .label = N_("Name"), .min = 2, .max = 80),
	M(email, .label = N_("E-mail address"), .max = 254),
	M(subject, .label = N_("Subject"), .min = 2, .max = 120),
	M(message, .label = N_("Your message"), .lines = true, .min = 10,
	    .max = 2000),
	{ 0 }
};

/* Who comes from a profile says which one it is about. */
static const char *
about(struct tt_req *r)
{
	const char *typed = tt_form_raw(r, "about");
	int64_t id;

	if (typed == NULL || !tt_int(typed, 1, INT64_MAX, &id))
		return "";
	return tt_printf(r->cx->arena, "%s %" PRId64,
	    tt_tr(r->cx->lang, N_("Profile")), id);
}

void
contact_show(struct tt_req *r)
{
	struct message m = { "", "", about(r), "" };

	if (r->user != NULL) {
		m.name = tt_printf(r->cx->arena, "%s %s", r->user->first_name,
		    r->user->last_name);
		m.email = r->user->email;
	}
	page_contact(tt_page(r, 200), &m);
}

static enum tt_outcome
post(struct tt_ctx *cx, void *arg)
{
	const struct message *m = arg;

	tt_job_add(cx, "mail-contact", 0, tt_printf(cx->arena,
	    "%s\n%s\n%s\n%s", m->name, m->email, m->subject, m->message));
	return TT_OK;
}

/* False: it is not taken, and the status says why. */
static bool
take(struct tt_req *r, struct message *m, int *status)
{
	int64_t wait;

	*status = 422;
	(void)tt_form(r, fields, m);
	if (m->email[0] != '\0' && !tt_email_ok(m->email))
		tt_form_error(r, "email", N_("Write the address as"
		    " name@example.com."));
	if (!tt_form_ok(r))
		return false;
	wait = tt_limit(r->cx, "contact", r->address, MOST_AN_HOUR, TT_HOUR);
	if (wait == 0)
		return true;
	*status = 429;
	r->retry_after = (int)wait;
	tt_form_error(r, "message", N_("You have sent us several messages"
	    " this hour. Please try again later."));
	return false;
}

void
contact_send(struct tt_req *r)
{
	struct message m = { 0 };
	int status;

	if (!take(r, &m, &status)) {
		page_contact(tt_page(r, status), &m);
		return;
	}
	(void)tt_tx(r->cx, post, &m);
	tt_redirect(r, "/contact/sent");
}

void
contact_sent(struct tt_req *r)
{
	page_contact_sent(tt_page(r, 200));
}
