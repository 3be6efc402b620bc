/* What the files of this binary share. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "model/pet.h"
#include "model/picture.h"
#include "model/user.h"
#include "web/out.h"
#include "web/req.h"

/* devices.c */
void device_list(struct tt_req *);
void device_end(struct tt_req *);

/* activity.c; the sentence is translated. */
struct tt_activity;
void activity_list(struct tt_req *);
const char *activity_says(struct tt_out *, const struct tt_activity *);

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
