/* From columns to the fields of a struct. */
#include <string.h>

#include "core/text.h"
#include "db/engine.h"

const struct tt_field tt_number_fields[] = {
	TT_FIELD(struct tt_number, n), { 0 } };

const char *
tt_row_match(struct tt_arena *a, struct tt_statement *s,
    const char *(*name)(void *, int), void *arg, int columns)
{
	const struct tt_query *q = s->q;
	int fields = 0;

	if (q->row == NULL)
		return columns == 0 ? NULL : "it returns rows, and has no "
		    "field table";
	if (columns > TT_COLUMNS)
		return "too many columns";
	for (const struct tt_field *f = q->row; f->type != TT_F_END; f++)
		fields++;
	for (int c = 0; c < columns; c++) {
		const char *column = name(arg, c);

		s->field[c] = tt_field_named(q->row, column);
		if (s->field[c] == NULL)
			return tt_printf(a, "column %s has no field", column);
		for (int k = 0; k < c; k++)
			if (s->field[k] == s->field[c])
				return tt_printf(a, "column %s comes twice",
				    column);
	}
	s->columns = columns;
	return columns == fields ? NULL : tt_printf(a, "%d columns, %d fields",
	    columns, fields);
}

void *
tt_row_next(struct tt_ctx *cx, const struct tt_query *q, struct tt_rows *rows,
    size_t *room)
{
	if (rows->n == *room) {
		size_t more = *room == 0 ? 4 : *room * 2;
		char *v = tt_alloc_n(cx->arena, more, q->size);

		if (rows->n > 0)
			memcpy(v, rows->v, rows->n * q->size);
		rows->v = v;
		*room = more;
	}
	return (char *)rows->v + rows->n++ * q->size;
}

static int64_t
number_in(const char *s, size_t n)
{
	bool minus = n > 0 && s[0] == '-';
	uint64_t v = 0;

	for (size_t i = minus; i < n && tt_is_digit(s[i]); i++)
		v = v * 10 + (uint64_t)(s[i] - '0');
	return minus ? (int64_t)(0 - v) : (int64_t)v;
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

void
tt_row_text(struct tt_ctx *cx, const struct tt_field *f, void *row,
    const char *s, size_t n)
{
	char *at = (char *)row + f->at;
	int word;

	switch ((enum tt_field_type)f->type) {
	case TT_F_TEXT:
		*(const char **)at = tt_strndup(cx->arena, s, n);
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
		tt_row_int(f, row, number_in(s, n));
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
