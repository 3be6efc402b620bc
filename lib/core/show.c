/* How each language writes numbers, money, days and hours. */
#include "core/buf.h"
#include "core/msg.h"

struct names {
	const char *month[12], *month_short[12];
	const char *weekday[7], *weekday_short[7];
};

static const struct names names[TT_LANGS] = {
[TT_NL] = {
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli",
	    "augustus", "september", "oktober", "november", "december" },
	{ "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep",
	    "okt", "nov", "dec" },
	{ "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
	    "zaterdag", "zondag" },
	{ "ma", "di", "wo", "do", "vr", "za", "zo" },
},
[TT_FR] = {
	{ "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
	    "août", "septembre", "octobre", "novembre", "décembre" },
	{ "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août",
	    "sept.", "oct.", "nov.", "déc." },
	{ "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
	    "dimanche" },
	{ "lu", "ma", "me", "je", "ve", "sa", "di" },
},
[TT_EN] = {
	{ "January", "February", "March", "April", "May", "June", "July",
	    "August", "September", "October", "November", "December" },
	{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	    "Oct", "Nov", "Dec" },
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	    "Saturday", "Sunday" },
	{ "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
},
[TT_DE] = {
	{ "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
	    "August", "September", "Oktober", "November", "Dezember" },
	{ "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.",
	    "Sept.", "Okt.", "Nov.", "Dez." },
	{ "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag",
	    "Samstag", "Sonntag" },
	{ "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So" },
},
};

/* U+00A0: an amount never breaks from its sign. */
#define NBSP "\u00a0"
/* U+202F, the narrow blank between thousands in French. */
#define NARROW "\u202f"

static const char *const thousands[TT_LANGS] = { ".", NARROW, ",", "." };

static void
grouped(struct tt_buf *b, enum tt_lang lang, int64_t n)
{
	if (n >= 1000) {
		grouped(b, lang, n / 1000);
		tt_buf_adds(b, thousands[lang]);
		tt_buf_printf(b, "%03d", (int)(n % 1000));
	} else {
		tt_buf_addi(b, n);
	}
}

const char *
tt_show_int(struct tt_arena *a, enum tt_lang lang, int64_t n)
{
	struct tt_buf b = tt_buf_in(a, 64);

	if (n < 0)
		tt_buf_adds(&b, "−");
	grouped(&b, lang, n < 0 ? -n : n);
	return b.p;
}

const char *
tt_show_money(struct tt_arena *a, enum tt_lang lang, tt_money m)
{
	struct tt_buf b = tt_buf_in(a, 64);
	int64_t cents = m.cents < 0 ? -m.cents : m.cents;

	if (m.cents < 0)
		tt_buf_adds(&b, lang == TT_EN ? "−" : "−" NBSP);
	if (lang == TT_NL)
		tt_buf_adds(&b, "€" NBSP);
	else if (lang == TT_EN)
		tt_buf_adds(&b, "€");
	grouped(&b, lang, cents / 100);
	tt_buf_adds(&b, lang == TT_EN ? "." : ",");
	tt_buf_printf(&b, "%02d", (int)(cents % 100));
	if (lang == TT_FR || lang == TT_DE)
		tt_buf_adds(&b, NBSP "€");
	return b.p;
}

const char *
tt_show_tenths(struct tt_arena *a, enum tt_lang lang, int64_t tenths)
{
	return tt_printf(a, "%d%s%d", (int)(tenths / 10),
	    lang == TT_EN ? "." : ",", (int)(tenths % 10));
}

const char *
tt_show_clock(struct tt_arena *a, enum tt_lang lang, tt_time t)
{
	struct tt_wall w = tt_wall(t);

	return tt_printf(a, lang == TT_FR ? "%02dh%02d" : "%02d:%02d",
	    w.minute / 60, w.minute % 60);
}

const char *
tt_show_day(struct tt_arena *a, enum tt_lang lang, tt_day d)
{
	struct tt_wall w = tt_day_wall(d);
	const char *first = lang == TT_FR && w.date == 1 ? "er" :
	    lang == TT_DE ? "." : "";

	return tt_printf(a, "%s %d%s %s %d", names[lang].weekday[w.weekday - 1],
	    w.date, first, names[lang].month[w.month - 1], w.year);
}

const char *
tt_show_day_short(struct tt_arena *a, enum tt_lang lang, tt_day d)
{
	struct tt_wall w = tt_day_wall(d);
	const char *first = lang == TT_FR && w.date == 1 ? "er" :
	    lang == TT_DE ? "." : "";

	return tt_printf(a, "%s %d%s %s",
	    names[lang].weekday_short[w.weekday - 1], w.date, first,
	    names[lang].month_short[w.month - 1]);
}

const char *
tt_show_time(struct tt_arena *a, enum tt_lang lang, tt_time t)
{
	return tt_printf(a, "%s, %s", tt_show_day(a, lang, tt_day_of(t)),
	    tt_show_clock(a, lang, t));
}

const char *
tt_show_time_short(struct tt_arena *a, enum tt_lang lang, tt_time t)
{
	return tt_printf(a, "%s, %s", tt_show_day_short(a, lang, tt_day_of(t)),
	    tt_show_clock(a, lang, t));
}

const char *
tt_show_month(struct tt_arena *a, enum tt_lang lang, int year, int month)
{
	return tt_printf(a, "%s %d", names[lang].month[month - 1], year);
}

const char *
tt_show_weekday(enum tt_lang lang, int weekday)
{
	return names[lang].weekday[weekday - 1];
}

const char *
tt_show_weekday_short(enum tt_lang lang, int weekday)
{
	return names[lang].weekday_short[weekday - 1];
}
