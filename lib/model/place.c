#include <math.h>
#include <string.h>

#include "model/place.h"
#include "model/places.h"

/* The longest folded name in the table has 30 letters. */
#define NAME_MAX_BYTES TT_PLACE_SLUG

/* What was typed, taken apart. */
struct typed {
	char digits[5];               /* the postcode, or "" */
	char letters[3];              /* the two Dutch letters, or "" */
	char town[NAME_MAX_BYTES];    /* the rest, folded, or "" */
	bool dutch;                   /* "NL" stood before it */
};

/* The letters U+00C0 to U+017F without their accents. */
static const char plain[192][3] = {
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i",
	"i", "i", "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u",
	"u", "y", "th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",
	"e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o",
	"", "o", "u", "u", "u", "u", "y", "th", "y", "a", "a", "a", "a", "a",
	"a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e",
	"e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", "g",
	"g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i",
	"i", "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l",
	"l", "l", "l", "l", "l", "l", "l", "n", "n", "n", "n", "n", "n", "n",
	"n", "n", "o", "o", "o", "o", "o", "o", "oe", "oe", "r", "r", "r",
	"r", "r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t",
	"t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u",
	"u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
};

static const char *
text(uint32_t at)
{
	return tt_place_pool + at;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/*
 * Read one character at *s, move on, and say how it is written in a key:
 * letters and digits, " " for what divides, "" for an accent on its own.
 */
static void
fold_one(const char **s, char as[3])
{
	unsigned char c = (unsigned char)*(*s)++;
	unsigned char next = (unsigned char)**s;

	as[1] = as[2] = '\0';
	if (c >= 'A' && c <= 'Z') {
		as[0] = (char)(c - 'A' + 'a');
	} else if (is_digit((char)c) || is_letter((char)c)) {
		as[0] = (char)c;
	} else if (c >= 0xC3 && c <= 0xC5 && (next & 0xC0) == 0x80) {
		memcpy(as, plain[(c - 0xC3) * 64 + (next & 0x3F)], 3);
		(*s)++;
	} else if ((c == 0xCC || c == 0xCD) && (next & 0xC0) == 0x80) {
		as[0] = '\0';
		(*s)++;
	} else {
		as[0] = ' ';
	}
}

/*
 * The key of a name, as mkplaces.pl made it: lower case, no accents, single
 * blanks. Returns its length, or 0 when nothing is left or it is too long.
 */
static size_t
fold(const char *s, char out[NAME_MAX_BYTES])
{
	size_t n = 0;

	while (*s != '\0') {
		char as[3];

		fold_one(&s, as);
		for (size_t i = 0; as[i] != '\0'; i++) {
			if (as[i] == ' ' && (n == 0 || out[n - 1] == ' '))
				continue;
			if (n + 1 >= NAME_MAX_BYTES) {
				out[0] = '\0';
				return 0;
			}
			out[n++] = as[i];
		}
	}
	if (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return n;
}

/* The first key that is not before `key`, looking at `n` bytes of it. */
static size_t
first_key(const char *key, size_t n)
{
	size_t low = 0;
	size_t high = tt_place_key_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strncmp(text(tt_place_keys[middle].key), key, n) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The best place of this name, or NULL. */
static const struct tt_place *
by_name(const char *town)
{
	size_t i = first_key(town, NAME_MAX_BYTES);

	if (i == tt_place_key_count ||
	    strcmp(text(tt_place_keys[i].key), town) != 0)
		return NULL;
	return &tt_place_table[tt_place_keys[i].place];
}

/* Does this place bear this (folded) name? */
static bool
is_named(const struct tt_place *p, const char *town)
{
	size_t i = first_key(town, NAME_MAX_BYTES);

	for (; i < tt_place_key_count &&
	    strcmp(text(tt_place_keys[i].key), town) == 0; i++)
		if (&tt_place_table[tt_place_keys[i].place] == p)
			return true;
	return false;
}

/* Where a country's postcode is, or would be, in the table. */
static size_t
first_postcode(const char *country, const char *digits)
{
	size_t low = 0;
	size_t high = tt_place_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct tt_place *p = &tt_place_table[middle];
		int order = strcmp(p->country, country);

		if (order == 0)
			order = strcmp(p->postcode, digits);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct tt_place *
by_digits(const char *country, const char *digits)
{
	size_t i = first_postcode(country, digits);
	const struct tt_place *p = tt_place_at(i);

	if (p == NULL || strcmp(p->country, country) != 0 ||
	    strcmp(p->postcode, digits) != 0)
		return NULL;
	return p;
}

/* Four digits, with or without two letters stuck to them. */
static bool
take_postcode(struct typed *t, const char *word, size_t n)
{
	if ((n != 4 && n != 6) || t->digits[0] != '\0' || word[0] == '0')
		return false;
	for (size_t i = 0; i < n; i++)
		if (i < 4 ? !is_digit(word[i]) : !is_letter(word[i]))
			return false;
	memcpy(t->digits, word, 4);
	memcpy(t->letters, word + 4, n - 4);
	return true;
}

static void
take_word(struct typed *t, const char *word, size_t n, bool after_postcode)
{
	size_t used = strlen(t->town);

	if (take_postcode(t, word, n))
		return;
	if (after_postcode && n == 2 && t->letters[0] == '\0' &&
	    is_letter(word[0]) && is_letter(word[1])) {
		memcpy(t->letters, word, 2);
		return;
	}
	/* The words together are no longer than what was folded. */
	if (used > 0)
		t->town[used++] = ' ';
	memcpy(t->town + used, word, n);
}

/* "b 2800" and "nl 1012": the country, when a postcode follows it. */
static size_t
skip_country(struct typed *t, const char *s)
{
	size_t n = strcspn(s, " ");

	if (s[n] == '\0' || !is_digit(s[n + 1]))
		return 0;
	if (strncmp(s, "nl ", 3) == 0)
		t->dutch = true;
	else if (strncmp(s, "b ", 2) != 0 && strncmp(s, "be ", 3) != 0)
		return 0;
	return n + 1;
}

static void
take_apart(const char *s, struct typed *t)
{
	char key[NAME_MAX_BYTES];
	bool after_postcode = false;
	const char *word = key;

	memset(t, 0, sizeof *t);
	fold(s, key);
	word += skip_country(t, word);
	while (*word != '\0') {
		size_t n = strcspn(word, " ");
		bool had = t->digits[0] != '\0';

		take_word(t, word, n, after_postcode);
		after_postcode = !had && t->digits[0] != '\0';
		word += n;
		word += *word == ' ';
	}
}

/* A postcode of ours that no table has: 1000 to 1299 is institutions. */
static bool
is_institution(const char *digits)
{
	return strcmp(digits, "1300") < 0;
}

const struct tt_place *
tt_place_find(const char *typed)
{
	const struct tt_place *be = NULL;
	const struct tt_place *nl;
	struct typed t;

	take_apart(typed, &t);
	if (t.digits[0] == '\0')
		return t.town[0] == '\0' ? NULL : by_name(t.town);
	nl = by_digits("NL", t.digits);
	if (!t.dutch)
		be = by_digits("BE", t.digits);
	if (t.letters[0] != '\0') {
		/* "3665 As" is a village, not two letters. */
		if (be != NULL && is_named(be, t.letters))
			return be;
		return nl != NULL ? nl : be;
	}
	if (t.town[0] != '\0' && nl != NULL && is_named(nl, t.town) &&
	    (be == NULL || !is_named(be, t.town)))
		return nl;
	if (be != NULL)
		return be;
	if (t.town[0] != '\0')
		return by_name(t.town);
	return t.dutch || !is_institution(t.digits) ? nl : NULL;
}

const struct tt_place *
tt_place_by_postcode(const char *country, const char *postcode)
{
	struct typed t;

	take_apart(postcode, &t);
	if (t.town[0] != '\0')
		return NULL;
	return by_digits(country, t.digits);
}

bool
tt_place_matches(const char *postcode, const char *town)
{
	char key[NAME_MAX_BYTES];
	const struct tt_place *p;
	struct typed t;

	take_apart(postcode, &t);
	if (t.digits[0] == '\0' || t.town[0] != '\0')
		return false;
	p = by_digits(t.letters[0] != '\0' || t.dutch ? "NL" : "BE", t.digits);
	if (p == NULL)
		return true;
	return fold(town, key) > 0 && is_named(p, key);
}

/* Is this place among the hits? Then its name in `lang` is the one to show. */
static bool
is_shown(struct tt_place_hit *hits, size_t n, const struct tt_place_key *k,
    enum tt_lang lang)
{
	const struct tt_place *p = &tt_place_table[k->place];

	for (size_t i = 0; i < n; i++) {
		if (hits[i].place != p)
			continue;
		if (k->name == p->name[lang])
			hits[i].name = text(k->name);
		return true;
	}
	return false;
}

/* Put a key where it belongs among the best; returns how many there are. */
static size_t
insert(const struct tt_place_key *best[TT_PLACE_HITS + 1], size_t n,
    const struct tt_place_key *k)
{
	size_t i = n < TT_PLACE_HITS ? n++ : TT_PLACE_HITS;

	for (; i > 0 && best[i - 1]->order > k->order; i--)
		best[i] = best[i - 1];
	best[i] = k;
	return n;
}

/* By name; with a postcode before it, only what has that postcode. */
static size_t
suggest_names(const struct typed *t, enum tt_lang lang,
    struct tt_place_hit hits[TT_PLACE_HITS])
{
	const struct tt_place_key *best[TT_PLACE_HITS + 1];
	size_t length = strlen(t->town);
	size_t found = 0;
	size_t n = 0;
	uint32_t last = UINT32_MAX;
	size_t i = first_key(t->town, length);

	for (; i < tt_place_key_count; i++) {
		const struct tt_place_key *k = &tt_place_keys[i];
		const struct tt_place *p = &tt_place_table[k->place];

		if (strncmp(text(k->key), t->town, length) != 0)
			break;
		if (t->digits[0] != '\0' ? strcmp(p->postcode, t->digits) != 0 :
		    k->key == last)
			continue;
		last = k->key;
		found = insert(best, found, k);
	}
	for (i = 0; i < found; i++) {
		if (is_shown(hits, n, best[i], lang))
			continue;
		hits[n].place = &tt_place_table[best[i]->place];
		hits[n++].name = text(best[i]->name);
	}
	return n;
}

static size_t
suggest_postcodes(const char *country, const char *digits, enum tt_lang lang,
    struct tt_place_hit hits[TT_PLACE_HITS], size_t n)
{
	size_t length = strlen(digits);

	for (size_t i = first_postcode(country, digits);
	    n < TT_PLACE_HITS && i < tt_place_count; i++) {
		const struct tt_place *p = &tt_place_table[i];

		if (strcmp(p->country, country) != 0 ||
		    strncmp(p->postcode, digits, length) != 0)
			break;
		hits[n].place = p;
		hits[n++].name = tt_place_name(p, lang);
	}
	return n;
}

size_t
tt_place_suggest(const char *typed, enum tt_lang lang,
    struct tt_place_hit hits[TT_PLACE_HITS])
{
	char key[NAME_MAX_BYTES];
	struct typed t;
	size_t length = fold(typed, key);
	size_t n = 0;

	if (length < 2)
		return 0;
	take_apart(typed, &t);
	if (t.town[0] != '\0' && !is_digit(t.town[0]))
		return suggest_names(&t, lang, hits);
	if (t.digits[0] == '\0' && strspn(key, "0123456789") == length)
		memcpy(t.digits, key, length < 4 ? length + 1 : 4);
	if (t.digits[0] == '\0')
		return 0;
	if (t.letters[0] == '\0' && !t.dutch)
		n = suggest_postcodes("BE", t.digits, lang, hits, n);
	return suggest_postcodes("NL", t.digits, lang, hits, n);
}

const char *
tt_place_name(const struct tt_place *p, enum tt_lang lang)
{
	return text(p->name[lang]);
}

const struct tt_place *
tt_place_at(size_t i)
{
	return i < tt_place_count ? &tt_place_table[i] : NULL;
}

const struct tt_province *
tt_province_at(size_t i)
{
	return i < tt_province_count ? &tt_province_table[i] : NULL;
}

const struct tt_province *
tt_province_by_code(const char *code)
{
	for (size_t i = 0; i < tt_province_count; i++)
		if (strcmp(tt_province_table[i].code, code) == 0)
			return &tt_province_table[i];
	return NULL;
}

const char *
tt_province_name(const struct tt_province *p, enum tt_lang lang)
{
	return text(p->name[lang]);
}

void
tt_place_slug(const char *name, char slug[TT_PLACE_SLUG])
{
	fold(name, slug);
	for (char *c = slug; *c != '\0'; c++)
		if (*c == ' ')
			*c = '-';
}

int64_t
tt_distance_m(int32_t lat1, int32_t lon1, int32_t lat2, int32_t lon2)
{
	const double radians = M_PI / 180.0 / 10000.0;
	double across = sin((lat2 - lat1) * radians / 2);
	double along = sin((lon2 - lon1) * radians / 2);
	double h = across * across +
	    cos(lat1 * radians) * cos(lat2 * radians) * along * along;

	/* Rounding may bring the far side of the earth a hair above 1. */
	return llround(2 * 6371000.0 * asin(fmin(1.0, sqrt(h))));
}
