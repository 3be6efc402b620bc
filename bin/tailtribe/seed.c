/* seed: people who do not exist. */
#include <stdio.h>

#include "core/crypt.h"
#include "core/text.h"
#include "db/db.h"
#include "tailtribe/seed.h"
#include "tailtribe/tool.h"

#define HOW                                                                 \
	"seed --demo [--caregivers N] [--seed S]\n"                         \
	"       tailtribe seed --caregivers N [--owners N] [--seed S]\n\n"  \
	"--demo makes people with pictures and a year of bookings; without\n" \
	"it only what search and profiles show is made, quickly."

#define DEMO_CAREGIVERS 300
#define SEED_ARENA      ((size_t)512 << 20)

static bool
number(const char *word, int64_t most, int64_t *n)
{
	return word == NULL || tt_int(word, 0, most, n);
}

/* NULL when made-up people may be put here. */
static const char *
refuse(struct tt_tool *t)
{
	if (!t->conf->demo)
		return "demo in the configuration is not yes: people who do "
		    "not exist belong in no other site";
	if (!tt_load_empty(t->cx))
		return "there are people in the database already: begin with "
		    "an empty one";
	return NULL;
}

/* False: what was wrong has been said. */
static bool
make(struct tt_tool *t, bool demo, int64_t caregivers, int64_t owners,
    int64_t seed)
{
	struct tt_arena *always = tt_arena_new(SEED_ARENA);
	struct tt_seed *s = TT_NEW(always, struct tt_seed);
	const char *bad = tt_seed_words_read(always, t->conf->data, s->words);

	s->cx = t->cx;
	s->arena = always;
	s->luck.state = (uint64_t)seed;
	s->now = t->cx->now;
	s->hash = tt_password_hash(always, TT_SEED_PASSWORD, t->conf->pepper);
	tt_seed_places(s);
	if (bad == NULL)
		bad = demo ? tt_seed_demo(s, caregivers) :
		    tt_seed_crowd(s, caregivers, owners);
	if (bad == NULL)
		tt_load_analyze(t->cx);
	else
		(void)tt_tool_fail("%s", bad);
	tt_arena_end(always);
	return bad == NULL;
}

int
tt_tool_seed(struct tt_tool *t)
{
	const char *caregivers = NULL, *owners = NULL, *seed = NULL, *bad;
	bool demo = false;
	const struct tt_option o[] = {
		{ "demo", NULL, &demo }, { "caregivers", &caregivers, NULL },
		{ "owners", &owners, NULL }, { "seed", &seed, NULL },
	};
	int64_t n = DEMO_CAREGIVERS, m = 0, s = 1, from = tt_monotonic_ms();

	if (!tt_tool_options(t, o, sizeof(o) / sizeof(*o)) ||
	    !number(caregivers, 1000000, &n) || !number(owners, 1000000, &m) ||
	    !number(seed, INT64_MAX, &s) || (demo && (owners != NULL ||
	    n < TT_SEED_KNOWN)) || (!demo && caregivers == NULL &&
	    owners == NULL))
		return tt_tool_usage(HOW);
	if (!demo && caregivers == NULL)
		n = 0;
	bad = refuse(t);
	if (bad != NULL)
		return tt_tool_fail("%s", bad);
	if (!make(t, demo, n, m, s))
		return 1;
	(void)printf("%lld caregivers in %lld ms; everybody's password is "
	    "%s\n", (long long)n, (long long)(tt_monotonic_ms() - from),
	    TT_SEED_PASSWORD);
	return 0;
}
