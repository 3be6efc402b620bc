#include <assert.h>

#include "core/buf.h"
#include "core/text.h"
#include "db/db.h"
#include "model/merge.h"

#define BATCH_MIN 4
#define BATCH_MAX 256

/* What every search needs of a row, and what only some do: with dates, for
 * several pets, by rating. Each column that is not read saves 20 ns a row. */
#define R(m) TT_FIELD(struct tt_offer_row, m)
#define PLAIN R(cell), R(rank), R(caregiver_id), R(lat), R(lon), R(radius_km), \
	R(price), R(kinds)
static const struct tt_field plain_fields[] = { PLAIN, { 0 } };
static const struct tt_field whole_fields[] = { PLAIN, R(extra_pet),
    R(weekend), R(holiday), R(max_pets), R(rating), R(free1), R(free2),
    { 0 } };

#define PLAIN_SQL                                                           \
	"SELECT cell, rank, caregiver_id, lat, lon, radius_km, price, kinds"
#define WHOLE_SQL                                                           \
	PLAIN_SQL ", extra_pet, weekend, holiday, max_pets, rating, free1,"  \
	" free2"
#define FIRST                                                               \
	" FROM offer WHERE service = $1 AND cell = $2"                      \
	" ORDER BY rank, caregiver_id LIMIT $3"
#define NEXT                                                                \
	" FROM offer WHERE service = $1 AND cell = $2"                      \
	" AND (rank, caregiver_id) > ($4, $5)"                              \
	" ORDER BY rank, caregiver_id LIMIT $3"
/*
 * PostgreSQL is asked for the first rows of all cells at once: each question
 * is a trip to another process, and 25 of them would cost more than all else.
 * SQLite has no LATERAL, and no trips. So these texts are of one engine, and
 * are not in the list that is prepared on both (t/model/search.c runs them).
 */
#define AT_ONCE(columns)                                                    \
	"SELECT o.* FROM unnest(string_to_array($2, ' ')::bigint[]) AS c(n)" \
	" CROSS JOIN LATERAL (" columns " FROM offer WHERE service = $1"    \
	" AND cell = c.n ORDER BY rank, caregiver_id LIMIT $3) o"

TT_QUERY(plain_first, struct tt_offer_row, plain_fields, PLAIN_SQL FIRST);
TT_QUERY(plain_next, struct tt_offer_row, plain_fields, PLAIN_SQL NEXT);
TT_QUERY(whole_first, struct tt_offer_row, whole_fields, WHOLE_SQL FIRST);
TT_QUERY(whole_next, struct tt_offer_row, whole_fields, WHOLE_SQL NEXT);

#define POSTGRES(name_, fields, columns)                                    \
	static const struct tt_query name_ = { .name = #name_,              \
	    .file = __FILE__, .line = __LINE__, .row = fields,              \
	    .size = sizeof(struct tt_offer_row), .sql = AT_ONCE(columns) }
POSTGRES(plain_at_once, plain_fields, PLAIN_SQL);
POSTGRES(whole_at_once, whole_fields, WHOLE_SQL);

/* The three questions, for plain rows and for whole ones. */
static const struct questions {
	const struct tt_query *first, *next, *at_once;
} questions[] = {
	{ &plain_first, &plain_next, &plain_at_once },
	{ &whole_first, &whole_next, &whole_at_once },
};

/* The rows of one cell that are read and not given yet. */
struct cursor {
	int64_t              cell;
	struct tt_offer_row *row, *end;     /* those that are wanted */
	int64_t              last_rank, last_id;
	bool                 more;          /* there may be others */
	int64_t              batch;         /* how many to read next */
};

struct tt_merge {
	struct tt_ctx  *cx;
	int64_t         service, looked;
	const struct tt_wanted *w;
	const struct questions *ask;
	struct cursor **heap;               /* the best is heap[0] */
	size_t          n;
};

/* Take over what was read of a cell; only what is wanted stays. */
static void
keep(struct tt_merge *m, struct cursor *c, struct tt_offer_row *v, size_t n)
{
	c->row = c->end = v;
	c->more = (int64_t)n >= c->batch;
	m->looked += (int64_t)n;
	if (n > 0) {
		c->last_rank = v[n - 1].rank;
		c->last_id = v[n - 1].caregiver_id;
	}
	for (size_t i = 0; i < n; i++) {
		if (!m->w->fits(m->w->about, &v[i]))
			continue;
		if (c->end != &v[i])
			*c->end = v[i];
		c->end++;
	}
	c->batch *= 2;
	if (c->batch > BATCH_MAX)
		c->batch = BATCH_MAX;
}

/* Whether the cursor has a row; reads on until it has, or there is none. */
static bool
filled(struct tt_merge *m, struct cursor *c)
{
	struct tt_rows rows;

	while (c->row == c->end) {
		if (!c->more || m->looked >= m->w->most)
			return false;
		rows = tt_all(m->cx, m->ask->next, TT_ARGS(m->service,
		    c->cell, c->batch, c->last_rank, c->last_id));
		keep(m, c, rows.v, rows.n);
	}
	return true;
}

/* ---- a heap --------------------------------------------------------------- */

static bool
before(const struct cursor *a, const struct cursor *b)
{
	const struct tt_offer_row *x = a->row, *y = b->row;

	return x->rank != y->rank ? x->rank < y->rank :
	    x->caregiver_id < y->caregiver_id;
}

/* Let the cursor at i sink to where it belongs. */
static void
sink(struct tt_merge *m, size_t i)
{
	struct cursor *c = m->heap[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= m->n)
			break;
		if (child + 1 < m->n &&
		    before(m->heap[child + 1], m->heap[child]))
			child++;
		if (!before(m->heap[child], c))
			break;
		m->heap[i] = m->heap[child];
		i = child;
	}
	m->heap[i] = c;
}

/* ---- reading -------------------------------------------------------------- */

static void
add(struct tt_merge *m, struct cursor *c)
{
	if (filled(m, c))
		m->heap[m->n++] = c;
}

static void
open_each(struct tt_merge *m, struct cursor *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct tt_rows rows = tt_all(m->cx, m->ask->first,
		    TT_ARGS(m->service, c[i].cell, c[i].batch));

		keep(m, &c[i], rows.v, rows.n);
		add(m, &c[i]);
	}
}

static void
open_at_once(struct tt_merge *m, struct cursor *c, size_t n)
{
	struct tt_buf list = tt_buf_in(m->cx->arena, TT_CELLS_MAX * 21);
	struct tt_offer_row *v;
	struct tt_rows rows;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			tt_buf_addc(&list, ' ');
		tt_buf_addi(&list, c[i].cell);
	}
	rows = tt_all(m->cx, m->ask->at_once, TT_ARGS(m->service, list.p,
	    c[0].batch));
	v = rows.v;
	/* They come cell by cell, as the list names them. */
	for (size_t i = 0; i < n; i++) {
		size_t first = at;

		while (at < rows.n && v[at].cell == c[i].cell)
			at++;
		keep(m, &c[i], v + first, at - first);
		add(m, &c[i]);
	}
	assert(at == rows.n);
}

struct tt_merge *
tt_merge_open(struct tt_ctx *cx, int64_t service, const int64_t *cells,
    size_t n, const struct tt_wanted *w)
{
	struct tt_merge *m = TT_NEW(cx->arena, struct tt_merge);
	struct cursor *c = TT_NEW_N(cx->arena, n, struct cursor);
	int64_t batch = w->hint / (int64_t)(n + 1);

	if (batch < BATCH_MIN)
		batch = BATCH_MIN;
	if (batch > BATCH_MAX)
		batch = BATCH_MAX;
	*m = (struct tt_merge){ .cx = cx, .service = service, .w = w,
	    .ask = &questions[w->whole],
	    .heap = TT_NEW_N(cx->arena, n, struct cursor *) };
	for (size_t i = 0; i < n; i++) {
		c[i].cell = cells[i];
		c[i].batch = batch;
	}
	if (tt_eq(tt_db_engine(cx->db), "postgres"))
		open_at_once(m, c, n);
	else
		open_each(m, c, n);
	for (size_t i = m->n / 2; i-- > 0;)
		sink(m, i);
	return m;
}

const struct tt_offer_row *
tt_merge_next(struct tt_merge *m)
{
	const struct tt_offer_row *row;
	struct cursor *c;

	if (m->n == 0)
		return NULL;
	c = m->heap[0];
	row = c->row++;
	if (!filled(m, c))
		m->heap[0] = m->heap[--m->n];
	if (m->n > 0)
		sink(m, 0);
	return row;
}
