#include "site/site.h"

static const struct tt_route routes[] = {
	{ TT_GET,  "/",                 TT_ANYONE,  home_show,     0 },
	{ TT_GET,  "/help",             TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/how-it-works",     TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/cancellation",     TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/fees",             TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/safety",           TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/ranking",          TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/become-caregiver", TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/terms",            TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/privacy",          TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/cookies",          TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/accessibility",    TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/imprint",          TT_ANYONE,  text_show,     0 },
	{ TT_GET,  "/places",           TT_ANYONE,  places_show,   0 },
	{ TT_GET,  "/places/*",         TT_ANYONE,  province_show, 0 },
	{ TT_GET,  "/contact",          TT_ANYONE,  contact_show,  0 },
	{ TT_POST, "/contact",          TT_ANYONE,  contact_send,  0 },
	{ TT_GET,  "/contact/sent",     TT_ANYONE,  contact_sent,  0 },
	{ TT_GET,  "/demo",             TT_ANYONE,  demo_show,     0 },
	{ TT_GET,  "/demo/mail",        TT_ANYONE,  demo_mails,    0 },
	{ TT_GET,  "/demo/mail/*",      TT_ANYONE,  demo_mail,     0 },
	{ TT_GET,  "/robots.txt",       TT_MACHINE, robots,        0 },
	{ TT_GET,  "/sitemap.xml",      TT_MACHINE, sitemap,       0 },
	{ TT_GET,  "/avatar/*",         TT_MACHINE, avatar,        0 },
	{ TT_GET,  "/livez",            TT_MACHINE, livez,         0 },
	{ TT_GET,  "/readyz",           TT_MACHINE, readyz,        0 },
	{ TT_GET,  "/api/health",       TT_MACHINE, health,        0 },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("site", routes, argc, argv);
}
