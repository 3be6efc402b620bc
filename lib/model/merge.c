#include <assert.h>
#include <string.h>

#include "core/buf.h"
#include "core/text.h"
#include "db/db.h"
#include "model/merge.h"

#define BATCH_MIN 2
#define BATCH_MAX 256
#define BATCH_TRIP 6         /* times as many, where each batch is a trip */

#define R(m) TT_FIELD(struct tt_offer_row, m)
#define W(m) TT_FIELD(struct tt_offer_whole, m)
#define PLAIN R(rank), R(caregiver_id), R(lat), R(lon), R(radius_km),        \
	R(price), R(kinds)
#define WHOLE PLAIN, R(rating), W(extra_pet), W(weekend), W(holiday),        \
	W(max_pets), W(free1), W(free2)
static const struct tt_field plain_fields[] = { PLAIN, { 0 } };
static const struct tt_field rated_fields[] = { PLAIN, R(rating), { 0 } };
static const struct tt_field whole_fields[] = { WHOLE, { 0 } };

/*
 * What is too dear is passed over by the engine, which is cheaper than to
 * hand it over: then the batches hold what is wanted for the most part.
 */
#define PLAIN_SQL                                                           \
	"SELECT rank, caregiver_id, lat, lon, radius_km, price, kinds"
#define RATED_SQL PLAIN_SQL ", rating"
#define WHOLE_SQL                                                           \
	RATED_SQL ", extra_pet, weekend, holiday, max_pets, free1, free2"
#define FIRST                                                               \
	" FROM offer WHERE service = $1 AND cell = $2 AND price <= $4"      \
	" ORDER BY rank, caregiver_id LIMIT $3"
#define NEXT                                                                \
	" FROM offer WHERE service = $1 AND cell = $2 AND price <= $4"      \
	" AND (rank, caregiver_id) > ($5, $6)"                              \
	" ORDER BY rank, caregiver_id LIMIT $3"

TT_QUERY(plain_first, struct tt_offer_row, plain_fields, PLAIN_SQL FIRST);
TT_QUERY(plain_next, struct tt_offer_row, plain_fields, PLAIN_SQL NEXT);
TT_QUERY(rated_first, struct tt_offer_row, rated_fields, RATED_SQL FIRST);
TT_QUERY(rated_next, struct tt_offer_row, rated_fields, RATED_SQL NEXT);
TT_QUERY(whole_first, struct tt_offer_whole, whole_fields, WHOLE_SQL FIRST);
TT_QUERY(whole_next, struct tt_offer_whole, whole_fields, WHOLE_SQL NEXT);

/*
 * PostgreSQL is asked for the first rows of all cells at once: each question
 * is a trip to another process, and 25 of them would cost more than all else.
 * SQLite has no LATERAL, and no trips. So these texts are of one engine, and
 * are not in the list that is prepared on both (t/model/search.c runs them).
 */
static const struct tt_field plain_cell_fields[] = { R(cell), PLAIN, { 0 } };
static const struct tt_field rated_cell_fields[] = { R(cell), PLAIN, R(rating),
    { 0 } };
static const struct tt_field whole_cell_fields[] = { R(cell), WHOLE, { 0 } };
#define AT_ONCE(columns)                                                    \
	columns ", cell FROM unnest(string_to_array($2, ' ')::bigint[])"    \
	" AS c(n) CROSS JOIN LATERAL (" columns ", cell FROM offer"         \
	" WHERE service = $1 AND cell = c.n AND price <= $4"                \
	" ORDER BY rank, caregiver_id LIMIT $3) o"
#define POSTGRES(name_, type, fields, columns)                              \
	static const struct tt_query name_ = { .name = #name_,              \
	    .file = __FILE__, .line = __LINE__, .row = fields,              \
	    .size = sizeof(type), .sql = AT_ONCE(columns) }
POSTGRES(plain_at_once, struct tt_offer_row, plain_cell_fields, PLAIN_SQL);
POSTGRES(rated_at_once, struct tt_offer_row, rated_cell_fields, RATED_SQL);
POSTGRES(whole_at_once, struct tt_offer_whole, whole_cell_fields, WHOLE_SQL);

/* The questions, by how much of a row is wanted. */
static const struct questions {
	const struct tt_query *first, *next, *at_once;
} questions[] = {
	[TT_OFFER_PLAIN] = { &plain_first, &plain_next, &plain_at_once },
	[TT_OFFER_RATED] = { &rated_first, &rated_next, &rated_at_once },
	[TT_OFFER_WHOLE] = { &whole_first, &whole_next, &whole_at_once },
};

/* The rows of one cell that are read and not given yet. */
struct cursor {
	int64_t cell;
	char   *row, *end;           /* those that are wanted */
	int64_t last_rank, last_id;
	bool    more;                /* there may be others */
	int64_t batch;               /* how many to read next */
};

struct tt_merge {
	struct tt_ctx          *cx;
	int64_t                 service, looked;
	const struct tt_wanted *w;
	const struct questions *ask;
	size_t                  size;        /* of a row */
	struct cursor         **heap;        /* the best is heap[0] */
	size_t                  n;
};

static const struct tt_offer_row *
row_at(const char *p)
{
	return (const void *)p;      /* a row begins there, aligned */
}

/* Take over what was read of a cell; only what is wanted stays. */
static void
keep(struct tt_merge *m, struct cursor *c, char *v, size_t n)
{
	c->row = c->end = v;
	c->more = (int64_t)n >= c->batch;
	m->looked += (int64_t)n;
	for (size_t i = 0; i < n; i++, v += m->size) {
		c->last_rank = row_at(v)->rank;
		c->last_id = row_at(v)->caregiver_id;
		if (!m->w->fits(m->w->about, row_at(v)))
			continue;
		if (c->end != v)
			memcpy(c->end, v, m->size);
		c->end += m->size;
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
		    c->cell, c->batch, m->w->price, c->last_rank,
		    c->last_id));
		keep(m, c, rows.v, rows.n);
	}
	return true;
}

/* ---- a heap -------------------------------------------------------------- */

static bool
before(const struct cursor *a, const struct cursor *b)
{
	const struct tt_offer_row *x = row_at(a->row), *y = row_at(b->row);

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

/* ---- reading ------------------------------------------------------------- */

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
		    TT_ARGS(m->service, c[i].cell, c[i].batch,
		    m->w->price));

		keep(m, &c[i], rows.v, rows.n);
		add(m, &c[i]);
	}
}

static void
open_at_once(struct tt_merge *m, struct cursor *c, size_t n)
{
	struct tt_buf list = tt_buf_in(m->cx->arena, TT_CELLS_MAX * 21);
	struct tt_rows rows;
	size_t at = 0;
	char *v;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			tt_buf_addc(&list, ' ');
		tt_buf_addi(&list, c[i].cell);
	}
	rows = tt_all(m->cx, m->ask->at_once, TT_ARGS(m->service, list.p,
	    c[0].batch, m->w->price));
	v = rows.v;
	/* They come cell by cell, as the list names them. */
	for (size_t i = 0; i < n; i++) {
		char *first = v;
		size_t k = 0;

		for (; at < rows.n && row_at(v)->cell == c[i].cell; at++, k++)
			v += m->size;
		keep(m, &c[i], first, k);
		add(m, &c[i]);
	}
	assert(at == rows.n);
}

static int64_t
between(int64_t n, int64_t least, int64_t most)
{
	return n < least ? least : n > most ? most : n;
}

struct tt_merge *
tt_merge_open(struct tt_ctx *cx, int64_t service, const int64_t *cells,
    size_t n, const struct tt_wanted *w)
{
	bool trips = tt_eq(tt_db_engine(cx->db), "postgres");
	int64_t batch = between(w->hint / (int64_t)(n + 1), BATCH_MIN,
	    BATCH_MAX) * (trips ? BATCH_TRIP : 1);
	struct tt_merge *m = TT_NEW(cx->arena, struct tt_merge);
	struct cursor *c = TT_NEW_N(cx->arena, n, struct cursor);

	*m = (struct tt_merge){ .cx = cx, .service = service, .w = w,
	    .ask = &questions[w->part],
	    .size = questions[w->part].first->size,
	    .heap = TT_NEW_N(cx->arena, n, struct cursor *) };
	for (size_t i = 0; i < n; i++) {
		c[i].cell = cells[i];
		c[i].batch = between(batch, BATCH_MIN, BATCH_MAX);
	}
	if (trips)
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
	row = row_at(c->row);
	c->row += m->size;
	if (!filled(m, c))
		m->heap[0] = m->heap[--m->n];
	if (m->n > 0)
		sink(m, 0);
	return row;
}
