/*
 * ttc, the compiler of pages: HTML with a little C in it becomes C.
 *
 * docs/pages.md tells how a page is written. Here is how one is read:
 *
 *   ttc.c        the command line, and the files
 *   ttc_page.c   a page from its first byte to its last: text and functions
 *   ttc_line.c   lines that begin with %
 *   ttc_hole.c   values, messages and calls between { and }
 *   ttc_tag.c    a tag and its attributes
 *   ttc_check.c  what a finished tag must have and must not; open elements
 *   ttc_url.c    attributes that hold an address
 *   ttc_emit.c   buffers, errors, and the C that is written
 *
 * The first error stops a page. ttc_fail() notes it and moves `at` to `end`,
 * so every loop that reads finds nothing more to read: no function needs to
 * pass an error on. Whoever moves `at` does it with ttc_go(), which leaves a
 * page that failed where it is.
 */
#ifndef TTC_H
#define TTC_H

#include <stdbool.h>
#include <stddef.h>

/* What one page may nest or hold; more is an error in the page. */
enum {
	TTC_DEPTH = 100,     /* elements within each other */
	TTC_BLOCKS = 30,     /* % if and % for within each other */
	TTC_ATTRS = 40,      /* attributes in a tag */
	TTC_BRACKETS = 60,   /* brackets within each other in C */
	TTC_ARGS = 9,        /* values in a message */
	TTC_ERROR = 500      /* bytes of an error */
};

/* A piece of a page; it lives as long as the page's text. */
struct ttc_str {
	const char *p;
	size_t      n;
};

/* Text that grows. Starts as zeroes; ttc_drop() gives the memory back. */
struct ttc_buf {
	char  *p;
	size_t n, room;
};

/* What all the pages of one binary have become. Starts as zeroes. */
struct ttc_result {
	struct ttc_buf includes, prototypes, code;
};

struct ttc_attr {
	struct ttc_str name, value;   /* value as the page has it */
	bool           holes;         /* is there a hole in the value? */
};

struct ttc_tag {
	const char     *at;
	struct ttc_str  name;
	struct ttc_attr attr[TTC_ATTRS];
	size_t          n;
};

/* An element that is open. */
struct ttc_element {
	const char    *at;
	struct ttc_str name;
};

/*
 * A % if or % for that is open. `space` and `fresh` are as they were where it
 * began, because each branch continues from there.
 */
struct ttc_block {
	const char *at;
	bool        loop, has_else;
	size_t      depth;        /* elements open where it began */
	char        space;
	bool        fresh, wrote; /* wrote: some branch put something out */
};

enum ttc_function { TTC_NONE, TTC_PAGE, TTC_OPEN, TTC_CLOSE, TTC_PART };

/* Where a hole stands: it decides how the value is escaped. */
enum ttc_place { TTC_IN_TEXT, TTC_IN_RAW, TTC_IN_ATTR, TTC_IN_URL, TTC_AS_URL };

/* One page while it is read. */
struct ttc {
	const char           *path;             /* as #line cites it */
	const char           *src, *at, *end;
	const struct ttc_str *manifest;         /* NULL: leave /static/ alone */
	struct ttc_result    *out;
	char                  error[TTC_ERROR]; /* "" while all is well */

	const char *counted;     /* `line` is the line of this place */
	unsigned    line;

	enum ttc_function  function;
	struct ttc_element open[TTC_DEPTH];
	size_t             depth;
	struct ttc_block   block[TTC_BLOCKS];
	size_t             blocks;

	struct ttc_buf lit;      /* HTML not yet written as a TT_LIT */
	char           space;    /* a blank not yet in lit; 0 is none */
	bool           fresh;    /* nothing has been put out by this function */
	struct ttc_buf parts;    /* forward declarations of this page's parts */
	struct ttc_buf code;
	struct ttc_buf scratch;  /* a % line, a message: one at a time */
};

/*
 * Read one page and add what it becomes to `out`. False: `error`, of TTC_ERROR
 * bytes, has "path:line:col: error: …" and `out` is as it was.
 */
bool ttc_parse(struct ttc_result *out, const char *path, struct ttc_str text,
    const struct ttc_str *manifest, char *error);

/* ttc_line.c */
bool ttc_line_here(const struct ttc *);
void ttc_line(struct ttc *);
void ttc_function_end(struct ttc *);

/* ttc_hole.c */

/* Where a piece of C stops, how many brackets are open there, what is wrong. */
struct ttc_scan {
	const char *at;
	size_t      open;
	const char *wrong;   /* NULL: nothing */
};

/* Read C from s to the first of `stops` outside of brackets and quotes. */
struct ttc_scan ttc_scan(const char *s, const char *end, const char *stops);

/* Read the hole at `at`, and write what shows its value. */
void ttc_hole(struct ttc *, enum ttc_place);

/* Read the hole at `at`: the one value in it. */
struct ttc_str ttc_value(struct ttc *);

/* ttc_tag.c */
void ttc_markup(struct ttc *);

/* ttc_check.c */
const struct ttc_attr *ttc_attr(const struct ttc_tag *, const char *name);
void ttc_check_element(struct ttc *, const struct ttc_tag *);
void ttc_check_attr_name(struct ttc *, const struct ttc_tag *, struct ttc_str);
void ttc_check_tag(struct ttc *, const struct ttc_tag *);
bool ttc_posts(const struct ttc_tag *);   /* is it <form method="post">? */
bool ttc_void(struct ttc_str name);       /* an element that has no end tag */
bool ttc_inside(const struct ttc *, const char *name);
bool ttc_raw(const struct ttc *);         /* in title or textarea: text only */
bool ttc_keeps_blanks(const struct ttc *);
void ttc_push(struct ttc *, const struct ttc_tag *);
void ttc_pop(struct ttc *, const char *at, struct ttc_str name);

/* ttc_url.c */
bool ttc_is_url(struct ttc_str attr_name);
void ttc_url(struct ttc *, struct ttc_attr *);

/* ttc_emit.c */
void ttc_add(struct ttc_buf *, const char *p, size_t n);
void ttc_addf(struct ttc_buf *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void ttc_quote(struct ttc_buf *, const char *p, size_t n);
void ttc_drop(struct ttc_buf *);

void ttc_fail(struct ttc *, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void ttc_go(struct ttc *, const char *to);
bool ttc_failed(const struct ttc *);

void ttc_lit(struct ttc *, const char *p, size_t n);
void ttc_cite(struct ttc *, struct ttc_buf *, const char *at);
void ttc_settle(struct ttc *);
void ttc_flush(struct ttc *);
void ttc_indent(struct ttc *);

bool ttc_blank(char);
bool ttc_word(char);    /* may stand in a C name */
bool ttc_same(struct ttc_str, const char *);        /* whatever the case */
bool ttc_begins(const char *s, const char *end, const char *with);
const char *ttc_find(const char *s, const char *end, struct ttc_str what);
struct ttc_str ttc_trim(const char *from, const char *to);

/* A piece as the two arguments of printf's "%.*s". */
#define TTC_STR(s) (int)(s).n, (s).p

#endif
