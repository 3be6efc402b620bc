/*
 * FastCGI over libfcgi; fcgi.c is the one file that knows it.
 *
 * libfcgi only reads and parses here. It never accepts (its listening socket
 * is -1), never waits for the other side to say goodbye, and writes nothing:
 * an answer goes out in one writev of ours.
 */
#ifndef TT_FCGI_H
#define TT_FCGI_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

struct tt_fcgi;

struct tt_fcgi *tt_fcgi_new(struct tt_arena *);

/*
 * Read the head of a request from a connection that has bytes. False: it was
 * silent, gone or spoke nonsense, and is closed.
 */
bool tt_fcgi_take(struct tt_fcgi *, int fd);

/* A parameter of the request; "" when it did not come. */
const char *tt_fcgi_param(const struct tt_fcgi *, const char *name);

/* Up to `n` bytes of the body; fewer only at its end. */
size_t tt_fcgi_body(struct tt_fcgi *, char *to, size_t n);

/* What goes out: at most 60 KB of head and 4 MB of body. */
struct tt_fcgi_out {
	const char *head, *body;
	size_t      head_n, body_n;
	bool        last;     /* then close the connection, whoever asks */
};
void tt_fcgi_answer(struct tt_fcgi *, const struct tt_fcgi_out *);

/*
 * The end of a request. True when the connection stays open for another one;
 * else it is closed.
 */
bool tt_fcgi_done(struct tt_fcgi *);

/* The connection that is being read from, -1 for none. For the watchdog. */
int tt_fcgi_reading(void);

#endif
