/*
 * The animals that live in the pictures of draw.h. Private to bin/draw*.c.
 *
 * A head is drawn around 0 0, some 130 wide, looking at you. A whole animal
 * stands on y = 0 and reaches upwards; it looks to the right when seen from
 * the side. Place and scale it with tt_pen_place().
 */
#ifndef TT_DRAW_ANIMAL_H
#define TT_DRAW_ANIMAL_H

#include "draw_pen.h"

enum tt_mood { TT_AWAKE, TT_HAPPY, TT_ASLEEP };

enum tt_dog_ears { TT_FLOPPY, TT_POINTED, TT_LONG, TT_FOLDED, TT_CURLY };
enum tt_dog_mark { TT_PLAIN, TT_BLAZE, TT_MUZZLE, TT_MASK, TT_PATCH, TT_BROWS,
    TT_SPOTS };

struct tt_dog {
	uint32_t         coat, ears_coat, light;
	enum tt_dog_ears ears;
	enum tt_dog_mark mark;
	int              legs;    /* 30 a dachshund … 62 a shepherd */
	bool             bushy;   /* the tail */
};

const struct tt_dog *tt_dog_any(struct tt_pen *);
void tt_dog_head(struct tt_pen *, const struct tt_dog *, enum tt_mood);
void tt_dog_sit(struct tt_pen *, const struct tt_dog *, enum tt_mood,
    uint32_t collar);
void tt_dog_lie(struct tt_pen *, const struct tt_dog *, enum tt_mood,
    uint32_t collar);
void tt_dog_stand(struct tt_pen *, const struct tt_dog *, uint32_t collar);
void tt_dog_run(struct tt_pen *, const struct tt_dog *, uint32_t collar);

enum tt_cat_mark { TT_TABBY, TT_ONE, TT_TUXEDO, TT_CALICO, TT_POINTS };

struct tt_cat {
	uint32_t         coat, dark, light, eyes;
	enum tt_cat_mark mark;
};

const struct tt_cat *tt_cat_any(struct tt_pen *);
void tt_cat_head(struct tt_pen *, const struct tt_cat *, enum tt_mood);
void tt_cat_sit(struct tt_pen *, const struct tt_cat *);
void tt_cat_away(struct tt_pen *, const struct tt_cat *);   /* from behind */
void tt_cat_sleep(struct tt_pen *, const struct tt_cat *);

/* Rabbit and guinea pig: coat, second colour, belly. */
struct tt_small {
	uint32_t coat, patch, light;
};

const struct tt_small *tt_small_any(struct tt_pen *);
void tt_rabbit_head(struct tt_pen *, const struct tt_small *, int ears);
void tt_rabbit_sit(struct tt_pen *, const struct tt_small *);
void tt_guinea_head(struct tt_pen *, const struct tt_small *);
void tt_hen_stand(struct tt_pen *, uint32_t coat, uint32_t wing);
void tt_bird_perch(struct tt_pen *, int kind);
void tt_tortoise_walk(struct tt_pen *, uint32_t shell);

/* Two eyes at ±x, y; closed when asleep. */
void tt_eyes(struct tt_pen *, int x, int y, int r, enum tt_mood);

/* Somebody out with a lead: feet on y = 0, the hand at 64 -88. */
void tt_walker(struct tt_pen *);

#endif
