/* What a virus scanner says: clean only when it says so. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "net/clam.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* An octet is as good as a char here. */
	const char *text = (const char *)data;
	enum tt_scan got = tt_scan_answer(text, n);

	if (got == TT_SCAN_CLEAN)
		assert(n >= 10 && memcmp(text, "stream: OK", 10) == 0);
	if (got == TT_SCAN_FOUND)
		assert(memmem(text, n, " FOUND", 6) != NULL);
	return 0;
}
