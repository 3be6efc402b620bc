/*
 * Markdown: what members write makes no tag but the few of a text, and what
 * we write no script.
 */
#include "fuzz_web.h"
#include "web/markdown.h"

static const char *const plain[] = { "p>", "/p>", "em>", "/em>", "strong>",
	"/strong>", "ul>", "/ul>", "ol>", "/ol>", "ol start=\"", "li>",
	"/li>", "blockquote>", "/blockquote>", "pre>", "/pre>", "code>",
	"code class=\"language-", "/code>", "br />", "hr />", NULL };

static bool
begins_with_one(const char *s)
{
	for (size_t i = 0; plain[i] != NULL; i++)
		if (tt_starts(s, plain[i]))
			return true;
	return false;
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	struct tt_req *r = t_req(z->arena);
	const char *html;

	if (!tt_utf8_ok(z->bytes, z->n, true))
		return;
	html = tt_markdown(z->arena, z->bytes).s;
	for (const char *s = html; (s = strchr(s, '<')) != NULL; s++)
		assert(begins_with_one(s + 1));
	html = tt_markdown_ours(r->out, z->bytes).s;
	assert(strstr(html, "<script") == NULL);
	assert(strstr(html, "=\"javascript:") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
