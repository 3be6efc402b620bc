/* A request while it is filled in, and what it would cost. */
#include <string.h>

#include "core/id.h"
#include "core/text.h"
#include "model/booking.h"
#include "model/caregiver.h"

#define D(m) TT_FIELD(struct tt_draft, m)
static const struct tt_field draft_fields[] = { D(id), D(owner_id),
    D(caregiver_id), D(service), D(from_day), D(to_day), D(from_min),
    D(to_min), D(pets), D(note), D(off_leash), D(emergency_name),
    D(emergency_phone), D(vet_name), D(vet_phone), D(vet_address), D(step),
    { 0 } };

struct care { const char *emergency_name, *emergency_phone, *vet_name,
	*vet_phone, *vet_address; };
#define C(m) TT_FIELD(struct care, m)
static const struct tt_field care_fields[] = { C(emergency_name),
    C(emergency_phone), C(vet_name), C(vet_phone), C(vet_address), { 0 } };

#define R(m) TT_FIELD(struct tt_draft_row, m)
static const struct tt_field row_fields[] = { R(id), R(step), R(first),
    R(last), R(service), R(changed), { 0 } };
TT_QUERY(unsent, struct tt_draft_row, row_fields, "SELECT d.id, d.step,"
	" u.first_name AS first, u.last_name AS last, d.service, d.changed"
	" FROM draft d JOIN users u ON u.id = d.caregiver_id"
	" WHERE d.owner_id = $1 ORDER BY d.changed DESC LIMIT 10");

TT_QUERY_NUMBER(open_caregiver, "SELECT user_id AS n FROM caregiver"
	" WHERE user_id = $1 AND user_id <> $2 AND state = 'approved'");
TT_QUERY(last_care, struct care, care_fields, "SELECT emergency_name,"
	" emergency_phone, vet_name, vet_phone, vet_address FROM booking"
	" WHERE owner_id = $1 ORDER BY id DESC LIMIT 1");
TT_EXEC(add, "INSERT INTO draft (id, owner_id, caregiver_id, service, from_day,"
	" to_day, from_min, to_min, pets, note, off_leash, emergency_name,"
	" emergency_phone, vet_name, vet_phone, vet_address, step, changed)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
	" $15, $16, $17, $18)");
TT_EXEC(save, "UPDATE draft SET service = $3, from_day = $4, to_day = $5,"
	" from_min = $6, to_min = $7, pets = $8, note = $9, off_leash = $10,"
	" emergency_name = $11, emergency_phone = $12, vet_name = $13,"
	" vet_phone = $14, vet_address = $15, step = $16, changed = $17"
	" WHERE id = $1 AND owner_id = $2");
TT_QUERY(find, struct tt_draft, draft_fields, "SELECT id, owner_id,"
	" caregiver_id, service, from_day, to_day, from_min, to_min, pets,"
	" note, off_leash, emergency_name, emergency_phone, vet_name,"
	" vet_phone, vet_address, step FROM draft"
	" WHERE id = $1 AND owner_id = $2");
/* An owner keeps the ten drafts touched last. */
TT_EXEC(prune, "DELETE FROM draft WHERE owner_id = $1 AND id NOT IN (SELECT id"
	" FROM draft WHERE owner_id = $1 ORDER BY changed DESC, id DESC"
	" LIMIT 10)");

struct making {
	int64_t                owner, caregiver, id;
	const struct tt_draft *d;
};

static enum tt_outcome
make(struct tt_ctx *cx, void *arg)
{
	struct making *m = arg;
	const struct tt_draft *d = m->d;
	const struct care *c;
	struct care none = { "", "", "", "", "" };

	m->id = 0;
	if (tt_number(cx, &open_caregiver, TT_ARGS(m->caregiver, m->owner))
	    == 0)
		return TT_ABSENT;
	c = tt_one(cx, &last_care, TT_ARGS(m->owner));
	if (c == NULL)
		c = &none;
	m->id = tt_id_new();
	tt_exec(cx, &add, TT_ARGS(m->id, m->owner, m->caregiver, d->service,
	    d->from_day, d->to_day, d->from_min, d->to_min, d->pets, "",
	    0, c->emergency_name, c->emergency_phone, c->vet_name,
	    c->vet_phone, c->vet_address, 0, cx->now));
	tt_exec(cx, &prune, TT_ARGS(m->owner));
	return TT_OK;
}

int64_t
tt_draft_new(struct tt_ctx *cx, int64_t owner, int64_t caregiver,
    const struct tt_draft *d)
{
	struct making m = { .owner = owner, .caregiver = caregiver, .d = d };

	(void)tt_tx(cx, make, &m);
	return m.id;
}

const struct tt_draft *
tt_draft_find(struct tt_ctx *cx, int64_t id, int64_t owner)
{
	return tt_one(cx, &find, TT_ARGS(id, owner));
}

struct tt_rows
tt_drafts_of(struct tt_ctx *cx, int64_t owner)
{
	return tt_all(cx, &unsent, TT_ARGS(owner));
}

static enum tt_outcome
save_now(struct tt_ctx *cx, void *arg)
{
	const struct tt_draft *d = arg;

	return tt_exec(cx, &save, TT_ARGS(d->id, d->owner_id, d->service,
	    d->from_day, d->to_day, d->from_min, d->to_min, d->pets, d->note,
	    d->off_leash, d->emergency_name, d->emergency_phone, d->vet_name,
	    d->vet_phone, d->vet_address, d->step, cx->now)) == 1 ?
	    TT_OK : TT_ABSENT;
}

enum tt_outcome
tt_draft_save(struct tt_ctx *cx, const struct tt_draft *d)
{
	struct tt_draft copy = *d;

	return tt_tx(cx, save_now, &copy);
}

struct tt_when
tt_draft_when(const struct tt_draft *d)
{
	return (struct tt_when){ d->from_day, d->to_day, d->from_min,
	    d->to_min };
}

size_t
tt_draft_pets(const struct tt_draft *d, int64_t ids[TT_SEATS])
{
	const char *p = d->pets;
	size_t n = 0;

	while (*p != '\0' && n < TT_SEATS) {
		char one[24] = { 0 };
		size_t len = strcspn(p, " ");

		if (len > 0 && len < sizeof(one)) {
			memcpy(one, p, len);
			n += tt_int(one, 1, INT64_MAX, &ids[n]);
		}
		p += len;
		while (*p == ' ')
			p++;
	}
	return n;
}

struct tt_quote
tt_quote_of(struct tt_ctx *cx, int64_t caregiver, const char *service,
    const struct tt_when *w, int64_t pets)
{
	const struct tt_caregiver *c = tt_caregiver_find(cx, caregiver);
	const struct tt_offer *o = c == NULL ? NULL :
	    tt_caregiver_offer(cx, caregiver, service);
	struct tt_quote q = { .pets = pets, .why_not = TT_NOT_HOURS };
	struct tt_calendar cal;

	if (o == NULL)
		return q;
	q.service = tt_service_named(service);
	q.starts = tt_when_starts(w);
	q.ends = tt_when_ends(q.service, w);
	q.price = tt_price_of(o, w, pets, c->country);
	q.back = tt_back_of(TT_POLICY_NOW, q.starts, q.price.total);
	q.answer_by = tt_answer_by(cx->now, q.starts, c->notice_min);
	cal = tt_calendar_load(cx, caregiver, tt_days_later(w->from, -15),
	    tt_days_later(w->to, 15));
	q.why_not = tt_can(&cal, q.service, w, pets, cx->now);
	if (q.why_not != TT_FREE)
		q.n_others = tt_other_times(&cal, q.service, w, pets, cx->now,
		    q.others);
	return q;
}
