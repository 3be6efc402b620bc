/*
 * Where somebody lives, and how to reach them, as several forms ask for it:
 * in the fields postcode, town and phone.
 */
#ifndef TT_HOME_H
#define TT_HOME_H

#include "model/user.h"
#include "web/out.h"
#include "web/req.h"

/* The point on the map in degrees times 100,000. */
struct tt_home { const char *postcode, *town, *country; int64_t lat, lon; };

/*
 * The place that was typed, or faults beside `postcode` and `town`: what was
 * typed stays then. The point of a postcode that is still `was` is left alone:
 * it may be a better one.
 */
void tt_take_home(struct tt_req *, struct tt_home *, const char *was);
/* The phone as it is kept, "" for none, or a fault beside `phone`. */
const char *tt_take_phone(struct tt_req *, const char *typed,
    const char *country);

/*
 * What a member may change about themselves, and staff for them: the form is
 * taken into `m`, which holds what was before. False: faults beside the
 * fields. tt_part_member is the fields.
 */
bool tt_take_member(struct tt_req *, struct tt_member *);
void tt_part_member(struct tt_out *, const struct tt_member *);

#endif
