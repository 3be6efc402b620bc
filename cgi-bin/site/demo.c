/* What only the demo has: what to try, and the mails that nobody was sent. */
#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/text.h"
#include "site/view.h"
#include "web/mime.h"
#include "pages.h"

#define SHOWN    50
#define FILES    5000
#define HEAD_MAX ((size_t)8 << 10)      /* of a mail in the list */
#define MAIL_MAX ((size_t)256 << 10)
#define PIECES   64

/* The folder of mails; NULL: this is no demo, and it has been answered. */
static const char *
folder(struct tt_req *r)
{
	static const char dir[] = "dir:";

	if (r->cx->conf->demo && tt_starts(r->cx->conf->mail, dir))
		return r->cx->conf->mail + sizeof(dir) - 1;
	tt_refuse(r, TT_ABSENT, NULL);
	return NULL;
}

void
demo_show(struct tt_req *r)
{
	if (!r->cx->conf->demo)
		tt_refuse(r, TT_ABSENT, NULL);
	else
		page_demo(tt_page(r, 200));
}

/* "123.eml": the number, 0 for another name. */
static int64_t
number_of(const char *name)
{
	size_t n = strspn(name, "0123456789");
	char digits[20] = { 0 };
	int64_t id = 0;

	if (n == 0 || n >= sizeof(digits) || !tt_eq(name + n, ".eml"))
		return 0;
	memcpy(digits, name, n);
	return tt_int(digits, 1, INT64_MAX, &id) ? id : 0;
}

static void
close_folder(void *d)
{
	closedir(d);
}

static int
newest_first(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

/* The numbers of the mails, the newest first: later ones are higher. */
static size_t
list(struct tt_req *r, const char *dir, int64_t *ids, size_t most)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0;

	if (d == NULL)
		return 0;
	tt_defer(r->cx->arena, close_folder, d);
	while (n < most && (e = readdir(d)) != NULL) {
		ids[n] = number_of(e->d_name);
		n += ids[n] != 0;
	}
	qsort(ids, n, sizeof(*ids), newest_first);
	return n;
}

static struct mail_row
row_of(struct tt_req *r, const char *dir, int64_t id)
{
	struct tt_arena *a = r->cx->arena;
	const char *path = tt_printf(a, "%s/%" PRId64 ".eml", dir, id);
	const char *text = file_read(a, path, HEAD_MAX);
	struct tt_letter_read l = { "", "", "", "", "" };
	struct stat st = { 0 };

	if (text != NULL && stat(path, &st) == 0)
		l = tt_mime_read(a, text, strlen(text));
	return (struct mail_row){ tt_printf(a, "%" PRId64 ".eml", id),
	    l.subject, l.to, { st.st_mtime } };
}

void
demo_mails(struct tt_req *r)
{
	const char *dir = folder(r);
	struct mail_rows v = { 0 };
	int64_t *ids;

	if (dir == NULL)
		return;
	ids = TT_NEW_N(r->cx->arena, FILES, int64_t);
	v.n = list(r, dir, ids, FILES);
	if (v.n > SHOWN)
		v.n = SHOWN;
	v.v = TT_NEW_N(r->cx->arena, v.n, struct mail_row);
	for (size_t i = 0; i < v.n; i++)
		v.v[i] = row_of(r, dir, ids[i]);
	page_mails(tt_page(r, 200), &v);
}

static void
add_piece(struct mail_view *v, struct piece p)
{
	if (v->n_pieces < PIECES && p.text[0] != '\0')
		v->pieces[v->n_pieces++] = p;
}

/* What may stand in an address; another byte ends it. */
static size_t
address_bytes(const char *s)
{
	return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789-._~:/?#@!$&'*+,;=%");
}

/* Only what leads to this site, and nowhere else, becomes a link. */
static void
cut(struct tt_req *r, const char *s, struct mail_view *v)
{
	struct tt_arena *a = r->cx->arena;
	const char *site = r->cx->conf->site, *at;
	size_t n = strlen(site);

	v->pieces = TT_NEW_N(a, PIECES, struct piece);
	while (v->n_pieces < PIECES - 2 && (at = strstr(s, site)) != NULL) {
		struct piece link = { .link = true };
		size_t rest = at[n] == '/' ? address_bytes(at + n) : 0;

		add_piece(v, (struct piece){ .text = tt_strndup(a, s,
		    (size_t)(at - s)) });
		link.text = tt_strndup(a, at, n + rest);
		if (rest > 0)
			link.url = tt_url_of(r->cx, link.text);
		else
			link.link = false;
		add_piece(v, link);
		s = at + n + rest;
	}
	add_piece(v, (struct piece){ .text = s });
}

void
demo_mail(struct tt_req *r)
{
	const char *dir = folder(r), *text;
	struct tt_letter_read l;
	struct mail_view v = { 0 };
	int64_t id;

	if (dir == NULL)
		return;
	id = number_of(r->word[0]);
	text = id == 0 ? NULL : file_read(r->cx->arena, tt_printf(
	    r->cx->arena, "%s/%" PRId64 ".eml", dir, id), MAIL_MAX);
	if (text == NULL) {
		tt_refuse(r, TT_ABSENT, NULL);
		return;
	}
	l = tt_mime_read(r->cx->arena, text, strlen(text));
	v.subject = l.subject;
	v.from = l.from;
	v.to = l.to;
	v.date = l.date;
	cut(r, l.text, &v);
	page_mail(tt_page(r, 200), &v);
}
