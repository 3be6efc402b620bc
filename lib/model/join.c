#include <string.h>

#include "core/text.h"
#include "model/audit.h"
#include "model/job.h"
#include "model/join.h"
#include "model/number.h"
#include "model/offer.h"

#define RADIUS_FIRST 10
#define PETS_FIRST   3

const char *const tt_join_states[] = { "draft", "pending", "approved",
    "rejected", "suspended", NULL };

#define J(m, ...) TT_FIELD(struct tt_join, m, ##__VA_ARGS__)
static const struct tt_field fields[] = {
	J(id), J(first_name), J(last_name), J(country), J(postcode), J(town),
	J(phone), J(lang), J(lat), J(lon), J(verified), J(begun),
	J(state, .words = tt_join_states), J(step), J(complete), J(reason),
	J(recheck_what), J(sent), J(approved), J(until), J(recheck),
	J(headline), J(bio), J(home), J(outdoors), J(own_pets), J(children),
	J(medication), J(smoke_free), J(radius_km), J(kinds), J(sizes),
	J(custom_kind), J(max_pets), J(services), J(prices), J(notice_min),
	J(buffer_min), J(day_limit), J(hours), J(is_trader),
	J(business_number), J(vat_number), J(certificates), J(iban),
	J(account_holder), J(rules_version), J(portraits), J(photos), { 0 }
};

#define COUNT(table, more)                                                  \
	" (SELECT COUNT(*) FROM " table " x WHERE x.caregiver_id = u.id"    \
	more ")"
TT_QUERY(find, struct tt_join, fields,
	"SELECT u.id, u.first_name, u.last_name, u.country, u.postcode,"
	" u.town, u.phone, u.lang, u.lat, u.lon, u.verified,"
	" CASE WHEN c.user_id IS NULL THEN 0 ELSE 1 END AS begun, c.state,"
	" c.step, c.complete, c.reason, c.recheck_what, c.sent, c.approved,"
	" c.until, c.recheck, c.headline, c.bio, c.home, c.outdoors,"
	" c.own_pets, c.children, c.medication, c.smoke_free, c.radius_km,"
	" c.kinds, c.sizes, c.custom_kind, c.max_pets, c.notice_min,"
	" c.buffer_min, c.day_limit, c.is_trader, c.business_number,"
	" c.vat_number, c.iban, c.account_holder, c.rules_version,"
	COUNT("service", "") " AS services,"
	COUNT("service", " AND x.price > 0") " AS prices,"
	COUNT("weekly", "") " AS hours,"
	COUNT("certificate", "") " AS certificates,"
	COUNT("picture", " AND x.place = 0") " AS portraits,"
	COUNT("picture", " AND x.place > 0") " AS photos"
	" FROM users u LEFT JOIN caregiver c ON c.user_id = u.id"
	" WHERE u.id = $1");

#define O(m) TT_FIELD(struct tt_offer, m)
static const struct tt_field offer_fields[] = { O(code), O(price),
    O(extra_pet), O(weekend), O(holiday), O(visit_min), { 0 } };
TT_QUERY(offers, struct tt_offer, offer_fields, "SELECT code, price,"
	" extra_pet, weekend, holiday, visit_min FROM service"
	" WHERE caregiver_id = $1 ORDER BY code LIMIT 20");

#define W(m) TT_FIELD(struct tt_weekly, m)
static const struct tt_field weekly_fields[] = { W(weekday), W(from_min),
    W(to_min), { 0 } };
TT_QUERY(hours, struct tt_weekly, weekly_fields, "SELECT weekday, from_min,"
	" to_min FROM weekly WHERE caregiver_id = $1"
	" ORDER BY weekday, from_min LIMIT 100");

TT_EXEC(sent_in, "UPDATE caregiver SET state = 'pending', sent = $2,"
	" reason = '', until = NULL WHERE user_id = $1");
TT_EXEC(is_one, "UPDATE users SET is_caregiver = 1 WHERE id = $1");
TT_EXEC(recheck, "UPDATE caregiver SET recheck = $2, recheck_what = $3"
	" WHERE user_id = $1");
TT_QUERY_NUMBER(next_ids, "SELECT user_id AS n FROM caregiver"
	" WHERE user_id > $1 ORDER BY user_id LIMIT $2");
TT_EXEC(complete_set, "UPDATE caregiver SET complete = $2"
	" WHERE user_id = $1");

const struct tt_join *
tt_join_find(struct tt_ctx *cx, int64_t user)
{
	struct tt_join *j = tt_one(cx, &find, TT_ARGS(user));

	if (!j->begun) {
		j->radius_km = RADIUS_FIRST;
		j->max_pets = PETS_FIRST;
	}
	return j;
}

struct tt_rows
tt_join_offers(struct tt_ctx *cx, int64_t user)
{
	return tt_all(cx, &offers, TT_ARGS(user));
}

struct tt_rows
tt_join_hours(struct tt_ctx *cx, int64_t user)
{
	return tt_all(cx, &hours, TT_ARGS(user));
}

bool
tt_join_may(const struct tt_join *j, int64_t step)
{
	return j->state != TT_JOIN_DRAFT || step <= j->step + 1;
}

static bool
has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)) != NULL; s += n)
		if ((s == words || s[-1] == ' ') &&
		    (s[n] == '\0' || s[n] == ' '))
			return true;
	return false;
}

/* ---- what is open ----------------------------------------------------------- */

struct opening { struct tt_join_open *out; size_t n; };

static void
open_if(struct opening *o, bool lacks, int64_t step, const char *text)
{
	if (lacks && o->n < TT_JOIN_OPEN)
		o->out[o->n++] = (struct tt_join_open){ step, text };
}

/* A step that was done, and lacks something all the same. */
static void
lacks_of(const struct tt_join *j, int64_t step, struct opening *o)
{
	switch (step) {
	case 1:
		open_if(o, j->postcode[0] == '\0' || j->town[0] == '\0', 1,
		    N_("Tell your postcode and town."));
		open_if(o, tt_bio_fault(j->bio) != NULL, 1,
		    N_("Write something about yourself."));
		return;
	case 2:
		open_if(o, j->services == 0, 2,
		    N_("Choose a service and its price."));
		open_if(o, j->kinds[0] == '\0', 2,
		    N_("Choose which animals you take."));
		open_if(o, j->sizes[0] == '\0' && has_word(j->kinds, "dog"), 2,
		    N_("Choose which sizes of dog you take."));
		return;
	case 3:
		open_if(o, j->hours == 0, 3, N_("Tell when you are free."));
		return;
	case 5:
		open_if(o, j->iban[0] == '\0', 5,
		    N_("Give an account for your money."));
		open_if(o, j->rules_version[0] == '\0', 5,
		    N_("Agree to the rules."));
		return;
	}
}

size_t
tt_join_open(const struct tt_join *j, struct tt_join_open out[TT_JOIN_OPEN])
{
	static const char *const all[] = {
		N_("Introduce yourself."),
		N_("Choose your services and prices."),
		N_("Tell when you are free, and read how cancelling works."),
		N_("Say whether you care as a business. Certificates are up to"
		    " you."),
		N_("Tell where your money goes, and agree to the rules."),
	};
	struct opening o = { out, 0 };

	open_if(&o, j->verified.s == 0, 0, N_("Confirm your e-mail address."));
	for (int64_t step = 1; step <= TT_JOIN_STEPS; step++)
		if (j->state == TT_JOIN_DRAFT && step > j->step)
			open_if(&o, true, step, all[step - 1]);
		else
			lacks_of(j, step, &o);
	return o.n;
}

/* ---- handing in -------------------------------------------------------------- */

static enum tt_outcome
send_in(struct tt_ctx *cx, void *arg)
{
	int64_t id = *(const int64_t *)arg;
	const struct tt_join *j = tt_join_find(cx, id);
	struct tt_join_open left[TT_JOIN_OPEN];

	if (!j->begun || tt_join_open(j, left) > 0 ||
	    (j->state != TT_JOIN_DRAFT && j->state != TT_JOIN_REJECTED))
		return TT_REFUSED;
	tt_exec(cx, &sent_in, TT_ARGS(id, cx->now));
	tt_exec(cx, &is_one, TT_ARGS(id));
	tt_complete_refresh(cx, id);
	tt_mail_add(cx, "joined", id, 0, "");
	tt_job_add(cx, "mail-support", id, "joined");
	tt_audit(cx, &(struct tt_deed){ .action = "caregiver.send",
	    .entity = "caregiver", .id = id,
	    .before = tt_join_states[j->state], .after = "pending",
	    .reason = j->reason });
	return TT_OK;
}

enum tt_outcome
tt_join_send(struct tt_ctx *cx, int64_t user)
{
	return tt_tx(cx, send_in, &user);
}

void
tt_join_recheck(struct tt_ctx *cx, int64_t user, const char *what)
{
	const struct tt_join *j = tt_join_find(cx, user);
	const char *words = j->recheck_what;

	if (j->state != TT_JOIN_APPROVED)
		return;
	if (!has_word(words, what))
		words = words[0] == '\0' ? what : tt_printf(cx->arena,
		    "%s %s", words, what);
	tt_exec(cx, &recheck, TT_ARGS(user, j->recheck.s == 0 ? cx->now :
	    j->recheck, words));
}

/* ---- how much there is -------------------------------------------------------- */

int64_t
tt_complete_of(const struct tt_join *j, struct tt_complete items[TT_COMPLETE])
{
	const struct tt_complete all[TT_COMPLETE] = {
		{ N_("Write at least 80 characters about yourself"),
		    "/account/caregiver/profile",
		    tt_chars(j->bio) >= TT_BIO_MIN },
		{ N_("Tell where you live"), "/account/caregiver/profile",
		    j->town[0] != '\0' },
		{ N_("Give a phone number"), "/account/caregiver/profile",
		    j->phone[0] != '\0' },
		{ N_("Choose a service"), "/account/caregiver/services",
		    j->services > 0 },
		{ N_("Set a price"), "/account/caregiver/services",
		    j->prices > 0 },
		{ N_("Show your face"), "/account/photos", j->portraits > 0 },
		{ N_("Show a photo of your home or your walks"),
		    "/account/photos", j->photos > 0 },
		{ N_("Give an account for your money"),
		    "/account/caregiver/payout", j->iban[0] != '\0' },
	};
	int64_t done = 0;

	for (size_t i = 0; i < TT_COMPLETE; i++) {
		items[i] = all[i];
		done += all[i].done;
	}
	return (100 * done + TT_COMPLETE / 2) / TT_COMPLETE;
}

static enum tt_outcome
refresh(struct tt_ctx *cx, void *arg)
{
	int64_t id = *(const int64_t *)arg, now;
	const struct tt_join *j = tt_join_find(cx, id);
	struct tt_complete items[TT_COMPLETE];

	if (!j->begun)
		return TT_OK;
	now = tt_complete_of(j, items);
	if (now != j->complete)
		tt_exec(cx, &complete_set, TT_ARGS(id, now));
	tt_offer_refresh(cx, id);
	return TT_OK;
}

void
tt_complete_refresh(struct tt_ctx *cx, int64_t user)
{
	(void)tt_tx(cx, refresh, &user);
}

int64_t
tt_complete_refresh_some(struct tt_ctx *cx, int64_t after, int64_t limit)
{
	struct tt_rows rows = tt_all(cx, &next_ids, TT_ARGS(after, limit));
	const struct tt_number *ids = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		tt_complete_refresh(cx, ids[i].n);
	return rows.n == 0 ? 0 : ids[rows.n - 1].n;
}
