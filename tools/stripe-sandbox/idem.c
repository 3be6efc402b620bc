/* Idempotency keys: the first answer under a key is the only one. */
#include "api.h"
#include "box.h"
#include "http.h"
#include "js.h"
#include "mem.h"
#include "sql.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

enum { KEPT_SECONDS = 24 * 3600 };

const char *
tt_idem_hash(struct tt_call *c, struct json_object *form)
{
	const char *text = tt_pool_fmt(c->pool, "%s\n%s", c->path,
	    json_object_to_json_string_ext(form, JSON_C_TO_STRING_PLAIN));
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	char *hex;

	EVP_Digest(text, strlen(text), md, &n, EVP_sha256(), NULL);
	hex = tt_pool_alloc(c->pool, 2 * (size_t)n + 1);
	for (unsigned i = 0; i < n; i++)
		snprintf(hex + 2 * i, 3, "%02x", md[i]);
	return hex;
}

static void
replay(struct tt_call *c, sqlite3_stmt *st)
{
	c->status = (int)sqlite3_column_int64(st, 1);
	c->type = "application/json";
	c->length = (size_t)sqlite3_column_bytes(st, 2);
	c->body = tt_pool_copy(c->pool, tt_sql_text(st, 2), c->length);
	c->headers = tt_pool_fmt(c->pool,
	    "%sIdempotent-Replayed: true\r\nOriginal-Request: %s\r\n",
	    c->headers, tt_sql_text(st, 3));
}

bool
tt_idem_answer(struct tt_call *c, const char *hash)
{
	bool same, ready;
	sqlite3_stmt *st;

	tt_sql_run(c->box, "DELETE FROM idem WHERE created < ?", "i",
	    c->now - KEPT_SECONDS);
	st = tt_sql(c->box,
	    "SELECT hash, status, body, request, ready_ms"
	    " FROM idem WHERE account = ? AND key = ?",
	    "ss", c->account, c->key);
	if (!tt_sql_row(c->box, st))
		return false;
	same = strcmp(tt_sql_text(st, 0), hash) == 0;
	ready = sqlite3_column_int64(st, 4) <= tt_clock_real_ms();
	if (same && ready)
		replay(c, st);
	tt_sql_leave(st);
	if (!same)
		tt_fail_as(c, 400, "idempotency_error", NULL,
		    tt_pool_fmt(c->pool,
			"Keys for idempotent requests can "
			"only be used with the same parameters they "
			"were first used with. Try using a key other "
			"than '%s' if you meant to execute a "
			"different request.",
			c->key));
	else if (!ready)
		tt_fail_as(c, 409, "idempotency_error",
		    "idempotency_key_in_use",
		    tt_pool_fmt(c->pool,
			"There is currently another in-progress request using "
			"this Idempotent Key (that probably means you "
			"submitted twice, and the other request is "
			"still going through): %s. Please try again "
			"later.",
			c->key));
	return true;
}

void
tt_idem_keep(struct tt_call *c, const char *hash)
{
	int64_t ready = tt_clock_real_ms();

	if (c->wait == TT_ANSWER_LATE)
		ready += c->ready_ms - tt_clock_ms();
	tt_sql_run(c->box,
	    "INSERT INTO idem(account, key, hash, status, body,"
	    " request, created, ready_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    "sssissii", c->account, c->key, hash, (int64_t)c->status, c->body,
	    c->id, c->now, ready);
}
