/*
 * When a caregiver can come, and why not.
 *
 * Weekly hours, replaced on a dated day by that day's; minus blocks; minus
 * what accepted and paid bookings hold (with their buffer); then notice,
 * horizon, the limit of bookings a day, and capacity. Touching pieces of
 * hours are one. Each refusal carries its reason.
 *
 * Hours, visits, trips and events must lie inside the hours. Days and nights
 * need hours on every day that is counted, whatever these are; a night
 * counts for the day of its evening.
 *
 * A caregiver has 20 seats. Who wants the caregiver alone takes all; who
 * shares takes one for each pet, of the first max_pets. Intervals are half
 * open: 10:00-12:00 and 12:00-13:00 do not meet.
 */
#ifndef TT_AVAILABILITY_H
#define TT_AVAILABILITY_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/price.h"

#define TT_SEATS 20

enum tt_why_not {
	TT_FREE,
	TT_NOT_PAST,         /* it has begun or is over */
	TT_NOT_NOTICE,       /* too short before the start */
	TT_NOT_HORIZON,      /* too far ahead */
	TT_NOT_HOURS,        /* outside the caregiver's hours */
	TT_NOT_BLOCKED,      /* the caregiver is away */
	TT_NOT_HELD,         /* another booking */
	TT_NOT_DAY_LIMIT,    /* enough bookings that day */
	TT_NOT_CAPACITY,     /* not enough places for so many pets */
};
/* A sentence in English for tt_tr, for the owner. */
const char *tt_why_not_text(enum tt_why_not);

struct tt_weekly { int64_t weekday, from_min, to_min; };
struct tt_dated { tt_day day; int64_t from_min, to_min; };
struct tt_span { tt_time starts, ends; };
struct tt_hold { int64_t booking_id; tt_time starts, ends;
	int64_t seat_from, seat_to; };

/* All that is needed to judge; loaded once for a range of days. */
struct tt_calendar {
	const struct tt_weekly *weekly; size_t n_weekly;
	const struct tt_dated  *dated;  size_t n_dated;
	const struct tt_span   *blocks; size_t n_blocks;
	const struct tt_hold   *holds;  size_t n_holds;
	int64_t max_pets, notice_min, buffer_min, day_limit, horizon_days;
};

/* For the days from..to (and a day either side). Five queries. */
struct tt_calendar tt_calendar_load(struct tt_ctx *, int64_t caregiver_id,
    tt_day from, tt_day to);

/* Pure: may this be booked now? */
enum tt_why_not tt_can(const struct tt_calendar *, const struct tt_service *,
    const struct tt_when *, int64_t pets, tt_time now);

/*
 * The seats that a booking would take: 1..TT_SEATS+1 half open, at most
 * `pets` pieces in `pieces` (room for TT_SEATS). Returns how many pieces, 0
 * when there is no room.
 */
size_t tt_seats(const struct tt_calendar *, const struct tt_service *,
    tt_time starts, tt_time ends, int64_t pets, int64_t pieces[][2]);

/* What a day looks like in a month table. */
enum tt_day_state { TT_DAY_CLOSED, TT_DAY_FREE, TT_DAY_PART, TT_DAY_FULL };
enum tt_day_state tt_day_state(const struct tt_calendar *,
    const struct tt_service *, tt_day, int64_t pets, tt_time now);

/* The hours of a day, touching pieces made one. Returns how many, <= max. */
size_t tt_hours(const struct tt_calendar *, tt_day, int64_t pieces[][2],
    size_t max);

/*
 * Up to three other times near what was refused, that this caregiver can:
 * the same length, on the same day, then on the days around it.
 */
size_t tt_other_times(const struct tt_calendar *, const struct tt_service *,
    const struct tt_when *, int64_t pets, tt_time now,
    struct tt_when out[3]);

/* The 128 bits of offer.free1 and free2, for today .. today + horizon. */
void tt_free_bits(const struct tt_calendar *, const struct tt_service *,
    tt_time now, uint64_t bits[2]);

#endif
