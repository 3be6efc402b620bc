/*
 * The people that the page tests of site, search and api look for, in the
 * database that $TT_CONF names; it makes the tables first.
 *
 *	lisa@example.be   a caregiver in Antwerpen with two reviews, a reply,
 *	                  her own words in Markdown, one picture, dearer weekends
 *	mien@example.be   an owner, who wrote one of the reviews
 *	evil@example.be   a caregiver who is called <b>Eve</b>
 *	wim@example.be    applied, and is not approved yet
 *	a01@example.be …  24 more caregivers, so that there are two pages
 */
#include <stdio.h>

#include "../model/t_ask.h"
#include "core/crypt.h"
#include "core/fault.h"
#include "model/review.h"

#define MORE 24

TT_EXEC(call_her, "UPDATE users SET first_name = $2, last_name = $3"
	" WHERE id = $1");
TT_EXEC(write_her, "UPDATE caregiver SET headline = $2, bio = $3,"
	" home = $4, kinds = 'dog cat small' WHERE user_id = $1");
TT_EXEC(show_her, "INSERT INTO picture (id, caregiver_id, place, path, alt,"
	" created) VALUES ($2, $1, $3, $4, $5, $2)");
TT_EXEC(review_add, "INSERT INTO review (booking_id, author_id, subject_id,"
	" role, stars, body, created, shown_from, counted, reply)"
	" VALUES ($1, $2, $3, 'owner', $4, $5, $6, $6, 1, $7)");

static const char bio[] = "## Who I am\n\nI walk *every* day.\n\n"
    "<script>alert(1)</script> and [a link](https://evil.example/).";

/* A visit that was paid, and what its owner wrote about it. */
static void
reviewed(struct tt_ctx *cx, int64_t owner, int64_t lisa, int64_t pet,
    int64_t day, int64_t stars, const char *body, const char *reply)
{
	int64_t b = t_ask(cx, owner, lisa, pet, "walk",
	    t_when(cx, day, 600, day, 660));

	t_do(cx, &review_add, TT_ARGS(b, owner, lisa, stars, body,
	    tt_later(cx->now, -day * TT_DAY), reply), 0);
}

static void
known(struct tt_ctx *cx)
{
	int64_t lisa = t_caregiver(cx, "Lisa"), an = t_owner(cx, "An");
	int64_t mien = t_owner(cx, "Mien"), eve = t_caregiver(cx, "Evil");
	int64_t rex = t_pet(cx, an, "Rex", "dog");
	int64_t tor = t_pet(cx, mien, "Tor", "dog");

	t_do(cx, &write_her, TT_ARGS(lisa, "Long walks along the river", bio,
	    "A house with <i>stairs</i>"), 0);
	t_service(cx, lisa, "boarding", 3200, 1200, 400, 800);
	t_do(cx, &show_her, TT_ARGS(lisa, tt_id_new(), 0, "lisa/face.svg",
	    "Lisa"), 0);
	t_do(cx, &show_her, TT_ARGS(lisa, tt_id_new(), 1, "lisa/sofa.svg",
	    "A sofa with \"two\" dogs"), 0);
	reviewed(cx, an, lisa, rex, 20, 5, "Rex slept <b>well</b>.",
	    "He may come again.");
	reviewed(cx, mien, lisa, tor, 21, 4, "A quarter of an hour late.", "");
	t_rating(cx, lisa, 9, 2);
	tt_offer_refresh(cx, lisa);
	t_do(cx, &call_her, TT_ARGS(eve, "<b>Eve</b>", "\"><i>"), 0);
	t_do(cx, &write_her, TT_ARGS(eve, "<img src=x onerror=alert(1)>",
	    "<img src=x onerror=alert(1)> [x](javascript:alert(1))",
	    "</dd><script>alert(2)</script>"), eve);
	t_state(cx, t_caregiver(cx, "Wim"), "pending");
}

static enum tt_outcome
all(struct tt_ctx *cx, void *unused)
{
	(void)unused;
	known(cx);
	for (int i = 1; i <= MORE; i++)
		t_caregiver(cx, tt_printf(cx->arena, "A%02d", i));
	return TT_OK;
}

static void
say(const char *name)
{
	printf("# %s\n", name);
}

static void
fill(void *arg)
{
	struct tt_ctx *cx = arg;
	const char *bad = tt_schema_migrate(cx, say);

	if (bad != NULL)
		tt_fault(TT_FAULT_MACHINE, "%s", bad);
	tt_tx(cx, all, NULL);
}

int
main(void)
{
	struct tt_ctx cx = { .arena = tt_arena_new((size_t)64 << 20) };
	struct tt_fault_info why;
	struct tt_conf conf;
	const char *path, *bad;

	tt_time_start();
	tt_crypt_start();
	bad = tt_conf_read(cx.arena, &conf, &path);
	if (bad != NULL) {
		fprintf(stderr, "%s: %s\n", path, bad);
		return 1;
	}
	cx.conf = &conf;
	cx.now = tt_time_read();
	cx.db = tt_db_new(&conf);
	if (!tt_try(fill, &cx, &why)) {
		fprintf(stderr, "%s\n", why.text);
		return 1;
	}
	tt_db_end(cx.db);
	tt_arena_end(cx.arena);
	return 0;
}
