/*
 * Ids: 41 bits of milliseconds since 2025, then 22 of chance. Always above
 * zero. Later ones of a program are larger, so they also sort by age; of several
 * programs at once that holds for what is a millisecond apart.
 */
#ifndef TT_ID_H
#define TT_ID_H

#include <stdint.h>

int64_t tt_id_new(void);

#endif
