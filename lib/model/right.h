/*
 * What staff may do: right by role, in one table. What is not in the table
 * nobody may: a word that is no role gives nothing.
 *
 * users.staff holds the roles of a member of staff, words by blanks. Who has
 * several may what any of them may. Nobody of staff acts on their own account,
 * whatever their rights; the functions that act refuse it.
 */
#ifndef TT_RIGHT_H
#define TT_RIGHT_H

#include "core/ctx.h"
#include "core/money.h"

enum tt_role { TT_SUPER_ADMIN, TT_ADMIN, TT_SUPPORT, TT_FINANCE,
	TT_MODERATOR, TT_ANALYST };
#define TT_ROLES 6
extern const char *const tt_roles[];           /* "super_admin" … NULL */
extern const char *const tt_role_names[];      /* N_("Super admin") … */

enum tt_right {
	TT_NO_RIGHT,
	TT_R_HOME,         /* the first page, and counts without names */
	TT_R_ROLES,        /* grant and revoke roles */
	TT_R_APPROVE,      /* caregivers and certificates, one or many */
	TT_R_MEMBER,       /* see members, caregivers and bookings */
	TT_R_HELP,         /* resend mails, end sessions, edit for somebody */
	TT_R_VIEW,         /* see the site as a member does */
	TT_R_SUSPEND,
	TT_R_ERASE,
	TT_R_BOOKING,      /* cancel for a caregiver, money back */
	TT_R_MONEY,        /* the ledger, payouts, plans, credit */
	TT_R_LIMIT,        /* a plan's limits for somebody */
	TT_R_TALK,         /* posts, comments, reviews, flagged messages */
	TT_R_TICKET,
	TT_R_MACHINE,      /* configuration, queue, breakers, backup */
	TT_R_FIGURES,      /* dashboards, reports */
	TT_R_AUDIT,
};
#define TT_RIGHTS 17
extern const char *const tt_rights[];          /* "" "home" … NULL */
extern const char *const tt_right_names[];     /* N_() of each */

/* How far a right goes. A greater one includes those before it. */
enum tt_extent {
	TT_NOT,
	TT_READ,           /* look, change nothing */
	TT_PART,           /* only what .part names */
	TT_UP_TO,          /* .most: days of a suspension, cents, times a limit */
	TT_SECOND,         /* with a second person who agrees */
	TT_ALL,
};

struct tt_may {
	enum tt_extent extent;
	int64_t        most;       /* with TT_UP_TO */
	int64_t        days;       /* … for how long, 0: it has no end */
	const char    *part;       /* with TT_PART: "money" */
};

/* What one role, or all roles of somebody, may. */
struct tt_may tt_role_may(enum tt_role, enum tt_right);
struct tt_may tt_may(const char *staff, enum tt_right);
/* Whether at all: for links and buttons. */
bool tt_has(const char *staff, enum tt_right);
/* Whether so much of it: days, cents. */
bool tt_may_up_to(struct tt_may, int64_t n);
/* "yes", "-", "read", "<= 7", "money", "second": for people to review. */
const char *tt_may_text(struct tt_arena *, struct tt_may);

/* Known words only, each once, at least one, with one blank between. */
bool tt_roles_ok(const char *staff);
/* Whether `staff` has one role among its words. */
bool tt_is(const char *staff, enum tt_role);

/*
 * The roles that somebody has now, "" for none: asked inside the transaction
 * of a deed, so that a right that was taken a moment ago is gone.
 */
const char *tt_staff_of(struct tt_ctx *, int64_t user);

#endif
