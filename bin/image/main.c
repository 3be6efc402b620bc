/*
 * tailtribe-image photo|paper < bytes
 *
 * The answer is a line and then bytes:
 *
 *	photo WIDTH HEIGHT N1 N2 N3 N4 N5 N6
 *
 * with the lengths of six files that follow: WebP and JPEG with a longest side
 * of 1600, of 960 and of 320, none larger than what came. `paper` is one JPEG
 * of 1600: "paper WIDTH HEIGHT N1". Else "no WORD", with the word of
 * enum refusal. It ends with 0 after any answer.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "image/image.h"

#define TAKE_MAX  ((size_t)48 << 20)
#define INPUT_MAX ((size_t)8 << 20)

void *
take(size_t bytes)
{
	void *p = bytes > TAKE_MAX ? MAP_FAILED : mmap(NULL, bytes + 1,
	    PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		refuse(TOO_LARGE);
	return p;
}

void
give_back(void *p, size_t bytes)
{
	(void)munmap(p, bytes + 1);
}

static void
send_all(const void *from, size_t n)
{
	const char *p = from;

	while (n > 0) {
		ssize_t did = write(STDOUT_FILENO, p, n);

		if (did <= 0)
			_exit(4);
		p += did;
		n -= (size_t)did;
	}
}

_Noreturn void
refuse(enum refusal why)
{
	static const char *const words[] = { [FINE] = "no broken\n",
	    [NO_PICTURE] = "no picture\n", [BROKEN] = "no broken\n",
	    [TOO_LARGE] = "no large\n", [MOVING] = "no moving\n" };

	send_all(words[why], strlen(words[why]));
	_exit(0);
}

/* All of standard input; more than is allowed is too large. */
static size_t
read_all(unsigned char **all)
{
	unsigned char *to = take(INPUT_MAX);
	size_t n = 0;
	ssize_t did;

	while ((did = read(STDIN_FILENO, to + n, INPUT_MAX + 1 - n)) > 0)
		n += (size_t)did;
	if (n > INPUT_MAX)
		refuse(TOO_LARGE);
	*all = take(n);
	memcpy(*all, to, n);
	give_back(to, INPUT_MAX);
	return n;
}

static struct pixels
read_any(unsigned char *p, size_t n)
{
	struct pixels all = { 0 };
	enum refusal bad;
	struct head h;

	bad = head_read(p, n, &h);
	if (bad != FINE)
		refuse(bad);
	switch (h.kind) {
	case KIND_JPEG:
		all = read_jpeg(p, n);
		break;
	case KIND_PNG:
		all = read_png(p, n);
		break;
	case KIND_WEBP:
		all = read_webp(p, n);
		break;
	case KIND_NONE:
		refuse(NO_PICTURE);
	}
	give_back(p, n);
	return turned(&all, h.turn);
}

static void
answer_photo(const struct pixels *largest)
{
	static const uint32_t sides[] = { 0, 960, 320 };
	struct pixels p = *largest;
	struct bytes out[6];
	char line[160];
	int n;

	for (size_t i = 0; i < 3; i++) {
		if (sides[i] != 0)
			p = shrink_all(&p, sides[i]);
		out[2 * i] = write_webp(&p);
		out[2 * i + 1] = write_jpeg(&p);
	}
	n = snprintf(line, sizeof(line), "photo %u %u %zu %zu %zu %zu %zu "
	    "%zu\n", largest->width, largest->height, out[0].n, out[1].n,
	    out[2].n, out[3].n, out[4].n, out[5].n);
	send_all(line, (size_t)n);
	for (size_t i = 0; i < 6; i++)
		send_all(out[i].p, out[i].n);
}

static void
answer_paper(const struct pixels *p)
{
	struct bytes out = write_jpeg(p);
	char line[80];
	int n = snprintf(line, sizeof(line), "paper %u %u %zu\n", p->width,
	    p->height, out.n);

	send_all(line, (size_t)n);
	send_all(out.p, out.n);
}

int
main(int argc, char **argv)
{
	bool paper = argc == 2 && strcmp(argv[1], "paper") == 0;
	struct pixels p;
	unsigned char *in;
	size_t n;

	if (!paper && (argc != 2 || strcmp(argv[1], "photo") != 0))
		return 2;
	cage();
	n = read_all(&in);
	p = read_any(in, n);
	if (paper)
		answer_paper(&p);
	else
		answer_photo(&p);
	_exit(0);
}
