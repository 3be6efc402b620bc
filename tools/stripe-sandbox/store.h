/*
 * Stripe's objects: what an answer shows (the body), and what only the
 * sandbox knows of it (hidden). Objects belong to the platform's account ("")
 * or to a connected one. Everything read lives in the call's pool.
 */
#ifndef TT_STORE_H
#define TT_STORE_H

#include <stdbool.h>
#include <stdint.h>

struct json_object;
struct tt_box;
struct tt_call;

/* By id, whoever's it is; NULL when there is none. */
struct json_object *tt_store_get(struct tt_call *, const char *id);
/* By kind and id, of the call's own account; NULL when there is none. */
struct json_object *tt_store_find(
    struct tt_call *, const char *kind, const char *id);

/*
 * Keeps a new object, of the call's account or another. It has "id",
 * "object" and "created"; hidden may be NULL. The pool takes over both.
 */
void tt_store_add(
    struct tt_call *, struct json_object *, struct json_object *hidden);
void tt_store_add_for(struct tt_call *, const char *account,
    struct json_object *, struct json_object *hidden);
/* Keeps an object's new state. */
void tt_store_save(struct tt_call *, struct json_object *);
void tt_store_remove(struct tt_call *, const char *id);

/* What only the sandbox knows of an object; an empty map when nothing. */
struct json_object *tt_store_hidden(struct tt_call *, const char *id);
void tt_store_hide(struct tt_call *, const char *id, struct json_object *);

/* One condition of a list: a member of the object and its value. */
struct tt_filter {
	const char *name, *value;
};

struct tt_listing {
	const char *kind;
	struct tt_filter filters[8];
	int n;
	int64_t from, until;        /* created, both included; 0: open */
	const char *after, *before; /* ids, or NULL */
	const char *unsent;         /* events: "1" undelivered, "0" all
	                                  * delivered, or NULL */
	struct json_object *types;  /* events: any of these, or NULL */
	int64_t limit;
	bool more; /* set: there are further ones */
};

/* An array, newest first. */
struct json_object *tt_store_list(struct tt_call *, struct tt_listing *);

/* Something that will happen to an object at an instant. */
void tt_timer_set(
    struct tt_box *, const char *kind, const char *id, int64_t due);
void tt_timer_stop(struct tt_box *, const char *kind, const char *id);

/* Small facts by name; -1 when unknown. */
int64_t tt_meta_get(struct tt_box *, const char *name);
void tt_meta_set(struct tt_box *, const char *name, int64_t value);

#endif
