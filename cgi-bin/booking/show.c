/* One booking, as its owner or its caregiver sees it; and their lists. */
#include <inttypes.h>

#include "booking.h"
#include "core/text.h"
#include "model/ledger.h"
#include "model/payment.h"
#include "model/search.h"
#include "model/user.h"
#include "pages.h"
#include "web/form.h"
#include "web/words.h"

#define LIST 30

const char *
booking_ref(struct tt_arena *a, int64_t id)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char text[9];

	/* The low bits are chance: eight letters tell bookings apart. */
	for (int i = 7; i >= 0; i--, id >>= 5)
		text[i] = letters[id & 31];
	text[8] = '\0';
	return tt_printf(a, "%.4s-%s", text, text + 4);
}

const char *
when_text(struct tt_out *o, const struct tt_service *s, tt_time starts,
    tt_time ends)
{
	bool one_day = tt_day_of(starts).n == tt_day_of(ends).n;

	if (s->unit == TT_PER_VISIT || s->unit == TT_PER_TRIP)
		return tt_s_time(o, starts);
	if (one_day)
		return tt_say(o, "%1$s, %2$s to %3$s", 3,
		    tt_s_day(o, tt_day_of(starts)), tt_clock(o, starts),
		    tt_clock(o, ends));
	return tt_say(o, "%1$s to %2$s", 2, tt_s_time(o, starts),
	    tt_s_time(o, ends));
}

const char *
state_badge(enum tt_booking_state state)
{
	switch (state) {
	case TT_PENDING:
	case TT_ACCEPTED:  return "badge warm";
	case TT_PAID:
	case TT_COMPLETED: return "badge";
	case TT_DECLINED:
	case TT_WITHDRAWN:
	case TT_EXPIRED:   return "badge plain";
	case TT_CANCELLED: return "badge bad";
	}
	return "badge plain";
}

const char *
row_hint(struct tt_out *o, const struct tt_booking_row *b, bool as_caregiver)
{
	if (b->state == TT_PENDING)
		return as_caregiver ? tt_say(o, "Answer before %s", 1,
		    tt_short(o, b->answer_by)) : tt_say(o,
		    "Answer before %s at the latest", 1,
		    tt_short(o, b->answer_by));
	if (b->state == TT_ACCEPTED)
		return as_caregiver ? tt_say(o, "Is paid before %s, or expires",
		    1, tt_short(o, b->pay_by)) : tt_say(o, "Pay before %s", 1,
		    tt_short(o, b->pay_by));
	return "";
}

/* What the viewer said in an event, or the other, beside the sentence. */
struct happening
happening_of(struct tt_out *o, const struct view *v,
    const struct tt_booking_event *e)
{
	static const struct { const char *event, *mine, *theirs; } says[] = {
		{ "request", N_("You sent a request."),
		    N_("%s sent a request.") },
		{ "accept", N_("You said yes."), N_("%s said yes.") },
		{ "decline", N_("You said no."), N_("%s said no.") },
		{ "withdraw", N_("You withdrew the request."),
		    N_("%s withdrew the request.") },
		{ "cancel", N_("You cancelled the booking."),
		    N_("%s cancelled the booking.") },
		{ "complete", N_("You reported that it is done."),
		    N_("%s reported that it is done.") },
	};
	struct happening h = { .said = e->reason, .at = e->at };
	const struct tt_booking *b = v->b;

	h.mine = e->actor_id == (v->owner ? b->owner_id : b->caregiver_id);
	h.stop = tt_eq(e->to_state, "declined") ||
	    tt_eq(e->to_state, "expired") || tt_eq(e->to_state, "cancelled") ||
	    tt_eq(e->to_state, "withdrawn");
	if (tt_eq(e->event, "request"))
		h.said = b->note;
	if (tt_eq(e->event, "complete"))
		h.said = b->report;
	if (tt_eq(e->event, "pay"))
		h.title = v->owner ? tt_say(o, "You paid %s.", 1,
		    tt_s_money(o, b->price)) : tt_say(o, "%1$s paid %2$s.", 2,
		    v->other, tt_s_money(o, b->price));
	else if (tt_eq(e->event, "expire"))
		h.title = tt_eq(e->from_state, "pending") ?
		    tt_say(o, "Nobody answered in time.", 0) :
		    tt_say(o, "It was not paid in time.", 0);
	else if (tt_eq(e->event, "cancel_by_staff"))
		h.title = tt_say(o, "TailTribe cancelled the booking.", 0);
	else if (e->actor_id == 0)
		h.title = tt_say(o, "24 hours after the end it counts as"
		    " done.", 0);
	for (size_t i = 0; h.title == NULL &&
	    i < sizeof(says) / sizeof(*says); i++)
		if (tt_eq(says[i].event, e->event))
			h.title = h.mine ? tt_say(o, says[i].mine, 0) :
			    tt_say(o, says[i].theirs, 1, v->other);
	if (h.title == NULL)
		h.title = e->event;
	return h;
}

static const char *
names_of(struct tt_arena *a, struct tt_rows pets)
{
	const struct tt_booking_pet *p = pets.v;
	const char *names = "";

	for (size_t i = 0; i < pets.n; i++)
		names = i == 0 ? p[i].name : tt_printf(a, "%s, %s", names,
		    p[i].name);
	return names;
}

/* What the ledger says: the commission and the caregiver's share. */
static void
read_money(struct tt_ctx *cx, struct view *v)
{
	const struct tt_booking *b = v->b;
	const struct tt_entry *e;
	struct tt_rows refunds = tt_refunds_of(cx, b->id);
	const struct tt_refund *r = refunds.v;
	bool settled = false;

	v->ledger = tt_ledger_of_booking(cx, b->id);
	e = v->ledger.v;
	for (size_t i = 0; i < v->ledger.n; i++) {
		if (tt_eq(e[i].account, "commission"))
			v->commission.cents -= e[i].amount.cents;
		if (tt_starts(e[i].account, "payable:"))
			v->share.cents -= e[i].amount.cents;
		settled |= tt_eq(e[i].kind, "earn") ||
		    tt_eq(e[i].kind, "cancel");
	}
	for (size_t i = 0; i < refunds.n; i++)
		v->refunded = tt_money_add(v->refunded, r[i].amount);
	/* Until then: what they will be. */
	if (!settled) {
		v->commission = tt_commission(b->price, b->commission_bp);
		v->share = tt_money_less(b->price, v->commission);
	}
}

bool
view_load(struct tt_req *r, struct view *v)
{
	struct tt_ctx *cx = r->cx;
	const struct tt_booking *b = tt_booking_find(cx, r->arg[0],
	    r->user->id);

	*v = (struct view){ .b = b };
	if (b == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return false;
	}
	v->owner = b->owner_id == r->user->id;
	v->other = v->owner ? tt_name(cx, b->caregiver_first,
	    b->caregiver_last) : tt_name(cx, b->owner_first,
	    b->owner_last);
	v->ref = booking_ref(cx->arena, b->id);
	v->service = tt_service_named(b->service);
	v->pets = tt_booking_pets(cx, b->id);
	v->pet_names = names_of(cx->arena, v->pets);
	v->lines = tt_booking_lines(cx, b->id);
	v->back = tt_back_of(b->policy, b->starts, b->price);
	return true;
}

/* Three others near the owner for the same days, when this one fell through. */
static struct tt_found
others(struct tt_req *r, const struct view *v)
{
	const struct tt_member *me = tt_member_find(r->cx, r->user->id);
	const struct tt_booking *b = v->b;
	struct tt_search s = { .service = v->service, .country = "BE",
	    .radius_km = 10, .dated = true, .from = tt_day_of(b->starts),
	    .to = tt_day_of(b->ends), .pets = b->pets, .page = 1 };
	const struct tt_booking_pet *p = v->pets.v;
	struct tt_found none = { 0 };
	int kind = v->pets.n == 0 ? 0 : tt_word(tt_pet_kinds, p[0].kind);

	if (me == NULL || me->lat == 0 || b->starts.s <= r->cx->now.s)
		return none;
	s.lat = (int32_t)me->lat;
	s.lon = (int32_t)me->lon;
	s.kind = kind < 0 ? TT_DOG : (enum tt_pet_kind)kind;
	return tt_search_run(r->cx, &s);
}

void
booking_show(struct tt_req *r)
{
	struct tt_found f = { 0 };
	struct view v;

	if (!view_load(r, &v))
		return;
	v.events = tt_booking_events(r->cx, v.b->id);
	read_money(r->cx, &v);
	v.contact = tt_booking_contact(r->cx, v.b, r->user->id);
	if (!v.owner && v.b->state == TT_PENDING)
		v.rating = tt_owner_rating(r->cx, v.b->owner_id);
	if (!v.owner && (v.b->state == TT_ACCEPTED || v.b->state == TT_PAID))
		v.cancel_asked = tt_cancel_asked(r->cx, v.b->id);
	if (v.b->state == TT_COMPLETED) {
		v.reviews = tt_reviews_of_booking(r->cx, v.b->id, r->user->id);
		v.review_until = tt_review_until(r->cx, v.b->id, r->user->id);
	}
	if (v.owner && (v.b->state == TT_DECLINED ||
	    v.b->state == TT_EXPIRED || v.b->state == TT_CANCELLED))
		f = others(r, &v);
	page_show(tt_page(r, 200), &v, f);
}

struct listing { const char *as; int64_t before; };
#define L(m, ...) TT_FIELD(struct listing, m, ##__VA_ARGS__)
static const struct tt_field list_form[] = { L(as, .max = 10),
    L(before, .min = 0, .max = INT64_MAX), { 0 } };

void
booking_list(struct tt_req *r)
{
	struct listing f = { .as = "" };
	const struct tt_user *u = r->user;
	bool given;

	(void)tt_form(r, list_form, &f);
	r->n_errors = 0;
	given = u->is_caregiver && !(u->is_owner && tt_eq(f.as, "owner"));
	page_list(tt_page(r, 200), u, given,
	    f.before != 0 ? (struct tt_rows){ 0 } :
	    tt_booking_open(r->cx, u->id, given, 100),
	    tt_booking_past(r->cx, u->id, given, f.before, LIST), LIST,
	    given || f.before != 0 ? (struct tt_rows){ 0 } :
	    tt_drafts_of(r->cx, u->id), f.before != 0);
}

const char *
account_text(struct tt_out *o, const char *account)
{
	if (tt_starts(account, "escrow:"))
		return tt_say(o, "Kept safe for this booking", 0);
	if (tt_starts(account, "payable:"))
		return tt_say(o, "To the caregiver", 0);
	if (tt_eq(account, "commission"))
		return tt_say(o, "TailTribe", 0);
	if (tt_eq(account, "refunds"))
		return tt_say(o, "Back to the owner", 0);
	return tt_say(o, "Payment provider", 0);
}
