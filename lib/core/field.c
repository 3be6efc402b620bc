#include "core/field.h"
#include "core/text.h"

const struct tt_field *
tt_field_named(const struct tt_field *f, const char *name)
{
	for (; f->type != TT_F_END; f++)
		if (tt_eq(f->name, name))
			return f;
	return NULL;
}
