#include "box.h"
#include "check.h"
#include "js.h"
#include "mem.h"

#include <assert.h>
#include <string.h>

struct json_object *
tt_shape_part(const char *name)
{
	const struct tt_shape *s = tt_shapes;

	while (s->name != NULL && strcmp(s->name, name) != 0)
		s++;
	assert(s->name != NULL);
	return tt_js_shape(s->json);
}

struct json_object *
tt_shape_new(struct tt_call *c, const char *kind, const char *prefix)
{
	struct json_object *o = tt_shape_part(kind);
	struct json_object *old;

	tt_js_set(o, "id", tt_chance_id(c->pool, prefix, 24));
	tt_js_set(o, "object", kind);
	tt_js_num(o, "created", c->now);
	if (json_object_object_get_ex(o, "livemode", &old))
		tt_js_flag(o, "livemode", false);
	if (json_object_object_get_ex(o, "metadata", &old))
		tt_js_put(o, "metadata", json_object_new_object());
	return o;
}
