/* Files are their owner's; what nothing points at goes after a day. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/file.h"
#include "model/pet.h"
#include "model/picture.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

static struct tt_kept
photo(struct tt_ctx *cx, int64_t owner, int64_t bytes)
{
	return (struct tt_kept){ .owner_id = owner, .use = "pet",
	    .type = "photo", .sha256 = "", .state = "stored", .width = 40,
	    .height = 30, .bytes = bytes,
	    .name = tt_file_name(cx->arena, 40, 30) };
}

static enum tt_outcome
remove_one(struct tt_ctx *cx, void *arg)
{
	tt_file_remove(cx, *(int64_t *)arg);
	return TT_OK;
}

static void
whose(struct tt_ctx *cx, int64_t an, int64_t tom)
{
	struct tt_kept k = photo(cx, an, 1000), paper = { .owner_id = an,
	    .use = "certificate", .type = "pdf" };
	int64_t id = 0;
	struct stat st;
	const char *path;

	is(tt_file_add(cx, &k, &id), TT_OK, "a photo");
	is_str(tt_file_find(cx, id, an)->name, k.name, "is An's");
	ok(tt_file_find(cx, id, tom) == NULL, "and not Tom's");
	ok(tt_file_named(cx, tt_file_media(cx->arena, &k), an) != NULL,
	    "and is found by its path");
	ok(tt_file_named(cx, "demo/x.svg", an) == NULL, "a drawn one is not");
	ok(tt_file_any(cx, id) != NULL, "staff see it");
	(void)tt_tx(cx, remove_one, &id);
	ok(tt_file_find(cx, id, an) == NULL, "gone is gone");
	ok(tt_file_any(cx, id) == NULL, "for staff as well");
	is_str(tt_file_row(cx, id)->state, "gone", "the queue still knows it");

	is(tt_file_keep(cx, &paper, "%PDF", 4), TT_OK, "a paper with bytes");
	path = tt_file_path(cx, &paper);
	ok(stat(path, &st) == 0 && st.st_size == 4, "lies in its folder");
	is(st.st_mode & 0777 & ~0640, 0, "which others may not read");
	ok(strstr(path, "..") == NULL, "under a name of ours");
	tt_file_unlink(cx, &paper);
	ok(access(path, F_OK) != 0, "and its bytes can go");
}

static void
enough(struct tt_ctx *cx, int64_t tom)
{
	struct tt_kept k = photo(cx, tom, TT_FILE_BYTES_MAX - 5), small;
	int64_t id, fine = 0;

	is(tt_file_add(cx, &k, &id), TT_OK, "almost 200 MB");
	small = photo(cx, tom, 6);
	is(tt_file_add(cx, &small, &id), TT_REFUSED, "and no more");
	small.bytes = 0;
	for (int i = 0; i < TT_FILES_MAX; i++) {
		small.name = tt_file_name(cx->arena, 40, 30);
		fine += tt_file_add(cx, &small, &id) == TT_OK;
	}
	is(fine, TT_FILES_MAX - 1, "200 files, and no more");
}

static void
orphans(struct tt_ctx *cx, int64_t an)
{
	struct tt_pet pet = { .name = "Moos", .kind = TT_CAT,
	    .custom_kind = "", .breed = "", .chip = "", .vaccinations = "",
	    .medical = "", .character = "", .notes = "" };
	struct tt_kept lost = photo(cx, an, 5), shown = photo(cx, an, 5),
	    old = photo(cx, an, 5);
	int64_t lost_id, shown_id, old_id;

	pet.picture = "";
	is(tt_pet_save(cx, an, &pet), TT_OK, "a cat");
	(void)tt_file_add(cx, &lost, &lost_id);
	(void)tt_file_add(cx, &old, &old_id);
	(void)tt_file_add(cx, &shown, &shown_id);
	(void)tt_pet_photo(cx, pet.id, an, tt_file_media(cx->arena, &old));
	(void)tt_pet_photo(cx, pet.id, an, tt_file_media(cx->arena, &shown));
	ok(tt_file_find(cx, old_id, an) == NULL, "a photo that is replaced"
	    " is gone at once");
	is(tt_file_sweep(cx), 0, "nothing goes within a day");
	cx->now = tt_later(cx->now, TT_DAY + 60);
	is(tt_file_sweep(cx) > 0, true, "then what nothing points at does");
	ok(tt_file_find(cx, lost_id, an) == NULL, "the one that was lost");
	ok(tt_file_find(cx, shown_id, an) != NULL, "not the one that is shown");
	is(tt_file_sweep(cx), 0, "once");
	is(tt_pet_remove(cx, pet.id, an), TT_OK, "the cat leaves");
	ok(tt_file_find(cx, shown_id, an) == NULL, "and her photo with her");
}

/* A folder of its own, below that of the build; gone at the end. */
static void
with_folder(struct tt_ctx *cx, struct tt_conf *conf)
{
	char folder[] = "/tmp/tt-files-XXXXXX";

	if (mkdtemp(folder) == NULL)
		return;
	*conf = *cx->conf;
	conf->store = tt_printf(cx->arena, "dir:%s", folder);
	conf->media = tt_strdup(cx->arena, folder);
	cx->conf = conf;
}

static void
videos(void)
{
	ok(tt_video_known("https://youtu.be/abc"), "a video of YouTube's");
	ok(!tt_video_known("https://youtu.be.evil.test/abc"), "not one of"
	    " somebody with a name like that");
	is_str(tt_video_site("https://vimeo.com/1"), "Vimeo", "its name");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t an = t_owner(cx, "An"), tom = t_owner(cx, "Tom");
	struct tt_conf conf;

	with_folder(cx, &conf);
	whose(cx, an, tom);
	orphans(cx, an);
	enough(cx, tom);
	videos();
	(void)rmdir(tt_printf(cx->arena, "%s/certificate", conf.media));
	(void)rmdir(conf.media);
	return t_done();
}
