/*
 * The scenes of tt_draw_scene(), one function each, and what they share.
 * Private to bin/draw*.c. A scene fills 640 by 480 and picks its own animals,
 * colours and hour of the day.
 */
#ifndef TT_DRAW_SCENE_H
#define TT_DRAW_SCENE_H

#include "draw_animal.h"

enum tt_hour { TT_MORNING, TT_NOON, TT_GOLDEN, TT_DUSK };
enum tt_season { TT_SPRING, TT_SUMMER, TT_AUTUMN, TT_WINTER };

/* An hour of a day in a season, and the colours that go with it. */
struct tt_day {
	enum tt_hour   hour;
	enum tt_season season;
	uint32_t       sky, sun, far, near, grass, leaf, leaf2, bark;
};

struct tt_day tt_day_any(struct tt_pen *);

/* Sky with sun or moon and clouds; a line of hills. Then the light is set. */
void tt_draw_sky(struct tt_pen *, const struct tt_day *, int horizon);

/* A tree whose foot is at x, y: 0 round, 1 tall, 2 fir, 3 birch. */
void tt_draw_tree(struct tt_pen *, const struct tt_day *, int kind, int x,
    int y, int size);
void tt_draw_bush(struct tt_pen *, const struct tt_day *, int x, int y, int w);
void tt_draw_flowers(struct tt_pen *, const struct tt_day *, int x, int y,
    int n);
void tt_draw_ball(struct tt_pen *, int x, int y, int r);

/* A lit window pane: it keeps its own light when all else is dark. */
void tt_draw_glow(struct tt_pen *, int x, int y, int w, int h);

/* Some dog with some collar, its feet on y = 0. */
enum tt_pose { TT_SITTING, TT_LYING, TT_STANDING, TT_RUNNING };
void tt_draw_dog(struct tt_pen *, enum tt_pose, enum tt_mood);

/* Somebody with a dog on a lead, walking to the right from x, y. */
void tt_draw_walk(struct tt_pen *, int x, int y, int scale);
void tt_draw_shadow(struct tt_pen *, int x, int y, int w);

/*
 * Any colour of a list. As everything that takes luck, never twice in one
 * argument list: C does not say which comes first.
 */
uint32_t tt_draw_any(struct tt_pen *, const uint32_t *list, int n);
#define TT_ANY_OF(p, list) tt_draw_any((p), (list), TT_COUNT(list))
uint32_t tt_draw_collar(struct tt_pen *);

/* Outside */
void tt_scene_garden(struct tt_pen *);
void tt_scene_park(struct tt_pen *);
void tt_scene_forest(struct tt_pen *);
void tt_scene_beach(struct tt_pen *);
void tt_scene_street(struct tt_pen *);
void tt_scene_hutch(struct tt_pen *);
void tt_scene_hens(struct tt_pen *);
void tt_scene_dike(struct tt_pen *);

/* Inside */
void tt_scene_living(struct tt_pen *);
void tt_scene_sill(struct tt_pen *);
void tt_scene_kitchen(struct tt_pen *);
void tt_scene_stove(struct tt_pen *);
void tt_scene_hall(struct tt_pen *);
void tt_scene_bed(struct tt_pen *);

#endif
