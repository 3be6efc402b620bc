/* user: the first of staff, and who has lost their second step. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/crypt.h"
#include "core/text.h"
#include "db/db.h"
#include "model/admin.h"
#include "model/audit.h"
#include "model/place.h"
#include "model/right.h"
#include "model/second.h"
#include "model/user.h"
#include "tailtribe/tool.h"

#define HOW                                                                 \
	"user --staff EMAIL [--first NAME] [--last NAME]\n"                 \
	"                 [--role ROLE] [--lang nl|fr|en|de] "              \
	"[--password-stdin]\n"                                              \
	"       tailtribe user --lost EMAIL\n\n"                            \
	"ROLE is admin (unless another is given), super_admin, support,\n"  \
	"finance, moderator, analyst, several of them in quotes, or none to\n" \
	"take all away.\n"                                                  \
	"Without --password-stdin a link to choose one is printed.\n"       \
	"--lost is for who has neither the app nor a recovery code: the\n"  \
	"second step is off then, and they are logged out everywhere. Be\n" \
	"sure that it is them who ask."

#define PASSWORD_MIN 8
#define PASSWORD_MAX 128
#define LINK_LASTS   TT_HOUR

struct wish {
	const char *email, *first, *last, *role, *lang;
	bool        stdin_;
	const char *password, *link;
	int64_t     id;
};

/* One line of standard input, NULL when it is too long. */
static const char *
read_password(struct tt_arena *a)
{
	char text[PASSWORD_MAX * 4 + 2];
	size_t n = fread(text, 1, sizeof(text) - 1, stdin);

	text[n] = '\0';
	if (n == sizeof(text) - 1 && strchr(text, '\n') == NULL)
		return NULL;
	text[strcspn(text, "\r\n")] = '\0';
	return tt_strdup(a, text);
}

/* NULL, or what is wrong with what was asked for. */
static const char *
look(struct tt_tool *t, struct wish *w)
{
	const struct tt_login *known;
	size_t n;

	if (!tt_email_ok(w->email))
		return "that is not an e-mail address";
	known = tt_login_find(t->cx, w->email);
	w->id = known == NULL ? 0 : known->id;
	if (w->id == 0 && (w->first == NULL || w->last == NULL))
		return "nobody has that address: --first and --last are needed";
	if (!w->stdin_)
		return NULL;
	w->password = read_password(t->cx->arena);
	n = w->password == NULL ? 0 : tt_chars(w->password);
	if (n < PASSWORD_MIN || n > PASSWORD_MAX ||
	    !tt_utf8_ok(w->password, strlen(w->password), false))
		return "the password must have 8 to 128 characters";
	if (tt_password_weak(t->cx, w->password, w->email,
	    w->first == NULL ? "" : w->first, w->last == NULL ? "" : w->last))
		return "that password is among the commonest, or is made of "
		    "the name";
	return NULL;
}

static enum tt_outcome
make(struct tt_ctx *cx, void *arg)
{
	struct wish *w = arg;
	const struct tt_admin_member *m = w->id == 0 ? NULL :
	    tt_admin_member(cx, w->id);
	struct tt_register r = { .email = w->email, .password_hash =
	    w->password == NULL ? "" : tt_password_hash(cx->arena,
	    w->password, cx->conf->pepper), .first_name = w->first,
	    .last_name = w->last, .postcode = "", .town = "",
	    .country = "BE", .phone = "", .terms_version = TT_TERMS_NOW };
	const struct tt_member *was = m == NULL ? NULL :
	    tt_member_find(cx, w->id);
	const char *lang = w->lang != NULL ? w->lang : was != NULL ?
	    was->lang : "nl";

	tt_user_make(cx, &r, m != NULL && m->is_owner, m != NULL &&
	    m->is_caregiver, tt_eq(w->role, "none") ? "" : w->role, lang,
	    &w->id);
	/* Other rights are other sessions. */
	tt_session_end_others(cx, w->id, "");
	tt_audit(cx, &(struct tt_deed){ .action = "staff.roles",
	    .entity = "users", .id = w->id, .before = m == NULL ? "" :
	    m->staff, .after = tt_eq(w->role, "none") ? "" : w->role });
	if (m == NULL && w->password == NULL)
		w->link = tt_printf(cx->arena, "%s/%s/reset/%s",
		    cx->conf->site, lang, tt_token_new(cx, w->id, "reset",
		    tt_member_find(cx, w->id)->email, LINK_LASTS));
	return TT_OK;
}

static enum tt_outcome
lost_now(struct tt_ctx *cx, void *arg)
{
	int64_t user = *(const int64_t *)arg;

	if (!tt_second_on(cx, user))
		return TT_ABSENT;
	tt_second_end(cx, user);
	tt_session_end_others(cx, user, "");
	return TT_OK;
}

static int
lost(struct tt_tool *t, const char *email)
{
	const struct tt_login *who = tt_login_find(t->cx, email);
	int64_t user = who == NULL ? 0 : who->id;

	if (user == 0 || tt_tx(t->cx, lost_now, &user) != TT_OK)
		return tt_tool_fail("%s: nobody with a second step has that "
		    "address", email);
	(void)printf("%s: the second step is off, a mail tells\n", email);
	return 0;
}

int
tt_tool_user(struct tt_tool *t)
{
	struct wish w = { 0 };
	const char *gone = NULL;
	const struct tt_option o[] = {
		{ "staff", &w.email, NULL }, { "first", &w.first, NULL },
		{ "last", &w.last, NULL }, { "role", &w.role, NULL },
		{ "lang", &w.lang, NULL },
		{ "password-stdin", NULL, &w.stdin_ },
		{ "lost", &gone, NULL },
	};
	const char *bad;

	if (!tt_tool_options(t, o, sizeof(o) / sizeof(*o)) ||
	    (w.email == NULL) == (gone == NULL))
		return tt_tool_usage(HOW);
	if (gone != NULL)
		return lost(t, gone);
	w.role = w.role == NULL ? "admin" : w.role;
	if ((!tt_eq(w.role, "none") && !tt_roles_ok(w.role)) ||
	    (w.lang != NULL && tt_word(tt_langs, w.lang) < 0))
		return tt_tool_usage(HOW);
	bad = look(t, &w);
	if (bad != NULL)
		return tt_tool_fail("%s", bad);
	(void)tt_tx(t->cx, make, &w);
	(void)printf("%s: %s\n", w.email, tt_eq(w.role, "none") ?
	    "not staff any more" : w.role);
	if (w.link != NULL)
		(void)printf("a password can be chosen once, within an hour, "
		    "at\n%s\n", w.link);
	return 0;
}
