#include <string.h>
#include <strings.h>

#include "core/id.h"
#include "core/text.h"
#include "model/file.h"
#include "model/join.h"
#include "model/picture.h"

#define P(m) TT_FIELD(struct tt_own_picture, m)
static const struct tt_field picture_fields[] = { P(id), P(place), P(path),
    P(alt), { 0 } };
#define V(m) TT_FIELD(struct tt_video, m)
static const struct tt_field video_fields[] = { V(place), V(url), V(title),
    { 0 } };

TT_QUERY(all_of, struct tt_own_picture, picture_fields,
	"SELECT id, place, path, alt FROM picture WHERE caregiver_id = $1"
	" ORDER BY place, id LIMIT 20");
TT_QUERY(find, struct tt_own_picture, picture_fields,
	"SELECT id, place, path, alt FROM picture"
	" WHERE id = $1 AND caregiver_id = $2");
TT_EXEC(add, "INSERT INTO picture (id, caregiver_id, place, path, alt,"
	" created) VALUES ($1, $2, $3, $4, $5, $6)");
TT_EXEC(describe, "UPDATE picture SET alt = $3"
	" WHERE id = $1 AND caregiver_id = $2 AND place > 0");
TT_EXEC(put, "UPDATE picture SET place = $3"
	" WHERE id = $1 AND caregiver_id = $2");
TT_EXEC(remove_it, "DELETE FROM picture WHERE id = $1 AND caregiver_id = $2");
TT_QUERY(videos, struct tt_video, video_fields,
	"SELECT place, url, title FROM video WHERE caregiver_id = $1"
	" ORDER BY place LIMIT 20");
TT_QUERY(videos_shown, struct tt_video, video_fields,
	"SELECT v.place, v.url, v.title FROM video v JOIN caregiver c"
	" ON c.user_id = v.caregiver_id AND c.state = 'approved'"
	" WHERE v.caregiver_id = $1 ORDER BY v.place LIMIT 20");
TT_EXEC(video_add, "INSERT INTO video (caregiver_id, place, url, title)"
	" VALUES ($1, $2, $3, $4)");
TT_EXEC(video_remove, "DELETE FROM video"
	" WHERE caregiver_id = $1 AND place = $2");

struct tt_rows
tt_pictures_of(struct tt_ctx *cx, int64_t caregiver)
{
	return tt_all(cx, &all_of, TT_ARGS(caregiver));
}

const struct tt_own_picture *
tt_picture_find(struct tt_ctx *cx, int64_t id, int64_t caregiver)
{
	return tt_one(cx, &find, TT_ARGS(id, caregiver));
}

struct change {
	int64_t     id, caregiver;
	const char *path, *alt;
	int         by;
};

static enum tt_outcome
add_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;
	struct tt_rows rows = tt_pictures_of(cx, c->caregiver);
	const struct tt_own_picture *p = rows.v;
	int64_t n = 0, last = 0;

	for (size_t i = 0; i < rows.n; i++) {
		n += p[i].place > 0;
		last = p[i].place;
	}
	if (n >= TT_PICTURES_MAX)
		return TT_REFUSED;
	tt_exec(cx, &add, TT_ARGS(tt_id_new(), c->caregiver, last + 1,
	    c->path, c->alt, cx->now));
	tt_complete_refresh(cx, c->caregiver);
	return TT_OK;
}

enum tt_outcome
tt_picture_add(struct tt_ctx *cx, int64_t caregiver, const char *path,
    const char *alt)
{
	struct change c = { .caregiver = caregiver, .path = path, .alt = alt };

	return tt_tx(cx, add_now, &c);
}

/* The row and the photo that it points at. */
static void
take_away(struct tt_ctx *cx, const struct tt_own_picture *p, int64_t caregiver)
{
	tt_exec(cx, &remove_it, TT_ARGS(p->id, caregiver));
	tt_file_remove_photo(cx, p->path, caregiver);
}

static enum tt_outcome
portrait_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;
	struct tt_rows rows = tt_pictures_of(cx, c->caregiver);
	const struct tt_own_picture *p = rows.v;

	for (size_t i = 0; i < rows.n && p[i].place == 0; i++)
		take_away(cx, &p[i], c->caregiver);
	if (c->path[0] != '\0')
		tt_exec(cx, &add, TT_ARGS(tt_id_new(), c->caregiver,
		    (int64_t)0, c->path, "", cx->now));
	tt_complete_refresh(cx, c->caregiver);
	return TT_OK;
}

enum tt_outcome
tt_portrait_set(struct tt_ctx *cx, int64_t caregiver, const char *path)
{
	struct change c = { .caregiver = caregiver, .path = path };

	return tt_tx(cx, portrait_now, &c);
}

static enum tt_outcome
describe_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;

	return tt_exec(cx, &describe, TT_ARGS(c->id, c->caregiver, c->alt)) ==
	    1 ? TT_OK : TT_ABSENT;
}

enum tt_outcome
tt_picture_describe(struct tt_ctx *cx, int64_t id, int64_t caregiver,
    const char *alt)
{
	struct change c = { .id = id, .caregiver = caregiver, .alt = alt };

	return tt_tx(cx, describe_now, &c);
}

static enum tt_outcome
move_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;
	struct tt_rows rows = tt_pictures_of(cx, c->caregiver);
	const struct tt_own_picture *p = rows.v;
	size_t i = 0, other;

	while (i < rows.n && p[i].id != c->id)
		i++;
	if (i == rows.n || p[i].place == 0)
		return TT_ABSENT;
	other = c->by < 0 ? i - 1 : i + 1;
	if ((c->by < 0 && i == 0) || other == rows.n || p[other].place == 0)
		return TT_OK;
	tt_exec(cx, &put, TT_ARGS(p[i].id, c->caregiver, p[other].place));
	tt_exec(cx, &put, TT_ARGS(p[other].id, c->caregiver, p[i].place));
	return TT_OK;
}

enum tt_outcome
tt_picture_move(struct tt_ctx *cx, int64_t id, int64_t caregiver, int by)
{
	struct change c = { .id = id, .caregiver = caregiver, .by = by };

	return tt_tx(cx, move_now, &c);
}

static enum tt_outcome
remove_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;
	const struct tt_own_picture *p = tt_picture_find(cx, c->id,
	    c->caregiver);

	if (p == NULL)
		return TT_ABSENT;
	take_away(cx, p, c->caregiver);
	tt_complete_refresh(cx, c->caregiver);
	return TT_OK;
}

enum tt_outcome
tt_picture_remove(struct tt_ctx *cx, int64_t id, int64_t caregiver)
{
	struct change c = { .id = id, .caregiver = caregiver };

	return tt_tx(cx, remove_now, &c);
}

/* ---- videos --------------------------------------------------------------- */

static const struct site { const char *host, *name; } sites[] = {
	{ "www.youtube.com", "YouTube" }, { "youtube.com", "YouTube" },
	{ "m.youtube.com", "YouTube" }, { "youtu.be", "YouTube" },
	{ "vimeo.com", "Vimeo" }, { "www.vimeo.com", "Vimeo" },
	{ "player.vimeo.com", "Vimeo" },
	{ "www.instagram.com", "Instagram" }, { "instagram.com", "Instagram" },
	{ "www.tiktok.com", "TikTok" }, { "tiktok.com", "TikTok" },
	{ "vm.tiktok.com", "TikTok" },
};

static const struct site *
site_of(const char *url)
{
	const char *host;
	size_t n;

	if (!tt_starts(url, "https://") || strlen(url) > 200)
		return NULL;
	host = url + strlen("https://");
	n = strcspn(host, "/");
	for (size_t i = 0; i < sizeof(sites) / sizeof(*sites); i++)
		if (strlen(sites[i].host) == n &&
		    strncasecmp(host, sites[i].host, n) == 0 &&
		    strlen(host) > n + 1)
			return &sites[i];
	return NULL;
}

bool
tt_video_known(const char *url)
{
	for (const char *c = url; *c != '\0'; c++)
		if (!tt_is_alnum(*c) && strchr("-._~:/?#@!$&()*+,;=%", *c) ==
		    NULL)
			return false;
	return site_of(url) != NULL;
}

const char *
tt_video_site(const char *url)
{
	const struct site *s = site_of(url);

	return s == NULL ? "" : s->name;
}

struct tt_rows
tt_videos_of(struct tt_ctx *cx, int64_t caregiver)
{
	return tt_all(cx, &videos, TT_ARGS(caregiver));
}

struct tt_rows
tt_videos_shown(struct tt_ctx *cx, int64_t caregiver)
{
	return tt_all(cx, &videos_shown, TT_ARGS(caregiver));
}

static enum tt_outcome
video_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;
	struct tt_rows rows = tt_videos_of(cx, c->caregiver);
	const struct tt_video *v = rows.v;

	if (rows.n >= TT_VIDEOS_MAX)
		return TT_REFUSED;
	tt_exec(cx, &video_add, TT_ARGS(c->caregiver, rows.n == 0 ? (int64_t)1 :
	    v[rows.n - 1].place + 1, c->path, c->alt));
	return TT_OK;
}

enum tt_outcome
tt_video_add(struct tt_ctx *cx, int64_t caregiver, const char *url,
    const char *title)
{
	struct change c = { .caregiver = caregiver, .path = url,
	    .alt = title };

	if (!tt_video_known(url))
		return TT_INVALID;
	return tt_tx(cx, video_now, &c);
}

static enum tt_outcome
video_remove_now(struct tt_ctx *cx, void *arg)
{
	const struct change *c = arg;

	return tt_exec(cx, &video_remove, TT_ARGS(c->caregiver, c->id)) == 1 ?
	    TT_OK : TT_ABSENT;
}

enum tt_outcome
tt_video_remove(struct tt_ctx *cx, int64_t caregiver, int64_t place)
{
	struct change c = { .caregiver = caregiver, .id = place };

	return tt_tx(cx, video_remove_now, &c);
}
