/*
 * Pets of an owner. A pet that was in a booking is never deleted, only gone.
 */
#ifndef TT_PET_H
#define TT_PET_H

#include "core/ctx.h"
#include "db/db.h"
#include "model/service.h"

#define TT_PETS_MAX 20

struct tt_pet {
	int64_t     id;
	const char *name, *custom_kind, *breed, *chip, *vaccinations, *medical,
	           *character, *notes, *picture;
	/* told or not: "" or NULL when it is saved, "" when it is found */
	const char *color, *allergies, *medications, *behaviour, *temperament,
	           *special_needs, *vet_name, *vet_phone, *emergency_contact;
	enum tt_pet_kind kind;
	enum tt_pet_sex { TT_SEX_UNKNOWN, TT_MALE, TT_FEMALE } sex;
	int64_t     born_year, weight_g;
	bool        neutered, pets_ok, people_ok;
};
extern const char *const tt_pet_sexes[];       /* "", "male", "female" */

struct tt_rows tt_pets_of(struct tt_ctx *, int64_t owner);
const struct tt_pet *tt_pet_find(struct tt_ctx *, int64_t id, int64_t owner);
/* id 0: a new one, and *id is set. TT_TAKEN: a pet of that name and kind is
 * there already; TT_REFUSED: 20 pets; TT_ABSENT. */
enum tt_outcome tt_pet_save(struct tt_ctx *, int64_t owner, struct tt_pet *);
enum tt_outcome tt_pet_remove(struct tt_ctx *, int64_t id, int64_t owner);
/* Another photo, a path in media, or "" for none; the old one goes. */
enum tt_outcome tt_pet_photo(struct tt_ctx *, int64_t id, int64_t owner,
    const char *path);

#endif
