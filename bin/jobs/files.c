/* Files on their way to the bucket, and out of it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "jobs/work.h"
#include "model/file.h"
#include "net/s3.h"

static const struct tt_work_result done = { 0 };

struct mapped { void *p; size_t n; };

static void
unmap(void *arg)
{
	const struct mapped *m = arg;

	munmap(m->p, m->n);
}

/* A file of this machine in memory; NULL when it is not here. */
static const struct mapped *
map(struct tt_ctx *cx, const char *path)
{
	struct mapped *m = TT_NEW(cx->arena, struct mapped);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd < 0)
		return NULL;
	m->p = MAP_FAILED;
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		m->n = (size_t)st.st_size;
		m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	if (m->p == MAP_FAILED)
		return NULL;
	tt_defer(cx->arena, unmap, m);
	return m;
}

static struct tt_work_result
from_store(struct tt_s3_answer a)
{
	return (struct tt_work_result){ a.error, a.for_good, 0 };
}

static struct tt_work_result
put(struct tt_ctx *cx, const char *path, const char *key, const char *type)
{
	const struct mapped *m = map(cx, path);

	/* Another machine has it, and so its job: this one asks again. */
	if (m == NULL)
		return (struct tt_work_result){ "the file is not here", false,
		    60 };
	return from_store(tt_s3_put(cx, key, type, m->p, m->n));
}

/* The key of one of a public photo's files, by number. */
static const char *
photo_key(struct tt_ctx *cx, const struct tt_kept *k, int i)
{
	return tt_printf(cx->arena, "media/%s", tt_photo_file(cx->arena,
	    tt_file_media(cx->arena, k), i / 2, i % 2 == 0 ? "webp" : "jpg"));
}

static struct tt_work_result
put_photo(struct tt_ctx *cx, const struct tt_kept *k)
{
	for (int i = 0; i < 2 * TT_PHOTO_SIZES; i++) {
		const char *key = photo_key(cx, k, i);
		struct tt_work_result r = put(cx, tt_printf(cx->arena,
		    "%s/%s", cx->conf->media, key + strlen("media/")), key,
		    i % 2 == 0 ? "image/webp" : "image/jpeg");

		if (r.error != NULL)
			return r;
	}
	return done;
}

static const char *
type_of(const struct tt_kept *k)
{
	if (tt_eq(k->type, "photo"))
		return "image/jpeg";
	return tt_eq(k->type, "pdf") ? "application/pdf" : "application/zip";
}

/* A private file leaves this machine when the bucket has it; a public photo
 * stays, because nginx sends it from here. */
struct tt_work_result
tt_work_file_store(struct tt_ctx *cx, const struct tt_job *j)
{
	const struct tt_kept *k = tt_file_row(cx, j->subject);
	struct tt_work_result r = done;

	if (k == NULL || tt_eq(k->state, "gone") ||
	    !tt_files_in_bucket(cx->conf))
		return done;
	if (tt_eq(k->state, "waiting")) {
		r = tt_file_public(k) ? put_photo(cx, k) : put(cx,
		    tt_file_path(cx, k), tt_file_key(cx->arena, k),
		    type_of(k));
		if (r.error != NULL)
			return r;
		tt_file_stored(cx, k->id);
	}
	if (!tt_file_public(k))
		tt_file_unlink(cx, k);
	return done;
}

struct tt_work_result
tt_work_file_gone(struct tt_ctx *cx, const struct tt_job *j)
{
	const struct tt_kept *k = tt_file_row(cx, j->subject);
	int n;

	if (k == NULL)
		return done;
	tt_file_unlink(cx, k);
	if (!tt_files_in_bucket(cx->conf))
		return done;
	n = tt_file_public(k) ? 2 * TT_PHOTO_SIZES : 1;
	for (int i = 0; i < n; i++) {
		struct tt_s3_answer a = tt_s3_delete(cx, tt_file_public(k) ?
		    photo_key(cx, k, i) : tt_file_key(cx->arena, k));

		if (a.error != NULL)
			return from_store(a);
	}
	return done;
}
