/*
 * Memory of the sandbox. A pool belongs to one call and dies with it, with
 * every JSON object that was handed to it; nobody frees anything else. A text
 * grows up to a maximum given when it is made, and stays "full" once it was
 * reached, so that only the last step needs to look.
 *
 * No function here returns NULL: a machine without memory ends the program.
 * This is the only file that calls malloc.
 */
#ifndef TT_MEM_H
#define TT_MEM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct json_object;
struct tt_pool;

struct tt_text {
	char *p;  /* NUL-terminated once something was added, else NULL */
	size_t n; /* bytes, without the NUL */
	size_t room;
	size_t max; /* 0 means 16 MiB */
	bool full;  /* something did not fit, and was left out */
};

struct tt_pool *tt_pool_new(void);
void tt_pool_free(struct tt_pool *);

/* Zeroed bytes that live as long as the pool. */
void *tt_pool_alloc(struct tt_pool *, size_t bytes);
char *tt_pool_copy(struct tt_pool *, const char *, size_t n);
const char *tt_pool_fmt(struct tt_pool *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
const char *tt_pool_vfmt(struct tt_pool *, const char *fmt, va_list)
    __attribute__((format(printf, 2, 0)));

/* Hands one reference of a JSON object to the pool; returns the object. */
struct json_object *tt_pool_keep(struct tt_pool *, struct json_object *);

/* Zeroed bytes that outlive a call; tt_mem_free gives them back. */
void *tt_mem_new(size_t bytes);
void tt_mem_free(void *);

void tt_text_add(struct tt_text *, const char *, size_t n);
void tt_text_puts(struct tt_text *, const char *);
void tt_text_fmt(struct tt_text *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Drops the first n bytes. */
void tt_text_cut(struct tt_text *, size_t n);
void tt_text_free(struct tt_text *);

#endif
