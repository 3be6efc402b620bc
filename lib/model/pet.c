#include "core/id.h"
#include "core/text.h"
#include "model/file.h"
#include "model/pet.h"

const char *const tt_pet_sexes[] = { "", "male", "female", NULL };

#define P(m, ...) TT_FIELD(struct tt_pet, m, ##__VA_ARGS__)
static const struct tt_field fields[] = {
	P(id), P(name), P(custom_kind), P(breed), P(chip), P(vaccinations),
	P(medical), P(character), P(notes), P(picture),
	P(kind, .words = tt_pet_kinds), P(sex, .words = tt_pet_sexes),
	P(born_year), P(weight_g), P(neutered), P(pets_ok), P(people_ok),
	P(color), P(allergies), P(medications), P(behaviour), P(temperament),
	P(special_needs), P(vet_name), P(vet_phone), P(emergency_contact),
	{ 0 }
};

#define PET                                                                 \
	"SELECT id, name, custom_kind, breed, chip, vaccinations, medical," \
	" character, notes, picture, kind, sex, born_year, weight_g,"       \
	" neutered, pets_ok, people_ok, color, allergies, medications,"     \
	" behaviour, temperament, special_needs, vet_name, vet_phone,"      \
	" emergency_contact FROM pet"

TT_QUERY(all_of, struct tt_pet, fields, PET
	" WHERE owner_id = $1 AND gone IS NULL ORDER BY id LIMIT 20");
TT_QUERY(find, struct tt_pet, fields, PET
	" WHERE id = $1 AND owner_id = $2 AND gone IS NULL");
TT_EXEC(add, "INSERT INTO pet (id, owner_id, name, kind, custom_kind, breed,"
	" sex, born_year, weight_g, neutered, pets_ok, people_ok, chip,"
	" vaccinations, medical, character, notes, picture, color, allergies,"
	" medications, behaviour, temperament, special_needs, vet_name,"
	" vet_phone, emergency_contact, created)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
	" $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,"
	" $27, $28)");
TT_EXEC(change, "UPDATE pet SET name = $3, kind = $4, custom_kind = $5,"
	" breed = $6, sex = $7, born_year = $8, weight_g = $9, neutered = $10,"
	" pets_ok = $11, people_ok = $12, chip = $13, vaccinations = $14,"
	" medical = $15, character = $16, notes = $17, color = $18,"
	" allergies = $19, medications = $20, behaviour = $21,"
	" temperament = $22, special_needs = $23, vet_name = $24,"
	" vet_phone = $25, emergency_contact = $26"
	" WHERE id = $1 AND owner_id = $2 AND gone IS NULL");
TT_EXEC(show, "UPDATE pet SET picture = $3"
	" WHERE id = $1 AND owner_id = $2 AND gone IS NULL");
TT_EXEC(remove_it, "UPDATE pet SET gone = $3, picture = ''"
	" WHERE id = $1 AND owner_id = $2 AND gone IS NULL");

struct tt_rows
tt_pets_of(struct tt_ctx *cx, int64_t owner)
{
	return tt_all(cx, &all_of, TT_ARGS(owner));
}

const struct tt_pet *
tt_pet_find(struct tt_ctx *cx, int64_t id, int64_t owner)
{
	return tt_one(cx, &find, TT_ARGS(id, owner));
}

struct saving {
	int64_t              owner, id;
	bool                 made;
	const struct tt_pet *pet;
};

/* " Max " and "max" are one name. */
static bool
same_pet(struct tt_ctx *cx, const struct tt_pet *a, const struct tt_pet *b)
{
	return a->kind == b->kind && tt_eq_nocase(tt_trim(cx->arena, a->name),
	    tt_trim(cx->arena, b->name));
}

static const char *
told(const char *s)
{
	return s == NULL ? "" : s;
}

static void
insert(struct tt_ctx *cx, const struct saving *s, const char *custom)
{
	const struct tt_pet *p = s->pet;

	tt_exec(cx, &add, TT_ARGS(s->id, s->owner, tt_trim(cx->arena, p->name),
	    tt_pet_kinds[p->kind], custom, p->breed, tt_pet_sexes[p->sex],
	    p->born_year, p->weight_g, p->neutered, p->pets_ok, p->people_ok,
	    p->chip, p->vaccinations, p->medical, p->character, p->notes,
	    p->picture, told(p->color), told(p->allergies),
	    told(p->medications), told(p->behaviour), told(p->temperament),
	    told(p->special_needs), told(p->vet_name), told(p->vet_phone),
	    told(p->emergency_contact), cx->now));
}

static int64_t
update(struct tt_ctx *cx, const struct saving *s, const char *custom)
{
	const struct tt_pet *p = s->pet;

	return tt_exec(cx, &change, TT_ARGS(s->id, s->owner,
	    tt_trim(cx->arena, p->name), tt_pet_kinds[p->kind], custom,
	    p->breed, tt_pet_sexes[p->sex], p->born_year, p->weight_g,
	    p->neutered, p->pets_ok, p->people_ok, p->chip, p->vaccinations,
	    p->medical, p->character, p->notes, told(p->color), told(p->allergies),
	    told(p->medications), told(p->behaviour), told(p->temperament),
	    told(p->special_needs), told(p->vet_name), told(p->vet_phone),
	    told(p->emergency_contact)));
}

static enum tt_outcome
save(struct tt_ctx *cx, void *arg)
{
	const struct saving *s = arg;
	struct tt_rows have = tt_pets_of(cx, s->owner);
	const struct tt_pet *pets = have.v;
	const char *custom = s->pet->kind == TT_OTHER ?
	    s->pet->custom_kind : "";

	for (size_t i = 0; i < have.n; i++)
		if (pets[i].id != s->id && same_pet(cx, &pets[i], s->pet))
			return TT_TAKEN;
	if (!s->made)
		return update(cx, s, custom) == 1 ? TT_OK : TT_ABSENT;
	if (have.n >= TT_PETS_MAX)
		return TT_REFUSED;
	insert(cx, s, custom);
	return TT_OK;
}

enum tt_outcome
tt_pet_save(struct tt_ctx *cx, int64_t owner, struct tt_pet *p)
{
	struct saving s = { .owner = owner, .pet = p, .made = p->id == 0 };
	enum tt_outcome out;

	s.id = s.made ? tt_id_new() : p->id;
	out = tt_tx(cx, save, &s);
	if (out == TT_OK)
		p->id = s.id;
	return out;
}

struct removing { int64_t id, owner; const char *path; };

/* The photo of a pet has nothing to stay for when another comes. */
static enum tt_outcome
photo_goes(struct tt_ctx *cx, const struct removing *r)
{
	const struct tt_pet *p = tt_pet_find(cx, r->id, r->owner);

	if (p == NULL)
		return TT_ABSENT;
	tt_file_remove_photo(cx, p->picture, r->owner);
	return TT_OK;
}

static enum tt_outcome
remove_now(struct tt_ctx *cx, void *arg)
{
	const struct removing *r = arg;

	if (photo_goes(cx, r) != TT_OK)
		return TT_ABSENT;
	return tt_exec(cx, &remove_it, TT_ARGS(r->id, r->owner, cx->now)) == 1 ?
	    TT_OK : TT_ABSENT;
}

enum tt_outcome
tt_pet_remove(struct tt_ctx *cx, int64_t id, int64_t owner)
{
	struct removing r = { id, owner, "" };

	return tt_tx(cx, remove_now, &r);
}

static enum tt_outcome
photo_now(struct tt_ctx *cx, void *arg)
{
	const struct removing *r = arg;

	if (photo_goes(cx, r) != TT_OK)
		return TT_ABSENT;
	return tt_exec(cx, &show, TT_ARGS(r->id, r->owner, r->path)) == 1 ?
	    TT_OK : TT_ABSENT;
}

enum tt_outcome
tt_pet_photo(struct tt_ctx *cx, int64_t id, int64_t owner, const char *path)
{
	struct removing r = { id, owner, path };

	return tt_tx(cx, photo_now, &r);
}
