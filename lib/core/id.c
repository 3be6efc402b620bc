#include <time.h>

#include "core/crypt.h"
#include "core/id.h"

#define EPOCH_MS 1735689600000 /* 2025-01-01T00:00:00Z */
#define CHANCE   0x3fffff
#define STEP     0xfff
#define SECOND   ((int64_t)1000 << 22)

int64_t
tt_id_new(void)
{
	static int64_t last_id;
	struct timespec ts;
	uint32_t chance;
	int64_t ms, id;

	clock_gettime(CLOCK_REALTIME, &ts);
	tt_random(&chance, sizeof(chance));
	ms = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 - EPOCH_MS;
	id = (int64_t)(((uint64_t)ms & 0x1ffffffffff) << 22 |
	    (chance & CHANCE));
	/* Of one millisecond, or of a clock that was set back a little. */
	if (id <= last_id && last_id - id < SECOND)
		id = last_id + 1 + (chance & STEP);
	last_id = id;
	return id;
}
