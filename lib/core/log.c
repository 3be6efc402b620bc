#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "core/log.h"

static const char *name = "tailtribe";

void
tt_log_start(const char *program)
{
	name = program;
}

static void
line(const char *level, const char *fmt, va_list ap)
{
	char text[2048];
	int head, n;

	head = snprintf(text, sizeof(text), "%s: %s", name, level);
	if (head < 0 || (size_t)head >= sizeof(text) - 2)
		return;
	n = vsnprintf(text + head, sizeof(text) - 1 - (size_t)head, fmt, ap);
	if (n < 0)
		return;
	n += head;
	if ((size_t)n > sizeof(text) - 2)
		n = sizeof(text) - 2;
	for (int i = 0; i < n; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			text[i] = '?';
	text[n] = '\n';
	/* One write a line, so that processes do not mix theirs. */
	if (write(STDERR_FILENO, text, (size_t)n + 1) < 0)
		return;
}

void
tt_log(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("", fmt, ap);
	va_end(ap);
}

void
tt_log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("warning: ", fmt, ap);
	va_end(ap);
}

void
tt_log_err(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("error: ", fmt, ap);
	va_end(ap);
}
