/* The migrations, compiled in by tools/mkschema.pl. Private. */
#ifndef TT_SCHEMA_H
#define TT_SCHEMA_H

#include <stdint.h>

struct tt_migration {
	int64_t     version;
	const char *name;       /* "0001-main" */
	const char *engine;     /* NULL: both */
	const char *sql;
};

/* By version, the common part before the engine's; ended by version 0. */
extern const struct tt_migration tt_migrations[];

#endif
