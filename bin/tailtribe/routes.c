/* routes: each binary is asked for its table; together they are the site. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/text.h"
#include "tailtribe/tool.h"

#define OUTPUT_MAX ((size_t)1 << 20)
#define ROWS_MAX   2000

struct row { const char *method, *path, *who, *binary; };
struct map { struct row row[ROWS_MAX]; size_t n; };

/* What a program says on standard output. False: it failed. */
static bool
ask(struct tt_arena *a, const char *program, struct tt_buf *said)
{
	char *const argv[] = { tt_strdup(a, program), tt_strdup(a,
	    "--routes"), NULL };
	posix_spawn_file_actions_t actions;
	int ends[2], status = -1;
	ssize_t n;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	if (posix_spawn(&pid, program, &actions, NULL, argv, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	while (pid > 0 && (n = read(ends[0], tt_buf_room(said, 4096),
	    4096)) > 0)
		said->n += (size_t)n;
	close(ends[0]);
	if (pid > 0)
		(void)waitpid(pid, &status, 0);
	*tt_buf_room(said, 1) = '\0';
	return pid > 0 && status == 0;
}

static void
read_rows(struct map *m, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL) {
		struct row r = { .method = strsep(&line, " "),
		    .path = strsep(&line, " "), .who = strsep(&line, " "),
		    .binary = line };

		if (r.binary != NULL && m->n < ROWS_MAX)
			m->row[m->n++] = r;
	}
}

static int
by_path(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order == 0)
		order = strcmp(x->method, y->method);
	return order != 0 ? order : strcmp(x->binary, y->binary);
}

/* Ask every NAME.fcgi of a folder; how many failed, or -1. */
static int
ask_all(struct tt_arena *a, const char *dir, struct map *m)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int failed = 0;

	if (d == NULL)
		return -1;
	while ((e = readdir(d)) != NULL) {
		const char *path = tt_printf(a, "%s/%s", dir, e->d_name);
		struct tt_buf said = tt_buf_in(a, OUTPUT_MAX);

		if (!tt_ends(e->d_name, ".fcgi") || access(path, X_OK) != 0)
			continue;
		if (ask(a, path, &said)) {
			read_rows(m, said.p);
		} else {
			failed++;
			(void)tt_tool_fail("%s --routes failed", path);
		}
	}
	closedir(d);
	return failed;
}

int
tt_tool_routes(struct tt_tool *t)
{
	const char *dir = NULL;
	const struct tt_option o[] = { { "dir", &dir, NULL } };
	struct map *m = TT_NEW(t->cx->arena, struct map);
	int failed;

	if (!tt_tool_options(t, o, 1))
		return tt_tool_usage("routes [--dir DIR]");
	if (dir == NULL)
		dir = TT_LIBEXEC_DIR;
	failed = ask_all(t->cx->arena, dir, m);
	if (failed < 0)
		return tt_tool_fail("%s: %s", dir, strerror(errno));
	if (m->n == 0)
		return tt_tool_fail("%s: there is no NAME.fcgi", dir);
	qsort(m->row, m->n, sizeof(*m->row), by_path);
	for (size_t i = 0; i < m->n; i++)
		(void)printf("%-4s %-44s %-10s %s\n", m->row[i].method,
		    m->row[i].path, m->row[i].who, m->row[i].binary);
	return failed == 0 ? 0 : 1;
}
