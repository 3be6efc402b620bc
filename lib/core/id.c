#include <time.h>

#include "core/crypt.h"
#include "core/id.h"

#define EPOCH_MS 1735689600000 /* 2025-01-01T00:00:00Z */

int64_t
tt_id_new(void)
{
	struct timespec ts;
	uint32_t chance;
	int64_t ms;

	clock_gettime(CLOCK_REALTIME, &ts);
	tt_random(&chance, sizeof(chance));
	ms = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 - EPOCH_MS;
	return (int64_t)(((uint64_t)ms & 0x1ffffffffff) << 22 |
	    (chance & 0x3fffff));
}
