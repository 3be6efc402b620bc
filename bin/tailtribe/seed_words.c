/* Luck, and the words of data/seed. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "tailtribe/seed.h"

#define TEXT_MAX  ((size_t)1 << 20)
#define LINES_MAX 400

static uint64_t
next(struct tt_luck *l)
{
	uint64_t z = l->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

int64_t
tt_luck_pick(struct tt_luck *l, int64_t n)
{
	return (int64_t)(next(l) % (uint64_t)n);
}

int64_t
tt_luck_between(struct tt_luck *l, int64_t lo, int64_t hi)
{
	return lo + tt_luck_pick(l, hi - lo + 1);
}

bool
tt_luck_chance(struct tt_luck *l, int64_t percent)
{
	return tt_luck_pick(l, 100) < percent;
}

static const char *const names[TT_W_FILES] = { "first-f", "first-m",
    "family", "bio-who", "services", "bio-end", "headlines", "medication",
    "reviews", "replies", "owner-reviews", "pet-names", "breeds",
    "care-notes", "notes", "reports", "streets", "vets", "relations" };

/* The text of a file, NULL when it cannot be read. */
static char *
slurp(struct tt_arena *a, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n = -1;
	char *text = NULL;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && st.st_size < (off_t)TEXT_MAX) {
		text = tt_alloc(a, (size_t)st.st_size + 1);
		n = read(fd, text, (size_t)st.st_size);
	}
	close(fd);
	return n < 0 ? NULL : text;
}

static void
split(char *text, struct tt_seed_line *l)
{
	char *rest = text;
	size_t n = 0;

	while (n < 5)
		l->f[n++] = rest == NULL ? "" : strsep(&rest, "|");
}

static struct tt_seed_list
lines(struct tt_arena *a, char *text)
{
	struct tt_seed_list list = {
		.v = TT_NEW_N(a, LINES_MAX, struct tt_seed_line) };
	char *line;

	while ((line = strsep(&text, "\n")) != NULL)
		if (line[0] != '\0' && list.n < LINES_MAX)
			split(line, &list.v[list.n++]);
	return list;
}

static void
set_fact(struct tt_seed_home *h, const char *key, const char *value)
{
	const struct { const char *key, **at; } facts[] = {
		{ "bio", &h->bio }, { "home", &h->home },
		{ "outdoors", &h->outdoors }, { "own_pets", &h->own_pets },
		{ "children", &h->children }, { "smoke_free", &h->smoke_free },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (tt_eq(facts[i].key, key))
			*facts[i].at = value;
}

/* Blocks of "key: value" with an empty line between them. */
static void
homes(struct tt_arena *a, char *text, struct tt_seed_words *w)
{
	const struct tt_seed_home none = { "", "", "", "", "", "" };
	char *line;

	w->homes = TT_NEW_N(a, LINES_MAX, struct tt_seed_home);
	w->homes[0] = none;
	while ((line = strsep(&text, "\n")) != NULL) {
		char *value = line;
		const char *key = strsep(&value, ":");

		if (value != NULL) {
			set_fact(&w->homes[w->n_homes], key, tt_trim(a,
			    value));
		} else if (w->homes[w->n_homes].bio[0] != '\0' &&
		    w->n_homes + 1 < LINES_MAX) {
			w->homes[++w->n_homes] = none;
		}
	}
	w->n_homes += w->homes[w->n_homes].bio[0] != '\0';
}

static const char *
read_lang(struct tt_arena *a, const char *folder, struct tt_seed_words *w)
{
	const char *path = tt_printf(a, "%s/homes.txt", folder);
	char *text = slurp(a, path);

	if (text == NULL)
		return tt_printf(a, "%s: %s", path, strerror(errno));
	homes(a, text, w);
	for (int i = 0; i < TT_W_FILES; i++) {
		path = tt_printf(a, "%s/%s.txt", folder, names[i]);
		text = slurp(a, path);
		if (text == NULL)
			return tt_printf(a, "%s: %s", path, strerror(errno));
		w->list[i] = lines(a, text);
		if (w->list[i].n == 0)
			return tt_printf(a, "%s: it is empty", path);
	}
	return w->n_homes > 0 ? NULL : tt_printf(a, "%s: no homes", folder);
}

const char *
tt_seed_words_read(struct tt_arena *a, const char *data,
    struct tt_seed_words words[TT_LANGS])
{
	const char *bad = NULL;

	for (int i = 0; i < TT_LANGS && bad == NULL; i++)
		bad = read_lang(a, tt_printf(a, "%s/seed/%s", data,
		    tt_langs[i]), &words[i]);
	return bad;
}

const char *
tt_seed_any(struct tt_luck *l, const struct tt_seed_list *list)
{
	return list->v[tt_luck_pick(l, (int64_t)list->n)].f[0];
}

static bool
fits(const struct tt_seed_line *line, int first, const char *const want[],
    int n)
{
	for (int i = 0; i < n; i++)
		if (!tt_eq(line->f[first + i], "*") &&
		    !tt_eq(line->f[first + i], want[i]))
			return false;
	return true;
}

const struct tt_seed_line *
tt_seed_fit(struct tt_luck *l, const struct tt_seed_list *list, int first,
    const char *const want[], int n)
{
	int64_t from = tt_luck_pick(l, (int64_t)list->n);
	struct tt_seed_line *best = NULL;

	for (size_t i = 0; i < list->n; i++) {
		struct tt_seed_line *line =
		    &list->v[((size_t)from + i) % list->n];

		if (fits(line, first, want, n) &&
		    (best == NULL || line->used < best->used))
			best = line;
	}
	if (best != NULL)
		best->used++;
	return best;
}
