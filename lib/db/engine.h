/*
 * What db.c asks of an engine, and what both engines share. Private.
 *
 * An engine turns its own errors into faults: TT_FAULT_RIVAL for what
 * running again will cure, TT_FAULT_BUSY for no time, TT_FAULT_LOST for no
 * connection, TT_FAULT_FULL for no room, TT_FAULT_MACHINE for the rest.
 */
#ifndef TT_ENGINE_H
#define TT_ENGINE_H

#include "core/fault.h"
#include "db/db.h"

#define TT_STATEMENTS 1024     /* cached; a power of two */
#define TT_COLUMNS    64

struct tt_statement {
	const struct tt_query *q;
	void                  *handle;              /* the engine's own */
	const struct tt_field *field[TT_COLUMNS];   /* by column */
	int                    columns;
	int                    param[40];           /* engine's place of $n */
	int                    params;
};

struct tt_db {
	const struct tt_engine *engine;
	const char             *where;              /* path or conninfo */
	void                   *handle;             /* NULL: not connected */
	struct tt_arena        *arena;              /* this struct's own */
	struct tt_arena        *kept;               /* of the statements */
	bool                    in_tx;
	bool                    broken;             /* connect again first */
	int64_t                 changed;            /* by the last statement */
	int64_t                 number;             /* of statements so far */
	size_t                  cached;
	struct tt_statement    *cache[TT_STATEMENTS];
};

enum tt_command { TT_BEGIN, TT_COMMIT, TT_ROLLBACK, TT_BEGIN_READ };

struct tt_engine {
	const char *name;
	void (*open)(struct tt_db *);
	void (*close)(struct tt_db *);
	/* Make s->handle and tell its columns; NULL or what is wrong. */
	const char *(*prepare)(struct tt_db *, struct tt_ctx *,
	    struct tt_statement *);
	void (*finalize)(struct tt_db *, struct tt_statement *);
	/* Run it. At most `limit` rows are kept; rows.v is of s->q->size. */
	struct tt_rows (*run)(struct tt_db *, struct tt_ctx *,
	    struct tt_statement *, const struct tt_args *, size_t limit);
	void (*command)(struct tt_db *, enum tt_command);
	/* Several statements at once, for migrations. Faults. */
	void (*script)(struct tt_db *, const char *sql);
	bool (*alive)(struct tt_db *);
};

extern const struct tt_engine tt_sqlite, tt_postgres;

/*
 * Match column names with q->row. NULL, or what is wrong, in the arena.
 */
const char *tt_row_match(struct tt_arena *, struct tt_statement *,
    const char *(*name)(void *, int), void *, int columns);

/* Room for one more row; grows by doubling. */
void *tt_row_next(struct tt_ctx *, const struct tt_query *, struct tt_rows *,
    size_t *room);
void tt_row_int(const struct tt_field *, void *row, int64_t);
void tt_row_text(struct tt_ctx *, const struct tt_field *, void *row,
    const char *, size_t n);
void tt_row_null(const struct tt_field *, void *row);

#endif
