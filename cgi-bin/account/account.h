/* What the files of this binary share. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "model/pet.h"
#include "model/user.h"
#include "web/fields.h"
#include "web/req.h"

/* devices.c */
void device_list(struct tt_req *);
void device_end(struct tt_req *);

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

/* pets.c */
void pet_list(struct tt_req *);
void pet_new(struct tt_req *);
void pet_new_post(struct tt_req *);
void pet_edit(struct tt_req *);
void pet_edit_post(struct tt_req *);
void pet_remove(struct tt_req *);
void pet_remove_post(struct tt_req *);

#endif
