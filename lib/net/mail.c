#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/fault.h"
#include "core/text.h"
#include "net/mail.h"

#define MAIL_MAX ((size_t)1 << 20)

/* Printable ASCII, no angle brackets or blanks: nothing to inject with. */
static bool
address_ok(const char *s)
{
	if (strchr(s, '@') == NULL || strlen(s) > 254)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("<>,;:\"\\()[]", *s))
			return false;
	return true;
}

/* Base64 in lines of 76. */
static void
add_base64(struct tt_buf *b, const char *text)
{
	const int how = sodium_base64_VARIANT_ORIGINAL;
	size_t n = strlen(text);

	for (size_t at = 0; at < n; at += 57) {
		size_t piece = n - at < 57 ? n - at : 57;
		char line[80];

		sodium_bin2base64(line, sizeof(line),
		    (const unsigned char *)text + at, piece, how);
		tt_buf_adds(b, line);
		tt_buf_adds(b, "\r\n");
	}
}

/* RFC 2047, in pieces of 39 bytes cut between characters. */
static void
add_subject(struct tt_buf *b, const char *s)
{
	const int how = sodium_base64_VARIANT_ORIGINAL;
	bool first = true;

	while (*s != '\0') {
		size_t n = strnlen(s, 39);
		char word[64];

		while (n > 0 && s[n] != '\0' && (s[n] & 0xc0) == 0x80)
			n--;
		sodium_bin2base64(word, sizeof(word),
		    (const unsigned char *)s, n, how);
		tt_buf_printf(b, "%s=?UTF-8?B?%s?=", first ? "" : "\r\n ",
		    word);
		first = false;
		s += n;
	}
	tt_buf_adds(b, "\r\n");
}

static void
add_date(struct tt_buf *b, tt_time now)
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon",
	    "Tue", "Wed" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t day = now.s / TT_DAY, left = now.s % TT_DAY;
	struct tt_wall w = tt_day_wall((tt_day){ day });

	tt_buf_printf(b, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
	    days[day % 7], w.date, months[w.month - 1], w.year,
	    (int)(left / 3600), (int)(left / 60 % 60), (int)(left % 60));
}

static void
add_part(struct tt_buf *b, const char *mark, const char *type,
    const char *text)
{
	tt_buf_printf(b, "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: base64\r\n\r\n", mark, type);
	add_base64(b, text);
}

const char *
tt_mime(struct tt_ctx *cx, const struct tt_mail *m)
{
	struct tt_buf b = tt_buf_in(cx->arena, MAIL_MAX);
	const char *from = cx->conf->mail_from, *host = strchr(from, '@');
	const char *mark = tt_printf(cx->arena, "tt-%" PRId64, m->id);

	if (!address_ok(m->to) || !address_ok(from) ||
	    (m->reply_to != NULL && !address_ok(m->reply_to)))
		return NULL;
	tt_buf_printf(&b, "From: TailTribe <%s>\r\nTo: <%s>\r\n", from, m->to);
	if (m->reply_to != NULL)
		tt_buf_printf(&b, "Reply-To: <%s>\r\n", m->reply_to);
	tt_buf_adds(&b, "Subject: ");
	add_subject(&b, m->subject);
	add_date(&b, cx->now);
	tt_buf_printf(&b, "Message-ID: <%" PRId64 "%s>\r\n"
	    "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n",
	    m->id, host, mark);
	add_part(&b, mark, "text/plain", m->text);
	add_part(&b, mark, "text/html", m->html);
	tt_buf_printf(&b, "--%s--\r\n", mark);
	return b.p;
}

/* One file a mail, whole or not at all; a repeat replaces itself. */
static const char *
to_folder(struct tt_ctx *cx, const char *dir, const struct tt_mail *m,
    const char *text)
{
	const char *path = tt_printf(cx->arena, "%s/%" PRId64 ".eml", dir,
	    m->id);
	const char *part = tt_printf(cx->arena, "%s.part", path);
	size_t n = strlen(text), done = 0;
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);

	if (fd < 0)
		return tt_strdup(cx->arena, strerror(errno));
	while (done < n) {
		ssize_t put = write(fd, text + done, n - done);

		if (put < 0)
			break;
		done += (size_t)put;
	}
	if (close(fd) != 0 || done < n || rename(part, path) != 0)
		return tt_strdup(cx->arena, strerror(errno));
	return NULL;
}

struct reading { const char *p; size_t left; };

static size_t
give(char *to, size_t size, size_t n, void *arg)
{
	struct reading *r = arg;
	size_t some = size * n < r->left ? size * n : r->left;

	memcpy(to, r->p, some);
	r->p += some;
	r->left -= some;
	return some;
}

static void
cleanup(void *curl)
{
	curl_easy_cleanup(curl);
}

static void
free_list(void *list)
{
	curl_slist_free_all(list);
}

/* smtp://user:password@host:port -> curl's own settings. */
static void
server(struct tt_ctx *cx, CURL *c, const char *url)
{
	const char *slashes = strstr(url, "://") + 3;
	const char *at = strrchr(slashes, '@');
	const char *colon = strchr(slashes, ':');

	if (at == NULL) {
		curl_easy_setopt(c, CURLOPT_URL, url);
		return;
	}
	curl_easy_setopt(c, CURLOPT_URL, tt_printf(cx->arena, "%.*s%s",
	    (int)(slashes - url), url, at + 1));
	if (colon != NULL && colon < at) {
		curl_easy_setopt(c, CURLOPT_USERNAME, tt_strndup(cx->arena,
		    slashes, (size_t)(colon - slashes)));
		curl_easy_setopt(c, CURLOPT_PASSWORD, tt_strndup(cx->arena,
		    colon + 1, (size_t)(at - colon - 1)));
		/* A password never travels in the clear. */
		curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	} else {
		curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
	}
}

static const char *
by_smtp(struct tt_ctx *cx, const struct tt_mail *m, const char *text,
    bool *for_good)
{
	struct reading r = { text, strlen(text) };
	CURL *c = curl_easy_init();
	struct curl_slist *to;
	long code = 0;
	CURLcode rc;

	if (c == NULL)
		tt_fault(TT_FAULT_FULL, "curl has no memory");
	tt_defer(cx->arena, cleanup, c);
	to = curl_slist_append(NULL, tt_printf(cx->arena, "<%s>", m->to));
	tt_defer(cx->arena, free_list, to);
	server(cx, c, cx->conf->mail);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, 2000L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, 20000L);
	curl_easy_setopt(c, CURLOPT_MAIL_FROM, tt_printf(cx->arena, "<%s>",
	    cx->conf->mail_from));
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_READDATA, &r);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	rc = curl_easy_perform(c);
	if (rc == CURLE_OK)
		return NULL;
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
	/* 5xx of the server about this mail; a wrong password is ours. */
	*for_good = code >= 550 && code <= 559;
	return tt_printf(cx->arena, "smtp: %s (%ld)", curl_easy_strerror(rc),
	    code);
}

const char *
tt_mail_send(struct tt_ctx *cx, const struct tt_mail *m, bool *for_good)
{
	const char *where = cx->conf->mail, *text = tt_mime(cx, m);

	*for_good = false;
	if (text == NULL) {
		*for_good = true;
		return "the address cannot be written in a mail";
	}
	if (tt_starts(where, "dir:"))
		return to_folder(cx, where + 4, m, text);
	if (tt_starts(where, "smtp://") || tt_starts(where, "smtps://"))
		return by_smtp(cx, m, text, for_good);
	return "mail in the configuration is not smtp://, smtps:// or dir:";
}
