/*
 * What the files of lib/web share and no handler needs.
 *
 * A request goes through these steps, in answer.c: tt_req_start (req.c),
 * tt_route_find (route.c), tt_gate (gate.c), tt_req_body (req.c),
 * tt_form_token_ok (token.c), the handler, tt_finish (send.c).
 */
#ifndef TT_INNER_H
#define TT_INNER_H

#include "core/fault.h"
#include "web/fcgi.h"
#include "web/form.h"
#include "web/req.h"

/* Bounds, in bytes but for the fields, parts and headers. */
enum {
	TT_URL_MAX = 8 << 10,
	TT_COOKIE_MAX = 4 << 10,
	TT_BODY_MAX = 64 << 10,       /* when the route does not say */
	TT_ANSWER_MAX = 2 << 20,
	TT_FIELDS_MAX = 200,
	TT_NAME_MAX = 64,
	TT_PARTS_MAX = 20,
	TT_PART_HEAD_MAX = 4 << 10,
	TT_HEADERS_MAX = 8,
	TT_AGENT_MAX = 200,
};

/* The headers of the request that tt_header knows, in this order. */
enum {
	TT_H_ACCEPT,
	TT_H_ACCEPT_ENCODING,
	TT_H_ACCEPT_LANGUAGE,
	TT_H_CONTENT_TYPE,
	TT_H_COOKIE,
	TT_H_IF_NONE_MATCH,
	TT_H_ORIGIN,
	TT_H_SEC_FETCH_SITE,
	TT_H_STRIPE_SIGNATURE,
	TT_H_USER_AGENT,
	TT_H_ALL,
};

/* One worker: what lives longer than a request. */
struct tt_worker {
	const char            *name;
	const struct tt_route *routes;
	const struct tt_conf  *conf;
	struct tt_db          *db;
	struct tt_fcgi        *fcgi;
	struct tt_arena       *arena;   /* of the request */
	struct tt_arena       *spare;   /* of the error page after a fault */
	/* compressors of libdeflate: fast, and for what caches keep */
	struct libdeflate_compressor *fast, *small;
	bool                   schema_ok;
	bool                   last;    /* no request after this one */
};

struct tt_inner {
	struct tt_worker *w;
	const char  *header[TT_H_ALL];
	const char  *method_word;     /* as it came, of a few known ones */
	const char  *uri;             /* as it came, with the query */
	const char  *raw_path;        /* as it came, without language */
	bool         known;           /* the method is one we have */
	bool         head;            /* HEAD: a GET without the body */
	bool         has_lang;
	enum tt_lang lang;            /* of the path, else the visitor's best */
	size_t       length;          /* CONTENT_LENGTH */
	bool         length_ok;
	unsigned     allow;           /* methods a path has, for 405 */

	bool         token_written;   /* tt_csrf_field wrote into the page */
	bool         note_shown;
	int          frame;           /* flags of tt_head_of */
	const struct tt_field *form;  /* the table that was read last, or NULL */
	bool         twice;           /* a field came twice, and was read */
	int          cache_seconds;
	struct tt_pair headers[TT_HEADERS_MAX];
	size_t       n_headers;

	/* what goes out */
	struct tt_buf head_text;
	const char   *body;
	size_t        body_n;
};

/* answer.c: the request that w->fcgi has read, from start to end. */
void tt_answer(struct tt_worker *);

/* req.c */
struct tt_req *tt_req_start(struct tt_worker *, struct tt_arena *);
/* Read and parse the body. 0, or the status it is refused with. */
int tt_req_body(struct tt_req *);
/* The best of our languages for an Accept-Language header. */
enum tt_lang tt_best_lang(const char *header);

/* route.c */
/* NULL or what is wrong with a table of routes. */
const char *tt_routes_check(const struct tt_route *);
/* METHOD PATH WHO BINARY; WHO of staff's is "staff:RIGHT". */
void tt_routes_print(const struct tt_route *, const char *binary);
/*
 * The row for a method and a path, or NULL. `allow` gets a bit (1 << method)
 * for each method that the path has. Fills r->arg and r->word when found.
 */
const struct tt_route *tt_route_find(const struct tt_route *,
    enum tt_method, const char *path, struct tt_req *, unsigned *allow);

/* gate.c */
void tt_gate_session(struct tt_req *);
/* False: it has been answered. */
bool tt_gate(struct tt_req *);
/* Whether a POST comes from our own pages. */
bool tt_from_us(const struct tt_req *);

/* token.c */
const char *tt_form_token(struct tt_req *);
bool tt_form_token_ok(const struct tt_req *, const char *token);

/* resp.c */
/* A path with the language before it, unless it has one or needs none. */
const char *tt_path_here(struct tt_req *, const char *path);
bool tt_path_ours(const char *path);
/* The page for a form that was open too long. */
void tt_error_expired(struct tt_req *);
/* An answer of 3xx to an address on this site. */
void tt_moved(struct tt_req *, int status, const char *location);
const char *tt_status_words(int status);

/* send.c */
void tt_send_start(struct tt_worker *);
/* Headers and compression: fills head_text, body and body_n. */
void tt_finish(struct tt_req *);

#endif
