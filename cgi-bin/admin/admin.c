/* The staff's pages. Whoever is not staff finds nothing here. */
#include <inttypes.h>

#include "admin.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

static void
home(struct tt_req *r)
{
	page_home(tt_page(r, 200), tt_admin_counts(r->cx),
	    tt_admin_waiting(r->cx));
}

struct listing { const char *state, *q; int64_t before; };
#define L(m, ...) TT_FIELD(struct listing, m, ##__VA_ARGS__)
static const struct tt_field list_form[] = { L(state, .max = 20),
    L(q, .max = 80), L(before, .min = 0, .max = INT64_MAX), { 0 } };

static struct listing
asked(struct tt_req *r)
{
	struct listing f = { .state = "", .q = "" };

	(void)tt_form(r, list_form, &f);
	r->n_errors = 0;
	if (tt_word(tt_booking_states, f.state) < 0)
		f.state = "";
	return f;
}

static void
bookings(struct tt_req *r)
{
	struct listing f = asked(r);

	page_bookings(tt_page(r, 200), f.state, tt_admin_bookings(r->cx,
	    f.state, f.before, ADMIN_ROWS));
}

static void
booking(struct tt_req *r)
{
	struct file f = { .b = tt_booking_any(r->cx, r->arg[0]) };

	if (f.b == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	f.pets = tt_booking_pets(r->cx, f.b->id);
	f.lines = tt_booking_lines(r->cx, f.b->id);
	f.events = tt_booking_events(r->cx, f.b->id);
	f.ledger = tt_ledger_of_booking(r->cx, f.b->id);
	page_booking(tt_page(r, 200), &f);
}

static void
members(struct tt_req *r)
{
	struct listing f = asked(r);

	page_members(tt_page(r, 200), f.q, tt_admin_members(r->cx, f.q,
	    ADMIN_ROWS));
}

static void
ledger(struct tt_req *r)
{
	struct listing f = asked(r);

	page_ledger(tt_page(r, 200), tt_ledger_sums(r->cx),
	    tt_ledger_recent(r->cx, f.before, ADMIN_ROWS));
}

static void
cancels(struct tt_req *r)
{
	page_cancels(tt_page(r, 200), tt_cancel_requests(r->cx, ADMIN_ROWS));
}

static void
cancel(struct tt_req *r)
{
	const struct tt_cancel_request *q = tt_cancel_request_find(r->cx,
	    r->arg[0]);

	if (q == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		page_cancel(tt_page(r, 200), q);
}

static void
decide(struct tt_req *r, bool yes, const char *note)
{
	enum tt_outcome out = tt_cancel_decide(r->cx, r->arg[0], r->user->id,
	    yes);

	if (out != TT_OK) {
		tt_refuse(r, out, NULL);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, note));
	tt_redirect(r, "/admin/cancels");
}

static void
cancel_yes(struct tt_req *r)
{
	decide(r, true, N_("The booking has been cancelled, and the owner gets"
	    " everything back."));
}

static void
cancel_no(struct tt_req *r)
{
	decide(r, false, N_("The booking stays. The caregiver has been"
	    " told."));
}

static void
looks(struct tt_req *r)
{
	page_looks(tt_page(r, 200), tt_looks(r->cx, ADMIN_ROWS));
}

static void
look_done(struct tt_req *r)
{
	if (tt_look_done(r->cx, r->arg[0], r->user->id) != TT_OK) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("Marked as done.")));
	tt_redirect(r, "/admin/looks");
}

static void
jobs(struct tt_req *r)
{
	page_jobs(tt_page(r, 200), tt_admin_jobs_dead(r->cx, ADMIN_ROWS));
}

static void
job_again(struct tt_req *r)
{
	if (tt_admin_job_replay(r->cx, r->arg[0]) != TT_OK) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("The job runs again.")));
	tt_redirect(r, "/admin/jobs");
}

static const struct tt_route routes[] = {
	{ TT_GET,  "/admin", TT_STAFF, home,
	    .right = TT_R_HOME },
	{ TT_GET,  "/admin/bookings", TT_STAFF, bookings,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/booking/#", TT_STAFF, booking,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/members", TT_STAFF, members,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/ledger", TT_STAFF, ledger,
	    .right = TT_R_MONEY },
	{ TT_GET,  "/admin/cancels", TT_STAFF, cancels,
	    .right = TT_R_BOOKING },
	{ TT_GET,  "/admin/cancel/#", TT_STAFF, cancel,
	    .right = TT_R_BOOKING, .again = true },
	{ TT_POST, "/admin/cancel/#/yes", TT_STAFF, cancel_yes,
	    .right = TT_R_BOOKING, .again = true },
	{ TT_POST, "/admin/cancel/#/no", TT_STAFF, cancel_no,
	    .right = TT_R_BOOKING, .again = true },
	{ TT_GET,  "/admin/looks", TT_STAFF, looks,
	    .right = TT_R_MONEY },
	{ TT_POST, "/admin/look/#/done", TT_STAFF, look_done,
	    .right = TT_R_MONEY },
	{ TT_GET,  "/admin/jobs", TT_STAFF, jobs,
	    .right = TT_R_MACHINE },
	{ TT_POST, "/admin/job/#/again", TT_STAFF, job_again,
	    .right = TT_R_MACHINE },
	{ TT_GET,  "/admin/audit", TT_STAFF, audit_list,
	    .right = TT_R_AUDIT },
	{ TT_GET,  "/admin/staff", TT_STAFF, staff_list,
	    .right = TT_R_ROLES },
	{ TT_POST, "/admin/staff", TT_STAFF, staff_find,
	    .right = TT_R_ROLES },
	{ TT_GET,  "/admin/staff/#", TT_STAFF, staff_show,
	    .right = TT_R_ROLES, .again = true },
	{ TT_POST, "/admin/staff/#", TT_STAFF, staff_set,
	    .right = TT_R_ROLES, .again = true },
	{ TT_GET,  "/admin/caregivers", TT_STAFF, queue_show,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/caregiver/#", TT_STAFF, caregiver_show,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/caregiver/#/approve", TT_STAFF, act_show,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/caregiver/#/approve", TT_STAFF, act_do,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/caregiver/#/reject", TT_STAFF, act_show,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/caregiver/#/reject", TT_STAFF, act_do,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/caregiver/#/more", TT_STAFF, act_show,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/caregiver/#/more", TT_STAFF, act_do,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/caregiver/#/suspend", TT_STAFF, act_show,
	    .right = TT_R_SUSPEND },
	{ TT_POST, "/admin/caregiver/#/suspend", TT_STAFF, act_do,
	    .right = TT_R_SUSPEND },
	{ TT_GET,  "/admin/caregiver/#/reactivate", TT_STAFF, act_show,
	    .right = TT_R_SUSPEND },
	{ TT_POST, "/admin/caregiver/#/reactivate", TT_STAFF, act_do,
	    .right = TT_R_SUSPEND },
	{ TT_GET,  "/admin/caregiver/#/recheck", TT_STAFF, act_show,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/caregiver/#/recheck", TT_STAFF, act_do,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/caregiver/#/still", TT_STAFF, act_show,
	    .right = TT_R_HELP },
	{ TT_POST, "/admin/caregiver/#/still", TT_STAFF, act_do,
	    .right = TT_R_HELP },
	{ TT_GET,  "/admin/several", TT_STAFF, several_show,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/several", TT_STAFF, several_do,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/papers", TT_STAFF, paper_list,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/paper/#", TT_STAFF, paper_show,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/paper/#/file", TT_STAFF, paper_file,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/paper/#/verify", TT_STAFF, paper_verify,
	    .right = TT_R_APPROVE },
	{ TT_POST, "/admin/paper/#/refuse", TT_STAFF, paper_refuse,
	    .right = TT_R_APPROVE },
	{ TT_GET,  "/admin/inactive", TT_STAFF, inactive_show,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/member/#", TT_STAFF, member_show,
	    .right = TT_R_MEMBER },
	{ TT_GET,  "/admin/member/#/edit", TT_STAFF, member_edit,
	    .right = TT_R_HELP },
	{ TT_POST, "/admin/member/#/edit", TT_STAFF, member_edit_post,
	    .right = TT_R_HELP },
	{ TT_GET,  "/admin/member/#/suspend", TT_STAFF, suspend_show,
	    .right = TT_R_SUSPEND },
	{ TT_POST, "/admin/member/#/suspend", TT_STAFF, suspend_do,
	    .right = TT_R_SUSPEND },
	{ TT_POST, "/admin/member/#/reactivate", TT_STAFF, reactivate_do,
	    .right = TT_R_SUSPEND },
	{ TT_GET,  "/admin/member/#/close", TT_STAFF, close_show,
	    .right = TT_R_ERASE, .again = true },
	{ TT_POST, "/admin/member/#/close", TT_STAFF, close_do,
	    .right = TT_R_ERASE, .again = true },
	{ TT_POST, "/admin/member/#/sessions", TT_STAFF, member_sessions,
	    .right = TT_R_HELP },
	{ TT_POST, "/admin/member/#/verify", TT_STAFF, member_verify,
	    .right = TT_R_HELP },
	{ TT_POST, "/admin/member/#/view", TT_STAFF, member_view,
	    .right = TT_R_VIEW },
	{ TT_POST, TT_VIEW_END, TT_STAFF, view_end, .right = TT_R_VIEW },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("admin", routes, argc, argv);
}
