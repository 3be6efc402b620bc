#include "core/id.h"
#include "core/text.h"
#include "model/audit.h"
#include "model/certificate.h"
#include "model/file.h"
#include "model/join.h"

const char *const tt_certificate_kinds[] = { "animal_first_aid",
    "animal_care_diploma", "dog_trainer", "behavior_specialist",
    "horse_experience", "hygiene_training", "safe_transport", "grooming",
    "physiotherapy", "nutrition", "nosework", "puppy_socialization",
    "sport_enrichment", "event_companion", TT_INSURANCE, NULL };
const char *const tt_certificate_names[] = { N_("First aid for animals"),
    N_("Diploma in animal care"), N_("Dog trainer"),
    N_("Behaviour specialist"), N_("Experience with horses"),
    N_("Hygiene training"), N_("Safe transport"), N_("Grooming"),
    N_("Physiotherapy"), N_("Nutrition"), N_("Nose work"),
    N_("Puppy socialisation"), N_("Sport and play"),
    N_("Company at events"), N_("Insurance"), NULL };

#define C(m) TT_FIELD(struct tt_certificate, m)
static const struct tt_field fields[] = { C(id), C(caregiver_id), C(file_id),
    C(kind), C(provider), C(number), C(state), C(reason), C(expires),
    C(created), { 0 } };
#define CERTIFICATE                                                         \
	"SELECT id, caregiver_id, file_id, kind, provider, number, state,"  \
	" reason, expires, created FROM certificate"
TT_QUERY(of, struct tt_certificate, fields, CERTIFICATE
	" WHERE caregiver_id = $1 ORDER BY id DESC LIMIT 20");
TT_QUERY(find, struct tt_certificate, fields, CERTIFICATE
	" WHERE id = $1 AND caregiver_id = $2");
TT_EXEC(add, "INSERT INTO certificate (id, caregiver_id, kind, file_id,"
	" provider, number, expires, state, reason, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', '', $8)");
TT_EXEC(gone, "DELETE FROM certificate WHERE id = $1");

const char *
tt_certificate_name(const char *kind)
{
	int which = tt_word(tt_certificate_kinds, kind);

	return which < 0 ? "" : tt_certificate_names[which];
}

struct tt_rows
tt_certificates_of(struct tt_ctx *cx, int64_t caregiver)
{
	return tt_all(cx, &of, TT_ARGS(caregiver));
}

const struct tt_certificate *
tt_certificate_find(struct tt_ctx *cx, int64_t id, int64_t caregiver)
{
	return tt_one(cx, &find, TT_ARGS(id, caregiver));
}

static void
take_away(struct tt_ctx *cx, const struct tt_certificate *c)
{
	tt_exec(cx, &gone, TT_ARGS(c->id));
	if (c->file_id != 0)
		tt_file_remove(cx, c->file_id);
	tt_audit(cx, &(struct tt_deed){ .action = "certificate.remove",
	    .entity = "certificate", .id = c->id, .before = c->kind });
}

static enum tt_outcome
add_one(struct tt_ctx *cx, void *arg)
{
	const struct tt_certificate *c = arg;
	struct tt_rows had = tt_certificates_of(cx, c->caregiver_id);
	const struct tt_certificate *old = had.v;
	bool policy = tt_eq(c->kind, TT_INSURANCE);
	int64_t id = tt_id_new();

	if (!tt_join_find(cx, c->caregiver_id)->begun)
		return TT_ABSENT;
	for (size_t i = 0; i < had.n; i++)
		if (policy && tt_eq(old[i].kind, TT_INSURANCE)) {
			take_away(cx, &old[i]);
			had.n--;
			break;
		}
	if (had.n >= TT_CERTIFICATES_MAX)
		return TT_REFUSED;
	tt_exec(cx, &add, TT_ARGS(id, c->caregiver_id, c->kind,
	    tt_or_null(c->file_id), c->provider, c->number,
	    tt_or_null(c->expires.n), cx->now));
	tt_audit(cx, &(struct tt_deed){ .action = "certificate.add",
	    .entity = "certificate", .id = id, .after = c->kind });
	tt_join_recheck(cx, c->caregiver_id, "certificates");
	return TT_OK;
}

enum tt_outcome
tt_certificate_add(struct tt_ctx *cx, const struct tt_certificate *c)
{
	struct tt_certificate copy = *c;

	return tt_tx(cx, add_one, &copy);
}

struct removing { int64_t id, caregiver; };

static enum tt_outcome
remove_one(struct tt_ctx *cx, void *arg)
{
	const struct removing *r = arg;
	const struct tt_certificate *c = tt_certificate_find(cx, r->id,
	    r->caregiver);

	if (c == NULL)
		return TT_ABSENT;
	take_away(cx, c);
	tt_join_recheck(cx, r->caregiver, "certificates");
	return TT_OK;
}

enum tt_outcome
tt_certificate_remove(struct tt_ctx *cx, int64_t id, int64_t caregiver)
{
	struct removing r = { id, caregiver };

	return tt_tx(cx, remove_one, &r);
}
