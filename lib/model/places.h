/*
 * The table that tools/mkplaces.pl makes out of data/geo, for place.c alone.
 *
 * Every text is an offset into tt_place_pool, so that the table needs no
 * relocation and all processes share it. Places are sorted by country, then
 * postcode; keys by their text, the best postcode for a name first.
 */
#ifndef TT_PLACES_H
#define TT_PLACES_H

#include "model/place.h"

struct tt_place_key {
	uint32_t key;           /* the name, folded */
	uint32_t name;          /* the name, as it is written */
	uint16_t place;         /* index into tt_place_table */
	uint8_t  order;         /* among suggestions: the lowest first */
};

extern const struct tt_place     tt_place_table[];
extern const size_t              tt_place_count;
extern const struct tt_place_key tt_place_keys[];
extern const size_t              tt_place_key_count;
extern const struct tt_province  tt_province_table[];
extern const size_t              tt_province_count;
extern const char                tt_place_pool[];

#endif
