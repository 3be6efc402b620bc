#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/crypt.h"
#include "core/log.h"
#include "core/text.h"
#include "t_db.h"

static struct tt_conf conf;
static struct tt_ctx context;
static char folder[] = "/tmp/tt-test-XXXXXX";
static char database[64], server[1000], where[1200];
static pid_t owner;

static void
die(const char *why)
{
	printf("Bail out! %s\n", why);
	exit(1);
}

static bool
on_server(const char *sql)
{
	PGconn *c = PQconnectdb(server);
	PGresult *res = PQexec(c, sql);
	bool done = PQresultStatus(res) == PGRES_COMMAND_OK;

	if (!done)
		printf("# %s: %s\n", sql, PQerrorMessage(c));
	PQclear(res);
	PQfinish(c);
	return done;
}

static void
clean_up(void)
{
	char text[200];

	if (getpid() != owner)
		return;
	tt_db_end(context.db);
	tt_arena_end(context.arena);
	if (database[0] != '\0') {
		(void)snprintf(text, sizeof(text),
		    "DROP DATABASE IF EXISTS %s WITH (FORCE)", database);
		(void)on_server(text);
		return;
	}
	for (const char *const *end = (const char *const[]){ "", "-wal",
	    "-shm", NULL }; *end != NULL; end++) {
		(void)snprintf(text, sizeof(text), "%s/test.db%s", folder,
		    *end);
		unlink(text);
	}
	rmdir(folder);
}

static void
make_postgres(const char *info)
{
	char sql[100];

	(void)snprintf(server, sizeof(server), "dbname=postgres %s", info);
	(void)snprintf(database, sizeof(database), "tt_test_%d",
	    (int)getpid());
	(void)snprintf(sql, sizeof(sql), "CREATE DATABASE %s", database);
	if (!on_server(sql))
		die("no database");
	(void)snprintf(where, sizeof(where), "postgres:%s dbname=%s", info,
	    database);
}

struct tt_conf *
t_conf(void)
{
	return &conf;
}

struct tt_ctx *
t_ctx_child(void)
{
	static struct tt_ctx child;

	child = (struct tt_ctx){ .arena = tt_arena_new((size_t)256 << 20),
	    .conf = &conf, .now = tt_time_read(), .lang = TT_EN };
	child.db = tt_db_new(&conf);
	return &child;
}

struct tt_ctx *
t_ctx_empty(void)
{
	const char *db = getenv("TT_TEST_DB"), *data = getenv("TT_TEST_DATA");

	if (context.db != NULL)
		return &context;
	tt_time_start();
	tt_crypt_start();
	tt_log_start("test");
	owner = getpid();
	if (db != NULL && tt_starts(db, "postgres:")) {
		make_postgres(db + strlen("postgres:"));
	} else {
		if (mkdtemp(folder) == NULL)
			die("no folder in /tmp");
		(void)snprintf(where, sizeof(where), "sqlite:%s/test.db",
		    folder);
	}
	conf = (struct tt_conf){ .database = where,
	    .store = "dir:/nowhere", .spool = "/nowhere",
	    .site = "https://localhost:8443", .media = folder,
	    .data = data != NULL ? data : TT_DATA_DIR, .demo = true,
	    .support = "support@example.be",
	    .secret = "0123456789abcdef0123456789abcdef",
	    .pepper = "fedcba9876543210fedcba9876543210",
	    .mail = "dir:/tmp", .mail_from = "noreply@example.be",
	    .stripe = "http://127.0.0.1:1", .stripe_key = "sk_test_x",
	    .stripe_webhook_secret = "whsec_x",
	    .stripe_checkout = "https://localhost:8443",
	    .commission_bp = 2000, .horizon_days = 90, .payout_hours = 72 };
	context = (struct tt_ctx){ .arena = tt_arena_new((size_t)256 << 20),
	    .conf = &conf, .now = tt_time_read(), .lang = TT_EN };
	context.db = tt_db_new(&conf);
	atexit(clean_up);
	return &context;
}

struct tt_ctx *
t_ctx(void)
{
	struct tt_ctx *cx = t_ctx_empty();
	const char *bad = tt_schema_migrate(cx, NULL);

	if (bad != NULL)
		die(bad);
	return cx;
}
