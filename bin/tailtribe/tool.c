/* What the commands share: complaints and options. */
#include <stdarg.h>
#include <stdio.h>

#include "core/text.h"
#include "tailtribe/tool.h"

int
tt_tool_fail(const char *fmt, ...)
{
	va_list ap;

	(void)fflush(stdout);
	(void)fputs("tailtribe: ", stderr);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	return 1;
}

int
tt_tool_usage(const char *how)
{
	(void)fprintf(stderr, "usage: tailtribe %s\n", how);
	return 2;
}

/* "" is the option for words without dashes. */
static const struct tt_option *
named(const struct tt_option *o, size_t n, const char *word)
{
	const char *name = tt_starts(word, "--") ? word + 2 : "";

	for (size_t i = 0; i < n; i++)
		if (tt_eq(o[i].name, name))
			return &o[i];
	return NULL;
}

bool
tt_tool_options(struct tt_tool *t, const struct tt_option *o, size_t n)
{
	for (int i = 0; i < t->argc; i++) {
		const struct tt_option *f = named(o, n, t->argv[i]);

		if (f == NULL || (f->value != NULL && *f->value != NULL))
			return false;
		if (f->given != NULL) {
			*f->given = true;
		} else if (f->name[0] == '\0') {
			*f->value = t->argv[i];
		} else {
			if (++i == t->argc)
				return false;
			*f->value = t->argv[i];
		}
	}
	return true;
}
