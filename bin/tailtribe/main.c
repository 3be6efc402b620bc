/* The commands, and what they all need. */
#include <stdio.h>
#include <sys/stat.h>

#include "core/crypt.h"
#include "core/fault.h"
#include "core/log.h"
#include "core/text.h"
#include "db/db.h"
#include "tailtribe/tool.h"

#define TOOL_ARENA ((size_t)512 << 20)

/* Which of them a command cannot do without. */
enum needs { NOTHING, CONF, DATABASE };

static const struct command {
	const char *name;
	tt_command *run;
	enum needs  needs;
	const char *about;
} commands[] = {
	{ "init", tt_tool_init, DATABASE,
	    "make the folders and the tables" },
	{ "migrate", tt_tool_migrate, DATABASE,
	    "bring the tables up to this version" },
	{ "config", tt_tool_config, NOTHING,
	    "check: explain each setting, and say what is wrong" },
	{ "routes", tt_tool_routes, NOTHING,
	    "the site map: every route, and who may come in" },
	{ "doctor", tt_tool_doctor, NOTHING,
	    "what is wrong with this installation, and how to mend it" },
	{ "user", tt_tool_user, DATABASE,
	    "--staff EMAIL: make or promote a member of staff" },
	{ "ledger", tt_tool_ledger, DATABASE,
	    "verify: recompute everything; show BOOKING" },
	{ "audit", tt_tool_audit, DATABASE,
	    "verify: no row of the audit log was changed or is missing" },
	{ "erase", tt_tool_erase, DATABASE,
	    "what is personal; --apply-tombstones FILE after a restore" },
	{ "retain", tt_tool_retain, DATABASE,
	    "--print: how long things are kept; --now: remove what is older" },
	{ "jobs", tt_tool_jobs, DATABASE,
	    "what waits and what died; retry ID" },
	{ "seed", tt_tool_seed, DATABASE,
	    "people who do not exist, for a demo or a load test" },
};

static const struct command *
named(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (tt_eq(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static int
usage(FILE *to, int status)
{
	(void)fprintf(to, "usage: tailtribe COMMAND …\n\n");
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		(void)fprintf(to, "  %-9s %s\n", commands[i].name,
		    commands[i].about);
	(void)fprintf(to, "\nThe configuration is %s, or what TT_CONF says.\n",
	    TT_CONF_FILE);
	return status;
}

struct running {
	struct tt_tool       *tool;
	const struct command *command;
	int                   status;
};

static void
run(void *arg)
{
	struct running *r = arg;

	r->status = r->command->run(r->tool);
}

static int
guarded(struct tt_tool *t, const struct command *c)
{
	struct running r = { .tool = t, .command = c };
	struct tt_fault_info why;

	if (!tt_try(run, &r, &why))
		r.status = tt_tool_fail("%s", why.text);
	(void)fflush(stdout);
	return r.status;
}

static int
with_conf(struct tt_tool *t, const struct command *c)
{
	int status;

	if (t->bad != NULL && c->needs != NOTHING)
		return tt_tool_fail("%s: %s", t->path, t->bad);
	if (t->bad == NULL) {
		tt_msg_start(t->conf->locale);
		t->cx->db = tt_db_new(t->conf);
	}
	if (c->needs == DATABASE && c->run != tt_tool_init &&
	    c->run != tt_tool_migrate &&
	    tt_schema_found(t->cx) != tt_schema_wanted())
		return tt_tool_fail("the database has not the tables of this "
		    "version: run tailtribe migrate");
	status = guarded(t, c);
	if (t->cx->db != NULL)
		tt_db_end(t->cx->db);
	return status;
}

int
main(int argc, char **argv)
{
	struct tt_arena *always = tt_arena_new((size_t)1 << 20);
	struct tt_conf conf = { 0 };
	const struct tt_doer tool = { "tool", 0, "", "", "", "" };
	struct tt_ctx cx = { .arena = tt_arena_new(TOOL_ARENA),
	    .conf = &conf, .lang = TT_EN, .doer = &tool };
	struct tt_tool t = { .cx = &cx, .conf = &conf };
	const struct command *c = argc < 2 ? NULL : named(argv[1]);
	int status;

	if (c == NULL)
		return argc == 2 && (tt_eq(argv[1], "help") ||
		    tt_eq(argv[1], "--help")) ? usage(stdout, 0) :
		    usage(stderr, 2);
	/* The database and the pictures are not everybody's to read. */
	umask(027);
	tt_log_start("tailtribe");
	tt_time_start();
	tt_crypt_start();
	cx.now = tt_time_read();
	t.argc = argc - 2;
	t.argv = argv + 2;
	t.bad = tt_conf_read(always, &conf, &t.path);
	status = with_conf(&t, c);
	tt_arena_end(cx.arena);
	tt_arena_end(always);
	return status;
}
