/* What the files of this binary share. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "model/certificate.h"
#include "model/join.h"
#include "model/pet.h"
#include "model/picture.h"
#include "model/policy.h"
#include "model/user.h"
#include "web/fields.h"
#include "web/out.h"
#include "web/req.h"

/* devices.c */
void device_list(struct tt_req *);
void device_end(struct tt_req *);

/* activity.c; the sentence is translated. */
struct tt_activity;
void activity_list(struct tt_req *);
const char *activity_says(struct tt_out *, const struct tt_activity *);

/* join.c: becoming a caregiver, and changing what one is */
void join_show(struct tt_req *);
void join_send(struct tt_req *);
/* What is saved; NULL, and answered, when the step may not be opened yet. */
struct tt_join *join_at(struct tt_req *, int64_t step);
/* Saved or not: go where one goes from there. */
void join_saved(struct tt_req *, enum tt_outcome, const struct tt_join *,
    int64_t step);
/* A sentence in the visitor's language beside a field. */
void join_fault(struct tt_req *, const char *field, const char *sentence);

/* join_profile.c, join_services.c, join_times.c, join_papers.c,
 * join_payout.c: the five steps */
void join_profile(struct tt_req *);
void join_profile_post(struct tt_req *);
void join_services(struct tt_req *);
void join_services_post(struct tt_req *);
void join_times(struct tt_req *);
void join_times_post(struct tt_req *);
void join_papers(struct tt_req *);
void join_papers_post(struct tt_req *);
void join_certificate_post(struct tt_req *);
void join_insurance_post(struct tt_req *);
void join_certificate(struct tt_req *);
void join_certificate_remove(struct tt_req *);
void join_payout(struct tt_req *);
void join_payout_post(struct tt_req *);

/* ---- for the pages of joining ------------------------------------------------ */

/* What one service is offered for; the fields have its code before them. */
struct join_service {
	const struct tt_service *service;
	bool                     on;
	struct tt_offer          offer;
};
#define JOIN_SERVICES 20
const struct tt_option *join_kinds(struct tt_out *);
const struct tt_option *join_sizes(struct tt_out *);

#define JOIN_PIECES 6              /* of the hours of a day */
struct join_hours { const char *from, *to; };   /* as a field wants them */
struct join_week {
	struct join_hours day[7][JOIN_PIECES];
	size_t            rows[7];           /* that are shown */
};
/* "d3-1-from": of Wednesday the second piece. */
const char *join_hour_name(struct tt_arena *, size_t day, size_t row,
    const char *end);
/* Cancelling, shown by the example of a booking. */
struct join_example { tt_time starts; tt_money price; struct tt_back back;
	tt_money all, half; };             /* what the caregiver gets */

/* google.c */
void google_page(struct tt_req *);

/* welcome.c */
struct welcome { bool pets, needs; };      /* which steps are done */
void welcome(struct tt_req *);
void welcome_done(struct tt_req *);
void needs_page(struct tt_req *);
void needs_post(struct tt_req *);
/* The services by their names, to choose from. */
const struct tt_option *need_services(struct tt_out *);

/* privacy.c */
void privacy_show(struct tt_req *);
void privacy_post(struct tt_req *);
void copy_ask(struct tt_req *);
void copy_ask_post(struct tt_req *);
void copy_file(struct tt_req *);
void terms_show(struct tt_req *);
void terms_post(struct tt_req *);

/* close.c */
void close_show(struct tt_req *);
void close_post(struct tt_req *);
void close_link(struct tt_req *);
void close_link_post(struct tt_req *);
void closing_show(struct tt_req *);
void closing_post(struct tt_req *);

/* pets.c */
void pet_list(struct tt_req *);
void pet_new(struct tt_req *);
void pet_new_post(struct tt_req *);
void pet_edit(struct tt_req *);
void pet_edit_post(struct tt_req *);
void pet_remove(struct tt_req *);
void pet_remove_post(struct tt_req *);

/* pet_photo.c */
void pet_photo(struct tt_req *);
void pet_photo_post(struct tt_req *);
void pet_photo_remove(struct tt_req *);

/* photos.c */
struct own_photos { struct tt_rows pictures, videos; };
void photo_list(struct tt_req *);
void photo_add(struct tt_req *);
void photo_edit(struct tt_req *);
void photo_edit_post(struct tt_req *);
void photo_earlier(struct tt_req *);
void photo_later(struct tt_req *);
void photo_remove(struct tt_req *);
void portrait_post(struct tt_req *);
void portrait_remove(struct tt_req *);
void video_add(struct tt_req *);
void video_remove(struct tt_req *);

#endif
