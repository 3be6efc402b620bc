/*
 * Places: the postcodes of Belgium and the Netherlands, and the names that
 * people give them.
 *
 * One place is one postcode: four digits, in the Netherlands without the
 * letters. It knows its municipality in four languages, its province
 * (ISO 3166-2) and its centre in 1/10000 of a degree, good to a few km.
 * The table is part of the program: nothing is read and nobody is asked.
 *
 * What is typed is compared without regard to case, accents, hyphens and
 * apostrophes, so "Liege", "LIÈGE", "Luik" and "Lüttich" are one. A number
 * without letters is a Belgian postcode; with two letters it is Dutch.
 *
 * bpost gives postcodes to large institutions (1041, 1931). They are not in
 * the table: by such a number nothing is found, and any town fits it.
 */
#ifndef TT_PLACE_H
#define TT_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/msg.h"

struct tt_place {
	char     postcode[5];   /* "2800"; "1012" for 1012 AB */
	char     country[3];    /* "BE" or "NL" */
	char     province[7];   /* "BE-VAN" */
	bool     town;          /* stands for its municipality as a whole */
	int32_t  lat, lon;      /* 1/10000 degree */
	uint32_t name[4];       /* for tt_place_name */
};

struct tt_province {
	char     code[7];       /* "BE-VAN" */
	uint32_t name[4];       /* for tt_province_name */
};

/* What to offer while somebody types: "2812", "Muizen". */
struct tt_place_hit {
	const struct tt_place *place;
	const char            *name;   /* the one that fits, as written */
};

#define TT_PLACE_HITS 10
#define TT_PLACE_SLUG 64

/* The place with this postcode, or NULL. The Dutch letters may be there. */
const struct tt_place *tt_place_by_postcode(const char *country,
    const char *postcode);

/*
 * The place that was typed: "2800", "2800 Mechelen", "Mechelen 2800",
 * "B-2800", "Malines", "1012 AB", "1012 Amsterdam", "la-louviere". NULL when
 * we do not know it. Where several places share a name it is the municipality
 * of that name, a Belgian one before a Dutch one. A postcode counts for more
 * than the name beside it.
 */
const struct tt_place *tt_place_find(const char *typed);

/*
 * The places that begin like this, best first, at least two characters; the
 * return value says how many. By postcode or by name, each place once.
 */
size_t tt_place_suggest(const char *typed, enum tt_lang,
    struct tt_place_hit hits[TT_PLACE_HITS]);

/*
 * Does this town belong to this postcode? True when the town is, in any
 * language, the municipality or a part of it that has the postcode; and for a
 * postcode that we do not know. False for what is not a postcode.
 */
bool tt_place_matches(const char *postcode, const char *town);

/* The municipality, in this language; in the Netherlands the place. */
const char *tt_place_name(const struct tt_place *, enum tt_lang);

/* The i-th place of the table, Belgium first, by postcode; NULL at the end. */
const struct tt_place *tt_place_at(size_t i);

/* The province with this code, or NULL. */
const struct tt_province *tt_province_by_code(const char *code);

/* The i-th province by code, Belgium first; NULL at the end. */
const struct tt_province *tt_province_at(size_t i);

const char *tt_province_name(const struct tt_province *, enum tt_lang);

/*
 * A name as it stands in an address: "Sint-Truiden" is "sint-truiden". It is
 * "" when it would be too long. tt_place_find understands it.
 */
void tt_place_slug(const char *name, char slug[TT_PLACE_SLUG]);

/* The distance over the earth in metres (haversine, R = 6371 km). */
int64_t tt_distance_m(int32_t lat1, int32_t lon1, int32_t lat2, int32_t lon2);

#endif
