/* Paths and routes: what is accepted is text and stays below the root. */
#include "fuzz_web.h"

static void
nothing(struct tt_req *r)
{
	(void)r;
}

static const struct tt_route table[] = {
	{ TT_GET,  "/",          TT_ANYONE, nothing, 0 },
	{ TT_GET,  "/a/#/b/*",   TT_ANYONE, nothing, 0 },
	{ TT_POST, "/a/#/b/#",   TT_ANYONE, nothing, 0 },
	{ TT_GET,  "/*/*/*",     TT_ANYONE, nothing, 0 },
	{ 0 }
};

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	struct tt_req *r = t_req(z->arena);
	enum tt_lang lang = TT_NL;
	const char *path;
	unsigned allow;
	bool has;

	if (!tt_parse_path(z->arena, z->bytes, &lang, &has, &path))
		return;
	assert(path[0] == '/' && tt_utf8_ok(path, strlen(path), false));
	assert(strstr(path, "//") == NULL && strstr(path, "/../") == NULL);
	assert(strchr(path, '\\') == NULL && !tt_ends(path, "/.."));
	assert(tt_path_ours(path));
	if (tt_route_find(table, TT_GET, path, r, &allow) != NULL)
		assert(r->arg[0] >= 0 && (allow & 2) != 0);
	if (tt_route_find(table, TT_POST, path, r, &allow) != NULL)
		assert(r->arg[0] > 0 && r->arg[1] > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
