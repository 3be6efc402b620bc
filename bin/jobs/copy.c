/*
 * A copy of somebody's data: a ZIP with a page to read, each table as JSON for
 * machines, and the files that they gave.
 */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "core/text.h"
#include "jobs/copy.h"
#include "jobs/work.h"
#include "mails/pages.h"
#include "model/export.h"
#include "model/file.h"
#include "model/user.h"
#include "net/s3.h"

#define TABLE_MAX ((size_t)64 << 20)
#define ZIP_MAX   ((zip_uint64_t)150 << 20)
#define ARENA_MAX ((size_t)600 << 20)

const char *const copy_about = N_("This is a copy of what TailTribe keeps"
    " about you. Open index.html to read it. The folder json has the same for"
    " programs, the folder files has what you gave us. Times are in UTC,"
    " amounts in cents.");

struct copy {
	struct tt_ctx          *cx;
	const struct tt_member *who;
	zip_t                  *zip;
	struct tt_out           page;      /* index.html */
	bool                    bad;
};

/* The bytes must live until the archive is closed: they are the arena's. */
static void
put(struct copy *c, const char *name, const void *p, size_t n)
{
	zip_source_t *s = zip_source_buffer(c->zip, p, n, 0);

	if (s == NULL || zip_file_add(c->zip, name, s, ZIP_FL_ENC_UTF_8) < 0) {
		zip_source_free(s);
		c->bad = true;
	}
}

const char *
copy_shown(struct tt_arena *a, const struct tt_field *f, const struct tt_cells *r)
{
	const union tt_cell *v = &r->v[f->at / sizeof(*v)];

	switch ((enum tt_field_type)f->type) {
	case TT_F_TEXT:
		return v->s;
	case TT_F_BOOL:
		return v->b ? "true" : "false";
	case TT_F_TIME:
		return v->i == 0 ? NULL : tt_time_iso(a, (tt_time){ v->i });
	case TT_F_DAY:
		return v->i == 0 ? NULL : tt_day_iso(a, (tt_day){ v->i });
	case TT_F_INT:
	case TT_F_MONEY:
	case TT_F_ENUM:
	case TT_F_END:
		break;
	}
	return tt_printf(a, "%" PRId64, v->i);
}

static bool
quoted(const struct tt_field *f)
{
	return f->type == TT_F_TEXT || f->type == TT_F_TIME ||
	    f->type == TT_F_DAY;
}

static void
json_row(struct copy *c, struct tt_buf *b, const struct tt_field *f,
    const struct tt_cells *r)
{
	for (size_t i = 0; f[i].type != TT_F_END; i++) {
		const char *v = copy_shown(c->cx->arena, &f[i], r);

		tt_buf_printf(b, "%s\"%s%s\": ", i == 0 ? "  {" : ", ",
		    f[i].name, f[i].type == TT_F_MONEY ? "_cents" : "");
		if (v == NULL) {
			tt_buf_adds(b, "null");
		} else if (quoted(&f[i])) {
			tt_buf_addc(b, '"');
			tt_buf_add_json(b, v);
			tt_buf_addc(b, '"');
		} else {
			tt_buf_adds(b, v);
		}
	}
	tt_buf_addc(b, '}');
}

static void
table(struct copy *c, const struct tt_personal *p)
{
	struct tt_rows rows = tt_all(c->cx, p->copy, TT_ARGS(c->who->id));
	const struct tt_cells *v = rows.v;
	struct tt_buf b = tt_buf_in(c->cx->arena, TABLE_MAX);

	if (rows.n > 0)
		copy_table(&c->page, tt_tr(c->page.lang, p->title),
		    p->copy->row, rows);
	tt_buf_adds(&b, "[\n");
	for (size_t i = 0; i < rows.n; i++) {
		json_row(c, &b, p->copy->row, &v[i]);
		tt_buf_adds(&b, i + 1 < rows.n ? ",\n" : "\n");
	}
	tt_buf_adds(&b, "]\n");
	put(c, tt_printf(c->cx->arena, "json/%s.json", p->table), b.p, b.n);
}

/* Out of the bucket. What is not there any more is left out; when the bucket
 * does not answer the whole copy is tried again: nobody gets half of it. */
static void
from_bucket(struct copy *c, const struct tt_kept *k, const char *name,
    const char *key)
{
	struct tt_s3_answer a;
	const void *p = NULL;
	size_t n;

	if (!tt_files_in_bucket(c->cx->conf) || !tt_eq(k->state, "stored"))
		return;
	a = tt_s3_get(c->cx, key, (size_t)k->bytes, &p, &n);
	if (a.error != NULL)
		c->bad = true;
	else if (n > 0)
		put(c, name, p, n);
}

/* A file of theirs, from this machine or the bucket. */
static void
medium(struct copy *c, const struct tt_kept *k)
{
	struct tt_arena *a = c->cx->arena;
	bool open = tt_file_public(k);
	const char *key = open ? tt_printf(a, "media/%s", tt_photo_file(a,
	    tt_file_media(a, k), 0, "jpg")) : tt_file_key(a, k);
	const char *path = open ? tt_printf(a, "%s/%s", c->cx->conf->media,
	    key + strlen("media/")) : tt_file_path(c->cx, k);
	const char *name = tt_printf(a, "files/%s-%s%s", k->use, k->name,
	    strrchr(key, '.'));
	struct stat st;
	zip_source_t *s;

	if (stat(path, &st) != 0) {
		from_bucket(c, k, name, key);
		return;
	}
	s = zip_source_file(c->zip, path, 0, -1);
	if (s == NULL || zip_file_add(c->zip, name, s, ZIP_FL_ENC_UTF_8) <
	    0) {
		zip_source_free(s);
		c->bad = true;
	}
}

static void
fill(struct copy *c)
{
	struct tt_rows rows = tt_export_files(c->cx, c->who->id);
	const struct tt_number *v = rows.v;
	const char *about = tt_tr(c->page.lang, copy_about);

	copy_head(&c->page);
	for (const struct tt_personal *p = tt_personal; p->table != NULL; p++)
		if (p->copy != NULL)
			table(c, p);
	copy_foot(&c->page);
	put(c, "index.html", c->page.b.p, c->page.b.n);
	put(c, "README.txt", about, strlen(about));
	for (size_t i = 0; i < rows.n; i++) {
		const struct tt_kept *k = tt_file_row(c->cx, v[i].n);

		if (k != NULL)
			medium(c, k);
	}
}

/* The archive's bytes; NULL when it could not be made. */
static void *
archive(struct copy *c, size_t *n)
{
	zip_error_t e;
	zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &e);
	zip_stat_t st;
	void *p = NULL;

	if (s == NULL || (c->zip = zip_open_from_source(s, ZIP_TRUNCATE,
	    &e)) == NULL) {
		zip_source_free(s);
		return NULL;
	}
	zip_source_keep(s);
	fill(c);
	if (c->bad || zip_close(c->zip) != 0)
		zip_discard(c->zip);
	else if (zip_source_stat(s, &st) == 0 && st.size <= ZIP_MAX &&
	    zip_source_open(s) == 0) {
		*n = st.size;
		p = tt_alloc(c->cx->arena, *n);
		if (zip_source_read(s, p, *n) != (zip_int64_t)*n)
			p = NULL;
		zip_source_close(s);
	}
	zip_source_free(s);
	return p;
}

static void
free_arena(void *a)
{
	tt_arena_end(a);
}

/* A whole archive is larger than what other jobs may use. */
static struct tt_ctx *
roomy(struct tt_ctx *cx)
{
	struct tt_ctx *own = TT_NEW(cx->arena, struct tt_ctx);

	*own = *cx;
	own->arena = tt_arena_new(ARENA_MAX);
	tt_defer(cx->arena, free_arena, own->arena);
	return own;
}

struct tt_work_result
tt_work_copy(struct tt_ctx *cx, const struct tt_job *j)
{
	const struct tt_export *e = tt_export_any(cx, j->subject);
	struct tt_kept k = { .use = "export", .type = "zip" };
	struct copy c = { .cx = roomy(cx) };
	size_t n = 0;
	void *p;
	int word;

	if (e == NULL || !tt_eq(e->state, "asked"))
		return (struct tt_work_result){ 0 };
	c.who = tt_member_find(cx, e->user_id);
	word = tt_word(tt_langs, c.who->lang);
	c.page = (struct tt_out){ .b = tt_buf_in(c.cx->arena, TABLE_MAX),
	    .arena = c.cx->arena, .cx = c.cx,
	    .lang = word < 0 ? TT_NL : (enum tt_lang)word };
	k.owner_id = e->user_id;
	p = archive(&c, &n);
	if (p == NULL || tt_file_keep(cx, &k, p, n) != TT_OK) {
		if (j->tries >= j->max_tries)
			tt_export_failed(cx, e->id);
		return (struct tt_work_result){ "the copy was not made",
		    false, 0 };
	}
	tt_export_ready(cx, e->id, k.id);
	return (struct tt_work_result){ 0 };
}
