#include "core/text.h"
#include "model/booking.h"
#include "model/job.h"
#include "model/offer.h"
#include "model/review.h"

#define R(m) TT_FIELD(struct tt_review, m)
static const struct tt_field review_fields[] = { R(booking_id), R(author_id),
    R(subject_id), R(author_first), R(author_last), R(role), R(service),
    R(body), R(reply), R(stars), R(created), R(shown_from), R(starts),
    R(counted), { 0 } };
#define G(m) TT_FIELD(struct tt_rating, m)
static const struct tt_field rating_fields[] = { G(sum), G(count), { 0 } };

#define REVIEW                                                              \
	"SELECT r.booking_id, r.author_id, r.subject_id,"                   \
	" u.first_name AS author_first, u.last_name AS author_last, r.role,"\
	" b.service, r.body, r.reply, r.stars, r.created, r.shown_from,"    \
	" b.starts, r.counted FROM review r JOIN users u"                   \
	" ON u.id = r.author_id JOIN booking b ON b.id = r.booking_id"

TT_QUERY(about, struct tt_review, review_fields, REVIEW
	" WHERE r.subject_id = $1 AND r.shown_from <= $2 AND r.shown_from < $3"
	" AND r.role = 'owner' ORDER BY r.shown_from DESC, r.booking_id"
	" LIMIT $4");
TT_QUERY(of_booking, struct tt_review, review_fields, REVIEW
	" WHERE r.booking_id = $1 AND $2 IN (b.owner_id, b.caregiver_id)"
	" AND (r.author_id = $2 OR r.shown_from <= $3)"
	" ORDER BY r.created LIMIT 2");
TT_QUERY_NUMBER(mine, "SELECT stars AS n FROM review WHERE booking_id = $1"
	" AND author_id = $2");
TT_EXEC(add, "INSERT INTO review (booking_id, author_id, subject_id, role,"
	" stars, body, created, shown_from, counted, reply)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '')");
TT_EXEC(show, "UPDATE review SET shown_from = $2 WHERE booking_id = $1"
	" AND shown_from > $2");
TT_EXEC(reply, "UPDATE review SET reply = $3, replied = $4"
	" WHERE booking_id = $1 AND subject_id = $2 AND reply = ''"
	" AND shown_from <= $4");
TT_QUERY_NUMBER(replied, "SELECT booking_id AS n FROM review"
	" WHERE booking_id = $1 AND subject_id = $2 AND shown_from <= $3");
TT_QUERY(due, struct tt_review, review_fields, REVIEW
	" WHERE r.counted = 0 AND r.shown_from <= $1"
	" ORDER BY r.shown_from LIMIT 100");
TT_EXEC(count_it, "UPDATE review SET counted = 1 WHERE booking_id = $1"
	" AND author_id = $2 AND counted = 0");
TT_EXEC(add_stars, "UPDATE caregiver SET rating_sum = rating_sum + $2,"
	" rating_count = rating_count + 1 WHERE user_id = $1");
TT_QUERY(owner_rating, struct tt_rating, rating_fields,
	"SELECT CAST(COALESCE(SUM(stars), 0) AS BIGINT) AS sum,"
	" COUNT(*) AS count FROM review WHERE subject_id = $1"
	" AND role = 'caregiver' AND shown_from <= $2");

/* A shown review counts once, in the average of the caregiver it is about. */
static void
count(struct tt_ctx *cx, const struct tt_review *r)
{
	if (tt_exec(cx, &count_it, TT_ARGS(r->booking_id, r->author_id)) == 0 ||
	    !tt_eq(r->role, "owner"))
		return;
	tt_exec(cx, &add_stars, TT_ARGS(r->subject_id, r->stars));
	tt_offer_refresh(cx, r->subject_id);
}

static enum tt_outcome
publish(struct tt_ctx *cx, void *arg)
{
	struct tt_rows rows = tt_all(cx, &due, TT_ARGS(cx->now));
	const struct tt_review *r = rows.v;

	for (size_t i = 0; i < rows.n; i++)
		count(cx, &r[i]);
	*(int64_t *)arg = (int64_t)rows.n;
	return TT_OK;
}

int64_t
tt_reviews_publish(struct tt_ctx *cx)
{
	int64_t n = 0;

	/* Look first: mostly there is nothing, and no lock is needed. */
	if (tt_all(cx, &due, TT_ARGS(cx->now)).n == 0)
		return 0;
	(void)tt_tx(cx, publish, &n);
	return n;
}

struct writing {
	int64_t     booking, author, stars;
	const char *body;
};

static enum tt_outcome
write_it(struct tt_ctx *cx, void *arg)
{
	const struct writing *w = arg;
	const struct tt_booking *b = tt_booking_find(cx, w->booking, w->author);
	bool owner;
	int64_t other, n;

	if (b == NULL)
		return TT_ABSENT;
	if (b->state != TT_COMPLETED ||
	    cx->now.s >= b->completed.s + TT_REVIEW)
		return TT_REFUSED;
	if (tt_number(cx, &mine, TT_ARGS(b->id, w->author)) != 0)
		return TT_TAKEN;
	owner = b->owner_id == w->author;
	other = owner ? b->caregiver_id : b->owner_id;
	tt_exec(cx, &add, TT_ARGS(b->id, w->author, other,
	    owner ? "owner" : "caregiver", w->stars, w->body, cx->now,
	    tt_later(b->completed, TT_REVIEW)));
	if (tt_number(cx, &mine, TT_ARGS(b->id, other)) != 0) {
		/* Both are in: both are shown, and told of. */
		tt_exec(cx, &show, TT_ARGS(b->id, cx->now));
		(void)publish(cx, &n);
		tt_mail_add(cx, "reviews-shown", b->owner_id, b->id, "");
		tt_mail_add(cx, "reviews-shown", b->caregiver_id, b->id, "");
	} else {
		tt_mail_add(cx, "review-waits", other, b->id, "");
	}
	return TT_OK;
}

enum tt_outcome
tt_review_add(struct tt_ctx *cx, int64_t booking, int64_t author,
    int64_t stars, const char *body)
{
	struct writing w = { booking, author, stars, body };

	return tt_tx(cx, write_it, &w);
}

static enum tt_outcome
reply_now(struct tt_ctx *cx, void *arg)
{
	const struct writing *w = arg;

	if (tt_exec(cx, &reply, TT_ARGS(w->booking, w->author, w->body,
	    cx->now)) == 1)
		return TT_OK;
	return tt_number(cx, &replied, TT_ARGS(w->booking, w->author,
	    cx->now)) != 0 ? TT_TAKEN : TT_ABSENT;
}

enum tt_outcome
tt_review_reply(struct tt_ctx *cx, int64_t booking, int64_t subject,
    const char *text)
{
	struct writing w = { booking, subject, 0, text };

	return tt_tx(cx, reply_now, &w);
}

struct tt_rows
tt_reviews_about(struct tt_ctx *cx, int64_t subject, tt_time before,
    int64_t limit)
{
	return tt_all(cx, &about, TT_ARGS(subject, cx->now, before.s == 0 ?
	    tt_later(cx->now, 1) : before, limit));
}

struct tt_rows
tt_reviews_of_booking(struct tt_ctx *cx, int64_t booking, int64_t viewer)
{
	return tt_all(cx, &of_booking, TT_ARGS(booking, viewer, cx->now));
}

tt_time
tt_review_until(struct tt_ctx *cx, int64_t booking, int64_t viewer)
{
	const struct tt_booking *b = tt_booking_find(cx, booking, viewer);
	tt_time until;

	if (b == NULL || b->state != TT_COMPLETED)
		return (tt_time){ 0 };
	until = tt_later(b->completed, TT_REVIEW);
	if (cx->now.s >= until.s ||
	    tt_number(cx, &mine, TT_ARGS(booking, viewer)) != 0)
		return (tt_time){ 0 };
	return until;
}

struct tt_rating
tt_owner_rating(struct tt_ctx *cx, int64_t owner)
{
	const struct tt_rating *r = tt_one(cx, &owner_rating, TT_ARGS(owner,
	    cx->now));

	return r == NULL ? (struct tt_rating){ 0 } : *r;
}
