#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "web/inner.h"

/* One form being read. */
struct reading {
	struct tt_req         *r;
	const struct tt_field *f;
	void                  *out;
};

/* What did not fit; `a` fills the sentence's %s. */
static void
wrong(struct reading *d, const char *sentence, const char *a)
{
	tt_form_error(d->r, d->f->name, tt_msg(d->r->cx->arena,
	    d->r->cx->lang, sentence, 1, a));
}

static const char *
shown(const struct reading *d, int64_t n)
{
	return tt_show_int(d->r->cx->arena, d->r->cx->lang, n);
}

static bool
bounded(const struct tt_field *f)
{
	return f->min != 0 || f->max != 0;
}

static void
read_text(struct reading *d, const char *typed)
{
	struct tt_arena *a = d->r->cx->arena;
	const struct tt_field *f = d->f;
	const char *s = f->raw ? tt_strdup(a, typed) : f->lines ?
	    tt_lines(a, typed) : tt_trim(a, typed);
	int64_t n = (int64_t)tt_chars(s);

	*(const char **)tt_field_at(f, d->out) = s;
	if (*s == '\0') {
		if (f->required)
			wrong(d, N_("Please fill this in."), "");
	} else if (!f->lines && !tt_utf8_ok(s, strlen(s), false)) {
		wrong(d, N_("Use one line here, without tabs."), "");
	} else if (n < f->min) {
		wrong(d, N_("Use at least %s characters."),
		    shown(d, f->min));
	} else if (f->max > 0 && n > f->max) {
		wrong(d, N_("Use at most %s characters."), shown(d, f->max));
	}
}

static void
read_int(struct reading *d, const char *s)
{
	const struct tt_field *f = d->f;
	bool any = !bounded(f);
	int64_t n;

	if (!tt_int(s, INT64_MIN, INT64_MAX, &n))
		wrong(d, N_("Enter a whole number, in digits."), "");
	else if (!any && n < f->min)
		wrong(d, N_("Enter %s or more."), shown(d, f->min));
	else if (!any && n > f->max)
		wrong(d, N_("Enter %s or less."), shown(d, f->max));
	else
		*(int64_t *)tt_field_at(f, d->out) = n;
}

static void
read_money(struct reading *d, const char *s)
{
	const int64_t most = (int64_t)100000000 * 100;
	struct tt_arena *a = d->r->cx->arena;
	enum tt_lang lang = d->r->cx->lang;
	const struct tt_field *f = d->f;
	bool any = !bounded(f);
	tt_money m;

	if (!tt_cents(s, 0, most, &m.cents))
		wrong(d, N_("Enter an amount in euro, such as 12,50."), "");
	else if (!any && m.cents < f->min)
		wrong(d, N_("Enter %s or more."),
		    tt_show_money(a, lang, tt_cents_of(f->min)));
	else if (!any && m.cents > f->max)
		wrong(d, N_("Enter %s or less."),
		    tt_show_money(a, lang, tt_cents_of(f->max)));
	else
		*(tt_money *)tt_field_at(f, d->out) = m;
}

static void
read_day(struct reading *d, const char *s)
{
	struct tt_arena *a = d->r->cx->arena;
	enum tt_lang lang = d->r->cx->lang;
	const struct tt_field *f = d->f;
	bool any = !bounded(f);
	tt_day day;

	if (!tt_day_parse(s, &day))
		wrong(d, N_("Choose a day, or write it as 2026-12-18."), "");
	else if (!any && day.n < f->min)
		wrong(d, N_("Choose %s or later."),
		    tt_show_day(a, lang, (tt_day){ f->min }));
	else if (!any && day.n > f->max)
		wrong(d, N_("Choose %s or earlier."),
		    tt_show_day(a, lang, (tt_day){ f->max }));
	else
		*(tt_day *)tt_field_at(f, d->out) = day;
}

static void
read_enum(struct reading *d, const char *s)
{
	int which = tt_word(d->f->words, s);

	if (which < 0)
		wrong(d, N_("Choose one of the answers."), "");
	else
		*(unsigned *)tt_field_at(d->f, d->out) = (unsigned)which;
}

/* A value that is neither text nor a tick, and was typed. */
static void
read_value(struct reading *d, const char *typed)
{
	const char *s = tt_trim(d->r->cx->arena, typed);

	if (*s == '\0' && d->f->type != TT_F_ENUM) {
		if (d->f->required)
			wrong(d, N_("Please fill this in."), "");
		return;
	}
	switch ((enum tt_field_type)d->f->type) {
	case TT_F_INT:
		read_int(d, s);
		return;
	case TT_F_MONEY:
		read_money(d, s);
		return;
	case TT_F_DAY:
		read_day(d, s);
		return;
	case TT_F_ENUM:
		if (*s != '\0' || d->f->required ||
		    tt_word(d->f->words, s) >= 0)
			read_enum(d, s);
		return;
	case TT_F_TIME:
		tt_fault(TT_FAULT_MACHINE, "%s: a form asks a day and a "
		    "minute, never a time", d->f->name);
	case TT_F_BOOL:
	case TT_F_TEXT:
	case TT_F_END:
		return;
	}
}

static void
read_field(struct reading *d)
{
	const char *typed = tt_form_raw(d->r, d->f->name);

	if (d->f->type == TT_F_BOOL) {
		*(bool *)tt_field_at(d->f, d->out) = typed != NULL;
		if (typed == NULL && d->f->required)
			wrong(d, N_("Please tick this box."), "");
	} else if (d->f->type == TT_F_TEXT) {
		read_text(d, typed == NULL ? "" : typed);
	} else if (typed != NULL) {
		read_value(d, typed);
	} else if (d->f->required) {
		wrong(d, d->f->type == TT_F_ENUM ?
		    N_("Choose one of the answers.") :
		    N_("Please fill this in."), "");
	}
}

bool
tt_form(struct tt_req *r, const struct tt_field *fields, void *out)
{
	struct reading d = { .r = r, .out = out };

	r->inner->form = fields;
	for (d.f = fields; d.f->type != TT_F_END; d.f++)
		read_field(&d);
	return tt_form_ok(r);
}

#define ERRORS_MAX 64

void
tt_form_error(struct tt_req *r, const char *field, const char *sentence)
{
	if (r->errors == NULL)
		r->errors = TT_NEW_N(r->cx->arena, ERRORS_MAX, struct tt_pair);
	for (size_t i = 0; i < r->n_errors; i++)
		if (tt_eq(r->errors[i].name, field))
			return;
	if (r->n_errors < ERRORS_MAX)
		r->errors[r->n_errors++] = (struct tt_pair){ field,
		    tt_tr(r->cx->lang, sentence) };
}

bool
tt_form_ok(const struct tt_req *r)
{
	return r->n_errors == 0 && !r->inner->twice;
}

size_t
tt_form_list(struct tt_req *r, const char *name, const char **values,
    size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_fields && n < max; i++)
		if (tt_eq(r->fields[i].name, name))
			values[n++] = r->fields[i].value;
	return n;
}

const char *
tt_form_raw(const struct tt_req *r, const char *name)
{
	const char *value = NULL;

	for (size_t i = 0; i < r->n_fields; i++) {
		if (!tt_eq(r->fields[i].name, name))
			continue;
		if (value != NULL) {
			/* answer.c makes it a 400 */
			r->inner->twice = true;
			return NULL;
		}
		value = r->fields[i].value;
	}
	return value;
}

const char *
tt_value(struct tt_out *o, const char *field, const char *kept)
{
	const char *typed = o->r == NULL ? NULL : tt_form_raw(o->r, field);

	if (typed != NULL)
		return typed;
	return kept == NULL ? "" : kept;
}

const char *
tt_fault_of(struct tt_out *o, const char *field)
{
	const struct tt_req *r = o->r;

	for (size_t i = 0; r != NULL && i < r->n_errors; i++)
		if (tt_eq(r->errors[i].name, field))
			return r->errors[i].value;
	return "";
}

const char *
tt_label_of(struct tt_out *o, const char *field)
{
	const struct tt_field *f = o->r == NULL || o->r->inner->form == NULL ?
	    NULL : tt_field_named(o->r->inner->form, field);

	return f == NULL || f->label == NULL ? "" : tt_tr(o->lang, f->label);
}

bool
tt_chosen(struct tt_out *o, const char *field, const char *value, bool kept)
{
	const struct tt_req *r = o->r;
	bool came = false;

	for (size_t i = 0; r != NULL && i < r->n_fields; i++) {
		if (!tt_eq(r->fields[i].name, field))
			continue;
		if (tt_eq(r->fields[i].value, value))
			return true;
		came = true;
	}
	/* A form that was sent without it had it unticked. */
	if (came || (r != NULL && r->method == TT_POST))
		return false;
	return kept;
}
