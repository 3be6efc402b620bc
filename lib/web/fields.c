/*
 * The tags of fields. They are written here and not in a page, because most
 * of their attributes come and go with the field's properties.
 */
#include <string.h>

#include "core/text.h"
#include "web/fields.h"
#include "web/inner.h"

const char *
tt_field_id(const struct tt_input *f)
{
	return f->id == NULL ? f->name : f->id;
}

static bool
is_wrong(struct tt_out *o, const struct tt_input *f)
{
	return tt_fault_of(o, f->name)[0] != '\0';
}

const char *
tt_field_class(struct tt_out *o, const struct tt_input *f)
{
	if (is_wrong(o, f))
		return f->wide ? "field wide wrong" : "field wrong";
	return f->wide ? "field wide" : "field";
}

/* One attribute; none when there is no value. */
static void
attr(struct tt_out *o, const char *name, const char *value)
{
	if (value == NULL)
		return;
	TT_LIT(o, " ");
	tt_buf_adds(&o->b, name);
	TT_LIT(o, "=\"");
	tt_put_text(o, value);
	TT_LIT(o, "\"");
}

static void
attr_if(struct tt_out *o, const char *name, bool there)
{
	if (!there)
		return;
	TT_LIT(o, " ");
	tt_buf_adds(&o->b, name);
}

static void
attr_int(struct tt_out *o, const char *name, int64_t n)
{
	if (n > 0)
		attr(o, name, tt_s_int(o, n));
}

/* Which texts explain the field: its hint, what is wrong with it. */
static void
described(struct tt_out *o, const struct tt_input *f)
{
	const char *id = tt_field_id(f);
	bool hint = f->hint != NULL && f->hint[0] != '\0';
	bool wrong = is_wrong(o, f);

	if (wrong)
		attr(o, "aria-invalid", "true");
	if (hint && wrong)
		attr(o, "aria-describedby", tt_printf(o->arena, "%s-h %s-e",
		    id, id));
	else if (hint || wrong)
		attr(o, "aria-describedby", tt_printf(o->arena, "%s-%s", id,
		    hint ? "h" : "e"));
}

static void
common(struct tt_out *o, const struct tt_input *f)
{
	attr(o, "id", tt_field_id(f));
	attr(o, "name", f->name);
	attr(o, "class", f->small ? "short" : NULL);
	attr(o, "autocomplete", f->complete);
	attr_int(o, "maxlength", f->most);
	attr_if(o, "required", !f->optional);
	attr_if(o, "autofocus", f->focus);
	described(o, f);
}

void
tt_tag_input(struct tt_out *o, const struct tt_input *f)
{
	const char *type = f->type == NULL ? "text" : f->type;
	bool shown = !tt_eq(type, "password") && !tt_eq(type, "file");

	TT_LIT(o, "<input");
	attr(o, "type", type);
	common(o, f);
	attr(o, "inputmode", f->mode);
	attr(o, "min", f->min);
	attr(o, "max", f->max);
	attr(o, "step", f->step);
	attr(o, "accept", f->accept);
	attr_if(o, "multiple", f->several);
	if (f->place) {
		attr(o, "list", tt_printf(o->arena, "%s-list",
		    tt_field_id(f)));
		attr(o, "data-place", "/api/v1/places");
	}
	if (shown)
		attr(o, "value", tt_value(o, f->name, f->kept));
	TT_LIT(o, ">");
}

void
tt_tag_money(struct tt_out *o, const struct tt_input *f)
{
	struct tt_input money = *f;

	money.mode = "decimal";
	money.small = true;
	tt_tag_input(o, &money);
}

void
tt_tag_file(struct tt_out *o, const struct tt_input *f)
{
	struct tt_input file = *f;

	file.type = "file";
	tt_tag_input(o, &file);
}

void
tt_tag_area(struct tt_out *o, const struct tt_input *f)
{
	TT_LIT(o, "<textarea");
	attr_int(o, "rows", f->rows == 0 ? 4 : f->rows);
	common(o, f);
	/* A browser drops the first newline: it may be one of the text. */
	TT_LIT(o, ">\n");
	tt_put_text(o, tt_value(o, f->name, f->kept));
	TT_LIT(o, "</textarea>");
}

void
tt_tag_select(struct tt_out *o, const struct tt_input *f)
{
	const char *value = tt_value(o, f->name, f->kept);

	TT_LIT(o, "<select");
	common(o, f);
	TT_LIT(o, ">");
	for (const struct tt_option *c = f->options; c->value != NULL; c++) {
		TT_LIT(o, "<option");
		attr(o, "value", c->value);
		attr_if(o, "selected", tt_eq(c->value, value));
		TT_LIT(o, ">");
		tt_put_text(o, c->label);
		TT_LIT(o, "</option>");
	}
	TT_LIT(o, "</select>");
}

/* Is `word` among the words of `list`, which blanks part? */
static bool
among(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (*list != '\0') {
		size_t m = strcspn(list, " ");

		if (m == n && memcmp(list, word, n) == 0)
			return true;
		list += m;
		list += *list == ' ';
	}
	return false;
}

void
tt_tag_tick(struct tt_out *o, const struct tt_input *f,
    const struct tt_option *c, const char *type, size_t which)
{
	const char *id = tt_field_id(f);
	bool radio = tt_eq(type, "radio"), kept = f->on;

	if (c != NULL && f->kept != NULL)
		kept = radio ? tt_eq(f->kept, c->value) :
		    among(f->kept, c->value);
	TT_LIT(o, "<input");
	attr(o, "type", type);
	attr(o, "id", which == 0 ? id : tt_printf(o->arena, "%s-%zu", id,
	    which));
	attr(o, "name", f->name);
	attr(o, "value", c != NULL ? c->value : f->value != NULL ? f->value :
	    "1");
	attr_if(o, "checked", tt_chosen(o, f->name, c != NULL ? c->value :
	    f->value != NULL ? f->value : "1", kept));
	attr_if(o, "required", !f->optional && (radio || c == NULL));
	described(o, f);
	TT_LIT(o, ">");
}

const struct tt_option *
tt_options(struct tt_out *o, const struct tt_option *table)
{
	struct tt_option *copy;
	size_t n = 0;

	while (table[n].value != NULL)
		n++;
	copy = TT_NEW_N(o->arena, n + 1, struct tt_option);
	for (size_t i = 0; i < n; i++)
		copy[i] = (struct tt_option){ table[i].value,
		    tt_tr(o->lang, table[i].label), table[i].note == NULL ?
		    NULL : tt_tr(o->lang, table[i].note) };
	return copy;
}

const char *
tt_kept_int(struct tt_out *o, int64_t n)
{
	return n == 0 ? "" : tt_s_int(o, n);
}

const char *
tt_kept_day(struct tt_out *o, tt_day d)
{
	return d.n == 0 ? "" : tt_day_iso(o->arena, d);
}

const char *
tt_kept_money(struct tt_out *o, tt_money m)
{
	return m.cents == 0 ? "" : tt_printf(o->arena, "%lld%s%02lld",
	    (long long)(m.cents / 100), o->lang == TT_EN ? "." : ",",
	    (long long)(m.cents % 100));
}
