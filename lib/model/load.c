/*
 * The rows travel as one JSON object, a member for each row, which both
 * engines take apart with json_each: a round trip for a thousand rows.
 */
#include <assert.h>

#include "core/buf.h"
#include "core/fault.h"
#include "db/db.h"
#include "model/load.h"

#define LOAD_MAX ((size_t)12 << 20)

#define T(n) " e.value ->> " #n
#define I(n) " CAST(e.value ->> " #n " AS BIGINT)"
#define FROM " FROM json_each($1) e"

TT_EXEC(users, "INSERT INTO users (id, email, verified, password, first_name,"
	" last_name, lang, is_owner, is_caregiver, staff, phone, country,"
	" postcode, town, street, lat, lon, terms_version, terms_at, created)"
	" SELECT" I(0) "," T(1) "," I(2) "," T(3) "," T(4) "," T(5) "," T(6)
	"," I(7) "," I(8) "," T(9) "," T(10) "," T(11) "," T(12) "," T(13)
	"," T(14) "," I(15) "," I(16) "," T(17) "," I(18) "," I(19) FROM);
TT_EXEC(caregivers, "INSERT INTO caregiver (user_id, state, bio, headline,"
	" radius_km, max_pets, kinds, sizes, home, outdoors, own_pets,"
	" children, medication, smoke_free, is_trader, notice_min, buffer_min,"
	" day_limit, rating_sum, rating_count, complete, rank, calendar_seen,"
	" seen, approved, created, step, sent, iban, account_holder,"
	" rules_version, rules_at) SELECT" I(0) "," T(1) "," T(2) "," T(3) ","
	I(4) "," I(5) "," T(6) "," T(7) "," T(8) "," T(9) "," T(10) "," T(11)
	"," T(12) "," I(13) "," I(14) "," I(15) "," I(16) "," I(17) "," I(18)
	"," I(19) "," I(20) "," I(21) "," I(22) "," I(23) ", NULLIF(" I(24)
	", 0)," I(25) "," I(26) "," I(27) "," T(28) "," T(29) "," T(30) ","
	I(31) FROM);
TT_EXEC(services, "INSERT INTO service (caregiver_id, code, price, extra_pet,"
	" weekend, holiday, visit_min) SELECT" I(0) "," T(1) "," I(2) "," I(3)
	"," I(4) "," I(5) "," I(6) FROM);
TT_EXEC(weekly, "INSERT INTO weekly (caregiver_id, weekday, from_min, to_min)"
	" SELECT" I(0) "," I(1) "," I(2) "," I(3) FROM);
TT_EXEC(dated, "INSERT INTO dated (caregiver_id, day, from_min, to_min)"
	" SELECT" I(0) "," I(1) "," I(2) "," I(3) FROM);
TT_EXEC(blocks, "INSERT INTO block (id, caregiver_id, starts, ends, reason)"
	" SELECT" I(0) "," I(1) "," I(2) "," I(3) "," T(4) FROM);
TT_EXEC(pictures, "INSERT INTO picture (id, caregiver_id, place, path, alt,"
	" created) SELECT" I(0) "," I(1) "," I(2) "," T(3) "," T(4) "," I(5)
	FROM);
TT_EXEC(pets, "INSERT INTO pet (id, owner_id, name, kind, custom_kind, breed,"
	" sex, born_year, weight_g, neutered, pets_ok, people_ok, chip,"
	" vaccinations, medical, character, notes, picture, created)"
	" SELECT" I(0) "," I(1) "," T(2) "," T(3) "," T(4) "," T(5) "," T(6)
	"," I(7) "," I(8) "," I(9) "," I(10) "," I(11) "," T(12) "," T(13)
	"," T(14) "," T(15) "," T(16) "," T(17) "," I(18) FROM);
TT_EXEC(offers, "INSERT INTO offer (service, cell, rank, caregiver_id, lat,"
	" lon, radius_km, price, extra_pet, weekend, holiday, max_pets, kinds,"
	" rating, free1, free2) SELECT" I(0) "," I(1) "," I(2) "," I(3) ","
	I(4) "," I(5) "," I(6) "," I(7) "," I(8) "," I(9) "," I(10) "," I(11)
	"," I(12) "," I(13) "," I(14) "," I(15) FROM);
TT_EXEC(certificates, "INSERT INTO certificate (id, caregiver_id, kind,"
	" provider, number, expires, state, reason, created, decided) SELECT"
	I(0) "," I(1) "," T(2) "," T(3) "," T(4) ", NULLIF(" I(5) ", 0),"
	" 'verified', ''," I(6) "," I(7) FROM);

TT_QUERY_NUMBER(anybody, "SELECT id AS n FROM users LIMIT 1");
TT_EXEC(jobs_gone, "DELETE FROM job WHERE state = 'ready'");
TT_EXEC(drafts_gone, "DELETE FROM draft WHERE changed <= $1");
TT_EXEC(tries_gone, "DELETE FROM attempt WHERE at <= $1");

TT_EXEC(analyze_users, "ANALYZE users");
TT_EXEC(analyze_caregiver, "ANALYZE caregiver");
TT_EXEC(analyze_service, "ANALYZE service");
TT_EXEC(analyze_weekly, "ANALYZE weekly");
TT_EXEC(analyze_offer, "ANALYZE offer");
TT_EXEC(analyze_booking, "ANALYZE booking");
TT_EXEC(analyze_review, "ANALYZE review");

static const struct {
	const struct tt_query *add;
	int                    columns;
} tables[TT_LOAD_TABLES] = {
	[TT_LOAD_USER] = { &users, 20 },
	[TT_LOAD_CAREGIVER] = { &caregivers, 32 },
	[TT_LOAD_SERVICE] = { &services, 7 },
	[TT_LOAD_WEEKLY] = { &weekly, 4 },
	[TT_LOAD_DATED] = { &dated, 4 },
	[TT_LOAD_BLOCK] = { &blocks, 5 },
	[TT_LOAD_PICTURE] = { &pictures, 6 },
	[TT_LOAD_PET] = { &pets, 19 },
	[TT_LOAD_OFFER] = { &offers, 16 },
	[TT_LOAD_CERTIFICATE] = { &certificates, 8 },
};

struct tt_load {
	enum tt_load_table table;
	int                column;    /* of the next value */
	int64_t            rows;
	struct tt_buf      b;
};

struct tt_load *
tt_load_new(struct tt_arena *a, enum tt_load_table table)
{
	struct tt_load *l = TT_NEW(a, struct tt_load);

	l->table = table;
	l->b = tt_buf_in(a, LOAD_MAX);
	return l;
}

static void
before(struct tt_load *l)
{
	if (l->column > 0)
		tt_buf_addc(&l->b, ',');
	else
		tt_buf_adds(&l->b, l->rows == 0 ? "{\"\":[" : ",\"\":[");
}

static void
after(struct tt_load *l)
{
	if (++l->column < tables[l->table].columns)
		return;
	tt_buf_addc(&l->b, ']');
	l->column = 0;
	l->rows++;
}

void
tt_load_int(struct tt_load *l, int64_t n)
{
	before(l);
	tt_buf_addi(&l->b, n);
	after(l);
}

void
tt_load_text(struct tt_load *l, const char *s)
{
	before(l);
	tt_buf_addc(&l->b, '"');
	tt_buf_add_json(&l->b, s);
	tt_buf_addc(&l->b, '"');
	after(l);
}

int64_t
tt_load_rows(const struct tt_load *l)
{
	return l->rows;
}

void
tt_load_write(struct tt_ctx *cx, struct tt_load *l)
{
	assert(l->column == 0);
	if (l->rows == 0)
		return;
	tt_buf_addc(&l->b, '}');
	tt_exec(cx, tables[l->table].add, TT_ARGS(l->b.p));
	l->rows = 0;
	tt_buf_empty(&l->b);
}

bool
tt_load_empty(struct tt_ctx *cx)
{
	return tt_number(cx, &anybody, TT_NO_ARGS) == 0;
}

static enum tt_outcome
tidy(struct tt_ctx *cx, void *arg)
{
	(void)arg;
	tt_exec(cx, &jobs_gone, TT_NO_ARGS);
	tt_exec(cx, &drafts_gone, TT_ARGS(cx->now));
	tt_exec(cx, &tries_gone, TT_ARGS(cx->now));
	return TT_OK;
}

void
tt_load_tidy(struct tt_ctx *cx)
{
	(void)tt_tx(cx, tidy, NULL);
}

static enum tt_outcome
analyze(struct tt_ctx *cx, void *arg)
{
	tt_exec(cx, arg, TT_NO_ARGS);
	return TT_OK;
}

struct growing { struct tt_ctx *cx; const struct tt_query *q; };

static void
try_analyze(void *arg)
{
	const struct growing *g = arg;

	(void)tt_tx(g->cx, analyze, (void *)(uintptr_t)g->q);
}

void
tt_load_analyze(struct tt_ctx *cx)
{
	static const struct tt_query *const all[] = { &analyze_offer,
	    &analyze_users, &analyze_service, &analyze_weekly,
	    &analyze_booking, &analyze_review, &analyze_caregiver };
	struct tt_fault_info why;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct growing g = { cx, all[i] };

		/* Whatever takes too long the engine does later by itself. */
		if (!tt_try(try_analyze, &g, &why))
			tt_db_idle(cx->db);
	}
}
