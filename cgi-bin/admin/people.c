/* Who is staff; and one member, to be helped. */
#include <inttypes.h>

#include "admin.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"
#include "web/home.h"
#include "web/words.h"

const char *
roles_text(struct tt_out *o, const char *staff)
{
	const char *text = "";

	for (int i = 0; i < TT_ROLES; i++)
		if (tt_is(staff, (enum tt_role)i))
			text = tt_join(o->arena, text, tt_say(o,
			    tt_role_names[i], 0));
	return text;
}

/* ---- staff ------------------------------------------------------------------ */

void
staff_list(struct tt_req *r)
{
	page_staff(tt_page(r, 200), tt_admin_staff(r->cx));
}

struct search { const char *email; };
static const struct tt_field search_form[] = { TT_FIELD(struct search, email,
    .required = true, .max = 254, .label = N_("E-mail")), { 0 } };

void
staff_find(struct tt_req *r)
{
	struct search s = { .email = "" };
	int64_t id = 0;

	if (tt_form(r, search_form, &s)) {
		id = tt_admin_id_of(r->cx, s.email);
		if (id == 0)
			tt_form_error(r, "email", N_("Nobody has this"
			    " address."));
	}
	if (id == 0)
		page_staff(tt_page(r, 422), tt_admin_staff(r->cx));
	else
		tt_redirect(r, "/admin/staff/%" PRId64, id);
}

static const struct tt_staffer *
staffer_of(struct tt_req *r)
{
	const struct tt_staffer *s = tt_admin_staffer(r->cx, r->arg[0]);

	if (s == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	return s;
}

void
staff_show(struct tt_req *r)
{
	const struct tt_staffer *s = staffer_of(r);

	if (s != NULL)
		page_staffer(tt_page(r, 200), s);
}

void
staff_set(struct tt_req *r)
{
	const struct tt_staffer *s = staffer_of(r);
	const char *typed[TT_ROLES], *roles = "";
	enum tt_outcome out;
	size_t n;

	if (s == NULL)
		return;
	n = tt_form_list(r, "role", typed, TT_ROLES);
	for (size_t i = 0; i < n; i++)
		roles = tt_printf(r->cx->arena, "%s%s%s", roles,
		    i == 0 ? "" : " ", typed[i]);
	out = tt_staff_set(r->cx, s->id, roles, r->user->id);
	if (out != TT_OK) {
		tt_refuse(r, out, out == TT_REFUSED ? N_("Nobody changes"
		    " their own roles. Another super admin does.") :
		    N_("Only who has confirmed their e-mail address can have"
		    " a role."));
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("Done. That person has to log in"
	    " again.")));
	tt_redirect(r, "/admin/staff");
}

/* ---- a member ---------------------------------------------------------------- */

void
member_show(struct tt_req *r)
{
	struct person p = { .m = tt_admin_member(r->cx, r->arg[0]) };

	if (p.m == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	p.more = tt_member_find(r->cx, p.m->id);
	p.kept_out = tt_suspension_of(r->cx, p.m->id);
	p.bookings = tt_admin_bookings_of(r->cx, p.m->id);
	p.sessions = tt_sessions_of(r->cx, &(struct tt_user){ .id = p.m->id,
	    .staff = p.m->staff });
	p.history = tt_admin_history(r->cx, "users", p.m->id);
	page_member(tt_page(r, 200), &p);
}

static void
answer(struct tt_req *r, enum tt_outcome out, const char *note)
{
	if (out != TT_OK) {
		tt_refuse(r, out, N_("That cannot be done: it is your own"
		    " account, somebody of staff, or there is nothing to"
		    " do."));
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, note));
	tt_redirect(r, "/admin/member/%" PRId64, r->arg[0]);
}

/* Somebody who is there; NULL: answered. */
static const struct tt_member *
member_of(struct tt_req *r)
{
	const struct tt_member *m = tt_admin_member(r->cx, r->arg[0]) == NULL
	    ? NULL : tt_member_find(r->cx, r->arg[0]);

	if (m == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	return m;
}

void
member_edit(struct tt_req *r)
{
	const struct tt_member *m = member_of(r);

	if (m != NULL)
		page_member_edit(tt_page(r, 200), m);
}

void
member_edit_post(struct tt_req *r)
{
	const struct tt_member *m = member_of(r);
	struct tt_member typed;

	if (m == NULL)
		return;
	typed = *m;
	if (tt_take_member(r, &typed))
		answer(r, tt_admin_member_save(r->cx, &typed, r->user->id),
		    N_("The data are saved. The member sees that you did"
		    " it."));
	else
		page_member_edit(tt_page(r, 422), &typed);
}

void
suspend_show(struct tt_req *r)
{
	const struct tt_member *m = member_of(r);

	if (m != NULL)
		page_suspend(tt_page(r, 200), m);
}

struct kept_out { const char *reason; tt_day until; };
#define K(m, ...) TT_FIELD(struct kept_out, m, ##__VA_ARGS__)
static const struct tt_field suspend_form[] = {
    K(reason, .lines = true, .label = N_("Reason")),
    K(until, .label = N_("Suspended until the morning of")), { 0 } };

void
suspend_do(struct tt_req *r)
{
	const struct tt_member *m = member_of(r);
	struct kept_out k = { .reason = "" };
	enum tt_hurdle hurdle = TT_CLEAR;

	if (m == NULL)
		return;
	if (tt_form(r, suspend_form, &k))
		hurdle = tt_suspend(r->cx, m->id, r->user->id, k.until,
		    k.reason);
	hurdle_beside(r, hurdle, &k.until);
	if (r->n_errors != 0)
		page_suspend(tt_page(r, 422), m);
	else if (hurdle != TT_CLEAR)
		tt_refuse(r, TT_REFUSED, tt_hurdles[hurdle]);
	else
		answer(r, TT_OK, N_("Done. The member is logged out, and gets"
		    " a mail."));
}

void
reactivate_do(struct tt_req *r)
{
	enum tt_hurdle hurdle = tt_suspend_end(r->cx, r->arg[0],
	    r->user->id);

	if (hurdle == TT_CLEAR)
		answer(r, TT_OK, N_("Done. The member gets a mail."));
	else
		tt_refuse(r, hurdle == TT_H_ABSENT ? TT_ABSENT : TT_REFUSED,
		    tt_hurdles[hurdle]);
}

static struct leaving
leaving_of(struct tt_req *r, const struct tt_member *m)
{
	return (struct leaving){ .m = m, .bars = tt_close_bars(r->cx, m->id),
	    .asked = tt_close_request_of(r->cx, m->id),
	    .alone = tt_may(r->user->staff, TT_R_ERASE).extent == TT_ALL };
}

void
close_show(struct tt_req *r)
{
	const struct tt_member *m = member_of(r);
	struct leaving l;

	if (m == NULL)
		return;
	l = leaving_of(r, m);
	page_close(tt_page(r, 200), &l);
}

void
close_do(struct tt_req *r)
{
	const struct tt_member *m = member_of(r);
	struct kept_out k = { .reason = "" };
	enum tt_hurdle hurdle = TT_CLEAR;
	struct leaving l;
	bool asked = false;

	if (m == NULL)
		return;
	if (tt_form(r, suspend_form, &k))
		hurdle = tt_close_by_staff(r->cx, m->id, r->user->id,
		    k.reason, &asked);
	hurdle_beside(r, hurdle, NULL);
	if (r->n_errors != 0) {
		l = leaving_of(r, m);
		page_close(tt_page(r, 422), &l);
	} else if (hurdle != TT_CLEAR) {
		tt_refuse(r, TT_REFUSED, tt_hurdles[hurdle]);
	} else {
		answer(r, TT_OK, asked ? N_("Noted. Now another admin has to"
		    " agree.") : N_("Done. The account is closed, and erased"
		    " in 30 days."));
	}
}

void
member_sessions(struct tt_req *r)
{
	answer(r, tt_admin_end_sessions(r->cx, r->arg[0], r->user->id),
	    N_("This member is logged out everywhere."));
}

void
member_verify(struct tt_req *r)
{
	answer(r, tt_admin_verify_mail(r->cx, r->arg[0], r->user->id),
	    N_("The mail is on its way."));
}

struct viewing { const char *ticket; };
static const struct tt_field view_form[] = { TT_FIELD(struct viewing, ticket,
    .required = true, .min = TT_TICKET_MIN, .max = TT_TICKET_MAX,
    .label = N_("Number of the ticket")), { 0 } };

void
member_view(struct tt_req *r)
{
	struct viewing v = { .ticket = "" };
	enum tt_outcome out;

	if (tt_admin_member(r->cx, r->arg[0]) == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	if (!tt_form(r, view_form, &v)) {
		tt_refuse(r, TT_INVALID, N_("Give the number of the ticket, 3"
		    " to 40 characters. The member reads it."));
		return;
	}
	out = tt_view_begin(r->cx, r->session, r->arg[0], v.ticket);
	if (out == TT_OK)
		tt_redirect(r, "/account");
	else
		answer(r, out, "");
}

void
view_end(struct tt_req *r)
{
	int64_t id = r->session->viewing;

	if (tt_view_end(r->cx, r->session) != TT_OK) {
		tt_refuse(r, TT_REFUSED, NULL);
		return;
	}
	tt_redirect(r, "/admin/member/%" PRId64, id);
}
