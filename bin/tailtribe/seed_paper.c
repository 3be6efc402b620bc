/* Certificates: of those who wait, with a file for staff to look at; of some
 * whom owners find, checked already. */
#include <stdio.h>

#include "core/text.h"
#include "model/certificate.h"
#include "model/file.h"
#include "tailtribe/seed.h"

#define FILE_MAX ((size_t)256 << 10)
#define WIDTH    900
#define HEIGHT   1272
#define HAVE_ONE 35      /* per cent of those who are approved */
#define INSURED  40

/* data/seed/certificate.jpg. NULL: it is not there. */
static const void *
specimen(struct tt_seed *s, size_t *n)
{
	const char *path = tt_printf(s->arena, "%s/seed/certificate.jpg",
	    s->cx->conf->data);
	FILE *in = fopen(path, "re");
	char *p = tt_alloc(s->cx->arena, FILE_MAX);

	if (in == NULL)
		return NULL;
	*n = fread(p, 1, FILE_MAX, in);
	(void)fclose(in);
	return *n > 0 && *n < FILE_MAX ? p : NULL;
}

const char *
tt_seed_hand_in(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	struct tt_kept k = { .owner_id = c->p.id, .use = "certificate",
	    .type = "photo", .width = WIDTH, .height = HEIGHT };
	size_t n = 0;
	const void *p;

	if (tt_eq(c->state, "approved"))
		return NULL;
	p = specimen(s, &n);
	if (p == NULL)
		return "data/seed/certificate.jpg: cannot be read";
	if (tt_file_keep(s->cx, &k, p, n) != TT_OK)
		return "a certificate was not kept";
	(void)tt_certificate_add(s->cx, &(struct tt_certificate){
	    .caregiver_id = c->p.id, .file_id = k.id,
	    .kind = "animal_first_aid", .provider = "", .number = "" });
	return NULL;
}

static void
checked(struct tt_seed *s, const struct tt_seed_caregiver *c,
    const char *kind)
{
	struct tt_load *l = s->load[TT_LOAD_CERTIFICATE];
	bool policy = tt_eq(kind, TT_INSURANCE);

	tt_load_int(l, tt_seed_id(s));
	tt_load_int(l, c->p.id);
	tt_load_text(l, kind);
	tt_load_text(l, policy ? "Demo-Polis" : "");
	tt_load_text(l, policy ? tt_printf(s->arena, "D-%d",
	    (int)tt_luck_between(&s->luck, 10000, 99999)) : "");
	tt_load_int(l, policy ? tt_day_of(s->now).n + tt_luck_between(
	    &s->luck, 60, 330) : 0);
	tt_load_int(l, c->p.created.s);
	tt_load_int(l, c->approved.s);
}

void
tt_seed_checked(struct tt_seed *s, const struct tt_seed_caregiver *c)
{
	bool dogs = tt_starts(c->kinds, "dog");

	if (!tt_eq(c->state, "approved"))
		return;
	if (tt_luck_chance(&s->luck, HAVE_ONE))
		checked(s, c, dogs && tt_luck_chance(&s->luck, 50) ?
		    "dog_trainer" : "animal_first_aid");
	if (tt_luck_chance(&s->luck, INSURED))
		checked(s, c, TT_INSURANCE);
}
