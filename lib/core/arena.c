#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/fault.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

#define BLOCK ((size_t)64 << 10)
#define KEEP  16        /* blocks kept over a reset: what most requests use */
#define ALIGN 16

struct block {
	struct block *next;
	size_t        size, used;   /* bytes in data */
	_Alignas(ALIGN) unsigned char data[];
};

struct deferred {
	struct deferred *next;
	void           (*f)(void *);
	void            *what;
};

struct tt_arena {
	struct block    *first, *now;
	struct deferred *deferred;
	size_t           used, max;
};

static struct block *
block_new(size_t size)
{
	struct block *b = malloc(sizeof(*b) + size);

	if (b != NULL) {
		b->next = NULL;
		b->size = size;
		b->used = 0;
		ASAN_POISON_MEMORY_REGION(b->data, size);
	}
	return b;
}

static void
block_free(struct block *b)
{
	ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
	free(b);
}

struct tt_arena *
tt_arena_new(size_t max)
{
	struct tt_arena *a = calloc(1, sizeof(*a));
	struct block *b = block_new(BLOCK);

	/* At start-up there is no tt_try to fault to, and nothing to save. */
	if (a == NULL || b == NULL)
		abort();
	a->first = a->now = b;
	a->max = max;
	return a;
}

static void
empty(struct block *b)
{
	b->used = 0;
	ASAN_POISON_MEMORY_REGION(b->data, b->size);
}

void
tt_arena_reset(struct tt_arena *a)
{
	struct block *b, *next, *last = a->first;
	int kept = 1;

	while (a->deferred != NULL) {
		struct deferred *d = a->deferred;

		a->deferred = d->next;
		d->f(d->what);
	}
	empty(a->first);
	for (b = a->first->next; b != NULL; b = next) {
		next = b->next;
		if (b->size == BLOCK && kept < KEEP) {
			empty(b);
			last->next = b;
			last = b;
			kept++;
		} else {
			block_free(b);
		}
	}
	last->next = NULL;
	a->now = a->first;
	a->used = 0;
}

void
tt_arena_end(struct tt_arena *a)
{
	struct block *b, *next;

	tt_arena_reset(a);
	for (b = a->first; b != NULL; b = next) {
		next = b->next;
		block_free(b);
	}
	free(a);
}

size_t
tt_arena_used(const struct tt_arena *a)
{
	return a->used;
}

static void
grow(struct tt_arena *a, size_t n)
{
	struct block *b;

	if (n > a->max - a->used)
		tt_fault(TT_FAULT_FULL, "arena is full at %zu bytes", a->max);
	if (n <= BLOCK && a->now->next != NULL) {
		a->now = a->now->next;
		return;
	}
	b = block_new(n > BLOCK ? n : BLOCK);
	if (b == NULL)
		tt_fault(TT_FAULT_FULL, "no memory for %zu bytes", n);
	b->next = a->now->next;
	a->now->next = b;
	a->now = b;
}

void *
tt_alloc(struct tt_arena *a, size_t bytes)
{
	unsigned char *p;
	size_t n;

	if (bytes > a->max)
		tt_fault(TT_FAULT_FULL, "arena is full at %zu bytes", a->max);
	n = (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (n == 0)
		n = ALIGN;
	if (n > a->now->size - a->now->used || a->used + n > a->max)
		grow(a, n);
	p = a->now->data + a->now->used;
	a->now->used += n;
	a->used += n;
	ASAN_UNPOISON_MEMORY_REGION(p, bytes);
	memset(p, 0, bytes);
	return p;
}

void *
tt_alloc_n(struct tt_arena *a, size_t n, size_t bytes)
{
	size_t all;

	if (__builtin_mul_overflow(n, bytes, &all))
		tt_fault(TT_FAULT_FULL, "%zu times %zu bytes", n, bytes);
	return tt_alloc(a, all);
}

void
tt_defer(struct tt_arena *a, void (*f)(void *), void *what)
{
	struct deferred *d = TT_NEW(a, struct deferred);

	d->f = f;
	d->what = what;
	d->next = a->deferred;
	a->deferred = d;
}

char *
tt_strndup(struct tt_arena *a, const char *s, size_t n)
{
	char *p = tt_alloc(a, n + 1);

	memcpy(p, s, n);
	return p;
}

char *
tt_strdup(struct tt_arena *a, const char *s)
{
	return tt_strndup(a, s, strlen(s));
}

char *
tt_vprintf(struct tt_arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		tt_fault(TT_FAULT_MACHINE, "cannot format %s", fmt);
	p = tt_alloc(a, (size_t)n + 1);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *
tt_printf(struct tt_arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = tt_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}
