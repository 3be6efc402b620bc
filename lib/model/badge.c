#include "core/text.h"
#include "db/db.h"
#include "model/badge.h"
#include "model/certificate.h"
#include "model/paper.h"

#define SEEN N_("TailTribe saw this certificate and checked it on %1$s.")
#define SEEN_UNTIL N_("TailTribe saw this certificate and checked it on"      \
	" %1$s. It holds until %2$s.")

struct proof { const char *kind; tt_time decided; tt_day expires; };
#define P(m) TT_FIELD(struct proof, m)
static const struct tt_field fields[] = { P(kind), P(decided), P(expires),
    { 0 } };
/* The last day is one of those that it holds. */
TT_QUERY(proofs, struct proof, fields, "SELECT kind, decided, expires"
	" FROM certificate WHERE caregiver_id = $1 AND state = 'verified'"
	" AND (expires IS NULL OR expires >= $2) ORDER BY id LIMIT 20");

static void
add(struct tt_badge *b, size_t *n, struct tt_badge one)
{
	for (size_t i = 0; i < *n; i++)
		if (tt_eq(b[i].name, one.name)) {
			if (one.until.n == 0 || (b[i].until.n != 0 &&
			    one.until.n > b[i].until.n))
				b[i] = one;
			return;
		}
	if (*n < TT_BADGES)
		b[(*n)++] = one;
}

static struct tt_badge
of_proof(const struct proof *p)
{
	struct tt_badge b = { .name = tt_certificate_name(p->kind),
	    .about = p->expires.n == 0 ? SEEN : SEEN_UNTIL,
	    .checked = tt_day_of(p->decided), .until = p->expires };

	if (tt_paper_is_policy(p->kind)) {
		b.name = N_("Insured");
		b.about = N_("TailTribe saw the insurance policy on %1$s. It"
		    " runs until %2$s.");
	} else if (tt_eq(p->kind, "animal_first_aid")) {
		b.name = N_("First aid");
	}
	return b;
}

size_t
tt_badges_of(struct tt_ctx *cx, const struct tt_caregiver *c,
    struct tt_badge b[TT_BADGES])
{
	struct tt_rows rows = tt_all(cx, &proofs, TT_ARGS(c->id,
	    tt_day_of(cx->now)));
	const struct proof *p = rows.v;
	size_t n = 0;

	add(b, &n, (struct tt_badge){ .name = N_("Verified"),
	    .about = N_("TailTribe read this profile and approved it on"
	    " %1$s."), .checked = tt_day_of(c->approved) });
	for (int policy = 1; policy >= 0; policy--)
		for (size_t i = 0; i < rows.n; i++)
			if (tt_paper_is_policy(p[i].kind) == policy)
				add(b, &n, of_proof(&p[i]));
	if (c->has_business)
		add(b, &n, (struct tt_badge){ .name = N_("Self-employed"),
		    .about = N_("The profile has a business number. TailTribe"
		    " looked at it when it approved the profile on %1$s."),
		    .checked = tt_day_of(c->approved) });
	return n;
}
