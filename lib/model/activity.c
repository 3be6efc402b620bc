#include <assert.h>

#include "core/id.h"
#include "core/text.h"
#include "model/activity.h"
#include "model/session.h"

#define A(m) TT_FIELD(struct tt_activity, m)
static const struct tt_field fields[] = { A(id), A(at), A(what), A(detail),
    A(device), A(address), { 0 } };
TT_QUERY(list, struct tt_activity, fields, "SELECT id, at, what, detail,"
	" device, address FROM activity WHERE user_id = $1"
	" AND ($2 = 0 OR id < $2) ORDER BY id DESC LIMIT 100");
TT_EXEC(add, "INSERT INTO activity (id, user_id, at, what, detail, device,"
	" address) VALUES ($1, $2, $3, $4, $5, $6, $7)");

const struct tt_activity_word tt_activity_words[] = {
	{ "login", N_("You logged in.") },
	{ "password", N_("You chose a new password.") },
	{ "two-steps-on", N_("You turned the second step on.") },
	{ "two-steps-off", N_("The second step was turned off.") },
	{ "recovery-codes", N_("You made new recovery codes.") },
	{ "recovery-used", N_("A recovery code was used to log in.") },
	{ "address-asked", N_("You asked to change your e-mail address"
	    " to %s.") },
	{ "address", N_("Your e-mail address was changed to %s.") },
	{ "linked", N_("Logging in as %s was linked to your account.") },
	{ "unlinked", N_("Logging in as %s was unlinked.") },
	{ "ended", N_("You logged a device out.") },
	{ "ended-all", N_("You logged all other devices out.") },
	{ "staff-view", N_("A member of staff looked at the site as you see it."
	    " Ticket: %s.") },
	{ "staff-ended", N_("A member of staff logged all your devices out.") },
	{ "staff-edited", N_("A member of staff changed your data for you:"
	    " %s.") },
	{ "staff-closed", N_("A member of staff closed your account: %s") },
	{ "suspended", N_("Your account was suspended: %s") },
	{ "reactivated", N_("Your account was no longer suspended.") },
	{ "roles", N_("Your roles as a member of staff were changed.") },
	{ "close", N_("You closed your account.") },
	{ "keep", N_("You kept your account.") },
	{ "export", N_("You asked for a copy of your data.") },
	{ "export-fetched", N_("The copy of your data was fetched.") },
	{ NULL, NULL }
};

const char *
tt_activity_says(const char *what)
{
	const struct tt_activity_word *w = tt_activity_words;

	while (w->what != NULL && !tt_eq(w->what, what))
		w++;
	return w->says;
}

void
tt_activity(struct tt_ctx *cx, int64_t user, const char *what,
    const char *detail)
{
	const struct tt_doer *d = cx->doer;
	bool own = d != NULL && d->id == user;

	assert(tt_activity_says(what) != NULL);
	tt_exec(cx, &add, TT_ARGS(tt_id_new(), user, cx->now, what, detail,
	    own ? tt_device_name(cx->arena, d->device) : "",
	    own ? d->address : ""));
}

struct tt_rows
tt_activity_of(struct tt_ctx *cx, int64_t user, int64_t before)
{
	return tt_all(cx, &list, TT_ARGS(user, before));
}
