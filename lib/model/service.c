#include "core/msg.h"
#include "core/text.h"
#include "model/service.h"

const char *const tt_units[] = { "hour", "visit", "day", "night", "trip",
    "event", NULL };

const struct tt_service tt_services[] = {
	{ .code = "walk", .number = 1, .unit = TT_PER_HOUR, .at_owner = true,
	    .dogs_only = true, .name = N_("Dog walk"),
	    .about = N_("Your dog alone, in your neighbourhood"),
	    .icon = "serve-walk" },
	{ .code = "group-walk", .number = 2, .unit = TT_PER_HOUR,
	    .shared = true, .at_owner = true, .dogs_only = true,
	    .name = N_("Group walk"), .about = N_("Together with other dogs"),
	    .icon = "serve-group" },
	{ .code = "home-visit", .number = 3, .unit = TT_PER_VISIT,
	    .at_owner = true, .name = N_("Home visit"),
	    .about = N_("Food, play and care at your home"),
	    .icon = "serve-visit" },
	{ .code = "boarding", .number = 4, .unit = TT_PER_NIGHT,
	    .shared = true, .overnight = true,
	    .name = N_("Stay with the caregiver"),
	    .about = N_("Your pet sleeps at the caregiver's home"),
	    .icon = "serve-board" },
	{ .code = "sitting", .number = 5, .unit = TT_PER_NIGHT,
	    .at_owner = true, .overnight = true,
	    .name = N_("Sitting at your home"),
	    .about = N_("The caregiver sleeps at your home"),
	    .icon = "serve-sit" },
	{ .code = "day-care", .number = 6, .unit = TT_PER_DAY, .shared = true,
	    .name = N_("Day care"), .about = N_("A day at the caregiver's home"),
	    .icon = "serve-day" },
	{ .code = "small-animals", .number = 7, .unit = TT_PER_VISIT,
	    .at_owner = true, .name = N_("Small animals"),
	    .about = N_("Rabbits, guinea pigs, birds, chickens"),
	    .icon = "serve-small" },
	{ .code = "training", .number = 8, .unit = TT_PER_HOUR,
	    .at_owner = true, .dogs_only = true, .name = N_("Dog training"),
	    .about = N_("Behaviour and walking on a lead"),
	    .icon = "serve-train" },
	{ .code = "transport", .number = 9, .unit = TT_PER_TRIP,
	    .at_owner = true, .name = N_("Transport"),
	    .about = N_("To the vet, the groomer or a new home"),
	    .icon = "serve-trip" },
	{ .code = "event", .number = 10, .unit = TT_PER_EVENT,
	    .at_owner = true, .name = N_("Along to an event"),
	    .about = N_("Your pet at your wedding or party"),
	    .icon = "serve-event" },
	{ 0 }
};

const size_t tt_services_n = sizeof(tt_services) / sizeof(*tt_services) - 1;

const char *const tt_pet_kinds[] = { "dog", "cat", "small", "fish", "bird",
    "reptile", "livestock", "other", NULL };
const char *const tt_pet_kind_names[] = { N_("Dog"), N_("Cat"),
    N_("Small animal"), N_("Fish"), N_("Bird"), N_("Reptile"),
    N_("Small livestock"), N_("Other"), NULL };
const char *const tt_pet_kind_ones[] = { N_("%s dog"), N_("%s cat"),
    N_("%s small animal"), N_("%s fish"), N_("%s bird"), N_("%s reptile"),
    N_("%s small livestock"), N_("%s pet"), NULL };
const char *const tt_pet_kind_manys[] = { N_("%s dogs"), N_("%s cats"),
    N_("%s small animals"), N_("%s fishes"), N_("%s birds"),
    N_("%s reptiles"), N_("%s farm animals"), N_("%s pets"), NULL };

const char *const tt_sizes[] = { "xs", "s", "m", "l", "xl", NULL };
const char *const tt_size_names[] = { N_("up to 5 kg"), N_("5 to 10 kg"),
    N_("10 to 25 kg"), N_("25 to 40 kg"), N_("over 40 kg"), NULL };

/* Names under which a service is also known; the first slugs among them. */
static const struct also {
	const char *name, *code;
} also[] = {
	{ "hondenuitlaat", "walk" }, { "hond uitlaten", "walk" },
	{ "wandeling", "walk" }, { "promenade", "walk" },
	{ "groepsuitlaat", "group-walk" },
	{ "hondenuitlaatservice", "group-walk" },
	{ "hondentraining", "training" }, { "dierenoppas", "sitting" },
	{ "dierenopvang", "boarding" }, { "verzorging-aan-huis", "home-visit" },
	{ "begeleiding-events", "event" },
	{ "transport-huisdieren", "transport" },
	{ "verzorging-kleinvee", "small-animals" },
	{ "verzorging-boerderijdieren", "small-animals" },
};

const struct tt_service *
tt_service_named(const char *code)
{
	for (const struct tt_service *s = tt_services; s->code != NULL; s++)
		if (tt_eq(s->code, code))
			return s;
	return NULL;
}

const struct tt_service *
tt_service_typed(const char *text)
{
	for (const struct tt_service *s = tt_services; s->code != NULL; s++) {
		if (tt_eq_nocase(s->code, text))
			return s;
		for (int lang = 0; lang < TT_LANGS; lang++)
			if (tt_eq_nocase(tt_tr((enum tt_lang)lang, s->name),
			    text))
				return s;
	}
	for (size_t i = 0; i < sizeof(also) / sizeof(*also); i++)
		if (tt_eq_nocase(also[i].name, text))
			return tt_service_named(also[i].code);
	return NULL;
}

const char *
tt_unit_per(enum tt_unit unit)
{
	switch (unit) {
	case TT_PER_HOUR:  return N_("per hour");
	case TT_PER_VISIT: return N_("per visit");
	case TT_PER_DAY:   return N_("per day");
	case TT_PER_NIGHT: return N_("per night");
	case TT_PER_TRIP:  return N_("per trip");
	case TT_PER_EVENT: return N_("per event");
	}
	return "";
}
