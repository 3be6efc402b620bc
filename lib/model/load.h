/*
 * Rows by the thousand, for `tailtribe seed`: one statement writes them all.
 *
 * A load collects rows of one table; tt_load_write inserts them. Values come
 * in the order of the columns in load.c, and a row is whole when it has as
 * many as there are columns. Nothing is checked but what the tables check, so
 * this is for rows that a program made up, never for what a person typed.
 */
#ifndef TT_LOAD_H
#define TT_LOAD_H

#include "core/ctx.h"

enum tt_load_table { TT_LOAD_USER, TT_LOAD_CAREGIVER, TT_LOAD_SERVICE,
	TT_LOAD_WEEKLY, TT_LOAD_DATED, TT_LOAD_BLOCK, TT_LOAD_PICTURE,
	TT_LOAD_PET, TT_LOAD_OFFER, TT_LOAD_CERTIFICATE };
#define TT_LOAD_TABLES 10

struct tt_load;

struct tt_load *tt_load_new(struct tt_arena *, enum tt_load_table);
void tt_load_int(struct tt_load *, int64_t);
void tt_load_text(struct tt_load *, const char *);
/* Whole rows that wait to be written. */
int64_t tt_load_rows(const struct tt_load *);
/* Inside a transaction. The load is empty afterwards. */
void tt_load_write(struct tt_ctx *, struct tt_load *);

/* Whether anybody is registered. */
bool tt_load_empty(struct tt_ctx *);
/*
 * After a year was played through: no mail and no other job of it is due,
 * and no half-made request is left.
 */
void tt_load_tidy(struct tt_ctx *);
/* Tell the engine how its tables have grown. */
void tt_load_analyze(struct tt_ctx *);

#endif
