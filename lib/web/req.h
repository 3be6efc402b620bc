/*
 * One request and its answer.
 *
 * A handler reads its input (tt_form, r->arg), calls the model once, and
 * answers once: tt_page, tt_redirect, tt_json, tt_refuse. Nothing is sent
 * before it returns. Everything lives as long as r->cx->arena.
 */
#ifndef TT_REQ_H
#define TT_REQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/ctx.h"
#include "model/right.h"
#include "model/session.h"
#include "web/out.h"

enum tt_method { TT_GET = 1, TT_POST = 2 };

/* Who may come in. There is no default: a row left at 0 stops the program. */
enum tt_who {
	TT_ANYONE = 1,     /* also visitors */
	TT_VISITOR,        /* only visitors: who is signed in goes to /account */
	TT_SIGNED_IN,
	TT_OWNER,
	TT_CAREGIVER,
	TT_STAFF,
	TT_WEBHOOK,        /* no cookie, no token: the body is signed */
	TT_MACHINE,        /* health and API: GET without cookie or language */
};
extern const char *const tt_who_words[];

struct tt_pair { const char *name, *value; };

struct tt_file {
	const char          *name;      /* of the field */
	const unsigned char *bytes;
	size_t               n;
};

struct tt_req {
	struct tt_ctx   *cx;
	struct tt_out   *out;           /* the answer's body while it grows */
	enum tt_method   method;
	const char      *id;            /* of the request, for log and errors */
	const char      *path;          /* without language and query: "/search" */
	const char      *query;         /* as it came, after '?' */
	const char      *address;       /* the visitor's, as nginx saw it */
	const char      *agent;         /* User-Agent, at most 200 bytes */
	const struct tt_route *route;
	int64_t          arg[3];        /* what the '#'s in the route matched */
	const char      *word[3];       /* what the '*'s matched */
	const struct tt_user *user;     /* NULL for a visitor */
	/* While staff look at the site as a member: who looks, and as whom.
	 * `user` is the member, on staff's own pages the one who looks. */
	const struct tt_user *viewer, *viewed;
	const struct tt_session *session;
	const char      *cookie;        /* the session's secret, "" for none */

	struct tt_pair  *fields;        /* of the query (GET) or body (POST) */
	size_t           n_fields;
	struct tt_file  *files;
	size_t           n_files;
	const char      *body;          /* the raw body; TT_WEBHOOK only */
	size_t           body_n;
	struct tt_pair  *errors;        /* field -> sentence, translated */
	size_t           n_errors;

	/* the answer */
	int              status;        /* 0: not answered yet */
	const char      *type;
	const char      *location;
	const char      *set_cookie;
	const char      *cache;         /* Cache-Control; NULL: no-store */
	const char      *refresh;       /* Refresh header or NULL */
	int              retry_after;   /* seconds, with 429 and 503 */

	struct tt_inner *inner;         /* the web layer's own: web/inner.h */
};

struct tt_route {
	enum tt_method method;
	const char    *path;       /* '#' is an id, '*' one word, both whole segments */
	enum tt_who    who;
	void         (*handler)(struct tt_req *);
	size_t         body_max;   /* bytes; 0 is 64 KB */
	bool           again;      /* the password was given minutes ago */
	enum tt_right  right;      /* TT_STAFF: what it takes; others have none */
	bool           own;        /* only for themselves: staff never look on */
};

/* ---- the request ------------------------------------------------------- */

/*
 * A header of the request, "" when it did not come. Known are: Accept,
 * Accept-Encoding, Accept-Language, Content-Type, Cookie, If-None-Match,
 * Origin, Sec-Fetch-Site, Stripe-Signature, User-Agent.
 */
const char *tt_header(const struct tt_req *, const char *name);

/*
 * Where to go after signing in: the field `next` when it is a path of ours
 * ("/bookings/12", without language), else `otherwise`. For tt_redirect(r,
 * "%s", …).
 */
const char *tt_next(const struct tt_req *, const char *otherwise);

/* ---- answers ---------------------------------------------------------- */

/* Begin an HTML answer; pass the result to a compiled page. */
struct tt_out *tt_page(struct tt_req *, int status);

/* 303 to a path of ours, "/bookings"; the language is put before it. */
void tt_redirect(struct tt_req *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* 303 to a whole address. */
void tt_redirect_url(struct tt_req *, tt_url);

/* Begin an answer of another type: "application/json", "image/svg+xml". */
struct tt_buf *tt_body(struct tt_req *, int status, const char *type);

/* Let shared caches keep the answer, `seconds`. Only for TT_ANYONE's GETs. */
void tt_cacheable(struct tt_req *, int seconds);

/* The page that tells an outcome: 422, 404 or 409 with `why` (may be NULL). */
void tt_refuse(struct tt_req *, enum tt_outcome, const char *why);
/* A designed error page: 400 403 404 405 409 413 422 429 500 503. */
void tt_error(struct tt_req *, int status, const char *why);

/* Go there again after `seconds`, for waiting pages without scripts. */
void tt_refresh(struct tt_req *, int seconds, tt_url);

/* A note shown once at the top of the next page (kept in the session row). */
void tt_note(struct tt_req *, const char *sentence);

/*
 * One more header, at most eight: "Content-Disposition", "X-Accel-Redirect".
 * A value with a control byte or one above 0x7e is a fault.
 */
void tt_set_header(struct tt_req *, const char *name, const char *value);

/* Whether the answer to `r` goes to a script that asked for JSON. */
bool tt_wants_json(const struct tt_req *);

/* ---- sessions ---------------------------------------------------------- */

/* Sign in: a new session for `user`, its cookie in the answer. */
void tt_sign_in(struct tt_req *, int64_t user_id);
/* End it, and clear the cookie. */
void tt_sign_out(struct tt_req *);

/* ---- the program -------------------------------------------------------- */

/*
 * Serve `routes` (ended by { 0 }) on the listening socket that is descriptor
 * 0, until SIGTERM. `--routes` prints them instead. Returns main's value.
 */
int tt_serve(const char *name, const struct tt_route *routes, int argc,
    char **argv);

#endif
