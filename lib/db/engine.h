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

#define TT_STATEMENTS 512      /* cached; a power of two */
#define TT_COLUMNS    64
#define TT_PARAMS     40

struct tt_statement {
	const struct tt_query *q;
	void                  *handle;              /* of SQLite */
	char                   name[24];            /* at PostgreSQL */
	const struct tt_field *field[TT_COLUMNS];   /* by column */
	int                    columns;
	int                    param[TT_PARAMS];    /* engine's place of $n */
	int                    params;
	bool                   writes;
	bool                   binary;              /* how its rows come */
};

struct tt_db {
	const struct tt_engine *engine;
	const char             *where;              /* path or conninfo */
	void                   *handle;             /* NULL: not connected */
	void                   *under_way;          /* statement or result */
	struct tt_arena        *arena;              /* this struct's own */
	struct tt_arena        *kept;               /* of the statements */
	bool                    in_tx;
	bool                    broken;             /* connect again first */
	bool                    rested;             /* idle since it was used */
	bool                    warned;             /* by the server, lately */
	int64_t                 patience_ms;        /* with who holds a lock */
	int64_t                 until_ms;           /* its end */
	int64_t                 changed;            /* by the last statement */
	int64_t                 number;             /* of statements so far */
	size_t                  cached;
	/* Half full at most, so that a search for one ends soon. */
	struct tt_statement    *cache[2 * TT_STATEMENTS];
};

enum tt_command {
	TT_BEGIN,
	TT_BEGIN_READ,     /* a snapshot */
	TT_BEGIN_SCHEMA,   /* and nobody else migrates meanwhile */
	TT_COMMIT,
	TT_ROLLBACK,       /* also where there is nothing to roll back */
};

struct tt_engine {
	const char *name;
	/* Whether the database has this table; $1 is its name. */
	const struct tt_query *has_table;
	/* Connect, within `ms`. */
	void (*open)(struct tt_db *, int64_t ms);
	void (*close)(struct tt_db *);
	/* Whether the connection is gone, as far as can be seen at once. */
	bool (*gone)(struct tt_db *);
	/* Make s->handle and tell its columns; NULL or what is wrong. */
	const char *(*prepare)(struct tt_db *, struct tt_ctx *,
	    struct tt_statement *);
	/* Never faults, nor does settle. */
	void (*finalize)(struct tt_db *, struct tt_statement *);
	/* Run it. At most `limit` rows are kept; rows.v is of s->q->size. */
	struct tt_rows (*run)(struct tt_db *, struct tt_ctx *,
	    struct tt_statement *, const struct tt_args *, size_t limit);
	/* End what a fault has left under way. */
	void (*settle)(struct tt_db *);
	void (*command)(struct tt_db *, enum tt_command);
	/* Several statements at once, for migrations. Faults. */
	void (*script)(struct tt_db *, const char *sql);
	/* Write what is logged into the tables, and empty the log. */
	void (*tidy)(struct tt_db *);
	/* Whether it answers within `ms`. */
	bool (*alive)(struct tt_db *, int64_t ms);
};

extern const struct tt_engine tt_sqlite, tt_postgres;

/* The statements of this library, between two names that the linker gives. */
extern const struct tt_query *const __start_tt_queries[]
    __attribute__((weak, visibility("hidden")));
extern const struct tt_query *const __stop_tt_queries[]
    __attribute__((weak, visibility("hidden")));

/* Open a transaction for migrate.c, which ends it and sets in_tx back. */
void tt_db_begin_schema(struct tt_ctx *);

/* One column of a statement, as its engine tells it. */
struct tt_column {
	const char *name;
	enum { TT_COLUMN_ANY, TT_COLUMN_NUMBER, TT_COLUMN_TEXT } kind;
};

/*
 * Match columns with the fields of q->row, by name. NULL, or what is wrong,
 * in the arena.
 */
const char *tt_row_match(struct tt_arena *, struct tt_statement *,
    struct tt_column (*column)(const void *, int), const void *, int columns);

/* Room for one more of at most `limit` rows; grows by doubling. */
void *tt_row_next(struct tt_ctx *, const struct tt_query *, struct tt_rows *,
    size_t *room, size_t limit);
void tt_row_int(const struct tt_field *, void *row, int64_t);
void tt_row_text(struct tt_ctx *, const struct tt_field *, void *row,
    const char *, size_t n);
void tt_row_null(const struct tt_field *, void *row);

#endif
