#include <assert.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/msg.h"
#include "core/text.h"

const char *const tt_langs[] = { "nl", "fr", "en", "de", NULL };
const char *const tt_lang_names[] = { "Nederlands", "Français", "English",
    "Deutsch", NULL };

static const char *const domains[TT_LANGS] = { "tt-nl", "tt-fr", "tt-en",
    "tt-de" };

void
tt_msg_start(const char *dir)
{
	setlocale(LC_ALL, "C.UTF-8");
	/* One folder for all: dir/all/LC_MESSAGES/tt-nl.mo and so on. */
	setenv("LANGUAGE", "all", 1);
	for (int i = 0; i < TT_LANGS; i++) {
		bindtextdomain(domains[i], dir);
		bind_textdomain_codeset(domains[i], "UTF-8");
	}
}

/* gettext hands back what it was given when it knows nothing. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-security"

const char *
tt_tr(enum tt_lang lang, const char *id)
{
	return lang == TT_EN || *id == '\0' ? id : dgettext(domains[lang], id);
}

const char *
tt_trn(enum tt_lang lang, const char *one, const char *many, int64_t n)
{
	if (lang == TT_EN)
		return n == 1 ? one : many;
	return dngettext(domains[lang], one, many,
	    (unsigned long)(n < 0 ? -n : n));
}

#pragma GCC diagnostic pop

const char *
tt_fill(struct tt_arena *a, const char *fmt, int n, va_list ap)
{
	struct tt_buf b = tt_buf_in(a, 64 << 10);
	const char *fills[9];
	int next = 0;

	assert(n >= 0 && n <= 9);
	for (int i = 0; i < n; i++)
		fills[i] = va_arg(ap, const char *);
	for (; *fmt != '\0'; fmt++) {
		int which = -1;

		if (fmt[0] != '%') {
			tt_buf_addc(&b, *fmt);
		} else if (fmt[1] == 's') {
			which = next++;
			fmt += 1;
		} else if (fmt[1] >= '1' && fmt[1] <= '9' && fmt[2] == '$' &&
		    fmt[3] == 's') {
			which = fmt[1] - '1';
			fmt += 3;
		} else {
			tt_buf_addc(&b, '%');
			fmt += fmt[1] == '%';
		}
		if (which >= 0 && which < n)
			tt_buf_adds(&b, fills[which]);
	}
	return b.p;
}

const char *
tt_msg(struct tt_arena *a, enum tt_lang lang, const char *id, int n, ...)
{
	const char *s = tt_tr(lang, id);
	va_list ap;

	if (n == 0 && strchr(s, '%') == NULL)
		return s;
	va_start(ap, n);
	s = tt_fill(a, s, n, ap);
	va_end(ap);
	return s;
}
