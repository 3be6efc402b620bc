/*
 * Fuzzes what stripe-sandbox reads from the network: the request, its path,
 * its form, and the check of that form against every operation. What was read
 * must lie inside the bytes, and reading must not depend on what follows.
 *
 *   perl tools/stripe-sandbox/mkparams.pl \
 *       t/data/stripe/stripe-openapi-subset.json > params.c
 *   clang -g -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined \
 *       -Itools/stripe-sandbox -o fuzz-stripe_http t/fuzz/stripe_http.c \
 *       params.c $(ls tools/stripe-sandbox/[a-z]*.c | grep -v main.c) \
 *       -lsqlite3 -ljson-c -lcurl -lcrypto
 */
#include "api.h"
#include "box.h"
#include "check.h"
#include "http.h"
#include "js.h"
#include "mem.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
inside(struct tt_span s, const char *bytes, size_t n)
{
	if (s.n > 0)
		assert(s.p >= bytes && s.p + s.n <= bytes + n);
}

/* A leaf is text, a node a map; nothing else comes out of a form. */
static void
walk(struct json_object *o, int depth)
{
	assert(depth <= 9);
	if (json_object_is_type(o, json_type_string))
		return;
	assert(json_object_is_type(o, json_type_object));
	json_object_object_foreach(o, key, value)
	{
		assert(key != NULL);
		walk(value, depth + 1);
	}
}

static void
check_form(struct tt_pool *pool, struct tt_span text, size_t which)
{
	struct tt_box box = { .public = "", .prefix = "" };
	struct tt_call c = { .box = &box,
		.pool = pool,
		.account = "",
		.path = "",
		.headers = "" };
	const char *why = NULL;
	struct json_object *form = tt_form_read(pool, text, &why);
	size_t ops = 0;

	assert(form != NULL || why != NULL);
	if (form == NULL)
		return;
	walk(form, 0);
	while (tt_operations[ops].method != NULL)
		ops++;
	/* Either a typed object, or an answer of 400. */
	if (tt_check(&c, &tt_operations[which % ops], form) == NULL)
		assert(c.status == 400 && c.body != NULL);
}

static void
check_request(struct tt_pool *pool, const char *bytes, size_t n)
{
	struct tt_http h, again;
	int status = tt_http_read(&h, bytes, n);

	if (status != 200)
		return;
	assert(h.length <= n && h.headers <= TT_HTTP_HEADERS);
	inside(h.method, bytes, n);
	inside(h.path, bytes, n);
	inside(h.query, bytes, n);
	inside(h.body, bytes, n);
	for (size_t i = 0; i < h.headers; i++) {
		inside(h.names[i], bytes, n);
		inside(h.values[i], bytes, n);
	}
	assert(tt_http_read(&again, bytes, h.length) == 200);
	assert(again.length == h.length);
	(void)tt_http_path(pool, h.path);
	(void)tt_http_text(&h, pool, "Authorization");
	check_form(pool, h.query, n);
	check_form(pool, h.body, n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct tt_pool *pool = tt_pool_new();
	/* A copy of the exact size: reading past it is seen. */
	char *bytes = malloc(n > 0 ? n : 1);

	memcpy(bytes, data, n);
	check_request(pool, bytes, n);
	if (n > 2)
		check_form(pool, (struct tt_span){ bytes + 2, n - 2 },
		    (size_t)data[0] * 256 + data[1]);
	tt_pool_free(pool);
	free(bytes);
	return 0;
}
