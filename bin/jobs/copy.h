/* What the page of a copy (mails/copy.html) needs of copy.c. */
#ifndef TT_COPY_H
#define TT_COPY_H

#include "model/personal.h"
#include "web/out.h"

extern const char *const copy_about;       /* N_() */

/* One value as text; NULL for a time or a day that is not there. */
const char *copy_shown(struct tt_arena *, const struct tt_field *,
    const struct tt_cells *);

#endif
