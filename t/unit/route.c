#include <inttypes.h>

#include "t.h"
#include "t_web.h"

static void
nothing(struct tt_req *r)
{
	(void)r;
}

static const struct tt_route table[] = {
	{ TT_GET,  "/",                TT_ANYONE,    nothing, 0 },
	{ TT_GET,  "/pets/new",        TT_OWNER,     nothing, 0 },
	{ TT_GET,  "/pets/#",          TT_OWNER,     nothing, 0 },
	{ TT_POST, "/pets/#",          TT_OWNER,     nothing, 0 },
	{ TT_POST, "/pets/#/photo/#",  TT_OWNER,     nothing, 0 },
	{ TT_GET,  "/help/*",          TT_ANYONE,    nothing, 0 },
	{ TT_GET,  "/help/*/of/*",     TT_ANYONE,    nothing, 0 },
	{ 0 }
};

static struct tt_arena *arena;

/* "pattern args words", "404", or "405 allowed". */
static const char *
find(enum tt_method method, const char *path)
{
	struct tt_req *r = t_req(arena);
	unsigned allow;
	const struct tt_route *row = tt_route_find(table, method, path, r,
	    &allow);

	if (row == NULL)
		return allow == 0 ? "404" : tt_printf(arena, "405 %u", allow);
	return tt_printf(arena, "%s %" PRId64 " %" PRId64 " %s %s", row->path,
	    r->arg[0], r->arg[1], r->word[0] == NULL ? "-" : r->word[0],
	    r->word[1] == NULL ? "-" : r->word[1]);
}

static const char *
check(struct tt_route row)
{
	struct tt_route rows[] = { row, { 0 } };

	return tt_routes_check(rows);
}

static void
tables(void)
{
	ok(tt_routes_check(table) == NULL, "a whole table is fine");
	ok(check((struct tt_route){ TT_GET, "/a", 0, nothing, 0 }) != NULL,
	    "a row that does not say who may come in");
	ok(check((struct tt_route){ 0, "/a", TT_ANYONE, nothing, 0 }) != NULL,
	    "a row without a method");
	ok(check((struct tt_route){ TT_GET, "a", TT_ANYONE, nothing, 0 }) !=
	    NULL, "a path that does not begin with a slash");
	ok(check((struct tt_route){ TT_GET, "/a", TT_ANYONE, NULL, 0 }) !=
	    NULL, "a row without a handler");
	ok(check((struct tt_route){ TT_GET, "/a", TT_WEBHOOK, nothing, 0 }) !=
	    NULL, "a webhook that is a GET");
	ok(check((struct tt_route){ TT_POST, "/a", TT_MACHINE, nothing, 0 }) !=
	    NULL, "a machine's route that is a POST");
}

static void
languages(void)
{
	is(tt_best_lang(""), TT_NL, "nothing asked: Dutch");
	is(tt_best_lang("fr"), TT_FR, "French");
	is(tt_best_lang("de-AT, en;q=0.5"), TT_DE, "German of Austria");
	is(tt_best_lang("en;q=0.5,fr;q=0.51"), TT_FR, "the heavier one");
	is(tt_best_lang("en;q=0,fr;q=0.001"), TT_FR, "0 is not wanted");
	is(tt_best_lang("es,it"), TT_NL, "none of ours: Dutch");
	is(tt_best_lang("*"), TT_NL, "any: Dutch");
	is(tt_best_lang(",,;q=,fr;q=x"), TT_FR, "a weight that is none is 1");
}

int
main(void)
{
	arena = tt_arena_new((size_t)8 << 20);
	is_str(find(TT_GET, "/"), "/ 0 0 - -", "the first page");
	is_str(find(TT_GET, "/pets/new"), "/pets/new 0 0 - -", "a plain path");
	is_str(find(TT_GET, "/pets/7"), "/pets/# 7 0 - -", "an id");
	is_str(find(TT_POST, "/pets/7"), "/pets/# 7 0 - -", "… by POST");
	is_str(find(TT_POST, "/pets/7/photo/8"), "/pets/#/photo/# 7 8 - -",
	    "two ids");
	is_str(find(TT_GET, "/help/a.b"), "/help/* 0 0 a.b -", "a word");
	is_str(find(TT_GET, "/help/a/of/b"), "/help/*/of/* 0 0 a b",
	    "two words");
	is_str(find(TT_GET, "/pets"), "404", "less than a path");
	is_str(find(TT_GET, "/pets/"), "404", "an empty id");
	is_str(find(TT_GET, "/pets/7/"), "404", "a slash too many");
	is_str(find(TT_GET, "/pets/07"), "404", "a zero in front");
	is_str(find(TT_GET, "/pets/-7"), "404", "below zero");
	is_str(find(TT_GET, "/pets/9223372036854775808"), "404", "too large");
	is_str(find(TT_GET, "/pets/11111111111111111111"), "404", "too long");
	is_str(find(TT_GET, "/help/é"), "404", "not a plain word");
	is_str(find(TT_GET, "/Help/a"), "404", "capitals differ");
	is_str(find(TT_GET, "/pets/7/photo/8"), "405 4", "POST only");
	is_str(find(TT_POST, "/"), "405 2", "GET only");
	tables();
	languages();
	tt_arena_end(arena);
	return t_done();
}
