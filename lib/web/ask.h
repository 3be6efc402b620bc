/*
 * What a visitor searches for: read from an address, and written into one.
 *
 * Forgiving. What does not fit gets a sentence beside its field and stays as
 * it was typed; the rest is searched for. An address has one right form: the
 * keys of enum tt_ask_key in this order, each at most once, without those
 * that say what is assumed anyway. So the same question is the same key in a
 * cache, and nobody can fill it with others.
 */
#ifndef TT_ASK_H
#define TT_ASK_H

#include "model/place.h"
#include "model/search.h"
#include "web/fields.h"
#include "web/req.h"

enum tt_ask_key {
	TT_ASK_PLACE,      /* "2800", "nl-1012", or what was typed */
	TT_ASK_SERVICE,    /* the code */
	TT_ASK_FROM, TT_ASK_TO,
	TT_ASK_PETS,       /* 1..20; "2-cat" is read as pets=2&kind=cat */
	TT_ASK_KIND,
	TT_ASK_KM, TT_ASK_MAX, TT_ASK_SORT, TT_ASK_PAGE,
	TT_ASK_KEYS
};
extern const char *const tt_ask_keys[];   /* "place" … NULL */

#define TT_ASK_KM_USUAL 10

struct tt_ask {
	struct tt_search       s;
	const struct tt_place *place;     /* NULL: not told, or not known */
	const char            *text[TT_ASK_KEYS];  /* "" for not told */
};

/*
 * Read r's query; faults are added to r. When no service is told it is
 * `otherwise`, and s.service is never NULL.
 */
struct tt_ask tt_ask_read(struct tt_req *, const struct tt_service *otherwise);

/* "place=2800&service=walk". To change the question, change `text` first. */
const char *tt_ask_query(struct tt_arena *, const struct tt_ask *);

/* For pages: /nl/search?… , and the same with one key changed ("": without);
 * the page of results then starts again at the first. */
tt_url tt_ask_url(struct tt_out *, const struct tt_ask *);
tt_url tt_ask_url_with(struct tt_out *, const struct tt_ask *,
    enum tt_ask_key, const char *value);

/*
 * The choices of one list for number and kind, and the one that is asked:
 * of `kinds` (words with blanks; NULL for all), at most `most` of each.
 */
const struct tt_option *tt_ask_pets(struct tt_out *, const struct tt_ask *,
    const char *kinds, int64_t most);
const char *tt_ask_pets_word(struct tt_arena *, const struct tt_ask *);

/* "2800 Mechelen", in the reader's language. */
const char *tt_place_text(struct tt_arena *, const struct tt_place *,
    enum tt_lang);
/* "2800", "nl-1012": a place in an address. */
const char *tt_place_word(struct tt_arena *, const struct tt_place *);

#endif
