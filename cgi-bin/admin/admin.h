/* What the files of this binary share. */
#ifndef ADMIN_H
#define ADMIN_H

#include "model/admin.h"
#include "model/admin_caregiver.h"
#include "model/approve.h"
#include "model/close.h"
#include "model/join.h"
#include "model/ledger.h"
#include "model/paper.h"
#include "model/payment.h"
#include "model/staff.h"
#include "model/suspend.h"
#include "model/user.h"
#include "model/view.h"
#include "web/req.h"

#define ADMIN_ROWS 50

/* One booking with all that staff may see of it. */
struct file {
	const struct tt_booking *b;
	struct tt_rows           pets, lines, events, ledger;
};

/* ---- caregivers.c, papers.c: the queues ------------------------------------ */

/* One caregiver with what is behind the profile. */
struct applicant {
	const struct tt_admin_caregiver *c;
	struct tt_rows offers, pictures, papers, bookings, history;
};
/* What is about to be decided, and why it cannot be. */
struct act {
	enum tt_act                      act;
	const struct tt_admin_caregiver *c;
	struct tt_rows                   bookings;
	enum tt_hurdle                   hurdle;
};
/* The same for several. */
#define SEVERAL 50
struct several {
	enum tt_act act;
	const char *reason;
	size_t      n;
	struct { int64_t id; const char *name; enum tt_hurdle hurdle; }
	            v[SEVERAL];
	bool        done;
};

void queue_show(struct tt_req *);
void caregiver_show(struct tt_req *);
void act_show(struct tt_req *);
void act_do(struct tt_req *);
void several_show(struct tt_req *);
void several_do(struct tt_req *);
void paper_list(struct tt_req *);
void paper_show(struct tt_req *);
void paper_file(struct tt_req *);
void paper_verify(struct tt_req *);
void paper_refuse(struct tt_req *);
void inactive_show(struct tt_req *);

/* audit.c */
void audit_list(struct tt_req *);
/* The part that the reader's role has: "money"; "" for all of it. */
const char *audit_part(struct tt_out *);

/* Whether the reader may, for links and buttons. */
bool may(struct tt_out *, enum tt_right);
/* Whether this can be done now, by this reader. */
bool can_act(struct tt_out *, enum tt_act, const char *state);
/* A reason or a day that does not fit is told beside its field; `until` NULL:
 * no day was asked for. */
void hurdle_beside(struct tt_req *, enum tt_hurdle, const tt_day *until);
/* English, for tt_tr: of a button, and of a state. */
const char *act_name(enum tt_act);
const char *state_name(const char *state);
const char *queue_name(enum tt_queue);
/* "Waiting", "Verified" of a certificate; "Support, Finance". */
const char *paper_state(struct tt_out *, const char *state);
const char *roles_text(struct tt_out *, const char *staff);
/* "3 days" since then. */
const char *age(struct tt_out *, tt_time since);

/* ---- people.c: staff, and one member --------------------------------------- */

struct person {
	const struct tt_admin_member *m;
	const struct tt_member       *more;
	const struct tt_suspension   *kept_out;
	struct tt_rows bookings, sessions, history;
};
/* One whose account is to be closed: what bars it, and who asked already. */
struct leaving {
	const struct tt_member        *m;
	struct tt_rows                 bars;
	const struct tt_close_request *asked;
	bool                           alone;     /* the reader may, alone */
};
void staff_list(struct tt_req *);
void staff_find(struct tt_req *);
void staff_show(struct tt_req *);
void staff_set(struct tt_req *);
void member_show(struct tt_req *);
void member_edit(struct tt_req *);
void member_edit_post(struct tt_req *);
void suspend_show(struct tt_req *);
void suspend_do(struct tt_req *);
void reactivate_do(struct tt_req *);
void close_show(struct tt_req *);
void close_do(struct tt_req *);
void member_sessions(struct tt_req *);
void member_verify(struct tt_req *);
void member_view(struct tt_req *);
void view_end(struct tt_req *);

#endif
