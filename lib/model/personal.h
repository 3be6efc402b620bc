/*
 * Where there is anything about a person: one list of tables, which the copy
 * of their data (model/export.h) and their erasure both walk. A table with a
 * person's column that is not in it fails t/page/privacy.t.
 */
#ifndef TT_PERSONAL_H
#define TT_PERSONAL_H

#include "core/ctx.h"
#include "db/db.h"

/* A row for the copy: as many cells as its query's field table names. */
struct tt_cells {
	union tt_cell { int64_t i; bool b; const char *s; } v[40];
};

struct tt_personal {
	const char *table;
	const char *columns;            /* that name the person, by blanks */
	const char *title;              /* N_(), of its part of the copy */
	const struct tt_query *copy;    /* rows of struct tt_cells; or NULL */
	const struct tt_query *erase;   /* $1 is the person; or NULL */
	const char *kept;               /* why rows stay; NULL: none does */
};

/* Ends with a row without a table; in the order in which it is erased. */
extern const struct tt_personal tt_personal[];

/*
 * Inside a transaction: all of a person is gone, but for what the law wants
 * kept, and that names nobody. The tombstone is written too; `asked` is when
 * they asked for it. Doing it twice does no harm.
 */
void tt_personal_erase(struct tt_ctx *, int64_t user, tt_time asked);

#endif
