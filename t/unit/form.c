#include "core/crypt.h"
#include "core/text.h"
#include "t.h"
#include "t_web.h"
#include "web/fields.h"

enum size { SMALL, LARGE };
static const char *const sizes[] = { "small", "large", NULL };

struct pet {
	const char *name, *text, *word;
	int64_t     age;
	tt_money    price;
	tt_day      born;
	enum size   size;
	bool        fine;
};

#define F(member, ...) TT_FIELD(struct pet, member, ##__VA_ARGS__)
static const struct tt_field all[] = {
	F(name, .min = 2, .max = 5), F(text, .lines = true, .max = 20),
	F(word, .raw = true), F(age, .min = 1, .max = 30),
	F(price, .min = 500, .max = 1000), F(born, .min = 20000, .max = 21000),
	F(size, .words = sizes), F(fine), { 0 }
};
static const struct tt_field must[] = {
	F(name, .required = true), F(age, .required = true),
	F(born, .required = true), F(price, .required = true),
	F(size, .required = true, .words = sizes), F(fine, .required = true),
	{ 0 }
};

static struct tt_arena *arena;
static struct pet got;

static struct tt_req *
request(const char *body)
{
	struct tt_req *r = t_req(arena);

	tt_parse_urlencoded(r, body, strlen(body));
	return r;
}

/* What is wrong with a form: "field: sentence" of the first, "" for nothing. */
static const char *
read_with(const struct tt_field *fields, const char *body)
{
	struct tt_req *r = request(body);

	got = (struct pet){ .age = -1, .size = LARGE };
	if (tt_form(r, fields, &got))
		return "";
	if (r->n_errors == 0)
		return "twice";
	return tt_printf(arena, "%s: %s", r->errors[0].name,
	    r->errors[0].value);
}

static const char *
read_all(const char *body)
{
	return read_with(all, body);
}

static void
fits(void)
{
	is_str(read_all("name=+Rex+&text=a+%0D%0Ab&word=+x+&age=7&price=7,50"
	    "&born=2025-12-18&size=small&fine=on"), "", "all fits");
	is_str(got.name, "Rex", "text is trimmed");
	is_str(got.text, "a\nb", "lines end with a newline");
	is_str(got.word, " x ", "raw text is as it came");
	is(got.age, 7, "a number");
	is(got.price.cents, 750, "money");
	is(got.born.n, 20440, "a day");
	is(got.size, SMALL, "a word");
	ok(got.fine, "a tick");
	is_str(read_all("name=Rex"), "", "the rest may be left out");
	is_str(got.text, "", "text is empty then");
	is(got.age, -1, "a number stays");
	is(got.size, LARGE, "a word stays");
	ok(!got.fine, "a tick is off");
	is_str(read_all("name=Rex&age=&price=&born="), "", "or be left empty");
	is_str(read_all("name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9"), "",
	    "characters count, not bytes");
	is_str(read_all("name=Rex&other=1&other=2"), "", "others are dropped");
}

static void
does_not_fit(void)
{
	is_str(read_all("name=R"), "name: Use at least 2 characters.",
	    "too short");
	is_str(read_all("name=Rexies"), "name: Use at most 5 characters.",
	    "too long");
	is_str(read_all("name=R%0Ax"),
	    "name: Use one line here, without tabs.", "two lines");
	is_str(read_all("name=Rex&age=x"),
	    "age: Enter a whole number, in digits.", "no number");
	is_str(read_all("name=Rex&age=0"), "age: Enter 1 or more.", "less");
	is_str(read_all("name=Rex&age=31"), "age: Enter 30 or less.", "more");
	is_str(read_all("name=Rex&born=2025-13-01"),
	    "born: Choose a day, or write it as 2026-12-18.", "no day");
	is_str(read_all("name=Rex&size=huge"),
	    "size: Choose one of the answers.", "no such answer");
	is_str(read_all("name=Rex&price=a"),
	    "price: Enter an amount in euro, such as 12,50.", "no amount");
	ok(tt_starts(read_all("name=Rex&price=1"), "price: Enter "),
	    "too little");
	is_str(read_all("name=Rex&age=1&age=2"), "twice", "given twice");
	is_str(read_with(must, ""), "name: Please fill this in.", "required");
	is_str(read_with(must, "name=a"), "age: Please fill this in.",
	    "a number too");
	is_str(read_with(must, "name=a&age=1&born=2025-01-01&price=2"),
	    "size: Choose one of the answers.", "a word too");
	is_str(read_with(must, "name=a&age=1&born=2025-01-01&price=2"
	    "&size=small"), "fine: Please tick this box.", "a tick too");
}

static void
shown_again(void)
{
	struct tt_req *r = request("a=x&many=1&many=3");
	const char *values[2];

	is_str(tt_value(r->out, "a", "y"), "x", "what was typed is shown");
	is_str(tt_value(r->out, "b", "y"), "y", "else what is kept");
	is_str(tt_value(r->out, "b", NULL), "", "else nothing");
	is((int64_t)tt_form_list(r, "many", values, 2), 2, "a list of two");
	is_str(values[1], "3", "… in their order");
	ok(!r->inner->twice, "… is allowed to be two");
	ok(tt_chosen(r->out, "many", "3", false), "chosen");
	ok(!tt_chosen(r->out, "many", "2", true), "not chosen");
	ok(!tt_chosen(r->out, "c", "1", true), "unticked");
	ok(tt_form_raw(r, "many") == NULL && r->inner->twice,
	    "one value of two is refused");
	r->method = TT_GET;
	ok(tt_chosen(r->out, "c", "1", true), "kept until it is sent");
	tt_form_error(r, "a", "No.");
	tt_form_error(r, "a", "Never.");
	is_str(tt_fault_of(r->out, "a"), "No.", "the first error of a field");
	is_str(tt_fault_of(r->out, "b"), "", "no error");
	ok(!tt_form_ok(r), "not ok");
}

static void
tags(void)
{
	struct tt_req *r = request("a=%22%3E%3Cb%3E");
	struct tt_input f = { .name = "a", .label = "A", .most = 5,
	    .type = "email", .complete = "email", .optional = true };

	tt_tag_input(r->out, &f);
	is_str(r->out->b.p, "<input type=\"email\" id=\"a\" name=\"a\" "
	    "autocomplete=\"email\" maxlength=\"5\" "
	    "value=\"&quot;&gt;&lt;b&gt;\">", "a tag with its value escaped");
	tt_form_error(r, "a", "No.");
	f = (struct tt_input){ .name = "a", .type = "password", .hint = "H" };
	tt_buf_empty(&r->out->b);
	tt_tag_input(r->out, &f);
	is_str(r->out->b.p, "<input type=\"password\" id=\"a\" name=\"a\" "
	    "required aria-invalid=\"true\" aria-describedby=\"a-h a-e\">",
	    "a password never shows its value");
	is_str(tt_kept_money(r->out, (tt_money){ 1205 }), "12.05", "money");
	is_str(tt_kept_money(r->out, (tt_money){ 0 }), "", "no money");
	is_str(tt_kept_day(r->out, (tt_day){ 20440 }), "2025-12-18", "a day");
}

static void
tokens(void)
{
	struct tt_req *r = t_req(arena);
	const struct tt_session session = { .hash = "h" };
	const char *token = tt_form_token(r), *other = tt_form_token(r);

	ok(strcmp(token, other) != 0, "each token is another one");
	ok(tt_form_token_ok(r, token), "a visitor's token is good");
	r->cx->now.s += 12 * 3600;
	ok(tt_form_token_ok(r, token), "… for twelve hours");
	r->cx->now.s += 1;
	ok(!tt_form_token_ok(r, token), "… and no second more");
	r->session = &session;
	r->cookie = "secret";
	ok(!tt_form_token_ok(r, other), "… and not after signing in");
	token = tt_form_token(r);
	r->cx->now.s += 29 * 86400;
	ok(tt_form_token_ok(r, token), "a member's lives with the session");
	r->cookie = "secret of another session";
	ok(!tt_form_token_ok(r, token), "… and with no other");
	ok(!tt_form_token_ok(r, NULL), "no token");
	ok(!tt_form_token_ok(r, "abc"), "too short");
}

int
main(void)
{
	arena = tt_arena_new((size_t)32 << 20);
	tt_time_start();
	tt_crypt_start();
	fits();
	does_not_fit();
	shown_again();
	tags();
	tokens();
	tt_arena_end(arena);
	return t_done();
}
