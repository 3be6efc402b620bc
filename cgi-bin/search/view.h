/*
 * What the two pages of search.fcgi show, made by their handlers: results.c
 * the caregivers near a place, profile.c one of them.
 */
#ifndef SEARCH_VIEW_H
#define SEARCH_VIEW_H

#include "model/booking.h"
#include "model/caregiver.h"
#include "model/picture.h"
#include "model/review.h"
#include "web/ask.h"
#include "web/words.h"

/* ---- results ------------------------------------------------------------ */

/* A link of a row of them. */
struct link {
	const char *text;
	tt_url      url;
	bool        here;
};

#define CHIPS   4
#define OTHERS  4
#define GUESSES 5

struct results {
	struct tt_ask      ask;
	struct tt_found    found;
	const char        *title, *about;
	const char        *days;             /* "on …" or "from … to …" or "" */
	const char        *what;             /* "for 3 nights and 2 dogs" */
	struct link        chips[CHIPS];     /* filters, to be removed */
	size_t             n_chips;
	struct link        sorts[4];
	struct link        pages[6];         /* the last may be "Next" */
	size_t             n_pages;
	struct link        others[OTHERS];   /* when nobody was found */
	size_t             n_others;
	struct link        guesses[GUESSES]; /* when the place is not known */
	size_t             n_guesses;
};

void results_show(struct tt_req *);

/* For the page: the profile of a hit, with what was asked. */
tt_url results_profile(struct tt_out *, const struct results *,
    const struct tt_hit *);
/* "New since November": no reviews yet, and approved within 60 days. */
bool results_is_new(struct tt_out *, const struct tt_hit *);

/* ---- profile ------------------------------------------------------------ */

/* A day in a month table; the looks are classes of the style sheet. */
struct cell {
	int64_t date;                        /* 0: outside the month */
	enum { CELL_OUT, CELL_PAST, CELL_FREE, CELL_PART, CELL_FULL } look;
};

struct month {
	const char *name;                    /* "december 2026" */
	struct cell cells[6][7];
	size_t      weeks;
};

#define REVIEWS 10

struct profile {
	const struct tt_caregiver *c;
	const char                *name;     /* "Elke V." */
	const struct tt_offer     *offers;
	size_t                     n_offers;
	const struct tt_offer     *offer;    /* of the service that is asked */
	const char                *portrait; /* path in media, or "" */
	const struct tt_picture   *pictures; /* without the portrait */
	size_t                     n_pictures;
	const struct tt_video     *videos;
	size_t                     n_videos;
	const struct tt_review    *reviews;
	size_t                     n_reviews;
	bool                       more_reviews;
	struct tt_ask              ask;
	struct tt_when             when;
	bool                       quoted;   /* days are told: q is filled */
	struct tt_quote            q;
	tt_day                     today;
	tt_day                     first;    /* of the first month shown */
	tt_day                     last;     /* the last that can be booked */
	struct month               months[2];
};

void profile_show(struct tt_req *);

/* profile_when.c: the days and hours that are asked for. */
struct tt_when profile_when(struct tt_req *, const struct tt_ask *,
    const struct tt_offer *);
/* month.c: two months from p->first. */
void profile_months(struct tt_req *, struct profile *,
    const struct tt_calendar *);

/* ---- for profile.html ---------------------------------------------------- */

const char *profile_title(struct tt_out *, const struct profile *);
const char *profile_about(struct tt_out *, const struct profile *);
/* The same page from another month on, or with the next reviews. */
tt_url profile_month(struct tt_out *, const struct profile *, int months);
bool profile_has_month(const struct profile *, int months);
tt_url profile_older(struct tt_out *, const struct profile *);
/* The same page for another time. */
tt_url profile_at(struct tt_out *, const struct profile *,
    const struct tt_when *);
/* The form that makes a request of what is asked here. */
tt_url profile_request(struct tt_out *, const struct profile *);

/* "Dogs, cats", "up to 25 kg", "8 km", "24 hours" */
const char *profile_kinds(struct tt_out *, const char *kinds);
const char *profile_sizes(struct tt_out *, const char *sizes);
/* "December 2026" */
const char *profile_month_of(struct tt_out *, tt_time);
/* When a time begins, and when it ends: the day is not said twice. */
const char *profile_span(struct tt_out *, tt_time starts, tt_time ends);
const char *profile_minute(struct tt_out *, int64_t minute);

#endif
