/*
 * What people hand in, and what is made for them to fetch.
 *
 * A public photo is a set of files in media/: photo/NAME-320.webp, and so on
 * in three sizes and two formats; tt_file_media tells the path that the
 * tables of pets and pictures keep, "photo/NAME". Everything else is one file
 * in the folder of private files, which only a program lets somebody fetch.
 * Nothing here was written by whoever sent it: photos are decoded and written
 * anew before (web/upload.h).
 *
 * A row that no pet, profile, certificate or request points at goes after a
 * day.
 */
#ifndef TT_FILE_H
#define TT_FILE_H

#include "core/ctx.h"
#include "db/db.h"

#define TT_FILES_MAX       200                  /* of one person */
#define TT_FILE_BYTES_MAX  ((int64_t)200 << 20) /* of one person, all */
#define TT_PHOTO_SIZES     3

/* The longest sides of a photo's three sizes, largest first. */
extern const int64_t tt_photo_sizes[TT_PHOTO_SIZES];

/*
 * `use` is pet, picture, certificate or export; `type` photo, pdf or zip.
 * `state`: waiting (still on this machine, on its way to the bucket), stored,
 * refused or gone. A photo has the size of its largest form.
 */
struct tt_kept {
	int64_t     id, owner_id;
	const char *use, *name, *type, *sha256, *state;
	int64_t     bytes, width, height;
	tt_time     created;
};

/* A new random name; a photo's ends with its size, "…-1600x1200". */
const char *tt_file_name(struct tt_arena *, int64_t width, int64_t height);

/* The row. TT_REFUSED: this person has 200 files or 200 MB already. */
enum tt_outcome tt_file_add(struct tt_ctx *, const struct tt_kept *,
    int64_t *id);
/*
 * Bytes of a private file, and its row. Fills name, sha256, bytes, state,
 * created and id. TT_REFUSED as above.
 */
enum tt_outcome tt_file_keep(struct tt_ctx *, struct tt_kept *,
    const void *, size_t n);

/* NULL: not there, not theirs, or gone. tt_file_any is for staff. */
const struct tt_kept *tt_file_find(struct tt_ctx *, int64_t id,
    int64_t owner);
const struct tt_kept *tt_file_any(struct tt_ctx *, int64_t id);
/* By the name that a path in media ends with; NULL when it is not theirs. */
const struct tt_kept *tt_file_named(struct tt_ctx *, const char *media_path,
    int64_t owner);

/* Inside a transaction: gone, and a job removes the bytes. */
void tt_file_remove(struct tt_ctx *, int64_t id);
/* The same for the photo at a path in media; nothing for a drawn picture. */
void tt_file_remove_photo(struct tt_ctx *, const char *media_path,
    int64_t owner);
/* Remove what nothing has pointed at for a day, at most 100; how many. */
int64_t tt_file_sweep(struct tt_ctx *);
/* Remove what a crash left on the disk a day ago or longer: half a file, or a
 * copy of somebody's data without a row; how many. */
int64_t tt_file_sweep_left(struct tt_ctx *);

/* ---- for whoever moves the bytes: the queue ------------------------------ */

/* It is in the bucket now. */
void tt_file_stored(struct tt_ctx *, int64_t id);
/* The row, whatever its state; NULL when there is none. */
const struct tt_kept *tt_file_row(struct tt_ctx *, int64_t id);

bool tt_file_public(const struct tt_kept *);
/* "photo/NAME", what pets and pictures keep; for photos that are public. */
const char *tt_file_media(struct tt_arena *, const struct tt_kept *);
/* The key in a bucket of a private file: "certificate/NAME.pdf". */
const char *tt_file_key(struct tt_arena *, const struct tt_kept *);
/* A public photo's file: "photo/NAME-960.webp"; size counts from 0. */
const char *tt_photo_file(struct tt_arena *, const char *media_path,
    int size, const char *ending);

/* Where the bytes of a private file are on this machine. */
const char *tt_file_path(struct tt_ctx *, const struct tt_kept *);
/* The folder of all of them, which nginx serves inside as /kept/. */
const char *tt_files_folder(const struct tt_conf *);
/* Whether files end up in a bucket. */
bool tt_files_in_bucket(const struct tt_conf *);

/*
 * Write a file whole or not at all, mode 0640, with the folder it needs.
 * Faults when the disk does not want to.
 */
void tt_file_write(struct tt_ctx *, const char *path, const void *, size_t n);
/* Remove the bytes from this machine; nothing when they are not there. */
void tt_file_unlink(struct tt_ctx *, const struct tt_kept *);

#endif
