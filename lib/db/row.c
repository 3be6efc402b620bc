/* From columns to the fields of a struct. */
#include <string.h>

#include "core/text.h"
#include "db/engine.h"

const struct tt_field tt_number_fields[] = {
	TT_FIELD(struct tt_number, n), { 0 } };

static bool
fits(const struct tt_field *f, const struct tt_column *column)
{
	bool text = f->type == TT_F_TEXT || f->type == TT_F_ENUM;

	return column->kind == TT_COLUMN_ANY ||
	    text == (column->kind == TT_COLUMN_TEXT);
}

const char *
tt_row_match(struct tt_arena *a, struct tt_statement *s,
    struct tt_column (*column)(const void *, int), const void *arg,
    int columns)
{
	uint64_t seen = 0;

	if (s->q->row == NULL)
		return columns == 0 ? NULL : "it returns rows, and has no "
		    "field table";
	if (columns > TT_COLUMNS)
		return "too many columns";
	for (int c = 0; c < columns; c++) {
		struct tt_column k = column(arg, c);
		const struct tt_field *f = tt_field_named(s->q->row, k.name);
		uint64_t bit;

		if (f == NULL || f - s->q->row >= TT_COLUMNS)
			return tt_printf(a, "column %s has no field", k.name);
		if (!fits(f, &k))
			return tt_printf(a, "column %s is %s, its field is "
			    "not", k.name, k.kind == TT_COLUMN_TEXT ? "text" :
			    "a number");
		bit = (uint64_t)1 << (f - s->q->row);
		if (seen & bit)
			return tt_printf(a, "column %s comes twice", k.name);
		seen |= bit;
		s->field[c] = f;
	}
	s->columns = columns;
	for (int i = 0; s->q->row[i].type != TT_F_END; i++)
		if (i >= TT_COLUMNS || !(seen & (uint64_t)1 << i))
			return tt_printf(a, "field %s has no column",
			    s->q->row[i].name);
	return NULL;
}

void *
tt_row_next(struct tt_ctx *cx, const struct tt_query *q, struct tt_rows *rows,
    size_t *room, size_t limit)
{
	if (rows->n == *room) {
		size_t more = *room == 0 ? 8 : *room * 2;
		char *v;

		if (more > limit)
			more = limit;
		v = tt_alloc_n(cx->arena, more, q->size);
		if (rows->n > 0)
			memcpy(v, rows->v, rows->n * q->size);
		rows->v = v;
		*room = more;
	}
	return (char *)rows->v + rows->n++ * q->size;
}

void
tt_row_int(const struct tt_field *f, void *row, int64_t v)
{
	char *at = (char *)row + f->at;

	switch ((enum tt_field_type)f->type) {
	case TT_F_BOOL:
		*(bool *)at = v != 0;
		break;
	case TT_F_INT:
	case TT_F_TIME:
	case TT_F_DAY:
	case TT_F_MONEY:
		memcpy(at, &v, sizeof(v));
		break;
	case TT_F_TEXT:
	case TT_F_ENUM:
	case TT_F_END:
		tt_fault(TT_FAULT_MACHINE, "column %s is a number", f->name);
	}
}

static int64_t
number_in(const struct tt_field *f, const char *s)
{
	int64_t v;

	if (!tt_int(s, INT64_MIN, INT64_MAX, &v))
		tt_fault(TT_FAULT_MACHINE, "column %s is no whole number",
		    f->name);
	return v;
}

void
tt_row_text(struct tt_ctx *cx, const struct tt_field *f, void *row,
    const char *s, size_t n)
{
	char *at = (char *)row + f->at;
	int word;

	switch ((enum tt_field_type)f->type) {
	case TT_F_TEXT:
		*(const char **)at = n == 0 ? "" :
		    tt_strndup(cx->arena, s, n);
		break;
	case TT_F_ENUM:
		word = tt_word(f->words, s);
		if (word < 0)
			tt_fault(TT_FAULT_MACHINE, "column %s: no such word",
			    f->name);
		*(unsigned int *)at = (unsigned int)word;
		break;
	case TT_F_BOOL:
		*(bool *)at = n == 1 && (s[0] == 't' || s[0] == '1');
		break;
	case TT_F_INT:
	case TT_F_TIME:
	case TT_F_DAY:
	case TT_F_MONEY:
		tt_row_int(f, row, number_in(f, s));
		break;
	case TT_F_END:
		break;
	}
}

void
tt_row_null(const struct tt_field *f, void *row)
{
	if (f->type == TT_F_TEXT)
		*(const char **)((char *)row + f->at) = "";
}
