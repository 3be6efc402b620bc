/*
 * The last door of every way in: whoever has a second step gives a code
 * first. And the cookie of a browser that somebody has logged in with before,
 * so that a stranger's guesses cannot lock the owner out.
 */
#include <inttypes.h>
#include <string.h>

#include "auth.h"
#include "core/crypt.h"
#include "core/text.h"
#include "model/second.h"
#include "model/suspend.h"
#include "pages.h"
#include "web/form.h"

#define COOKIE     "__Host-known"
#define MARK_CHARS 22              /* 16 random bytes in base64url */
#define CODE_LASTS (10 * TT_MINUTE)
#define CODES      5
#define CODES_HOUR 20
#define WAIT       (15 * TT_MINUTE)
#define WAIT_MOST  (4 * TT_HOUR)

static const char *
seal_of(struct tt_req *r, int64_t user, const char *mark)
{
	const char *text = tt_printf(r->cx->arena, "known %" PRId64 " %s",
	    user, mark);
	unsigned char mac[TT_HASH_BYTES];

	tt_hmac(mac, r->cx->conf->secret, strlen(r->cx->conf->secret), text,
	    strlen(text));
	return tt_hex(r->cx->arena, mac, 16);
}

const char *
known_here(struct tt_req *r, int64_t user)
{
	const char *c = tt_cookie(r->cx->arena, tt_header(r, "Cookie"),
	    COOKIE);
	const char *mark;

	if (strlen(c) != MARK_CHARS + 1 + 32 || c[MARK_CHARS] != '.')
		return "";
	mark = tt_strndup(r->cx->arena, c, MARK_CHARS);
	return tt_same_text(seal_of(r, user, mark), c + MARK_CHARS + 1) ?
	    mark : "";
}

static void
know(struct tt_req *r, int64_t user)
{
	const char *mark = tt_random_base64(r->cx->arena, 16);

	if (known_here(r, user)[0] == '\0')
		tt_set_header(r, "Set-Cookie", tt_printf(r->cx->arena,
		    COOKIE "=%s.%s; Path=/; Secure; HttpOnly; SameSite=Lax;"
		    " Max-Age=31536000", mark, seal_of(r, user, mark)));
}

/* Everything was shown that shows who it is, so the reason may be told. */
static bool
is_suspended(struct tt_req *r, int64_t user)
{
	const struct tt_suspension *s = tt_suspension_of(r->cx, user);

	if (s == NULL || s->until.s == 0)
		return false;
	page_suspended(tt_page(r, 403), s);
	return true;
}

static void
let_in(struct tt_req *r, int64_t user, const char *next)
{
	if (is_suspended(r, user))
		return;
	know(r, user);
	tt_sign_in(r, user);
	tt_redirect(r, "%s", next);
}

struct waiting { int64_t user; const char *ticket; };

static enum tt_outcome
give_ticket(struct tt_ctx *cx, void *arg)
{
	struct waiting *w = arg;
	const struct tt_member *m = tt_member_find(cx, w->user);

	w->ticket = tt_token_new(cx, w->user, "step", m->email, CODE_LASTS);
	return TT_OK;
}

void
enter(struct tt_req *r, int64_t user, const char *next)
{
	struct waiting w = { .user = user };

	if (!tt_second_on(r->cx, user)) {
		let_in(r, user, next);
		return;
	}
	(void)tt_tx(r->cx, give_ticket, &w);
	page_code(tt_page(r, 200), w.ticket, next);
}

struct code { const char *ticket, *code; };
#define C(m, ...) TT_FIELD(struct code, m, ##__VA_ARGS__)
static const struct tt_field code_form[] = { C(ticket, .max = 64),
    C(code, .label = N_("Code"), .required = true, .max = 40), { 0 } };

/* Five tries for each ticket; and from browsers that were never in, twenty an
 * hour for a person: who has the password guesses no code in a lifetime. */
static bool
may_try(struct tt_req *r, int64_t user, const char *ticket)
{
	int64_t wait = tt_limit(r->cx, "code", tt_sha256_hex(r->cx->arena,
	    ticket), CODES, CODE_LASTS);

	if (wait == 0 && known_here(r, user)[0] == '\0')
		wait = tt_limit(r->cx, "code-person", tt_printf(r->cx->arena,
		    "%" PRId64, user), CODES_HOUR, TT_HOUR);
	return wait == 0 || too_many(r, wait);
}

static enum tt_outcome
tear(struct tt_ctx *cx, void *arg)
{
	tt_token_end(cx, *(const int64_t *)arg, "step");
	return TT_OK;
}

void
code_post(struct tt_req *r)
{
	struct code f = { "", "" };
	bool fits = tt_form(r, code_form, &f);
	int64_t user = tt_token_owner(r->cx, f.ticket, "step");

	if (user == 0) {
		tt_redirect(r, "/login?late=1");
		return;
	}
	if (fits && !may_try(r, user, f.ticket))
		return;
	if (fits && tt_second_check(r->cx, user, f.code) != TT_OK) {
		tt_form_error(r, "code", tt_tr(r->cx->lang, N_("This is not"
		    " the code of now, or it was used already. Wait for the"
		    " next one.")));
		tell_failed(r, user, "code", "failed");
	}
	if (!tt_form_ok(r)) {
		page_code(tt_page(r, 422), f.ticket, tt_next(r,
		    "/bookings"));
		return;
	}
	(void)tt_tx(r->cx, tear, &user);
	let_in(r, user, tt_next(r, "/bookings"));
}

/* What a guess is counted by; how many of the three. */
#define GUESS 3

static size_t
guess_of(struct tt_req *r, int64_t user, const char *email,
    struct tt_trying t[GUESS])
{
	const char *mark = user == 0 ? "" : known_here(r, user);
	bool known = mark[0] != '\0';

	t[0] = (struct tt_trying){ "login", known ? mark : network_key(r,
	    email), 5, WAIT, WAIT_MOST };
	t[1] = (struct tt_trying){ "login-network", network_key(r, ""), 20,
	    WAIT, 0 };
	t[2] = (struct tt_trying){ "login-person", email, 10, TT_HOUR, 0 };
	return known ? GUESS - 1 : GUESS;
}

bool
may_guess(struct tt_req *r, int64_t user, const char *email)
{
	struct tt_trying t[GUESS];
	int64_t wait = tt_limits(r->cx, t, guess_of(r, user, email, t));

	return wait == 0 || too_many(r, wait);
}

void
guessed_wrong(struct tt_req *r, int64_t user, const char *email,
    const char *what)
{
	struct tt_trying t[GUESS];
	bool locked = tt_limits_peek(r->cx, t, guess_of(r, user, email, t)) >
	    0;

	tell_failed(r, user, what, locked ? "locked" : "failed");
}

struct right { const char *key, *email; };

static enum tt_outcome
forget(struct tt_ctx *cx, void *arg)
{
	const struct right *g = arg;

	tt_limit_forget(cx, "login", g->key);
	tt_limit_forget(cx, "login-person", g->email);
	return TT_OK;
}

/* None of the tries that led here was a guess. */
void
guessed_right(struct tt_req *r, int64_t user, const char *email)
{
	const char *mark = known_here(r, user);
	struct right g = { mark[0] != '\0' ? mark : network_key(r, email),
	    email };

	(void)tt_tx(r->cx, forget, &g);
}
