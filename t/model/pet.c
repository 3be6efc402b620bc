/* Pets are their owner's, and there is one of each name and kind. */
#include "model/pet.h"
#include "t.h"
#include "t_db.h"
#include "t_people.h"

static void
saving(struct tt_ctx *cx, int64_t an, int64_t tom)
{
	struct tt_pet max = { .name = " Max ", .kind = TT_DOG, .breed = "Lab",
	    .custom_kind = "dragon", .chip = "981000012345678",
	    .vaccinations = "", .medical = "None", .character = "Kind",
	    .notes = "", .picture = "", .sex = TT_MALE, .born_year = 2020,
	    .weight_g = 30500, .neutered = true, .people_ok = true };
	struct tt_pet other = max;
	const struct tt_pet *found;

	is(tt_pet_save(cx, an, &max), TT_OK, "a new one");
	ok(max.id > 0, "has an id");
	found = tt_pet_find(cx, max.id, an);
	is_str(found->name, "Max", "its name is trimmed");
	is_str(found->custom_kind, "", "a dog is no dragon");
	is(found->kind, TT_DOG, "it is a dog");
	is(found->sex, TT_MALE, "male");
	is(found->weight_g, 30500, "of 30.5 kg");
	ok(found->neutered && found->people_ok && !found->pets_ok, "yes, no");
	ok(tt_pet_find(cx, max.id, tom) == NULL, "Tom does not see it");
	other.name = "max";
	is(tt_pet_save(cx, an, &other), TT_TAKEN, "one of that name and kind");
	is(other.id, 0, "is not made");
	other.kind = TT_OTHER;
	is(tt_pet_save(cx, an, &other), TT_OK, "of another kind it may be");
	is_str(tt_pet_find(cx, other.id, an)->custom_kind, "dragon",
	    "and then it is a dragon");
	max.name = "Maxim";
	is(tt_pet_save(cx, tom, &max), TT_ABSENT, "Tom cannot change it");
	is(tt_pet_save(cx, an, &max), TT_OK, "An can");
	is_str(tt_pet_find(cx, max.id, an)->name, "Maxim", "and did");
	is((int64_t)tt_pets_of(cx, an).n, 2, "An has two");
	is((int64_t)tt_pets_of(cx, tom).n, 0, "Tom has none");
	is(tt_pet_remove(cx, max.id, tom), TT_ABSENT, "nor can he remove one");
	is(tt_pet_remove(cx, max.id, an), TT_OK, "An can");
	is(tt_pet_remove(cx, max.id, an), TT_ABSENT, "once");
	ok(tt_pet_find(cx, max.id, an) == NULL, "gone");
	is(tt_pet_save(cx, an, &max), TT_ABSENT, "what is gone stays gone");
	max.id = 0;
	is(tt_pet_save(cx, an, &max), TT_OK, "the name is free again");
}

static void
twenty(struct tt_ctx *cx, int64_t tom)
{
	struct tt_pet p = { .custom_kind = "", .breed = "", .chip = "",
	    .vaccinations = "", .medical = "", .character = "", .notes = "",
	    .picture = "", .kind = TT_BIRD };
	int fine = 0;

	for (int i = 0; i < TT_PETS_MAX; i++) {
		p.id = 0;
		p.name = tt_printf(cx->arena, "Hen %d", i);
		fine += tt_pet_save(cx, tom, &p) == TT_OK;
	}
	is(fine, TT_PETS_MAX, "twenty hens");
	p.id = 0;
	p.name = "Cock";
	is(tt_pet_save(cx, tom, &p), TT_REFUSED, "are enough");
}

int
main(void)
{
	struct tt_ctx *cx = t_ctx();
	int64_t an = t_owner(cx, "An"), tom = t_owner(cx, "Tom");

	saving(cx, an, tom);
	twenty(cx, tom);
	return t_done();
}
