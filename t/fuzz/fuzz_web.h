/* An arena and the input as text, for the fuzzers of lib/web. */
#ifndef FUZZ_WEB_H
#define FUZZ_WEB_H

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "../unit/t_web.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Run f on the bytes in an arena of its own; a fault is a fair answer. */
struct fuzz {
	struct tt_arena *arena;
	const char      *bytes;
	size_t           n;
};

static inline int
fuzz_run(void (*f)(void *), const uint8_t *data, size_t n)
{
	struct fuzz z = { .arena = tt_arena_new((size_t)8 << 20), .n = n };
	struct tt_fault_info why;

	z.bytes = tt_strndup(z.arena, (const char *)data, n);  /* as text */
	if (!tt_try(f, &z, &why))
		assert(why.kind == TT_FAULT_FULL);
	tt_arena_end(z.arena);
	return 0;
}

/* What was accepted is text, in number and size. */
static inline void
fuzz_fields(const struct tt_req *r)
{
	assert(r->n_fields <= TT_FIELDS_MAX && r->n_files <= TT_PARTS_MAX);
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct tt_pair *p = &r->fields[i];

		assert(strlen(p->name) <= TT_NAME_MAX);
		assert(tt_utf8_ok(p->name, strlen(p->name), true));
		assert(tt_utf8_ok(p->value, strlen(p->value), true));
	}
}

#endif
