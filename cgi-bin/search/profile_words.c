/* Addresses and words of profile.html. */
#include <inttypes.h>
#include <string.h>

#include "core/text.h"
#include "search/view.h"

const char *
profile_title(struct tt_out *o, const struct profile *p)
{
	return tt_say(o, "%1$s, caregiver in %2$s", 2, p->name, p->c->town);
}

const char *
profile_about(struct tt_out *o, const struct profile *p)
{
	return tt_say(o, "Prices, free days and reviews of %1$s in %2$s.", 2,
	    p->name, p->c->town);
}

/* What is asked, as the start of a query of this page. */
static struct tt_buf
start(struct tt_out *o, const struct profile *p, bool with_times)
{
	struct tt_buf b = tt_buf_in(o->arena, (size_t)8 << 10);

	tt_buf_printf(&b, "/%s/caregiver/%" PRId64 "?%s", tt_langs[o->lang],
	    p->c->id, tt_ask_query(o->arena, &p->ask));
	if (with_times && p->ask.s.dated)
		tt_buf_printf(&b, "&from_min=%s&to_min=%s",
		    tt_minute_text(o->arena, (int)p->when.from_min),
		    tt_minute_text(o->arena, (int)p->when.to_min));
	return b;
}

static void
add(struct tt_buf *b, const char *text)
{
	if (b->p[b->n - 1] != '?')
		tt_buf_addc(b, '&');
	tt_buf_adds(b, text);
}

static struct tt_wall
moved(const struct profile *p, int months)
{
	struct tt_wall w = tt_day_wall(p->first);
	int month = w.year * 12 + w.month - 1 + months;

	w.year = month / 12;
	w.month = month % 12 + 1;
	return w;
}

bool
profile_has_month(const struct profile *p, int months)
{
	struct tt_wall w = moved(p, months);
	tt_day first = tt_day_make(w.year, w.month, 1);
	struct tt_wall now = tt_day_wall(p->today);

	return first.n <= p->last.n &&
	    first.n >= tt_day_make(now.year, now.month, 1).n;
}

tt_url
profile_month(struct tt_out *o, const struct profile *p, int months)
{
	struct tt_buf b = start(o, p, true);
	struct tt_wall w = moved(p, months);

	add(&b, tt_printf(o->arena, "month=%04d-%02d#calendar", w.year,
	    w.month));
	return tt_url_of(o->cx, b.p);
}

tt_url
profile_older(struct tt_out *o, const struct profile *p)
{
	struct tt_buf b = start(o, p, true);

	add(&b, tt_printf(o->arena, "before=%" PRId64 "#reviews",
	    p->reviews[p->n_reviews - 1].shown_from.s));
	return tt_url_of(o->cx, b.p);
}

tt_url
profile_at(struct tt_out *o, const struct profile *p, const struct tt_when *w)
{
	struct profile other = *p;

	other.when = *w;
	other.ask.text[TT_ASK_FROM] = tt_day_iso(o->arena, w->from);
	other.ask.text[TT_ASK_TO] = tt_day_iso(o->arena, w->to);
	return tt_url_of(o->cx, start(o, &other, true).p);
}

tt_url
profile_request(struct tt_out *o, const struct profile *p)
{
	struct tt_buf b = tt_buf_in(o->arena, (size_t)1 << 10);

	tt_buf_printf(&b, "/%s/request/new?caregiver=%" PRId64 "&service=%s",
	    tt_langs[o->lang], p->c->id, p->offer->code);
	if (p->quoted)
		tt_buf_printf(&b, "&from=%s&to=%s&from_min=%s&to_min=%s&pets=%"
		    PRId64, tt_day_iso(o->arena, p->when.from),
		    tt_day_iso(o->arena, p->when.to),
		    profile_minute(o, p->when.from_min),
		    profile_minute(o, p->when.to_min), p->ask.s.pets);
	return tt_url_of(o->cx, b.p);
}

/* The words of a list in `stored`, in our language, with commas. */
static const char *
list(struct tt_out *o, const char *stored, const char *const *words,
    const char *const *names)
{
	char *rest = tt_strdup(o->arena, stored);
	struct tt_buf b = tt_buf_in(o->arena, (size_t)4 << 10);
	const char *word;

	while ((word = strsep(&rest, " ")) != NULL) {
		int which = tt_word(words, word);

		if (which < 0)
			continue;
		if (b.n > 0)
			tt_buf_adds(&b, ", ");
		tt_buf_adds(&b, tt_say(o, names[which], 0));
	}
	return b.p;
}

const char *
profile_kinds(struct tt_out *o, const char *kinds)
{
	return list(o, kinds, tt_pet_kinds, tt_pet_kind_names);
}

const char *
profile_sizes(struct tt_out *o, const char *sizes)
{
	static const char *const up_to[] = { "xs", "xs s", "xs s m",
	    "xs s m l", "xs s m l xl", NULL };
	static const char *const kg[] = { "5", "10", "25", "40" };
	int which = tt_word(up_to, sizes);

	if (which == 4)
		return tt_say(o, "of any size", 0);
	if (which >= 0)
		return tt_say(o, "up to %s kg", 1, kg[which]);
	return list(o, sizes, tt_sizes, tt_size_names);
}

const char *
profile_month_of(struct tt_out *o, tt_time t)
{
	struct tt_wall w = tt_wall(t);

	return tt_show_month(o->arena, o->lang, w.year, w.month);
}

const char *
profile_span(struct tt_out *o, tt_time starts, tt_time ends)
{
	bool one_day = tt_day_of(starts).n == tt_day_of(ends).n;

	return tt_say(o, "%1$s to %2$s", 2, tt_short(o, starts),
	    one_day ? tt_clock(o, ends) : tt_short(o, ends));
}

const char *
profile_minute(struct tt_out *o, int64_t minute)
{
	return tt_minute_text(o->arena, (int)(minute % 1440));
}
