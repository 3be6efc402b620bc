#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "site/site.h"

static const char *
read_all(struct tt_arena *a, int fd, size_t max)
{
	struct stat st;
	size_t n = 0, want;
	char *text;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	want = (size_t)st.st_size < max ? (size_t)st.st_size : max;
	text = tt_alloc(a, want + 1);
	while (n < want) {
		ssize_t got = read(fd, text + n, want - n);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	return text;
}

const char *
file_read(struct tt_arena *a, const char *path, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	const char *text;

	if (fd < 0)
		return NULL;
	text = read_all(a, fd, max);
	close(fd);
	return text;
}
