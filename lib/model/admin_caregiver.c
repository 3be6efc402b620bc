#include <string.h>

#include "core/text.h"
#include "model/admin.h"
#include "model/admin_caregiver.h"
#include "model/caregiver.h"

const char *const tt_queues[] = { "waiting", "recheck", "suspended", "all",
    NULL };

#define Q(m) TT_FIELD(struct tt_queued, m)
static const struct tt_field queued_fields[] = { Q(id), Q(papers),
    Q(first_name), Q(last_name), Q(town), Q(state), Q(recheck_what),
    Q(since), Q(until), { 0 } };
#define QUEUED(since)                                                       \
	"SELECT c.user_id AS id, u.first_name, u.last_name, u.town,"        \
	" c.state, c.recheck_what, c.until, " since " AS since,"            \
	" (SELECT COUNT(*) FROM certificate p WHERE"                        \
	"  p.caregiver_id = c.user_id AND p.state = 'waiting') AS papers"   \
	" FROM caregiver c JOIN users u ON u.id = c.user_id"
/* Handed in, or begun long ago. */
#define HANDED_IN "COALESCE(sent, c.created)"
TT_QUERY(waiting, struct tt_queued, queued_fields,
	QUEUED(HANDED_IN) " WHERE c.state = 'pending'"
	" ORDER BY COALESCE(c.sent, c.created), c.user_id LIMIT $1");
TT_QUERY(rechecks, struct tt_queued, queued_fields,
	QUEUED("c.recheck") " WHERE c.recheck IS NOT NULL"
	" AND c.state = 'approved' ORDER BY c.recheck LIMIT $1");
TT_QUERY(suspended, struct tt_queued, queued_fields,
	QUEUED("c.until") " WHERE c.until IS NOT NULL"
	" AND c.state = 'suspended' ORDER BY c.until LIMIT $1");
TT_QUERY(all, struct tt_queued, queued_fields,
	QUEUED("c.created") " WHERE c.user_id < $2"
	" ORDER BY c.user_id DESC LIMIT $1");

struct head { int64_t n; tt_time oldest; };
#define H(m) TT_FIELD(struct head, m)
static const struct tt_field head_fields[] = { H(n), H(oldest), { 0 } };
#define HEAD(at, from_where)                                                \
	"SELECT COUNT(*) AS n, MIN(at) AS oldest FROM (SELECT " at " AS at" \
	" FROM " from_where " LIMIT 1001) t"
TT_QUERY(waiting_n, struct head, head_fields, HEAD(HANDED_IN,
	"caregiver c WHERE state = 'pending'"));
TT_QUERY(rechecks_n, struct head, head_fields, HEAD("recheck",
	"caregiver WHERE recheck IS NOT NULL AND state = 'approved'"));
TT_QUERY(suspended_n, struct head, head_fields, HEAD("until",
	"caregiver WHERE until IS NOT NULL AND state = 'suspended'"));
TT_QUERY(papers_n, struct head, head_fields, HEAD("created",
	"certificate WHERE state = 'waiting'"));
TT_QUERY(asked_n, struct head, head_fields, HEAD("created",
	"cancel_request WHERE state = 'open'"));
TT_QUERY(looks_n, struct head, head_fields, HEAD("created",
	"look_at WHERE done IS NULL"));
TT_QUERY(dead_n, struct head, head_fields, HEAD("created",
	"job WHERE state = 'dead'"));

#define C(m) TT_FIELD(struct tt_admin_caregiver, m)
static const struct tt_field fields[] = { C(id), C(lat), C(lon),
    C(radius_km), C(max_pets), C(notice_min), C(complete), C(first_name),
    C(last_name), C(email), C(phone), C(postcode), C(town), C(country),
    C(lang), C(state), C(headline), C(bio), C(kinds), C(sizes), C(home),
    C(outdoors), C(own_pets), C(children), C(medication), C(reason),
    C(recheck_what), C(iban), C(account_holder), C(business_number),
    C(vat_number), C(smoke_free), C(is_trader), C(verified), C(created),
    C(sent), C(approved), C(until), C(recheck), C(seen), { 0 } };
TT_QUERY(one, struct tt_admin_caregiver, fields,
	"SELECT u.id, u.lat, u.lon, c.radius_km, c.max_pets, c.notice_min,"
	" c.complete, u.first_name, u.last_name, u.email, u.phone, u.postcode,"
	" u.town, u.country, u.lang, c.state, c.headline, c.bio, c.kinds,"
	" c.sizes, c.home, c.outdoors, c.own_pets, c.children, c.medication,"
	" c.reason, c.recheck_what, c.iban, c.account_holder,"
	" c.business_number, c.vat_number, c.smoke_free, c.is_trader,"
	" u.verified, c.created, c.sent, c.approved, c.until, c.recheck,"
	" c.seen FROM caregiver c JOIN users u ON u.id = c.user_id"
	" WHERE c.user_id = $1");

#define P(m) TT_FIELD(struct tt_picture, m)
static const struct tt_field picture_fields[] = { P(path), P(alt), P(place),
    { 0 } };
TT_QUERY(pictures, struct tt_picture, picture_fields,
	"SELECT path, alt, place FROM picture WHERE caregiver_id = $1"
	" ORDER BY place, id LIMIT 20");

#define B(m, ...) TT_FIELD(struct tt_admin_booking, m, ##__VA_ARGS__)
static const struct tt_field booking_fields[] = { B(id), B(owner_id),
    B(caregiver_id), B(owner_first), B(owner_last), B(service),
    B(state, .words = tt_booking_states), B(starts), B(created), B(price),
    { 0 } };
TT_QUERY(ahead, struct tt_admin_booking, booking_fields,
	"SELECT b.id, b.owner_id, b.caregiver_id,"
	" o.first_name AS owner_first, o.last_name AS owner_last, b.service,"
	" b.state, b.starts, b.created, b.price FROM booking b"
	" JOIN users o ON o.id = b.owner_id"
	" WHERE b.caregiver_id = $1 AND b.starts > $2"
	" AND b.state IN ('pending', 'accepted', 'paid')"
	" ORDER BY b.starts LIMIT 20");

#define I(m) TT_FIELD(struct tt_inactive_row, m)
static const struct tt_field inactive_fields[] = { I(id), I(first_name),
    I(last_name), I(town), I(seen), I(asked), { 0 } };
TT_QUERY(inactive, struct tt_inactive_row, inactive_fields,
	"SELECT u.id, u.first_name, u.last_name, u.town, c.seen,"
	" (SELECT MAX(a.at) FROM audit a WHERE a.entity = 'caregiver'"
	"  AND a.entity_id = u.id AND a.action = 'caregiver.still') AS asked"
	" FROM caregiver c JOIN users u ON u.id = c.user_id"
	" WHERE c.state = 'approved' AND c.seen < $1 ORDER BY c.seen LIMIT 50");
TT_QUERY_NUMBER(inactive_n, "SELECT COUNT(*) AS n FROM (SELECT 1 AS one"
	" FROM caregiver WHERE state = 'approved' AND seen < $1"
	" LIMIT 1001) t");

#define W(m) TT_FIELD(struct tt_history, m)
static const struct tt_field history_fields[] = { W(at), W(action),
    W(before), W(after), W(reason), W(first_name), W(role), { 0 } };
TT_QUERY(history, struct tt_history, history_fields,
	"SELECT a.at, a.action, a.before, a.after, a.reason, u.first_name,"
	" a.actor_role AS role FROM audit a"
	" LEFT JOIN users u ON u.id = a.actor_id"
	" WHERE a.entity = $1 AND a.entity_id = $2"
	" ORDER BY a.id DESC LIMIT 50");

struct tt_rows
tt_admin_queue(struct tt_ctx *cx, enum tt_queue which, int64_t after)
{
	switch (which) {
	case TT_Q_WAITING:
		return tt_all(cx, &waiting, TT_ARGS(TT_ADMIN_ROWS));
	case TT_Q_RECHECK:
		return tt_all(cx, &rechecks, TT_ARGS(TT_ADMIN_ROWS));
	case TT_Q_SUSPENDED:
		return tt_all(cx, &suspended, TT_ARGS(TT_ADMIN_ROWS));
	case TT_Q_ALL:
		break;
	}
	return tt_all(cx, &all, TT_ARGS(TT_ADMIN_ROWS, after == 0 ?
	    INT64_MAX : after));
}

static struct tt_waiting
head(struct tt_ctx *cx, const struct tt_query *q)
{
	const struct head *h = tt_one(cx, q, TT_NO_ARGS);

	return (struct tt_waiting){ h->n, h->oldest };
}

struct tt_admin_waiting
tt_admin_waiting(struct tt_ctx *cx)
{
	return (struct tt_admin_waiting){
		.caregivers = head(cx, &waiting_n),
		.rechecks = head(cx, &rechecks_n),
		.suspended = head(cx, &suspended_n),
		.papers = head(cx, &papers_n),
		.cancels = head(cx, &asked_n),
		.looks = head(cx, &looks_n),
		.jobs = head(cx, &dead_n),
	};
}

const struct tt_admin_caregiver *
tt_admin_caregiver(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &one, TT_ARGS(id));
}

struct tt_rows
tt_admin_pictures(struct tt_ctx *cx, int64_t id)
{
	return tt_all(cx, &pictures, TT_ARGS(id));
}

struct tt_rows
tt_admin_bookings_ahead(struct tt_ctx *cx, int64_t caregiver)
{
	return tt_all(cx, &ahead, TT_ARGS(caregiver, cx->now));
}

const char *
tt_iban_masked(struct tt_arena *a, const char *iban)
{
	size_t n = strlen(iban);

	if (n < 12)
		return n == 0 ? "" : "****";
	return tt_printf(a, "%.4s **** %s", iban, iban + n - 4);
}

struct tt_inactive
tt_admin_inactive_counts(struct tt_ctx *cx)
{
	int64_t n[3];

	for (int i = 0; i < 3; i++)
		n[i] = tt_number(cx, &inactive_n, TT_ARGS(tt_later(cx->now,
		    -30 * (i + 1) * TT_DAY)));
	return (struct tt_inactive){ n[0], n[1], n[2] };
}

struct tt_rows
tt_admin_inactive(struct tt_ctx *cx, int64_t days)
{
	return tt_all(cx, &inactive, TT_ARGS(tt_later(cx->now,
	    -days * TT_DAY)));
}

struct tt_rows
tt_admin_history(struct tt_ctx *cx, const char *entity, int64_t id)
{
	return tt_all(cx, &history, TT_ARGS(entity, id));
}
