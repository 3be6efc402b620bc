/*
 * The services: one table, in the order in which they are shown.
 * Source: the product's decisions 17 and 26.
 */
#ifndef TT_SERVICE_H
#define TT_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a price is for. */
enum tt_unit { TT_PER_HOUR, TT_PER_VISIT, TT_PER_DAY, TT_PER_NIGHT,
	TT_PER_TRIP, TT_PER_EVENT };
extern const char *const tt_units[];      /* "hour", … as stored */

struct tt_service {
	const char  *code;          /* "walk": stored, and in addresses */
	int64_t      number;        /* in offer rows; never changes */
	enum tt_unit unit;
	bool         shared;        /* several bookings at once, by capacity */
	bool         at_owner;      /* at the owner's home: radius counts */
	bool         dogs_only;
	bool         overnight;
	const char  *name;          /* English, for tt_tr: "Dog walk" */
	const char  *about;         /* one line */
	const char  *icon;          /* a file of www/art, without .svg */
};

/* Ended by a row whose code is NULL. */
extern const struct tt_service tt_services[];
extern const size_t tt_services_n;

/* NULL when there is no such code. */
const struct tt_service *tt_service_named(const char *code);
/* Also knows the Dutch, French, German and English names and old slugs
 * ("hondenuitlaat"). NULL for none. */
const struct tt_service *tt_service_typed(const char *text);

/* "per hour" and "%s hours" in English, for tt_tr. */
const char *tt_unit_per(enum tt_unit);

/* Kinds of pet: words as stored, and their English names one / many. */
enum tt_pet_kind { TT_DOG, TT_CAT, TT_SMALL, TT_FISH, TT_BIRD, TT_REPTILE,
	TT_LIVESTOCK, TT_OTHER };
#define TT_PET_KINDS 8
extern const char *const tt_pet_kinds[];
extern const char *const tt_pet_kind_names[];       /* "Dog" */
extern const char *const tt_pet_kind_ones[];        /* "%s dog" */
extern const char *const tt_pet_kind_manys[];       /* "%s dogs" */

/* Sizes of dog by weight, grams: XS < 5 kg, S < 10, M < 25, L < 40, XL. */
extern const char *const tt_sizes[];                /* "xs" … "xl", NULL */
extern const char *const tt_size_names[];           /* "up to 5 kg" … */

#endif
