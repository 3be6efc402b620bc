/*
 * stripe-sandbox: a program that answers Stripe's HTTP API from a file on
 * this machine, for demonstrations and tests. No money moves.
 *
 * One process, one thread, one loop (conn.c). Each call is one transaction of
 * the store. The box is what lives as long as the program; a call is what
 * lives as long as one answer, with its pool.
 *
 * Times are UTC seconds of the sandbox's own clock, which /sandbox/advance
 * moves ahead of the machine's; money is int64 cents.
 */
#ifndef TT_BOX_H
#define TT_BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TT_API_VERSION "2026-10-28.endive"

struct sqlite3;
struct tt_sql;
struct json_object;
struct tt_pool;
struct tt_http;

/* Of a hundred events or answers, how many are treated so. */
struct tt_chaos {
	int64_t drop;    /* events never sent */
	int64_t twice;   /* events sent twice */
	int64_t delay;   /* events sent seconds later */
	int64_t reorder; /* events that let others pass */
	int64_t fail;    /* calls answered 500 before any work */
	int64_t limit;   /* calls answered 429 before any work */
	int64_t lose;    /* calls that work, and get no answer */
	int64_t slow;    /* calls answered some seconds late */
	int64_t seed;
};

struct tt_box {
	struct sqlite3 *db;
	struct tt_sql *sql; /* prepared statements, see sql.h */
	bool broken;        /* the store failed in this transaction */
	int64_t ahead;      /* seconds the clock was moved */
	uint64_t luck;      /* state of the chaos dice, never 0 */
	struct tt_chaos chaos;
	const char *secret;   /* sk_test_… */
	const char *business; /* the name on the hosted pages */
	const char *public;   /* https://host/prefix, no / at the end */
	const char *prefix;   /* its path: "/stripe-sandbox", or "" */
	const char *cacert;   /* for webhooks over TLS, or NULL */
	bool quiet;
};

enum tt_wait {
	TT_ANSWER_NOW,
	TT_ANSWER_LATE,      /* at call.ready_ms */
	TT_ANSWER_DELIVERED, /* when no delivery is due or on its way */
	TT_ANSWER_NEVER,     /* hang up instead */
};

struct tt_call {
	struct tt_box *box;
	struct tt_pool *pool;
	const struct tt_http *http;
	const char *path;           /* decoded, without the prefix */
	const char *id;             /* of the request: req_… */
	const char *key;            /* Idempotency-Key, or NULL */
	const char *account;        /* Stripe-Account, or "" */
	const char *arg[2];         /* what {id} matched */
	const char *kind;           /* of the object the route is about */
	struct json_object *params; /* typed, see check.h */
	int64_t now;

	int status;
	const char *type;    /* of the answer's content */
	const char *headers; /* further lines, each with \r\n */
	const char *body;
	size_t length;
	enum tt_wait wait;
	int64_t ready_ms;
};

/* The machine's clocks, and the sandbox's. Milliseconds are monotonic. */
int64_t tt_clock_ms(void);
int64_t tt_clock_real(void);
int64_t tt_clock_real_ms(void);
int64_t tt_clock_now(const struct tt_box *);

/* An id with this prefix and n characters of chance. */
const char *tt_chance_id(struct tt_pool *, const char *prefix, size_t n);
/* Whether one in a hundred times `percent` says so; repeatable by seed. */
bool tt_chance_says(struct tt_box *, int64_t percent);
/* Between low and high, both included; repeatable by seed. */
int64_t tt_chance_between(struct tt_box *, int64_t low, int64_t high);
/* Equality without a hint by its duration. */
bool tt_chance_same(const char *a, const char *b);

#endif
