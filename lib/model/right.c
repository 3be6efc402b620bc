#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "db/db.h"
#include "model/right.h"

const char *const tt_roles[] = { "super_admin", "admin", "support",
    "finance", "moderator", "analyst", NULL };
const char *const tt_role_names[] = { N_("Super admin"), N_("Admin"),
    N_("Support"), N_("Finance"), N_("Moderator"), N_("Analyst"), NULL };

const char *const tt_rights[] = { "", "home", "roles", "approve", "member",
    "help", "view", "suspend", "erase", "booking", "money", "limit", "talk",
    "ticket", "machine", "figures", "audit", NULL };
const char *const tt_right_names[] = { "", N_("the first page"),
    N_("grant and revoke roles"), N_("approve caregivers"),
    N_("see members"), N_("help members"), N_("see the site as a member"),
    N_("suspend"), N_("erase members"), N_("cancel bookings"), N_("money"),
    N_("limits"), N_("moderate"), N_("tickets"), N_("run the machine"),
    N_("figures"), N_("the audit log"), NULL };

#define YES          { .extent = TT_ALL }
#define NO           { .extent = TT_NOT }
#define LOOK         { .extent = TT_READ }
#define SECOND       { .extent = TT_SECOND }
#define UP_TO(n)     { .extent = TT_UP_TO, .most = (n) }
#define PART(word)   { .extent = TT_PART, .part = (word) }

/* super_admin, admin, support, finance, moderator, analyst */
static const struct tt_may table[TT_RIGHTS][TT_ROLES] = {
[TT_R_HOME] = { YES, YES, YES, YES, YES, YES },
[TT_R_ROLES] = { YES, NO, NO, NO, NO, NO },
[TT_R_APPROVE] = { YES, YES, NO, NO, YES, NO },
[TT_R_MEMBER] = { YES, YES, YES, YES, YES, NO },
[TT_R_HELP] = { YES, YES, YES, NO, NO, NO },
[TT_R_VIEW] = { YES, YES, YES, NO, NO, NO },
[TT_R_SUSPEND] = { YES, YES, UP_TO(7), NO, UP_TO(30), NO },
[TT_R_ERASE] = { YES, SECOND, NO, NO, NO, NO },
[TT_R_BOOKING] = { YES, YES, UP_TO(10000), YES, NO, NO },
[TT_R_MONEY] = { YES, YES, NO, YES, NO, NO },
[TT_R_LIMIT] = { YES, YES, { .extent = TT_UP_TO, .most = 2, .days = 30 }, NO,
    NO, NO },
[TT_R_TALK] = { YES, YES, LOOK, NO, YES, NO },
[TT_R_TICKET] = { YES, YES, YES, PART("billing"), PART("safety"), NO },
[TT_R_MACHINE] = { YES, YES, NO, NO, NO, NO },
[TT_R_FIGURES] = { YES, YES, PART("own-queue"), PART("money"),
    PART("moderation"), YES },
[TT_R_AUDIT] = { YES, LOOK, NO, PART("money"), PART("moderation"), NO },
};

struct words { const char *staff; };
static const struct tt_field words_fields[] = {
    TT_FIELD(struct words, staff), { 0 } };
TT_QUERY(roles_of, struct words, words_fields,
	"SELECT staff FROM users WHERE id = $1");

struct tt_may
tt_role_may(enum tt_role role, enum tt_right right)
{
	return table[right][role];
}

/* The next word of `*s`, -1 for none of the roles; false at the end. */
static bool
next_role(const char **s, int *role)
{
	size_t n = strcspn(*s, " ");

	if (**s == '\0')
		return false;
	*role = -1;
	for (int i = 0; i < TT_ROLES; i++)
		if (strlen(tt_roles[i]) == n &&
		    memcmp(tt_roles[i], *s, n) == 0)
			*role = i;
	*s += n + ((*s)[n] == ' ');
	return true;
}

struct tt_may
tt_may(const char *staff, enum tt_right right)
{
	struct tt_may best = { .extent = TT_NOT };
	int role;

	while (next_role(&staff, &role)) {
		struct tt_may m;

		if (role < 0)
			continue;
		m = table[right][role];
		if (m.extent > best.extent ||
		    (m.extent == best.extent && m.most > best.most))
			best = m;
	}
	return best;
}

bool
tt_has(const char *staff, enum tt_right right)
{
	return tt_may(staff, right).extent != TT_NOT;
}

bool
tt_may_up_to(struct tt_may m, int64_t n)
{
	return m.extent == TT_ALL || (m.extent == TT_UP_TO && n <= m.most);
}

const char *
tt_may_text(struct tt_arena *a, struct tt_may m)
{
	switch (m.extent) {
	case TT_NOT:
		return "-";
	case TT_READ:
		return "read";
	case TT_PART:
		return m.part;
	case TT_UP_TO:
		return m.days == 0 ? tt_printf(a, "<=%" PRId64, m.most) :
		    tt_printf(a, "<=%" PRId64 "/%" PRId64 "d", m.most, m.days);
	case TT_SECOND:
		return "second";
	case TT_ALL:
		break;
	}
	return "yes";
}

bool
tt_roles_ok(const char *staff)
{
	size_t n = strlen(staff);
	unsigned seen = 0;
	int role;

	if (n == 0 || staff[n - 1] == ' ')
		return false;
	while (next_role(&staff, &role)) {
		if (role < 0 || (seen & 1U << role) != 0)
			return false;
		seen |= 1U << role;
	}
	return true;
}

bool
tt_is(const char *staff, enum tt_role role)
{
	int r;

	while (next_role(&staff, &r))
		if (r == (int)role)
			return true;
	return false;
}

const char *
tt_staff_of(struct tt_ctx *cx, int64_t user)
{
	const struct words *w = tt_one(cx, &roles_of, TT_ARGS(user));

	return w == NULL ? "" : w->staff;
}
