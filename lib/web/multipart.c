/*
 * multipart/form-data, RFC 7578, as browsers send it: no preamble, no nested
 * parts, no transfer encodings. Files stay where they lie in the body.
 */
#include <string.h>

#include "core/text.h"
#include "web/inner.h"

struct scan {
	struct tt_req *r;
	const char    *at, *end;
	const char    *delim;       /* "\r\n--boundary" */
	size_t         delim_n;
};

struct part {
	const char *name;
	bool        file;
	bool        named;          /* it has a file name that is not "" */
};

/* The value of name=value or name="value" in a header; NULL for none. */
static const char *
param(struct tt_arena *a, const char *header, const char *name)
{
	size_t name_n = strlen(name), n;

	while ((header = strchr(header, ';')) != NULL) {
		header++;
		header += strspn(header, " \t");
		if (strncasecmp(header, name, name_n) != 0 ||
		    header[name_n] != '=')
			continue;
		header += name_n + 1;
		if (*header != '"') {
			n = strcspn(header, "; \t");
			return tt_strndup(a, header, n);
		}
		n = strcspn(++header, "\"");
		return header[n] == '"' ? tt_strndup(a, header, n) : NULL;
	}
	return NULL;
}

static bool
boundary_ok(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 70 && strspn(s, "0123456789"
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "'()+_,-./:=?") == n;
}

/* Read one header line of a part. */
static bool
head_line(struct scan *s, const char *line, struct part *p)
{
	static const char disposition[] = "content-disposition:";
	struct tt_arena *a = s->r->cx->arena;
	const char *file_name;

	if (strncasecmp(line, disposition, sizeof(disposition) - 1) != 0)
		return true;
	line += sizeof(disposition) - 1;
	line += strspn(line, " \t");
	if (strncasecmp(line, "form-data", 9) != 0)
		return false;
	p->name = param(a, line, "name");
	file_name = param(a, line, "filename");
	p->file = file_name != NULL;
	p->named = p->file && *file_name != '\0';
	return p->name != NULL && strlen(p->name) <= TT_NAME_MAX &&
	    tt_utf8_ok(p->name, strlen(p->name), false);
}

/* The head of a part, from `at` to the empty line. */
static bool
head(struct scan *s, struct part *p)
{
	size_t left = (size_t)(s->end - s->at);
	const char *stop = memmem(s->at, left < TT_PART_HEAD_MAX ? left :
	    TT_PART_HEAD_MAX, "\r\n\r\n", 4);
	char *text, *line;

	if (stop == NULL)
		return false;
	text = tt_strndup(s->r->cx->arena, s->at, (size_t)(stop - s->at));
	if (strlen(text) != (size_t)(stop - s->at))
		return false;
	while ((line = strsep(&text, "\n")) != NULL)
		if (!head_line(s, line, p))
			return false;
	s->at = stop + 4;
	return p->name != NULL;
}

static bool
keep(struct scan *s, const struct part *p, size_t n)
{
	struct tt_req *r = s->r;

	if (p->file) {
		/* A file field that was left empty sends a nameless part. */
		if (p->named || n > 0)
			r->files[r->n_files++] = (struct tt_file){ p->name,
			    (const unsigned char *)s->at, n };
		return true;
	}
	if (!tt_utf8_ok(s->at, n, true))
		return false;
	r->fields[r->n_fields++] = (struct tt_pair){ p->name,
	    tt_strndup(r->cx->arena, s->at, n) };
	return true;
}

/* One part; `at` is after the line end that follows a boundary. */
static bool
one_part(struct scan *s)
{
	struct part p = { 0 };
	const char *stop;

	if (s->r->n_files + s->r->n_fields == TT_PARTS_MAX || !head(s, &p))
		return false;
	stop = memmem(s->at, (size_t)(s->end - s->at), s->delim, s->delim_n);
	if (stop == NULL || !keep(s, &p, (size_t)(stop - s->at)))
		return false;
	s->at = stop + s->delim_n;
	return true;
}

bool
tt_parse_multipart(struct tt_req *r, const char *content_type,
    const char *body, size_t n)
{
	struct tt_arena *a = r->cx->arena;
	const char *boundary = param(a, content_type, "boundary");
	struct scan s = { .r = r, .at = body, .end = body + n };
	int parts = 0;

	if (boundary == NULL || !boundary_ok(boundary))
		return false;
	s.delim = tt_printf(a, "\r\n--%s", boundary);
	s.delim_n = strlen(s.delim);
	if (n < s.delim_n - 2 || memcmp(body, s.delim + 2, s.delim_n - 2) != 0)
		return false;
	s.at += s.delim_n - 2;
	r->fields = TT_NEW_N(a, TT_PARTS_MAX, struct tt_pair);
	r->files = TT_NEW_N(a, TT_PARTS_MAX, struct tt_file);
	for (;;) {
		if (s.end - s.at < 2)
			return false;
		if (memcmp(s.at, "--", 2) == 0)
			return true;
		if (memcmp(s.at, "\r\n", 2) != 0)
			return false;
		s.at += 2;
		/* Parts that were left empty count as well. */
		if (++parts > TT_PARTS_MAX || !one_part(&s))
			return false;
	}
}
