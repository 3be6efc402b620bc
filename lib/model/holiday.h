/*
 * Public holidays, on which a caregiver may ask another price.
 *
 * Belgium: the ten legal ones. The Netherlands: those of the General Time
 * Limits Act, with Good Friday and Liberation Day left out, because most
 * people work on them, and King's Day, which is the Saturday when 27 April
 * is a Sunday. Worked out for any year from 1900, nothing to keep up.
 */
#ifndef TT_HOLIDAY_H
#define TT_HOLIDAY_H

#include <stdbool.h>

#include "core/time.h"

/* Is this day a public holiday in "BE" or "NL"? False for other countries. */
bool tt_holiday(const char *country, tt_day day);

/* Easter Sunday of the Gregorian calendar. */
tt_day tt_easter(int year);

#endif
