#include "mem.h"

#include <json-c/json.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 16384, TEXT_MAX = 16 << 20 };

struct chunk {
	struct chunk *next;
	size_t used, room;
	_Alignas(max_align_t) char bytes[];
};

struct kept {
	struct kept *next;
	struct json_object *object;
};

struct tt_pool {
	struct chunk *chunks;
	struct kept *kept;
};

void *
tt_mem_new(size_t bytes)
{
	void *p = calloc(1, bytes > 0 ? bytes : 1);

	if (p == NULL) {
		fputs("stripe-sandbox: out of memory\n", stderr);
		abort();
	}
	return p;
}

void
tt_mem_free(void *p)
{
	free(p);
}

struct tt_pool *
tt_pool_new(void)
{
	return tt_mem_new(sizeof(struct tt_pool));
}

void
tt_pool_free(struct tt_pool *pool)
{
	for (struct kept *k = pool->kept; k != NULL; k = k->next)
		json_object_put(k->object);
	while (pool->chunks != NULL) {
		struct chunk *c = pool->chunks;

		pool->chunks = c->next;
		free(c);
	}
	free(pool);
}

void *
tt_pool_alloc(struct tt_pool *pool, size_t bytes)
{
	const size_t align = _Alignof(max_align_t);
	struct chunk *c = pool->chunks;
	size_t need;

	if (__builtin_add_overflow(bytes, align - 1, &need))
		abort();
	need &= ~(align - 1);
	if (c == NULL || c->room - c->used < need) {
		size_t room = need > CHUNK ? need : CHUNK;

		c = tt_mem_new(sizeof *c + room);
		c->room = room;
		c->next = pool->chunks;
		pool->chunks = c;
	}
	c->used += need;
	return c->bytes + c->used - need;
}

char *
tt_pool_copy(struct tt_pool *pool, const char *s, size_t n)
{
	char *p = tt_pool_alloc(pool, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	return p;
}

const char *
tt_pool_vfmt(struct tt_pool *pool, const char *fmt, va_list ap)
{
	char *text = NULL;
	const char *copy;
	int n = vasprintf(&text, fmt, ap);

	if (n < 0)
		abort();
	copy = tt_pool_copy(pool, text, (size_t)n);
	free(text);
	return copy;
}

const char *
tt_pool_fmt(struct tt_pool *pool, const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = tt_pool_vfmt(pool, fmt, ap);
	va_end(ap);
	return text;
}

struct json_object *
tt_pool_keep(struct tt_pool *pool, struct json_object *object)
{
	struct kept *k = tt_pool_alloc(pool, sizeof *k);

	k->object = object;
	k->next = pool->kept;
	pool->kept = k;
	return object;
}

/* Makes room for n more bytes and a NUL; false when the maximum forbids. */
static bool
text_room(struct tt_text *t, size_t n)
{
	size_t max = t->max > 0 ? t->max : TEXT_MAX;
	size_t want = t->room > 0 ? t->room : 256;
	char *p;

	if (t->full || n > max || t->n > max - n) {
		t->full = true;
		return false;
	}
	while (want < t->n + n + 1)
		want *= 2;
	if (want == t->room)
		return true;
	p = tt_mem_new(want);
	if (t->n > 0)
		memcpy(p, t->p, t->n);
	free(t->p);
	t->p = p;
	t->room = want;
	return true;
}

void
tt_text_add(struct tt_text *t, const char *s, size_t n)
{
	if (n == 0 || !text_room(t, n))
		return;
	memcpy(t->p + t->n, s, n);
	t->n += n;
	t->p[t->n] = '\0';
}

void
tt_text_puts(struct tt_text *t, const char *s)
{
	tt_text_add(t, s, strlen(s));
}

void
tt_text_fmt(struct tt_text *t, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	tt_text_add(t, text, (size_t)n);
	free(text);
}

void
tt_text_cut(struct tt_text *t, size_t n)
{
	if (n >= t->n) {
		t->n = 0;
		t->full = false;
		return;
	}
	memmove(t->p, t->p + n, t->n - n + 1);
	t->n -= n;
	t->full = false;
}

void
tt_text_free(struct tt_text *t)
{
	free(t->p);
	*t = (struct tt_text){ .max = t->max };
}
