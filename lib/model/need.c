#include <string.h>

#include "core/text.h"
#include "model/need.h"

const char *const tt_need_timings[] = { "daytime", "evenings", "weekend",
	"holidays", NULL };
const char *const tt_need_frequencies[] = { "", "once", "weekly", "daily",
	"irregular", NULL };
const char *const tt_need_places[] = { "home", "caregiver", "both", NULL };
const char *const tt_need_heards[] = { "", "google", "instagram", "friends",
	"other", NULL };

#define N(m, ...) TT_FIELD(struct tt_need, m, ##__VA_ARGS__)
static const struct tt_field fields[] = { N(services), N(timing), N(place),
    N(wish), N(frequency, .words = tt_need_frequencies),
    N(heard, .words = tt_need_heards), { 0 } };
TT_QUERY(find, struct tt_need, fields, "SELECT services, timing, place, wish,"
	" frequency, heard FROM need WHERE user_id = $1");
TT_EXEC(put, "INSERT INTO need (user_id, services, timing, frequency, place,"
	" heard, wish, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	" ON CONFLICT (user_id) DO UPDATE SET services = $2, timing = $3,"
	" frequency = $4, place = $5, heard = $6, wish = $7, changed = $8");

const struct tt_need *
tt_need_find(struct tt_ctx *cx, int64_t user)
{
	return tt_one(cx, &find, TT_ARGS(user));
}

struct saving { int64_t user; const struct tt_need *n; };

static enum tt_outcome
save(struct tt_ctx *cx, void *arg)
{
	const struct saving *s = arg;
	const struct tt_need *n = s->n;

	tt_exec(cx, &put, TT_ARGS(s->user, n->services, n->timing,
	    tt_need_frequencies[n->frequency], n->place,
	    tt_need_heards[n->heard], n->wish, cx->now));
	return TT_OK;
}

void
tt_need_save(struct tt_ctx *cx, int64_t user, const struct tt_need *n)
{
	struct saving s = { user, n };

	(void)tt_tx(cx, save, &s);
}

const char *
tt_need_words(struct tt_arena *a, const char *const *list,
    const char *const *chosen, size_t n)
{
	const char *out = "";

	for (size_t i = 0; list[i] != NULL; i++)
		for (size_t k = 0; k < n; k++)
			if (tt_eq(list[i], chosen[k])) {
				out = out[0] == '\0' ? list[i] :
				    tt_printf(a, "%s %s", out, list[i]);
				break;
			}
	return out;
}

const char *
tt_need_place(const char *kept, const char *chosen)
{
	bool home = strstr(chosen, "home") != NULL;
	bool caregiver = strstr(chosen, "caregiver") != NULL;
	bool both = strstr(chosen, "both") != NULL;
	bool had = strstr(kept, "both") != NULL;

	if ((home && caregiver) || (both && !had) ||
	    (both && !home && !caregiver))
		return "home caregiver both";
	return home ? "home" : caregiver ? "caregiver" : "";
}
