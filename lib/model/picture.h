/*
 * What a caregiver shows: a portrait, up to eight photos with words for who
 * does not see them, and up to six videos, which stay where they are.
 */
#ifndef TT_PICTURE_H
#define TT_PICTURE_H

#include "core/ctx.h"
#include "db/db.h"

#define TT_PICTURES_MAX 8
#define TT_VIDEOS_MAX   6
#define TT_ALT_MAX      200

/* Place 0 is the portrait, which is described by its name alone. */
struct tt_own_picture {
	int64_t     id, place;
	const char *path, *alt;
};
struct tt_video {
	int64_t     place;
	const char *url, *title;
};

/* In their order, the portrait first: rows of tt_own_picture. */
struct tt_rows tt_pictures_of(struct tt_ctx *, int64_t caregiver);
const struct tt_own_picture *tt_picture_find(struct tt_ctx *, int64_t id,
    int64_t caregiver);
/* At the end. TT_REFUSED: there are eight. */
enum tt_outcome tt_picture_add(struct tt_ctx *, int64_t caregiver,
    const char *path, const char *alt);
/* In the place of the one before, which goes; "" for none. */
enum tt_outcome tt_portrait_set(struct tt_ctx *, int64_t caregiver,
    const char *path);
/* TT_ABSENT: not there, or not theirs. */
enum tt_outcome tt_picture_describe(struct tt_ctx *, int64_t id,
    int64_t caregiver, const char *alt);
/* One place earlier (-1) or later (1); done when there is none. */
enum tt_outcome tt_picture_move(struct tt_ctx *, int64_t id,
    int64_t caregiver, int by);
enum tt_outcome tt_picture_remove(struct tt_ctx *, int64_t id,
    int64_t caregiver);

/* Rows of tt_video; for everybody only of those who are approved. */
struct tt_rows tt_videos_of(struct tt_ctx *, int64_t caregiver);
struct tt_rows tt_videos_shown(struct tt_ctx *, int64_t caregiver);
/* TT_INVALID: no address of a video that we know; TT_REFUSED: six. */
enum tt_outcome tt_video_add(struct tt_ctx *, int64_t caregiver,
    const char *url, const char *title);
enum tt_outcome tt_video_remove(struct tt_ctx *, int64_t caregiver,
    int64_t place);

/*
 * Whether it is an https address at one of the sites where videos are:
 * YouTube, Vimeo, Instagram, TikTok.
 */
bool tt_video_known(const char *url);
/* "YouTube" */
const char *tt_video_site(const char *url);

#endif
