/*
 * People who do not exist, made of the words in data/seed and of luck.
 *
 * The same seed gives the same people on every machine; only times are told
 * from now. Everything lives in s->arena.
 */
#ifndef TT_SEED_H
#define TT_SEED_H

#include "core/ctx.h"
#include "model/availability.h"
#include "model/load.h"
#include "model/place.h"
#include "model/price.h"

/* ---- luck ---------------------------------------------------------------- */

struct tt_luck { uint64_t state; };

/* 0 … n - 1; lo … hi; true in `percent` of a hundred cases. */
int64_t tt_luck_pick(struct tt_luck *, int64_t n);
int64_t tt_luck_between(struct tt_luck *, int64_t lo, int64_t hi);
bool tt_luck_chance(struct tt_luck *, int64_t percent);

/* ---- words: data/seed/LANG/NAME.txt, see the README there ---------------- */

enum tt_seed_file { TT_W_FIRST_F, TT_W_FIRST_M, TT_W_FAMILY, TT_W_WHO,
	TT_W_SERVICES, TT_W_END, TT_W_HEADLINES, TT_W_MEDICATION,
	TT_W_REVIEWS, TT_W_REPLIES, TT_W_OWNER_REVIEWS, TT_W_PET_NAMES,
	TT_W_BREEDS, TT_W_CARE, TT_W_NOTES, TT_W_REPORTS, TT_W_STREETS,
	TT_W_VETS, TT_W_RELATIONS };
#define TT_W_FILES 19

/* A line and its fields, "" for those that are not there. */
struct tt_seed_line { const char *f[5]; int64_t used; };
struct tt_seed_list { struct tt_seed_line *v; size_t n; };

/* A home, and what is said of it. */
struct tt_seed_home { const char *bio, *home, *outdoors, *own_pets,
	*children, *smoke_free; };

struct tt_seed_words {
	struct tt_seed_list  list[TT_W_FILES];
	struct tt_seed_home *homes;
	size_t               n_homes;
};

/* Read all languages. NULL, or what is wrong. */
const char *tt_seed_words_read(struct tt_arena *, const char *data,
    struct tt_seed_words words[TT_LANGS]);
const char *tt_seed_any(struct tt_luck *, const struct tt_seed_list *);
/*
 * A line whose fields from `first` on are what is wanted ("*" in a line fits
 * anything), of several the one used least. NULL when none fits.
 */
const struct tt_seed_line *tt_seed_fit(struct tt_luck *,
    const struct tt_seed_list *, int first, const char *const want[], int n);

/* ---- people --------------------------------------------------------------- */

struct tt_seed_person {
	int64_t                id;
	enum tt_lang           lang;
	bool                   woman;
	const char            *first, *last, *email, *street, *phone;
	const struct tt_place *place;
	int64_t                lat, lon;
	tt_time                created;
};

struct tt_seed_pet {
	int64_t          id;
	const char      *name, *breed, *sex;      /* "male" or "female" */
	enum tt_pet_kind kind;
	int64_t          weight_g;
};

#define TT_SEED_PETS 3
struct tt_seed_owner {
	struct tt_seed_person p;
	struct tt_seed_pet    pets[TT_SEED_PETS];
	size_t                n_pets;
};

/* Weekly hours: from weekday first to last, minutes from to to. */
struct tt_seed_hours { int64_t first, last, from, to; };
#define TT_SEED_PATTERNS 10
/* Each ends with a row whose first is 0. */
extern const struct tt_seed_hours tt_seed_patterns[TT_SEED_PATTERNS][5];

#define TT_SEED_OFFERS 6
struct tt_seed_caregiver {
	struct tt_seed_person p;
	const char           *state, *bio, *headline, *kinds, *sizes,
	                     *medication;
	const struct tt_seed_home *home;
	int64_t               radius_km, max_pets, notice_min, buffer_min,
	                      day_limit, complete, pattern;
	int64_t               rating_sum, rating_count;
	bool                  is_trader;
	tt_time               approved, calendar_seen, seen;
	struct tt_offer       offers[TT_SEED_OFFERS];
	size_t                n_offers;
};

/* The free days of those who work alike and have no bookings. */
struct tt_seed_free {
	int64_t      pattern, notice_min;
	enum tt_unit unit;
	uint64_t     bits[2];
};

#define TT_SEED_PLACES 1300
#define TT_SEED_FREE   400
struct tt_seed {
	struct tt_ctx        *cx;
	struct tt_arena      *arena;         /* of the people made now */
	struct tt_luck        luck;
	struct tt_seed_words  words[TT_LANGS];
	const struct tt_place *places[TT_SEED_PLACES];
	int64_t               weight[TT_SEED_PLACES];   /* added up */
	size_t                n_places;
	const char           *hash;          /* of everybody's password */
	tt_time               now;           /* of the real clock */
	int64_t               made;          /* ids so far */
	struct tt_seed_free   free[TT_SEED_FREE];
	size_t                n_free;
	struct tt_load       *load[TT_LOAD_TABLES];
};

#define TT_SEED_PASSWORD "wandelen-met-Rex-1"
/* The secret of the staff's authenticator app: 20 bytes. */
#define TT_SEED_SECRET "tailtribe-demo-staff"

/* Where people live, by how many do. */
void tt_seed_places(struct tt_seed *);
int64_t tt_seed_id(struct tt_seed *);
/* The i-th person: the first ones see to it that every province has some. */
struct tt_seed_person tt_seed_person(struct tt_seed *, int64_t i);
/* "Griet (zus)", of the language's names and relations. */
const char *tt_seed_relation(struct tt_seed *, enum tt_lang);
const char *tt_seed_phone(struct tt_seed *);
/* The language of the streets and vets there. */
enum tt_lang tt_seed_lang_of(const struct tt_place *);
void tt_seed_person_row(struct tt_seed *, const struct tt_seed_person *,
    bool owner, bool caregiver, const char *staff);

struct tt_seed_caregiver tt_seed_caregiver(struct tt_seed *, int64_t i);
/* A profile for somebody whose person is settled already. */
void tt_seed_profile(struct tt_seed *, struct tt_seed_caregiver *);
/* What the caregiver says of themselves: 250 to 700 characters. */
const char *tt_seed_bio(struct tt_seed *, const struct tt_seed_caregiver *);
/* All rows but pictures and offers, dated days and blocks. */
void tt_seed_caregiver_rows(struct tt_seed *,
    const struct tt_seed_caregiver *);
/* Some days that differ, and some absences. */
void tt_seed_exceptions(struct tt_seed *, const struct tt_seed_caregiver *);
/* What search reads, for somebody who has no bookings yet. */
void tt_seed_offer_rows(struct tt_seed *, const struct tt_seed_caregiver *);
/* Weekday 1..7: the pieces of hours that day; how many, at most 4. */
size_t tt_seed_hours_on(const struct tt_seed_caregiver *, int weekday,
    int64_t pieces[4][2]);

struct tt_seed_owner tt_seed_owner(struct tt_seed *, int64_t i);
struct tt_seed_pet tt_seed_pet(struct tt_seed *, enum tt_lang);
void tt_seed_owner_rows(struct tt_seed *, const struct tt_seed_owner *);

/* ---- pictures ------------------------------------------------------------- */

/* Draw into the media folder, and add the rows. NULL, or what is wrong. */
const char *tt_seed_pictures(struct tt_seed *,
    const struct tt_seed_caregiver *);
/* Draw one; "" for a fish, else its path in media. NULL: cannot be written. */
const char *tt_seed_pet_picture(struct tt_seed *, const struct tt_seed_pet *);

/* Certificates of some who are approved, checked already; and what those who
 * wait have handed in, after their rows are written: NULL, or what is wrong. */
void tt_seed_checked(struct tt_seed *, const struct tt_seed_caregiver *);
const char *tt_seed_hand_in(struct tt_seed *,
    const struct tt_seed_caregiver *);

/* ---- the two ways to seed -------------------------------------------------- */

void tt_seed_loads(struct tt_seed *);
/* Write what the loads hold; inside a transaction. */
void tt_seed_write(struct tt_seed *);
/* Each returns NULL, or what is wrong. */
const char *tt_seed_crowd(struct tt_seed *, int64_t caregivers,
    int64_t owners);
const char *tt_seed_demo(struct tt_seed *, int64_t caregivers);

struct tt_seed_town {
	struct tt_seed_caregiver *caregivers;
	struct tt_seed_owner     *owners;
	size_t                    n_caregivers, n_owners;
	int64_t                   staff;
};
/* Who has an account that is named in the README. */
enum { TT_SEED_LISA, TT_SEED_TOM };      /* places among the caregivers */
enum { TT_SEED_AN, TT_SEED_BOB };        /* among the owners */
#define TT_SEED_KNOWN 2
void tt_seed_known_caregivers(struct tt_seed *, struct tt_seed_caregiver *);
void tt_seed_known_owners(struct tt_seed *, struct tt_seed_owner *);
#define TT_SEED_STAFF 2
void tt_seed_known_staff(struct tt_seed *,
    struct tt_seed_person[TT_SEED_STAFF]);

/* Play the last year through: requests, payments, visits, reviews. */
void tt_seed_year(struct tt_seed *, const struct tt_seed_town *);

#endif
