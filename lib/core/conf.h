/*
 * The configuration: one file, `key = value`, read once.
 *
 * Lines that start with # are comments. A key that is not in conf.c's table,
 * a value that does not fit, and a key given twice are errors told with their
 * line. The file may not be readable by others. The path is TT_CONF in the
 * environment, else the one that ./configure settled.
 *
 * A value `@/some/path` is read from that file: so each secret can belong to
 * the one process that needs it. A process that may not read the file gets "".
 */
#ifndef TT_CONF_H
#define TT_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/field.h"

struct tt_conf {
	/* the place */
	const char *database;        /* sqlite:/path or postgres:CONNINFO */
	const char *site;            /* https://host[:port], no slash at the end */
	const char *media;           /* folder of uploaded and drawn pictures */
	/* private files: dir:/folder, or s3:https://host/bucket. What is on its
	 * way to a bucket lies in the folder `spool` */
	const char *store, *spool;
	const char *store_key, *store_secret, *store_region;
	const char *image;           /* the program that decodes photos */
	const char *scan;            /* the socket of a virus scanner, or "" */
	const char *data;            /* folder of content/, seed/, passwords */
	const char *locale;          /* folder of the message catalogues */
	const char *run;             /* folder of sockets and pid files */
	bool        demo;            /* made-up people: say so on each page */
	/* who runs it */
	const char *operator_name, *operator_address, *company_number,
	           *vat_number, *support;
	/* secrets */
	const char *secret;          /* signs form tokens, 32 bytes or more */
	const char *pepper;          /* goes into each password's hash */
	/* mail: smtp://user:password@host:port, smtps://…, or dir:/path */
	const char *mail, *mail_from;
	/* payments */
	const char *stripe, *stripe_key, *stripe_webhook_secret;
	const char *stripe_checkout; /* the origin of its payment pages */
	/* logging in by an OpenID provider; no issuer: there is none */
	const char *openid_issuer, *openid_client, *openid_secret,
	           *openid_name;
	/* rules */
	int64_t     commission_bp;   /* basis points of the price */
	int64_t     horizon_days;    /* how far ahead one may book */
	int64_t     payout_hours;    /* from completed to paid out */
	int64_t     image_slots;     /* photos decoded at once, a machine */
};

/* The table, for `tailtribe config check`. */
extern const struct tt_field tt_conf_fields[];
/* One sentence about a key; "" for none. */
const char *tt_conf_about(const char *key);

/*
 * Read a file's text. NULL when it is right, else what is wrong with it, with
 * the line. Strings live as long as the arena.
 */
const char *tt_conf_parse(struct tt_arena *, const char *text, size_t n,
    struct tt_conf *);

/*
 * Read the file that the environment names. NULL or what is wrong; `path` is
 * set to the one that was tried.
 */
const char *tt_conf_read(struct tt_arena *, struct tt_conf *,
    const char **path);

#endif
