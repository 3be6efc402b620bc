/* The one thing of EXIF that is wanted: which way up. */
#include "image/head.h"

#define ORIENTATION 0x0112
#define SHORT       3

struct tiff {
	const unsigned char *p;
	size_t               n;
	int                  big;      /* most significant byte first */
};

static uint32_t
number(const struct tiff *t, size_t at, size_t bytes)
{
	uint32_t v = 0;

	if (at > t->n || t->n - at < bytes)
		return 0;
	for (size_t i = 0; i < bytes; i++)
		v = v << 8 | t->p[at + (t->big ? i : bytes - 1 - i)];
	return v;
}

int
exif_turn(const unsigned char *p, size_t n)
{
	struct tiff t = { p, n, 0 };
	size_t at, count;
	uint32_t turn;

	if (n < 8 || p[0] != p[1] || (p[0] != 'I' && p[0] != 'M'))
		return 1;
	t.big = p[0] == 'M';
	if (number(&t, 2, 2) != 42)
		return 1;
	at = number(&t, 4, 4);
	count = number(&t, at, 2);
	for (size_t i = 0; i < count && i < 200; i++) {
		size_t entry = at + 2 + 12 * i;

		if (number(&t, entry, 2) != ORIENTATION ||
		    number(&t, entry + 2, 2) != SHORT)
			continue;
		turn = number(&t, entry + 8, 2);
		return turn >= 1 && turn <= 8 ? (int)turn : 1;
	}
	return 1;
}
