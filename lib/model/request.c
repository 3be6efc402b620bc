/* A draft becomes a request: everything is looked at once more. */
#include <inttypes.h>

#include "core/text.h"
#include "model/booking.h"
#include "model/consent.h"
#include "model/caregiver.h"
#include "model/job.h"
#include "model/pet.h"
#include "model/user.h"

#define MOST_AN_HOUR 10

TT_QUERY_NUMBER(verified, "SELECT verified AS n FROM users"
	" WHERE id = $1 AND is_owner = 1");
TT_EXEC(booking_add, "INSERT INTO booking (id, owner_id, caregiver_id, service,"
	" state, version, starts, ends, starts_wall, ends_wall, zone, pets,"
	" price, commission_bp, policy, note, off_leash, off_leash_at,"
	" emergency_name, emergency_phone, vet_name, vet_phone, vet_address,"
	" answer_by, report, reason, created)"
	" VALUES ($1, $2, $3, $4, 'pending', 1, $5, $6, $7, $8, $9, $10, $11,"
	" $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, '', '', $23)");
TT_EXEC(pet_add, "INSERT INTO booking_pet (booking_id, pet_id, name, kind,"
	" breed) VALUES ($1, $2, $3, $4, $5)");
TT_EXEC(line_add, "INSERT INTO booking_line (booking_id, line, kind, unit,"
	" quantity, times, each, amount) VALUES ($1, $2, $3, $4, $5, $6, $7,"
	" $8)");
TT_EXEC(event_add, "INSERT INTO booking_event (booking_id, seq, event,"
	" from_state, to_state, actor_id, reason, at)"
	" VALUES ($1, 1, 'request', '', 'pending', $2, '', $3)");
TT_EXEC(draft_gone, "DELETE FROM draft WHERE id = $1 AND owner_id = $2");

struct asking {
	int64_t          draft, owner, booking;
	enum tt_why_not  why;
};

static const char *
wall(struct tt_ctx *cx, tt_time t)
{
	struct tt_wall w = tt_wall(t);

	return tt_printf(cx->arena, "%04d-%02d-%02d %02d:%02d", w.year,
	    w.month, w.date, w.minute / 60, w.minute % 60);
}

/* The draft's pets that are still the owner's; how many. */
static size_t
pets_of(struct tt_ctx *cx, const struct tt_draft *d,
    const struct tt_pet *pets[TT_SEATS])
{
	int64_t ids[TT_SEATS];
	size_t n = tt_draft_pets(d, ids), found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct tt_pet *p = tt_pet_find(cx, ids[i], d->owner_id);

		if (p != NULL)
			pets[found++] = p;
	}
	return found;
}

static void
write_booking(struct tt_ctx *cx, int64_t id, const struct tt_draft *d,
    const struct tt_quote *q)
{
	bool loose = d->off_leash;

	tt_exec(cx, &booking_add, TT_ARGS(id, d->owner_id, d->caregiver_id,
	    d->service, q->starts, q->ends, wall(cx, q->starts),
	    wall(cx, q->ends), TT_ZONE, q->pets, q->price.total,
	    cx->conf->commission_bp, TT_POLICY_NOW, d->note,
	    loose ? TT_OFF_LEASH_NOW : "", tt_or_null(loose ? cx->now.s : 0),
	    d->emergency_name, d->emergency_phone, d->vet_name, d->vet_phone,
	    d->vet_address, q->answer_by, cx->now));
	for (size_t i = 0; i < q->price.n; i++) {
		const struct tt_line *l = &q->price.lines[i];

		tt_exec(cx, &line_add, TT_ARGS(id, (int64_t)i + 1,
		    tt_line_kinds[l->kind], tt_units[l->unit], l->quantity,
		    l->times, l->each, l->amount));
	}
	tt_exec(cx, &event_add, TT_ARGS(id, d->owner_id, cx->now));
	if (loose)
		tt_consent_add(cx, d->owner_id, TT_C_OFF_LEASH,
		    TT_OFF_LEASH_NOW, true, tt_printf(cx->arena,
		    "booking %" PRId64, id));
}

static enum tt_outcome
ask(struct tt_ctx *cx, void *arg)
{
	struct asking *a = arg;
	const struct tt_draft *d = tt_draft_find(cx, a->draft, a->owner);
	const struct tt_pet *pets[TT_SEATS];
	struct tt_when when;
	struct tt_quote q;
	size_t n;

	if (d == NULL)
		return TT_ABSENT;
	n = pets_of(cx, d, pets);
	if (d->step < 3 || n == 0 || d->emergency_name[0] == '\0' ||
	    d->emergency_phone[0] == '\0')
		return TT_INVALID;
	if (tt_number(cx, &verified, TT_ARGS(a->owner)) == 0)
		return TT_REFUSED;
	when = tt_draft_when(d);
	q = tt_quote_of(cx, d->caregiver_id, d->service, &when, (int64_t)n);
	if (q.service == NULL)
		return TT_REFUSED;
	a->why = q.why_not;
	if (q.why_not != TT_FREE)
		return TT_TAKEN;
	if (tt_limit(cx, "booking", tt_printf(cx->arena, "%" PRId64, a->owner),
	    MOST_AN_HOUR, TT_HOUR) != 0)
		return TT_REFUSED;
	/* The draft's id: a form that is sent twice finds the booking. */
	a->booking = d->id;
	write_booking(cx, a->booking, d, &q);
	for (size_t i = 0; i < n; i++)
		tt_exec(cx, &pet_add, TT_ARGS(a->booking, pets[i]->id,
		    pets[i]->name, tt_pet_kinds[pets[i]->kind],
		    pets[i]->breed));
	tt_exec(cx, &draft_gone, TT_ARGS(d->id, a->owner));
	tt_mail_add(cx, "request", d->caregiver_id, a->booking, "");
	tt_mail_add(cx, "request-sent", a->owner, a->booking, "");
	return TT_OK;
}

enum tt_outcome
tt_booking_request(struct tt_ctx *cx, int64_t draft, int64_t owner,
    int64_t *booking, enum tt_why_not *why)
{
	struct asking a = { .draft = draft, .owner = owner };
	enum tt_outcome out = tt_tx(cx, ask, &a);

	*booking = out == TT_OK ? a.booking : 0;
	*why = a.why;
	return out;
}
