/* Ids of one program: above zero, and each larger than the one before. */
#include "core/id.h"
#include "t.h"

int
main(void)
{
	int64_t last = 0;
	int wrong = 0;

	for (int i = 0; i < 100000; i++) {
		int64_t id = tt_id_new();

		wrong += id <= last;
		last = id;
	}
	is(wrong, 0, "a hundred thousand ids, each larger than the one before");
	return t_done();
}
