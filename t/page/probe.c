/*
 * A binary with a route of every kind, so that frame.t can ask the web layer
 * all it promises. `probe --migrate` makes the tables, `probe --person ID
 * ROLES` somebody with any of the roles o(wner) c(aregiver) s(taff).
 */
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/crypt.h"
#include "core/fault.h"
#include "core/text.h"
#include "db/db.h"
#include "web/fields.h"
#include "web/form.h"
#include "web/frame.h"
#include "web/markdown.h"
#include "web/pages.h"
#include "web/req.h"

static void
line(struct tt_out *o, const char *name, const char *value)
{
	TT_LIT(o, "<p>");
	tt_put_text(o, name);
	TT_LIT(o, "=[");
	tt_put_text(o, value);
	TT_LIT(o, "]</p>\n");
}

static void
simple(struct tt_req *r)
{
	struct tt_out *o = tt_page(r, 200);

	tt_head(o, "Probe");
	line(o, "path", r->path);
	line(o, "query", r->query);
	line(o, "arg", tt_s_int(o, r->arg[0]));
	line(o, "word", r->word[0] == NULL ? "" : r->word[0]);
	line(o, "agent", r->agent);
	line(o, "name", r->user == NULL ? "" : r->user->first_name);
	line(o, "a", tt_value(o, "a", ""));
	tt_foot(o);
}

enum colour { RED, GREEN };
static const char *const colours[] = { "red", "green", NULL };

struct answers {
	const char *name, *text, *password;
	int64_t     age;
	tt_money    price;
	tt_day      day;
	enum colour colour;
	bool        agree;
};

#define F(member, ...) TT_FIELD(struct answers, member, ##__VA_ARGS__)
static const struct tt_field fields[] = {
	F(name, .required = true, .min = 2, .max = 10),
	F(text, .lines = true, .max = 200),
	F(password, .raw = true),
	F(age, .min = 1, .max = 99),
	F(price, .min = 500, .max = 80000),
	F(day, .min = 20000, .max = 40000),
	F(colour, .required = true, .words = colours),
	F(agree, .required = true),
	{ 0 }
};

static const struct tt_option colour_options[] = {
	{ "red", N_("Log in"), N_("Help") }, { "green", N_("Search"), NULL },
	{ 0 }
};

static void
typed_fields(struct tt_out *o, const struct answers *a)
{
	tt_field(o, .label = "Name", .name = "name", .kept = a->name,
	    .complete = "name", .most = 10, .hint = "Two letters or more.");
	tt_field_area(o, .label = "Text", .name = "text", .kept = a->text,
	    .optional = true);
	tt_field(o, .label = "Password", .name = "password",
	    .type = "password", .optional = true);
	tt_field(o, .label = "Age", .name = "age", .type = "number",
	    .min = "1", .max = "99", .unit = "years", .optional = true,
	    .kept = tt_kept_int(o, a->age), .small = true);
	tt_field_money(o, .label = "Price", .name = "price",
	    .kept = tt_kept_money(o, a->price), .optional = true);
	tt_field(o, .label = "Day", .name = "day", .type = "date",
	    .kept = tt_kept_day(o, a->day), .optional = true);
}

static void
form_page(struct tt_out *o, const struct answers *a)
{
	const struct tt_option *c = tt_options(o, colour_options);

	tt_head_of(o, "A form", "All kinds of fields", TT_MIDDLE);
	tt_errors(o);
	TT_LIT(o, "<h1>A form</h1><form class=\"flow\" method=\"post\""
	    " action=\"");
	tt_lang_prefix(o);
	TT_LIT(o, "/form\">");
	tt_csrf_field(o);
	typed_fields(o, a);
	tt_field_radios(o, .label = "Colour", .name = "colour", .options = c,
	    .kept = colours[a->colour]);
	tt_field_select(o, .label = "Colour again", .name = "again",
	    .options = c, .kept = "green");
	tt_field_choices(o, .label = "Colour as boxes", .name = "boxes",
	    .options = c);
	tt_field_ticks(o, .label = "Colours", .name = "many", .options = c,
	    .kept = "red green", .optional = true);
	tt_field(o, .label = "Place", .name = "place", .place = true,
	    .optional = true);
	tt_field_tick(o, .label = "I agree", .name = "agree");
	TT_LIT(o, "<p class=\"row\"><button class=\"btn\">Send</button></p>"
	    "</form>");
	tt_foot(o);
}

static void
form(struct tt_req *r)
{
	struct answers a = { .age = 7, .price = { 1250 }, .day = { 20440 } };

	form_page(tt_page(r, 200), &a);
}

static void
form_sent(struct tt_req *r)
{
	struct answers a = { 0 };
	const char *many[4];

	if (!tt_form(r, fields, &a)) {
		form_page(tt_page(r, 422), &a);
		return;
	}
	tt_redirect(r, "/done/%s-%" PRId64 "-%" PRId64 "-%" PRId64 "-%s-%zu",
	    a.name, a.age, a.price.cents, a.day.n, colours[a.colour],
	    tt_form_list(r, "many", many, 4));
}

static void
upload(struct tt_req *r)
{
	struct tt_out *o = tt_page(r, 200);

	tt_head(o, "Upload");
	for (size_t i = 0; i < r->n_files; i++)
		line(o, r->files[i].name, tt_s_int(o,
		    (int64_t)r->files[i].n));
	line(o, "a", tt_value(o, "a", ""));
	tt_foot(o);
}

static void
hook(struct tt_req *r)
{
	struct tt_buf *b = tt_body(r, 200, "application/json");

	tt_buf_printf(b, "{\"bytes\":%zu,\"signed\":\"%s\"}", r->body_n,
	    tt_header(r, "stripe-signature"));
}

static void
machine(struct tt_req *r)
{
	struct tt_buf *b = tt_body(r, 200, "application/json");

	tt_cacheable(r, 30);
	tt_buf_adds(b, "{\"status\":\"ok\"}");
}

static void
fault(struct tt_req *r)
{
	static const char *const kinds[] = { "none", "busy", "rival", "lost",
	    "full", "machine", NULL };
	int kind = tt_word(kinds, r->word[0]);
	struct tt_out *o = tt_page(r, 200);

	tt_head(o, "This must never be seen");
	if (kind > 0)
		tt_fault((enum tt_fault_kind)kind, "asked for");
	for (;;)
		if (tt_eq(r->word[0], "arena"))
			tt_alloc(r->cx->arena, 100000);
		else
			TT_LIT(o, "A page without an end. ");
}

static void
api_fault(struct tt_req *r)
{
	(void)r;
	tt_fault(TT_FAULT_BUSY, "asked for");
}

static void
slow(struct tt_req *r)
{
	poll(NULL, 0, 400);
	simple(r);
}

static void
hang(struct tt_req *r)
{
	(void)r;
	for (;;)
		poll(NULL, 0, 1000);
}

static void
big(struct tt_req *r)
{
	struct tt_out *o = tt_page(r, 200);

	tt_head(o, "Big");
	for (int i = 0; i < 2000; i++)
		line(o, "line", tt_s_int(o, i));
	if (tt_eq(r->path, "/big-form"))
		tt_csrf_field(o);
	tt_foot(o);
	tt_cacheable(r, 60);
}

static void
big_noise(struct tt_req *r)
{
	struct tt_buf *b = tt_body(r, 200, "application/octet-stream");
	char *p = tt_buf_room(b, 1 << 20);

	tt_random(p, 1 << 20);
	b->n = 1 << 20;
}

static void
move(struct tt_req *r)
{
	tt_redirect(r, "/done/%s", tt_form_raw(r, "to"));
}

static void
next(struct tt_req *r)
{
	tt_redirect(r, "%s", tt_next(r, "/account"));
}

static void
bad_header(struct tt_req *r)
{
	simple(r);
	tt_set_header(r, "X-Bad", "one\r\nSet-Cookie: two=2");
}

static void
refresh(struct tt_req *r)
{
	simple(r);
	tt_refresh(r, 5, tt_url_of(r->cx, "/thing/12"));
	tt_set_header(r, "Content-Disposition", "attachment");
}

static void
refuse(struct tt_req *r)
{
	static const char *const words[] = { "ok", "invalid", "absent",
	    "refused", "taken", NULL };
	int which = tt_word(words, r->word[0]);

	if (which > 0)
		tt_refuse(r, (enum tt_outcome)which,
		    "These dates are <taken>.");
	else
		tt_error(r, 429, NULL);
}

static void
sign_in(struct tt_req *r)
{
	int64_t id;

	if (!tt_int(tt_form_raw(r, "who"), 1, 1000, &id)) {
		tt_refuse(r, TT_INVALID, NULL);
		return;
	}
	tt_sign_in(r, id);
	tt_note(r, "Welcome back.");
	tt_redirect(r, "/signed");
}

static void
sign_out(struct tt_req *r)
{
	tt_sign_out(r);
	tt_redirect(r, "/form");
}

static void
words(struct tt_req *r)
{
	struct tt_out *o = tt_page(r, 200);

	tt_head(o, "Words");
	tt_put_html(o, tt_markdown(o->arena, "# Hi\n<b>[a](/b)</b>"));
	tt_put_html(o, tt_markdown_ours(o, "# Hi you\n[a](/b)"));
	tt_foot(o);
}

static const struct tt_route routes[] = {
	{ TT_GET,  "/",               TT_ANYONE,    simple, 0 },
	{ TT_GET,  "/thing/#",        TT_ANYONE,    simple, 0 },
	{ TT_GET,  "/thing/#/edit",   TT_ANYONE,    simple, 0 },
	{ TT_GET,  "/word/*",         TT_ANYONE,    simple, 0 },
	{ TT_GET,  "/done/*",         TT_ANYONE,    simple, 0 },
	{ TT_GET,  "/form",           TT_ANYONE,    form, 0 },
	{ TT_POST, "/form",           TT_ANYONE,    form_sent, 0 },
	{ TT_POST, "/only-post",      TT_ANYONE,    simple, 0 },
	{ TT_POST, "/upload",         TT_ANYONE,    upload, 300000 },
	{ TT_POST, "/webhook/test",   TT_WEBHOOK,   hook, 0 },
	{ TT_GET,  "/api/v1/test",    TT_MACHINE,   machine, 0 },
	{ TT_GET,  "/api/v1/fault",   TT_MACHINE,   api_fault, 0 },
	{ TT_GET,  "/fault/*",        TT_ANYONE,    fault, 0 },
	{ TT_GET,  "/slow",           TT_ANYONE,    slow, 0 },
	{ TT_GET,  "/hang",           TT_ANYONE,    hang, 0 },
	{ TT_GET,  "/big",            TT_ANYONE,    big, 0 },
	{ TT_GET,  "/big-form",       TT_ANYONE,    big, 0 },
	{ TT_GET,  "/noise",          TT_ANYONE,    big_noise, 0 },
	{ TT_GET,  "/move",           TT_ANYONE,    move, 0 },
	{ TT_GET,  "/next",           TT_ANYONE,    next, 0 },
	{ TT_GET,  "/bad-header",     TT_ANYONE,    bad_header, 0 },
	{ TT_GET,  "/refresh",        TT_ANYONE,    refresh, 0 },
	{ TT_GET,  "/refuse/*",       TT_ANYONE,    refuse, 0 },
	{ TT_GET,  "/words",          TT_ANYONE,    words, 0 },
	{ TT_GET,  "/visitor",        TT_VISITOR,   simple, 0 },
	{ TT_GET,  "/signed",         TT_SIGNED_IN, simple, 0 },
	{ TT_POST, "/signed",         TT_SIGNED_IN, simple, 0 },
	{ TT_GET,  "/owner",          TT_OWNER,     simple, 0 },
	{ TT_GET,  "/caregiver",      TT_CAREGIVER, simple, 0 },
	{ TT_GET,  "/staff",          TT_STAFF,     simple,
	    .right = TT_R_HOME },
	{ TT_POST, "/sign-in",        TT_ANYONE,    sign_in, 0 },
	{ TT_POST, "/sign-out",       TT_SIGNED_IN, sign_out, 0 },
	{ 0 }
};

/* ---- making the tables and somebody in them ------------------------------ */

TT_EXEC(add_person, "INSERT INTO users (id, email, verified, password,"
	" first_name, last_name, lang, is_owner, is_caregiver, staff, phone,"
	" country, postcode, town, street, lat, lon, terms_version, terms_at,"
	" created) VALUES ($1, $2, 1, '', $3, 'Peeters', 'nl', $4, $5, $6, '',"
	" 'BE', '', '', '', 0, 0, '', 0, 1)");

TT_EXEC(add_step, "INSERT INTO second_step (user_id, secret, since, used)"
	" VALUES ($1, '', 1, 0)");

struct person { int64_t id; const char *roles; };

static enum tt_outcome
add(struct tt_ctx *cx, void *arg)
{
	const struct person *p = arg;
	bool owner = strchr(p->roles, 'o') != NULL;
	bool caregiver = strchr(p->roles, 'c') != NULL;
	const char *staff = strchr(p->roles, 's') == NULL ? "" : "admin";

	tt_exec(cx, &add_person, TT_ARGS(p->id, tt_printf(cx->arena,
	    "p%" PRId64 "@example.be", p->id), "An <b>", owner, caregiver,
	    staff));
	if (staff[0] != '\0')
		tt_exec(cx, &add_step, TT_ARGS(p->id));
	return TT_OK;
}

static int
prepare(char **argv)
{
	struct tt_arena *a = tt_arena_new(TT_ARENA_REQUEST);
	struct tt_conf conf;
	struct tt_ctx cx = { .arena = a, .conf = &conf };
	const char *bad, *path;
	struct person p;

	tt_crypt_start();
	bad = tt_conf_read(a, &conf, &path);
	if (bad == NULL) {
		cx.db = tt_db_new(&conf);
		bad = tt_schema_migrate(&cx, NULL);
	}
	if (bad == NULL && tt_eq(argv[1], "--person")) {
		p.roles = argv[3];
		if (tt_int(argv[2], 1, 1000, &p.id))
			tt_tx(&cx, add, &p);
	}
	if (bad != NULL)
		(void)fprintf(stderr, "%s\n", bad);
	if (cx.db != NULL)
		tt_db_end(cx.db);
	tt_arena_end(a);
	return bad != NULL;
}

int
main(int argc, char **argv)
{
	if (argc >= 2 && (tt_eq(argv[1], "--migrate") ||
	    (argc == 4 && tt_eq(argv[1], "--person"))))
		return prepare(argv);
	return tt_serve("probe", routes, argc, argv);
}
