/*
 * Mails that are written: to, reply-to and subject are the first lines, the
 * rest is what they say. Whatever stands in them, there is one header of each
 * kind, all of it is ASCII in lines of at most 998, and nothing of ours is
 * addressed to anybody else.
 */
#include "fuzz_web.h"
#include "net/mail.h"

static size_t
starting_with(const char *text, const char *with)
{
	size_t n = tt_starts(text, with);

	while ((text = strstr(text, "\r\n")) != NULL) {
		text += 2;
		n += tt_starts(text, with);
	}
	return n;
}

static void
lines_are_right(const char *text)
{
	for (const char *end; (end = strstr(text, "\r\n")) != NULL;
	    text = end + 2) {
		assert(end - text <= 998);
		for (; text < end; text++)
			assert(*text == '\t' || (*text >= ' ' &&
			    *text <= '~'));
	}
	assert(*text == '\0');
}

static void
one(void *arg)
{
	const struct fuzz *z = arg;
	const struct tt_conf conf = { .mail_from = "post@example.be" };
	struct tt_ctx cx = { .arena = z->arena, .conf = &conf,
	    .now = { 1796126400 } };
	char *rest = tt_strdup(z->arena, z->bytes);
	struct tt_mail m = { .id = 7, .to = strsep(&rest, "\n") };
	const char *text, *head;

	m.reply_to = rest == NULL ? NULL : strsep(&rest, "\n");
	m.subject = rest == NULL ? "" : strsep(&rest, "\n");
	m.text = m.html = rest == NULL ? "" : rest;
	text = tt_mime(&cx, &m);
	if (text == NULL)
		return;
	lines_are_right(text);
	head = tt_strndup(z->arena, text, (size_t)(strstr(text, "\r\n\r\n") -
	    text));
	assert(starting_with(head, "To: ") == 1);
	assert(starting_with(head, "From: ") == 1);
	assert(starting_with(head, "Subject: ") == 1);
	assert(starting_with(head, "Reply-To: ") == (m.reply_to != NULL));
	assert(starting_with(head, "Content-Type: ") == 1);
	assert(starting_with(head, "Bcc") == 0 &&
	    starting_with(head, "Cc") == 0);
	assert(strstr(head, tt_printf(z->arena, "To: <%s>\r\n", m.to)) !=
	    NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return fuzz_run(one, data, n);
}
