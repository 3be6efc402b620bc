/*
 * Connections: one loop that waits for clients and webhooks alike. At most
 * 256 clients at a time; one that is silent in the middle of a request is let
 * go after 30 seconds, an idle one after 75.
 */
#ifndef TT_CONN_H
#define TT_CONN_H

struct tt_box;
struct tt_hook;

/*
 * Listens on "host:port" or "unix:/path"; the descriptor, or -1 with the
 * reason told. *where becomes the address it got ("http://127.0.0.1:40123"),
 * to be freed with tt_mem_free.
 */
int tt_conn_listen(const char *address, char **where);

/* Serves until the descriptor `stop` becomes readable. */
void tt_conn_serve(struct tt_box *, struct tt_hook *, int listener, int stop);

#endif
