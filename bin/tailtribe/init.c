/* init and migrate: folders and tables. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/text.h"
#include "db/db.h"
#include "model/file.h"
#include "tailtribe/tool.h"

static void
say(const char *name)
{
	(void)printf("%s\n", name);
}

static int
migrate(struct tt_tool *t)
{
	int64_t before = tt_schema_found(t->cx);
	const char *bad;

	if (before > tt_schema_wanted())
		return tt_tool_fail("the database is of version %lld, and this"
		    " program knows %lld: use the newer program",
		    (long long)before, (long long)tt_schema_wanted());
	bad = tt_schema_migrate(t->cx, say);
	if (bad != NULL)
		return tt_tool_fail("%s", bad);
	(void)printf("the tables are of version %lld%s\n",
	    (long long)tt_schema_wanted(),
	    before == tt_schema_wanted() ? " already" : "");
	return 0;
}

int
tt_tool_migrate(struct tt_tool *t)
{
	return t->argc == 0 ? migrate(t) : tt_tool_usage("migrate");
}

/* Make a folder and those before it. False: it is not there, and why is set. */
static bool
folder(struct tt_ctx *cx, const char *path)
{
	char *copy = tt_strdup(cx->arena, path);
	struct stat st;

	for (char *c = copy + 1; *c != '\0'; c++) {
		if (*c != '/')
			continue;
		*c = '\0';
		(void)mkdir(copy, 0755);
		*c = '/';
	}
	(void)mkdir(copy, 0750);
	return stat(copy, &st) == 0 && S_ISDIR(st.st_mode);
}

int
tt_tool_init(struct tt_tool *t)
{
	const char *mail = t->conf->mail;
	const char *db = t->conf->database;

	if (t->argc != 0)
		return tt_tool_usage("init");
	if (!folder(t->cx, t->conf->media))
		return tt_tool_fail("%s: %s", t->conf->media,
		    strerror(errno));
	if (!folder(t->cx, tt_files_folder(t->conf)))
		return tt_tool_fail("%s: %s", tt_files_folder(t->conf),
		    strerror(errno));
	if (tt_starts(mail, "dir:") && !folder(t->cx, mail + 4))
		return tt_tool_fail("%s: %s", mail + 4, strerror(errno));
	if (tt_starts(db, "sqlite:")) {
		char *path = tt_strdup(t->cx->arena, db + 7);
		char *slash = strrchr(path, '/');

		if (slash != NULL && slash != path) {
			*slash = '\0';
			if (!folder(t->cx, path))
				return tt_tool_fail("%s: %s", path,
				    strerror(errno));
		}
	}
	return migrate(t);
}
