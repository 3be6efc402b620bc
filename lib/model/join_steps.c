/* The five steps of joining, each saved by itself. */
#include "core/text.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/join.h"
#include "model/number.h"

TT_EXEC(begin, "INSERT INTO caregiver (user_id, state, bio, headline,"
	" radius_km, max_pets, kinds, sizes, home, outdoors, own_pets,"
	" children, medication, smoke_free, is_trader, notice_min, buffer_min,"
	" day_limit, rating_sum, rating_count, complete, rank, calendar_seen,"
	" seen, created) VALUES ($1, 'draft', '', '', 10, 3, '', '', '', '',"
	" '', '', '', 0, 0, 120, 0, 0, 0, 0, 0, 0, $2, $2, $2)"
	" ON CONFLICT (user_id) DO NOTHING");
TT_EXEC(step_set, "UPDATE caregiver SET step = CASE WHEN step < $2 THEN $2"
	" ELSE step END WHERE user_id = $1");

TT_EXEC(person_set, "UPDATE users SET first_name = $2, last_name = $3,"
	" phone = $4, postcode = $5, town = $6, country = $7, lat = $8,"
	" lon = $9 WHERE id = $1");
TT_EXEC(profile_set, "UPDATE caregiver SET headline = $2, bio = $3,"
	" home = $4, outdoors = $5, own_pets = $6, children = $7,"
	" medication = $8, smoke_free = $9, radius_km = $10"
	" WHERE user_id = $1");
TT_EXEC(kinds_set, "UPDATE caregiver SET kinds = $2, sizes = $3,"
	" custom_kind = $4, max_pets = $5 WHERE user_id = $1");
TT_EXEC(services_gone, "DELETE FROM service WHERE caregiver_id = $1");
TT_EXEC(service_add, "INSERT INTO service (caregiver_id, code, price,"
	" extra_pet, weekend, holiday, visit_min)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)");
TT_EXEC(times_set, "UPDATE caregiver SET notice_min = $2, buffer_min = $3,"
	" day_limit = $4, calendar_seen = $5 WHERE user_id = $1");
TT_EXEC(weekly_gone, "DELETE FROM weekly WHERE caregiver_id = $1");
TT_EXEC(weekly_add, "INSERT INTO weekly (caregiver_id, weekday, from_min,"
	" to_min) VALUES ($1, $2, $3, $4)");
TT_EXEC(papers_set, "UPDATE caregiver SET is_trader = $2,"
	" business_number = $3, vat_number = $4 WHERE user_id = $1");
TT_EXEC(payout_set, "UPDATE caregiver SET iban = $2, account_holder = $3"
	" WHERE user_id = $1");
TT_EXEC(rules_set, "UPDATE caregiver SET rules_version = $2, rules_at = $3"
	" WHERE user_id = $1 AND rules_version <> $2");

/* What a step saves, as it is written and as it was. */
struct saving {
	int64_t                 step;
	const struct tt_join   *j, *was;
	const struct tt_offer  *offers;
	const struct tt_weekly *weekly;
	size_t                  n;
	void                  (*write)(struct tt_ctx *, const struct saving *);
};

static enum tt_outcome
save(struct tt_ctx *cx, void *arg)
{
	struct saving *s = arg;
	int64_t id = s->j->id;

	s->was = tt_join_find(cx, id);
	if (!tt_join_may(s->was, s->step))
		return TT_REFUSED;
	if (!s->was->begun)
		tt_exec(cx, &begin, TT_ARGS(id, cx->now));
	s->write(cx, s);
	tt_exec(cx, &step_set, TT_ARGS(id, s->step));
	tt_complete_refresh(cx, id);
	return TT_OK;
}

/* ---- 1 ---------------------------------------------------------------------- */

static void
write_profile(struct tt_ctx *cx, const struct saving *s)
{
	const struct tt_join *j = s->j;

	if (!tt_eq(j->first_name, s->was->first_name) ||
	    !tt_eq(j->last_name, s->was->last_name))
		tt_join_recheck(cx, j->id, "name");
	tt_exec(cx, &person_set, TT_ARGS(j->id, j->first_name, j->last_name,
	    j->phone, j->postcode, j->town, j->country, j->lat, j->lon));
	tt_exec(cx, &profile_set, TT_ARGS(j->id, j->headline, j->bio, j->home,
	    j->outdoors, j->own_pets, j->children, j->medication,
	    j->smoke_free, j->radius_km));
}

enum tt_outcome
tt_join_profile(struct tt_ctx *cx, const struct tt_join *j)
{
	struct saving s = { .step = 1, .j = j, .write = write_profile };

	return tt_tx(cx, save, &s);
}

/* ---- 2 ---------------------------------------------------------------------- */

static bool
same_services(struct tt_ctx *cx, const struct saving *s)
{
	struct tt_rows rows = tt_join_offers(cx, s->j->id);
	const struct tt_offer *had = rows.v;
	size_t same = 0;

	for (size_t i = 0; i < rows.n; i++)
		for (size_t k = 0; k < s->n; k++)
			same += tt_eq(had[i].code, s->offers[k].code);
	return same == rows.n && same == s->n;
}

static void
write_services(struct tt_ctx *cx, const struct saving *s)
{
	const struct tt_join *j = s->j;

	if (!same_services(cx, s))
		tt_join_recheck(cx, j->id, "services");
	tt_exec(cx, &kinds_set, TT_ARGS(j->id, j->kinds, j->sizes,
	    j->custom_kind, j->max_pets));
	tt_exec(cx, &services_gone, TT_ARGS(j->id));
	for (size_t i = 0; i < s->n; i++) {
		const struct tt_offer *o = &s->offers[i];

		tt_exec(cx, &service_add, TT_ARGS(j->id, o->code, o->price,
		    o->extra_pet, o->weekend, o->holiday, o->visit_min));
	}
}

enum tt_outcome
tt_join_services(struct tt_ctx *cx, const struct tt_join *j,
    const struct tt_offer *offers, size_t n)
{
	struct saving s = { .step = 2, .j = j, .offers = offers, .n = n,
	    .write = write_services };

	return tt_tx(cx, save, &s);
}

/* ---- 3 ---------------------------------------------------------------------- */

static void
write_times(struct tt_ctx *cx, const struct saving *s)
{
	const struct tt_join *j = s->j;

	tt_exec(cx, &times_set, TT_ARGS(j->id, j->notice_min, j->buffer_min,
	    j->day_limit, cx->now));
	tt_exec(cx, &weekly_gone, TT_ARGS(j->id));
	for (size_t i = 0; i < s->n; i++)
		tt_exec(cx, &weekly_add, TT_ARGS(j->id, s->weekly[i].weekday,
		    s->weekly[i].from_min, s->weekly[i].to_min));
}

enum tt_outcome
tt_join_times(struct tt_ctx *cx, const struct tt_join *j,
    const struct tt_weekly *weekly, size_t n)
{
	struct saving s = { .step = 3, .j = j, .weekly = weekly, .n = n,
	    .write = write_times };

	return tt_tx(cx, save, &s);
}

/* ---- 4 ---------------------------------------------------------------------- */

static void
write_papers(struct tt_ctx *cx, const struct saving *s)
{
	const struct tt_join *j = s->j;

	tt_exec(cx, &papers_set, TT_ARGS(j->id, j->is_trader,
	    j->business_number, j->vat_number));
}

enum tt_outcome
tt_join_papers(struct tt_ctx *cx, const struct tt_join *j)
{
	struct saving s = { .step = 4, .j = j, .write = write_papers };

	return tt_tx(cx, save, &s);
}

/* ---- 5 ---------------------------------------------------------------------- */

/* Whoever may have got into an account changes this first. */
static void
tell_change(struct tt_ctx *cx, const struct saving *s)
{
	const struct tt_join *j = s->j, *was = s->was;

	if (was->iban[0] == '\0' || (tt_eq(j->iban, was->iban) &&
	    tt_eq(j->account_holder, was->account_holder)))
		return;
	tt_mail_add(cx, "payout-changed", j->id, 0,
	    tt_iban_hint(cx->arena, j->iban));
	tt_audit(cx, &(struct tt_deed){ .action = "caregiver.payout",
	    .entity = "caregiver", .id = j->id,
	    .before = tt_iban_hint(cx->arena, was->iban),
	    .after = tt_iban_hint(cx->arena, j->iban) });
}

static void
write_payout(struct tt_ctx *cx, const struct saving *s)
{
	const struct tt_join *j = s->j;

	tell_change(cx, s);
	tt_exec(cx, &payout_set, TT_ARGS(j->id, j->iban, j->account_holder));
	tt_exec(cx, &rules_set, TT_ARGS(j->id, TT_RULES_NOW, cx->now));
}

enum tt_outcome
tt_join_payout(struct tt_ctx *cx, const struct tt_join *j)
{
	struct saving s = { .step = 5, .j = j, .write = write_payout };

	return tt_tx(cx, save, &s);
}
