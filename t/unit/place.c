#include <string.h>

#include "model/place.h"
#include "t.h"

static const char *
postcode_of(const struct tt_place *p)
{
	return p == NULL ? "none" : p->postcode;
}

static const char *
country_of(const struct tt_place *p)
{
	return p == NULL ? "none" : p->country;
}

static void
found(const char *typed, const char *country, const char *postcode)
{
	const struct tt_place *p = tt_place_find(typed);

	is_str(country_of(p), country, typed);
	is_str(postcode_of(p), postcode, typed);
}

static void
every_place(void)
{
	int belgian = 0, dutch = 0, lost = 0, nameless = 0, far = 0;
	const struct tt_place *p;

	for (size_t i = 0; (p = tt_place_at(i)) != NULL; i++) {
		bool be = strcmp(p->country, "BE") == 0;

		belgian += be;
		dutch += !be;
		lost += tt_place_by_postcode(p->country, p->postcode) != p;
		if (be)
			lost += tt_place_find(p->postcode) != p;
		lost += tt_province_by_code(p->province) == NULL;
		far += p->lat < 494000 || p->lat > 536000 || p->lon < 25000 ||
		    p->lon > 72500;
		for (int lang = TT_NL; lang <= TT_DE; lang++) {
			const char *name = tt_place_name(p, (enum tt_lang)lang);

			nameless += name[0] == '\0';
			nameless += tt_place_find(name) == NULL;
			nameless += be && !tt_place_matches(p->postcode, name);
		}
	}
	is(belgian, 1146, "all Belgian postcodes are there");
	is(dutch, 4086, "and all Dutch ones");
	is(lost, 0, "each is found by its postcode and has a province");
	is(nameless, 0, "each bears its names in four languages");
	is(far, 0, "each lies in the Low Countries");
}

static void
every_town(void)
{
	int towns = 0, wrong = 0;
	const struct tt_place *p;

	for (size_t i = 0; (p = tt_place_at(i)) != NULL; i++) {
		char slug[TT_PLACE_SLUG];
		const struct tt_place *back;

		if (!p->town || strcmp(p->country, "BE") != 0)
			continue;
		towns++;
		tt_place_slug(tt_place_name(p, TT_NL), slug);
		back = tt_place_find(slug);
		wrong += back == NULL || strcmp(tt_place_name(back, TT_NL),
		    tt_place_name(p, TT_NL)) != 0;
	}
	is(towns, 565, "one postcode stands for each municipality");
	is(wrong, 0, "and its address leads back to it");
}

static void
typed(void)
{
	found("2800", "BE", "2800");
	found(" 2800 Mechelen", "BE", "2800");
	found("Mechelen 2800", "BE", "2800");
	found("mechelen", "BE", "2800");
	found("MALINES", "BE", "2800");
	found("B-2800 Mechelen", "BE", "2800");
	found("BE-2812 Muizen", "BE", "2812");
	found("liege", "BE", "4000");
	found("Liège", "BE", "4000");
	found("LIÈGE", "BE", "4000");
	found("Lie\xCC\x80ge", "BE", "4000");
	found("Luik", "BE", "4000");
	found("Lüttich", "BE", "4000");
	found("Antwerp", "BE", "2000");
	found("Brussel-Stad", "BE", "1000");
	found("Elsene", "BE", "1050");
	found("ixelles", "BE", "1050");
	found("Woluwe-Saint-Lambert", "BE", "1200");
	found("La Louvière", "BE", "7100");
	found("la-louviere", "BE", "7100");
	found("St-Niklaas", "BE", "9100");
	found("St. Vith", "BE", "4780");
	found("Braine-l'Alleud", "BE", "1420");
	found("Braine-l’Alleud", "BE", "1420");
	found("Beveren", "BE", "9120");
	found("Melle", "BE", "9090");
	found("Tongeren", "BE", "3700");
	found("Mons", "BE", "7000");
	found("Saint-Nicolas", "BE", "4420");
	found("3665 As", "BE", "3665");
	found("1041 Brussel", "BE", "1000");
}

static void
dutch(void)
{
	found("1012 AB", "NL", "1012");
	found("1012ab", "NL", "1012");
	found("1012 AB Amsterdam", "NL", "1012");
	found("NL-1012", "NL", "1012");
	found("1015 Amsterdam", "NL", "1015");
	found("'s-Gravenhage", "NL", "2511");
	found("Den Haag", "NL", "2511");
	found("Den Bosch", "NL", "5211");
	found("Utrecht", "NL", "3511");
	found("3511 Utrecht", "NL", "3511");
	found("3511 Kuringen", "BE", "3511");
	found("3511", "BE", "3511");
	is_str(tt_place_name(tt_place_find("Den Haag"), TT_EN), "The Hague",
	    "English has its own word");
}

static void
not_found(void)
{
	static const char *const typed[] = {
		"", " ", "-", "0999", "999", "12345", "1041", "Atlantis",
		"antwerp en", "2800x", "<script>", "\xFF\xC3", "%",
		"a name that is a good deal longer than any place in the table",
	};

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		ok(tt_place_find(typed[i]) == NULL, typed[i]);
	ok(tt_place_by_postcode("BE", "2800 Mechelen") == NULL,
	    "a postcode is nothing but a postcode");
	ok(tt_place_by_postcode("FR", "2800") == NULL, "France is not in it");
	ok(tt_province_by_code("BE-XXX") == NULL, "nor is a made-up province");
}

static void
town_check(void)
{
	ok(tt_place_matches("8583", "Bossuit"), "8583 is Bossuit");
	ok(tt_place_matches("2000", "antwerpen"), "2000 is Antwerpen");
	ok(tt_place_matches("2000", "Anvers"), "in French too");
	ok(tt_place_matches("4000", "Luettich") == false, "not as it sounds");
	ok(tt_place_matches("1050", "Bruxelles"), "Ixelles is Brussels too");
	ok(tt_place_matches("1012AB", "Amsterdam"), "1012AB is Amsterdam");
	ok(tt_place_matches("1012 ab", "amsterdam"), "in small letters too");
	ok(tt_place_matches("4284 AA", "Rijswijk"), "without the province");
	ok(!tt_place_matches("2000", "Amsterdam"), "2000 is not Amsterdam");
	ok(!tt_place_matches("1012AB", "Antwerpen"), "1012AB is not Antwerpen");
	ok(!tt_place_matches("8583", "oss"), "a part of a name is no name");
	ok(!tt_place_matches("2000", ""), "nothing is no town");
	ok(tt_place_matches("1931", "Zaventem"), "an unknown postcode passes");
	ok(!tt_place_matches("999", "Antwerpen"), "999 is no postcode");
	ok(!tt_place_matches("0123AB", "Amsterdam"), "nor is 0123AB");
}

static void
suggestions(void)
{
	struct tt_place_hit hits[TT_PLACE_HITS];

	is((int64_t)tt_place_suggest("m", TT_NL, hits), 0,
	    "one letter is too few");
	ok(tt_place_suggest("mech", TT_NL, hits) > 0, "mech gives something");
	is_str(hits[0].name, "Mechelen", "first of all the town");
	is_str(hits[0].place->postcode, "2800", "with its postcode");
	ok(tt_place_suggest("antw", TT_NL, hits) > 0, "antw gives something");
	is_str(hits[0].name, "Antwerpen", "the language of the reader wins");
	ok(tt_place_suggest("bru", TT_FR, hits) > 0, "bru gives something");
	is_str(hits[0].name, "Bruxelles", "in French as well");
	is((int64_t)tt_place_suggest("sint", TT_NL, hits), TT_PLACE_HITS,
	    "never more than fit");
	ok(tt_place_suggest("281", TT_NL, hits) >= 2, "281 is a beginning");
	is_str(hits[0].place->postcode, "2811", "lowest postcode first");
	is((int64_t)tt_place_suggest("2812 mui", TT_NL, hits), 1,
	    "a postcode and a beginning");
	is_str(hits[0].name, "Muizen", "give the village");
	is((int64_t)tt_place_suggest("1012 AB", TT_NL, hits), 1, "a full one");
	is_str(hits[0].place->country, "NL", "it is Dutch");
	is((int64_t)tt_place_suggest("zzz", TT_NL, hits), 0, "no zzz");
	is((int64_t)tt_place_suggest("00", TT_NL, hits), 0, "nor is 00");
}

static void
distances(void)
{
	is((tt_distance_m(512194, 44025, 510543, 37174) + 50) / 100, 512,
	    "Antwerpen to Gent is 51.2 km");
	is((tt_distance_m(512194, 44025, 508503, 43517) + 50) / 100, 412,
	    "Antwerpen to Brussel is 41.2 km");
	is(tt_distance_m(512194, 44025, 512194, 44025), 0, "and here is 0");
	is(tt_distance_m(0, 0, 0, 1800000) / 1000, 20015,
	    "the far side of the earth");
}

static void
slugs(void)
{
	char slug[TT_PLACE_SLUG];

	tt_place_slug("Sint-Truiden", slug);
	is_str(slug, "sint-truiden", "a slug");
	tt_place_slug("'s-Hertogenbosch", slug);
	is_str(slug, "s-hertogenbosch", "a slug without an apostrophe");
	tt_place_slug("Région de Bruxelles-Capitale", slug);
	is_str(slug, "region-de-bruxelles-capitale", "a slug without accents");
	is_str(tt_province_name(tt_province_by_code("BE-WLG"), TT_DE),
	    "Lüttich", "a province has its names");
}

int
main(void)
{
	every_place();
	every_town();
	typed();
	dutch();
	not_found();
	town_check();
	suggestions();
	distances();
	slugs();
	return t_done();
}
