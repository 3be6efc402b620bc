/*
 * What somebody logs in with, in two words. A User-Agent names its ancestors
 * too (Edge says Chrome and Safari), so that the first of the list that it
 * contains is meant.
 */
#include <string.h>

#include "core/text.h"
#include "model/session.h"

struct mark { const char *in_agent, *name; };

static const struct mark browsers[] = {
	{ "Edg/", "Edge" }, { "EdgA/", "Edge" }, { "EdgiOS/", "Edge" },
	{ "OPR/", "Opera" }, { "SamsungBrowser/", "Samsung Internet" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" },
	{ "Chrome/", "Chrome" }, { "CriOS/", "Chrome" },
	{ "Safari/", "Safari" }, { NULL, "" }
};

static const struct mark systems[] = {
	{ "iPhone", "iPhone" }, { "iPad", "iPad" }, { "Android", "Android" },
	{ "Windows", "Windows" }, { "Macintosh", "Mac" },
	{ "CrOS", "Chromebook" }, { "Linux", "Linux" }, { NULL, "" }
};

static const char *
first_of(const struct mark *m, const char *agent)
{
	while (m->in_agent != NULL && strstr(agent, m->in_agent) == NULL)
		m++;
	return m->name;
}

const char *
tt_device_name(struct tt_arena *a, const char *agent)
{
	const char *browser = first_of(browsers, agent);
	const char *system = first_of(systems, agent);

	if (browser[0] == '\0' || system[0] == '\0')
		return browser[0] == '\0' ? system : browser;
	return tt_printf(a, "%s, %s", browser, system);
}
