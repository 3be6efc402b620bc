/* Pictures: whatever the bytes claim, what is let through is within bounds. */
#include <assert.h>

#include "image/head.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct head h;

	if (head_read(data, n, &h) != FINE)
		return 0;
	assert(h.kind != KIND_NONE);
	assert(h.width > 0 && h.width <= SIDE_MAX);
	assert(h.height > 0 && h.height <= SIDE_MAX);
	assert((uint64_t)h.width * h.height <= PIXELS_MAX);
	assert(h.turn >= 1 && h.turn <= 8);
	return 0;
}
