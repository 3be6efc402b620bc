/* The queues of caregivers: one by one, and several at once. */
#include <inttypes.h>

#include "admin.h"
#include "core/text.h"
#include "pages.h"
#include "web/form.h"

bool
may(struct tt_out *o, enum tt_right right)
{
	const struct tt_user *u = o->r->viewer != NULL ? o->r->viewer :
	    o->r->user;

	return u != NULL && tt_has(u->staff, right);
}

bool
can_act(struct tt_out *o, enum tt_act act, const char *state)
{
	return tt_act_fits(act, state) && may(o, tt_act_right(act));
}

const char *
act_name(enum tt_act act)
{
	static const char *const names[] = { N_("Approve"), N_("Reject"),
	    N_("Ask for more"), N_("Suspend"), N_("End the suspension"),
	    N_("Checked again"), N_("Ask whether they are still there"), "" };

	return names[act];
}

const char *
state_name(const char *state)
{
	static const char *const states[] = { "draft", "pending", "approved",
	    "rejected", "suspended", NULL };
	static const char *const names[] = { N_("Being filled in"),
	    N_("Waiting"), N_("Approved"), N_("Rejected"), N_("Suspended") };
	int i = tt_word(states, state);

	return i < 0 ? "" : names[i];
}

const char *
queue_name(enum tt_queue q)
{
	static const char *const names[] = { N_("Waiting"),
	    N_("To be checked again"), N_("Suspended"), N_("All") };

	return names[q];
}

const char *
age(struct tt_out *o, tt_time since)
{
	int64_t s = o->cx->now.s - since.s;

	if (s < TT_DAY)
		return tt_sayn(o, "%s hour", "%s hours",
		    s < 0 ? 0 : s / TT_HOUR, 1, tt_s_int(o,
		    s < 0 ? 0 : s / TT_HOUR));
	return tt_sayn(o, "%s day", "%s days", s / TT_DAY, 1,
	    tt_s_int(o, s / TT_DAY));
}

struct listing { const char *list; int64_t before; };
#define L(m, ...) TT_FIELD(struct listing, m, ##__VA_ARGS__)
static const struct tt_field list_form[] = { L(list, .max = 20),
    L(before, .min = 0, .max = INT64_MAX), { 0 } };

void
queue_show(struct tt_req *r)
{
	struct listing f = { .list = "" };
	int which;

	(void)tt_form(r, list_form, &f);
	r->n_errors = 0;
	which = tt_word(tt_queues, f.list);
	which = which < 0 ? TT_Q_WAITING : which;
	page_queue(tt_page(r, 200), (enum tt_queue)which,
	    tt_admin_queue(r->cx, (enum tt_queue)which, f.before));
}

void
caregiver_show(struct tt_req *r)
{
	struct applicant a = { .c = tt_admin_caregiver(r->cx, r->arg[0]) };

	if (a.c == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	a.offers = tt_join_offers(r->cx, a.c->id);
	a.pictures = tt_admin_pictures(r->cx, a.c->id);
	a.papers = tt_papers_of(r->cx, a.c->id);
	a.bookings = tt_admin_bookings_ahead(r->cx, a.c->id);
	a.history = tt_admin_history(r->cx, "caregiver", a.c->id);
	page_caregiver(tt_page(r, 200), &a);
}

/* ---- one ------------------------------------------------------------------- */

/* The last word of the address; false: no such caregiver, and answered. */
static bool
read_act(struct tt_req *r, struct act *a)
{
	int i = 0;

	while (tt_acts[i + 1] != NULL && !tt_ends(r->route->path,
	    tt_printf(r->cx->arena, "/%s", tt_acts[i])))
		i++;
	a->act = (enum tt_act)i;
	a->c = tt_admin_caregiver(r->cx, r->arg[0]);
	if (a->c == NULL)
		tt_refuse(r, TT_ABSENT, NULL);
	return a->c != NULL;
}

void
act_show(struct tt_req *r)
{
	struct act a = { 0 };

	if (!read_act(r, &a))
		return;
	a.hurdle = tt_decide_look(r->cx, &(struct tt_decision){ .act = a.act,
	    .caregiver = a.c->id, .staff = r->user->id, .reason = "" });
	a.bookings = tt_admin_bookings_ahead(r->cx, a.c->id);
	page_act(tt_page(r, 200), &a);
}

struct typed { const char *reason; tt_day until; };
#define T(m, ...) TT_FIELD(struct typed, m, ##__VA_ARGS__)
static const struct tt_field act_form[] = {
    T(reason, .lines = true, .label = N_("Reason")),
    T(until, .label = N_("Suspended until the morning of")), { 0 } };

void
hurdle_beside(struct tt_req *r, enum tt_hurdle hurdle, const tt_day *until)
{
	int64_t days = until == NULL ? 1 : tt_days_until(r->cx, *until);

	if (hurdle == TT_H_REASON)
		tt_form_error(r, "reason", tt_hurdles[hurdle]);
	if (hurdle == TT_H_DAY || hurdle == TT_H_BOUND)
		tt_form_error(r, "until", tt_hurdles[hurdle]);
	/* The reason was looked at first: the day is told in the same go. */
	if (hurdle == TT_H_REASON && (days < 1 || days > TT_SUSPEND_MAX))
		tt_form_error(r, "until", tt_hurdles[TT_H_DAY]);
}

void
act_do(struct tt_req *r)
{
	struct typed t = { .reason = "" };
	struct act a = { 0 };
	struct tt_decision d;

	if (!read_act(r, &a))
		return;
	(void)tt_form(r, act_form, &t);
	d = (struct tt_decision){ .act = a.act, .caregiver = a.c->id,
	    .staff = r->user->id, .reason = t.reason, .until = t.until };
	if (r->n_errors == 0)
		a.hurdle = tt_decide(r->cx, &d);
	hurdle_beside(r, a.hurdle, a.act == TT_ACT_SUSPEND ? &t.until : NULL);
	if (r->n_errors != 0) {
		a.hurdle = TT_CLEAR;
		a.bookings = tt_admin_bookings_ahead(r->cx, a.c->id);
		page_act(tt_page(r, 422), &a);
		return;
	}
	if (a.hurdle != TT_CLEAR) {
		tt_refuse(r, TT_REFUSED, tt_hurdles[a.hurdle]);
		return;
	}
	tt_note(r, tt_tr(r->cx->lang, N_("Done. The caregiver gets a"
	    " mail.")));
	tt_redirect(r, "/admin/caregiver/%" PRId64, a.c->id);
}

/* ---- several ---------------------------------------------------------------- */

struct bulk { const char *act, *reason; };
#define B(m, ...) TT_FIELD(struct bulk, m, ##__VA_ARGS__)
static const struct tt_field bulk_form[] = { B(act, .max = 20),
    B(reason, .lines = true, .max = TT_REASON_MAX,
    .label = N_("Reason")), { 0 } };

/* Who is chosen, and what is to be done; false: answered. */
static bool
read_several(struct tt_req *r, struct several *s)
{
	const char *ids[SEVERAL];
	struct bulk f = { .act = "", .reason = "" };
	size_t n = tt_form_list(r, "id", ids, SEVERAL);
	int act;

	(void)tt_form(r, bulk_form, &f);
	act = tt_word(tt_acts, f.act);
	if (act != TT_ACT_APPROVE && act != TT_ACT_REJECT &&
	    act != TT_ACT_MORE)
		act = TT_ACT_APPROVE;
	s->act = (enum tt_act)act;
	s->reason = f.reason;
	for (size_t i = 0; i < n; i++) {
		const struct tt_admin_member *m;
		int64_t id;

		if (!tt_int(ids[i], 1, INT64_MAX, &id) ||
		    (m = tt_admin_member(r->cx, id)) == NULL)
			continue;
		s->v[s->n].id = id;
		s->v[s->n++].name = tt_printf(r->cx->arena, "%s %s",
		    m->first_name, m->last_name);
	}
	return true;
}

static struct tt_decision
of_several(const struct tt_req *r, const struct several *s, size_t i)
{
	return (struct tt_decision){ .act = s->act, .caregiver = s->v[i].id,
	    .staff = r->user->id, .reason = s->reason };
}

void
several_show(struct tt_req *r)
{
	struct several s = { 0 };

	(void)read_several(r, &s);
	for (size_t i = 0; i < s.n; i++) {
		struct tt_decision d = of_several(r, &s, i);

		s.v[i].hurdle = tt_decide_look(r->cx, &d);
	}
	page_several(tt_page(r, 200), &s);
}

void
several_do(struct tt_req *r)
{
	struct several s = { 0 };

	(void)read_several(r, &s);
	if (tt_act_needs_reason(s.act) &&
	    tt_chars(s.reason) < TT_REASON_MIN)
		tt_form_error(r, "reason", tt_hurdles[TT_H_REASON]);
	s.done = r->n_errors == 0;
	for (size_t i = 0; i < s.n; i++) {
		struct tt_decision d = of_several(r, &s, i);

		s.v[i].hurdle = s.done ? tt_decide(r->cx, &d) :
		    tt_decide_look(r->cx, &d);
	}
	page_several(tt_page(r, s.done ? 200 : 422), &s);
}

/* ---- who has not been here --------------------------------------------------- */

struct days { int64_t days; };
static const struct tt_field days_form[] = { TT_FIELD(struct days, days,
    .min = 30, .max = 90), { 0 } };

void
inactive_show(struct tt_req *r)
{
	struct days f = { 0 };

	(void)tt_form(r, days_form, &f);
	r->n_errors = 0;
	if (f.days != 60 && f.days != 90)
		f.days = 30;
	page_inactive(tt_page(r, 200), f.days,
	    tt_admin_inactive_counts(r->cx),
	    tt_admin_inactive(r->cx, f.days));
}
