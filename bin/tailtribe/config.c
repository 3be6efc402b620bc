/* config check: what each setting is, and what is wrong. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "tailtribe/tool.h"

#define FILE_MAX ((size_t)64 << 10)

int
tt_conf_line(struct tt_arena *a, const char *path, const char *key)
{
	char *text = tt_alloc(a, FILE_MAX + 1), *line;
	int fd = open(path, O_RDONLY | O_CLOEXEC), number = 0;
	ssize_t n = fd < 0 ? -1 : read(fd, text, FILE_MAX);

	if (fd >= 0)
		close(fd);
	if (n < 0)
		return 0;
	while ((line = strsep(&text, "\n")) != NULL) {
		char *eq = strchr(line, '=');

		number++;
		if (eq == NULL)
			continue;
		*eq = '\0';
		if (tt_eq(tt_trim(a, line), key))
			return number;
	}
	return 0;
}

/* What nobody should read over a shoulder is only counted. */
static const char *
hidden(struct tt_arena *a, const char *key, const char *value)
{
	static const char *const keys[] = { "secret", "pepper", "stripe_key",
	    "stripe_webhook_secret", NULL };
	const char *at = strrchr(value, '@');

	if (value[0] == '\0')
		return "(nothing)";
	if (tt_word(keys, key) >= 0)
		return tt_printf(a, "(%zu characters)", strlen(value));
	if (tt_eq(key, "mail") && at != NULL)
		return tt_printf(a, "%.*s…%s", (int)(strstr(value, "://") + 3 -
		    value), value, at);
	if (tt_eq(key, "database") && strstr(value, "password") != NULL)
		return "postgres:… (with a password)";
	return value;
}

static const char *
shown(struct tt_arena *a, const struct tt_field *f, struct tt_conf *c)
{
	void *at = tt_field_at(f, c);

	if (f->type == TT_F_BOOL)
		return *(bool *)at ? "yes" : "no";
	if (f->type == TT_F_INT)
		return tt_printf(a, "%lld", (long long)*(int64_t *)at);
	return hidden(a, f->name, *(const char **)at);
}

struct telling {
	struct tt_tool *t;
	int             n;
};

static void
say(void *arg, const char *key, const char *what)
{
	struct telling *g = arg;
	int line = tt_conf_line(g->t->cx->arena, g->t->path, key);

	g->n++;
	if (line > 0)
		(void)printf("bad %s:%d %s: %s\n", g->t->path, line, key,
		    what);
	else
		(void)printf("bad %s: %s (not in the file): %s\n", g->t->path,
		    key, what);
}

static void
say_mode(struct telling *g)
{
	struct stat st;

	if (stat(g->t->path, &st) != 0 || (st.st_mode & S_IWOTH) == 0)
		return;
	g->n++;
	(void)printf("bad %s: others may write it: chmod o-w\n", g->t->path);
}

static int
check(struct tt_tool *t)
{
	struct tt_arena *a = t->cx->arena;
	struct telling g = { .t = t };
	struct tt_conf copy = *t->conf;

	(void)printf("%s\n\n", t->path);
	for (const struct tt_field *f = tt_conf_fields; f->type != TT_F_END;
	    f++)
		(void)printf("%s = %s\n    %s\n", f->name, t->bad != NULL ?
		    "?" : shown(a, f, &copy), tt_conf_about(f->name));
	(void)printf("\n");
	if (t->bad != NULL) {
		(void)printf("bad %s: %s\n", t->path, t->bad);
		return 1;
	}
	tt_conf_look(t->cx, t->conf, say, &g);
	say_mode(&g);
	if (g.n == 0)
		(void)printf("ok %s\n", t->path);
	return g.n == 0 ? 0 : 1;
}

int
tt_tool_config(struct tt_tool *t)
{
	if (t->argc == 1 && tt_eq(t->argv[0], "check"))
		return check(t);
	return tt_tool_usage("config check");
}
