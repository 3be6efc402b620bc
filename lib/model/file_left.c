/*
 * What a crash may leave on the disk: a file that was half written, and a copy
 * of somebody's data whose row was never made. Both may hold what is private.
 */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "model/file.h"

TT_QUERY_NUMBER(known, "SELECT COUNT(*) AS n FROM file WHERE name = $1"
	" AND state IN ('waiting', 'stored')");

static bool
left(struct tt_ctx *cx, const char *name, bool copies)
{
	const char *dot = strchr(name, '.');

	if (tt_ends(name, ".new"))
		return true;
	return copies && dot != NULL && tt_number(cx, &known, TT_ARGS(
	    tt_strndup(cx->arena, name, (size_t)(dot - name)))) == 0;
}

static bool
old(struct tt_ctx *cx, const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_mtime < cx->now.s - TT_DAY;
}

static int64_t
sweep(struct tt_ctx *cx, const char *folder, bool copies)
{
	DIR *open = opendir(folder);
	struct dirent *e;
	int64_t n = 0;

	while (open != NULL && (e = readdir(open)) != NULL) {
		const char *path;

		if (!tt_ends(e->d_name, ".new") && !copies)
			continue;
		path = tt_printf(cx->arena, "%s/%s", folder, e->d_name);
		if (old(cx, path) && left(cx, e->d_name, copies))
			n += unlink(path) == 0;
	}
	if (open != NULL)
		closedir(open);
	return n;
}

int64_t
tt_file_sweep_left(struct tt_ctx *cx)
{
	const char *kept = tt_files_folder(cx->conf);

	return sweep(cx, tt_printf(cx->arena, "%s/export", kept), true) +
	    sweep(cx, tt_printf(cx->arena, "%s/certificate", kept), false) +
	    sweep(cx, tt_printf(cx->arena, "%s/photo", cx->conf->media),
	    false);
}
