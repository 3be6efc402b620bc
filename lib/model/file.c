#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/crypt.h"
#include "core/fault.h"
#include "core/id.h"
#include "core/text.h"
#include "model/file.h"
#include "model/job.h"

const int64_t tt_photo_sizes[TT_PHOTO_SIZES] = { 1600, 960, 320 };

#define K(m) TT_FIELD(struct tt_kept, m)
static const struct tt_field fields[] = { K(id), K(owner_id), K(use), K(name),
    K(type), K(sha256), K(state), K(bytes), K(width), K(height), K(created),
    { 0 } };

#define COLUMNS                                                             \
	"SELECT id, owner_id, use, name, type, sha256, state, bytes, width,"\
	" height, created FROM file"

TT_QUERY(find, struct tt_kept, fields, COLUMNS
	" WHERE id = $1 AND owner_id = $2 AND state IN ('waiting', 'stored')");
TT_QUERY(any, struct tt_kept, fields, COLUMNS
	" WHERE id = $1 AND state IN ('waiting', 'stored')");
TT_QUERY(row, struct tt_kept, fields, COLUMNS " WHERE id = $1");
TT_QUERY(named, struct tt_kept, fields, COLUMNS
	" WHERE name = $1 AND owner_id = $2"
	" AND state IN ('waiting', 'stored')");
TT_QUERY_NUMBER(how_many, "SELECT COUNT(*) AS n FROM file"
	" WHERE owner_id = $1 AND state IN ('waiting', 'stored')");
TT_QUERY_NUMBER(how_large, "SELECT COALESCE(SUM(bytes), 0) AS n FROM file"
	" WHERE owner_id = $1 AND state IN ('waiting', 'stored')");
TT_EXEC(add, "INSERT INTO file (id, owner_id, use, name, type, bytes, width,"
	" height, sha256, state, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
TT_EXEC(gone, "UPDATE file SET state = 'gone'"
	" WHERE id = $1 AND state <> 'gone'");
TT_EXEC(stored, "UPDATE file SET state = 'stored'"
	" WHERE id = $1 AND state = 'waiting'");
/* Only uploads that somebody left half way are without anything pointing at
 * them, so it is enough to look at those of the last days. */
TT_QUERY(orphans, struct tt_number, tt_number_fields,
	"SELECT f.id AS n FROM file f"
	" WHERE f.state IN ('waiting', 'stored') AND f.created > $1"
	" AND f.created < $2 AND NOT EXISTS (SELECT 1 FROM pet p"
	" WHERE p.owner_id = f.owner_id AND p.gone IS NULL"
	" AND p.picture = 'photo/' || f.name)"
	" AND NOT EXISTS (SELECT 1 FROM picture p"
	" WHERE p.caregiver_id = f.owner_id"
	" AND p.path = 'photo/' || f.name)"
	" AND NOT EXISTS (SELECT 1 FROM certificate c"
	" WHERE c.caregiver_id = f.owner_id AND c.file_id = f.id)"
	" AND NOT EXISTS (SELECT 1 FROM data_export e"
	" WHERE e.user_id = f.owner_id AND e.file_id = f.id)"
	" ORDER BY f.created LIMIT 100");

/* ---- names and places ----------------------------------------------------- */

const char *
tt_file_name(struct tt_arena *a, int64_t width, int64_t height)
{
	const char *name = tt_random_hex(a, 16);

	if (width == 0)
		return name;
	return tt_printf(a, "%s-%" PRId64 "x%" PRId64, name, width, height);
}

bool
tt_file_public(const struct tt_kept *k)
{
	return tt_eq(k->use, "pet") || tt_eq(k->use, "picture");
}

const char *
tt_file_media(struct tt_arena *a, const struct tt_kept *k)
{
	return tt_printf(a, "photo/%s", k->name);
}

const char *
tt_photo_file(struct tt_arena *a, const char *path, int size,
    const char *ending)
{
	return tt_printf(a, "%s-%" PRId64 ".%s", path, tt_photo_sizes[size],
	    ending);
}

const char *
tt_file_key(struct tt_arena *a, const struct tt_kept *k)
{
	return tt_printf(a, "%s/%s.%s", k->use, k->name,
	    tt_eq(k->type, "photo") ? "jpg" : k->type);
}

bool
tt_files_in_bucket(const struct tt_conf *c)
{
	return tt_starts(c->store, "s3:");
}

const char *
tt_files_folder(const struct tt_conf *c)
{
	return tt_files_in_bucket(c) ? c->spool : c->store + strlen("dir:");
}

const char *
tt_file_path(struct tt_ctx *cx, const struct tt_kept *k)
{
	return tt_printf(cx->arena, "%s/%s", tt_files_folder(cx->conf),
	    tt_file_key(cx->arena, k));
}

/* ---- bytes ---------------------------------------------------------------- */

static void
make_folder(struct tt_ctx *cx, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash != NULL)
		(void)mkdir(tt_strndup(cx->arena, path,
		    (size_t)(slash - path)), 0770);
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t did = write(fd, p, n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return false;
		p += did;
		n -= (size_t)did;
	}
	return fsync(fd) == 0;
}

void
tt_file_write(struct tt_ctx *cx, const char *path, const void *p, size_t n)
{
	const char *fresh = tt_printf(cx->arena, "%s.new", path);
	bool fine;
	int fd;

	make_folder(cx, path);
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
	    0640);
	if (fd < 0)
		tt_fault(TT_FAULT_MACHINE, "%s: %s", fresh, strerror(errno));
	fine = write_all(fd, p, n);
	fine = close(fd) == 0 && fine;
	if (fine && rename(fresh, path) == 0)
		return;
	(void)unlink(fresh);
	tt_fault(TT_FAULT_FULL, "%s: %s", path, strerror(errno));
}

void
tt_file_unlink(struct tt_ctx *cx, const struct tt_kept *k)
{
	static const char *const endings[] = { "webp", "jpg" };

	if (!tt_file_public(k)) {
		(void)unlink(tt_file_path(cx, k));
		return;
	}
	for (int i = 0; i < TT_PHOTO_SIZES; i++)
		for (size_t e = 0; e < 2; e++)
			(void)unlink(tt_printf(cx->arena, "%s/%s",
			    cx->conf->media, tt_photo_file(cx->arena,
			    tt_file_media(cx->arena, k), i, endings[e])));
}

/* ---- rows ----------------------------------------------------------------- */

struct adding { const struct tt_kept *k; int64_t id; };

static enum tt_outcome
add_now(struct tt_ctx *cx, void *arg)
{
	const struct adding *a = arg;
	const struct tt_kept *k = a->k;

	if (tt_number(cx, &how_many, TT_ARGS(k->owner_id)) >= TT_FILES_MAX ||
	    tt_number(cx, &how_large, TT_ARGS(k->owner_id)) + k->bytes >
	    TT_FILE_BYTES_MAX)
		return TT_REFUSED;
	tt_exec(cx, &add, TT_ARGS(a->id, k->owner_id, k->use, k->name,
	    k->type, k->bytes, k->width, k->height, k->sha256, k->state,
	    cx->now));
	if (tt_files_in_bucket(cx->conf))
		tt_job_add(cx, "file-store", a->id, "");
	return TT_OK;
}

enum tt_outcome
tt_file_add(struct tt_ctx *cx, const struct tt_kept *k, int64_t *id)
{
	struct adding a = { .k = k, .id = tt_id_new() };
	enum tt_outcome out = tt_tx(cx, add_now, &a);

	if (out == TT_OK)
		*id = a.id;
	return out;
}

enum tt_outcome
tt_file_keep(struct tt_ctx *cx, struct tt_kept *k, const void *p, size_t n)
{
	unsigned char sum[TT_HASH_BYTES];
	enum tt_outcome out;

	tt_sha256(sum, p, n);
	k->sha256 = tt_hex(cx->arena, sum, sizeof(sum));
	k->name = tt_file_name(cx->arena, k->width, k->height);
	k->state = tt_files_in_bucket(cx->conf) ? "waiting" : "stored";
	k->bytes = (int64_t)n;
	k->created = cx->now;
	tt_file_write(cx, tt_file_path(cx, k), p, n);
	out = tt_file_add(cx, k, &k->id);
	if (out != TT_OK)
		tt_file_unlink(cx, k);
	return out;
}

const struct tt_kept *
tt_file_find(struct tt_ctx *cx, int64_t id, int64_t owner)
{
	return tt_one(cx, &find, TT_ARGS(id, owner));
}

const struct tt_kept *
tt_file_any(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &any, TT_ARGS(id));
}

const struct tt_kept *
tt_file_row(struct tt_ctx *cx, int64_t id)
{
	return tt_one(cx, &row, TT_ARGS(id));
}

const struct tt_kept *
tt_file_named(struct tt_ctx *cx, const char *path, int64_t owner)
{
	if (!tt_starts(path, "photo/"))
		return NULL;
	return tt_one(cx, &named, TT_ARGS(path + strlen("photo/"), owner));
}

void
tt_file_remove(struct tt_ctx *cx, int64_t id)
{
	if (tt_exec(cx, &gone, TT_ARGS(id)) == 1)
		tt_job_add(cx, "file-gone", id, "");
}

void
tt_file_remove_photo(struct tt_ctx *cx, const char *path, int64_t owner)
{
	const struct tt_kept *k = tt_file_named(cx, path, owner);

	if (k != NULL)
		tt_file_remove(cx, k->id);
}

static enum tt_outcome
stored_now(struct tt_ctx *cx, void *arg)
{
	const int64_t *id = arg;

	tt_exec(cx, &stored, TT_ARGS(*id));
	return TT_OK;
}

void
tt_file_stored(struct tt_ctx *cx, int64_t id)
{
	(void)tt_tx(cx, stored_now, &id);
}

static enum tt_outcome
sweep_now(struct tt_ctx *cx, void *arg)
{
	const struct tt_rows *rows = arg;
	const struct tt_number *ids = rows->v;

	for (size_t i = 0; i < rows->n; i++)
		tt_file_remove(cx, ids[i].n);
	return TT_OK;
}

int64_t
tt_file_sweep(struct tt_ctx *cx)
{
	struct tt_rows rows = tt_all(cx, &orphans, TT_ARGS(
	    tt_later(cx->now, -8 * TT_DAY), tt_later(cx->now, -TT_DAY)));

	if (rows.n > 0)
		(void)tt_tx(cx, sweep_now, &rows);
	return (int64_t)rows.n;
}
