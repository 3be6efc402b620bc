#include "box.h"
#include "conn.h"
#include "hook.h"
#include "mem.h"
#include "sql.h"
#include "store.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const char usage[] =
    "usage: stripe-sandbox --listen HOST:PORT|unix:/path --db FILE\n"
    "           --secret sk_test_KEY [--webhook URL]\n"
    "           [--webhook-secret whsec_KEY] [--public URL_PREFIX]\n"
    "           [--business NAME] [--cacert FILE] [--quiet]\n"
    "           [--chaos drop=20,double=20,delay=20,reorder=20,seed=1]\n"
    "\n"
    "A stand-in for Stripe's API and its hosted pages. No money moves.\n"
    "Also for --chaos, in percent of the calls: fail (500), limit (429),\n"
    "lose (work is done, no answer), slow (the answer is late).\n";

struct options {
	const char *listen, *db, *secret, *webhook, *webhook_secret, *public;
	const char *business, *cacert, *chaos;
	bool quiet;
};

/* The options that take a value, and where it goes. */
static bool
set_option(struct options *o, const char *name, const char *value)
{
	const struct {
		const char *name;
		const char **value;
	} all[] = {
		{ "listen", &o->listen },
		{ "db", &o->db },
		{ "secret", &o->secret },
		{ "webhook", &o->webhook },
		{ "webhook-secret", &o->webhook_secret },
		{ "public", &o->public },
		{ "business", &o->business },
		{ "cacert", &o->cacert },
		{ "chaos", &o->chaos },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (strcmp(all[i].name, name) == 0) {
			*all[i].value = value;
			return value != NULL;
		}
	}
	return false;
}

static bool
read_options(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--quiet") == 0)
			o->quiet = true;
		else if (strncmp(argv[i], "--", 2) != 0 ||
			 !set_option(o, argv[i] + 2, argv[i + 1]))
			return false;
		else
			i++;
	}
	return o->listen != NULL && o->db != NULL && o->secret != NULL;
}

static bool
set_chaos(struct tt_chaos *chaos, const char *name, size_t n, int64_t value)
{
	const struct {
		const char *name;
		int64_t *value;
	} parts[] = {
		{ "drop", &chaos->drop },
		{ "double", &chaos->twice },
		{ "delay", &chaos->delay },
		{ "reorder", &chaos->reorder },
		{ "fail", &chaos->fail },
		{ "limit", &chaos->limit },
		{ "lose", &chaos->lose },
		{ "slow", &chaos->slow },
		{ "seed", &chaos->seed },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (strlen(parts[i].name) == n &&
		    memcmp(parts[i].name, name, n) == 0 &&
		    (value <= 100 || parts[i].value == &chaos->seed)) {
			*parts[i].value = value;
			return true;
		}
	}
	return false;
}

/* "drop=20,delay=10" */
static bool
read_chaos(struct tt_chaos *chaos, const char *s)
{
	while (s != NULL && *s != '\0') {
		size_t n = strcspn(s, "=,");
		const char *name = s;
		int64_t value = 0;

		if (s[n] != '=')
			return false;
		s += n + 1;
		if (*s < '0' || *s > '9')
			return false;
		for (; *s >= '0' && *s <= '9' && value < INT32_MAX; s++)
			value = value * 10 + *s - '0';
		if (*s == ',')
			s++;
		else if (*s != '\0')
			return false;
		if (!set_chaos(chaos, name, n, value))
			return false;
	}
	return true;
}

/* A descriptor that becomes readable on SIGTERM or SIGINT. */
static int
stop_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Without --public the pages are where the program listens. */
static void
set_public(struct tt_box *box, struct tt_pool *pool, const char *public,
    const char *where)
{
	const char *path;
	char *copy;
	size_t n;

	if (public == NULL)
	public = strncmp(where, "unix:", 5) == 0 ? "http://localhost" : where;
	n = strlen(public);
	while (n > 0 && public[n - 1] == '/')
		n--;
	copy = tt_pool_copy(pool, public, n);
	path = strstr(copy, "://");
	path = path != NULL ? strchr(path + 3, '/') : NULL;
	box->public = copy;
	box->prefix = path != NULL ? path : "";
}

static bool
open_box(struct tt_box *box, struct tt_pool *pool, const struct options *o)
{
	const char *secret = o->webhook_secret;

	*box = (struct tt_box){ .secret = o->secret,
		.cacert = o->cacert,
		.business = o->business != NULL ? o->business : "Sandbox",
		.quiet = o->quiet,
		.chaos.seed = 1 };
	if (!read_chaos(&box->chaos, o->chaos)) {
		fputs("stripe-sandbox: --chaos is malformed\n", stderr);
		return false;
	}
	box->luck = (uint64_t)box->chaos.seed * 2 + 1;
	if (!tt_sql_open(box, o->db))
		return false;
	box->ahead = tt_meta_get(box, "ahead");
	if (box->ahead < 0)
		box->ahead = 0;
	if (o->webhook != NULL && secret == NULL) {
		secret = tt_chance_id(pool, "whsec_", 32);
		fprintf(stderr, "webhook secret %s\n", secret);
	}
	return tt_hook_endpoint(box, o->webhook, secret);
}

static int
run(const struct options *o, struct tt_pool *pool)
{
	struct tt_hook *hook;
	struct tt_box box;
	char *where = NULL;
	int stop, listener;

	stop = stop_signals();
	if (!open_box(&box, pool, o)) {
		tt_sql_close(&box);
		return EXIT_FAILURE;
	}
	listener = tt_conn_listen(o->listen, &where);
	if (listener < 0) {
		tt_sql_close(&box);
		return EXIT_FAILURE;
	}
	set_public(&box, pool, o->public, where);
	fprintf(stderr, "listening %s\n", where);
	hook = tt_hook_new(&box);
	tt_conn_serve(&box, hook, listener, stop);
	tt_hook_free(hook);
	tt_sql_close(&box);
	close(listener);
	close(stop);
	if (strncmp(where, "unix:", 5) == 0)
		unlink(where + 5);
	tt_mem_free(where);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	struct tt_pool *pool;
	int status;

	if (!read_options(argc, argv, &o)) {
		fputs(usage, stderr);
		return 2;
	}
	curl_global_init(CURL_GLOBAL_DEFAULT);
	pool = tt_pool_new();
	status = run(&o, pool);
	tt_pool_free(pool);
	curl_global_cleanup();
	return status;
}
