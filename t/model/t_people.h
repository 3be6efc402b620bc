/*
 * People for tests of the model. All are made in the test's own database.
 *
 *	an   = t_owner(cx, "An");         an@example.be, verified, in Mechelen
 *	lisa = t_caregiver(cx, "Lisa");   lisa@example.be, approved, Antwerpen
 *	rex  = t_pet(cx, an, "Rex", "dog");
 *
 * Two of one test need two names. A caregiver lives at 51.2194 4.4025, works
 * 20 km around, every day 07:00-21:00, takes 3 pets of any kind, wants two
 * hours' notice, no buffer, no limit a day, and offers all ten services:
 *
 *	walk 15 (+5 each further pet)    group-walk 12 (+12)
 *	home-visit 14 (+4), 30 min       boarding 32 (+16)
 *	sitting 35 (+10)                 day-care 25 (+12.50)
 *	small-animals 12 (+2), 30 min    training 40 (+10)
 *	transport 25 (+5)                event 100 (+20)
 *
 * and nothing more at weekends and on holidays. Change them with t_service,
 * t_rules, t_weekly, t_dated, t_block, t_at_place, t_state; each also writes
 * the rows of offer. t_mails counts the mails of a template that are due.
 */
#ifndef T_PEOPLE_H
#define T_PEOPLE_H

#include <inttypes.h>

#include "core/id.h"
#include "core/text.h"
#include "db/db.h"
#include "model/offer.h"
#include "model/service.h"

#define T_ANTWERPEN_LAT 512194
#define T_ANTWERPEN_LON 44025
#define T_MECHELEN_LAT  510259
#define T_MECHELEN_LON  44776

TT_EXEC(t_user_add, "INSERT INTO users (id, email, verified, password,"
	" first_name, last_name, lang, is_owner, is_caregiver, staff, phone,"
	" country, postcode, town, street, lat, lon, terms_version, terms_at,"
	" created) VALUES ($1, $2, $3, '', $4, 'Peeters', 'nl', $5, $6, $7,"
	" '+32476123456', 'BE', $8, $9, 'Kerkstraat 1', $10, $11, '2026-11',"
	" $3, $3)");
TT_EXEC(t_step_add, "INSERT INTO second_step (user_id, secret, since, used)"
	" VALUES ($1, '', 1, 0)");
TT_EXEC(t_caregiver_add, "INSERT INTO caregiver (user_id, state, bio,"
	" headline, radius_km, max_pets, kinds, sizes, home, outdoors,"
	" own_pets, children, medication, smoke_free, is_trader, notice_min,"
	" buffer_min, day_limit, rating_sum, rating_count, complete, rank,"
	" calendar_seen, seen, approved, created) VALUES ($1, 'approved', $2,"
	" 'Every day outside', 20, 3, 'dog cat small fish bird reptile"
	" livestock other', 'xs s m l xl', 'house', 'garden', '', '', '', 1,"
	" 0, 120, 0, 0, 0, 0, 100, 0, $3, $3, $3, $3)");
TT_EXEC(t_service_set, "INSERT INTO service (caregiver_id, code, price,"
	" extra_pet, weekend, holiday, visit_min)"
	" VALUES ($1, $2, $3, $4, $5, $6, 30)"
	" ON CONFLICT (caregiver_id, code) DO UPDATE SET price = $3,"
	" extra_pet = $4, weekend = $5, holiday = $6");
TT_EXEC(t_weekly_gone, "DELETE FROM weekly WHERE caregiver_id = $1"
	" AND weekday = $2");
TT_EXEC(t_weekly_add, "INSERT INTO weekly (caregiver_id, weekday, from_min,"
	" to_min) VALUES ($1, $2, $3, $4)");
TT_EXEC(t_dated_add, "INSERT INTO dated (caregiver_id, day, from_min, to_min)"
	" VALUES ($1, $2, $3, $4)");
TT_EXEC(t_block_add, "INSERT INTO block (id, caregiver_id, starts, ends,"
	" reason) VALUES ($1, $2, $3, $4, '')");
TT_EXEC(t_rules_set, "UPDATE caregiver SET max_pets = $2, notice_min = $3,"
	" buffer_min = $4, day_limit = $5 WHERE user_id = $1");
TT_EXEC(t_radius_set, "UPDATE caregiver SET radius_km = $2"
	" WHERE user_id = $1");
TT_EXEC(t_place_set, "UPDATE users SET lat = $2, lon = $3 WHERE id = $1");
TT_EXEC(t_state_set, "UPDATE caregiver SET state = $2 WHERE user_id = $1");
TT_EXEC(t_rating_set, "UPDATE caregiver SET rating_sum = $2,"
	" rating_count = $3 WHERE user_id = $1");
TT_EXEC(t_pet_add, "INSERT INTO pet (id, owner_id, name, kind, custom_kind,"
	" breed, sex, born_year, weight_g, neutered, pets_ok, people_ok, chip,"
	" vaccinations, medical, character, notes, picture, created)"
	" VALUES ($1, $2, $3, $4, '', 'Mixed', '', 2021, 12000, 0, 1, 1, '',"
	" '', '', '', '', '', $5)");
TT_QUERY_NUMBER(t_mails_due, "SELECT COUNT(*) AS n FROM job"
	" WHERE kind = 'mail' AND state = 'ready' AND detail LIKE $1");
TT_QUERY_NUMBER(t_jobs_due, "SELECT COUNT(*) AS n FROM job"
	" WHERE kind = $1 AND state = 'ready'");

/* One statement, in a transaction, and then the caregiver's offers. */
struct t_change {
	const struct tt_query *q;
	struct tt_args         args;
	int64_t                caregiver;
};

static inline enum tt_outcome
t_change_in(struct tt_ctx *cx, void *arg)
{
	const struct t_change *c = arg;

	tt_exec(cx, c->q, c->args);
	if (c->caregiver != 0)
		tt_offer_refresh(cx, c->caregiver);
	return TT_OK;
}

static inline void
t_do(struct tt_ctx *cx, const struct tt_query *q, struct tt_args args,
    int64_t caregiver)
{
	struct t_change c = { q, args, caregiver };

	tt_tx(cx, t_change_in, &c);
}

static inline int64_t
t_user(struct tt_ctx *cx, const char *first, bool owner, bool caregiver,
    const char *staff)
{
	int64_t id = tt_id_new();
	const char *email = tt_printf(cx->arena, "%s@example.be",
	    tt_lower(cx->arena, first));

	t_do(cx, &t_user_add, TT_ARGS(id, email, cx->now, first, owner,
	    caregiver, staff, caregiver ? "2000" : "2800",
	    caregiver ? "Antwerpen" : "Mechelen",
	    caregiver ? T_ANTWERPEN_LAT : T_MECHELEN_LAT,
	    caregiver ? T_ANTWERPEN_LON : T_MECHELEN_LON), 0);
	return id;
}

static inline int64_t
t_owner(struct tt_ctx *cx, const char *first)
{
	return t_user(cx, first, true, false, "");
}

static inline int64_t
t_staff(struct tt_ctx *cx, const char *first)
{
	int64_t id = t_user(cx, first, false, false, "admin");

	t_do(cx, &t_step_add, TT_ARGS(id), 0);
	return id;
}

/* Prices in cents; written anew when it is there already. */
static inline void
t_service(struct tt_ctx *cx, int64_t caregiver, const char *code,
    int64_t price, int64_t extra_pet, int64_t weekend, int64_t holiday)
{
	t_do(cx, &t_service_set, TT_ARGS(caregiver, code, price, extra_pet,
	    weekend, holiday), caregiver);
}

static inline enum tt_outcome
t_caregiver_in(struct tt_ctx *cx, void *arg)
{
	static const struct { const char *code; int64_t price, extra; } s[] = {
		{ "walk", 1500, 500 }, { "group-walk", 1200, 1200 },
		{ "home-visit", 1400, 400 }, { "boarding", 3200, 1600 },
		{ "sitting", 3500, 1000 }, { "day-care", 2500, 1250 },
		{ "small-animals", 1200, 200 }, { "training", 4000, 1000 },
		{ "transport", 2500, 500 }, { "event", 10000, 2000 },
	};
	int64_t id = *(const int64_t *)arg;

	tt_exec(cx, &t_caregiver_add, TT_ARGS(id, "I have lived with dogs and"
	    " cats all my life. Your pet comes along on long walks, and I"
	    " send you a picture each day.", cx->now));
	for (size_t i = 0; i < sizeof(s) / sizeof(*s); i++)
		tt_exec(cx, &t_service_set, TT_ARGS(id, s[i].code, s[i].price,
		    s[i].extra, 0, 0));
	for (int weekday = 1; weekday <= 7; weekday++)
		tt_exec(cx, &t_weekly_add, TT_ARGS(id, weekday, 420, 1260));
	tt_offer_refresh(cx, id);
	return TT_OK;
}

static inline int64_t
t_caregiver(struct tt_ctx *cx, const char *first)
{
	int64_t id = t_user(cx, first, false, true, "");

	tt_tx(cx, t_caregiver_in, &id);
	return id;
}

static inline int64_t
t_pet(struct tt_ctx *cx, int64_t owner, const char *name, const char *kind)
{
	int64_t id = tt_id_new();

	t_do(cx, &t_pet_add, TT_ARGS(id, owner, name, kind, cx->now), 0);
	return id;
}

static inline void
t_rules(struct tt_ctx *cx, int64_t caregiver, int64_t max_pets,
    int64_t notice_min, int64_t buffer_min, int64_t day_limit)
{
	t_do(cx, &t_rules_set, TT_ARGS(caregiver, max_pets, notice_min,
	    buffer_min, day_limit), caregiver);
}

/* Work on this weekday only from..to; from = to: not at all. */
static inline void
t_weekly(struct tt_ctx *cx, int64_t caregiver, int64_t weekday,
    int64_t from_min, int64_t to_min)
{
	t_do(cx, &t_weekly_gone, TT_ARGS(caregiver, weekday), caregiver);
	if (from_min < to_min)
		t_do(cx, &t_weekly_add, TT_ARGS(caregiver, weekday, from_min,
		    to_min), caregiver);
}

/* Add a piece of hours to a dated day; 0, 0 closes the day. */
static inline void
t_dated(struct tt_ctx *cx, int64_t caregiver, tt_day day, int64_t from_min,
    int64_t to_min)
{
	t_do(cx, &t_dated_add, TT_ARGS(caregiver, day, from_min, to_min),
	    caregiver);
}

static inline void
t_block(struct tt_ctx *cx, int64_t caregiver, tt_time starts, tt_time ends)
{
	t_do(cx, &t_block_add, TT_ARGS(tt_id_new(), caregiver, starts, ends),
	    caregiver);
}

/* Live elsewhere, 1/10000 degree. */
static inline void
t_at_place(struct tt_ctx *cx, int64_t caregiver, int64_t lat, int64_t lon)
{
	t_do(cx, &t_place_set, TT_ARGS(caregiver, lat, lon), caregiver);
}

static inline void
t_radius(struct tt_ctx *cx, int64_t caregiver, int64_t km)
{
	t_do(cx, &t_radius_set, TT_ARGS(caregiver, km), caregiver);
}

/* "approved", "suspended" … */
static inline void
t_state(struct tt_ctx *cx, int64_t caregiver, const char *state)
{
	t_do(cx, &t_state_set, TT_ARGS(caregiver, state), caregiver);
}

static inline void
t_rating(struct tt_ctx *cx, int64_t caregiver, int64_t sum, int64_t count)
{
	t_do(cx, &t_rating_set, TT_ARGS(caregiver, sum, count), caregiver);
}

/* How many mails of a template ("accepted") are due. */
static inline int64_t
t_mails(struct tt_ctx *cx, const char *template)
{
	return tt_number(cx, &t_mails_due, TT_ARGS(tt_printf(cx->arena,
	    "%s %%", template)));
}

/* How many jobs of a kind are due. */
static inline int64_t
t_jobs(struct tt_ctx *cx, const char *kind)
{
	return tt_number(cx, &t_jobs_due, TT_ARGS(kind));
}

#endif
